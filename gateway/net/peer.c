/* peer: texts to addresses.
 *
 * A proxy on this machine adds the address it serves at the end of x-forwarded-for; nobody else is
 * believed. Proxies write an IPv6 address with or without brackets and either with or without a
 * port, and a socket that listens on both families shows IPv4 as ::ffff:1.2.3.4; all of these are
 * one address here. */
#include "gateway/net/peer.h"

#include <arpa/inet.h>
#include <string.h>

static struct view without_port(struct view address)
{
    size_t colon = view_find(address, VIEW(":"));
    if (view_starts(address, VIEW("["))) {
        size_t end = view_find(address, VIEW("]"));
        return view_sub(address, 1, end == SIZE_MAX ? address.n : end);
    }
    bool one_colon = colon != SIZE_MAX &&
                     view_find(view_sub(address, colon + 1, address.n), VIEW(":")) == SIZE_MAX;
    return one_colon ? view_sub(address, 0, colon) : address;
}

static struct view plain(struct view address)
{
    struct view bare = without_port(view_trim(address)), mapped = VIEW("::ffff:");
    bool is_mapped = view_starts(bare, mapped) && view_find(bare, VIEW(".")) != SIZE_MAX;
    return is_mapped ? view_sub(bare, mapped.n, bare.n) : bare;
}

bool peer_is_here(struct view address)
{
    struct view bare = plain(address);
    return view_is(bare, "127.0.0.1") || view_is(bare, "::1");
}

struct view peer_of(struct view socket, struct view forwarded)
{
    for (size_t comma; (comma = view_find(forwarded, VIEW(","))) != SIZE_MAX;)
        forwarded = view_sub(forwarded, comma + 1, forwarded.n);
    struct view named = plain(forwarded);
    return peer_is_here(socket) && named.n ? named : plain(socket);
}

bool peer_key(struct view address, unsigned char key[PEER_KEY])
{
    char text[INET6_ADDRSTRLEN];
    struct in_addr four;
    struct in6_addr six;
    struct view bare = plain(address);
    if (bare.n >= sizeof text)
        return false;
    memcpy(text, bare.p, bare.n);
    text[bare.n] = '\0';
    memset(key, 0, PEER_KEY);
    if (inet_pton(AF_INET, text, &four) == 1)
        memcpy(key, &four, sizeof four);
    else if (inet_pton(AF_INET6, text, &six) == 1)
        memcpy(key, &six, PEER_KEY);
    else
        return false;
    return true;
}
