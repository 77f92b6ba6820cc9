/* Facts that stand in a text: times as people write them (and what they were understood as), and
 * messy sentences with everything that is found in them. Each line is a thing somebody could send;
 * a good part of them only look like a fact, and nothing is to be found. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "dsl/base/terms.h"
#include "dsl/mention/mention.h"

/* A Saturday, ten in the morning. */
static struct civil_time now(void)
{
    return (struct civil_time){civil_to_day((struct civil){2026, 11, 21}), 600, 0};
}

struct line {
    const char *text, *expected;
};

static void separate(struct buf *out)
{
    if (out->n)
        buf_text(out, "; ");
}

/* "words = told" of each. */
static void tell_times(const struct folded *folded, const struct mentions *found, struct buf *out)
{
    for (size_t i = 0; i < found->n; i++) {
        struct view words = fold_original(folded, found->at[i].from, found->at[i].to);
        assert_int_equal(found->at[i].kind, MENTION_TIME);
        separate(out);
        buf_print(out, "%.*s = ", VIEW_FMT(words));
        mention_tell(&found->at[i], words, false, out);
    }
}

/* "kind words", and "= told" where that is something else. */
static void tell_all(const struct folded *folded, const struct mentions *found, struct buf *out)
{
    for (size_t i = 0; i < found->n; i++) {
        const struct mention *one = &found->at[i];
        struct view words = fold_original(folded, one->from, one->to);
        struct buf told;
        buf_init(&told, 4096);
        mention_tell(one, words, false, &told);
        separate(out);
        buf_print(out, "%s%s %.*s", mention_kind_info(one->kind)->zh, one->relative ? "近" : "",
                  VIEW_FMT(words));
        if (!view_eq(buf_seen(&told), words))
            buf_print(out, " = %.*s", VIEW_FMT(buf_seen(&told)));
        buf_free(&told);
    }
}

static void check(const struct line *line,
                  void (*tell)(const struct folded *, const struct mentions *, struct buf *))
{
    struct arena arena;
    struct buf out;
    arena_init(&arena, 16 << 20);
    buf_init(&out, 1 << 16);
    struct folded folded = fold_text(&arena, view_of(line->text));
    struct mentions found = mentions_find(&arena, folded.text, NULL, 0, now());
    tell(&folded, &found, &out);
    if (!view_is(buf_seen(&out), line->expected))
        fail_msg("%s\n  wanted %s\n  found  %.*s", line->text, line->expected,
                 VIEW_FMT(buf_seen(&out)));
    buf_free(&out);
    arena_free(&arena);
}

static const struct line times[] = {
    {"有个把星期了", "有个把星期 = 有个把星期"},
    {"几月截止", ""},
    {"这个月第四次了", "这个月第四次 = 这个月第四次"},
    {"off for two weeks", "for two weeks = for two weeks"},
    {"about a month", "about a month = about a month"},
    {"it broke two hours ago", "two hours ago = 11月21日 08:00"},
    {"at seven in the evening", "seven in the evening = 19:00"},
    {"since we moved in, maybe August",
     "since we moved in = since we moved in; maybe August = maybe August"},
    {"once a week, within two days, my nine year old, since nobody came", ""},
    {"昨晚十一点", "昨晚十一点 = 11月20日 23:00"},
    {"昨晚11点多", "昨晚11点多 = 11月20日 23:00-24:00"},
    {"昨天晚上十一点半", "昨天晚上十一点半 = 11月20日 23:30"},
    {"昨夜两点", "昨夜两点 = 11月21日 02:00"},
    {"昨天下午", "昨天下午 = 11月20日 下午"},
    {"昨天", "昨天 = 11月20日"},
    {"今早", "今早 = 11月21日 早"},
    {"今早七点", "今早七点 = 11月21日 07:00"},
    {"今晨五点", "今晨五点 = 11月21日 05:00"},
    {"今天早上6点", "今天早上6点 = 11月21日 06:00"},
    {"今天中午12点半", "今天中午12点半 = 11月21日 12:30"},
    {"今晚八点", "今晚八点 = 11月21日 20:00"},
    {"今天下午3点左右", "今天下午3点左右 = 11月21日 15:00"},
    {"明天上午九点", "明天上午九点 = 11月22日 09:00"},
    {"后天", "后天 = 11月23日"},
    {"前天下午三点半", "前天下午三点半 = 11月19日 15:30"},
    {"前天夜里", "前天夜里 = 11月19日 夜里"},
    {"前晚", "前晚 = 11月19日 晚"},
    {"大前天", "大前天 = 11月18日"},
    {"每天早上六点", "每天早上六点 = 每天 06:00"},
    {"每天早上六点到八点", "每天早上六点到八点 = 每天 06:00-08:00"},
    {"每天凌晨", "每天凌晨 = 每天凌晨"},
    {"每晚十点以后", "每晚十点以后 = 每天 22:00"},
    {"每天晚上7点到9点半", "每天晚上7点到9点半 = 每天 19:00-21:30"},
    {"天天早上", "天天早上 = 天天早上"},
    {"每周三", "每周三 = 每周三"},
    {"每周末", "每周末 = 每周六、日"},
    {"每个周末早上", "每个周末早上 = 每周六、日 早上"},
    {"每月15号", "每月15号 = 每月15号"},
    {"每年春节", "每年春节 = 每年春节"},
    {"每隔几天", "每隔几天 = 每隔几天"},
    {"隔三差五", "隔三差五 = 隔三差五"},
    {"三天两头", "三天两头 = 三天两头"},
    {"从早到晚", "从早到晚 = 从早到晚"},
    {"日日夜夜", "日日夜夜 = 日日夜夜"},
    {"一年四季", "一年四季 = 一年四季"},
    {"上周三", "上周三 = 11月11日"},
    {"上周五晚上", "上周五晚上 = 11月13日 晚上"},
    {"上上周六", "上上周六 = 11月7日"},
    {"这周一", "这周一 = 11月16日"},
    {"本周二下午", "本周二下午 = 11月17日 下午"},
    {"下周日", "下周日 = 11月29日"},
    {"上个星期天", "上个星期天 = 11月15日"},
    {"上周", "上周 = 上周"},
    {"上周末", "上周末 = 11月14日至11月15日"},
    {"周六日", "周六日 = 周六、日"},
    {"周一到周五", "周一到周五 = 周一至周五"},
    {"周一至周五早上7点", "周一至周五早上7点 = 周一至周五 07:00"},
    {"星期天下午", "星期天下午 = 周日 下午"},
    {"礼拜六", "礼拜六 = 周六"},
    {"周末", "周末 = 周六、日"},
    {"双休日", "双休日 = 周六、日"},
    {"连续三天", "连续三天 = 连续三天"},
    {"连续两个星期", "连续两个星期 = 连续两个星期"},
    {"持续半个月", "持续半个月 = 持续半个月"},
    {"长达三年", "长达三年 = 长达三年"},
    {"将近两个月", "将近两个月 = 将近两个月"},
    {"三天了", "三天 = 三天"},
    {"好几天", "好几天 = 好几天"},
    {"十几天", "十几天 = 十几天"},
    {"两三天", "两三天 = 两三天"},
    {"一个多月", "一个多月 = 一个多月"},
    {"一个半月", "一个半月 = 一个半月"},
    {"半年多", "半年多 = 半年多"},
    {"半小时", "半小时 = 半小时"},
    {"两个小时", "两个小时 = 两个小时"},
    {"40分钟", "40分钟 = 40分钟"},
    {"24小时", "24小时 = 24小时"},
    {"三年", "三年 = 三年"},
    {"十年", "十年 = 十年"},
    {"整整一周", "整整一周 = 整整一周"},
    {"一整夜", "一整夜 = 一整夜"},
    {"三天前", "三天前 = 11月18日"},
    {"两周前", "两周前 = 11月7日"},
    {"半小时前", "半小时前 = 11月21日 09:30"},
    {"两小时前", "两小时前 = 11月21日 08:00"},
    {"十分钟前", "十分钟前 = 11月21日 09:50"},
    {"三个月前", "三个月前 = 三个月前"},
    {"两年前", "两年前 = 两年前"},
    {"前几天", "前几天 = 前几天"},
    {"这几天", "这几天 = 这几天"},
    {"最近", "最近 = 最近"},
    {"近期", "近期 = 近期"},
    {"刚才", "刚才 = 11月21日 09:59"},
    {"刚刚", "刚刚 = 11月21日 09:59"},
    {"就在刚才", "就在刚才 = 11月21日 09:59"},
    {"从上个月开始", "从上个月开始 = 从上个月开始"},
    {"从去年开始", "从去年开始 = 从去年开始"},
    {"自三月份以来", "自三月份以来 = 自三月份以来"},
    {"从昨天到现在", "从昨天到现在 = 自11月20日"},
    {"从3月5日开始", "从3月5日开始 = 自3月5日"},
    {"上个月", "上个月 = 上个月"},
    {"这个月", "这个月 = 这个月"},
    {"上月底", "上月底 = 上月底"},
    {"今年", "今年 = 今年"},
    {"去年夏天", "去年夏天 = 去年夏天"},
    {"前年", "前年 = 前年"},
    {"前段时间", "前段时间 = 前段时间"},
    {"不久前", "不久前 = 不久前"},
    {"国庆期间", "国庆期间 = 国庆期间"},
    {"国庆节", "国庆节 = 国庆节"},
    {"国庆假期", "国庆假期 = 国庆假期"},
    {"春节期间", "春节期间 = 春节期间"},
    {"五一", "五一 = 五一"},
    {"元旦", "元旦 = 元旦"},
    {"清明节", "清明节 = 清明节"},
    {"中秋", "中秋 = 中秋"},
    {"暑假", "暑假 = 暑假"},
    {"寒假期间", "寒假期间 = 寒假期间"},
    {"高考期间", "高考期间 = 高考期间"},
    {"冬天", "冬天 = 冬天"},
    {"凌晨1点到5点", "凌晨1点到5点 = 01:00-05:00"},
    {"凌晨一点到五点", "凌晨一点到五点 = 01:00-05:00"},
    {"晚上10点到早上6点", "晚上10点到早上6点 = 22:00-06:00"},
    {"晚上10点到6点", "晚上10点到6点 = 22:00-06:00"},
    {"从早上六点砸到晚上十点", "从早上六点砸到晚上十点 = 自 06:00-22:00"},
    {"晚上十点一直唱到凌晨两点", "晚上十点一直唱到凌晨两点 = 22:00-02:00"},
    {"22:00-6:00", "22:00-6:00 = 22:00-06:00"},
    {"22:00至次日6:00", "22:00至次日6:00 = 22:00-06:00"},
    {"晚上11点到第二天凌晨3点", "晚上11点到第二天凌晨3点 = 23:00-03:00"},
    {"早上8点到下午5点", "早上8点到下午5点 = 08:00-17:00"},
    {"早上8点到6点", "早上8点到6点 = 08:00-18:00"},
    {"下午2点到5点", "下午2点到5点 = 14:00-17:00"},
    {"上午9-11点", "上午9-11点 = 09:00-11:00"},
    {"晚上8到10点", "晚上8到10点 = 20:00-22:00"},
    {"8点到12点", "8点到12点 = 08:00-12:00"},
    {"凌晨两三点", "凌晨两三点 = 02:00-03:00"},
    {"晚上八九点", "晚上八九点 = 20:00-21:00"},
    {"晚上九十点", "晚上九十点 = 21:00-22:00"},
    {"中午12点到2点", "中午12点到2点 = 12:00-14:00"},
    {"半夜两点", "半夜两点 = 02:00"},
    {"半夜三更", "半夜三更 = 半夜三更"},
    {"深更半夜", "深更半夜 = 深更半夜"},
    {"大半夜", "大半夜 = 大半夜"},
    {"大清早", "大清早 = 大清早"},
    {"一大早", "一大早 = 一大早"},
    {"清晨五点多", "清晨五点多 = 05:00-06:00"},
    {"傍晚6点", "傍晚6点 = 18:00"},
    {"晚上", "晚上 = 晚上"},
    {"夜间", "夜间 = 夜间"},
    {"通宵", "通宵 = 通宵"},
    {"白天", "白天 = 白天"},
    {"早高峰", "早高峰 = 早高峰"},
    {"晚高峰", "晚高峰 = 晚高峰"},
    {"上下班高峰", "上下班高峰 = 上下班高峰"},
    {"23:30", "23:30 = 23:30"},
    {"23点30分", "23点30分 = 23:30"},
    {"八点一刻", "八点一刻 = 08:15"},
    {"九点三刻", "九点三刻 = 09:45"},
    {"下午三点整", "下午三点整 = 15:00"},
    {"零点", "零点 = 00:00"},
    {"12月30日", "12月30日 = 12月30日"},
    {"3月5日", "3月5日 = 3月5日"},
    {"三月五号", "三月五号 = 3月5日"},
    {"3月5日下午3点", "3月5日下午3点 = 3月5日 15:00"},
    {"2026年3月5日", "2026年3月5日 = 2026年3月5日"},
    {"2026-03-05", "2026-03-05 = 2026年3月5日"},
    {"2026/3/5", "2026/3/5 = 2026年3月5日"},
    {"2019年8月", "2019年8月 = 2019年8月"},
    {"2019年", "2019年 = 2019年"},
    {"3月份", "3月份 = 3月份"},
    {"三月初", "三月初 = 三月初"},
    {"今年3月5日", "今年3月5日 = 今年3月5日"},
    {"15号晚上", "15号晚上 = 11月15日 晚上"},
    {"20日上午9点", "20日上午9点 = 11月20日 09:00"},
    {"3月5日到3月8日", "3月5日到3月8日 = 3月5日至3月8日"},
    {"昨天晚上11点半和今天早上6点",
     "昨天晚上11点半 = 11月20日 23:30; 今天早上6点 = 11月21日 06:00"},
    {"11月20日23时许", "11月20日23时许 = 11月20日 23:00-24:00"},
    {"2026年11月20日22:15", "2026年11月20日22:15 = 2026年11月20日 22:15"},
    {"晚上9点-10点", "晚上9点-10点 = 21:00-22:00"},
    {"yesterday", "yesterday = 11月20日"},
    {"last night", "last night = 11月20日"},
    {"at 11 pm", "11 pm = 23:00"},
    {"every Saturday", "every Saturday = 每周六"},
    {"5 days ago", "5 days ago = 11月16日"},
};

static void times_as_people_write_them(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof times / sizeof *times; i++)
        check(&times[i], tell_times);
}

static const struct line sentences[] = {
    {"昨晚十一点人民路128号3栋2单元501太吵",
     "时间 昨晚十一点 = 11月20日 23:00; 地点 人民路128号3栋2单元501"},
    {"每天早上六点中山路与解放路交叉口有人跳广场舞",
     "时间 每天早上六点 = 每天 06:00; 地点 中山路与解放路交叉口"},
    {"万达广场东门对面的烧烤店油烟大", "地点 万达广场东门对面"},
    {"地铁二号线云溪站B口有人乱停车", "地点 地铁二号线云溪站B口"},
    {"the lamp near number 66, Lotus Road is dark", "地点 number 66, Lotus Road"},
    {"noise at 25 South Lake Garden Road every night", "地点 25 South Lake Garden Road"},
    {"25 people walk down this road", ""},
    {"broken light at No. 12 Lotus Road", "地点 No. 12 Lotus Road"},
    {"12 Lotus Road, no water", "地点 12 Lotus Road"},
    {"rubbish at 12B West Lake Street", "地点 12B West Lake Street"},
    {"noise from Renmin North Road 128", "地点 Renmin North Road 128"},
    {"room 501, building 3 on Lotus Road", "地点 room 501, building 3 on Lotus Road"},
    {"water comes in: building 3, unit 2, room 501", "地点近 building 3, unit 2, room 501"},
    {"i live on the 5th floor", "地点近 5th floor"},
    {"it broke on Lotus Road 3 days ago", "地点 Lotus Road; 时间 3 days ago = 11月18日"},
    {"on Lotus Road 2 lamps are out", "地点 Lotus Road"},
    {"i saw 2 on Lotus Road", "地点 Lotus Road"},
    {"number 2 on Lotus Road", "地点 number 2 on Lotus Road"},
    {"noise on Lotus Road, 10 pm to 2 am", "地点 Lotus Road; 时间 10 pm to 2 am = 22:00-02:00"},
    {"Lotus Road 12 is flooded", "地点 Lotus Road 12"},
    {"the street is dark and bus number 66 drives down this road", ""},
    {"on the main road at the next street", ""},
    {"我家楼下很吵", "地点近 我家楼下"},
    {"云溪七小门口", "地点 云溪七小门口"},
    {"云溪第三中学", "地点 云溪第三中学"},
    {"地铁2号口出来", "地点近 地铁2号口"},
    {"滨江路 加油站过去一百来米", "地点 滨江路 加油站过去一百来米"},
    {"解放路铁路桥底下", "地点 解放路铁路桥底下"},
    {"能不能修座人行天桥", ""},
    {"8幢302楼下", "地点近 8幢302楼下"},
    {"3栋楼下", "地点近 3栋楼下"},
    {"小区门口的灯坏了", "地点近 小区门口"},
    {"我们这是老小区了", "地点近 我们这"},
    {"教育局管幼儿园", ""},
    {"梅坞路靠近菜场那里路灯不亮", "地点 梅坞路靠近菜场"},
    {"梅坞路紧邻人民医院那段", "地点 梅坞路紧邻人民医院"},
    {"住得靠近菜场", ""},
    {"梅坞路靠近的人说", "地点 梅坞路"},
    {"停车证小区怎么办", ""},
    {"晓得啥子街道 我住梅坞小区", "地点 梅坞小区"},
    {"钢管厂小区的灯", "地点 钢管厂小区"},
    {"这里又堵了", "地点近 这里"},
    {"楼下3号楼和5号楼之间", "地点近 楼下3号楼; 地点近 5号楼"},
    {"松风街道阳光花园小区3-2-501漏水", "地点 松风街道阳光花园小区3-2-501"},
    {"云溪市松风物业管理有限公司乱收费1.2万元",
     "单位名称 云溪市松风物业管理有限公司; 金额 1.2万元 = 12000元"},
    {"投诉好味来火锅店拖欠工资三千五", "单位名称 好味来火锅店; 金额 三千五 = 3500元"},
    {"昨天在解放路的好味来火锅店吃饭花了两百多块",
     "时间 昨天 = 11月20日; 地点 解放路; 单位名称 好味来火锅店; 金额 两百多块"},
    {"和平路上的太平小学门口", "地点 和平路; 地点 太平小学门口"},
    {"粤AD12345堵了消防通道", "车牌 粤AD12345"},
    {"前天浙A·12345停在门口", "时间 前天 = 11月19日; 车牌 浙A·12345 = 浙A12345; 地点近 门口"},
    {"苏e 1234a违停", "车牌 苏e 1234a = 苏E1234A"},
    {"京A12345", "车牌 京A12345"},
    {"京A12345 11月15号", "车牌 京A12345; 时间 11月15号 = 11月15日"},
    {"车牌号沪AD0001警", "车牌 沪AD0001"},
    {"电话１９９００００００１２", "电话 １９９００００００１２ = 19900000012"},
    {"手机号199 0000 0001", "电话 199 0000 0001 = 19900000001"},
    {"联系我：+86 19900000001", "电话 +86 19900000001 = +8619900000001"},
    {"座机0571-87654321", "电话 0571-87654321 = 057187654321"},
    {"打(0571)87654321没人接", "电话 (0571)87654321 = 057187654321"},
    {"400-123-4567一直占线", "电话 400-123-4567 = 4001234567"},
    {"拨打12345没人接", "电话 12345"},
    {"身份证110101199003074578被人冒用", "证件号 110101199003074578"},
    {"身份证号11010119900307457X", "证件号 11010119900307457X"},
    {"卡号6222020200112233445", "证件号 6222020200112233445"},
    {"合同编号20260305001122", ""},
    {"3,500.00元", "金额 3,500.00元 = 3500元"},
    {"三千五百块", "金额 三千五百块 = 3500元"},
    {"收了我三千五押金", "金额 三千五 = 3500元"},
    {"押金2000不退", "金额 2000 = 2000元"},
    {"1.2万元", "金额 1.2万元 = 12000元"},
    {"18.5万购房款", "金额 18.5万 = 185000元"},
    {"十四万元", "金额 十四万元 = 140000元"},
    {"两百多块", "金额 两百多块"},
    {"三块五一斤", "金额 三块五 = 3.5元"},
    {"5毛钱", "金额 5毛钱 = 0.5元"},
    {"一块钱", "金额 一块钱 = 1元"},
    {"三块草坪", ""},
    {"一块儿去", ""},
    {"¥99.9", "金额 ¥99.9 = 99.9元"},
    {"50元/次", "金额 50元"},
    {"工资176000", "金额 176000 = 176000元"},
    {"罚款200", "金额 200 = 200元"},
    {"房租每月1500", "金额 1500 = 1500元"},
    {"停车费一小时10块", "时间 一小时; 金额 10块 = 10元"},
    {"元旦放假", "时间 元旦"},
    {"走路不看路", ""},
    {"马路上有个坑", ""},
    {"修路修了三年", "时间 三年"},
    {"我是市民", ""},
    {"一家超市", ""},
    {"公交车237路不停站", ""},
    {"纬7路上有个坑", "地点 纬7路"},
    {"件放菜鸟驿站了", "地点 菜鸟驿站"},
    {"解放驿站门口", "地点 解放驿站门口"},
    {"物业不管", ""},
    {"小区物业公司", ""},
    {"找了物业好几次", ""},
    {"一起吃饭", ""},
    {"在市里找了很多部门", ""},
    {"A市A3区联丰路米兰春天G2栋320", "地点 A市A3区联丰路; 时间 春天; 地点近 G2栋320"},
    {"漓楚路和东四路交汇处", "地点 漓楚路和东四路交汇处"},
    {"西湖街道茶场村五组", "地点 西湖街道茶场村五组"},
    {"德润园三区二栋二楼", "地点 德润园三区二栋二楼"},
    {"昌和购物中心", "地点 昌和购物中心"},
    {"达源置业有限公司", "单位名称 达源置业有限公司"},
    {"没有什么事实", ""},
    {"三天内答复我", ""},
    {"3个工作日内回复", ""},
    {"声音小一点", ""},
    {"声音小一点吧", ""},
};

static void everything_in_a_sentence(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof sentences / sizeof *sentences; i++)
        check(&sentences[i], tell_all);
}

/* An area of the rules is part of the address around it. */
static void areas_join_addresses(void **state)
{
    struct arena arena;
    (void)state;
    arena_init(&arena, 16 << 20);
    struct view text = VIEW("住在松影苑3栋2单元501,松影路口也吵");
    size_t at = view_find(text, VIEW("松影苑")), road = view_find(text, VIEW("松影路"));
    struct mention_area areas[] = {{(uint32_t)road, (uint32_t)road + 6},
                                   {(uint32_t)at, (uint32_t)at + 9}};
    struct mentions found = mentions_find(&arena, text, areas, 2, now());
    assert_int_equal(found.n, 2);
    assert_true(view_is(view_sub(text, found.at[0].from, found.at[0].to), "松影苑3栋2单元501"));
    assert_false(found.at[0].relative);
    assert_true(view_starts(view_sub(text, found.at[1].from, found.at[1].to), VIEW("松影路")));
    arena_free(&arena);
}

static void numbers(void **state)
{
    static const struct {
        const char *text;
        int64_t value; /* thousandths */
        size_t left;   /* bytes that are not read */
        bool about;
    } cases[] = {
        {"三千五", 3500000, 0, false},
        {"三千零五", 3005000, 0, false},
        {"一百二", 120000, 0, false},
        {"一百二十", 120000, 0, false},
        {"两万五千", 25000000, 0, false},
        {"一万二", 12000000, 0, false},
        {"一百零五万", 1050000000, 0, false},
        {"1.2万", 12000000, 0, false},
        {"1万5", 15000000, 0, false},
        {"3,500.50", 3500500, 0, false},
        {"1,000,000", 1000000000, 0, false},
        {"12,34", 12000, 3, false},
        {"两百多", 200000, 0, true},
        {"十几", 10000, 0, true},
        {"两三百", 200000, 0, true},
        {"几百", 100000, 0, true},
        {"200多", 200000, 0, true},
        {"3千万", 30000000000, 0, false},
        {"5w", 50000000, 0, false},
        {"二〇二六年", 2026000, 3, false},
        {"壹佰贰拾", 120000, 0, false},
        {"0.5", 500, 0, false},
        {"3.", 3000, 1, false},
        {"99999999999999", 0, 14, false},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct view text = view_of(cases[i].text);
        struct mention_number number;
        size_t at = 0;
        mention_read_number(text, &at, &number);
        if (text.n - at != cases[i].left ||
            (at && (number.value != cases[i].value * 1000 || number.about != cases[i].about)))
            fail_msg("%s: %lld, %zu read", cases[i].text, (long long)number.value, at);
    }
}

/* Without a clock no day is told; a cut text is read to its end and no further. */
static void any_cut_is_safe(void **state)
{
    struct view text =
        VIEW("昨晚11点多松风街道人民路128号3栋501,三千五百块,京A·12345,电话(0571) 8765 "
             "4321,110101199003074578,云溪松风物业管理有限公司,从3月5日到3月8日,每周");
    (void)state;
    for (size_t n = 0; n <= text.n; n++) {
        struct arena arena;
        arena_init(&arena, 16 << 20);
        struct view copy = {arena_copy(&arena, text.p, n), n};
        struct folded folded = fold_text(&arena, copy);
        struct mentions found =
            mentions_find(&arena, folded.text, NULL, 0, (struct civil_time){.minute = NONE});
        for (size_t i = 0; i < found.n; i++) {
            assert_true(found.at[i].from < found.at[i].to && found.at[i].to <= folded.text.n);
            assert_false(found.at[i].time.has_days);
        }
        arena_free(&arena);
    }
}

/* A name that no word says is one holds nothing that sentences do. */
static void some_words_may_name(void **state)
{
    static const char *const names[] = {"江南名府", "鑫达五金", "碧水豪庭a区"},
                             *const others[] = {"没人管",   "快来人", "投诉三次",
                                                "我家楼下", "b3",     ""};
    struct arena arena;
    (void)state;
    arena_init(&arena, 16 << 20);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        assert_true(mention_may_name(&arena, view_of(names[i])));
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        assert_false(mention_may_name(&arena, view_of(others[i])));
    arena_free(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(times_as_people_write_them),
        cmocka_unit_test(everything_in_a_sentence),
        cmocka_unit_test(areas_join_addresses),
        cmocka_unit_test(numbers),
        cmocka_unit_test(any_cut_is_safe),
        cmocka_unit_test(some_words_may_name),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
