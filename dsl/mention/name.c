/* name: where a name begins. Chinese writes no blanks, so the end of a name is known (人民|路) and
 * its beginning is not: 昨晚在人民路, 投诉人民路. One walks back from the end until something
 * stands there that names do not hold: a mark, a pronoun, a particle, a verb of the everyday, or
 * whatever was read last (a time, a word of words.c). Some of those characters do stand in names
 * (和平, 太平); the pairs are listed. What is longer than names are is cut: a name with a bit
 * before it is still of use to who reads it. */
#include "dsl/mention/seek.h"

static const char stops[] =
    "的了在是有和与及或对向被把给让从到去来于至往由将就都也还又很太这那哪每某该此其之以因为所没不未"
    "要想能会可请求问说"
    "看见听讲但而且则你我他她它们您咱谁啥管证吗呢吧啊呀哦嘛嗯个些位条幢栋称叫找买住修租离距经已曾正"
    "尽快过"
    "着时候走跑挖扫堵停坐带用做干打搞弄放"
    "靠等使当跟替系希望投诉反映举报吵闹乱关给后前再才只却最更真另便即若如并无非种款件次元块钱";

/* Pairs of characters in names of which one would stop them. */
static const char *const within[] = {
    "和平", "和谐", "和兴", "和庄", "和庭", "和园", "和顺", "太平", "太阳", "太湖", "太原", "为民",
    "会展", "会同", "从化", "于洪", "来宾", "之江", "中心", "元宝", "元和", "望城", "望岭", "望云",
    "望京", "当代", "经开", "无锡", "正大", "正阳", "最美", "真如", "如意", "如家", "如东", "非凡",
    "以和", "后海", "前海", "前门", "前进", "停车", "打工", "用品", "过桥", "关山", "关岭", "报业",
    "报国", "弄堂", "不夜", "时代", "时尚", "走马", "跑马", "种子", "再生", "便民", "便利", "快递",
    "快餐", "用友", "用车", "真美", "无为", "无极", "在水", "和悦", "天和", "能源", "经典", "经贸",
    "经济", "叫花", "可可", "可爱", "会所", "会议", "会计", "块煤", "用户", "反恐", "打印", "修理",
    "修车", "和睦", "有色", "有机", "租赁", "信用", "装修", "生活", "通过", "更鼓", "未来", "无忧",
    "解放", "开放", "无线", "正荣", "正弘", "正源", "望湖", "望江", "望月", "元通", "如是", "非遗",
    "新的", "管城", "管理", "管桩", "钢管", "水管", "证券", "学前", "府前", "县前", "站前", "衙前",
    "庙前", "寺前"};

void name_prepare(struct seek *seek)
{
    seek_set_marks(seek, stops, MARK_STOP);
}

static bool is_within(const struct seek *seek, uint32_t at)
{
    for (size_t i = 0; i < sizeof within / sizeof *within; i++)
        if (seek_follows(seek, at, within[i]) || (at && seek_follows(seek, at - 1, within[i])))
            return true;
    return false;
}

/* 万 begins names (万达, 万悦), but for what is counted (十二万). */
static bool counts(const struct seek *seek, uint32_t at)
{
    return at && (seek_is_digit(seek->at[at - 1]) ||
                  seek_among(seek->at[at - 1], "一二三四五六七八九十百千两几多数来"));
}

static bool may_name(const struct seek *seek, uint32_t at)
{
    uint32_t c = seek->at[at];
    if (c == U'万')
        return !counts(seek, at);
    if (seek_is_latin(c) || seek_is_digit(c) || c == U'·')
        return true;
    return seek_is_han(c) && (!seek_has_mark(seek, c, stops, MARK_STOP) || is_within(seek, at));
}

/* 昌和|购物中心, 力都|大厦, 好味来|火锅店: 和 with a single character before it joins no two
 * things, and an adverb does not stand before a noun. */
static bool belongs(const struct seek *seek, uint32_t at, uint32_t end)
{
    if (seek_among(seek->at[at], "都来"))
        return at + 1 == end && end - seek->open >= 2;
    return seek->at[at] == U'和' && at > seek->open && may_name(seek, at - 1) &&
           (at - 1 == seek->open || !may_name(seek, at - 2)) && at + 1 == end;
}

uint32_t name_start(const struct seek *seek, uint32_t end, uint32_t most)
{
    uint32_t at = end;
    while (at > seek->open && end - at < most &&
           (may_name(seek, at - 1) || belongs(seek, at - 1, end)))
        at--;
    return at;
}

/* A word that no name goes over, or that begins one of its own. */
static bool breaks(const struct seek *seek, uint32_t at)
{
    const struct seek_word *word = seek_word_at(seek, &seek_names, at);
    return word &&
           (word->use == WORD_BREAK || word->use == WORD_PRICE || word->use == WORD_RELATIVE);
}

bool mention_may_name(struct arena *arena, struct view folded)
{
    struct seek seek;
    seek_begin(&seek, arena, folded, (struct civil_time){.minute = NONE});
    for (uint32_t at = 0; at < seek.n; at++)
        if (!may_name(&seek, at) || breaks(&seek, at))
            return false;
    return seek.n && seek_is_han(seek.at[0]);
}
