/* talk_several: several matters in one message. They are offered to be filed one after the other,
 * never split unasked: a citizen may as well want one of them alone, or all in one case.
 *
 * What was said stands in `held` while the offer waits, and is taken apart anew when the answer
 * comes, so that a change of rules in between cannot leave parts that no longer fit. What is still
 * to come is kept as text. The next one begins in the turn that ended the one before, with its own
 * words and the place, the contact and the media they share. */
#include "gateway/talk/talk_state.h"

#include "dsl/base/utf8.h"
#include "dsl/engine/several.h"
#include "gateway/talk/talk_away.h"
#include "gateway/talk/talk_short.h"

/* ---- a list without marks of one ---- */

enum { LIST_LENGTH = 120 /* characters */, CLAUSES_LEAST = 3, WHICH_LENGTH = 14 };

/* Most bytes begin none of the marks: they are of characters in between. */
static bool may_be_mark(char c)
{
    return !(c & 0x80) || c == '\xe3' || c == '\xef';
}

/* Cuts the first clause off the text. */
static struct view next_clause(struct view *rest)
{
    static const char *const marks[] = {"，", ",", "。", "；", ";", "！", "!", "、", "\n", " "};
    for (size_t at = 0; at < rest->n; at++)
        for (size_t i = 0; may_be_mark(rest->p[at]) && i < sizeof marks / sizeof *marks; i++)
            if (view_starts(view_sub(*rest, at, rest->n), view_of(marks[i]))) {
                struct view clause = view_sub(*rest, 0, at);
                *rest = view_sub(*rest, at + strlen(marks[i]), rest->n);
                return clause;
            }
    struct view clause = *rest;
    *rest = VIEW("");
    return clause;
}

static int count_clauses(struct view text)
{
    int count = 0;
    for (struct view rest = text; rest.n;)
        count += next_clause(&rest).n > 0;
    return count;
}

/* What others said, or what is denied, makes clauses of another kind; and behind a question they
 * are its circumstances ("the flat is our own, may she go to school there?"). */
static bool is_plain(const struct recognition *whole)
{
    bool asks = whole->kind == KIND_CONSULT || talk_hears(whole, CUE_asks_last);
    bool own = whole->passed_count == 0 && !asks;
    for (size_t i = 0; i < whole->evidence_count && own; i++)
        own = whole->evidence[i].stance == STANCE_OWN;
    return own;
}

/* Says what is wrong with what it names. */
static bool says_trouble(struct talking *turn, struct view clause, const struct one_part *found)
{
    const struct recognition *r = recognise(turn->rules, turn->arena, clause);
    return found->matter.duty != NONE || talk_hears(r, CUE_trouble) || away_names_trouble(r);
}

/* Clauses of three or more different matters; two are as often one thing and its effect. A clause
 * between them goes with the one before it. Most say what is wrong: who tells of the gas and the
 * water for which the road was dug up names no matters. */
static int matters_of_clauses(struct talking *turn, struct view text,
                              struct one_matter out[MATTERS_MAX])
{
    struct one_part parts[MATTERS_MAX];
    int count = 0, troubles = 0;
    if (utf8_length(text) > LIST_LENGTH || count_clauses(text) < CLAUSES_LEAST)
        return 0;
    for (struct view rest = text; rest.n;) {
        struct view clause = next_clause(&rest);
        struct one_part found;
        bool says = clause.n &&
                    several_part(turn->rules, turn->arena, clause, turn->now, NULL, &found) &&
                    found.worded;
        for (int i = 0; says && i < count; i++)
            says = !several_same(&parts[i], &found);
        if (says && count == MATTERS_MAX)
            return 0;
        if (says) {
            troubles += says_trouble(turn, clause, &found);
            parts[count] = found;
            parts[count++].matter.text = clause;
        } else if (count > 0 && clause.n) {
            struct view *last = &parts[count - 1].matter.text;
            last->n = (size_t)(clause.p + clause.n - last->p);
        }
    }
    for (int i = 0; i < count; i++)
        out[i] = parts[i].matter;
    return count >= CLAUSES_LEAST && 2 * troubles > count ? count : 0;
}

/* What the text reveals: mostly it is the message, which was looked through before the turn. */
static const struct recognition *reveals(const struct talking *turn, struct view text)
{
    const struct recognition *message = turn->input->recognition;
    bool same = message && view_eq(message->text.original, text);
    return same ? message : recognise(turn->rules, turn->arena, text);
}

/* The matters of a text; 0: it is one. */
static int matters_of(struct talking *turn, struct view text, struct one_matter out[MATTERS_MAX])
{
    const struct recognition *whole = reveals(turn, text);
    struct one_matter clauses[MATTERS_MAX];
    int count = several_matters(turn->rules, turn->arena, whole, turn->now, out);
    int more = is_plain(whole) ? matters_of_clauses(turn, text, clauses) : 0;
    if (more > count)
        memcpy(out, clauses, (size_t)more * sizeof *clauses);
    return more > count ? more : count;
}

/* ---- the offer ---- */

static struct view name_of(const struct talking *turn, const struct one_matter *matter)
{
    enum text_language language = turn->state->language;
    if (matter->duty != NONE)
        return rules_display(turn->rules, NOUN_DUTY, matter->duty, language);
    if (matter->told.fact != NONE)
        return rules_value_display(turn->rules, NOUN_FACT, matter->told.fact, matter->told.value,
                                   language);
    return rules_display(turn->rules, NOUN_CATEGORY, matter->category, language);
}

static struct view names_of(struct talking *turn, const struct one_matter *matters, int count)
{
    struct buf list;
    bool english = turn->state->language == LANGUAGE_EN;
    buf_init(&list, SAID_MAX);
    for (int i = 0; i < count; i++) {
        struct view name = name_of(turn, &matters[i]);
        buf_print(&list, "%s“%.*s”", i == 0 ? "" : english ? ", " : "、", VIEW_FMT(name));
    }
    struct view all = buf_keep(&list, turn->arena);
    buf_free(&list);
    return all;
}

static struct view number_of(struct talking *turn, int count)
{
    struct buf number;
    buf_init(&number, 20);
    buf_print(&number, "%d", count);
    struct view text = buf_keep(&number, turn->arena);
    buf_free(&number);
    return text;
}

static void offer(struct talking *turn, const struct one_matter *matters, int count)
{
    enum text_language language = turn->state->language;
    turn->state->pending = PENDING_SEVERAL;
    say_phrase(turn, PHRASE_several_ask, "count", number_of(turn, count), "list",
               names_of(turn, matters, count), TALK_END);
    menu_add_phrase(turn, MENU_SPLIT, PHRASE_choice_split);
    for (int i = 0; i < count; i++)
        menu_add(turn, MENU_ONLY, VIEW(""), matters[i].text,
                 talk_phrase(turn->rules, PHRASE_choice_only, language, turn->arena, "matter",
                             name_of(turn, &matters[i]), TALK_END));
    menu_add_phrase(turn, MENU_TOGETHER, PHRASE_choice_together);
}

bool several_offer(struct talking *turn)
{
    struct one_matter matters[MATTERS_MAX];
    struct view text = view_keep(turn->arena, utf8_head(intake_text(turn->input), TALK_TEXT_MAX));
    int count = matters_of(turn, text, matters);
    if (!count)
        return false;
    turn->state->held = text;
    offer(turn, matters, count);
    return true;
}

void several_say(struct talking *turn)
{
    struct one_matter matters[MATTERS_MAX];
    int count = matters_of(turn, turn->state->held, matters);
    menu_clear(turn->state);
    if (count)
        offer(turn, matters, count);
    else
        several_take(turn, MENU_TOGETHER, VIEW(""));
}

/* This one now, the others after it. text: its words in the offer, or empty: the first. */
static struct view split(struct talking *turn, struct view text)
{
    struct talk_state *state = turn->state;
    struct one_matter matters[MATTERS_MAX];
    int count = matters_of(turn, state->held, matters), now = 0;
    for (int i = 0; i < count; i++)
        now = view_eq(matters[i].text, text) ? i : now;
    state->listed_count = 0;
    for (int i = 0; i < count; i++)
        if (i != now)
            state->listed[state->listed_count++] = matters[i].text;
    return count ? matters[now].text : state->held;
}

/* The one place that the offered text names, by its code. */
static struct view shared_area(struct talking *turn)
{
    struct matter whole = matter_empty();
    matter_reveal(turn->rules, &whole, recognise(turn->rules, turn->arena, turn->state->held),
                  turn->now);
    return whole.place_count == 1 ? rules_code(turn->rules, NOUN_AREA, whole.places[0]) : VIEW("");
}

static void share_place(struct talking *turn, struct view code)
{
    struct matter *matter = &turn->state->matter;
    int area = code.n ? rules_find(turn->rules, NOUN_AREA, code) : NONE;
    if (matter->place_count || area == NONE)
        return;
    matter->places[0] = area;
    matter->place_count = 1;
}

void several_take(struct talking *turn, enum menu_kind kind, struct view one)
{
    struct talk_state *state = turn->state;
    struct view text = kind == MENU_SPLIT  ? split(turn, one)
                       : kind == MENU_ONLY ? one
                                           : state->held;
    state->listed_area = shared_area(turn);
    state->pending = PENDING_NOTHING;
    state->held = VIEW("");
    menu_clear(state);
    new_hear(turn, text);
    intake_take(turn);
    share_place(turn, state->listed_area);
    ask_next(turn);
}

/* Where or when it all is: the offer comes again. */
static void tell_more(struct talking *turn)
{
    struct talk_state *state = turn->state;
    struct buf all;
    buf_init(&all, TALK_TEXT_MAX);
    buf_view(&all, state->held);
    buf_text(&all, "\n");
    buf_view(&all, utf8_head(intake_text(turn->input), TALK_TEXT_MAX - all.n));
    state->held = buf_keep(&all, turn->arena);
    buf_free(&all);
    say_phrase(turn, PHRASE_more_noted, TALK_END);
    several_say(turn);
}

/* "第二件", "the second one"; not "第一次", "the first time". */
static bool points(const struct rules *rules, struct view text, const char *number)
{
    size_t at = view_find(text, view_of(number));
    if (at == SIZE_MAX)
        return false;
    struct view rest = view_sub(text, at + strlen(number), text.n);
    return !rest.n || cue_heard(rules, CUE_counter, rest);
}

/* The matter alone that stands there in the offer; NULL: none is named so. */
static const struct menu_item *by_number(const struct talking *turn)
{
    static const char *const numbers[][3] = {
        {"第一", "第1", "first"}, {"第二", "第2", "second"}, {"第三", "第3", "third"}};
    const struct talk_state *state = turn->state;
    struct view text = turn->input->recognition->text.text;
    size_t n = 0;
    for (size_t i = 0; i < state->menu_count && n < sizeof numbers / sizeof *numbers; i++) {
        if (state->menu[i].kind != MENU_ONLY)
            continue;
        for (size_t k = 0; k < 3; k++)
            if (points(turn->rules, text, numbers[n][k]))
                return &state->menu[i];
        n++;
    }
    return NULL;
}

/* A word of the rules stands in both. */
static bool shares_word(struct talking *turn, struct view text)
{
    const struct recognition *said = turn->input->recognition;
    struct view offered = fold_text(turn->arena, text).text;
    for (size_t i = 0; i < said->evidence_count; i++) {
        const struct evidence *one = &said->evidence[i];
        if (one->use != USE_AREA && one->use != USE_PERIOD &&
            view_find(offered, view_sub(said->text.text, one->from, one->to)) != SIZE_MAX)
            return true;
    }
    return false;
}

/* The one matter of the offer that a short answer speaks of ("the parking first"); NULL: of none,
 * of several, or it says more than which. */
static const struct menu_item *by_words(struct talking *turn)
{
    const struct talk_state *state = turn->state;
    const struct recognition *said = turn->input->recognition;
    const struct menu_item *found = NULL;
    if (utf8_length(said->text.text) > WHICH_LENGTH || !intake_reveals(turn))
        return NULL;
    for (size_t i = 0; i < state->menu_count; i++) {
        const struct menu_item *item = &state->menu[i];
        if (item->kind != MENU_ONLY || !shares_word(turn, item->code))
            continue;
        if (found)
            return NULL;
        found = item;
    }
    return found;
}

/* "Only the parking": the others are dropped, else they come after it. */
static bool says_only(const struct talking *turn)
{
    return HEARS(turn, one_only);
}

/* Where or when, or something beside, once: whoever tells on wants no list. */
static bool is_remark(const struct talking *turn)
{
    bool told = view_find(turn->state->held, VIEW("\n")) != SIZE_MAX;
    if (intake_reveals(turn) || answer_is_question(turn))
        return false;
    return intake_settles(turn) || (!told && !intake_small_talk(turn));
}

/* More about it, or something else altogether: all of it is one talk. */
static void take_together(struct talking *turn)
{
    const struct talk_input *said = turn->input;
    several_take(turn, MENU_TOGETHER, VIEW(""));
    turn->input = said;
    buf_clear(&turn->said);
    menu_clear(turn->state);
    if (!ask_is_place(turn) || !place_answer(turn))
        intake_take(turn);
    ask_next(turn);
}

/* No more than whether each is a matter by itself. */
static bool says_how(const struct talking *turn, enum cue cue)
{
    const struct recognition *r = turn->input->recognition;
    return utf8_length(r->text.text) <= WHICH_LENGTH && talk_hears(r, cue);
}

bool several_typed(struct talking *turn)
{
    enum short_answer answer = short_answer_of(turn->input->recognition);
    const struct menu_item *number = intake_reveals(turn) ? NULL : by_number(turn);
    const struct menu_item *words = by_words(turn);
    if (number) {
        several_take(turn, MENU_ONLY, number->code);
    } else if (words) {
        several_take(turn, says_only(turn) ? MENU_ONLY : MENU_SPLIT, words->code);
    } else if (answer == SHORT_YES || answer == SHORT_ANY || answer == SHORT_UNKNOWN ||
               answer == SHORT_THANKS || says_how(turn, CUE_one_by_one)) {
        several_take(turn, MENU_SPLIT, VIEW(""));
    } else if (answer == SHORT_NO || answer == SHORT_CANNOT || says_how(turn, CUE_as_one)) {
        several_take(turn, MENU_TOGETHER, VIEW(""));
    } else if (is_remark(turn)) {
        tell_more(turn);
    } else if (intake_settles(turn) || !intake_small_talk(turn)) {
        take_together(turn);
    } else {
        say_phrase(turn, PHRASE_ask_again, TALK_END);
        several_say(turn);
    }
    return true;
}

/* What the matters of one message share. */
static void share(struct talking *turn, const struct case_filing *filing)
{
    struct talk_state *state = turn->state;
    share_place(turn, filing->area);
    if (!state->place_text.n)
        state->place_text = filing->place;
    state->contact = filing->contact;
    state->anonymous = filing->anonymous;
    state->confidential = filing->confidential;
    state->has_point = filing->has_point;
    state->latitude = filing->latitude;
    state->longitude = filing->longitude;
    state->media_count = filing->media_count;
    memcpy(state->media, filing->media, sizeof state->media);
}

void several_next(struct talking *turn)
{
    struct talk_state *state = turn->state;
    if (!state->listed_count || state->has_matter || state->pending != PENDING_NOTHING)
        return;
    struct view text = state->listed[0];
    state->listed_count--;
    memmove(state->listed, state->listed + 1, state->listed_count * sizeof *state->listed);
    say_phrase(turn, PHRASE_several_next, "text", text, TALK_END);
    turn->no_step = true;
    new_hear(turn, text);
    intake_take(turn);
    share_place(turn, state->listed_area);
    if (turn->effects->filing)
        share(turn, turn->effects->filing);
    ask_next(turn);
}
