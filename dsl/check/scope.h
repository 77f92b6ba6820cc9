/* scope: the tables of names. A scope holds the names of one kind of block; facts and periods of a
 * category are held under their owner (the category), everything else under NONE. */
#ifndef ZHIDA_SCOPE_H
#define ZHIDA_SCOPE_H

#include "dsl/base/terms.h"
#include "dsl/syntax/tree.h"

/* NOUN(enumerator, chinese, english, family): names of one family must differ among themselves. */
#define NOUNS(NOUN)                                                                                \
    NOUN(AREA, "区域", "area", 0)                                                                  \
    NOUN(UNIT, "单位", "unit", 1)                                                                  \
    NOUN(ROLE, "角色", "role", 1)                                                                  \
    NOUN(LIST, "词表", "word list", 2)                                                             \
    NOUN(PERIOD, "时段", "period", 3)                                                              \
    NOUN(CLOCK, "时限", "clock", 4)                                                                \
    NOUN(FACT, "要素", "fact", 5)                                                                  \
    NOUN(CATEGORY, "类别", "category", 6)                                                          \
    NOUN(DUTY, "事项", "duty", 7)                                                                  \
    NOUN(TAG, "标签", "tag", 8)                                                                    \
    NOUN(NUMBER, "数值", "number", 8)                                                              \
    NOUN(DATE, "日期", "date", 8)                                                                  \
    NOUN(POLICY, "政策", "policy", 9)                                                              \
    NOUN(NOTICE, "通知", "notice", 10)                                                             \
    NOUN(GUIDE, "办事", "guide", 11)                                                               \
    NOUN(PHRASE, "用语", "phrase", 12)                                                             \
    NOUN(CUE, "听语", "cue", 13)                                                                   \
    NOUN(CHANNEL, "通道", "channel", 14)                                                           \
    NOUN(ENDPOINT, "模型", "model", 15)

enum scope_kind {
#define NOUN(name, zh, en, family) SCOPE_##name,
    NOUNS(NOUN)
#undef NOUN
        SCOPES
};

struct check;

struct scope_entry {
    struct view name;
    int owner; /* category, or NONE */
    int index; /* in the model's array of the kind */
    const struct node *node;
};

struct scope {
    VEC(struct scope_entry) entries; /* in order of files and places, repeats too */
    uint32_t *slots;                 /* entry + 1, by hash; 0 is free */
    size_t room;
};

/* What the kind is called, in both languages. */
struct view scope_noun(enum scope_kind kind);

/* Notes a block, not yet findable. */
void scope_add(struct check *check, enum scope_kind kind, int owner, int index,
               const struct node *node, struct view name);

/* Makes everything noted findable: names of the district first, then those of categories. Repeats
 * are said and stay unfindable. */
void scopes_enter(struct check *check);

/* The index, or NONE. With an owner, the owner's names come before the district's. */
int scope_find(const struct check *check, enum scope_kind kind, int owner, struct view name);

/* The same for a name as written; NONE after a complaint with the nearest name. */
int scope_need(struct check *check, enum scope_kind kind, int owner, const struct node *name);

/* The owner of some entry of that name under any owner, or NONE: for "that one belongs to ...". */
int scope_elsewhere(const struct check *check, enum scope_kind kind, struct view name);

/* The names findable with that owner, for did-you-mean; *count says how many. */
struct view *scope_names(struct check *check, enum scope_kind kind, int owner, size_t *count);

#endif
