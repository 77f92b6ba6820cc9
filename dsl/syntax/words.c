/* words: the keywords, found by either spelling or by their token.
 *
 * The table of keywords.h is laid out at compile time, one row for a token (rows of signs stay
 * empty), so that asking what kind of word a token is costs nothing. What is built for a parse is
 * only an open-addressed index by spelling, two entries a keyword, one for each language. It is
 * small enough to be filled anew for every compilation: nothing is kept, nothing is locked. */
#include "dsl/base/hash.h"
#include "dsl/syntax/parse.h"

#include "dsl/syntax/parser.h"

#define CAT(a, b) a##b

static const struct word table[] = {
#define WORD(token, zh, en, kind)                                                                  \
    [CAT(TOK_, token) - WORD_FIRST] = {                                                            \
        CAT(TOK_, token), {zh, sizeof(zh) - 1}, {en, sizeof(en) - 1}, CAT(WORD_, kind)},
#include "dsl/syntax/keywords.h"
#undef WORD
};

const uint8_t word_kinds[WORD_TOKENS] = {
#define WORD(token, zh, en, kind) [CAT(TOK_, token) - WORD_FIRST] = CAT(WORD_, kind) + 1,
#include "dsl/syntax/keywords.h"
#undef WORD
};

enum { TABLE_SIZE = sizeof table / sizeof table[0] };
_Static_assert(TABLE_SIZE * 2 < UINT8_MAX, "a slot holds two entries a keyword in one byte");
_Static_assert(TABLE_SIZE * 2 < WORD_SLOTS / 2, "the index is at most half full");

/* Entry 2i + 1 is the Chinese spelling of row i, 2i + 2 the English one; 0 is an empty slot. */
static struct view spelling_of(uint8_t entry)
{
    const struct word *word = &table[(entry - 1) / 2];
    return entry % 2 ? word->zh : word->en;
}

static void put(struct words *words, uint8_t entry)
{
    size_t at = hash_quick(spelling_of(entry), 0) % WORD_SLOTS;
    while (words->slot[at])
        at = (at + 1) % WORD_SLOTS;
    words->slot[at] = entry;
}

void words_init(struct words *words)
{
    *words = (struct words){{0}};
    for (size_t i = 0; i < TABLE_SIZE; i++) {
        if (!table[i].token)
            continue;
        put(words, (uint8_t)(2 * i + 1));
        put(words, (uint8_t)(2 * i + 2));
    }
}

const struct word *words_find(const struct words *words, struct view spelling)
{
    size_t at = hash_quick(spelling, 0) % WORD_SLOTS;
    for (; words->slot[at]; at = (at + 1) % WORD_SLOTS) {
        if (view_eq(spelling_of(words->slot[at]), spelling))
            return &table[(words->slot[at] - 1) / 2];
    }
    return NULL;
}

const struct word *word_of(int token)
{
    int row = token - WORD_FIRST;
    return row >= 0 && row < TABLE_SIZE && table[row].token ? &table[row] : NULL;
}
