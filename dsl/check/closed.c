/* closed: what is said where a name is in none of the closed sets. */
#include "dsl/check/closed.h"

#include "dsl/check/check.h"

struct view terms_both(struct check *check, const struct terms *terms, int value)
{
    const struct term *term = &terms->at[value];
    return diag_both(check->arena, view_of(term->zh), view_of(term->en));
}

/* "周一 mon、周二 tue、..." */
static struct view listed(struct check *check, const struct terms *terms)
{
    struct buf buf;
    buf_init(&buf, 4096);
    for (size_t i = 0; i < terms->count; i++)
        buf_print(&buf, "%s%s %s", i ? "、" : "", terms->at[i].zh, terms->at[i].en);
    struct view text = buf_keep(&buf, check->arena);
    buf_free(&buf);
    return text;
}

int terms_need(struct check *check, const struct terms *terms, const struct node *name)
{
    if (!name || name->broken || !name->text.n)
        return NONE;
    int value = terms_find(terms, name->text);
    if (value != NONE)
        return value;
    struct view names[2 * 16];
    for (size_t i = 0; i < terms->count; i++) {
        names[2 * i] = view_of(terms->at[i].zh);
        names[2 * i + 1] = view_of(terms->at[i].en);
    }
    struct view noun = diag_both(check->arena, view_of(terms->zh), view_of(terms->en));
    struct diag *diag = SAY(check, DIAG_E0304, name->span, name->text, noun, listed(check, terms));
    if (terms != &terms_weekday) /* they differ in one character: any guess would be as good */
        say_nearest(diag, name->span, name->text, names, 2 * terms->count);
    return NONE;
}
