/* site: the public pages beside the chat: a case's progress, the message board, activities,
 * figures. Every page is made here, whole, so that it works on an old phone and without scripts. */
#ifndef ZHIDA_SITE_H
#define ZHIDA_SITE_H

#include "gateway/net/routes.h"
#include "gateway/turn/turn.h"

struct site {
    struct store *readers; /* WEB_THREADS of them, one for each web thread */
    struct turn *turn;
    struct rulebook *rulebook;
    const struct world *world;
    struct accounts *accounts;
};

enum { SITE_ROUTES_MAX = 24 };
/* Adds the routes; returns how many (0 if max is too few). Keeps the site. */
size_t site_routes(struct site *site, struct route *out, size_t max);

#endif
