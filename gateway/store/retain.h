/* retain: what has been kept as long as it may be goes: the words of closed cases, people who have
 * not been heard of, old rows of the record. Figures, events and links of the chain stay. */
#ifndef ZHIDA_STORE_RETAIN_H
#define ZHIDA_STORE_RETAIN_H

#include "gateway/store/store.h"

/* RETAIN(name, code, chinese, english): a time of keeping, in years; 0: for ever. */
#define RETAIN_KINDS(RETAIN)                                                                       \
    RETAIN(CASES, "cases", "办结事项、办完的建议和心愿的内容",                                     \
           "content of closed cases, suggestions and wishes")                                      \
    RETAIN(TALKS, "talks", "没有未办结事项的人的对话和联系方式",                                   \
           "talk and contact of people without an open case")                                      \
    RETAIN(AUDIT, "audit", "操作记录", "rows of the record")

enum retain_kind {
#define RETAIN(name, code, zh, en) RETAIN_##name,
    RETAIN_KINDS(RETAIN)
#undef RETAIN
        RETAIN_COUNT
};
struct retain_kind_info {
    const char *code, *zh, *en;
};
const struct retain_kind_info *retain_kind_info(enum retain_kind kind);

enum { RETAIN_YEARS_MOST = 100, RETAIN_AUDIT_LEAST = 2 };

/* How many years each is kept. */
struct retain_rules {
    int64_t years[RETAIN_COUNT];
};
enum store_error retain_rules_get(struct store *store, struct retain_rules *out) STORE_CHECKED;
enum store_error retain_rules_set(struct store *store,
                                  const struct retain_rules *rules) STORE_CHECKED;

/* What would go now, and how old the oldest of each is (seconds since 1970; 0: there is none). */
struct retain_report {
    int64_t due[RETAIN_COUNT], oldest[RETAIN_COUNT];
};
enum store_error retain_preview(struct store *store, int64_t now,
                                struct retain_report *out) STORE_CHECKED;

/* Takes up to `max` of one kind away; *gone: how many; *more: call
 * again. Inside a transaction of the writer. Rows of
 * the record leave their link, and a record of the cut covers them (chain_check.h). */
enum store_error retain_work(struct store *store, enum retain_kind kind, int64_t now, size_t max,
                             struct arena *arena, int64_t *gone, bool *more) STORE_CHECKED;
/* Writes down what went since the last report (*gone), in a table of its own and in the record;
 * nothing where nothing went. */
enum store_error retain_note(struct store *store, int64_t now,
                             int64_t gone[RETAIN_COUNT]) STORE_CHECKED;

#endif
