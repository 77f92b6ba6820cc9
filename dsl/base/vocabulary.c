/* vocabulary: sets that the language fixes and no district extends. They are plain names to the
 * scanner, so a district may still call a role 街道 although 街道 is a level of policies: which set
 * a name belongs to is clear from where it stands. */
#include "dsl/base/vocabulary.h"

/* clang-format off */
#define TERM(enumerator, zh, en) {zh, en},

const struct terms terms_weekday = {"星期", "weekday", 7,
    {{"周一", "mon"}, {"周二", "tue"}, {"周三", "wed"}, {"周四", "thu"}, {"周五", "fri"},
     {"周六", "sat"}, {"周日", "sun"}}};
const struct terms terms_dayclass = {"日类", "dayclass", DAYCLASS_COUNT, {DAYCLASSES(TERM)}};
const struct terms terms_kind = {"类型", "kind", KIND_COUNT, {MATTER_KINDS(TERM)}};
const struct terms terms_channel = {"渠道", "channel", CHANNEL_COUNT, {CHANNEL_KINDS(TERM)}};
const struct terms terms_level = {"级别", "level", 5,
    {{"国家", "nation"}, {"省", "province"}, {"市", "city"}, {"区", "district"},
     {"街道", "street"}}};
const struct terms terms_way = {"方式", "way", 3,
    {{"申报", "apply"}, {"免申即享", "automatic"}, {"即申即享", "instant"}}};
const struct terms terms_collect = {"收集", "collect", 5,
    {{"地点", "place"}, {"时间", "time"}, {"照片", "photo"}, {"联系", "contact"},
     {"详情", "detail"}}};
const struct terms terms_language = {"语言", "language", 2, {{"中文", "zh"}, {"英文", "en"}}};
const struct terms terms_account = {"通道种类", "kind of channel", 3,
    {{"微信", "wechat"}, {"短信", "sms"}, {"应用", "app"}}};
const struct terms terms_answer = {"结论", "answer", 3,
    {{"不可享", "no"}, {"可享", "yes"}, {"待定", "depends"}}};
const struct terms terms_built_in = {"自带要素", "built-in fact", 10,
    {{"时刻", "time"}, {"星期", "weekday"}, {"日类", "dayclass"}, {"区域", "area"},
     {"类型", "kind"}, {"渠道", "channel"}, {"现在", "now"}, {"地点", "place"},
     {"事由", "matter"}, {"类别", "category"}}};
#define ENDPOINT(name, zh, en, kind, low, high, needed, says) {zh, en},
const struct terms terms_endpoint = {"模型的设置", "setting of a model", ENDPOINT_KEYS,
    {
#include "dsl/base/endpoint_table.h"
    }};
#undef ENDPOINT
const struct terms terms_whether = {"是否", "whether", 2, {{"否", "no"}, {"是", "yes"}}};
/* clang-format on */

int terms_find(const struct terms *terms, struct view name)
{
    for (size_t i = 0; i < terms->count; i++)
        if (view_is(name, terms->at[i].zh) || view_is(name, terms->at[i].en))
            return (int)i;
    return NONE;
}
