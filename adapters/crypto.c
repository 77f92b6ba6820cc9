/* crypto: a thin skin over mbedtls 2.28, so that the adapters speak views and nothing else knows
 * which library does the work.
 *
 * The primitives work on memory that the caller owns and cannot fail for the arguments they get
 * here; where mbedtls returns a code all the same it is asserted, since a wrong digest that goes
 * unnoticed would be worse than a stop. Base64 is our own: mbedtls insists on padding, and five of
 * seven published WeChat keys are not canonical. */
#include "adapters/crypto.h"

#include <assert.h>
#include <mbedtls/aes.h>
#include <mbedtls/md.h>
#include <mbedtls/sha1.h>
#include <mbedtls/sha256.h>

void crypto_hex(const unsigned char *bytes, size_t n, char *out)
{
    static const char digits[] = "0123456789abcdef";
    for (size_t i = 0; i < n; i++) {
        out[2 * i] = digits[bytes[i] >> 4];
        out[2 * i + 1] = digits[bytes[i] & 15];
    }
    out[2 * n] = '\0';
}

static const unsigned char *bytes_of(struct view v)
{
    return (const unsigned char *)(v.p ? v.p : "");
}

void crypto_sha1_hex(const struct view *parts, size_t count, char out[SHA1_HEX + 1])
{
    unsigned char digest[SHA1_BYTES];
    mbedtls_sha1_context context;
    mbedtls_sha1_init(&context);
    int failed = mbedtls_sha1_starts_ret(&context);
    for (size_t i = 0; i < count; i++)
        failed |= mbedtls_sha1_update_ret(&context, bytes_of(parts[i]), parts[i].n);
    failed |= mbedtls_sha1_finish_ret(&context, digest);
    mbedtls_sha1_free(&context);
    assert(!failed);
    crypto_hex(digest, sizeof digest, out);
}

void crypto_sha256(struct view v, unsigned char out[SHA256_BYTES])
{
    int failed = mbedtls_sha256_ret(bytes_of(v), v.n, out, 0);
    assert(!failed);
}

static void put_length(size_t n, unsigned char out[8])
{
    for (int i = 0; i < 8; i++)
        out[i] = (unsigned char)((uint64_t)n >> (8 * i));
}

void crypto_sha256_parts(const struct view *parts, size_t count, unsigned char out[SHA256_BYTES])
{
    unsigned char length[8];
    mbedtls_sha256_context context;
    mbedtls_sha256_init(&context);
    int failed = mbedtls_sha256_starts_ret(&context, 0);
    for (size_t i = 0; i < count; i++) {
        put_length(parts[i].n, length);
        failed |= mbedtls_sha256_update_ret(&context, length, sizeof length);
        failed |= mbedtls_sha256_update_ret(&context, bytes_of(parts[i]), parts[i].n);
    }
    failed |= mbedtls_sha256_finish_ret(&context, out);
    mbedtls_sha256_free(&context);
    assert(!failed);
}

void crypto_sha256_hex(struct view v, char out[SHA256_HEX + 1])
{
    unsigned char digest[SHA256_BYTES];
    crypto_sha256(v, digest);
    crypto_hex(digest, sizeof digest, out);
}

void crypto_hmac_sha256(struct view key, struct view message, unsigned char out[SHA256_BYTES])
{
    const mbedtls_md_info_t *sha256 = mbedtls_md_info_from_type(MBEDTLS_MD_SHA256);
    int failed = mbedtls_md_hmac(sha256, bytes_of(key), key.n, bytes_of(message), message.n, out);
    assert(!failed);
}

void crypto_hmac_sha1(struct view key, struct view message, unsigned char out[SHA1_BYTES])
{
    const mbedtls_md_info_t *sha1 = mbedtls_md_info_from_type(MBEDTLS_MD_SHA1);
    int failed = mbedtls_md_hmac(sha1, bytes_of(key), key.n, bytes_of(message), message.n, out);
    assert(!failed);
}

static void aes_cbc(int mode, const unsigned char *key, const unsigned char *start,
                    const unsigned char *in, size_t n, unsigned char *out)
{
    unsigned char iv[AES_BLOCK];
    memcpy(iv, start, sizeof iv);
    mbedtls_aes_context context;
    mbedtls_aes_init(&context);
    int failed = mode == MBEDTLS_AES_ENCRYPT ? mbedtls_aes_setkey_enc(&context, key, 256)
                                             : mbedtls_aes_setkey_dec(&context, key, 256);
    failed |= mbedtls_aes_crypt_cbc(&context, mode, n, iv, in, out);
    mbedtls_aes_free(&context);
    assert(!failed);
}

void crypto_aes256_encrypt(const unsigned char key[AES256_KEY], const unsigned char iv[AES_BLOCK],
                           const unsigned char *in, size_t n, unsigned char *out)
{
    aes_cbc(MBEDTLS_AES_ENCRYPT, key, iv, in, n, out);
}

void crypto_aes256_decrypt(const unsigned char key[AES256_KEY], const unsigned char iv[AES_BLOCK],
                           const unsigned char *in, size_t n, unsigned char *out)
{
    aes_cbc(MBEDTLS_AES_DECRYPT, key, iv, in, n, out);
}

/* 0-63, or 64 for a blank, or -1. */
static int sextet(char c)
{
    if (c >= 'A' && c <= 'Z')
        return c - 'A';
    if (c >= 'a' && c <= 'z')
        return c - 'a' + 26;
    if (c >= '0' && c <= '9')
        return c - '0' + 52;
    if (c == '+' || c == '/')
        return c == '+' ? 62 : 63;
    return c == ' ' || c == '\n' || c == '\r' || c == '\t' ? 64 : -1;
}

/* The text without its padding and the blanks around it. */
static struct view without_padding(struct view text)
{
    text = view_trim(text);
    for (int i = 0; i < 2 && text.n && text.p[text.n - 1] == '='; i++)
        text.n--;
    return text;
}

bool crypto_base64_read(struct view text, unsigned char *out, size_t max, size_t *n)
{
    uint32_t bits = 0;
    int held = 0;
    *n = 0;
    text = without_padding(text);
    for (size_t i = 0; i < text.n; i++) {
        int value = sextet(text.p[i]);
        if (value == 64)
            continue;
        if (value < 0)
            return false;
        bits = (bits << 6 | (uint32_t)value) & 0xffffff;
        held += 6;
        if (held < 8)
            continue;
        held -= 8;
        if (*n == max)
            return false;
        out[(*n)++] = (unsigned char)(bits >> held);
    }
    return held < 6;
}

void crypto_base64_put(struct buf *buf, const unsigned char *bytes, size_t n)
{
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    for (size_t i = 0; i < n; i += 3) {
        size_t left = n - i;
        uint32_t three = (uint32_t)bytes[i] << 16;
        three |= left > 1 ? (uint32_t)bytes[i + 1] << 8 : 0;
        three |= left > 2 ? bytes[i + 2] : 0;
        char four[4] = {digits[three >> 18], digits[three >> 12 & 63],
                        left > 1 ? digits[three >> 6 & 63] : '=',
                        left > 2 ? digits[three & 63] : '='};
        buf_bytes(buf, four, sizeof four);
    }
}

static int url_sextet(char c)
{
    int value = c == '-' ? 62 : c == '_' ? 63 : c == '+' || c == '/' ? -1 : sextet(c);
    return value == 64 ? -1 : value;
}

bool crypto_base64url_read(struct view text, unsigned char *out, size_t max, size_t *n)
{
    uint32_t bits = 0;
    int held = 0;
    *n = 0;
    for (size_t i = 0; i < text.n; i++) {
        int value = url_sextet(text.p[i]);
        if (value < 0)
            return false;
        bits = (bits << 6 | (uint32_t)value) & 0xffffff;
        held += 6;
        if (held < 8)
            continue;
        held -= 8;
        if (*n == max)
            return false;
        out[(*n)++] = (unsigned char)(bits >> held);
    }
    return held < 6 && !(bits & ((1u << held) - 1));
}

void crypto_base64url_put(struct buf *buf, const unsigned char *bytes, size_t n)
{
    size_t from = buf->n;
    crypto_base64_put(buf, bytes, n);
    for (size_t i = from; i < buf->n; i++)
        buf->p[i] = (char)(buf->p[i] == '+' ? '-' : buf->p[i] == '/' ? '_' : buf->p[i]);
    while (buf->n > from && buf->p[buf->n - 1] == '=')
        buf->n--;
}

bool crypto_same(struct view a, struct view b)
{
    if (a.n != b.n)
        return false;
    volatile unsigned char differs = 0;
    for (size_t i = 0; i < a.n; i++)
        differs = (unsigned char)(differs | (a.p[i] ^ b.p[i]));
    return differs == 0;
}
