/* ledger: points, as a book in which every row takes them from one account and gives them to
 * another. An account is a person's number, or one of the two below; so the sum of all balances is
 * always nothing. Rows are only added: what was wrong is booked back. Each row carries the balances
 * behind it and a keyed hash of itself and the row before, so that ledger_check() proves from the
 * rows alone that no balance was touched. */
#ifndef ZHIDA_STORE_LEDGER_H
#define ZHIDA_STORE_LEDGER_H

#include "gateway/case/idea.h"
#include "gateway/store/store.h"

enum { LEDGER_ISSUED = -1, LEDGER_REDEEMED = -2, LEDGER_CHAIN = 16 };

struct ledger_row {
    int64_t id, at, source, target, points; /* points: 1 .. POINTS_AT_ONCE */
    enum point_reason reason;
    int64_t object; /* case, idea, redemption, or the row that is booked back */
    int64_t user;   /* desk user who did it, 0: the rules */
    int64_t left_source, left_target;
    unsigned char chain[LEDGER_CHAIN];
};

/* Books it; fills id, balances and chain (writer). STORE_CONFLICT: this was booked before, or a
 * person would be left with less than nothing. */
enum store_error ledger_book(struct store *store, struct ledger_row *row) STORE_CHECKED;
enum store_error ledger_get(struct store *store, int64_t id, struct ledger_row *out) STORE_CHECKED;
/* The row by what it was for; STORE_NONE: nothing was booked for it. */
enum store_error ledger_find(struct store *store, enum point_reason reason, int64_t object,
                             int64_t target, struct ledger_row *out) STORE_CHECKED;
/* Was the row booked back? STORE_NONE: no. */
enum store_error ledger_is_reversed(struct store *store, int64_t id) STORE_CHECKED;
enum store_error ledger_balance(struct store *store, int64_t account,
                                int64_t *points) STORE_CHECKED;
/* What the account was given since, by rules. */
enum store_error ledger_given(struct store *store, int64_t account, int64_t since,
                              int64_t *points) STORE_CHECKED;
/* Rows of an account, newest first, below an id (0: from the newest); account 0: of all. */
enum store_error ledger_rows(struct store *store, int64_t account, int64_t below, size_t max,
                             struct ledger_row *out, size_t *count) STORE_CHECKED;

/* What the proof found. wrong: what is wrong first, or NULL; at: of which row or account. */
struct ledger_proof {
    int64_t rows, accounts, issued, redeemed, held;
    const char *wrong;
    int64_t at;
};
enum store_error ledger_check(struct store *store, struct arena *arena,
                              struct ledger_proof *proof) STORE_CHECKED;

/* ---- how many ---- */

/* reason POINT_REASONS: the most a person is given a day. */
enum store_error point_rule(struct store *store, enum point_reason reason,
                            int64_t *points) STORE_CHECKED;
enum store_error point_rule_put(struct store *store, enum point_reason reason,
                                int64_t points) STORE_CHECKED;

/* ---- redemptions ---- */

enum redemption_state { REDEEM_ASKED, REDEEM_DONE, REDEEM_REFUSED };
struct redemption {
    int64_t id, account, points;
    struct view gift;
    enum redemption_state state;
    int64_t at, user, decided_at, decided_by;
};
/* id: filled. STORE_CONFLICT: the account has not so many that are free. */
enum store_error redemption_ask(struct store *store, struct redemption *asked) STORE_CHECKED;
/* Books it, or lets it go. STORE_CONFLICT: decided before, by the one who asked, or not enough
 * points. */
enum store_error redemption_decide(struct store *store, int64_t id, bool yes, int64_t user,
                                   int64_t now, struct arena *arena,
                                   struct redemption *out) STORE_CHECKED;
enum store_error redemptions(struct store *store, int64_t below, size_t max, struct arena *arena,
                             struct redemption *out, size_t *count) STORE_CHECKED;

#endif
