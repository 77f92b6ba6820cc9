/* say: how the checker speaks. Every diagnostic of dsl/check goes through say(), which adds the
 * breadcrumb (category, duty, basis) of the block being read, so that an official sees in his own
 * terms where the line stands before he sees the line. Texts that are put together live in the
 * arena, as diagnostics keep views and copy nothing. */
#include "dsl/check/check.h"

enum { LONGEST_TEXT = 4096 };

static void put_heading(struct check *check, struct diag *diag)
{
    diag->heading[0] = check->title;
    if (check->category == NONE)
        return;
    const struct category *category = &check->model->categories.at[check->category];
    diag->heading[0] = display_both(check, category->display);
    diag->heading[2] = category->basis;
    if (check->duty == NONE)
        return;
    const struct duty *duty = &check->model->duties.at[check->duty];
    diag->heading[1] = duty_label(check, check->duty);
    if (duty->basis.n)
        diag->heading[2] = duty->basis;
}

struct diag *say(struct check *check, enum diag_code code, struct span span, size_t count,
                 const struct view *args)
{
    struct diag *diag = diag_add(check->diags, code, span, count, args);
    put_heading(check, diag);
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

bool say_shown(struct check *check, struct diag *diag, struct span at, struct view written,
               enum scope_kind kind)
{
    const struct scope *scope = &check->scopes[kind];
    for (size_t i = 0; i < scope->entries.n; i++) {
        struct display display = display_of(scope->entries.at[i].node);
        if (!view_eq(display.zh, written) && !view_eq(display.en, written))
            continue;
        diag->suggestion = scope->entries.at[i].name;
        diag_fix(diag, at, scope->entries.at[i].name);
        return true;
    }
    return false;
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
    check->category = category;
    check->duty = duty;
    check->title = (struct view){0};
}

void say_title(struct check *check, struct view title)
{
    say_heading(check, NONE, NONE);
    check->title = title;
}
