/* One-time codes: the RFC's own vectors, the window, and what is not taken twice. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "gateway/desk/totp.h"

static const unsigned char secret[] = "12345678901234567890"; /* RFC 6238, appendix B */

static void the_vectors_of_rfc_6238(void **state)
{
    static const struct {
        int64_t at;
        uint32_t code;
    } vectors[] = {{59, 94287082},         {1111111109, 7081804},  {1111111111, 14050471},
                   {1234567890, 89005924}, {2000000000, 69279037}, {20000000000, 65353130}};
    (void)state;
    for (size_t i = 0; i < sizeof vectors / sizeof *vectors; i++)
        assert_int_equal(totp_code(secret, 20, totp_step(vectors[i].at), 8), vectors[i].code);
}

static void the_vectors_of_rfc_4226(void **state)
{
    static const uint32_t codes[] = {755224, 287082, 359152, 969429, 338314,
                                     254676, 287922, 162583, 399871, 520489};
    (void)state;
    for (int i = 0; i < 10; i++)
        assert_int_equal(totp_code(secret, 20, i, 6), codes[i]);
}

static void a_step_either_way_is_taken(void **state)
{
    (void)state;
    assert_int_equal(totp_find(secret, VIEW("287082"), 30, 0), 1); /* now */
    assert_int_equal(totp_find(secret, VIEW("287082"), 89, 0), 1); /* one step late */
    assert_int_equal(totp_find(secret, VIEW("287082"), 1, 0), 1);  /* one early */
    assert_int_equal(totp_find(secret, VIEW("287082"), 90, 0), -1);
    assert_int_equal(totp_find(secret, VIEW("287 082"), 30, 0), 1);
}

static void a_used_step_and_those_before_are_not(void **state)
{
    (void)state;
    assert_int_equal(totp_find(secret, VIEW("287082"), 30, 1), -1);
    assert_int_equal(totp_find(secret, VIEW("287082"), 30, 2), -1);
    assert_int_equal(totp_find(secret, VIEW("359152"), 30, 1), 2);
}

static void what_is_no_code_is_wrong(void **state)
{
    static const char *const texts[] = {"", "28708", "2870822", "28708a", "-87082", "      "};
    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        assert_int_equal(totp_find(secret, view_of(texts[i]), 30, 0), -1);
}

static void the_address_is_what_apps_read(void **state)
{
    struct buf text;
    (void)state;
    buf_init(&text, 300);
    totp_put_uri(&text, VIEW("zhida"), VIEW("li.an"), secret);
    assert_string_equal(text.p, "otpauth://totp/zhida%3Ali.an?secret="
                                "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=zhida"
                                "&algorithm=SHA1&digits=6&period=30");
    buf_free(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_vectors_of_rfc_6238),
        cmocka_unit_test(the_vectors_of_rfc_4226),
        cmocka_unit_test(a_step_either_way_is_taken),
        cmocka_unit_test(a_used_step_and_those_before_are_not),
        cmocka_unit_test(what_is_no_code_is_wrong),
        cmocka_unit_test(the_address_is_what_apps_read),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
