/* gcm: AES-256-GCM, as libcrypto has it for the processor it runs on.
 *
 * A turn seals and opens some five kilobytes in five or six values. A library that goes through
 * them block by block spends a sixth of the turn on it; libcrypto takes many blocks at once and is
 * in the process anyway, since the web server and the sender speak TLS with it.
 *
 * What costs there is not the cipher but finding it and setting it up. So the algorithm is looked
 * for once (struct gcm_kind), a key's schedule stays in its context, and a value only brings its
 * nonce. The same context closes and opens: GCM enciphers either way.
 *
 * Always holds: nothing here fails but gcm_open() on a value that is not its own. Out of memory, or
 * without the algorithm, the process ends. */
#include "gateway/store/gcm.h"

#include <limits.h>
#include <openssl/evp.h>
#include <stdlib.h>

struct gcm_kind; /* an EVP_CIPHER */
struct gcm;      /* an EVP_CIPHER_CTX: nothing is added to it */

static void must(bool good)
{
    if (!good)
        abort();
}

struct gcm_kind *gcm_kind_new(void)
{
    EVP_CIPHER *cipher = EVP_CIPHER_fetch(NULL, "AES-256-GCM", NULL);
    must(cipher);
    return (struct gcm_kind *)cipher;
}

void gcm_kind_free(struct gcm_kind *kind)
{
    EVP_CIPHER_free((EVP_CIPHER *)kind);
}

static EVP_CIPHER_CTX *context_of(struct gcm *gcm)
{
    return (EVP_CIPHER_CTX *)gcm;
}

struct gcm *gcm_new(const struct gcm_kind *kind, const unsigned char key[GCM_KEY])
{
    EVP_CIPHER_CTX *context = EVP_CIPHER_CTX_new();
    must(context && EVP_EncryptInit_ex2(context, (const EVP_CIPHER *)kind, key, NULL, NULL) == 1);
    return (struct gcm *)context;
}

void gcm_set(struct gcm *gcm, const unsigned char key[GCM_KEY])
{
    must(EVP_EncryptInit_ex2(context_of(gcm), NULL, key, NULL, NULL) == 1);
}

void gcm_free(struct gcm *gcm)
{
    EVP_CIPHER_CTX_free(context_of(gcm));
}

/* Nonce, bound and text; out: NULL only for the bound. */
static bool go_through(EVP_CIPHER_CTX *context, const unsigned char *nonce, struct view bound,
                       struct view text, unsigned char *out, int closing)
{
    int n = 0;
    if (text.n > INT_MAX || bound.n > INT_MAX)
        return false;
    bool good = EVP_CipherInit_ex2(context, NULL, NULL, nonce, closing, NULL) == 1;
    if (bound.n)
        good &=
            EVP_CipherUpdate(context, NULL, &n, (const unsigned char *)bound.p, (int)bound.n) == 1;
    if (text.n)
        good &= EVP_CipherUpdate(context, out, &n, (const unsigned char *)text.p, (int)text.n) == 1;
    return good;
}

void gcm_close(struct gcm *gcm, const unsigned char nonce[GCM_NONCE], struct view bound,
               struct view plain, unsigned char *out)
{
    EVP_CIPHER_CTX *context = context_of(gcm);
    int n = 0;
    must(go_through(context, nonce, bound, plain, out, 1));
    must(EVP_CipherFinal_ex(context, out + plain.n, &n) == 1 && n == 0);
    must(EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_GET_TAG, GCM_TAG, out + plain.n) == 1);
}

bool gcm_open(struct gcm *gcm, const unsigned char nonce[GCM_NONCE], struct view bound,
              struct view closed, unsigned char *out)
{
    EVP_CIPHER_CTX *context = context_of(gcm);
    unsigned char tag[GCM_TAG];
    int n = 0;
    if (closed.n < GCM_TAG)
        return false;
    struct view text = {closed.p, closed.n - GCM_TAG};
    memcpy(tag, closed.p + text.n, GCM_TAG);
    return go_through(context, nonce, bound, text, out, 0) &&
           EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_SET_TAG, GCM_TAG, tag) == 1 &&
           EVP_CipherFinal_ex(context, out + text.n, &n) == 1;
}
