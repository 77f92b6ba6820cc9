/* approval_kinds: what a granted approval does. A kind of gateway/desk/approval.h whose granting
 * changes something besides the record has a function here; the others are only recorded.
 *
 * The function checks what may have changed since it was asked, prepares what it needs, and writes
 * all of it together with the decision by approval_grant(). It may put figures into the answer. */
#ifndef ZHIDA_APPROVAL_KINDS_H
#define ZHIDA_APPROVAL_KINDS_H

#include "gateway/desk/approval.h"
#include "gateway/web/desk_call.h"

typedef enum web_error approval_act(struct desk_call *call, const struct approval *approval,
                                    const struct approval_decision *decision, json_t *answer);

/* ACT(kind, function). */
#define APPROVAL_ACTS(ACT)                                                                         \
    ACT(OFFER, offer_granted)                                                                      \
    ACT(BOARD, board_granted)                                                                      \
    ACT(ACTIVITY, activity_granted)

#define ACT(kind, function) approval_act function;
APPROVAL_ACTS(ACT)
#undef ACT

/* Writes the decision and, if it is valid, runs then(store, argument) in the same transaction, on
 * the turn thread; then may be NULL. WEB_TWO_PEOPLE: the user may not, or no longer. */
enum web_error approval_grant(struct desk_call *call, const struct approval_decision *decision,
                              enum store_error (*then)(struct store *store, void *argument),
                              void *argument);

/* Asks, on disk when it returns. WEB_ASKED: one is open for this object. */
enum web_error approval_request(struct desk_call *call, enum approval_kind kind, struct view object,
                                int64_t amount, struct view shown, int64_t *id);

/* An approval as pages get it: who asked, what is shown, whether this user may decide. */
json_t *approval_json(struct desk_call *call, const struct approval *approval);

#endif
