/* topics: finding and joining.
 *
 * A case stands under up to seven keys: one for its class and exact place, six for its class and
 * the bands of its signature. Who looks asks for the newest few under each: those of the same
 * place, those of the places above it, those that share a band. What is found is then compared in
 * earnest. How alike two texts must be depends on what else agrees:
 *
 *   the same place (an estate, a road, a street)            PLACE_LEAST
 *   one place within the other                              WITHIN_LEAST
 *   no place known of one of them, or only the district     WORDS_LEAST
 *   two places beside each other                            never
 *
 * Two people have few pairs of characters in common even where they mean the same hole in the road
 * (of real complaints about one estate half have a likeness above .08 in full text and .18 in the
 * title, of random ones one in a hundred has .09); that class, place and fortnight agree is most of
 * the evidence, and the words must only not speak against it. Without a place the words alone must
 * be nearly a copy.
 *
 * A topic is named by its first case. It gets a row with the second. People count once each; who
 * stays anonymous cannot be told apart and is not counted. */
#include "gateway/topics/topics.h"

#include "dsl/base/civil.h"
#include "dsl/base/fold.h"
#include "dsl/base/hash.h"
#include "gateway/topics/grams.h"
#include "gateway/topics/signature.h"

enum { PLACE_LEAST = 80, WITHIN_LEAST = 200, WORDS_LEAST = 450 }; /* per mille */
enum {
    LOOKED_AT = 8,      /* newest cases under one key */
    COMPARED_MOST = 48, /* cases in all */
    PLACES_ABOVE = 4,
    SWEPT_AT_ONCE = 40
};
enum key_kind { KEY_PLACE = 1, KEY_BAND };

int topics_day(int64_t now)
{
    return civil_local_number(now, CHINA_OFFSET_MINUTES);
}

int64_t topics_first_id(int day)
{
    return (int64_t)day * CASE_NUMBERS_A_DAY;
}

static int64_t id_days_ago(int64_t now, int days)
{
    return topics_first_id(topics_day(now - (int64_t)days * 86400));
}

struct sip_key topics_key(const struct seal *seal)
{
    struct seal_hash hash = seal_label(seal, SEAL_TOPICS);
    struct sip_key key;
    memcpy(&key, hash.bytes, sizeof key);
    return key;
}

/* ---- keys ---- */

struct looking {
    struct store *store;
    const struct rules *rules;
    const struct topics_matter *matter;
    struct arena *arena;
    struct sip_key key;
    struct view folded;
    struct signature signature;
    int area;       /* NONE, also where it is only the district */
    bool for_topic; /* any of the topic will do, whether it may be followed or not */
    int64_t seen[COMPARED_MOST];
    size_t seen_count;
    struct topics_found found;
};

static int64_t key_of(const struct looking *l, enum key_kind kind, uint64_t what)
{
    uint64_t words[] = {(uint64_t)kind, hash_view(l->matter->category), what};
    return (int64_t)sip_words(&l->key, words, 3);
}

static int64_t place_key(const struct looking *l, int area)
{
    return key_of(l, KEY_PLACE, hash_view(rules_code(l->rules, NOUN_AREA, area)));
}

/* An area that says something: not the district as a whole. */
static int telling_area(const struct rules *rules, struct view code)
{
    int area = code.n ? rules_find(rules, NOUN_AREA, code) : NONE;
    return area == NONE || rules_area(rules, area).parent == NONE ? NONE : area;
}

static void begin(struct looking *l, struct store *store, const struct rules *rules,
                  const struct topics_matter *matter, struct arena *arena)
{
    *l = (struct looking){.store = store,
                          .rules = rules,
                          .matter = matter,
                          .arena = arena,
                          .key = topics_key(store->seal),
                          .folded = fold_text(arena, matter->text).text,
                          .area = telling_area(rules, matter->area)};
    signature_make(&l->key, l->folded, &l->signature);
}

static void fill_keys(const struct looking *l, struct likeness *row)
{
    if (l->area != NONE)
        row->keys[row->key_count++] = place_key(l, l->area);
    for (size_t i = 0; i < SIGNATURE_BANDS; i++) {
        int64_t key = key_of(l, KEY_BAND, l->signature.bands[i] ^ i);
        row->keys[row->key_count++] = key;
    }
}

/* ---- comparing ---- */

static bool lies_within(const struct rules *rules, int inner, int outer)
{
    struct area_info info = rules_area(rules, outer);
    return inner >= info.first && inner < info.last;
}

/* How alike the texts must be, per mille; above 1000: never. */
static int least_likeness(const struct looking *l, const struct likeness *other)
{
    int there = telling_area(l->rules, other->area);
    if (l->area == NONE || there == NONE)
        return WORDS_LEAST;
    if (l->area == there)
        return PLACE_LEAST;
    bool within = lies_within(l->rules, l->area, there) || lies_within(l->rules, there, l->area);
    return within ? WITHIN_LEAST : 1001;
}

static bool is_same(const struct looking *l, const struct likeness *other)
{
    const struct topics_matter *matter = l->matter;
    bool other_duty = matter->duty.n && other->duty.n && !view_eq(matter->duty, other->duty);
    return !other_duty && view_eq(matter->category, other->category) &&
           other->signature.n == SIGNATURE_PLACES &&
           signature_likeness(l->signature.of, (const uint8_t *)other->signature.p) >=
               least_likeness(l, other);
}

static bool may_be_followed(const struct looking *l, const struct likeness *other)
{
    bool open = other->state < CASE_FIRST_FINAL && other->state != CASE_ANSWERED;
    bool plain = other->kind == KIND_COMPLAINT || other->kind == KIND_HELP;
    bool hidden = other->flags & (CASE_ANONYMOUS | CASE_EMERGENCY);
    return open && plain && !hidden && other->person && other->person != l->matter->person;
}

/* The topic of the newest that is the same; of its cases the first met that may be followed. */
static void take_same(struct looking *l, const struct likeness *other)
{
    if (!l->found.topic)
        l->found.topic = other->topic;
    if (!l->found.case_id && other->topic == l->found.topic && may_be_followed(l, other))
        l->found.case_id = other->case_id;
}

static bool is_new(struct looking *l, int64_t id)
{
    for (size_t i = 0; i < l->seen_count; i++)
        if (l->seen[i] == id)
            return false;
    if (l->seen_count == COMPARED_MOST)
        return false;
    l->seen[l->seen_count++] = id;
    return true;
}

static bool is_found(const struct looking *l)
{
    return l->for_topic ? l->found.topic : l->found.case_id;
}

static enum store_error look_under(struct looking *l, int64_t key)
{
    int64_t ids[LOOKED_AT];
    size_t count;
    enum store_error error =
        alike_find(l->store, key, id_days_ago(l->matter->now, TOPICS_DAYS), LOOKED_AT, ids, &count);
    for (size_t i = 0; i < count && error == STORE_OK && !is_found(l); i++) {
        struct likeness other;
        if (!is_new(l, ids[i]))
            continue;
        error = likeness_get(l->store, ids[i], l->arena, &other);
        if (error == STORE_OK && is_same(l, &other))
            take_same(l, &other);
        error = error == STORE_NONE ? STORE_OK : error;
    }
    return error;
}

static enum store_error look(struct looking *l)
{
    enum store_error error = STORE_OK;
    int area = l->area;
    for (int up = 0; up < PLACES_ABOVE && area != NONE && error == STORE_OK && !is_found(l); up++) {
        if (rules_area(l->rules, area).parent == NONE)
            break;
        error = look_under(l, place_key(l, area));
        area = rules_area(l->rules, area).parent;
    }
    for (size_t i = 0; i < SIGNATURE_BANDS && error == STORE_OK && !is_found(l); i++)
        error = look_under(l, key_of(l, KEY_BAND, l->signature.bands[i] ^ i));
    return error;
}

/* The topic's row; before its second case what that row would be. */
static enum store_error read_topic(struct looking *l, struct topic_row *row)
{
    struct likeness first;
    enum store_error error = topic_get(l->store, l->found.topic, row);
    if (error != STORE_NONE)
        return error;
    *row = (struct topic_row){.id = l->found.topic, .cases = 1};
    error = likeness_get(l->store, l->found.topic, l->arena, &first);
    if (error == STORE_OK)
        row->people = first.person != 0;
    return error == STORE_NONE ? STORE_OK : error;
}

enum store_error topics_find(struct store *store, const struct rules *rules,
                             const struct topics_matter *matter, struct arena *arena,
                             struct topics_found *out)
{
    struct looking l;
    struct topic_row row;
    begin(&l, store, rules, matter, arena);
    *out = (struct topics_found){0};
    enum store_error error = l.signature.pairs ? look(&l) : STORE_OK;
    if (error != STORE_OK || !l.found.topic)
        return error;
    error = read_topic(&l, &row);
    l.found.people = row.people;
    *out = l.found;
    if (error != STORE_OK || !matter->person || !l.found.case_id)
        return error;
    /* Whoever has it already is not asked to follow themselves. */
    error = topic_has_person(store, l.found.topic, matter->person, 0);
    if (error == STORE_OK)
        out->case_id = 0;
    return error == STORE_NONE ? STORE_OK : error;
}

/* ---- joining ---- */

static enum store_error count_in_topic(struct looking *l, int64_t case_id)
{
    struct topic_row row;
    enum store_error error = read_topic(l, &row);
    if (error == STORE_OK && l->matter->person) {
        error = topic_has_person(l->store, row.id, l->matter->person, case_id);
        row.people += error == STORE_NONE;
        error = error == STORE_NONE ? STORE_OK : error;
    }
    row.cases++;
    row.last = l->matter->now;
    return error == STORE_OK ? topic_put(l->store, &row) : error;
}

static enum store_error count_day(struct store *store, const struct case_line *line, int64_t now,
                                  int cases, int follows)
{
    return tally_add(store,
                     &(struct tally){topics_day(now), line->category, line->area, cases, follows});
}

enum store_error topics_join(struct store *store, const struct rules *rules, int64_t case_id,
                             const struct topics_matter *matter, struct arena *arena)
{
    struct looking l;
    begin(&l, store, rules, matter, arena);
    l.for_topic = true;
    struct case_line line = {.category = matter->category, .area = matter->area};
    enum store_error error = count_day(store, &line, matter->now, 1, 0);
    if (error != STORE_OK || !l.signature.pairs)
        return error;
    error = look(&l);
    struct likeness row = {.case_id = case_id,
                           .topic = l.found.topic ? l.found.topic : case_id,
                           .signature = {(const char *)l.signature.of, SIGNATURE_PLACES},
                           .grams = grams_pack(&l.key, l.folded, arena)};
    fill_keys(&l, &row);
    if (error == STORE_OK)
        error = likeness_add(store, &row);
    return error == STORE_OK && l.found.topic ? count_in_topic(&l, case_id) : error;
}

/* ---- following ---- */

static enum store_error topic_of(struct store *store, int64_t case_id, struct arena *arena,
                                 struct topic_row *row)
{
    struct likeness likeness = {.topic = case_id};
    enum store_error error = likeness_get(store, case_id, arena, &likeness);
    bool named = error == STORE_OK && likeness.person;
    if (error != STORE_OK && error != STORE_NONE)
        return error;
    error = topic_get(store, likeness.topic, row);
    if (error == STORE_NONE) {
        *row = (struct topic_row){.id = likeness.topic, .cases = 1, .people = named};
        error = STORE_OK;
    }
    return error;
}

enum store_error topics_follow(struct store *store, const struct case_line *line, int64_t person,
                               int64_t now, struct arena *arena)
{
    struct topic_row row;
    enum store_error error = follower_add(store, line->id, person, now);
    if (error == STORE_OK)
        error = count_day(store, line, now, 0, 1);
    if (error == STORE_OK)
        error = topic_of(store, line->id, arena, &row);
    if (error != STORE_OK)
        return error;
    row.people++;
    row.follows++;
    row.last = now;
    return topic_put(store, &row);
}

/* ---- sweeping ---- */

enum store_error topics_sweep(struct store *store, int64_t now, struct arena *arena, bool *more)
{
    size_t dropped = 0;
    enum store_error error =
        likeness_sweep(store, id_days_ago(now, TOPICS_KEEP_DAYS), SWEPT_AT_ONCE, arena, &dropped);
    *more = dropped == SWEPT_AT_ONCE;
    if (error != STORE_OK || *more)
        return error;
    return topic_sweep(store, now - (int64_t)TOPICS_KEEP_DAYS * 86400);
}
