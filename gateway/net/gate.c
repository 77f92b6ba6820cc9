/* gate: who may connect, and who they are.
 *
 * Every connection of the public side is counted for its address from the moment it is accepted
 * until lws has let go of it, and an app's once more for the address that a proxy on this machine
 * names. Which counters those are is kept in lws's word for the user, since what lws keeps for a
 * protocol is not there yet when a connection comes and not there any more when it goes. */
#include "gateway/net/net_self.h"

#include <stdlib.h>

#include "gateway/net/peer.h"

enum { APP_SHIFT = 16, SLOT_MASK = 0xffff, LOG_SECONDS = 3600 };

static uintptr_t marks_of(struct lws *wsi)
{
    return (uintptr_t)lws_get_opaque_user_data(wsi);
}

static void set_marks(struct lws *wsi, uintptr_t marks)
{
    lws_set_opaque_user_data(wsi, (void *)marks); /* NOLINT(performance-no-int-to-ptr) */
}

struct view gate_peer(struct lws *wsi, struct view forwarded, struct arena *arena)
{
    char socket[64] = "";
    lws_get_peer_simple(wsi, socket, sizeof socket);
    return view_keep(arena, peer_of(view_of(socket), forwarded));
}

/* Said once an hour for each limit: whoever runs the gateway may have put a proxy on another
 * machine in front of it. Never the address. */
void gate_refused(struct listener *listener, enum crowd_kind kind)
{
    int64_t now = listener_now(listener);
    metrics_add(listener->setup.metrics, METRIC_CROWDED, 1);
    if (now - listener->crowd_noted[kind] < LOG_SECONDS)
        return;
    listener->crowd_noted[kind] = now;
    log_event(listener->setup.log, LOG_WARNING, "address_limit",
              LOG_WORD("limit", crowd_name(kind)),
              LOG_NUMBER("most", listener->setup.limits.most[kind]));
}

static bool has_room(struct listener *listener, int slot, enum crowd_kind kind)
{
    if (crowd_has_room(listener->crowd, slot, kind, listener_now(listener)))
        return true;
    gate_refused(listener, kind);
    return false;
}

static int slot_of_socket(struct listener *listener, lws_sockfd_type socket)
{
    char peer[64] = "";
    lws_get_peer_simple_fd(socket, peer, sizeof peer);
    return crowd_slot(listener->crowd, view_of(peer));
}

int gate_filter(struct listener *listener, struct lws *wsi, lws_sockfd_type socket)
{
    if (lws_get_vhost(wsi) != listener->vhosts[PUBLIC_SIDE])
        return 0;
    return has_room(listener, slot_of_socket(listener, socket), CROWD_CONNECTIONS) ? 0 : -1;
}

void gate_enter(struct listener *listener, struct lws *wsi)
{
    if (lws_get_vhost(wsi) != listener->vhosts[PUBLIC_SIDE])
        return;
    int slot = slot_of_socket(listener, lws_get_socket_fd(wsi));
    crowd_enter(listener->crowd, slot, CROWD_CONNECTIONS);
    set_marks(wsi, (uintptr_t)slot);
}

void gate_leave(struct listener *listener, struct lws *wsi)
{
    uintptr_t marks = marks_of(wsi);
    crowd_leave(listener->crowd, (int)(marks & SLOT_MASK), CROWD_CONNECTIONS);
    crowd_leave(listener->crowd, (int)(marks >> APP_SHIFT & SLOT_MASK), CROWD_APPS);
    set_marks(wsi, 0);
}

/* The longest address that a proxy names is found at the end. */
static struct view forwarded_of(struct lws *wsi, char *room, int size)
{
    int n = lws_hdr_total_length(wsi, WSI_TOKEN_X_FORWARDED_FOR);
    int got = n > 0 && n < size ? lws_hdr_copy(wsi, room, size, WSI_TOKEN_X_FORWARDED_FOR) : 0;
    return (struct view){room, got > 0 ? (size_t)got : 0};
}

bool gate_take_app(struct listener *listener, struct lws *wsi)
{
    char room[4096], socket[64] = "";
    lws_get_peer_simple(wsi, socket, sizeof socket);
    struct view peer = peer_of(view_of(socket), forwarded_of(wsi, room, sizeof room));
    int slot = crowd_slot(listener->crowd, peer);
    if (!has_room(listener, slot, CROWD_APPS))
        return false;
    crowd_enter(listener->crowd, slot, CROWD_APPS);
    set_marks(wsi, (marks_of(wsi) & SLOT_MASK) | (uintptr_t)slot << APP_SHIFT);
    return true;
}

int gate_app_slot(struct lws *wsi)
{
    return (int)(marks_of(wsi) >> APP_SHIFT & SLOT_MASK);
}
