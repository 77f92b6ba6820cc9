/* talk_asked: the section of a document that is asked for. */
#ifndef ZHIDA_TALK_ASKED_H
#define ZHIDA_TALK_ASKED_H

#include "gateway/talk/talk_state.h"

/* How likely a section must be: of a question; for more than chance; of what reads like something
 * to be done. */
#define ASKED 0.3F
#define ASKED_SURELY 0.5F
#define ASKED_THOUGH_WANTED 0.75F

/* The document in which the answer stands so likely, by its path; empty: none. */
struct view asked_document(const struct rules *rules, const struct recognition *r, float least);
/* It reads like a question that a document of the rules answers. */
bool asked_likely(const struct rules *rules, const struct recognition *r);
/* The passage, or one of another section of its document that is much likelier asked for. */
const struct passage *asked_rather(struct talking *turn, const struct passage *p);
/* The document's sections, the likeliest first; returns how many. */
size_t asked_order(struct talking *turn, struct view link, int *headings, size_t most);
/* What begins something may, by this, be a question. */
bool asked_may_be(const struct recognition *r);
/* A question for a section of any document, of those of a duty that it is about, of those of the
 * subject: it is quoted. false: there is none that surely answers. */
bool asked_answer(struct talking *turn);
bool asked_of_duty(struct talking *turn, struct view links, float least);
bool asked_further(struct talking *turn, struct view links, bool surely);
/* Behind an answer: surely a section of another document. */
bool asked_elsewhere(struct talking *turn);
/* Some section of these documents may be asked for: their headings are worth offering. */
bool asked_may_stand(struct talking *turn, struct view links);

#endif
