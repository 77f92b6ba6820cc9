/* after_or: the one English habit that the grammar cannot catch, `声源 = 施工 或 商铺`: a bare name
 * behind 或 that is a value of the fact compared before it. Read as it stands it would be a tag
 * that nobody declared; what is meant is `声源 = 施工、商铺`, and a row of such names is said and
 * mended at once, at its first. */
#include "dsl/check/conditions.h"
#include "dsl/check/values.h"

/* What is looked at: the names in one 或. */
struct alternatives {
    struct check *check;
    struct view_point from;
    const struct node *list;
};

static bool is_value_of(const struct model *model, struct variable variable, struct view name)
{
    if (variable.kind == VAR_FACT) {
        const struct fact *fact = &model->facts.at[variable.index];
        return value_find(fact->values.at, fact->values.n, name) != NONE;
    }
    if (variable.kind == VAR_TAG) {
        const struct tag *tag = &model->tags.at[variable.index];
        return value_find(tag->values.at, tag->values.n, name) != NONE;
    }
    return false;
}

/* The last comparison before a bare name whose fact has a value of that name, or NULL. */
static const struct node *comparison_before(const struct alternatives *in, const struct node *bare)
{
    const struct node *found = NULL;
    for (const struct node *kid = in->list->child; kid && kid != bare; kid = kid->next) {
        struct variable variable;
        if (kid->kind == NODE_EQUAL && kid->child &&
            variable_find(in->check, in->from, kid->child->text, &variable) &&
            is_value_of(in->check->model, variable, bare->child->text))
            found = kid;
    }
    return found;
}

static bool belongs_to(const struct alternatives *in, const struct node *kid,
                       const struct node *comparison)
{
    return kid && kid->kind == NODE_IS && kid->child && comparison_before(in, kid) == comparison;
}

/* Says it of the first bare name; `before` is what stands in front of it. */
static void complain(const struct alternatives *in, const struct node *first,
                     const struct node *comparison, const struct node *before)
{
    struct check *check = in->check;
    struct buf more;
    buf_init(&more, 4096);
    const struct node *last = first, *kid = first;
    do {
        buf_print(&more, "、%.*s", VIEW_FMT(kid->child->text));
        last = kid;
        kid = kid->next;
    } while (belongs_to(in, kid, comparison));
    struct view text = buf_keep(&more, check->arena);
    buf_free(&more);
    struct view written = source_text(check->diags->sources, comparison->span);
    struct diag *diag =
        SAY(check, DIAG_E0419, first->span, first->child->text, comparison->child->text);
    diag->suggestion = say_text(check, "%.*s%.*s", VIEW_FMT(written), VIEW_FMT(text));
    if (before == comparison)
        diag_fix(diag, (struct span){first->span.file, before->span.to, last->span.to}, text);
}

bool value_after_or(struct check *check, struct view_point from, const struct node *bare,
                    const struct node *list)
{
    struct alternatives in = {check, from, list};
    const struct node *comparison = list->kind == NODE_OR ? comparison_before(&in, bare) : NULL;
    if (!comparison)
        return false;
    const struct node *before = comparison;
    while (before->next != bare)
        before = before->next;
    if (!belongs_to(&in, before, comparison))
        complain(&in, bare, comparison, before);
    return true;
}
