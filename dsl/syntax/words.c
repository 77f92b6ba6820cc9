/* words: the keywords, found by either spelling.
 *
 * The table of keywords.h is laid out once at compile time; what is built for a parse is only an
 * open-addressed index into it, two entries a keyword, one for each language. It is small enough
 * to be filled anew for every compilation, so nothing here needs to be kept or locked. */
#include "dsl/base/hash.h"
#include "dsl/syntax/parse.h"

#include "dsl/syntax/parser.h"

#define CAT(a, b) a##b
#define WORD(token, zh, en, kind) {CAT(TOK_, token), {zh, sizeof(zh) - 1}, {en, sizeof(en) - 1}, CAT(WORD_, kind)},
static const struct word table[] = {
#include "dsl/syntax/keywords.h"
};
#undef WORD

enum { WORD_COUNT = sizeof table / sizeof table[0] };
_Static_assert(WORD_COUNT * 2 < UINT8_MAX, "a slot holds two entries a keyword in one byte");
_Static_assert(WORD_COUNT * 4 < WORD_SLOTS * 2, "the index is at most half full");

/* Entry 2i + 1 is the Chinese spelling of keyword i, 2i + 2 the English one; 0 is an empty slot. */
static struct view spelling_of(uint8_t entry)
{
    const struct word *word = &table[(entry - 1) / 2];
    return entry % 2 ? word->zh : word->en;
}

static void put(struct words *words, uint8_t entry)
{
    size_t at = hash_view(spelling_of(entry)) % WORD_SLOTS;
    while (words->slot[at])
        at = (at + 1) % WORD_SLOTS;
    words->slot[at] = entry;
}

void words_init(struct words *words)
{
    *words = (struct words){{0}};
    for (size_t i = 0; i < WORD_COUNT; i++) {
        put(words, (uint8_t)(2 * i + 1));
        put(words, (uint8_t)(2 * i + 2));
    }
}

const struct word *words_find(const struct words *words, struct view spelling)
{
    size_t at = hash_view(spelling) % WORD_SLOTS;
    for (; words->slot[at]; at = (at + 1) % WORD_SLOTS) {
        if (view_eq(spelling_of(words->slot[at]), spelling))
            return &table[(words->slot[at] - 1) / 2];
    }
    return NULL;
}

const struct word *word_of(int token)
{
    for (size_t i = 0; i < WORD_COUNT; i++) {
        if (table[i].token == token)
            return &table[i];
    }
    return NULL;
}

bool word_is(int token, enum word_kind kind)
{
    const struct word *word = word_of(token);
    return word && word->kind == kind;
}
