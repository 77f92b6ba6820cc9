/* people: a person is one sender on one account: a small id, found by keyed hash. The sender's name
 * there (openid, number) is sealed. Beside it stands the conversation: one row, written every turn.
 */
#ifndef ZHIDA_STORE_PEOPLE_H
#define ZHIDA_STORE_PEOPLE_H

#include "gateway/store/store.h"

struct person {
    int64_t id, account, since;
    int consent;            /* 0 never asked, 1 given, -1 withdrawn */
    struct view enterprise; /* code, or empty */
    struct view sender;
    struct view secret; /* wrapped; empty: erased */
    bool fresh;         /* made by this call */
    /* the conversation: */
    struct view state;                            /* talk_pack()ed; empty at first */
    int64_t last_turn, talked, sequence, case_id; /* case_id: the last one filed */
};

/* Finds the person; makes one where there is none (writer). Everything in the arena. */
enum store_error people_meet(struct store *store, int64_t account, struct view sender, int64_t now,
                             struct arena *arena, struct person *out) STORE_CHECKED;
/* As people_meet, but never makes one. */
enum store_error people_find(struct store *store, int64_t account, struct view sender,
                             struct arena *arena, struct person *out) STORE_CHECKED;
enum store_error people_get(struct store *store, int64_t id, struct arena *arena,
                            struct person *out) STORE_CHECKED;

/* Writes the conversation: state, last_turn, talked, sequence. */
enum store_error people_save_talk(struct store *store, const struct person *person) STORE_CHECKED;

/* Consent to offers, with its proof as a row of its own. given: 1 or -1. */
enum store_error people_set_consent(struct store *store, int64_t person, int given, int64_t now,
                                    int64_t turn) STORE_CHECKED;
enum store_error people_set_enterprise(struct store *store, int64_t person,
                                       struct view code) STORE_CHECKED;

/* Destroys the person's secret: name and words can never be read again. Cases stay. */
enum store_error people_erase(struct store *store, int64_t person) STORE_CHECKED;

#endif
