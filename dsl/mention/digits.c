/* digits: runs of digits by which somebody can be reached or named: mobiles, landlines, 400 and
 * short numbers, identity numbers, bank cards. A run may have a blank, hyphen or bracket between
 * two digits, as people set them.
 *
 * What a run is its digits say: eleven from 13 to 19, an area code, a date of birth in the middle,
 * a check digit. Seven or eight digits are a telephone only where the words before say so: else
 * they are a contract or a meter. */
#include "dsl/mention/seek.h"

enum { DIGITS_MOST = 20, REACH = 6, RUN_LEAST = 5 };

struct run {
    char digit[DIGITS_MOST + 1];
    uint32_t n, from, to;
    bool joined; /* something stands between two digits */
};

static bool joins(uint32_t c)
{
    return c == ' ' || c == '-' || c == '(' || c == ')' || c == 0x2013 || c == 0x2014;
}

/* The run that begins at `at`; false: none, or longer than any number that counts. */
static bool read_run(const struct seek *seek, uint32_t at, struct run *run)
{
    *run = (struct run){.from = at};
    if (seek->at[at] == '+' || seek->at[at] == '(')
        at++;
    uint32_t gap = 0;
    for (; at < seek->n && gap <= 1; at++) {
        uint32_t c = seek->at[at];
        bool check = c == 'x' && run->n == 17 && !gap;
        if (seek_is_digit(c) || check) {
            if (run->n == DIGITS_MOST)
                return false;
            run->joined |= gap > 0;
            run->digit[run->n++] = (char)c;
            run->to = at + 1;
            gap = 0;
            if (check)
                break;
        } else if (run->n && joins(c)) {
            gap++;
        } else {
            break;
        }
    }
    return run->n >= RUN_LEAST && !seek_is_latin(seek->at[run->to]);
}

/* Does one of the words stand within a few characters before `at`? */
static bool is_after(const struct seek *seek, uint32_t at, const char *words)
{
    for (uint32_t back = 1; back <= REACH && back <= at; back++) {
        uint32_t to = seek_follows_any(seek, at - back, words);
        if (to && to <= at)
            return true;
    }
    return false;
}

static bool is_mobile(const char *digit, uint32_t n)
{
    return n == 11 && digit[0] == '1' && digit[1] >= '3';
}

/* 0571 87654321, 010 8765 4321; an extension may follow. */
static bool is_landline(const struct run *run)
{
    return run->digit[0] == '0' && run->digit[1] >= '1' && run->n >= 10 && run->n <= 12;
}

static bool is_service(const struct seek *seek, const struct run *run)
{
    static const char calls[] = "拨打 打 电话 热线 拨 致电 call";
    const char *d = run->digit;
    if (run->n == 10 && (memcmp(d, "400", 3) == 0 || memcmp(d, "800", 3) == 0))
        return true;
    return run->n == 5 && !run->joined && (d[0] == '1' || d[0] == '9') &&
           is_after(seek, run->from, calls);
}

static int two(const char *digit)
{
    return (digit[0] - '0') * 10 + (digit[1] - '0');
}

static bool is_birth(const char *digit) /* mmdd */
{
    return two(digit) >= 1 && two(digit) <= 12 && two(digit + 2) >= 1 && two(digit + 2) <= 31;
}

static bool is_card(const char *digit, uint32_t n)
{
    int sum = 0;
    for (uint32_t i = 0; i < n; i++) {
        int one = digit[n - 1 - i] - '0';
        one = i % 2 ? one * 2 : one;
        sum += one > 9 ? one - 9 : one;
    }
    return sum % 10 == 0;
}

static bool is_identity(const struct seek *seek, const struct run *run)
{
    const char *d = run->digit;
    if (run->n == 18)
        return d[0] >= '1' && d[0] <= '8' && is_birth(d + 10);
    if (run->n == 15)
        return d[0] >= '1' && d[0] <= '8' && is_birth(d + 8) &&
               is_after(seek, run->from, "身份证 证号 证件 号码");
    bool card = run->n == 16 || run->n == 17 || run->n == 19;
    return card && (is_card(d, run->n) || is_after(seek, run->from, "卡号 账号 帐号 银行卡"));
}

static bool is_phone(const struct seek *seek, const struct run *run, enum phone_kind *kind)
{
    const char *d = run->digit;
    *kind = PHONE_MOBILE;
    if (is_mobile(d, run->n) || (run->n == 13 && memcmp(d, "86", 2) == 0 && is_mobile(d + 2, 11)) ||
        (run->n == 15 && memcmp(d, "0086", 4) == 0 && is_mobile(d + 4, 11)))
        return true;
    *kind = PHONE_SERVICE;
    if (is_service(seek, run))
        return true;
    *kind = PHONE_LANDLINE;
    bool local = (run->n == 7 || run->n == 8) && d[0] >= '2';
    return is_landline(run) ||
           (local && is_after(seek, run->from, "电话 座机 固话 拨打 联系方式 tel phone"));
}

uint32_t digits_try(struct seek *seek, uint32_t at)
{
    struct run run;
    enum phone_kind kind;
    uint32_t before = at ? seek->at[at - 1] : 0;
    if (seek_is_digit(before) || seek_is_latin(before) || !read_run(seek, at, &run))
        return 0;
    if (is_phone(seek, &run, &kind)) {
        seek_add(seek, MENTION_PHONE, run.from, run.to)->phone = kind;
        return run.to;
    }
    if (!is_identity(seek, &run))
        return 0;
    seek_add(seek, MENTION_IDENTITY, run.from, run.to);
    return run.to;
}
