/* progress_acts: what a citizen may do on the progress page.
 *
 * The form carries number and code once more, and the door has checked them again: a page that
 * somebody left open gives nothing away by itself. Whether the act fits the case's state is decided
 * by the turn thread, from the table. A form that is sent twice does its act once: a remark that
 * says what the last one said is taken as that one. */
#include "dsl/base/utf8.h"
#include "gateway/site/progress.h"
#include "gateway/store/board.h"

enum { REMARK_MOST = 1000, REMARKS_A_DAY = 10, DAY_SECONDS = 86400 };

static enum site_word said(enum move_result result, enum site_word made, bool *good)
{
    *good = result == MOVE_MADE;
    if (result == MOVE_MADE)
        return made;
    return result == MOVE_NO_STORE ? WORD_busy : WORD_moved_on;
}

static enum site_word rate(struct site_call *call, const struct progress *progress, bool *good)
{
    static const char *const fields[RATE_DIMENSIONS] = {"speed", "result", "experience",
                                                        "feedback"};
    struct citizen_visit visit = {.case_id = progress->full.line.id, .act = VISIT_RATE};
    for (int i = 0; i < RATE_DIMENSIONS; i++) {
        int64_t mark;
        if (!view_int(form_text(call, fields[i]), 1, 5, &mark))
            return WORD_marks_missing;
        visit.rating[i] = (int)mark;
    }
    return said(turn_visit(call->site->turn, &visit), WORD_rated, good);
}

/* How often something was added within a day; *same: and the last time it was this. */
static int added_lately(const struct site_call *call, const struct progress *progress,
                        struct view text, bool *same)
{
    int count = 0;
    *same = false;
    for (size_t i = 0; i < progress->event_count; i++) {
        const struct case_event *event = &progress->events[i];
        if (event->move != EVENT_ADDED || event->at < call->now - DAY_SECONDS)
            continue;
        *same = view_eq(event->text, text);
        count++;
    }
    return count;
}

static enum site_word add(struct site_call *call, const struct progress *progress, bool *good)
{
    bool same;
    struct view text = form_text(call, "text");
    struct citizen_visit visit = {progress->full.line.id, VISIT_ADD, {0}, text};
    if (utf8_length(text) < 2)
        return WORD_add_too_short;
    if (utf8_length(text) > REMARK_MOST)
        return WORD_add_too_long;
    int count = added_lately(call, progress, text, &same);
    *good = same;
    if (same)
        return WORD_added;
    if (count >= REMARKS_A_DAY)
        return WORD_add_enough;
    return said(turn_visit(call->site->turn, &visit), WORD_added, good);
}

static enum site_word urge(struct site_call *call, const struct progress *progress, bool *good)
{
    struct citizen_visit visit = {.case_id = progress->full.line.id, .act = VISIT_URGE};
    for (size_t i = 0; i < progress->event_count; i++) {
        const struct case_event *event = &progress->events[i];
        if (event->move == MOVE_URGE && event->mover == BY_CITIZEN &&
            event->at > call->now - DAY_SECONDS)
            return WORD_urged_before;
    }
    return said(turn_visit(call->site->turn, &visit), WORD_urged, good);
}

static enum site_word reopen(struct site_call *call, const struct progress *progress, bool *good)
{
    struct view text = form_text(call, "text");
    struct citizen_visit visit = {progress->full.line.id, VISIT_REOPEN, {0}, text};
    if (utf8_length(text) < 2)
        return WORD_reopen_hint;
    if (utf8_length(text) > REMARK_MOST)
        return WORD_add_too_long;
    enum site_word word = said(turn_visit(call->site->turn, &visit), WORD_reopened, good);
    return word == WORD_moved_on ? WORD_reopen_late : word;
}

static enum site_word withdraw(struct site_call *call, const struct progress *progress, bool *good)
{
    struct citizen_visit visit = {.case_id = progress->full.line.id, .act = VISIT_WITHDRAW};
    if (!view_is(form_text(call, "sure"), "yes"))
        return WORD_not_ticked;
    return said(turn_visit(call->site->turn, &visit), WORD_withdrawn, good);
}

struct consent_job {
    int64_t id, now;
    bool given;
};

static enum store_error consent_job(struct store *store, void *argument)
{
    const struct consent_job *job = argument;
    enum store_error error = agreed_set(store, job->id, job->given, job->now);
    return error == STORE_OK && !job->given ? board_leave(store, job->id, job->now) : error;
}

static enum site_word consent(struct site_call *call, const struct progress *progress, bool given,
                              bool *good)
{
    struct consent_job job = {progress->full.line.id, call->now, given};
    *good = turn_write(call->site->turn, consent_job, &job) == STORE_OK;
    if (!*good)
        return WORD_busy;
    return given ? WORD_consent_given : WORD_consent_taken;
}

enum site_word progress_act(struct site_call *call, const struct progress *progress, bool *good)
{
    struct view act = form_text(call, "act");
    *good = false;
    if (view_is(act, "rate"))
        return rate(call, progress, good);
    if (view_is(act, "add"))
        return add(call, progress, good);
    if (view_is(act, "urge"))
        return urge(call, progress, good);
    if (view_is(act, "reopen"))
        return reopen(call, progress, good);
    if (view_is(act, "withdraw"))
        return withdraw(call, progress, good);
    if (view_is(act, "consent"))
        return consent(call, progress, true, good);
    if (view_is(act, "no-consent"))
        return consent(call, progress, false, good);
    return WORDS;
}
