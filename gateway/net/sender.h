/* sender: brings leased messages to their providers and says what became of them. It writes nothing
 * and opens nothing: calls go out by the world's start_call, their answers come in by sender_done,
 * results leave as inputs. One thread calls all of it; the simulation calls it without any.
 *
 * It owns the access tokens: one refresh at a time for an account, everybody else waits for it. */
#ifndef ZHIDA_SENDER_H
#define ZHIDA_SENDER_H

#include "gateway/log.h"
#include "gateway/metrics.h"
#include "gateway/turn/input.h"

struct sender;

struct sender_setup {
    const struct world *world;
    struct metrics *metrics;
    const struct log *log;
    bool pretend; /* sandbox without upstream: what would be called is logged and said to be done */
    void *self;
    /* Takes the result over. */
    void (*result)(void *self, struct input *result);
    /* A file has come: bytes and type are gone after the call. status 0: it never will. */
    void (*fetched)(void *self, struct account_entry *account, const struct media_row *row,
                    int status, struct view body);
};

struct sender *sender_new(const struct sender_setup *setup);
void sender_free(struct sender *sender);

/* Copies what it needs. */
void sender_take(struct sender *sender, const struct outbox_row *row, struct account_entry *account,
                 const struct outbound *message);
/* Fetches a file: by the channel's id, or from a plain address (which is then guarded). */
void sender_fetch(struct sender *sender, struct account_entry *account, const struct media_row *row,
                  const struct inbound *source);
/* An answer has come; status 0: none, body says why ("unsent": no byte left). */
void sender_done(struct sender *sender, uint64_t ticket, int status, struct view body);
/* Sends what waited for its time. Returns ticks until it wants to be called again. */
int64_t sender_step(struct sender *sender);
/* Messages and fetches under way. */
size_t sender_count(const struct sender *sender);

#endif
