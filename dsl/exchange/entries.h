/* entries: the duties of a rules folder as rows of a duty list, every field as text. What an import
 * wrote and what stands there now are compared field by field as entries. */
#ifndef ZHIDA_EXCHANGE_ENTRIES_H
#define ZHIDA_EXCHANGE_ENTRIES_H

#include "dsl/check/model.h"
#include "dsl/exchange/columns.h"

/* What a duty says that no list has a column for: EXTRA(name, key, zh, en). */
#define EXTRAS(EXTRA)                                                                              \
    EXTRA(WHEN, "when", "条件", "condition")                                                       \
    EXTRA(WHERE, "where", "分情形", "branches")                                                    \
    EXTRA(CLOCK, "clock", "时限名", "clock")                                                       \
    EXTRA(COLLECT, "collect", "收集", "collect")                                                   \
    EXTRA(OVER, "over", "优先于", "goes before")                                                   \
    EXTRA(ANSWER, "answer", "答", "answer")                                                        \
    EXTRA(ANSWER_EN, "answer_en", "英文答", "answer in English")                                   \
    EXTRA(TEXT, "text", "正文", "text")                                                            \
    EXTRA(ASKED, "asked", "常问", "asked")                                                         \
    EXTRA(OWNER, "owner", "由", "owner")

enum entry_extra {
#define EXTRA(name, key, zh, en) EXTRA_##name,
    EXTRAS(EXTRA)
#undef EXTRA
        EXTRA_COUNT
};

enum { LEVEL_MARK = 0x1f }; /* between the levels of a class path */

struct entry_branch {
    struct view areas, unit; /* 、 between several areas */
};

struct entry {
    struct view field[ROLE_KEPT]; /* empty where the duty does not say it; CLASS with LEVEL_MARK */
    struct view extra[EXTRA_COUNT];
    struct duration within;
    VEC(struct entry_branch) branches; /* those that ask for nothing but the area */
    VEC(struct view) words, examples, sayings, assists;
};

struct entries {
    struct arena *arena;
    VEC(struct entry) list; /* in order of files and places */
    size_t *slots;          /* by code: index + 1 */
    size_t room;
};

/* Of checked rules without errors. */
void entries_read(struct entries *entries, const struct tree *tree, const struct model *model);

/* In the order of codes, the duties of a class together; a class where its first code stands. */
void entries_sort(struct entries *entries);

/* Makes codes findable, after the list was filled otherwise. */
void entries_index(struct entries *entries);

/* The entry of a code, or NULL. */
const struct entry *entries_find(const struct entries *entries, struct view code);

const char *extra_title(enum entry_extra extra, bool chinese);
const char *extra_key(enum entry_extra extra);

#endif
