/* peer: the address of whoever asks. */
#ifndef ZHIDA_PEER_H
#define ZHIDA_PEER_H

#include "dsl/base/view.h"

enum { PEER_KEY = 8 };

/* The socket's own address, or, where that is a proxy on this machine, the one that the proxy
 * names: the last in x-forwarded-for (empty: none); what stands before that anybody may have
 * written. A part of either. */
struct view peer_of(struct view socket, struct view forwarded);

/* Somebody on this machine. */
bool peer_is_here(struct view address);

/* What stands for the one who holds an address: all of an IPv4 address, of an IPv6 address the
 * first half, since a household has the rest to itself. false: the text is no address. */
bool peer_key(struct view address, unsigned char key[PEER_KEY]);

#endif
