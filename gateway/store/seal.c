/* seal: AES-256-GCM and HMAC-SHA256 from mbedtls, and a small cache of opened keys.
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
 * the hash key is set up when the seal is made (keyed.h), an owner's key schedule stays in the
 * cache, random bytes are drawn by the thousand instead of a system call for each few. A
 * conversation's state, which is sealed at the end of a turn and wanted at the start of the next,
 * stays beside its key in the open: what bears the nonce and the tag of that very sealing need not
 * be deciphered again. Of whoever is erased nothing may stay: seal_forget(). */
#include "gateway/store/seal.h"

#include <errno.h>
#include <fcntl.h>
#include <mbedtls/gcm.h>
#include <mbedtls/platform_util.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "dsl/base/sip.h"
#include "gateway/store/keyed.h"

enum { CACHED = 1024, KEPT_HASHES = 4096, DRAWN = 2048 };

struct cached {
    bool used;
    unsigned char nonce[SEAL_NONCE];
    mbedtls_gcm_context key;
    unsigned char state_nonce[SEAL_NONCE], state_tag[SEAL_TAG];
    struct buf state; /* as it was sealed last, or empty */
};

struct kept_hash {
    struct seal_hash quick, hash;
};

struct seal {
    const struct world *world;
    struct keyed hash, no_salt;
    struct seal_hash labels[SEAL_LABELS];
    struct kept_hash kept[KEPT_HASHES];
    mbedtls_gcm_context wrapping, own, once;
    unsigned char drawn[DRAWN]; /* random bytes that nobody has yet */
    size_t drawn_used;
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
    mbedtls_platform_zeroize(text, sizeof text);
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

/* ---- keys ---- */

static void must(int code)
{
    if (code != 0)
        abort();
}

static void set_key(mbedtls_gcm_context *gcm, const unsigned char key[SEAL_KEY])
{
    must(mbedtls_gcm_setkey(gcm, MBEDTLS_CIPHER_ID_AES, key, SEAL_KEY * 8));
}

static void derive(const struct seal *seal, const unsigned char *from, size_t n, const char *label,
                   unsigned char out[SEAL_KEY])
{
    keyed_derive(&seal->no_salt, from, n, label, out);
}

static void hash_labels(struct seal *seal)
{
    static const struct view words[SEAL_LABELS] = {[SEAL_TOPICS] = {"topics", 6},
                                                   [SEAL_CLUES] = {"clues", 5},
                                                   [SEAL_REPLAY] = {"replay", 6},
                                                   [SEAL_QUICK_1] = {"quick 1", 7},
                                                   [SEAL_QUICK_2] = {"quick 2", 7}};
    for (int i = 0; i < SEAL_LABELS; i++)
        seal->labels[i] = seal_hash(seal, &words[i], 1);
}

struct seal_hash seal_label(const struct seal *seal, enum seal_label label)
{
    return seal->labels[label];
}

struct seal *seal_new(const struct seal_key *master, const struct world *world)
{
    struct seal *seal = calloc(1, sizeof *seal);
    if (!seal)
        return NULL;
    unsigned char key[SEAL_KEY] = {0};
    seal->world = world;
    seal->drawn_used = DRAWN;
    keyed_set(&seal->no_salt, key, SEAL_KEY);
    derive(seal, master->bytes, SEAL_KEY, "zhida hash 1", key);
    keyed_set(&seal->hash, key, SEAL_KEY);
    mbedtls_gcm_init(&seal->wrapping);
    derive(seal, master->bytes, SEAL_KEY, "zhida wrap 1", key);
    set_key(&seal->wrapping, key);
    mbedtls_gcm_init(&seal->own);
    derive(seal, master->bytes, SEAL_KEY, "zhida own 1", key);
    set_key(&seal->own, key);
    mbedtls_gcm_init(&seal->once);
    mbedtls_platform_zeroize(key, sizeof key);
    hash_labels(seal);
    return seal;
}

static void forget_state(struct cached *cached)
{
    if (cached->state.p)
        mbedtls_platform_zeroize(cached->state.p, cached->state.room);
    buf_free(&cached->state);
}

static void forget(struct cached *cached)
{
    if (cached->used)
        mbedtls_gcm_free(&cached->key);
    forget_state(cached);
    cached->used = false;
}

void seal_forget(struct seal *seal, int64_t owner)
{
    forget(&seal->cache[(uint64_t)owner % CACHED]);
}

void seal_forget_all(struct seal *seal)
{
    for (size_t i = 0; i < CACHED; i++)
        forget(&seal->cache[i]);
}

void seal_free(struct seal *seal)
{
    if (!seal)
        return;
    mbedtls_gcm_free(&seal->wrapping);
    mbedtls_gcm_free(&seal->own);
    mbedtls_gcm_free(&seal->once);
    seal_forget_all(seal);
    mbedtls_platform_zeroize(seal, sizeof *seal);
    free(seal);
}

struct seal_hash seal_hash(const struct seal *seal, const struct view *parts, size_t count)
{
    unsigned char out[KEYED_BYTES];
    struct keyed_hash under_way;
    struct seal_hash hash;
    keyed_begin(&seal->hash, &under_way);
    for (size_t i = 0; i < count; i++) {
        unsigned char n[4] = {(unsigned char)parts[i].n, (unsigned char)(parts[i].n >> 8),
                              (unsigned char)(parts[i].n >> 16), (unsigned char)(parts[i].n >> 24)};
        keyed_add(&under_way, n, sizeof n);
        keyed_add(&under_way, parts[i].p, parts[i].n);
    }
    keyed_end(&under_way, out);
    memcpy(hash.bytes, out, sizeof hash.bytes);
    return hash;
}

/* One part into both hashes: its length, then its bytes by words; how many words that were. */
static size_t quick_part(struct sip hash[2], struct view part)
{
    size_t count = 1;
    sip_word(&hash[0], part.n);
    sip_word(&hash[1], part.n);
    for (size_t at = 0; at < part.n; at += sizeof(uint64_t), count++) {
        uint64_t word = 0;
        size_t left = part.n - at;
        memcpy(&word, part.p + at, left < sizeof word ? left : sizeof word);
        sip_word(&hash[0], word);
        sip_word(&hash[1], word);
    }
    return count;
}

static struct sip quick_begin(const struct seal *seal, enum seal_label label)
{
    struct sip_key key;
    memcpy(&key, seal->labels[label].bytes, sizeof key);
    return sip_begin(&key);
}

struct seal_hash seal_quick(const struct seal *seal, const struct view *parts, size_t count)
{
    struct sip hash[2] = {quick_begin(seal, SEAL_QUICK_1), quick_begin(seal, SEAL_QUICK_2)};
    struct seal_hash out;
    size_t words = 0;
    for (size_t i = 0; i < count; i++)
        words += quick_part(hash, parts[i]);
    uint64_t halves[2] = {sip_end(&hash[0], words), sip_end(&hash[1], words)};
    memcpy(out.bytes, halves, sizeof out.bytes);
    return out;
}

struct seal_hash seal_hash_kept(struct seal *seal, const struct view *parts, size_t count)
{
    struct seal_hash quick = seal_quick(seal, parts, count);
    uint64_t place;
    memcpy(&place, quick.bytes, sizeof place);
    struct kept_hash *kept = &seal->kept[place % KEPT_HASHES];
    if (memcmp(&kept->quick, &quick, sizeof quick) != 0)
        *kept = (struct kept_hash){quick, seal_hash(seal, parts, count)};
    return kept->hash;
}

static void draw(struct seal *seal, unsigned char *out, size_t n)
{
    for (size_t given = 0; given < n; given++) {
        if (seal->drawn_used == DRAWN) {
            seal->world->random(seal->world->self, seal->drawn, DRAWN);
            seal->drawn_used = 0;
        }
        out[given] = seal->drawn[seal->drawn_used];
        seal->drawn[seal->drawn_used++] = 0; /* it may be a secret now */
    }
}

void seal_wrap_new(struct seal *seal, unsigned char wrapped[SEAL_WRAPPED])
{
    unsigned char secret[SEAL_SECRET];
    draw(seal, wrapped, SEAL_NONCE);
    draw(seal, secret, SEAL_SECRET);
    must(mbedtls_gcm_crypt_and_tag(&seal->wrapping, MBEDTLS_GCM_ENCRYPT, SEAL_SECRET, wrapped,
                                   SEAL_NONCE, NULL, 0, secret, wrapped + SEAL_NONCE, SEAL_TAG,
                                   wrapped + SEAL_NONCE + SEAL_SECRET));
    mbedtls_platform_zeroize(secret, sizeof secret);
}

static bool unwrap(struct seal *seal, struct view wrapped, unsigned char key[SEAL_KEY])
{
    const unsigned char *p = (const unsigned char *)wrapped.p;
    unsigned char secret[SEAL_SECRET];
    if (wrapped.n != SEAL_WRAPPED ||
        mbedtls_gcm_auth_decrypt(&seal->wrapping, SEAL_SECRET, p, SEAL_NONCE, NULL, 0,
                                 p + SEAL_NONCE + SEAL_SECRET, SEAL_TAG, p + SEAL_NONCE,
                                 secret) != 0)
        return false;
    derive(seal, secret, SEAL_SECRET, "zhida content 1", key);
    mbedtls_platform_zeroize(secret, sizeof secret);
    return true;
}

/* The owner's place in the cache, whoever has it now; NULL: it is not to be cached. */
static struct cached *place_of(struct seal *seal, struct view wrapped, int64_t owner)
{
    return owner && wrapped.n == SEAL_WRAPPED ? &seal->cache[(uint64_t)owner % CACHED] : NULL;
}

/* The key of an owner, from the cache or opened; NULL: its secret is gone or foreign. */
static mbedtls_gcm_context *key_of(struct seal *seal, struct view wrapped, int64_t owner)
{
    struct cached *cached = place_of(seal, wrapped, owner);
    unsigned char key[SEAL_KEY];
    if (!wrapped.n)
        return &seal->own;
    if (cached && cached->used && memcmp(cached->nonce, wrapped.p, SEAL_NONCE) == 0)
        return &cached->key;
    if (!unwrap(seal, wrapped, key))
        return NULL;
    if (cached)
        forget(cached);
    else
        mbedtls_gcm_free(&seal->once);
    mbedtls_gcm_context *gcm = cached ? &cached->key : &seal->once;
    mbedtls_gcm_init(gcm);
    set_key(gcm, key);
    mbedtls_platform_zeroize(key, sizeof key);
    if (cached) {
        cached->used = true;
        memcpy(cached->nonce, wrapped.p, SEAL_NONCE);
    }
    return gcm;
}

/* ---- the state that was sealed last ---- */

static bool is_state(struct seal_place place, int64_t owner)
{
    return place.kind == SEAL_TALK && place.id == owner && !place.part;
}

/* closed: nonce, cipher text, tag. The owner's key is in its place by now. */
static void keep_state(struct cached *cached, struct view plain, const unsigned char *closed)
{
    if (cached->state.room <= plain.n)
        forget_state(cached); /* growing would leave a copy behind */
    cached->state.max = SIZE_MAX / 4;
    buf_clear(&cached->state);
    buf_view(&cached->state, plain);
    memcpy(cached->state_nonce, closed, SEAL_NONCE);
    memcpy(cached->state_tag, closed + SEAL_NONCE + plain.n, SEAL_TAG);
}

static bool is_kept_state(const struct cached *cached, struct view closed)
{
    return cached->state.n + SEAL_MORE == closed.n &&
           memcmp(cached->state_nonce, closed.p, SEAL_NONCE) == 0 &&
           memcmp(cached->state_tag, closed.p + closed.n - SEAL_TAG, SEAL_TAG) == 0;
}

/* ---- values ---- */

struct bound {
    unsigned char bytes[17];
};

static struct bound bound_to(struct seal_place place)
{
    struct bound b;
    b.bytes[0] = (unsigned char)place.kind;
    for (int i = 0; i < 8; i++) {
        b.bytes[1 + i] = (unsigned char)((uint64_t)place.id >> (8 * i));
        b.bytes[9 + i] = (unsigned char)((uint64_t)place.part >> (8 * i));
    }
    return b;
}

enum seal_error seal_close(struct seal *seal, struct view wrapped, int64_t owner,
                           struct seal_place place, struct view plain, struct buf *out)
{
    mbedtls_gcm_context *key = key_of(seal, wrapped, owner);
    unsigned char *p = key ? (unsigned char *)buf_more(out, plain.n + SEAL_MORE) : NULL;
    if (!p)
        return SEAL_WRONG;
    struct bound bound = bound_to(place);
    struct cached *cached = place_of(seal, wrapped, owner);
    draw(seal, p, SEAL_NONCE);
    must(mbedtls_gcm_crypt_and_tag(key, MBEDTLS_GCM_ENCRYPT, plain.n, p, SEAL_NONCE, bound.bytes,
                                   sizeof bound.bytes, (const unsigned char *)plain.p,
                                   p + SEAL_NONCE, SEAL_TAG, p + SEAL_NONCE + plain.n));
    if (cached && is_state(place, owner))
        keep_state(cached, plain, p);
    return SEAL_OK;
}

enum seal_error seal_open(struct seal *seal, struct view wrapped, int64_t owner,
                          struct seal_place place, struct view closed, struct arena *arena,
                          struct view *plain)
{
    mbedtls_gcm_context *key = key_of(seal, wrapped, owner);
    const struct cached *cached = place_of(seal, wrapped, owner);
    if (!key || closed.n < SEAL_MORE)
        return SEAL_WRONG;
    if (cached && is_state(place, owner) && is_kept_state(cached, closed)) {
        *plain = buf_keep(&cached->state, arena);
        return SEAL_OK;
    }
    const unsigned char *p = (const unsigned char *)closed.p;
    size_t n = closed.n - SEAL_MORE;
    unsigned char *out = arena_alloc(arena, n + 1);
    struct bound bound = bound_to(place);
    if (mbedtls_gcm_auth_decrypt(key, n, p, SEAL_NONCE, bound.bytes, sizeof bound.bytes,
                                 p + SEAL_NONCE + n, SEAL_TAG, p + SEAL_NONCE, out) != 0)
        return SEAL_WRONG;
    *plain = (struct view){(const char *)out, n};
    return SEAL_OK;
}
