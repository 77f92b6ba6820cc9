/* sms_text: carriers count UTF-16 units: 70 in a message that stands alone, 67 in each segment of
 * one that does not (the joining header takes three), the signature in 【】 included; no carrier
 * takes more than 500 in all. Emoji are two units, and a segment that would end between them ends
 * before them. */
#include "adapters/sms_text.h"

#include "adapters/guard.h"
#include "dsl/base/utf8.h"

enum { NUMBER_MIN = 5, NUMBER_MAX = 15, COUNTRY_MAX = 4, MAINLAND_DIGITS = 11 };

size_t sms_signature_units(struct view signature)
{
    return signature.n ? utf8_units16(signature) + 2 : 0;
}

size_t sms_segments(struct view signature, struct view text)
{
    size_t count = 1, used = sms_signature_units(signature);
    if (used + utf8_units16(text) <= SMS_SINGLE)
        return 1;
    for (size_t at = 0; at < text.n;) {
        size_t units = utf8_next(text, &at) >= 0x10000 ? 2 : 1;
        if (used + units > SMS_SEGMENT) {
            count++;
            used = 0;
        }
        used += units;
    }
    return count;
}

void sms_put_message(struct buf *buf, const struct outbound *message)
{
    buf_view(buf, message->text);
    if (message->link.n) {
        buf_byte(buf, ' ');
        buf_view(buf, message->link);
        buf_byte(buf, ' ');
    }
    if (!message->choice_count)
        return;
    if (message->text.n)
        buf_byte(buf, '\n');
    buf_view(buf, message->hint.n ? message->hint : VIEW("回复数字:"));
    for (size_t i = 0; i < message->choice_count; i++) {
        buf_print(buf, " %zu ", i + 1);
        buf_view(buf, message->choices[i].label);
    }
}

static bool all_digits(struct view v)
{
    for (size_t i = 0; i < v.n; i++)
        if (v.p[i] < '0' || v.p[i] > '9')
            return false;
    return true;
}

static struct view without(struct view v, struct view head)
{
    return view_starts(v, head) ? view_sub(v, head.n, v.n) : v;
}

/* Country and number apart: 86 goes from the number to the country where it stands there. */
static bool part_number(struct view *country, struct view *mobile)
{
    bool plus = view_starts(*mobile, VIEW("+")), whole = !country->n;
    *country = without(*country, VIEW("+"));
    *mobile = without(*mobile, VIEW("+"));
    if (!all_digits(*country) || !all_digits(*mobile) || country->n > COUNTRY_MAX ||
        mobile->n < NUMBER_MIN || mobile->n > NUMBER_MAX)
        return false;
    bool mainland = whole && !plus && mobile->n == MAINLAND_DIGITS;
    if (whole && !mainland && view_starts(*mobile, VIEW("86"))) {
        *mobile = without(*mobile, VIEW("86"));
        mainland = true;
    }
    if (mainland)
        *country = VIEW("86");
    return !view_is(*country, "86") || mobile->n == MAINLAND_DIGITS;
}

bool sms_number(struct view country, struct view mobile, struct arena *arena, struct view *out)
{
    struct buf buf;
    *out = VIEW("");
    if (!part_number(&country, &mobile))
        return false;
    buf_init(&buf, 1 + COUNTRY_MAX + NUMBER_MAX);
    if (!view_is(country, "86"))
        buf_print(&buf, "+%.*s", VIEW_FMT(country));
    buf_view(&buf, mobile);
    return guard_take(&buf, arena, out);
}
