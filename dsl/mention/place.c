/* place: addresses, put together from their parts:
 * 松风街道|人民路|128号|阳光花园|3栋|2单元|501|楼下.
 *
 * Each reader adds parts as it meets them; at the end parts that touch, or have no more than 的 or
 * a comma between them, become one mention. A chain that has nothing but 3栋 or 楼下 says where
 * only to who stands there: it is kept and marked, so that one can ask back and not take it for a
 * place. */
#include "dsl/mention/seek.h"

enum { ROAD_MOST = 5, LANDMARK_MOST = 8, DISTRICT_MOST = 4, LETTERS_MOST = 4, ROOM_MOST = 4 };

static const struct part *last_part(const struct seek *seek, uint32_t at)
{
    const struct part *last = seek->parts.n ? &seek->parts.at[seek->parts.n - 1] : NULL;
    return last && last->to == at ? last : NULL;
}

/* ---- what a number counts ---- */

/* 501 behind 2单元; 3-2-501 behind an estate. */
static uint32_t read_rooms(const struct seek *seek, uint32_t from)
{
    uint32_t at = from, digits = 0, runs = 1;
    for (; at < seek->n; at++) {
        if (seek_is_digit(seek->at[at]))
            digits++;
        else if (seek->at[at] == '-' && digits && seek_is_digit(seek->at[at + 1]))
            digits = 0, runs++;
        else
            break;
        if (digits > ROOM_MOST || runs > 4)
            return 0;
    }
    uint32_t unit = seek_follows_any(seek, at, "号房 号室 室 房 号 户");
    return digits ? (unit ? unit : at) : 0;
}

static uint32_t building_unit(const struct seek *seek, uint32_t at)
{
    uint32_t to = seek_follows_any(
        seek, at, "号楼 号院 栋楼 栋 幢楼 幢 单元 号门 号房 号口 号出口 号出入口 室 # 座楼");
    bool beside = to && seek->at[to - 1] == U'楼' && seek_among(seek->at[to], "下上道顶");
    return beside && !seek_follows(seek, at, "号楼") ? to - 1 : to; /* 3栋|楼下 */
}

/* These count other things too; behind a part of an address they are one. */
static uint32_t loose_unit(const struct seek *seek, uint32_t at)
{
    return seek_follows_any(seek, at, "楼 层 座 组 期 号铺 号商铺 号店 队 门");
}

static uint32_t house_unit(const struct seek *seek, uint32_t at)
{
    uint32_t to = seek_follows_any(seek, at, "号附近 号");
    if (to && !seek_follows_any(seek, at, "号附近"))
        return seek_follows_any(seek, at, "号线 号码 号文 号令") ? 0 : to;
    return to ? at + 1 : seek_follows_any(seek, at, "弄 巷");
}

static uint32_t behind_metro(const struct seek *seek, uint32_t from)
{
    return from >= seek->open + 2 && seek_follows(seek, from - 2, "地铁") ? from - 2 : from;
}

/* 地铁二号线, 2号线 */
static uint32_t metro_line(struct seek *seek, uint32_t from, uint32_t at)
{
    uint32_t to = seek_follows(seek, at, "号线");
    if (!to)
        return 0;
    seek_add_part(seek, PART_ROAD, behind_metro(seek, from), to);
    return to;
}

uint32_t place_try_number(struct seek *seek, uint32_t from, uint32_t end)
{
    uint32_t to = metro_line(seek, from, end), start = from;
    if (to)
        return to;
    if (from > seek->open && seek->at[from - 1] == U'第')
        start--;
    const struct part *before = last_part(seek, start);
    bool firm_part = before && before->part != PART_RELATIVE;
    if ((to = building_unit(seek, end)) != 0) {
        start = behind_metro(seek, start);
        seek_add_part(seek, PART_BUILDING, start, to);
        return to;
    }
    if (before && before->part == PART_SIDE && (to = seek_follows_any(seek, end, "来米 多米 米"))) {
        seek_add_part(seek, PART_SIDE, start, to);
        return to;
    }
    if (firm_part && (to = house_unit(seek, end)) != 0) {
        seek_add_part(seek, PART_HOUSE, start, to);
        return to;
    }
    bool room = end - from >= 3 && seek_is_digit(seek->at[from]); /* 8幢302|楼下 */
    if (before && !room && (to = loose_unit(seek, end)) != 0) {
        seek_add_part(seek, PART_BUILDING, start, to);
        return to;
    }
    bool inside = firm_part && (before->part == PART_BUILDING || before->part == PART_LANDMARK ||
                                before->part == PART_AREA || before->part == PART_HOUSE);
    if (inside && seek_is_digit(seek->at[from]) && (to = read_rooms(seek, from)) != 0 &&
        to - from >= 2) {
        seek_add_part(seek, PART_BUILDING, from, to);
        return to;
    }
    return 0;
}

/* ---- letters: A3区, G2栋, B座, B口 ---- */

uint32_t place_try_letters(struct seek *seek, uint32_t at)
{
    uint32_t to = at, before = at ? seek->at[at - 1] : 0;
    if (!seek_is_latin(seek->at[at]) || seek_is_latin(before) || seek_is_digit(before))
        return 0;
    while (to < seek->n && to - at < LETTERS_MOST &&
           (seek_is_digit(seek->at[to]) || seek_is_latin(seek->at[to])))
        to++;
    if (seek_is_latin(seek->at[to]) || seek_is_digit(seek->at[to]))
        return 0;
    uint32_t end = seek_follows_any(seek, to, "号楼 栋 幢 座 单元 室 馆");
    if (end) {
        seek_add_part(seek, PART_BUILDING, at, end);
        return end;
    }
    if (last_part(seek, at) && (end = seek_follows_any(seek, to, "出口 号口 入口 口")) != 0) {
        seek_add_part(seek, PART_SIDE, at, end);
        return end;
    }
    const struct seek_word *word = to < seek->n ? seek_word_at(seek, &seek_names, to) : NULL;
    if (!word || word->use != WORD_DISTRICT)
        return 0;
    seek_add_part(seek, PART_DISTRICT, at, to + word->points);
    return to + word->points;
}

/* ---- words ---- */

static enum place_part part_of(enum word_use use)
{
    return use == WORD_ROAD ? PART_ROAD : use == WORD_DISTRICT ? PART_DISTRICT : PART_LANDMARK;
}

static uint32_t most_of(enum word_use use)
{
    return use == WORD_ROAD ? ROAD_MOST : use == WORD_DISTRICT ? DISTRICT_MOST : LANDMARK_MOST;
}

/* What stands before such a word and makes no name of it. */
static bool is_common(const struct seek *seek, uint32_t from, uint32_t to)
{
    static const char *const words[] = {
        "本",   "各",     "大",       "小",       "新",   "老",   "全",   "主",   "原",   "旧",
        "中",   "高",     "周边",     "附近",     "公立", "私立", "重点", "普通", "大型", "小型",
        "专科", "商业",   "各大",     "购物",     "高档", "老旧", "封闭", "安置", "居民", "城市",
        "国际", "公共",   "市民",     "医疗",     "便民", "政务", "行政", "农村", "城中", "所在",
        "当地", "本地",   "外地",     "高职",     "两个", "几个", "多个", "三甲", "民营", "集贸",
        "二手", "劳动力", "人才",     "房地产",   "楼盘", "建筑", "拆迁", "收费", "露天", "地下",
        "临时", "机动车", "非机动车", "旅游度假", "人行", "高速", "城际", "主干", "支",   "辅",
        "水泥", "柏油",   "沥青",     "乡间",     "乡村", "村级", "通村", "泥巴", "始发", "终点",
        "机耕", "职业",   "体育强",   "高端别墅", "地区", "中小", "石子"};
    struct view name = seek_text(seek, from, to);
    uint32_t last = to > from && seek->at[to - 1] == U'大' ? to - 1 : to;
    if (last > from && seek->at[last - 1] == U'满') /* 停得满大街 */
        return true;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (view_is(name, words[i]))
            return true;
    return false;
}

/* 237路, 公交车237路: a bus goes there; 纬7路 is a road. */
static bool is_bus_line(const struct seek *seek, uint32_t from, uint32_t at)
{
    uint32_t digits = at;
    while (digits > from && seek_is_digit(seek->at[digits - 1]))
        digits--;
    return digits < at && seek->at[at] == U'路' &&
           (digits == from || seek->at[digits - 1] == U'车' || seek->at[digits - 1] == U'交');
}

/* The end of a name: 人民|路, 阳光|花园; directly behind another part it goes on with that. */
static uint32_t try_end_of_name(struct seek *seek, uint32_t at, const struct seek_word *word)
{
    uint32_t to = at + word->points, most = most_of((enum word_use)word->use);
    uint32_t from = name_start(seek, at, most);
    bool alone = from == at && !last_part(seek, at);
    bool single = at - from == 1 && word->use != WORD_DISTRICT && !last_part(seek, from) &&
                  (word->points == 1 || word->use == WORD_LANDMARK);
    if (is_common(seek, from, at))
        return to; /* nor is 区 the end of 老小 */
    if (seek->at[to] == U'学' && seek_among(seek->at[to - 1], "中小"))
        return 0; /* 第三中|学 */
    if (alone || single || is_bus_line(seek, from, at) ||
        (word->use == WORD_LANDMARK && word->points == 1 && at - from < 2))
        return 0;
    seek_add_part(seek, part_of((enum word_use)word->use), from, to);
    return to;
}

/* 人民|路口: the road ends inside the word. */
static uint32_t try_crossing(struct seek *seek, uint32_t at, const struct seek_word *word)
{
    uint32_t from = at;
    if (seek->at[at] == U'路') {
        from = name_start(seek, at, ROAD_MOST);
        if (from < at)
            seek_add_part(seek, PART_ROAD, from, at + 1);
    }
    if (from == at && !last_part(seek, at))
        return 0;
    seek_add_part(seek, PART_CROSSING, from < at ? at + 1 : at, at + word->points);
    return at + word->points;
}

static uint32_t try_side(struct seek *seek, uint32_t at, const struct seek_word *word)
{
    uint32_t to = at + word->points;
    if (last_part(seek, at))
        seek_add_part(seek, PART_SIDE, at, to);
    else if (word->points > 1 && seek->at[to - 1] != U'门' && !seek_among(seek->at[at], "往过"))
        seek->open = to; /* 东南角的, 附近|阳光花园 */
    else
        return 0;
    return to;
}

static uint32_t try_relative(struct seek *seek, uint32_t at, const struct seek_word *word)
{
    const struct part *before = last_part(seek, at);
    enum place_part part = before ? PART_SIDE : PART_RELATIVE;
    /* 人民路口 */
    if (before == NULL && seek_follows(seek, at, "路口")) {
        uint32_t to = try_crossing(seek, at, word);
        if (to)
            return to;
    }
    seek_add_part(seek, part, at, at + word->points);
    return at + word->points;
}

/* 梅坞路|靠近菜场: which part of the road it is. */
uint32_t place_try_near(struct seek *seek, uint32_t at, const struct seek_word *word)
{
    uint32_t from = at + word->points;
    if (!last_part(seek, at) || !seek_follows_any(seek, at, "靠近 紧靠 邻近 紧邻 毗邻 紧挨"))
        return 0;
    for (uint32_t to = from; to < seek->n && to - from <= LANDMARK_MOST; to++) {
        const struct seek_word *end = seek_word_at(seek, &seek_names, to);
        if (end && (end->use == WORD_LANDMARK || end->use == WORD_FIRM)) {
            seek_add_part(seek, PART_SIDE, at, to + end->points);
            return to + end->points;
        }
        if (name_start(seek, to + 1, 1) > to)
            return 0;
    }
    return 0;
}

uint32_t place_try_word(struct seek *seek, uint32_t at, const struct seek_word *word)
{
    switch ((enum word_use)word->use) {
    case WORD_ROAD:
    case WORD_DISTRICT:
    case WORD_LANDMARK:
        return try_end_of_name(seek, at, word);
    case WORD_CROSSING:
        return try_crossing(seek, at, word);
    case WORD_SIDE:
        return try_side(seek, at, word);
    case WORD_RELATIVE:
        return try_relative(seek, at, word);
    default:
        return 0;
    }
}

/* ---- chains ---- */

static bool is_gap(const struct seek *seek, uint32_t from, uint32_t to, const char *marks)
{
    return to == from || (to == from + 1 && seek_among(seek->at[from], marks));
}

/* Do parts[i] and the one behind it belong to one address? */
static bool chains(const struct seek *seek, const struct part *one, const struct part *next)
{
    if (next->from == one->to || place_joins_english(seek, one->to, next->from))
        return true;
    bool crossing = one->part == PART_ROAD && next->part == PART_ROAD;
    if (crossing && is_gap(seek, one->to, next->from, "与和跟及/、-~"))
        return true;
    bool narrower = next->part > one->part || (next->part == one->part && one->part <= PART_AREA);
    return narrower && one->part != PART_SIDE && is_gap(seek, one->to, next->from, "的,，- ");
}

/* Roads joined by 与 are one place only if they cross; else the second is another. */
static bool crosses(const struct seek *seek, size_t i)
{
    return i + 2 < seek->parts.n && seek->parts.at[i + 2].part == PART_CROSSING &&
           seek->parts.at[i + 2].from <= seek->parts.at[i + 1].to + 1;
}

static size_t chain_end(const struct seek *seek, size_t first)
{
    size_t i = first;
    for (; i + 1 < seek->parts.n; i++) {
        const struct part *one = &seek->parts.at[i], *next = one + 1;
        bool two_roads = one->part == PART_ROAD && next->part == PART_ROAD && next->from > one->to;
        if (!chains(seek, one, next) || (two_roads && !crosses(seek, i)))
            break;
    }
    return i + 1;
}

static bool says_where(enum place_part part)
{
    return part == PART_DISTRICT || part == PART_AREA || part == PART_ROAD || part == PART_LANDMARK;
}

/* 该市, 反映县: a wide district that is not in the rules, and nothing behind it. */
static bool is_doubtful(const struct seek *seek, const struct part *part)
{
    return part->part == PART_DISTRICT && part->to - part->from < 3 &&
           !seek_is_digit(seek->at[part->from + 1]);
}

static void add_chain(struct seek *seek, size_t first, size_t last)
{
    const struct part *parts = seek->parts.at;
    bool whole = false, exact = false;
    for (size_t i = first; i < last; i++) {
        whole |= says_where(parts[i].part);
        exact |= parts[i].part == PART_ROAD || parts[i].part == PART_LANDMARK;
    }
    if (last - first == 1 && is_doubtful(seek, &parts[first]))
        return;
    struct mention *place = seek_add(seek, MENTION_PLACE, parts[first].from, parts[last - 1].to);
    place->relative = !whole;
    place->exact = exact;
}

void place_finish(struct seek *seek)
{
    for (size_t i = 0, last; i < seek->parts.n; i = last) {
        last = chain_end(seek, i);
        add_chain(seek, i, last);
    }
}
