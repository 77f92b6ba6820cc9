/* received: the few ways in which an adapter's receive() ends. */
#ifndef ZHIDA_ADAPTERS_RECEIVED_H
#define ZHIDA_ADAPTERS_RECEIVED_H

#include "adapters/adapter.h"

/* Nothing to keep; the reason (a constant) is for the log and is the body too. */
void received_refuse(struct received *out, int status, const char *reason);

/* Nothing to keep; status 200 with this body. */
void received_answer(struct received *out, const char *content_type, struct view body);

/* One message, kept in the arena. */
void received_message(struct received *out, struct arena *arena, const struct inbound *message);

#endif
