/* reveal: from the evidence of a text to what is known of the matter (matter.h, rules 2 to 7).
 *
 * A text adds to scores and facts; it replaces time, day, place and kind where it says something
 * about them, and leaves them alone where it does not. What has no room in the matter's fixed
 * arrays is the least of its kind: scores are merged with those that are there and the best kept.
 *
 * What a text says of the time of day is worked out beside this (said_time.c). */
#include "dsl/engine/propose.h"
#include "dsl/engine/recognise.h"

#include "dsl/engine/layout.h"
#include "dsl/engine/meant.h"
#include "dsl/engine/said.h"

/* ---- scores ---- */

static bool goes_before(const struct score *a, const struct score *b)
{
    return a->score != b->score ? a->score > b->score : a->index < b->index;
}

void score_place(struct score *list, int *count, struct score score)
{
    int at = *count;
    while (at > 0 && goes_before(&score, &list[at - 1]))
        at--;
    if (at == SCORES_MAX)
        return;
    int last = *count < SCORES_MAX ? (*count)++ : SCORES_MAX - 1;
    for (; last > at; last--)
        list[last] = list[last - 1];
    list[at] = score;
}

static const struct score *find_score(const struct score *list, size_t count, int index)
{
    for (size_t i = 0; i < count; i++)
        if (list[i].index == index)
            return &list[i];
    return NULL;
}

static void merge_scores(struct score *list, int *count, const struct score *more,
                         size_t more_count)
{
    struct score before[SCORES_MAX];
    size_t before_count = (size_t)*count;
    if (!more_count)
        return;
    memcpy(before, list, before_count * sizeof *before);
    *count = 0;
    for (size_t i = 0; i < before_count; i++) {
        const struct score *raise = find_score(more, more_count, before[i].index);
        if (raise) {
            before[i].score += raise->score;
            before[i].strong |= raise->strong;
        }
        score_place(list, count, before[i]);
    }
    for (size_t i = 0; i < more_count; i++)
        if (!find_score(before, before_count, more[i].index))
            score_place(list, count, more[i]);
}

/* ---- what is denied ---- */

static bool still_said(const struct recognition *recognition, const struct evidence *denied)
{
    for (size_t i = 0; i < recognition->evidence_count; i++) {
        const struct evidence *one = &recognition->evidence[i];
        if (denied->use == USE_CATEGORY ? one->category == denied->category
                                        : one->use == denied->use && one->index == denied->index &&
                                              one->value == denied->value)
            return true;
    }
    return false;
}

static void forget_score(struct score *list, int *count, int index, int *pinned)
{
    int kept = 0;
    for (int i = 0; i < *count; i++)
        if (list[i].index != index)
            list[kept++] = list[i];
    *count = kept;
    if (*pinned == index)
        *pinned = NONE;
}

static void forget_value(struct matter *matter, int fact, int value)
{
    int kept = 0;
    for (int i = 0; i < matter->fact_count; i++) {
        struct known one = matter->facts[i];
        if (one.fact != fact || one.value != value || one.source == FROM_GIVEN)
            matter->facts[kept++] = one;
    }
    matter->fact_count = kept;
}

static void forget_place(struct matter *matter, int area)
{
    int kept = 0;
    for (int i = 0; i < matter->place_count; i++)
        if (matter->places[i] != area)
            matter->places[kept++] = matter->places[i];
    matter->place_count = kept;
}

/* What was known and is denied now is known no longer. */
static void forget_denied(struct matter *matter, const struct recognition *recognition)
{
    for (size_t i = 0; i < recognition->passed_count; i++) {
        const struct evidence *one = &recognition->passed[i];
        if (one->stance != STANCE_DENIED || still_said(recognition, one))
            continue;
        if (one->use == USE_CATEGORY)
            forget_score(matter->categories, &matter->category_count, one->index,
                         &matter->pinned_category);
        else if (one->use == USE_DUTY)
            forget_score(matter->duties, &matter->duty_count, one->index, &matter->pinned_duty);
        else if (one->use == USE_VALUE)
            forget_value(matter, one->index, one->value);
        else if (one->use == USE_AREA)
            forget_place(matter, one->index);
    }
}

/* ---- facts ---- */

static bool knows(const struct matter *matter, struct known known)
{
    for (int i = 0; i < matter->fact_count; i++)
        if (matter->facts[i].fact == known.fact && matter->facts[i].value == known.value)
            return true;
    return false;
}

/* Could the category be meant, as far as is known now? */
static bool could_be_meant(const struct rules *rules, const struct matter *matter, int category)
{
    bool any_strong = false, strong = false, there = false;
    int pinned = matter->pinned_category;
    if (pinned >= 0 && pinned < image_categories_count(rules))
        return pinned == category;
    for (int i = 0; i < matter->category_count; i++) {
        any_strong |= matter->categories[i].strong;
        if (matter->categories[i].index == category) {
            there = true;
            strong = matter->categories[i].strong;
        }
    }
    return there && strong == any_strong;
}

static bool matters(const struct rules *rules, const struct matter *matter, struct known known)
{
    int category = image_facts(rules)[known.fact].category;
    return known.source != FROM_WORDS || category == NONE ||
           could_be_meant(rules, matter, category);
}

/* More facts than there is room for: of all, old and new, those stay that could matter, and of the
 * others as many as fit. */
static void crowd_facts(const struct rules *rules, struct matter *matter,
                        const struct recognition *recognition)
{
    struct known kept[KNOWN_MAX];
    int others = KNOWN_MAX, count = 0;
    for (int round = 0; round < 2; round++) {
        for (int i = 0; i < matter->fact_count; i++) {
            bool first = matters(rules, matter, matter->facts[i]);
            if (round == 0)
                others -= first;
            else if (count < KNOWN_MAX && (first || others-- > 0))
                kept[count++] = matter->facts[i];
        }
        for (size_t i = 0; i < recognition->value_count; i++) {
            struct known known = recognition->values[i];
            if (knows(matter, known))
                continue;
            bool first = matters(rules, matter, known);
            if (round == 0)
                others -= first;
            else if (count < KNOWN_MAX && (first || others-- > 0))
                kept[count++] = known;
        }
    }
    memcpy(matter->facts, kept, (size_t)count * sizeof *kept);
    matter->fact_count = count;
}

static void reveal_facts(const struct rules *rules, struct matter *matter,
                         const struct recognition *recognition)
{
    int count = matter->fact_count;
    if (recognition->value_count > (size_t)(KNOWN_MAX - count)) {
        crowd_facts(rules, matter, recognition);
        return;
    }
    for (size_t i = 0; i < recognition->value_count; i++)
        if (!knows(matter, recognition->values[i]))
            matter->facts[count++] = recognition->values[i];
    matter->fact_count = count;
}

/* ---- day ---- */

static void set_day(struct matter *matter, civil_day day)
{
    matter->has_day = true;
    matter->day = day;
    matter->weekdays = 0;
}

/* The day a finding means; a weekday alone means none. */
static bool reveal_one_day(struct matter *matter, const struct when *when, struct civil_time now)
{
    civil_day day;
    if (!when_date(when, now, &day))
        return false;
    set_day(matter, day);
    return true;
}

bool day_said(struct matter *matter, const struct recognition *recognition, struct civil_time now)
{
    unsigned weekdays = 0;
    bool said = false;
    for (size_t i = 0; i < recognition->time_count; i++)
        if (recognition->times[i].kind == WHEN_WEEKDAYS)
            weekdays |= recognition->times[i].weekdays;
    if (weekdays) {
        matter->has_day = false;
        matter->day = 0;
        matter->weekdays = weekdays;
        said = true;
    }
    for (size_t i = 0; i < recognition->time_count && now.minute != NONE; i++)
        if (reveal_one_day(matter, &recognition->times[i], now))
            said = true;
    return said;
}

static bool lies_in_time(const struct known_time *time, int minute)
{
    for (int i = 0; i < time->ranges; i++)
        if (minute >= time->range[i].from && minute < time->range[i].to)
            return true;
    return false;
}

static bool names_date(const struct recognition *recognition, struct civil_time now)
{
    civil_day day;
    for (size_t i = 0; i < recognition->time_count; i++)
        if (when_date(&recognition->times[i], now, &day))
            return true;
    return false;
}

static void reveal_time(const struct rules *rules, struct matter *matter,
                        const struct recognition *recognition, struct civil_time now)
{
    bool said = time_revealed(rules, recognition, &matter->time);
    day_said(matter, recognition, now);
    if (recognition->talk[TALK_HAPPENING_NOW] == TALK_ABSENT || now.minute == NONE)
        return;
    if (!said)
        matter->time = (struct known_time){.known = true,
                                           .source = FROM_MESSAGE,
                                           .ranges = 1,
                                           .range = {{now.minute, now.minute + 1}}};
    if (!said || (!names_date(recognition, now) && lies_in_time(&matter->time, now.minute)))
        set_day(matter, now.day);
}

/* ---- places ---- */

static bool above_another(const struct rules *rules, const struct recognition *recognition,
                          int area)
{
    const struct image_area *self = &image_areas(rules)[area];
    for (size_t i = 0; i < recognition->evidence_count; i++) {
        const struct evidence *one = &recognition->evidence[i];
        if (one->use == USE_AREA && one->index > area && one->index < self->last)
            return true;
    }
    return false;
}

/* How many words of the text, other than that one, name an area above this one. */
static int words_above(const struct rules *rules, const struct recognition *recognition, int area,
                       uint32_t word)
{
    int count = 0;
    for (size_t i = 0; i < recognition->evidence_count; i++) {
        const struct evidence *one = &recognition->evidence[i];
        count += one->use == USE_AREA && one->word != word && one->index < area &&
                 area < image_areas(rules)[one->index].last;
    }
    return count;
}

/* Has another area of the same word more words above it? */
static bool outdone(const struct rules *rules, const struct recognition *recognition,
                    const struct evidence *evidence)
{
    int own = NONE;
    for (size_t i = 0; i < recognition->evidence_count; i++) {
        const struct evidence *other = &recognition->evidence[i];
        if (other->use != USE_AREA || other->word != evidence->word ||
            other->index == evidence->index)
            continue;
        if (own == NONE)
            own = words_above(rules, recognition, evidence->index, evidence->word);
        if (words_above(rules, recognition, other->index, other->word) > own)
            return true;
    }
    return false;
}

/* Does a word mean this area, and no other of its name? */
static bool meant(const struct rules *rules, const struct recognition *recognition, int area)
{
    for (size_t i = 0; i < recognition->evidence_count; i++) {
        const struct evidence *one = &recognition->evidence[i];
        if (one->use == USE_AREA && one->index == area && !outdone(rules, recognition, one))
            return true;
    }
    return false;
}

/* The next area after `area` that the text names. */
static int next_area(const struct recognition *recognition, int area)
{
    int next = NONE;
    for (size_t i = 0; i < recognition->evidence_count; i++) {
        const struct evidence *one = &recognition->evidence[i];
        if (one->use == USE_AREA && one->index > area && (next == NONE || one->index < next))
            next = one->index;
    }
    return next;
}

/* The areas a text names, less those above others, by index; at most PLACES_MAX. */
int places_said(const struct rules *rules, const struct recognition *recognition, int *places)
{
    int count = 0;
    for (int area = next_area(recognition, NONE); area != NONE && count < PLACES_MAX;
         area = next_area(recognition, area))
        if (!above_another(rules, recognition, area) && meant(rules, recognition, area))
            places[count++] = area;
    return count;
}

/* Of several places those inside the one that was known before, if any are; how many stay. */
static int keep_inside(const struct rules *rules, const struct matter *matter, int *places,
                       int count)
{
    int kept = 0;
    if (count < 2 || matter->place_count != 1)
        return count;
    const struct image_area *around = &image_areas(rules)[matter->places[0]];
    for (int i = 0; i < count; i++)
        if (places[i] >= around->first && places[i] < around->last)
            places[kept++] = places[i];
    for (int i = kept; kept && i < count; i++)
        places[i] = 0;
    return kept ? kept : count;
}

static void reveal_places(const struct rules *rules, struct matter *matter,
                          const struct recognition *recognition)
{
    int places[PLACES_MAX] = {0};
    int count = places_said(rules, recognition, places);
    if (!count)
        return;
    count = keep_inside(rules, matter, places, count);
    memcpy(matter->places, places, sizeof places);
    matter->place_count = count;
    matter->place_unknown = false;
}

void matter_reveal(const struct rules *rules, struct matter *matter,
                   const struct recognition *recognition, struct civil_time now)
{
    forget_denied(matter, recognition);
    bool opens = !matter->category_count && matter->pinned_category == NONE;
    const struct saying_meant *said = opens ? meant_of(recognition) : NULL;
    merge_scores(matter->categories, &matter->category_count, recognition->categories,
                 recognition->category_count);
    if (said)
        meant_reveal(rules, matter, said);
    merge_scores(matter->duties, &matter->duty_count, recognition->duties, recognition->duty_count);
    reveal_facts(rules, matter, recognition);
    if (said && recognition->kind != KIND_CONSULT)
        meant_reveal_duty(rules, matter, said);
    reveal_time(rules, matter, recognition, now);
    reveal_places(rules, matter, recognition);
    if (recognition->kind != NONE)
        matter->kind = recognition->kind;
    if (recognition->ranking)
        propose_reveal(rules, matter, recognition->ranking);
}
