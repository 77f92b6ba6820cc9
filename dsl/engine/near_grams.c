/* near_grams: what a text is cut into, so that what nearly stands there can be found (near.c).
 *
 * Chinese gives each character, and each pair of neighbours; English each word, without the ending
 * of its plural. What only holds a sentence together says nothing and is left out: such characters,
 * pairs of two such, and in a text such English words. The words of the rules keep theirs, for
 * there they stand on purpose and nothing of a text meets them.
 *
 * A text's grams are told apart by a small table, for it may be long; a word's are not, for it has
 * few twice, and what is said twice counts twice. */
#include "dsl/engine/near_grams.h"

#include "dsl/base/hash.h"
#include "dsl/base/utf8.h"

#include <string.h>

enum { SEEN_SLOTS = 512, ENGLISH_LEAST = 3 };
_Static_assert((int)SEEN_SLOTS > 2 * (int)TEXT_GRAMS, "a look-up ends soon");

/* Characters that hold a sentence together, in no order; and those of the one that is written to,
 * whom every text may name and half of the units. */
/* clang-format off */
#define LOOSE(EACH) \
    EACH(U'我') EACH(U'你') EACH(U'您') EACH(U'他') EACH(U'她') EACH(U'它') EACH(U'们') \
    EACH(U'这') EACH(U'那') EACH(U'的') EACH(U'了') EACH(U'是') EACH(U'就') EACH(U'也') \
    EACH(U'都') EACH(U'还') EACH(U'又') EACH(U'在') EACH(U'有') EACH(U'和') EACH(U'跟') \
    EACH(U'与') EACH(U'吗') EACH(U'呢') EACH(U'啊') EACH(U'吧') EACH(U'嘛') EACH(U'哦') \
    EACH(U'着') EACH(U'过') EACH(U'把') EACH(U'被') EACH(U'给') EACH(U'说') EACH(U'讲') \
    EACH(U'个') EACH(U'一') EACH(U'不') EACH(U'没') EACH(U'很') EACH(U'太') EACH(U'真') \
    EACH(U'怎') EACH(U'么') EACH(U'什') EACH(U'能') EACH(U'会') EACH(U'要') EACH(U'想') \
    EACH(U'去') EACH(U'来') EACH(U'上') EACH(U'下') EACH(U'里') EACH(U'到') EACH(U'得') \
    EACH(U'地') EACH(U'啥') EACH(U'咋') EACH(U'哪') EACH(U'人') EACH(U'事') EACH(U'件') \
    EACH(U'家') EACH(U'之') EACH(U'为') EACH(U'以') EACH(U'而') EACH(U'且') EACH(U'但') \
    EACH(U'再') EACH(U'最') EACH(U'只') EACH(U'才') EACH(U'可') EACH(U'应') EACH(U'该') \
    EACH(U'每') EACH(U'天') \
    EACH(U'政') EACH(U'府')
/* clang-format on */
#define LOOSE_UNIT(c) c,
static const uint32_t loose_units[] = {LOOSE(LOOSE_UNIT)};

/* English words that do the same; blanks around each. */
static const char loose_english[] =
    " the and but for from with without this that these those there here has have had was were are "
    "our your you they them their his her its not all any can could out who what when where how "
    "why "
    "very does did doesn don isn been being will would about into onto over some one two because "
    "now please get got too just also still really than then thing things again know before after "
    "back everybody somebody someone something anything everything nobody want need think like "
    "much many more even only make makes made take took come comes came going goes went always "
    "never every each other another next last first time times day days week weeks ";

struct cutting {
    const struct loose *loose;
    uint64_t *grams;
    size_t n, max;
    uint64_t *seen; /* of a text: its grams by hash, 0: free; NULL for a word */
};

void loose_fill(struct loose *loose)
{
    memset(loose, 0, sizeof *loose);
    for (size_t i = 0; i < sizeof loose_units / sizeof *loose_units; i++)
        loose->bits[loose_units[i] >> 6] |= (uint64_t)1 << (loose_units[i] & 63);
}

static bool is_loose(const struct loose *loose, uint32_t c)
{
    return c < 0x10000 && loose->bits[c >> 6] >> (c & 63) & 1;
}

static bool is_han(uint32_t c)
{
    return (c >= 0x3400 && c <= 0x9fff) || c >= 0x20000;
}

static bool is_letter(uint32_t c)
{
    return c >= 'a' && c <= 'z';
}

static bool is_new(struct cutting *cutting, uint64_t gram)
{
    size_t slot = hash_mix(gram) & (SEEN_SLOTS - 1);
    while (cutting->seen[slot] && cutting->seen[slot] != gram)
        slot = (slot + 1) & (SEEN_SLOTS - 1);
    bool new = !cutting->seen[slot];
    cutting->seen[slot] = gram;
    return new;
}

static void add_gram(struct cutting *cutting, uint64_t gram)
{
    if (cutting->n < cutting->max && (!cutting->seen || is_new(cutting, gram)))
        cutting->grams[cutting->n++] = gram;
}

static bool is_loose_english(struct view word)
{
    char framed[16] = " ";
    if (word.n + 3 > sizeof framed)
        return false;
    memcpy(framed + 1, word.p, word.n);
    framed[word.n + 1] = ' ';
    return strstr(loose_english, framed) != NULL;
}

/* A word, without the ending of its plural. */
static void add_english(struct cutting *cutting, struct view word)
{
    if (word.n < ENGLISH_LEAST || (cutting->seen && is_loose_english(word)))
        return;
    if (word.n > ENGLISH_LEAST && word.p[word.n - 1] == 's' && word.p[word.n - 2] != 's')
        word.n--;
    add_gram(cutting, hash_view(word) | 1ULL << 63);
}

static size_t english_end(struct view text, size_t at)
{
    while (at < text.n && is_letter((unsigned char)text.p[at]))
        at++;
    return at;
}

static void cut(struct cutting *cutting, struct view text)
{
    uint32_t before = 0; /* the Chinese character before this one */
    bool before_loose = false;
    for (size_t at = 0; at < text.n;) {
        size_t from = at;
        uint32_t c = utf8_next_inline(text, &at);
        if (is_letter(c)) {
            at = english_end(text, from);
            add_english(cutting, view_sub(text, from, at));
        }
        if (!is_han(c)) {
            before = 0;
            continue;
        }
        bool loose = is_loose(cutting->loose, c);
        if (!loose)
            add_gram(cutting, c);
        if (before && !(loose && before_loose))
            add_gram(cutting, (uint64_t)before << 21 | c);
        before = c;
        before_loose = loose;
    }
}

size_t grams_of_word(const struct loose *loose, struct view word, uint64_t grams[WORD_GRAMS])
{
    struct cutting cutting = {loose, grams, 0, WORD_GRAMS, NULL};
    cut(&cutting, word);
    return cutting.n;
}

size_t grams_of_text(const struct loose *loose, struct view text, uint64_t grams[TEXT_GRAMS])
{
    uint64_t seen[SEEN_SLOTS] = {0};
    struct cutting cutting = {loose, grams, 0, TEXT_GRAMS, seen};
    cut(&cutting, text);
    return cutting.n;
}
