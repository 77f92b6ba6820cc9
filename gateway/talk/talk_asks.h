/* talk_asks: is this a question, though it speaks of a matter too? */
#ifndef ZHIDA_TALK_ASKS_H
#define ZHIDA_TALK_ASKS_H

#include "dsl/engine/recognise.h"

/* Has the form of a question, by a word, by its end or by its mark. */
bool talk_has_form(const struct recognition *r);

/* Something happened, for it happened somewhere or some time. */
bool talk_happened(const struct recognition *r);

/* Documents may have the answer to a text like this. It asks how, when, where or how much, and is
 * about the thing itself: no place, no time, no reproach, nobody in danger. */
bool talk_asks(const struct recognition *r);

/* Begins or ends like what goes on from something said before: "if I ...", "... then?" */
bool talk_goes_on(const struct recognition *r);

/* Does it come back to what was reported before ("the lamp I reported is still dark")? */
bool talk_feeds_back(const struct recognition *r);

/* Has no number or query code any more. */
bool talk_lost_number(const struct recognition *r);

/* Asks how long it takes until something is done, or is as it was again. */
bool talk_asks_when_done(const struct recognition *r);

/* Says shortly that something is still not done, and not what ("still nobody came", "hurry up"). */
bool talk_says_undone(const struct recognition *r);

/* Asks plainly for a place, a paper, a price, a way to do something: nothing has happened. */
bool talk_asks_plainly(const struct recognition *r);

/* Wants to do something itself ("I would like to register my baby"): of the rules' own answers one
 * may say how. */
bool talk_wishes(const struct recognition *r);

/* Asks who is talking: a machine or a person? */
bool talk_asks_who(const struct recognition *r);

/* A question by its beginning or its end, about nothing that is wrong and that nobody is asked to
 * do. */
bool talk_is_question(const struct recognition *r);
/* Says of what was reported that nobody need come any more. */
bool talk_says_over(const struct recognition *r);
/* Asks when or where we ourselves can be reached. */
bool talk_asks_when_open(const struct recognition *r);

/* Does not want it any more, and says no more than that. */
bool talk_gives_up(const struct recognition *r);

/* Will go or do it without us ("never mind, I go to the counter myself"). */
bool talk_goes_alone(const struct recognition *r);

/* Wants a person and says so beside other things ("not you machine, send somebody"). */
bool talk_wants_person(const struct recognition *r);

/* Wants none, and says no more ("don't hand me over"). */
bool talk_refuses_person(const struct recognition *r);

/* Only says that something is coming ("I want to report something"). */
bool talk_announces(const struct recognition *r);

/* The same of a question ("I would like to ask something"), and nothing else. */
bool talk_only_announces(const struct recognition *r);

/* Is it worth to look for passages at all? What is a question, what asks or wishes or goes on from
 * one, and what says nothing the rules know; never a whole "yes" or "cancel". */
bool talk_may_be_answered(const struct recognition *r);

/* What documents are asked: the text, without what turned away from something else before it. */
struct view talk_asked(const struct recognition *r);

#endif
