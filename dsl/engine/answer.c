/* answer: is what the citizen sent the answer to the question that is pending?
 *
 * Only what was asked is filled; whoever wants the rest of a longer text calls matter_reveal() too,
 * which leaves settled facts alone. An answer settles: it beats what words revealed, and "don't
 * know" settles as well, so that nothing is asked twice.
 *
 * A typed answer counts where it names a value (its name or display text, nothing else) or has
 * exactly one value's words. Two values are no answer. A denied one (不是施工) leaves the others:
 * one alone is the answer, several stand as if the text had named them all, and are asked between.
 */
#include "dsl/engine/decide.h"
#include "dsl/engine/layout.h"
#include "dsl/engine/said.h"
#include "dsl/engine/settle.h"

static bool ends_silent(struct view text, bool front, size_t *bytes)
{
    static const char *const silent[] = {" ", ".", ",", "!", "?", "~", "。", "、", "…"};
    for (size_t i = 0; i < sizeof silent / sizeof *silent; i++) {
        size_t n = strlen(silent[i]);
        if (text.n >= n && memcmp(front ? text.p : text.p + text.n - n, silent[i], n) == 0) {
            *bytes = n;
            return true;
        }
    }
    return false;
}

/* The text without blanks and stops at its ends. */
static struct view bare_text(const struct recognition *recognition)
{
    struct view text = recognition->text.text;
    size_t n;
    while (ends_silent(text, true, &n))
        text = view_sub(text, n, text.n);
    while (ends_silent(text, false, &n))
        text.n -= n;
    return text;
}

static bool names(const struct rules *rules, struct view text, struct image_text label)
{
    return label.n > 0 && view_eq(text, image_view(rules, label));
}

static bool names_display(const struct rules *rules, struct view text, struct image_display display)
{
    return names(rules, text, display.zh) || names(rules, text, display.en);
}

static bool among_choices(const struct decision *decision, int value)
{
    for (int i = 0; i < decision->choice_count; i++)
        if (decision->choices[i] == value)
            return true;
    return decision->choice_count == 0;
}

static bool is_named(const struct rules *rules, int fact, int value, struct view text)
{
    struct image_run run = image_facts(rules)[fact].values;
    const struct image_value *self = &image_values(rules)[run.at + (uint32_t)value];
    return names(rules, text, self->folded_code) || names_display(rules, text, self->folded);
}

static int value_named(const struct rules *rules, int fact, struct view text)
{
    for (int v = 0; v < (int)image_facts(rules)[fact].values.n; v++)
        if (is_named(rules, fact, v, text))
            return v;
    return NONE;
}

/* The one value of the fact that the text names or whose words it has; NONE: none, or several. */
static int value_answered(const struct rules *rules, const struct decision *decision,
                          const struct recognition *recognition)
{
    int fact = decision->variable.index;
    int value = value_named(rules, fact, bare_text(recognition));
    if (value != NONE)
        return value;
    for (size_t i = 0; i < recognition->evidence_count; i++) {
        const struct evidence *one = &recognition->evidence[i];
        if (one->use != USE_VALUE || one->index != fact || one->value == value ||
            !among_choices(decision, one->value))
            continue;
        if (value != NONE)
            return NONE;
        value = one->value;
    }
    return value;
}

static bool denies(const struct rules *rules, const struct recognition *recognition, int fact,
                   int value)
{
    struct view text = bare_text(recognition), no = VIEW("不是");
    if (view_starts(text, no) &&
        is_named(rules, fact, value, view_trim(view_sub(text, no.n, text.n))))
        return true;
    for (size_t i = 0; i < recognition->passed_count; i++) {
        const struct evidence *one = &recognition->passed[i];
        if (one->stance == STANCE_DENIED && one->use == USE_VALUE && one->index == fact &&
            one->value == value)
            return true;
    }
    return false;
}

/* The values that a denial leaves; how many, 0 if it denies none of them. */
static int values_left(const struct rules *rules, const struct decision *decision,
                       const struct recognition *recognition, int left[CHOICES_MAX])
{
    int fact = decision->variable.index, count = 0, denied = 0;
    for (int value = 0; value < (int)image_facts(rules)[fact].values.n; value++) {
        if (!among_choices(decision, value))
            continue;
        if (denies(rules, recognition, fact, value))
            denied++;
        else if (count < CHOICES_MAX)
            left[count++] = value;
        else
            return 0;
    }
    return denied ? count : 0;
}

static bool answer_by_denial(const struct rules *rules, struct matter *matter,
                             const struct decision *decision, const struct recognition *recognition)
{
    int left[CHOICES_MAX], fact = decision->variable.index;
    int count = values_left(rules, decision, recognition, left);
    if (!count || matter->fact_count + count > KNOWN_MAX)
        return false;
    matter_set_fact(matter, fact, left[0], count == 1 ? FROM_ANSWER : FROM_WORDS);
    for (int i = 1; i < count; i++)
        matter->facts[matter->fact_count++] = (struct known){fact, left[i], FROM_WORDS};
    return true;
}

static bool answer_fact(const struct rules *rules, struct matter *matter,
                        const struct decision *decision, const struct recognition *recognition)
{
    int value = value_answered(rules, decision, recognition);
    if (value == NONE)
        return answer_by_denial(rules, matter, decision, recognition);
    matter_set_fact(matter, decision->variable.index, value, FROM_ANSWER);
    return true;
}

static bool answer_dayclass(struct matter *matter, const struct recognition *recognition,
                            struct civil_time now)
{
    static const char *const spelled[][2] = {
#define SYMBOL_NAMES(enumerator, zh, en) {zh, en},
        DAYCLASSES(SYMBOL_NAMES)
#undef SYMBOL_NAMES
    };
    struct view text = bare_text(recognition);
    for (int i = 0; i < DAYCLASS_COUNT; i++)
        if (view_is(text, spelled[i][0]) || view_is(text, spelled[i][1])) {
            matter->dayclass = i;
            return true;
        }
    if (!day_said(matter, recognition, now))
        return false;
    matter->dayclass = NONE;
    return true;
}

static bool answer_variable(const struct rules *rules, struct matter *matter,
                            const struct decision *decision, const struct recognition *recognition,
                            struct civil_time now)
{
    bool answered = false;
    switch (decision->variable.kind) {
    case VAR_FACT:
        answered = answer_fact(rules, matter, decision, recognition);
        break;
    case VAR_TIME:
        answered = time_answered(rules, recognition, &matter->time);
        if (!answered && recognition->talk[TALK_HAPPENING_NOW] && now.minute != NONE) {
            matter->time = (struct known_time){.known = true,
                                               .source = FROM_ANSWER,
                                               .ranges = 1,
                                               .range = {{now.minute, now.minute + 1}}};
            answered = true;
        }
        break;
    case VAR_WEEKDAY:
        answered = day_said(matter, recognition, now);
        break;
    case VAR_DAYCLASS:
        answered = answer_dayclass(matter, recognition, now);
        break;
    case VAR_KIND:
        answered = recognition->kind != NONE;
        if (answered)
            matter->kind = recognition->kind;
        break;
    default:
        break;
    }
    if (answered || recognition->talk[TALK_UNKNOWN] == TALK_ABSENT)
        return answered;
    matter_settle_unknown(matter, decision->variable);
    return true;
}

/* Of the places offered, the one that lies in what the text names; NONE: none, or several. */
static int place_offered(const struct rules *rules, const struct decision *decision,
                         const int *said, int count)
{
    int place = NONE;
    for (int c = 0; c < decision->choice_count; c++)
        for (int i = 0; i < count; i++) {
            const struct image_area *area = &image_areas(rules)[said[i]];
            if (decision->choices[c] < area->first || decision->choices[c] >= area->last)
                continue;
            if (place != NONE && place != decision->choices[c])
                return NONE;
            place = decision->choices[c];
        }
    return place;
}

static bool answer_place(const struct rules *rules, struct matter *matter,
                         const struct decision *decision, const struct recognition *recognition)
{
    int places[PLACES_MAX] = {0};
    int count = places_said(rules, recognition, places);
    int offered = place_offered(rules, decision, places, count);
    if (!count && recognition->talk[TALK_UNKNOWN] == TALK_ABSENT)
        return false;
    if (offered != NONE) {
        matter_settle_place(matter, offered);
        return true;
    }
    memcpy(matter->places, places, sizeof places);
    matter->place_count = count;
    matter->place_unknown = count == 0;
    return true;
}

static bool says_choice(const struct rules *rules, const struct decision *decision, int choice,
                        const struct recognition *recognition)
{
    bool category = decision->ask == ASK_CATEGORY;
    if (names_display(rules, bare_text(recognition),
                      category ? image_categories(rules)[choice].folded
                               : image_duties(rules)[choice].folded))
        return true;
    for (size_t i = 0; i < recognition->evidence_count; i++) {
        const struct evidence *one = &recognition->evidence[i];
        if (category ? one->category == choice : one->use == USE_DUTY && one->index == choice)
            return true;
    }
    return false;
}

static bool answer_choice(const struct rules *rules, struct matter *matter,
                          const struct decision *decision, const struct recognition *recognition)
{
    int found = NONE;
    for (int c = 0; c < decision->choice_count; c++) {
        if (!says_choice(rules, decision, decision->choices[c], recognition))
            continue;
        if (found != NONE)
            return false;
        found = decision->choices[c];
    }
    if (found == NONE)
        return recognition->talk[TALK_UNKNOWN] != TALK_ABSENT &&
               matter_refuse_choices(matter, decision, CHOICE_UNKNOWN);
    if (decision->ask == ASK_CATEGORY)
        matter->pinned_category = found;
    else
        matter_settle_duty(rules, matter, found);
    return true;
}

bool matter_answer(const struct rules *rules, struct matter *matter,
                   const struct decision *decision, int choice,
                   const struct recognition *recognition, struct civil_time now)
{
    if (choice == CHOICE_UNKNOWN || choice == CHOICE_OTHER)
        return matter_refuse_choices(matter, decision, choice);
    if (choice >= 0)
        return matter_take_choice(rules, matter, decision, choice);
    if (!recognition)
        return false;
    switch (decision->ask) {
    case ASK_VARIABLE:
        return answer_variable(rules, matter, decision, recognition, now);
    case ASK_PLACE:
        return answer_place(rules, matter, decision, recognition);
    case ASK_CATEGORY:
    case ASK_MATTER:
        return answer_choice(rules, matter, decision, recognition);
    case ASK_NONE:
        break;
    }
    return false;
}
