/* several: the different matters that one message lists (matter.h, rule 8).
 *
 * Each part of the list is read and decided as if it were a message of its own; a part that says no
 * matter of its own belongs to the one before it. Texts without a list, nearly all, cost the walk
 * over their clauses and nothing more. */
#include "dsl/engine/several.h"

#include "dsl/base/segment.h"
#include "dsl/base/utf8.h"
#include "dsl/engine/decide.h"
#include "dsl/engine/joined.h"
#include "dsl/engine/layout.h"

struct group {
    struct one_part began; /* by the first of its parts */
    struct buf text;
};

struct sorting {
    const struct rules *rules;
    struct arena *arena;
    const struct recognition *whole;
    struct civil_time now;
    struct matter shared; /* where and when, of the whole text and of what stands before the list */
    struct buf before;
    struct group group[MATTERS_MAX];
    int count, last; /* last: the group of the matter before, or NONE */
};

static struct view original_of(const struct sorting *sorting, const struct segment *segment)
{
    return segment_original(&sorting->whole->text, segment);
}

bool several_part(const struct rules *rules, struct arena *arena, struct view text,
                  struct civil_time now, const struct matter *shared, struct one_part *out)
{
    struct matter matter = matter_empty();
    struct decision decision;
    matter_reveal(rules, &matter, recognise(rules, arena, text), now);
    if (shared && !matter.place_count) {
        memcpy(matter.places, shared->places, sizeof matter.places);
        matter.place_count = shared->place_count;
    }
    if (shared && !matter.time.known)
        matter.time = shared->time;
    decide(rules, &matter, &decision);
    if (decision.status == DECIDE_NOTHING || decision.ask == ASK_CATEGORY)
        return false;
    out->worded = true;
    for (int i = 0; i < matter.category_count; i++)
        if (matter.categories[i].index == decision.category)
            out->worded = matter.categories[i].strong;
    if (!out->worded && decision.status != DECIDE_DUTY)
        return false;
    out->matter.category = decision.category;
    out->matter.duty = decision.status == DECIDE_DUTY ? decision.duty : NONE;
    out->matter.told.fact = NONE;
    out->fact_count = matter.fact_count;
    memcpy(out->facts, matter.facts, (size_t)matter.fact_count * sizeof *matter.facts);
    return true;
}

static bool judge(const struct sorting *sorting, struct view text, struct one_part *found)
{
    return several_part(sorting->rules, sorting->arena, text, sorting->now, &sorting->shared,
                        found);
}

int several_value(const struct known *facts, int count, int fact)
{
    int value = NONE;
    for (int i = 0; i < count; i++)
        if (facts[i].fact == fact)
            value = value == NONE ? facts[i].value : SEVERAL_VALUES;
    return value;
}

static int value_of(const struct one_part *part, int fact)
{
    return several_value(part->facts, part->fact_count, fact);
}

/* The first fact that has one value here and another one there; NONE: no fact has. */
static int fact_between(const struct one_part *a, const struct one_part *b)
{
    for (int i = 0; i < a->fact_count; i++) {
        int fact = a->facts[i].fact, here = value_of(a, fact), there = value_of(b, fact);
        if (here >= 0 && there >= 0 && here != there)
            return fact;
    }
    return NONE;
}

static void tell(struct one_part *part, int fact)
{
    part->matter.told = (struct known){fact, value_of(part, fact), FROM_WORDS};
}

bool several_same(struct one_part *a, struct one_part *b)
{
    if (a->matter.category != b->matter.category)
        return false;
    if (a->matter.duty != NONE && b->matter.duty != NONE)
        return a->matter.duty == b->matter.duty;
    int fact = fact_between(a, b);
    if (fact == NONE)
        return true;
    tell(a, fact);
    tell(b, fact);
    return false;
}

void several_add_line(struct buf *text, struct view line)
{
    if (text->n && line.n)
        buf_text(text, "，");
    buf_view(text, line);
}

static void add_part(struct sorting *sorting, const struct segment *segment)
{
    struct one_part found;
    struct view text = original_of(sorting, segment);
    int at = sorting->last;
    if (utf8_length(text) <= MATTER_POINTS_MAX && judge(sorting, text, &found)) {
        for (at = 0; at < sorting->count; at++)
            if (several_same(&sorting->group[at].began, &found))
                break;
        if (at == MATTERS_MAX)
            at--;
        if (at == sorting->count) {
            struct group *group = &sorting->group[sorting->count++];
            group->began = found;
            buf_init(&group->text, MATTER_TEXT_MAX);
            buf_view(&group->text, buf_seen(&sorting->before));
        } else if (sorting->group[at].began.matter.duty == NONE) {
            sorting->group[at].began.matter.duty = found.matter.duty;
        }
        sorting->last = at;
    }
    several_add_line(at < 0 ? &sorting->before : &sorting->group[at].text, text);
}

/* Where it is, if the whole text names one place; when, if it is said before the list. */
static void share(struct sorting *sorting, const struct segment *first)
{
    struct matter whole = matter_empty();
    sorting->shared = matter_empty();
    if (first->kind == SEGMENT_FIRST)
        matter_reveal(sorting->rules, &sorting->shared,
                      recognise(sorting->rules, sorting->arena, original_of(sorting, first)),
                      sorting->now);
    matter_reveal(sorting->rules, &whole, sorting->whole, sorting->now);
    memcpy(sorting->shared.places, whole.places, sizeof whole.places);
    sorting->shared.place_count = whole.place_count == 1;
}

/* A list behind a matter tells more about it: 废品站污染严重：1、噪音 2、气味. */
static bool tells_more(const struct sorting *sorting, const struct segment *segments)
{
    struct one_part found;
    struct view first = original_of(sorting, &segments[0]);
    return segments[0].kind == SEGMENT_FIRST && segments[1].kind == SEGMENT_LISTED &&
           judge(sorting, first, &found);
}

int several_matters(const struct rules *rules, struct arena *arena,
                    const struct recognition *recognition, struct civil_time now,
                    struct one_matter out[MATTERS_MAX])
{
    struct sorting sorting = {
        .rules = rules, .arena = arena, .whole = recognition, .now = now, .last = NONE};
    struct segment segments[SEGMENTS_MAX];
    size_t n = segment_find(recognition->text.text, segments);
    bool asks = recognition->kind == KIND_CONSULT || recognition->kind == KIND_SUGGEST ||
                recognition->kind == KIND_PRAISE;
    if (asks)
        return 0;
    if (n < 2)
        return joined_matters(rules, arena, recognition, now, out);
    if (utf8_length(original_of(&sorting, &segments[0])) > PREFACE_POINTS_MAX)
        return 0;
    share(&sorting, &segments[0]);
    if (tells_more(&sorting, segments))
        return 0;
    buf_init(&sorting.before, MATTER_TEXT_MAX);
    for (size_t i = 0; i < n; i++)
        add_part(&sorting, &segments[i]);
    for (int i = 0; i < sorting.count; i++) {
        out[i] = sorting.group[i].began.matter;
        out[i].text = buf_keep(&sorting.group[i].text, arena);
        buf_free(&sorting.group[i].text);
    }
    buf_free(&sorting.before);
    return sorting.count > 1 ? sorting.count : 0;
}
