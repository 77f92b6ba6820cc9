/* progress_door: number and query code, or nothing.
 *
 * A case may be tried thirty times an hour, here and in the chat together; an address may be wrong
 * forty times an hour, wide enough for an office behind one. A number that is no case's is counted
 * like one that is, and gets the same answer after the same work: where there is no such case
 * another one is opened and held against the code, so that neither the words nor the time tell
 * which numbers exist. The count is written before the answer goes out. */
#include "gateway/site/progress.h"

#include "gateway/store/tries.h"
#include "gateway/turn/guesses.h"

enum { OF_AN_ADDRESS = 40, CODE_LENGTH = 8, HOUR = 3600 };
#define GUESSES_PEER "code of address"

struct count_job {
    struct view peer;
    int64_t id, now;
};

static enum store_error count_job(struct store *store, void *argument)
{
    const struct count_job *job = argument;
    enum store_error error = tries_sweep(store, job->now - HOUR);
    if (error == STORE_OK && job->peer.n)
        error = guesses_count(store, GUESSES_PEER, job->peer, job->now);
    return error == STORE_OK ? guesses_count(store, GUESSES_CASE, guesses_name(&job->id), job->now)
                             : error;
}

static enum store_error may_try(struct site_call *call, struct view peer, int64_t id, bool *may)
{
    bool of_case = false, of_peer = true;
    enum store_error error = guesses_room(call->reader, GUESSES_CASE, guesses_name(&id),
                                          GUESSES_OF_A_CASE, call->now, &of_case);
    if (error == STORE_OK && peer.n)
        error = guesses_room(call->reader, GUESSES_PEER, peer, OF_AN_ADDRESS, call->now, &of_peer);
    *may = of_case && of_peer;
    return error;
}

/* Eight letters, whatever was typed: small letters count, blanks and hyphens do not. */
static void fold_code(struct view typed, char out[CODE_LENGTH])
{
    size_t n = 0;
    memset(out, 0, CODE_LENGTH);
    for (size_t i = 0; i < typed.n; i++) {
        char c = typed.p[i];
        if (c == ' ' || c == '-')
            continue;
        if (n == CODE_LENGTH) {
            memset(out, 0, CODE_LENGTH); /* too long is wrong */
            return;
        }
        out[n++] = c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c;
    }
}

static bool same_code(struct view code, const char typed[CODE_LENGTH])
{
    int differs = code.n != CODE_LENGTH;
    for (size_t i = 0; i < CODE_LENGTH; i++)
        differs |= (i < code.n ? code.p[i] : 1) ^ typed[i];
    return differs == 0;
}

/* The case, or in its place the newest there is. */
static enum store_error read_either(struct site_call *call, int64_t id, struct case_full *out,
                                    bool *real)
{
    enum store_error error = cases_get(call->reader, id, call->arena, out);
    int64_t newest = 0;
    *real = error == STORE_OK && out->secret.n;
    if (error == STORE_NONE)
        error = cases_newest(call->reader, &newest);
    if (error == STORE_OK && newest)
        error = cases_get(call->reader, newest, call->arena, out);
    return error == STORE_NONE || error == STORE_SEALED ? STORE_OK : error;
}

enum progress_door progress_open(struct site_call *call, struct view number, struct view code,
                                 struct case_full *out)
{
    char typed[CODE_LENGTH];
    bool may, real = false;
    struct count_job job = {.peer = peer_name(call), .now = call->now};
    struct view prefix = call->rules ? rules_district_code(call->rules) : VIEW("");
    *out = (struct case_full){.code = VIEW("")};
    fold_code(code, typed);
    if (!case_number_parse(prefix, number, &job.id))
        job.id = 0;
    if (may_try(call, job.peer, job.id, &may) != STORE_OK)
        return DOOR_BUSY;
    if (!may)
        return DOOR_SHUT;
    if (read_either(call, job.id, out, &real) != STORE_OK)
        return DOOR_BUSY;
    bool right = same_code(out->code, typed);
    if (right && real)
        return DOOR_OPEN;
    return turn_write(call->site->turn, count_job, &job) == STORE_OK ? DOOR_WRONG : DOOR_BUSY;
}
