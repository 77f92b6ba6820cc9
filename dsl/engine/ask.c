/* ask: the next question (matter.h, rule 5): of the variables that could still decide something,
 * the one whose answer most likely settles it; where several do, the one that leaves the least.
 * How likely an answer is follows from how often each duty happens; a duty makes each value likely
 * that it may have.
 *
 * Looking only one answer ahead is enough: tried out to the end, no order of questions was shorter
 * by more than a hundredth on the sample district.
 *
 * Every value is tried, but not one by one where many are alike: minutes between two boundaries
 * that no condition tells apart, and areas between two, count as one trial with a weight. All sums
 * are of whole numbers, so that no order of adding makes a difference. */
#include "dsl/engine/contest.h"
#include "dsl/engine/decide.h"

enum { LEFT_UNIT = 256 };

/* ---- the values of a variable, alike ones together ---- */

/* The nearest boundary behind `at` that splits the values of time or area. */
struct boundary {
    const struct inquiry *inquiry;
    int at, nearest;
};

static void note_boundary(struct boundary *boundary, int at)
{
    if (at > boundary->at && at < boundary->nearest)
        boundary->nearest = at;
}

static void note_ranges(struct boundary *boundary, const struct image_node *node)
{
    const struct image_range *ranges = image_ranges(boundary->inquiry->rules) + node->list.at;
    for (uint32_t i = 0; i < node->list.n; i++) {
        note_boundary(boundary, ranges[i].from);
        note_boundary(boundary, ranges[i].to);
    }
}

/* An area splits the order of areas where it begins and ends; each area above it stands alone,
 * because a place there may be inside or not. */
static void note_areas(struct boundary *boundary, const struct image_node *node)
{
    const struct image_area *areas = image_areas(boundary->inquiry->rules);
    const int32_t *list = boundary->inquiry->ints + node->list.at;
    for (uint32_t i = 0; i < node->list.n; i++) {
        note_boundary(boundary, areas[list[i]].last);
        for (int area = list[i]; area != NONE; area = areas[area].parent) {
            note_boundary(boundary, area);
            note_boundary(boundary, area + 1);
        }
    }
}

static void note_condition(struct boundary *boundary, const struct image_node *node,
                           enum node_op op)
{
    for (const struct image_node *end = node + node->size; node < end; node++) {
        if (node->op != (int32_t)op)
            continue;
        if (op == OP_TIME)
            note_ranges(boundary, node);
        else
            note_areas(boundary, node);
    }
}

static void note_known(struct boundary *boundary, enum variable_kind kind)
{
    const struct matter *matter = boundary->inquiry->matter;
    for (int i = 0; kind == VAR_TIME && i < matter->time.ranges; i++) {
        note_boundary(boundary, matter->time.range[i].from);
        note_boundary(boundary, matter->time.range[i].to);
    }
    for (int i = 0; kind == VAR_AREA && i < matter->place_count; i++) {
        note_boundary(boundary, matter->places[i]);
        note_boundary(boundary, image_areas(boundary->inquiry->rules)[matter->places[i]].last);
    }
}

/* How many values from `value` on are alike for all conditions that ask for the variable. */
static int alike(const struct inquiry *inquiry, const struct swayed *swayed, int value, int end)
{
    enum variable_kind kind = inquiry->assumed.kind;
    struct boundary boundary = {inquiry, value, end};
    if (kind != VAR_TIME && kind != VAR_AREA)
        return 1;
    for (int i = 0; i < swayed->n; i++)
        if (swayed->wholes[i])
            note_condition(&boundary, swayed->wholes[i], kind == VAR_TIME ? OP_TIME : OP_AREA);
    note_known(&boundary, kind);
    return boundary.nearest - value;
}

static int values_end(const struct inquiry *inquiry)
{
    switch (inquiry->assumed.kind) {
    case VAR_FACT:
        return (int)image_facts(inquiry->rules)[inquiry->assumed.index].values.n;
    case VAR_TIME:
        return MINUTES_A_DAY;
    case VAR_AREA:
        return image_areas_count(inquiry->rules);
    case VAR_WEEKDAY:
        return 7;
    case VAR_DAYCLASS:
        return DAYCLASS_COUNT;
    case VAR_KIND:
        return KIND_COUNT;
    case VAR_CHANNEL:
        return CHANNEL_COUNT;
    default:
        return 0;
    }
}

static bool minute_possible(const struct matter *matter, int minute)
{
    bool inside = !matter->time.known;
    for (int i = 0; i < matter->time.ranges; i++)
        inside |= minute >= matter->time.range[i].from && minute < matter->time.range[i].to;
    return inside;
}

static bool area_possible(const struct inquiry *inquiry, int area)
{
    const struct matter *matter = inquiry->matter;
    bool inside = matter->place_count == 0;
    for (int i = 0; i < matter->place_count; i++)
        inside |=
            area >= matter->places[i] && area < image_areas(inquiry->rules)[matter->places[i]].last;
    return inside;
}

static bool possible(const struct inquiry *inquiry)
{
    const struct matter *matter = inquiry->matter;
    switch (inquiry->assumed.kind) {
    case VAR_TIME:
        return minute_possible(matter, inquiry->value);
    case VAR_AREA:
        return area_possible(inquiry, inquiry->value);
    case VAR_WEEKDAY:
        return !matter->weekdays || matter->weekdays >> inquiry->value & 1;
    default:
        return true;
    }
}

/* ---- what an answer brings ---- */

/* What asking about a variable brings, LEFT_UNIT for each weight of one. */
struct worth {
    int64_t settles, leaves, of;
};

/* A trial of every value: under how many each row stays, how many of these decide something, and
 * what stays with it. */
struct tally {
    struct swayed swayed;
    bool alive[CATEGORY_DUTIES_MAX];
    int64_t left[CATEGORY_DUTIES_MAX];
    int32_t values[CATEGORY_DUTIES_MAX], settled[CATEGORY_DUTIES_MAX];
    uint64_t stays[CATEGORY_DUTIES_MAX]; /* of a fact: the values under which each row stays */
};

static int64_t weight_of(const struct inquiry *inquiry, const struct contest *contest, uint32_t row)
{
    return frequency_of(inquiry->rules->frequency, contest->duties[row]);
}

static void tally_value(const struct inquiry *trial, const struct contest *contest,
                        struct tally *tally, int alike_values)
{
    const struct swayed *swayed = &tally->swayed;
    int64_t left = 0;
    bool settled = contest_alive(trial, contest, swayed, tally->alive);
    for (int i = 0; i < swayed->n; i++)
        if (tally->alive[swayed->rows[i]])
            left += weight_of(trial, contest, swayed->rows[i]);
    for (int i = 0; i < swayed->n; i++)
        if (tally->alive[swayed->rows[i]]) {
            tally->left[i] += left * alike_values;
            tally->values[i] += alike_values;
            tally->settled[i] += settled ? alike_values : 0;
        }
}

/* A fact's values all at once. */
static void tally_values(const struct inquiry *trial, const struct contest *contest,
                         struct tally *tally, int values)
{
    const struct swayed *swayed = &tally->swayed;
    int64_t left[ASKED_BITS];
    memset(left, 0, (size_t)values * sizeof *left);
    uint64_t settled = contest_alive_values(trial, contest, swayed, values, tally->stays);
    for (int i = 0; i < swayed->n; i++) {
        int64_t weight = weight_of(trial, contest, swayed->rows[i]);
        for (uint64_t bits = tally->stays[swayed->rows[i]]; bits; bits &= bits - 1)
            left[__builtin_ctzll(bits)] += weight;
    }
    for (int i = 0; i < swayed->n; i++)
        for (uint64_t bits = tally->stays[swayed->rows[i]]; bits; bits &= bits - 1) {
            int value = __builtin_ctzll(bits);
            tally->left[i] += left[value];
            tally->values[i]++;
            tally->settled[i] += (int32_t)(settled >> value & 1);
        }
}

static void tally_variable(const struct inquiry *inquiry, const struct contest *contest,
                           struct variable variable, struct tally *tally)
{
    struct inquiry trial = *inquiry;
    contest_sway(inquiry, contest, variable, &tally->swayed);
    size_t n = (size_t)tally->swayed.n;
    memset(tally->left, 0, n * sizeof *tally->left);
    memset(tally->values, 0, n * sizeof *tally->values);
    memset(tally->settled, 0, n * sizeof *tally->settled);
    memset(tally->alive, 0, contest->count * sizeof *tally->alive);
    trial.assuming = true;
    trial.assumed = variable;
    int end = values_end(&trial), weight;
    if (variable.kind == VAR_FACT && end < ASKED_BITS) {
        tally_values(&trial, contest, tally, end);
        return;
    }
    for (trial.value = 0; trial.value < end; trial.value += weight) {
        weight = alike(&trial, &tally->swayed, trial.value, end);
        if (possible(&trial))
            tally_value(&trial, contest, tally, weight);
    }
}

/* Have two rows of the same weight the same share? Most have, for most ask for something else; and
 * a share is two divisions. */
static bool share_alike(const struct tally *tally, int row, int other)
{
    return tally->values[row] == tally->values[other] &&
           tally->settled[row] == tally->settled[other] && tally->left[row] == tally->left[other];
}

static struct worth worth_of(const struct inquiry *inquiry, const struct contest *contest,
                             struct variable variable)
{
    struct tally tally;
    struct worth worth = {0, 0, 0}, share = {0, 0, 0};
    tally_variable(inquiry, contest, variable, &tally);
    for (int i = 0; i < tally.swayed.n; i++) {
        int64_t weight = weight_of(inquiry, contest, tally.swayed.rows[i]),
                values = tally.values[i];
        if (i == 0 || weight != share.of || !share_alike(&tally, i, i - 1)) {
            share.of = weight;
            share.settles = values ? weight * tally.settled[i] * LEFT_UNIT / values : 0;
            share.leaves = values ? weight * tally.left[i] * LEFT_UNIT / values : 0;
        }
        worth.settles += share.settles;
        worth.leaves += share.leaves;
        worth.of += values ? share.of : 0;
    }
    return worth;
}

/* ---- which question ---- */

static void add_useful(const struct inquiry *inquiry, const struct contest *contest, uint32_t row,
                       struct variables *out)
{
    const struct image_claim *self = &inquiry->claims[contest->duties[row]];
    const int32_t *over = inquiry->ints + self->beaten_by.at;
    inquiry_useful_variables(inquiry, self->when, YES, out);
    for (uint32_t i = 0; i < self->beaten_by.n; i++) {
        int other = contest_row(contest, over[i]);
        if (other != NONE && contest->truth[other] == OPEN)
            inquiry_useful_variables(inquiry, inquiry->claims[over[i]].when, NO, out);
    }
}

void ask_variables(const struct inquiry *inquiry, const struct contest *contest,
                   struct variables *out)
{
    out->n = 0;
    for (uint32_t i = 0; i < contest->count; i++)
        if (contest_may_win(inquiry, contest, i))
            add_useful(inquiry, contest, i, out);
}

static bool better(struct worth a, struct worth b)
{
    return a.settles != b.settles ? a.settles > b.settles : a.leaves < b.leaves;
}

/* Of these, the one to ask next. There must be one. */
static struct ending best_question(const struct inquiry *inquiry, const struct contest *contest,
                                   const struct variables *variables)
{
    struct worth best = worth_of(inquiry, contest, variables->at[0]);
    struct ending ending = {.kind = ENDS_IN_QUESTION, .question = variables->at[0]};
    for (int i = 1; i < variables->n; i++) {
        struct worth worth = worth_of(inquiry, contest, variables->at[i]);
        if (!better(worth, best))
            continue;
        best = worth;
        ending.question = variables->at[i];
    }
    if (best.of) {
        ending.settles = (int)(best.settles * 1000 / LEFT_UNIT / best.of);
        ending.leaves = (int)(best.leaves / LEFT_UNIT * 1000 / (best.of * best.of));
    }
    return ending;
}

/* ---- the answers, likelier ones first ---- */

enum { VALUES_MAX = 256 };

/* How likely each value is: every duty shares its frequency among the values it may have. */
static void weigh_values(const struct inquiry *inquiry, const struct contest *contest,
                         struct variable variable, int count, int64_t *weights)
{
    struct tally tally;
    tally_variable(inquiry, contest, variable, &tally);
    struct inquiry trial = *inquiry;
    trial.assuming = true;
    trial.assumed = variable;
    for (trial.value = 0; trial.value < count; trial.value++) {
        contest_alive(&trial, contest, &tally.swayed, tally.alive);
        for (int i = 0; i < tally.swayed.n; i++)
            if (tally.alive[tally.swayed.rows[i]])
                weights[trial.value] +=
                    weight_of(inquiry, contest, tally.swayed.rows[i]) * LEFT_UNIT / tally.values[i];
    }
}

static void sort_values(const int64_t *weights, int count, int *values)
{
    for (int i = 0; i < count; i++) {
        int at = i;
        for (; at > 0 && weights[i] > weights[values[at - 1]]; at--)
            values[at] = values[at - 1];
        values[at] = i;
    }
}

int decide_values(const struct rules *rules, const struct matter *matter,
                  const struct decision *decision, int *values, int max)
{
    struct inquiry inquiry = inquiry_of(rules, matter);
    int64_t weights[VALUES_MAX] = {0};
    int ordered[VALUES_MAX];
    int count = rules_value_count(rules, NOUN_FACT, decision->variable.index);
    count = count < VALUES_MAX ? count : VALUES_MAX;
    if (rules->frequency && decision->category != NONE) {
        struct contest contest;
        contest_of(&inquiry, decision->category, &contest);
        weigh_values(&inquiry, &contest, decision->variable, count, weights);
    }
    sort_values(weights, count, ordered);
    count = count < max ? count : max;
    memcpy(values, ordered, (size_t)count * sizeof *values);
    return count;
}

/* ---- the matter ---- */

static bool goes_before(const struct inquiry *inquiry, int duty, int other)
{
    const struct frequency *frequency = inquiry->rules->frequency;
    int score = contest_score(inquiry->matter, duty);
    int others = contest_score(inquiry->matter, other);
    return score > others ||
           (score == others && frequency_of(frequency, duty) > frequency_of(frequency, other));
}

/* Puts a duty where it belongs among the best so far, which are at most CHOICES_MAX. */
static int place_duty(const struct inquiry *inquiry, int duty, int *duties, int count)
{
    int at = count;
    while (at > 0 && goes_before(inquiry, duty, duties[at - 1]))
        at--;
    if (at == CHOICES_MAX)
        return count;
    int last = count < CHOICES_MAX ? count : CHOICES_MAX - 1;
    for (int i = last; i > at; i--)
        duties[i] = duties[i - 1];
    duties[at] = duty;
    return last + 1;
}

/* Would the duty be offered as the matter that is meant? */
static bool asks_matter(const struct contest *contest, uint32_t row)
{
    return contest->meant == MEANT_NOTHING && contest->truth[row] == OPEN && contest->worded[row];
}

/* The OPEN duties with words that may yet win, by score, then frequency, then index; how many (at
 * most CHOICES_MAX). None unless the matter is open. */
static int open_matters(const struct inquiry *inquiry, const struct contest *contest, int *duties)
{
    int count = 0;
    for (uint32_t i = 0; i < contest->count; i++)
        if (asks_matter(contest, i) && contest_may_win(inquiry, contest, i))
            count = place_duty(inquiry, contest->duties[i], duties, count);
    return count;
}

static struct ending open_ending(const struct inquiry *inquiry, const struct contest *contest)
{
    struct ending ending = {.kind = ENDS_IN_MATTERS};
    struct variables variables;
    ask_variables(inquiry, contest, &variables);
    if (variables.n)
        return best_question(inquiry, contest, &variables);
    ending.matter_count = open_matters(inquiry, contest, ending.matters);
    if (!ending.matter_count) {
        ending.duty = contest_general(inquiry, contest);
        ending.kind = ending.duty != NONE ? ENDS_IN_DUTY : ENDS_IN_OTHERWISE;
    }
    return ending;
}

struct ending contest_ending(const struct inquiry *inquiry, const struct contest *contest)
{
    if (contest->kind == CONTEST_OPEN)
        return open_ending(inquiry, contest);
    return (struct ending){.kind =
                               contest->kind == CONTEST_DECIDED ? ENDS_IN_DUTY : ENDS_IN_OTHERWISE,
                           .duty = contest->decided};
}

bool ask_anything(const struct inquiry *inquiry, const struct contest *contest)
{
    struct variables variables;
    variables.n = 0;
    for (uint32_t i = 0; i < contest->count; i++) {
        if (contest->truth[i] == NO || !contest_may_win(inquiry, contest, i))
            continue;
        if (asks_matter(contest, i))
            return true;
        add_useful(inquiry, contest, i, &variables);
        if (variables.n)
            return true;
    }
    return false;
}
