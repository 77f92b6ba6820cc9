/* shadows: a duty that holds somewhere and is decided nowhere. No single other need cover it: what
 * counts is what all of them together leave (table.c). Those who go before it take theirs by
 * precedence; among duties that promise the same the first in the list takes what they share.
 *
 * A duty that is left with a part is in order, and told as information with its share. */
#include "dsl/analyse/case.h"
#include "dsl/analyse/tell.h"

enum { NAMES_MAX = 1 << 14 };

struct shadow {
    int duty;
};

static bool shows_shadow(const struct ground *ground, const struct given_case *found,
                         const void *claim)
{
    const struct shadow *shadow = claim;
    const struct oracle_row *row = case_row(found, shadow->duty);
    (void)ground;
    return row && row->truth == YES && found->trace->decision.status == DECIDE_DUTY &&
           found->trace->decision.duty != shadow->duty;
}

/* Who took something of it, by their codes; the first is the one to talk to. */
static struct view takers(struct ground *ground, const struct table *table, size_t at)
{
    struct buf names;
    positions near = table_near(ground, table, at);
    struct boxes rest = table->shapes[at].whole;
    buf_init(&names, NAMES_MAX);
    for (size_t i = 0; i < near.n && rest.n && !rest.over; i++) {
        size_t other = (size_t)near.at[i];
        bool over = false;
        for (size_t k = 0; k < table->over[at].n; k++)
            over |= table->over[at].at[k] == near.at[i];
        if (!over && !table_takes(ground, table, other, at))
            continue;
        double before = boxes_share(&table->space, rest);
        rest = boxes_minus(&table->space, rest,
                           over ? table->shapes[other].whole : table->first[other]);
        if (boxes_share(&table->space, rest) < before)
            buf_print(&names, "%s\"%.*s\"", names.n ? "、" : "",
                      VIEW_FMT(table_duty(table, other)->code));
    }
    struct view text = buf_keep(&names, ground->arena);
    buf_free(&names);
    return text;
}

static void describe(struct ground *ground, struct finding *finding, struct view names, double left)
{
    struct view zh = ground_duty(ground, finding->duties[0], DIAG_ZH);
    struct view en = ground_duty(ground, finding->duties[0], DIAG_EN);
    if (finding->note) {
        finding->what =
            ground_both(ground,
                        ground_text(ground, "%.*s 被 %.*s 先拿走一部分，还剩 %.1f%%", VIEW_FMT(zh),
                                    VIEW_FMT(names), 100 * left),
                        ground_text(ground, "%.*s loses a part to %.*s and keeps %.1f%%",
                                    VIEW_FMT(en), VIEW_FMT(names), 100 * left));
        return;
    }
    finding->what = ground_both(ground,
                                ground_text(ground, "%.*s 成立的情形全被 %.*s 先拿走，永远轮不到",
                                            VIEW_FMT(zh), VIEW_FMT(names)),
                                ground_text(ground, "every case of %.*s is taken by %.*s before it",
                                            VIEW_FMT(en), VIEW_FMT(names)));
    finding->fix = ground_both(
        ground,
        ground_text(ground, "删去这一项；或者收窄 %.*s 的“当”，或者从它们的“优先于”里去掉这一项",
                    VIEW_FMT(names)),
        ground_text(ground,
                    "delete the duty; or narrow the conditions of %.*s, or take it out of what "
                    "they go before",
                    VIEW_FMT(names)));
}

static void report(struct ground *ground, const struct table *table, size_t at, struct boxes taken,
                   double left)
{
    struct shadow shadow = {table->shapes[at].duty};
    struct finding finding = ground_finding(ground, ANALYSE_SHADOW, table->category,
                                            ground_duty_span(ground, shadow.duty));
    int matter = table_other_matter(table);
    finding.note = left > 0;
    finding.duties[0] = shadow.duty;
    finding.owner = table_duty(table, at)->owner;
    finding.share = left;
    if (!ground_room(ground, &finding))
        return;
    describe(ground, &finding, takers(ground, table, at), left);
    for (size_t i = 0; i < taken.n && !finding.test.n; i++) {
        const uint64_t *box = boxes_at(&table->space, taken, i);
        struct given_case found;
        if (!case_find(ground, table, box, matter, NONE, shows_shadow, &shadow, &found))
            continue;
        finding.where = tell_cases(ground, table, box, NONE);
        finding.condition = tell_condition(ground, table, box);
        finding.test = case_test(
            ground, &found, ground_text(ground, "遮盖 %.*s", VIEW_FMT(table_duty(table, at)->code)),
            finding.what);
    }
    ground_add(ground, &finding);
}

void shadows_find(struct ground *ground, const struct table *table)
{
    const struct space *space = &table->space;
    for (size_t i = 0; i < table->count; i++) {
        struct boxes whole = table->shapes[i].whole, wins = table->wins[i];
        if (!table_is_plain(table, i) || !whole.n)
            continue;
        struct boxes taken = boxes_minus(space, whole, wins);
        if (taken.over) {
            ground_undecided(ground, ANALYSE_SHADOW, table->category,
                             ground_duty_span(ground, table->shapes[i].duty),
                             ground_both(ground,
                                         ground_duty(ground, table->shapes[i].duty, DIAG_ZH),
                                         ground_duty(ground, table->shapes[i].duty, DIAG_EN)),
                             BOTH("剩下给它的情形太碎，超过了上限",
                                  "what is left to it falls into too many pieces"));
            continue;
        }
        if (!taken.n)
            continue;
        report(ground, table, i, boxes_merged(space, taken),
               boxes_share(space, wins) / boxes_share(space, whole));
    }
}
