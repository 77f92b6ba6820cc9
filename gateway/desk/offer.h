/* offer: one approved policy, pushed to the enterprises that qualify and have consented. A preview
 * counts before anything is sent. An opt-out beats the register's consent; what may be sent only in
 * the daytime waits for the morning. */
#ifndef ZHIDA_OFFER_H
#define ZHIDA_OFFER_H

#include "dsl/base/vec.h"
#include "gateway/desk/register.h"
#include "gateway/turn/offer_hours.h"

struct offer_count {
    size_t enterprises, qualify, depend; /* in the register; who gets it; what hangs on a figure */
    size_t consented, opted_out,
        no_phone; /* of those that qualify; consented: would be written to */
    size_t sent;  /* queued by offer_send */
};

struct offer {
    int policy;
    int64_t account;  /* store id of the SMS account it goes by */
    struct view base; /* public address in front of the document's path: http://host */
    int64_t campaign; /* stands with every message: which approval it came from */
    int64_t now;
    struct offer_count count;
};

/* What is said to an enterprise of that name, in Chinese. */
void offer_text(struct buf *out, const struct rules *rules, const struct offer *offer,
                struct view name);

/* Counts for all offers in one walk over the register; writes nothing. The store may be a reader.
 */
enum store_error offers_preview(struct enterprises *enterprises, const struct rules *rules,
                                struct store *store, struct offer *offers,
                                size_t count) STORE_CHECKED;

/* What is said to whom, in the arena. */
struct offer_letter {
    struct view phone, text;
};
struct offer_letters {
    struct arena *arena;
    VEC(struct offer_letter) list;
};
/* Counts like a preview, and writes the letters. STORE_CONFLICT: one does not
 * fit into a message, or there are more than 200,000. */
enum store_error offer_compose(struct enterprises *enterprises, const struct rules *rules,
                               struct store *store, struct offer *offer,
                               struct offer_letters *letters) STORE_CHECKED;

/* Queues them; runs on the turn thread inside its transaction. Who opted out meanwhile is left out;
 * count.sent says how many there are. */
enum store_error offer_send(struct store *store, struct offer *offer,
                            const struct offer_letters *letters) STORE_CHECKED;

/* Names an approved offer; STORE_CONFLICT: this policy's was approved before (writer). */
enum store_error campaign_add(struct store *store, struct view policy, int64_t now, int64_t user,
                              int64_t *id) STORE_CHECKED;
/* When it was approved; STORE_NONE: never. */
enum store_error campaign_at(struct store *store, struct view policy, int64_t *at) STORE_CHECKED;

#endif
