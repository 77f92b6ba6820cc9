/* quote: the words that answer, and no more than these.
 *
 * From the sentence that answers best (sentence.c) clauses may be dropped at the front where they
 * repeat the question ("for firms hit by the epidemic, ..."), and at the end where they are short;
 * where a list is asked for, the sentences behind it may come along. All these ways to cut are
 * tried, each scored by what it keeps and drops; the weights were fitted as those of the sentences.
 * Quoted is what stands there, byte for byte, from the beginning of a clause to the end of one. */
#include "gateway/answer/quote.h"

#include <math.h>

#include "dsl/base/fold.h"
#include "dsl/base/utf8.h"
#include "gateway/answer/sentence.h"
#include "gateway/answer/wish.h"

/* For ten words that are dropped at the front, of the question's and others; at the end. */
#define REPEATED_DROPPED 2.1
#define NEW_DROPPED 1.4
#define END_DROPPED 2.0
#define FRONT_KEPT_COSTS 2.5
#define LENGTH_WEIGHS 0.36 /* by its logarithm */
/* For sentences behind it: where a list is asked for, where a figure is; for a hundred characters
 */
#define LIST_WEIGHS 1.8
#define FIGURE_COSTS 1.6
#define FURTHER_COSTS 1.5

/* For one that ends with a colon or a semicolon, alone. */
#define OPEN_COSTS 3.0

#define FIGURE_HELD (1u << 31)
#define NEVER_DROPPED (FIGURE_HELD | 0xffu)

enum { CLAUSES_MAX = 24, FURTHER_MAX = 5, QUOTE_BYTES = 1350, LIST_BYTES = 900 };

struct clause {
    size_t from, to; /* in the sentence */
    struct sentence_echo echo;
};

struct quoting {
    const struct asked *asked;
    struct arena *arena;
    struct clause clauses[CLAUSES_MAX];
    size_t count;
};

static bool ends_clause(struct view text, size_t at, uint32_t c)
{
    bool digit_behind = at < text.n && text.p[at] >= '0' && text.p[at] <= '9';
    bool slash_behind = at < text.n && text.p[at] == '/';
    if (c == ',' || c == ':')
        return !digit_behind && !slash_behind;
    return c == 0xff0c || c == 0xff1a || c == 0xff1b;
}

static void cut(struct quoting *q, struct view text)
{
    size_t from = 0;
    q->count = 0;
    for (size_t at = 0; at < text.n;) {
        uint32_t c = utf8_next_inline(text, &at);
        bool last = q->count + 1 == CLAUSES_MAX;
        if (at < text.n && (last || !ends_clause(text, at, c)))
            continue;
        struct view folded = fold_text(q->arena, view_sub(text, from, at)).text;
        q->clauses[q->count++] = (struct clause){from, at, sentences_echo(q->asked, folded)};
        from = at;
    }
}

/* Of clauses [from, to): words of the question, and all. */
static struct sentence_echo sum(const struct quoting *q, size_t from, size_t to)
{
    struct sentence_echo all = {0, 0};
    for (size_t i = from; i < to; i++) {
        all.all += q->clauses[i].echo.all;
        all.asked += q->clauses[i].echo.asked;
    }
    return all;
}

static double length_worth(struct view text)
{
    return LENGTH_WEIGHS * log(1 + (double)utf8_length(text));
}

static double worth_of_cut(const struct quoting *q, struct view text, size_t from, size_t to)
{
    struct sentence_echo front = sum(q, 0, from), end = sum(q, to, q->count);
    struct view kept = view_sub(text, q->clauses[from].from, q->clauses[to - 1].to);
    return length_worth(kept) + REPEATED_DROPPED * (double)front.asked / 10 -
           NEW_DROPPED * (double)(front.all - front.asked) / 10 -
           END_DROPPED * (double)(end.all - end.asked) / 10 - (from ? 0 : FRONT_KEPT_COSTS);
}

/* The wishes that a part holds; a figure counts as one. */
static unsigned holds(const struct quoting *q, struct view part)
{
    struct view folded = fold_text(q->arena, part).text;
    unsigned held = wishes_held(q->asked->wishes, folded);
    return held | (wish_is_strict(held) && sentences_figure(folded) ? FIGURE_HELD : 0);
}

/* At the front only what repeats the question may go, at both ends nothing that was asked for and
 * that the rest lacks. */
static bool may_cut(const struct quoting *q, struct view text, size_t from, size_t to)
{
    struct sentence_echo front = sum(q, 0, from);
    struct view kept = view_sub(text, q->clauses[from].from, q->clauses[to - 1].to);
    if (from && (!front.asked || front.asked * 2 < front.all ||
                 (holds(q, view_sub(text, 0, q->clauses[from].from)) & NEVER_DROPPED)))
        return false;
    return kept.n == text.n || !(holds(q, text) & ~holds(q, kept));
}

static double best_cut(const struct quoting *q, struct view text, struct view *out)
{
    double most = -INFINITY;
    for (size_t from = 0; from < q->count; from++) {
        for (size_t to = from + 1; to <= q->count; to++) {
            double worth = worth_of_cut(q, text, from, to);
            if (worth <= most || !may_cut(q, text, from, to))
                continue;
            most = worth;
            *out = view_sub(text, q->clauses[from].from, q->clauses[to - 1].to);
        }
    }
    return most;
}

static double worth_of_more(const struct quoting *q, struct view first, struct view all)
{
    unsigned wishes = q->asked->wishes;
    double further = (double)(utf8_length(all) - utf8_length(first));
    return length_worth(all) - FRONT_KEPT_COSTS + (wishes_loose(wishes) ? LIST_WEIGHS : 0) -
           (wish_is_strict(wishes) ? FIGURE_COSTS : 0) - FURTHER_COSTS * further / 100;
}

/* With sentences behind it, where that is better than the best cut. */
static struct view with_more(const struct quoting *q, const struct sentences *all, double most,
                             struct view cut_out)
{
    const struct sentence *best = &all->at[all->best];
    struct view out = cut_out;
    for (size_t i = all->best + 1; i < all->n && i <= all->best + FURTHER_MAX; i++) {
        const struct sentence *next = &all->at[i];
        if (next->passage != best->passage || next->asks)
            break;
        struct view text = {best->text.p, (size_t)(next->text.p + next->text.n - best->text.p)};
        double worth = worth_of_more(q, best->text, text);
        if (text.n > QUOTE_BYTES || worth <= most)
            continue;
        most = worth;
        out = text;
    }
    return out;
}

static bool together(const struct sentence *a, const struct sentence *b)
{
    return a->passage == b->passage && b->item;
}

/* The whole of a list, with the words that open it; empty where the best sentence is none of one,
 * or its heading is about something else. */
static struct view whole_list(const struct sentences *all)
{
    const struct sentence *s = all->at;
    size_t first = all->best, last = all->best;
    if (s[first].item && !s[first].promised)
        return VIEW("");
    while (s[first].item && first > 0 && s[first - 1].passage == s[first].passage &&
           (s[first - 1].item || s[first - 1].open))
        first--;
    while (last + 1 < all->n && together(&s[last], &s[last + 1]))
        last++;
    if (first == last || !(s[first].item || s[first].open))
        return VIEW("");
    return (struct view){s[first].text.p,
                         (size_t)(s[last].text.p + s[last].text.n - s[first].text.p)};
}

struct quote quote_best(const struct quote_source *source, const struct asked *asked,
                        struct arena *arena)
{
    struct sentences all = sentences_read(source, asked, arena);
    if (!all.n)
        return (struct quote){.text = VIEW("")};
    const struct sentence *best = &all.at[all.best];
    struct quoting q = {.asked = asked, .arena = arena};
    struct view out = best->text;
    cut(&q, best->text);
    double most = best_cut(&q, best->text, &out) - (best->open ? OPEN_COSTS : 0);
    struct view list = whole_list(&all);
    bool listed = list.n && list.n <= LIST_BYTES;
    out = listed ? list : with_more(&q, &all, most, out);
    return (struct quote){.text = utf8_head(view_trim(out), QUOTE_BYTES),
                          .passage = best->passage,
                          .named = sentences_share(asked, best->above),
                          .meant = all.best ? all.at[all.best - 1].meant : 0,
                          .lacks = best->lacks};
}
