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

size_t stance_follows(struct view text, size_t at, const char *words)
{
    const char *p = text.p + at, *end = text.p + text.n;
    for (const char *word = words;; word++) {
        const char *q = p;
        while (*word && *word != '|' && q < end && *word == *q)
            word++, q++;
        if (!*word || *word == '|')
            return (size_t)(q - text.p);
        while (*word && *word != '|')
            word++;
        if (!*word)
            return 0;
    }
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
#define DENIES_CASE(character) case character:
#define NO_CASE(character)
    switch (c) {
        TURNS(DENIES_CASE, NO_CASE)
    case 'n':
    case 'i':
        stance_deny(scan, at, c);
        break;
        TURNS(NO_CASE, DENIES_CASE)
        stance_report(scan, at, c);
        break;
    default:
        break;
    }
}

#define MARKS(EACH)                                                                                \
    EACH(',') EACH(';') EACH(':') EACH('!') EACH('?') EACH('.') EACH(' ') EACH(U'。')
#define BEGINNINGS(EACH) TURNS(EACH, EACH) EACH('n') EACH('i') MARKS(EACH)
static const struct few beginnings = FEW(BEGINNINGS), marks = FEW(MARKS);

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

/* The second characters of all turns but those that may go on with anything. */
/* clang-format off */
#define SECONDS(EACH) \
    EACH(U'是') EACH(U'非') EACH(U'关') EACH(U'称') EACH(U'复') EACH(U'答') EACH(U'知') EACH(U'诉') \
    EACH(U'示') EACH(U'释') EACH(U'说') EACH(U'给') EACH(U'到') EACH(U'我') EACH(U'你') EACH(U'业') \
    EACH(U'求') EACH(U'过') EACH(U'了') EACH(U'电') EACH(U'系')
#define WITH_ANYTHING(EACH) \
    EACH(U'没') EACH(U'说') EACH(U'称') EACH(U'讲') EACH(U'向') EACH(U'跟') EACH(U'和') EACH(U'给') \
    EACH('n') EACH('i') MARKS(EACH)
/* clang-format on */
const struct few_places stance_sieve = {FEW(WITH_ANYTHING), FEW(BEGINNINGS), FEW(SECONDS)};

size_t stance_find_at(struct view folded, const struct fold_units *units, const uint16_t *places,
                      size_t place_count, struct stance out[STANCES_MAX])
{
    struct stance_scan scan = {.text = folded, .out = out};
    for (size_t i = 0; i < place_count; i++) {
        size_t at = units->offsets[places[i]];
        if (at < scan.clause)
            continue;
        if (few_may(&marks, units->at[places[i]]) && stance_mark(folded, at))
            pass_marks(&scan, at);
        else if (stance_worth(&scan, units, places[i]))
            try_turns(&scan, at, units->at[places[i]]);
    }
    return scan.n;
}
