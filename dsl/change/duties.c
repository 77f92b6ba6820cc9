/* duties: which cases of a category go elsewhere.
 *
 * Of each version it is computed where every duty without words is the one that is decided: where
 * its condition holds, less where one that goes before it does, less what earlier duties of the
 * same terms have. What nobody has goes to 否则. These regions are held against each other: a duty
 * is wider, narrower or different by them, and where the region of one duty before meets that of
 * another duty now, or of the same with another unit, cases have moved.
 *
 * A duty with words of its own is a matter of its own: it is compared with itself only, within its
 * condition. That its words changed is told as such; what that does to texts is for the replay. */
#include "dsl/change/compare.h"

#include <stdlib.h>

/* A duty's cases that come to one target. */
struct part {
    int duty; /* NONE: 否则 */
    struct target target;
    struct boxes boxes;
};

/* One version's category in the joint space. */
struct table {
    const struct side *side;
    int category;
    struct space space;
    VEC(struct part) parts; /* of plain duties, then 否则 */
    VEC(struct {
        int duty;
        struct boxes wins;
    })
    wins; /* of plain duties */
    bool over;
};

enum { TRIES_MAX = 8 };  /* boxes of a move that are tried for one both versions decide */
enum { UNITS_TOLD = 4 }; /* pairs of units told of one duty, where a role is played by others now */

struct contest {
    struct compare *compare;
    struct arena scratch; /* boxes of this category */
    struct table old, new;
    uint64_t *meet; /* room for one box */
    size_t first_move;
};

static bool is_plain(const struct duty *duty)
{
    return !duty->words.n;
}

static bool goes_before(const struct duty *duty, int under)
{
    for (size_t i = 0; i < duty->over.n; i++)
        if (duty->over.at[i] == under)
            return true;
    return false;
}

/* ---- who decides where ---- */

/* Plain duties have the matter "other": those with words never stand before them in a case. */
static struct boxes wins_of(struct table *table, int at, struct boxes whole)
{
    const struct model *model = table->space.model;
    const struct category *category = &model->categories.at[table->category];
    struct boxes rest = whole;
    for (size_t i = 0; i < category->duties.n; i++) {
        const struct duty *other = &model->duties.at[category->duties.at[i]];
        if (is_plain(other) && goes_before(other, at))
            rest = boxes_minus(&table->space, rest, boxes_of(&table->space, other->when, true));
    }
    for (size_t i = 0; i < table->wins.n; i++)
        rest = boxes_minus(&table->space, rest, table->wins.at[i].wins);
    return rest;
}

static void add_parts(struct table *table, const struct shape *shape, struct boxes wins)
{
    for (size_t i = 0; i < shape->pieces.n; i++) {
        const struct piece *piece = &shape->pieces.at[i];
        struct boxes boxes = boxes_meet(&table->space, wins, piece->boxes);
        table->over |= boxes.over;
        if (boxes.n)
            VEC_ADD(table->space.arena, &table->parts,
                    ((struct part){shape->duty, piece->target, boxes}));
    }
}

static void add_otherwise(struct table *table, const struct category *category)
{
    struct boxes rest = boxes_of(&table->space, NULL, true);
    for (size_t i = 0; i < table->wins.n; i++)
        rest = boxes_minus(&table->space, rest, table->wins.at[i].wins);
    table->over |= rest.over;
    if (rest.n)
        VEC_ADD(table->space.arena, &table->parts,
                ((struct part){NONE, category->otherwise, rest}));
}

static void fill_table(struct table *table, const struct side *side, int category,
                       const struct space *space)
{
    *table = (struct table){.side = side, .category = category, .space = *space};
    table->space.model = &side->model;
    const struct category *c = &side->model.categories.at[category];
    for (size_t i = 0; i < c->duties.n; i++) {
        int duty = c->duties.at[i];
        if (!is_plain(&side->model.duties.at[duty]))
            continue;
        struct shape shape = shape_of(&table->space, duty);
        struct boxes wins = wins_of(table, duty, shape.whole);
        table->over |= !shape.clear || wins.over;
        if (table->over)
            return;
        *VEC_PUSH(space->arena, &table->wins) = (__typeof__(*table->wins.at)){duty, wins};
        add_parts(table, &shape, wins);
    }
    add_otherwise(table, c);
}

/* ---- moves ---- */

static struct view unit_name(const struct side *side, int unit)
{
    return unit == NONE ? VIEW("-") : side->rules->units.at[unit].name;
}

static struct view target_name(const struct side *side, struct target target)
{
    return target.role == NONE ? unit_name(side, target.unit)
                               : side->rules->roles.at[target.role].name;
}

/* Two desks between which cases go: units, or the roles that stand for them. */
struct desks {
    struct view old, new;
};

static int matter_of(const struct side *side, int category, int duty)
{
    if (!side->rules->categories.at[category].has_matter)
        return NONE;
    return duty != NONE && !is_plain(&side->rules->duties.at[duty]) ? duty : OTHER_MATTER;
}

static bool decides(struct contest *contest, const struct table *table, const struct part *part,
                    struct view desk, const struct diff_case *at)
{
    struct decision decision;
    int matter = matter_of(table->side, table->category, part->duty);
    if (!case_decide(&contest->scratch, table->side, table->category, matter, at, &decision))
        return false;
    bool right = part->duty == NONE ? decision.status == DECIDE_OTHERWISE
                                    : decision.status == DECIDE_DUTY && decision.duty == part->duty;
    return right && (view_eq(target_name(table->side, part->target), desk) ||
                     view_eq(unit_name(table->side, decision.target.unit), desk));
}

static struct diff_move *move_of(struct contest *contest, int old, int new, struct desks desks)
{
    struct diff_report *report = contest->compare->report;
    for (size_t i = contest->first_move; i < report->moves.n; i++) {
        struct diff_move *move = &report->moves.at[i];
        if (move->old_duty == old && move->new_duty == new &&view_eq(move->old_unit, desks.old) &&
            view_eq(move->new_unit, desks.new))
            return move;
    }
    struct diff_move *move = VEC_PUSH(report->arena, &report->moves);
    *move = (struct diff_move){.old_category = contest->old.category,
                               .new_category = contest->new.category,
                               .old_duty = old,
                               .new_duty = new,
                               .old_unit = desks.old,
                               .new_unit = desks.new};
    return move;
}

static void add_move(struct contest *contest, const struct part *a, const struct part *b,
                     const uint64_t *box, struct desks desks)
{
    struct compare *compare = contest->compare;
    struct diff_move *move = move_of(contest, a->duty, b->duty, desks);
    move->share += box_share(&contest->old.space, box);
    if (move->seen || move->tries == TRIES_MAX)
        return;
    move->tries++;
    struct diff_case at = case_of(&contest->scratch, &compare->joint, &contest->old.space, box);
    move->seen = decides(contest, &contest->old, a, desks.old, &at) &&
                 decides(contest, &contest->new, b, desks.new, &at);
    if (move->seen || !move->where.n)
        move->where = view_keep(compare->arena, at.text);
}

/* ---- the same duty, another unit ---- */

/* The places at which two targets come to different units; remembered, since few pairs of targets
 * stand for thousands of duties. */
static const struct change_of_desk *change_of(struct contest *contest, struct target old,
                                              struct target new)
{
    enum { BITS = 64 };
    struct compare *compare = contest->compare;
    const struct side *sides[] = {contest->old.side, contest->new.side};
    size_t atoms = compare->joint.old.model.areas.n + 1;
    for (size_t i = 0; i < compare->desks.n; i++) {
        const struct change_of_desk *known = &compare->desks.at[i];
        if (memcmp(&known->old, &old, sizeof old) == 0 &&
            memcmp(&known->new, &new, sizeof new) == 0)
            return known;
    }
    struct change_of_desk *change = VEC_PUSH(compare->arena, &compare->desks);
    *change = (struct change_of_desk){old, new, false, NULL};
    change->bits = ARENA_ARRAY(compare->arena, (atoms + BITS - 1) / BITS, uint64_t);
    for (size_t at = 0; at < atoms; at++)
        if (!view_eq(unit_name(sides[0], side_unit(sides[0], old, at)),
                     unit_name(sides[1], side_unit(sides[1], new, at)))) {
            change->bits[at / BITS] |= UINT64_C(1) << at % BITS;
            change->any = true;
        }
    return change;
}

/* The units at the first place of the box; the places that have others go to rest. */
static struct desks split_places(struct contest *contest, struct target old, struct target new,
                                 uint64_t *box, uint64_t *rest)
{
    enum { BITS = 64 };
    const struct dimension *d = space_dimension(&contest->old.space, VAR_AREA, NONE);
    int first = box_atom(d, box, 0);
    int old_unit = side_unit(contest->old.side, old, (size_t)first);
    int new_unit = side_unit(contest->new.side, new, (size_t)first);
    memcpy(rest, box, contest->old.space.words * sizeof *rest);
    for (int a = first; a != NONE; a = box_atom(d, rest, (size_t)a + 1)) {
        bool alike = side_unit(contest->old.side, old, (size_t)a) == old_unit &&
                     side_unit(contest->new.side, new, (size_t)a) == new_unit;
        uint64_t *out_of = alike ? rest : box;
        out_of[d->word + (size_t)a / BITS] &= ~(UINT64_C(1) << (size_t)a % BITS);
    }
    return (struct desks){unit_name(contest->old.side, old_unit),
                          unit_name(contest->new.side, new_unit)};
}

static void add_other_units(struct contest *contest, const struct part *a, const struct part *b,
                            const struct change_of_desk *change, uint64_t *box)
{
    const struct space *space = &contest->old.space;
    const struct dimension *d = space_dimension(space, VAR_AREA, NONE);
    uint64_t *rest = ARENA_ARRAY(&contest->scratch, space->words, uint64_t);
    int told = 0;
    for (bool some = box_narrow(d, box, change->bits); some; some = box_atom(d, box, 0) != NONE) {
        struct desks desks = split_places(contest, a->target, b->target, box, rest);
        if (told++ == UNITS_TOLD) {
            contest->compare->report->unlisted++;
            return;
        }
        add_move(contest, a, b, box, desks);
        memcpy(box, rest, space->words * sizeof *rest);
    }
}

/* All cases that two parts share: told where the duty or the unit is another one. */
static void meet_parts(struct contest *contest, const struct part *a, const struct part *b,
                       bool same_duty)
{
    const struct space *space = &contest->old.space;
    const struct change_of_desk *change = change_of(contest, a->target, b->target);
    struct desks desks = {target_name(contest->old.side, a->target),
                          target_name(contest->new.side, b->target)};
    if (same_duty && !change->any)
        return;
    for (size_t i = 0; i < a->boxes.n; i++)
        for (size_t j = 0; j < b->boxes.n; j++) {
            if (!box_meet(space, boxes_at(space, a->boxes, i), boxes_at(space, b->boxes, j),
                          contest->meet))
                continue;
            if (same_duty)
                add_other_units(contest, a, b, change, contest->meet);
            else
                add_move(contest, a, b, contest->meet, desks);
        }
}

static bool are_pair(const struct compare *compare, int old, int new)
{
    if (old == NONE || new == NONE)
        return old == new;
    return compare->new_duty[old] == new;
}

static void find_moves(struct contest *contest)
{
    for (size_t i = 0; i < contest->old.parts.n; i++)
        for (size_t j = 0; j < contest->new.parts.n; j++) {
            const struct part *a = &contest->old.parts.at[i], *b = &contest->new.parts.at[j];
            meet_parts(contest, a, b, are_pair(contest->compare, a->duty, b->duty));
        }
}

/* ---- how a duty stands to itself ---- */

static const struct boxes *wins_in(const struct table *table, int duty)
{
    for (size_t i = 0; i < table->wins.n; i++)
        if (table->wins.at[i].duty == duty)
            return &table->wins.at[i].wins;
    return NULL;
}

/* Two versions of a duty with words: the same matter, so their targets are compared in place. */
static void compare_worded(struct contest *contest, struct pair pair, struct diff_item *item)
{
    struct shape old = shape_of(&contest->old.space, pair.old);
    struct shape new = shape_of(&contest->new.space, pair.new);
    if (!old.clear || !new.clear) {
        item->relation = DIFF_UNDECIDED;
        return;
    }
    compare_relate(contest->compare, &contest->old.space, old.whole, new.whole, item);
    for (size_t i = 0; i < old.pieces.n; i++)
        for (size_t j = 0; j < new.pieces.n; j++) {
            struct part a = {pair.old, old.pieces.at[i].target, old.pieces.at[i].boxes};
            struct part b = {pair.new, new.pieces.at[j].target, new.pieces.at[j].boxes};
            meet_parts(contest, &a, &b, true);
        }
}

static void relate_duty(struct contest *contest, struct pair pair, struct diff_item *item)
{
    const struct duty *old = &contest->old.side->rules->duties.at[pair.old];
    const struct duty *new = &contest->new.side->rules->duties.at[pair.new];
    if (is_plain(old) != is_plain(new)) {
        item->relation = DIFF_DIFFERENT;
    } else if (!is_plain(old)) {
        compare_worded(contest, pair, item);
    } else if (contest->old.over || contest->new.over) {
        item->relation = DIFF_UNDECIDED;
    } else {
        compare_relate(contest->compare, &contest->old.space, *wins_in(&contest->old, pair.old),
                       *wins_in(&contest->new, pair.new), item);
    }
}

/* ---- one category, all categories ---- */

static int share_larger_first(const void *a, const void *b)
{
    const struct diff_move *x = a, *y = b;
    return x->share == y->share ? 0 : x->share > y->share ? -1 : 1;
}

static void open_contest(struct contest *contest, struct compare *compare, struct pair pair)
{
    struct joint *joint = &compare->joint;
    *contest = (struct contest){.compare = compare, .first_move = compare->report->moves.n};
    arena_init(&contest->scratch, SIZE_MAX / 2);
    struct space space =
        space_of_both(&contest->scratch, &joint->old.model, pair.old, &joint->new.model, pair.new);
    contest->meet = ARENA_ARRAY(&contest->scratch, space.words, uint64_t);
    fill_table(&contest->old, &joint->old, pair.old, &space);
    fill_table(&contest->new, &joint->new, pair.new, &space);
}

static void compare_category(struct compare *compare, struct pair pair)
{
    struct contest contest;
    open_contest(&contest, compare, pair);
    const struct model *old = compare->report->old, *new = compare->report->new;
    if (!contest.old.over && !contest.new.over)
        find_moves(&contest);
    for (size_t i = 0; i < compare->duties.n; i++) {
        struct pair duty = compare->duties.at[i];
        if (duty.old == NONE || duty.new == NONE || old->duties.at[duty.old].category != pair.old ||
            new->duties.at[duty.new].category != pair.new)
            continue;
        struct diff_item *item = compare_add(compare, DIFF_DUTY, duty);
        relate_duty(&contest, duty, item);
        compare_duty_terms(compare, duty, item);
    }
    arena_free(&contest.scratch);
    struct diff_report *report = compare->report;
    if (report->moves.n > contest.first_move)
        qsort(report->moves.at + contest.first_move, report->moves.n - contest.first_move,
              sizeof *report->moves.at, share_larger_first);
}

/* A duty that is new, gone, or in another category now. */
static void compare_loose(struct compare *compare, struct pair pair)
{
    const struct model *old = compare->report->old, *new = compare->report->new;
    struct diff_item *item = compare_add(compare, DIFF_DUTY, pair);
    if (pair.old == NONE || pair.new == NONE) {
        item->relation = pair.old == NONE ? DIFF_ADDED : DIFF_REMOVED;
        return;
    }
    item->relation = DIFF_DIFFERENT;
    compare_term(compare, item, BOTH("类别", "category"),
                 old->categories.at[old->duties.at[pair.old].category].name,
                 new->categories.at[new->duties.at[pair.new].category].name);
    compare_duty_terms(compare, pair, item);
}

static bool categories_paired(const struct compare *compare, struct pair duty)
{
    int old = compare->report->old->duties.at[duty.old].category;
    int new = compare->report->new->duties.at[duty.new].category;
    for (size_t i = 0; i < compare->categories.n; i++)
        if (compare->categories.at[i].old == old)
            return compare->categories.at[i].new == new;
    return false;
}

void compare_duties(struct compare *compare)
{
    for (size_t i = 0; i < compare->categories.n; i++)
        if (compare->categories.at[i].old != NONE && compare->categories.at[i].new != NONE)
            compare_category(compare, compare->categories.at[i]);
    for (size_t i = 0; i < compare->duties.n; i++) {
        struct pair duty = compare->duties.at[i];
        if (duty.old == NONE || duty.new == NONE || !categories_paired(compare, duty))
            compare_loose(compare, duty);
    }
}
