/* inquiry: Kleene logic over sets. What is known of a variable is the set of values it may still
 * have: all of them inside what an atom asks for is YES, all outside is NO, some of both or nothing
 * known is OPEN. So "two values were revealed", "sometime in the night" and "one of two estates"
 * are one case, not three.
 *
 * Knowing more never turns YES or NO into anything else; only OPEN moves. ask.c relies on that. */
#include "dsl/engine/inquiry.h"

#include "dsl/engine/decide.h"

static enum truth from_sides(bool in, bool out)
{
    return in == out ? OPEN : in ? YES : NO;
}

static enum truth opposite(enum truth truth)
{
    return truth == OPEN ? OPEN : truth == YES ? NO : YES;
}

/* What days are without a date (matter.h, deciding rule 10); NONE: not said, or both. */
static int class_of_weekdays(unsigned weekdays)
{
    const unsigned weekend = 0x60;
    if (!weekdays || weekdays == WEEKDAYS_UNKNOWN)
        return NONE;
    return !(weekdays & weekend) ? DAY_WORK : !(weekdays & ~weekend) ? DAY_OFF : NONE;
}

/* NONE also where a date is known, but not yet what class it has. */
static int dayclass_of(const struct rules *rules, const struct matter *matter)
{
    if (matter->dayclass != NONE)
        return matter->dayclass;
    return matter->has_day ? calendar_class(rules, matter->day)
                           : class_of_weekdays(matter->weekdays);
}

/* Of all but the facts. The kind always is. */
static uint32_t asks_known(const struct matter *matter, int dayclass)
{
    uint32_t known = asks_bit(VAR_KIND, NONE);
    known |= matter->pinned_duty != NONE ? asks_bit(VAR_MATTER, NONE) : 0;
    known |= matter->time.known ? asks_bit(VAR_TIME, NONE) : 0;
    known |= matter->weekdays || matter->has_day ? asks_bit(VAR_WEEKDAY, NONE) : 0;
    known |= dayclass != NONE ? asks_bit(VAR_DAYCLASS, NONE) : 0;
    known |= matter->place_count > 0 ? asks_bit(VAR_AREA, NONE) : 0;
    known |= matter->channel != NONE ? asks_bit(VAR_CHANNEL, NONE) : 0;
    return known;
}

struct inquiry inquiry_of(const struct rules *rules, const struct matter *matter)
{
    struct inquiry inquiry = {.rules = rules,
                              .matter = matter,
                              .claims = image_claims(rules),
                              .nodes = image_nodes(rules),
                              .ints = image_ints(rules),
                              .dayclass = dayclass_of(rules, matter)};
    inquiry.asks_known = asks_known(matter, inquiry.dayclass);
    inquiry.unknowns =
        matter->time.unknown || matter->place_unknown || matter->weekdays == WEEKDAYS_UNKNOWN;
    for (int i = 0; i < matter->fact_count; i++) {
        uint64_t bit = fact_bit(matter->facts[i].fact);
        inquiry.unknowns |= matter->facts[i].value == NONE;
        inquiry.asks_known |= asks_bit(VAR_FACT, matter->facts[i].fact);
        inquiry.doubled |= inquiry.known & bit;
        inquiry.known |= bit;
    }
    return inquiry;
}

/* ---- sets of single values ---- */

static bool asks_for(const struct inquiry *inquiry, const struct image_node *node, int value)
{
    uint64_t bit = asked_bit(value);
    if (bit >> ASKED_BITS == 0)
        return (uint64_t)node->bound & bit;
    const int32_t *list = inquiry->ints + node->list.at;
    for (uint32_t i = 0; i < node->list.n; i++)
        if (list[i] == value)
            return true;
    return false;
}

static enum truth single_truth(const struct inquiry *inquiry, const struct image_node *node,
                               int value)
{
    return value == NONE ? OPEN : asks_for(inquiry, node, value) ? YES : NO;
}

/* Settled by an answer or from outside, or answered "don't know" (its value is NONE). */
static bool is_settled(const struct known *known)
{
    return known->source != FROM_WORDS || known->value == NONE;
}

static bool fact_settled(const struct inquiry *inquiry, int fact, int *value)
{
    const struct matter *matter = inquiry->matter;
    bool settled = false;
    if (!(inquiry->known & fact_bit(fact)))
        return false;
    for (int i = 0; i < matter->fact_count; i++) {
        const struct known *known = &matter->facts[i];
        if (known->fact == fact && is_settled(known)) {
            *value = known->value;
            settled = true;
        }
    }
    return settled;
}

/* One look at what is known: this is asked for every duty of every category that may be meant. */
static enum truth fact_truth(const struct inquiry *inquiry, const struct image_node *node)
{
    const struct matter *matter = inquiry->matter;
    bool in = false, out = false, settled = false;
    int value = NONE;
    if (!(inquiry->known & fact_bit(node->index)))
        return OPEN;
    for (int i = 0; i < matter->fact_count; i++) {
        const struct known *known = &matter->facts[i];
        if (known->fact != node->index)
            continue;
        if (is_settled(known)) {
            value = known->value;
            settled = true;
        } else if (asks_for(inquiry, node, known->value)) {
            in = true;
        } else {
            out = true;
        }
    }
    return settled ? single_truth(inquiry, node, value) : from_sides(in, out);
}

static enum truth weekday_truth(const struct inquiry *inquiry, const struct image_node *node)
{
    const struct matter *matter = inquiry->matter;
    unsigned known = matter->weekdays, asked = 0;
    if (!known && matter->has_day)
        known = 1u << civil_weekday(matter->day);
    for (int day = 0; day < 7; day++)
        asked |= (unsigned)asks_for(inquiry, node, day) << day;
    return from_sides((known & asked) != 0, (known & ~asked & 0x7f) != 0);
}

static enum truth set_truth(const struct inquiry *inquiry, const struct image_node *node)
{
    switch (node->kind) {
    case VAR_FACT:
        return fact_truth(inquiry, node);
    case VAR_MATTER:
        return single_truth(inquiry, node, inquiry->matter->pinned_duty);
    case VAR_WEEKDAY:
        return weekday_truth(inquiry, node);
    case VAR_DAYCLASS:
        return single_truth(inquiry, node, inquiry->dayclass);
    case VAR_KIND:
        return single_truth(inquiry, node, inquiry->matter->kind);
    case VAR_CHANNEL:
        return single_truth(inquiry, node, inquiry->matter->channel);
    default:
        return OPEN;
    }
}

/* ---- times and places ---- */

/* How many of the minutes [from, to) the atom asks for. Its ranges are disjoint. */
static int minutes_asked(const struct inquiry *inquiry, const struct image_node *node, int from,
                         int to)
{
    int sum = 0;
    for (int at = from; at < to;) {
        int next = to;
        bool inside = false;
        for (uint32_t i = 0; i < node->list.n; i++) {
            struct image_range range = image_ranges(inquiry->rules)[node->list.at + i];
            if (range.from <= at && at < range.to)
                inside = true;
            if (range.from > at && range.from < next)
                next = range.from;
            if (range.to > at && range.to < next)
                next = range.to;
        }
        sum += inside ? next - at : 0;
        at = next;
    }
    return sum;
}

static void minute_sides(const struct inquiry *inquiry, const struct image_node *node, int from,
                         int to, bool *in, bool *out)
{
    int asked = minutes_asked(inquiry, node, from, to);
    *in = *in || asked > 0;
    *out = *out || asked < to - from;
}

static enum truth time_truth(const struct inquiry *inquiry, const struct image_node *node)
{
    const struct known_time *time = &inquiry->matter->time;
    bool in = false, out = false;
    for (int i = 0; time->known && i < time->ranges; i++)
        minute_sides(inquiry, node, time->range[i].from, time->range[i].to, &in, &out);
    return from_sides(in, out);
}

/* A place inside an asked area is in; one that contains an asked area may be either. */
static void place_sides(const struct inquiry *inquiry, const struct image_node *node, int place,
                        bool *in, bool *out)
{
    const struct image_area *areas = image_areas(inquiry->rules);
    const int32_t *list = inquiry->ints + node->list.at;
    bool above = false;
    for (uint32_t i = 0; i < node->list.n; i++) {
        const struct image_area *asked = &areas[list[i]];
        if (place >= asked->first && place < asked->last) {
            *in = true;
            return;
        }
        above |= list[i] > place && list[i] < areas[place].last;
    }
    *in = *in || above;
    *out = true;
}

static enum truth area_truth(const struct inquiry *inquiry, const struct image_node *node)
{
    const struct matter *matter = inquiry->matter;
    bool in = false, out = false;
    for (int i = 0; i < matter->place_count; i++)
        place_sides(inquiry, node, matter->places[i], &in, &out);
    return from_sides(in, out);
}

/* ---- all together ---- */

static struct variable variable_of(const struct image_node *node)
{
    return (struct variable){(enum variable_kind)node->kind, node->index};
}

static enum truth assumed_truth(const struct inquiry *inquiry, const struct image_node *node)
{
    bool in = false, out = false;
    if (node->op == OP_TIME)
        minute_sides(inquiry, node, inquiry->value, inquiry->value + 1, &in, &out);
    else if (node->op == OP_AREA)
        place_sides(inquiry, node, inquiry->value, &in, &out);
    else
        return single_truth(inquiry, node, inquiry->value);
    return from_sides(in, out);
}

static enum truth atom_truth(const struct inquiry *inquiry, const struct image_node *node)
{
    if (inquiry->assuming && same_variable(inquiry->assumed, variable_of(node)))
        return assumed_truth(inquiry, node);
    if (node->op == OP_SET && node->kind == VAR_FACT) /* most ask for one */
        return fact_truth(inquiry, node);
    switch (node->op) {
    case OP_SET:
        return set_truth(inquiry, node);
    case OP_AREA:
        return area_truth(inquiry, node);
    case OP_TIME:
        return time_truth(inquiry, node);
    default:
        return OPEN; /* of enterprises, not of matters */
    }
}

static inline enum truth node_truth(const struct inquiry *inquiry, const struct image_node *node);

/* Of an AND, an OR or a NOT. */
static enum truth joined_truth(const struct inquiry *inquiry, const struct image_node *node)
{
    if (node->op == OP_NOT)
        return opposite(node_truth(inquiry, node + 1));
    enum truth settles = node->op == OP_AND ? NO : YES, all = opposite(settles);
    const struct image_node *end = node + node->size;
    for (const struct image_node *kid = node + 1; kid < end; kid += kid->size) {
        enum truth truth = node_truth(inquiry, kid);
        if (truth == settles)
            return settles;
        if (truth == OPEN)
            all = OPEN;
    }
    return all;
}

/* Does it ask for a fact of which nothing is known or assumed? Most do. */
static inline bool asks_unknown(const struct inquiry *inquiry, const struct image_node *node)
{
    return node->op == OP_SET && node->kind == VAR_FACT && !inquiry->assuming &&
           !(inquiry->known & fact_bit(node->index));
}

static inline enum truth node_truth(const struct inquiry *inquiry, const struct image_node *node)
{
    if (asks_unknown(inquiry, node))
        return OPEN;
    return node->op > OP_NOT ? atom_truth(inquiry, node) : joined_truth(inquiry, node);
}

enum truth inquiry_node(const struct inquiry *inquiry, const struct image_node *node)
{
    return node_truth(inquiry, node);
}

enum truth inquiry_truth(const struct inquiry *inquiry, int32_t node)
{
    return node == NONE ? YES : node_truth(inquiry, &inquiry->nodes[node]);
}

/* ---- which variables ---- */

static bool unknown_said(const struct inquiry *inquiry, struct variable variable)
{
    const struct matter *matter = inquiry->matter;
    int value = NONE;
    switch (variable.kind) {
    case VAR_FACT:
        return fact_settled(inquiry, variable.index, &value) && value == NONE;
    case VAR_TIME:
        return matter->time.unknown;
    case VAR_AREA:
        return matter->place_unknown;
    case VAR_DAYCLASS:
    case VAR_WEEKDAY:
        return matter->weekdays == WEEKDAYS_UNKNOWN;
    default:
        return false;
    }
}

static void add_variable(struct variables *out, struct variable variable)
{
    for (int i = 0; i < out->n; i++)
        if (same_variable(out->at[i], variable))
            return;
    if (out->n < VARIABLES_MAX)
        out->at[out->n++] = variable;
}

static enum truth wanted_below(const struct image_node *node, enum truth want)
{
    return node->op == OP_NOT ? opposite(want) : want;
}

/* May what is OPEN become that? Where nobody said "don't know", always: of an AND that is OPEN no
 * part is NO and one is OPEN, of an OR none is YES, and so on down to the atoms. Else an AND is YES
 * when all its parts are, and NO when one is; an OR the other way round. */
static bool may_become(const struct inquiry *inquiry, const struct image_node *node,
                       enum truth want);
static bool open_may_become(const struct inquiry *inquiry, const struct image_node *node,
                            enum truth want)
{
    if (!inquiry->unknowns)
        return true;
    if (node->op > OP_NOT)
        return !unknown_said(inquiry, variable_of(node));
    bool all = node->op == OP_NOT || (node->op == OP_AND) == (want == YES);
    const struct image_node *end = node + node->size;
    for (const struct image_node *kid = node + 1; kid < end; kid += kid->size)
        if (may_become(inquiry, kid, wanted_below(node, want)) != all)
            return !all;
    return all;
}

static bool may_become(const struct inquiry *inquiry, const struct image_node *node,
                       enum truth want)
{
    enum truth truth = node_truth(inquiry, node);
    return truth == OPEN ? open_may_become(inquiry, node, want) : truth == want;
}

static void useful_below(const struct inquiry *inquiry, const struct image_node *node,
                         enum truth want, struct variables *out)
{
    if (node_truth(inquiry, node) != OPEN || !open_may_become(inquiry, node, want))
        return;
    if (node->op > OP_NOT) {
        add_variable(out, variable_of(node));
        return;
    }
    const struct image_node *end = node + node->size;
    for (const struct image_node *kid = node + 1; kid < end; kid += kid->size)
        useful_below(inquiry, kid, wanted_below(node, want), out);
}

bool inquiry_may_become(const struct inquiry *inquiry, int32_t node, enum truth want)
{
    return node == NONE ? want == YES : may_become(inquiry, &inquiry->nodes[node], want);
}

void inquiry_useful_variables(const struct inquiry *inquiry, int32_t node, enum truth want,
                              struct variables *out)
{
    if (node != NONE)
        useful_below(inquiry, &inquiry->nodes[node], want, out);
}

static bool doubled(const struct inquiry *inquiry, int fact)
{
    const struct matter *matter = inquiry->matter;
    int values = 0, value = NONE;
    if (!(inquiry->doubled & fact_bit(fact)))
        return false;
    for (int i = 0; i < matter->fact_count; i++)
        values += matter->facts[i].fact == fact;
    return values > 1 && !fact_settled(inquiry, fact, &value);
}

int inquiry_doubled_fact(const struct inquiry *inquiry, int32_t node)
{
    if (node == NONE || !inquiry->doubled)
        return NONE;
    const struct image_node *at = &inquiry->nodes[node], *end = at + at->size;
    for (; at < end; at++)
        if (at->op == OP_SET && at->kind == VAR_FACT && doubled(inquiry, at->index))
            return at->index;
    return NONE;
}
