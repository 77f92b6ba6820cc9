/* answer: a typed text taken as the answer to the pending question, as matter_answer does in
 * dsl/engine/decide.h without a choice.
 *
 * Only what was asked is filled. The text answers where it is the name of a value (stops and blanks
 * at its ends apart), or where it has the words of exactly one; what it says of time, day and place
 * is what it would reveal. "Don't know" settles, too. Where it denies values, the rest is left: one
 * is settled, several are known together. */
#include "dsl/oracle/standing.h"

#include "dsl/check/closed.h"

/* ---- names ---- */

static size_t stop_at_end(struct view text)
{
    static const char *const stops[] = {" ", ".", ",", "!", "?", "~", "。", "、", "…"};
    for (size_t i = 0; i < sizeof stops / sizeof *stops; i++) {
        struct view stop = view_of(stops[i]);
        if (text.n >= stop.n && view_eq(view_sub(text, text.n - stop.n, text.n), stop))
            return stop.n;
    }
    return 0;
}

static size_t stop_at_start(struct view text)
{
    static const char *const stops[] = {" ", ".", ",", "!", "?", "~", "。", "、", "…"};
    for (size_t i = 0; i < sizeof stops / sizeof *stops; i++)
        if (view_starts(text, view_of(stops[i])))
            return strlen(stops[i]);
    return 0;
}

static struct view bare(struct view text)
{
    for (size_t n; (n = stop_at_start(text)) > 0;)
        text = view_sub(text, n, text.n);
    for (size_t n; (n = stop_at_end(text)) > 0;)
        text.n -= n;
    return text;
}

static bool is_name(const struct oracle_reading *reading, struct view name)
{
    struct arena scratch;
    arena_init(&scratch, 1 << 20);
    struct view folded = fold_word(&scratch, name);
    bool same = folded.n > 0 && view_eq(folded, bare(reading->text.text));
    arena_free(&scratch);
    return same;
}

static bool is_shown(const struct oracle_reading *reading, struct display display)
{
    return is_name(reading, display.zh) || is_name(reading, display.en);
}

/* ---- facts ---- */

static bool offered(const struct decision *decision, int choice)
{
    for (int i = 0; i < decision->choice_count; i++)
        if (decision->choices[i] == choice)
            return true;
    return decision->choice_count == 0;
}

static int value_named(const struct fact *fact, const struct oracle_reading *reading)
{
    for (size_t v = 0; v < fact->values.n; v++)
        if (is_name(reading, fact->values.at[v].name) ||
            is_shown(reading, fact->values.at[v].display))
            return (int)v;
    return NONE;
}

/* The one value that the text names or has the words of; NONE: none, or several. */
static int value_answered(const struct model *model, const struct decision *decision,
                          const struct oracle_reading *reading)
{
    int fact = decision->variable.index;
    int value = value_named(&model->facts.at[fact], reading);
    if (value != NONE)
        return value;
    for (size_t i = 0; i < reading->evidence.n; i++) {
        const struct oracle_evidence *evidence = &reading->evidence.at[i];
        if (evidence->use != ORACLE_VALUE || evidence->index != fact || evidence->value == value ||
            !offered(decision, evidence->value))
            continue;
        if (value != NONE)
            return NONE;
        value = evidence->value;
    }
    return value;
}

/* "不是" and nothing else but this name. */
static bool not_name(const struct oracle_reading *reading, struct view name)
{
    struct oracle_reading rest = *reading;
    rest.text.text = bare(reading->text.text);
    if (!view_starts(rest.text.text, VIEW("不是")))
        return false;
    rest.text.text = view_trim(view_sub(rest.text.text, strlen("不是"), rest.text.text.n));
    return view_eq(rest.text.text, bare(rest.text.text)) && is_name(&rest, name);
}

static bool is_denied(const struct fact *fact, int fact_index, int value,
                      const struct oracle_reading *reading)
{
    const struct fact_value *self = &fact->values.at[value];
    for (size_t i = 0; i < reading->passed.n; i++)
        if (reading->passed.at[i].stance == STANCE_DENIED &&
            reading->passed.at[i].use == ORACLE_VALUE &&
            reading->passed.at[i].index == fact_index && reading->passed.at[i].value == value)
            return true;
    return not_name(reading, self->name) || not_name(reading, self->display.zh) ||
           not_name(reading, self->display.en);
}

/* A denial takes values from those that were asked for. */
static bool answer_by_denial(const struct model *model, struct matter *matter,
                             const struct decision *decision, const struct oracle_reading *reading)
{
    int index = decision->variable.index, left[CHOICES_MAX] = {0}, count = 0, denied = 0;
    const struct fact *fact = &model->facts.at[index];
    for (int value = 0; value < (int)fact->values.n; value++) {
        bool gone = is_denied(fact, index, value, reading);
        if (!offered(decision, value))
            continue;
        denied += gone;
        if (!gone && count == CHOICES_MAX)
            return false;
        if (!gone)
            left[count++] = value;
    }
    if (!denied || !count || matter->fact_count + count > KNOWN_MAX)
        return false;
    given_settle_fact(matter, index, left[0], count > 1 ? FROM_WORDS : FROM_ANSWER);
    for (int i = 1; i < count; i++)
        matter->facts[matter->fact_count++] = (struct known){index, left[i], FROM_WORDS};
    return true;
}

static bool answer_fact(const struct model *model, struct matter *matter,
                        const struct decision *decision, const struct oracle_reading *reading)
{
    int value = value_answered(model, decision, reading);
    if (value == NONE)
        return answer_by_denial(model, matter, decision, reading);
    given_settle_fact(matter, decision->variable.index, value, FROM_ANSWER);
    return true;
}

/* ---- time and day ---- */

/* The clock's now is taken away where the question is not about the time. */
static struct matter what_it_says(const struct model *model, const struct oracle_reading *reading,
                                  struct civil_time now)
{
    struct matter said = matter_empty();
    oracle_add(model, &said, reading, now);
    return said;
}

static bool answer_time(const struct model *model, struct matter *matter,
                        const struct oracle_reading *reading, struct civil_time now)
{
    struct matter said = what_it_says(model, reading, now);
    bool by_words = said.time.known && said.time.source == FROM_WORDS;
    if (!by_words)
        by_words = oracle_name_time(model, reading, &said.time);
    if (!said.time.known)
        return false;
    if (by_words)
        oracle_answer_time(model, reading, &matter->time, &said.time);
    said.time.source = FROM_ANSWER;
    matter->time = said.time;
    return true;
}

static bool answer_day(const struct model *model, struct matter *matter,
                       const struct oracle_reading *reading, struct civil_time now)
{
    struct oracle_reading days = *reading;
    days.talk[TALK_HAPPENING_NOW] = false;
    struct matter said = what_it_says(model, &days, now);
    if (!said.has_day && !said.weekdays)
        return false; /* nor is a day that no calendar has (2月30日) */
    matter->has_day = said.has_day;
    matter->day = said.day;
    matter->weekdays = said.weekdays;
    return true;
}

static bool answer_dayclass(const struct model *model, struct matter *matter,
                            const struct oracle_reading *reading, struct civil_time now)
{
    for (int i = 0; i < DAYCLASS_COUNT; i++)
        if (is_name(reading, view_of(terms_dayclass.at[i].zh)) ||
            is_name(reading, view_of(terms_dayclass.at[i].en))) {
            matter->dayclass = i;
            return true;
        }
    if (!answer_day(model, matter, reading, now))
        return false;
    matter->dayclass = NONE;
    return true;
}

static void settle_unknown(struct matter *matter, struct variable variable)
{
    if (variable.kind == VAR_FACT)
        given_settle_fact(matter, variable.index, NONE, FROM_ANSWER);
    if (variable.kind == VAR_TIME)
        matter->time = (struct known_time){.unknown = true, .source = FROM_ANSWER};
    if (variable.kind == VAR_WEEKDAY || variable.kind == VAR_DAYCLASS) {
        matter->weekdays = WEEKDAYS_UNKNOWN;
        matter->has_day = false;
        matter->day = 0;
    }
}

static bool answer_kind(struct matter *matter, const struct oracle_reading *reading)
{
    if (reading->kind != NONE)
        matter->kind = reading->kind;
    return reading->kind != NONE;
}

static bool answer_variable(const struct model *model, struct matter *matter,
                            const struct decision *decision, const struct oracle_reading *reading,
                            struct civil_time now)
{
    bool answered = false;
    switch (decision->variable.kind) {
    case VAR_FACT:
        answered = answer_fact(model, matter, decision, reading);
        break;
    case VAR_TIME:
        answered = answer_time(model, matter, reading, now);
        break;
    case VAR_WEEKDAY:
        answered = answer_day(model, matter, reading, now);
        break;
    case VAR_DAYCLASS:
        answered = answer_dayclass(model, matter, reading, now);
        break;
    case VAR_KIND:
        answered = answer_kind(matter, reading);
        break;
    default:
        break;
    }
    if (answered || !reading->talk[TALK_UNKNOWN])
        return answered;
    settle_unknown(matter, decision->variable);
    return true;
}

/* ---- place, category, matter ---- */

static bool within(const struct model *model, int area, int outer)
{
    const struct area *a = &model->areas.at[area], *o = &model->areas.at[outer];
    return a->first >= o->first && a->last <= o->last;
}

/* Of the places that were offered, the one that lies in what the text names. */
static int place_offered(const struct model *model, const struct decision *decision,
                         const struct matter *said)
{
    int place = NONE;
    for (int c = 0; c < decision->choice_count; c++)
        for (int i = 0; i < said->place_count; i++) {
            int choice = decision->choices[c];
            if (!within(model, choice, said->places[i]))
                continue;
            if (place != NONE && place != choice)
                return NONE;
            place = choice;
        }
    return place;
}

static bool answer_place(const struct model *model, struct matter *matter,
                         const struct decision *decision, const struct oracle_reading *reading)
{
    struct matter said = what_it_says(model, reading, ORACLE_NO_CLOCK);
    int place = place_offered(model, decision, &said);
    if (!said.place_count && !reading->talk[TALK_UNKNOWN])
        return false;
    if (place != NONE) {
        given_settle_place(matter, place);
        return true;
    }
    matter->place_unknown = said.place_count == 0;
    matter->place_count = said.place_count;
    memcpy(matter->places, said.places, sizeof matter->places);
    return true;
}

static bool says_choice(const struct model *model, bool category, int choice,
                        const struct oracle_reading *reading)
{
    if (is_shown(reading, category ? model->categories.at[choice].display
                                   : model->duties.at[choice].display))
        return true;
    for (size_t i = 0; i < reading->evidence.n; i++) {
        const struct oracle_evidence *evidence = &reading->evidence.at[i];
        if (category ? evidence->category == choice
                     : evidence->use == ORACLE_DUTY && evidence->index == choice)
            return true;
    }
    return false;
}

/* "Don't know": the likeliest category; of its matters none that has words of its own. */
static bool choose_unknown(struct matter *matter, const struct decision *decision)
{
    bool category = decision->ask == ASK_CATEGORY;
    matter->pinned_category = category ? decision->choices[0] : decision->category;
    if (!category)
        matter->pinned_duty = OTHER_MATTER;
    return true;
}

/* The one choice whose words the text has, or that it names. */
static bool answer_choice(const struct model *model, struct matter *matter,
                          const struct decision *decision, const struct oracle_reading *reading)
{
    bool category = decision->ask == ASK_CATEGORY;
    int found = NONE;
    for (int c = 0; c < decision->choice_count; c++) {
        if (!says_choice(model, category, decision->choices[c], reading))
            continue;
        if (found != NONE)
            return false;
        found = decision->choices[c];
    }
    if (found == NONE)
        return reading->talk[TALK_UNKNOWN] && choose_unknown(matter, decision);
    if (category)
        matter->pinned_category = found;
    else
        given_settle_duty(matter, model->duties.at[found].category, found);
    return true;
}

bool oracle_answer(const struct model *model, struct matter *matter,
                   const struct decision *decision, const struct oracle_reading *reading,
                   struct civil_time now)
{
    switch (decision->ask) {
    case ASK_NONE:
        return false;
    case ASK_VARIABLE:
        return answer_variable(model, matter, decision, reading, now);
    case ASK_PLACE:
        return answer_place(model, matter, decision, reading);
    case ASK_CATEGORY:
    case ASK_MATTER:
        return answer_choice(model, matter, decision, reading);
    }
    return false;
}
