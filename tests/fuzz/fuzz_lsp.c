/* Whatever bytes a client sends, in whatever pieces, the server reads them, does all the work that
 * comes of them, and writes well-formed messages: a header with the length of a body that is JSON.
 * The first byte says how the rest is cut into pieces. A sample is a line for each message, framed
 * here; a line that begins with ! is sent as it is. */
#include <jansson.h>

#include "dsl/lsp/lsp.h"

#include "tests/fuzz/fuzz.h"

int FUZZ_ENTRY(const uint8_t *data, size_t size);

static bool lsp_fuzz_read(void *self, const char *path, struct buf *out)
{
    (void)self;
    if (strcmp(path, "/r/district.zd") != 0)
        return false;
    buf_text(out, "单位 甲 \"甲\" { 角色 乙 }\n类别 丙 \"丙\" { 识别 \"丁\" 否则 交 甲 }\n");
    return true;
}

static bool lsp_fuzz_list(void *self, struct arena *arena, const char *folder,
                          struct source_paths *out)
{
    static const char *const paths[] = {"/r/district.zd"};
    (void)self, (void)arena;
    *out = (struct source_paths){paths, strcmp(folder, "/r") == 0};
    return true;
}

/* Every message has the length its header says, and is JSON. */
static void lsp_fuzz_sent(struct buf *out)
{
    struct view rest = buf_seen(out);
    PROMISE(!out->full);
    while (rest.n) {
        int64_t length;
        struct view line = view_cut(&rest, '\n');
        PROMISE(view_starts(line, VIEW("Content-Length: ")) && line.p[line.n - 1] == '\r');
        PROMISE(view_int(view_sub(line, 16, line.n - 1), 0, INT32_MAX, &length));
        PROMISE(rest.n >= (size_t)length + 2 && view_is(view_sub(rest, 0, 2), "\r\n"));
        json_error_t wrong;
        json_t *root = json_loadb(rest.p + 2, (size_t)length, 0, &wrong);
        if (!root)
            fprintf(stderr, "%s in %.*s\n", wrong.text, (int)length, rest.p + 2);
        PROMISE(root);
        json_decref(root);
        rest = view_sub(rest, (size_t)length + 2, rest.n);
    }
    buf_clear(out);
}

static void lsp_fuzz_feed(struct lsp *lsp, struct view bytes, size_t piece)
{
    for (size_t at = 0; at < bytes.n; at += piece) {
        size_t n = bytes.n - at < piece ? bytes.n - at : piece;
        lsp_feed(lsp, bytes.p + at, n);
        while (lsp_answer(lsp))
            lsp_fuzz_sent(lsp_out(lsp));
    }
    for (int work = 0; work < 20 && lsp_due(lsp) != LSP_NOTHING; work++) {
        lsp_work(lsp);
        lsp_fuzz_sent(lsp_out(lsp));
    }
}

static void lsp_fuzz_stream(struct view lines, struct buf *stream)
{
    while (lines.p) {
        struct view line = view_cut(&lines, '\n');
        if (line.n && line.p[0] == '!')
            buf_view(stream, view_sub(line, 1, line.n));
        else
            buf_print(stream, "Content-Length: %zu\r\n\r\n%.*s", line.n, VIEW_FMT(line));
    }
}

int FUZZ_ENTRY(const uint8_t *data, size_t size)
{
    struct lsp_world world = {.read = lsp_fuzz_read, .list = lsp_fuzz_list};
    struct buf stream;
    int code;
    if (size < 1 || size > 1 << 18)
        return 0;
    struct lsp *lsp = lsp_new(&world, DIAG_EN);
    PROMISE(lsp);
    buf_init(&stream, 1 << 20);
    lsp_fuzz_stream(VIEW("{\"id\":0,\"method\":\"initialize\",\"params\":{\"rootUri\":"
                         "\"file:///r\",\"capabilities\":{}}}\n{\"method\":\"initialized\"}"),
                    &stream);
    lsp_fuzz_stream((struct view){(const char *)data + 1, size - 1}, &stream);
    lsp_fuzz_feed(lsp, buf_seen(&stream), data[0] < 128 ? 1 + (size_t)data[0] : SIZE_MAX / 2);
    (void)lsp_over(lsp, &code);
    buf_free(&stream);
    lsp_free(lsp);
    return 0;
}
