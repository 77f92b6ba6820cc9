/* vocabulary: the closed sets of values, in both spellings: 周六 sat, 节假日 holiday, 免申即享
 * automatic. The position in a table is the value of the model's enumeration. */
#ifndef ZHIDA_VOCABULARY_H
#define ZHIDA_VOCABULARY_H

#include "dsl/base/terms.h"

struct term {
    const char *zh, *en;
};

struct terms {
    const char *zh, *en; /* what the set is called */
    size_t count;
    struct term at[16];
};

extern const struct terms terms_weekday, terms_dayclass, terms_kind, terms_channel, terms_level,
    terms_way, terms_collect, terms_language, terms_account, terms_answer, terms_built_in,
    terms_endpoint, terms_whether;

/* The settings of a 模型 block, as positions in terms_endpoint. */
enum endpoint_key {
#define ENDPOINT(name, zh, en, kind, low, high, needed, says) ENDPOINT_##name,
#include "dsl/base/endpoint_table.h"
#undef ENDPOINT
    ENDPOINT_KEYS
};

/* The names that are always there, as positions in terms_built_in. */
enum built_in {
    BUILT_IN_TIME,
    BUILT_IN_WEEKDAY,
    BUILT_IN_DAYCLASS,
    BUILT_IN_AREA,
    BUILT_IN_KIND,
    BUILT_IN_CHANNEL,
    BUILT_IN_NOW,
    BUILT_IN_PLACE,
    BUILT_IN_MATTER,
    BUILT_IN_CATEGORY
};

/* The value, or NONE. */
int terms_find(const struct terms *terms, struct view name);

#endif
