/* diff_replay: where past cases come from. A file has one text a line, or is a table with tabs
 * whose first line names a column `text` (and `area`, if it has one); a data folder is read by the
 * gateway that this program is part of. What is run is shown while it runs: a city has a million
 * cases. */
#include <errno.h>
#include <sys/stat.h>

#include "dsl/base/file.h"
#include "dsl/tools/diff.h"

enum { FILE_MAX = 1 << 30, BAR = 40, PERCENT = 100 };

struct running {
    const struct tool *tool;
    const struct tool_options *options;
    struct replay *replay;
    size_t done, total; /* bytes, or cases; total 0: not known */
    int shown;          /* per cent, or thousands */
};

/* ---- the bar ---- */

static void show(struct running *running)
{
    if (!running->tool->progress)
        return;
    int now = running->total ? (int)(running->done * PERCENT / running->total)
                             : (int)(running->replay->texts / 1000);
    if (now == running->shown)
        return;
    running->shown = now;
    fprintf(running->tool->err, "\r");
    if (running->total)
        fprintf(running->tool->err, "[%.*s%*s] %3d%%  ", now * BAR / PERCENT,
                "########################################", BAR - now * BAR / PERCENT, "", now);
    fprintf(running->tool->err, options_say(running->options, "%zu 件", "%zu cases"),
            running->replay->texts);
    fflush(running->tool->err);
}

static void clear(const struct running *running)
{
    if (running->tool->progress && running->shown >= 0)
        fprintf(running->tool->err, "\r%*s\r", BAR + 40, "");
}

/* ---- a file ---- */

struct columns {
    int text, area; /* NONE: there is no such column */
};

static struct view cell(struct view line, int column)
{
    struct view rest = line, found = VIEW("");
    for (int i = 0; i <= column && rest.p; i++)
        found = view_cut(&rest, '\t');
    return column == NONE ? VIEW("") : found;
}

/* false: the first line is no heading. */
static bool read_heading(struct view line, struct columns *columns)
{
    struct view rest = line;
    *columns = (struct columns){NONE, NONE};
    for (int i = 0; rest.p; i++) {
        struct view name = view_trim(view_cut(&rest, '\t'));
        if (view_is(name, "text"))
            columns->text = i;
        else if (view_is(name, "area"))
            columns->area = i;
    }
    return columns->text != NONE;
}

static void run_lines(struct running *running, struct view all)
{
    struct columns columns;
    struct view rest = all, first = view_trim(view_cut(&rest, '\n'));
    bool table = read_heading(first, &columns);
    if (!table)
        rest = all;
    running->total = all.n;
    while (rest.p) {
        struct view line = view_trim(view_cut(&rest, '\n'));
        struct view text = table ? cell(line, columns.text) : line;
        if (text.n)
            replay_case(running->replay, text, table ? cell(line, columns.area) : VIEW(""));
        running->done = rest.p ? (size_t)(rest.p - all.p) : all.n;
        show(running);
    }
}

static bool run_file(struct running *running, const char *path)
{
    struct buf all;
    buf_init(&all, FILE_MAX);
    bool read = file_read(path, &all);
    int why = errno;
    if (read && all.n)
        run_lines(running, buf_seen(&all));
    buf_free(&all);
    if (!read)
        fprintf(running->tool->err, "zhida diff: %s: %s\n", path, strerror(why));
    return read;
}

/* ---- a gateway's data ---- */

static void run_one(void *self, const struct past_case *one)
{
    struct running *running = self;
    if (one->text.n)
        replay_case(running->replay, one->text, one->area);
    show(running);
}

static bool run_data(struct running *running, const char *path)
{
    struct view why = VIEW("");
    const struct tool *tool = running->tool;
    if (tool->past && tool->past(path, running->options->value[OPTION_KEY_FILE],
                                 running->replay->arena, running, run_one, &why))
        return true;
    fprintf(tool->err,
            options_say(running->options, "zhida diff: 读不了 %s 里的诉求：%.*s\n",
                        "zhida diff: could not read the cases of %s: %.*s\n"),
            path, VIEW_FMT(why));
    return false;
}

int diff_replay(const struct tool *tool, const struct tool_options *options, const char *path,
                struct replay *replay)
{
    struct running running = {.tool = tool, .options = options, .replay = replay, .shown = -1};
    struct stat about;
    bool folder = stat(path, &about) == 0 && S_ISDIR(about.st_mode);
    bool good = folder ? run_data(&running, path) : run_file(&running, path);
    clear(&running);
    return good ? TOOL_SOUND : TOOL_NOT_RUN;
}
