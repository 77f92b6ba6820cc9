/* upstream: where an account's provider is, and what its HTTP status means before its body is
 * read. */
#ifndef ZHIDA_ADAPTERS_UPSTREAM_H
#define ZHIDA_ADAPTERS_UPSTREAM_H

#include "adapters/adapter.h"

/* The account's setting `upstream` (sandbox, tests) or the provider's own address; no slash at the
 * end. An account with the setting `sandbox` = yes never gets the provider's. */
struct view upstream_base(const struct account *account, const char *fallback);

/* Host and port of an address, as the Host header has them. */
struct view upstream_host(struct view base);

/* true: the status alone decides, *out is set. status 0 with the body "unsent" means that no byte
 * of the request left the house (name or connection failed): later; any other reason: unknown. */
bool upstream_failed(int status, struct view body, struct outcome *out);

/* Adds text percent-encoded, everything but letters, digits and -._~ */
void upstream_put_encoded(struct buf *buf, struct view text);

/* A call with a JSON body. */
struct call upstream_post(struct view url, struct view json);

#endif
