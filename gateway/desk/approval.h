/* approval: what spends money or is published takes two people: one asks and says what exactly, and
 * another one who may do so grants or refuses it. This is the record of both; what is done with a
 * granted one is its kind's affair (gateway/web/approval_kinds.h).
 *
 * Asking and deciding write their own rows of the audit, in the same transaction. Writing functions
 * need the writer and run inside a transaction: turn_write(). */
#ifndef ZHIDA_APPROVAL_H
#define ZHIDA_APPROVAL_H

#include "gateway/store/desk.h"

/* KIND(name, number, code, chinese, english, who may ask, who may decide (role bits), days it stays
 * open). Numbers are stored: new kinds stand at the end. */
/* clang-format off */
#define APPROVAL_KINDS(KIND)                                                                       \
    KIND(OFFER, 1, "offer", "政策推送", "policy offer", ROLE_DISPATCHER | ROLE_ADMIN, ROLE_ADMIN, 7) \
    KIND(BOARD, 2, "board", "公开答复", "published answer", ROLE_EDITOR | ROLE_DISPATCHER, ROLE_EDITOR | ROLE_SUPERVISOR, 14) \
    KIND(SUGGESTION, 3, "suggestion", "采纳金点子", "chosen suggestion", ROLE_EDITOR | ROLE_DISPATCHER, ROLE_EDITOR | ROLE_SUPERVISOR, 14) \
    KIND(SUMMARY, 4, "summary", "保密件摘要", "summary of a confidential report", ROLE_DISPATCHER, ROLE_DISPATCHER | ROLE_SUPERVISOR, 14) \
    KIND(ACTIVITY, 5, "activity", "活动发布", "activity", ROLE_EDITOR | ROLE_DISPATCHER, ROLE_EDITOR | ROLE_SUPERVISOR, 14)
/* clang-format on */

enum approval_kind {
#define KIND(name, number, code, zh, en, ask, decide, days) APPROVAL_##name = (number),
    APPROVAL_KINDS(KIND)
#undef KIND
        APPROVAL_KIND_END
};
struct approval_kind_info {
    const char *code, *zh, *en;
    unsigned ask, decide;
    int days;
};
/* NULL: no such kind. */
const struct approval_kind_info *approval_kind_info(enum approval_kind kind);

enum approval_state { APPROVAL_OPEN, APPROVAL_GRANTED, APPROVAL_REFUSED, APPROVAL_WITHDRAWN };

struct approval {
    int64_t id;
    enum approval_kind kind;
    struct view object; /* code or number of what it is about; names nobody */
    enum approval_state state;
    int64_t asked_by, asked_at, ends; /* after `ends` an open one can no longer be granted */
    int64_t decided_by, decided_at;   /* 0: not yet */
    int64_t amount;                   /* of messages, points, cents; 0: none */
    struct view shown;                /* what exactly is to be done or published; sealed at rest */
    struct view reason;               /* of the decision; sealed at rest */
};

/* The kinds a user asks or decides for: bits 1 << kind. */
unsigned approval_kinds_of(const struct desk_user *user);
bool approval_may_ask(const struct desk_user *user, enum approval_kind kind);
/* Another person than who asked, with the right role, while it is open. */
bool approval_may_decide(const struct desk_user *user, const struct approval *approval,
                         int64_t now);

/* Asks: kind, object, asked_by, asked_at, amount and shown are given. STORE_CONFLICT: one for this
 * object is open. The right to ask is the caller's to check. */
enum store_error approval_ask(struct store *store, const struct approval *asked,
                              int64_t *id) STORE_CHECKED;

/* STORE_NONE: there is none of this number. */
enum store_error approval_get(struct store *store, int64_t id, struct arena *arena,
                              struct approval *out) STORE_CHECKED;
/* The open one for this object that has not run out, or STORE_NONE. */
enum store_error approval_of(struct store *store, enum approval_kind kind, struct view object,
                             int64_t now, struct arena *arena, struct approval *out) STORE_CHECKED;

/* Decides; *done tells whether it came to be: false where the user may not, or where it was decided
 * or ran out meanwhile. Whoever asked may only take it back (APPROVAL_WITHDRAWN). */
struct approval_decision {
    int64_t id;
    enum approval_state state; /* GRANTED, REFUSED or WITHDRAWN */
    struct view reason;
    int64_t now;
};
enum store_error approval_decide(struct store *store, const struct desk_user *by,
                                 const struct approval_decision *decision, struct arena *arena,
                                 bool *done) STORE_CHECKED;

/* Newest first, below `below` (0: from the newest); kinds: bits 1 << kind; open_only: those that
 * can still be decided at `now`. */
struct approval_filter {
    unsigned kinds;
    bool open_only;
    int64_t now, below;
    size_t max;
};
enum store_error approval_list(struct store *store, const struct approval_filter *filter,
                               struct arena *arena, struct approval **out,
                               size_t *count) STORE_CHECKED;

#endif
