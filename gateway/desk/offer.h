/* offer: one approved policy, pushed to the enterprises that qualify and have consented. A preview
 * counts before anything is sent. An opt-out beats the register's consent; what may be sent only in
 * the daytime waits for the morning. */
#ifndef ZHIDA_OFFER_H
#define ZHIDA_OFFER_H

#include "gateway/desk/register.h"

struct offer_count {
    size_t enterprises, qualify, depend; /* in the register; who gets it; what hangs on a figure */
    size_t consented, opted_out, no_phone; /* of those that qualify */
    size_t sent;                           /* queued by offer_send */
};

struct offer {
    int policy;
    int64_t account; /* store id of the SMS account it goes by */
    struct view account_name;
    struct view base; /* public address in front of the document's path: http://host */
    int64_t campaign; /* kept with every message: doubles are not queued again */
    int64_t now;
};

/* Counts; writes nothing. The store may be a reader. */
struct offer_count offer_preview(struct enterprises *enterprises, const struct rules *rules,
                                 struct store *store, const struct offer *offer);

/* Queues the messages; runs on the turn thread inside its transaction. */
enum store_error offer_send(struct enterprises *enterprises, const struct rules *rules,
                            struct store *store, const struct offer *offer,
                            struct offer_count *count) STORE_CHECKED;

/* Names an approved offer; STORE_CONFLICT: this policy's was approved before (writer). */
enum store_error campaign_add(struct store *store, struct view policy, int64_t now, int64_t user,
                              int64_t *id) STORE_CHECKED;
/* When it was approved; STORE_NONE: never. */
enum store_error campaign_at(struct store *store, struct view policy, int64_t *at) STORE_CHECKED;

/* When an offer may go out: now between 8:00 and 21:00 local time, else the next 8:00. */
int64_t offer_hour(int64_t now);

#endif
