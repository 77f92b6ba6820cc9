/* years: a district's desk after a year of work, for the pages' speed: cases with their whole life,
 * filed, dispatched, signed, answered, rated, some returned or handled again, one in ten still
 * open; what was said in each, the clues by which it is found, its statistics, its likeness, and
 * answers on the message board. Everything is written by the functions that write it in service
 * (sealed, indexed, counted); only talk and recognition are left out. The gateway must not run on
 * it meanwhile.
 *
 *   years RULES TEXTS DATABASE KEYFILE CASES
 *
 * TEXTS: a line each, a duty's code, a tab, what somebody says. The same call makes the same cases
 * but for secrets and for today. */
#include <stdio.h>
#include <stdlib.h>
#include <sys/random.h>
#include <time.h>

#include "dsl/base/civil.h"
#include "dsl/base/vec.h"
#include "dsl/compile/compile.h"
#include "gateway/desk/publish.h"
#include "gateway/store/alike.h"
#include "gateway/store/turns.h"
#include "gateway/topics/clues.h"
#include "gateway/topics/topics.h"

enum { BATCH = 4096, DAYS = 365, PEOPLE = 400000, BOARD_EACH = 50, LIKE_DAYS = 30, DAY = 86400 };

struct text {
    int duty; /* by the rules */
    struct view words;
};

struct years {
    struct rules rules;
    struct buf image, file;
    struct store store;
    struct arena texts_arena, arena;
    VEC(struct text) texts;
    VEC(int) places; /* areas with a point */
    struct sip_key clue_key;
    int64_t cases, a_day, now;
};

static int64_t now_of(void *self)
{
    (void)self;
    return (int64_t)time(NULL);
}

static void random_of(void *self, unsigned char *out, size_t n)
{
    (void)self;
    if (getrandom(out, n, 0) != (ssize_t)n)
        abort();
}

static void must(enum store_error error)
{
    if (error == STORE_OK)
        return;
    fprintf(stderr, "years: %s\n", store_error_text(error));
    exit(1);
}

/* A number below `of` that case n always has. */
static int64_t drawn(int64_t n, int salt, int64_t of)
{
    uint64_t x = (uint64_t)n * 0x9e3779b97f4a7c15u + (uint64_t)salt * 0xbf58476d1ce4e5b9u;
    x = (x ^ x >> 30) * 0x94d049bb133111ebu;
    return (int64_t)((x ^ x >> 31) % (uint64_t)of);
}

/* ---- what is given ---- */

static bool open_rules(struct years *years, const char *folder)
{
    struct view why;
    struct arena *arena = &years->arena;
    struct sources sources = {.arena = arena};
    struct diags diags = {.arena = arena, .sources = &sources};
    buf_init(&years->image, 256 << 20);
    return compile_folder(arena, folder, &sources, &diags, NULL, &years->image, &why) &&
           !diags.errors && rules_open(&years->rules, years->image.p, years->image.n) == RULES_OK;
}

static bool read_texts(struct years *years, const char *name)
{
    char block[65536];
    size_t n;
    FILE *file = fopen(name, "rb");
    if (!file)
        return false;
    buf_init(&years->file, 16 << 20);
    while ((n = fread(block, 1, sizeof block, file)) > 0)
        buf_view(&years->file, (struct view){block, n});
    fclose(file);
    struct view rest = buf_seen(&years->file);
    while (rest.n) {
        struct view line = view_cut(&rest, '\n'), code = view_cut(&line, '\t');
        struct text one = {rules_find(&years->rules, NOUN_DUTY, code), line};
        if (one.duty != NONE && one.words.n)
            VEC_ADD(&years->texts_arena, &years->texts, one);
    }
    for (int area = 0; area < rules_counts(&years->rules).areas; area++)
        if (rules_area(&years->rules, area).has_point)
            VEC_ADD(&years->texts_arena, &years->places, area);
    return years->texts.n && years->places.n;
}

/* ---- one case ---- */

static int64_t filed_at(const struct years *years, int64_t n)
{
    struct civil_time today = civil_local(years->now, CHINA_OFFSET_MINUTES);
    int64_t midnight = years->now - today.second;
    int64_t day = n / years->a_day - (years->cases - 1) / years->a_day;
    int64_t span = day ? 15 * 3600 : today.second > 600 ? today.second - 300 : 300;
    return midnight + day * DAY + (day ? 7 * 3600 : 0) + n % years->a_day * span / years->a_day;
}

/* Of the newest fifth every second one is still open. */
static enum case_state state_of(const struct years *years, int64_t n)
{
    static const enum case_state open[] = {
        CASE_SIGNED,     CASE_SIGNED,   CASE_DISPATCHED, CASE_SIGNED, CASE_ANSWERED,
        CASE_SIGNED,     CASE_RETURNED, CASE_SIGNED,     CASE_REDO,   CASE_DISPATCHED,
        CASE_ANSWERED,   CASE_SIGNED,   CASE_PAUSED,     CASE_SIGNED, CASE_DISPATCHED,
        CASE_SUPERVISED, CASE_SIGNED,   CASE_DISPUTED,   CASE_SIGNED, CASE_RECEIVED};
    if (n >= years->cases * 8 / 10 && n % 2)
        return open[drawn(n, 1, sizeof open / sizeof *open)];
    return drawn(n, 2, 40) ? CASE_CLOSED : CASE_WITHDRAWN;
}

static struct view made(struct arena *arena, const char *format, int64_t a, int64_t b)
{
    struct buf text;
    buf_init(&text, 200);
    buf_print(&text, format, (long long)a, (long long)b);
    struct view kept = buf_keep(&text, arena);
    buf_free(&text);
    return kept;
}

static struct view words_of(struct years *years, int64_t n, struct view place, struct view said)
{
    static const char *const families[] = {"赵", "钱", "孙", "李", "周", "吴", "郑", "王"};
    static const char *const given[] = {"知微", "听雨", "望舒", "归田", "晚晴", "行舟", "怀瑾"};
    struct buf text;
    buf_init(&text, 1000);
    buf_print(&text, "%.*s\n%.*s%lld号%lld室，联系人%s%s", VIEW_FMT(said), VIEW_FMT(place),
              (long long)drawn(n, 3, 399) + 1, (long long)drawn(n, 4, 2500) + 101,
              families[drawn(n, 5, 8)], given[drawn(n, 6, 7)]);
    struct view kept = buf_keep(&text, &years->arena);
    buf_free(&text);
    return kept;
}

/* What there is of case n, as filed and as it stands now. */
static struct case_full case_of(struct years *years, int64_t n, const struct person *person,
                                const unsigned char *secret)
{
    const struct rules *rules = &years->rules;
    const struct text *text = &years->texts.at[drawn(n, 7, (int64_t)years->texts.n)];
    int area = years->places.at[drawn(n, 8, (int64_t)years->places.n)];
    int category = rules_duty(rules, text->duty).category;
    int unit = rules_category(rules, category).owner;
    struct area_info where = rules_area(rules, area);
    struct view place = rules_display(rules, NOUN_AREA, area, LANGUAGE_ZH);
    int64_t at = filed_at(years, n);
    enum case_state state = state_of(years, n);
    bool open = state < CASE_FIRST_FINAL;
    return (struct case_full){
        .line = {.id = cases_next_id(&years->store, topics_day(at)),
                 .state = state,
                 .kind = (int)drawn(n, 9, 4),
                 .channel = (int)drawn(n, 10, 4),
                 .flags = CASE_BY_ENGINE | (drawn(n, 11, 500) ? 0u : CASE_URGENT),
                 .category = rules_code(rules, NOUN_CATEGORY, category),
                 .duty = rules_code(rules, NOUN_DUTY, text->duty),
                 .unit = unit == NONE ? VIEW("热线中心") : rules_code(rules, NOUN_UNIT, unit),
                 .area = rules_code(rules, NOUN_AREA, area),
                 .filed = at,
                 .due = !open ? at + 5 * DAY : years->now - 5 * DAY + drawn(n, 12, 25 * DAY),
                 .poor_ratings = state == CASE_REDO || state == CASE_SUPERVISED,
                 .confidence = 900},
        .person = person->id,
        .since = at,
        .due_from = at,
        .due_within = {5, MEASURE_WORKDAYS},
        .role = VIEW(""),
        .text = words_of(years, n, place, text->words),
        .contact = made(&years->arena, "1990000%04lld", drawn(n, 13, 10000), 0),
        .summary = view_sub(text->words, 0, text->words.n < 60 ? text->words.n : 0),
        .place = place,
        .code = VIEW("ABCD2345"),
        .duty_text = rules_display(rules, NOUN_DUTY, text->duty, LANGUAGE_ZH),
        .unit_text = unit == NONE ? VIEW("") : rules_display(rules, NOUN_UNIT, unit, LANGUAGE_ZH),
        .answer = state == CASE_CLOSED || state == CASE_ANSWERED
                      ? VIEW("已到现场核实处理，当天整改到位，谢谢您的反映。")
                      : VIEW(""),
        .has_point = drawn(n, 14, 3) > 0,
        .latitude = where.latitude + (double)(drawn(n, 15, 2001) - 1000) / 200000,
        .longitude = where.longitude + (double)(drawn(n, 16, 2001) - 1000) / 200000,
        .secret = {(const char *)secret, SEAL_WRAPPED}};
}

/* ---- what happened to it ---- */

struct life {
    struct years *years;
    const struct case_full *full;
    int64_t n, at;
};

static void happens(struct life *life, int move, enum case_state state, enum mover mover,
                    int64_t after, struct view text, int mark)
{
    life->at += after;
    struct case_event event = {.case_id = life->full->line.id,
                               .n = ++life->n,
                               .at = life->at,
                               .move = move,
                               .state = state,
                               .mover = mover,
                               .unit = life->full->line.unit,
                               .text = text};
    for (int i = 0; i < RATE_DIMENSIONS && mark; i++)
        event.rating[i] = mark;
    must(cases_add_event(&life->years->store, life->full, &event));
}

static void live(struct years *years, const struct case_full *full, int64_t n)
{
    struct life life = {years, full, 0, full->line.filed};
    enum case_state state = full->line.state;
    int64_t slow = drawn(n, 17, 100);
    happens(&life, EVENT_FILED, CASE_DISPATCHED, BY_ENGINE, 0, VIEW(""), 0);
    if (state == CASE_WITHDRAWN)
        happens(&life, MOVE_WITHDRAW, state, BY_CITIZEN, 3600, VIEW(""), 0);
    if (state == CASE_DISPATCHED || state == CASE_RECEIVED || state == CASE_WITHDRAWN)
        return;
    if (state == CASE_RETURNED || !drawn(n, 18, 60)) {
        happens(&life, MOVE_RETURN, CASE_RETURNED, BY_UNIT, 900, VIEW("现场核实不属我单位。"), 0);
        if (state == CASE_RETURNED)
            return;
        happens(&life, MOVE_ASSIGN, CASE_DISPATCHED, BY_DISPATCHER, 1200, VIEW(""), 0);
    }
    happens(&life, MOVE_SIGN, CASE_SIGNED, BY_UNIT, 1800, VIEW(""), 0);
    if (state != CASE_CLOSED && state != CASE_ANSWERED && state != CASE_REDO &&
        state != CASE_SUPERVISED)
        return;
    happens(&life, MOVE_ANSWER, CASE_ANSWERED, BY_UNIT, 3600 + slow * slow * 40, full->answer, 0);
    if (state == CASE_ANSWERED)
        return;
    bool poor = state != CASE_CLOSED;
    happens(&life, poor ? MOVE_RATE_POOR : MOVE_RATE_GOOD, poor ? CASE_REDO : CASE_CLOSED,
            BY_CITIZEN, 7200, VIEW(""), poor ? 1 : 3 + (int)drawn(n, 19, 3));
}

static void say(struct years *years, struct person *person, int64_t at, struct view text)
{
    struct turn_row row = {.id = years->store.next_turn++,
                           .person = person->id,
                           .before = person->last_turn,
                           .at = at,
                           .spoken = true,
                           .message = {.kind = IN_TEXT, .text = text},
                           .reply_count = 1};
    row.replies[0].text = VIEW("请问具体在哪里？街道、小区都行，也可以直接发位置。");
    must(turns_add(&years->store, person, &row));
    person->last_turn = row.id;
    person->talked = at;
}

/* ---- by what it is found and counted ---- */

static void put_clues(struct years *years, const struct case_full *full)
{
    uint32_t clues[FIND_CLUES_MAX];
    size_t count = clues_of_case(&years->clue_key, &years->rules, full, &years->arena, clues);
    must(find_add(&years->store, full->line.id, clues, count));
    must(find_settle(&years->store, FIND_BLOCK));
}

static void join(struct years *years, const struct case_full *full)
{
    struct topics_matter matter = {.text = full->text,
                                   .category = full->line.category,
                                   .duty = full->line.duty,
                                   .area = full->line.area,
                                   .person = full->person,
                                   .now = full->line.filed};
    struct tally one = {topics_day(full->line.filed), full->line.category, full->line.area, 1, 0};
    if (full->line.filed > years->now - LIKE_DAYS * DAY)
        must(topics_join(&years->store, &years->rules, full->line.id, &matter, &years->arena));
    else
        must(tally_add(&years->store, &one));
}

static void publish(struct years *years, const struct case_full *full)
{
    int64_t id, pairs[400];
    struct board_entry entry = publish_draft(full, full->line.filed + 6 * DAY, &years->arena);
    entry.state = BOARD_PUBLISHED;
    entry.area = publish_area(&years->rules, full->line.area);
    entry.answered = entry.made_at = entry.checked_at = full->line.filed + 6 * DAY;
    entry.made_by = 1;
    entry.checked_by = 2;
    must(board_add(&years->store, &entry, &id));
    must(board_set_words(&years->store, id, pairs,
                         publish_words(entry.question, &years->arena, pairs, 400)));
}

static void add_case(struct years *years, int64_t n)
{
    unsigned char secret[SEAL_WRAPPED];
    struct person person;
    int64_t at = filed_at(years, n);
    struct view sender = made(&years->arena, "citizen_%06lld", drawn(n, 20, PEOPLE), 0);
    must(people_meet(&years->store, 1, sender, at, &years->arena, &person));
    seal_wrap_new(years->store.seal, secret);
    struct case_full full = case_of(years, n, &person, secret);
    say(years, &person, at - 60, full.text);
    say(years, &person, at, full.place);
    must(cases_add(&years->store, &full));
    if (full.answer.n)
        must(cases_update(&years->store, &full));
    live(years, &full, n);
    put_clues(years, &full);
    join(years, &full);
    if (full.line.state == CASE_CLOSED && n % BOARD_EACH == 0)
        publish(years, &full);
    years->store.next_case++;
    must(people_save_talk(&years->store, &person));
}

static void add_all(struct years *years)
{
    int64_t rest;
    for (int64_t n = 0; n < years->cases; n++) {
        if (n % BATCH == 0)
            must(store_begin(&years->store));
        arena_reset(&years->arena);
        add_case(years, n);
        if (n % BATCH == BATCH - 1 || n == years->cases - 1) {
            must(store_commit(&years->store));
            must(db_checkpoint(years->store.db, &rest));
        }
    }
    must(db_checkpoint(years->store.db, &rest));
}

int main(int argc, char **argv)
{
    const struct world world = {.now = now_of, .random = random_of};
    struct seal_key key;
    static struct years years;
    arena_init(&years.arena, 1 << 30);
    arena_init(&years.texts_arena, 64 << 20);
    if (argc != 6 || !view_int(view_of(argv[5]), 1, 100000000, &years.cases) ||
        !open_rules(&years, argv[1]) || !read_texts(&years, argv[2]) ||
        seal_key_load(argv[4], true, &world, &key) != SEAL_OK) {
        fprintf(stderr, "usage: years RULES TEXTS DATABASE KEYFILE CASES\n");
        return 2;
    }
    must(store_open(&years.store, argv[3], &world, &key));
    must(db_script(years.store.db, "PRAGMA synchronous=OFF"));
    years.clue_key = clues_key(years.store.seal);
    years.now = now_of(NULL);
    years.a_day = (years.cases + DAYS - 1) / DAYS;
    add_all(&years);
    store_close(&years.store);
    return 0;
}
