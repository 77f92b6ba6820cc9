/* case: one concrete case out of a box, told and decided. What is told leaves out what does not
 * matter; what is decided has a value for everything, so that the reference interpreter has nothing
 * to ask. */
#include "dsl/change/compare.h"
#include "dsl/oracle/oracle.h"

/* ---- choosing ---- */

static bool known_to_both(const struct joint *joint, const struct dimension *d, int atom)
{
    switch (d->kind) {
    case VAR_FACT:
        return joint->old.fact_value[d->index][atom] != NONE &&
               joint->new.fact_value[d->index][atom] != NONE;
    case VAR_AREA: {
        if ((size_t)atom >= joint->old.model.areas.n)
            return false;
        struct view name = joint->old.model.areas.at[atom].name;
        int old = joint->old.area[atom], new = joint->new.area[atom];
        return old != NONE && new != NONE &&view_eq(joint->old.rules->areas.at[old].name, name) &&
               view_eq(joint->new.rules->areas.at[new].name, name);
    }
    default:
        return true;
    }
}

/* A place without named parts is a better example than "elsewhere in". */
static bool is_leaf(const struct joint *joint, int atom)
{
    int own = joint->new.area[atom];
    return joint->new.rules->areas.at[own].last == joint->new.rules->areas.at[own].first + 1;
}

/* The time at which a stretch begins: 22:00 of a night, not 00:00. */
static int first_of_run(const struct dimension *d, const uint64_t *box)
{
    int first = box_atom(d, box, 0);
    for (int a = first, before = first; a != NONE; a = box_atom(d, box, (size_t)a + 1)) {
        if (a > before + 1)
            return a;
        before = a;
    }
    return first;
}

static int choose(const struct joint *joint, const struct dimension *d, const uint64_t *box)
{
    int best = NONE;
    if (d->kind == VAR_TIME)
        return first_of_run(d, box);
    for (int a = box_atom(d, box, 0); a != NONE; a = box_atom(d, box, (size_t)a + 1)) {
        if (!known_to_both(joint, d, a))
            continue;
        if (d->kind != VAR_AREA || is_leaf(joint, a))
            return a;
        best = best == NONE ? a : best;
    }
    return best == NONE ? box_atom(d, box, 0) : best;
}

/* ---- telling ---- */

static void tell(const struct joint *joint, const struct setting *setting, struct buf *out)
{
    const struct model *model = &joint->old.model;
    buf_text(out, out->n ? "、" : "");
    if (setting->variable.kind == VAR_TAG && !model->tags.at[setting->variable.index].values.n) {
        buf_text(out, setting->negated ? "非 " : "");
        oracle_tell_variable(model, setting->variable, out);
        return;
    }
    oracle_tell_variable(model, setting->variable, out);
    buf_text(out, " = ");
    if (setting->variable.kind == VAR_NUMBER || setting->variable.kind == VAR_DATE)
        oracle_tell_exact(model, setting->variable, setting->exact, out);
    else if (setting->variable.kind == VAR_AREA && (size_t)setting->value >= model->areas.n)
        buf_text(out, "区外");
    else
        oracle_tell_value(model, setting->variable, setting->value, out);
}

/* A value inside [bounds[atom - 1], bounds[atom]). */
static int64_t inside(const struct dimension *d, int atom)
{
    if (atom > 0)
        return d->bounds.at[atom - 1];
    return d->bounds.n ? d->bounds.at[0] - (d->kind == VAR_DATE ? 1 : 1000000) : 0;
}

static struct setting setting_of(const struct space *space, const struct dimension *d, int atom)
{
    struct setting setting = {.variable = {d->kind, d->index}, .value = atom};
    if (d->kind == VAR_TIME)
        setting.value = space->cuts.at[atom];
    if (d->kind == VAR_NUMBER || d->kind == VAR_DATE)
        setting.exact = inside(d, atom);
    if (d->kind == VAR_TAG)
        setting.negated = !space->model->tags.at[d->index].values.n && atom == 0;
    return setting;
}

/* Which of weekday and class the box restricts is told; both are given. */
static void add_day(struct arena *arena, const struct joint *joint, const struct dimension *d,
                    const uint64_t *box, bool told, struct diff_case *out, struct buf *text)
{
    unsigned weekdays = 0, classes = 0;
    int weekday, dayclass;
    for (int a = box_atom(d, box, 0); a != NONE; a = box_atom(d, box, (size_t)a + 1)) {
        day_atom((size_t)a, &weekday, &dayclass);
        weekdays |= 1u << weekday;
        classes |= 1u << dayclass;
    }
    day_atom((size_t)box_atom(d, box, 0), &weekday, &dayclass);
    struct setting day = {.variable = {VAR_WEEKDAY, NONE}, .value = weekday};
    struct setting of_class = {.variable = {VAR_DAYCLASS, NONE}, .value = dayclass};
    VEC_ADD(arena, &out->given, day);
    VEC_ADD(arena, &out->given, of_class);
    if (told && weekdays != 0x7f)
        tell(joint, &day, text);
    if (told && classes != 0x7)
        tell(joint, &of_class, text);
}

struct diff_case case_of(struct arena *arena, const struct joint *joint, const struct space *space,
                         const uint64_t *box)
{
    struct diff_case out = {0};
    struct buf text;
    buf_init(&text, 1 << 16);
    for (size_t i = 0; i < space->dimensions.n; i++) {
        const struct dimension *d = &space->dimensions.at[i];
        bool told = !box_is_full(space, d, box);
        if (d->kind == VAR_WEEKDAY) {
            add_day(arena, joint, d, box, told, &out, &text);
            continue;
        }
        struct setting setting = setting_of(space, d, choose(joint, d, box));
        VEC_ADD(arena, &out.given, setting);
        if (told)
            tell(joint, &setting, &text);
    }
    out.text = text.n ? buf_keep(&text, arena) : BOTH("任何情形", "any case");
    buf_free(&text);
    return out;
}

/* ---- deciding ---- */

/* The setting in the version's own numbers; false: it has none. */
static bool own_setting(const struct side *side, const struct setting *joint, struct setting *own)
{
    *own = *joint;
    if (joint->variable.kind == VAR_FACT) {
        own->variable.index = side->fact[joint->variable.index];
        own->value = side->fact_value[joint->variable.index][joint->value];
        /* A fact that the version does not have cannot matter to it. */
        return own->variable.index == NONE || own->value != NONE;
    }
    if (joint->variable.kind == VAR_AREA)
        own->value = (size_t)joint->value < side->model.areas.n ? side->area[joint->value] : NONE;
    return true;
}

/* A fact that the version does not have, or a place outside: nothing to say about it. */
static bool is_nowhere(const struct setting *own)
{
    return (own->variable.kind == VAR_FACT && own->variable.index == NONE) ||
           (own->variable.kind == VAR_AREA && own->value == NONE);
}

bool case_decide(struct arena *arena, const struct side *side, int category, int matter,
                 const struct diff_case *at, struct decision *decision)
{
    struct matter known = matter_empty();
    VEC(struct setting) given = {0};
    for (size_t i = 0; i < at->given.n; i++) {
        struct setting own;
        if (!own_setting(side, &at->given.at[i], &own))
            return false;
        if (!is_nowhere(&own))
            VEC_ADD(arena, &given, own);
    }
    oracle_given(side->rules, &known, given.at, given.n);
    known.pinned_category = category;
    known.pinned_duty = matter;
    oracle_decide(side->rules, &known, decision);
    return true;
}

/* ---- what one has and the other has not ---- */

static struct view first_case(struct compare *compare, const struct space *space,
                              struct boxes boxes)
{
    if (!boxes.n)
        return VIEW("");
    struct diff_case at = case_of(space->arena, &compare->joint, space, boxes_at(space, boxes, 0));
    return view_keep(compare->arena, at.text);
}

void compare_relate(struct compare *compare, const struct space *space, struct boxes before,
                    struct boxes after, struct diff_item *item)
{
    struct boxes gains = boxes_minus(space, after, before);
    struct boxes loses = boxes_minus(space, before, after);
    if (gains.over || loses.over) {
        item->relation = DIFF_UNDECIDED;
        return;
    }
    item->gains = first_case(compare, space, gains);
    item->loses = first_case(compare, space, loses);
    item->relation = gains.n && loses.n ? DIFF_DIFFERENT
                     : gains.n          ? DIFF_WIDER
                     : loses.n          ? DIFF_NARROWER
                                        : DIFF_EQUAL;
}
