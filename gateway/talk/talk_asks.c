/* talk_asks: "when can children be signed up" and "when will you finally mend it" both name a
 * matter and both ask. The first is for the documents, the second is for a desk.
 *
 * The words of the district decide where they are plain ("please, a question", "I complain"). Where
 * they leave it open the form does: a short text with a word of asking, that names no place and no
 * time, since what happened to somebody happened somewhere; and no reproach, which in Chinese is
 * asked with the same words (how is it that still nobody ...). A passage must then fit better than
 * for a plain question (ANSWER_SURE), and reporting stays one tap away. */
#include "gateway/talk/talk_asks.h"

#include "dsl/base/utf8.h"
#include "gateway/talk/talk_away.h"
#include "gateway/talk/talk_danger.h"
#include "gateway/talk/talk_hear.h"

enum {
    QUESTION_LENGTH = 30,
    UNDONE_LENGTH = 40,
    WHEN_LENGTH = 32,
    WHO_LENGTH = 24,
    ANNOUNCED_LENGTH = 24,
    GIVEN_UP = 10,
    ANNOUNCED_ALONE = 8
};

/* Says it in so many characters; English takes three times as many for the same. */
static bool is_short(const struct recognition *r, size_t most)
{
    struct view text = view_trim(r->text.text);
    for (size_t i = 0; i < text.n; i++)
        if (text.p[i] & 0x80)
            return utf8_length(text) <= most;
    return text.n <= 3 * most;
}

/* Says something of the district's matters: more than where and when. */
static bool reveals(const struct recognition *r)
{
    for (size_t i = 0; i < r->evidence_count; i++)
        if (r->evidence[i].use != USE_AREA && r->evidence[i].use != USE_PERIOD)
            return true;
    return false;
}

bool talk_happened(const struct recognition *r)
{
    bool somewhere = r->time_count > 0 && !talk_hears(r, CUE_ahead);
    for (size_t i = 0; i < r->evidence_count; i++)
        somewhere |= r->evidence[i].use == USE_AREA || r->evidence[i].use == USE_PERIOD;
    return somewhere || danger_heard(r) || r->talk[TALK_HAPPENING_NOW] != TALK_ABSENT;
}

/* "Can or cannot" (能不能, 会不会, 办没办): a character, 不 or 没, and the same again; but in
 * 时不时 and 动不动, which say how often. */
static bool asks_either(struct view text)
{
    struct view before = VIEW(""), middle = VIEW("");
    for (size_t at = 0; at < text.n;) {
        size_t from = at;
        utf8_next(text, &at);
        struct view sign = view_sub(text, from, at);
        bool or_not = view_is(middle, "不") || view_is(middle, "没");
        if (or_not && view_eq(before, sign) && !view_is(sign, "时") && !view_is(sign, "动"))
            return true;
        before = middle;
        middle = sign;
    }
    return false;
}

/* A question may go on with why it is asked ("does the notary come to us? he can't leave his bed").
 */
static bool clause_asks(const struct recognition *r)
{
    struct view clause;
    for (size_t at = 0; (clause = cue_clause(r->text.text, &at)).n;)
        if (cue_heard(r->rules, CUE_question_end, clause))
            return true;
    return false;
}

bool talk_has_form(const struct recognition *r)
{
    return talk_hears(r, CUE_question_word) || clause_asks(r) || asks_either(r->text.text) ||
           view_find(r->text.text, VIEW("?")) != SIZE_MAX;
}

bool talk_asks(const struct recognition *r)
{
    if (r->kind == KIND_CONSULT)
        return true;
    return r->kind == NONE && is_short(r, QUESTION_LENGTH) &&
           (talk_hears(r, CUE_asks) || talk_hears(r, CUE_asks_first)) &&
           !talk_hears(r, CUE_reproach) && !talk_happened(r);
}

bool talk_is_question(const struct recognition *r)
{
    if (!talk_asks(r) || talk_hears(r, CUE_trouble))
        return false;
    return talk_hears(r, CUE_question_first) ||
           (talk_hears(r, CUE_question_last) && !talk_hears(r, CUE_wants_done));
}

bool talk_goes_on(const struct recognition *r)
{
    return is_short(r, QUESTION_LENGTH) &&
           (talk_hears(r, CUE_goes_on) || talk_hears(r, CUE_goes_on_within));
}

bool talk_feeds_back(const struct recognition *r)
{
    return talk_hears(r, CUE_reported_before) && talk_hears(r, CUE_not_done);
}

bool talk_lost_number(const struct recognition *r)
{
    return is_short(r, WHO_LENGTH) && talk_hears(r, CUE_lost) &&
           (talk_hears(r, CUE_case_number) || talk_hears(r, CUE_query_code));
}

bool talk_says_undone(const struct recognition *r)
{
    return is_short(r, UNDONE_LENGTH) && talk_hears(r, CUE_undone);
}

bool talk_says_over(const struct recognition *r)
{
    return is_short(r, UNDONE_LENGTH) && talk_hears(r, CUE_settled) &&
           !talk_hears(r, CUE_reproach) && !talk_hears(r, CUE_undone) && !talk_hears(r, CUE_again);
}

bool talk_asks_when_done(const struct recognition *r)
{
    return is_short(r, WHEN_LENGTH) && talk_hears(r, CUE_asks_when_done);
}

bool talk_asks_plainly(const struct recognition *r)
{
    return (r->kind == NONE || r->kind == KIND_CONSULT) && is_short(r, QUESTION_LENGTH) &&
           talk_hears(r, CUE_asks_plainly) && !talk_hears(r, CUE_reproach) &&
           !talk_hears(r, CUE_trouble) && (talk_hears(r, CUE_asks_nearby) || !talk_happened(r));
}

bool talk_wishes(const struct recognition *r)
{
    return r->kind == NONE && is_short(r, QUESTION_LENGTH) && talk_hears(r, CUE_wishes) &&
           !talk_hears(r, CUE_reproach) && !talk_hears(r, CUE_trouble) &&
           !talk_hears(r, CUE_tells_harm) && !talk_happened(r);
}

bool talk_asks_who(const struct recognition *r)
{
    return is_short(r, WHO_LENGTH) && talk_hears(r, CUE_asks_who);
}

bool talk_asks_when_open(const struct recognition *r)
{
    return is_short(r, WHO_LENGTH) && talk_hears(r, CUE_asks_our_hours);
}

bool talk_gives_up(const struct recognition *r)
{
    return utf8_length(view_trim(r->text.text)) <= GIVEN_UP &&
           (talk_hears(r, CUE_gives_up) || talk_hears(r, CUE_gives_up_end));
}

bool talk_goes_alone(const struct recognition *r)
{
    return is_short(r, WHO_LENGTH) && talk_hears(r, CUE_goes_alone) && !talk_hears(r, CUE_trouble);
}

bool talk_wants_person(const struct recognition *r)
{
    return is_short(r, WHO_LENGTH) && talk_hears(r, CUE_wants_person);
}

bool talk_refuses_person(const struct recognition *r)
{
    return is_short(r, WHO_LENGTH) && talk_hears(r, CUE_wants_no_person);
}

bool talk_announces(const struct recognition *r)
{
    return is_short(r, ANNOUNCED_LENGTH) && !reveals(r) && talk_hears(r, CUE_announces);
}

bool talk_only_announces(const struct recognition *r)
{
    return is_short(r, ANNOUNCED_ALONE) && !reveals(r) && !talk_hears(r, CUE_asks) &&
           talk_hears(r, CUE_has_question);
}

bool talk_may_be_answered(const struct recognition *r)
{
    if (r->kind == KIND_CONSULT || r->act == ACT_asks)
        return true;
    for (int list = 0; list < TALK_LISTS; list++)
        if (r->talk[list] == TALK_WHOLE)
            return false;
    return !reveals(r) || talk_asks(r) || talk_wishes(r) || talk_goes_on(r);
}

struct view talk_asked(const struct recognition *r)
{
    struct view rest;
    away_from(r, &rest);
    return rest.n ? rest : r->text.original;
}
