/* settle: answers that need no reading, and what every answer does to the matter. What is settled
 * beats what words revealed; "don't know" settles as well, so that nothing is asked twice. A choice
 * comes from outside, so it is held against what was offered. */
#include "dsl/engine/settle.h"

#include "dsl/engine/layout.h"

void matter_set_fact(struct matter *matter, int fact, int value, enum known_source source)
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

/* ---- settling ---- */

void matter_settle_place(struct matter *matter, int area)
{
    memset(matter->places, 0, sizeof matter->places);
    matter->places[0] = area;
    matter->place_count = 1;
    matter->place_unknown = false;
}

static void settle_weekdays(struct matter *matter, unsigned weekdays)
{
    matter->weekdays = weekdays;
    matter->has_day = false;
    matter->day = 0;
}

void matter_settle_unknown(struct matter *matter, struct variable variable)
{
    switch (variable.kind) {
    case VAR_FACT:
        matter_set_fact(matter, variable.index, NONE, FROM_ANSWER);
        break;
    case VAR_TIME:
        matter->time = (struct known_time){.unknown = true, .source = FROM_ANSWER};
        break;
    case VAR_WEEKDAY:
    case VAR_DAYCLASS:
        settle_weekdays(matter, WEEKDAYS_UNKNOWN);
        break;
    default:
        break;
    }
}

static bool settle_value(const struct rules *rules, struct matter *matter, struct variable variable,
                         int value)
{
    if (value < 0)
        return false;
    switch (variable.kind) {
    case VAR_FACT:
        if (value >= rules_value_count(rules, NOUN_FACT, variable.index))
            return false;
        matter_set_fact(matter, variable.index, value, FROM_ANSWER);
        return true;
    case VAR_WEEKDAY:
        settle_weekdays(matter, 1u << (value % 7));
        return true;
    case VAR_DAYCLASS:
        matter->dayclass = value % DAYCLASS_COUNT;
        return true;
    case VAR_KIND:
        matter->kind = value % KIND_COUNT;
        return true;
    case VAR_CHANNEL:
        matter->channel = value % CHANNEL_COUNT;
        return true;
    default:
        return false;
    }
}

void matter_settle_duty(const struct rules *rules, struct matter *matter, int duty)
{
    matter->pinned_duty = duty;
    matter->pinned_category = image_claims(rules)[duty].category;
}

/* ---- a choice ---- */

/* None of the categories offered: they are struck off, so that others may come. */
static void strike_categories(struct matter *matter, const struct decision *decision)
{
    int kept = 0;
    for (int i = 0; i < matter->category_count; i++) {
        bool offered = false;
        for (int c = 0; c < decision->choice_count; c++)
            offered |= matter->categories[i].index == decision->choices[c];
        if (!offered)
            matter->categories[kept++] = matter->categories[i];
    }
    matter->category_count = kept;
}

bool matter_refuse_choices(struct matter *matter, const struct decision *decision, int choice)
{
    switch (decision->ask) {
    case ASK_VARIABLE:
        matter_settle_unknown(matter, decision->variable);
        return true;
    case ASK_PLACE:
        matter->place_count = 0;
        matter->place_unknown = choice == CHOICE_UNKNOWN || decision->choice_count == 0;
        return true;
    case ASK_CATEGORY:
        if (choice == CHOICE_OTHER)
            strike_categories(matter, decision);
        else
            matter->pinned_category = decision->choices[0];
        return true;
    case ASK_MATTER:
        matter->pinned_duty = OTHER_MATTER;
        matter->pinned_category = decision->category;
        return true;
    case ASK_NONE:
        break;
    }
    return false;
}

bool matter_take_choice(const struct rules *rules, struct matter *matter,
                        const struct decision *decision, int choice)
{
    bool listed = choice < decision->choice_count;
    int picked = listed ? decision->choices[choice] : choice;
    if (decision->ask == ASK_VARIABLE && (listed || decision->choice_count == 0))
        return settle_value(rules, matter, decision->variable, picked);
    if (!listed)
        return false;
    switch (decision->ask) {
    case ASK_PLACE:
        matter_settle_place(matter, picked);
        return true;
    case ASK_CATEGORY:
        matter->pinned_category = picked;
        return true;
    case ASK_MATTER:
        matter_settle_duty(rules, matter, picked);
        return true;
    default:
        return false;
    }
}
