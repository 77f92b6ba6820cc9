/* seal: what is personal is encrypted before it reaches the disk, and looked up by keyed hash.
 *
 * One master key stands in a file outside the data folder. From it come the wrapping key and the
 * hash key. Every person, case and file has a random secret of its own, stored wrapped; its key
 * seals what belongs to it (AES-256-GCM). Destroying the wrapped secret destroys the content, in
 * the database and in every copy of it made afterwards. Each sealed value is bound to its row, so
 * that two cannot be swapped. */
#ifndef ZHIDA_SEAL_H
#define ZHIDA_SEAL_H

#include "dsl/base/buf.h"
#include "gateway/world.h"

enum {
    SEAL_KEY = 32,
    SEAL_SECRET = 16,
    SEAL_NONCE = 12,
    SEAL_TAG = 16,
    SEAL_WRAPPED = SEAL_NONCE + SEAL_SECRET + SEAL_TAG,
    SEAL_MORE = SEAL_NONCE + SEAL_TAG
};

struct seal_key {
    unsigned char bytes[SEAL_KEY];
};

enum seal_error {
    SEAL_OK,
    SEAL_UNREADABLE, /* the key file cannot be read or written */
    SEAL_NO_KEY,     /* the file holds no key (64 hexadecimal digits) */
    SEAL_TOO_OPEN,   /* others may read the file */
    SEAL_WRONG       /* destroyed, another master key, or tampered with */
};
const char *seal_error_text(enum seal_error error);

/* Reads the master key; makes the file (mode 0600) if it does not exist and may_make. */
enum seal_error seal_key_load(const char *path, bool may_make, const struct world *world,
                              struct seal_key *out) __attribute__((warn_unused_result));

struct seal;
struct seal *seal_new(const struct seal_key *master, const struct world *world);
void seal_free(struct seal *seal);

/* HMAC-SHA256 of the parts, each with its length; the first 16 bytes. */
struct seal_hash {
    unsigned char bytes[16];
};
struct seal_hash seal_hash(const struct seal *seal, const struct view *parts, size_t count);
/* As seal_hash(), for what is likely asked again soon: a few thousand are remembered, by their
 * seal_quick(). */
struct seal_hash seal_hash_kept(struct seal *seal, const struct view *parts, size_t count);
/* Two SipHashes of the parts under keys of the gateway's, for what is only ever compared: a
 * hundredth of the cost. */
struct seal_hash seal_quick(const struct seal *seal, const struct view *parts, size_t count);
/* seal_hash() of one of a few words that are asked for all the time: hashed once. */
enum seal_label { SEAL_TOPICS, SEAL_CLUES, SEAL_REPLAY, SEAL_QUICK_1, SEAL_QUICK_2, SEAL_LABELS };
struct seal_hash seal_label(const struct seal *seal, enum seal_label label);

/* What a sealed value belongs to: the kind of row, its id. */
enum seal_kind {
    SEAL_PERSON = 1,
    SEAL_TALK,
    SEAL_TURN,
    SEAL_OUTBOX,
    SEAL_CASE,
    SEAL_EVENT,
    SEAL_ANSWER,
    SEAL_PARKED,
    SEAL_MEDIA,
    SEAL_USER,
    SEAL_ENTERPRISE,
    SEAL_APPROVAL,
    SEAL_FACTOR,
    SEAL_CONFIDENTIAL,
    SEAL_IDEA,
    SEAL_IDEA_STEP,
    SEAL_MEMBER,
    SEAL_NOTE,
    SEAL_SIGNUP = 40
};
struct seal_place {
    enum seal_kind kind;
    int64_t id, part;
};

/* A new wrapped secret for a person, case or file. */
void seal_wrap_new(struct seal *seal, unsigned char wrapped[SEAL_WRAPPED]);

/* Appends nonce, ciphertext, tag. wrapped: the owner's secret, or an empty view: the gateway's own
 * key. owner: a number that tells the cached keys apart (person id, -case id); 0: do not cache. */
enum seal_error seal_close(struct seal *seal, struct view wrapped, int64_t owner,
                           struct seal_place place, struct view plain, struct buf *out)
    __attribute__((warn_unused_result));

/* The plaintext, in the arena. */
enum seal_error seal_open(struct seal *seal, struct view wrapped, int64_t owner,
                          struct seal_place place, struct view closed, struct arena *arena,
                          struct view *plain) __attribute__((warn_unused_result));

/* Wipes what is kept of an owner: key and state. Both come back as long as the secret is there. */
void seal_forget(struct seal *seal, int64_t owner);
void seal_forget_all(struct seal *seal);

#endif
