/* progress_way: what happened to a case, in the citizen's words, the newest on top.
 *
 * Which moves and happenings are shown is one table; what is not in it (remarks, reminders, who was
 * asked to help, what an extension was asked for) stays inside. Of those shown only an answer, a
 * question to the citizen and the citizen's own words come with their text, numbers masked: the
 * page may be read over a shoulder. */
#include "gateway/desk/mask.h"
#include "gateway/site/progress.h"

enum line_form { LINE_PLAIN, LINE_UNIT_AFTER, LINE_UNIT_BEFORE };

static const struct {
    int what; /* move or happening */
    enum site_word word;
    enum line_form form;
    bool with_text; /* what was written is the citizen's to read */
} lines[] = {
    {EVENT_FILED, WORD_event_filed, LINE_PLAIN, false},
    {MOVE_ASSIGN, WORD_event_dispatched, LINE_UNIT_AFTER, false},
    {MOVE_SIGN, WORD_event_signed, LINE_UNIT_BEFORE, false},
    {MOVE_RETURN, WORD_event_returned, LINE_PLAIN, false},
    {MOVE_ANSWER, WORD_event_answered, LINE_UNIT_BEFORE, true},
    {MOVE_RATE_GOOD, WORD_event_rated, LINE_PLAIN, false},
    {MOVE_RATE_POOR, WORD_event_redo, LINE_PLAIN, false},
    {MOVE_RATE_POOR_AGAIN, WORD_event_supervised, LINE_PLAIN, false},
    {MOVE_CLOSE, WORD_event_closed, LINE_PLAIN, false},
    {MOVE_WITHDRAW, WORD_event_withdrawn, LINE_PLAIN, false},
    {MOVE_DISPUTE, WORD_event_disputed, LINE_PLAIN, false},
    {MOVE_ARBITRATE, WORD_event_arbitrated, LINE_UNIT_AFTER, false},
    {MOVE_HELP, WORD_event_helper, LINE_UNIT_BEFORE, false},
    {MOVE_EXTEND_GRANT, WORD_event_extended, LINE_PLAIN, false},
    {MOVE_PAUSE, WORD_event_paused, LINE_PLAIN, true},
    {MOVE_RESUME, WORD_event_resumed, LINE_PLAIN, false},
    {MOVE_REOPEN, WORD_event_reopened, LINE_PLAIN, true},
    {MOVE_REOPEN_AGAIN, WORD_event_reopened, LINE_PLAIN, true},
    {MOVE_MERGE, WORD_event_merged, LINE_PLAIN, false},
    {MOVE_URGE, WORD_event_urged, LINE_PLAIN, false},
    {EVENT_OVERDUE, WORD_event_overdue, LINE_PLAIN, false},
    {EVENT_ADDED, WORD_event_added, LINE_PLAIN, true},
    {EVENT_FOLLOWED, WORD_event_followed, LINE_PLAIN, false},
};
enum { LINES = sizeof lines / sizeof *lines };

static int line_of(int what)
{
    for (int i = 0; i < LINES; i++)
        if (lines[i].what == what)
            return i;
    return NONE;
}

static void put_marks(struct site_call *call, const struct case_event *event)
{
    static const enum site_word names[RATE_DIMENSIONS] = {WORD_rate_speed, WORD_rate_result,
                                                          WORD_rate_experience, WORD_rate_feedback};
    if (!event->rating[0])
        return;
    put(call, "<span class=\"marks\">");
    for (int i = 0; i < RATE_DIMENSIONS; i++) {
        put(call, i ? " · " : "");
        put_word(call, names[i]);
        buf_print(call->out, " %d", event->rating[i]);
    }
    put(call, "</span>");
}

static void put_said(struct site_call *call, struct view text)
{
    if (!text.n)
        return;
    put(call, "<blockquote>");
    put_lines(call, mask_numbers(text, call->arena));
    put(call, "</blockquote>");
}

static void put_move(struct site_call *call, const struct case_event *event, int line)
{
    struct view unit = name_of(call, NOUN_UNIT, event->unit);
    if (lines[line].form == LINE_UNIT_BEFORE)
        put_escaped(call, unit);
    put_word(call, lines[line].word);
    if (lines[line].form == LINE_UNIT_AFTER)
        put_escaped(call, unit);
    put_marks(call, event);
    if (lines[line].with_text)
        put_said(call, event->text);
}

/* Where the rules named the unit at once, the filing was its dispatch too. */
static void put_line(struct site_call *call, const struct case_event *event, int line)
{
    if (event->move == EVENT_FILED && event->state == CASE_DISPATCHED) {
        put_word(call, WORD_event_filed_unit);
        put_escaped(call, name_of(call, NOUN_UNIT, event->unit));
    } else
        put_move(call, event, line);
    if (event->due) {
        put(call, "<span class=\"soft\"> · ");
        put_word(call, WORD_due_at);
        put(call, " ");
        put_deadline(call, event->due);
        put(call, "</span>");
    }
}

void progress_way(struct site_call *call, const struct progress *progress)
{
    put(call, "<h2>");
    put_word(call, WORD_timeline);
    put(call, "</h2>\n<p class=\"soft\">");
    put_word(call, WORD_timeline_newest);
    put(call, "</p>\n<ol class=\"way\" reversed>\n");
    for (size_t i = progress->event_count; i--;) {
        const struct case_event *event = &progress->events[i];
        int line = line_of(event->move);
        if (line == NONE)
            continue;
        put(call, "<li><div class=\"when\">");
        put_moment(call, event->at);
        put(call, "</div><div>");
        put_line(call, event, line);
        put(call, "</div></li>\n");
    }
    put(call, "</ol>\n");
}
