/* overlaps: pairs of duties that hold together and promise different things. The checker stops at
 * the first common case, since one is enough to refuse the rules; here all of them are gathered,
 * joined and told, with the share of the category they make up.
 *
 * A pair one of which goes before the other is in order; it is told as information, because who is
 * overruled likes to know where. */
#include "dsl/analyse/case.h"
#include "dsl/analyse/tell.h"

struct pair {
    int first, second; /* duties, by index */
    bool same_terms, ordered;
};

/* All common cases in which it matters which of the two is taken. */
static struct boxes clash_of(const struct ground *ground, const struct table *table, size_t a,
                             size_t b, bool same_terms)
{
    const struct space *space = &table->space;
    const struct shape *one = &table->shapes[a], *two = &table->shapes[b];
    struct boxes all = {0};
    uint64_t *box = ARENA_ARRAY(ground->arena, space->words, uint64_t);
    for (size_t i = 0; i < one->pieces.n && !all.over; i++)
        for (size_t j = 0; j < two->pieces.n && !all.over; j++) {
            const struct piece *p = &one->pieces.at[i], *q = &two->pieces.at[j];
            for (size_t k = 0; k < p->boxes.n; k++)
                for (size_t m = 0; m < q->boxes.n; m++)
                    if (pieces_clash(space, &ground->roles, p, q, same_terms,
                                     boxes_at(space, p->boxes, k), boxes_at(space, q->boxes, m),
                                     box))
                        all = boxes_join(space, all, (struct boxes){box, 1, false});
        }
    return all;
}

static bool shows_overlap(const struct ground *ground, const struct given_case *found,
                          const void *claim)
{
    const struct pair *pair = claim;
    const struct oracle_row *one = case_row(found, pair->first);
    const struct oracle_row *two = case_row(found, pair->second);
    return one && two && one->truth == YES && two->truth == YES &&
           found->trace->decision.status == DECIDE_DUTY &&
           (!pair->same_terms ||
            case_unit(ground, found, pair->first) != case_unit(ground, found, pair->second));
}

static struct view unit_name(const struct ground *ground, const struct given_case *found, int duty)
{
    int unit = case_unit(ground, found, duty);
    return unit == NONE ? VIEW("-") : ground->model->units.at[unit].name;
}

static struct view sentence(struct ground *ground, const struct given_case *found,
                            const struct pair *pair, enum diag_language language)
{
    struct view one = ground_duty(ground, pair->first, language);
    struct view two = ground_duty(ground, pair->second, language);
    struct view unit_one = unit_name(ground, found, pair->first);
    struct view unit_two = unit_name(ground, found, pair->second);
    bool zh = language == DIAG_ZH;
    return ground_text(
        ground,
        pair->ordered
            ? zh ? "%.*s（交 %.*s）与 %.*s（交 %.*s）同时成立，已写明优先"
                 : "%.*s (assigned to %.*s) and %.*s (assigned to %.*s) hold at once; the order "
                   "is written"
        : zh ? "%.*s（交 %.*s）与 %.*s（交 %.*s）同时成立，没有写谁优先"
             : "%.*s (assigned to %.*s) and %.*s (assigned to %.*s) hold at once, and neither "
               "goes before the other",
        VIEW_FMT(one), VIEW_FMT(unit_one), VIEW_FMT(two), VIEW_FMT(unit_two));
}

/* The narrower of the two should go before the wider. */
static struct view way_out(struct ground *ground, const struct table *table, size_t a, size_t b,
                           struct view condition)
{
    double one = boxes_share(&table->space, table->shapes[a].whole);
    double two = boxes_share(&table->space, table->shapes[b].whole);
    size_t narrow = one < two ? a : b, wide = one < two ? b : a;
    struct view before = table_duty(table, narrow)->code, behind = table_duty(table, wide)->code;
    struct view rule = condition.n ? condition : VIEW("…");
    return ground_both(
        ground,
        ground_text(ground,
                    "在 \"%.*s\" 里写：优先于 \"%.*s\"；或者在 \"%.*s\" 的“当”后面加：且 非 ( "
                    "%.*s )",
                    VIEW_FMT(before), VIEW_FMT(behind), VIEW_FMT(behind), VIEW_FMT(rule)),
        ground_text(ground,
                    "write in \"%.*s\": 优先于 over \"%.*s\"; or add to the condition of "
                    "\"%.*s\": 且 非 ( %.*s )",
                    VIEW_FMT(before), VIEW_FMT(behind), VIEW_FMT(behind), VIEW_FMT(rule)));
}

static void report(struct ground *ground, const struct table *table, size_t a, size_t b,
                   struct boxes all, const struct pair *pair)
{
    struct finding finding = ground_finding(ground, ANALYSE_OVERLAP, table->category,
                                            ground_duty_span(ground, pair->second));
    int matter = table_other_matter(table);
    finding.note = pair->ordered;
    finding.second = ground_duty_span(ground, pair->first);
    finding.duties[0] = pair->first;
    finding.duties[1] = pair->second;
    finding.owner = table_duty(table, b)->owner;
    if (!ground_room(ground, &finding))
        return;
    struct boxes merged = boxes_merged(&table->space, all);
    finding.share = boxes_share(&table->space, merged);
    for (size_t i = 0; i < merged.n; i++) {
        const uint64_t *box = boxes_at(&table->space, merged, i);
        struct given_case found;
        if (!case_find(ground, table, box, matter, pair->second, shows_overlap, pair, &found))
            continue;
        finding.where = tell_cases(ground, table, box, NONE);
        finding.condition = tell_condition(ground, table, box);
        finding.what = ground_both(ground, sentence(ground, &found, pair, DIAG_ZH),
                                   sentence(ground, &found, pair, DIAG_EN));
        finding.fix = pair->ordered ? VIEW("") : way_out(ground, table, a, b, finding.condition);
        finding.test =
            case_test(ground, &found,
                      ground_text(ground, "重叠 %.*s %.*s", VIEW_FMT(table_duty(table, a)->code),
                                  VIEW_FMT(table_duty(table, b)->code)),
                      finding.what);
        break;
    }
    if (!finding.what.n)
        finding.what =
            ground_both(ground,
                        ground_text(ground, "%.*s 与 %.*s 可能同时成立",
                                    VIEW_FMT(ground_duty(ground, pair->first, DIAG_ZH)),
                                    VIEW_FMT(ground_duty(ground, pair->second, DIAG_ZH))),
                        ground_text(ground, "%.*s and %.*s may hold at once",
                                    VIEW_FMT(ground_duty(ground, pair->first, DIAG_EN)),
                                    VIEW_FMT(ground_duty(ground, pair->second, DIAG_EN))));
    ground_add(ground, &finding);
}

static void compare(struct ground *ground, const struct table *table, size_t a, size_t b)
{
    struct pair pair = {table->shapes[a].duty, table->shapes[b].duty, false, false};
    pair.same_terms = duties_same_terms(table_duty(table, a), table_duty(table, b));
    pair.ordered = duties_ordered(ground->model, pair.first, pair.second);
    struct boxes all = clash_of(ground, table, a, b, pair.same_terms);
    if (all.over)
        ground_undecided(
            ground, ANALYSE_OVERLAP, table->category, ground_duty_span(ground, pair.second),
            ground_both(ground, ground_duty(ground, pair.second, DIAG_ZH),
                        ground_duty(ground, pair.second, DIAG_EN)),
            BOTH("重叠部分太碎，超过了上限", "what the two share falls into too many pieces"));
    else if (all.n)
        report(ground, table, a, b, all, &pair);
}

void overlaps_find(struct ground *ground, const struct table *table)
{
    for (size_t b = 1; b < table->count; b++) {
        if (!table_is_plain(table, b))
            continue;
        positions near = table_near(ground, table, b);
        for (size_t i = 0; i < near.n && (size_t)near.at[i] < b; i++)
            compare(ground, table, (size_t)near.at[i], b);
    }
}
