/* time_parts: "from nine to eleven" against a border at ten. What was said from one hour to another
 * happened all that while, so neither side of the border is wrong, and who said it so exactly is
 * not asked which hour it was. Each side is decided by itself; where one duty goes before the other
 * (noise at night before noise), it is that one; where none does, the one that takes more of the
 * time. Deciding itself stays in decide.c; here are only the parts and the choice. */
#include "dsl/engine/time_parts.h"

#include "dsl/engine/layout.h"

/* ---- borders ---- */

struct borders {
    const struct rules *rules;
    bool at[MINUTES_A_DAY + 1];
};

static bool holds(const struct image_range *ranges, uint32_t n, int minute)
{
    bool in = false;
    for (uint32_t i = 0; i < n; i++)
        in |= ranges[i].from <= minute && minute < ranges[i].to;
    return in;
}

/* Where some of the ranges begin or end; one that ends inside another draws no border. */
static void add_ranges(struct borders *borders, const struct image_range *ranges, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++) {
        borders->at[ranges[i].from] |= !holds(ranges, n, ranges[i].from - 1);
        borders->at[ranges[i].to] |= !holds(ranges, n, ranges[i].to);
    }
}

static void add_condition(struct borders *borders, int when)
{
    if (when == NONE)
        return;
    const struct image_node *node = &image_nodes(borders->rules)[when];
    for (const struct image_node *end = node + node->size; node < end; node++)
        if (node->op == OP_TIME)
            add_ranges(borders, image_ranges(borders->rules) + node->list.at, node->list.n);
}

static void add_duty(struct borders *borders, int duty)
{
    const struct image_claim *claim = &image_claims(borders->rules)[duty];
    add_condition(borders, claim->when);
    for (uint32_t i = 0; i < claim->branches.n; i++)
        add_condition(borders, image_branches(borders->rules)[claim->branches.at + i].when);
}

/* ---- parts ---- */

/* The ranges in order since the time began: over midnight the later one is the first. 0: they are
 * no single run. */
static int run_of(const struct known_time *time, struct minute_range out[2])
{
    bool over = time->ranges == 2 && time->range[0].from == 0 && time->range[1].to == MINUTES_A_DAY;
    if (!time->known || !time->span || (time->ranges != 1 && !over))
        return 0;
    out[0] = time->range[over];
    out[1] = time->range[0];
    return time->ranges;
}

int time_parts_of(const struct rules *rules, const struct matter *matter, int category,
                  struct time_part out[SPAN_PARTS_MAX])
{
    const struct image_run duties = image_categories(rules)[category].duties;
    struct borders borders = {.rules = rules};
    struct minute_range run[2];
    int ranges = run_of(&matter->time, run), count = 0;
    for (uint32_t i = 0; ranges && i < duties.n; i++)
        add_duty(&borders, image_ints(rules)[duties.at + i]);
    for (int i = 0; i < ranges; i++) {
        int from = run[i].from;
        for (int minute = from + 1; minute <= run[i].to; minute++) {
            if (minute < run[i].to && !borders.at[minute])
                continue;
            if (count == SPAN_PARTS_MAX)
                return 0;
            out[count++] = (struct time_part){{from, minute}, NONE};
            from = minute;
        }
    }
    return count;
}

/* ---- which of them counts ---- */

static bool is_over(const struct rules *rules, int over, int under)
{
    if (over == NONE || under == NONE)
        return false;
    struct image_run beaten_by = image_claims(rules)[under].beaten_by;
    for (uint32_t i = 0; i < beaten_by.n; i++)
        if (image_ints(rules)[beaten_by.at + i] == over)
            return true;
    return false;
}

static bool counts(const struct rules *rules, const struct time_part *parts, int count, int which)
{
    for (int i = 0; i < count; i++)
        if (is_over(rules, parts[i].duty, parts[which].duty))
            return false;
    return true;
}

static int minutes_of(const struct time_part *part)
{
    return part->range.to - part->range.from;
}

static int minutes_of_duty(const struct time_part *parts, int count, int duty)
{
    int sum = 0;
    for (int i = 0; i < count; i++)
        sum += parts[i].duty == duty ? minutes_of(&parts[i]) : 0;
    return sum;
}

int time_parts_choose(const struct rules *rules, const struct time_part *parts, int count)
{
    int best = NONE, most = 0;
    for (int i = 0; i < count; i++) {
        int minutes = minutes_of_duty(parts, count, parts[i].duty);
        bool more = minutes > most || (minutes == most && parts[i].duty == parts[best].duty &&
                                       minutes_of(&parts[i]) > minutes_of(&parts[best]));
        if (!counts(rules, parts, count, i) || !more)
            continue;
        best = i;
        most = minutes;
    }
    return best;
}
