/* guesses: how often somebody was wrong about something secret, by the hour. The chat counts with
 * it for a person and a case, the progress page for an address and a case: a case is one count,
 * whichever door is tried. */
#ifndef ZHIDA_GUESSES_H
#define ZHIDA_GUESSES_H

#include "gateway/store/store.h"

enum { GUESSES_OF_A_CASE = 30 };
#define GUESSES_CASE "code of case"

/* What a number is called in the counts. */
static inline struct view guesses_name(const int64_t *id)
{
    return (struct view){(const char *)id, sizeof *id};
}

/* Fewer than `most` of this kind and name within the hour? */
enum store_error guesses_room(struct store *store, const char *what, struct view name, int64_t most,
                              int64_t now, bool *room) STORE_CHECKED;
/* Counts one (writer). */
enum store_error guesses_count(struct store *store, const char *what, struct view name,
                               int64_t now) STORE_CHECKED;

#endif
