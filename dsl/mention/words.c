/* words: the tables of what begins, ends or breaks a name, and the look-up. Written as people write
 * them, one line a use, blanks between; folded already (lower case, simplified). They are chained
 * by their first character when a scan begins, which costs less than reading one line of text.
 *
 * A word that is in two tables counts in the later one: so 小区 is a landmark's end, and 我们小区,
 * longer, somebody's own. GENERIC holds what only looks like a name, so that the longest match
 * keeps 马路 from being a road and 市民 from being a town's. */
#include "dsl/mention/seek.h"

#include "dsl/base/utf8.h"

#include <assert.h>

struct table {
    enum word_use use;
    const char *words;
};

/* clang-format off */
static const struct table tables[] = {
    {WORD_ROAD, "路 街 巷 弄 大道 大街 胡同 步行街 高架 高架桥 立交 立交桥 国道 省道 县道 高速 "
                "高速公路 环线 环路 隧道 大桥 公路 中路 东路 西路 南路 北路 "
                "后街 老街 古道巷"},
    {WORD_DISTRICT, "省 市 区 县 镇 乡 街道 社区 村 居委会 村委会 新区 开发区 高新区 园区 街道办 "
                    "街道办事处 办事处 自治州 自治县"},
    {WORD_LANDMARK, "小区 花园 广场 公园 医院 小学 中学 大学 学院 学校 大厦 大楼 商场 市场 菜市场 "
                    "农贸市场 菜场 公寓 家园 新村 新城 花苑 花城 嘉园 佳园 名苑 雅苑 家苑 新苑 苑 "
                    "山庄 别墅 名邸 汽车站 客运站 火车站 高铁站 地铁站 公交站 车站 机场 码头 停车场 "
                    "体育馆 体育场 图书馆 博物馆 体育中心 服务中心 购物中心 写字楼 工业园 产业园 "
                    "科技园 工业区 水库 菜鸟驿站 派出所 收费站 垃圾站 变电站 安置房 宿舍 家属院 大院 "
                    "中心小学 中心医院 实验小学 一中 二中 一小 二小 商业街 夜市 商城 站 国际社区 国际城 "
                    "加油站 影城 步行街区 幼儿园 养老院 寺 教堂"},
    {WORD_FIRM, "有限公司 有限责任公司 股份公司 股份有限公司 集团 集团公司 公司 分公司 物业 物业公司 "
                "物业管理公司 物业服务公司 物业管理处 物业服务中心 事务所 合作社 超市 餐厅 饭店 餐馆 "
                "餐饮店 饭馆 火锅店 烧烤店 烤肉店 奶茶店 面馆 早餐店 快餐店 小吃店 面包店 蛋糕店 "
                "咖啡店 咖啡馆 茶馆 茶楼 药店 药房 大药房 诊所 门诊部 理发店 美发店 美容院 美容店 "
                "健身房 健身中心 健身会所 网吧 ktv 酒吧 酒店 大酒店 宾馆 旅馆 民宿 洗车店 汽修店 "
                "修理厂 4s店 培训学校 培训机构 培训中心 教育机构 驾校 工厂 加工厂 化工厂 水泥厂 搅拌站 "
                "养殖场 屠宰场 便利店 专卖店 服装店 水果店 五金店 宠物店 手机店 影楼 房产中介 置业 "
                "银行 支行 快递站 装饰公司 搬家公司 婚纱摄影 洗浴中心 棋牌室 麻将馆 足浴店 "
                "保险公司 建材市场 家具厂 养猪场 养鸡场 采石场"},
    {WORD_SIDE, "东南门 西南门 东北门 西北门 东门 西门 南门 北门 正门 后门 侧门 大门 大门口 门口 门前 门外 对面 斜对面 对过 旁边 "
                "旁 边上 附近 后面 前面 里面 内 里 外 外面 楼下 楼上 楼顶 楼道 天台 顶楼 地下室 地下车库 "
                "地下停车场 车库 地库 东侧 西侧 南侧 北侧 东边 西边 南边 北边 东面 西面 南面 北面 "
                "东北角 西北角 东南角 西南角 拐角 拐角处 转角 路段 段 沿线 一带 周边 周围 隔壁 中间 "
                "东头 西头 南头 北头 尽头 桥下 围墙外 围墙 入口 出口 入口处 出口处 电梯 电梯口 "
                "负一楼 负一层 负二楼 负二层 一楼 底楼 人行道 绿化带 消防通道"},
    {WORD_CROSSING, "交叉口 交叉路口 路口 交汇处 交会处 交界处 交口 十字路口 红绿灯 红绿灯路口 "
                    "红绿灯处 丁字路口 三岔路口 口"},
    {WORD_RELATIVE, "我家 我们家 俺家 咱家 家里 家门口 家楼下 我们小区 我小区 我们的小区 本小区 咱们小区 "
                    "我们这 我们这里 我们这边 我们这儿 我这里 我这边 我这儿 我这 这里 这边 这儿 这个地方 "
                    "这个小区 这条路 这条街 这条马路 这栋楼 我们楼 我们楼下 我们楼上 我们单元 我们栋 "
                    "我们村 我村 我们单位 我们公司 我们学校 公司楼下 单位门口 小区门口 小区里 小区里面 "
                    "小区内 小区附近 小区旁边 小区外面 小区对面 楼下 楼上 门口 家附近 我们附近 这附近 "
                    "村口 路口 马路边 路边 马路对面 隔壁 我们街道 我们社区 本社区 我住的地方 我住的小区 "
                    "here downstairs"},
    {WORD_BREAK, "投诉 举报 反映 反应 位于 地处 坐落 座落 居住 住在 关于 希望 要求 建议 咨询 请问 我是 "
                 "本人 业主 居民 村民 市民 群众 现在 目前 已经 经过 路过 沿着 靠近 紧邻 邻近 紧靠 毗邻 "
                 "以及 或者 还有 导致 影响 造成 发现 看见 看到 听到 通过 由于 因为 但是 所以 如果 虽然 "
                 "然后 而且 并且 根据 按照 对于 针对 购买 购房 入职 入住 签订 签约 办理 申请 要求 强烈 "
                 "尊敬 领导 您好 你好 大家 全部 整个 所有 很多 许多 多次 一直 每次 多家 这家 那家 一家 "
                 "有家 有个 一个 这个 那个 什么 怎么 如何 为何 为什么 时候 问题 情况 部门 政府 物价 "
                 "名叫 叫做 名为 离开 距离 前往 来到 去了 到了 乘坐 驾驶 停放 停在 放在 开在 建在 "
                 "联系 地址 地点 小区名 家住 住址 单位 老板 之间 期间 以来 以后 之后 "
                 "以前 之前 左右 至今 开发商 房地产 商家 店家 电话 手机 号码 车牌 车牌号 身份证 微信 "
                 "维修 拆迁 修建 新建 改造 建设 占用 堵塞 绿化 规划 公示 经营 营业 违规 违法 非法 私自 "
                 "乱停 乱收费 收费 收取 噪音 噪声 扰民 施工 装修 卫生 环境 交通 教育 质量 安全 严重 "
                 "严禁 坚决 有关 相关 如何 何时 请求 呼吁 恳请 咨询 求助 感谢 表扬 解决 处理 取消 停止 "
                 "老百姓 百姓 派出 属于 负责 包括 例如 比如 其中 当中 不是 就是 还是 而是 只有 没有 "
                 "需要 应该 可以 能够 必须 不能 一些 某些 各个 全体 的话 方向 方面 开往 往返 途经 途径 "
                 "登录 关注 推行 提高 加快 全面 民办 公办 普惠 下属 宣传 所属 接到 横跨 紧挨 考虑 是否 保障 助力 制止 提供 设置 充分 收到 打到 寄到 申报 参加 参与 报名 开设 设在 目的 施工队 工作人员 老师 孩子 家长 学生 老人 车主 司机 租客 租户 员工 工人"},
    {WORD_GENERIC, "马路 道路 公路 铁路 走路 一路 线路 电路 网路 修路 过路 让路 带路 思路 出路 绕路 迷路 "
                   "小路 大路 土路 主路 辅路 水泥路 断头路 高速路 路面 路灯 路人 路边 路况 路线 路段 路网 "
                   "路障 路名 路牌 路政 路过 街上 街头 街区 街坊 逛街 上街 临街 沿街 城市 超市 都市 股市 "
                   "上市 市民 市政 市里 市区 市长 市场 市面 市监 市局 全市 本市 我市 市委 市容 市貌 市内 地区 "
                   "区域 区别 区分 区里 区政 区内 区委 区间 片区 城区 辖区 校区 景区 山区 郊区 库区 全区 "
                   "本区 我区 禁区 误区 老区 特区 住宅区 生活区 商业区 县城 县里 县长 县委 全县 本县 全镇 "
                   "镇政府 镇上 乡镇 乡村 乡下 家乡 老乡 农村 全村 本村 该村 村里 村子 村上 村干部 村支书 "
                   "村书记 村主任 村组 全省 本省 省钱 省里 省份 省市 节省 省委 省级 省会 大省 市级 区级 县级 县道 "
                   "里面 家里 屋里 心里 那里 哪里 夜里 手里 院里 店里 城里 公里 这里面 村里面 "
                   "一期 二期 三期 四期 五期 定期 近期 长期 期间 工期 日期 学期 假期 逾期 到期 过期 周期 "
                   "分期 期限 期待 期望 前期 后期 延期 星期 本期 按期 期末 口水 口气 人口 "
                   "窗口 进口 港口 伤口 缺口 胃口 户口 口罩 口头 巷口 借口 路口处 内容 国内 "
                   "以内 之内 室内 范围内 境内 内部 内外 日内 年内 天内 月内 小时内 期限内 外地 另外 此外 以外 "
                   "除外 例外 户外 意外 额外 校外 在外 对外 外卖 外面人 外来 外墙 外部 阶段 手段 时段 地段 "
                   "一段 几段 片段 物业费 物业人员 物业管理费 物业服务费 物业服务 物业管理 公司法 "
                   "银行卡 银行贷款 手机号 学校里 学校门口 医院里 上学 小学生 中学生 大学生 "
                   "学生们 市场监管 市场监督 市场局 市场价 派出所民警 公交车站 巷子 弄得 弄堂 弄虚 "
                   "集团化 大道理 广场舞 公园里 区号 社区工作 社区里 街道上 村委 居委 "
                   "村长 大学城 期房 房产证 房产税 房地产 地产商 消费 路由 网站 站在 站着 站点 站台 站长 站立 站岗 站住"},
    {WORD_PRICE, "押金 房租 租金 工资 罚款 欠款 费用 价格 金额 赔偿 总价 单价 首付 定金 订金 学费 补偿款 "
                 "货款 转账 共计 合计 总计 月薪 底薪 工程款 物业费 停车费 水费 电费 燃气费 补贴 赔了 "
                 "收了 花了 欠我 欠了 交了 付了 保证金 违约金 补助"},
};

static const struct table time_tables[] = {
    {WORD_PART, "大半夜 半夜三更 深更半夜 三更半夜 后半夜 前半夜 凌晨 大清早 清早 "
     "一大早 一早 早上 早晨 清晨 上午 中午 午间 午休时间 午休 下午 午后 傍晚 "
     "晚上 晚间 夜晚 夜里 夜间 半夜 深夜 午夜 白天 通宵 整夜 整晚 一整夜 "
     "一整晚 早高峰 晚高峰 早晚高峰 上下班高峰 上下学时间 放学时间 当晚 当天"},
    {WORD_EVERY, "每天都 每天 每日 天天 每晚 每天晚上 每到晚上 每夜 每早 每个晚上 "
     "每个周末 每到周末 每逢周末 每周末 每个星期 每星期 每周 每个月 每月 "
     "每年 每逢 每到 每个 每 每隔几天 隔三差五 三天两头 日日夜夜 不分昼夜 "
     "没日没夜 从早到晚 一天到晚 一年四季 成天 整天 常年 长年 长年累月 "
     "工作日 节假日 everyday every"},
    {WORD_SPAN, "上上个月 上个月 上月 这个月 本月 下个月 下月 去年 前年 大前年 今年 "
     "明年 上上周 上个星期 上星期 上周 本周 这周 这个星期 这星期 下周 "
     "最近几天 最近两天 最近一段时间 最近 近期 近来 近日 日前 这几天 这两天 "
     "这些天 这阵子 这段时间 前几天 前两天 前些天 前阵子 前段时间 前不久 "
     "不久前 月初 月底 月中 年初 年底 年中 国庆期间 国庆节 国庆假期 国庆长假 "
     "国庆 十一期间 十一长假 春节期间 春节 过年期间 过年 元旦期间 元旦 "
     "五一期间 五一假期 五一 清明期间 清明节 清明 端午节 端午 中秋节 中秋 "
     "元宵节 寒假期间 寒假 暑假期间 暑假 高考期间 中考期间 夏天 冬天 春天 "
     "秋天 夏季 冬季 疫情期间 春运期间 周末"},
    {WORD_NOW, "就在刚才 就在刚刚 刚才 刚刚 此刻"},
};
/* clang-format on */

enum { WORDS_MOST = 1280, TIMES_MOST = 256 };

static uint32_t chain_of(uint32_t c)
{
    return (c * 0x9e3779b1u >> 15) % SEEK_CHAINS;
}

static void add_words(struct word_list *list, size_t most, struct table table)
{
    struct view rest = view_of(table.words);
    while (rest.p) {
        struct view text = view_cut(&rest, ' ');
        size_t at = 0;
        if (!text.n)
            continue;
        assert(list->n < most);
        uint32_t first = utf8_next_inline(text, &at);
        uint16_t *chain = &list->chains[chain_of(first)];
        list->words[list->n++] = (struct seek_word){text, first, (uint16_t)utf8_length(text),
                                                    (uint8_t)table.use, *chain};
        *chain = list->n;
    }
}

static struct word_list prepare(struct arena *arena, const struct table *from, size_t n,
                                size_t most)
{
    struct word_list list = {ARENA_ARRAY(arena, most, struct seek_word),
                             ARENA_ARRAY(arena, SEEK_CHAINS, uint16_t), 0};
    for (size_t i = 0; i < n; i++)
        add_words(&list, most, from[i]);
    return list;
}

void seek_prepare(struct seek *seek)
{
    seek->names = prepare(seek->arena, tables, sizeof tables / sizeof *tables, WORDS_MOST);
    seek->times =
        prepare(seek->arena, time_tables, sizeof time_tables / sizeof *time_tables, TIMES_MOST);
}

const struct seek_word *seek_word_at(const struct seek *seek, const struct word_list *list,
                                     uint32_t at)
{
    const struct seek_word *best = NULL;
    size_t from = seek->offset[at], left = seek->text.n - from;
    for (uint16_t i = list->chains[chain_of(seek->at[at])]; i; i = list->words[i - 1].next) {
        const struct seek_word *word = &list->words[i - 1];
        bool fits = word->first == seek->at[at] && word->text.n <= left &&
                    (!best || word->points > best->points) &&
                    memcmp(seek->text.p + from, word->text.p, word->text.n) == 0;
        if (fits)
            best = word;
    }
    return best;
}
