/* progress: the page on which a case is followed like a parcel.
 *
 * GET shows two fields; POST with number and code shows the case: where it stands, who has it, by
 * when, why then, what happened, what was answered, and what the citizen can do now. The code is
 * never part of an address: a link carries the number, and at most the code behind '#', which
 * browsers keep to themselves; a script then fills the field. */
#include "gateway/site/progress.h"

#include "gateway/desk/mask.h"

static void put_row(struct site_call *call, enum site_word name, struct view text)
{
    put(call, "<div><dt>");
    put_word(call, name);
    put(call, "</dt><dd>");
    put_escaped(call, text);
    put(call, "</dd></div>\n");
}

static void put_due(struct site_call *call, const struct progress *progress)
{
    const struct case_line *line = &progress->full.line;
    bool open = !case_state_info(line->state)->final && line->state != CASE_ANSWERED;
    if (!line->due || !open)
        return;
    put(call, "<div><dt>");
    put_word(call, WORD_due_at);
    put(call, "</dt><dd>");
    put_deadline(call, line->due);
    if (line->due < call->now) {
        put(call, " <strong class=\"late\">");
        put_word(call, WORD_due_over);
        put(call, "</strong>");
    }
    if (due_is_plain(call, progress)) {
        put(call, "<details><summary>");
        put_word(call, WORD_due_how);
        put(call, "</summary><p>");
        due_explain(call, progress);
        put(call, "</p></details>");
    }
    put(call, "</dd></div>\n");
}

static void put_filed(struct site_call *call, const struct case_line *line)
{
    put(call, "<div><dt>");
    put_word(call, WORD_filed_at);
    put(call, "</dt><dd>");
    put_moment(call, line->filed);
    put(call, "</dd></div>\n");
}

static struct view state_text(const struct site_call *call, enum case_state state)
{
    const struct case_state_info *info = case_state_info(state);
    return view_of(call->language == LANGUAGE_EN ? info->en : info->zh);
}

static struct view unit_text(const struct site_call *call, const struct case_full *full)
{
    struct view name = name_of(call, NOUN_UNIT, full->line.unit);
    return name.n && full->line.state != CASE_RECEIVED ? name : site_word(call, WORD_no_unit_yet);
}

static void put_facts(struct site_call *call, const struct progress *progress)
{
    const struct case_full *full = &progress->full;
    struct view duty = name_of(call, NOUN_DUTY, full->line.duty);
    put(call, "<dl class=\"facts\">\n");
    put_row(call, WORD_number, progress->number);
    put_row(call, WORD_state, state_text(call, full->line.state));
    if (duty.n || full->duty_text.n)
        put_row(call, WORD_matter,
                call->language == LANGUAGE_EN || !full->duty_text.n ? duty : full->duty_text);
    put_row(call, WORD_handled_by, unit_text(call, full));
    put_filed(call, &full->line);
    put_due(call, progress);
    put(call, "</dl>\n");
}

static void put_words(struct site_call *call, const struct case_full *full)
{
    if (full->answer.n) {
        put(call, "<section class=\"answer\"><h2>");
        put_word(call, WORD_answer);
        put(call, "</h2>\n<p>");
        put_lines(call, full->answer);
        put(call, "</p></section>\n");
    }
    if (full->text.n) {
        put(call, "<details class=\"words\"><summary>");
        put_word(call, WORD_your_words);
        put(call, "</summary><p>");
        put_lines(call, mask_numbers(full->text, call->arena));
        put(call, "</p></details>\n");
    }
}

static void put_case(struct site_call *call, const struct progress *progress)
{
    put_facts(call, progress);
    put_words(call, &progress->full);
    progress_rating(call, progress);
    progress_way(call, progress);
    progress_forms(call, progress);
    put(call, "<p class=\"soft print-hint\">");
    put_word(call, WORD_print);
    put(call, " ");
    put_word(call, WORD_shown_at);
    put_moment(call, call->now);
    put(call, "</p>\n<p><a");
    put_href(call, "/progress", NULL);
    put(call, ">");
    put_word(call, WORD_look_again);
    put(call, "</a></p>\n");
}

/* ---- the two fields ---- */

static void put_field(struct site_call *call, const char *name, enum site_word label,
                      enum site_word hint, struct view value, const char *more)
{
    buf_print(call->out, "<p><label for=\"%s\">", name);
    put_word(call, label);
    buf_print(call->out, "</label><span class=\"hint\" id=\"%s-hint\">", name);
    put_word(call, hint);
    buf_print(call->out,
              "</span><input id=\"%s\" name=\"%s\" aria-describedby=\"%s-hint\" required "
              "class=\"field\" spellcheck=\"false\" autocapitalize=\"characters\" %s value=\"",
              name, name, name, more);
    put_escaped(call, value);
    put(call, "\"></p>\n");
}

static void put_door(struct site_call *call, struct view number, enum site_word said)
{
    page_open(call, SECTION_PROGRESS, WORD_progress, VIEW(""));
    if (said != WORDS)
        put_notice(call, "bad", said);
    put(call, "<p>");
    put_word(call, WORD_progress_lead);
    put(call, "</p>\n");
    form_begin(call, "/progress", "id=\"look\" class=\"card\"");
    put_field(call, "n", WORD_number, WORD_number_hint, number,
              "maxlength=\"40\" autocomplete=\"off\"");
    put_field(call, "c", WORD_code, WORD_code_hint, VIEW(""),
              "maxlength=\"20\" autocomplete=\"off\"");
    form_end(call, WORD_look, "strong");
    put(call, "<script type=\"module\" src=\"/site/progress.js\"></script>\n");
    page_shut(call);
}

void progress_get(struct site_call *call)
{
    put_door(call, query_text(call, "n"), WORDS);
}

/* ---- the case ---- */

static enum store_error read_progress(struct site_call *call, struct progress *progress)
{
    int64_t id = progress->full.line.id;
    struct view prefix = call->rules ? rules_district_code(call->rules) : VIEW("");
    enum store_error error = cases_get(call->reader, id, call->arena, &progress->full);
    if (error == STORE_OK)
        error = cases_events(call->reader, &progress->full, call->arena, &progress->events,
                             &progress->event_count);
    if (error == STORE_OK)
        error = agreed_get(call->reader, id, &progress->consented);
    progress->number = case_number_text(prefix, id, call->arena);
    return error;
}

static void show(struct site_call *call, struct progress *progress)
{
    bool good = false;
    enum store_error error = read_progress(call, progress);
    enum site_word said = error == STORE_OK ? progress_act(call, progress, &good) : WORDS;
    if (error == STORE_OK && said != WORDS)
        error = read_progress(call, progress);
    if (error != STORE_OK) {
        put_door(call, progress->number, WORD_busy);
        call->response->status = 503;
        return;
    }
    page_open(call, SECTION_PROGRESS, WORD_progress, VIEW(""));
    if (said != WORDS)
        put_notice(call, good ? "good" : "bad", said);
    put_case(call, progress);
    page_shut(call);
}

void progress_post(struct site_call *call)
{
    struct progress progress = {.code = form_text(call, "c")};
    struct view number = form_text(call, "n");
    if (!form_is_own(call)) {
        call->response->status = 403;
        put_door(call, VIEW(""), WORD_wrong_code);
        return;
    }
    switch (progress_open(call, number, progress.code, &progress.full)) {
    case DOOR_OPEN:
        show(call, &progress);
        return;
    case DOOR_WRONG:
        call->response->status = 403;
        put_door(call, number, WORD_wrong_code);
        return;
    case DOOR_SHUT:
        call->response->status = 429;
        put_door(call, number, WORD_too_often);
        return;
    case DOOR_BUSY:
        call->response->status = 503;
        put_door(call, number, WORD_busy);
    }
}
