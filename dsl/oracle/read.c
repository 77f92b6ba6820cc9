/* read: which words are visible in a text, and what each stands for (rule 1 of matter.h).
 *
 * A word that would cut a run of Latin letters and digits does not occur there, nor hides others.
 * Every occurrence of every word is written down; then those that lie inside a longer one of the
 * same layer are struck out, by comparing each with each. There are two layers: the words that
 * reveal, and the words of the talk. A sequence is looked for by itself in the raw text: its first
 * part, then its second at most SEQUENCE_GAP characters behind; it neither hides nor is hidden.
 *
 * What is visible is the citizen's own, or others', or denied (stance.h). Which of the others'
 * words count is asked of each entry, one rule behind the other, with the whole list at hand. */
#include "dsl/oracle/words.h"

#include "dsl/base/utf8.h"

#include <stdlib.h>

enum { READ_CHARACTERS = 4000 };

struct occurrence {
    const struct listed_word *listed;
    size_t from, second, to; /* second: where a sequence's second part begins, else from */
    bool sequence;
};
typedef VEC(struct occurrence) occurrences;

static struct view cut_characters(struct view text, size_t most)
{
    size_t at = 0;
    for (size_t seen = 0; at < text.n && seen < most; seen++)
        utf8_next(text, &at);
    return view_sub(text, 0, at);
}

static size_t characters_between(struct view text, size_t from, size_t to)
{
    size_t n = 0;
    for (size_t at = from; at < to; n++)
        utf8_next(text, &at);
    return n;
}

static bool latin(struct view text, size_t at)
{
    char c = at < text.n ? text.p[at] : ' ';
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

/* Does a run of Latin letters and digits go on over this place? "now" does not stand in "know". */
static bool inside_run(struct view text, size_t at)
{
    return at > 0 && latin(text, at - 1) && latin(text, at);
}

/* Is it English and long enough to have a plural of its own: nothing but ASCII, a letter last? */
static bool has_plural(struct view part)
{
    for (size_t i = 0; i < part.n; i++)
        if (part.p[i] & 0x80)
            return false;
    return part.n >= PLURAL_LEAST && part.p[part.n - 1] >= 'a' && part.p[part.n - 1] <= 'z';
}

/* Where the part that stands at `at` ends, with the ending of a plural; 0: it does not stand there.
 */
static size_t part_end(struct view text, size_t at, struct view part)
{
    static const char *const endings[] = {"", "s", "es"};
    size_t kinds = has_plural(part) ? 3 : 1;
    if (!view_starts(view_sub(text, at, text.n), part) || inside_run(text, at))
        return 0;
    for (size_t i = 0; i < kinds; i++) {
        struct view rest = view_sub(text, at + part.n, text.n), ending = view_of(endings[i]);
        if (view_starts(rest, ending) && !inside_run(text, at + part.n + ending.n))
            return at + part.n + ending.n;
    }
    return 0;
}

/* The nearest second part that follows a first part ending at from: where it begins; 0: none does.
 */
static size_t second_begin(struct view text, const struct word *word, size_t from)
{
    size_t at = from, most = SEQUENCE_GAP;
    if (latin(text, from - 1) && latin(word->second, 0))
        most = SEQUENCE_GAP_LATIN;
    while (at < text.n && !part_end(text, at, word->second))
        at++;
    return at < text.n && characters_between(text, from, at) <= most ? at : 0;
}

static void try_word(struct arena *arena, struct view text, size_t at,
                     const struct listed_word *listed, occurrences *out)
{
    const struct word *word = listed->word;
    size_t to = part_end(text, at, word->first), second = at;
    bool sequence = word->second.n > 0;
    if (to && sequence) {
        second = second_begin(text, word, to);
        to = second ? part_end(text, second, word->second) : 0;
    }
    if (to)
        VEC_ADD(arena, out, ((struct occurrence){listed, at, second, to, sequence}));
}

static void find_all(const struct oracle_words *lexicon, struct arena *arena, struct view text,
                     occurrences *out)
{
    for (size_t at = 0; at < text.n; at++) {
        unsigned full = words_bucket(text.p + at, text.n - at);
        for (int i = lexicon->bucket[0]; i != NONE; i = lexicon->list.at[i].next)
            try_word(arena, text, at, &lexicon->list.at[i], out);
        if (full == 0)
            continue;
        for (int i = lexicon->bucket[full]; i != NONE; i = lexicon->list.at[i].next)
            try_word(arena, text, at, &lexicon->list.at[i], out);
    }
}

static bool is_talk(const struct occurrence *occurrence)
{
    return occurrence->listed->use == WORD_TALK;
}

/* By what is said, and of two that say the same much (a plural is in the list itself) by the word.
 */
static size_t reach(const struct occurrence *one)
{
    return (one->to - one->from) * (READ_CHARACTERS + 1) + one->listed->word->first.n;
}

static bool hides(const struct occurrence *longer, const struct occurrence *inner)
{
    return !longer->sequence && is_talk(longer) == is_talk(inner) && longer->from <= inner->from &&
           longer->to >= inner->to && reach(longer) > reach(inner);
}

static bool visible(const occurrences *all, const struct occurrence *one)
{
    if (one->sequence)
        return true;
    for (size_t i = 0; i < all->n; i++)
        if (hides(&all->at[i], one))
            return false;
    return true;
}

static int by_place(const void *a, const void *b)
{
    const struct oracle_evidence *left = a, *right = b;
    if (left->from != right->from)
        return left->from < right->from ? -1 : 1;
    if (left->to != right->to)
        return left->to > right->to ? -1 : 1;
    if (left->use != right->use)
        return left->use < right->use ? -1 : 1;
    if (left->index != right->index)
        return left->index < right->index ? -1 : 1;
    return left->value < right->value ? -1 : left->value > right->value;
}

struct stances {
    struct stance at[STANCES_MAX];
    size_t n;
};

static enum stance_kind stance_of(const struct stances *stances, const struct occurrence *one)
{
    enum stance_kind first = stance_at(stances->at, stances->n, one->from);
    enum stance_kind second = stance_at(stances->at, stances->n, one->second);
    return first > second ? first : second;
}

static void take_talk(struct oracle_reading *reading, const struct occurrence *one, size_t *longest)
{
    int list = one->listed->index, kind = list - TALK_KIND_COMPLAINT;
    size_t length = one->to - one->from;
    reading->talk[list] = true;
    if (kind < 0 || kind >= KIND_COUNT || length < *longest)
        return;
    if (length > *longest || kind < reading->kind)
        reading->kind = kind;
    *longest = length;
}

/* A wish or a farewell behind what the matter was said to be. */
static bool comes_after(const struct oracle_reading *reading, size_t at)
{
    for (size_t i = 0; i < reading->evidence.n; i++) {
        const struct oracle_evidence *own = &reading->evidence.at[i];
        bool names = own->use == ORACLE_CATEGORY || own->use == ORACLE_DUTY;
        if (names && own->stance == STANCE_OWN && own->from < at &&
            stance_clause_ends(reading->text.text, own->from, at))
            return true;
    }
    return false;
}

static bool is_heard(const struct oracle_reading *reading, const struct occurrence *one,
                     enum stance_kind stance)
{
    int list = one->listed->index;
    if ((list == TALK_KIND_SUGGEST || list == TALK_KIND_PRAISE) && comes_after(reading, one->from))
        return false;
    return stance != STANCE_DENIED;
}

/* Fills the evidence, each with its stance, and the talk's lists. */
static void keep_visible(struct oracle_reading *reading, struct arena *arena,
                         const occurrences *all, const struct stances *stances)
{
    size_t longest = 0;
    for (size_t i = 0; i < all->n; i++) {
        const struct occurrence *one = &all->at[i];
        const struct listed_word *listed = one->listed;
        enum stance_kind stance = stance_of(stances, one);
        if (!visible(all, one))
            continue;
        if (!is_talk(one))
            VEC_ADD(arena, &reading->evidence,
                    ((struct oracle_evidence){(enum oracle_use)listed->use, listed->index,
                                              listed->value, listed->category, listed->word,
                                              one->from, one->to, stance}));
        else if (is_heard(reading, one, stance))
            take_talk(reading, one, &longest);
    }
}

/* ---- whose words ---- */

static bool same_word(const struct oracle_evidence *a, const struct oracle_evidence *b)
{
    return view_eq(a->word->first, b->word->first) && view_eq(a->word->second, b->word->second);
}

/* Does the same word stand elsewhere with a weaker stance? */
static bool stands_better(const struct oracle_reading *reading, const struct oracle_evidence *one)
{
    for (size_t i = 0; i < reading->evidence.n; i++)
        if (reading->evidence.at[i].stance < one->stance &&
            same_word(&reading->evidence.at[i], one))
            return true;
    return false;
}

/* Do the citizen's own words name a category, by its or its duties' words? */
static bool own_names(const struct oracle_reading *reading)
{
    for (size_t i = 0; i < reading->evidence.n; i++) {
        const struct oracle_evidence *own = &reading->evidence.at[i];
        if (own->stance == STANCE_OWN && (own->use == ORACLE_CATEGORY || own->use == ORACLE_DUTY))
            return true;
    }
    return false;
}

static bool own_in_category(const struct oracle_reading *reading, int category)
{
    for (size_t i = 0; i < reading->evidence.n; i++)
        if (reading->evidence.at[i].stance == STANCE_OWN &&
            reading->evidence.at[i].category == category)
            return true;
    return false;
}

static bool own_value(const struct oracle_reading *reading, int fact)
{
    for (size_t i = 0; i < reading->evidence.n; i++)
        if (reading->evidence.at[i].stance == STANCE_OWN &&
            reading->evidence.at[i].use == ORACLE_VALUE && reading->evidence.at[i].index == fact)
            return true;
    return false;
}

static bool outweighed(const struct oracle_reading *reading, const struct oracle_evidence *one)
{
    if (one->use == ORACLE_VALUE && own_value(reading, one->index))
        return true;
    return one->category != NONE && own_names(reading) && !own_in_category(reading, one->category);
}

/* Takes out what is no evidence; what stands better elsewhere is gone altogether. */
static void weigh_stances(struct oracle_reading *reading, struct arena *arena)
{
    struct oracle_reading all = *reading;
    reading->evidence.n = 0;
    struct oracle_evidence *kept = ARENA_ARRAY(arena, all.evidence.n + 1, struct oracle_evidence);
    size_t n = 0;
    for (size_t i = 0; i < all.evidence.n; i++) {
        const struct oracle_evidence *one = &all.evidence.at[i];
        if (one->stance == STANCE_OWN)
            kept[n++] = *one;
        else if (stands_better(&all, one))
            continue;
        else if (one->stance == STANCE_REPORTED && !outweighed(&all, one))
            kept[n++] = *one;
        else
            VEC_ADD(arena, &reading->passed, *one);
    }
    reading->evidence.at = kept;
    reading->evidence.n = n;
}

static void take_times(struct oracle_reading *reading, const struct stances *stances)
{
    struct when found[sizeof reading->times / sizeof *reading->times];
    size_t n = when_find(reading->text.text, found, sizeof found / sizeof *found);
    for (size_t i = 0; i < n; i++)
        if (stance_at(stances->at, stances->n, found[i].from) != STANCE_DENIED &&
            !when_signs(&found[i], reading->text.text))
            reading->times[reading->time_count++] = found[i];
}

static const struct saying_meant *meant_of(const struct oracle_words *lexicon, struct arena *arena,
                                           struct view text)
{
    const struct model *model = lexicon->model;
    return sayings_mean(model_sayings(model), arena, text);
}

static bool stood_before(const struct oracle_reading *reading, size_t at)
{
    for (size_t i = 0; i < at; i++)
        if (same_word(&reading->evidence.at[i], &reading->evidence.at[at]) &&
            reading->evidence.at[i].from < reading->evidence.at[at].from)
            return true;
    return false;
}

/* The text with blanks where areas are first named. */
static struct view without_areas(const struct oracle_reading *reading, struct arena *arena)
{
    struct view text = reading->text.text;
    char *copy = arena_copy(arena, text.p, text.n);
    for (size_t i = 0; i < reading->evidence.n; i++) {
        const struct oracle_evidence *one = &reading->evidence.at[i];
        if (one->use == ORACLE_AREA && !stood_before(reading, i))
            memset(copy + one->from, ' ', one->to - one->from);
    }
    return (struct view){copy, text.n};
}

bool oracle_means_nothing(const struct oracle_words *lexicon, struct view text)
{
    struct arena arena;
    arena_init(&arena, 1 << 20);
    const struct saying_meant *meant = meant_of(lexicon, &arena, text);
    size_t none = lexicon->model->categories.n;
    bool nothing = meant != NULL;
    for (size_t i = 0; i < none && meant; i++)
        nothing = nothing && meant->points[i] < meant->points[none];
    arena_free(&arena);
    return nothing;
}

struct oracle_reading *oracle_read(const struct oracle_words *lexicon, struct arena *arena,
                                   struct view text)
{
    struct oracle_reading *reading = ARENA_NEW(arena, struct oracle_reading);
    occurrences all = {0};
    struct stances stances;
    reading->kind = NONE;
    reading->text = fold_text(arena, cut_characters(text, READ_CHARACTERS));
    find_all(lexicon, arena, reading->text.text, &all);
    stances.n = stance_find(reading->text.text, stances.at);
    keep_visible(reading, arena, &all, &stances);
    if (reading->evidence.n)
        qsort(reading->evidence.at, reading->evidence.n, sizeof *reading->evidence.at, by_place);
    weigh_stances(reading, arena);
    take_times(reading, &stances);
    reading->meant = meant_of(lexicon, arena, without_areas(reading, arena));
    return reading;
}
