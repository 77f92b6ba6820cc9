/* uploads: files of apps and chat pages: POST /app/upload with the token in "authorization", and
 * GET /media/ID for whoever sent it. */
#ifndef ZHIDA_UPLOADS_H
#define ZHIDA_UPLOADS_H

#include "gateway/net/routes.h"
#include "gateway/net/upload_room.h"
#include "gateway/turn/turn.h"

struct uploads {
    struct turn **turn;
    struct accounts *accounts;
    const struct world *world;
    const char *media_folder;
    struct store *readers;   /* WEB_THREADS of them */
    struct upload_room room; /* made by uploads_routes */
};

enum { UPLOAD_ROUTES = 2 };
size_t uploads_routes(struct uploads *uploads, struct route *out);

#endif
