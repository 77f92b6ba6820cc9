/* settings: facts that an example or a test takes as settled. They are read with the variables and
 * values of conditions, so what a condition can ask a setting can answer, and with the same
 * complaints. Only here can the matter be named (`事由 = "0601"`, or 其他 for none of the worded
 * duties), and only here is a place a plain value: a case has one place, a condition a region. */
#include "dsl/check/settings.h"

#include "dsl/check/closed.h"
#include "dsl/check/values.h"

static const struct node *value_of(const struct node *setting)
{
    return setting->child ? setting->child->next : NULL;
}

bool setting_is_now(const struct node *node)
{
    return node->child && terms_find(&terms_built_in, node->child->text) == BUILT_IN_NOW;
}

bool setting_now(struct check *check, const struct node *node, struct civil_time *out)
{
    const struct node *value = value_of(node);
    if (node->broken || (value && value->broken))
        return false;
    const struct node *date = value && value->kind == NODE_DATETIME ? value->child : NULL;
    if (!date || !date->next) {
        SAY(check, DIAG_E0902, node->span);
        return false;
    }
    *out = (struct civil_time){(civil_day)date->number, (int)date->next->number, 0};
    return true;
}

static bool read_matter(struct check *check, struct view_point from, const struct node *node,
                        struct setting *out)
{
    const struct node *value = value_of(node);
    out->variable = (struct variable){VAR_MATTER, from.category};
    if (view_is(value->text, "其他") || view_is(value->text, "other")) {
        out->value = OTHER_MATTER;
        return from.category != NONE;
    }
    out->value = scope_need(check, SCOPE_DUTY, NONE, value);
    if (out->value == NONE)
        return false;
    out->variable.index = check->model->duties.at[out->value].category;
    return true;
}

static bool read_time(struct check *check, const struct node *value, struct setting *out)
{
    if (value->kind != NODE_TIME || value->number >= MINUTES_A_DAY) {
        SAY(check, DIAG_E0903, value->span);
        return false;
    }
    out->value = (int)value->number;
    return true;
}

static bool read_date(struct check *check, const struct node *value, struct setting *out)
{
    if (value->kind != NODE_DATE) {
        SAY(check, DIAG_E0416, value->span, variable_label(check, out->variable));
        return false;
    }
    out->exact = value->number;
    return true;
}

static bool read_number(struct check *check, const struct node *value, struct setting *out)
{
    if (check->model->numbers.at[out->variable.index].over != NONE) {
        SAY(check, DIAG_E0904, value->span, variable_label(check, out->variable));
        return false;
    }
    if (value->kind != NODE_NUMBER) {
        SAY(check, DIAG_E0415, value->span, variable_label(check, out->variable));
        return false;
    }
    return number_read(check, out->variable.index, value, &out->exact);
}

/* tech_company = 是: the long way to say a plain tag; a column of a table needs it. */
static bool read_yes_or_no(struct check *check, const struct node *value, struct setting *out)
{
    bool yes = view_is(value->text, "是") || view_is(value->text, "yes");
    if (!yes && !view_is(value->text, "否") && !view_is(value->text, "no")) {
        SAY(check, DIAG_E0417, value->span, variable_label(check, out->variable));
        return false;
    }
    out->negated = !yes;
    out->value = yes;
    return true;
}

static bool read_value(struct check *check, const struct node *value, struct setting *out)
{
    switch (out->variable.kind) {
    case VAR_TIME:
        return read_time(check, value, out);
    case VAR_DATE:
        return read_date(check, value, out);
    case VAR_NUMBER:
        return read_number(check, value, out);
    case VAR_TAG:
        if (!check->model->tags.at[out->variable.index].values.n)
            return read_yes_or_no(check, value, out);
        break;
    default:
        break;
    }
    out->value = finite_value(check, out->variable, value);
    return out->value != NONE;
}

/* A tag alone is yes, 非 and a tag is no. */
static bool read_bare(struct check *check, const struct node *node, struct setting *out)
{
    bool plain =
        out->variable.kind == VAR_TAG && !check->model->tags.at[out->variable.index].values.n;
    if (!plain) {
        SAY(check, DIAG_E0421, node->span, variable_label(check, out->variable));
        return false;
    }
    out->negated = view_is(node->text, "not");
    out->value = !out->negated;
    return true;
}

bool setting_read(struct check *check, struct view_point from, const struct node *node,
                  struct setting *out)
{
    *out = (struct setting){.span = node->span};
    const struct node *name = node->child, *value = value_of(node);
    if (node->broken || !name || name->broken || (value && value->broken))
        return false;
    if (value && from.about == ABOUT_MATTER &&
        terms_find(&terms_built_in, name->text) == BUILT_IN_MATTER)
        return read_matter(check, from, node, out);
    if (!variable_need(check, from, name, &out->variable))
        return false;
    return value ? read_value(check, value, out) : read_bare(check, node, out);
}

bool setting_is_new(struct check *check, const struct setting *earlier, size_t count,
                    const struct setting *setting)
{
    for (size_t i = 0; i < count; i++) {
        if (earlier[i].variable.kind != setting->variable.kind ||
            earlier[i].variable.index != setting->variable.index)
            continue;
        struct diag *diag =
            SAY(check, DIAG_E0905, setting->span, variable_label(check, setting->variable));
        say_label(check, diag, earlier[i].span, BOTH("先在这里写了", "it first stands here"));
        return false;
    }
    return true;
}
