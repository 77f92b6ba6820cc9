/* contest: one category worked out (matter.h, rules 2 to 4): what is meant by the words, what each
 * condition says, and which duty wins if it can be said already.
 *
 * The conditions are evaluated once and kept, the matter is laid over them. So trying out an answer
 * (contest_alive) only looks again at conditions that were OPEN and ask for it. Duties with words
 * count only where none without is left.
 *
 * A duty that is not NO may still be out of the running: a "don't know" keeps its condition from
 * ever being YES, or one that goes before it from ever being NO. Nothing is asked for its sake. */
#include "dsl/engine/contest.h"

int contest_score(const struct matter *matter, int duty)
{
    for (int i = 0; i < matter->duty_count; i++)
        if (matter->duties[i].index == duty)
            return matter->duties[i].score;
    return 0;
}

/* ---- what is meant ---- */

static bool of_category(const struct inquiry *inquiry, int duty, int category)
{
    return duty >= 0 && duty < image_duties_count(inquiry->rules) &&
           inquiry->claims[duty].category == category;
}

static void take_meant(struct contest *contest, enum meant meant, int duty)
{
    contest->meant = meant;
    contest->several[contest->several_count++] = duty;
}

static void read_words(const struct inquiry *inquiry, struct contest *contest)
{
    int best = 0;
    for (int i = 0; i < inquiry->matter->duty_count; i++) {
        const struct score *score = &inquiry->matter->duties[i];
        if (!of_category(inquiry, score->index, contest->category))
            continue;
        if (!contest->several_count)
            best = score->score;
        if (WITHIN_MARGIN(best, score->score))
            take_meant(contest, contest->several_count ? MEANT_SEVERAL : MEANT_ONE, score->index);
    }
}

static void read_meant(const struct inquiry *inquiry, struct contest *contest)
{
    int pinned = inquiry->matter->pinned_duty;
    if (pinned == OTHER_MATTER)
        contest->meant = MEANT_OTHER;
    else if (of_category(inquiry, pinned, contest->category))
        take_meant(contest, MEANT_ONE, pinned);
    else
        read_words(inquiry, contest);
}

static enum truth condition_of(const struct inquiry *inquiry, const struct image_claim *claim)
{
    if (claim->when != NONE && !(claim->asks & inquiry->asks_known))
        return OPEN;
    return inquiry_truth(inquiry, claim->when);
}

/* Of several that are meant, those stay that their conditions allow; one alone is it. */
static void narrow_several(const struct inquiry *inquiry, struct contest *contest)
{
    int left = 0;
    for (int i = 0; i < contest->several_count; i++)
        if (condition_of(inquiry, &inquiry->claims[contest->several[i]]) != NO)
            contest->several[left++] = contest->several[i];
    contest->several_count = left;
    if (left == 1)
        contest->meant = MEANT_ONE;
}

static bool among(const struct contest *contest, int duty)
{
    for (int i = 0; i < contest->several_count; i++)
        if (contest->several[i] == duty)
            return true;
    return false;
}

/* ---- how each duty stands ---- */

/* Where words say which duties are meant: is this one what is meant? */
static enum truth matter_truth(const struct contest *contest, uint32_t row)
{
    switch (contest->meant) {
    case MEANT_ONE:
        return among(contest, contest->duties[row]) ? YES : NO;
    case MEANT_SEVERAL:
        return among(contest, contest->duties[row]) ? OPEN : NO;
    default:
        return contest->worded[row] ? NO : YES;
    }
}

/* Of two that must both hold: no branch, for nobody could tell which way it goes. */
static unsigned char both(unsigned truth, unsigned other)
{
    unsigned later = truth > other ? truth : other;
    return (unsigned char)(later * ((truth != NO) & (other != NO)));
}
_Static_assert(NO == 0 && YES < OPEN, "of two that are not NO the later one is what both come to");

/* Words say nothing: those without words are meant, and only where none of them is left, one of the
 * others may be. */
static void settle_unsaid(const struct inquiry *inquiry, struct contest *contest)
{
    bool plain = false;
    for (uint32_t i = 0; i < contest->count; i++) {
        const struct image_claim *claim = &inquiry->claims[contest->duties[i]];
        enum truth truth = condition_of(inquiry, claim);
        contest->condition[i] = (unsigned char)truth;
        contest->worded[i] = claim->has_words != 0;
        plain |= (truth != NO) & !claim->has_words;
    }
    const enum truth meant[2] = {YES, plain ? NO : OPEN};
    for (uint32_t i = 0; i < contest->count; i++)
        contest->truth[i] = both(contest->condition[i], meant[contest->worded[i]]);
}

/* Where words say which duties are meant, nobody asks for the conditions of the others. */
static void settle_said(const struct inquiry *inquiry, struct contest *contest)
{
    bool listed = contest->meant != MEANT_OTHER;
    for (uint32_t i = 0; i < contest->count; i++) {
        const struct image_claim *claim = &inquiry->claims[contest->duties[i]];
        bool counts = !listed || among(contest, contest->duties[i]);
        contest->condition[i] = (unsigned char)(counts ? condition_of(inquiry, claim) : NO);
        contest->worded[i] = claim->has_words != 0;
    }
    if (contest->meant == MEANT_SEVERAL)
        narrow_several(inquiry, contest);
    for (uint32_t i = 0; i < contest->count; i++)
        contest->truth[i] = both(contest->condition[i], matter_truth(contest, i));
}

/* ---- who wins ---- */

static int doubled_fact(const struct inquiry *inquiry, const struct contest *contest)
{
    if (!inquiry->doubled)
        return NONE;
    for (uint32_t i = 0; i < contest->count; i++) {
        const struct image_claim *duty = &inquiry->claims[contest->duties[i]];
        if (contest->truth[i] == NO)
            continue;
        int fact = inquiry_doubled_fact(inquiry, duty->when);
        for (uint32_t b = 0; fact == NONE && b < duty->branches.n; b++)
            fact = inquiry_doubled_fact(inquiry,
                                        image_branches(inquiry->rules)[duty->branches.at + b].when);
        if (fact != NONE)
            return fact;
    }
    return NONE;
}

int contest_row(const struct contest *contest, int duty)
{
    for (uint32_t i = 0; i < contest->count; i++)
        if (contest->duties[i] == duty)
            return (int)i;
    return NONE;
}

static enum truth truth_of_duty(const struct contest *contest, int duty)
{
    int row = contest_row(contest, duty);
    return row == NONE ? NO : (enum truth)contest->truth[row];
}

/* Does a duty that goes before this one hold? or, might: or might it? */
static bool beaten(const struct inquiry *inquiry, const struct contest *contest, int duty,
                   bool might)
{
    struct image_run run = inquiry->claims[duty].beaten_by;
    for (uint32_t i = 0; i < run.n; i++) {
        enum truth over = truth_of_duty(contest, inquiry->ints[run.at + i]);
        if (over == YES || (might && over == OPEN))
            return true;
    }
    return false;
}

int contest_general(const struct inquiry *inquiry, const struct contest *contest)
{
    for (uint32_t i = 0; i < contest->count; i++)
        if (contest->truth[i] == YES && !beaten(inquiry, contest, contest->duties[i], false))
            return contest->duties[i];
    return NONE;
}

/* Could what may be asked still take the duty out of the way of those it goes before? */
static bool may_lose(const struct inquiry *inquiry, const struct contest *contest, int duty)
{
    int row = contest_row(contest, duty);
    if (row == NONE || contest->truth[row] != OPEN)
        return row == NONE || contest->truth[row] == NO;
    bool matter_open = contest->meant == MEANT_NOTHING && contest->worded[row];
    return matter_open || inquiry_may_become(inquiry, inquiry->claims[duty].when, NO);
}

bool contest_may_win(const struct inquiry *inquiry, const struct contest *contest, uint32_t row)
{
    const struct image_claim *self = &inquiry->claims[contest->duties[row]];
    const int32_t *over = inquiry->ints + self->beaten_by.at;
    if (contest->truth[row] == NO)
        return false; /* and so its condition is not NO, and may become YES, or: */
    if (inquiry->unknowns && !inquiry_may_become(inquiry, self->when, YES))
        return false;
    for (uint32_t k = 0; k < self->beaten_by.n; k++)
        if (!may_lose(inquiry, contest, over[k]))
            return false;
    return true;
}

static void conclude(const struct inquiry *inquiry, struct contest *contest)
{
    bool alive = false;
    if (contest->meant == MEANT_SEVERAL && contest->several_count > 1) {
        contest->kind = CONTEST_BETWEEN_MATTERS;
        return;
    }
    contest->fact = doubled_fact(inquiry, contest);
    if (contest->fact != NONE) {
        contest->kind = CONTEST_BETWEEN_VALUES;
        return;
    }
    for (uint32_t i = 0; i < contest->count && contest->decided == NONE; i++) {
        alive |= contest->truth[i] != NO;
        if (contest->truth[i] == YES && !beaten(inquiry, contest, contest->duties[i], true))
            contest->decided = contest->duties[i];
    }
    contest->kind = contest->decided != NONE ? CONTEST_DECIDED
                    : alive                  ? CONTEST_OPEN
                                             : CONTEST_EMPTY;
}

/* Some: what is behind them the processor fetches by itself, for it stands in order. */
enum { FETCHED = 24 };

void contest_fetch(const struct inquiry *inquiry, int category)
{
    struct image_run run = image_categories(inquiry->rules)[category].duties;
    const int32_t *duties = inquiry->ints + run.at;
    for (uint32_t i = 0; i < run.n && i < FETCHED; i++)
        __builtin_prefetch(&inquiry->claims[duties[i]]);
}

void contest_of(const struct inquiry *inquiry, int category, struct contest *contest)
{
    const struct image_category *self = &image_categories(inquiry->rules)[category];
    contest->category = category;
    contest->self = self;
    contest->duties = inquiry->ints + self->duties.at;
    contest->count = self->duties.n;
    contest->meant = MEANT_NOTHING;
    contest->several_count = 0;
    contest->decided = contest->fact = NONE;
    read_meant(inquiry, contest);
    if (contest->meant == MEANT_NOTHING)
        settle_unsaid(inquiry, contest);
    else
        settle_said(inquiry, contest);
    conclude(inquiry, contest);
}

/* ---- trying out ---- */

static bool mentions(const struct image_node *node, struct variable variable)
{
    for (const struct image_node *end = node + node->size; node < end; node++)
        if (node->op > OP_NOT &&
            same_variable(variable, (struct variable){(enum variable_kind)node->kind, node->index}))
            return true;
    return false;
}

/* The part of a condition that is not NO which alone says whether an answer makes it NO: of an AND
 * the one kid that asks for the variable, since the others are not NO; of an OR likewise, unless
 * another kid is not NO and so the whole never will be (then NULL). */
static const struct image_node *turning(const struct inquiry *inquiry,
                                        const struct image_node *node, struct variable variable)
{
    const struct image_node *only = NULL, *end = node + node->size;
    if (node->op >= OP_NOT)
        return node;
    for (const struct image_node *kid = node + 1; kid < end; kid += kid->size) {
        bool asks = mentions(kid, variable);
        if (asks && only)
            return node;
        if (asks)
            only = kid;
        else if (node->op == OP_OR && inquiry_node(inquiry, kid) != NO)
            return NULL;
    }
    return only ? turning(inquiry, only, variable) : NULL;
}

/* The duty's condition, if it is OPEN and an answer about the variable may settle it; else NULL. */
static const struct image_node *sways(const struct inquiry *inquiry, const struct contest *contest,
                                      uint32_t i, struct variable variable)
{
    const struct image_claim *claim = &inquiry->claims[contest->duties[i]];
    if (contest->condition[i] != OPEN || claim->when == NONE ||
        !(claim->asks & asks_bit(variable.kind, variable.index)))
        return NULL;
    const struct image_node *node = &inquiry->nodes[claim->when];
    return mentions(node, variable) ? node : NULL;
}

/* Does the duty count at all, among those with words or among those without? */
static bool counts(const struct contest *contest, uint32_t i, bool with_words)
{
    bool listed = contest->meant == MEANT_ONE || contest->meant == MEANT_SEVERAL;
    if (contest->condition[i] == NO)
        return false;
    if (listed)
        return with_words && among(contest, contest->duties[i]);
    return contest->worded[i] == with_words && (!with_words || contest->meant != MEANT_OTHER);
}

/* Adds those with words, or those without. true: one of them stays whatever is answered. */
static bool sway_half(const struct inquiry *inquiry, const struct contest *contest,
                      struct variable variable, bool with_words, struct swayed *out)
{
    bool stays = false;
    for (uint32_t i = 0; i < contest->count; i++) {
        if (!counts(contest, i, with_words))
            continue;
        const struct image_node *whole = sways(inquiry, contest, i, variable);
        const struct image_node *part = whole ? turning(inquiry, whole, variable) : NULL;
        stays |= !part;
        out->rows[out->n] = i;
        out->wholes[out->n] = whole;
        out->parts[out->n++] = part;
    }
    return stays;
}

void contest_sway(const struct inquiry *inquiry, const struct contest *contest,
                  struct variable variable, struct swayed *out)
{
    out->n = 0;
    bool stays = sway_half(inquiry, contest, variable, false, out);
    out->plain_end = out->n;
    if (!stays)
        sway_half(inquiry, contest, variable, true, out);
}

static bool unbeaten(const struct inquiry *inquiry, const struct contest *contest, uint32_t row,
                     const bool *alive)
{
    struct image_run run = inquiry->claims[contest->duties[row]].beaten_by;
    for (uint32_t i = 0; i < run.n; i++) {
        int over = contest_row(contest, inquiry->ints[run.at + i]);
        if (over != NONE && contest->truth[over] != NO && alive[over])
            return false;
    }
    return true;
}

static bool is_meant(const struct contest *contest, uint32_t row)
{
    return contest->meant != MEANT_NOTHING || !contest->worded[row];
}

static bool decides_one(const struct inquiry *inquiry, const struct contest *contest,
                        const struct swayed *swayed, const bool *alive)
{
    for (int i = 0; i < swayed->n; i++) {
        uint32_t row = swayed->rows[i];
        bool holds =
            contest->condition[row] == YES ||
            (swayed->wholes[i] && alive[row] && inquiry_node(inquiry, swayed->wholes[i]) == YES);
        if (holds && alive[row] && is_meant(contest, row) && unbeaten(inquiry, contest, row, alive))
            return true;
    }
    return false;
}

bool contest_alive(const struct inquiry *inquiry, const struct contest *contest,
                   const struct swayed *swayed, bool alive[CATEGORY_DUTIES_MAX])
{
    bool plain = false;
    for (int i = 0; i < swayed->n; i++) {
        const struct image_node *part = swayed->parts[i];
        bool counts_now = i < swayed->plain_end || !plain;
        bool stays = counts_now && (!part || inquiry_node(inquiry, part) != NO);
        alive[swayed->rows[i]] = stays;
        plain |= stays && i < swayed->plain_end;
    }
    return decides_one(inquiry, contest, swayed, alive);
}

/* ---- all values at once ---- */

/* The values under which a condition is not NO; with `surely`, is YES. Of an AND these are the ones
 * that all its parts have, of an OR those of any, of a NOT those under which the other thing does
 * not hold; and what does not ask for the fact says the same under all. */
static uint64_t values_of(const struct inquiry *inquiry, const struct image_node *node,
                          uint64_t all, bool surely)
{
    if (node->op == OP_NOT)
        return all & ~values_of(inquiry, node + 1, all, !surely);
    if (node->op > OP_NOT) {
        struct variable asked = {(enum variable_kind)node->kind, node->index};
        if (node->op == OP_SET && same_variable(inquiry->assumed, asked))
            return (uint64_t)node->bound & all;
        enum truth truth = inquiry_node(inquiry, node);
        return truth == YES || (truth == OPEN && !surely) ? all : 0;
    }
    uint64_t out = node->op == OP_AND ? all : 0;
    const struct image_node *end = node + node->size;
    for (const struct image_node *kid = node + 1; kid < end; kid += kid->size) {
        uint64_t values = values_of(inquiry, kid, all, surely);
        out = node->op == OP_AND ? out & values : out | values;
    }
    return out;
}

/* The values under which a duty that goes before this row is out of its way. */
static uint64_t unbeaten_values(const struct inquiry *inquiry, const struct contest *contest,
                                uint32_t row, const uint64_t *alive)
{
    struct image_run run = inquiry->claims[contest->duties[row]].beaten_by;
    uint64_t beaten = 0;
    for (uint32_t i = 0; i < run.n; i++) {
        int over = contest_row(contest, inquiry->ints[run.at + i]);
        if (over != NONE && contest->truth[over] != NO)
            beaten |= alive[over];
    }
    return ~beaten;
}

uint64_t contest_alive_values(const struct inquiry *inquiry, const struct contest *contest,
                              const struct swayed *swayed, int values,
                              uint64_t alive[CATEGORY_DUTIES_MAX])
{
    uint64_t all = ((uint64_t)1 << values) - 1, plain = 0, decided = 0;
    memset(alive, 0, contest->count * sizeof *alive);
    for (int i = 0; i < swayed->n; i++) {
        const struct image_node *part = swayed->parts[i];
        uint64_t stays = part ? values_of(inquiry, part, all, false) : all;
        alive[swayed->rows[i]] = i < swayed->plain_end ? stays : stays & ~plain;
        plain |= i < swayed->plain_end ? stays : 0;
    }
    for (int i = 0; i < swayed->n; i++) {
        uint32_t row = swayed->rows[i];
        const struct image_node *whole = swayed->wholes[i];
        if (!alive[row] || !is_meant(contest, row))
            continue;
        uint64_t holds = contest->condition[row] == YES ? all
                         : whole                        ? values_of(inquiry, whole, all, true)
                                                        : 0;
        decided |= holds & alive[row] & unbeaten_values(inquiry, contest, row, alive);
    }
    return decided;
}
