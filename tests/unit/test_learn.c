/* zhida learn: what is learned from tickets ranks tickets it never saw; the same input gives the
 * same bytes, in whatever number of processes; the figures add up; a damaged file is refused or
 * read within its bounds; the rules keep the last word. */
#include "tool_help.h"

#include <math.h>

#include "dsl/base/file.h"
#include "dsl/compile/compile.h"
#include "dsl/engine/learned_layout.h"
#include "dsl/learn/learn.h"
#include "dsl/learn/logit.h"
#include "dsl/learn/parts.h"

enum { TICKETS = 360, TABLE_MAX = 1 << 20 };

/* What people write to three desks; every ticket is one of each column. */
static const char *const openings[] = {"你好，",     "请问",     "",
                                       "反映一下，", "我们这里", "希望解决："};
static const char *const subjects[3][4] = {{"路灯不亮", "路面坑洼", "井盖松动", "红绿灯坏"},
                                           {"自来水发黄", "停水两天", "水压太低", "水管爆裂"},
                                           {"学校收费", "幼儿园报名", "老师补课", "校车超载"}};
static const char *const closings[] = {"已经三天了", "没有人来看", "麻烦尽快", "影响大家出行",
                                       "谢谢"};
static const char *const desks[] = {"甲局", "乙局", "丙局"};

static void ticket_put(struct buf *table, int i)
{
    int desk = i % 3;
    buf_print(table, "%s%s%s\t%s\t2026-%02d-%02d %02d:00\n", openings[i / 3 % 6],
              subjects[desk][i / 7 % 4], closings[i / 11 % 5], desks[desk], 1 + i / 28 % 12,
              1 + i % 28, i % 24);
}

static void tickets_make(struct buf *table)
{
    buf_init(table, TABLE_MAX);
    buf_text(table, "text\tunit\ttime\n");
    for (int i = 0; i < TICKETS; i++)
        ticket_put(table, i);
}

static struct bench *learned_bench(void)
{
    struct bench *b = bench_new(bench_rules);
    struct buf table;
    tickets_make(&table);
    bench_write(b, "tickets.tsv", table.p);
    buf_free(&table);
    return b;
}

static const char *in(const struct bench *b, const char *name)
{
    static char path[4][256];
    static int next;
    char *out = path[next++ & 3];
    snprintf(out, sizeof path[0], "%s/%s", b->folder, name);
    return out;
}

static void read_all(const char *path, struct buf *out)
{
    buf_init(out, 1 << 26);
    assert_true(file_read(path, out));
}

/* ---- it learns ---- */

static void later_tickets_are_ranked(void **state)
{
    struct bench *b = learned_bench();
    (void)state;
    assert_int_equal(bench_run(b, tool_learn, "--rules", b->folder, "--tickets",
                               in(b, "tickets.tsv"), "--json", NULL),
                     TOOL_SOUND);
    json_t *figures = bench_json(b);
    assert_int_equal(number_at(figures, "tickets"), TICKETS);
    assert_int_equal(number_at(figures, "examples"), 4);
    assert_int_equal(number_at(figures, "foreign"), 1);
    assert_true(json_is_true(json_object_get(figures, "later")));
    assert_int_equal(number_at(figures, "held"), TICKETS * 3 / 5);
    assert_true(json_number_value(json_object_get(figures, "top1")) > 0.97);
    size_t bin, held = 0;
    json_t *one;
    json_array_foreach(json_object_get(figures, "reliability"), bin, one)
    {
        assert_true(number_at(one, "right") <= number_at(one, "count"));
        held += (size_t)number_at(one, "count");
    }
    assert_int_equal(held, TICKETS * 3 / 5);
    json_decref(figures);
    bench_free(b);
}

static void the_same_input_gives_the_same_bytes(void **state)
{
    struct bench *b = learned_bench();
    struct buf first, second;
    (void)state;
    for (int i = 0; i < 2; i++)
        assert_int_equal(bench_run(b, tool_learn, "--rules", b->folder, "--tickets",
                                   in(b, "tickets.tsv"), "-o", in(b, i ? "two" : "one"), NULL),
                         TOOL_SOUND);
    read_all(in(b, "one"), &first);
    read_all(in(b, "two"), &second);
    assert_int_equal(first.n, second.n);
    assert_memory_equal(first.p, second.p, first.n);
    buf_free(&first);
    buf_free(&second);
    bench_free(b);
}

/* ---- as a library: processes, ranking, damage ---- */

struct lesson {
    struct arena arena;
    struct sources sources;
    struct diags diags;
    struct model *model;
    struct buf image, learned;
    struct rules rules;
    struct learn_figures figures;
};

/* Learns from a table that is made here; it is freed. */
static void lesson_learn_from(struct lesson *lesson, struct buf *table, int workers)
{
    struct view why;
    *lesson = (struct lesson){0};
    arena_init(&lesson->arena, 1 << 28);
    buf_init(&lesson->image, 1 << 24);
    buf_init(&lesson->learned, 1 << 26);
    lesson->sources.arena = &lesson->arena;
    lesson->diags = (struct diags){.arena = &lesson->arena, .sources = &lesson->sources};
    sources_add(&lesson->sources, VIEW("rules.zd"), view_of(bench_rules));
    assert_true(compile_sources(&lesson->arena, NULL, &lesson->sources, &lesson->diags,
                                &lesson->model, &lesson->image, &why));
    assert_int_equal(rules_open(&lesson->rules, lesson->image.p, lesson->image.n), RULES_OK);
    struct learn_order order = {.model = lesson->model,
                                .rules = &lesson->rules,
                                .tickets =
                                    view_keep(&lesson->arena, (struct view){table->p, table->n}),
                                .precision = 0.95,
                                .seed = 1,
                                .workers = workers};
    assert_int_equal(learn(&order, &lesson->arena, &lesson->learned, &lesson->figures, &why),
                     LEARN_OK);
    buf_free(table);
}

static void lesson_learn(struct lesson *lesson, int workers)
{
    struct buf table;
    tickets_make(&table);
    lesson_learn_from(lesson, &table, workers);
}

static void lesson_free(struct lesson *lesson)
{
    buf_free(&lesson->image);
    buf_free(&lesson->learned);
    arena_free(&lesson->arena);
}

static void the_number_of_processes_changes_nothing(void **state)
{
    struct lesson one, three;
    (void)state;
    lesson_learn(&one, 1);
    lesson_learn(&three, 3);
    assert_int_equal(one.learned.n, three.learned.n);
    assert_memory_equal(one.learned.p, three.learned.p, one.learned.n);
    lesson_free(&one);
    lesson_free(&three);
}

static void rank(const struct lesson *lesson, const struct learned *learned, const char *text,
                 struct learned_ranking *out)
{
    struct arena arena;
    arena_init(&arena, 1 << 24);
    struct folded folded = fold_text(&arena, view_of(text));
    learned_rank(learned, &arena, folded.text, (struct learned_votes){.first = NONE}, out);
    (void)lesson;
    arena_free(&arena);
}

static void texts_never_seen_go_to_their_desk(void **state)
{
    static const char *const texts[][2] = {{"门口的路灯又坏了，路面也不平", "甲局"},
                                           {"楼上停水了，水压上不来", "乙局"},
                                           {"幼儿园的老师要收补课费", "丙局"}};
    struct lesson lesson;
    struct learned learned;
    struct learned_ranking ranking;
    (void)state;
    lesson_learn(&lesson, 2);
    assert_int_equal(learned_open(&learned, lesson.learned.p, lesson.learned.n), LEARNED_OK);
    for (size_t i = 0; i < 3; i++) {
        rank(&lesson, &learned, texts[i][0], &ranking);
        struct view desk = learned_desk_code(&learned, ranking.choices[0].desk);
        assert_true(view_is(desk, texts[i][1]));
        assert_true(ranking.confidence > 0.5 && ranking.confidence <= 1);
        double shares = 0;
        for (int c = 0; c < ranking.count; c++)
            shares += ranking.choices[c].share;
        assert_true(shares > 0.999 && shares < 1.001);
    }
    assert_int_equal(learned_find_desk(&learned, VIEW("无此局")), NONE);
    lesson_free(&lesson);
}

/* Places and crafts: each desk is one of both, and 西区城管局 gets a ticket in sixty. */
static void crossed_tickets_make(struct buf *table)
{
    static const char *const places[] = {"东区", "南区", "西区"};
    static const char *const roads[3][3] = {{"梧桐路", "松江路", "东兴里"},
                                            {"解放路", "南湖路", "丁香园"},
                                            {"黄河路", "西山路", "枫叶巷"}};
    static const char *const crafts[] = {"城管局", "教育局"};
    buf_init(table, TABLE_MAX);
    buf_text(table, "text\tunit\n");
    for (int i = 0; i < TICKETS; i++) {
        int craft = i / 3 % 2, place = i % 3;
        if (place == 2 && craft == 0 && i % 60 != 2)
            craft = 1;
        const char *subject = subjects[craft * 2][i / 7 % 4];
        buf_print(table, "%s%s%s%s\t%s%s\n", openings[i / 5 % 6], roads[place][i / 2 % 3], subject,
                  closings[i / 11 % 5], places[place], crafts[craft]);
    }
}

static void a_rare_desk_is_found_by_both_parts_of_its_name(void **state)
{
    struct lesson lesson;
    struct learned learned;
    struct learned_ranking ranking;
    struct buf table;
    (void)state;
    crossed_tickets_make(&table);
    lesson_learn_from(&lesson, &table, 2);
    assert_int_equal(learned_open(&learned, lesson.learned.p, lesson.learned.n), LEARNED_OK);
    int rare = learned_find_desk(&learned, VIEW("西区城管局"));
    const struct learned_desk *desk = &learned_desks(&learned)[rare];
    const struct learned_output *outputs = learned_outputs(&learned);
    assert_true(desk->head != NONE && desk->tail != NONE);
    assert_true(outputs[rare].prior < outputs[desk->tail].prior);
    rank(&lesson, &learned, "枫叶巷的井盖松动，路灯不亮", &ranking);
    assert_int_equal(ranking.choices[0].desk, rare);
    lesson_free(&lesson);
}

/* Two stations share a town of many roads, and nearly all tickets go to the one traffic desk. */
enum { ROADS = 60, AREAS = 2 };
static const char *const stations[AREAS] = {"甲站", "乙站"};

/* A word of two characters that no other number has. */
static void word_put(struct buf *out, int number)
{
    int first = 0x5200 + number * 3;
    for (int i = 0; i < 2; i++)
        buf_print(out, "%c%c%c", 0xe0 | (first + i) >> 12, 0x80 | ((first + i) >> 6 & 0x3f),
                  0x80 | ((first + i) & 0x3f));
}

static void road_put(struct buf *out, int area, int road)
{
    word_put(out, area * ROADS * 2 + road);
    buf_text(out, "路");
}

static void town_tickets_make(struct buf *table, bool marked)
{
    static const char *const areas[AREAS] = {"东城", "西城"};
    buf_init(table, TABLE_MAX);
    buf_text(table, "text\tunit\tarea\n");
    for (int i = 0; i < ROADS * AREAS * 9; i++) {
        int area = i % AREAS, round = i / AREAS / ROADS, road = i / AREAS % ROADS;
        bool traffic = road % 3 || round % 3;
        buf_text(table, openings[i / 5 % 6]);
        road_put(table, area, road);
        buf_print(table, "%s%s\t%s\t%s\n", subjects[traffic ? 0 : 2][i / 7 % 4],
                  closings[i / 11 % 5], traffic ? "交警队" : stations[area],
                  marked ? areas[area] : "");
    }
}

static void road_ask(struct buf *text, int i)
{
    road_put(text, i % AREAS, i / AREAS);
    buf_text(text, "学校收费，老师补课");
}

static const char *road_desk(int i)
{
    return stations[i % AREAS];
}

/* Of so many texts, for how many the right desk comes first; the table's memory is freed. */
static int desks_found(struct buf *table, int areas, int texts, void (*ask)(struct buf *, int),
                       const char *(*right)(int))
{
    struct lesson lesson;
    struct learned learned;
    struct learned_ranking ranking;
    struct buf text;
    int found = 0;
    lesson_learn_from(&lesson, table, 2);
    assert_int_equal(learned_open(&learned, lesson.learned.p, lesson.learned.n), LEARNED_OK);
    assert_int_equal(learned_area_count(&learned), areas);
    buf_init(&text, 200);
    for (int i = 0; i < texts; i++) {
        buf_clear(&text);
        ask(&text, i);
        rank(&lesson, &learned, text.p, &ranking);
        found += view_is(learned_desk_code(&learned, ranking.choices[0].desk), right(i));
    }
    buf_free(&text);
    lesson_free(&lesson);
    return found;
}

/* On how many roads a matter of the stations comes to the right one. */
static int roads_found(bool marked)
{
    struct buf table;
    town_tickets_make(&table, marked);
    return desks_found(&table, marked ? AREAS : 0, ROADS * AREAS, road_ask, road_desk);
}

static void a_road_is_known_from_the_tickets_of_others(void **state)
{
    (void)state;
    int told = roads_found(true), guessed = roads_found(false);
    assert_true(told * 10 >= ROADS * AREAS * 9);
    assert_true(guessed < told);
}

/* Each duty is one desk's, but of three of its tickets one went elsewhere, and of what people call
 * the matter each word stands in two tickets only. */
enum { MATTERS = 30, CALLED = 6 };

static void called_tickets_make(struct buf *table, bool marked)
{
    uint32_t chance = 1;
    buf_init(table, TABLE_MAX);
    buf_text(table, "text\tunit\tduty\n");
    for (int i = 0; i < MATTERS * CALLED * 2; i++) {
        int word = i % (MATTERS * CALLED), matter = word / CALLED;
        chance = chance * 1664525u + 1013904223u;
        int astray = chance >> 24 < 85 ? 1 + (int)(chance >> 16 & 1) : 0;
        buf_text(table, openings[i / 5 % 6]);
        word_put(table, word);
        buf_print(table, "%s\t%s\t", closings[i / 11 % 5], desks[(matter + astray) % 3]);
        if (marked)
            buf_print(table, "%02d", matter);
        buf_text(table, "\n");
    }
}

static const char *word_desk(int word)
{
    return desks[word / CALLED % 3];
}

/* For how many words the desk of their duty comes first. */
static int words_found(bool marked)
{
    struct buf table;
    called_tickets_make(&table, marked);
    return desks_found(&table, 0, MATTERS * CALLED, word_put, word_desk);
}

static void what_went_astray_is_righted_by_its_duty(void **state)
{
    (void)state;
    int told = words_found(true), guessed = words_found(false);
    assert_true(told * 20 >= MATTERS * CALLED * 17);
    assert_true(guessed * 4 < MATTERS * CALLED * 3);
}

static void a_damaged_file_is_refused_or_read_within_bounds(void **state)
{
    struct lesson lesson;
    struct learned learned;
    struct learned_ranking ranking;
    uint32_t chance = 1;
    size_t opened = 0;
    (void)state;
    lesson_learn(&lesson, 2);
    struct buf *bytes = &lesson.learned;
    assert_int_equal(learned_open(&learned, bytes->p, 20), LEARNED_NO_MODEL);
    assert_int_equal(learned_open(&learned, bytes->p, bytes->n - 1), LEARNED_DAMAGED);
    for (int i = 0; i < 400; i++) {
        chance = chance * 1664525u + 1013904223u;
        size_t place = i % 2 ? chance % bytes->n : chance % (sizeof(struct learned_header) + 4096);
        char before = bytes->p[place];
        struct learned_header *header = (struct learned_header *)(void *)bytes->p;
        uint64_t sum = header->checksum;
        bytes->p[place] = (char)(chance >> 13);
        if (i % 4 < 3)
            header->checksum = learned_checksum(bytes->p, bytes->n);
        if (learned_open(&learned, bytes->p, bytes->n) == LEARNED_OK) {
            rank(&lesson, &learned, "路灯不亮停水学校收费", &ranking);
            opened++;
        }
        header->checksum = sum;
        bytes->p[place] = before;
    }
    assert_true(opened > 50 && opened < 390);
    assert_int_equal(learned_open(&learned, bytes->p, bytes->n), LEARNED_OK);
    lesson_free(&lesson);
}

/* ---- what it does to deciding ---- */

static void decide_text(const struct lesson *lesson, const char *text, struct decision *decision)
{
    struct arena arena;
    struct matter matter = matter_empty();
    const struct civil_time no_clock = {.minute = NONE};
    arena_init(&arena, 1 << 24);
    matter_reveal(&lesson->rules, &matter, recognise(&lesson->rules, &arena, view_of(text)),
                  no_clock);
    decide(&lesson->rules, &matter, decision);
    arena_free(&arena);
}

/* Words decide as before; a desk that no duty names is never decided for. */
static void the_rules_keep_the_last_word(void **state)
{
    struct lesson lesson;
    struct learned learned;
    struct decision before, after;
    (void)state;
    lesson_learn(&lesson, 2);
    assert_int_equal(learned_open(&learned, lesson.learned.p, lesson.learned.n), LEARNED_OK);
    decide_text(&lesson, "狗叫，学校收费", &before);
    lesson.rules.learned = &learned;
    decide_text(&lesson, "狗叫，学校收费", &after);
    assert_int_equal(before.duty, after.duty);
    assert_int_equal(before.target.unit, after.target.unit);
    decide_text(&lesson, "学校收费，幼儿园报名", &after);
    assert_int_equal(after.status, DECIDE_NOTHING);
    lesson_free(&lesson);
}

static size_t tickets_of_duty(const struct learned *learned, const char *code)
{
    for (size_t i = 0; i < learned_duties_n(learned); i++)
        if (view_is(learned_duty_code(learned, (int)i), code))
            return learned_duties(learned)[i].count;
    return 0;
}

/* Codes and names are the same duty; what the rules do not name is counted, and kept. */
static void a_duty_goes_by_its_code_or_its_name(void **state)
{
    static const char *const said[] = {"0604", "狗叫", "商铺噪声", "旧事项", ""};
    struct lesson lesson;
    struct learned learned;
    struct buf table;
    (void)state;
    buf_init(&table, TABLE_MAX);
    buf_text(&table, "内容\t单位\t事项\n");
    for (int i = 0; i < 50; i++)
        buf_print(&table, "%s%s\t%s\t%s\n", openings[i % 6], subjects[i % 3][i % 4], desks[i % 3],
                  said[i % 5]);
    lesson_learn_from(&lesson, &table, 1);
    assert_int_equal(lesson.figures.foreign_duties, 10);
    assert_int_equal(learned_open(&learned, lesson.learned.p, lesson.learned.n), LEARNED_OK);
    assert_int_equal(tickets_of_duty(&learned, "0604"), 20 + 1); /* and its example */
    assert_int_equal(tickets_of_duty(&learned, "0603"), 10 + 1);
    assert_int_equal(tickets_of_duty(&learned, "旧事项"), 10);
    assert_int_equal(tickets_of_duty(&learned, "狗叫"), 0);
    lesson_free(&lesson);
}

/* ---- what it is made of ---- */

/* A place is found before a craft, before a street's office, and behind the city's name; what only
 * begins alike is none. */
static void names_are_cut_where_they_are_shared(void **state)
{
    enum {
        EAST_ROOM,
        EAST_CITY,
        EAST_SCHOOL,
        EAST_RIVER,
        CITY_PRICE,
        CITY_HALL,
        CITY_WORKS,
        CITY_SCHOOL,
        WEST_CITY,
        WEST_SCHOOL,
        WEST_BRIDGE,
        WEST_PRICE,
        WEST_HILL,
        NAMES
    };
    static const char *const written[NAMES] = {
        "东区城管分局",   "东区城管局", "东区教育局",    "东区河口街道办", "云城市东区物价局",
        "市政务中心",     "市政管理局", "市教育局",      "西区城管局",     "西区教育局",
        "西区桥头街道办", "西区物价局", "西区石山街道办"};
    struct view names[NAMES];
    struct arena arena;
    (void)state;
    arena_init(&arena, 1 << 20);
    for (size_t i = 0; i < NAMES; i++)
        names[i] = view_of(written[i]);
    struct parts parts = parts_of(&arena, names, NAMES);
    assert_int_equal(parts.n, 6); /* two places; 城管局, 教育局, 街道办, 物价局 */
    assert_int_equal(parts.head[EAST_CITY], parts.head[EAST_RIVER]);
    assert_int_equal(parts.head[EAST_CITY], parts.head[CITY_PRICE]);
    assert_int_equal(parts.head[WEST_CITY], parts.head[WEST_HILL]);
    assert_int_not_equal(parts.head[EAST_CITY], parts.head[WEST_CITY]);
    assert_int_equal(parts.tail[EAST_CITY], parts.tail[WEST_CITY]);
    assert_int_equal(parts.tail[EAST_RIVER], parts.tail[WEST_HILL]);
    assert_int_equal(parts.tail[CITY_PRICE], parts.tail[WEST_PRICE]);
    assert_int_equal(parts.tail[EAST_SCHOOL], parts.tail[CITY_SCHOOL]);
    assert_int_equal(parts.head[CITY_SCHOOL], NONE);
    assert_int_equal(parts.tail[EAST_ROOM], NONE);
    assert_int_equal(parts.head[CITY_WORKS], NONE);
    assert_int_equal(parts.tail[CITY_HALL], NONE);
    arena_free(&arena);
}

static void numbers_are_not_cut(void **state)
{
    const struct view names[] = {VIEW("第10局"), VIEW("第11局"), VIEW("第1局"),
                                 VIEW("第20局"), VIEW("第21局"), VIEW("第2局")};
    struct arena arena;
    (void)state;
    arena_init(&arena, 1 << 20);
    assert_int_equal(parts_of(&arena, names, sizeof names / sizeof *names).n, 0);
    arena_free(&arena);
}

/* Seven of ten choose the row with 1: the weight is the log odds (but for a little decay). */
static void a_logit_finds_the_log_odds(void **state)
{
    static const float yes[] = {1, 0}, no[] = {0, 1};
    struct logit_case cases[10];
    double weight;
    (void)state;
    for (size_t i = 0; i < 10; i++)
        cases[i] = (struct logit_case){i < 7 ? yes : no, 2};
    logit_fit(cases, 10, 1, &weight);
    assert_true(weight > 0.83 && weight < 0.85); /* log(7/3) = 0.847 */
    assert_true(fabs(logit_share(&cases[0], 1, &weight) - 0.7) < 0.01);
    assert_true(fabs(logit_share(&cases[9], 1, &weight) - 0.3) < 0.01);
}

/* ---- mistakes ---- */

static void mistakes_are_named(void **state)
{
    struct bench *b = learned_bench();
    (void)state;
    bench_write(b, "no_unit.tsv", "text\tdept\n路灯不亮\t甲局\n");
    assert_int_equal(
        bench_run(b, tool_learn, "--rules", b->folder, "--tickets", in(b, "no_unit.tsv"), NULL),
        TOOL_ERRORS);
    assert_says(b->err, "unit");
    assert_int_equal(
        bench_run(b, tool_learn, "--rules", b->folder, "--tickets", in(b, "nowhere"), NULL),
        TOOL_NOT_RUN);
    assert_says(b->err, "nowhere");
    assert_int_equal(bench_run(b, tool_learn, "--rules", b->folder, "--precision", "98.8", NULL),
                     TOOL_NOT_RUN);
    assert_says(b->err, "--precision");
    bench_write(b, "learned.zdm", "not a model");
    assert_int_equal(bench_run(b, tool_classify, "--rules", b->folder, NULL), TOOL_NOT_RUN);
    assert_says(b->err, "learned.zdm");
    bench_free(b);
}

static void a_dry_run_writes_nothing(void **state)
{
    struct bench *b = learned_bench();
    (void)state;
    assert_int_equal(bench_run(b, tool_learn, "--rules", b->folder, "--tickets",
                               in(b, "tickets.tsv"), "--dry-run", NULL),
                     TOOL_SOUND);
    assert_says(b->out, "首选对");
    assert_int_not_equal(access(in(b, "learned.zdm"), F_OK), 0);
    bench_free(b);
}

static void explain_tells_what_each_contributes(void **state)
{
    struct bench *b = learned_bench();
    (void)state;
    assert_int_equal(
        bench_run(b, tool_learn, "--rules", b->folder, "--tickets", in(b, "tickets.tsv"), NULL),
        TOOL_SOUND);
    assert_says(b->out, "learned.zdm");
    assert_int_equal(bench_run(b, tool_explain, "--rules", b->folder, "停水两天", NULL),
                     TOOL_SOUND);
    assert_says(b->out, "学来的排序");
    assert_says(b->out, "乙局");
    assert_says(b->out, "用字 +");
    assert_int_equal(bench_run(b, tool_explain, "--rules", b->folder, "停水两天", "--json", NULL),
                     TOOL_SOUND);
    json_t *account = bench_json(b);
    json_t *first =
        json_array_get(json_object_get(json_object_get(account, "learned"), "choices"), 0);
    assert_string_equal(text_at(first, "desk"), "乙局");
    assert_true(json_is_real(json_object_get(first, "WORDS")));
    json_decref(account);
    bench_free(b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(later_tickets_are_ranked),
        cmocka_unit_test(the_same_input_gives_the_same_bytes),
        cmocka_unit_test(the_number_of_processes_changes_nothing),
        cmocka_unit_test(texts_never_seen_go_to_their_desk),
        cmocka_unit_test(a_rare_desk_is_found_by_both_parts_of_its_name),
        cmocka_unit_test(a_road_is_known_from_the_tickets_of_others),
        cmocka_unit_test(what_went_astray_is_righted_by_its_duty),
        cmocka_unit_test(a_damaged_file_is_refused_or_read_within_bounds),
        cmocka_unit_test(the_rules_keep_the_last_word),
        cmocka_unit_test(a_duty_goes_by_its_code_or_its_name),
        cmocka_unit_test(names_are_cut_where_they_are_shared),
        cmocka_unit_test(numbers_are_not_cut),
        cmocka_unit_test(a_logit_finds_the_log_odds),
        cmocka_unit_test(mistakes_are_named),
        cmocka_unit_test(a_dry_run_writes_nothing),
        cmocka_unit_test(explain_tells_what_each_contributes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
