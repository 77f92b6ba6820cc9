/* near_index: what near.c asks for, put together once for a set of rules.
 *
 * Everything that is known of a duty counts: its names (twice), its words, both parts of its
 * sequences, and the words of the values that its condition asks for. So the words of the rules are
 * walked once, and each that a duty has is noted for it; then the duties are counted and listed by
 * gram, and those that stand there several times become one entry with a number.
 *
 * That takes some twenty milliseconds and two megabytes for a city of 4,394 duties, half of it for
 * a district. It is made where rules are put in force, not where they are compiled, for whoever
 * only checks or formats them never asks. */
#include "dsl/engine/near_index.h"

#include <math.h>

#include "dsl/base/hash.h"
#include "dsl/base/vec.h"
#include "dsl/engine/layout.h"
#include "dsl/engine/near.h"
#include "dsl/engine/recognise.h"

enum { TITLE_COUNTS = 2, ROOM_LEAST = 1024 };

static const double length_part = 0.3;

/* A word's grams, for a duty that has the word. */
struct noted {
    struct image_run grams;
    uint32_t duty;
};

struct building {
    const struct rules *rules;
    struct arena *arena, *scratch; /* what stays; what does not */
    struct near_index *index;
    VEC(struct near_gram) known;
    uint32_t listed;     /* duties by gram, as often as they have it */
    VEC(uint32_t) grams; /* numbers, word by word */
    VEC(struct noted) noted;
    struct image_run *ask; /* by value (of all facts): the duties that ask for it, in `asking` */
    uint32_t *asking;
};

/* ---- grams by name ---- */

static struct near_slot *slot_of(const struct near_index *index, uint64_t name)
{
    size_t i = hash_mix(name) & (index->room - 1);
    while (index->slots[i].name && index->slots[i].name != name)
        i = (i + 1) & (index->room - 1);
    return &index->slots[i];
}

const struct near_gram *near_gram_find(const struct near_index *index, uint64_t name)
{
    const struct near_slot *slot = slot_of(index, name);
    return slot->name ? &index->grams[slot->number] : NULL;
}

static void make_slots(struct building *b, size_t room)
{
    struct near_index before = *b->index;
    b->index->room = room;
    b->index->slots = ARENA_ARRAY(b->scratch, room, struct near_slot);
    for (size_t i = 0; i < before.room; i++)
        if (before.slots[i].name)
            *slot_of(b->index, before.slots[i].name) = before.slots[i];
}

/* The gram's number; of one that is new, the next. */
static uint32_t number_of(struct building *b, uint64_t name)
{
    struct near_slot *slot = slot_of(b->index, name);
    if (slot->name)
        return slot->number;
    uint32_t number = (uint32_t)b->known.n;
    *slot = (struct near_slot){name, number};
    VEC_ADD(b->scratch, &b->known, (struct near_gram){0});
    if (b->known.n * 3 >= b->index->room * 2)
        make_slots(b, b->index->room * 2);
    return number;
}

/* ---- which duties ask for a value ---- */

typedef void asked_value(struct building *b, uint32_t value, uint32_t duty);

static void count_asked(struct building *b, uint32_t value, uint32_t duty)
{
    (void)duty;
    b->ask[value].n++;
}

static void list_asked(struct building *b, uint32_t value, uint32_t duty)
{
    struct image_run *run = &b->ask[value];
    b->asking[run->at + run->n++] = duty;
}

static void each_asked(struct building *b, asked_value *each)
{
    const struct rules *rules = b->rules;
    const struct image_claim *claims = image_claims(rules);
    for (uint32_t d = 0; d < (uint32_t)image_duties_count(rules); d++) {
        if (claims[d].when == NONE)
            continue;
        const struct image_node *node = &image_nodes(rules)[claims[d].when];
        for (const struct image_node *end = node + node->size; node < end; node++) {
            if (node->op != OP_SET || node->kind != VAR_FACT)
                continue;
            const int32_t *values = image_ints(rules) + node->list.at;
            for (uint32_t i = 0; i < node->list.n; i++)
                each(b, image_facts(rules)[node->index].values.at + (uint32_t)values[i], d);
        }
    }
}

static void find_asking(struct building *b)
{
    size_t values = (size_t)image_values_count(b->rules);
    uint32_t all = 0;
    b->ask = ARENA_ARRAY(b->scratch, values + 1, struct image_run);
    each_asked(b, count_asked);
    for (size_t i = 0; i < values; i++) {
        b->ask[i].at = all;
        all += b->ask[i].n;
        b->ask[i].n = 0;
    }
    b->asking = ARENA_ARRAY(b->scratch, all + 1, uint32_t);
    each_asked(b, list_asked);
}

/* ---- which duty has which word ---- */

static struct image_run cut_word(struct building *b, struct image_text text)
{
    uint64_t grams[WORD_GRAMS];
    struct image_run run = {(uint32_t)b->grams.n, 0};
    run.n = (uint32_t)grams_of_word(&b->index->loose, image_view(b->rules, text), grams);
    for (uint32_t i = 0; i < run.n; i++)
        VEC_ADD(b->scratch, &b->grams, number_of(b, grams[i]));
    return run;
}

static void note(struct building *b, struct image_run grams, uint32_t duty)
{
    b->index->lengths[duty] += grams.n;
    VEC_ADD(b->scratch, &b->noted, ((struct noted){grams, duty}));
}

static void note_value(struct building *b, struct image_run grams, uint32_t fact, uint32_t value)
{
    struct image_run run = b->ask[image_facts(b->rules)[fact].values.at + value];
    for (uint32_t i = 0; i < run.n; i++)
        note(b, grams, b->asking[run.at + i]);
}

/* Many are names of areas, or of the talk. */
static bool lead_to_duties(const struct image_use *uses, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++)
        if (USE_KIND(uses[i]) == USE_DUTY || USE_KIND(uses[i]) == USE_VALUE)
            return true;
    return false;
}

/* For all that the uses [from, to) lead to. */
static void note_uses(struct building *b, struct image_text word, uint32_t from, uint32_t to)
{
    const struct image_use *uses = image_uses(b->rules);
    if (!lead_to_duties(uses + from, to - from))
        return;
    struct image_run grams = cut_word(b, word);
    for (uint32_t i = from; i < to; i++) {
        if (USE_KIND(uses[i]) == USE_DUTY)
            note(b, grams, uses[i].index);
        else if (USE_KIND(uses[i]) == USE_VALUE)
            note_value(b, grams, uses[i].index, USE_VALUE_OF(uses[i]));
    }
}

static void note_words(struct building *b)
{
    const struct image_word *words = image_words(b->rules);
    const struct image_sequence *sequences = image_sequences(b->rules);
    for (int i = 0; i + 1 < image_words_count(b->rules); i++)
        note_uses(b, words[i].text, words[i].uses, words[i + 1].uses);
    for (int i = 0; i + 1 < image_sequences_count(b->rules); i++) {
        note_uses(b, words[sequences[i].first].text, sequences[i].uses, sequences[i + 1].uses);
        note_uses(b, words[sequences[i].second].text, sequences[i].uses, sequences[i + 1].uses);
    }
}

static void note_names(struct building *b)
{
    const struct image_duty *duties = image_duties(b->rules);
    for (uint32_t i = 0; i < (uint32_t)image_duties_count(b->rules); i++) {
        struct image_run zh = cut_word(b, duties[i].folded.zh);
        struct image_run en = cut_word(b, duties[i].folded.en);
        for (int times = 0; times < TITLE_COUNTS; times++) {
            note(b, zh, i);
            note(b, en, i);
        }
    }
}

/* ---- from words to grams ---- */

static void count_noted(struct building *b)
{
    uint32_t all = 0;
    for (size_t i = 0; i < b->noted.n; i++)
        for (uint32_t k = 0; k < b->noted.at[i].grams.n; k++)
            b->known.at[b->grams.at[b->noted.at[i].grams.at + k]].n++;
    for (size_t i = 0; i < b->known.n; i++) {
        struct near_gram *gram = &b->known.at[i];
        gram->at = all;
        all += gram->n;
        gram->n = 0;
    }
    b->listed = all;
}

/* The duties by gram, as often as they have it. */
static uint32_t *list_noted(struct building *b)
{
    count_noted(b);
    uint32_t *duties = arena_raw(b->scratch, (b->listed + 1) * sizeof *duties);
    for (size_t i = 0; i < b->noted.n; i++)
        for (uint32_t k = 0; k < b->noted.at[i].grams.n; k++) {
            struct near_gram *gram = &b->known.at[b->grams.at[b->noted.at[i].grams.at + k]];
            duties[gram->at + gram->n++] = b->noted.at[i].duty;
        }
    return duties;
}

/* Of one gram: each duty once. place: by duty, its entry plus one; all 0 before and after. */
static void join(struct near_gram *gram, const uint32_t *duties, uint32_t *place,
                 struct near_has *has)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < gram->n; i++) {
        uint32_t *at = &place[duties[i]];
        if (!*at) {
            has[n] = (struct near_has){duties[i], 0};
            *at = ++n;
        }
        has[*at - 1].count++;
    }
    for (uint32_t i = 0; i < n; i++)
        place[has[i].duty] = 0;
    gram->n = n;
}

/* What stays of what was put together. */
static void *kept(struct arena *arena, const void *bytes, size_t n)
{
    return arena_copy(arena, bytes, n);
}

/* Gram by gram, one behind the other. */
static void join_all(struct building *b, uint32_t duties)
{
    const uint32_t *listed = list_noted(b);
    uint32_t *place = ARENA_ARRAY(b->scratch, duties + 1, uint32_t), all = 0;
    struct near_has *has = arena_raw(b->scratch, (b->listed + 1) * sizeof *has);
    for (size_t i = 0; i < b->known.n; i++) {
        struct near_gram *gram = &b->known.at[i];
        uint32_t from = gram->at;
        gram->at = all;
        join(gram, listed + from, place, has + all);
        gram->rare = log(1 + (duties - gram->n + 0.5) / (gram->n + 0.5));
        all += gram->n;
    }
    b->index->has = kept(b->arena, has, all * sizeof *has);
    b->index->grams = kept(b->arena, b->known.at, b->known.n * sizeof *b->known.at);
    b->index->slots = kept(b->arena, b->index->slots, b->index->room * sizeof *b->index->slots);
}

static void weigh_lengths(struct building *b, uint32_t duties)
{
    double length = 1;
    b->index->part = ARENA_ARRAY(b->arena, duties + 1, double);
    for (uint32_t d = 0; d < duties; d++)
        length += (double)b->index->lengths[d] / duties;
    for (uint32_t d = 0; d < duties; d++)
        b->index->part[d] = 1 - length_part + length_part * b->index->lengths[d] / length;
}

const struct near_index *near_index_new(const struct rules *rules, struct arena *arena)
{
    if (image_saying_things_count(rules))
        return NULL;
    struct arena scratch;
    uint32_t duties = (uint32_t)image_duties_count(rules);
    struct building b = {.rules = rules, .arena = arena, .scratch = &scratch};
    arena_init(&scratch, SIZE_MAX / 2);
    b.index = ARENA_NEW(arena, struct near_index);
    b.index->lengths = ARENA_ARRAY(arena, duties + 1, uint32_t);
    loose_fill(&b.index->loose);
    make_slots(&b, ROOM_LEAST);
    find_asking(&b);
    note_words(&b);
    note_names(&b);
    join_all(&b, duties);
    weigh_lengths(&b, duties);
    arena_free(&scratch);
    return b.index;
}
