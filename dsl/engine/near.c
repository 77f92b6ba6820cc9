/* near: pieces of words instead of words.
 *
 * People say "pitch dark" in a hundred ways, and no list has them all; but a way that no list has
 * shares characters with those that it has, and with the duty's name. So a text and all that is
 * known of a duty are cut into grams, which are characters, pairs of characters and English words;
 * and what they have in common is weighed as search engines do it (BM25): what few duties have
 * counts more, what a duty has several times a little more, a long list a little less.
 *
 * Characters that only hold a sentence together say nothing, nor do pairs of two such. One
 * character alone says little: a duty speaks plainly only where a pair or an English word is in
 * common, and by a score that grows with the number of duties, as each one's chance of meeting it
 * does.
 *
 * Nothing is kept between two calls: it is asked when words have failed, which is seldom, and going
 * through all words of a city takes a few milliseconds. */
#include "dsl/engine/near.h"

#include <math.h>

#include "dsl/base/hash.h"
#include "dsl/base/sort.h"
#include "dsl/base/utf8.h"
#include "dsl/engine/layout.h"
#include "dsl/engine/recognise.h"

enum { TEXT_GRAMS = 240, WORD_GRAMS = 64, SLOTS = 1024, ENGLISH_LEAST = 3, TITLE_COUNTS = 2 };

static const double saturation = 1.2, length_part = 0.3, plain_least = 3.2;
/* An English word is as much as a Chinese one: two characters and the pair of them. */
static const double english_weight = 3;

/* Characters that hold a sentence together, in no order; and those of the one that is written to,
 * whom every text may name and half of the units. */
/* clang-format off */
#define LOOSE(EACH) \
    EACH(U'我') EACH(U'你') EACH(U'您') EACH(U'他') EACH(U'她') EACH(U'它') EACH(U'们') \
    EACH(U'这') EACH(U'那') EACH(U'的') EACH(U'了') EACH(U'是') EACH(U'就') EACH(U'也') \
    EACH(U'都') EACH(U'还') EACH(U'又') EACH(U'在') EACH(U'有') EACH(U'和') EACH(U'跟') \
    EACH(U'与') EACH(U'吗') EACH(U'呢') EACH(U'啊') EACH(U'吧') EACH(U'嘛') EACH(U'哦') \
    EACH(U'着') EACH(U'过') EACH(U'把') EACH(U'被') EACH(U'给') EACH(U'说') EACH(U'讲') \
    EACH(U'个') EACH(U'一') EACH(U'不') EACH(U'没') EACH(U'很') EACH(U'太') EACH(U'真') \
    EACH(U'怎') EACH(U'么') EACH(U'什') EACH(U'能') EACH(U'会') EACH(U'要') EACH(U'想') \
    EACH(U'去') EACH(U'来') EACH(U'上') EACH(U'下') EACH(U'里') EACH(U'到') EACH(U'得') \
    EACH(U'地') EACH(U'啥') EACH(U'咋') EACH(U'哪') EACH(U'人') EACH(U'事') EACH(U'件') \
    EACH(U'家') EACH(U'之') EACH(U'为') EACH(U'以') EACH(U'而') EACH(U'且') EACH(U'但') \
    EACH(U'再') EACH(U'最') EACH(U'只') EACH(U'才') EACH(U'可') EACH(U'应') EACH(U'该') \
    EACH(U'每') EACH(U'天') \
    EACH(U'政') EACH(U'府')
/* clang-format on */
#define LOOSE_UNIT(c) c,
static const uint32_t loose_units[] = {LOOSE(LOOSE_UNIT)};

/* English words that do the same; blanks around each. */
static const char loose_english[] =
    " the and but for from with without this that these those there here has have had was were are "
    "our your you they them their his her its not all any can could out who what when where how "
    "why "
    "very does did doesn don isn been being will would about into onto over some one two because "
    "now please get got too just also still really than then thing things again know before after "
    "back everybody somebody someone something anything everything nobody want need think like "
    "much many more even only make makes made take took come comes came going goes went always "
    "never every each other another next last first time times day days week weeks ";

struct gram {
    uint64_t name;
    bool pair; /* two characters, or an English word */
    bool english;
};
struct grams {
    struct gram *at;
    size_t n, max;
    bool text; /* of a text: each once, and none that is loose; words have few twice */
};

/* ---- cutting ---- */

/* A bit for each character of the basic plane. */
struct loose {
    uint64_t bits[1024];
};

static void loose_fill(struct loose *loose)
{
    for (size_t i = 0; i < sizeof loose_units / sizeof *loose_units; i++)
        loose->bits[loose_units[i] >> 6] |= (uint64_t)1 << (loose_units[i] & 63);
}

static bool is_loose(const struct loose *loose, uint32_t c)
{
    return c < 0x10000 && loose->bits[c >> 6] >> (c & 63) & 1;
}

static bool is_han(uint32_t c)
{
    return (c >= 0x3400 && c <= 0x9fff) || c >= 0x20000;
}

static bool is_letter(uint32_t c)
{
    return c >= 'a' && c <= 'z';
}

static void add_gram(struct grams *grams, uint64_t name, bool pair)
{
    for (size_t i = 0; grams->text && i < grams->n; i++)
        if (grams->at[i].name == name)
            return;
    if (grams->n < grams->max)
        grams->at[grams->n++] = (struct gram){name, pair, name >> 63};
}

static bool is_loose_english(struct view word)
{
    char framed[16] = " ";
    if (word.n + 3 > sizeof framed)
        return false;
    memcpy(framed + 1, word.p, word.n);
    framed[word.n + 1] = ' ';
    return strstr(loose_english, framed) != NULL;
}

/* A word, without the ending of its plural. */
static void add_english(struct grams *grams, struct view word)
{
    if (word.n < ENGLISH_LEAST || (grams->text && is_loose_english(word)))
        return;
    if (word.n > ENGLISH_LEAST && word.p[word.n - 1] == 's' && word.p[word.n - 2] != 's')
        word.n--;
    add_gram(grams, hash_view(word) | 1ULL << 63, true);
}

static size_t english_end(struct view text, size_t at)
{
    while (at < text.n && is_letter((unsigned char)text.p[at]))
        at++;
    return at;
}

/* The distinct grams of a text; before: the Chinese character before this one, or 0. */
static void cut_grams(const struct loose *loose, struct view text, struct grams *grams)
{
    grams->n = 0;
    for (size_t at = 0, before = 0; at < text.n;) {
        size_t from = at;
        uint32_t c = utf8_next_inline(text, &at);
        if (is_letter(c)) {
            at = english_end(text, from);
            add_english(grams, view_sub(text, from, at));
        }
        if (!is_han(c)) {
            before = 0;
            continue;
        }
        if (!is_loose(loose, c))
            add_gram(grams, c, false);
        if (before && !(is_loose(loose, c) && is_loose(loose, (uint32_t)before)))
            add_gram(grams, (uint64_t)before << 21 | c, true);
        before = c;
    }
}

/* ---- counting ---- */

struct counting {
    const struct rules *rules;
    struct arena *arena;
    struct grams text;
    uint16_t slots[SLOTS]; /* places of the text's grams plus one, by name */
    uint16_t *counts;      /* by duty and gram of the text */
    uint32_t *lengths;     /* by duty: grams of its words and names */
    struct image_run *ask; /* by value (of all facts): the duties that ask for it, in `asking` */
    uint32_t *asking;
    struct loose loose;
};

/* What a word has in common with the text: places of grams there; and how many it has itself. */
struct hits {
    uint16_t at[WORD_GRAMS];
    size_t n;
    uint32_t grams;
};

static size_t slot_of(uint64_t name)
{
    return hash_mix(name) & (SLOTS - 1);
}

static void number_grams(struct counting *counting)
{
    for (size_t i = 0; i < counting->text.n; i++) {
        size_t slot = slot_of(counting->text.at[i].name);
        while (counting->slots[slot])
            slot = (slot + 1) & (SLOTS - 1);
        counting->slots[slot] = (uint16_t)(i + 1);
    }
}

/* The gram's place in the text, or NONE. */
static int place_of(const struct counting *counting, uint64_t name)
{
    for (size_t slot = slot_of(name); counting->slots[slot]; slot = (slot + 1) & (SLOTS - 1))
        if (counting->text.at[counting->slots[slot] - 1].name == name)
            return counting->slots[slot] - 1;
    return NONE;
}

static void count_for(struct counting *counting, const struct hits *hits, uint32_t duty)
{
    uint16_t *counts = counting->counts + duty * counting->text.n;
    counting->lengths[duty] += hits->grams;
    for (size_t i = 0; i < hits->n; i++)
        if (counts[hits->at[i]] < UINT16_MAX)
            counts[hits->at[i]]++;
}

static void count_value(struct counting *counting, const struct hits *hits, uint32_t fact,
                        uint32_t value)
{
    struct image_run run = counting->ask[image_facts(counting->rules)[fact].values.at + value];
    for (uint32_t i = 0; i < run.n; i++)
        count_for(counting, hits, counting->asking[run.at + i]);
}

static void count_uses(struct counting *counting, const struct hits *hits, uint32_t from,
                       uint32_t to)
{
    const struct image_use *uses = image_uses(counting->rules);
    for (uint32_t i = from; i < to; i++) {
        if (USE_KIND(uses[i]) == USE_DUTY)
            count_for(counting, hits, uses[i].index);
        else if (USE_KIND(uses[i]) == USE_VALUE)
            count_value(counting, hits, uses[i].index, USE_VALUE_OF(uses[i]));
    }
}

static struct hits hits_of(const struct counting *counting, struct image_text text)
{
    struct gram room[WORD_GRAMS];
    struct grams grams = {room, 0, WORD_GRAMS, false};
    struct hits hits = {.n = 0};
    cut_grams(&counting->loose, (struct view){image_text(counting->rules) + text.at, text.n},
              &grams);
    hits.grams = (uint32_t)grams.n;
    for (size_t i = 0; i < grams.n; i++) {
        int place = place_of(counting, grams.at[i].name);
        if (place != NONE)
            hits.at[hits.n++] = (uint16_t)place;
    }
    return hits;
}

static void count_words(struct counting *counting)
{
    const struct image_word *words = image_words(counting->rules);
    const struct image_sequence *sequences = image_sequences(counting->rules);
    for (int i = 0; i + 1 < image_words_count(counting->rules); i++) {
        struct hits hits = hits_of(counting, words[i].text);
        count_uses(counting, &hits, words[i].uses, words[i + 1].uses);
    }
    for (int i = 0; i + 1 < image_sequences_count(counting->rules); i++) {
        struct hits hits = hits_of(counting, words[sequences[i].first].text);
        count_uses(counting, &hits, sequences[i].uses, sequences[i + 1].uses);
        hits = hits_of(counting, words[sequences[i].second].text);
        count_uses(counting, &hits, sequences[i].uses, sequences[i + 1].uses);
    }
}

static void count_names(struct counting *counting)
{
    const struct image_duty *duties = image_duties(counting->rules);
    for (uint32_t i = 0; i < (uint32_t)image_duties_count(counting->rules); i++)
        for (int times = 0; times < TITLE_COUNTS; times++) {
            struct hits hits = hits_of(counting, duties[i].folded.zh);
            count_for(counting, &hits, i);
            hits = hits_of(counting, duties[i].folded.en);
            count_for(counting, &hits, i);
        }
}

/* ---- which duties ask for a value ---- */

typedef void asked_value(struct counting *counting, uint32_t value, uint32_t duty);

static void count_asked(struct counting *counting, uint32_t value, uint32_t duty)
{
    (void)duty;
    counting->ask[value].n++;
}

static void list_asked(struct counting *counting, uint32_t value, uint32_t duty)
{
    struct image_run *run = &counting->ask[value];
    counting->asking[run->at + run->n++] = duty;
}

static void each_asked(struct counting *counting, asked_value *each)
{
    const struct rules *rules = counting->rules;
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
                each(counting, image_facts(rules)[node->index].values.at + (uint32_t)values[i], d);
        }
    }
}

static void find_asking(struct counting *counting)
{
    size_t values = (size_t)image_values_count(counting->rules);
    uint32_t all = 0;
    counting->ask = ARENA_ARRAY(counting->arena, values + 1, struct image_run);
    each_asked(counting, count_asked);
    for (size_t i = 0; i < values; i++) {
        counting->ask[i].at = all;
        all += counting->ask[i].n;
        counting->ask[i].n = 0;
    }
    counting->asking = ARENA_ARRAY(counting->arena, all + 1, uint32_t);
    each_asked(counting, list_asked);
}

/* ---- weighing ---- */

/* How rare each gram of the text is among the duties. */
static double *rarities(const struct counting *counting, uint32_t duties)
{
    double *rare = ARENA_ARRAY(counting->arena, counting->text.n + 1, double);
    for (size_t g = 0; g < counting->text.n; g++) {
        uint32_t having = 0;
        for (uint32_t d = 0; d < duties; d++)
            having += counting->counts[d * counting->text.n + g] > 0;
        rare[g] = log(1 + (duties - having + 0.5) / (having + 0.5));
    }
    return rare;
}

static struct near weigh(const struct counting *counting, const double *rare, uint32_t duty,
                         double length)
{
    const uint16_t *counts = counting->counts + duty * counting->text.n;
    struct near near = {.duty = (int)duty};
    double part = 1 - length_part + length_part * counting->lengths[duty] / length;
    for (size_t g = 0; g < counting->text.n; g++) {
        if (!counts[g])
            continue;
        double weight = counting->text.at[g].english ? english_weight : 1;
        near.score +=
            weight * rare[g] * counts[g] * (saturation + 1) / (counts[g] + saturation * part);
        near.plain |= counting->text.at[g].pair;
    }
    return near;
}

static bool before(const struct counting *counting, const struct near *a, const struct near *b)
{
    const struct frequency *often = counting->rules->frequency;
    if (a->score != b->score)
        return a->score > b->score;
    if (frequency_of(often, a->duty) != frequency_of(often, b->duty))
        return frequency_of(often, a->duty) > frequency_of(often, b->duty);
    return counting->lengths[a->duty] > counting->lengths[b->duty];
}

static size_t insert(const struct counting *counting, struct near near, struct near *out, size_t n,
                     size_t max)
{
    size_t at = n;
    while (at > 0 && before(counting, &near, &out[at - 1]))
        at--;
    if (at == max)
        return n;
    n += n < max;
    memmove(&out[at + 1], &out[at], (n - at - 1) * sizeof *out);
    out[at] = near;
    return n;
}

size_t near_duties(const struct rules *rules, struct arena *arena, struct view folded, int category,
                   struct near *out, size_t max)
{
    uint32_t duties = (uint32_t)image_duties_count(rules);
    struct counting *counting = ARENA_NEW(arena, struct counting);
    counting->rules = rules;
    counting->arena = arena;
    counting->text =
        (struct grams){ARENA_ARRAY(arena, TEXT_GRAMS, struct gram), 0, TEXT_GRAMS, true};
    loose_fill(&counting->loose);
    cut_grams(&counting->loose, folded, &counting->text);
    if (!counting->text.n) /* "hello", "are you there": nothing that tells duties apart */
        return 0;
    number_grams(counting);
    counting->counts = ARENA_ARRAY(arena, duties * counting->text.n + 1, uint16_t);
    counting->lengths = ARENA_ARRAY(arena, duties + 1, uint32_t);
    find_asking(counting);
    count_words(counting);
    count_names(counting);
    const double *rare = rarities(counting, duties);
    double least = plain_least * log(1 + duties), length = 1;
    size_t n = 0;
    for (uint32_t d = 0; d < duties; d++)
        length += (double)counting->lengths[d] / duties;
    for (uint32_t d = 0; d < duties && max; d++) {
        if (category != NONE && image_claims(rules)[d].category != category)
            continue;
        struct near near = weigh(counting, rare, d, length);
        near.plain &= near.score >= least;
        n = insert(counting, near, out, n, max);
    }
    return n;
}

size_t near_offered(const struct rules *rules, struct arena *arena, struct view folded,
                    struct near out[NEAR_OFFERED])
{
    size_t n = near_duties(rules, arena, folded, NONE, out, NEAR_OFFERED), offered = 0;
    if (n && out[0].plain)
        while (offered < n && out[offered].plain && out[offered].score * 2 >= out[0].score)
            offered++;
    return offered;
}
