/* aide: a question of the turn as a call to the language model, and its response as an answer.
 * Everything that keeps the model in its place stands here: what it is told, what of the citizen's
 * words it sees (veil.h), what of its own is let through (borne.h). No I/O but for the key, which
 * is read where the rules say. */
#ifndef ZHIDA_AIDE_H
#define ZHIDA_AIDE_H

#include "adapters/chat_model.h"
#include "gateway/turn/aide.h"

/* false: the key is not there. Everything in the arena. */
bool aide_call(const struct aide_question *question, struct arena *arena, struct call *call);

/* What a response means; status 0: none came (chat_model.h). Views of the question and the arena.
 */
void aide_judge(const struct aide_question *question, int status, struct view body,
                struct arena *arena, struct aide_answer *answer);

#endif
