/* mention: one walk over the text from left to right. At each character the readers try in order;
 * what one takes is jumped over, and names that begin later begin behind it. So the times, which
 * have their own walk before, and the areas of the rules bound the names between them: in
 * 昨晚人民路 the night is no part of the road.
 *
 * Addresses are collected as parts and joined at the end (place.c). */
#include "dsl/mention/seek.h"

#include "dsl/base/sort.h"

const struct mention_kind_info *mention_kind_info(enum mention_kind kind)
{
    static const struct mention_kind_info infos[] = {
#define MENTION_INFO(enumerator, code, zh, en) {code, zh, en},
        MENTION_KINDS(MENTION_INFO)
#undef MENTION_INFO
    };
    return &infos[kind];
}

/* ---- what is known before the walk ---- */

/* Areas as code points: area_end[i] is where the longest area ends that begins at i. */
static uint32_t *area_ends(const struct seek *seek, const struct mention_area *areas, size_t n)
{
    uint32_t *ends = ARENA_ARRAY(seek->arena, seek->n + 1, uint32_t);
    for (size_t i = 0; i < n; i++) {
        uint32_t from = seek_point(seek, areas[i].from), to = seek_point(seek, areas[i].to);
        if (from < to && ends[from] < to)
            ends[from] = to;
    }
    return ends;
}

/* An area's alias may be the head of a road or a firm: 松影|路, 松影|路口. */
static bool goes_on(const struct seek *seek, uint32_t end)
{
    const struct seek_word *word = end < seek->n ? seek_word_at(seek, &seek_names, end) : NULL;
    return word && (word->use == WORD_ROAD || word->use == WORD_LANDMARK);
}

static uint32_t take_area(struct seek *seek, uint32_t at, uint32_t end)
{
    if (goes_on(seek, end)) {
        const struct seek_word *word = seek_word_at(seek, &seek_names, end);
        enum place_part part = word->use == WORD_ROAD ? PART_ROAD : PART_LANDMARK;
        seek_add_part(seek, part, at, end + word->points);
        return end + word->points;
    }
    seek_add_part(seek, PART_AREA, at, end);
    return end;
}

/* ---- the walk ---- */

static uint32_t try_word(struct seek *seek, uint32_t at)
{
    const struct seek_word *word = seek_word_at(seek, &seek_names, at);
    if (!word)
        return 0;
    uint32_t to = 0;
    switch ((enum word_use)word->use) {
    case WORD_FIRM:
        return firm_try(seek, at, word);
    case WORD_GENERIC:
        return at + word->points;
    case WORD_BREAK:
        if ((to = place_try_near(seek, at, word)) != 0)
            return to;
        seek->open = at + word->points;
        return at + word->points;
    case WORD_PRICE:
        if ((to = number_try(seek, at)) == 0)
            seek->open = at + word->points;
        return to;
    default:
        return place_try_word(seek, at, word);
    }
}

static uint32_t try_at(struct seek *seek, uint32_t at)
{
    uint32_t c = seek->at[at], to = 0;
    bool first_digit = !at || !seek_is_digit(seek->at[at - 1]);
    if (c < 0x80) {
        to = place_try_english(seek, at);
        if (!to && ((seek_is_digit(c) && first_digit) || c == '+' || c == '('))
            to = digits_try(seek, at);
        if (!to && ((seek_is_digit(c) && first_digit) || c == '$'))
            to = number_try(seek, at);
        return to ? to : place_try_letters(seek, at);
    }
    if ((to = plate_try(seek, at)) != 0)
        return to;
    return (to = try_word(seek, at)) != 0 ? to : number_try(seek, at);
}

static void walk(struct seek *seek, const struct mentions *times, const uint32_t *ends)
{
    size_t time = 0;
    for (uint32_t at = 0; at < seek->n;) {
        while (time < times->n && times->at[time].from < at)
            time++;
        uint32_t to = 0;
        if (time < times->n && times->at[time].from == at) {
            to = times->at[time].to;
            *VEC_PUSH(seek->arena, &seek->found) = times->at[time];
            seek->open = to;
        } else if (ends[at]) {
            to = take_area(seek, at, ends[at]);
        } else {
            to = try_at(seek, at);
        }
        at = to > at ? to : at + 1;
    }
}

static int by_place(const void *a, const void *b)
{
    const struct mention *x = a, *y = b;
    if (x->from != y->from)
        return x->from < y->from ? -1 : 1;
    return x->kind < y->kind ? -1 : x->kind > y->kind;
}

struct mentions mentions_find(struct arena *arena, struct view folded,
                              const struct mention_area *areas, size_t area_count,
                              struct civil_time now)
{
    struct seek seek;
    seek_begin(&seek, arena, folded, now);
    struct mentions times = time_find(&seek);
    walk(&seek, &times, area_ends(&seek, areas, area_count));
    place_finish(&seek);
    if (seek.found.n > 1)
        sort_few(seek.found.at, seek.found.n, sizeof *seek.found.at, by_place);
    for (size_t i = 0; i < seek.found.n; i++) {
        struct mention *mention = &seek.found.at[i];
        mention->from = seek.offset[mention->from];
        mention->to = seek.offset[mention->to];
    }
    return (struct mentions){seek.found.at, seek.found.n};
}
