/* turn_json: what was said in a turn, and by whom, as the desk's pages get it. */
#ifndef ZHIDA_TURN_JSON_H
#define ZHIDA_TURN_JSON_H

#include "gateway/store/turns.h"
#include "gateway/web/desk_call.h"

/* Who at the desk said a turn, and what became of it. */
struct turn_sayer {
    struct view name;     /* empty: the bot said it */
    const char *delivery; /* "queued", "sending", "waits" (for the app), "again", "given" (to the
                             carrier), "sent", "failed" */
    struct view failed;   /* why */
};
enum store_error turn_sayer(struct desk_call *call, const struct turn_row *row,
                            struct turn_sayer *out) STORE_CHECKED;

/* {"at","spoken","kind","text","media","replies":[{"text","choices"}],"by","delivery"}. reveal:
 * numbers are shown. */
json_t *turn_json(const struct turn_row *row, const struct turn_sayer *sayer, bool reveal,
                  struct arena *arena);

/* A user as colleagues call them; empty: there is none. */
struct view officer_name(struct desk_call *call, int64_t user);

#endif
