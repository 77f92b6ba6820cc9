/* firm: names of firms: a name and, behind it, what such a thing is called (有限公司, 物业,
 * 火锅店). A common noun alone (物业公司, 一家超市) is nobody's name. Where an address ends with
 * the shop (人民路的好味火锅店) both are facts: the name stands beside the place. */
#include "dsl/mention/seek.h"

enum { NAME_MOST = 16, NAME_LEAST = 2 };

/* What stands before a common noun without making a name of it. */
static bool is_generic(const struct seek *seek, uint32_t from, uint32_t to)
{
    static const char *const words[] = {
        "小区", "我们", "附近", "周边",   "周围",     "大型",   "小型", "无证", "路边",   "街边",
        "楼下", "隔壁", "前期", "新",     "老",       "小",     "大",   "黑",   "国有",   "私人",
        "个体", "外面", "私营", "民营",   "上市",     "连锁",   "原",   "现",   "第三方", "一家",
        "几家", "两家", "公共", "商业",   "各大",     "多家",   "本地", "外地", "品牌",   "网约车",
        "建筑", "装修", "搬家", "保洁",   "中介",     "快递",   "物流", "公交", "燃气",   "自来水",
        "供水", "供电", "保险", "房产",   "小额贷款", "网络",   "科技", "培训", "物业",   "施工",
        "开发", "管理", "服务", "房地产", "的士",     "出租车", "劳务", "旅游", "旅行",   "投资",
        "理财", "新老", "上班", "鉴定",   "贷款",     "一",     "二",   "三",   "国",     "省",
        "市",   "区"};
    struct view name = seek_text(seek, from, to);
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (view_is(name, words[i]))
            return true;
    return false;
}

/* 松影苑|物业: the name is the place that was just read. */
static uint32_t place_before(const struct seek *seek, uint32_t at)
{
    uint32_t from = at;
    for (size_t i = seek->parts.n; i > 0; i--) {
        const struct part *part = &seek->parts.at[i - 1];
        if (part->to != from || part->part == PART_RELATIVE || part->part == PART_SIDE)
            break;
        from = part->from;
        if (part->part == PART_LANDMARK || part->part == PART_AREA)
            break;
    }
    return from;
}

/* 云溪市|松风物业: the district is the firm's, not where it happened. */
static uint32_t take_district(struct seek *seek, uint32_t from)
{
    const struct part *last = seek->parts.n ? &seek->parts.at[seek->parts.n - 1] : NULL;
    if (!last || last->to != from || last->part != PART_DISTRICT)
        return from;
    from = last->from;
    seek->parts.n--;
    return from;
}

uint32_t firm_try(struct seek *seek, uint32_t at, const struct seek_word *word)
{
    uint32_t to = at + word->points, from = name_start(seek, at, NAME_MOST);
    if (from == at)
        from = place_before(seek, at);
    else
        from = take_district(seek, from);
    if (at - from < NAME_LEAST)
        return 0;
    if (is_generic(seek, from, at))
        return to; /* nor is 公司 the end of 小区物业 */
    uint32_t branch = seek_follows_any(seek, to, "分公司 分店 分行 支行 门店");
    to = branch ? branch : to;
    for (const struct seek_word *more; to < seek->n &&
                                       (more = seek_word_at(seek, &seek_names, to)) != NULL &&
                                       more->use == WORD_FIRM;)
        to += more->points; /* 达源置业|有限公司 */
    seek_add(seek, MENTION_FIRM, from, to);
    return to;
}
