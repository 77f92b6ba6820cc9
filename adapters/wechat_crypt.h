/* wechat_crypt: WeChat's signature and envelope, the same for official accounts, mini-programs and
 * WeCom. */
#ifndef ZHIDA_ADAPTERS_WECHAT_CRYPT_H
#define ZHIDA_ADAPTERS_WECHAT_CRYPT_H

#include "adapters/crypto.h"

struct wechat_crypt {
    unsigned char key[AES256_KEY];
    struct view receive_id; /* appid, corpid or suite id; may be empty */
};

/* The EncodingAESKey of 43 characters, decoded leniently. false: it is not 32 bytes. */
bool wechat_crypt_init(struct wechat_crypt *crypt, struct view aes_key, struct view receive_id);

/* Hex SHA-1 over the sorted parts: token, timestamp, nonce and, for an envelope, its cipher text
 * (at most four). */
void wechat_crypt_sign(const struct view *parts, size_t count, char out[SHA1_HEX + 1]);

/* The message in a cipher text (Base64). false: not Base64, not whole blocks, wrong padding, wrong
 * length or another receive id; which of them is not told. */
bool wechat_crypt_open(const struct wechat_crypt *crypt, struct view cipher, struct arena *arena,
                       struct view *message);

/* The cipher text (Base64, in the arena) of a message behind 16 random bytes. */
struct view wechat_crypt_seal(const struct wechat_crypt *crypt, struct view message,
                              const unsigned char random[16], struct arena *arena);

#endif
