/* stance: one walk over the text that knows where the clause begins, and at each character that can
 * begin or end a turn of speech tries what it may be. Few characters can, so most of a text costs
 * one comparison; nothing is kept but the findings.
 *
 * It is grammar of a dozen turns, no parser: a turn that is not among them changes nothing, and the
 * words count as they always did. Each turn was held against some thousand letters to a city before
 * it was let in; what was wrong as often as right (不属于, 没有 without 就是) was left out. */
#include "dsl/base/stance_scan.h"

#include "dsl/base/utf8.h"

void stance_add(struct stance_scan *scan, enum stance_kind kind, size_t from, size_t to)
{
    if (from < to && scan->n < STANCES_MAX)
        scan->out[scan->n++] = (struct stance){kind, (uint32_t)from, (uint32_t)to};
}

static bool digit(struct view text, size_t at)
{
    return at < text.n && text.p[at] >= '0' && text.p[at] <= '9';
}

static bool latin(struct view text, size_t at)
{
    return at < text.n && (unsigned char)text.p[at] < 0x80 && text.p[at] != ' ';
}

size_t stance_mark(struct view text, size_t at)
{
    switch (text.p[at]) {
    case ',':
    case ';':
    case ':':
    case '!':
    case '?':
        return 1;
    case '.':
        return !(at > 0 && digit(text, at - 1) && digit(text, at + 1));
    case ' ': /* between Latin words it is none */
        return !(at > 0 && latin(text, at - 1) && latin(text, at + 1));
    case '\xe3':
        return text.n - at >= 3 && memcmp(text.p + at, "。", 3) == 0 ? 3 : 0;
    default:
        return 0;
    }
}

size_t stance_clause_end(struct view text, size_t at)
{
    while (at < text.n && !stance_mark(text, at))
        utf8_next_inline(text, &at);
    return at;
}

bool stance_clause_ends(struct view folded, size_t from, size_t to)
{
    return stance_clause_end(folded, from) < to;
}

size_t stance_precedes(struct view text, size_t from, size_t to, const char *words)
{
    struct view rest = view_of(words);
    while (rest.p) {
        struct view word = view_cut(&rest, '|');
        if (word.n <= to - from && memcmp(text.p + to - word.n, word.p, word.n) == 0)
            return to - word.n;
    }
    return SIZE_MAX;
}

/* At a mark: several of them end one clause. */
static size_t pass_marks(struct stance_scan *scan, size_t at)
{
    size_t ended = at;
    for (size_t n; at < scan->text.n && (n = stance_mark(scan->text, at)) != 0;)
        at += n;
    if (ended > scan->clause) {
        scan->before = scan->clause;
        scan->ended = ended;
    }
    scan->clause = at;
    return at;
}

/* The characters with which the turns of stance.h begin: DENIES and REPORTS. */
#define TURNS(DENIES, REPORTS)                                                                     \
    DENIES(U'不')                                                                                  \
    DENIES(U'并')                                                                                  \
    DENIES(U'绝')                                                                                  \
    DENIES(U'而')                                                                                  \
    DENIES(U'没')                                                                                  \
    DENIES(U'无')                                                                                  \
    REPORTS(U'说')                                                                                 \
    REPORTS(U'声')                                                                                 \
    REPORTS(U'谎')                                                                                 \
    REPORTS(U'宣')                                                                                 \
    REPORTS(U'回')                                                                                 \
    REPORTS(U'答')                                                                                 \
    REPORTS(U'告')                                                                                 \
    REPORTS(U'表')                                                                                 \
    REPORTS(U'解')                                                                                 \
    REPORTS(U'推')                                                                                 \
    REPORTS(U'让')                                                                                 \
    REPORTS(U'叫')                                                                                 \
    REPORTS(U'要')                                                                                 \
    REPORTS(U'找')                                                                                 \
    REPORTS(U'问')                                                                                 \
    REPORTS(U'打')                                                                                 \
    REPORTS(U'联')                                                                                 \
    REPORTS(U'向')                                                                                 \
    REPORTS(U'跟')                                                                                 \
    REPORTS(U'和')                                                                                 \
    REPORTS(U'给')

static void try_turns(struct stance_scan *scan, size_t at, uint32_t c)
{
#define YES_CASE(character) case character:
#define NO_CASE(character)
    switch (c) {
        TURNS(YES_CASE, NO_CASE)
    case 'n':
    case 'i':
        stance_deny(scan, at, c);
        break;
        TURNS(NO_CASE, YES_CASE)
        stance_report(scan, at, c);
        break;
    default:
        break;
    }
}

#define MARKS(EACH)                                                                                \
    EACH(',') EACH(';') EACH(':') EACH('!') EACH('?') EACH('.') EACH(' ') EACH(U'。')
#define BEGINNINGS(EACH) TURNS(EACH, EACH) EACH('n') EACH('i') MARKS(EACH)
static const struct few beginnings = FEW(BEGINNINGS);
const struct few stance_marks = FEW(MARKS);

size_t stance_find(struct view folded, struct stance out[STANCES_MAX])
{
    struct stance_scan scan = {.text = folded, .out = out};
    for (size_t at = 0; at < folded.n;) {
        size_t begin = at;
        if (stance_mark(folded, at)) {
            at = pass_marks(&scan, at);
            continue;
        }
        uint32_t c = utf8_next_inline(folded, &at);
        if (few_may(&beginnings, c))
            try_turns(&scan, begin, c);
    }
    return scan.n;
}

/* ---- place by place ---- */

/* The last mark before the character, or NO_MARK. */
enum { NO_MARK = UINT16_MAX };
static uint32_t mark_before(const struct stance_scan *scan, const struct stance_places *places,
                            uint32_t place)
{
    uint32_t word = place / 64;
    uint64_t left = places->marks[word] & (((uint64_t)1 << place % 64) - 1);
    for (;; left = places->marks[--word]) {
        while (left) {
            uint32_t bit = 63 - (uint32_t)__builtin_clzll(left), at = word * 64 + bit;
            if (stance_mark(scan->text, places->units->offsets[at]))
                return at;
            left &= ~((uint64_t)1 << bit);
        }
        if (!word)
            return NO_MARK;
    }
}

/* What pass_marks() would have left behind, had it come to this character; the clause before this
 * one only where a denial may take it back. */
static void find_clause(struct stance_scan *scan, const struct stance_places *places,
                        uint32_t place, bool before)
{
    const uint16_t *offsets = places->units->offsets;
    uint32_t mark = mark_before(scan, places, place);
    scan->clause = scan->before = scan->ended = 0;
    if (mark == NO_MARK)
        return;
    scan->clause = offsets[mark + 1];
    if (!before)
        return;
    while (mark > 0 && stance_mark(scan->text, offsets[mark - 1]))
        mark--;
    scan->ended = offsets[mark];
    uint32_t earlier = mark ? mark_before(scan, places, mark) : NO_MARK;
    scan->before = earlier == NO_MARK ? 0 : offsets[earlier + 1];
}

static bool denies(uint32_t c)
{
    switch (c) {
        TURNS(YES_CASE, NO_CASE)
    case 'n':
    case 'i':
        return true;
    default:
        return false;
    }
}

size_t stance_find_at(struct view folded, const struct stance_places *places,
                      struct stance out[STANCES_MAX])
{
    struct stance_scan scan = {.text = folded, .out = out};
    const struct fold_units *units = places->units;
    for (size_t i = 0; i < places->n; i++) {
        uint32_t place = places->at[i];
        if (!stance_worth(units, place))
            continue;
        find_clause(&scan, places, place, denies(units->at[place]));
        if (stance_worth_saying(&scan, units, place))
            try_turns(&scan, units->offsets[place], units->at[place]);
    }
    return scan.n;
}
