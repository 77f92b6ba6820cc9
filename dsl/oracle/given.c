/* given: what 设 settles beside a text in examples and tests.
 *
 * A settled fact replaces what words revealed of it. A fact that belongs to a category also says
 * which category is meant: who writes 设 声源 = 施工 speaks of noise. */
#include "dsl/oracle/standing.h"

void given_settle_fact(struct matter *matter, int fact, int value, enum known_source source)
{
    int kept = 0;
    for (int i = 0; i < matter->fact_count; i++)
        if (matter->facts[i].fact != fact)
            matter->facts[kept++] = matter->facts[i];
    if (kept == KNOWN_MAX)
        kept--;
    matter->facts[kept++] = (struct known){fact, value, source};
    matter->fact_count = kept;
}

void given_settle_place(struct matter *matter, int area)
{
    memset(matter->places, 0, sizeof matter->places);
    matter->places[0] = area;
    matter->place_count = 1;
    matter->place_unknown = false;
}

void given_settle_duty(struct matter *matter, int category, int duty)
{
    matter->pinned_duty = duty;
    matter->pinned_category = category;
}

static void give_fact(const struct model *model, struct matter *matter,
                      const struct setting *setting)
{
    int fact = setting->variable.index;
    given_settle_fact(matter, fact, setting->value, FROM_GIVEN);
    if (model->facts.at[fact].category != NONE)
        matter->pinned_category = model->facts.at[fact].category;
}

static void give(const struct model *model, struct matter *matter, const struct setting *setting)
{
    int value = setting->value;
    switch (setting->variable.kind) {
    case VAR_FACT:
        give_fact(model, matter, setting);
        break;
    case VAR_MATTER:
        given_settle_duty(matter, setting->variable.index, value);
        break;
    case VAR_TIME:
        matter->time = (struct known_time){
            .known = true, .source = FROM_GIVEN, .ranges = 1, .range = {{value, value + 1}}};
        break;
    case VAR_WEEKDAY:
        matter->weekdays = 1u << value;
        matter->has_day = false;
        break;
    case VAR_DAYCLASS:
        matter->dayclass = value;
        break;
    case VAR_AREA:
        given_settle_place(matter, value);
        break;
    case VAR_KIND:
        matter->kind = value;
        break;
    case VAR_CHANNEL:
        matter->channel = value;
        break;
    case VAR_TAG:
    case VAR_NUMBER:
    case VAR_DATE:
        break; /* of enterprises */
    }
}

void oracle_given(const struct model *model, struct matter *matter, const struct setting *given,
                  size_t count)
{
    for (size_t i = 0; i < count; i++)
        give(model, matter, &given[i]);
}
