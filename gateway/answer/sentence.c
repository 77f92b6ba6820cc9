/* sentence: which sentence of a document answers.
 *
 * Sentences end at their marks, at line ends, and at a blank between Chinese signs: texts that lost
 * their line ends have one there. Each gets a sum of a few features: the question's words in it, by
 * scarceness, and in the sentence and the headings before it, because an answer often begins where
 * the question's words end; whether it holds what is wished for (wish.h); a number at its front, as
 * rules have; less for a title, a question, a reporter's opening, and the first sentences of a text
 * without headings, which say what it is about and not what it says. The weights were fitted, by
 * halves, to where the given answers of questions to policy documents stand, and rounded. */
#include "gateway/answer/sentence.h"

#include <math.h>

#include "dsl/base/fold.h"
#include "dsl/base/utf8.h"
#include "gateway/answer/tokens.h"
#include "gateway/answer/wish.h"

#define SHARE_WEIGHS 8.5
#define BEFORE_WEIGHS 0.5
#define HEADING_WEIGHS 2.5
#define PROMISED_WEIGHS 2.5
#define LENGTH_WEIGHS 0.35 /* by its logarithm */
#define STRICT_WEIGHS 1.1
#define FIGURE_WEIGHS 1.2
#define LOOSE_WEIGHS 0.9
#define ECHO_WEIGHS 2.5
#define MEANT_WEIGHS 5.0
#define NAMED_COUNT 0.4
#define NUMBERED_WEIGHS 1.1
#define FIRST_COSTS 1.6
#define LEAD_COSTS 1.2
#define PRESS_COSTS 0.95
#define QUESTION_COSTS 2.0
#define TITLE_COSTS 2.2

enum { LEAD = 3, TITLE_CHARACTERS = 40 };

_Static_assert(QUESTION_TOKENS_MAX <= 64, "a bit for each token");

struct reading {
    struct arena *arena;
    const struct asked *asked;
    const struct quote_passage *passages;
    uint64_t named; /* the question's tokens in the document's names */
    VEC(struct sentence) sentences;
};

/* ---- cutting ---- */

static uint32_t last_sign(struct view text)
{
    size_t at = text.n;
    while (at > 0 && ((unsigned char)text.p[at - 1] & 0xc0) == 0x80)
        at--;
    if (!at)
        return 0;
    at--;
    return utf8_next(text, &at);
}

/* `at` is behind the sign c. */
static bool is_end(struct view text, size_t from, size_t at, uint32_t c)
{
    if (c != ' ')
        return tokens_ends_sentence(c);
    uint32_t before = last_sign(view_sub(text, from, at - 1)), behind = utf8_peek(text, at);
    return before > 0x2e80 && behind > 0x2e80;
}

static void cut(struct reading *r, size_t passage)
{
    struct view text = r->passages[passage].text;
    size_t from = 0;
    for (size_t at = 0; at < text.n;) {
        uint32_t c = utf8_next_inline(text, &at);
        if (at < text.n && !is_end(text, from, at, c))
            continue;
        struct view one = view_trim(view_sub(text, from, at));
        if (one.n)
            VEC_ADD(r->arena, &r->sentences, ((struct sentence){.text = one, .passage = passage}));
        from = at;
    }
}

/* ---- weighing ---- */

static uint64_t seen_in(const struct asked *asked, struct view folded)
{
    uint64_t seen = 0;
    for (size_t i = 0; i < asked->count; i++)
        if (view_find(folded, asked->tokens[i].text) != SIZE_MAX)
            seen |= (uint64_t)1 << i;
    return seen;
}

double sentences_share(const struct asked *asked, uint64_t seen)
{
    double sum = 0;
    for (size_t i = 0; i < asked->count; i++)
        if (seen >> i & 1)
            sum += asked->tokens[i].scarceness;
    return asked->scarce_total > 0 ? sum / asked->scarce_total : 0;
}

struct echo_count {
    const struct asked *asked;
    struct view text;
    struct sentence_echo echo;
};

static bool count_echo(void *self, size_t from, size_t to)
{
    struct echo_count *count = self;
    count->echo.all++;
    for (size_t i = 0; i < count->asked->count; i++)
        if (view_eq(count->asked->tokens[i].text, view_sub(count->text, from, to))) {
            count->echo.asked++;
            break;
        }
    return true;
}

struct sentence_echo sentences_echo(const struct asked *asked, struct view folded)
{
    struct echo_count count = {asked, folded, {0, 0}};
    tokens_cut(folded, count_echo, &count);
    return count.echo;
}

static bool is_number_sign(uint32_t c)
{
    static const struct view chinese = {"一二三四五六七八九十", 30};
    char bytes[4];
    struct view character = {bytes, 0};
    character.n = utf8_put(c, bytes);
    return (c >= '0' && c <= '9') || (c > 0x4dff && view_find(chinese, character) != SIZE_MAX);
}

bool sentences_numbered(struct view folded)
{
    size_t at = 0, digits = 0;
    uint32_t c = folded.n ? utf8_next(folded, &at) : 0;
    if (c == '(' && at < folded.n)
        c = utf8_next(folded, &at);
    for (; is_number_sign(c) && at < folded.n; digits++)
        c = utf8_next(folded, &at);
    return digits > 0 && digits < 4 &&
           (c == 0x3001 || c == '.' || c == ')' || c == 0x662f /* "is", as in "first is" */);
}

static bool is_press(struct view folded)
{
    static const char *const words[] = {"记者", "新华社", "获悉", "据了解", "日电"};
    return VIEW_HOLDS(folded, words);
}

bool sentences_figure(struct view folded)
{
    for (size_t at = 0; at < folded.n;)
        if (is_number_sign(utf8_next_inline(folded, &at)))
            return true;
    return false;
}

/* What it costs to be none of the sentences that say something. */
static double shape_costs(struct view folded, size_t length, size_t place, bool headed)
{
    uint32_t end = last_sign(folded);
    bool closed = end == 0x3002 || end == ';' || end == '!' || end == '?' || end == ':' ||
                  end == '.' || end == 0xff0c || end == 0x3001 || end == ')' || end == 0x201d;
    double costs = end == '?' ? QUESTION_COSTS : 0;
    if (!headed && !closed && length < TITLE_CHARACTERS)
        costs += TITLE_COSTS;
    if (!headed && place < LEAD)
        costs += place ? LEAD_COSTS : FIRST_COSTS;
    if (is_press(folded))
        costs += PRESS_COSTS;
    return costs;
}

/* How much of the question, with its words of asking, stands in a sentence that asks. */
static double meant_by(const struct asked *asked, struct view folded)
{
    size_t all = 0, found = 0;
    for (size_t at = 0; at < asked->whole.n; all++) {
        size_t from = at, to;
        utf8_next(asked->whole, &at);
        to = at;
        if (to < asked->whole.n)
            utf8_next(asked->whole, &to);
        found += view_find(folded, view_sub(asked->whole, from, to)) != SIZE_MAX;
    }
    return all ? (double)found / (double)all : 0;
}

static double wish_worth(const struct asked *asked, struct view folded, bool *lacks)
{
    unsigned held = wishes_held(asked->wishes, folded);
    bool strict = wish_is_strict(held);
    *lacks = !strict && wish_is_strict(asked->wishes);
    return (strict ? STRICT_WEIGHS + (sentences_figure(folded) ? FIGURE_WEIGHS : 0) : 0) +
           LOOSE_WEIGHS * wishes_loose(held);
}

/* Of the question, what is not already said by the document's names: these tell which document, not
 * which sentence. */
static double share(const struct reading *r, uint64_t seen)
{
    return sentences_share(r->asked, seen & ~r->named) +
           NAMED_COUNT * sentences_share(r->asked, seen & r->named);
}

struct surroundings {
    uint64_t heading;
    bool headed, promised;
};

static void weigh(struct reading *r, size_t at, size_t first, const struct surroundings *around)
{
    struct sentence *s = &r->sentences.at[at];
    struct view folded = fold_text(r->arena, s->text).text;
    size_t length = utf8_length(folded);
    struct sentence_echo echo = sentences_echo(r->asked, folded);
    uint32_t end = last_sign(folded);
    s->seen = seen_in(r->asked, folded);
    s->open = end == ':' || end == ';';
    s->asks = end == '?';
    s->meant = s->asks ? meant_by(r->asked, folded) : 0;
    s->item = sentences_numbered(folded);
    s->promised = around->promised || (around->headed && !r->asked->wishes);
    s->above = around->heading | r->named;
    const struct sentence *last = at > first ? &r->sentences.at[at - 1] : NULL;
    uint64_t before = last ? last->seen & ~s->seen : 0;
    uint64_t above = around->heading & ~s->seen & ~before;
    s->score = SHARE_WEIGHS * share(r, s->seen) +
               (last && last->asks ? SHARE_WEIGHS : BEFORE_WEIGHS) * share(r, before) +
               (last ? MEANT_WEIGHS * last->meant * last->meant : 0) +
               HEADING_WEIGHS * share(r, above) + (around->promised ? PROMISED_WEIGHS : 0) +
               LENGTH_WEIGHS * log(1 + (double)length) +
               ECHO_WEIGHS * (double)echo.asked / (double)(echo.all + 1) +
               (s->item ? NUMBERED_WEIGHS : 0) + wish_worth(r->asked, folded, &s->lacks) -
               shape_costs(folded, length, at, around->headed);
}

static void read_passage(struct reading *r, size_t passage)
{
    const struct quote_passage *p = &r->passages[passage];
    struct view section = fold_text(r->arena, p->section).text;
    unsigned wishes = r->asked->wishes;
    struct surroundings around = {.heading = seen_in(r->asked, section),
                                  .headed = section.n > 0,
                                  .promised =
                                      section.n && wishes && wish_heading(wishes, section) >= 1};
    size_t first = r->sentences.n;
    cut(r, passage);
    for (size_t i = first; i < r->sentences.n; i++)
        weigh(r, i, first, &around);
}

struct sentences sentences_read(const struct quote_source *source, const struct asked *asked,
                                struct arena *arena)
{
    struct reading r = {.arena = arena, .asked = asked, .passages = source->passages};
    r.named = seen_in(asked, fold_text(arena, source->names).text);
    for (size_t i = 0; i < source->count; i++)
        read_passage(&r, i);
    struct sentences out = {r.sentences.at, r.sentences.n, 0};
    for (size_t i = 1; i < out.n; i++)
        if (out.at[i].score > out.at[out.best].score)
            out.best = i;
    return out;
}
