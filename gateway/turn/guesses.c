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
#include "gateway/store/tries.h"
#include "gateway/turn/self.h"

enum { OF_A_PERSON = 10, OF_A_CASE = 30, HOUR = 3600 };

static struct view name_of(const int64_t *id)
{
    return (struct view){(const char *)id, sizeof *id};
}

/* What was counted within the hour. */
static enum store_error recent(struct turn *turn, const char *what, int64_t id, struct tries *out)
{
    enum store_error error = tries_get(turn->store, what, name_of(&id), out);
    if (out->closed_until <= turn->now || out->since > turn->now)
        *out = (struct tries){.since = turn->now, .closed_until = turn->now + HOUR};
    return error;
}

enum store_error guesses_left(struct turn *turn, int64_t person, int64_t case_id, bool *left)
{
    struct tries theirs, of_case = {0};
    enum store_error error = recent(turn, "code of person", person, &theirs);
    if (error == STORE_OK)
        error = recent(turn, "code of case", case_id, &of_case);
    *left = theirs.count < OF_A_PERSON && of_case.count < OF_A_CASE;
    return error;
}

static enum store_error add_one(struct turn *turn, const char *what, int64_t id)
{
    struct tries tries;
    enum store_error error = recent(turn, what, id, &tries);
    tries.count++;
    return error == STORE_OK ? tries_put(turn->store, what, name_of(&id), &tries) : error;
}

enum store_error guesses_wrong(struct turn *turn, int64_t person, int64_t case_id)
{
    enum store_error error = add_one(turn, "code of person", person);
    return error == STORE_OK && case_id ? add_one(turn, "code of case", case_id) : error;
}
