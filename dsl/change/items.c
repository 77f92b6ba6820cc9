/* items: what belongs together in two versions, and how an item is built up.
 *
 * A duty is its code: codes are never reused, and a retired one names its heir. Categories go by
 * code, else by name; everything else by name. */
#include "dsl/change/compare.h"

/* ---- pairs ---- */

static int find_category(const struct model *in, const struct category *one)
{
    for (size_t i = 0; i < in->categories.n; i++)
        if (one->code.n && view_eq(in->categories.at[i].code, one->code))
            return (int)i;
    for (size_t i = 0; i < in->categories.n; i++)
        if (view_eq(in->categories.at[i].name, one->name))
            return (int)i;
    return NONE;
}

static void pair_categories(struct compare *compare)
{
    const struct model *old = compare->report->old, *new = compare->report->new;
    for (size_t i = 0; i < new->categories.n; i++)
        VEC_ADD(compare->arena, &compare->categories,
                ((struct pair){find_category(old, &new->categories.at[i]), (int)i}));
    for (size_t i = 0; i < old->categories.n; i++) {
        bool taken = false;
        for (size_t j = 0; j < new->categories.n; j++)
            taken |= compare->categories.at[j].old == (int)i;
        if (!taken)
            VEC_ADD(compare->arena, &compare->categories, ((struct pair){(int)i, NONE}));
    }
}

static int find_duty(const struct model *in, struct view code)
{
    for (size_t i = 0; i < in->duties.n; i++)
        if (view_eq(in->duties.at[i].code, code))
            return (int)i;
    return NONE;
}

/* The duty that answers to an old code now: itself, or the heir of a code that was retired. */
static int successor(const struct model *old, const struct model *new, struct view code)
{
    int found = find_duty(new, code);
    for (size_t i = 0; found == NONE && i < new->retired.n; i++)
        if (view_eq(new->retired.at[i].code, code) &&
            find_duty(old, new->retired.at[i].heir) == NONE)
            found = find_duty(new, new->retired.at[i].heir);
    return found;
}

static void pair_duties(struct compare *compare)
{
    const struct model *old = compare->report->old, *new = compare->report->new;
    int *old_of = ARENA_ARRAY(compare->arena, new->duties.n + 1, int);
    compare->new_duty = ARENA_ARRAY(compare->arena, old->duties.n + 1, int);
    for (size_t i = 0; i < new->duties.n; i++)
        old_of[i] = NONE;
    for (size_t i = 0; i < old->duties.n; i++) {
        int now = successor(old, new, old->duties.at[i].code);
        compare->new_duty[i] = now != NONE && old_of[now] == NONE ? now : NONE;
        if (compare->new_duty[i] != NONE)
            old_of[now] = (int)i;
    }
    for (size_t i = 0; i < new->duties.n; i++)
        VEC_ADD(compare->arena, &compare->duties, ((struct pair){old_of[i], (int)i}));
    for (size_t i = 0; i < old->duties.n; i++)
        if (compare->new_duty[i] == NONE)
            VEC_ADD(compare->arena, &compare->duties, ((struct pair){(int)i, NONE}));
}

void compare_pair(struct compare *compare)
{
    pair_categories(compare);
    pair_duties(compare);
}

/* ---- building ---- */

struct diff_item *compare_add(struct compare *compare, enum diff_noun noun, struct pair pair)
{
    struct diff_item *item = VEC_PUSH(compare->arena, &compare->report->items);
    *item =
        (struct diff_item){.noun = noun, .relation = DIFF_EQUAL, .old = pair.old, .new = pair.new};
    return item;
}

void compare_term(struct compare *compare, struct diff_item *item, struct view what,
                  struct view before, struct view after)
{
    if (!view_eq(before, after))
        VEC_ADD(compare->arena, &item->terms, ((struct diff_term){what, before, after}));
}

static bool has_word(const words *list, const struct word *word)
{
    for (size_t i = 0; i < list->n; i++)
        if (view_eq(list->at[i].first, word->first) && view_eq(list->at[i].second, word->second))
            return true;
    return false;
}

static struct view told_word(struct arena *arena, const struct word *word)
{
    struct buf text;
    if (!word->second.n)
        return word->first;
    buf_init(&text, 1 << 16);
    buf_print(&text, "%.*s .. %.*s", VIEW_FMT(word->first), VIEW_FMT(word->second));
    struct view kept = buf_keep(&text, arena);
    buf_free(&text);
    return kept;
}

void compare_words(struct compare *compare, struct diff_words *told, const words *old,
                   const words *new)
{
    for (size_t i = 0; i < new->n; i++)
        if (!has_word(old, &new->at[i]))
            VEC_ADD(compare->arena, &told->added, told_word(compare->arena, &new->at[i]));
    for (size_t i = 0; i < old->n; i++)
        if (!has_word(new, &old->at[i]))
            VEC_ADD(compare->arena, &told->removed, told_word(compare->arena, &old->at[i]));
}
