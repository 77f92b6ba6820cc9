/* pack: a matter as bytes that outlive a change of rules. Everything is named by its code; what the
 * new rules do not have is dropped, and so its question comes again. Values of closed sets (kind,
 * channel, day class) are numbers, because those sets only grow at their end (terms.h).
 *
 * A fact is named with its category, as two categories may ask the same. */
#include "dsl/base/buf.h"
#include "dsl/engine/decide.h"
#include "dsl/engine/layout.h"

enum { PACK_VERSION = 1, SCORE_MOST = 0xffffff, DAY_LEAST = -800000, DAY_MOST = 3000000 };

/* ---- writing ---- */

static void pack_code(const struct rules *rules, enum rules_noun noun, int index, struct buf *out)
{
    buf_packed(out, index < 0 ? VIEW("") : rules_code(rules, noun, index));
}

static void pack_scores(const struct rules *rules, enum rules_noun noun, const struct score *list,
                        int count, struct buf *out)
{
    buf_u8(out, (uint8_t)count);
    for (int i = 0; i < count; i++) {
        pack_code(rules, noun, list[i].index, out);
        buf_u32(out, (uint32_t)list[i].score);
        buf_u8(out, list[i].strong);
    }
}

static void pack_facts(const struct rules *rules, const struct matter *matter, struct buf *out)
{
    buf_u8(out, (uint8_t)matter->fact_count);
    for (int i = 0; i < matter->fact_count; i++) {
        const struct known *known = &matter->facts[i];
        pack_code(rules, NOUN_CATEGORY, image_facts(rules)[known->fact].category, out);
        pack_code(rules, NOUN_FACT, known->fact, out);
        buf_u8(out, (uint8_t)known->source);
        buf_u8(out, known->value != NONE);
        buf_packed(out, known->value == NONE
                            ? VIEW("")
                            : rules_value_code(rules, NOUN_FACT, known->fact, known->value));
    }
}

static void pack_time(const struct matter *matter, struct buf *out)
{
    const struct known_time *time = &matter->time;
    buf_u8(out, (uint8_t)(time->known | time->unknown << 1 | time->span << 2));
    buf_u8(out, (uint8_t)time->source);
    buf_u8(out, (uint8_t)time->ranges);
    for (int i = 0; i < time->ranges; i++) {
        buf_u16(out, (uint16_t)time->range[i].from);
        buf_u16(out, (uint16_t)time->range[i].to);
    }
    buf_u8(out, (uint8_t)matter->weekdays);
    buf_u8(out, matter->has_day);
    buf_u32(out, (uint32_t)matter->day);
    buf_u8(out, (uint8_t)(matter->dayclass + 1));
}

void matter_pack(const struct rules *rules, const struct matter *matter, struct buf *out)
{
    buf_u8(out, PACK_VERSION);
    pack_scores(rules, NOUN_CATEGORY, matter->categories, matter->category_count, out);
    pack_code(rules, NOUN_CATEGORY, matter->pinned_category, out);
    pack_scores(rules, NOUN_DUTY, matter->duties, matter->duty_count, out);
    buf_u8(out, matter->pinned_duty == OTHER_MATTER);
    pack_code(rules, NOUN_DUTY, matter->pinned_duty, out);
    pack_facts(rules, matter, out);
    pack_time(matter, out);
    buf_u8(out, (uint8_t)matter->place_count);
    for (int i = 0; i < matter->place_count; i++)
        pack_code(rules, NOUN_AREA, matter->places[i], out);
    buf_u8(out, matter->place_unknown);
    buf_u8(out, (uint8_t)matter->kind);
    buf_u8(out, (uint8_t)(matter->channel + 1));
    buf_u8(out, matter->emergency);
}

/* ---- reading ---- */

struct unpacking {
    const struct rules *rules;
    struct reader reader;
};

static int unpack_code(struct unpacking *in, enum rules_noun noun)
{
    struct view code = read_packed(&in->reader);
    return code.n ? rules_find(in->rules, noun, code) : NONE;
}

/* A number below a limit; more is not what matter_pack wrote. */
static int unpack_below(struct unpacking *in, int limit)
{
    int value = read_u8(&in->reader);
    if (value < limit)
        return value;
    in->reader.bad = true;
    return 0;
}

static void unpack_scores(struct unpacking *in, enum rules_noun noun, struct score *list,
                          int *count)
{
    int n = unpack_below(in, SCORES_MAX + 1);
    for (int i = 0; i < n; i++) {
        int index = unpack_code(in, noun);
        int score = (int)(read_u32(&in->reader) & SCORE_MOST);
        bool strong = unpack_below(in, 2);
        if (index != NONE)
            list[(*count)++] = (struct score){index, score, strong};
    }
}

static int find_fact(const struct rules *rules, int category, struct view code)
{
    for (int i = 0; i < image_facts_count(rules); i++)
        if (image_facts(rules)[i].category == category &&
            view_eq(rules_code(rules, NOUN_FACT, i), code))
            return i;
    return NONE;
}

static void unpack_fact(struct unpacking *in, struct matter *matter)
{
    struct view category = read_packed(&in->reader), code = read_packed(&in->reader);
    int source = unpack_below(in, FROM_MESSAGE + 1);
    bool has_value = unpack_below(in, 2);
    struct view value_code = read_packed(&in->reader);
    int home = category.n ? rules_find(in->rules, NOUN_CATEGORY, category) : NONE;
    int fact = category.n && home == NONE ? NONE : find_fact(in->rules, home, code);
    if (fact == NONE)
        return;
    int value = has_value ? rules_find_value(in->rules, NOUN_FACT, fact, value_code) : NONE;
    if (has_value && value == NONE)
        return;
    matter->facts[matter->fact_count++] = (struct known){fact, value, (enum known_source)source};
}

static void unpack_time(struct unpacking *in, struct matter *matter)
{
    struct known_time *time = &matter->time;
    int flags = unpack_below(in, 8);
    time->known = flags & 1;
    time->unknown = flags >> 1 & 1;
    time->span = flags >> 2 & 1;
    time->source = (enum known_source)unpack_below(in, FROM_MESSAGE + 1);
    time->ranges = unpack_below(in, (int)(sizeof time->range / sizeof *time->range) + 1);
    for (int i = 0; i < time->ranges; i++) {
        time->range[i].from = read_u16(&in->reader);
        time->range[i].to = read_u16(&in->reader);
        in->reader.bad |=
            time->range[i].from >= time->range[i].to || time->range[i].to > MINUTES_A_DAY;
    }
    matter->weekdays = (unsigned)unpack_below(in, 256);
    matter->has_day = unpack_below(in, 2);
    matter->day = (civil_day)read_u32(&in->reader);
    in->reader.bad |= matter->day < DAY_LEAST || matter->day > DAY_MOST;
    matter->dayclass = unpack_below(in, DAYCLASS_COUNT + 1) - 1;
}

static void unpack_places(struct unpacking *in, struct matter *matter)
{
    int n = unpack_below(in, PLACES_MAX + 1);
    for (int i = 0; i < n; i++) {
        int area = unpack_code(in, NOUN_AREA);
        if (area != NONE)
            matter->places[matter->place_count++] = area;
    }
    matter->place_unknown = unpack_below(in, 2);
}

bool matter_unpack(const struct rules *rules, struct view packed, struct matter *matter)
{
    struct unpacking in = {rules, reader_of(packed)};
    struct matter out = matter_empty();
    if (read_u8(&in.reader) != PACK_VERSION)
        return false;
    unpack_scores(&in, NOUN_CATEGORY, out.categories, &out.category_count);
    out.pinned_category = unpack_code(&in, NOUN_CATEGORY);
    unpack_scores(&in, NOUN_DUTY, out.duties, &out.duty_count);
    bool other = unpack_below(&in, 2);
    out.pinned_duty = unpack_code(&in, NOUN_DUTY);
    if (other)
        out.pinned_duty = OTHER_MATTER;
    for (int n = unpack_below(&in, KNOWN_MAX + 1); n > 0; n--)
        unpack_fact(&in, &out);
    unpack_time(&in, &out);
    unpack_places(&in, &out);
    out.kind = unpack_below(&in, KIND_COUNT);
    out.channel = unpack_below(&in, CHANNEL_COUNT + 1) - 1;
    out.emergency = unpack_below(&in, 2);
    if (in.reader.bad || in.reader.n)
        return false;
    *matter = out;
    return true;
}
