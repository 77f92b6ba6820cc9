/* clues: what a case leaves behind of its words.
 *
 * The folded words are cut at everything that is no character, letter or digit. Of Chinese each two
 * that stand side by side are a clue; a run of letters or digits is one as a whole, since nobody
 * remembers the middle of a number, and a long one also by its last four digits, which people do
 * remember. A text asked for is cut the same way; where it is longer than two characters its pairs
 * must all be there, and whether they stand in a row is seen when the case is opened to be shown.
 *
 * The key is the store's own, made for this alone: the same pair has another hash in topics/grams,
 * so that the two tables cannot be held against each other. */
#include "gateway/topics/clues.h"

#include "dsl/base/fold.h"
#include "dsl/base/hash.h"
#include "dsl/base/utf8.h"

enum {
    TEXT_MOST = 1200 /* characters that are looked at */,
    TAIL = 4,
    LONG_NUMBER = 7,
    TABLE = 1024
};
enum clue_kind { KIND_PAIR = 100, KIND_RUN, KIND_TAIL };

struct sip_key clues_key(const struct seal *seal)
{
    struct seal_hash hash = seal_label(seal, SEAL_CLUES);
    struct sip_key key;
    memcpy(&key, hash.bytes, sizeof key);
    return key;
}

static uint32_t clue(const struct sip_key *key, int kind, uint64_t what)
{
    uint64_t words[] = {(uint64_t)kind, what};
    return (uint32_t)sip_words(key, words, 2);
}

uint32_t clue_of_code(const struct sip_key *key, enum clue_of what, struct view code)
{
    return clue(key, (int)what, hash_view(code));
}

uint32_t clue_of_number(const struct sip_key *key, enum clue_of what, int64_t number)
{
    return clue(key, (int)what, (uint64_t)number);
}

/* ---- taking ---- */

struct taking {
    const struct sip_key *key;
    uint32_t *clues;
    size_t count, max;
    uint16_t *table; /* TABLE places: which clue stands there, from 1; NULL: they may repeat */
};

static void take(struct taking *t, uint32_t one)
{
    size_t at = one % TABLE;
    if (t->count == t->max)
        return;
    for (; t->table && t->table[at]; at = (at + 1) % TABLE)
        if (t->clues[t->table[at] - 1] == one)
            return;
    t->clues[t->count++] = one;
    if (t->table)
        t->table[at] = (uint16_t)t->count;
}

static bool is_plain(uint32_t c)
{
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

/* A character that may be half of a pair: not a mark, not a blank. */
static bool is_character(uint32_t c)
{
    return (c >= 0x3400 && c <= 0x9fff) || c >= 0x20000 || (c >= 0xc0 && c < 0x2000) ||
           (c >= 0x3040 && c < 0x3100);
}

static bool is_number(struct view run)
{
    for (size_t i = 0; i < run.n; i++)
        if (run.p[i] < '0' || run.p[i] > '9')
            return false;
    return true;
}

/* Letters and digits: the whole; asked for four digits, both may be meant. */
static void take_run(struct taking *t, struct view run, bool asked)
{
    bool number = is_number(run);
    if (asked && number && run.n == TAIL) {
        take(t, clue(t->key, KIND_TAIL, hash_view(run)));
        return;
    }
    take(t, clue(t->key, KIND_RUN, hash_view(run)));
    if (!asked && number && (run.n >= LONG_NUMBER || run.n == TAIL))
        take(t, clue(t->key, KIND_TAIL, hash_view(view_sub(run, run.n - TAIL, run.n))));
}

static void take_text(struct taking *t, struct view folded, bool asked)
{
    uint32_t before = 0;
    int looked_at = 0;
    for (size_t at = 0; at < folded.n && looked_at < TEXT_MOST; looked_at++) {
        size_t start = at;
        uint32_t c = utf8_next_inline(folded, &at);
        if (is_plain(c)) {
            while (at < folded.n && is_plain((unsigned char)folded.p[at]))
                at++;
            take_run(t, view_sub(folded, start, at), asked);
        }
        bool half = is_character(c);
        if (half && before)
            take(t, clue(t->key, KIND_PAIR, (uint64_t)before << 32 | c));
        before = half ? c : 0;
    }
}

/* ---- of a case ---- */

enum { TEXTS = 6 };

static void texts_of(const struct case_full *full, struct view texts[TEXTS])
{
    const struct view all[TEXTS] = {full->summary,   full->place,     full->contact,
                                    full->unit_text, full->duty_text, full->text};
    memcpy(texts, all, sizeof all);
}

/* The area and all that it lies in: who looks for a street finds its estates. */
static void take_areas(struct taking *t, const struct rules *rules, struct view code)
{
    int area = rules ? rules_find(rules, NOUN_AREA, code) : NONE;
    take(t, clue_of_code(t->key, CLUE_AREA, code));
    for (; area != NONE; area = rules_area(rules, area).parent)
        take(t, clue_of_code(t->key, CLUE_AREA, rules_code(rules, NOUN_AREA, area)));
}

static void take_classes(struct taking *t, const struct rules *rules, struct view code)
{
    int class = rules ? rules_find(rules, NOUN_CATEGORY, code) : NONE;
    take(t, clue_of_code(t->key, CLUE_CATEGORY, code));
    for (; class != NONE; class = rules_category(rules, class).parent)
        take(t, clue_of_code(t->key, CLUE_CATEGORY, rules_code(rules, NOUN_CATEGORY, class)));
}

static void take_codes(struct taking *t, const struct rules *rules, const struct case_line *line)
{
    if (line->unit.n)
        take(t, clue_of_code(t->key, CLUE_UNIT, line->unit));
    if (line->duty.n)
        take(t, clue_of_code(t->key, CLUE_DUTY, line->duty));
    if (line->category.n)
        take_classes(t, rules, line->category);
    if (line->area.n)
        take_areas(t, rules, line->area);
    take(t, clue_of_number(t->key, CLUE_CHANNEL, line->channel));
    take(t, clue_of_number(t->key, CLUE_KIND, line->kind));
    if (line->flags & (CASE_URGENT | CASE_EMERGENCY))
        take(t, clue_of_number(t->key, CLUE_GRAVE, 1));
}

size_t clues_of_case(const struct sip_key *key, const struct rules *rules,
                     const struct case_full *full, struct arena *arena,
                     uint32_t clues[FIND_CLUES_MAX])
{
    uint16_t table[TABLE] = {0};
    struct view texts[TEXTS];
    struct taking t = {.key = key, .clues = clues, .max = FIND_CLUES_MAX, .table = table};
    texts_of(full, texts);
    take_codes(&t, rules, &full->line);
    for (size_t i = 0; i < TEXTS; i++)
        take_text(&t, fold_text(arena, texts[i]).text, false);
    return t.count;
}

size_t clues_of_words(const struct sip_key *key, struct view words, struct arena *arena,
                      uint32_t *clues, size_t max)
{
    struct taking t = {.key = key, .clues = clues, .max = max};
    take_text(&t, fold_text(arena, words).text, true);
    return t.count;
}

bool clues_hold(const struct case_full *full, struct view folded, struct arena *arena)
{
    struct view texts[TEXTS];
    texts_of(full, texts);
    for (size_t i = 0; i < TEXTS; i++)
        if (view_find(fold_text(arena, texts[i]).text, folded) != SIZE_MAX)
            return true;
    return false;
}
