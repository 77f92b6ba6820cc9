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
    part->is_matter =
        decided && (decision.status == DECIDE_DUTY || worded(&matter, decision.category));
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

/* ---- what one clause joins ---- */

struct joined {
    const struct oracle_words *lexicon;
    struct arena *arena;
    const struct folded *text;
    struct civil_time now;
    int category, fact;
};

struct joined_piece {
    uint32_t from, to;
    int value; /* NOT_SAID, SAID_TWICE or the value */
};

static int said_in(const struct joined *joined, struct view text, struct matter *matter)
{
    *matter = matter_empty();
    oracle_reveal(joined->lexicon, joined->arena, matter, text, joined->now);
    return said_of(matter, joined->fact);
}

static struct view cut_out(const struct joined *joined, size_t from, size_t to)
{
    struct segment segment = {(uint32_t)from, (uint32_t)to, SEGMENT_FIRST};
    return segment_original(joined->text, &segment);
}

/* Puts what says no value of its own to its neighbour; how many are left. */
static size_t merge_silent(struct joined_piece *pieces, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        size_t into = i > 0 ? i - 1 : 1;
        if (pieces[i].value != NOT_SAID || n == 1)
            continue;
        if (i > 0)
            pieces[into].to = pieces[i].to;
        else
            pieces[into].from = pieces[i].from;
        memmove(&pieces[i], &pieces[i + 1], (n - i - 1) * sizeof *pieces);
        n--;
        i = SIZE_MAX; /* from the first again */
    }
    return n;
}

/* SIZE_MAX: what this clause joins are no different things. */
static size_t pieces_of(const struct joined *joined, const struct segment *segments, size_t n,
                        struct joined_piece out[SEGMENTS_MAX])
{
    struct matter matter;
    for (size_t i = 0; i < n; i++) {
        out[i] = (struct joined_piece){segments[i].from, segments[i].to, NOT_SAID};
        out[i].value = said_in(joined, cut_out(joined, out[i].from, out[i].to), &matter);
    }
    n = merge_silent(out, n);
    bool good = n <= MATTERS_MAX;
    for (size_t i = 0; i < n; i++) {
        good = good && out[i].value != SAID_TWICE;
        for (size_t k = 0; k < i; k++)
            good = good && out[i].value != out[k].value;
    }
    return good ? n : SIZE_MAX;
}

static struct view text_with(const struct joined *joined, const struct joined_piece *piece,
                             size_t from, size_t to)
{
    struct view lines[] = {cut_out(joined, 0, from), cut_out(joined, piece->from, piece->to),
                           cut_out(joined, to, joined->text->text.n)};
    struct buf text;
    buf_init(&text, MATTER_TEXT_MAX);
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        if (text.n && lines[i].n)
            buf_text(&text, "，");
        buf_view(&text, lines[i]);
    }
    struct view all = buf_keep(&text, joined->arena);
    buf_free(&text);
    return all;
}

static bool stands_alone(const struct joined *joined, const struct joined_piece *piece,
                         struct one_listed *one)
{
    struct matter matter;
    struct decision decision;
    int value = said_in(joined, one->text, &matter);
    oracle_decide(oracle_words_model(joined->lexicon), &matter, &decision);
    one->category = joined->category;
    one->duty = decision.status == DECIDE_DUTY ? decision.duty : NONE;
    return value == piece->value && decision.ask != ASK_CATEGORY &&
           decision.category == joined->category;
}

/* The matters of the pieces; 0: one of them is none, or two are the same. */
static int matters_of_pieces(const struct joined *joined, const struct joined_piece *pieces,
                             size_t n, size_t from, size_t to, struct one_listed *out)
{
    for (size_t i = 0; i < n; i++) {
        out[i] = (struct one_listed){.text = text_with(joined, &pieces[i], from, to)};
        if (!stands_alone(joined, &pieces[i], &out[i]))
            return 0;
        for (size_t k = 0; k < i; k++)
            if (out[i].duty == out[k].duty && out[i].duty != NONE)
                return 0;
    }
    return (int)n;
}

static int several_joined(const struct oracle_words *lexicon, struct arena *arena,
                          const struct oracle_reading *reading, struct civil_time now,
                          struct one_listed out[MATTERS_MAX])
{
    struct matter whole = matter_empty();
    struct decision asked;
    struct segment segments[SEGMENTS_MAX];
    struct joined_piece pieces[SEGMENTS_MAX];
    oracle_add(oracle_words_model(lexicon), &whole, reading, now);
    oracle_decide(oracle_words_model(lexicon), &whole, &asked);
    if (asked.ask != ASK_VARIABLE || asked.variable.kind != VAR_FACT || asked.choice_count < 2 ||
        utf8_length(reading->text.original) > PREFACE_POINTS_MAX)
        return 0;
    struct joined joined = {lexicon, arena,          &reading->text,
                            now,     asked.category, asked.variable.index};
    for (size_t from = 0, to = 0; to < reading->text.text.n; from = to) {
        size_t n = segment_joined(reading->text.text, &to, segments);
        n = n < 2 ? 0 : pieces_of(&joined, segments, n, pieces);
        if (n == SIZE_MAX)
            return 0;
        if (n > 1)
            return matters_of_pieces(&joined, pieces, n, from, to, out);
    }
    return 0;
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
    if (parts.n < 2)
        return several_joined(lexicon, arena, reading, now, out);
    if (utf8_length(parts.at[0].text) > PREFACE_POINTS_MAX)
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
