/* witness: an overlap is believed when it is seen. Of each variable that matters the first value of
 * the box is named; what the box leaves open is left out, so the sentence says no more than it has
 * to, and what it says can be pasted behind 设 of an example. */
#include "dsl/check/witness.h"

#include "dsl/check/closed.h"

struct sentence {
    struct buf zh, en;
};

static void part(struct sentence *s, const char *zh_name, const char *en_name, struct view zh,
                 struct view en)
{
    buf_print(&s->zh, "%s%s = %.*s", s->zh.n ? "、" : "", zh_name, VIEW_FMT(zh));
    buf_print(&s->en, "%s%s = %.*s", s->en.n ? ", " : "", en_name, VIEW_FMT(en));
}

static void term_part(struct sentence *s, const struct terms *terms, int value)
{
    part(s, terms->zh, terms->en, view_of(terms->at[value].zh), view_of(terms->at[value].en));
}

/* A weekday and a class; whichever the conditions told apart. */
static void day_part(struct sentence *s, const struct dimension *d, const uint64_t *box)
{
    unsigned weekdays = 0, classes = 0;
    int weekday = 0, dayclass = 0;
    for (int atom = box_atom(d, box, 0); atom != NONE; atom = box_atom(d, box, (size_t)atom + 1)) {
        day_atom((size_t)atom, &weekday, &dayclass);
        weekdays |= 1u << weekday;
        classes |= 1u << dayclass;
    }
    if (weekdays != 0x7f)
        term_part(s, &terms_weekday, weekday);
    if (classes != 0x7)
        term_part(s, &terms_dayclass, dayclass);
}

static void area_part(struct sentence *s, const struct space *space, int atom)
{
    const struct model *model = space->model;
    if (atom == (int)model->areas.n) {
        part(s, "区域", "area", VIEW("（区外）"), VIEW("(elsewhere)"));
        return;
    }
    struct view name = model->areas.at[atom].name;
    part(s, "区域", "area", name, name);
}

/* A place with no named parts is a better example than "elsewhere in". */
static int nicest_area(const struct space *space, const struct dimension *d, const uint64_t *box)
{
    int first = box_atom(d, box, 0);
    for (int a = first; a != NONE; a = box_atom(d, box, (size_t)a + 1)) {
        const struct area *area = &space->model->areas.at[a < (int)space->model->areas.n ? a : 0];
        if (a < (int)space->model->areas.n && area->last == area->first + 1)
            return a;
    }
    return first;
}

/* The time at which a stretch begins: 22:00 of a night, not 00:00. */
static int first_of_run(const struct dimension *d, const uint64_t *box)
{
    int first = box_atom(d, box, 0), before = first;
    for (int a = first; a != NONE; a = box_atom(d, box, (size_t)a + 1)) {
        if (a > before + 1)
            return a;
        before = a;
    }
    return first;
}

static void dimension_part(struct check *check, struct sentence *s, const struct space *space,
                           const struct dimension *d, const uint64_t *box, int area)
{
    int atom = box_atom(d, box, 0);
    if (d->kind == VAR_AREA && area != NONE) {
        area_part(s, space, area);
        return;
    }
    if (box_is_full(space, d, box))
        return;
    switch (d->kind) {
    case VAR_FACT: {
        const struct fact *fact = &space->model->facts.at[d->index];
        const char *name = say_text(check, "%.*s", VIEW_FMT(fact->name)).p;
        part(s, name, name, fact->values.at[atom].name, fact->values.at[atom].name);
        break;
    }
    case VAR_TIME: {
        int minute = space->cuts.at[first_of_run(d, box)];
        struct view text = say_text(check, "%02d:%02d", minute / 60, minute % 60);
        part(s, "时刻", "time", text, text);
        break;
    }
    case VAR_WEEKDAY:
        day_part(s, d, box);
        break;
    case VAR_AREA:
        area_part(s, space, nicest_area(space, d, box));
        break;
    case VAR_KIND:
        term_part(s, &terms_kind, atom);
        break;
    case VAR_CHANNEL:
        term_part(s, &terms_channel, atom);
        break;
    default:
        break;
    }
}

struct view witness_text(struct check *check, const struct space *space, const uint64_t *box,
                         int area)
{
    struct sentence s;
    buf_init(&s.zh, 4096);
    buf_init(&s.en, 4096);
    for (size_t i = 0; i < space->dimensions.n; i++)
        dimension_part(check, &s, space, &space->dimensions.at[i], box, area);
    if (!s.zh.n) {
        buf_text(&s.zh, "任何情形");
        buf_text(&s.en, "any case");
    }
    struct view both = diag_both(check->arena, buf_seen(&s.zh), buf_seen(&s.en));
    buf_free(&s.zh);
    buf_free(&s.en);
    return both;
}
