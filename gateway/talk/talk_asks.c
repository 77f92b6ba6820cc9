/* talk_asks: "when can children be signed up" and "when will you finally mend it" both name a
 * matter and both ask. The first is for the documents, the second is for a desk.
 *
 * The words of the district decide where they are plain ("please, a question", "I complain"). Where
 * they leave it open the form does: a short text with a word of asking, that names no place and no
 * time, since what happened to somebody happened somewhere; and no reproach, which in Chinese is
 * asked with the same words (how is it that still nobody ...). A passage must then fit better than
 * for a plain question (ANSWER_SURE), and reporting stays one tap away. */
#include "gateway/talk/talk_asks.h"

#include "dsl/base/pairs.h"
#include "dsl/base/utf8.h"
#include "gateway/talk/talk_away.h"

enum {
    QUESTION_LENGTH = 30,
    UNDONE_LENGTH = 40,
    WHEN_LENGTH = 32,
    WHO_LENGTH = 24,
    ANNOUNCED_LENGTH = 24,
    ANNOUNCED_ALONE = 8,
    WORDS_MAX = 80
};

/* Folded, as the text is. */
static const char *const asking[WORDS_MAX] = {
    "怎么",     "如何",     "怎样",     "什么时候", "几号",     "哪天",   "截止",     "报名时间",
    "多少",     "多久",     "几天",     "多长时间", "哪里",     "在哪",   "去哪",     "什么材料",
    "带什么",   "哪些",     "什么条",   "要不要",   "吗",       "能不能", "可不可以", "可以吗",
    "要钱吗",   "免费吗",   "收费吗",   "费用",     "流程",     "条件",   "啥时候",   "啥材料",
    "带啥",     "要啥",     "什么证",   "交给谁",   "找谁",     "归谁管", "想办",     "要办",
    "想申请",   "想注册",   "什么要求", "啥要求",   "啥证",     "咋",     "几点",     "哪儿",
    "哪个部门", "多少钱",   "可以不",   "行不行",   "查一下",   "帮我查", "证丢",     "证掉",
    "证不见",   "证过期",   "证到期",   "卡丢",     "卡掉",     "卡不见", "照过期",   "照到期",
    "照快到期", "证快到期", "照要到期", "弄丢",     "什么手续", "啥手续", "是多少"};

/* The same in English: at the beginning, or anywhere. Where a lamp stands "where I live" nobody
 * asks.
 */
static const char *const asking_first[WORDS_MAX] = {
    "where", "when",   "which",    "what",  "how",   "who",     "is there", "are there",
    "do i",  "do you", "does the", "can i", "may i", "could i", "is it",    "are you"};
static const char *const asking_english[WORDS_MAX] = {
    "how do i",     "how can i",      "how much",        "how to",        "how long does",
    "where can i",  "where do i",     "where is",        "where are",     "where should",
    "what do i",    "what documents", "which documents", "what time",     "opening hours",
    "when does",    "when is",        "when do",         "what should i", "do you know",
    "can you tell", "could you tell"};

/* What makes a reproach of a question. */
static const char *const reproach[WORDS_MAX] = {
    "怎么没",       "怎么还",   "怎么不",     "怎么又",     "怎么老",        "怎么总",
    "怎么一直",     "怎么都",   "怎么这",     "怎么那",     "怎么能",        "怎么可以",
    "怎么回事",     "怎么搞",   "怎么会",     "多久没",     "多久了",        "多少次",
    "多少天了",     "多少天没", "什么时候能", "什么时候才", "什么时候修",    "什么时候来",
    "没人",         "not yet",  "still not",  "when will",  "how long must", "how long have",
    "how long has", "好几天",   "几天了",     "这几天",     "前几天",        "咋没",
    "咋还",         "咋不",     "咋又",       "咋老",       "咋一直",        "咋回事",
    "咋搞"};

/* Folded too. */
static const char *const going_on[WORDS_MAX] = {"那",   "如果",       "要是", "假如", "我是",
                                                "我没", "还有",       "另外", "我妈", "我爸",
                                                "老人", "what about", "and "};

static const char *const before[WORDS_MAX] = {"上次反映",      "上次投诉",
                                              "上次报",        "上次说",
                                              "上回反映",      "上回投诉",
                                              "之前反映",      "之前投诉",
                                              "之前报",        "前几天反映",
                                              "前几天投诉",    "上周反映",
                                              "上周投诉",      "我反映的",
                                              "我投诉的",      "我报的",
                                              "反映过的",      "投诉过的",
                                              "昨天反映",      "昨天报",
                                              "那天反映",      "那天报",
                                              "上次讲",        "上回报",
                                              "上回说",        "上回讲",
                                              "前几天报",      "上周报",
                                              "上个月反映",    "我反映过",
                                              "我报过",        "我投诉过",
                                              "跟你们说过",    "跟你们讲过",
                                              "向你们反映",    "i reported",
                                              "i complained",  "my last complaint",
                                              "my last report"};

static const char *const not_done[WORDS_MAX] = {
    "还没",   "没有解决", "没解决",   "没处理", "没人",
    "没修",   "没动静",   "仍然",     "依然",   "还是",
    "没变化", "没结果",   "没有结果", "没下文", "not yet",
    "又坏了", "又不亮",   "没弄",     "没见",   "没来",
    "没整改", "老样子",   "没办",     "still",  "nothing happened"};

/* Said of a case without naming it. */
static const char *const undone[WORDS_MAX] = {"还没修",
                                              "没修好",
                                              "还没好",
                                              "没解决",
                                              "没处理",
                                              "还没来",
                                              "没人来",
                                              "没动静",
                                              "老样子",
                                              "还没弄",
                                              "没弄好",
                                              "没办好",
                                              "还没办",
                                              "没结果",
                                              "没下文",
                                              "一点没变",
                                              "没有变化",
                                              "没整改",
                                              "又坏了",
                                              "没回复",
                                              "没答复",
                                              "没人联系",
                                              "天回复",
                                              "天答复",
                                              "天内回复",
                                              "天内答复",
                                              "催一下",
                                              "催办",
                                              "帮我催",
                                              "催催",
                                              "快点办",
                                              "快点修",
                                              "搞快点",
                                              "抓紧办",
                                              "not fixed",
                                              "still not",
                                              "nothing happened",
                                              "hurry up",
                                              "still broken",
                                              "nobody came",
                                              "no one came",
                                              "nothing changed",
                                              "nothing has changed",
                                              "not been fixed"};

static const char *const plainly[WORDS_MAX] = {
    "附近有没有",   "附近哪里有", "查一下我",   "帮我查",   "在哪",     "哪里可以", "哪里能",
    "哪儿能",       "去哪",       "怎么分",     "怎么领",   "怎么申请", "怎么报名", "怎么续",
    "怎么查",       "怎么交",     "怎么提",     "怎么用",   "怎么算",   "怎么预约", "怎么开",
    "怎么换",       "怎么弄",     "咋弄",       "怎么补办", "怎么补",   "如何申请", "如何办",
    "能不能提",     "能不能用",   "能不能办",   "能申请",   "可以申请", "能领",     "可以领",
    "什么材料",     "啥材料",     "办什么证",   "办啥证",   "什么条件", "啥条件",   "几点",
    "多少钱",       "要钱吗",     "收费吗",     "算什么",   "报名时间", "补贴有吗", "有补贴吗",
    "有没有补贴",   "有补助吗",   "有没有补助", "什么手续", "啥手续",   "免费吗",   "什么时候开学",
    "什么时候放假", "什么时候发", "什么时候涨", "是多少",   "能提取",   "能提多少", "能提吗",
    "怎么改",       "附近哪",     "什么时候交"};
static const char *const plainly_english[WORDS_MAX] = {
    "how do i",        "how can i",   "how much",       "how to",        "where can",
    "where do i",      "where is",    "where are",      "opening hours", "what documents",
    "which documents", "what time",   "what do i need", "is it legal",   "is it allowed",
    "are we allowed",  "am i allowed"};

/* Is there one near that place? */
static const char *const nearby[WORDS_MAX] = {"附近有没有", "附近哪"};

static const char *const trouble[WORDS_MAX] = {
    "坏",    "破",   "漏",       "堵",      "臭",     "吵",      "脏",
    "乱",    "没人", "没有人",   "不管",    "投诉",   "举报",    "被骗",
    "拖欠",  "不给", "停电",     "停水",    "淹",     "积水",    "broken",
    "noise", "leak", "not work", "doesn't", "didn't", "illegal", "refuse"};

static const char *const when_done[WORDS_MAX] = {
    "多久能",     "多久会",         "多久处理",     "多久解决",     "多久答复",     "多久回复",
    "多久有结果", "要等多久",       "等多久",       "多长时间能",   "几天能",       "几天处理",
    "几天答复",   "什么时候处理",   "什么时候解决", "什么时候答复", "什么时候回复", "什么时候办",
    "什么时候能", "什么时候有结果", "能看到结果",   "有结果吗",     "几天有结果",   "出结果",
    "什么时候来", "什么时候有人来", "啥时候能",     "啥时候来",     "啥时候有人",   "啥时候处理",
    "几时能",     "几时来",         "how long",     "when will"};

static const char *const who[WORDS_MAX] = {
    "是机器人",    "机器人吗", "机器人吧",      "是人吗",        "是真人",
    "是人工吗",    "人工还是", "是自动",        "自动回复",      "是不是真人",
    "是12345吗",   "是热线吗", "是市长热线",    "是政府热线",    "是政府吗",
    "你是谁",      "你们是谁", "你是哪个",      "你叫什么",      "你是什么",
    "who are you", "a robot",  "are you human", "a real person", "a machine"};

static const char *const person[WORDS_MAX] = {
    "转人工",      "找人工",        "要人工",       "接人工",      "不要机器",   "不要你机器",
    "不跟机器",    "不和机器",      "不想跟机器",   "不想和机器",  "别用机器",   "叫个人来",
    "换个人来",    "派个人来",      "找个活人",     "来个活人",    "no robot",   "no bot",
    "not a bot",   "a real person", "to a human",   "to a person", "real human", "to someone",
    "to somebody", "human please",  "person please"};

static const char *const announcing[WORDS_MAX] = {
    "反映个事",   "反映个情况",     "反映一个情况",     "反映一个事",     "反映点事",
    "反映一件事", "反映个问题",     "反映一个问题",     "反映问题",       "反映一下",
    "反映情况",   "说个事",         "说一个事",         "说件事",         "说一件事",
    "有个事",     "有件事",         "有一件事",         "有点事",         "有事找",
    "有事要说",   "有事情要",       "要投诉",           "想投诉",         "我投诉",
    "要举报",     "想举报",         "提个意见",         "有个问题",       "有个情况",
    "摆个事",     "讲个事",         "report something", "a complaint",    "have a problem",
    "need help",  "want to report", "want to complain", "like to report", "like to complain"};

static bool holds_any(struct view text, const char *const *words)
{
    struct pairs pairs = pairs_of(text);
    for (size_t i = 0; i < WORDS_MAX && words[i]; i++)
        if (pairs_find(&pairs, text, words[i]) != SIZE_MAX)
            return true;
    return false;
}

static bool is_letter(struct view text, size_t at)
{
    return at < text.n && text.p[at] >= 'a' && text.p[at] <= 'z';
}

/* English words stand by themselves: no "where" in "everywhere". */
static bool holds_english(struct view text, const char *const *words)
{
    struct pairs pairs = pairs_of(text);
    for (size_t i = 0; i < WORDS_MAX && words[i]; i++) {
        if (!pairs_may_hold(&pairs, view_of(words[i])))
            continue;
        struct view word = view_of(words[i]);
        for (size_t from = 0, at; from < text.n; from += at + 1) {
            at = view_find(view_sub(text, from, text.n), word);
            if (at == SIZE_MAX)
                break;
            size_t begin = from + at;
            if (!(begin && is_letter(text, begin - 1)) && !is_letter(text, begin + word.n))
                return true;
        }
    }
    return false;
}

static bool begins_english(struct view text, const char *const *words)
{
    for (size_t i = 0; i < WORDS_MAX && words[i]; i++) {
        struct view word = view_of(words[i]);
        if (view_starts(text, word) && !is_letter(text, word.n))
            return true;
    }
    return false;
}

static bool holds_asking(struct view text)
{
    return holds_any(text, asking) || begins_english(text, asking_first) ||
           holds_english(text, asking_english);
}

/* Says it in so many characters; English takes three times as many for the same. */
static bool is_short(struct view text, size_t most)
{
    for (size_t i = 0; i < text.n; i++)
        if (text.p[i] & 0x80)
            return utf8_length(text) <= most;
    return text.n <= 3 * most;
}

/* Says something of the district's matters: more than where and when. */
static bool reveals(const struct recognition *r)
{
    for (size_t i = 0; i < r->evidence_count; i++)
        if (r->evidence[i].use != USE_AREA && r->evidence[i].use != USE_PERIOD)
            return true;
    return false;
}

static bool is_about_something_that_happened(const struct recognition *r)
{
    static const char *const ahead[WORDS_MAX] = {
        "明天", "后天", "下周", "下个月", "下星期", "明年", "tomorrow", "next week", "next month"};
    bool somewhere = r->time_count > 0 && !holds_any(r->text.text, ahead);
    for (size_t i = 0; i < r->evidence_count; i++)
        somewhere |= r->evidence[i].use == USE_AREA || r->evidence[i].use == USE_PERIOD;
    return somewhere || r->talk[TALK_EMERGENCY] != TALK_ABSENT ||
           r->talk[TALK_HAPPENING_NOW] != TALK_ABSENT;
}

bool talk_reproaches(const struct recognition *r)
{
    return holds_any(view_trim(r->text.text), reproach);
}

bool talk_troubles(const struct recognition *r)
{
    return holds_any(view_trim(r->text.text), trouble);
}

bool talk_asks(const struct recognition *r)
{
    struct view text = view_trim(r->text.text);
    if (r->kind == KIND_CONSULT)
        return true;
    return r->kind == NONE && is_short(text, QUESTION_LENGTH) && holds_asking(text) &&
           !holds_any(text, reproach) && !is_about_something_that_happened(r);
}

bool talk_is_question(const struct recognition *r)
{
    static const char *const heads[WORDS_MAX] = {
        "怎么",      "如何",  "怎样",   "哪里",      "去哪",     "什么时候", "几点", "is there",
        "are there", "where", "how do", "how can i", "how much", "how long", "what", "when",
        "which",     "can i", "may i",  "do i",      "is it",    "is the"};
    static const char *const requests[WORDS_MAX] = {"能", "可以", "帮", "麻烦", "安排", "管", "来"};
    struct view text = view_trim(r->text.text);
    if (!talk_asks(r) || talk_troubles(r))
        return false;
    for (size_t i = 0; i < WORDS_MAX && heads[i]; i++)
        if (view_starts(text, view_of(heads[i])))
            return true;
    bool ends =
        view_ends(text, VIEW("吗")) || view_ends(text, VIEW("吗?")) || view_ends(text, VIEW("不"));
    return ends && !holds_any(text, requests);
}

bool talk_goes_on(const struct recognition *r)
{
    struct view text = view_trim(r->text.text);
    if (!is_short(text, QUESTION_LENGTH))
        return false;
    for (size_t i = 0; i < WORDS_MAX && going_on[i]; i++)
        if (view_starts(text, view_of(going_on[i])))
            return true;
    return view_find(text, VIEW("呢")) != SIZE_MAX;
}

/* What every word of `before` and of `undone` holds some of: most texts hold none of it. */
static bool may_come_back(struct view text)
{
    static const char *const stems[WORDS_MAX] = {"反映", "投诉",   "报",      "说",
                                                 "讲",   "report", "complain"};
    return holds_any(text, stems);
}

static bool may_be_undone(struct view text)
{
    static const char *const stems[WORDS_MAX] = {"没",  "催",    "快点", "坏",   "老样", "抓紧",
                                                 "not", "hurry", "天回", "天答", "天内"};
    return holds_any(text, stems);
}

bool talk_feeds_back(const struct recognition *r)
{
    struct view text = r->text.text;
    return may_come_back(text) && holds_any(text, before) && holds_any(text, not_done);
}

bool talk_says_undone(const struct recognition *r)
{
    struct view text = r->text.text;
    return is_short(text, UNDONE_LENGTH) && may_be_undone(text) && holds_any(text, undone);
}

bool talk_says_over(const struct recognition *r)
{
    static const char *const words[WORDS_MAX] = {"不用处理",  "不用来",      "不用管", "不用派",
                                                 "解决了",    "处理好了",    "修好了", "好了不用",
                                                 "no longer", "is fixed now"};
    struct view text = view_trim(r->text.text);
    return is_short(text, UNDONE_LENGTH) && holds_any(text, words) && !talk_reproaches(r) &&
           !holds_any(text, undone) && view_find(text, VIEW("又")) == SIZE_MAX;
}

bool talk_asks_when_done(const struct recognition *r)
{
    struct view text = view_trim(r->text.text);
    return is_short(text, WHEN_LENGTH) && holds_any(text, when_done);
}

bool talk_asks_plainly(const struct recognition *r)
{
    struct view text = view_trim(r->text.text);
    return (r->kind == NONE || r->kind == KIND_CONSULT) && is_short(text, QUESTION_LENGTH) &&
           (holds_any(text, plainly) || holds_english(text, plainly_english)) &&
           !holds_any(text, reproach) && !talk_troubles(r) &&
           (holds_any(text, nearby) || !is_about_something_that_happened(r));
}

bool talk_asks_who(const struct recognition *r)
{
    struct view text = view_trim(r->text.text);
    return is_short(text, WHO_LENGTH) && holds_any(text, who);
}

bool talk_asks_contact(const struct recognition *r)
{
    static const char *const words[WORDS_MAX] = {"电话",     "号码",      "怎么联系",
                                                 "联系方式", "打给谁",    "phone",
                                                 "call",     "number of", "number for"};
    return holds_any(r->text.text, words);
}

bool talk_asks_when_open(const struct recognition *r)
{
    static const char *const open[WORDS_MAX] = {
        "你们几点",   "你们上班",     "你们下班",    "你们周末",         "你们在哪",
        "你们单位在", "你们单位地",   "你们单位电",  "你们地址",         "你们电话",
        "你们的电话", "你们的地址",   "你们办公",    "你们什么时候上班", "你们哪里",
        "几点上班",   "几点下班",     "周末上班",    "星期六上班",       "上不上班",
        "怎么找你们", "your address", "your office", "are you open",     "when do you open",
        "your phone"};
    struct view text = view_trim(r->text.text);
    return is_short(text, WHO_LENGTH) && holds_any(text, open);
}

bool talk_wants_person(const struct recognition *r)
{
    struct view text = view_trim(r->text.text);
    return is_short(text, WHO_LENGTH) && holds_any(text, person);
}

bool talk_announces(const struct recognition *r)
{
    struct view text = view_trim(r->text.text);
    return is_short(text, ANNOUNCED_LENGTH) && !reveals(r) && holds_any(text, announcing);
}

bool talk_only_announces(const struct recognition *r)
{
    static const char *const words[WORDS_MAX] = {"咨询",   "问一下", "问个事", "问个问题", "问点事",
                                                 "问件事", "请教",   "打听",   "有个问题", "问问"};
    struct view text = view_trim(r->text.text);
    return is_short(text, ANNOUNCED_ALONE) && !reveals(r) && !holds_any(text, asking) &&
           holds_any(text, words);
}

bool talk_may_be_answered(const struct recognition *r)
{
    if (r->kind == KIND_CONSULT)
        return true;
    for (int list = 0; list < TALK_LISTS; list++)
        if (r->talk[list] == TALK_WHOLE)
            return false;
    return !reveals(r) || talk_asks(r) || talk_goes_on(r);
}

struct view talk_asked(const struct recognition *r)
{
    struct view rest;
    away_from(r, &rest);
    return rest.n ? rest : r->text.original;
}
