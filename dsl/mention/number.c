/* number: sums of money, and the numbers in front of what is counted in an address.
 *
 * Numbers are read the way they are said: 三千五 is 3500 and 一百零五 is 105, 1.2万 is 12000,
 * 两三百 is about 200. A number is money by the unit behind it or the sign before it; without
 * either, only behind a word that says what is paid (押金2000). */
#include "dsl/mention/seek.h"

#include "dsl/base/utf8.h"

enum { PARTS = 1000000, DIGITS_MOST = 13, PRICE_REACH = 5 };
static const int64_t number_most = INT64_C(1000000000000);

static int digit_of(uint32_t c)
{
    switch (c) {
    case U'零':
    case U'〇':
        return 0;
    case U'一':
    case U'壹':
        return 1;
    case U'二':
    case U'两':
    case U'俩':
    case U'贰':
        return 2;
    case U'三':
    case U'叁':
        return 3;
    case U'四':
    case U'肆':
        return 4;
    case U'五':
    case U'伍':
        return 5;
    case U'六':
    case U'陆':
        return 6;
    case U'七':
    case U'柒':
        return 7;
    case U'八':
    case U'捌':
        return 8;
    case U'九':
    case U'玖':
        return 9;
    default:
        return -1;
    }
}

static int64_t unit_of(uint32_t c)
{
    switch (c) {
    case U'十':
    case U'拾':
        return 10;
    case U'百':
    case U'佰':
        return 100;
    case U'千':
    case U'仟':
        return 1000;
    case U'万':
        return 10000;
    case U'亿':
        return 100000000;
    default:
        return 0;
    }
}

static size_t behind(struct view text, size_t at)
{
    utf8_next_inline(text, &at);
    return at;
}

/* 多, 余, 来: more than that. */
static void read_about(struct view text, size_t *at, struct mention_number *number)
{
    if (!seek_among(utf8_peek(text, *at), "多余来几"))
        return;
    number->about = true;
    *at = behind(text, *at);
}

/* ---- Arabic digits ---- */

static int64_t clamp(int64_t value)
{
    return value > number_most ? number_most : value;
}

static bool is_group(struct view text, size_t at)
{
    for (size_t i = 1; i <= 3; i++)
        if (!seek_is_digit(utf8_peek(text, at + i)))
            return false;
    return utf8_peek(text, at) == ',' && !seek_is_digit(utf8_peek(text, at + 4));
}

static void read_fraction(struct view text, size_t *at, int64_t *value)
{
    if (utf8_peek(text, *at) != '.' || !seek_is_digit(utf8_peek(text, *at + 1)))
        return;
    int64_t weight = PARTS / 10;
    for ((*at)++; seek_is_digit(utf8_peek(text, *at)); (*at)++, weight /= 10)
        *value += (text.p[*at] - '0') * weight;
}

/* 万, 千, w, k behind Arabic digits; 1万5 is 15000. */
static void read_scale(struct view text, size_t *at, struct mention_number *number)
{
    int64_t unit = unit_of(utf8_peek(text, *at));
    if (!unit && seek_among(utf8_peek(text, *at), "wk") && !seek_is_latin(utf8_peek(text, *at + 1)))
        unit = utf8_peek(text, *at) == 'w' ? 10000 : 1000;
    if (!unit || unit == 10)
        return;
    *at = behind(text, *at);
    number->value =
        clamp(number->value / PARTS * unit) * PARTS + clamp(number->value % PARTS * unit);
    uint32_t c = utf8_peek(text, *at);
    int digit = seek_is_digit(c) ? (int)(c - '0') : digit_of(c);
    if (digit > 0 && !seek_is_digit(utf8_peek(text, behind(text, *at))) &&
        !unit_of(utf8_peek(text, behind(text, *at)))) {
        number->value += digit * unit / 10 * PARTS;
        *at = behind(text, *at);
    } else if (unit_of(c) > unit) { /* 3千万 */
        number->value = clamp(number->value / PARTS * unit_of(c)) * PARTS;
        *at = behind(text, *at);
    }
}

static bool read_arabic(struct view text, size_t *at, struct mention_number *number)
{
    int64_t value = 0;
    int digits = 0;
    for (; *at < text.n; (*at)++) {
        if (digits && is_group(text, *at))
            continue;
        if (!seek_is_digit(utf8_peek(text, *at)))
            break;
        if (++digits > DIGITS_MOST)
            return false;
        value = value * 10 + (text.p[*at] - '0');
    }
    number->value = clamp(value) * PARTS;
    read_fraction(text, at, &number->value);
    read_about(text, at, number);
    read_scale(text, at, number);
    read_about(text, at, number);
    return digits > 0;
}

/* ---- Chinese digits ---- */

struct chinese {
    int64_t above, section, digits, unit; /* before 万; since; digits not yet counted; last unit */
    int count, last;                      /* of those digits; the last of them */
    bool zero, any, about;
};

static void take_digit(struct chinese *n, int digit)
{
    n->zero |= digit == 0;
    n->digits = n->count && n->digits < number_most ? n->digits * 10 + digit : digit;
    n->last = digit;
    n->count++;
    n->any = true;
}

/* The digits before a unit: 两三百 is about two hundred. */
static int64_t take_count(struct chinese *n)
{
    int64_t count = n->count ? n->digits : 1;
    if (n->count == 2 && n->digits / 10 == n->last - 1 && n->digits >= 10) {
        n->about = true;
        count = n->digits / 10;
    }
    n->digits = n->count = 0;
    return count;
}

static void take_unit(struct chinese *n, int64_t unit)
{
    int64_t count = n->count || unit < 10000 ? take_count(n) : n->section ? 0 : 1;
    if (unit < 10000) {
        n->section += count * unit;
    } else {
        int64_t times = n->above + n->section + count;
        n->above = times > INT64_MAX / unit ? clamp(INT64_MAX) : clamp(times * unit);
        n->section = 0;
    }
    n->section = clamp(n->section);
    n->unit = unit;
    n->zero = false;
    n->any = true;
}

static int64_t chinese_value(struct chinese *n)
{
    int64_t rest = n->count ? n->digits : 0;
    if (n->count == 1 && !n->zero && n->unit >= 100)
        rest *= n->unit / 10; /* 三千五 */
    return clamp(n->above + n->section + rest);
}

static bool read_chinese(struct view text, size_t *at, struct mention_number *number)
{
    struct chinese n = {0};
    for (int taken = 0; *at < text.n && taken < 2 * DIGITS_MOST; taken++) {
        uint32_t c = utf8_peek(text, *at);
        int digit = digit_of(c);
        int64_t unit = unit_of(c);
        if (digit >= 0)
            take_digit(&n, digit);
        else if (unit)
            take_unit(&n, unit);
        else if (c == U'几' && unit_of(utf8_peek(text, behind(text, *at))))
            n.about = true; /* 几百 */
        else if (n.any && seek_among(c, "多余来几") && unit_of(utf8_peek(text, behind(text, *at))))
            n.about = true; /* 两百多万 */
        else
            break;
        *at = behind(text, *at);
    }
    number->value = chinese_value(&n) * PARTS;
    number->about = n.about;
    if (n.any)
        read_about(text, at, number);
    return n.any;
}

bool mention_read_number(struct view folded, size_t *at, struct mention_number *number)
{
    size_t from = *at;
    uint32_t c = utf8_peek(folded, *at);
    *number = (struct mention_number){0};
    bool read = seek_is_digit(c) ? read_arabic(folded, at, number)
                                 : (digit_of(c) >= 0 || unit_of(c) || c == U'几') &&
                                       read_chinese(folded, at, number);
    if (!read)
        *at = from;
    return read;
}

/* ---- money ---- */

/* Yuan counted by the piece are 块, and so are lawns: 三块草坪. */
static bool counts_pieces(const struct seek *seek, uint32_t to)
{
    return seek_among(seek->at[to],
                      "地牌砖玻石板草广空瓷木铁田区屏儿菜农绿儿表布肉黑白红路水大小钢");
}

/* 三块五, 3块5毛: the part behind the unit. */
static uint32_t read_coins(const struct seek *seek, uint32_t at, int64_t *amount)
{
    uint32_t c = seek->at[at];
    int digit = seek_is_digit(c) ? (int)(c - '0') : digit_of(c);
    bool more = digit_of(seek->at[at + 1]) >= 0 && seek->at[at + 1] != U'一'; /* 三块五一斤 */
    if (digit < 1 || seek_is_digit(seek->at[at + 1]) || more || unit_of(seek->at[at + 1]) ||
        seek_among(seek->at[at + 1], "个次天年月人户家号栋") || seek->at[at + 1] == U'十')
        return at;
    *amount += digit * PARTS / 10;
    uint32_t to = seek_follows_any(seek, at + 1, "毛钱 毛 角");
    return to ? to : at + 1;
}

static uint32_t money_unit(const struct seek *seek, uint32_t at, int64_t *amount)
{
    uint32_t to = seek_follows_any(seek, at, "元钱 元整 元人民币 元 圆整 圆 rmb 人民币 yuan");
    if (!to && seek->at[at] == ' ')
        to = seek_follows_any(seek, at + 1, "yuan 元 rmb");
    if (to)
        return seek_follows_any(seek, at, "元旦 元宵 元月 元素") ? 0 : to;
    if ((to = seek_follows_any(seek, at, "毛钱 毛 角钱")) != 0) {
        *amount /= 10;
        return seek_among(seek->at[to], "坯病线衣") ? 0 : to;
    }
    if ((to = seek_follows(seek, at, "块钱")) != 0)
        return to;
    if (seek_follows_any(seek, at, "购房款 房款 首付 押金 定金 订金 学费 货款 赔偿 工程款 罚款"))
        return at; /* 18万购房款 */
    to = seek_follows(seek, at, "块");
    if (!to || counts_pieces(seek, to) || *amount < 2 * (int64_t)PARTS)
        return 0;
    return read_coins(seek, to, amount);
}

static void add_money(struct seek *seek, uint32_t from, uint32_t to, int64_t amount, bool about)
{
    struct mention *money = seek_add(seek, MENTION_MONEY, from, to);
    money->amount = amount;
    money->about = about;
}

/* A number at `at`: where it ends. */
static uint32_t read_number(const struct seek *seek, uint32_t at, struct mention_number *number)
{
    size_t byte = seek->offset[at];
    if (at >= seek->n || !mention_read_number(seek->text, &byte, number))
        return 0;
    return seek_point(seek, (uint32_t)byte);
}

/* Behind 押金, 工资: a number without a unit is money too. */
static uint32_t price_try(struct seek *seek, uint32_t at)
{
    struct mention_number number;
    uint32_t from = at;
    while (from < at + PRICE_REACH &&
           seek_among(seek->at[from], "是为共了:约每月的我就要才一计高达大概 收取"))
        from++;
    uint32_t to = read_number(seek, from, &number);
    if (!to || number.value < 10 * (int64_t)PARTS)
        return 0;
    uint32_t unit = money_unit(seek, to, &number.value);
    bool counts = seek_among(seek->at[to], "%个人天次年月日户平㎡号栋度吨点时分岁斤倍家") ||
                  seek_is_latin(seek->at[to]);
    if (!unit && counts)
        return 0;
    add_money(seek, from, unit ? unit : to, number.value, number.about);
    return unit ? unit : to;
}

uint32_t number_try(struct seek *seek, uint32_t at)
{
    struct mention_number number;
    uint32_t c = seek->at[at], from = at;
    if (c == U'¥' || c == U'￥' || c == '$')
        from++;
    const struct seek_word *word = NULL;
    if (seek_is_han(c) && (word = seek_word_at(seek, &seek_names, at)) != NULL &&
        word->use == WORD_PRICE)
        return price_try(seek, at + word->points);
    uint32_t to = read_number(seek, from, &number);
    if (!to)
        return 0;
    int64_t amount = number.value;
    uint32_t unit = money_unit(seek, to, &amount);
    if (!unit && from == at)
        return place_try_number(seek, at, to);
    add_money(seek, at, unit ? unit : to, amount, number.about);
    return unit ? unit : to;
}
