/* city: writes the rules of an invented city as large as a real one: a folder of the same shape as
 * the sample district, with as many duties as asked for. Benchmarks run on it, and whoever wants to
 * see how a tool behaves on 4,394 items that nobody wrote by hand.
 *
 *   city OUT_DIR [SEED] [ITEMS]       default 1 and 4394; OUT_DIR must not exist yet
 *
 * Everything is a combination of the tables in city_words.h: eighteen classes, each with twelve
 * objects, each object a sub-category in a file of its own; its duties are the grievances of the
 * class's family. Most duties have words of their own (ways to say the object times ways to say the
 * grievance), as most of a city's list has. The first grievances of an object are decided by facts
 * instead: what is wrong, where, at what hour, on what day, with precedence and branches by area;
 * the words of those facts are shared by the twelve objects of the class. So some words are unique
 * and some belong to many, and nothing is random letters.
 *
 * Equal seeds give equal bytes. What every district must have and no table can invent (the words of
 * the talk, phrases, cues, clocks, periods, calendar) is copied from rules/yunxi: run it from the
 * root.
 */
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "dsl/base/buf.h"
#include "dsl/base/file.h"
#include "dsl/base/view.h"
#include "tests/bench/city_words.h"

enum {
    CLASSES = 18,
    OBJECTS = 12, /* of a class */
    GRIEVANCES = 21,
    FAMILIES = 6,
    BY_FACT = 5,   /* grievances of an object that are values of its fact */
    FACT_ROWS = 8, /* duties made of them */
    OBJECT_ROWS_MAX = FACT_ROWS + GRIEVANCES - BY_FACT,
    ITEMS_MAX = CLASSES * (1 + OBJECTS * OBJECT_ROWS_MAX),
    ITEMS_MIN = CLASSES * (1 + OBJECTS * FACT_ROWS),
    DISTRICTS = 12,
    STREETS = 10,    /* of a district */
    COMMUNITIES = 8, /* of a street */
    PLACES = DISTRICTS * (1 + STREETS * (1 + COMMUNITIES)),
    WAYS_MAX = 4,
    NAMES_MAX = 64,
    FILE_BYTES_MAX = 1 << 24
};

/* The ways to say one thing; the first is its name. */
struct ways {
    struct view at[NAMES_MAX];
    size_t n;
};

struct class_row {
    const char *name, *english, *unit, *words;
    const char *objects[OBJECTS];
};

static const struct class_row classes[] = {
#define CLASS(name, english, unit, words)                                                          \
    {                                                                                              \
        name, english, unit, words,                                                                \
        {
#define OBJECT(ways) ways,
#define LAST(ways)                                                                                 \
    ways                                                                                           \
    }                                                                                              \
    }                                                                                              \
    ,
    CITY_CLASSES(CLASS, OBJECT, LAST)
#undef CLASS
#undef OBJECT
#undef LAST
};
static const char *const grievances[] = {
#define GRIEVANCE(ways) ways,
    CITY_GRIEVANCES(GRIEVANCE)
#undef GRIEVANCE
};
_Static_assert(sizeof classes / sizeof *classes == CLASSES, "classes");
_Static_assert(sizeof grievances / sizeof *grievances == FAMILIES * GRIEVANCES, "grievances");

/* How citizens put it; none of it means anything to the rules. */
static const char *const tellings[] = {
    "%.*s，好几天了都没有人来处理",       "反映一下，%.*s，请尽快派人看看",
    "今天路过发现%.*s，麻烦管一管",       "%.*s！说了多少次了",
    "你们好，%.*s，这个事情归哪个部门",   "%.*s，老人孩子都受影响，希望重视",
    "上个月就说过%.*s，到现在还是老样子", "请问%.*s要找谁，已经打过两次电话了",
};
enum { TELLINGS = sizeof tellings / sizeof *tellings };

struct city {
    const char *folder;
    struct buf out;          /* the file in the making */
    struct buf tests;        /* of the class in the making */
    uint64_t state;          /* of chance */
    int rows;                /* of the object in the making */
    uint32_t places[PLACES]; /* a permutation of the names */
    struct ways first, second;
};

/* The object in the making. */
struct object {
    const struct class_row *class_;
    int class_index, index;
    struct ways said;
    struct view unit, role; /* the city's, the districts' */
};

static size_t chance(struct city *city, size_t below)
{
    city->state += 0x9e3779b97f4a7c15u;
    uint64_t x = city->state;
    x = (x ^ x >> 30) * 0xbf58476d1ce4e5b9u;
    x = (x ^ x >> 27) * 0x94d049bb133111ebu;
    return below ? (x ^ x >> 31) % below : 0;
}

static struct view pick(struct city *city, const struct ways *ways)
{
    return ways->at[chance(city, ways->n)];
}

static struct ways ways_of(const char *text)
{
    struct ways ways = {.n = 0};
    struct view left = view_of(text);
    while (left.n && ways.n < NAMES_MAX) {
        size_t blank = view_find(left, VIEW(" "));
        size_t n = blank == SIZE_MAX ? left.n : blank;
        if (n)
            ways.at[ways.n++] = view_sub(left, 0, n);
        left = view_sub(left, n + (n < left.n), left.n);
    }
    return ways;
}

/* ---- files ---- */

static void give_up(const char *what)
{
    fprintf(stderr, "city: could not write %s\n", what);
    exit(2);
}

static void path_of(const struct city *city, const char *name, char *path, size_t n)
{
    if (snprintf(path, n, "%s/%s", city->folder, name) >= (int)n)
        give_up(name);
}

static void make_folder(const struct city *city, const char *name)
{
    char path[4096];
    path_of(city, name, path, sizeof path);
    if (mkdir(path, 0777) != 0)
        give_up(path);
}

/* Writes what is in buf as a file and empties it. */
static void save(const struct city *city, const char *name, struct buf *buf)
{
    char path[4096];
    path_of(city, name, path, sizeof path);
    FILE *file = fopen(path, "wb");
    if (!file || buf->full || fwrite(buf->p, 1, buf->n, file) != buf->n || fclose(file) != 0)
        give_up(path);
    buf_clear(buf);
}

static void copy(struct city *city, const char *name)
{
    char path[4096];
    snprintf(path, sizeof path, "rules/yunxi/%s", name);
    if (!file_read(path, &city->out)) {
        fprintf(stderr, "city: could not read %s (run it from the root of the project)\n", path);
        exit(2);
    }
    save(city, name, &city->out);
}

#define SAY(city, ...) buf_print(&(city)->out, __VA_ARGS__)

/* ---- places and units ---- */

static void shuffle_places(struct city *city)
{
    city->first = ways_of(CITY_FIRST);
    city->second = ways_of(CITY_SECOND);
    uint32_t all[NAMES_MAX * NAMES_MAX] = {0};
    uint32_t n = (uint32_t)(city->first.n * city->second.n);
    for (uint32_t i = 0; i < n; i++)
        all[i] = i;
    for (uint32_t i = 0; i < PLACES; i++) {
        /* cppcheck-suppress uninitvar ; filled just above */
        uint32_t other = i + (uint32_t)chance(city, n - i), kept = all[i];
        all[i] = all[other];
        all[other] = kept;
        city->places[i] = all[i];
    }
}

/* The two characters of a place's name, each as a view, printed with "%.*s%.*s". */
#define PLACE_FMT(city, place)                                                                     \
    VIEW_FMT((city)->first.at[(city)->places[place] / (city)->second.n]),                          \
        VIEW_FMT((city)->second.at[(city)->places[place] % (city)->second.n])

static int place_of_street(int district, int street)
{
    return DISTRICTS + district * STREETS + street;
}

static int place_of_community(int district, int street, int community)
{
    return DISTRICTS * (1 + STREETS) + (district * STREETS + street) * COMMUNITIES + community;
}

static void write_communities(struct city *city, int district, int street)
{
    for (int i = 0; i < COMMUNITIES; i++) {
        int place = place_of_community(district, street, i);
        SAY(city,
            "            %.*s%.*s社区 坐标 %d.%02d%02d,120.%02d%02d : \"%.*s%.*s里\"、"
            "\"%.*s%.*s小区\" {\n                %.*s%.*s苑\n            }\n",
            PLACE_FMT(city, place), 30, district + 10, street, i + 10, district,
            PLACE_FMT(city, place), PLACE_FMT(city, place), PLACE_FMT(city, place));
    }
}

static void write_areas(struct city *city)
{
    SAY(city, "# 澄江市的地名树:市 > 区 > 街道 > 社区 > 小区。全部虚构。\n\n"
              "区域 澄江市 \"澄江市\" 坐标 30.2000,120.1000 : \"全市\" {\n");
    for (int d = 0; d < DISTRICTS; d++) {
        SAY(city, "    %.*s%.*s区 {\n", PLACE_FMT(city, d));
        for (int s = 0; s < STREETS; s++) {
            int place = place_of_street(d, s);
            SAY(city, "        %.*s%.*s街道 : \"%.*s%.*s办事处\" {\n", PLACE_FMT(city, place),
                PLACE_FMT(city, place));
            write_communities(city, d, s);
            if (d == 0 && s == 0)
                SAY(city, "            高新园 \"高新产业园\" : \"高新产业园区\"\n");
            SAY(city, "        }\n");
        }
        SAY(city, "    }\n");
    }
    SAY(city, "}\n");
    save(city, "areas.zd", &city->out);
}

static void write_unit(struct city *city, int number, struct view name)
{
    SAY(city, "    职责 \"%.*s职责范围内的诉求\"\n    联系 \"1990000%04d\"\n}\n", VIEW_FMT(name),
        number);
}

/* The n-th class's unit unless an earlier class has the same. */
static bool unit_is_new(int class_index)
{
    for (int i = 0; i < class_index; i++)
        if (view_eq(view_of(classes[i].unit), view_of(classes[class_index].unit)))
            return false;
    return true;
}

/* The bureau's name without the character that says whose it is. */
static struct view bureau(int class_index)
{
    struct view unit = view_of(classes[class_index].unit);
    return view_sub(unit, sizeof "市" - 1, unit.n);
}

static void write_bureau(struct city *city, int class_index, int *number)
{
    struct view name = bureau(class_index);
    SAY(city, "单位 市%.*s \"澄江市%.*s\" {\n", VIEW_FMT(name), VIEW_FMT(name));
    write_unit(city, ++*number, name);
    for (int d = 0; d < DISTRICTS; d++) {
        SAY(city,
            "单位 %.*s%.*s%.*s \"%.*s%.*s区%.*s\" {\n    角色 区%.*s   辖区 %.*s%.*s区\n"
            "    上级 市%.*s\n",
            PLACE_FMT(city, d), VIEW_FMT(name), PLACE_FMT(city, d), VIEW_FMT(name), VIEW_FMT(name),
            PLACE_FMT(city, d), VIEW_FMT(name));
        write_unit(city, ++*number, name);
    }
}

static void write_units(struct city *city)
{
    int number = 1000;
    static const char *const others[] = {"热线中心", "市公安局", "园区管委会"};
    SAY(city, "# 谁负责。市局、区局、街道办、园区,全部虚构。\n\n");
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        SAY(city, "单位 %s \"澄江%s\" {\n", others[i], others[i]);
        write_unit(city, ++number, view_of(others[i]));
    }
    for (int i = 0; i < CLASSES; i++)
        if (unit_is_new(i))
            write_bureau(city, i, &number);
    for (int i = DISTRICTS; i < DISTRICTS * (1 + STREETS); i++) {
        SAY(city,
            "单位 %.*s%.*s街道办 \"%.*s%.*s街道办事处\" {\n    角色 街道   辖区 %.*s%.*s街道\n",
            PLACE_FMT(city, i), PLACE_FMT(city, i), PLACE_FMT(city, i));
        write_unit(city, ++number, VIEW("街道"));
    }
    save(city, "units.zd", &city->out);
}

static void write_district(struct city *city)
{
    SAY(city, "地区 chengjiang \"澄江市\" {\n    语言 zh\n    时限 standard\n"
              "    热线 \"12345\"\n}\n");
    save(city, "district.zd", &city->out);
    SAY(city, "# 事情发生在哪一类场所,各类事项共用。\n\n要素 场所 \"发生在什么场所?\" {\n"
              "    道路 \"马路上\": \"马路上\"、\"路口\"、\"大街上\"\n"
              "    院内 \"居民小区里\": \"居民区里\"、\"单元楼里\"、\"家属院里\"\n"
              "    单位 \"单位、厂区里\": \"厂区里\"、\"办公楼里\"\n}\n");
    save(city, "facts.zd", &city->out);
}

/* ---- duties ---- */

static const char *grievance_of(const struct object *object, int number)
{
    int family = object->class_index / (CLASSES / FAMILIES);
    return grievances[family * GRIEVANCES + number % GRIEVANCES];
}

/* Each class of a family decides other grievances by facts. */
static int first_by_fact(const struct object *object)
{
    return object->class_index % (CLASSES / FAMILIES) * BY_FACT;
}

static void write_example(struct city *city, const struct object *object, struct view what,
                          const char *given, int row)
{
    const char *telling = tellings[chance(city, TELLINGS)];
    bool placed = chance(city, 4) == 0;
    int place = (int)chance(city, DISTRICTS * STREETS * COMMUNITIES);
    struct buf text;
    buf_init(&text, 4096);
    if (placed)
        buf_print(&text, "%.*s%.*s社区：", PLACE_FMT(city, place_of_community(0, 0, 0) + place));
    buf_print(&text, telling, VIEW_FMT(what));
    SAY(city, "        例 \"%.*s\"%s%s\n    }\n", VIEW_FMT(buf_seen(&text)), *given ? " 设 " : "",
        given);
    if (row % 20 == 0 && !*given)
        buf_print(
            &city->tests,
            "测试 \"%02d%02d%02d %.*s\" {\n    市民 \"%.*s\"\n    应得 事项 \"%02d%02d%02d\"\n}\n",
            object->class_index + 1, object->index + 1, row + 1, VIEW_FMT(object->said.at[0]),
            VIEW_FMT(buf_seen(&text)), object->class_index + 1, object->index + 1, row + 1);
    buf_free(&text);
}

static void write_head(struct city *city, const struct object *object, int row, struct view what,
                       const char *more)
{
    SAY(city, "    事项 \"%02d%02d%02d\" \"%.*s%.*s%s\" {\n", object->class_index + 1,
        object->index + 1, row + 1, VIEW_FMT(object->said.at[0]), VIEW_FMT(what), more);
}

static void write_owner(struct city *city, const struct object *object)
{
    switch (chance(city, 6)) {
    case 0:
    case 1:
        SAY(city, "        交 街道   协办 %.*s\n", VIEW_FMT(object->role));
        break;
    case 2:
    case 3:
        SAY(city, "        交 %.*s\n", VIEW_FMT(object->role));
        break;
    case 4:
        SAY(city, "        交 %.*s   协办 街道\n", VIEW_FMT(object->unit));
        break;
    default:
        SAY(city, "        交 %.*s\n        其中 区域 在 高新园 交 园区管委会\n",
            VIEW_FMT(object->role));
        break;
    }
    static const int days[] = {1, 2, 3, 5, 7, 10, 15};
    SAY(city, "        期限 %d 工作日\n        收集 地点%s\n",
        days[chance(city, sizeof days / sizeof *days)], chance(city, 2) ? "、照片" : "");
}

/* A duty with words of its own: every way to say the thing with every way to say what is wrong. */
static void write_worded(struct city *city, const struct object *object, int row, int number)
{
    struct ways wrong = ways_of(grievance_of(object, number));
    struct view thing = pick(city, &object->said), trouble = pick(city, &wrong);
    write_head(city, object, row, wrong.at[0], "");
    SAY(city, "        识别 ");
    for (size_t o = 0; o < object->said.n; o++) {
        for (size_t w = 0; w < wrong.n; w++)
            SAY(city, "%s\"%.*s%.*s\"", w ? "、" : "", VIEW_FMT(object->said.at[o]),
                VIEW_FMT(wrong.at[w]));
        SAY(city, "、\n             ");
    }
    SAY(city, "\"%.*s\" .. \"%.*s\"\n", VIEW_FMT(object->said.at[0]), VIEW_FMT(wrong.at[0]));
    write_owner(city, object);
    struct buf what;
    buf_init(&what, 1024);
    buf_print(&what, "%.*s%.*s", VIEW_FMT(thing), VIEW_FMT(trouble));
    write_example(city, object, buf_seen(&what), "", row);
    buf_free(&what);
}

/* The eight duties that facts decide: which grievance, what else is asked, over which row. */
static const struct fact_row {
    int grievance;
    const char *more, *condition, *said, *given;
    int over; /* the row it goes before, or -1 */
    bool urgent;
} fact_rows[FACT_ROWS] = {
    {0, "", "", "", "时刻 = 10:00", -1, false},
    {0, "（夜间）", " 且 时刻 在 夜间", "半夜，", "", 0, true},
    {1, "", "", "", "", -1, false},
    {2, "（道路）", " 且 场所 = 道路", "马路上，", "", -1, false},
    {2, "（院内、单位内）", " 且 场所 = 院内、单位", "居民区里，", "", -1, false},
    {3, "", "", "", "时刻 = 15:00、日类 = 工作日", -1, false},
    {3, "（夜间和节假日）", " 且 ( 时刻 在 夜间 或 日类 = 节假日 )", "", "日类 = 节假日", 5, true},
    {4, "", "", "", "", -1, false},
};

static void write_fact_row(struct city *city, const struct object *object, int row)
{
    const struct fact_row *like = &fact_rows[row];
    struct ways wrong = ways_of(grievance_of(object, first_by_fact(object) + like->grievance));
    write_head(city, object, row, wrong.at[0], like->more);
    SAY(city, "        当 情形 = %.*s%s\n", VIEW_FMT(wrong.at[0]), like->condition);
    if (like->over >= 0)
        SAY(city, "        优先于 \"%02d%02d%02d\"\n", object->class_index + 1, object->index + 1,
            like->over + 1);
    if (like->urgent)
        SAY(city, "        交 %.*s   协办 街道   急   期限 %d 小时\n        收集 地点、时间\n",
            VIEW_FMT(object->unit), 2 + (int)chance(city, 10));
    else
        write_owner(city, object);
    struct buf what;
    buf_init(&what, 1024);
    struct view thing = pick(city, &object->said), trouble = pick(city, &wrong);
    buf_print(&what, "%s%.*s%s%.*s", like->said, VIEW_FMT(thing), chance(city, 2) ? "已经" : "又",
              VIEW_FMT(trouble));
    write_example(city, object, buf_seen(&what), like->given, row);
    buf_free(&what);
}

static void write_fact(struct city *city, const struct object *object)
{
    SAY(city, "    要素 情形 \"%.*s是什么情形?\" {\n", VIEW_FMT(object->said.at[0]));
    for (int i = 0; i < BY_FACT; i++) {
        struct ways wrong = ways_of(grievance_of(object, first_by_fact(object) + i));
        SAY(city, "        %.*s \"%.*s\": ", VIEW_FMT(wrong.at[0]), VIEW_FMT(wrong.at[0]));
        for (size_t w = 0; w < wrong.n; w++)
            SAY(city, "%s\"%.*s\"", w ? "、" : "", VIEW_FMT(wrong.at[w]));
        SAY(city, "\n");
    }
    SAY(city, "    }\n\n");
}

static void write_object(struct city *city, const struct object *object, int rows)
{
    char name[64];
    struct view class_name = view_of(object->class_->name);
    SAY(city, "# %.*s: %.*s.\n\n类别 %.*s \"%.*s\" 编码 \"%02d%02d\" 上级 %.*s {\n    识别 ",
        VIEW_FMT(class_name), VIEW_FMT(object->said.at[0]), VIEW_FMT(object->said.at[0]),
        VIEW_FMT(object->said.at[0]), object->class_index + 1, object->index + 1,
        VIEW_FMT(class_name));
    for (size_t i = 0; i < object->said.n; i++)
        SAY(city, "%s\"%.*s\"", i ? "、" : "", VIEW_FMT(object->said.at[i]));
    SAY(city, "\n\n");
    write_fact(city, object);
    for (int row = 0; row < rows; row++) {
        if (row < FACT_ROWS)
            write_fact_row(city, object, row);
        else
            write_worded(city, object, row, first_by_fact(object) + BY_FACT + row - FACT_ROWS);
    }
    SAY(city, "\n    否则 交 %.*s\n}\n", VIEW_FMT(object->role));
    snprintf(name, sizeof name, "duties/%02d/%02d%02d.zd", object->class_index + 1,
             object->class_index + 1, object->index + 1);
    save(city, name, &city->out);
}

/* What is said of the class as a whole. */
static void write_class(struct city *city, int index)
{
    const struct class_row *row = &classes[index];
    char name[64];
    struct ways words = ways_of(row->words);
    SAY(city,
        "# %s %s\n\n类别 %s \"%s\" / \"%s\" 编码 \"%02d\" 依据 \"《%s条例》\" 由 %s {\n    识别 ",
        row->name, row->english, row->name, row->name, row->english, index + 1, row->name,
        row->unit);
    for (size_t i = 0; i < words.n; i++)
        SAY(city, "%s\"%.*s\"", i ? "、" : "", VIEW_FMT(words.at[i]));
    SAY(city,
        "\n\n    事项 \"%02d00\" \"%s综合诉求\" {\n        识别 \"%s规划\"、\"%s整体情况\"、"
        "\"%s意见征集\"\n        交 %s\n        期限 10 工作日\n        收集 详情\n"
        "        例 \"想了解一下%s规划，有没有公开的文件\"\n    }\n\n    否则 交 %s\n}\n",
        index + 1, row->name, row->name, row->name, row->name, row->unit, row->name, row->unit);
    snprintf(name, sizeof name, "duties/%02d.zd", index + 1);
    save(city, name, &city->out);
}

static void write_classes(struct city *city, int items)
{
    int objects = CLASSES * OBJECTS, rows = items - CLASSES;
    char name[64], role[64];
    for (int i = 0; i < objects; i++) {
        int c = i / OBJECTS;
        if (i % OBJECTS == 0) {
            snprintf(name, sizeof name, "duties/%02d", c + 1);
            make_folder(city, name);
            write_class(city, c);
        }
        snprintf(role, sizeof role, "区%.*s", VIEW_FMT(bureau(c)));
        struct object object = {.class_ = &classes[c],
                                .class_index = c,
                                .index = i % OBJECTS,
                                .said = ways_of(classes[c].objects[i % OBJECTS]),
                                .unit = view_of(classes[c].unit),
                                .role = view_of(role)};
        write_object(city, &object, rows / objects + (i < rows % objects));
        if (i % OBJECTS == OBJECTS - 1) {
            snprintf(name, sizeof name, "tests/%02d.zd", c + 1);
            save(city, name, &city->tests);
        }
    }
}

static void write_city(struct city *city, int items)
{
    static const char *const copied[] = {"words.zd",  "phrases.zd", "cues.zd",
                                         "clocks.zd", "periods.zd", "calendar.zd"};
    make_folder(city, "");
    make_folder(city, "duties");
    make_folder(city, "tests");
    for (size_t i = 0; i < sizeof copied / sizeof *copied; i++)
        copy(city, copied[i]);
    shuffle_places(city);
    write_district(city);
    write_areas(city);
    write_units(city);
    write_classes(city, items);
}

int main(int argc, char **argv)
{
    static struct city city;
    int64_t seed = 1, items = 4394;
    if (argc < 2 || argc > 4 || argv[1][0] == '-' ||
        (argc > 2 && !view_int(view_of(argv[2]), 0, INT64_MAX, &seed)) ||
        (argc > 3 && !view_int(view_of(argv[3]), ITEMS_MIN, ITEMS_MAX, &items))) {
        fprintf(stderr, "usage: city OUT_DIR [SEED] [ITEMS]   (ITEMS: %d to %d)\n", ITEMS_MIN,
                ITEMS_MAX);
        return 2;
    }
    city.folder = argv[1];
    city.state = (uint64_t)seed;
    buf_init(&city.out, FILE_BYTES_MAX);
    buf_init(&city.tests, FILE_BYTES_MAX);
    write_city(&city, (int)items);
    buf_free(&city.out);
    buf_free(&city.tests);
    return 0;
}
