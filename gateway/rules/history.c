/* history: a journal and what follows from it.
 *
 * An event is a line "SECONDS EVENT VERSION CONFIRM_BY"; state is nothing but the events replayed,
 * so what a restart finds is what the running gateway knew. In force is the latest version that
 * was not taken back: taking back makes the one before it the latest. A line reaches the disk
 * before anybody acts on it; a line cut off by a crash is as if it had not been written. */
#include "gateway/rules/history.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <unistd.h>

#include "dsl/base/file.h"

enum { FILE_MAX = 16 << 20, LINE_MAX_BYTES = 256, PATH_MAX_BYTES = 4096 };

static const char *const event_names[] = {"force", "try", "confirm", "undo", "expire"};
enum { EVENTS = sizeof event_names / sizeof *event_names };

/* ---- what follows ---- */

static struct history_version *latest(const struct history *history, size_t *from)
{
    while (*from)
        if (history->versions.at[--*from].state <= VERSION_ON_TRIAL)
            return &history->versions.at[*from];
    return NULL;
}

static struct history_version *in_force(const struct history *history)
{
    size_t from = history->versions.n;
    return latest(history, &from);
}

const struct history_version *history_now(const struct history *history)
{
    return in_force(history);
}

const struct history_version *history_before(const struct history *history)
{
    size_t from = history->versions.n;
    return latest(history, &from) ? latest(history, &from) : NULL;
}

bool history_was_undone(const struct history *history, struct view version)
{
    for (size_t i = history->versions.n; i--;)
        if (view_eq(history->versions.at[i].version, version))
            return history->versions.at[i].state > VERSION_ON_TRIAL;
    return false;
}

/* A new version on top of one that is still on trial: nobody confirmed that one. */
static void put(struct history *history, int64_t at, struct view version, int64_t confirm_by)
{
    struct history_version *now = in_force(history);
    if (now) {
        now->to = at;
        if (now->state == VERSION_ON_TRIAL)
            now->state = VERSION_EXPIRED;
    }
    VEC_ADD(history->arena, &history->versions,
            ((struct history_version){.version = view_keep(history->arena, version),
                                      .from = at,
                                      .confirm_by = confirm_by,
                                      .state = confirm_by ? VERSION_ON_TRIAL : VERSION_GOOD}));
}

static void take_back(struct history *history, int64_t at, enum history_state state)
{
    struct history_version *now = in_force(history);
    if (!now)
        return;
    *now = (struct history_version){
        .version = now->version, .from = now->from, .to = at, .state = state};
    now = in_force(history);
    if (now)
        now->to = 0;
}

static void replay(struct history *history, enum history_event event, int64_t at,
                   struct view version, int64_t confirm_by)
{
    struct history_version *now = in_force(history);
    switch (event) {
    case HISTORY_FORCE:
        put(history, at, version, 0);
        break;
    case HISTORY_TRY:
        put(history, at, version, confirm_by);
        break;
    case HISTORY_CONFIRM:
        if (now) {
            now->state = VERSION_GOOD;
            now->confirm_by = 0;
        }
        break;
    case HISTORY_UNDO:
        take_back(history, at, VERSION_UNDONE);
        break;
    case HISTORY_EXPIRE:
        take_back(history, at, VERSION_EXPIRED);
        break;
    }
}

/* ---- the file ---- */

static bool replay_line(struct history *history, struct view line)
{
    int64_t at, by;
    struct view rest = line, first = view_cut(&rest, ' '), name = view_cut(&rest, ' ');
    struct view version = view_cut(&rest, ' ');
    if (!view_int(first, 0, INT64_MAX, &at) || !view_int(rest, 0, INT64_MAX, &by))
        return false;
    for (int i = 0; i < EVENTS; i++)
        if (view_is(name, event_names[i])) {
            replay(history, (enum history_event)i, at, version, by);
            return true;
        }
    return false;
}

bool history_read(struct history *history, const char *images, struct arena *arena)
{
    struct buf text, path;
    buf_init(&path, PATH_MAX_BYTES);
    buf_print(&path, "%s/history", images);
    *history = (struct history){.arena = arena, .path = buf_keep(&path, arena).p};
    buf_free(&path);
    buf_init(&text, FILE_MAX);
    bool read = file_read(history->path, &text);
    int why = errno;
    struct view rest = buf_seen(&text);
    while (read && rest.p) {
        struct view line = view_cut(&rest, '\n');
        if (rest.p) /* the last part has no line end: cut off */
            replay_line(history, line);
    }
    buf_free(&text);
    errno = why;
    return read || why == ENOENT;
}

/* What a crash left of a line gets its end, so that it stays alone. */
static bool end_half_line(int file)
{
    char last = '\n';
    off_t end = lseek(file, 0, SEEK_END);
    if (end > 0 && pread(file, &last, 1, end - 1) != 1)
        return false;
    return last == '\n' || write(file, "\n", 1) == 1;
}

static bool write_line(const char *path, struct view line)
{
    int file = open(path, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    if (file < 0)
        return false;
    errno = ENOSPC; /* of a write that is short */
    bool good = end_half_line(file) && write(file, line.p, line.n) == (ssize_t)line.n;
    good = good && fsync(file) == 0;
    int why = errno;
    close(file);
    errno = why;
    return good;
}

bool history_add(struct history *history, enum history_event event, int64_t at, struct view version,
                 int64_t confirm_by)
{
    struct buf line;
    struct view name = version.n ? version : VIEW("-");
    buf_init(&line, LINE_MAX_BYTES);
    buf_print(&line, "%" PRId64 " %s %.*s %" PRId64 "\n", at, event_names[event], VIEW_FMT(name),
              confirm_by);
    bool good = !line.full && write_line(history->path, buf_seen(&line));
    buf_free(&line);
    if (good)
        replay(history, event, at, version, confirm_by);
    return good;
}
