/* duty_list: entries for programs and for readers. */
#ifndef ZHIDA_EXCHANGE_DUTY_LIST_H
#define ZHIDA_EXCHANGE_DUTY_LIST_H

#include "dsl/exchange/entries.h"

/* One object: {"district", "hotline", "units", "duties"}; dsl/TOOLS.md says what stands in it. */
void duty_list_json(const struct entries *entries, const struct model *model, struct buf *out);

/* A readable list: contents, a table for each class. */
void duty_list_markdown(const struct entries *entries, const struct model *model, bool chinese,
                        struct buf *out);

#endif
