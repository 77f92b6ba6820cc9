/* talk_memo: a matter's place is its hash; who comes later takes it over.
 *
 * A decision is a function of rules and matter, so it may be remembered for as long as the rules
 * are the same. Places are few: between two turns of a citizen lie some seconds, and thousands of
 * others. A matter is compared whole; bytes between its members may differ where nothing else does,
 * and then it is only decided once more. */
#include "gateway/talk/talk_memo.h"

#include <stdlib.h>
#include <string.h>

#include "dsl/base/hash.h"

enum { PLACES = 2048 };

struct place {
    bool used;
    struct matter matter;
    struct decision decision;
};
struct talk_memo {
    struct place places[PLACES];
};

struct talk_memo *talk_memo_new(void)
{
    return calloc(1, sizeof(struct talk_memo));
}

void talk_memo_free(struct talk_memo *memo)
{
    free(memo);
}

void talk_memo_forget(struct talk_memo *memo)
{
    for (size_t i = 0; memo && i < PLACES; i++)
        memo->places[i].used = false;
}

void talk_memo_decide(struct talk_memo *memo, const struct rules *rules,
                      const struct matter *matter, struct decision *decision)
{
    if (!memo) {
        decide(rules, matter, decision);
        return;
    }
    struct place *place = &memo->places[hash_block(matter, sizeof *matter, 0) % PLACES];
    if (!place->used || !matter_same(&place->matter, matter)) {
        decide(rules, matter, &place->decision);
        memcpy(&place->matter, matter, sizeof *matter);
        place->used = true;
    }
    *decision = place->decision;
}
