/* case: a finding is believed when it is seen. Out of a box one value of every variable is taken,
 * so that nothing stays open; the settings and a text of the category are given to the reference
 * interpreter, exactly as `zhida test` would, and it must decide what the finding says. Of places
 * several are tried, those without parts first: "elsewhere in X" cannot be said by naming X.
 *
 * The text is an example of the duty where it does not contradict the settings; else the longest
 * word of the category; else none, since a fact of the category in 设 says which one is meant. */
#include "dsl/analyse/case.h"

#include "dsl/check/closed.h"
#include "dsl/base/utf8.h"

enum { TEST_MAX = 1 << 16, PLACES_TRIED = 4, EXAMPLES_READ_MAX = 64 };

/* ---- settings out of a box ---- */

static void give(struct ground *ground, struct given_case *found, enum variable_kind kind,
                 int index, int value)
{
    VEC_ADD(ground->arena, &found->given,
            ((struct setting){.variable = {kind, index}, .value = value}));
}

/* The time at which a stretch begins: 22:00 of a night, not 00:00. */
static int first_minute(const struct space *space, const struct dimension *d, const uint64_t *box)
{
    int first = box_atom(d, box, 0), before = first;
    for (int a = first; a != NONE; a = box_atom(d, box, (size_t)a + 1)) {
        if (a > before + 1)
            return space->cuts.at[a];
        before = a;
    }
    return space->cuts.at[first];
}

static void give_one(struct ground *ground, const struct table *table, const struct dimension *d,
                     const uint64_t *box, int place, struct given_case *found)
{
    int atom = box_atom(d, box, 0), weekday, dayclass;
    switch (d->kind) {
    case VAR_TIME:
        give(ground, found, VAR_TIME, NONE, first_minute(&table->space, d, box));
        break;
    case VAR_WEEKDAY:
        day_atom((size_t)atom, &weekday, &dayclass);
        give(ground, found, VAR_WEEKDAY, NONE, weekday);
        give(ground, found, VAR_DAYCLASS, NONE, dayclass);
        break;
    case VAR_AREA:
        if (place != NONE)
            give(ground, found, VAR_AREA, NONE, place);
        break;
    default:
        give(ground, found, d->kind, d->index, atom);
        break;
    }
}

static bool pins_category(const struct model *model, const struct given_case *found)
{
    for (size_t i = 0; i < found->given.n; i++) {
        struct variable variable = found->given.at[i].variable;
        if (variable.kind == VAR_MATTER ||
            (variable.kind == VAR_FACT && model->facts.at[variable.index].category != NONE))
            return true;
    }
    return false;
}

/* A fact that nobody asks about still says which category is meant. */
static void pin_category(struct ground *ground, struct given_case *found)
{
    const struct category *category = &ground->model->categories.at[found->category];
    if (!pins_category(ground->model, found) && category->facts.n)
        give(ground, found, VAR_FACT, category->facts.at[0], 0);
}

static void settle(struct ground *ground, const struct table *table, const uint64_t *box,
                   int matter, int place, struct given_case *found)
{
    found->given.n = 0;
    if (matter != NONE)
        give(ground, found, VAR_MATTER, table->category, matter);
    for (size_t i = 0; i < table->space.dimensions.n; i++)
        give_one(ground, table, &table->space.dimensions.at[i], box, place, found);
}

/* ---- what the citizen says ---- */

static struct view word_text(struct ground *ground, const struct word *word)
{
    return word->second.n
               ? ground_text(ground, "%.*s%.*s", VIEW_FMT(word->first), VIEW_FMT(word->second))
               : word->first;
}

static struct opening *opening_of(struct ground *ground, int index)
{
    struct opening *opening = &ground->openings[index];
    const struct category *category = &ground->model->categories.at[index];
    size_t longest = 0;
    if (opening->looked_for)
        return opening;
    opening->looked_for = true;
    for (size_t i = 0; i < category->words.n; i++) {
        const struct word *word = &category->words.at[i];
        size_t length = utf8_length(word->first) + utf8_length(word->second);
        if (length <= longest)
            continue;
        longest = length;
        opening->text = word_text(ground, word);
    }
    if (opening->text.n)
        opening->reading = oracle_read(ground->lexicon, ground->arena, opening->text);
    return opening;
}

static bool in_ranges(const struct known_time *time, int minute)
{
    for (int i = 0; i < time->ranges; i++)
        if (minute >= time->range[i].from && minute < time->range[i].to)
            return true;
    return false;
}

/* Does what the text reveals not contradict the setting? */
static bool agrees(const struct matter *said, const struct setting *setting)
{
    bool agrees = true;
    switch (setting->variable.kind) {
    case VAR_FACT:
        for (int i = 0; i < said->fact_count; i++)
            agrees &= said->facts[i].fact != setting->variable.index ||
                      said->facts[i].value == setting->value;
        return agrees;
    case VAR_TIME:
        return !said->time.known || in_ranges(&said->time, setting->value);
    case VAR_AREA:
        return said->place_count == 0;
    case VAR_WEEKDAY:
        return !said->has_day && (!said->weekdays || said->weekdays >> setting->value & 1);
    case VAR_DAYCLASS:
        return said->dayclass == NONE || said->dayclass == setting->value;
    case VAR_KIND:
        return said->kind == setting->value;
    default:
        return true;
    }
}

/* An example of the duty that goes with the settings; its reading, or NULL. */
static struct oracle_reading *example_of(struct ground *ground, struct given_case *found)
{
    const struct duty *duty = &ground->model->duties.at[found->about];
    for (size_t i = 0; i < duty->examples.n; i++) {
        struct matter said = matter_empty();
        if (ground->examples_read++ >= EXAMPLES_READ_MAX)
            return NULL;
        struct oracle_reading *reading =
            oracle_read(ground->lexicon, ground->arena, duty->examples.at[i].text);
        oracle_add(ground->model, &said, reading, ORACLE_NO_CLOCK);
        size_t k = 0;
        while (k < found->given.n && agrees(&said, &found->given.at[k]))
            k++;
        if (k < found->given.n)
            continue;
        found->text = duty->examples.at[i].text;
        return reading;
    }
    return NULL;
}

/* ---- trying ---- */

static bool try_with(struct ground *ground, const struct oracle_reading *reading, case_claim *shows,
                     const void *claim, struct given_case *found)
{
    arena_reset(&ground->scratch);
    found->matter = matter_empty();
    if (reading)
        oracle_add(ground->model, &found->matter, reading, ORACLE_NO_CLOCK);
    oracle_given(ground->model, &found->matter, found->given.at, found->given.n);
    found->trace = oracle_explain(ground->model, &ground->scratch, &found->matter);
    return found->trace->category == found->category &&
           found->trace->decision.ask != ASK_CATEGORY && shows(ground, found, claim);
}

static bool try_texts(struct ground *ground, case_claim *shows, const void *claim,
                      struct given_case *found)
{
    const struct opening *opening = opening_of(ground, found->category);
    const struct oracle_reading *example = found->about == NONE ? NULL : example_of(ground, found);
    if (example && try_with(ground, example, shows, claim, found))
        return true;
    found->text = opening->text;
    if (opening->reading && try_with(ground, opening->reading, shows, claim, found))
        return true;
    pin_category(ground, found);
    if (opening->reading && try_with(ground, opening->reading, shows, claim, found))
        return true;
    found->text = (struct view){"", 0};
    return try_with(ground, NULL, shows, claim, found);
}

/* The next place of the box to try behind `after`: those without parts, then the others. */
static int next_place(const struct table *table, const uint64_t *box, bool parts, int after)
{
    const struct model *model = table->space.model;
    const struct dimension *d = space_dimension(&table->space, VAR_AREA, NONE);
    int count = (int)model->areas.n;
    for (int a = box_atom(d, box, (size_t)after + 1); a != NONE && a < count;
         a = box_atom(d, box, (size_t)a + 1))
        if ((model->areas.at[a].last > a + 1) == parts)
            return a;
    return NONE;
}

static bool try_places(struct ground *ground, const struct table *table, const uint64_t *box,
                       int matter, case_claim *shows, const void *claim, struct given_case *found)
{
    for (int parts = 0; parts < 2; parts++) {
        int place = next_place(table, box, parts == 1, NONE);
        for (int tried = 0; place != NONE && tried < PLACES_TRIED; tried++) {
            settle(ground, table, box, matter, place, found);
            if (try_texts(ground, shows, claim, found))
                return true;
            place = next_place(table, box, parts == 1, place);
        }
    }
    return false;
}

bool case_find(struct ground *ground, const struct table *table, const uint64_t *box, int matter,
               int about, case_claim *shows, const void *claim, struct given_case *found)
{
    *found = (struct given_case){.category = table->category, .about = about};
    if (space_dimension(&table->space, VAR_AREA, NONE))
        return try_places(ground, table, box, matter, shows, claim, found);
    settle(ground, table, box, matter, NONE, found);
    return try_texts(ground, shows, claim, found);
}

const struct oracle_row *case_row(const struct given_case *found, int duty)
{
    for (size_t i = 0; i < found->trace->rows.n; i++)
        if (found->trace->rows.at[i].duty == duty)
            return &found->trace->rows.at[i];
    return NULL;
}

/* As the interpreter routes: the branch that holds, else the bare 交; then the role by the place.
 */
int case_unit(const struct ground *ground, const struct given_case *found, int index)
{
    const struct duty *duty = &ground->model->duties.at[index];
    struct target target = duty->assign;
    for (size_t i = 0; i < duty->branches.n; i++)
        if (oracle_truth(ground->model, &found->matter, duty->branches.at[i].when) == YES) {
            target = duty->branches.at[i].assign;
            break;
        }
    if (target.role == NONE || found->matter.place_count != 1)
        return target.unit;
    return role_unit(&ground->roles, target, (size_t)found->matter.places[0]);
}

/* ---- as a test ---- */

static void put_string(struct buf *out, struct view text)
{
    buf_byte(out, '"');
    for (size_t i = 0; i < text.n; i++) {
        if (text.p[i] == '"' || text.p[i] == '\\')
            buf_byte(out, '\\');
        if (text.p[i] == '\n')
            buf_text(out, "\\n");
        else
            buf_byte(out, text.p[i]);
    }
    buf_byte(out, '"');
}

static void put_comment(struct buf *out, struct view comment)
{
    for (int language = DIAG_ZH; language <= DIAG_EN; language++) {
        struct view rest = diag_half(comment, (enum diag_language)language);
        if (language == DIAG_EN && view_eq(rest, diag_half(comment, DIAG_ZH)))
            return;
        while (rest.p && rest.n) {
            struct view line = view_cut(&rest, '\n');
            buf_print(out, "# %.*s\n", VIEW_FMT(line));
        }
    }
}

static void put_settings(const struct model *model, const struct given_case *found, struct buf *out)
{
    if (!found->given.n && !found->has_now)
        return;
    buf_text(out, "    设 ");
    if (found->has_now) {
        struct civil date = civil_from_day(found->now.day);
        buf_print(out, "现在 = %04d-%02d-%02d %02d:%02d%s", date.year, date.month, date.day,
                  found->now.minute / 60, found->now.minute % 60, found->given.n ? "、" : "");
    }
    for (size_t i = 0; i < found->given.n; i++) {
        const struct setting *setting = &found->given.at[i];
        buf_text(out, i ? "、" : "");
        oracle_tell_variable(model, setting->variable, out);
        buf_text(out, " = ");
        if (setting->variable.kind != VAR_MATTER)
            oracle_tell_value(model, setting->variable, setting->value, out);
        else if (setting->value == OTHER_MATTER)
            buf_text(out, "其他");
        else
            put_string(out, model->duties.at[setting->value].code);
    }
    buf_byte(out, '\n');
}

static void put_reasons(const struct model *model, const struct oracle_trace *trace,
                        struct buf *out)
{
    for (size_t i = 0; i < trace->facts.n; i++) {
        buf_text(out, i ? "、" : " 因为 ");
        oracle_tell_variable(model, trace->facts.at[i], out);
    }
}

static void put_outcome(const struct model *model, const struct given_case *found, struct buf *out)
{
    const struct decision *decision = &found->trace->decision;
    buf_print(out, "    应得 类别 %.*s", VIEW_FMT(model->categories.at[found->category].name));
    if (decision->status == DECIDE_DUTY) {
        buf_text(out, " 事项 ");
        put_string(out, model->duties.at[decision->duty].code);
    } else if (decision->status == DECIDE_OTHERWISE) {
        buf_text(out, " 否则");
    }
    if (decision->target.unit != NONE)
        buf_print(out, " 单位 %.*s", VIEW_FMT(model->units.at[decision->target.unit].name));
    else if (decision->ask == ASK_PLACE)
        buf_text(out, " 追问 地点");
    if (decision->status == DECIDE_DUTY && decision->within.measure != MEASURE_NONE) {
        buf_text(out, " 期限 ");
        oracle_tell_duration(decision->within, DIAG_ZH, out);
    }
    put_reasons(model, found->trace, out);
    buf_byte(out, '\n');
}

struct view case_test(struct ground *ground, const struct given_case *found, struct view title,
                      struct view comment)
{
    struct buf out;
    buf_init(&out, TEST_MAX);
    put_comment(&out, comment);
    buf_text(&out, "测试 ");
    put_string(&out, title);
    buf_text(&out, " {\n");
    if (found->text.n) {
        buf_text(&out, "    市民 ");
        put_string(&out, found->text);
        buf_byte(&out, '\n');
    }
    put_settings(ground->model, found, &out);
    put_outcome(ground->model, found, &out);
    buf_text(&out, "}\n");
    struct view text = buf_keep(&out, ground->arena);
    buf_free(&out);
    return text;
}
