/* reveal: from the visible words of a text to what is known of the matter (rules 2 to 7 of
 * matter.h).
 *
 * Scores are counted category by category over the whole evidence, so that "each distinct word
 * once, at its best" can be read off the code.
 *
 * A text without a word about something leaves what was known of it alone; a text with one
 * replaces time, day and place, and adds to scores and facts. */
#include "dsl/oracle/standing.h"
#include "dsl/oracle/words.h"

#include <limits.h>

/* ---- scores ---- */

static bool same_word(const struct word *a, const struct word *b)
{
    return view_eq(a->first, b->first) && view_eq(a->second, b->second);
}

static int worth(const struct oracle_evidence *evidence)
{
    int weight = evidence->word->weight;
    return evidence->use == ORACLE_VALUE ? weight / 2 : weight;
}

struct tally {
    int points;
    bool seen, strong;
};

/* Does this evidence count for the category (duty NONE), or for the duty? */
static bool counts_for(const struct oracle_evidence *evidence, int category, int duty)
{
    if (duty != NONE)
        return evidence->use == ORACLE_DUTY && evidence->index == duty;
    return evidence->category == category &&
           (evidence->use == ORACLE_CATEGORY || evidence->use == ORACLE_DUTY ||
            evidence->use == ORACLE_VALUE);
}

/* The best worth of a word for a category or duty; first says whether at is its first place. */
static int best_worth(const struct oracle_reading *reading, size_t at, int category, int duty,
                      bool *first)
{
    const struct oracle_evidence *one = &reading->evidence.at[at];
    int best = 0;
    *first = true;
    for (size_t i = 0; i < reading->evidence.n; i++) {
        const struct oracle_evidence *other = &reading->evidence.at[i];
        if (!counts_for(other, category, duty) || !same_word(other->word, one->word))
            continue;
        if (i < at)
            *first = false;
        if (worth(other) > best)
            best = worth(other);
    }
    return best;
}

static struct tally tally_of(const struct oracle_reading *reading, int category, int duty)
{
    struct tally tally = {0};
    for (size_t i = 0; i < reading->evidence.n; i++) {
        const struct oracle_evidence *evidence = &reading->evidence.at[i];
        bool first;
        if (!counts_for(evidence, category, duty))
            continue;
        tally.seen = true;
        if (evidence->use != ORACLE_VALUE)
            tally.strong = true;
        int points = best_worth(reading, i, category, duty, &first);
        if (first)
            tally.points += points;
    }
    return tally;
}

static bool goes_before(const struct score *a, const struct score *b)
{
    return a->score != b->score ? a->score > b->score : a->index < b->index;
}

/* Puts one score at its place in a list of the best SCORES_MAX. */
static void place_score(struct score *scores, int *count, struct score score)
{
    int at = *count;
    while (at > 0 && goes_before(&score, &scores[at - 1]))
        at--;
    if (at == SCORES_MAX)
        return;
    int last = *count < SCORES_MAX ? (*count)++ : SCORES_MAX - 1;
    for (int i = last; i > at; i--)
        scores[i] = scores[i - 1];
    scores[at] = score;
}

static bool has_score(const struct score *scores, int count, int index)
{
    for (int i = 0; i < count; i++)
        if (scores[i].index == index)
            return true;
    return false;
}

/* Raises what is in the list already, then lets the new ones in, so that nothing falls off the end
 * that would have risen. */
static void add_scores(const struct model *model, const struct oracle_reading *reading, bool duties,
                       struct score *scores, int *count)
{
    struct score before[SCORES_MAX];
    int before_count = *count;
    memcpy(before, scores, sizeof before);
    *count = 0;
    for (int i = 0; i < before_count; i++) {
        struct score score = before[i];
        struct tally tally = tally_of(reading, score.index, duties ? score.index : NONE);
        score.score += tally.points;
        score.strong = score.strong || (tally.strong && !duties);
        place_score(scores, count, score);
    }
    size_t all = duties ? model->duties.n : model->categories.n;
    for (int index = 0; index < (int)all; index++) {
        struct tally tally = tally_of(reading, index, duties ? index : NONE);
        if (tally.seen && !has_score(before, before_count, index))
            place_score(scores, count,
                        (struct score){index, tally.points, tally.strong && !duties});
    }
}

/* ---- what is said ---- */

/* A category's share, and what its words count beside it. */
static int said_together(const struct matter *matter, const int *shares, int category)
{
    for (int i = 0; i < matter->category_count; i++) {
        struct score seen = matter->categories[i];
        int best = matter->categories[0].score, points = seen.score;
        if (best > WORDS_SAID_MOST)
            points = points * WORDS_SAID_MOST / best;
        if (seen.index == category)
            return shares[category] + (WORD_SAID + points) / (seen.strong ? 1 : 2);
    }
    return shares[category];
}

static void weigh_said(const struct model *model, struct matter *matter, const int *shares)
{
    const struct matter before = *matter;
    int none = (int)model->categories.n, most = INT_MIN;
    bool strong = false;
    int best = before.category_count && before.categories[0].score > SAID_SCORE
                   ? before.categories[0].score
                   : SAID_SCORE;
    for (int i = 0; i < none; i++) {
        int together = said_together(&before, shares, i);
        most = together > most ? together : most;
    }
    for (int i = 0; i < before.category_count; i++)
        strong = strong || before.categories[i].strong;
    bool sure =
        strong ? most + WORDS_HOLD >= shares[none] : most >= shares[none] && most >= SAID_SURE;
    matter->category_count = 0;
    for (int i = 0; i < none && sure; i++) {
        int behind = most - said_together(&before, shares, i);
        bool words_seen = has_score(before.categories, before.category_count, i);
        if (behind < SAID_REACH || words_seen)
            place_score(
                matter->categories, &matter->category_count,
                (struct score){
                    i, behind < SAID_REACH ? best * (SAID_REACH - behind) / SAID_REACH : 0, true});
    }
}

/* The parts of a condition that have to hold and ask whether a fact of the category has one value.
 */
static void list_values(const struct model *model, int category, const struct expr *expr,
                        struct known *out, int *count)
{
    if (expr && expr->op == EXPR_AND)
        for (size_t i = 0; i < expr->kids.n; i++)
            list_values(model, category, expr->kids.at[i], out, count);
    if (expr && expr->op == EXPR_SET && expr->variable.kind == VAR_FACT && expr->values.n == 1 &&
        model->facts.at[expr->variable.index].category == category && *count < KNOWN_MAX)
        out[(*count)++] = (struct known){expr->variable.index, expr->values.at[0], FROM_WORDS};
}

/* The share of the category's duties that ask for the value, of all of them. */
static bool value_said(const struct model *model, const struct saying_meant *meant, int category,
                       struct known value)
{
    float share = 0;
    for (size_t i = 0; i < model->duties.n; i++) {
        struct known asked[KNOWN_MAX];
        int count = 0;
        bool asks = false;
        if (model->duties.at[i].category == category)
            list_values(model, category, model->duties.at[i].when, asked, &count);
        for (int k = 0; k < count; k++)
            asks = asks || (asked[k].fact == value.fact && asked[k].value == value.value);
        if (asks)
            share += meant->shares[i];
    }
    return sayings_points(share / meant->group) >= SAID_SURE;
}

static void add_said_duty(const struct model *model, struct matter *matter,
                          const struct saying_meant *meant)
{
    const struct duty *duty = &model->duties.at[meant->thing];
    struct known asked[KNOWN_MAX];
    int count = 0;
    bool named = matter->duty_count || matter->pinned_duty != NONE;
    for (int i = 0; i < matter->fact_count; i++)
        named = named || model->facts.at[matter->facts[i].fact].category == duty->category;
    if (named || meant->points[duty->category] < SAID_SURE || !matter->category_count ||
        matter->categories[0].index != duty->category)
        return;
    if (duty->words.n && meant->sure >= SAID_SURE) {
        place_score(matter->duties, &matter->duty_count,
                    (struct score){meant->thing, SAID_SCORE, false});
        return;
    }
    list_values(model, duty->category, duty->when, asked, &count);
    for (int i = 0; i < count; i++)
        if (matter->fact_count < KNOWN_MAX && value_said(model, meant, duty->category, asked[i]))
            matter->facts[matter->fact_count++] = asked[i];
}

/* ---- what is denied ---- */

static bool is_said(const struct oracle_reading *reading, const struct oracle_evidence *denied)
{
    for (size_t i = 0; i < reading->evidence.n; i++) {
        const struct oracle_evidence *one = &reading->evidence.at[i];
        bool same =
            one->use == denied->use && one->index == denied->index && one->value == denied->value;
        if (same || (denied->use == ORACLE_CATEGORY && one->category == denied->category))
            return true;
    }
    return false;
}

static void drop_score(struct score *scores, int *count, int index)
{
    for (int i = 0; i < *count; i++)
        if (scores[i].index == index) {
            memmove(&scores[i], &scores[i + 1], (size_t)(*count - i - 1) * sizeof *scores);
            --*count;
            return;
        }
}

static void drop_value(struct matter *matter, int fact, int value)
{
    for (int i = matter->fact_count - 1; i >= 0; i--) {
        struct known *known = &matter->facts[i];
        if (known->fact != fact || known->value != value || known->source == FROM_GIVEN)
            continue;
        memmove(known, known + 1, (size_t)(matter->fact_count - i - 1) * sizeof *known);
        matter->fact_count--;
    }
}

static void drop_place(struct matter *matter, int area)
{
    for (int i = matter->place_count - 1; i >= 0; i--)
        if (matter->places[i] == area) {
            memmove(&matter->places[i], &matter->places[i + 1],
                    (size_t)(matter->place_count - i - 1) * sizeof *matter->places);
            matter->place_count--;
        }
}

static void take_back(struct matter *matter, const struct oracle_reading *reading)
{
    for (size_t i = 0; i < reading->passed.n; i++) {
        const struct oracle_evidence *one = &reading->passed.at[i];
        if (one->stance != STANCE_DENIED || is_said(reading, one))
            continue;
        switch (one->use) {
        case ORACLE_CATEGORY:
            drop_score(matter->categories, &matter->category_count, one->index);
            if (matter->pinned_category == one->index)
                matter->pinned_category = NONE;
            break;
        case ORACLE_DUTY:
            drop_score(matter->duties, &matter->duty_count, one->index);
            if (matter->pinned_duty == one->index)
                matter->pinned_duty = NONE;
            break;
        case ORACLE_VALUE:
            drop_value(matter, one->index, one->value);
            break;
        case ORACLE_AREA:
            drop_place(matter, one->index);
            break;
        case ORACLE_PERIOD:
            break;
        }
    }
}

/* ---- facts ---- */

static bool knows(const struct matter *matter, int fact, int value)
{
    for (int i = 0; i < matter->fact_count; i++)
        if (matter->facts[i].fact == fact && matter->facts[i].value == value)
            return true;
    return false;
}

/* Could it matter, as far as is known which category is meant? */
static bool matters(const struct model *model, const struct matter *matter, struct known known)
{
    struct score meant[SCORES_MAX];
    int category = model->facts.at[known.fact].category;
    if (known.source != FROM_WORDS || category == NONE)
        return true;
    int count = candidates_categories(model, matter, meant);
    return has_score(meant, count, category);
}

static bool reveals(const struct oracle_reading *reading, enum oracle_use use, int index, int value)
{
    for (size_t i = 0; i < reading->evidence.n; i++) {
        const struct oracle_evidence *evidence = &reading->evidence.at[i];
        if (evidence->use == use && evidence->index == index && evidence->value == value)
            return true;
    }
    return false;
}

typedef VEC(struct known) knowns;

/* The old ones, then what the text reveals, by fact and value. */
static knowns all_facts(const struct model *model, struct arena *arena, const struct matter *matter,
                        const struct oracle_reading *reading)
{
    knowns all = {0};
    for (int i = 0; i < matter->fact_count; i++)
        VEC_ADD(arena, &all, matter->facts[i]);
    for (size_t fact = 0; fact < model->facts.n; fact++)
        for (size_t value = 0; value < model->facts.at[fact].values.n; value++)
            if (reveals(reading, ORACLE_VALUE, (int)fact, (int)value) &&
                !knows(matter, (int)fact, (int)value))
                VEC_ADD(arena, &all, ((struct known){(int)fact, (int)value, FROM_WORDS}));
    return all;
}

static void add_facts(const struct model *model, struct matter *matter,
                      const struct oracle_reading *reading)
{
    struct arena arena;
    int others = KNOWN_MAX;
    arena_init(&arena, SIZE_MAX / 2);
    knowns all = all_facts(model, &arena, matter, reading);
    for (size_t i = 0; i < all.n; i++)
        if (matters(model, matter, all.at[i]))
            others--;
    int kept = 0;
    for (size_t i = 0; i < all.n && kept < KNOWN_MAX; i++)
        if (matters(model, matter, all.at[i]) || others-- > 0)
            matter->facts[kept++] = all.at[i];
    matter->fact_count = kept;
    arena_free(&arena);
}

/* ---- day ---- */

static void set_day(struct matter *matter, civil_day day)
{
    matter->has_day = true;
    matter->day = day;
    matter->weekdays = 0;
}

static void set_weekdays(struct matter *matter, unsigned weekdays)
{
    matter->has_day = false;
    matter->day = 0;
    matter->weekdays = weekdays;
}

static void add_day(struct matter *matter, const struct oracle_reading *reading,
                    struct civil_time now)
{
    unsigned weekdays = 0;
    for (size_t i = 0; i < reading->time_count; i++)
        if (reading->times[i].kind == WHEN_WEEKDAYS)
            weekdays |= reading->times[i].weekdays;
    if (weekdays)
        set_weekdays(matter, weekdays);
    civil_day day;
    for (size_t i = 0; i < reading->time_count; i++)
        if (when_date(&reading->times[i], now, &day))
            set_day(matter, day);
}

/* "Just now": the message's own time, where the text gives no other. The day is today where the
 * time that it gives may be now: "since last night till now" keeps its own day, and what goes on at
 * ten at night, told in the morning, has none. */
static void add_now(struct matter *matter, const struct oracle_reading *reading, bool time_said,
                    struct civil_time now)
{
    if (!reading->talk[TALK_HAPPENING_NOW] || now.minute == NONE)
        return;
    if (!time_said)
        matter->time = (struct known_time){.known = true,
                                           .source = FROM_MESSAGE,
                                           .ranges = 1,
                                           .range = {{now.minute, now.minute + 1}}};
    civil_day day;
    bool today = true;
    for (size_t i = 0; time_said && i < reading->time_count; i++)
        today &= !when_date(&reading->times[i], now, &day);
    bool now_meant = !time_said;
    for (int i = 0; i < matter->time.ranges; i++)
        now_meant |=
            now.minute >= matter->time.range[i].from && now.minute < matter->time.range[i].to;
    if (today && now_meant)
        set_day(matter, now.day);
}

/* ---- places, kind, and all together ---- */

static bool above_another(const struct model *model, const struct oracle_reading *reading,
                          size_t area)
{
    const struct area *self = &model->areas.at[area];
    for (size_t other = 0; other < model->areas.n; other++) {
        const struct area *below = &model->areas.at[other];
        if (other != area && below->first >= self->first && below->last <= self->last &&
            reveals(reading, ORACLE_AREA, (int)other, NONE))
            return true;
    }
    return false;
}

static bool lies_above(const struct model *model, int upper, int lower)
{
    for (int area = model->areas.at[lower].parent; area != NONE;
         area = model->areas.at[area].parent)
        if (area == upper)
            return true;
    return false;
}

static bool again(const struct oracle_reading *reading, size_t at)
{
    const struct oracle_evidence *one = &reading->evidence.at[at];
    for (size_t i = 0; i < at; i++)
        if (reading->evidence.at[i].use == one->use &&
            reading->evidence.at[i].index == one->index &&
            same_word(reading->evidence.at[i].word, one->word))
            return true;
    return false;
}

/* The words said of places above this one, its own name apart. */
static int support(const struct model *model, const struct oracle_reading *reading,
                   const struct oracle_evidence *evidence)
{
    int above = 0;
    for (size_t i = 0; i < reading->evidence.n; i++) {
        const struct oracle_evidence *other = &reading->evidence.at[i];
        if (other->use == ORACLE_AREA && !same_word(other->word, evidence->word) &&
            lies_above(model, other->index, evidence->index) && !again(reading, i))
            above++;
    }
    return above;
}

/* Some word names the area, and of the areas that word names none is better supported. */
static bool best_of_its_name(const struct model *model, const struct oracle_reading *reading,
                             int area)
{
    for (size_t i = 0; i < reading->evidence.n; i++) {
        const struct oracle_evidence *one = &reading->evidence.at[i];
        bool best = one->use == ORACLE_AREA && one->index == area;
        for (size_t k = 0; best && k < reading->evidence.n; k++) {
            const struct oracle_evidence *other = &reading->evidence.at[k];
            if (other->use == ORACLE_AREA && same_word(other->word, one->word) &&
                support(model, reading, other) > support(model, reading, one))
                best = false;
        }
        if (best)
            return true;
    }
    return false;
}

static void add_places(const struct model *model, struct matter *matter,
                       const struct oracle_reading *reading)
{
    int places[PLACES_MAX], count = 0;
    for (size_t area = 0; area < model->areas.n; area++)
        if (reveals(reading, ORACLE_AREA, (int)area, NONE) &&
            !above_another(model, reading, area) && best_of_its_name(model, reading, (int)area) &&
            count < PLACES_MAX)
            places[count++] = (int)area;
    if (!count)
        return;
    if (count > 1 && matter->place_count == 1) {
        int inside[PLACES_MAX], n = 0;
        for (int i = 0; i < count; i++)
            if (places[i] == matter->places[0] || lies_above(model, matter->places[0], places[i]))
                inside[n++] = places[i];
        if (n) {
            memcpy(places, inside, (size_t)n * sizeof *inside);
            count = n;
        }
    }
    memset(matter->places, 0, sizeof matter->places);
    memcpy(matter->places, places, (size_t)count * sizeof *places);
    matter->place_count = count;
    matter->place_unknown = false;
}

void oracle_add(const struct model *model, struct matter *matter,
                const struct oracle_reading *reading, struct civil_time now)
{
    take_back(matter, reading);
    bool first = !matter->category_count && matter->pinned_category == NONE;
    add_scores(model, reading, false, matter->categories, &matter->category_count);
    if (first && reading->meant)
        weigh_said(model, matter, reading->meant->points);
    add_scores(model, reading, true, matter->duties, &matter->duty_count);
    add_facts(model, matter, reading);
    if (first && reading->meant && reading->kind != KIND_CONSULT)
        add_said_duty(model, matter, reading->meant);
    bool time_said = oracle_reveal_time(model, matter, reading);
    add_day(matter, reading, now);
    add_now(matter, reading, time_said, now);
    add_places(model, matter, reading);
    if (reading->kind != NONE)
        matter->kind = reading->kind;
}

struct oracle_reading *oracle_reveal(const struct oracle_words *lexicon, struct arena *arena,
                                     struct matter *matter, struct view text, struct civil_time now)
{
    struct oracle_reading *reading = oracle_read(lexicon, arena, text);
    oracle_add(lexicon->model, matter, reading, now);
    return reading;
}
