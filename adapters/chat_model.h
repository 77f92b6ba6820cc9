/* chat_model: asking a language model by the OpenAI-compatible interface for chat completions
 * (POST ADDRESS/chat/completions; messages in, choices[0].message.content and usage out). Pure, as
 * every adapter: the call out of words, the answer out of bytes. */
#ifndef ZHIDA_CHAT_MODEL_H
#define ZHIDA_CHAT_MODEL_H

#include "adapters/adapter.h"

struct chat_ask {
    struct view address; /* up to /v1; a slash at its end does not matter */
    struct view name;    /* of the model */
    struct view key;     /* bearer token, or empty */
    struct view orders;  /* what it is to do: the system's message */
    struct view words;   /* what it is about: the user's */
    int seconds;         /* how long to wait */
    int tokens_most;     /* of the answer */
};

/* In the arena. */
struct call chat_model_call(const struct chat_ask *ask, struct arena *arena);

enum chat_outcome {
    CHAT_SAID,
    CHAT_CUT,       /* it ran into tokens_most: what is there is no whole answer */
    CHAT_LATE,      /* no answer in time; it may have been paid for */
    CHAT_UNSENT,    /* not connected: nothing left the house */
    CHAT_BUSY,      /* 408, 429, 5xx: not now */
    CHAT_REFUSED,   /* any other status: key, address, name of the model */
    CHAT_UNREADABLE /* no answer of that interface */
};
struct chat_answer {
    enum chat_outcome outcome;
    struct view text; /* SAID: in the arena, trimmed, not empty */
    bool counted;     /* the tokens are known */
    int64_t tokens_in, tokens_out;
};

/* What a response means; status 0: none came, body says why ("unsent": no byte left). */
struct chat_answer chat_model_read(int status, struct view body, struct arena *arena);

/* {"order":[2,1]} in an answer's text, perhaps in a fence of ``` : numbers from 1 to most, none
 * twice. How many; NONE: it says something else. */
int chat_model_order(struct view text, int most, struct arena *arena, int *order);

#endif
