/* taken: talks that an officer at the desk has instead of the bot, or that ask for one; who at the
 * desk said what; and which people were last heard or told something. */
#ifndef ZHIDA_STORE_TAKEN_H
#define ZHIDA_STORE_TAKEN_H

#include "gateway/store/desk.h"

/* Why somebody should look at a talk; the greater comes first. */
enum taken_why { TAKEN_SEEN, TAKEN_MISUNDERSTOOD, TAKEN_ASKED, TAKEN_DANGER };

struct taken {
    int64_t person;
    int64_t case_id; /* what it is about, or 0 */
    int64_t user;    /* who has it; 0: it asks for somebody */
    enum taken_why why;
    int64_t asked; /* since when it asks; 0: it does not */
    int64_t since; /* since when somebody has it */
    int64_t until; /* when the bot has it again, or it has asked long enough */
    unsigned char session[SESSION_MARK]; /* the officer's */
};

/* STORE_NONE: nobody has it, and it asks for nobody. */
enum store_error taken_get(struct store *store, int64_t person, struct taken *out) STORE_CHECKED;
enum store_error taken_put(struct store *store, const struct taken *taken) STORE_CHECKED;
enum store_error taken_drop(struct store *store, int64_t person) STORE_CHECKED;
/* All of them, those that asked last first. */
enum store_error taken_list(struct store *store, size_t max, struct arena *arena,
                            struct taken **out, size_t *count) STORE_CHECKED;

/* Who at the desk said a turn. STORE_NONE: the bot did. */
struct said_by {
    int64_t user;
    struct view failed; /* why it was not delivered; or empty */
};
enum store_error said_by_add(struct store *store, int64_t turn, int64_t user) STORE_CHECKED;
enum store_error said_by_get(struct store *store, int64_t turn, struct arena *arena,
                             struct said_by *out) STORE_CHECKED;
/* It will not be delivered; nothing where the bot said it. */
enum store_error said_by_failed(struct store *store, int64_t turn,
                                struct view reason) STORE_CHECKED;

/* People of the last `turns` turns that are not older than `since`, the last one first, each once;
 * at most max. */
enum store_error taken_heard(struct store *store, int64_t since, size_t turns, size_t max,
                             struct arena *arena, int64_t **people, size_t *count) STORE_CHECKED;

#endif
