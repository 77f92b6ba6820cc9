/* compose: a plan as files of the language. */
#ifndef ZHIDA_EXCHANGE_COMPOSE_H
#define ZHIDA_EXCHANGE_COMPOSE_H

#include "dsl/exchange/plan.h"

struct composed_file {
    struct view path, text; /* path: relative to the rules folder */
};

typedef VEC(struct composed_file) composed;

/* All files; source names the list, for the comments. */
void compose_files(const struct plan *plan, struct view source, composed *out);

#endif
