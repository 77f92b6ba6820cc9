/* trial: a random case: texts of the district's own words, its examples, times and noise; facts
 * that were settled before; how often duties happen. */
#include "tests/diff/subject.h"

enum { PIECES_MOST = 9 };

/* ---- chance ---- */

static uint64_t chance(struct subject *s)
{
    uint64_t z = s->state += 0x9e3779b97f4a7c15u;
    z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9u;
    z = (z ^ z >> 27) * 0x94d049bb133111ebu;
    return z ^ z >> 31;
}

int below(struct subject *s, size_t n)
{
    return n ? (int)(chance(s) % n) : 0;
}

bool once_in(struct subject *s, int n)
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
                                    "晚上九点到十一点",
                                    "晚上六点到半夜",
                                    "八九点到一两点",
                                    "十一二点",
                                    "12点",
                                    "早上",
                                    "晚上九十点",
                                    "7点半左右",
                                    "上个月27号晚上",
                                    "上月31日",
                                    "11/20 22:00",
                                    "november 20",
                                    "昨个",
                                    "全天"};
enum { TIMES = sizeof times / sizeof *times };

struct view time_of_day(size_t number)
{
    return view_of(times[number % TIMES]);
}

static void put_time(struct subject *s, struct trial *trial, int which)
{
    put(trial, which, time_of_day((size_t)below(s, TIMES)));
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

void make_trial(struct subject *s, struct trial *trial)
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

/* ---- how often each duty happens, and what is worked out for it ---- */

enum { OPENED = 20 /* it takes longer than the case */ };

void draw_frequency(struct subject *s)
{
    const struct frequency *drawn = once_in(s, 2) ? &s->frequency : NULL;
    for (int i = 0; drawn && i < s->frequency.count; i++)
        s->frequency.weight[i] = (uint16_t)(1 + below(s, once_in(s, 6) ? FREQUENCY_MAX : 9));
    s->rules.frequency = s->model->frequency = drawn;
    s->rules.openings = drawn ? NULL : s->openings;
    if (drawn && once_in(s, OPENED)) {
        arena_reset(&s->drawn);
        s->rules.openings = openings_new(&s->rules, &s->drawn);
    } else if (once_in(s, 2)) {
        s->rules.openings = NULL;
    }
}
