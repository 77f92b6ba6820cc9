/* guesses: wrong query codes.
 *
 * A case number can be guessed, eight letters can be tried. A person who was wrong ten times within
 * an hour, and a case that was asked for wrongly thirty times, are answered no more by code until
 * the hour is over; a new conversation costs nothing, so the second count is the one that holds
 * against a machine. Whoever filed a case never needs its code on their own channel and is not
 * stopped.
 *
 * The row is one of the tries that the desk's logins use; its door stands "closed" until its hour
 * is over only so that no sweep forgets it before. */
#include "gateway/turn/guesses.h"

#include "gateway/store/tries.h"
#include "gateway/turn/self.h"

enum { OF_A_PERSON = 10, HOUR = 3600 };

/* What was counted within the hour. */
static enum store_error recent(struct store *store, const char *what, struct view name, int64_t now,
                               struct tries *out)
{
    enum store_error error = tries_get(store, what, name, out);
    if (out->closed_until <= now || out->since > now)
        *out = (struct tries){.since = now, .closed_until = now + HOUR};
    return error;
}

enum store_error guesses_room(struct store *store, const char *what, struct view name, int64_t most,
                              int64_t now, bool *room)
{
    struct tries tries;
    enum store_error error = recent(store, what, name, now, &tries);
    *room = tries.count < most;
    return error;
}

enum store_error guesses_count(struct store *store, const char *what, struct view name, int64_t now)
{
    struct tries tries;
    enum store_error error = recent(store, what, name, now, &tries);
    tries.count++;
    return error == STORE_OK ? tries_put(store, what, name, &tries) : error;
}

enum store_error guesses_left(struct turn *turn, int64_t person, int64_t case_id, bool *left)
{
    bool theirs = false, of_case = false;
    enum store_error error = guesses_room(turn->store, "code of person", guesses_name(&person),
                                          OF_A_PERSON, turn->now, &theirs);
    if (error == STORE_OK)
        error = guesses_room(turn->store, GUESSES_CASE, guesses_name(&case_id), GUESSES_OF_A_CASE,
                             turn->now, &of_case);
    *left = theirs && of_case;
    return error;
}

enum store_error guesses_wrong(struct turn *turn, int64_t person, int64_t case_id)
{
    enum store_error error =
        guesses_count(turn->store, "code of person", guesses_name(&person), turn->now);
    if (error != STORE_OK || !case_id)
        return error;
    return guesses_count(turn->store, GUESSES_CASE, guesses_name(&case_id), turn->now);
}
