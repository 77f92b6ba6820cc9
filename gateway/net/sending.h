/* sending: the sender's thread: takes what the turn leased, moves the calls, keeps fetched files.
 */
#ifndef ZHIDA_SENDING_H
#define ZHIDA_SENDING_H

#include "gateway/net/sender.h"
#include "gateway/turn/turn.h"

struct sending;

struct sending_setup {
    struct world *world; /* its start_call and start_fetch are filled in */
    struct turn **turn;  /* made after this */
    struct metrics *metrics;
    const struct log *log;
    const struct seal_key *master;
    const char *media_folder;
    bool pretend;
};
struct sending *sending_new(const struct sending_setup *setup);
bool sending_start(struct sending *sending);
/* Ends the thread; what is under way is given up (its rows stay leased). */
void sending_stop(struct sending *sending);
void sending_free(struct sending *sending);

/* For turn_outlets, with self = sending. */
bool sending_send(void *self, const struct outbox_row *row, struct account_entry *account,
                  const struct outbound *message);
void sending_fetch(void *self, struct account_entry *account, const struct media_row *row,
                   const struct inbound *source);
void sending_ask(void *self, const struct aide_question *question);
void sending_drop(void *self, struct view media);

#endif
