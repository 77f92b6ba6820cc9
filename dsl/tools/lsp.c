/* lsp: the language server over the standard streams. dsl/lsp knows the protocol and does no I/O;
 * here bytes are read as they come, and what can wait waits until none come: the check after a
 * change only for what the pipe already holds, the slow checks for a pause in typing. So a row of
 * keystrokes is answered once, for the last of them. */
#include <errno.h>
#include <poll.h>
#include <unistd.h>

#include "dsl/base/file.h"
#include "dsl/lsp/lsp.h"
#include "dsl/tools/options.h"

enum { PIECE = 1 << 16, PAUSE_MS = 250, GONE = -1 };

static const struct tool_command command = {
    .name = "lsp",
    .operands = "",
    .options = 0,
    .zh = "语言服务器：编辑器通过标准输入输出和它说话（LSP 3.17）。",
    .en = "The language server: editors speak with it over standard input and output (LSP 3.17).",
    .exit_zh = "退出码：0 按协议结束，1 没有 shutdown 就结束了，2 没能运行。",
    .exit_en =
        "Exit code: 0 ended as the protocol says, 1 ended without shutdown, 2 could not run.",
};

static bool read_file(void *self, const char *path, struct buf *out)
{
    (void)self;
    return file_read(path, out);
}

static bool list_folder(void *self, struct arena *arena, const char *folder,
                        struct source_paths *out)
{
    struct view why;
    (void)self;
    return sources_list(arena, folder, out, &why);
}

static bool send(int to, struct buf *out)
{
    size_t at = 0;
    while (at < out->n) {
        ssize_t n = write(to, out->p + at, out->n - at);
        if (n < 0 && errno != EINTR)
            return false;
        at += n > 0 ? (size_t)n : 0;
    }
    buf_clear(out);
    return true;
}

/* How long to wait for the client, in milliseconds; -1: until it speaks. */
static int patience(const struct lsp *lsp, bool paused)
{
    enum lsp_due due = lsp_due(lsp);
    if (due == LSP_NOTHING)
        return -1;
    return due == LSP_LATER && !paused ? PAUSE_MS : 0;
}

/* Takes what the client has sent, if it comes in time. 1: something, 0: nothing, GONE: the end. */
static int take(struct lsp *lsp, int from, int wait)
{
    char piece[PIECE];
    struct pollfd fd = {.fd = from, .events = POLLIN};
    int ready = poll(&fd, 1, wait);
    if (ready <= 0)
        return ready == 0 || errno == EINTR ? 0 : GONE;
    ssize_t n = read(from, piece, sizeof piece);
    if (n <= 0)
        return n < 0 && errno == EINTR ? 0 : GONE;
    lsp_feed(lsp, piece, (size_t)n);
    return 1;
}

static void serve(struct lsp *lsp, int from, int to)
{
    int code;
    bool quiet = true, paused = false; /* no message waits; none has come for a while */
    while (!lsp_over(lsp, &code)) {
        int wait = quiet ? patience(lsp, paused) : 0;
        int taken = take(lsp, from, wait);
        if (taken == GONE)
            break;
        paused = taken == 0 && (paused || wait > 0);
        quiet = !lsp_answer(lsp);
        if (quiet && taken == 0)
            lsp_work(lsp);
        if (!send(to, lsp_out(lsp)))
            break;
    }
    while (lsp_answer(lsp) && send(to, lsp_out(lsp))) /* what came before the end */
        continue;
}

int tool_lsp(const struct tool *tool, int argc, char **argv)
{
    struct tool_options options;
    int code;
    if (!options_read(tool, &command, argc, argv, &options, &code))
        return code;
    struct lsp_world world = {
        .read = read_file, .list = list_folder, .has_disk = true, .today = tool->now.day};
    struct lsp *lsp = lsp_new(&world, options.language);
    if (!lsp)
        return TOOL_NOT_RUN;
    serve(lsp, fileno(tool->in), fileno(tool->out));
    (void)lsp_over(lsp, &code);
    lsp_free(lsp);
    return code;
}
