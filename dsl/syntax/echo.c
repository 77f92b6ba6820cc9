/* echo: one mistake, one message. The parser marks what it could not read as broken, and later
 * passes stay silent about that; but a heading that was not understood declares nothing, and every
 * use of its name, in whatever file, would then be called wrong before the heading is.
 *
 * So the places of all mistakes in form, and of names declared twice, are gathered with their
 * lines (and what such a line opens, as far as it is indented deeper). A name that is missing and
 * stands there was most likely meant to be declared there. Nothing is lost: once the mistake is
 * mended, a name that is still missing is said to be. */
#include "dsl/syntax/echo.h"

struct lost {
    struct span span; /* of the mistake */
    bool of_form;
    struct view lines; /* its line, and what that opens */
};

struct echoes {
    const struct sources *sources;
    VEC(struct lost) lost;
};

static bool is_form(enum diag_code code)
{
    return code < DIAG_E0301;
}

static bool loses_names(enum diag_code code)
{
    return is_form(code) || code == DIAG_E0301 || code == DIAG_E0303;
}

static bool is_missing(enum diag_code code)
{
    return code == DIAG_E0302 || code == DIAG_E0306 || code == DIAG_E0401 || code == DIAG_E0405;
}

static size_t indentation(struct view line)
{
    size_t n = 0;
    while (n < line.n && (line.p[n] == ' ' || line.p[n] == '\t'))
        n++;
    return n;
}

static bool opens(struct view line)
{
    struct view code = view_trim(line);
    return code.n && code.p[code.n - 1] == '{';
}

static struct view lost_lines(const struct source *source, uint32_t at)
{
    size_t first = source_place(source, at).line, last = first;
    struct view line = source_line(source, first);
    size_t own = indentation(line);
    for (bool inside = opens(line); inside && last < source->lines; last += inside) {
        struct view next = source_line(source, last + 1);
        inside = !view_trim(next).n || indentation(next) > own;
    }
    struct view end = source_line(source, last);
    return (struct view){line.p, (size_t)(end.p + end.n - line.p)};
}

static bool touch(struct span a, struct span b)
{
    return a.file == b.file && a.from <= b.to && b.from <= a.to;
}

/* The name as it is used: without quotes or @. */
static struct view bare_name(struct view text)
{
    while (text.n && (text.p[0] == '"' || text.p[0] == '@'))
        text = view_sub(text, 1, text.n);
    while (text.n && text.p[text.n - 1] == '"')
        text.n--;
    return text;
}

static bool is_echo(const struct diag *diag, void *context)
{
    const struct echoes *echoes = context;
    struct view name = bare_name(source_text(echoes->sources, diag->span));
    if (is_form(diag->code))
        return false;
    for (size_t i = 0; i < echoes->lost.n; i++) {
        const struct lost *lost = &echoes->lost.at[i];
        if (lost->of_form && touch(lost->span, diag->span))
            return true;
        if (is_missing(diag->code) && name.n && view_find(lost->lines, name) != SIZE_MAX &&
            lost->span.from != diag->span.from)
            return true;
    }
    return false;
}

void diags_drop_echoes(struct diags *diags)
{
    struct echoes echoes = {.sources = diags->sources};
    for (size_t i = 0; i < diags->list.n; i++) {
        const struct diag *diag = &diags->list.at[i];
        if (diag->severity != DIAG_ERROR || !loses_names(diag->code))
            continue;
        const struct source *source = &diags->sources->files.at[diag->span.file];
        VEC_ADD(
            diags->arena, &echoes.lost,
            ((struct lost){diag->span, is_form(diag->code), lost_lines(source, diag->span.from)}));
    }
    if (echoes.lost.n)
        diags_drop(diags, is_echo, &echoes);
}
