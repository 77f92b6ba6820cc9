/* sim: the simulated world of one seed. The turn, the store and the sender in it are the real ones,
 * called without threads; everything around them is played: clock, chance, disk, providers, the
 * listener, people, devices, desks. What one part of the play knows of another stands here. */
#ifndef ZHIDA_SIM_H
#define ZHIDA_SIM_H

#include "gateway/net/sender.h"
#include "gateway/turn/turn.h"
#include "tests/sim/chance.h"
#include "tests/sim/events.h"
#include "tests/sim/sim_vfs.h"

enum {
    PEOPLE_MAX = 40,
    SAID_MAX = 1500,
    SENT_MAX = 6000,
    MADE_MAX = 600,
    TRACE_LINES = 60,
    TRACE_WIDTH = 160,
    MARKER_WORDS = 9, /* of the crash marker: its mark and its slots */
    DEVICE_LOG = 200
};

/* What must hold: INVARIANT(name, text). */
#define INVARIANTS(INVARIANT)                                                                      \
    INVARIANT(OPENS, "the store opens after every death")                                          \
    INVARIANT(KEPT, "an acknowledged message is in the database exactly once")                     \
    INVARIANT(REPEAT, "a repeat gets the reply of the first time")                                 \
    INVARIANT(REPLAY, "a known signature with another body is refused and leaves nothing")         \
    INVARIANT(CASES, "one case for each confirmed filing, and its number is its own")              \
    INVARIANT(MOVES, "an acknowledged move stands in the case's history once")                     \
    INVARIANT(CLOCKS, "no case's clock falls behind")                                              \
    INVARIANT(SAID, "no reply is lost")                                                            \
    INVARIANT(DOUBLED, "sent twice only after an unknown outcome, an offer never")                 \
    INVARIANT(ORDER, "one message to a person at a time; a person's turns are one chain")          \
    INVARIANT(DEVICES, "an app gets every reply, in order, the same at each try")                  \
    INVARIANT(OUTBOX, "the outbox empties")                                                        \
    INVARIANT(PARKED, "what was at work at two deaths is parked, and nothing else")                \
    INVARIANT(RESTS, "the world comes to rest")

enum invariant {
#define INVARIANT(name, text) HOLDS_##name,
    INVARIANTS(INVARIANT)
#undef INVARIANT
        INVARIANT_COUNT
};

/* What a seed is like; in thousandths where nothing else is said. */
struct mood {
    int people;
    int lies; /* of the provider's answers */
    int closes, copies, repeats, replays;
    int64_t deaths, errors; /* mean writing operations between them; 0: none */
    int power;              /* of the deaths are power cuts */
    int acts;               /* of the deaths come between commit and world */
    int full, slow;
    bool year, poison;
    bool stumbles; /* killed before a sync, then the power fails soon after the next start */
    size_t queue_max, batch_max;
};

enum said_state {
    SAID_WAITING, /* not acknowledged yet: comes again */
    SAID_TAKEN,   /* acknowledged */
    SAID_PARKED,  /* acknowledged as parked */
    SAID_LOOSE    /* given up or shed: may be there, at most once */
};
enum poison { POISON_NONE, POISON_PREPARING, POISON_TURN };

/* A message of a citizen. */
struct said {
    int person; /* of sim.people; -1: a provider's receipt */
    enum channel_kind kind;
    struct inbound message;
    struct view signature;
    enum said_state state;
    enum poison poison;
    uint64_t marker; /* its key in the crash marker */
    int strikes, tries, copies_open;
    int64_t taken;  /* seconds */
    uint64_t reply; /* hash of the reply it got; 0: none seen */
    int seen;       /* rows found at the end */
};

/* One copy of it as a request. */
struct asking {
    struct sim *sim;
    struct said *said;
    int64_t arrived;
    int life;
    bool open, forged, was_taken; /* it had been acknowledged when this came */
    enum input_outcome outcome;
    bool has_reply;
    size_t reply_bytes;
    uint64_t reply;
    int64_t outbox;
};

/* An outbox row as the outside saw it. */
struct sent {
    int64_t row, account;
    enum outbound_class class_;
    struct view recipient;
    uint64_t text;
    bool leased;    /* the sender has it */
    bool reached;   /* by the try under way */
    bool lied;      /* the provider said something definite and wrong in it */
    int deliveries; /* tries that reached the person, and the passive answer */
    int excuses;    /* of them with an outcome nobody could know */
    int lies;
    bool settled;   /* committed as delivered */
    bool written;   /* in a passive answer that was taken */
    bool reporting; /* and the turn has not worked off that report */
    bool overtaken; /* the row went another way meanwhile */
    bool refused;   /* by the provider, for good */
    enum delivery told;
};

struct made {
    int64_t case_id;
    enum case_move move;
    struct view text;
    bool acknowledged;
    int seen;
};

struct citizen {
    enum channel_kind kind;
    struct view name;
    int step, story;
    struct said *last;
    int64_t patience; /* ticks until which a reply is waited for */
    bool heard;       /* a reply to the last one */
    bool done;
    /* apps: */
    bool connected, gap;
    uint64_t have;
    uint64_t log[DEVICE_LOG];
};

struct sim {
    struct world world;
    struct chance chance;
    uint64_t seed;
    bool told; /* print the trace as it comes */
    struct arena arena;
    struct events events;
    struct disk *disk;
    struct seal_key key;
    int64_t base, ticks;
    int64_t
        event_at; /* when the event under way was to happen: the disk may have held up the turn */
    struct mood mood;
    bool healing, rested, repeated, over;
    int troubles;

    /* the process */
    bool alive;
    int life;
    int64_t acts_left; /* doings towards the outside until death; 0: no */
    bool step_put;
    int64_t step_at;
    struct store store;
    struct rulebook *rulebook;
    struct accounts *accounts;
    struct turn *turn;
    struct sender *sender;
    struct crash_marker *marker;
    int marker_file;
    char marker_page[4096];
    size_t marker_size;

    /* providers */
    int token;
    int64_t serials;

    struct citizen people[PEOPLE_MAX];
    int people_count;
    struct said *said[SAID_MAX];
    size_t said_count;
    struct sent *sent[SENT_MAX];
    size_t sent_count;
    struct made *made[MADE_MAX];
    size_t made_count;
    int64_t answered[64];
    size_t answered_count;

    /* the verdict */
    bool broken[INVARIANT_COUNT];
    char trace[TRACE_LINES][TRACE_WIDTH];
    size_t traced;
    uint64_t digest; /* of the whole trace: equal runs are equal */
    int64_t deaths, messages, cases, doubled;
};

/* ---- sim_world.c ---- */
void sim_init(struct sim *sim, uint64_t seed, struct rulebook *rulebook, int marker_file,
              bool told);
void sim_free(struct sim *sim);
void sim_trace(struct sim *sim, const char *format, ...) __attribute__((format(printf, 2, 3)));
void sim_breaks(struct sim *sim, enum invariant what, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
/* Something happens in so many milliseconds; of this life, or (in_world) of the world. */
void sim_later(struct sim *sim, int64_t in, struct event event);
void sim_later_here(struct sim *sim, int64_t in, struct event event);
int64_t sim_now(const struct sim *sim);
const char *sim_invariant_text(enum invariant what);

/* ---- sim_process.c ---- */
void process_start(struct sim *sim);
/* A clean stop. */
void process_stop(struct sim *sim);
/* Takes apart what is dead, if it is. true: it was. */
bool process_bury(struct sim *sim);
/* This process will not last: the power fails when it has acknowledged something of the last one's.
 */
bool process_stumbles(const struct sim *sim);
bool process_gone(const struct sim *sim);
/* The turn thread has something to do soon. */
void process_wake(struct sim *sim, int64_t in);
void process_step(struct sim *sim);
/* Something is about to leave the process: it may die here. true: it is dead. */
bool process_acts(struct sim *sim);
/* Hands an input over; false: not taken, and freed. */
bool process_submit(struct sim *sim, struct input *input);
struct account_entry *process_account(struct sim *sim, enum channel_kind kind);

/* The crash marker's file: empties it; reads it into marker_page, where words 1.. are the keys at
 * work. */
void marker_clear(struct sim *sim);
void marker_look(struct sim *sim);

/* ---- sim_provider.c ---- */
bool provider_call(void *self, uint64_t ticket, const struct call *call);
bool provider_fetch(void *self, uint64_t ticket, const struct call *call, bool guarded);
void provider_receipt(struct sim *sim, struct said *receipt);

/* ---- sim_post.c ---- */
/* For turn_outlets and sender_setup, with self = sim. */
bool post_send(void *self, const struct outbox_row *row, struct account_entry *account,
               const struct outbound *message);
void post_fetch(void *self, struct account_entry *account, const struct media_row *row,
                const struct inbound *source);
void post_result(void *self, struct input *result);
struct sent *post_sent(struct sim *sim, int64_t row);
struct sent *post_under_way(struct sim *sim, enum channel_kind kind, struct view recipient);
/* The person has it now. */
void post_reached(struct sim *sim, struct sent *sent);
/* The process died: outcomes that were not settled will never be known. */
void post_forget(struct sim *sim);

/* ---- sim_door.c ---- */
struct said *door_said(struct sim *sim, int person, enum channel_kind kind,
                       const struct inbound *message);
/* A copy of the message reaches the gateway now. */
void door_take(struct sim *sim, struct said *said, bool forged);
void door_close(struct sim *sim, struct asking *asking);
void door_write(struct sim *sim, struct asking *asking);
void door_report(struct sim *sim);
/* An answer with the row's text in it has been taken. */
void post_written(struct sim *sim, struct sent *sent, bool late);

/* ---- sim_people.c ---- */
void citizens_begin(struct sim *sim);
void citizens_act(struct sim *sim, struct citizen *citizen);
void citizens_heard(struct sim *sim, enum channel_kind kind, struct view name);
void citizens_submit(struct sim *sim, struct said *said);
void citizens_repeat(struct sim *sim);
/* Who was not answered stops trying. */
void citizens_give_up(struct sim *sim);
void citizens_again(struct sim *sim, struct said *said);
bool citizens_all_done(const struct sim *sim);

/* ---- sim_device.c ---- */
void device_push(void *self, struct account_entry *account, const struct outbound *message);
void device_frame(struct sim *sim, const struct event *event);
void device_act(struct sim *sim, struct citizen *citizen, bool hello);

/* ---- sim_desk.c ---- */
void desk_act(struct sim *sim);
void desk_offers(struct sim *sim);

/* ---- sim_check.c ---- */
void check_all(struct sim *sim);

#endif
