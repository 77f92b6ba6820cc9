/* ideas: what may become of suggestions and wishes, and of points. Everything here runs on the turn
 * thread inside its transaction: for a citizen's message, or for the desk inside turn_write(). What
 * people are to hear of it is written down as notes and said in the same batch. */
#ifndef ZHIDA_TURN_IDEAS_H
#define ZHIDA_TURN_IDEAS_H

#include "gateway/store/ideas.h"
#include "gateway/store/ledger.h"
#include "gateway/store/members.h"

enum idea_result {
    IDEA_MADE,
    IDEA_NO_SUCH,
    IDEA_NOT_NOW,    /* state, or not for them */
    IDEA_NEEDS_MORE, /* text, unit, verdict, ... as the table says */
    IDEA_NOT_ALONE   /* somebody else has to approve it */
};

/* Somebody moves one. What a move does not need is left empty. */
struct idea_act {
    int64_t id;
    enum idea_move move;
    unsigned mover; /* bits of enum idea_mover */
    int64_t user;   /* desk user, 0: none */
    int64_t person; /* citizen, 0: none */
    int64_t member;
    int64_t now;
    struct view prefix; /* district's code, for the number */
    struct view text;   /* reason, reply, thanks */
    struct view unit, category, taker;
    enum idea_verdict verdict;
    struct view title, shown, reply; /* for everybody */
    int64_t leader;                  /* merged with; 0: none */
    const struct view *proof;        /* media ids */
    size_t proof_count;
};
enum store_error idea_make(struct store *store, const struct idea_act *act, struct arena *arena,
                           enum idea_result *result) STORE_CHECKED;

/* Finds the first of those that say nearly the same (of the campaign, of the last 90 days): leader,
 * the idea itself where there is none; fills the signature. */
enum store_error idea_compare(struct store *store, struct idea *idea,
                              struct arena *arena) STORE_CHECKED;

/* What was filed, by a citizen or a clerk: number and first step. */
enum store_error idea_file(struct store *store, struct idea *idea, int64_t user,
                           struct arena *arena) STORE_CHECKED;

/* ---- points ---- */

struct points_for {
    int64_t person;
    enum point_reason reason; /* below POINT_AWARDS */
    int64_t object, user, now;
    struct view number; /* of what it is for, to be said */
};
/* Gives what the rules say, once for an object, at most so many a day; nothing where there is
 * nobody. *given: how many. */
enum store_error points_award(struct store *store, const struct points_for *what,
                              struct arena *arena, int64_t *given) STORE_CHECKED;
/* Books a row back. STORE_CONFLICT: it was before, or the points are spent. */
enum store_error points_reverse(struct store *store, int64_t row, int64_t user,
                                int64_t now) STORE_CHECKED;

/* ---- members ---- */

/* Accepts, refuses or ends; STORE_CONFLICT: not from this state. */
enum store_error member_decide(struct store *store, int64_t id, enum member_state to, int64_t user,
                               int64_t now, struct arena *arena) STORE_CHECKED;
/* The dispatcher's look at a case that was resolved on the spot: good ones give points. */
enum store_error resolved_decide(struct store *store, int64_t case_id, bool good, int64_t user,
                                 int64_t now, struct view number,
                                 struct arena *arena) STORE_CHECKED;

/* The first second of the local day. */
int64_t civic_day(int64_t now);

#endif
