/* hints: beside an example, who gets it; above a test, a way to run it. */
#include "dsl/base/json.h"
#include "dsl/lsp/answers.h"
#include "dsl/lsp/landings.h"

static void put_hint(const struct lsp *lsp, const struct spot *spot, const struct node *like,
                     struct view label, struct buf *out)
{
    print_json_next(out);
    buf_text(out, "{\"position\":");
    put_position(lsp, spot->project, spot->file, like->child->span.to, out);
    put_field(out, "label", label);
    print_json_bool(out, "paddingLeft", true);
    buf_byte(out, '}');
}

static void put_hints(const struct lsp *lsp, const struct spot *spot, const struct node *duty,
                      struct span range, struct buf *out)
{
    for (const struct node *like = duty->child; like; like = like->next) {
        bool good = like->kind == NODE_LIKE && like->child && like->child->kind == NODE_STRING &&
                    like->span.from < range.to && range.from <= like->span.to;
        struct view label =
            good ? landings_find(spot->project, duty->text, like->child->text) : VIEW("");
        if (label.n)
            put_hint(lsp, spot, like, label, out);
    }
}

void answer_hints(struct lsp *lsp, const json_t *params, struct reply *reply)
{
    struct spot spot;
    if (!spot_read(lsp, params, &spot))
        return;
    struct span range = {spot.file, 0, UINT32_MAX};
    if (param(params, "range")) {
        range.from = file_position(lsp, spot.project, spot.file,
                                   param_position(param(params, "range.start")));
        range.to =
            file_position(lsp, spot.project, spot.file, param_position(param(params, "range.end")));
    }
    buf_byte(&reply->out, '[');
    for (const struct node *block = spot.project->whole.root->child; block; block = block->next)
        for (const struct node *duty = block->span.file == spot.file ? block->child : NULL; duty;
             duty = duty->next)
            if (duty->kind == NODE_DUTY)
                put_hints(lsp, &spot, duty, range, &reply->out);
    buf_byte(&reply->out, ']');
}

void answer_lenses(struct lsp *lsp, const json_t *params, struct reply *reply)
{
    struct spot spot;
    if (!spot_read(lsp, params, &spot))
        return;
    struct buf *out = &reply->out;
    buf_byte(out, '[');
    for (const struct node *block = spot.project->whole.root->child; block; block = block->next) {
        const struct node *title = block->child;
        if (block->kind != NODE_TEST || block->span.file != spot.file || !title ||
            title->kind != NODE_STRING)
            continue;
        print_json_next(out);
        buf_text(out, "{\"range\":");
        put_range(lsp, spot.project, title->span, out);
        buf_text(out, ",\"command\":{\"title\":");
        put_text(out, view_of(lsp_say(lsp, "▶ 运行这个测试", "▶ run this test")));
        buf_text(out, ",\"command\":\"zhida.runTest\",\"arguments\":[");
        put_uri(spot.project, spot.file, out);
        buf_byte(out, ',');
        put_text(out, title->text);
        buf_text(out, "]}}");
    }
    buf_byte(out, ']');
}
