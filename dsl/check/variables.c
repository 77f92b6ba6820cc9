/* variables: what a condition or a setting may ask about, and the values it may have. The built-in
 * ones are found first; no fact can take their names (scope.c sees to it). A name that exists but
 * lies on the other side (a tag where a citizen's matter is judged, a fact of another category)
 * gets a message that says so, because "there is no such name" would be a lie. */
#include "dsl/check/closed.h"
#include "dsl/check/conditions.h"
#include "dsl/check/values.h"

static bool find_built_in(struct view name, struct variable *out)
{
    static const int kinds[] = {VAR_TIME, VAR_WEEKDAY, VAR_DAYCLASS,
                                VAR_AREA, VAR_KIND,    VAR_CHANNEL};
    int value = terms_find(&terms_built_in, name);
    if (value == NONE || value > BUILT_IN_CHANNEL)
        return false;
    *out = (struct variable){(enum variable_kind)kinds[value], NONE};
    return true;
}

static bool find_in(const struct check *check, enum scope_kind scope, enum variable_kind kind,
                    int owner, struct view name, struct variable *out)
{
    *out = (struct variable){kind, scope_find(check, scope, owner, name)};
    return out->index != NONE;
}

static bool find_attribute(const struct check *check, struct view name, struct variable *out)
{
    return find_in(check, SCOPE_TAG, VAR_TAG, NONE, name, out) ||
           find_in(check, SCOPE_NUMBER, VAR_NUMBER, NONE, name, out) ||
           find_in(check, SCOPE_DATE, VAR_DATE, NONE, name, out);
}

bool variable_find(const struct check *check, struct view_point from, struct view name,
                   struct variable *out)
{
    if (from.about == ABOUT_ENTERPRISE)
        return find_attribute(check, name, out);
    return find_built_in(name, out) ||
           find_in(check, SCOPE_FACT, VAR_FACT, from.category, name, out);
}

/* Names seen from there, for did-you-mean. */
static struct view *names_seen(struct check *check, struct view_point from, size_t *count)
{
    static const enum scope_kind attributes[] = {SCOPE_TAG, SCOPE_NUMBER, SCOPE_DATE};
    static const enum scope_kind facts[] = {SCOPE_FACT};
    bool enterprise = from.about == ABOUT_ENTERPRISE;
    const enum scope_kind *kinds = enterprise ? attributes : facts;
    size_t kind_count = enterprise ? 3 : 1, room = 2 * terms_built_in.count;
    for (size_t k = 0; k < kind_count; k++)
        room += check->scopes[kinds[k]].entries.n;
    struct view *names = ARENA_ARRAY(check->arena, room, struct view);
    *count = 0;
    for (size_t k = 0; k < kind_count; k++) {
        size_t n;
        const struct view *some = scope_names(check, kinds[k], from.category, &n);
        memcpy(names + *count, some, n * sizeof *names);
        *count += n;
    }
    for (int i = 0; !enterprise && i <= BUILT_IN_CHANNEL; i++) {
        names[(*count)++] = view_of(terms_built_in.at[i].zh);
        names[(*count)++] = view_of(terms_built_in.at[i].en);
    }
    return names;
}

bool variable_need(struct check *check, struct view_point from, const struct node *name,
                   struct variable *out)
{
    if (!name || name->broken || !name->text.n)
        return false;
    if (variable_find(check, from, name->text, out))
        return true;
    struct view_point other = {from.about == ABOUT_MATTER ? ABOUT_ENTERPRISE : ABOUT_MATTER, NONE};
    int owner = scope_elsewhere(check, SCOPE_FACT, name->text);
    if (variable_find(check, other, name->text, out)) {
        SAY(check, from.about == ABOUT_MATTER ? DIAG_E0402 : DIAG_E0403, name->span, name->text);
    } else if (owner != NONE && from.about == ABOUT_MATTER) {
        SAY(check, DIAG_E0404, name->span, name->text, check->model->categories.at[owner].name);
    } else {
        size_t count;
        const struct view *names = names_seen(check, from, &count);
        struct view noun = from.about == ABOUT_MATTER
                               ? BOTH("要素", "fact")
                               : BOTH("标签、数值或日期", "tag, number or date");
        struct diag *diag = SAY(check, DIAG_E0401, name->span, name->text, noun);
        say_nearest(diag, name->span, name->text, names, count);
    }
    return false;
}

struct view variable_label(const struct check *check, struct variable variable)
{
    const struct model *model = check->model;
    switch (variable.kind) {
    case VAR_FACT:
        return model->facts.at[variable.index].name;
    case VAR_TAG:
        return model->tags.at[variable.index].name;
    case VAR_NUMBER:
        return model->numbers.at[variable.index].name;
    case VAR_DATE:
        return model->dates.at[variable.index].name;
    case VAR_MATTER:
        return BOTH("事由", "matter");
    case VAR_TIME:
        return BOTH("时刻", "time");
    case VAR_WEEKDAY:
        return BOTH("星期", "weekday");
    case VAR_DAYCLASS:
        return BOTH("日类", "dayclass");
    case VAR_AREA:
        return BOTH("区域", "area");
    case VAR_KIND:
        return BOTH("类型", "kind");
    case VAR_CHANNEL:
        return BOTH("渠道", "channel");
    }
    return (struct view){0};
}

/* "施工、广场舞、商铺", for the help of E0405. */
static struct view values_listed(struct check *check, const struct fact_value *values, size_t count)
{
    struct buf buf;
    buf_init(&buf, 2048);
    for (size_t i = 0; i < count; i++) {
        buf_text(&buf, i ? "、" : "");
        buf_view(&buf, values[i].name);
    }
    struct view text = buf_keep(&buf, check->arena);
    buf_free(&buf);
    return text;
}

static int named_value(struct check *check, const struct fact_value *values, size_t count,
                       struct view owner, struct span owner_span, const struct node *value)
{
    int found = value_find(values, count, value->text);
    if (found != NONE)
        return found;
    struct view *names = ARENA_ARRAY(check->arena, count + 1, struct view);
    for (size_t i = 0; i < count; i++)
        names[i] = values[i].name;
    struct diag *diag = SAY(check, DIAG_E0405, value->span, owner, value->text,
                            values_listed(check, values, count));
    say_label(check, diag, owner_span, owner);
    say_nearest(diag, value->span, value->text, names, count);
    return NONE;
}

int finite_value(struct check *check, struct variable variable, const struct node *value)
{
    const struct model *model = check->model;
    if (value->broken)
        return NONE;
    if (value->kind != NODE_NAME) {
        SAY(check, DIAG_E0406, value->span, variable_label(check, variable));
        return NONE;
    }
    switch (variable.kind) {
    case VAR_FACT: {
        const struct fact *fact = &model->facts.at[variable.index];
        struct span span = name_span(check->scopes[SCOPE_FACT].entries.at[variable.index].node);
        return named_value(check, fact->values.at, fact->values.n, fact->name, span, value);
    }
    case VAR_TAG: {
        const struct tag *tag = &model->tags.at[variable.index];
        struct span span = name_span(check->scopes[SCOPE_TAG].entries.at[variable.index].node);
        return named_value(check, tag->values.at, tag->values.n, tag->name, span, value);
    }
    case VAR_WEEKDAY:
        return terms_need(check, &terms_weekday, value);
    case VAR_DAYCLASS:
        return terms_need(check, &terms_dayclass, value);
    case VAR_KIND:
        return terms_need(check, &terms_kind, value);
    case VAR_CHANNEL:
        return terms_need(check, &terms_channel, value);
    case VAR_AREA:
        return scope_need(check, SCOPE_AREA, NONE, value);
    case VAR_MATTER:
    case VAR_TIME:
    case VAR_NUMBER:
    case VAR_DATE:
        break;
    }
    return NONE;
}
