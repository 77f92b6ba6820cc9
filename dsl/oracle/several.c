/* several: the different matters that one message lists, as matter.h, rule 8, says it: every part
 * is judged first, all by itself; then it is asked of each which matter it belongs to; then the
 * texts are put together. */
#include "dsl/oracle/oracle.h"

#include "dsl/base/segment.h"
#include "dsl/base/utf8.h"

struct part {
    struct view text;
    bool is_matter;
    int category, duty, group; /* group: NONE before the first matter */
    struct matter said;
};

struct parts {
    struct part at[SEGMENTS_MAX];
    size_t n;
    struct one_listed group[MATTERS_MAX];
    const struct matter *began[MATTERS_MAX]; /* what the first part of the group says */
    int groups;
};

enum { NOT_SAID = -1, SAID_TWICE = -2 };

static int said_of(const struct matter *matter, int fact)
{
    int said = NOT_SAID;
    for (int i = matter->fact_count; i-- > 0;)
        if (matter->facts[i].fact == fact)
            said = said == NOT_SAID ? matter->facts[i].value : SAID_TWICE;
    return said;
}

static bool facts_differ(const struct model *model, const struct matter *a, const struct matter *b)
{
    for (size_t fact = 0; fact < model->facts.n; fact++) {
        int one = said_of(a, (int)fact), other = said_of(b, (int)fact);
        if (one >= 0 && other >= 0 && one != other)
            return true;
    }
    return false;
}

static bool worded(const struct matter *matter, int category)
{
    for (int i = 0; i < matter->category_count; i++)
        if (matter->categories[i].index == category)
            return matter->categories[i].strong;
    return true;
}

static void judge(const struct oracle_words *lexicon, struct arena *arena, struct part *part,
                  const struct matter *shared, struct civil_time now)
{
    struct matter matter = matter_empty();
    struct decision decision;
    oracle_reveal(lexicon, arena, &matter, part->text, now);
    if (matter.place_count == 0 && shared->place_count) {
        matter.place_count = 1;
        matter.places[0] = shared->places[0];
    }
    if (!matter.time.known)
        matter.time = shared->time;
    oracle_decide(oracle_words_model(lexicon), &matter, &decision);
    bool decided = decision.status != DECIDE_NOTHING && decision.ask != ASK_CATEGORY;
    part->is_matter = decided && worded(&matter, decision.category);
    part->category = decision.category;
    part->duty = decision.status == DECIDE_DUTY ? decision.duty : NONE;
    part->said = matter;
}

static int group_of(struct parts *parts, const struct part *part, const struct model *model)
{
    for (int i = 0; i < parts->groups; i++) {
        struct one_listed *group = &parts->group[i];
        bool both = group->duty != NONE && part->duty != NONE;
        if (group->category != part->category)
            continue;
        if (both ? group->duty == part->duty : !facts_differ(model, parts->began[i], &part->said)) {
            group->duty = group->duty == NONE ? part->duty : group->duty;
            return i;
        }
    }
    if (parts->groups == MATTERS_MAX)
        return MATTERS_MAX - 1;
    parts->began[parts->groups] = &part->said;
    parts->group[parts->groups] =
        (struct one_listed){.category = part->category, .duty = part->duty};
    return parts->groups++;
}

static void sort_parts(struct parts *parts, const struct model *model)
{
    int last = NONE;
    for (size_t i = 0; i < parts->n; i++) {
        struct part *part = &parts->at[i];
        if (part->is_matter && utf8_length(part->text) <= MATTER_POINTS_MAX)
            last = group_of(parts, part, model);
        part->group = last;
    }
}

/* What stands before the list, then its own. */
static struct view text_of(const struct parts *parts, int group, struct arena *arena)
{
    struct buf text;
    buf_init(&text, MATTER_TEXT_MAX);
    for (size_t i = 0; i < parts->n; i++) {
        const struct part *part = &parts->at[i];
        if (part->group != NONE && part->group != group)
            continue;
        if (text.n && part->text.n)
            buf_text(&text, "，");
        buf_view(&text, part->text);
    }
    struct view all = buf_keep(&text, arena);
    buf_free(&text);
    return all;
}

int oracle_several(const struct oracle_words *lexicon, struct arena *arena,
                   const struct oracle_reading *reading, struct civil_time now,
                   struct one_listed out[MATTERS_MAX])
{
    const struct model *model = oracle_words_model(lexicon);
    struct matter whole = matter_empty(), shared = matter_empty();
    struct segment segments[SEGMENTS_MAX];
    struct parts parts = {.n = segment_find(reading->text.text, segments)};
    for (size_t i = 0; i < parts.n; i++)
        parts.at[i].text = segment_original(&reading->text, &segments[i]);
    if (reading->kind == KIND_CONSULT || reading->kind == KIND_SUGGEST ||
        reading->kind == KIND_PRAISE)
        return 0;
    if (parts.n < 2 || utf8_length(parts.at[0].text) > PREFACE_POINTS_MAX)
        return 0;
    if (segments[0].kind == SEGMENT_FIRST)
        oracle_reveal(lexicon, arena, &shared, parts.at[0].text, now);
    oracle_add(model, &whole, reading, now);
    shared.place_count = whole.place_count == 1;
    shared.places[0] = whole.places[0];
    for (size_t i = 0; i < parts.n; i++)
        judge(lexicon, arena, &parts.at[i], &shared, now);
    if (segments[0].kind == SEGMENT_FIRST && segments[1].kind == SEGMENT_LISTED &&
        parts.at[0].is_matter)
        return 0;
    sort_parts(&parts, model);
    for (int i = 0; i < parts.groups; i++) {
        out[i] = parts.group[i];
        out[i].text = text_of(&parts, i, arena);
    }
    return parts.groups > 1 ? parts.groups : 0;
}
