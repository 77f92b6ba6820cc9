/* placeholders: {name} in what the bot says. Each phrase and each push has its own closed set; a
 * name outside it would reach the citizen as it stands, braces and all. Two braces of a kind are
 * not an escape: there is no need for a brace in a message. */
#include "dsl/check/check.h"

static bool allowed_name(const char *allowed, struct view name)
{
    struct view rest = view_of(allowed);
    while (rest.p)
        if (view_eq(view_cut(&rest, ' '), name) && name.n)
            return true;
    return false;
}

static struct view listed(struct check *check, const char *allowed)
{
    struct buf buf;
    buf_init(&buf, 1024);
    struct view rest = view_of(allowed);
    while (rest.p && *allowed) {
        struct view name = view_cut(&rest, ' ');
        buf_print(&buf, "%s{%.*s}", buf.n ? " " : "", VIEW_FMT(name));
    }
    struct view text = buf.n ? buf_keep(&buf, check->arena) : BOTH("没有", "none");
    buf_free(&buf);
    return text;
}

static void complain(struct check *check, const struct node *string, struct view owner,
                     struct view name, const char *allowed)
{
    struct view names[16], rest = view_of(allowed);
    size_t count = 0;
    while (rest.p && count < 16)
        names[count++] = view_cut(&rest, ' ');
    struct diag *diag = SAY(check, DIAG_E0802, string->span, owner,
                            say_text(check, "{%.*s}", VIEW_FMT(name)), listed(check, allowed));
    struct view nearest = diag_nearest(name, names, count);
    if (nearest.n)
        diag->suggestion = say_text(check, "{%.*s}", VIEW_FMT(nearest));
}

static void check_text(struct check *check, const struct node *string, struct view owner,
                       const char *allowed)
{
    struct view rest = string->text;
    for (size_t open; (open = view_find(rest, VIEW("{"))) != SIZE_MAX;) {
        struct view inner = view_sub(rest, open + 1, rest.n);
        size_t close = view_find(inner, VIEW("}"));
        if (close == SIZE_MAX) {
            SAY(check, DIAG_E0803, string->span, owner);
            return;
        }
        struct view name = view_sub(inner, 0, close);
        if (!allowed_name(allowed, name))
            complain(check, string, owner, name, allowed);
        rest = view_sub(inner, close + 1, inner.n);
    }
}

/* What one language tells the citizen the other should tell too. */
static void compare_languages(struct check *check, const struct node *zh, const struct node *en,
                              struct view owner, const char *allowed)
{
    struct view rest = view_of(allowed);
    while (rest.p && *allowed) {
        struct view name = view_cut(&rest, ' ');
        struct view written = say_text(check, "{%.*s}", VIEW_FMT(name));
        bool in_zh = view_find(zh->text, written) != SIZE_MAX;
        bool in_en = view_find(en->text, written) != SIZE_MAX;
        if (in_zh != in_en)
            SAY(check, DIAG_W0804, in_zh ? en->span : zh->span, owner, written);
    }
}

void placeholders_check(struct check *check, const struct node *display, struct view owner,
                        const char *allowed)
{
    if (!display || display->broken)
        return;
    const struct node *zh = display->child, *en = zh ? zh->next : NULL;
    if (zh && !zh->broken)
        check_text(check, zh, owner, allowed);
    if (!en || en->broken)
        return;
    check_text(check, en, owner, allowed);
    compare_languages(check, zh, en, owner, allowed);
}
