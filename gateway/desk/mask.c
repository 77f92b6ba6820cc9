/* mask: telephone and identity numbers in citizens' words.
 *
 * A run is digits (half or full width) with at most one blank or hyphen between two of them. A run
 * is hidden when its digits look like a mobile number (11, from 13 to 19), a number with the
 * country's code before it, a landline with its area code, an identity number (18, the last may be
 * X), or a bank card. House numbers, sums, dates and case numbers stay readable: the desk needs
 * them. The first three digits and the last two stay, enough to tell two numbers apart and too
 * little to call. */
#include "gateway/desk/mask.h"

#include "dsl/base/buf.h"
#include "dsl/base/utf8.h"

enum { DIGITS_MOST = 24, KEEP_HEAD = 3, KEEP_TAIL = 2 };

struct digit {
    size_t from, to;
};
struct run {
    struct digit digits[DIGITS_MOST];
    char values[DIGITS_MOST];
    size_t count, end;
    bool long_one; /* more digits than any number that is hidden */
};

static int digit_of(uint32_t c)
{
    if (c >= '0' && c <= '9')
        return (int)(c - '0');
    if (c >= 0xff10 && c <= 0xff19)
        return (int)(c - 0xff10);
    return -1;
}

static bool joins(uint32_t c)
{
    return c == ' ' || c == '-' || c == 0x3000 || c == 0xff0d || c == 0x2013;
}

static void add(struct run *run, size_t from, size_t to, char value)
{
    run->end = to;
    if (run->count == DIGITS_MOST) {
        run->long_one = true;
        return;
    }
    run->digits[run->count] = (struct digit){from, to};
    run->values[run->count++] = value;
}

/* The run that begins with the digit at `at`. */
static struct run run_at(struct view text, size_t at)
{
    struct run run = {.count = 0};
    bool joined = false;
    while (at < text.n) {
        size_t from = at;
        uint32_t c = utf8_next(text, &at);
        int digit = digit_of(c);
        if (digit >= 0) {
            add(&run, from, at, (char)('0' + digit));
            joined = false;
        } else if ((c == 'x' || c == 'X') && run.count == 17 && !joined) {
            add(&run, from, at, 'X');
            break;
        } else if (joined || !joins(c)) {
            break;
        } else {
            joined = true;
        }
    }
    return run;
}

static bool mobile(const char *digits, size_t n)
{
    return n == 11 && digits[0] == '1' && digits[1] >= '3';
}

static bool landline(const char *digits, size_t n)
{
    return digits[0] == '0' && digits[1] >= '1' && n >= 10 && n <= 12;
}

/* A bank card: 16, 17 or 19 digits, the last of which fits the others. */
static bool card(const char *digits, size_t n)
{
    int sum = 0;
    for (size_t i = 0; i < n; i++) {
        int one = digits[n - 1 - i] - '0';
        one = i % 2 ? one * 2 : one;
        sum += one > 9 ? one - 9 : one;
    }
    return (n == 16 || n == 17 || n == 19) && sum % 10 == 0;
}

static bool hidden(const struct run *run)
{
    const char *v = run->values;
    if (run->long_one)
        return false;
    if (run->count > 4 && memcmp(v, "0086", 4) == 0)
        return mobile(v + 4, run->count - 4);
    if (run->count == 13 && memcmp(v, "86", 2) == 0)
        return mobile(v + 2, 11);
    return mobile(v, run->count) || landline(v, run->count) || run->count == 18 ||
           card(v, run->count);
}

static void put_masked(struct view text, const struct run *run, struct buf *out)
{
    size_t at = run->digits[0].from;
    for (size_t i = 0; i < run->count; i++) {
        struct digit d = run->digits[i];
        buf_view(out, view_sub(text, at, d.from));
        if (i < KEEP_HEAD || i + KEEP_TAIL >= run->count)
            buf_view(out, view_sub(text, d.from, d.to));
        else
            buf_byte(out, '*');
        at = d.to;
    }
}

/* The next hidden run from *at, which then stands behind it. */
static bool next_hidden(struct view text, size_t *at, struct run *run)
{
    while (*at < text.n) {
        size_t from = *at;
        if (digit_of(utf8_next(text, at)) < 0)
            continue;
        *run = run_at(text, from);
        *at = run->end;
        if (hidden(run))
            return true;
    }
    return false;
}

/* Walks over the text; copies it masked where out is not NULL. */
static size_t walk(struct view text, struct buf *out)
{
    size_t found = 0, copied = 0;
    struct run run;
    for (size_t at = 0; next_hidden(text, &at, &run); copied = run.end) {
        found++;
        if (!out)
            continue;
        buf_view(out, view_sub(text, copied, run.digits[0].from));
        put_masked(text, &run, out);
    }
    if (out)
        buf_view(out, view_sub(text, copied, text.n));
    return found;
}

/* How many digits (or a last X) the text has. */
static size_t digits_of(struct view text)
{
    size_t n = 0;
    for (size_t at = 0; at < text.n;)
        n += digit_of(utf8_next(text, &at)) >= 0;
    return n;
}

struct view mask_number(struct view number, struct arena *arena)
{
    size_t all = digits_of(number), seen = 0;
    struct buf out;
    buf_init(&out, number.n);
    for (size_t at = 0; at < number.n;) {
        size_t from = at;
        bool digit = digit_of(utf8_next(number, &at)) >= 0;
        bool inner = digit && seen >= KEEP_HEAD && seen + KEEP_TAIL < all;
        seen += digit;
        if (inner)
            buf_byte(&out, '*');
        else
            buf_view(&out, view_sub(number, from, at));
    }
    struct view masked = out.full ? VIEW("") : buf_keep(&out, arena);
    buf_free(&out);
    return masked;
}

size_t mask_count(struct view text)
{
    return walk(text, NULL);
}

struct view mask_numbers(struct view text, struct arena *arena)
{
    if (!mask_count(text))
        return text;
    struct buf out;
    buf_init(&out, text.n); /* a star is never longer than the digit it covers */
    walk(text, &out);
    struct view masked = out.full ? VIEW("") : buf_keep(&out, arena);
    buf_free(&out);
    return masked;
}

/* ---- back again ---- */

enum { UNDONE_MOST = 32 };

struct shown {
    struct view masked, number;
    bool doubtful; /* another number looks the same */
};

static void add_shown(struct shown *all, size_t *count, struct view number, struct arena *arena)
{
    struct view masked = mask_numbers(number, arena);
    for (size_t i = 0; i < *count; i++)
        if (view_eq(all[i].masked, masked)) {
            all[i].doubtful |= !view_eq(all[i].number, number);
            return;
        }
    if (*count < UNDONE_MOST)
        all[(*count)++] = (struct shown){masked, number, false};
}

static void put_undone(struct view text, const struct shown *all, size_t count, struct buf *out)
{
    for (size_t at = 0; at < text.n;) {
        struct view rest = view_sub(text, at, text.n);
        const struct shown *fits = NULL;
        for (size_t i = 0; i < count && !fits; i++)
            if (!all[i].doubtful && view_starts(rest, all[i].masked))
                fits = &all[i];
        buf_view(out, fits ? fits->number : view_sub(rest, 0, 1));
        at += fits ? fits->masked.n : 1;
    }
}

struct view mask_undo(struct view text, const struct view *originals, size_t count,
                      struct arena *arena)
{
    struct shown all[UNDONE_MOST];
    struct run run;
    struct buf out;
    size_t shown = 0;
    for (size_t i = 0; i < count; i++)
        for (size_t at = 0; next_hidden(originals[i], &at, &run);)
            add_shown(all, &shown, view_sub(originals[i], run.digits[0].from, run.end), arena);
    if (!shown)
        return text;
    buf_init(&out, text.n * 3 + 64); /* a full-width digit has three bytes, a star one */
    put_undone(text, all, shown, &out);
    struct view undone = out.full ? text : buf_keep(&out, arena);
    buf_free(&out);
    return undone;
}
