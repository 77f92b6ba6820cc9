/* self: what the turn's own files share. Nobody else includes it. */
#ifndef ZHIDA_TURN_SELF_H
#define ZHIDA_TURN_SELF_H

#include "gateway/figures/funnel.h"
#include "gateway/store/retain.h"
#include "gateway/talk/talk_memo.h"
#include "gateway/turn/pace.h"
#include "gateway/turn/queue.h"
#include "gateway/turn/turn.h"

enum {
    BATCH_MAX = 512,
    QUEUE_MAX = 20000,
    PREPARERS_MAX = 4,
    FLIGHTS_MAX = 1024,
    PASSIVE_TICKS = 4200, /* when a passive reply goes another way */
    PASSIVE_SECONDS = 5,  /* the same in the row, rounded up */
    TRIES_MAX = 14,       /* after that a message is parked */
    HELD_TICKS = 500,     /* how long they wait before the next try */
    TURN_SLOT = 0         /* of the crash marker; preparers have 1, 2, ... */
};

/* What leaves after the commit. */
enum hand_kind { HAND_SEND, HAND_PUSH, HAND_FETCH, HAND_DROP, HAND_ASK, HAND_PASSIVE };
struct handing {
    struct handing *next;
    enum hand_kind kind;
    struct account_entry *account;
    struct outbox_row row;
    struct outbound message;
    struct media_row media;
    struct inbound source;
    struct aide_question *question;
    int64_t deadline;
};

/* An account's way out: how much of its room is taken, and when to look again. */
struct lane {
    int64_t account;
    int under_way;
    int64_t tokens;   /* thousandths of a message that may go now */
    int64_t refilled; /* ticks */
    int64_t look_at;  /* ticks; 0: look now */
};
struct flight {
    int64_t outbox_id, person, account;
};

struct passive {
    int64_t outbox_id, deadline;
    int64_t due; /* of the row; another one there means that a repeat has taken the reply over */
};
struct passives { /* a ring, in order of deadline */
    struct passive *at;
    size_t first, count, room;
    size_t passed; /* looked at in the batch under way */
};

struct turn {
    struct turn_setup setup;
    struct store *store;
    struct queue inbox;
    struct queue prepare[PREPARERS_MAX];
    int preparers;
    pthread_t thread, prepare_threads[PREPARERS_MAX];
    _Atomic bool broken;
    _Atomic bool full;    /* the disk was full at the last try */
    _Atomic bool holding; /* no more leases: the process is about to end */
    struct input *held;   /* results and files the store could not take, in order */
    int64_t held_until;   /* ticks */
    int64_t rest_until;   /* ticks: after a failure timers wait, so that nothing spins */

    struct pace pace;
    struct arena scratch, batch;
    struct handing *handings, **handings_end;
    struct rules_held *rules; /* of the batch under way */
    struct talk_memo *memo;   /* of the rules behind it, which are held for it */
    struct rules_held *memo_rules;
    int64_t now, ticks;
    int64_t counted[METRICS]; /* since the last commit: told to the metrics after the next */
    _Atomic bool overloaded;

    struct lane lanes[ACCOUNTS_MAX];
    size_t lane_count;
    struct flight flights[FLIGHTS_MAX];
    size_t flight_count;
    struct passives passives;
    int64_t cases_look_at;     /* seconds: when the next case's clock is due; 0: look now */
    int64_t leftovers_look_at; /* seconds: when to look for files that nobody named */
    int64_t followers_look_at; /* seconds: when to look for followers to be told */
    int64_t topics_look_at;    /* seconds: when to drop signatures that are too old */
    int64_t figures_look_at;   /* ticks: when cases that were filed or moved may be counted */
    struct funnel funnel;      /* what the batch's talks came to */
    int64_t findable_look_at;  /* seconds: when to look for clues that are to be laid into lists */
    size_t findable_put;       /* cases, since some were laid */
    struct {
        int64_t last_id, rest_until; /* ticks */
        int under_way, failures;     /* failures: in a row */
    } aide;
    int64_t units_look_at;  /* seconds: when to look for units that are to be told */
    int64_t retain_look_at; /* seconds: when to look for what was kept long enough */
    int64_t taken_look_at;  /* seconds: when to look at talks that officers have */
};

/* ---- turn.c ---- */
/* Counts what a batch does; only what was committed came to pass. */
static inline void turn_count(struct turn *turn, enum metric metric, int64_t n)
{
    turn->counted[metric] += n;
}
void turn_publish_counts(struct turn *turn);

/* ---- batch.c ---- */
/* Works all inputs of the list and what time has brought, inside the transaction that is open. */
enum store_error batch_work(struct turn *turn, struct input *list, size_t *worked) STORE_CHECKED;

/* ---- message.c ---- */
enum store_error message_work(struct turn *turn, struct input *input) STORE_CHECKED;
enum store_error message_park(struct turn *turn, struct input *input,
                              const char *reason) STORE_CHECKED;
/* Names the key of an input for the crash marker; 0: it has none. */
uint64_t message_marker_key(const struct input *input);

/* ---- guesses.c ---- */
/* May this person still try a query code, and may this case still be tried? */
enum store_error guesses_left(struct turn *turn, int64_t person, int64_t case_id,
                              bool *left) STORE_CHECKED;
/* The code was wrong. case_id 0: there is no such case. */
enum store_error guesses_wrong(struct turn *turn, int64_t person, int64_t case_id) STORE_CHECKED;

/* ---- apply.c ---- */
struct spoken { /* a turn being written */
    struct person *person;
    struct account_entry *account;
    struct turn_row row;
    int64_t about;
};
/* Writes the case with its first event, joins it to its topic, leaves its clues. */
enum store_error apply_filing(struct turn *turn, struct case_filing *filing,
                              struct spoken *spoken) STORE_CHECKED;
enum store_error apply_effects(struct turn *turn, struct input *input, struct spoken *spoken,
                               struct talk_state *state,
                               struct talk_effects *effects) STORE_CHECKED;

/* ---- unit_telling.c ---- */
bool unit_telling_due(const struct turn *turn);
/* Tells units what waits for them, in their hours. */
enum store_error unit_telling_work(struct turn *turn, size_t *worked) STORE_CHECKED;

/* ---- retention.c ---- */
/* Takes a portion of what has been kept as long as it may be. */
enum store_error retention_work(struct turn *turn, size_t *worked) STORE_CHECKED;

/* ---- complained.c ---- */
/* Writes down which units a confidential report names: it is never assigned to them. */
enum store_error complained_find(struct turn *turn, const struct case_full *filed) STORE_CHECKED;
/* May this move hand the case to its unit? MOVE_MADE: yes. */
enum store_error complained_check(struct turn *turn, const struct case_full *full,
                                  const struct desk_move *move,
                                  enum move_result *result) STORE_CHECKED;

/* ---- speak.c ---- */
/* Writes turn row, conversation and outbox rows; fills input's replies where they go back on its
 * open request. input may be NULL: zhida speaks by itself. */
enum store_error speak_write(struct turn *turn, struct input *input,
                             struct spoken *spoken) STORE_CHECKED;
/* Tells the person of a case; nothing where nobody is to be told. */
enum store_error speak_tell(struct turn *turn, const struct case_full *about,
                            enum told told) STORE_CHECKED;
/* The same with words of the desk: what is asked for, or another case's number. */
enum store_error speak_tell_why(struct turn *turn, const struct case_full *about, enum told told,
                                struct view why) STORE_CHECKED;
/* The same to somebody else: whoever follows the case. */
enum store_error speak_tell_person(struct turn *turn, const struct case_full *about, int64_t to,
                                   enum told told) STORE_CHECKED;
/* Adds the address of the case's progress page to a message, where the public address is known and
 * the message has none; by SMS only where it makes the message no dearer. code: goes along, behind
 * '#'; or empty. */
void speak_add_link(const struct turn *turn, const struct account_entry *account,
                    struct view number, struct view code, struct arena *arena,
                    struct outbound *message);
/* Something that is no case: see store/members.h. */
struct note;
enum store_error speak_note(struct turn *turn, const struct note *note) STORE_CHECKED;
struct handing *speak_hand(struct turn *turn, enum hand_kind kind);

/* Begins a turn that nobody's message opens, with room for one reply. STORE_NONE: nobody is there
 * to be told. */
enum store_error speak_open(struct turn *turn, int64_t to, struct spoken *spoken) STORE_CHECKED;
/* Writes it with the conversation as it stands then. */
enum store_error speak_close(struct turn *turn, struct spoken *spoken,
                             const struct talk_state *state) STORE_CHECKED;

/* Says one thing more to the person, if their last turn is still `behind`; what could be chosen
 * from there can be chosen from here. *said: it was. */
enum store_error speak_behind(struct turn *turn, int64_t to, int64_t behind, struct view text,
                              bool *said) STORE_CHECKED;

/* ---- aide.c ---- */
/* Behind a turn's effects: asks the rules' language model for what it may be asked. */
enum store_error aide_after(struct turn *turn, const struct input *input,
                            const struct spoken *spoken,
                            const struct talk_effects *effects) STORE_CHECKED;
enum store_error aide_answered(struct turn *turn, const struct input *input) STORE_CHECKED;
/* The question is answered, whatever the store says. */
void aide_landed(struct turn *turn, const struct input *input);
/* Records what was asked when the process ended. Inside a transaction. */
enum store_error aide_recover(struct turn *turn) STORE_CHECKED;

/* ---- moves.c ---- */
/* May who make this move now, by the table, the case and the clock? */
bool move_may(const struct turn *turn, const struct case_full *full, enum case_move move,
              enum mover mover);
/* Changes the state, writes case and event. due_before: the deadline as it was. */
enum store_error move_write(struct turn *turn, struct case_full *full, enum case_move move,
                            struct case_event *event, int64_t due_before) STORE_CHECKED;
/* A unit that is told of a case must find it in its list, until it is answered or another's. */
enum store_error move_let_watch(struct turn *turn, struct case_full *full,
                                struct view unit) STORE_CHECKED;
enum store_error move_work(struct turn *turn, const struct desk_move *move,
                           enum move_result *result) STORE_CHECKED;

/* ---- citizen_moves.c ---- */
/* A rating that somebody gives for the citizen. */
enum store_error move_rate_for(struct turn *turn, struct case_full *full,
                               const struct desk_move *asked,
                               enum move_result *result) STORE_CHECKED;
/* Not fixed. *told: what is to be said then; *brief is filled where the case is there. */
enum store_error move_reopen(struct turn *turn, int64_t case_id, struct view why, enum told *told,
                             struct case_brief *brief) STORE_CHECKED;
enum store_error move_urge(struct turn *turn, int64_t case_id, struct view words) STORE_CHECKED;
enum store_error move_rate(struct turn *turn, int64_t case_id, const int rating[RATE_DIMENSIONS],
                           struct view words, enum told *told, struct case_brief *brief,
                           bool *tell) STORE_CHECKED;
enum store_error move_withdraw(struct turn *turn, int64_t case_id) STORE_CHECKED;
/* What the citizen says of a case that is filed: put to its words, with an event. A case that is
 * not theirs is left alone. *case_id names it. */
enum store_error move_add(struct turn *turn, const struct person *person,
                          const struct talk_effects *effects, int64_t *case_id) STORE_CHECKED;

/* ---- visits.c ---- */
enum store_error visit_work(struct turn *turn, const struct citizen_visit *visit,
                            enum move_result *result) STORE_CHECKED;

/* ---- deadlines.c ---- */
struct clock_info deadline_clock(const struct turn *turn, const struct case_full *of);
/* The moment that lies a duration behind from, or ahead of at, by the unit's working time. */
int64_t deadline_after(const struct turn *turn, const struct case_full *of, struct duration within,
                       int64_t from);
int64_t deadline_ahead(const struct turn *turn, const struct case_full *of, struct duration ahead,
                       int64_t at);
/* Until when a closed case may be opened again. */
int64_t deadline_reopen(const struct turn *turn, const struct case_full *of);
/* What a filed case's deadline was computed from; plain time where the calendar gave none. */
void deadline_note_filed(const struct turn *turn, struct case_full *full);
/* Each sets a new deadline: of the duty that the case has now; of a case handled again; later by
 * the clock's extension; stopped for a pause, and going on after it. */
void deadline_begin(const struct turn *turn, struct case_full *full);
void deadline_redo(const struct turn *turn, struct case_full *full);
void deadline_extend(const struct turn *turn, struct case_full *full);
void deadline_stop(const struct turn *turn, struct case_full *full);
void deadline_go(const struct turn *turn, struct case_full *full);

/* ---- clocks.c ---- */
/* When the case's clock strikes next, after now; 0: never. */
int64_t clock_next(const struct turn *turn, const struct case_full *of);
enum store_error clock_strike(struct turn *turn, int64_t case_id) STORE_CHECKED;
enum store_error clocks_work(struct turn *turn, size_t *worked) STORE_CHECKED;

/* ---- followers.c ---- */
/* Offers to follow a case of others where the talk's read-back asks for it. */
enum store_error followers_offer(struct turn *turn, const struct person *person,
                                 struct talk_state *state,
                                 struct talk_effects *effects) STORE_CHECKED;
enum store_error followers_join(struct turn *turn, const struct case_full *filed) STORE_CHECKED;
/* The person follows the case of that number; *id: the case, 0 where there is none. */
enum store_error followers_add(struct turn *turn, const struct person *person, struct view number,
                               int64_t *id) STORE_CHECKED;
/* After the reply: tells them at once where the case is over already. */
enum store_error followers_late(struct turn *turn, const struct person *person,
                                int64_t id) STORE_CHECKED;
/* All who follow the case hear of it soon. */
enum store_error followers_tell(struct turn *turn, const struct case_full *about,
                                enum told told) STORE_CHECKED;
/* The case goes into another one: its person and whoever follows it follow that one, and hear it.
 */
enum store_error followers_merge(struct turn *turn, const struct case_full *from,
                                 int64_t into) STORE_CHECKED;
/* Tells some of those who are due; runs after the inputs of a batch. */
bool followers_due(const struct turn *turn);
enum store_error followers_work(struct turn *turn, size_t *worked) STORE_CHECKED;
enum store_error followers_read(struct turn *turn, const struct person *person,
                                struct talk_reads *reads) STORE_CHECKED;
enum store_error followers_sweep(struct turn *turn) STORE_CHECKED;

/* ---- counting.c ---- */
/* What a message's talk came to (bits of enum funnel_step), once it was worked. */
void counting_talk(struct turn *turn, int channel, unsigned steps);
bool counting_due(const struct turn *turn);
/* Writes the batch's funnel, and counts cases that were filed or moved. */
enum store_error counting_work(struct turn *turn, size_t *worked) STORE_CHECKED;

/* ---- civic.c ---- */
/* What the conversation asks for (bits of enum civic_need), in the scratch arena. */
enum store_error civic_read(struct turn *turn, const struct person *person, unsigned needs,
                            const struct civic_reads **out) STORE_CHECKED;
/* The suggestion or wish of that number, where the code fits: the one idea of reads->civic. */
enum store_error civic_asked(struct turn *turn, const struct person *person, struct view number,
                             struct view code, struct talk_reads *reads) STORE_CHECKED;
enum store_error civic_apply(struct turn *turn, const struct civic_effect *want,
                             struct spoken *spoken) STORE_CHECKED;
enum store_error civic_is_member(struct turn *turn, int64_t person, bool *yes) STORE_CHECKED;
/* Says what waits to be said; costs nothing where nothing does. */
enum store_error civic_notes_work(struct turn *turn, size_t *worked) STORE_CHECKED;

/* ---- points.c ---- */
/* A case has moved: what its reporter gets for it. */
enum store_error points_of_case(struct turn *turn, const struct case_full *of) STORE_CHECKED;

/* ---- entry.c ---- */
enum store_error entry_work(struct turn *turn, struct desk_entry *entry) STORE_CHECKED;
/* The next case gets a number of this day, and the entry its query code. */
void entry_begin(struct turn *turn, struct desk_entry *entry);
/* Files it for whoever is spoken with, and writes down who took it down. */
enum store_error entry_file_for(struct turn *turn, struct desk_entry *entry,
                                struct spoken *spoken) STORE_CHECKED;

/* ---- attending.c ---- */
enum store_error attend_work(struct turn *turn, struct desk_attend *attend) STORE_CHECKED;
/* A turn of a talk that an officer has belongs to the case it is about. */
enum store_error attend_name_case(struct turn *turn, struct spoken *spoken) STORE_CHECKED;
/* After a citizen's turn: marks the talk where somebody should look at it; was_taken: before it. */
enum store_error attend_after(struct turn *turn, const struct spoken *spoken,
                              const struct talk_state *state, const struct talk_effects *effects,
                              bool was_taken) STORE_CHECKED;
/* Talks whose officer is gone or has been silent too long are the bot's again. */
bool attend_due(const struct turn *turn);
enum store_error attend_clock(struct turn *turn, size_t *worked) STORE_CHECKED;

/* ---- findable.c ---- */
/* Puts the case under the clues by which the desk finds it. */
enum store_error findable_put(struct turn *turn, const struct case_full *full) STORE_CHECKED;
bool findable_due(const struct turn *turn);
enum store_error findable_work(struct turn *turn) STORE_CHECKED;

/* ---- leftovers.c ---- */
bool leftovers_due(const struct turn *turn);
enum store_error leftovers_work(struct turn *turn, size_t *worked) STORE_CHECKED;

/* ---- delivery.c ---- */
struct lane *delivery_lane(struct turn *turn, int64_t account);
/* The sender is done with it, whatever the store says. */
void delivery_landed(struct turn *turn, const struct input *input);
enum store_error delivery_result(struct turn *turn, const struct input *input) STORE_CHECKED;
/* Passive replies that were written. */
enum store_error delivery_answered(struct turn *turn, const struct input *input) STORE_CHECKED;
enum store_error delivery_receipt(struct turn *turn, const struct input *input) STORE_CHECKED;
enum store_error delivery_lease(struct turn *turn) STORE_CHECKED;
enum store_error delivery_overdue(struct turn *turn, size_t *worked) STORE_CHECKED;
/* The batch that looked at overdue replies was committed, or was not. */
void delivery_passed(struct turn *turn, bool committed);
void delivery_wait_passive(struct turn *turn, const struct outbox_row *row, int64_t deadline);
void delivery_took_off(struct turn *turn, const struct outbox_row *row);

/* ---- devices.c ---- */
enum store_error devices_hello(struct turn *turn, struct input *input) STORE_CHECKED;
enum store_error devices_ack(struct turn *turn, struct input *input) STORE_CHECKED;
enum store_error devices_media(struct turn *turn, struct input *input) STORE_CHECKED;

/* The district's code, the head of case numbers. */
static inline struct view turn_prefix(const struct turn *turn)
{
    return rules_district_code(&turn->rules->rules);
}

#endif
