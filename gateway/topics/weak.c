/* weak: words that nobody used for weeks and several people use now.
 *
 * The grams of the last days are gathered in a table by area and hash, with who used them; then the
 * weeks before are walked and every gram met there is counted. So the table is as large as three
 * days and not as a month. What does not occur there and was used by enough people is new; how many
 * are enough hangs on how much past there is to know the language by (least_people). Of one event
 * there are many new grams (a word, its parts, what stands beside it): the one that most people
 * used is taken, of those the longest, and whatever lies in the same cases is the same news. Grams
 * that cut a word of the rules in two are no words. */
#include "gateway/topics/weak.h"

#include "dsl/base/hash.h"
#include "dsl/base/vec.h"
#include "dsl/engine/recognise.h"
#include "gateway/topics/grams.h"
#include "gateway/topics/hot.h"
#include "gateway/topics/topics.h"

#include <math.h>
#include <stdlib.h>

enum {
    ROWS_MOST = 100000,
    GRAMS_MOST = 1000000, /* different ones of the last days; what comes after is left out */
    TABLE_LEAST = 1024,
    WORDS_MOST = 30,
    OPENED_MOST = 60,
    MEMORY_MOST = 256 << 20,
    PAST_MOST = 20
};
#define WEAK_BY_CHANCE 0.5 /* grams a page, which is about a word in ten pages */

struct used { /* one gram in one area */
    uint32_t hash;
    int32_t area;
    uint32_t persons[WEAK_PEOPLE]; /* the first of them; news: [0] is its place among the news */
    uint8_t people, past;          /* past: texts of the weeks before, PAST_MOST or more */
    bool taken, news;
};

struct news { /* a gram that is new, with who used it */
    const struct used *used;
    int64_t persons[WEAK_CASES], cases[WEAK_CASES];
    size_t people, case_count;
};

struct weeks {                                  /* of one area */
    size_t fresh, past;                         /* texts */
    uint32_t seen[PAST_MOST + WEAK_PEOPLE + 1]; /* grams of the last days, by uses in all */
    size_t least;                               /* people a word needs */
};

struct gathering {
    const struct rules *rules;
    struct arena *arena;
    int64_t fresh; /* first case of the last days */
    struct used *table;
    size_t room, used;   /* room: a power of two */
    struct weeks *weeks; /* by area, the district last */
    int areas;
    VEC(struct news) news;
};

/* ---- the table ---- */

static struct used *find_slot(struct used *table, size_t room, int area, uint32_t hash)
{
    size_t at = (size_t)hash_mix((uint64_t)(uint32_t)area << 32 | hash) & (room - 1);
    while (table[at].taken && (table[at].hash != hash || table[at].area != area))
        at = (at + 1) & (room - 1);
    return &table[at];
}

static void grow(struct gathering *g)
{
    size_t room = g->room ? g->room * 2 : TABLE_LEAST;
    struct used *table = ARENA_ARRAY(g->arena, room, struct used);
    for (size_t i = 0; i < g->room; i++)
        if (g->table[i].taken)
            *find_slot(table, room, g->table[i].area, g->table[i].hash) = g->table[i];
    g->table = table;
    g->room = room;
}

static void count_person(struct used *slot, int64_t person)
{
    uint32_t folded = (uint32_t)hash_mix((uint64_t)person);
    for (size_t i = 0; i < slot->people; i++)
        if (slot->persons[i] == folded)
            return;
    if (person && slot->people < WEAK_PEOPLE)
        slot->persons[slot->people++] = folded;
}

static void use(struct gathering *g, int64_t person, int area, uint32_t hash)
{
    if (g->used * 2 >= g->room)
        grow(g);
    struct used *slot = find_slot(g->table, g->room, area, hash);
    if (!slot->taken && g->used < GRAMS_MOST) {
        *slot = (struct used){.hash = hash, .area = area, .taken = true};
        g->used++;
    }
    if (slot->taken)
        count_person(slot, person);
}

static void use_before(struct gathering *g, int area, uint32_t hash)
{
    struct used *slot = g->room ? find_slot(g->table, g->room, area, hash) : NULL;
    if (slot && slot->taken && slot->past < PAST_MOST)
        slot->past++;
}

static struct weeks *weeks_of(const struct gathering *g, int area)
{
    return &g->weeks[area == NONE ? g->areas : area];
}

static uint32_t gram_at(struct view grams, size_t i)
{
    uint32_t hash;
    memcpy(&hash, grams.p + i * sizeof hash, sizeof hash);
    return hash;
}

/* The areas a row speaks for: the district, and its street where it has one. */
static size_t areas_of(const struct gathering *g, const struct gram_row *row, int areas[2])
{
    int area = row->area.n ? rules_find(g->rules, NOUN_AREA, row->area) : NONE;
    areas[0] = NONE;
    areas[1] = hot_street(g->rules, area);
    return areas[1] == NONE ? 1 : 2;
}

/* Newest first, so that all of the last days come before the first of the past. */
static void take_row(void *self, const struct gram_row *row)
{
    struct gathering *g = self;
    int areas[2];
    size_t count = areas_of(g, row, areas);
    bool fresh = row->case_id >= g->fresh;
    for (size_t a = 0; a < count; a++) {
        for (size_t i = 0; i < row->grams.n / sizeof(uint32_t); i++) {
            if (fresh)
                use(g, row->person, areas[a], gram_at(row->grams, i));
            else
                use_before(g, areas[a], gram_at(row->grams, i));
        }
        weeks_of(g, areas[a])->past += !fresh;
        weeks_of(g, areas[a])->fresh += fresh;
    }
}

/* ---- what is new ---- */

/* How many people a word needs, so that hardly any is new by chance. Of a gram that was used t
 * times in all, and in the last days at least once, all uses fall into the last days with a chance
 * of at most share^(t - 1), where share is theirs of all texts. Summed over the grams there are
 * that gives how many would look new though nothing is. */
static size_t least_people(const struct weeks *weeks)
{
    enum { MOST = sizeof weeks->seen / sizeof *weeks->seen };
    double share = (double)weeks->fresh / (double)(weeks->fresh + weeks->past), expected = 0;
    size_t least = MOST;
    while (least > WEAK_PEOPLE) {
        expected += weeks->seen[least - 1] * pow(share, (double)least - 2);
        if (expected > WEAK_BY_CHANCE)
            break;
        least--;
    }
    return least;
}

static void learn_least(struct gathering *g)
{
    for (size_t i = 0; i < g->room; i++)
        if (g->table[i].taken && g->table[i].people)
            weeks_of(g, g->table[i].area)->seen[g->table[i].people + g->table[i].past]++;
    for (int area = 0; area <= g->areas; area++)
        if (g->weeks[area].fresh)
            g->weeks[area].least = least_people(&g->weeks[area]);
}

static bool is_new(const struct gathering *g, const struct used *one)
{
    const struct weeks *weeks = weeks_of(g, one->area);
    return one->taken && !one->past && one->people >= WEAK_PEOPLE && weeks->past >= WEAK_TEXTS;
}

static void choose_news(struct gathering *g)
{
    learn_least(g);
    for (size_t i = 0; i < g->room; i++) {
        struct used *one = &g->table[i];
        if (!is_new(g, one))
            continue;
        one->news = true;
        one->persons[0] = (uint32_t)g->news.n;
        VEC_ADD(g->arena, &g->news, ((struct news){.used = one}));
    }
}

static void add_use(struct news *news, const struct gram_row *row)
{
    bool known = false;
    for (size_t i = 0; i < news->people; i++)
        known |= news->persons[i] == row->person;
    if (!known && news->people < WEAK_CASES)
        news->persons[news->people++] = row->person;
    if (news->case_count < WEAK_CASES)
        news->cases[news->case_count++] = row->case_id;
}

/* The last days once more, for what is new among them. */
static void take_news(void *self, const struct gram_row *row)
{
    struct gathering *g = self;
    int areas[2];
    size_t count = row->person ? areas_of(g, row, areas) : 0;
    for (size_t a = 0; a < count; a++)
        for (size_t i = 0; i < row->grams.n / sizeof(uint32_t); i++) {
            struct used *slot = find_slot(g->table, g->room, areas[a], gram_at(row->grams, i));
            if (slot->taken && slot->news)
                add_use(&g->news.at[slot->persons[0]], row);
        }
}

/* ---- from hashes to words ---- */

static int most_people_first(const void *a, const void *b)
{
    const struct news *x = a, *y = b;
    if (x->people != y->people)
        return x->people < y->people ? 1 : -1;
    if (x->case_count != y->case_count)
        return x->case_count < y->case_count ? 1 : -1;
    if ((x->used->area == NONE) != (y->used->area == NONE))
        return x->used->area == NONE ? -1 : 1; /* new everywhere says more */
    return x->used->hash < y->used->hash ? -1 : x->used->hash > y->used->hash;
}

static bool has_case(const int64_t *cases, size_t count, int64_t id)
{
    for (size_t i = 0; i < count; i++)
        if (cases[i] == id)
            return true;
    return false;
}

/* Do all its cases belong to a word that is shown already? Then which. */
static struct weak_word *shown_already(struct weak_signals *out, const struct news *one)
{
    for (size_t w = 0; w < out->word_count; w++) {
        size_t i = 0;
        while (i < one->case_count &&
               has_case(out->words[w].cases, out->words[w].case_count, one->cases[i]))
            i++;
        if (i == one->case_count)
            return &out->words[w];
    }
    return NULL;
}

/* Does it begin or end in the middle of a word that the rules know? */
static bool cuts_a_word(const struct recognition *r, const struct gram *gram)
{
    for (size_t i = 0; i < r->evidence_count; i++) {
        const struct evidence *word = &r->evidence[i];
        bool apart = word->to <= gram->from || word->from >= gram->to;
        bool around = word->from <= gram->from && word->to >= gram->to;
        bool inside = word->from >= gram->from && word->to <= gram->to;
        if (!apart && !around && !inside)
            return true;
    }
    return false;
}

/* A case that was opened to read a word; several words come from one. */
struct opened {
    int64_t id;
    struct recognition *said;
    struct gram *grams;
    size_t count;
};

struct reading {
    struct store *store;
    const struct rules *rules;
    struct arena *arena;
    struct sip_key key;
    struct opened opened[OPENED_MOST];
    size_t opened_count;
};

static enum store_error open_case(struct reading *r, int64_t id, struct opened **out)
{
    struct case_full full;
    *out = NULL;
    for (size_t i = 0; i < r->opened_count; i++)
        if (r->opened[i].id == id)
            *out = &r->opened[i];
    if (*out || r->opened_count == OPENED_MOST)
        return STORE_OK;
    enum store_error error = cases_get(r->store, id, r->arena, &full);
    if (error != STORE_OK)
        return error == STORE_NONE || error == STORE_SEALED ? STORE_OK : error;
    struct opened *one = &r->opened[r->opened_count++];
    *one = (struct opened){.id = id,
                           .said = recognise(r->rules, r->arena, full.text),
                           .grams = ARENA_ARRAY(r->arena, GRAMS_MAX, struct gram)};
    one->count = grams_of(&r->key, one->said->text.text, one->grams, GRAMS_MAX);
    *out = one;
    return STORE_OK;
}

/* The word a hash stands for, in one of its cases; empty: it cannot be read, or is none. */
static enum store_error read_word(struct reading *r, const struct news *one, struct view *word)
{
    struct opened *opened;
    *word = VIEW("");
    enum store_error error = open_case(r, one->cases[0], &opened);
    for (size_t i = 0; opened && i < opened->count; i++) {
        const struct gram *gram = &opened->grams[i];
        if (gram->hash != one->used->hash)
            continue;
        if (!cuts_a_word(opened->said, gram))
            *word = view_sub(opened->said->text.text, gram->from, gram->to);
        break;
    }
    return error;
}

static enum store_error show(struct reading *r, const struct news *one, struct weak_signals *out)
{
    struct view word;
    struct weak_word *shown = shown_already(out, one);
    bool may_be_longer = shown && shown->case_count == one->case_count;
    if (shown && !may_be_longer)
        return STORE_OK;
    enum store_error error = read_word(r, one, &word);
    if (error != STORE_OK || !word.n)
        return error;
    if (shown) { /* the same cases, and a longer word of theirs */
        if (word.n > shown->word.n && view_find(word, shown->word) != SIZE_MAX)
            shown->word = word;
        return STORE_OK;
    }
    if (out->word_count == WORDS_MOST)
        return STORE_OK;
    struct weak_word *next = &out->words[out->word_count++];
    *next = (struct weak_word){.word = word,
                               .area = one->used->area,
                               .people = one->people,
                               .case_count = one->case_count};
    memcpy(next->cases, one->cases, sizeof next->cases);
    return STORE_OK;
}

static int64_t first_id_ago(int64_t now, int days)
{
    return topics_first_id(topics_day(now - (int64_t)days * 86400));
}

static enum store_error find_words(struct gathering *g, struct reading *r, int64_t now,
                                   struct weak_signals *out)
{
    int64_t since = first_id_ago(now, WEAK_DAYS - 1 + WEAK_PAST_DAYS);
    enum store_error error = grams_each(r->store, since, ROWS_MOST, take_row, g);
    out->known = g->weeks[g->areas].past >= WEAK_TEXTS;
    choose_news(g);
    if (error == STORE_OK && g->news.n)
        error = grams_each(r->store, g->fresh, ROWS_MOST, take_news, g);
    if (g->news.n)
        qsort(g->news.at, g->news.n, sizeof *g->news.at, most_people_first);
    for (size_t i = 0; i < g->news.n && error == STORE_OK; i++)
        if (g->news.at[i].people >= weeks_of(g, g->news.at[i].used->area)->least)
            error = show(r, &g->news.at[i], out);
    return error;
}

/* Bounded by GRAMS_MOST, so that the arena of its own is never full. */
enum store_error weak_words(struct store *store, const struct rules *rules, int64_t now,
                            struct arena *arena, struct weak_signals *out)
{
    struct arena own;
    struct gathering g = {.rules = rules,
                          .arena = &own,
                          .fresh = first_id_ago(now, WEAK_DAYS - 1),
                          .areas = rules_counts(rules).areas};
    struct reading *reading = ARENA_NEW(arena, struct reading);
    reading->store = store;
    reading->rules = rules;
    reading->arena = arena;
    reading->key = topics_key(store->seal);
    arena_init(&own, MEMORY_MOST);
    g.weeks = ARENA_ARRAY(&own, (size_t)g.areas + 1, struct weeks);
    out->words = ARENA_ARRAY(arena, WORDS_MOST, struct weak_word);
    enum store_error error = find_words(&g, reading, now, out);
    arena_free(&own);
    return error;
}
