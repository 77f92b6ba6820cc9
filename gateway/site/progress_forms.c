/* progress_forms: what a citizen can do now, each a form of its own.
 *
 * A form is offered where the table of moves allows the move from this state; the turn asks again
 * when it is sent. What waits for the citizen (the rating) stands open at the top; the rest is
 * folded away, so that nothing is withdrawn by a slip of the thumb. */
#include "gateway/site/progress.h"

/* A form that carries number and code on. */
static void form_open(struct site_call *call, const struct progress *progress, const char *act)
{
    form_begin(call, "/progress", "");
    buf_print(call->out, "<input type=\"hidden\" name=\"act\" value=\"%s\">", act);
    put(call, "<input type=\"hidden\" name=\"n\" value=\"");
    put_escaped(call, progress->number);
    put(call, "\"><input type=\"hidden\" name=\"c\" value=\"");
    put_escaped(call, progress->code);
    put(call, "\">\n");
}

static void put_scale(struct site_call *call, enum site_word name, const char *field)
{
    static const enum site_word marks[] = {WORD_mark_1, WORD_mark_2, WORD_mark_3, WORD_mark_4,
                                           WORD_mark_5};
    put(call, "<fieldset><legend>");
    put_word(call, name);
    put(call, "</legend><div class=\"scale\">");
    for (int i = 0; i < 5; i++) {
        buf_print(call->out,
                  "<label><input type=\"radio\" name=\"%s\" value=\"%d\" required><span>", field,
                  i + 1);
        put_word(call, marks[i]);
        put(call, "</span></label>");
    }
    put(call, "</div></fieldset>\n");
}

static void put_rating(struct site_call *call, const struct progress *progress)
{
    put(call, "<section class=\"do first\"><h2>");
    put_word(call, WORD_rate);
    put(call, "</h2>\n<p class=\"soft\">");
    put_word(call, WORD_rate_hint);
    put(call, "</p>\n");
    form_open(call, progress, "rate");
    put_scale(call, WORD_rate_speed, "speed");
    put_scale(call, WORD_rate_result, "result");
    put_scale(call, WORD_rate_experience, "experience");
    put_scale(call, WORD_rate_feedback, "feedback");
    form_end(call, WORD_rate_send, "strong");
    put(call, "</section>\n");
}

static void put_box(struct site_call *call, const struct progress *progress, const char *act,
                    enum site_word title, enum site_word hint, enum site_word send)
{
    put(call, "<details class=\"do\"><summary>");
    put_word(call, title);
    put(call, "</summary>\n");
    form_open(call, progress, act);
    buf_print(call->out, "<label for=\"%s-text\">", act);
    put_word(call, hint);
    buf_print(call->out,
              "</label><textarea id=\"%s-text\" name=\"text\" rows=\"4\" maxlength=\"1000\" "
              "required></textarea>",
              act);
    form_end(call, send, "strong");
    put(call, "</details>\n");
}

static void put_withdrawal(struct site_call *call, const struct progress *progress)
{
    put(call, "<details class=\"do\"><summary>");
    put_word(call, WORD_withdraw);
    put(call, "</summary>\n");
    form_open(call, progress, "withdraw");
    put(call, "<p>");
    put_word(call, WORD_withdraw_hint);
    put(call, "</p><label class=\"tick\"><input type=\"checkbox\" name=\"sure\" value=\"yes\" "
              "required> <span>");
    put_word(call, WORD_withdraw_sure);
    put(call, "</span></label>");
    form_end(call, WORD_withdraw_send, "quiet");
    put(call, "</details>\n");
}

static void put_button(struct site_call *call, const struct progress *progress, const char *act,
                       enum site_word title, enum site_word hint, enum site_word send)
{
    put(call, "<details class=\"do\"><summary>");
    put_word(call, title);
    put(call, "</summary>\n");
    form_open(call, progress, act);
    put(call, "<p>");
    put_word(call, hint);
    put(call, "</p>");
    form_end(call, send, "quiet");
    put(call, "</details>\n");
}

static void put_consent(struct site_call *call, const struct progress *progress)
{
    bool given = progress->consented > 0;
    put_button(call, progress, given ? "no-consent" : "consent",
               given ? WORD_consent_now : WORD_consent, WORD_consent_hint,
               given ? WORD_consent_take : WORD_consent_give);
}

/* As far as the case itself says; how many days a case may be reopened the turn asks. */
static bool may(const struct progress *progress, enum case_move move)
{
    const struct case_line *line = &progress->full.line;
    struct case_standing standing = {.flags = line->flags, .poor_ratings = line->poor_ratings};
    return case_may(move, line->state, BY_CITIZEN) &&
           case_holds(case_move_info(move)->when, &standing);
}

void progress_rating(struct site_call *call, const struct progress *progress)
{
    if (may(progress, MOVE_RATE_GOOD))
        put_rating(call, progress);
}

void progress_forms(struct site_call *call, const struct progress *progress)
{
    bool over = case_state_info(progress->full.line.state)->final;
    bool waits = progress->full.line.state == CASE_PAUSED;
    if (may(progress, MOVE_REOPEN) || may(progress, MOVE_REOPEN_AGAIN))
        put_box(call, progress, "reopen", WORD_reopen, WORD_reopen_hint, WORD_reopen_send);
    if (!over)
        put_box(call, progress, "add", waits ? WORD_reply : WORD_add,
                waits ? WORD_reply_hint : WORD_add_hint, WORD_add_send);
    if (may(progress, MOVE_URGE))
        put_button(call, progress, "urge", WORD_urge, WORD_urge_hint, WORD_urge_send);
    if (progress->full.answer.n)
        put_consent(call, progress);
    if (may(progress, MOVE_WITHDRAW))
        put_withdrawal(call, progress);
}
