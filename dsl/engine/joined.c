/* joined: "no overtime pay, and no leave either". Two values of one fact are a question between the
 * two (does the noise come from the site or the shop?), unless who wrote them joined them himself:
 * then both are true, and they are two matters of one class.
 *
 * It is looked for only where that question would be asked, so that nearly every text costs one
 * comparison. */
#include "dsl/engine/joined.h"

#include "dsl/base/segment.h"
#include "dsl/base/utf8.h"
#include "dsl/engine/decide.h"

struct piece {
    struct segment segment;
    int value;
};

struct joining {
    const struct rules *rules;
    struct arena *arena;
    const struct recognition *whole;
    struct civil_time now;
    int category, fact; /* of the whole text */
    struct piece pieces[MATTERS_MAX];
    int count;
    size_t from, to; /* the clause */
};

static int value_of(const struct matter *matter, int fact)
{
    return several_value(matter->facts, matter->fact_count, fact);
}

static void read_alone(const struct joining *joining, struct view text, struct matter *matter)
{
    *matter = matter_empty();
    matter_reveal(joining->rules, matter, recognise(joining->rules, joining->arena, text),
                  joining->now);
}

/* Is the next question between values of a fact? */
static bool asks_between(struct joining *joining)
{
    struct matter matter = matter_empty();
    struct decision decision;
    matter_reveal(joining->rules, &matter, joining->whole, joining->now);
    decide(joining->rules, &matter, &decision);
    joining->category = decision.category;
    joining->fact = decision.variable.index;
    return decision.ask == ASK_VARIABLE && decision.variable.kind == VAR_FACT &&
           decision.choice_count > 1;
}

/* false: it says what another one says, or several things. */
static bool add_piece(struct joining *joining, const struct segment *segment)
{
    struct matter said;
    read_alone(joining, segment_original(&joining->whole->text, segment), &said);
    int value = value_of(&said, joining->fact), count = joining->count;
    struct piece *last = count ? &joining->pieces[count - 1] : NULL;
    for (int i = 0; i < count; i++)
        if (value != NONE && value == joining->pieces[i].value)
            return false;
    if (last && (value == NONE || last->value == NONE)) {
        last->segment.to = segment->to;
        last->value = last->value == NONE ? value : last->value;
    } else if (count < MATTERS_MAX) {
        joining->pieces[joining->count++] = (struct piece){*segment, value};
    } else {
        return false;
    }
    return value != SEVERAL_VALUES;
}

static bool take_clause(struct joining *joining, size_t from, size_t to,
                        const struct segment *segments, size_t n)
{
    bool good = true;
    joining->from = from;
    joining->to = to;
    joining->count = 0;
    for (size_t i = 0; i < n && good; i++)
        good = add_piece(joining, &segments[i]);
    return good;
}

static struct view text_of(const struct joining *joining, const struct piece *piece)
{
    const struct folded *folded = &joining->whole->text;
    struct segment before = {0, (uint32_t)joining->from, SEGMENT_FIRST};
    struct segment after = {(uint32_t)joining->to, (uint32_t)folded->text.n, SEGMENT_ADDED};
    struct buf text;
    buf_init(&text, MATTER_TEXT_MAX);
    several_add_line(&text, segment_original(folded, &before));
    several_add_line(&text, segment_original(folded, &piece->segment));
    several_add_line(&text, segment_original(folded, &after));
    struct view all = buf_keep(&text, joining->arena);
    buf_free(&text);
    return all;
}

static bool is_matter(const struct joining *joining, const struct piece *piece,
                      struct one_matter *out)
{
    struct matter matter;
    struct decision decision;
    *out = (struct one_matter){.text = text_of(joining, piece),
                               .category = joining->category,
                               .duty = NONE,
                               .told = {joining->fact, piece->value, FROM_WORDS}};
    read_alone(joining, out->text, &matter);
    decide(joining->rules, &matter, &decision);
    if (decision.status == DECIDE_DUTY)
        out->duty = decision.duty;
    return decision.ask != ASK_CATEGORY && decision.category == joining->category &&
           value_of(&matter, joining->fact) == piece->value;
}

static bool all_matters(const struct joining *joining, struct one_matter out[MATTERS_MAX])
{
    for (int i = 0; i < joining->count; i++) {
        if (!is_matter(joining, &joining->pieces[i], &out[i]))
            return false;
        for (int k = 0; k < i; k++)
            if (out[i].duty != NONE && out[i].duty == out[k].duty)
                return false;
    }
    return true;
}

int joined_matters(const struct rules *rules, struct arena *arena,
                   const struct recognition *recognition, struct civil_time now,
                   struct one_matter out[MATTERS_MAX])
{
    struct joining joining = {.rules = rules, .arena = arena, .whole = recognition, .now = now};
    struct segment segments[SEGMENTS_MAX];
    struct view text = recognition->text.text;
    if (recognition->value_count < 2 ||
        utf8_length(recognition->text.original) > PREFACE_POINTS_MAX || !asks_between(&joining))
        return 0;
    for (size_t at = 0, from = 0; at < text.n; from = at) {
        size_t n = segment_joined(text, &at, segments);
        bool good = n < 2 || take_clause(&joining, from, at, segments, n);
        if (!good)
            return 0;
        if (n > 1 && joining.count > 1)
            return all_matters(&joining, out) ? joining.count : 0;
    }
    return 0;
}
