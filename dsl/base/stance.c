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
    default:
        return (stance_follows(text, at, "。") != 0) * strlen("。");
    }
}

size_t stance_clause_end(struct view text, size_t at)
{
    while (at < text.n && !stance_mark(text, at))
        utf8_next(text, &at);
    return at;
}

size_t stance_follows(struct view text, size_t at, const char *words)
{
    struct view rest = view_of(words);
    while (rest.p) {
        struct view word = view_cut(&rest, '|');
        if (word.n <= text.n - at && memcmp(text.p + at, word.p, word.n) == 0)
            return at + word.n;
    }
    return 0;
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

/* The characters with which the turns of stance.h begin; others are passed by. */
static void try_turns(struct stance_scan *scan, size_t at, uint32_t c)
{
    switch (c) {
    case U'不':
    case U'并':
    case U'绝':
    case U'而':
    case U'没':
    case U'无':
    case 'n':
    case 'i':
        stance_deny(scan, at, c);
        break;
    case U'说':
    case U'称':
    case U'讲':
    case U'回':
    case U'答':
    case U'告':
    case U'表':
    case U'解':
    case U'推':
    case U'让':
    case U'叫':
    case U'要':
    case U'找':
    case U'问':
    case U'打':
    case U'联':
    case U'向':
    case U'跟':
    case U'和':
    case U'给':
        stance_report(scan, at, c);
        break;
    default:
        break;
    }
}

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
        try_turns(&scan, begin, c);
    }
    return scan.n;
}
