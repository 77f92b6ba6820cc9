/* Seals: keyed hashes are those of the standards; what is sealed opens in its place alone, with its
 * secret and under its key. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "gateway/store/keyed.h"
#include "tests/unit/own_store.h"

/* ---- keyed hashes: the vectors of RFC 4231 and RFC 5869 ---- */

static void hex_is(const unsigned char *bytes, const char *expected)
{
    char hex[2 * KEYED_BYTES + 1];
    for (size_t i = 0; i < KEYED_BYTES; i++)
        snprintf(hex + 2 * i, 3, "%02x", bytes[i]);
    assert_string_equal(hex, expected);
}

static void a_keyed_hash_is_hmac(void **state)
{
    (void)state;
    struct keyed keyed;
    struct keyed_hash hash;
    unsigned char out[KEYED_BYTES];
    keyed_set(&keyed, (const unsigned char *)"Jefe", 4);
    for (int again = 0; again < 2; again++) {
        keyed_begin(&keyed, &hash);
        keyed_add(&hash, "what do ya want ", 16);
        keyed_add(&hash, "for nothing?", 12);
        keyed_end(&hash, out);
        hex_is(out, "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
    }
}

static void deriving_is_hkdf(void **state)
{
    (void)state;
    struct keyed salted, unsalted;
    unsigned char secret[22], salt[13], zeros[32] = {0}, out[KEYED_BYTES];
    memset(secret, 0x0b, sizeof secret);
    for (size_t i = 0; i < sizeof salt; i++)
        salt[i] = (unsigned char)i;
    keyed_set(&salted, salt, sizeof salt);
    keyed_derive(&salted, secret, sizeof secret, "\xf0\xf1\xf2\xf3\xf4\xf5\xf6\xf7\xf8\xf9", out);
    hex_is(out, "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf");
    keyed_set(&unsalted, zeros, sizeof zeros);
    keyed_derive(&unsalted, secret, sizeof secret, "", out);
    hex_is(out, "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d");
}

/* ---- sealing ---- */

static void seal_binds_to_its_place(void **state)
{
    struct own_store *f = *state;
    unsigned char wrapped[SEAL_WRAPPED];
    struct buf closed;
    struct view plain, secret = {(const char *)wrapped, SEAL_WRAPPED};
    struct seal_place place = {SEAL_TURN, 7, 0}, other = {SEAL_TURN, 8, 0};
    seal_wrap_new(f->store.seal, wrapped);
    buf_init(&closed, 1000);
    assert_int_equal(seal_close(f->store.seal, secret, 1, place, VIEW("口供"), &closed), SEAL_OK);
    struct view sealed = buf_seen(&closed);
    assert_int_equal(view_find(sealed, VIEW("口供")), SIZE_MAX);
    assert_int_equal(seal_open(f->store.seal, secret, 1, place, sealed, &f->arena, &plain),
                     SEAL_OK);
    assert_true(view_is(plain, "口供"));
    assert_int_equal(seal_open(f->store.seal, secret, 1, other, sealed, &f->arena, &plain),
                     SEAL_WRONG);
    closed.p[20] ^= 1;
    assert_int_equal(seal_open(f->store.seal, secret, 1, place, sealed, &f->arena, &plain),
                     SEAL_WRONG);
    buf_free(&closed);
}

/* Two secrets in the same place of the cache do not open each other's values. */
static void seal_cache_knows_its_secret(void **state)
{
    struct own_store *f = *state;
    unsigned char one[SEAL_WRAPPED], two[SEAL_WRAPPED];
    struct view a = {(const char *)one, SEAL_WRAPPED}, b = {(const char *)two, SEAL_WRAPPED}, out;
    struct seal_place place = {SEAL_TURN, 1, 0};
    struct buf closed;
    seal_wrap_new(f->store.seal, one);
    seal_wrap_new(f->store.seal, two);
    buf_init(&closed, 1000);
    assert_int_equal(seal_close(f->store.seal, a, 9, place, VIEW("x"), &closed), SEAL_OK);
    assert_int_equal(seal_open(f->store.seal, b, 9, place, buf_seen(&closed), &f->arena, &out),
                     SEAL_WRONG);
    assert_int_equal(seal_open(f->store.seal, a, 9, place, buf_seen(&closed), &f->arena, &out),
                     SEAL_OK);
    buf_free(&closed);
}

static void key_file_is_made_once_and_kept_private(void **state)
{
    struct own_store *f = *state;
    struct seal_key made, again;
    struct stat about;
    char path[100];
    snprintf(path, sizeof path, "%s/key", f->folder);
    assert_int_equal(seal_key_load(path, false, &f->world.world, &made), SEAL_UNREADABLE);
    assert_int_equal(seal_key_load(path, true, &f->world.world, &made), SEAL_OK);
    assert_int_equal(seal_key_load(path, true, &f->world.world, &again), SEAL_OK);
    assert_memory_equal(made.bytes, again.bytes, SEAL_KEY);
    assert_int_equal(stat(path, &about), 0);
    assert_int_equal(about.st_mode & 0777, 0600);
    assert_int_equal(chmod(path, 0644), 0);
    assert_int_equal(seal_key_load(path, true, &f->world.world, &again), SEAL_TOO_OPEN);
    assert_int_equal(chmod(path, 0600), 0);
    assert_int_equal(truncate(path, 63), 0);
    assert_int_equal(seal_key_load(path, true, &f->world.world, &again), SEAL_NO_KEY);
}

static void another_key_does_not_open_the_store(void **state)
{
    struct own_store *f = *state;
    struct store other;
    struct seal_key wrong = {{1}};
    assert_int_equal(store_commit(&f->store), STORE_OK);
    assert_int_equal(store_open(&other, f->path, &f->world.world, &wrong), STORE_SEALED);
    assert_int_equal(store_begin(&f->store), STORE_OK);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        OWN_STORE_TEST(a_keyed_hash_is_hmac),
        OWN_STORE_TEST(deriving_is_hkdf),
        OWN_STORE_TEST(seal_binds_to_its_place),
        OWN_STORE_TEST(seal_cache_knows_its_secret),
        OWN_STORE_TEST(key_file_is_made_once_and_kept_private),
        OWN_STORE_TEST(another_key_does_not_open_the_store),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
