/* differential: the engine against the reference interpreter, on random cases.
 *
 *   differential DIR [CASES [SEED]]
 *
 * A case is one or two texts made of the district's own words, its examples, times, noise; and
 * facts that were settled before at random. Both sides read the texts and the two matters are
 * compared field by field; then both decide the same matter and the decisions are compared. Beside
 * them stand random deadlines and random enterprises. Everything follows from the seed.
 *
 * A difference is made small before it is shown: characters and settled fields are taken away as
 * long as it stays. Ends with "N passed, N failed". */
#include <stdio.h>
#include <stdlib.h>

#include "dsl/base/segment.h"
#include "dsl/base/utf8.h"
#include "dsl/compile/compile.h"
#include "dsl/engine/decide.h"
#include "dsl/engine/several.h"
#include "dsl/oracle/oracle.h"

enum { TEXT_MAX = 4096, SHOWN_MOST = 5, PIECES_MOST = 9 };

struct subject {
    struct arena arena; /* model and image */
    struct sources sources;
    struct diags diags;
    struct model *model;
    struct buf image;
    struct rules rules;
    struct oracle_words *lexicon;
    VEC(struct word) pool; /* every word a text may be made of */
    struct arena scratch;  /* one case */
    uint64_t state;
    long statuses[DECIDE_OTHERWISE + 1], asks[ASK_MATTER + 1]; /* how the cases ended */
    long answers, several, joined, spans;
    struct frequency frequency; /* drawn anew for each case that has one */
};

struct trial {
    char text[2][TEXT_MAX];
    size_t n[2];
    int texts;
    struct matter before;
    struct civil_time now;
};

/* ---- chance ---- */

static uint64_t chance(struct subject *s)
{
    uint64_t z = s->state += 0x9e3779b97f4a7c15u;
    z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9u;
    z = (z ^ z >> 27) * 0x94d049bb133111ebu;
    return z ^ z >> 31;
}

static int below(struct subject *s, size_t n)
{
    return n ? (int)(chance(s) % n) : 0;
}

static bool once_in(struct subject *s, int n)
{
    return below(s, (size_t)n) == 0;
}

/* ---- texts ---- */

static void put(struct trial *trial, int which, struct view v)
{
    if (trial->n[which] + v.n > TEXT_MAX)
        return;
    if (v.n)
        memcpy(trial->text[which] + trial->n[which], v.p, v.n);
    trial->n[which] += v.n;
}

static void put_noise(struct subject *s, struct trial *trial, int which)
{
    static const char *const noise[] = {"，",     "。",   " ",  "的",   "了", "我家", "楼下",
                                        "!!",     "ＡＢ", "12", "天天", "一", "x",    "\n",
                                        "。。。", "請",   "啊", "７",   "-",  "K"};
    char point[4];
    if (once_in(s, 3))
        put(trial, which,
            (struct view){point, utf8_put((uint32_t)(0x4e00 + below(s, 0x5000)), point)});
    else
        put(trial, which, view_of(noise[below(s, sizeof noise / sizeof *noise)]));
}

static const char *const times[] = {"晚上十一点",
                                    "23:30",
                                    "昨天",
                                    "周六",
                                    "上周三",
                                    "早上六点半",
                                    "凌晨两点多",
                                    "3月5日",
                                    "今天",
                                    "周末",
                                    "下午3点",
                                    "前天晚上",
                                    "22:00",
                                    "中午12点",
                                    "６：００",
                                    "10点左右",
                                    "明天",
                                    "星期天",
                                    "2月30日",
                                    "昨晚",
                                    "零点",
                                    "24:00",
                                    "凌晨1点到5点",
                                    "晚上10点到6点",
                                    "20:00-4:30",
                                    "8到10点",
                                    "昨夜两点",
                                    "15号晚上",
                                    "上上周六",
                                    "2026年5月1日",
                                    "下周日",
                                    "本周末",
                                    "半夜12点",
                                    "每周一",
                                    "刚才",
                                    "现在",
                                    "正在",
                                    "晚8点",
                                    "两三点",
                                    "10点到6点",
                                    "08:30",
                                    "11点40到12点",
                                    "九点到十一点",
                                    "20:00到1:00",
                                    "5点到23点",
                                    "八九点",
                                    "19:30到22:30",
                                    "from 9 to 11 pm",
                                    "9-11pm",
                                    "between 10 and 12 am ",
                                    "between 9:30 pm and 11pm",
                                    "早上7点到22点",
                                    "晚上九点到十一点"};
enum { TIMES = sizeof times / sizeof *times };

static void put_time(struct subject *s, struct trial *trial, int which)
{
    put(trial, which, view_of(times[below(s, TIMES)]));
}

/* What a citizen denies, or says of others (dsl/base/stance.h). */
static void put_turn(struct subject *s, struct trial *trial, int which)
{
    static const char *const turns[] = {
        "不是", "，不是", "并非",         "，而是",      "没有",      "，就是", "跟",
        "无关", "物业说", "，他们回复说", "12345让我找", "找过物业",  "，其实", "，根本不是，",
        "，是", "？",     "吗？",         "是不是",      "it's not ", " but ",  "s",
        "es",   "s ",     "还",           "而且",        "，也",      " and "};
    put(trial, which, view_of(turns[below(s, sizeof turns / sizeof *turns)]));
}

static bool latin(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z');
}

/* The most that may stand between a sequence's parts. */
static int gap_of(const struct word *word)
{
    bool english = latin(word->first.p[word->first.n - 1]) && latin(word->second.p[0]);
    return english ? SEQUENCE_GAP_LATIN : SEQUENCE_GAP;
}

static void put_word(struct subject *s, struct trial *trial, int which, const struct word *word)
{
    put(trial, which, word->first);
    if (once_in(s, 8) && latin(word->first.p[word->first.n - 1]))
        put(trial, which, once_in(s, 2) ? VIEW("s") : VIEW("es"));
    if (!word->second.n)
        return;
    if (once_in(s, 2)) /* on the edge of what a sequence may leave between */
        for (int gap = gap_of(word) - 1 + below(s, 3); gap > 0; gap--)
            put(trial, which, VIEW("之"));
    else
        for (int gap = below(s, 12); gap > 0; gap--)
            put_noise(s, trial, which);
    put(trial, which, word->second);
}

static const words *words_near(struct subject *s, const struct category *category)
{
    const struct model *m = s->model;
    int kind = below(s, 3);
    if (kind == 0 && category->duties.n)
        return &m->duties.at[category->duties.at[below(s, category->duties.n)]].words;
    if (kind == 1 && category->facts.n) {
        const struct fact *fact = &m->facts.at[category->facts.at[below(s, category->facts.n)]];
        return &fact->values.at[below(s, fact->values.n)].words;
    }
    return &category->words;
}

/* A piece of an example: where people's words stand in people's order. */
static void put_example(struct subject *s, struct trial *trial, int which)
{
    const struct duty *duty = &s->model->duties.at[below(s, s->model->duties.n)];
    if (!duty->examples.n)
        return;
    struct view text = duty->examples.at[below(s, duty->examples.n)].text;
    size_t from = 0;
    for (int skip = once_in(s, 2) ? below(s, utf8_length(text)) : 0; skip > 0; skip--)
        utf8_next(text, &from);
    put(trial, which, view_sub(text, from, text.n));
}

static void put_piece(struct subject *s, struct trial *trial, int which,
                      const struct category *category)
{
    const words *near = category ? words_near(s, category) : NULL;
    int kind = below(s, 10);
    if (once_in(s, 4))
        put_turn(s, trial, which);
    if (kind < 2)
        put_noise(s, trial, which);
    else if (kind < 3)
        put_time(s, trial, which);
    else if (kind < 7 && near && near->n)
        put_word(s, trial, which, &near->at[below(s, near->n)]);
    else if (s->pool.n)
        put_word(s, trial, which, &s->pool.at[below(s, s->pool.n)]);
}

/* What answers a question: a name or a display text, and nothing else but a stop. */
static void put_name(struct subject *s, struct trial *trial, int which)
{
    static const char *const others[] = {"不知道", "节假日", "工作日", "休息日", "刚才", "周日"};
    const struct model *m = s->model;
    const struct fact *fact = m->facts.n ? &m->facts.at[below(s, m->facts.n)] : NULL;
    int kind = below(s, 4);
    if (once_in(s, 4))
        put(trial, which, VIEW("不是"));
    if (kind == 0 && fact)
        put(trial, which, fact->values.at[below(s, fact->values.n)].display.zh);
    else if (kind == 1 && m->duties.n)
        put(trial, which, m->duties.at[below(s, m->duties.n)].display.zh);
    else if (kind == 2 && m->areas.n)
        put(trial, which, m->areas.at[below(s, m->areas.n)].name);
    else
        put(trial, which, view_of(others[below(s, sizeof others / sizeof *others)]));
    if (once_in(s, 2))
        put(trial, which, VIEW("。"));
}

/* Several things in one message: each a piece of an example, or the words of a category. */
static void put_list(struct subject *s, struct trial *trial, int which)
{
    static const char *const marks[][3] = {{"1、", "；2、", "；3、"},
                                           {"一是", "，二是", "。三是"},
                                           {"", "。另外", "，还有"},
                                           {"首先，", "，其次", "。再次，"}};
    const char *const *mark = marks[below(s, sizeof marks / sizeof *marks)];
    for (int i = 0, n = 2 + below(s, 2); i < n; i++) {
        const struct category *category =
            &s->model->categories.at[below(s, s->model->categories.n)];
        put(trial, which, view_of(mark[i]));
        if (once_in(s, 2))
            put_example(s, trial, which);
        else
            put_piece(s, trial, which, category);
    }
}

/* Two and more values of one fact, joined: both are true. */
static void put_joined(struct subject *s, struct trial *trial, int which,
                       const struct category *category)
{
    static const char *const joins[] = {"还", "，还", "而且", "也", "又", " and ", "还是"};
    if (!category->facts.n || !category->words.n)
        return;
    const struct fact *fact = &s->model->facts.at[category->facts.at[below(s, category->facts.n)]];
    put_word(s, trial, which, &category->words.at[below(s, category->words.n)]);
    for (int i = 0, n = 2 + below(s, 2); i < n && fact->values.n; i++) {
        const words *said = &fact->values.at[below(s, fact->values.n)].words;
        if (i > 0)
            put(trial, which, view_of(joins[below(s, sizeof joins / sizeof *joins)]));
        if (once_in(s, 6))
            put_turn(s, trial, which);
        if (said->n)
            put_word(s, trial, which, &said->at[below(s, said->n)]);
        if (i > 0 && once_in(s, 4))
            put_word(s, trial, which, &category->words.at[below(s, category->words.n)]);
    }
}

static void make_text(struct subject *s, struct trial *trial, int which)
{
    const struct category *category = NULL;
    if (s->model->categories.n && !once_in(s, 4))
        category = &s->model->categories.at[below(s, s->model->categories.n)];
    if (once_in(s, 12)) {
        put_name(s, trial, which);
        return;
    }
    if (once_in(s, 8) && s->model->categories.n) {
        put_list(s, trial, which);
        return;
    }
    if (category && once_in(s, 12)) {
        put_joined(s, trial, which, category);
        return;
    }
    if (once_in(s, 4) && s->model->duties.n)
        put_example(s, trial, which);
    for (int pieces = below(s, PIECES_MOST); pieces > 0; pieces--)
        put_piece(s, trial, which, category);
}

/* ---- settled facts ---- */

static void settle_facts(struct subject *s, struct matter *matter)
{
    for (int n = below(s, 4); n > 0 && s->model->facts.n; n--) {
        int fact = below(s, s->model->facts.n), kept = 0;
        int value = once_in(s, 5) ? NONE : below(s, s->model->facts.at[fact].values.n);
        for (int i = 0; i < matter->fact_count; i++)
            if (matter->facts[i].fact != fact)
                matter->facts[kept++] = matter->facts[i];
        matter->fact_count = kept;
        matter->facts[matter->fact_count++] =
            (struct known){fact, value, value == NONE || once_in(s, 2) ? FROM_ANSWER : FROM_GIVEN};
    }
}

/* A minute, or a while, over midnight too; half of those from one hour to another. */
static struct known_time draw_time(struct subject *s)
{
    int from = below(s, MINUTES_A_DAY), length = once_in(s, 2) ? 1 : 2 + below(s, 1400);
    int next_day = from + length - MINUTES_A_DAY;
    struct known_time time = {.known = true, .source = FROM_GIVEN};
    time.span = length > 1 && once_in(s, 2);
    if (next_day > 0)
        time.range[time.ranges++] = (struct minute_range){0, next_day};
    time.range[time.ranges++] =
        (struct minute_range){from, next_day > 0 ? MINUTES_A_DAY : from + length};
    return time;
}

static void settle_time(struct subject *s, struct matter *matter)
{
    matter->time =
        once_in(s, 4) ? (struct known_time){.unknown = true, .source = FROM_ANSWER} : draw_time(s);
}

static void settle_place(struct subject *s, struct matter *matter)
{
    if (!s->model->areas.n || once_in(s, 6)) {
        matter->place_unknown = true;
        return;
    }
    matter->place_count = 1;
    matter->places[0] = below(s, s->model->areas.n);
}

static void settle_category(struct subject *s, struct matter *matter)
{
    if (!s->model->categories.n)
        return;
    matter->pinned_category = below(s, s->model->categories.n);
    const struct category *category = &s->model->categories.at[matter->pinned_category];
    if (once_in(s, 3))
        matter->pinned_duty = OTHER_MATTER;
    else if (once_in(s, 2) && category->duties.n)
        matter->pinned_duty = category->duties.at[below(s, category->duties.n)];
}

static struct matter make_before(struct subject *s)
{
    struct matter matter = matter_empty();
    if (once_in(s, 2))
        return matter;
    settle_facts(s, &matter);
    if (once_in(s, 3))
        settle_time(s, &matter);
    if (once_in(s, 3))
        settle_place(s, &matter);
    if (once_in(s, 6))
        settle_category(s, &matter);
    if (once_in(s, 6))
        matter.dayclass = below(s, DAYCLASS_COUNT);
    if (once_in(s, 6))
        matter.weekdays = once_in(s, 4) ? WEEKDAYS_UNKNOWN : (unsigned)below(s, 128);
    if (once_in(s, 4))
        matter.channel = below(s, CHANNEL_COUNT);
    return matter;
}

static void make_trial(struct subject *s, struct trial *trial)
{
    trial->n[0] = trial->n[1] = 0;
    trial->texts = once_in(s, 4) ? 2 : 1;
    trial->before = make_before(s);
    trial->now =
        (struct civil_time){civil_to_day((struct civil){2026, 1 + below(s, 12), 1}) + below(s, 40),
                            once_in(s, 5) ? NONE : below(s, MINUTES_A_DAY), 0};
    for (int i = 0; i < trial->texts; i++)
        make_text(s, trial, i);
}

/* ---- comparing: each returns the name of the first field that differs, or NULL ---- */

#define DIFFERS(field)                                                                             \
    do {                                                                                           \
        if (a->field != b->field)                                                                  \
            return #field;                                                                         \
    } while (0)

static bool same_scores(const struct score *a, int a_n, const struct score *b, int b_n)
{
    for (int i = 0; i < a_n && i < b_n; i++)
        if (a[i].index != b[i].index || a[i].score != b[i].score || a[i].strong != b[i].strong)
            return false;
    return a_n == b_n;
}

static bool same_time(const struct known_time *a, const struct known_time *b)
{
    for (int i = 0; i < a->ranges && i < b->ranges; i++)
        if (a->range[i].from != b->range[i].from || a->range[i].to != b->range[i].to)
            return false;
    return a->known == b->known && a->unknown == b->unknown && a->span == b->span &&
           a->ranges == b->ranges && (!a->known || a->source == b->source);
}

static const char *compare_matters(const struct matter *a, const struct matter *b)
{
    if (!same_scores(a->categories, a->category_count, b->categories, b->category_count))
        return "categories";
    if (!same_scores(a->duties, a->duty_count, b->duties, b->duty_count))
        return "duties";
    DIFFERS(pinned_category);
    DIFFERS(pinned_duty);
    DIFFERS(fact_count);
    for (int i = 0; i < a->fact_count; i++) {
        DIFFERS(facts[i].fact);
        DIFFERS(facts[i].value);
        DIFFERS(facts[i].source);
    }
    if (!same_time(&a->time, &b->time))
        return "time";
    DIFFERS(weekdays);
    DIFFERS(has_day);
    if (a->has_day)
        DIFFERS(day);
    DIFFERS(dayclass);
    DIFFERS(place_count);
    for (int i = 0; i < a->place_count; i++)
        DIFFERS(places[i]);
    DIFFERS(place_unknown);
    DIFFERS(kind);
    DIFFERS(channel);
    DIFFERS(emergency);
    return NULL;
}

static const char *compare_candidates(const struct decision *a, const struct decision *b)
{
    DIFFERS(candidate_count);
    for (int i = 0; i < a->candidate_count; i++) {
        DIFFERS(candidates[i].weight);
        DIFFERS(candidates[i].duty);
        DIFFERS(candidates[i].category);
        DIFFERS(candidates[i].target.unit);
        DIFFERS(candidates[i].target.role);
    }
    DIFFERS(confidence);
    return NULL;
}

static const char *compare_decisions(const struct decision *a, const struct decision *b)
{
    DIFFERS(status);
    DIFFERS(category);
    DIFFERS(duty);
    DIFFERS(ask);
    if (a->ask == ASK_VARIABLE) {
        DIFFERS(variable.kind);
        DIFFERS(variable.index);
    }
    DIFFERS(ask_settles);
    DIFFERS(ask_leaves);
    DIFFERS(choice_count);
    for (int i = 0; i < a->choice_count; i++)
        DIFFERS(choices[i]);
    DIFFERS(target.unit);
    DIFFERS(target.role);
    DIFFERS(assist_count);
    for (int i = 0; i < a->assist_count; i++) {
        DIFFERS(assists[i].unit);
        DIFFERS(assists[i].role);
    }
    DIFFERS(urgent);
    DIFFERS(within.count);
    DIFFERS(within.measure);
    DIFFERS(clock);
    DIFFERS(collect);
    return compare_candidates(a, b);
}

struct outcome {
    struct matter engine_matter, oracle_matter;
    struct decision engine, oracle;
};

/* A time where that is asked (which one hangs on the trial alone), else the last text once more. */
static struct view answer_of(const struct trial *trial, const struct decision *asked)
{
    struct view last = {trial->text[trial->texts - 1], trial->n[trial->texts - 1]};
    bool time = asked->ask == ASK_VARIABLE && asked->variable.kind == VAR_TIME;
    return time ? view_of(times[((size_t)trial->now.day + last.n) % TIMES]) : last;
}

/* An answer to what is asked now. */
static const char *run_answer(struct subject *s, const struct trial *trial, struct outcome *outcome)
{
    struct decision asked = outcome->engine;
    struct view text = answer_of(trial, &asked);
    const struct recognition *recognition = recognise(&s->rules, &s->scratch, text);
    const struct oracle_reading *reading = oracle_read(s->lexicon, &s->scratch, text);
    bool engine =
        matter_answer(&s->rules, &outcome->engine_matter, &asked, NONE, recognition, trial->now);
    bool oracle = oracle_answer(s->model, &outcome->oracle_matter, &asked, reading, trial->now);
    s->answers += oracle;
    if (engine != oracle)
        return "answer";
    return compare_matters(&outcome->engine_matter, &outcome->oracle_matter);
}

/* What the last text lists. */
static const char *run_several(struct subject *s, const struct trial *trial)
{
    struct view text = {trial->text[trial->texts - 1], trial->n[trial->texts - 1]};
    const struct recognition *recognition = recognise(&s->rules, &s->scratch, text);
    const struct oracle_reading *reading = oracle_read(s->lexicon, &s->scratch, text);
    struct one_matter ours[MATTERS_MAX];
    struct one_listed theirs[MATTERS_MAX];
    struct segment segments[SEGMENTS_MAX];
    int n = several_matters(&s->rules, &s->scratch, recognition, trial->now, ours);
    if (n != oracle_several(s->lexicon, &s->scratch, reading, trial->now, theirs))
        return "several matters";
    s->several += n > 0;
    s->joined += n > 0 && segment_find(recognition->text.text, segments) < 2;
    for (int i = 0; i < n; i++)
        if (ours[i].category != theirs[i].category || ours[i].duty != theirs[i].duty ||
            !view_eq(ours[i].text, theirs[i].text))
            return "one of several matters";
    return NULL;
}

/* Did a time from one hour to another lie over a border? */
static bool in_parts(const struct subject *s, const struct matter *matter)
{
    struct matter then = oracle_as_decided(s->model, matter);
    return !same_time(&then.time, &matter->time);
}

static const char *run_trial(struct subject *s, const struct trial *trial, struct outcome *outcome)
{
    arena_reset(&s->scratch);
    outcome->engine_matter = outcome->oracle_matter = trial->before;
    for (int i = 0; i < trial->texts; i++) {
        struct view text = {trial->text[i], trial->n[i]};
        const struct recognition *recognition = recognise(&s->rules, &s->scratch, text);
        matter_reveal(&s->rules, &outcome->engine_matter, recognition, trial->now);
        oracle_reveal(s->lexicon, &s->scratch, &outcome->oracle_matter, text, trial->now);
    }
    const char *field = compare_matters(&outcome->engine_matter, &outcome->oracle_matter);
    if (field)
        return field;
    decide(&s->rules, &outcome->engine_matter, &outcome->engine);
    oracle_decide(s->model, &outcome->engine_matter, &outcome->oracle);
    s->spans += in_parts(s, &outcome->engine_matter);
    field = compare_decisions(&outcome->engine, &outcome->oracle);
    field = field ? field : run_several(s, trial);
    return field ? field : run_answer(s, trial, outcome);
}

/* ---- a small case ---- */

static bool still_differs(struct subject *s, const struct trial *trial)
{
    struct outcome outcome;
    return run_trial(s, trial, &outcome) != NULL;
}

static void without(const struct trial *trial, int which, size_t from, size_t to, struct trial *out)
{
    *out = *trial;
    memmove(out->text[which] + from, out->text[which] + to, trial->n[which] - to);
    out->n[which] -= to - from;
}

static void shorten(struct subject *s, struct trial *trial, int which)
{
    for (size_t at = 0; at < trial->n[which];) {
        struct trial shorter;
        size_t to = at;
        utf8_next((struct view){trial->text[which], trial->n[which]}, &to);
        without(trial, which, at, to, &shorter);
        if (still_differs(s, &shorter))
            *trial = shorter;
        else
            at = to;
    }
}

static void try_trial(struct subject *s, struct trial *trial, const struct trial *simpler)
{
    if (still_differs(s, simpler))
        *trial = *simpler;
}

static void forget_settled(struct subject *s, struct trial *trial)
{
    const struct matter empty = matter_empty();
    struct trial simpler;
#define FORGET(field)                                                                              \
    simpler = *trial;                                                                              \
    simpler.before.field = empty.field;                                                            \
    try_trial(s, trial, &simpler)
    FORGET(fact_count);
    FORGET(time);
    FORGET(place_count);
    FORGET(place_unknown);
    FORGET(pinned_duty);
    FORGET(pinned_category);
    FORGET(weekdays);
    FORGET(dayclass);
    FORGET(channel);
#undef FORGET
    while (trial->before.fact_count > 0) {
        simpler = *trial;
        simpler.before.fact_count--;
        if (!still_differs(s, &simpler))
            break;
        *trial = simpler;
    }
}

static void make_small(struct subject *s, struct trial *trial)
{
    if (trial->texts == 2) {
        struct trial one = *trial;
        one.texts = 1;
        try_trial(s, trial, &one);
    }
    forget_settled(s, trial);
    for (int i = 0; i < trial->texts; i++)
        shorten(s, trial, i);
}

static void show_matter(const struct subject *s, const struct matter *matter)
{
    for (int i = 0; i < matter->category_count; i++)
        printf("    category %.*s %d%s\n",
               VIEW_FMT(s->model->categories.at[matter->categories[i].index].name),
               matter->categories[i].score, matter->categories[i].strong ? " strong" : "");
    for (int i = 0; i < matter->duty_count; i++)
        printf("    duty %.*s %d\n", VIEW_FMT(s->model->duties.at[matter->duties[i].index].code),
               matter->duties[i].score);
    for (int i = 0; i < matter->fact_count; i++)
        printf("    fact %.*s value %d source %d\n",
               VIEW_FMT(s->model->facts.at[matter->facts[i].fact].name), matter->facts[i].value,
               matter->facts[i].source);
    for (int i = 0; i < matter->time.ranges; i++)
        printf("    time %d..%d\n", matter->time.range[i].from, matter->time.range[i].to);
    for (int i = 0; i < matter->place_count; i++)
        printf("    place %.*s\n", VIEW_FMT(s->model->areas.at[matter->places[i]].name));
    printf("    pinned %d %d, weekdays %x, day %d %d, dayclass %d, kind %d, channel %d, "
           "time unknown %d, place unknown %d\n",
           matter->pinned_category, matter->pinned_duty, matter->weekdays, matter->has_day,
           matter->day, matter->dayclass, matter->kind, matter->channel, matter->time.unknown,
           matter->place_unknown);
}

static void show_decision(const struct subject *s, const struct decision *decision)
{
    struct buf buf;
    buf_init(&buf, 1 << 16);
    oracle_tell_decision(s->model, decision, DIAG_EN, &buf);
    printf("    %.*s (status %d, ask %d, variable %d %d, %d choices)\n", VIEW_FMT(buf_seen(&buf)),
           decision->status, decision->ask, decision->variable.kind, decision->variable.index,
           decision->choice_count);
    for (int i = 0; i < decision->candidate_count; i++)
        printf("    candidate duty %d category %d unit %d role %d weight %lld\n",
               decision->candidates[i].duty, decision->candidates[i].category,
               decision->candidates[i].target.unit, decision->candidates[i].target.role,
               (long long)decision->candidates[i].weight);
    buf_free(&buf);
}

static void show(struct subject *s, struct trial *trial, uint64_t seed, long number)
{
    struct outcome outcome = {0};
    make_small(s, trial);
    const char *field = run_trial(s, trial, &outcome);
    printf("seed %llu, case %ld: %s differs\n", (unsigned long long)seed, number, field);
    for (int i = 0; i < trial->texts; i++)
        printf("  text: %.*s\n", (int)trial->n[i], trial->text[i]);
    printf("  settled before:\n");
    show_matter(s, &trial->before);
    printf("  engine's matter:\n");
    show_matter(s, &outcome.engine_matter);
    printf("  oracle's matter:\n");
    show_matter(s, &outcome.oracle_matter);
    printf("  engine decides:\n");
    show_decision(s, &outcome.engine);
    printf("  oracle decides:\n");
    show_decision(s, &outcome.oracle);
}

/* ---- deadlines ---- */

static bool check_due(struct subject *s)
{
    struct duration within = {below(s, 60), (enum measure)(1 + below(s, 4))};
    bool urgent = once_in(s, 2);
    int unit = below(s, s->model->units.n + 1) - 1;
    int64_t start =
        civil_seconds((struct civil_time){civil_to_day((struct civil){2026, 1, 1}) + below(s, 400),
                                          below(s, MINUTES_A_DAY), below(s, 60)},
                      CHINA_OFFSET_MINUTES);
    struct due due = {0};
    int64_t at = 0;
    int missing = 0;
    arena_reset(&s->scratch);
    bool engine = due_compute(&s->rules, unit, within, urgent, start, &due);
    bool oracle =
        oracle_due(s->model, unit, &s->scratch, within, urgent, start, &at, &missing, NULL);
    if (engine == oracle && (engine ? due.at == at : due.missing_year == missing))
        return true;
    printf("deadline differs: %d of measure %d, urgent %d, from %lld: engine %d %lld (%d), "
           "oracle %d %lld (%d), unit %d\n",
           within.count, within.measure, urgent, (long long)start, engine, (long long)due.at,
           due.missing_year, oracle, (long long)at, missing, unit);
    return false;
}

/* ---- enterprises ---- */

typedef VEC(struct setting) settings;

static void give(struct subject *s, settings *given, struct setting setting)
{
    VEC_ADD(&s->scratch, given, setting);
}

static void make_tags(struct subject *s, settings *given, struct enterprise_facts *facts)
{
    for (size_t i = 0; i < s->model->tags.n; i++) {
        size_t values = s->model->tags.at[i].values.n;
        if (once_in(s, 4))
            continue;
        facts->tags[i] = below(s, values ? values : 2);
        give(s, given,
             (struct setting){.variable = {VAR_TAG, (int)i},
                              .value = facts->tags[i],
                              .negated = !values && !facts->tags[i]});
    }
}

/* A bound that some policy asks about, or near it: there the answers change. */
static int64_t near_bound(struct subject *s, const struct expr *expr, struct variable variable)
{
    int64_t found = 0;
    if (!expr)
        return 0;
    if ((expr->op == EXPR_LESS || expr->op == EXPR_LEAST) && expr->variable.kind == variable.kind &&
        expr->variable.index == variable.index)
        return expr->bound + below(s, 3) - 1;
    for (size_t i = 0; i < expr->kids.n && !found; i++)
        found = near_bound(s, expr->kids.at[i], variable);
    return found;
}

static int64_t some_exact(struct subject *s, struct variable variable)
{
    const struct policy *policy = &s->model->policies.at[below(s, s->model->policies.n)];
    int64_t near = near_bound(s, policy->when, variable);
    if (near)
        return near;
    if (variable.kind == VAR_DATE)
        return civil_to_day((struct civil){2015, 1, 1}) + below(s, 4500);
    return once_in(s, 10) ? 0 : (int64_t)below(s, 100000000) * 1000000 + below(s, 1000000);
}

static void make_numbers(struct subject *s, settings *given, struct enterprise_facts *facts)
{
    for (size_t i = 0; i < s->model->numbers.n; i++) {
        struct variable variable = {VAR_NUMBER, (int)i};
        if (s->model->numbers.at[i].over != NONE || once_in(s, 4))
            continue;
        facts->has_number[i] = true;
        facts->numbers[i] = some_exact(s, variable);
        give(s, given, (struct setting){.variable = variable, .exact = facts->numbers[i]});
    }
    for (size_t i = 0; i < s->model->dates.n; i++) {
        struct variable variable = {VAR_DATE, (int)i};
        if (once_in(s, 4))
            continue;
        facts->has_date[i] = true;
        facts->dates[i] = (civil_day)some_exact(s, variable);
        give(s, given, (struct setting){.variable = variable, .exact = facts->dates[i]});
    }
}

static const char *compare_answers(const struct policy_answer *a, const struct oracle_answer *b)
{
    const int most = (int)(sizeof a->gaps / sizeof *a->gaps);
    DIFFERS(truth);
    DIFFERS(in_window);
    if (a->gap_count != ((int)b->gaps.n < most ? (int)b->gaps.n : most))
        return "gap_count";
    for (int i = 0; i < a->gap_count; i++) {
        const struct policy_gap *gap = &a->gaps[i];
        const struct oracle_gap *other = &b->gaps.at[i];
        bool measured = gap->variable.kind == VAR_NUMBER || gap->variable.kind == VAR_DATE;
        if (gap->variable.kind != other->variable.kind ||
            gap->variable.index != other->variable.index || gap->open != other->open)
            return "gap";
        if (measured && (gap->is_least != other->is_least || gap->bound != other->bound ||
                         (!gap->open && gap->have != other->have)))
            return "gap's distance";
    }
    return NULL;
}

static bool check_enterprise(struct subject *s)
{
    settings given = {0};
    arena_reset(&s->scratch);
    if (!s->model->policies.n)
        return true;
    struct enterprise_facts facts = enterprise_facts_new(&s->rules, &s->scratch);
    civil_day today = civil_to_day((struct civil){2026, 1, 1}) + below(s, 365);
    make_tags(s, &given, &facts);
    make_numbers(s, &given, &facts);
    for (size_t i = 0; i < s->model->policies.n; i++) {
        struct policy_answer engine;
        struct oracle_answer oracle;
        policy_match(&s->rules, (int)i, &facts, today, &engine);
        oracle_policy(s->model, &s->scratch, (int)i, given.at, given.n, today, &oracle);
        const char *field = compare_answers(&engine, &oracle);
        if (!field)
            continue;
        printf("policy %.*s: %s differs; engine %d, %d gaps; oracle %d, %zu gaps\n",
               VIEW_FMT(s->model->policies.at[i].name), field, engine.truth, engine.gap_count,
               oracle.truth, oracle.gaps.n);
        return false;
    }
    return true;
}

/* ---- how often each duty happens ---- */

/* Every second case is asked about as if some duties were common and most were rare. */
static void draw_frequency(struct subject *s)
{
    const struct frequency *drawn = once_in(s, 2) ? &s->frequency : NULL;
    for (int i = 0; drawn && i < s->frequency.count; i++)
        s->frequency.weight[i] = (uint16_t)(1 + below(s, once_in(s, 6) ? FREQUENCY_MAX : 9));
    s->rules.frequency = s->model->frequency = drawn;
}

/* ---- all together ---- */

static void add_words(struct subject *s, const words *list)
{
    for (size_t i = 0; i < list->n; i++)
        VEC_ADD(&s->arena, &s->pool, list->at[i]);
}

static void fill_pool(struct subject *s)
{
    const struct model *m = s->model;
    for (size_t i = 0; i < m->categories.n; i++)
        add_words(s, &m->categories.at[i].words);
    for (size_t i = 0; i < m->duties.n; i++)
        add_words(s, &m->duties.at[i].words);
    for (size_t i = 0; i < m->facts.n; i++)
        for (size_t v = 0; v < m->facts.at[i].values.n; v++)
            add_words(s, &m->facts.at[i].values.at[v].words);
    for (size_t i = 0; i < m->periods.n; i++)
        add_words(s, &m->periods.at[i].words);
    for (size_t i = 0; i < m->areas.n; i++)
        add_words(s, &m->areas.at[i].words);
    for (size_t i = 0; i < m->lists.n; i++)
        add_words(s, &m->lists.at[i].words);
}

static bool load(struct subject *s, const char *folder)
{
    struct view why;
    arena_init(&s->arena, (size_t)1 << 30);
    arena_init(&s->scratch, (size_t)1 << 30);
    buf_init(&s->image, (size_t)1 << 28);
    s->sources.arena = &s->arena;
    s->diags = (struct diags){.arena = &s->arena, .sources = &s->sources};
    if (!compile_folder(&s->arena, folder, &s->sources, &s->diags, &s->model, &s->image, &why)) {
        printf("could not read %s: %.*s\n", folder, VIEW_FMT(why));
        return false;
    }
    if (s->diags.errors || rules_open(&s->rules, s->image.p, s->image.n) != RULES_OK) {
        printf("%zu errors in %s, or its image does not open\n", s->diags.errors, folder);
        return false;
    }
    s->frequency.count = (int)s->model->duties.n;
    s->frequency.weight = ARENA_ARRAY(&s->arena, s->model->duties.n, uint16_t);
    s->lexicon = oracle_words_of(s->model, &s->arena);
    fill_pool(s);
    return true;
}

static bool run_case(struct subject *s, uint64_t seed, long number)
{
    struct trial trial;
    struct outcome outcome = {0};
    s->state = seed * 0x9e3779b97f4a7c15u + (uint64_t)number;
    make_trial(s, &trial);
    draw_frequency(s);
    bool same = run_trial(s, &trial, &outcome) == NULL;
    if (!same)
        show(s, &trial, seed, number);
    s->statuses[outcome.oracle.status]++;
    s->asks[outcome.oracle.ask]++;
    if (!check_due(s))
        same = false;
    return (number % 8 || check_enterprise(s)) && same;
}

/* What the cases came to: a generator that makes only nonsense would pass everything. */
static bool varied(const struct subject *s)
{
    bool varied = true;
    printf("nothing %ld, asked %ld, duty %ld, otherwise %ld; questions: none %ld, variable %ld, "
           "place %ld, category %ld, matter %ld; answered %ld; several matters %ld, joined %ld, "
           "times in parts "
           "%ld\n",
           s->statuses[DECIDE_NOTHING], s->statuses[DECIDE_ASK], s->statuses[DECIDE_DUTY],
           s->statuses[DECIDE_OTHERWISE], s->asks[ASK_NONE], s->asks[ASK_VARIABLE],
           s->asks[ASK_PLACE], s->asks[ASK_CATEGORY], s->asks[ASK_MATTER], s->answers, s->several,
           s->joined, s->spans);
    for (int i = 0; i <= DECIDE_OTHERWISE; i++)
        varied = varied && s->statuses[i] > 0;
    for (int i = 0; i <= ASK_MATTER; i++)
        varied = varied && s->asks[i] > 0;
    return varied && s->several > 0 && s->joined > 0 && s->spans > 0;
}

static int64_t number_or(int argc, char **argv, int at, int64_t otherwise)
{
    int64_t number;
    if (at < argc && view_int(view_of(argv[at]), 0, INT64_MAX, &number))
        return number;
    return otherwise;
}

int main(int argc, char **argv)
{
    struct subject s = {0};
    long passed = 0, failed = 0;
    int64_t cases = number_or(argc, argv, 2, 20000);
    uint64_t seed = (uint64_t)number_or(argc, argv, 3, 1);
    if (argc < 2 || !load(&s, argv[1])) {
        puts("0 passed, 1 failed");
        return 1;
    }
    for (long number = 0; number < cases && failed < SHOWN_MOST; number++) {
        if (run_case(&s, seed, number))
            passed++;
        else
            failed++;
    }
    if (!varied(&s) && cases >= 1000)
        failed++;
    printf("%ld passed, %ld failed\n", passed, failed);
    buf_free(&s.image);
    arena_free(&s.scratch);
    arena_free(&s.arena);
    return failed != 0;
}
