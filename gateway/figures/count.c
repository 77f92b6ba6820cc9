/* count: what a case's events come to.
 *
 * A fact is made of the case's row and of the log of what happened to it, of nothing else, so it
 * can always be made again and held against what is kept. Everything belongs to the day the case
 * was filed, and to the unit, class and place it has now: "of what was filed in May, so many are
 * closed" is a sentence whose cases can be listed, and no case stands in two lines of a table.
 *
 * An answer stands until the case is handled again; from filing to the answer that stands is the
 * handling time. The first dispatch was right where nobody returned, disputed or reassigned the
 * case before the first answer. Overdue is what the clock has marked, or what was answered after
 * the deadline that the log says was in force. */
#include "gateway/figures/count.h"

#include "gateway/case/case.h"
#include "gateway/store/cases.h"

enum { DAY = 86400 };

/* What a move says of a case, once made; by code, since it is the log's. */
static const struct {
    const char *move;
    enum figure_mark mark;
} told_by[] = {{"return", FACT_returned},       {"dispute", FACT_disputed},
               {"extend_grant", FACT_extended}, {"rate_poor", FACT_redo},
               {"rate_poor_again", FACT_redo},  {"reopen", FACT_reopened},
               {"reopen_again", FACT_reopened}};

struct walked { /* the log, up to somewhere */
    struct case_fact fact;
    bool dispatched, wrong;
    int64_t due;                  /* in force; 0: none known */
    int64_t answer, first_answer; /* when; 0: none */
};

static void set(struct case_fact *fact, enum figure_mark mark, bool yes)
{
    if (yes)
        fact->marks |= 1u << mark;
}

static bool has(const struct case_fact *fact, enum figure_mark mark)
{
    return fact->marks >> mark & 1;
}

static bool is_move(const struct fact_event *event, const char *code)
{
    return event->move >= 0 && event->move < CASE_MOVES &&
           strcmp(case_move_info((enum case_move)event->move)->code, code) == 0;
}

static void rate(struct case_fact *fact, int rating)
{
    int marks[RATE_DIMENSIONS], sum = 0;
    for (int i = RATE_DIMENSIONS - 1; i >= 0; i--, rating /= 10)
        sum += marks[i] = rating % 10;
    bool poor = sum <= RATE_POOR_AT * RATE_DIMENSIONS;
    fact->sums[SUM_ratings]++;
    fact->sums[SUM_good] += !poor;
    for (int i = 0; i < RATE_DIMENSIONS; i++)
        fact->sums[SUM_speed + i] += marks[i];
    set(fact, FACT_rated, true);
    set(fact, FACT_poor, poor);
}

static void walk_dispatch(struct walked *w, const struct fact_event *event)
{
    bool again =
        event->move == MOVE_ASSIGN || event->move == MOVE_RETURN || is_move(event, "dispute");
    if (w->dispatched && !w->first_answer && again)
        w->wrong = true;
    if (event->state == CASE_DISPATCHED)
        w->dispatched = true;
}

static void walk_event(struct walked *w, const struct fact_event *event)
{
    for (size_t i = 0; i < sizeof told_by / sizeof *told_by; i++)
        set(&w->fact, told_by[i].mark, is_move(event, told_by[i].move));
    walk_dispatch(w, event);
    set(&w->fact, FACT_supervised, event->state == CASE_SUPERVISED);
    set(&w->fact, FACT_overdue, event->move == EVENT_OVERDUE);
    w->fact.sums[SUM_returns] += event->move == MOVE_RETURN;
    w->due = event->due ? event->due : w->due;
    if (event->rating)
        rate(&w->fact, event->rating);
    if (event->move == MOVE_ANSWER) {
        set(&w->fact, FACT_overdue, w->due && event->at > w->due);
        w->answer = event->at;
        w->first_answer = w->first_answer ? w->first_answer : event->at;
    }
}

static void end(struct walked *w, const struct fact_source *source)
{
    struct case_fact *fact = &w->fact;
    bool final = case_state_info((enum case_state)source->state)->final;
    bool closed = source->state == CASE_CLOSED;
    bool answered = w->answer && (closed || source->state == CASE_ANSWERED);
    int64_t seconds = w->answer - source->filed;
    set(fact, FACT_filed, true);
    set(fact, FACT_kept, !final || closed);
    set(fact, FACT_closed, closed);
    set(fact, FACT_pending, !final);
    set(fact, FACT_dispatched, w->dispatched);
    set(fact, FACT_first_right, w->dispatched && !w->wrong);
    set(fact, FACT_by_engine, (source->flags & CASE_BY_ENGINE) != 0);
    set(fact, FACT_answered, answered);
    set(fact, FACT_timed, answered || has(fact, FACT_overdue));
    set(fact, FACT_on_time, answered && !has(fact, FACT_overdue));
    set(fact, FACT_one_day, answered && seconds <= DAY);
    set(fact, FACT_three_days, answered && seconds <= 3 * DAY);
    fact->bucket = answered ? bucket_of(seconds) : -1;
    fact->sums[SUM_seconds] = answered ? seconds : 0;
}

struct case_fact fact_make(const struct fact_source *source)
{
    struct walked w = {.fact = {.case_id = source->case_id,
                                .category = source->category,
                                .duty = source->duty,
                                .unit = source->unit,
                                .area = source->area,
                                .channel = source->channel,
                                .kind = source->kind}};
    for (size_t i = 0; i < source->event_count; i++)
        walk_event(&w, &source->events[i]);
    end(&w, source);
    return w.fact;
}

/* ---- counts ---- */

void figure_count(struct figure *figure, const struct case_fact *fact, int times)
{
    for (int i = 0; i < FACT_MARKS; i++)
        figure->n[i] += (fact->marks >> i & 1) ? times : 0;
    for (int i = 0; i < FACT_SUMS; i++)
        figure->n[FACT_MARKS + i] += fact->sums[i] * times;
    if (fact->bucket >= 0)
        figure->n[FACT_MARKS + FACT_SUMS + fact->bucket] += times;
}

void figure_sum(struct figure *figure, const struct figure *more)
{
    for (int i = 0; i < FIGURE_COUNTS; i++)
        figure->n[i] += more->n[i];
}

bool fact_equal(const struct case_fact *a, const struct case_fact *b)
{
    return a->case_id == b->case_id && view_eq(a->category, b->category) &&
           view_eq(a->duty, b->duty) && view_eq(a->unit, b->unit) && view_eq(a->area, b->area) &&
           a->channel == b->channel && a->kind == b->kind && a->marks == b->marks &&
           a->bucket == b->bucket && memcmp(a->sums, b->sums, sizeof a->sums) == 0;
}

/* ---- handling times ---- */

static const int64_t limits[BUCKETS] = {
#define BUCKET(name, seconds) seconds,
    FIGURE_BUCKETS(BUCKET)
#undef BUCKET
};

int64_t bucket_limit(int bucket)
{
    return limits[bucket];
}

int bucket_of(int64_t seconds)
{
    int bucket = 0;
    while (bucket + 1 < BUCKETS && seconds > limits[bucket])
        bucket++;
    return bucket;
}

double figure_quantile(const struct figure *figure, double share)
{
    double wanted = share * (double)figure_mark_of(figure, FACT_answered), before = 0;
    for (int i = 0; i < BUCKETS; i++) {
        double here = (double)figure_bucket_of(figure, i);
        double low = i ? (double)limits[i - 1] : 0;
        if (here > 0 && before + here >= wanted)
            return i + 1 == BUCKETS ? low
                                    : low + (wanted - before) / here * ((double)limits[i] - low);
        before += here;
    }
    return -1;
}
