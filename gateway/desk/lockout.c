/* lockout: five wrong passwords for one name, or twenty from one address, close the door for
 * fifteen minutes.
 *
 * A try is counted before its password is checked and taken back when it was right, so that guesses
 * sent at the same time cannot slip past the count. Counts fade: a try that comes more than fifteen
 * minutes after the first of its series begins a new one. An address may try more often than a
 * name, since behind one address sits a whole office; a right password clears the name's count, but
 * only its own try from the address's, or whoever has an account could guess without end. */
#include "gateway/desk/lockout.h"

int64_t lockout_left(const struct tries *tries, int64_t now)
{
    return tries->closed_until > now ? tries->closed_until - now : 0;
}

void lockout_count(struct tries *tries, int limit, int64_t now)
{
    bool faded = now - tries->since >= LOCKOUT_SECONDS || now < tries->since;
    if (faded || tries->closed_until)
        *tries = (struct tries){.since = now};
    if (++tries->count >= limit)
        tries->closed_until = now + LOCKOUT_SECONDS;
}

void lockout_forgive(struct tries *tries)
{
    if (tries->count > 0)
        tries->count--;
    tries->closed_until = 0;
}
