/* given: what is settled beside a text: by 设 in examples and tests, and by a citizen's typed answer
 * to the question that is pending.
 *
 * A settled fact replaces what words revealed of it. A fact that belongs to a category also says
 * which category is meant: who writes 设 声源 = 施工 speaks of noise. */
#include "dsl/oracle/oracle.h"

static void settle_fact(struct matter *matter, int fact, int value, enum known_source source)
{
    int kept = 0;
    for (int i = 0; i < matter->fact_count; i++)
        if (matter->facts[i].fact != fact)
            matter->facts[kept++] = matter->facts[i];
    matter->fact_count = kept;
    if (kept < KNOWN_MAX)
        matter->facts[matter->fact_count++] = (struct known){fact, value, source};
}

static void settle_place(struct matter *matter, int area)
{
    memset(matter->places, 0, sizeof matter->places);
    matter->places[0] = area;
    matter->place_count = 1;
    matter->place_unknown = false;
}

/* duty may be OTHER_MATTER: none of the category's worded duties. */
static void settle_duty(struct matter *matter, int category, int duty)
{
    matter->pinned_duty = duty;
    matter->pinned_category = category;
}

static void give_fact(const struct model *model, struct matter *matter,
                      const struct setting *setting)
{
    int fact = setting->variable.index;
    settle_fact(matter, fact, setting->value, FROM_GIVEN);
    if (model->facts.at[fact].category != NONE)
        matter->pinned_category = model->facts.at[fact].category;
}

static void give(const struct model *model, struct matter *matter, const struct setting *setting)
{
    int value = setting->value;
    switch (setting->variable.kind) {
    case VAR_FACT: give_fact(model, matter, setting); break;
    case VAR_MATTER: settle_duty(matter, setting->variable.index, value); break;
    case VAR_TIME:
        matter->time = (struct known_time){
            .known = true, .source = FROM_GIVEN, .ranges = 1, .range = {{value, value + 1}}};
        break;
    case VAR_WEEKDAY:
        matter->weekdays = 1u << value;
        matter->has_day = false;
        break;
    case VAR_DAYCLASS: matter->dayclass = value; break;
    case VAR_AREA: settle_place(matter, value); break;
    case VAR_KIND: matter->kind = value; break;
    case VAR_CHANNEL: matter->channel = value; break;
    case VAR_TAG:
    case VAR_NUMBER:
    case VAR_DATE: break; /* of enterprises */
    }
}

void oracle_given(const struct model *model, struct matter *matter, const struct setting *given,
                  size_t count)
{
    for (size_t i = 0; i < count; i++)
        give(model, matter, &given[i]);
}

/* ---- answers ---- */

static bool is_name(const struct oracle_reading *reading, struct view name)
{
    struct arena scratch;
    arena_init(&scratch, 1 << 20);
    struct view folded = fold_word(&scratch, name);
    bool same = name.n > 0 && view_eq(folded, view_trim(reading->text.text));
    arena_free(&scratch);
    return same;
}

/* The one value of the fact that the text reveals or names; NONE: none, or several. */
static int value_answered(const struct model *model, const struct oracle_reading *reading, int fact)
{
    const struct fact *self = &model->facts.at[fact];
    int value = NONE;
    for (size_t v = 0; v < self->values.n; v++)
        if (is_name(reading, self->values.at[v].name) ||
            is_name(reading, self->values.at[v].display.zh) ||
            is_name(reading, self->values.at[v].display.en))
            return (int)v;
    for (size_t i = 0; i < reading->evidence.n; i++) {
        const struct oracle_evidence *evidence = &reading->evidence.at[i];
        if (evidence->use != ORACLE_VALUE || evidence->index != fact || evidence->value == value)
            continue;
        if (value != NONE)
            return NONE;
        value = evidence->value;
    }
    return value;
}

static bool answer_variable(const struct model *model, struct matter *matter,
                            struct variable variable, const struct oracle_reading *reading,
                            struct civil_time now)
{
    struct matter said = matter_empty();
    oracle_add(model, &said, reading, now);
    if (variable.kind == VAR_FACT) {
        int value = value_answered(model, reading, variable.index);
        if (value == NONE && !reading->talk[TALK_UNKNOWN])
            return false;
        settle_fact(matter, variable.index, value, FROM_ANSWER);
        return true;
    }
    if (variable.kind == VAR_TIME && said.time.known) {
        matter->time = said.time;
        matter->time.source = FROM_ANSWER;
        return true;
    }
    if (variable.kind == VAR_TIME && reading->talk[TALK_UNKNOWN]) {
        matter->time = (struct known_time){.unknown = true, .source = FROM_ANSWER};
        return true;
    }
    if (!said.has_day && !said.weekdays)
        return false;
    matter->has_day = said.has_day;
    matter->day = said.day;
    matter->weekdays = said.weekdays;
    return true;
}

static bool answer_place(const struct model *model, struct matter *matter,
                         const struct oracle_reading *reading)
{
    struct matter said = matter_empty();
    oracle_add(model, &said, reading, ORACLE_NO_CLOCK);
    if (!said.place_count && !reading->talk[TALK_UNKNOWN])
        return false;
    matter->place_unknown = said.place_count == 0;
    matter->place_count = said.place_count;
    memcpy(matter->places, said.places, sizeof matter->places);
    return true;
}

/* The one choice whose words the text has, or that it names. */
static int choice_answered(const struct model *model, const struct decision *decision,
                           const struct oracle_reading *reading)
{
    bool category = decision->ask == ASK_CATEGORY;
    int found = NONE;
    for (int c = 0; c < decision->choice_count; c++) {
        int choice = decision->choices[c];
        bool said = is_name(reading, category ? model->categories.at[choice].display.zh
                                              : model->duties.at[choice].display.zh);
        for (size_t i = 0; i < reading->evidence.n; i++) {
            const struct oracle_evidence *evidence = &reading->evidence.at[i];
            said = said || (category ? evidence->category == choice
                                     : evidence->use == ORACLE_DUTY && evidence->index == choice);
        }
        if (said && found != NONE)
            return NONE;
        if (said)
            found = choice;
    }
    return found;
}

static bool answer_choice(const struct model *model, struct matter *matter,
                          const struct decision *decision, const struct oracle_reading *reading)
{
    int choice = choice_answered(model, decision, reading);
    if (choice == NONE)
        return false;
    if (decision->ask == ASK_CATEGORY)
        matter->pinned_category = choice;
    else
        settle_duty(matter, model->duties.at[choice].category, choice);
    return true;
}

bool oracle_answer(const struct model *model, struct matter *matter,
                   const struct decision *decision, const struct oracle_reading *reading,
                   struct civil_time now)
{
    switch (decision->ask) {
    case ASK_NONE: return false;
    case ASK_VARIABLE: return answer_variable(model, matter, decision->variable, reading, now);
    case ASK_PLACE: return answer_place(model, matter, reading);
    case ASK_CATEGORY:
    case ASK_MATTER: return answer_choice(model, matter, decision, reading);
    }
    return false;
}
