/* desk_routes: the desk, as routes of the inner listener: /desk the page, /desk/api/ the interface.
 */
#ifndef ZHIDA_DESK_ROUTES_H
#define ZHIDA_DESK_ROUTES_H

#include "gateway/net/routes.h"
#include "gateway/turn/turn.h"

struct desk;
struct sign_on;

struct desk_setup {
    struct store *readers; /* WEB_THREADS of them, one for each web thread */
    struct turn *turn;
    struct rulebook *rulebook;
    const struct world *world;
    const char *media_folder; /* DATA/media */
    bool secure;              /* the browser speaks TLS: cookies are marked so */
    struct accounts *accounts;
    const char *register_path; /* of the enterprises */
    struct sign_on *sign_on;   /* NULL: passwords only */
    struct view public_base;   /* what stands in front of a link that is sent: http://host */
};

/* Keeps what setup points to. NULL: no memory. */
struct desk *desk_new(const struct desk_setup *setup);
void desk_free(struct desk *desk);

enum { DESK_ROUTES = 59 };
/* Fills out; returns how many (at most DESK_ROUTES; 0 if max is less). */
size_t desk_routes(struct desk *desk, struct route *out, size_t max);

#endif
