/* change: the history says what is in force, the rulebook runs it; here they are kept the same.
 *
 * First the image lies on the disk, then the history says so, then the rulebook has it. If the
 * process dies in between, the next start does what the history says. Taking back is not compiling
 * again: the image of before is still there, so it needs neither the old rule files nor any luck.
 *
 * A folder whose rules were taken back stays as it is, being its authors'; a restart does not put
 * it in force again behind their backs. Asking for it (reload) does. */
#include "gateway/rules/change.h"

#include <errno.h>

enum { HISTORY_CEILING = 64 << 20, SECOND = 1000 };

static int64_t now(const struct rules_change *change)
{
    return change->world->now(change->world->self);
}

static const struct rules_report nobody = {0};

static enum change_result of_loaded(enum rules_loaded loaded)
{
    switch (loaded) {
    case LOADED_OK:
        return CHANGE_DONE;
    case LOADED_ERRORS:
        return CHANGE_ERRORS;
    case LOADED_UNREADABLE:
        break;
    }
    return CHANGE_IMPOSSIBLE;
}

static bool record(struct rules_change *change, enum history_event event, struct view version,
                   int64_t confirm_by)
{
    bool good = history_add(&change->history, event, now(change), version, confirm_by);
    if (!good)
        log_event(change->log, LOG_ERROR, "rules_history_not_written",
                  LOG_WORD("file", change->history.path), LOG_WORD("reason", strerror(errno)));
    return good;
}

static enum rules_loaded force(struct rules_change *change, struct view version)
{
    enum rules_loaded loaded =
        rules_folder_force(change->images, version, change->book, change->log);
    if (loaded == LOADED_OK)
        metrics_rules(change->metrics, version);
    return loaded;
}

static enum change_result run_latest(struct rules_change *change)
{
    const struct history_version *latest = history_now(&change->history);
    if (!latest)
        return CHANGE_IMPOSSIBLE;
    return of_loaded(force(change, latest->version));
}

/* ---- start ---- */

/* Nobody was there to confirm them. */
static bool drop_trial(struct rules_change *change)
{
    const struct history_version *latest = history_now(&change->history);
    if (!latest || latest->state != VERSION_ON_TRIAL || !history_before(&change->history))
        return true;
    log_event(change->log, LOG_WARNING, "rules_trial_ended", LOG_TEXT("version", latest->version));
    return record(change, HISTORY_EXPIRE, VIEW(""), 0);
}

static enum change_result start_with(struct rules_change *change, struct view version)
{
    const struct history_version *latest = history_now(&change->history);
    if (latest && history_was_undone(&change->history, version)) {
        log_event(change->log, LOG_WARNING, "rules_taken_back_before", LOG_TEXT("version", version),
                  LOG_TEXT("running", latest->version));
        return run_latest(change);
    }
    bool same = latest && view_eq(latest->version, version);
    if (!same && !record(change, HISTORY_FORCE, version, 0))
        return CHANGE_IMPOSSIBLE;
    return run_latest(change);
}

/* Rules that do not compile: a city's desk stays open with those of before. */
static enum change_result start_without(struct rules_change *change, enum change_result result)
{
    const struct history_version *latest = history_now(&change->history);
    if (!latest || run_latest(change) != CHANGE_DONE)
        return result;
    log_event(change->log, LOG_ERROR, "rules_of_before", LOG_TEXT("running", latest->version),
              LOG_WORD("because", "the folder's rules cannot be used"));
    return CHANGE_DONE;
}

enum change_result change_start(struct rules_change *change)
{
    struct view version;
    arena_init(&change->arena, HISTORY_CEILING);
    if (!history_read(&change->history, change->images, &change->arena)) {
        log_event(change->log, LOG_ERROR, "rules_history_not_read",
                  LOG_WORD("file", change->history.path), LOG_WORD("reason", strerror(errno)));
        return CHANGE_IMPOSSIBLE;
    }
    enum rules_loaded loaded = rules_folder_keep(change->folder, change->images, &nobody,
                                                 change->log, &change->arena, &version);
    if (!drop_trial(change))
        return CHANGE_IMPOSSIBLE;
    return loaded == LOADED_OK ? start_with(change, version)
                               : start_without(change, of_loaded(loaded));
}

void change_end(struct rules_change *change)
{
    arena_free(&change->arena);
}

/* ---- while it runs ---- */

static bool is_running(const struct rules_change *change, struct view version)
{
    const struct history_version *latest = history_now(&change->history);
    return latest && latest->state == VERSION_GOOD && view_eq(latest->version, version);
}

static enum change_result put_in_force(struct rules_change *change, struct view version,
                                       int64_t seconds)
{
    if (is_running(change, version))
        return CHANGE_NONE;
    int64_t by = seconds > 0 ? now(change) + seconds : 0;
    if (!record(change, by ? HISTORY_TRY : HISTORY_FORCE, version, by))
        return CHANGE_IMPOSSIBLE;
    if (by)
        log_event(change->log, LOG_INFO, "rules_on_trial", LOG_TEXT("version", version),
                  LOG_NUMBER("seconds", seconds));
    return run_latest(change);
}

enum change_result change_reload(struct rules_change *change, int64_t seconds,
                                 const struct rules_report *report)
{
    struct view version;
    enum change_result result =
        of_loaded(rules_folder_keep(change->folder, change->images, report ? report : &nobody,
                                    change->log, &change->arena, &version));
    if (result == CHANGE_DONE)
        result = put_in_force(change, version, seconds);
    if (result == CHANGE_DONE)
        metrics_add(change->metrics, METRIC_RELOADS, 1);
    else if (result != CHANGE_NONE)
        metrics_add(change->metrics, METRIC_RELOADS_REFUSED, 1);
    return result;
}

enum change_result change_confirm(struct rules_change *change)
{
    const struct history_version *latest = history_now(&change->history);
    if (!latest || latest->state != VERSION_ON_TRIAL)
        return CHANGE_NONE;
    if (!record(change, HISTORY_CONFIRM, VIEW(""), 0))
        return CHANGE_IMPOSSIBLE;
    log_event(change->log, LOG_INFO, "rules_confirmed", LOG_TEXT("version", latest->version));
    return CHANGE_DONE;
}

/* The other way round than putting in force: only when the version before runs again is it written
 * down, so that a lost image leaves everything as it is. */
static enum change_result take_back(struct rules_change *change, enum history_event event)
{
    const struct history_version *before = history_before(&change->history);
    if (!before)
        return CHANGE_NONE;
    struct view version = history_now(&change->history)->version;
    if (force(change, before->version) != LOADED_OK)
        return CHANGE_IMPOSSIBLE;
    if (!record(change, event, VIEW(""), 0)) {
        run_latest(change);
        return CHANGE_IMPOSSIBLE;
    }
    log_event(change->log, LOG_WARNING, "rules_taken_back", LOG_TEXT("version", version),
              LOG_WORD("because", event == HISTORY_UNDO ? "asked to" : "not confirmed in time"));
    return CHANGE_DONE;
}

enum change_result change_undo(struct rules_change *change)
{
    return take_back(change, HISTORY_UNDO);
}

int change_tick(struct rules_change *change)
{
    const struct history_version *latest = history_now(&change->history);
    if (!latest || latest->state != VERSION_ON_TRIAL)
        return -1;
    int64_t left = latest->confirm_by - now(change);
    if (left > 0)
        return (int)(left > 3600 ? 3600 : left) * SECOND;
    return take_back(change, HISTORY_EXPIRE) == CHANGE_DONE ? -1 : SECOND;
}
