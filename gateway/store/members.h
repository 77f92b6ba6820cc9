/* members: people who report from the street: volunteers and grid workers. One applies in the chat
 * and is accepted, or is registered at the desk and says the code that was given to them. Their
 * name is sealed. Beside them stands what they resolved on the spot and who looked at it. And
 * notes: what is to be said to people soon, whoever decided it. */
#ifndef ZHIDA_STORE_MEMBERS_H
#define ZHIDA_STORE_MEMBERS_H

#include "gateway/store/store.h"

/* MEMBER_STATE(enumerator, code, chinese, english) and kinds likewise. */
#define MEMBER_STATES_TABLE(MEMBER_STATE)                                                          \
    MEMBER_STATE(APPLIED, "applied", "申请中", "applied")                                          \
    MEMBER_STATE(INVITED, "invited", "待绑定", "invited")                                          \
    MEMBER_STATE(ACTIVE, "active", "在册", "registered")                                           \
    MEMBER_STATE(ENDED, "ended", "已退出", "ended")                                                \
    MEMBER_STATE(REFUSED, "refused", "未通过", "refused")
enum member_state {
#define MEMBER_STATE(name, code, zh, en) MEMBER_##name,
    MEMBER_STATES_TABLE(MEMBER_STATE)
#undef MEMBER_STATE
        MEMBER_STATES
};
#define MEMBER_KINDS_TABLE(MEMBER_KIND)                                                            \
    MEMBER_KIND(VOLUNTEER, "volunteer", "街面志愿者", "volunteer")                                 \
    MEMBER_KIND(GRID, "grid", "网格员", "grid worker")
enum member_kind {
#define MEMBER_KIND(name, code, zh, en) MEMBER_##name,
    MEMBER_KINDS_TABLE(MEMBER_KIND)
#undef MEMBER_KIND
        MEMBER_KINDS
};
struct member_info {
    const char *code, *zh, *en;
};
const struct member_info *member_state_info(enum member_state state);
const struct member_info *member_kind_info(enum member_kind kind);

struct member {
    int64_t id, person; /* person 0: not bound yet, or forgotten */
    enum member_kind kind;
    enum member_state state;
    struct view area; /* code, or empty */
    int64_t at, user;
    struct view secret; /* wrapped */
    struct view name;   /* what they said of themselves: sealed */
};
/* code: to be said in the chat; empty: none. id: filled. */
enum store_error members_add(struct store *store, struct member *member,
                             struct view code) STORE_CHECKED;
enum store_error members_get(struct store *store, int64_t id, struct arena *arena,
                             struct member *out) STORE_CHECKED;
/* Writes person, state, at, user; a code is used up. */
enum store_error members_set(struct store *store, const struct member *member) STORE_CHECKED;
/* The person's newest membership. */
enum store_error members_of_person(struct store *store, int64_t person, struct arena *arena,
                                   struct member *out) STORE_CHECKED;
enum store_error members_by_code(struct store *store, struct view code, struct arena *arena,
                                 struct member *out) STORE_CHECKED;
enum store_error members_list(struct store *store, int64_t below, size_t max, struct arena *arena,
                              struct member *out, size_t *count) STORE_CHECKED;
/* Applications of the person since. */
enum store_error members_today(struct store *store, int64_t person, int64_t since,
                               int64_t *count) STORE_CHECKED;
enum store_error members_forget(struct store *store, int64_t person) STORE_CHECKED;

struct resolved {
    int64_t case_id, member, at;
    bool sampled; /* a dispatcher looks at it */
    int good;     /* 0: nobody looked yet, 1: right, -1: not */
    int64_t user;
    struct view media; /* ids of the pictures afterwards, with blanks between */
};
enum store_error resolved_add(struct store *store, const struct resolved *row) STORE_CHECKED;
enum store_error resolved_get(struct store *store, int64_t case_id, struct arena *arena,
                              struct resolved *out) STORE_CHECKED;
/* Those to be looked at, oldest first, above an id. */
enum store_error resolved_list(struct store *store, int64_t above, size_t max, struct arena *arena,
                               struct resolved *out, size_t *count) STORE_CHECKED;
/* STORE_CONFLICT: somebody looked already. */
enum store_error resolved_check(struct store *store, int64_t case_id, bool good,
                                int64_t user) STORE_CHECKED;
enum store_error resolved_count(struct store *store, int64_t member,
                                int64_t counts[3]) STORE_CHECKED;

/* ---- notes ---- */

enum { NOTE_VALUES = 4 };
struct note {
    int64_t id, person;
    int kind;                        /* enum talk_note of gateway/talk */
    struct view values[NOTE_VALUES]; /* number, title, text, points */
};
/* Nothing where there is nobody to tell (person 0). */
enum store_error notes_add(struct store *store, const struct note *note) STORE_CHECKED;
/* The oldest; dropped by the call below. */
enum store_error notes_next(struct store *store, size_t max, struct arena *arena, struct note *out,
                            size_t *count) STORE_CHECKED;
enum store_error notes_drop(struct store *store, int64_t id) STORE_CHECKED;

#endif
