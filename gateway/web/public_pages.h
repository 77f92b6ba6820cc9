/* public_pages: what anybody may see: the chat page and what it needs, and the district's documents
 * as pages. */
#ifndef ZHIDA_PUBLIC_PAGES_H
#define ZHIDA_PUBLIC_PAGES_H

#include "gateway/net/routes.h"
#include "gateway/talk/talk.h"
#include "gateway/turn/rulebook.h"

struct public_pages {
    struct rulebook *rulebook;
    const char *folder; /* of the rules: documents/ and policies/ below it are public */
    const char *data;   /* where the index lies, and what was converted for it */
    void *self;
    /* Is the document of a link in force, and what took its place? false: it is not known. */
    bool (*standing)(void *self, struct view link, struct arena *arena, struct passage *out);
};

/* Adds the routes; returns how many. */
size_t public_routes(struct public_pages *pages, struct route *out, size_t max);

#endif
