/* seal: AES-256-GCM and HMAC-SHA256 from OpenSSL's libcrypto, and a small cache of opened keys.
 *
 * master key --hkdf--> hash key, wrapping key, the gateway's own key.
 * A person's (case's, file's) secret is 16 random bytes; wrapped = nonce, AES-GCM under the
 * wrapping key, tag. key = hkdf(secret). A sealed value = 12 random bytes of nonce, ciphertext,
 * tag; the associated data are the kind of row, its id and part.
 *
 * Always holds: a key in the cache carries the nonce its secret was wrapped with, and is used only
 * for that very wrapping; so an id that a rollback gave to somebody else finds no stale key. Keys
 * are wiped when they leave. SM3 and SM4 would come in behind these same functions.
 *
 * A turn seals three or four values and hashes three keys, so what can be done once is done once:
 * algorithms are looked up and the hash key is set when the seal is made, an owner's key schedule
 * stays in the cache, nonces are drawn by the hundred instead of one system call each. */
#include "gateway/store/seal.h"

#include <errno.h>
#include <fcntl.h>
#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/kdf.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

enum { CACHED = 1024, NONCES = 128 * SEAL_NONCE };

/* key is made at first use and set anew for another owner. */
struct cached {
    unsigned char nonce[SEAL_NONCE];
    EVP_CIPHER_CTX *key;
};

struct seal {
    const struct world *world;
    EVP_CIPHER *cipher;
    EVP_KDF_CTX *kdf;
    EVP_MAC_CTX *hash;
    EVP_CIPHER_CTX *wrapping, *own, *once;
    unsigned char nonces[NONCES];
    size_t nonces_used;
    struct cached cache[CACHED];
};

const char *seal_error_text(enum seal_error error)
{
    switch (error) {
    case SEAL_OK:
        return "no error";
    case SEAL_UNREADABLE:
        return "the key file cannot be read or made";
    case SEAL_NO_KEY:
        return "the key file holds no key (64 hexadecimal digits are expected)";
    case SEAL_TOO_OPEN:
        return "the key file may be read by others: chmod 600 it";
    case SEAL_WRONG:
        break;
    }
    return "a sealed value could not be opened: erased, or sealed with another key file";
}

/* ---- the key file ---- */

static int digit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

static enum seal_error parse_key(const char *text, struct seal_key *out)
{
    for (size_t i = 0; i < SEAL_KEY; i++) {
        int high = digit(text[2 * i]), low = high < 0 ? -1 : digit(text[2 * i + 1]);
        if (low < 0)
            return SEAL_NO_KEY;
        out->bytes[i] = (unsigned char)(high << 4 | low);
    }
    return SEAL_OK;
}

static enum seal_error read_key(int file, struct seal_key *out)
{
    struct stat about;
    if (fstat(file, &about) != 0)
        return SEAL_UNREADABLE;
    if (about.st_mode & 077)
        return SEAL_TOO_OPEN;
    char text[2 * SEAL_KEY + 2];
    ssize_t n = read(file, text, sizeof text);
    if (n < 0)
        return SEAL_UNREADABLE;
    bool whole = n == 2 * SEAL_KEY || (n == 2 * SEAL_KEY + 1 && text[2 * SEAL_KEY] == '\n');
    return whole ? parse_key(text, out) : SEAL_NO_KEY;
}

static enum seal_error sync_folder_of(const char *path)
{
    const char *slash = strrchr(path, '/');
    char *folder = slash ? strndup(path, (size_t)(slash - path) + 1) : strdup(".");
    int file = folder ? open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC) : -1;
    bool synced = file >= 0 && fsync(file) == 0;
    if (file >= 0)
        close(file);
    free(folder);
    return synced ? SEAL_OK : SEAL_UNREADABLE;
}

static enum seal_error make_key(const char *path, const struct world *world, struct seal_key *out)
{
    int file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (file < 0)
        return SEAL_UNREADABLE;
    world->random(world->self, out->bytes, SEAL_KEY);
    char text[2 * SEAL_KEY + 1];
    for (size_t i = 0; i < SEAL_KEY; i++) {
        text[2 * i] = "0123456789abcdef"[out->bytes[i] >> 4];
        text[2 * i + 1] = "0123456789abcdef"[out->bytes[i] & 15];
    }
    text[2 * SEAL_KEY] = '\n';
    bool kept = write(file, text, sizeof text) == (ssize_t)sizeof text && fsync(file) == 0;
    OPENSSL_cleanse(text, sizeof text);
    close(file);
    /* Without the key all data are lost, so its folder entry must be on the disk before them. */
    return kept ? sync_folder_of(path) : SEAL_UNREADABLE;
}

enum seal_error seal_key_load(const char *path, bool may_make, const struct world *world,
                              struct seal_key *out)
{
    int file = open(path, O_RDONLY | O_CLOEXEC);
    if (file < 0)
        return errno == ENOENT && may_make ? make_key(path, world, out) : SEAL_UNREADABLE;
    enum seal_error error = read_key(file, out);
    close(file);
    return error;
}

/* ---- libcrypto ---- */

/* It fails for want of memory only; a value that was not sealed must not pass for one that was. */
static void must(bool good)
{
    if (!good)
        abort();
}

static EVP_CIPHER_CTX *new_key(struct seal *seal)
{
    EVP_CIPHER_CTX *key = EVP_CIPHER_CTX_new();
    must(key && EVP_EncryptInit_ex2(key, seal->cipher, NULL, NULL, NULL));
    return key;
}

static void set_key(EVP_CIPHER_CTX *key, const unsigned char bytes[SEAL_KEY])
{
    must(EVP_EncryptInit_ex2(key, NULL, bytes, NULL, NULL));
}

/* Ciphertext and tag behind it. */
static void encrypt(EVP_CIPHER_CTX *key, const unsigned char nonce[SEAL_NONCE], struct view bound,
                    struct view plain, unsigned char *out)
{
    int n = 0;
    must(EVP_EncryptInit_ex2(key, NULL, NULL, nonce, NULL) &&
         EVP_EncryptUpdate(key, NULL, &n, (const unsigned char *)bound.p, (int)bound.n) &&
         EVP_EncryptUpdate(key, out, &n, (const unsigned char *)plain.p, (int)plain.n) &&
         EVP_EncryptFinal_ex(key, out + plain.n, &n) &&
         EVP_CIPHER_CTX_ctrl(key, EVP_CTRL_AEAD_GET_TAG, SEAL_TAG, out + plain.n));
}

/* false: the tag does not fit, out is not to be used. */
static bool decrypt(EVP_CIPHER_CTX *key, const unsigned char nonce[SEAL_NONCE], struct view bound,
                    const unsigned char *closed, size_t n, unsigned char *out)
{
    int written = 0;
    unsigned char tag[SEAL_TAG];
    memcpy(tag, closed + n, SEAL_TAG);
    must(EVP_DecryptInit_ex2(key, NULL, NULL, nonce, NULL) &&
         EVP_CIPHER_CTX_ctrl(key, EVP_CTRL_AEAD_SET_TAG, SEAL_TAG, tag) &&
         EVP_DecryptUpdate(key, NULL, &written, (const unsigned char *)bound.p, (int)bound.n) &&
         EVP_DecryptUpdate(key, out, &written, closed, (int)n));
    return EVP_DecryptFinal_ex(key, out + n, &written) == 1;
}

/* ---- keys ---- */

/* HKDF-SHA256 without salt; the context has mode and digest already. */
static void derive(struct seal *seal, const unsigned char *from, size_t n, const char *label,
                   unsigned char out[SEAL_KEY])
{
    OSSL_PARAM given[] = {
        OSSL_PARAM_construct_octet_string(OSSL_KDF_PARAM_KEY, (void *)(uintptr_t)from, n),
        OSSL_PARAM_construct_octet_string(OSSL_KDF_PARAM_INFO, (void *)(uintptr_t)label,
                                          strlen(label)),
        OSSL_PARAM_construct_end()};
    must(EVP_KDF_derive(seal->kdf, out, SEAL_KEY, given) == 1);
}

static void new_kdf(struct seal *seal)
{
    char digest[] = "SHA256";
    OSSL_PARAM given[] = {OSSL_PARAM_construct_utf8_string(OSSL_KDF_PARAM_DIGEST, digest, 0),
                          OSSL_PARAM_construct_end()};
    EVP_KDF *kdf = EVP_KDF_fetch(NULL, "HKDF", NULL);
    seal->kdf = EVP_KDF_CTX_new(kdf);
    EVP_KDF_free(kdf);
    must(seal->kdf && EVP_KDF_CTX_set_params(seal->kdf, given) == 1);
}

static void new_hash(struct seal *seal, const unsigned char key[SEAL_KEY])
{
    char digest[] = "SHA256";
    OSSL_PARAM given[] = {OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST, digest, 0),
                          OSSL_PARAM_construct_end()};
    EVP_MAC *mac = EVP_MAC_fetch(NULL, "HMAC", NULL);
    seal->hash = EVP_MAC_CTX_new(mac);
    EVP_MAC_free(mac);
    must(seal->hash && EVP_MAC_init(seal->hash, key, SEAL_KEY, given) == 1);
}

struct seal *seal_new(const struct seal_key *master, const struct world *world)
{
    struct seal *seal = calloc(1, sizeof *seal);
    if (!seal)
        return NULL;
    unsigned char key[SEAL_KEY];
    seal->world = world;
    seal->nonces_used = NONCES;
    seal->cipher = EVP_CIPHER_fetch(NULL, "AES-256-GCM", NULL);
    must(seal->cipher != NULL);
    new_kdf(seal);
    derive(seal, master->bytes, SEAL_KEY, "zhida hash 1", key);
    new_hash(seal, key);
    derive(seal, master->bytes, SEAL_KEY, "zhida wrap 1", key);
    set_key(seal->wrapping = new_key(seal), key);
    derive(seal, master->bytes, SEAL_KEY, "zhida own 1", key);
    set_key(seal->own = new_key(seal), key);
    seal->once = new_key(seal);
    OPENSSL_cleanse(key, sizeof key);
    return seal;
}

void seal_free(struct seal *seal)
{
    if (!seal)
        return;
    EVP_MAC_CTX_free(seal->hash);
    EVP_KDF_CTX_free(seal->kdf);
    EVP_CIPHER_CTX_free(seal->wrapping);
    EVP_CIPHER_CTX_free(seal->own);
    EVP_CIPHER_CTX_free(seal->once);
    for (size_t i = 0; i < CACHED; i++)
        EVP_CIPHER_CTX_free(seal->cache[i].key);
    EVP_CIPHER_free(seal->cipher);
    free(seal);
}

struct seal_hash seal_hash(struct seal *seal, const struct view *parts, size_t count)
{
    unsigned char out[32];
    size_t written;
    struct seal_hash hash;
    must(EVP_MAC_init(seal->hash, NULL, 0, NULL) == 1); /* again with the same key */
    for (size_t i = 0; i < count; i++) {
        unsigned char n[4] = {(unsigned char)parts[i].n, (unsigned char)(parts[i].n >> 8),
                              (unsigned char)(parts[i].n >> 16), (unsigned char)(parts[i].n >> 24)};
        must(EVP_MAC_update(seal->hash, n, sizeof n) == 1 &&
             EVP_MAC_update(seal->hash, (const unsigned char *)parts[i].p, parts[i].n) == 1);
    }
    must(EVP_MAC_final(seal->hash, out, &written, sizeof out) == 1);
    memcpy(hash.bytes, out, sizeof hash.bytes);
    return hash;
}

static void draw_nonce(struct seal *seal, unsigned char out[SEAL_NONCE])
{
    if (seal->nonces_used == NONCES) {
        seal->world->random(seal->world->self, seal->nonces, NONCES);
        seal->nonces_used = 0;
    }
    memcpy(out, seal->nonces + seal->nonces_used, SEAL_NONCE);
    seal->nonces_used += SEAL_NONCE;
}

void seal_wrap_new(struct seal *seal, unsigned char wrapped[SEAL_WRAPPED])
{
    unsigned char secret[SEAL_SECRET];
    draw_nonce(seal, wrapped);
    seal->world->random(seal->world->self, secret, SEAL_SECRET);
    encrypt(seal->wrapping, wrapped, VIEW(""), (struct view){(const char *)secret, SEAL_SECRET},
            wrapped + SEAL_NONCE);
    OPENSSL_cleanse(secret, sizeof secret);
}

static bool unwrap(struct seal *seal, struct view wrapped, unsigned char key[SEAL_KEY])
{
    const unsigned char *p = (const unsigned char *)wrapped.p;
    unsigned char secret[SEAL_SECRET];
    if (wrapped.n != SEAL_WRAPPED ||
        !decrypt(seal->wrapping, p, VIEW(""), p + SEAL_NONCE, SEAL_SECRET, secret))
        return false;
    derive(seal, secret, SEAL_SECRET, "zhida content 1", key);
    OPENSSL_cleanse(secret, sizeof secret);
    return true;
}

/* The key of an owner, from the cache or opened; NULL: its secret is gone or foreign. */
static EVP_CIPHER_CTX *key_of(struct seal *seal, struct view wrapped, int64_t owner)
{
    if (!wrapped.n)
        return seal->own;
    struct cached *cached = owner ? &seal->cache[(uint64_t)owner % CACHED] : NULL;
    if (cached && cached->key && wrapped.n == SEAL_WRAPPED &&
        memcmp(cached->nonce, wrapped.p, SEAL_NONCE) == 0)
        return cached->key;
    unsigned char bytes[SEAL_KEY];
    if (!unwrap(seal, wrapped, bytes))
        return NULL;
    if (cached && !cached->key)
        cached->key = new_key(seal);
    if (cached)
        memcpy(cached->nonce, wrapped.p, SEAL_NONCE);
    EVP_CIPHER_CTX *key = cached ? cached->key : seal->once;
    set_key(key, bytes);
    OPENSSL_cleanse(bytes, sizeof bytes);
    return key;
}

/* ---- values ---- */

struct bound {
    char bytes[17];
};

static struct bound bound_to(struct seal_place place)
{
    struct bound b;
    b.bytes[0] = (char)place.kind;
    for (int i = 0; i < 8; i++) {
        b.bytes[1 + i] = (char)((uint64_t)place.id >> (8 * i));
        b.bytes[9 + i] = (char)((uint64_t)place.part >> (8 * i));
    }
    return b;
}

static struct view bound_seen(const struct bound *bound)
{
    return (struct view){bound->bytes, sizeof bound->bytes};
}

enum seal_error seal_close(struct seal *seal, struct view wrapped, int64_t owner,
                           struct seal_place place, struct view plain, struct buf *out)
{
    EVP_CIPHER_CTX *key = key_of(seal, wrapped, owner);
    unsigned char *p = key ? (unsigned char *)buf_more(out, plain.n + SEAL_MORE) : NULL;
    if (!p)
        return SEAL_WRONG;
    struct bound bound = bound_to(place);
    draw_nonce(seal, p);
    encrypt(key, p, bound_seen(&bound), plain, p + SEAL_NONCE);
    return SEAL_OK;
}

enum seal_error seal_open(struct seal *seal, struct view wrapped, int64_t owner,
                          struct seal_place place, struct view closed, struct arena *arena,
                          struct view *plain)
{
    EVP_CIPHER_CTX *key = key_of(seal, wrapped, owner);
    if (!key || closed.n < SEAL_MORE)
        return SEAL_WRONG;
    const unsigned char *p = (const unsigned char *)closed.p;
    size_t n = closed.n - SEAL_MORE;
    unsigned char *out = arena_alloc(arena, n + 1);
    struct bound bound = bound_to(place);
    if (!decrypt(key, p, bound_seen(&bound), p + SEAL_NONCE, n, out))
        return SEAL_WRONG;
    *plain = (struct view){(const char *)out, n};
    return SEAL_OK;
}
