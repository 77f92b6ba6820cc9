/* address: which addresses of the network are nobody's business: loopback, private, link-local,
 * shared, multicast, reserved, and IPv6 forms that carry such an IPv4 address inside. */
#ifndef ZHIDA_ADDRESS_H
#define ZHIDA_ADDRESS_H

#include <stdbool.h>
#include <sys/socket.h>

/* true: an address of the open internet. Unknown families are not. */
bool address_is_public(const struct sockaddr *address);

#endif
