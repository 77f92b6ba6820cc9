/* talk_rate: an answered case gets four marks, one by one or all at once. The rating is tied to its
 * case, not to the last message: it waits while something else is talked about, and comes back when
 * it is asked for. Who says instead that nothing was mended has said what the marks are for: the
 * case goes back at once, at the worst mark, with these words. */
#include "gateway/talk/talk_asks.h"
#include "gateway/talk/talk_short.h"
#include "gateway/talk/talk_state.h"

#include "dsl/base/utf8.h"

enum { UNSOLVED_MOST = 40 /* characters */ };

void rate_ask(struct talking *turn)
{
    static const enum phrase dimensions[RATE_DIMENSIONS] = {
        PHRASE_rate_speed, PHRASE_rate_result, PHRASE_rate_experience, PHRASE_rate_feedback};
    static const char *const marks[] = {"1", "2", "3", "4", "5"};
    static const char *const stars[] = {"★", "★★", "★★★", "★★★★", "★★★★★"};
    struct talk_state *state = turn->state;
    menu_clear(state);
    if (state->marks_given >= RATE_DIMENSIONS)
        return;
    struct view dimension =
        rules_phrase(turn->rules, dimensions[state->marks_given], state->language);
    say_phrase(turn, PHRASE_rate_ask, "case", state->rate_number, "dimension", dimension, TALK_END);
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        menu_add(turn, MENU_MARK, VIEW(""), view_of(marks[i]), view_of(stars[i]));
}

static void done(struct talking *turn)
{
    struct talk_state *state = turn->state;
    int sum = 0;
    for (int i = 0; i < RATE_DIMENSIONS; i++)
        sum += turn->effects->rating[i] = state->marks[i];
    turn->effects->rated = true;
    turn->effects->rated_case = state->rate_case;
    if (sum > RATE_POOR_AT * RATE_DIMENSIONS)
        say_phrase(turn, PHRASE_rate_thanks, "case", state->rate_number, TALK_END);
    state->pending = PENDING_NOTHING;
    state->rate_case = 0;
    state->marks_given = 0;
    menu_clear(state);
    ask_resume(turn);
}

/* ---- not mended ---- */

/* Of another class than the case that is to be rated. */
static bool is_other(const struct talking *turn)
{
    const struct talk_reads *reads = turn->reads;
    for (size_t i = 0; i < reads->case_count; i++)
        if (reads->cases[i].id == turn->state->rate_case)
            return turn->input->recognition->category_count &&
                   !feedback_is_about(turn, &reads->cases[i]);
    return false;
}

/* "She cannot walk, how shall she do that?": a question that does not take the answer for one. */
static bool objects(const struct talking *turn)
{
    return talk_asks(turn->input->recognition) && HEARS(turn, denies) &&
           !heard(turn, TALK_RATE, TALK_WITHIN) && !HEARS(turn, lost);
}

static bool says_unsolved(const struct talking *turn)
{
    return utf8_length(intake_text(turn->input)) <= UNSOLVED_MOST &&
           (HEARS(turn, unsolved) || objects(turn)) && !is_other(turn);
}

static void take_unsolved(struct talking *turn)
{
    struct talk_state *state = turn->state;
    turn->effects->moved_words =
        view_keep(turn->arena, utf8_head(intake_text(turn->input), TALK_TEXT_MAX));
    for (state->marks_given = 0; state->marks_given < RATE_DIMENSIONS; state->marks_given++)
        state->marks[state->marks_given] = 1;
    done(turn);
}

/* ---- marks ---- */

void rate_of(struct talking *turn, const struct case_brief *one)
{
    struct talk_state *state = turn->state;
    state->rate_case = one->id;
    state->rate_number = one->number;
    state->marks_given = 0;
    state->pending = PENDING_RATE;
    if (says_unsolved(turn))
        take_unsolved(turn);
    else
        rate_ask(turn);
}

void rate_begin(struct talking *turn)
{
    const struct talk_reads *reads = turn->reads;
    struct talk_state *state = turn->state;
    if (state->pending == PENDING_RATE) {
        rate_ask(turn);
        return;
    }
    for (size_t i = 0; i < reads->case_count; i++)
        if (reads->cases[i].state == CASE_ANSWERED) {
            rate_of(turn, &reads->cases[i]);
            return;
        }
    say_phrase(turn, PHRASE_rate_nothing, TALK_END);
}

static void mark(struct talking *turn, int given)
{
    struct talk_state *state = turn->state;
    state->marks[state->marks_given++] = given;
    if (state->marks_given == RATE_DIMENSIONS)
        done(turn);
}

void rate_take(struct talking *turn, const struct menu_item *item)
{
    mark(turn, item->code.p[0] - '0');
    if (turn->state->pending == PENDING_RATE)
        rate_ask(turn);
}

/* "5 4 4 3": all, or all that is still open, in one message. */
static bool take_marks(struct talking *turn)
{
    struct view text = turn->input->recognition->text.text;
    int marks[RATE_DIMENSIONS], n = 0;
    for (size_t at = 0; at < text.n; at++) {
        char c = text.p[at];
        if (c >= '1' && c <= '5' && n < RATE_DIMENSIONS)
            marks[n++] = c - '0';
        else if (c != ' ' && c != ',' && c != '/')
            return false;
    }
    if (n == RATE_DIMENSIONS)
        turn->state->marks_given = 0;
    else if (n != 1 && n != RATE_DIMENSIONS - turn->state->marks_given)
        return false;
    for (int i = 0; i < n; i++)
        mark(turn, marks[i]);
    return true;
}

/* A word for a mark: it goes for the dimension that is asked. */
static int mark_in_words(const struct talking *turn)
{
    static const enum cue marks[] = {CUE_mark_1, CUE_mark_2, CUE_mark_3, CUE_mark_4, CUE_mark_5};
    for (int mark = sizeof marks / sizeof *marks; mark > 0; mark--)
        if (talk_hears(turn->input->recognition, marks[mark - 1]))
            return mark;
    return 0;
}

bool rate_says_mark(const struct talking *turn)
{
    return turn->state->pending == PENDING_RATE && mark_in_words(turn) > 0;
}

/* Not to be rated now; the word 评价 brings it back. */
void rate_leave(struct talking *turn)
{
    struct talk_state *state = turn->state;
    state->pending = PENDING_NOTHING;
    state->marks_given = 0;
    menu_clear(state);
    say_phrase(turn, PHRASE_rate_left, TALK_END);
    ask_resume(turn);
}

static bool leave(struct talking *turn)
{
    enum short_answer answer = short_answer_of(turn->input->recognition);
    if (answer != SHORT_CANNOT && answer != SHORT_ANY && answer != SHORT_UNKNOWN)
        return false;
    rate_leave(turn);
    return true;
}

static bool take_words(struct talking *turn)
{
    int given = mark_in_words(turn);
    if (given)
        mark(turn, given);
    return given > 0;
}

/* What speaks of a matter or asks something is no rating: it waits. So it does when it was not
 * understood twice. */
bool rate_typed(struct talking *turn)
{
    struct talk_state *state = turn->state;
    if (leave(turn))
        return true;
    if (says_unsolved(turn) && !mark_in_words(turn)) {
        take_unsolved(turn);
        return true;
    }
    if (!take_marks(turn) && !take_words(turn)) {
        bool other = state->has_matter ? intake_settles(turn) : intake_reveals(turn);
        if (other || turn->input->recognition->kind == KIND_CONSULT || ++state->misunderstood >= 2)
            return false;
        if (!intake_small_talk(turn))
            say_phrase(turn, PHRASE_ask_again, TALK_END);
    }
    if (state->pending == PENDING_RATE)
        rate_ask(turn);
    return true;
}
