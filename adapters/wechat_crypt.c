/* wechat_crypt: random(16), length(4, big-endian), message, receive id, padded with PKCS#7 to
 * 32 bytes, AES-256-CBC with the first half of the key as the start vector, Base64.
 *
 * Opening checks everything and answers yes or no: all tests are made before any of them decides,
 * so that neither the answer nor the time tells a forger how far he got. (He would need the token
 * too: the signature over the cipher text is checked by the caller, first.) Blocks of 16 are
 * accepted where the padding is right, since not every sender rounds to 32. */
#include "adapters/wechat_crypt.h"

#include "adapters/guard.h"

#include <assert.h>

enum { HEAD = 20, PAD_TO = 32, SIGNED_PARTS = 4 };

bool wechat_crypt_init(struct wechat_crypt *crypt, struct view aes_key, struct view receive_id)
{
    size_t n;
    crypt->receive_id = receive_id;
    return crypto_base64_read(aes_key, crypt->key, sizeof crypt->key, &n) && n == AES256_KEY;
}

void wechat_crypt_sign(const struct view *parts, size_t count, char out[SHA1_HEX + 1])
{
    struct view sorted[SIGNED_PARTS];
    assert(count <= SIGNED_PARTS);
    for (size_t i = 0; i < count; i++) {
        size_t at = i;
        for (; at > 0 && view_compare(parts[i], sorted[at - 1]) < 0; at--)
            sorted[at] = sorted[at - 1];
        sorted[at] = parts[i];
    }
    crypto_sha1_hex(sorted, count, out);
}

/* How many bytes of padding the last block has, or 0 if it is none. Looks at all 32 places. */
static size_t padding(const unsigned char *bytes, size_t n)
{
    size_t pad = bytes[n - 1];
    bool right = pad >= 1 && pad <= PAD_TO && pad <= n;
    for (size_t i = 1; i <= PAD_TO && i <= n; i++)
        right &= i > pad || bytes[n - i] == pad;
    return right ? pad : 0;
}

static size_t big_endian(const unsigned char *bytes)
{
    return (size_t)bytes[0] << 24 | (size_t)bytes[1] << 16 | (size_t)bytes[2] << 8 | bytes[3];
}

bool wechat_crypt_open(const struct wechat_crypt *crypt, struct view cipher, struct arena *arena,
                       struct view *message)
{
    size_t n, room = cipher.n / 4 * 3 + 3;
    unsigned char *bytes = arena_alloc(arena, room);
    *message = VIEW("");
    if (!crypto_base64_read(cipher, bytes, room, &n) || n < PAD_TO || n % AES_BLOCK)
        return false;
    crypto_aes256_decrypt(crypt->key, crypt->key, bytes, n, bytes);
    size_t pad = padding(bytes, n), end = n - pad, length = big_endian(bytes + 16);
    bool whole = pad > 0 && end >= HEAD && length <= end - HEAD;
    size_t size = whole ? length : 0, id_from = whole ? HEAD + length : end;
    struct view id = {(const char *)bytes + id_from, end - id_from};
    if (!(crypto_same(id, crypt->receive_id) & whole))
        return false;
    *message = (struct view){(const char *)bytes + HEAD, size};
    return true;
}

/* The plain envelope; returns its length, a multiple of 32. */
static size_t fill(unsigned char *bytes, const struct wechat_crypt *crypt, struct view message,
                   const unsigned char random[16])
{
    size_t n = HEAD + message.n + crypt->receive_id.n, pad = PAD_TO - n % PAD_TO;
    memcpy(bytes, random, 16);
    for (size_t i = 0; i < 4; i++)
        bytes[16 + i] = (unsigned char)(message.n >> (24 - 8 * i));
    if (message.n)
        memcpy(bytes + HEAD, message.p, message.n);
    if (crypt->receive_id.n)
        memcpy(bytes + HEAD + message.n, crypt->receive_id.p, crypt->receive_id.n);
    memset(bytes + n, (int)pad, pad);
    return n + pad;
}

struct view wechat_crypt_seal(const struct wechat_crypt *crypt, struct view message,
                              const unsigned char random[16], struct arena *arena)
{
    struct buf buf;
    struct view sealed;
    unsigned char *bytes = arena_alloc(arena, HEAD + message.n + crypt->receive_id.n + PAD_TO);
    size_t n = fill(bytes, crypt, message, random);
    crypto_aes256_encrypt(crypt->key, crypt->key, bytes, n, bytes);
    buf_init(&buf, n / 3 * 4 + 4);
    crypto_base64_put(&buf, bytes, n);
    guard_take(&buf, arena, &sealed);
    return sealed;
}
