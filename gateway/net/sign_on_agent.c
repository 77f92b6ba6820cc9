/* sign_on_agent: asks sign_on what is to be called, calls, gives back what came. It has calls and a
 * thread of its own, so that neither messages to citizens nor pages wait for a sign-in service that
 * is late, nor it for them. */
#include "gateway/net/sign_on_agent.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>

#include "gateway/net/calls.h"

enum { MEMORY = 1 << 20, REST_MS = 1000 };

struct sign_on_agent {
    struct sign_on *sign_on;
    const struct world *world;
    struct calls *calls;
    struct arena arena;
    pthread_t thread;
    atomic_bool stopping;
};

static int64_t now(const struct sign_on_agent *agent)
{
    return agent->world->now(agent->world->self);
}

static void done(void *self, uint64_t ticket, int status, struct view body)
{
    struct sign_on_agent *agent = self;
    sign_on_answer(agent->sign_on, ticket, status, body, now(agent));
}

static void start_calls(struct sign_on_agent *agent)
{
    struct call call;
    uint64_t ticket;
    arena_reset(&agent->arena);
    while (sign_on_next(agent->sign_on, now(agent), &agent->arena, &call, &ticket))
        if (!calls_start(agent->calls, ticket, &call))
            done(agent, ticket, 0, VIEW(""));
}

static void *loop(void *argument)
{
    struct sign_on_agent *agent = argument;
    pthread_setname_np(pthread_self(), "sign-on");
    while (!atomic_load(&agent->stopping)) {
        start_calls(agent);
        calls_poll(agent->calls, REST_MS);
    }
    return NULL;
}

static void wake(void *self)
{
    calls_wake(((struct sign_on_agent *)self)->calls);
}

struct sign_on_agent *sign_on_agent_start(struct sign_on *sign_on, const struct world *world)
{
    struct sign_on_agent *agent = calloc(1, sizeof *agent);
    if (!agent)
        return NULL;
    *agent = (struct sign_on_agent){.sign_on = sign_on, .world = world};
    arena_init(&agent->arena, MEMORY);
    agent->calls = calls_new(agent, done);
    sign_on_on_work(sign_on, wake, agent);
    if (agent->calls && pthread_create(&agent->thread, NULL, loop, agent) == 0)
        return agent;
    calls_free(agent->calls);
    free(agent);
    return NULL;
}

void sign_on_agent_stop(struct sign_on_agent *agent)
{
    if (!agent)
        return;
    atomic_store(&agent->stopping, true);
    calls_wake(agent->calls);
    pthread_join(agent->thread, NULL);
    calls_free(agent->calls);
    arena_free(&agent->arena);
    free(agent);
}
