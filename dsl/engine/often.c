/* often: past cases, counted. Where a row names a duty that the rules still have, that duty
 * happened once; where it names only a unit, each of the unit's duties happened a little. What the
 * rules do not know counts for nothing, so that a table may be older than the rules. Only counts
 * remain: of the texts not a word is kept. */
#include "dsl/engine/often.h"

#include "dsl/engine/layout.h"
#include "dsl/engine/learned_layout.h"

enum { ONCE = 64 /* so that a unit's duties can share one row */ };

struct columns {
    int duty, unit; /* NONE: not there */
};

static struct columns columns_of(struct view header)
{
    struct columns columns = {NONE, NONE};
    for (int i = 0; header.p; i++) {
        struct view name = view_trim(view_cut(&header, '\t'));
        if (view_is(name, "duty"))
            columns.duty = i;
        else if (view_is(name, "unit"))
            columns.unit = i;
    }
    return columns;
}

static struct view field(struct view row, int column)
{
    struct view found = VIEW("");
    for (int i = 0; column != NONE && row.p && i <= column; i++)
        found = view_trim(view_cut(&row, '\t'));
    return found;
}

static void add_rows(struct view table, struct columns columns, const struct rules *rules,
                     uint32_t *of_duties, uint32_t *of_units, struct often *out)
{
    while (table.n) {
        struct view row = view_cut(&table, '\n');
        struct view duty = field(row, columns.duty), unit = field(row, columns.unit);
        int found = duty.n ? rules_find(rules, NOUN_DUTY, duty) : NONE;
        if (!view_trim(row).n)
            continue;
        out->rows++;
        if (found != NONE && of_duties[found] < UINT32_MAX - ONCE) {
            of_duties[found] += ONCE;
            out->counted++;
        } else if ((found = unit.n ? rules_find(rules, NOUN_UNIT, unit) : NONE) != NONE) {
            of_units[found]++;
            out->counted++;
        }
    }
}

static int unit_of(const struct rules *rules, int duty)
{
    return image_claims(rules)[duty].assign.unit;
}

/* What is known of a unit only is shared among its duties. */
static void share(const struct rules *rules, struct arena *arena, const uint32_t *of_units,
                  uint32_t *of_duties)
{
    int duties = image_duties_count(rules);
    uint32_t *own = ARENA_ARRAY(arena, (size_t)image_units_count(rules) + 1, uint32_t);
    for (int i = 0; i < duties; i++)
        if (unit_of(rules, i) != NONE)
            own[unit_of(rules, i)]++;
    for (int i = 0; i < duties; i++) {
        int unit = unit_of(rules, i);
        if (unit != NONE)
            of_duties[i] += (uint32_t)((uint64_t)of_units[unit] * ONCE / own[unit]);
    }
}

bool often_count(const struct rules *rules, struct view table, struct arena *arena,
                 struct often *out)
{
    struct columns columns = columns_of(view_cut(&table, '\n'));
    *out = (struct often){NULL, 0, 0};
    if (columns.duty == NONE && columns.unit == NONE)
        return false;
    int duties = image_duties_count(rules);
    uint32_t *of_duties = ARENA_ARRAY(arena, (size_t)duties + 1, uint32_t);
    uint32_t *of_units = ARENA_ARRAY(arena, (size_t)image_units_count(rules) + 1, uint32_t);
    add_rows(table, columns, rules, of_duties, of_units, out);
    share(rules, arena, of_units, of_duties);
    out->frequency = frequency_of_counts(arena, of_duties, duties);
    return true;
}

bool often_learned(const struct rules *rules, struct arena *arena, struct often *out)
{
    *out = (struct often){NULL, 0, 0};
    if (!rules->learned)
        return false;
    int duties = image_duties_count(rules);
    uint32_t *counts = ARENA_ARRAY(arena, (size_t)duties + 1, uint32_t);
    for (size_t i = 0; i < learned_duties_n(rules->learned); i++) {
        uint32_t count = learned_duties(rules->learned)[i].count;
        int duty = rules_find(rules, NOUN_DUTY, learned_duty_code(rules->learned, (int)i));
        out->rows += count;
        if (duty == NONE || count > UINT32_MAX - counts[duty])
            continue;
        counts[duty] += count;
        out->counted += count;
    }
    out->frequency = frequency_of_counts(arena, counts, duties);
    return out->counted > 0;
}
