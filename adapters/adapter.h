/* adapter: the contract of a channel, all a newcomer needs to write the next one. An adapter is a
 * table of pure functions: bytes in, messages out, and back. It opens no socket, reads no clock,
 * draws no randomness, keeps no state: the time, random bytes and the account come as parameters,
 * memory comes from an arena.
 *
 *   listener --request--> receive() --> messages  --> (turn, commit) --> acknowledge() --> 200
 *   outbox   --message--> compose() --> calls     --> sender --response--> outcome()
 *
 * Rules every adapter keeps:
 *  - receive() checks who it is before it looks at what it says; comparisons of secrets take the
 *    same time whatever differs. It believes no length, no encoding, no entity.
 *  - A message's key is made of account, sender, message id and creation time: ids alone collide.
 *  - What could not be understood is refused with a reason for the log (never the content); what is
 *    understood but of no interest is IN_EVENT.
 *  - compose() splits what is too long at a sentence or character, numbers the parts, and never
 *    cuts a code point. outcome() knows delivered, rejected, later and unknown apart. */
#ifndef ZHIDA_ADAPTER_H
#define ZHIDA_ADAPTER_H

#include "adapters/message.h"

/* An account of the channel: the settings of a 通道 block with secrets resolved. */
struct setting_pair {
    struct view key, value;
};
struct account {
    struct view name;
    enum channel_kind kind;
    const struct setting_pair *settings;
    size_t setting_count;
};
/* The value, or an empty view. */
struct view account_get(const struct account *account, const char *key);

struct header {
    struct view name, value; /* name in lower case */
};

/* An HTTP request as the listener saw it. path is what follows /KIND/ACCOUNT ("" , "/inbound"). */
struct request {
    struct view method, path;
    struct view query; /* undecoded, without '?' */
    const struct header *headers;
    size_t header_count;
    struct view body;
    int64_t now; /* seconds */
};
/* A decoded query parameter in the arena; empty if absent. */
struct view request_query(const struct request *request, struct arena *arena, const char *name);
struct view request_header(const struct request *request, const char *name);

enum verdict {
    VERDICT_MESSAGES, /* messages to be committed before the answer */
    VERDICT_ANSWER,   /* nothing to keep: answer at once (URL check, health) */
    VERDICT_REFUSED   /* status, reason; nothing to keep */
};

struct received {
    enum verdict verdict;
    int status;               /* ANSWER, REFUSED: HTTP status */
    struct view content_type; /* ANSWER */
    struct view body;         /* ANSWER; REFUSED: a short text without secrets */
    const char *reason;       /* REFUSED: for log and metrics; a constant */
    struct inbound *messages;
    size_t message_count;
    struct view replay_key;  /* what must not come again with another body (signature), or empty */
    struct view replay_body; /* the request's, as it came with it */
    int64_t replay_time;     /* seconds: what was signed with it; 0: none */
    bool passive;            /* the channel takes a reply to this request in its answer */
    /* what acknowledge() needs of the request: */
    struct view nonce, self, peer;
    bool encrypted, json;
};

/* One call to the provider. */
struct call {
    struct view method, url; /* url without {token}; see needs_token */
    struct header headers[8];
    size_t header_count;
    struct view body;
    bool needs_token; /* "{token}" in url is replaced by the account's access token */
    bool idempotent;  /* may be sent again after an unknown outcome */
    int timeout_ms;   /* how long to wait for the whole answer; 0: the sender's own time */
};

enum outcome_kind {
    OUTCOME_DELIVERED, /* the provider has it */
    OUTCOME_REJECTED,  /* for good: do not send again */
    OUTCOME_LATER,     /* not now: again after `after` seconds */
    OUTCOME_TOKEN,     /* the access token is not valid: fetch one anew, once, and send again */
    OUTCOME_UNKNOWN    /* it may have arrived: again only if the call is idempotent */
};
struct outcome {
    enum outcome_kind kind;
    int after;              /* LATER: seconds, 0: the sender's own schedule */
    struct view receipt_id; /* under which receipts will come; may be empty */
    const char *reason;     /* constant text for log and metrics */
    int code;               /* the provider's own code */
};

struct adapter {
    const char *name; /* the path's first part and the KIND of a 通道 block */
    enum channel_kind kind;

    /* What is wrong with the account's settings, or NULL; checked at start. *warning may be set to
     * something worth saying (plain mode). */
    const char *(*check)(const struct account *account, const char **warning);

    void (*receive)(const struct account *account, const struct request *request,
                    struct arena *arena, struct received *out);

    /* The body of the 200 answer after the commit. reply NULL: nothing to say (or it goes another
     * way). random: 16 bytes. *content_type is set. A body whose p is NULL: the reply does not fit
     * into one answer; acknowledge with reply NULL and let compose send it. */
    struct view (*acknowledge)(const struct account *account, const struct received *received,
                               const struct outbound *reply, int64_t now,
                               const unsigned char random[16], struct arena *arena,
                               struct view *content_type);

    /* The calls that deliver a message, at most max; returns how many; 0: it cannot be sent here
     * (too long for max parts, no template). */
    size_t (*compose)(const struct account *account, const struct outbound *message, int64_t now,
                      const unsigned char random[16], struct arena *arena, struct call *calls,
                      size_t max);

    /* What a provider's response means. status 0: none came; body "unsent": no byte of the request
     * left the house (name, connection, TLS failed), anything else: it may have arrived. */
    struct outcome (*outcome)(const struct account *account, int status, struct view body,
                              struct arena *arena);

    /* Access tokens, where the channel has them; else NULL. */
    struct call (*token_call)(const struct account *account, bool force, struct arena *arena);
    /* true: token and its life in seconds. */
    bool (*token_read)(const struct account *account, int status, struct view body,
                       struct arena *arena, struct view *token, int64_t *seconds);

    /* The call that fetches a media file, where it is not a plain address; else NULL. */
    bool (*media_call)(const struct account *account, const struct inbound *message,
                       struct arena *arena, struct call *call);
};

extern const struct adapter adapter_wechat;
extern const struct adapter adapter_wecom;
extern const struct adapter adapter_sms_tencent;
extern const struct adapter adapter_app;

/* The adapter whose name it is, or NULL. */
const struct adapter *adapter_find(struct view name);

#endif
