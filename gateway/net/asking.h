/* asking: brings questions to the rules' language model and says what came of them. As the sender:
 * it writes nothing and opens nothing, calls go out by the world's start_call, answers leave as
 * inputs, exactly one for each question. Its tickets have ASKING_TICKET set. */
#ifndef ZHIDA_ASKING_H
#define ZHIDA_ASKING_H

#include "gateway/turn/input.h"

#define ASKING_TICKET (1ull << 62)

struct asking;

/* result takes the input over. */
struct asking *asking_new(const struct world *world, void *self,
                          void (*result)(void *self, struct input *result));
void asking_free(struct asking *asking);

/* Copies what it needs. */
void asking_take(struct asking *asking, const struct aide_question *question);
/* A response has come; status 0: none. */
void asking_done(struct asking *asking, uint64_t ticket, int status, struct view body);

/* A deep copy in the arena. */
void aide_question_copy(const struct aide_question *from, struct arena *arena,
                        struct aide_question *to);

#endif
