/* sign_on_agent: the thread that speaks with the sign-in service. */
#ifndef ZHIDA_SIGN_ON_AGENT_H
#define ZHIDA_SIGN_ON_AGENT_H

#include "gateway/desk/sign_on.h"
#include "gateway/world.h"

struct sign_on_agent;

/* Starts the thread; NULL: it could not be. sign_on and world must stay until the stop. */
struct sign_on_agent *sign_on_agent_start(struct sign_on *sign_on, const struct world *world);
void sign_on_agent_stop(struct sign_on_agent *agent);

#endif
