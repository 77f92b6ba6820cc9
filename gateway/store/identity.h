/* identity: which desk user a person of the sign-in service is. A service may give a name to
 * somebody else one day, but never its own id: so the first sign-in ties the two together. */
#ifndef ZHIDA_STORE_IDENTITY_H
#define ZHIDA_STORE_IDENTITY_H

#include "gateway/store/store.h"

/* STORE_NONE: nobody's yet. subject: the service's own id of the person. */
enum store_error identity_find(struct store *store, struct view issuer, struct view subject,
                               int64_t *user) STORE_CHECKED;
/* Is the user tied to anybody? */
enum store_error identity_has(struct store *store, int64_t user, bool *tied) STORE_CHECKED;
enum store_error identity_add(struct store *store, struct view issuer, struct view subject,
                              int64_t user, int64_t now) STORE_CHECKED;
/* Unties the user: the next sign-in ties it anew. */
enum store_error identity_drop(struct store *store, int64_t user) STORE_CHECKED;

#endif
