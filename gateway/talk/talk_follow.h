/* talk_follow: questions that go on from an answer. */
#ifndef ZHIDA_TALK_FOLLOW_H
#define ZHIDA_TALK_FOLLOW_H

#include "gateway/talk/talk_state.h"

/* By its form it may be one: short, asks, says nothing of a matter or asks about it. */
bool follow_may_be(const struct talk_state *state, const struct talk_input *input);
/* Asks, and says of nothing ("how does one apply?"). */
bool follow_is_bare(const struct recognition *r);
/* It is one, whether or not anything answers it. */
bool follow_asks(struct talking *turn);
/* Was something answered a while ago, that words without a subject go on from? */
bool follow_is_open(const struct talking *turn);
bool follow_has_subject(const struct talk_state *state, int64_t now);
/* Tells of oneself behind an answer, and reports nothing ("I have paid in for two years"). */
bool follow_tells(struct talking *turn);
/* What the subject says to it, the surest passage; NULL: it is no document. */
const struct passage *follow_passage(const struct talking *turn);
bool follow_answer(struct talking *turn); /* answered from the subject */
bool follow_silent(struct talking *turn); /* what the rules say has no more: who knows was named */
/* "And public housing?": by its form it goes on, but names what another document is about. */
bool follow_turns_away(struct talking *turn);
/* Does the text use two characters of a document's names or of a guide's step, one behind the
 * other, that are no word of asking? */
bool follow_names(const struct rules *rules, struct view text, struct view title);
/* The next such pair from *at on, which moves behind its first character; empty: no more. */
struct view follow_pair(const struct rules *rules, struct view text, size_t *at);
void follow_remember(struct talking *turn, const struct passage *p);
/* The message was about the subject, if there is one: the next goes on from it. */
void follow_keep(struct talking *turn);
void follow_forget(struct talk_state *state);
/* The text with its subject before it, for somebody who was not there. */
struct view follow_completed(struct talking *turn, struct view text);

#endif
