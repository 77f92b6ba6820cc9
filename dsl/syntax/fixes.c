/* fixes: from left to right, once. A change that would overlap one already made is left alone
 * rather than moved: it was computed for the text as it was, and the next reading will offer it
 * again for the text as it is. So the caller reads and fixes in turn until nothing is left.
 *
 * Whether a change is safe belongs to the code and stands in a table of its own, because it is
 * asked in three places (here, in the JSON, by editors) and must be answered alike. */
#include "dsl/syntax/fixes.h"

#include <stdlib.h>

bool fixes_are_safe(const struct diag *diag)
{
    static const bool safe[DIAG_COUNT] = {
#define SAFE(code) [DIAG_##code] = true,
#include "dsl/syntax/safe_fixes.h"
#undef SAFE
    };
    return diag->has_fix && safe[diag->code];
}

static int by_place_of_fix(const void *a, const void *b)
{
    const struct diag *one = *(const struct diag *const *)a, *two = *(const struct diag *const *)b;
    if (one->fix_span.from != two->fix_span.from)
        return one->fix_span.from < two->fix_span.from ? -1 : 1;
    if (one->fix_span.to != two->fix_span.to)
        return one->fix_span.to < two->fix_span.to ? -1 : 1;
    return one < two ? -1 : one > two; /* as they were queued */
}

/* The records of a file whose change is wanted, by the place of the change. */
static size_t gather(const struct diags *diags, uint32_t file, enum fixes_kind kind,
                     const struct diag **list)
{
    size_t n = 0;
    for (size_t i = 0; i < diags->list.n; i++) {
        const struct diag *diag = &diags->list.at[i];
        bool wanted = diag->has_fix && (kind == FIXES_ALL || fixes_are_safe(diag));
        if (wanted && diag->fix_span.file == file)
            list[n++] = diag;
    }
    if (n)
        qsort(list, n, sizeof *list, by_place_of_fix);
    return n;
}

size_t fixes_make(const struct diags *diags, uint32_t file, enum fixes_kind kind, struct buf *out,
                  struct diags *taken)
{
    struct view text = diags->sources->files.at[file].text;
    const struct diag **list = ARENA_ARRAY(diags->arena, diags->list.n + 1, const struct diag *);
    size_t n = gather(diags, file, kind, list), made = 0, done = 0;
    bool inserted = false; /* the last change put something in at `done` */
    for (size_t i = 0; i < n; i++) {
        struct span at = list[i]->fix_span;
        bool inserts = at.from == at.to;
        if (at.from < done || (inserted && at.from == done))
            continue;
        buf_view(out, view_sub(text, done, at.from));
        buf_view(out, list[i]->fix_text);
        done = at.to;
        inserted = inserts;
        made++;
        VEC_ADD(taken->arena, &taken->list, *list[i]);
    }
    buf_view(out, view_sub(text, done, text.n));
    return made;
}
