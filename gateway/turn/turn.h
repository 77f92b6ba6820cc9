/* turn: the one writer. Inputs come in from any thread, are prepared beside, and are worked off in
 * order: one transaction for all that waits, one savepoint for each, one commit; only then does
 * anybody hear of it. turn_step() needs no thread of its own, so that the simulation can call it.
 */
#ifndef ZHIDA_TURN_H
#define ZHIDA_TURN_H

#include "gateway/log.h"
#include "gateway/metrics.h"
#include "gateway/store/checkpoint.h"
#include "gateway/turn/input.h"
#include "gateway/turn/park.h"

struct turn;

/* What others add; each may be NULL. */
struct turn_hooks {
    void *self;
    /* Passages that may answer a text, best first, in the arena; runs on a prepare thread. */
    size_t (*passages)(void *self, const struct rules *rules, struct view text,
                       enum text_language language, struct arena *arena, struct passage **out);
    /* What the document of a link says to a question that goes on from it; on the turn thread. */
    size_t (*follow)(void *self, struct view link, struct view question, struct arena *arena,
                     struct passage **out);
    /* Fills brief by code, or else by name, credit code or phone; runs on the turn thread. */
    void (*enterprise)(void *self, struct store *store, const struct rules *rules, struct view code,
                       struct view name, struct arena *arena, struct enterprise_brief *brief);
};

/* Where the turn hands things over after a commit, on the turn thread; each may be NULL. */
struct turn_outlets {
    void *self;
    /* A leased row and its message; the receiver copies. false: cannot take it now. */
    bool (*send)(void *self, const struct outbox_row *row, struct account_entry *account,
                 const struct outbound *message);
    /* A message for an app that may be connected. */
    void (*push)(void *self, struct account_entry *account, const struct outbound *message);
    /* A media row is wanted. */
    void (*fetch)(void *self, struct account_entry *account, const struct media_row *media,
                  const struct inbound *message);
    /* The rules' language model is asked; the receiver copies, and answers with INPUT_AIDE. */
    void (*ask)(void *self, const struct aide_question *question);
    /* The file of this media row is to be removed; INPUT_MEDIA with state GOING says that it is. */
    void (*drop)(void *self, struct view media);
    /* Once after each commit's completions. */
    void (*flush)(void *self);
};

struct turn_setup {
    struct store *store; /* the writer */
    const struct world *world;
    struct rulebook *rulebook;
    struct accounts *accounts;
    struct metrics *metrics;           /* NULL: none */
    const struct log *log;             /* NULL: silent */
    struct crash_marker *marker;       /* or NULL */
    struct checkpointer *checkpointer; /* or NULL */
    struct turn_hooks hooks;
    struct turn_outlets outlets;
    struct view public_base; /* what stands in front of a progress link: http://host, or empty */
    struct view desk_url;    /* what stands in front of a link to the desk, or empty */
    size_t queue_max;        /* 0: the default */
    size_t batch_max;
};

struct turn *turn_new(const struct turn_setup *setup);
void turn_free(struct turn *turn);

/* Finds what a crash left: leased and passive rows, parks or readies them. Before the first step.
 */
enum store_error turn_recover(struct turn *turn) STORE_CHECKED;

/* From any thread. false: the queue is full, the input stays the caller's. */
bool turn_submit(struct turn *turn, struct input *input);
/* The same for one of several: nobody is woken for it before turn_hurry(), which has to follow
 * soon. */
bool turn_submit_some(struct turn *turn, struct input *input);
void turn_hurry(struct turn *turn);

/* Prepares one input (recognition, passages); any thread, with a slot of the crash marker. */
void turn_prepare(struct turn *turn, struct input *input, int slot);

/* Works off what waits (at most a batch) and what is due. Returns how many inputs; *wait: ticks
 * until the next timer. STORE_BROKEN: end the process. */
enum store_error turn_step(struct turn *turn, size_t *worked, int64_t *wait) STORE_CHECKED;

/* The threads: one turn thread and `prepare` preparing ones. */
bool turn_start(struct turn *turn, int prepare);
/* Leases no more rows; what is with the sender may still come back. */
void turn_hold(struct turn *turn);
/* Takes no more, works off everything, stops the threads. */
void turn_drain(struct turn *turn);
/* The store broke and the turn thread has stopped. */
bool turn_broken(const struct turn *turn);

/* Can take messages: the store has room and the queue is not nearly full. */
bool turn_ready(const struct turn *turn);

/* For web threads: submit and wait. */
enum move_result turn_move(struct turn *turn, const struct desk_move *move);
/* The same for a citizen on the progress page. */
enum move_result turn_visit(struct turn *turn, const struct citizen_visit *visit);
/* Files what a clerk took down; fills its case_id and code. */
enum store_error turn_enter(struct turn *turn, struct desk_entry *entry) STORE_CHECKED;
/* An officer and a talk; fills its result (STORE_OK), holder, and what came of its entry. */
enum store_error turn_attend(struct turn *turn, struct desk_attend *attend) STORE_CHECKED;
/* Runs job(store, argument) on the turn thread inside a savepoint; what it returns decides whether
 * it is kept. STORE_BUSY: the queue is full. */
enum store_error turn_write(struct turn *turn,
                            enum store_error (*job)(struct store *store, void *argument),
                            void *argument) STORE_CHECKED;

#endif
