/* gcm: AES-256-GCM under a key that is set up once. From OpenSSL's libcrypto. */
#ifndef ZHIDA_GCM_H
#define ZHIDA_GCM_H

#include <stdbool.h>
#include <stdint.h>

#include "dsl/base/view.h"

enum { GCM_KEY = 32, GCM_NONCE = 12, GCM_TAG = 16 };

/* What all keys share; one a process or one a seal. Never NULL: without it nothing can be kept. */
struct gcm_kind;
struct gcm_kind *gcm_kind_new(void);
void gcm_kind_free(struct gcm_kind *kind);

/* A key taken in. One thread at a time. */
struct gcm;
struct gcm *gcm_new(const struct gcm_kind *kind, const unsigned char key[GCM_KEY]);
/* Another key in the place of the one before. */
void gcm_set(struct gcm *gcm, const unsigned char key[GCM_KEY]);
/* Wipes the key. NULL is nothing. */
void gcm_free(struct gcm *gcm);

/* out: plain.n bytes and then the tag. bound: what the value belongs to, or empty. */
void gcm_close(struct gcm *gcm, const unsigned char nonce[GCM_NONCE], struct view bound,
               struct view plain, unsigned char *out);
/* closed: cipher text and tag; out: room for all but the tag. false: it was not closed with this
 * key, this nonce and this bound; what stands in out then is nothing. */
bool gcm_open(struct gcm *gcm, const unsigned char nonce[GCM_NONCE], struct view bound,
              struct view closed, unsigned char *out) __attribute__((warn_unused_result));

#endif
