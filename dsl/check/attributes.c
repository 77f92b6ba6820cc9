/* attributes: what is known of an enterprise: tags, numbers, dates. Numbers carry a measure, and
 * measures of one family (元, 万元, 亿元) are brought to the family's base, so that 5000 万元 and
 * 50000000 元 are one number. A literal without a measure is taken only where nothing can be
 * misread: 2000 against a number in 万元 would be wrong by ten thousand half of the time.
 *
 * A derived number is a ratio of two plain ones. If both are of one family it is a pure number and
 * compares with percentages; else it counts in the numerator's measure. */
#include "dsl/base/measure.h"
#include "dsl/check/values.h"

/* Base units per measure; 1 where there is none, 0 where the word is no measure. */
static int64_t unit_of_word(struct view word)
{
    const struct measure_word *measure = measure_find(word);
    return measure ? measure->unit : !word.n;
}

static enum measure_family family_of_word(struct view word)
{
    const struct measure_word *measure = measure_find(word);
    return measure ? measure->family : FAMILY_NONE;
}

static enum measure_family family_of(const struct model *model, int index)
{
    const struct number *number = &model->numbers.at[index];
    if (number->over == NONE || number->under == NONE)
        return family_of_word(number->measure);
    enum measure_family over = family_of_word(model->numbers.at[number->over].measure);
    enum measure_family under = family_of_word(model->numbers.at[number->under].measure);
    return over == under ? FAMILY_NONE : over;
}

/* literal * unit, or / 100 for percentages. */
static bool scaled(struct check *check, const struct node *literal, int64_t *out)
{
    if (family_of_word(literal->text) == FAMILY_PERCENT) {
        *out = literal->number / 100;
        return true;
    }
    int64_t unit = unit_of_word(literal->text);
    if (!__builtin_mul_overflow(literal->number, unit, out))
        return true;
    SAY(check, DIAG_E0420, literal->span);
    return false;
}

static bool fits(enum measure_family wanted, enum measure_family written)
{
    return wanted == written || (wanted == FAMILY_NONE && written == FAMILY_PERCENT);
}

static bool needs_measure(enum measure_family family)
{
    return family == FAMILY_MONEY || family == FAMILY_TIME || family == FAMILY_PERCENT;
}

static void complain_missing(struct check *check, const struct number *number,
                             const struct node *literal)
{
    struct diag *diag = SAY(check, DIAG_E0412, literal->span, number->name, number->measure);
    const char *format = view_is(number->measure, "%") ? "%.*s%.*s" : "%.*s %.*s";
    struct view written = source_text(check->diags->sources, literal->span);
    struct view fixed =
        say_text(check, format, VIEW_FMT(written), VIEW_FMT(number->measure)); /* NOLINT */
    diag->suggestion = fixed;
    diag_fix(diag, literal->span, fixed);
}

/* "按人计的数", "a number of 人" */
static struct view sort_label(struct check *check, const struct number *number)
{
    if (number->over != NONE)
        return BOTH("一个比率", "a ratio");
    if (!number->measure.n)
        return BOTH("没有计量单位的数", "a number without a measure");
    return diag_both(check->arena, say_text(check, "以%.*s计的数", VIEW_FMT(number->measure)),
                     say_text(check, "a number of %.*s", VIEW_FMT(number->measure)));
}

bool number_read(struct check *check, int index, const struct node *literal, int64_t *out)
{
    const struct number *number = &check->model->numbers.at[index];
    enum measure_family wanted = family_of(check->model, index);
    enum measure_family written = family_of_word(literal->text);
    if (!literal->text.n && number->over == NONE && needs_measure(wanted)) {
        complain_missing(check, number, literal);
        return false;
    }
    if (literal->text.n && !fits(wanted, written)) {
        SAY(check, DIAG_E0411, literal->span, number->name, sort_label(check, number),
            literal->text);
        return false;
    }
    return scaled(check, literal, out);
}

bool money_read(struct check *check, const struct node *literal, int64_t *out)
{
    if (family_of_word(literal->text) != FAMILY_MONEY) {
        SAY(check, DIAG_E0703, literal->span);
        return false;
    }
    return scaled(check, literal, out);
}

/* ---- filling ---- */

static void fill_tag(struct check *check, struct tag *tag, const struct node *block)
{
    for (const struct node *node = node_child(block, NODE_VALUE); node; node = node_again(node))
        if (value_is_new(check, tag->values.at, tag->values.n, node)) {
            struct fact_value value = value_read(check, node);
            VEC_ADD(check->arena, &tag->values, value);
        }
    if (tag->values.n == 1 && !block->broken)
        SAY(check, DIAG_E0311, name_span(block), tag->name);
}

/* A part of a ratio: a plain number. */
static int part_of_ratio(struct check *check, const struct node *name)
{
    int index = scope_need(check, SCOPE_NUMBER, NONE, name);
    if (index == NONE)
        return NONE;
    const struct node *block = check->scopes[SCOPE_NUMBER].entries.at[index].node;
    if (!node_child(block, NODE_DERIVED))
        return index;
    SAY(check, DIAG_E0418, name->span, name->text);
    return NONE;
}

static void fill_number(struct check *check, struct number *number, const struct node *block)
{
    number->measure = block->text;
    const struct node *name = node_child(block, NODE_NAME);
    if (name && view_eq(name->text, block->text) && name->text.p == block->text.p)
        number->measure = (struct view){0};
    number->unit = unit_of_word(number->measure);
    const struct node *derived = node_child(block, NODE_DERIVED);
    if (!derived || derived->broken || !derived->child)
        return;
    number->over = part_of_ratio(check, derived->child);
    number->under = part_of_ratio(check, derived->child->next);
}

void attributes_fill(struct check *check)
{
    struct model *model = check->model;
    struct scope *tags = &check->scopes[SCOPE_TAG], *numbers = &check->scopes[SCOPE_NUMBER];
    for (size_t i = 0; i < tags->entries.n; i++)
        fill_tag(check, &model->tags.at[i], tags->entries.at[i].node);
    for (size_t i = 0; i < numbers->entries.n; i++)
        fill_number(check, &model->numbers.at[i], numbers->entries.at[i].node);
}
