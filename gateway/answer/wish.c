/* wish: a table of what people ask with, what the headings over the answer say, and what the answer
 * itself holds. Officials write the same dozen headings everywhere (standard, conditions,
 * materials, time, contact), so the heading is the best witness of what a passage is for.
 *
 * Several wishes of one question are alternatives, but for words that mean another one beside it. A
 * question that asks for nothing in particular but names money is taken to ask how much. */
#include "gateway/answer/wish.h"

#include <stddef.h>

enum { ASKED_MAX = 20, HEADING_MAX = 10, WANTED_MAX = 10 };

/* What is left of a passage whose heading promises something else, or only a phone number. */
#define OTHER_HEADING 0.9
#define ONLY_CONTACT 0.7

struct wish {
    bool strict;
    const char *asked[ASKED_MAX], *heading[HEADING_MAX], *wanted[WANTED_MAX];
};

enum { WISH_AMOUNT, WISH_PHONE = 4, WISH_CONDITION = 6 };

static const struct wish wishes[] = {
    {true,
     {"多少", "收费", "要钱", "费用", "价格", "免费", "比例", "几成", "收不收", "收钱", "要不要钱",
      "几块钱", "how much", "fee"},
     {"标准", "多少", "额度", "补贴", "钱", "费", "房租", "优待"},
     {"元", "免费", "不收费", "%", "倍", "免收", "yuan"}},
    {true,
     {"多久", "几天", "几个月", "几年", "多少天", "多长时间", "how long"},
     {"多久", "时间", "期限", "到账"},
     {"工作日", "天", "个月", "分钟", "小时", "当场", "日内", "年"}},
    {true,
     {"什么时候", "何时", "几点", "截止", "几号", "哪天", "哪一天", "时间", "到期", "when"},
     {"时间", "什么时候", "年审", "签注"},
     {"月", "日", "年", "时间", "周"}},
    {true,
     {"哪里", "在哪", "去哪", "地址", "什么地方", "何处", "渠道", "途径", "网站", "where"},
     {"哪里", "在哪"},
     {"窗口", "大厅", "地址", "中心", "服务站", "派出所", "网", "手机", "社区", "处"}},
    {true, {"电话", "联系", "phone"}, {"联系"}, {"电话", "1990"}},
    {true,
     {"材料", "带什么", "证件", "手续", "documents"},
     {"材料", "带什么"},
     {"材料", "证", "表", "复印件", "照片", "合同"}},
    {false,
     {"条件", "资格", "谁能", "谁可以", "什么人", "哪些人", "能不能", "可以吗", "符合", "有没有",
      "办证", "要不要", "多大", "年纪", "年龄", "岁数", "eligible"},
     {"条件", "对象", "谁", "哪些", "补贴"},
     {"条件", "应当", "符合", "以上", "可以"}},
    {false,
     {"怎么", "如何", "怎样", "流程", "程序", "步骤", "how do i", "how to", "apply"},
     {"怎样", "如何", "流程", "办理", "方式", "登记", "预约", "程序", "哪里"},
     {"办理", "申请", "提交", "登记", "预约", "手机", "窗口", "备案", "领取"}},
    {false,
     {"哪些", "哪几", "什么", "内容", "措施", "要求", "规定", "政策", "which", "what"},
     {"内容", "措施", "要求", "范围"},
     {"一是", "(一)", "、", ":", "包括", "分别"}},
    {false,
     {"谁", "哪家", "哪个", "哪一", "单位", "部门", "who"},
     {"部门", "单位", "主管"},
     {"公司", "集团", "局", "厅", "部门", "委", "中心", "银行"}},
};
enum { WISHES = sizeof wishes / sizeof *wishes };

/* "How long must one have lived here" asks for a condition, not for a term. */
static const char *const lasted[] = {"满多久", "满多长", "满几", "住多久",   "交多久", "缴多久",
                                     "交几",   "缴几",   "住几", "工作多久", "干多久"};
static const char *const money[] = {"奖励", "补贴", "补助", "津贴", "资助", "贴息", "贷款"};

static bool holds(struct view text, const char *word)
{
    return word && view_find(text, view_of(word)) != SIZE_MAX;
}

static bool holds_any(struct view text, const char *const *list, size_t max)
{
    for (size_t i = 0; i < max && list[i]; i++)
        if (holds(text, list[i]))
            return true;
    return false;
}

unsigned wishes_of(struct view question)
{
    unsigned found = 0;
    if (holds_any(question, lasted, sizeof lasted / sizeof *lasted))
        return 1u << WISH_CONDITION;
    for (unsigned i = 0; i < WISHES; i++)
        if (holds_any(question, wishes[i].asked, ASKED_MAX))
            found |= 1u << i;
    if (holds(question, "电话") && !holds(question, "钱") && !holds(question, "费"))
        found &= ~(1u << WISH_AMOUNT); /* "what is the number" */
    if (!found && holds_any(question, money, sizeof money / sizeof *money))
        found = 1u << WISH_AMOUNT;
    return found;
}

bool wish_is_word(unsigned wanted, struct view token)
{
    for (unsigned i = 0; i < WISHES; i++)
        for (size_t k = 0; wanted >> i & 1 && k < ASKED_MAX && wishes[i].asked[k]; k++)
            if (view_find(view_of(wishes[i].asked[k]), token) != SIZE_MAX)
                return true;
    return holds_any(token, money, sizeof money / sizeof *money);
}

double wish_heading(unsigned wanted, struct view section)
{
    bool promised = !wanted;
    for (unsigned i = 0; i < WISHES; i++)
        if (wanted >> i & 1 && holds_any(section, wishes[i].heading, HEADING_MAX))
            promised = true;
    if (!(wanted >> WISH_PHONE & 1) && holds_any(section, wishes[WISH_PHONE].heading, 1))
        return ONLY_CONTACT;
    return promised ? 1.0 : OTHER_HEADING;
}

static bool has_digit(struct view text)
{
    for (size_t i = 0; i < text.n; i++)
        if (text.p[i] >= '0' && text.p[i] <= '9')
            return true;
    return false;
}

int wish_granted(unsigned wanted, struct view sentence)
{
    static const int with_figure = 900, without = 500, loose = 100;
    int best = 0;
    for (unsigned i = 0; i < WISHES; i++) {
        if (!(wanted >> i & 1) || !holds_any(sentence, wishes[i].wanted, WANTED_MAX))
            continue;
        int bonus = !wishes[i].strict ? loose : has_digit(sentence) ? with_figure : without;
        best = bonus > best ? bonus : best;
    }
    return best;
}

unsigned wishes_held(unsigned wanted, struct view sentence)
{
    unsigned held = 0;
    for (unsigned i = 0; i < WISHES; i++)
        if (wanted >> i & 1 && holds_any(sentence, wishes[i].wanted, WANTED_MAX))
            held |= 1u << i;
    return held;
}

unsigned wishes_loose(unsigned held)
{
    unsigned count = 0;
    for (unsigned i = 0; i < WISHES; i++)
        count += held >> i & 1 && !wishes[i].strict;
    return count;
}

bool wish_is_strict(unsigned wanted)
{
    for (unsigned i = 0; i < WISHES; i++)
        if (wanted >> i & 1 && wishes[i].strict)
            return true;
    return false;
}
