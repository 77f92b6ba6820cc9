/* talks_api: talks that have life, and an officer in one of them. Private to the desk's files in
 * gateway/web. */
#ifndef ZHIDA_TALKS_API_H
#define ZHIDA_TALKS_API_H

#include "gateway/store/taken.h"
#include "gateway/talk/talk.h"
#include "gateway/web/turn_json.h"

enum { TALK_ROLES = ROLE_DISPATCHER | ROLE_CLERK };
enum { TALK_TURNS = 80 }; /* shown of a talk at most */

void talks_handle(struct desk_call *call);
void talk_handle(struct desk_call *call);

/* A talk as it stands. */
struct desk_talk {
    struct person person;
    struct taken taken;
    struct talk_standing standing;
    struct account_entry *account; /* NULL: its channel is gone */
    struct turn_row *rows;         /* of this talk, newest first */
    size_t count;
    int rank; /* in the list, the greatest first */
};

/* ---- talks_read.c ---- */
/* Characters of one message that its channel carries whole. */
size_t talk_most(const struct desk_talk *talk);

/* Reads it with its last `turns` turns. STORE_NONE: not there, or not for this caller. rules must
 * outlive it. */
enum store_error talk_read(struct desk_call *call, const struct rules *rules, int64_t person,
                           size_t turns, struct desk_talk *out) STORE_CHECKED;
/* May the caller have its numbers shown? */
bool talk_may_reveal(const struct desk_call *call, const struct desk_talk *talk);
/* Does this talk, which the caller may see, hold the file? STORE_NONE: no. */
enum store_error talk_holds_file(struct desk_call *call, int64_t person,
                                 struct view media) STORE_CHECKED;
/* Why somebody should look at it. */
enum taken_why talk_why(const struct desk_talk *talk);
/* What a list and a page share: id, masked name, channel, why, who has it, its case. */
json_t *talk_head_json(struct desk_call *call, const struct rules *rules,
                       const struct desk_talk *talk);
/* "bot": what it said last; "said": what the citizen did; both short and masked. */
enum store_error talk_put_last(struct desk_call *call, json_t *one,
                               const struct desk_talk *talk) STORE_CHECKED;

/* ---- talks_api.c ---- */
/* All that the page shows of it. */
void talk_show(struct desk_call *call, const struct rules *rules, const struct desk_talk *talk);

/* ---- talks_act.c ---- */
/* Takes, says, keeps, gives, ends, files. */
void talk_act(struct desk_call *call, const struct rules *rules, int64_t person, struct view act);

#endif
