/* formatting: the one style, as an edit of the lines between the first and the last that differ, so
 * that the editor's cursor and marks elsewhere stay where they are. A text that does not parse is
 * left alone: its mistakes are shown already. */
#include "dsl/format/format.h"

#include "dsl/lsp/answers.h"
#include "dsl/lsp/project.h"

/* What differs, from the beginning of a line to the beginning of one. */
struct stretch {
    size_t from, to, end; /* old [from, to) becomes new [from, end) */
};

static struct stretch differing(struct view old, struct view now)
{
    size_t least = old.n < now.n ? old.n : now.n, head = 0, tail = 0;
    while (head < least && old.p[head] == now.p[head])
        head++;
    while (head > 0 && old.p[head - 1] != '\n')
        head--;
    while (tail < least - head && old.p[old.n - 1 - tail] == now.p[now.n - 1 - tail])
        tail++;
    while (tail > 0 && tail < old.n && old.p[old.n - tail - 1] != '\n')
        tail--;
    return (struct stretch){head, old.n - tail, now.n - tail};
}

static void put_edit(const struct lsp *lsp, const struct spot *spot, struct view now,
                     struct buf *out)
{
    struct view old = spot_source(spot)->text;
    struct stretch stretch = differing(old, now);
    struct span span = {spot->file, (uint32_t)stretch.from, (uint32_t)stretch.to};
    buf_text(out, "[{\"range\":");
    put_range(lsp, spot->project, span, out);
    put_field(out, "newText", view_sub(now, stretch.from, stretch.end));
    buf_text(out, "}]");
}

void answer_formatting(struct lsp *lsp, const json_t *params, struct reply *reply)
{
    struct spot spot;
    struct arena arena;
    struct diags diags;
    struct place fault;
    struct buf now;
    struct format_options options = {FORMAT_AS_WRITTEN};
    if (!spot_read(lsp, params, &spot))
        return;
    const struct source *source = spot_source(&spot);
    arena_init(&arena, SIZE_MAX / 2);
    buf_init(&now, FRAME_BODY_MAX);
    enum format_status status =
        format_source(&arena, source->path, source->text, &options, &now, &diags, &fault);
    if (status == FORMAT_CHANGED)
        put_edit(lsp, &spot, buf_seen(&now), &reply->out);
    else if (status == FORMAT_FAULT)
        reply_fail(reply, RPC_FAILED, "%s",
                   lsp_say(lsp, "排版后的含义会改变，所以没有改动",
                           "it would mean something else afterwards; nothing was changed"));
    else
        buf_text(&reply->out, "[]");
    buf_free(&now);
    arena_free(&arena);
}
