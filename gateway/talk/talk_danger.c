/* talk_danger: the emergency numbers. Four numbers in a row have to be read before one can be
 * dialled; so the one that fits the words stands first and alone, and the others behind it, for the
 * words may be wrong. A row's words are looked for in this order: a fire or gas comes before who is
 * hurt by it, who is hurt before the traffic accident, and whatever is none of these is for the
 * police, as is whoever is being beaten, locked in or not. The numbers are the country's, not the
 * district's. */
#include "gateway/talk/talk_danger.h"

#include "dsl/base/buf.h"

enum { WORDS_MAX = 80, OTHERS_MAX = 200 };

/* Folded words. */
static const struct number {
    const char *number, *zh, *en;
    const char *words[WORDS_MAX];
} numbers[] = {
    {"119",
     "火警、救援",
     "fire and rescue",
     {"着火",   "起火",    "失火",     "火灾",      "大火",     "火很大",  "火势", "还在烧", "烧着",
      "烧起来", "冒浓烟",  "浓烟",     "好大烟",    "屋子烟",   "全是烟",  "爆炸", "煤气",   "烧炭",
      "冒烟",   "楼顶",    "天台",     "燃气",      "天然气",   "泄漏",    "困在", "被困",   "困人",
      "困住",   "出不来",  "关在电梯", "关在车",    "关在里面", "卡在",    "卡住", "反锁",   "锁在",
      "掉进",   "掉水",    "掉河",     "掉江",      "掉湖",     "掉井",    "落水", "溺水",   "河里",
      "水里",   "被埋",    "被压",     "压在",      "压了人",   "压着人",  "塌了", "塌方",   "fire",
      "gas",    "burning", "smoke",    "explosion", "stuck",    "trapped", "drown"}},
    {"120",
     "急救",
     "ambulance",
     {"晕倒",      "昏迷",    "倒地",      "倒在",   "呼吸",        "喘不",     "心脏",
      "心梗",      "胸口",    "出血",      "流血",   "血流",        "好多血",   "是血",
      "中毒",      "农药",    "老鼠药",    "安眠药", "误食",        "误吞",     "触电",
      "坠楼",      "摔下",    "楼上掉",    "抽搐",   "受伤",        "没气",     "中风",
      "要生了",    "羊水",    "蛇咬",      "叫不醒", "叫不应",      "白沫",     "噎住",
      "喉咙",      "翻白",    "惊厥",      "抽了",   "吃错药",      "误服",     "站不起来",
      "躺在地",    "不会动",  "drank",     "吞了",   "嘴歪",        "说不出话", "半边身",
      "压住手",    "夹住手",  "swallowed", "stroke", "休克",        "不省人事", "在吐",
      "呕吐",      "breath",  "heart",     "bleed",  "unconscious", "poison",   "hurt",
      "collapsed", "fainted", "choking",   "seizure"}},
    {"122",
     "交通事故",
     "traffic accident",
     {"车祸", "撞人", "撞了人", "撞到人", "撞倒", "撞了我", "把我撞", "撞车", "追尾", "车翻了",
      "翻车", "car crash", "car accident", "hit by a car", "run over"}},
    {"110", "报警", "police", {""}}};

enum { NUMBERS = sizeof numbers / sizeof *numbers };

static bool holds(struct view text, const struct number *one)
{
    for (size_t i = 0; i < WORDS_MAX && one->words[i]; i++)
        if (view_find(text, view_of(one->words[i])) != SIZE_MAX)
            return true;
    return false;
}

static void put(struct buf *out, const struct number *one, bool english)
{
    if (out->n)
        buf_text(out, english ? ", " : "，");
    buf_print(out, "%s %s", one->number, english ? one->en : one->zh);
}

struct danger_numbers danger_numbers_for(struct arena *arena, struct view folded, bool english)
{
    static const char *const attacked[] = {"打我", "家暴", "要杀我", "beating me", "hits me"};
    size_t first = VIEW_HOLDS(folded, attacked) ? NUMBERS - 1 : 0;
    struct buf one, others;
    while (first + 1 < NUMBERS && !holds(folded, &numbers[first]))
        first++;
    buf_init(&one, OTHERS_MAX);
    buf_init(&others, OTHERS_MAX);
    put(&one, &numbers[first], english);
    for (size_t i = 0; i < NUMBERS; i++)
        if (i != first)
            put(&others, &numbers[i], english);
    struct danger_numbers said = {buf_keep(&one, arena), buf_keep(&others, arena)};
    buf_free(&one);
    buf_free(&others);
    return said;
}
