/* input: everything that can change the store comes as one of these: a citizen's message, the
 * result of a delivery, an app's hello, a desk's move, a job of the web threads, a file that was
 * fetched. One queue, one writer, one order. An input owns an arena and everything it points to;
 * whoever makes it hands it over with turn_submit() and gets it back in done(). */
#ifndef ZHIDA_INPUT_H
#define ZHIDA_INPUT_H

#include "gateway/talk/talk.h"
#include "gateway/turn/accounts.h"
#include "gateway/turn/aide.h"
#include "gateway/turn/rulebook.h"
#include "gateway/store/outbox.h"
#include "gateway/store/media.h"
#include "gateway/store/cases.h"

enum input_kind {
    INPUT_MESSAGE,  /* account, message, replay_*, passive */
    INPUT_HELLO,    /* account, message.sender, sequence: an app is (again) there */
    INPUT_ACK,      /* account, message.sender, sequence: the app has everything up to it */
    INPUT_RESULT,   /* outbox_id, result: what became of a delivery */
    INPUT_ANSWERED, /* answered: rows whose passive reply was written (negative: could not be) */
    INPUT_MOVE,     /* move: a desk acts on a case */
    INPUT_VISIT,    /* visit: a citizen acts on the progress page */
    INPUT_ENTRY,    /* entry: a clerk files for a citizen */
    INPUT_ATTEND,   /* attend: an officer takes a talk from the bot, speaks in it, gives it back */
    INPUT_JOB,      /* job: a write of the web threads */
    INPUT_MEDIA,    /* media: a file is here, or will never be */
    INPUT_AIDE,     /* aide: what the rules' language model answered */
    INPUT_TIMER     /* made by the turn itself */
};

enum input_outcome {
    TURN_DONE,    /* committed */
    TURN_REPEAT,  /* was seen before; reply is the stored one */
    TURN_REFUSED, /* a known signature with another body, or a move that may not be made */
    TURN_PARKED,  /* committed as parked; reply says so */
    TURN_SHED,    /* overload: reply asks to come again; nothing was kept */
    TURN_FAILED   /* the store could not: nothing was kept, come again */
};

enum delivery {
    DELIVERY_DONE,     /* the provider (or the open request) has it */
    DELIVERY_REJECTED, /* for good */
    DELIVERY_LATER,    /* not now; after: seconds or 0 */
    DELIVERY_UNKNOWN   /* it may have arrived */
};

struct delivery_result {
    enum delivery kind;
    int after;
    bool idempotent;
    struct view receipt_id;
    const char *reason;
};

/* A desk's act on a case. */
struct desk_move {
    int64_t case_id;
    enum case_move move;
    enum mover mover;
    int64_t user;
    struct view
        unit; /* ASSIGN, ARBITRATE: code of the new unit; else of the acting one, or empty */
    struct view duty;            /* with a new unit: code of the duty the desk chose, or empty */
    struct view helper;          /* INVITE, RELEASE: code */
    struct view text;            /* reason, answer, helper's part */
    int64_t other;               /* MERGE: the case it goes into */
    int rating[RATE_DIMENSIONS]; /* RATE_GOOD, whatever the marks then make of it */
};
/* A citizen's act on a case whose number and query code were right. */
enum visit_act { VISIT_RATE, VISIT_ADD, VISIT_WITHDRAW, VISIT_URGE, VISIT_REOPEN };
struct citizen_visit {
    int64_t case_id;
    enum visit_act act;
    int rating[RATE_DIMENSIONS]; /* RATE: each 1 to 5 */
    struct view text;            /* ADD, REOPEN */
};

/* What a clerk took down for a citizen. */
struct desk_entry {
    struct case_filing filing; /* without code and number */
    struct view phone;         /* agreed to hear by SMS; else empty */
    struct view outside;       /* number of another platform, or empty */
    bool visit;                /* across a desk; else by phone */
    int64_t user;
    int64_t case_id; /* what came of it: */
    char code[12];
};

/* What an officer does with a talk. All but TAKE: only whoever has it. */
enum attend_act {
    ATTEND_TAKE, /* the bot is silent from now on */
    ATTEND_SAY,  /* text */
    ATTEND_KEEP, /* still there */
    ATTEND_GIVE, /* back to the bot */
    ATTEND_END,
    ATTEND_FILE /* entry: the matter is filed, and the talk is the bot's again */
};
enum attend_result {
    ATTEND_DONE,
    ATTEND_NOBODY,   /* no such person, or not to be reached any more */
    ATTEND_OTHER,    /* holder has it */
    ATTEND_NOT_YOURS /* nobody has it: it went back to the bot */
};
struct desk_attend {
    enum attend_act act;
    int64_t person, user;
    struct seal_hash session; /* the officer's mark */
    struct view text;
    struct desk_entry *entry;
    enum attend_result result;
    int64_t holder; /* OTHER: who */
};

enum move_result {
    MOVE_MADE,
    MOVE_NO_CASE,
    MOVE_NOT_NOW /* state */,
    MOVE_NO_UNIT,
    MOVE_NEEDS_TEXT,
    MOVE_COMPLAINED,    /* a confidential report names this very unit */
    MOVE_NEEDS_SUMMARY, /* a confidential report goes to a unit as a summary only */
    MOVE_NO_OTHER,      /* no such case to merge into */
    MOVE_NO_STORE
};

struct input {
    struct input *next; /* of whichever queue holds it */
    enum input_kind kind;
    struct arena arena;

    struct account_entry *account;
    struct inbound message;
    struct view replay_key, replay_body;
    int64_t replay_time;
    bool passive;
    enum text_language language;
    int64_t now;       /* seconds: when it arrived */
    int64_t arrived;   /* ticks */
    uint64_t sequence; /* HELLO, ACK: up to which the app has all; HELLO, done: the last there is */
    bool known_only;   /* HELLO: somebody new is not taken (SHED) */
    uint64_t asked_sequence; /* HELLO, done: what the app had said */
    int64_t *answered;
    size_t answered_count;
    int64_t outbox_id;
    struct delivery_result result;
    struct desk_move move;
    struct citizen_visit visit;
    struct desk_entry *entry;   /* its maker's, who waits */
    struct desk_attend *attend; /* likewise */
    enum store_error (*job)(struct store *store, void *argument);
    void *argument;
    struct media_row media;
    struct aide_answer aide;
    int64_t timer_case;

    /* from the preparation: */
    struct rules_held *rules;
    struct recognition *recognition;
    struct view read_as; /* of the text: talk_typo.h */
    struct passage *passages;
    size_t passage_count;
    bool prepare_failed;

    /* what came of it: */
    enum input_outcome outcome;
    enum move_result moved;
    enum store_error stored;
    bool has_reply;
    struct outbound *replies; /* MESSAGE: passive: the one; app: all; HELLO: those waiting */
    size_t reply_count;
    int64_t reply_outbox; /* row of the passive reply; 0: none */
    int64_t person;
    bool fresh; /* HELLO: the person was not known */

    /* Called after the commit, on the turn thread; owns the input from then on. */
    void (*done)(struct input *input);
    void *owner;
    void *listener;
    bool is_app;
    struct view client_id;
};

/* An empty input from the heap; arena ready. */
struct input *input_new(enum input_kind kind);
void input_free(struct input *input);

#endif
