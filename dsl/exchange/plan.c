/* plan: who is who. Units and areas are gathered under their names as the list writes them, each
 * spelling one unit: a list that says 城管局 and 城市管理局 has two, and says so when it is read.
 *
 * A class becomes a category per level, down to the depth the listing settled; levels below it go
 * into the duty's display name, and as headings between duties. A level of the same name as its
 * only parent is no level of its own (the listing leaves it out).
 *
 * Duties without unit get one named 未定 rather than none: rules that compile can be worked on.
 * 否则 goes to the unit that is asked for, else to whoever has most of the class, a guess that is
 * reported. */
#include "dsl/exchange/plan.h"

#include "dsl/base/utf8.h"
#include "dsl/exchange/naming.h"

struct planner {
    struct plan *plan;
    struct naming units, areas, categories;
    size_t *duty_of; /* by item */
};

const struct item *plan_item(const struct plan *plan, const struct plan_duty *duty)
{
    return &plan->listing->items.at[duty->item];
}

bool plan_is_rest(struct view name)
{
    static const char *const rest[] = {"其他",     "其它",     "其他问题", "其它问题", "其他类",
                                       "其他事项", "其他情况", "综合",     "综合类",   "一般",
                                       "其余",     "Other",    "other",    "Others"};
    for (size_t i = 0; i < sizeof rest / sizeof *rest; i++)
        if (view_is(name, rest[i]))
            return true;
    return false;
}

/* ---- units and areas ---- */

static int unit_of(struct planner *planner, struct view display)
{
    struct plan *plan = planner->plan;
    for (size_t i = 0; i < plan->units.n; i++)
        if (view_eq(plan->units.at[i].display, display))
            return (int)i;
    struct view name = naming_make(&planner->units, display, VIEW(""), "单位");
    VEC_ADD(plan->arena, &plan->units, ((struct plan_unit){name, display, 0}));
    return (int)plan->units.n - 1;
}

static int nobody(struct planner *planner)
{
    struct plan *plan = planner->plan;
    if (plan->nobody == NONE)
        plan->nobody = unit_of(planner, VIEW("未定单位"));
    return plan->nobody;
}

static bool is_everywhere(struct view area)
{
    static const char *const all[] = {"全区", "全市", "全县", "全域", "全辖区", "全镇",
                                      "全部", "所有", "不限", "/",    "-",      "—"};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        if (view_is(area, all[i]))
            return true;
    return false;
}

static size_t area_of(struct planner *planner, struct view display)
{
    struct plan *plan = planner->plan;
    for (size_t i = 0; i < plan->areas.n; i++)
        if (view_eq(plan->areas.at[i].display, display))
            return i;
    if (!plan->areas.n)
        plan->root_area = naming_make(&planner->areas, VIEW("全区"), VIEW(""), "区域");
    struct view name = naming_make(&planner->areas, display, VIEW(""), "区域");
    VEC_ADD(plan->arena, &plan->areas, ((struct plan_area){name, display}));
    return plan->areas.n - 1;
}

/* ---- categories ---- */

static int category_found(const struct plan *plan, const struct item *item, size_t level)
{
    for (size_t i = 0; i < plan->categories.n; i++) {
        const struct plan_category *category = &plan->categories.at[i];
        const struct item *other = &plan->listing->items.at[category->item];
        bool same = category->level == level;
        for (size_t l = 0; same && l < level; l++)
            same = view_eq(other->path[l], item->path[l]);
        if (same)
            return (int)i;
    }
    return NONE;
}

static int category_of(struct planner *planner, size_t index, size_t level)
{
    struct plan *plan = planner->plan;
    const struct item *item = &plan->listing->items.at[index];
    int found = category_found(plan, item, level);
    if (found != NONE)
        return found;
    int parent = level > 1 ? category_of(planner, index, level - 1) : NONE;
    struct plan_category *category = VEC_PUSH(plan->arena, &plan->categories);
    *category = (struct plan_category){
        .display = item->path[level - 1],
        .item = index,
        .level = level,
        .parent = parent,
        .otherwise = NONE,
    };
    return (int)plan->categories.n - 1;
}

static struct view with_colon(struct arena *arena, struct view above, struct view name)
{
    struct buf buf;
    bool latin = name.n && (unsigned char)name.p[0] < 0x80;
    buf_init(&buf, above.n + name.n + 8);
    buf_print(&buf, "%.*s%s%.*s", VIEW_FMT(above), latin ? ": " : "：", VIEW_FMT(name));
    struct view text = buf_keep(&buf, arena);
    buf_free(&buf);
    return text;
}

/* Classes that would be shown alike, as every 其他 is, are shown with the one above. */
static void show_apart(struct plan *plan)
{
    size_t n = plan->categories.n;
    bool *alike = ARENA_ARRAY(plan->arena, n + 1, bool);
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < n && !alike[i]; k++)
            alike[i] =
                k != i && view_eq(plan->categories.at[i].display, plan->categories.at[k].display);
    for (size_t i = 0; i < n; i++) {
        struct plan_category *category = &plan->categories.at[i];
        if (alike[i] && category->parent != NONE)
            category->display =
                with_colon(plan->arena, plan->categories.at[category->parent].display,
                           plan->listing->items.at[category->item].path[category->level - 1]);
    }
}

/* The upper classes have the first choice of names. */
static void name_categories(struct planner *planner)
{
    struct plan *plan = planner->plan;
    for (size_t level = 1; level <= CLASS_COLUMNS_MAX; level++)
        for (size_t i = 0; i < plan->categories.n; i++) {
            struct plan_category *category = &plan->categories.at[i];
            if (category->level != level)
                continue;
            bool below = category->parent != NONE;
            struct view above = below ? plan->categories.at[category->parent].name : VIEW("");
            category->name = naming_make(&planner->categories, category->display, above, "类");
        }
}

/* ---- duties ---- */

static bool name_repeats(const struct plan *plan, const struct item *item)
{
    const struct listing *listing = plan->listing;
    for (size_t i = 0; i < listing->items.n; i++) {
        const struct item *other = &listing->items.at[i];
        if (other != item && other->same_as == SIZE_MAX && view_eq(other->name, item->name) &&
            listing_same_class(listing, item, other))
            return true;
    }
    return false;
}

/* A name that says enough in its category: "破损" alone does not. */
static struct view display_of(const struct plan *plan, const struct plan_duty *duty)
{
    const struct item *item = plan_item(plan, duty);
    struct view above = plan->categories.at[duty->category].display;
    bool deeper = duty->group.n > 0;
    if (deeper)
        above = duty->group;
    bool rest = plan_is_rest(item->name);
    bool thin = deeper && (utf8_length(item->name) <= 2 || name_repeats(plan, item));
    if (view_eq(above, item->name) || !(rest || thin))
        return item->name;
    return with_colon(plan->arena, above, item->name);
}

static void add_assists(struct planner *planner, struct plan_duty *duty, const struct item *item)
{
    for (size_t i = 0; i < item->assists.n; i++) {
        int unit = unit_of(planner, item->assists.at[i]);
        VEC_ADD(planner->plan->arena, &duty->assists, unit);
    }
}

static bool add_areas(struct planner *planner, const struct item *item, size_t **at, size_t *count)
{
    VEC(size_t) areas = {0};
    for (size_t i = 0; i < item->areas.n; i++)
        if (!is_everywhere(item->areas.at[i]))
            VEC_ADD(planner->plan->arena, &areas, area_of(planner, item->areas.at[i]));
    *at = areas.at;
    *count = areas.n;
    return areas.n > 0;
}

static int unit_of_item(struct planner *planner, const struct item *item)
{
    if (item->unit.n)
        return unit_of(planner, item->unit);
    int unit = nobody(planner);
    finding_add(planner->plan->listing->findings, FINDING_NO_UNIT, item->row,
                columns_of(planner->plan->listing->columns, ROLE_UNIT),
                planner->plan->units.at[unit].display, VIEW(""), VIEW(""));
    return unit;
}

static void add_duty(struct planner *planner, size_t index)
{
    struct plan *plan = planner->plan;
    const struct item *item = &plan->listing->items.at[index];
    size_t depth = plan->listing->depth < item->levels ? plan->listing->depth : item->levels;
    struct plan_duty duty = {.item = index, .category = category_of(planner, index, depth)};
    duty.unit = unit_of_item(planner, item);
    if (item->levels > depth)
        duty.group = item->path[item->levels - 1];
    duty.display = display_of(plan, &duty);
    add_assists(planner, &duty, item);
    add_areas(planner, item, &duty.areas.at, &duty.areas.n);
    duty.areas.room = duty.areas.n;
    for (size_t i = 0; i < item->words.n; i++) {
        struct view word = item->words.at[i];
        size_t dots = view_find(word, VIEW(".."));
        struct plan_word made = {word, VIEW(""), false};
        if (dots != SIZE_MAX)
            made = (struct plan_word){view_trim(view_sub(word, 0, dots)),
                                      view_trim(view_sub(word, dots + 2, word.n)), false};
        if (made.first.n && (dots == SIZE_MAX || made.second.n))
            VEC_ADD(plan->arena, &duty.words, made);
    }
    for (size_t i = 0; i < item->examples.n; i++)
        VEC_ADD(plan->arena, &duty.examples, ((struct plan_example){.text = item->examples.at[i]}));
    planner->duty_of[index] = plan->duties.n;
    VEC_ADD(plan->arena, &plan->categories.at[duty.category].duties, plan->duties.n);
    VEC_ADD(plan->arena, &plan->duties, duty);
    plan->units.at[duty.unit].duties++;
}

/* ---- rows that share an item ---- */

static bool area_is_used(const struct plan_duty *duty, size_t area)
{
    for (size_t b = 0; b < duty->branches.n; b++)
        for (size_t i = 0; i < duty->branches.at[b].areas.n; i++)
            if (duty->branches.at[b].areas.at[i] == area)
                return true;
    return false;
}

static void add_branch(struct planner *planner, struct plan_duty *duty, const struct item *item)
{
    struct plan_branch all = {.row = item->row}, branch = all;
    add_areas(planner, item, &all.areas.at, &all.areas.n);
    branch.unit = item->unit.n ? unit_of(planner, item->unit) : nobody(planner);
    for (size_t i = 0; i < all.areas.n; i++)
        if (!area_is_used(duty, all.areas.at[i]))
            VEC_ADD(planner->plan->arena, &branch.areas, all.areas.at[i]);
    if (branch.areas.n)
        VEC_ADD(planner->plan->arena, &duty->branches, branch);
}

/* The first row's areas become a branch too, and who takes the rest is left to 否则. */
static void share(struct planner *planner, const struct item *later)
{
    struct plan *plan = planner->plan;
    struct plan_duty *duty = &plan->duties.at[planner->duty_of[later->same_as]];
    const struct item *first = plan_item(plan, duty);
    if (!duty->branches.n && duty->areas.n && later->areas.n)
        add_branch(planner, duty, first);
    if (later->areas.n)
        add_branch(planner, duty, later);
    else if (duty->areas.n)
        duty->unit = later->unit.n ? unit_of(planner, later->unit) : duty->unit;
    if (duty->branches.n || !later->areas.n)
        duty->areas.n = 0;
}

/* ---- the rest of a class ---- */

static int busiest(const struct plan *plan, int category)
{
    size_t *count = ARENA_ARRAY(plan->arena, plan->units.n + 1, size_t);
    int best = NONE;
    for (size_t i = 0; i < plan->duties.n; i++) {
        int at = plan->duties.at[i].category;
        while (at != NONE && at != category)
            at = plan->categories.at[at].parent;
        int unit = plan->duties.at[i].unit;
        if (at == category && unit != plan->nobody && ++count[unit] > 0)
            best = best == NONE || count[unit] > count[best] ? unit : best;
    }
    return best;
}

static void settle_otherwise(struct planner *planner, struct view otherwise)
{
    struct plan *plan = planner->plan;
    for (size_t i = 0; i < plan->categories.n; i++) {
        struct plan_category *category = &plan->categories.at[i];
        if (otherwise.n) {
            category->otherwise = unit_of(planner, otherwise);
            continue;
        }
        category->otherwise = busiest(plan, (int)i);
        category->otherwise_guessed = true;
        if (category->otherwise == NONE)
            category->otherwise = nobody(planner);
        else
            finding_add(plan->listing->findings, FINDING_OTHERWISE,
                        plan->listing->items.at[category->item].row, SIZE_MAX,
                        plan->units.at[category->otherwise].display, VIEW(""), VIEW(""));
    }
}

/* Where all duties' codes begin alike, that is the category's. */
static void settle_code(struct plan *plan, struct plan_category *category)
{
    struct view common = {NULL, 0};
    for (size_t i = 0; i < category->duties.n; i++) {
        struct view code = plan_item(plan, &plan->duties.at[category->duties.at[i]])->code;
        if (!i)
            common = code;
        size_t n = 0;
        while (n < common.n && n < code.n && common.p[n] == code.p[n])
            n++;
        common.n = n;
        if (n == code.n && n)
            common.n = n - 1;
    }
    while (common.n && (unsigned char)common.p[common.n - 1] >= 0x80)
        common.n--;
    const struct item *first =
        category->duties.n ? plan_item(plan, &plan->duties.at[category->duties.at[0]]) : NULL;
    if (first && first->code_given && first->code.n > plan->listing->given_figures)
        common.n = first->code.n - plan->listing->given_figures;
    else if (common.n % 2) /* figures go in pairs */
        common.n--;
    if ((category->duties.n > 1 || (first && first->code_given)) && common.n >= 2)
        category->code = common;
}

static void settle_codes(struct plan *plan)
{
    for (size_t i = 0; i < plan->categories.n; i++)
        settle_code(plan, &plan->categories.at[i]);
    for (size_t i = 0; i < plan->categories.n; i++)
        for (size_t k = i + 1; k < plan->categories.n; k++)
            if (view_eq(plan->categories.at[i].code, plan->categories.at[k].code))
                plan->categories.at[k].code = VIEW("");
}

static void settle_shared_units(struct plan *plan)
{
    for (size_t i = 0; i < plan->duties.n; i++) {
        struct plan_duty *duty = &plan->duties.at[i];
        if (duty->branches.n && plan_item(plan, duty)->areas.n)
            duty->unit = plan->categories.at[duty->category].otherwise;
    }
}

void plan_make(struct plan *plan, struct view display, struct view otherwise)
{
    struct planner planner = {.plan = plan,
                              .units = {.arena = plan->arena},
                              .areas = {.arena = plan->arena},
                              .categories = {.arena = plan->arena}};
    struct naming districts = {.arena = plan->arena};
    size_t n = plan->listing->items.n;
    planner.duty_of = ARENA_ARRAY(plan->arena, n + 1, size_t);
    plan->nobody = NONE;
    plan->display = display;
    plan->name = naming_make(&districts, display, VIEW(""), "地区");
    for (size_t i = 0; i < n; i++)
        if (plan->listing->items.at[i].same_as == SIZE_MAX)
            add_duty(&planner, i);
    for (size_t i = 0; i < n; i++)
        if (plan->listing->items.at[i].same_as != SIZE_MAX)
            share(&planner, &plan->listing->items.at[i]);
    name_categories(&planner);
    show_apart(plan);
    settle_otherwise(&planner, otherwise);
    settle_shared_units(plan);
    settle_codes(plan);
}
