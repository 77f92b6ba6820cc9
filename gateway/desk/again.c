/* again: what the present rules would say of a case.
 *
 * Used when a case is assigned by hand: the stored candidates are those of the day it was filed,
 * and units, duties and words may have changed since. The citizen's words are read afresh; what was
 * answered or given then is settled by its display text, which is what the stored reasons hold, and
 * what no longer exists is left out. The place is the one that was understood. If the words alone
 * do not lead to a category, the case's own one is taken: a citizen chose it. */
#include "gateway/desk/again.h"

#include "gateway/talk/talk_explain.h"

enum { POINT_METERS = 5000 };

static void settle(const struct rules *rules, struct matter *matter, struct told_fact told)
{
    int fact = rules_find(rules, NOUN_FACT, told.fact);
    int values = fact == NONE ? 0 : rules_value_count(rules, NOUN_FACT, fact);
    for (int value = 0; value < values; value++)
        if (view_eq(told.value, rules_value_display(rules, NOUN_FACT, fact, value, LANGUAGE_ZH)))
            matter_set_fact(matter, fact, value, FROM_GIVEN);
}

static int area_of(const struct rules *rules, const struct case_full *of)
{
    int area = of->line.area.n ? rules_find(rules, NOUN_AREA, of->line.area) : NONE;
    if (area == NONE && of->has_point)
        area = rules_area_at(rules, of->latitude, of->longitude, POINT_METERS);
    return area;
}

static struct matter matter_of(const struct rules *rules, const struct case_full *of,
                               const struct told_fact *facts, size_t count, struct arena *arena)
{
    struct matter matter = matter_empty();
    const struct recognition *said = recognise(rules, arena, of->text);
    matter.channel = of->line.channel;
    matter_reveal(rules, &matter, said, civil_local(of->line.filed, CHINA_OFFSET_MINUTES));
    matter.kind = of->line.kind;
    for (size_t i = 0; i < count; i++)
        settle(rules, &matter, facts[i]);
    int area = area_of(rules, of);
    if (area != NONE) {
        matter.places[0] = area;
        matter.place_count = 1;
    }
    return matter;
}

struct view decide_again(const struct rules *rules, const struct case_full *of,
                         const struct told_fact *facts, size_t count, struct arena *arena)
{
    struct matter matter = matter_of(rules, of, facts, count, arena);
    struct decision decision;
    decide(rules, &matter, &decision);
    bool open = decision.status == DECIDE_NOTHING || decision.ask == ASK_CATEGORY;
    int category = of->line.category.n ? rules_find(rules, NOUN_CATEGORY, of->line.category) : NONE;
    if (open && category != NONE) {
        matter.pinned_category = category;
        decide(rules, &matter, &decision);
    }
    return talk_explain_pack(rules, &matter, &decision, of->text, HANDED_SURE,
                             civil_local(of->line.filed, CHINA_OFFSET_MINUTES), arena);
}
