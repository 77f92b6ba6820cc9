/* say: how the checker speaks. Every diagnostic of dsl/check goes through say(), which adds the
 * breadcrumb (category, duty, basis) of the block being read, so that an official sees in his own
 * terms where the line stands before he sees the line. Texts that are put together live in the
 * arena, as diagnostics keep views and copy nothing. */
#include "dsl/check/check.h"

enum { LONGEST_TEXT = 4096 };

struct diag *say(struct check *check, enum diag_code code, struct span span, size_t count,
                 const struct view *args)
{
    struct diag *diag = diag_add(check->diags, code, span, count, args);
    for (size_t i = 0; i < 3; i++)
        diag->heading[i] = check->heading[i];
    return diag;
}

void say_label(struct check *check, struct diag *diag, struct span span, struct view text)
{
    diag_label(check->diags, diag, span, text);
}

struct view say_text(struct check *check, const char *format, ...)
{
    struct buf buf;
    buf_init(&buf, LONGEST_TEXT);
    va_list args;
    va_start(args, format);
    buf_vprint(&buf, format, args);
    va_end(args);
    struct view text = buf_keep(&buf, check->arena);
    buf_free(&buf);
    return text;
}

void say_nearest(struct diag *diag, struct span at, struct view written, const struct view *names,
                 size_t count)
{
    struct view nearest = diag_nearest(written, names, count);
    if (!nearest.n)
        return;
    diag->suggestion = nearest;
    diag_fix(diag, at, nearest);
}

void say_nearest_to(struct check *check, struct diag *diag, const struct node *name,
                    const struct view *names, size_t count)
{
    say_nearest(diag, name->span, name->text, names, count);
    if (diag->has_fix && name->kind == NODE_STRING)
        diag->fix_text = say_text(check, "\"%.*s\"", VIEW_FMT(diag->fix_text));
    else if (diag->has_fix && name->kind == NODE_LIST_REF)
        diag->fix_text = say_text(check, "@%.*s", VIEW_FMT(diag->fix_text));
}

struct view duty_label(struct check *check, int duty)
{
    const struct duty *d = &check->model->duties.at[duty];
    struct view zh = say_text(check, "%.*s %.*s", VIEW_FMT(d->code), VIEW_FMT(d->display.zh));
    if (!d->display.en.n)
        return zh;
    return diag_both(check->arena, zh,
                     say_text(check, "%.*s %.*s", VIEW_FMT(d->code), VIEW_FMT(d->display.en)));
}

void say_heading(struct check *check, int category, int duty)
{
    memset(check->heading, 0, sizeof check->heading);
    if (category == NONE)
        return;
    const struct category *c = &check->model->categories.at[category];
    check->heading[0] = display_both(check, c->display);
    check->heading[2] = c->basis;
    if (duty == NONE)
        return;
    check->heading[1] = duty_label(check, duty);
    if (check->model->duties.at[duty].basis.n)
        check->heading[2] = check->model->duties.at[duty].basis;
}
