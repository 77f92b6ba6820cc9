/* crypto: a thin skin over OpenSSL's libcrypto, so that the adapters speak views and nothing else
 * knows which library does the work. libcrypto, because it is in the process already (under
 * libwebsockets and libcurl) and because its SHA-256 and AES use what the processor has for them:
 * several times faster than mbedtls 2.28, and a turn hashes a dozen times.
 *
 * The primitives cannot fail for the arguments they get here, except for want of memory; where
 * libcrypto returns a code it is asserted, since a wrong digest that goes unnoticed would be worse
 * than a stop. Base64 is our own: five of seven published WeChat keys are not canonical. */
#include "adapters/crypto.h"

#include <assert.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>

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

/* The digest of the parts, one behind the other. */
static void digest_of(const EVP_MD *kind, const struct view *parts, size_t count,
                      unsigned char *out)
{
    EVP_MD_CTX *context = EVP_MD_CTX_new();
    int good = context && EVP_DigestInit_ex2(context, kind, NULL);
    for (size_t i = 0; good && i < count; i++)
        good = EVP_DigestUpdate(context, bytes_of(parts[i]), parts[i].n);
    good = good && EVP_DigestFinal_ex(context, out, NULL);
    EVP_MD_CTX_free(context);
    assert(good);
}

void crypto_sha1_hex(const struct view *parts, size_t count, char out[SHA1_HEX + 1])
{
    unsigned char digest[SHA1_BYTES];
    digest_of(EVP_sha1(), parts, count, digest);
    crypto_hex(digest, sizeof digest, out);
}

void crypto_sha256(struct view v, unsigned char out[SHA256_BYTES])
{
    digest_of(EVP_sha256(), &v, 1, out);
}

/* One context for all: finding the algorithm takes longer than a short part. */
void crypto_sha256_each(const struct view *parts, size_t count, unsigned char *out)
{
    EVP_MD_CTX *context = EVP_MD_CTX_new();
    int good = context != NULL;
    for (size_t i = 0; good && i < count; i++)
        good = EVP_DigestInit_ex2(context, i ? NULL : EVP_sha256(), NULL) &&
               EVP_DigestUpdate(context, bytes_of(parts[i]), parts[i].n) &&
               EVP_DigestFinal_ex(context, out + i * SHA256_BYTES, NULL);
    EVP_MD_CTX_free(context);
    assert(good);
}

void crypto_sha256_hex(struct view v, char out[SHA256_HEX + 1])
{
    unsigned char digest[SHA256_BYTES];
    crypto_sha256(v, digest);
    crypto_hex(digest, sizeof digest, out);
}

void crypto_hmac_sha256(struct view key, struct view message, unsigned char out[SHA256_BYTES])
{
    unsigned n = 0;
    const unsigned char *made =
        HMAC(EVP_sha256(), bytes_of(key), (int)key.n, bytes_of(message), message.n, out, &n);
    assert(made && n == SHA256_BYTES);
}

static void aes_cbc(int encrypt, const unsigned char *key, const unsigned char *iv,
                    const unsigned char *in, size_t n, unsigned char *out)
{
    int first = 0, last = 0;
    EVP_CIPHER_CTX *context = EVP_CIPHER_CTX_new();
    int good = context && EVP_CipherInit_ex2(context, EVP_aes_256_cbc(), key, iv, encrypt, NULL) &&
               EVP_CIPHER_CTX_set_padding(context, 0) &&
               EVP_CipherUpdate(context, out, &first, in, (int)n) &&
               EVP_CipherFinal_ex(context, out + first, &last);
    EVP_CIPHER_CTX_free(context);
    assert(good && (size_t)(first + last) == n);
}

void crypto_aes256_encrypt(const unsigned char key[AES256_KEY], const unsigned char iv[AES_BLOCK],
                           const unsigned char *in, size_t n, unsigned char *out)
{
    aes_cbc(1, key, iv, in, n, out);
}

void crypto_aes256_decrypt(const unsigned char key[AES256_KEY], const unsigned char iv[AES_BLOCK],
                           const unsigned char *in, size_t n, unsigned char *out)
{
    aes_cbc(0, key, iv, in, n, out);
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

bool crypto_same(struct view a, struct view b)
{
    if (a.n != b.n)
        return false;
    volatile unsigned char differs = 0;
    for (size_t i = 0; i < a.n; i++)
        differs = (unsigned char)(differs | (a.p[i] ^ b.p[i]));
    return differs == 0;
}
