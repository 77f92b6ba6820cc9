/* Single sign-on without a network: signatures by the RFCs' own vectors, what is refused of a
 * service's document, and the table of sign-ins with a service that never answers. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "adapters/crypto.h"
#include "adapters/signature.h"
#include "gateway/desk/newcomer.h"
#include "gateway/desk/sign_on.h"

/* RFC 7515, A.2 and A.3: the same payload under both headers. */
#define PAYLOAD                                                                                    \
    "eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnV"  \
    "lfQ"
static const char rsa_n[] =
    "ofgWCuLjybRlzo0tZWJjNiuSfb4p4fAkd_wWJcyQoTbji9k0l8W26mPddxHmfHQp-Vaw-4qPCJrcS2mJPMEzP1Pt0Bm4d4"
    "QlL-yRT-SFd2lZS-pCgNMsD1W_YpRPEwOWvG6b32690r2jZ47soMZo9wGzjb_7OMg0LOL-bSf63kpaSHSXndS5z5rexMdb"
    "BYUsLA9e-KXBdQOS-UTo7WTBEMa2R2CapHg665xsmtdVMTBQY4uDZlxvb3qCo5ZwKh9kG4LT6_I5IhlJH7aGhyxXFvUK-D"
    "WNmoudF8NAco9_h9iaGNj8q2ethFkMLs91kzk2PAcDTW9gb54h4FRWyuXpoQ";
static const char rsa_sig[] =
    "cC4hiUPoj9Eetdgtv3hF80EGrhuB__dzERat0XF9g2VtQgr9PJbu3XOiZj5RZmh7AAuHIm4Bh-0Qc_lF5YKt_O8W2Fp5ju"
    "jGbds9uJdbF9CUAr7t1dnZcAcQjbKBYNX4BAynRFdiuB--f_nZLgrnbyTyWzO75vRK5h6xBArLIARNPvkSjtQBMHlb1L07"
    "Qe7K0GarZRmB_eSN9383LcOLn6_dO--xi12jzDwusC-eOkHWEsqtFZESc6BfI7noOPqvhJ1phCnvWh6IeYI2w9QOYEUipU"
    "TI8np6LbgGY9Fs98rqVt5AXLIhWkWywlVmtVrBp0igcN_IoypGlUPQGe77Rw";
static const char ec_x[] = "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU";
static const char ec_y[] = "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0";
static const char ec_sig[] =
    "DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q";

struct bytes {
    unsigned char p[600];
    size_t n;
};

static struct view read(const char *text, struct bytes *out)
{
    assert_true(crypto_base64url_read(view_of(text), out->p, sizeof out->p, &out->n));
    return (struct view){(const char *)out->p, out->n};
}

static void the_vectors_of_rfc_7515(void **state)
{
    struct bytes a, b, s, e;
    (void)state;
    struct view rs = VIEW("eyJhbGciOiJSUzI1NiJ9." PAYLOAD), n = read(rsa_n, &a);
    struct view es = VIEW("eyJhbGciOiJFUzI1NiJ9." PAYLOAD), sig = read(rsa_sig, &s);
    struct view exponent = read("AQAB", &e);
    assert_true(signature_is_rs256(n, exponent, rs, sig));
    assert_false(signature_is_rs256(n, exponent, es, sig));
    assert_false(signature_is_rs256(n, read("Ag", &e), rs, sig));
    assert_false(signature_is_rs256(view_sub(n, 1, n.n), exponent, rs, sig));
    assert_false(signature_is_rs256(n, read("AQAB", &e), rs, view_sub(sig, 0, sig.n - 1)));
    s.p[200] ^= 1;
    assert_false(signature_is_rs256(n, exponent, rs, sig));
    struct view x = read(ec_x, &a), y = read(ec_y, &b);
    sig = read(ec_sig, &s);
    assert_true(signature_is_es256(x, y, es, sig));
    assert_false(signature_is_es256(x, y, rs, sig));
    assert_false(signature_is_es256(x, x, es, sig)); /* beside the curve */
    memset(s.p, 0, 64);
    assert_false(signature_is_es256(x, y, es, sig)); /* r and s of nothing */
}

static void base64url_is_strict(void **state)
{
    static const char *const bad[] = {"AQA+", "AQA/", "AQ==", "A", "AQAB ", "AR", "AQA\n", "AQB"};
    struct bytes out;
    struct buf text;
    (void)state;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        assert_false(crypto_base64url_read(view_of(bad[i]), out.p, sizeof out.p, &out.n));
    assert_int_equal(read("-_8", &out).n, 2);
    buf_init(&text, 100);
    crypto_base64url_put(&text, (const unsigned char *)"\xfb\xff", 2);
    assert_true(view_is(buf_seen(&text), "-_8"));
    buf_free(&text);
}

static void addresses_in_the_clear_are_refused(void **state)
{
    static const char *const good[] = {
        "https://sso.example", "https://sso.example:8443/realms/x?a=b", "http://127.0.0.1:9000/x",
        "http://localhost", "http://[::1]:1"};
    static const char *const bad[] = {"http://sso.example",
                                      "http://127.0.0.1.evil.example/",
                                      "http://localhost@evil",
                                      "https://",
                                      "https://a b",
                                      "https://a#b",
                                      "file:///etc/passwd",
                                      "https://a\r\nx: y",
                                      "http://127.0.0.1:1@evil"};
    (void)state;
    for (size_t i = 0; i < sizeof good / sizeof *good; i++)
        assert_true(provider_url_is_safe(view_of(good[i])));
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        assert_false(provider_url_is_safe(view_of(bad[i])));
}

static void logins_are_plain(void **state)
{
    (void)state;
    assert_true(newcomer_login_is_good(VIEW("li.si-2")));
    assert_false(newcomer_login_is_good(VIEW("Li")));
    assert_false(newcomer_login_is_good(VIEW("l")));
    assert_false(newcomer_login_is_good(VIEW("li@x")));
    assert_false(newcomer_login_is_good(VIEW("9li")));
}

/* ---- the table ---- */

#define ISSUER "https://sso.example"
#define DOCUMENT                                                                                   \
    "{\"issuer\":\"" ISSUER "\",\"authorization_endpoint\":\"" ISSUER "/auth\","                   \
    "\"token_endpoint\":\"" ISSUER "/token\",\"jwks_uri\":\"" ISSUER "/keys\"}"
#define KEYS                                                                                       \
    "{\"keys\":[{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHv" \
    "RVEU\",\"y\":\"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0\"}]}"

static const struct sign_on_settings settings = {.issuer = {ISSUER, sizeof ISSUER - 1},
                                                 .client = {"desk", 4},
                                                 .desk_url = {"https://desk.example", 20},
                                                 .claim = {"sub", 3},
                                                 .groups = {"groups", 6}};

struct table {
    struct sign_on *of;
    struct arena arena;
    struct call call;
    uint64_t ticket;
};

static bool next(struct table *t, int64_t now)
{
    return sign_on_next(t->of, now, &t->arena, &t->call, &t->ticket);
}

static struct table opened(void)
{
    struct table t = {.of = sign_on_new(&settings, NULL)};
    arena_init(&t.arena, 1 << 20);
    return t;
}

static void close_table(struct table *t)
{
    sign_on_free(t->of);
    arena_free(&t->arena);
}

static void know_the_provider(struct table *t, int64_t now)
{
    assert_true(next(t, now));
    assert_true(view_is(t->call.url, ISSUER "/.well-known/openid-configuration"));
    sign_on_answer(t->of, t->ticket, 200, VIEW(DOCUMENT), now);
    assert_true(next(t, now));
    assert_true(view_is(t->call.url, ISSUER "/keys"));
    sign_on_answer(t->of, t->ticket, 200, VIEW(KEYS), now);
    assert_true(sign_on_ready(t->of, now));
    assert_false(next(t, now));
}

static struct sign_in sign_in_number(int number)
{
    struct sign_in out;
    snprintf(out.state, sizeof out.state, "%032d", number);
    snprintf(out.nonce, sizeof out.nonce, "%032d", number);
    snprintf(out.verifier, sizeof out.verifier, "%064d", number);
    return out;
}

static void a_document_of_another_is_not_taken(void **state)
{
    static const char *const bad[] = {
        "{}", "[]", "not json",
        "{\"issuer\":\"https://evil.example\",\"authorization_endpoint\":\"https://a/b\","
        "\"token_endpoint\":\"https://a/b\",\"jwks_uri\":\"https://a/b\"}",
        "{\"issuer\":\"" ISSUER "\",\"authorization_endpoint\":\"https://a/b\","
        "\"token_endpoint\":\"http://a/b\",\"jwks_uri\":\"https://a/b\"}"};
    struct table t = opened();
    int64_t now = 1000;
    (void)state;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        now += 61;
        assert_true(next(&t, now));
        sign_on_answer(t.of, t.ticket, 200, view_of(bad[i]), now);
        assert_false(next(&t, now)); /* not at once again */
    }
    now += 61;
    know_the_provider(&t, now);
    assert_true(next(&t, now + 3600)); /* and looked for anew after an hour */
    sign_on_answer(t.of, t.ticket, 0, VIEW("unsent"), now + 3600);
    assert_true(sign_on_ready(t.of, now + 3600)); /* what was known stays */
    close_table(&t);
}

static void a_silent_service_ends_in_words(void **state)
{
    struct table t = opened();
    struct identity who;
    enum sign_on_fault fault;
    struct sign_in one = sign_in_number(1);
    (void)state;
    know_the_provider(&t, 1000);
    assert_int_equal(sign_on_ask(t.of, &one, VIEW(""), VIEW("code"), 1000), SIGN_ON_FINE);
    assert_int_equal(sign_on_ask(t.of, &one, VIEW(""), VIEW("code"), 1000), SIGN_ON_STATE);
    assert_true(next(&t, 1000));
    assert_true(view_find(t.call.body, VIEW("code_verifier=0000")) != SIZE_MAX);
    assert_int_equal(sign_on_look(t.of, &one, &t.arena, &who, &fault), SIGN_ON_WAITS);
    assert_false(next(&t, 1021));
    assert_int_equal(sign_on_look(t.of, &one, &t.arena, &who, &fault), SIGN_ON_DONE);
    assert_int_equal(fault, SIGN_ON_DOWN);
    sign_on_answer(t.of, t.ticket, 200, VIEW("{\"id_token\":\"a.b.c\"}"), 1022); /* too late */
    assert_int_equal(sign_on_look(t.of, &one, &t.arena, &who, &fault), SIGN_ON_DONE);
    assert_int_equal(fault, SIGN_ON_DOWN);
    assert_true(sign_on_take(t.of, &one));
    assert_false(sign_on_take(t.of, &one));
    assert_int_equal(sign_on_look(t.of, &one, &t.arena, &who, &fault), SIGN_ON_NOBODY);
    close_table(&t);
}

static void the_table_has_an_end(void **state)
{
    struct table t = opened();
    int taken = 0;
    (void)state;
    know_the_provider(&t, 1000);
    for (int i = 0; i < 200; i++) {
        struct sign_in one = sign_in_number(i);
        taken += sign_on_ask(t.of, &one, VIEW(""), VIEW("code"), 1000) == SIGN_ON_FINE;
    }
    assert_int_equal(taken, 64);
    struct sign_in later = sign_in_number(500); /* answers do not come: the places are free again */
    assert_int_equal(sign_on_ask(t.of, &later, VIEW(""), VIEW("code"), 1021), SIGN_ON_DOWN);
    assert_int_equal(sign_on_ask(t.of, &later, VIEW(""), VIEW("code"), 1400), SIGN_ON_FINE);
    close_table(&t);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_vectors_of_rfc_7515),
        cmocka_unit_test(base64url_is_strict),
        cmocka_unit_test(addresses_in_the_clear_are_refused),
        cmocka_unit_test(logins_are_plain),
        cmocka_unit_test(a_document_of_another_is_not_taken),
        cmocka_unit_test(a_silent_service_ends_in_words),
        cmocka_unit_test(the_table_has_an_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
