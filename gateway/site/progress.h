/* progress: a case's way, for whoever has its number and query code. Private to gateway/site. */
#ifndef ZHIDA_SITE_PROGRESS_H
#define ZHIDA_SITE_PROGRESS_H

#include "gateway/site/page.h"
#include "gateway/store/agreed.h"

/* What the door says to a number and a code. A wrong number and a wrong code are one answer. */
enum progress_door { DOOR_OPEN, DOOR_WRONG, DOOR_SHUT, DOOR_BUSY };
enum progress_door progress_open(struct site_call *call, struct view number, struct view code,
                                 struct case_full *out);

struct progress {
    struct case_full full;
    struct case_event *events;
    size_t event_count;
    struct view number, code; /* as given, for the forms on the page */
    int consented;            /* as agreed_get() */
};

/* Does what the form asks for; what became of it, or WORDS where it asked for nothing. */
enum site_word progress_act(struct site_call *call, const struct progress *progress, bool *good);

/* Why the deadline is what it is: a sentence with the days that do not count; nothing where it was
 * moved since and cannot be told so simply. */
void due_explain(struct site_call *call, const struct progress *progress);
bool due_is_plain(const struct site_call *call, const struct progress *progress);

/* What happened, as a list. */
void progress_way(struct site_call *call, const struct progress *progress);
/* The form to rate it, where it waits for that; and all the other forms. */
void progress_rating(struct site_call *call, const struct progress *progress);
void progress_forms(struct site_call *call, const struct progress *progress);

void progress_get(struct site_call *call);
void progress_post(struct site_call *call);

#endif
