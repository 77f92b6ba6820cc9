/* talk_follow: "and what papers does that take?" leaves its subject out, as people do. What was
 * answered last is kept for a while (the document, the words of the question), and a short question
 * without a subject of its own goes on from there: the document that was quoted is asked first,
 * then who issued it for a phone number, and then nobody guesses.
 *
 * Two mistakes are possible, and the second is worse: to ask "what about?" where everybody knows
 * what about, and to take a new complaint for a question about something else. So whatever reports
 * something (words of a matter without asking, a reproach, danger) is never a question that goes
 * on, a question that names another document's title is a new one, and a new matter ends the
 * subject. */
#include "gateway/talk/talk_state.h"

#include "dsl/base/fold.h"
#include "dsl/base/utf8.h"
#include "gateway/talk/talk_asks.h"
#include "gateway/talk/talk_away.h"

enum {
    SUBJECT_SECONDS = 1800,
    FOLLOW_LENGTH = 30, /* characters */
    FOLLOW_LATIN = 70,
    TOLD_LENGTH = 12,  /* "two years of contributions" */
    BARE_LENGTH = 8,   /* "the phone", "and the fee" */
    CONTENT_LEAST = 2, /* characters */
    TERMS_MAX = 300,
    WORDS_MAX = 48
};

/* Folded. */
static const char *const question_words[WORDS_MAX] = {
    "哪",     "多少",    "多久",   "多长",    "多大",    "几",    "什么",   "怎么",
    "怎样",   "如何",    "吗",     "呢",      "么?",     "?",     "能不能", "可不可",
    "要不要", "有没有",  "行不行", "是不是",  "谁",      "咋",    "啥",     "what",
    "where",  "how",     "when",   "which",   "who",     "can i", "do i",   "can my",
    "can he", "can she", "can we", "does it", "does my", "is it", "may i"};

static const char *const bare_words[WORDS_MAX] = {
    "材料", "费用", "收费", "电话", "地址", "地点", "流程", "条件",  "时间", "期限",   "手续",
    "证件", "标准", "对象", "金额", "号码", "年龄", "比例", "phone", "fee",  "address"};

/* Stand in any title, and say nothing of what it is about. */
static const char *const title_words[WORDS_MAX] = {
    "办理", "申请", "申报", "申领", "指南", "说明", "通知", "办法", "细则", "须知",
    "实施", "管理", "发放", "登记", "补贴", "补助", "奖励", "备案", "报销", "认定"};

static bool holds_any(struct view text, const char *const *words)
{
    for (size_t i = 0; i < WORDS_MAX && words[i]; i++)
        if (view_find(text, view_of(words[i])) != SIZE_MAX)
            return true;
    return false;
}

/* How long the word of the list is that the text begins with; 0: none. */
static size_t begins_with(struct view text, const char *const *words)
{
    size_t longest = 0;
    for (size_t i = 0; i < WORDS_MAX && words[i]; i++) {
        struct view word = view_of(words[i]);
        if (word.n > longest && view_starts(text, word))
            longest = word.n;
    }
    return longest;
}

bool follow_is_bare(struct view text)
{
    static const char *const empty[WORDS_MAX] = {
        "请问", "想问", "我",   "你们", "的", "了", "要", "能", "可以", "需要", "这个", "那个",
        "是",   "有",   "一下", "办",   "弄", "去", "到", "在", "截止", "都",   "还",   "带"};
    size_t left = 0;
    for (size_t at = 0; at < text.n;) {
        struct view rest = view_sub(text, at, text.n);
        size_t n = begins_with(rest, question_words);
        n = n ? n : begins_with(rest, bare_words);
        n = n ? n : begins_with(rest, title_words);
        n = n ? n : begins_with(rest, empty);
        if (n) {
            at += n;
            continue;
        }
        left += utf8_next(text, &at) > ' ';
    }
    return left < CONTENT_LEAST;
}

/* ---- is it one? ---- */

/* Asks, be it with no more than the name of what is wanted. */
static bool is_question(struct view text)
{
    return holds_any(text, question_words) || view_ends(text, VIEW("没")) ||
           view_ends(text, VIEW("不")) ||
           (utf8_length(text) <= BARE_LENGTH && holds_any(text, bare_words));
}

/* Words of a matter, more than where and when. */
static bool reveals(const struct recognition *r)
{
    for (size_t i = 0; i < r->evidence_count; i++)
        if (r->evidence[i].use != USE_AREA && r->evidence[i].use != USE_PERIOD)
            return true;
    return false;
}

static bool is_wish(const struct recognition *r)
{
    for (int list = 0; list < TALK_LISTS; list++)
        if (r->talk[list] == TALK_WHOLE && list != TALK_KIND_CONSULT)
            return true;
    return r->talk[TALK_EMERGENCY] != TALK_ABSENT || r->talk[TALK_PROGRESS] != TALK_ABSENT;
}

bool follow_may_be(const struct talk_state *state, const struct talk_input *input)
{
    const struct recognition *r = input->recognition;
    if (!r || !state->subject.link.n || input->now - state->subject.at > SUBJECT_SECONDS)
        return false;
    struct view text = view_trim(r->text.text);
    bool said = r->kind == NONE || r->kind == KIND_CONSULT;
    size_t length = utf8_length(text), most = length < text.n ? FOLLOW_LENGTH : FOLLOW_LATIN;
    return said && length <= most && !is_wish(r) && !talk_reproaches(r) &&
           (is_question(text) || talk_goes_on(r)) &&
           (!reveals(r) || talk_asks(r) || talk_goes_on(r));
}

/* Whatever it names stands in the subject's title too ("and how much is the allowance?"). */
static bool names_subject(const struct talking *turn)
{
    const struct recognition *r = turn->input->recognition;
    struct view title = fold_text(turn->arena, turn->state->subject.title).text;
    for (size_t i = 0; i < r->evidence_count; i++)
        if (view_find(title, view_sub(r->text.text, r->evidence[i].from, r->evidence[i].to)) ==
            SIZE_MAX)
            return false;
    return true;
}

bool follow_asks(const struct talking *turn)
{
    const struct recognition *r = turn->input->recognition;
    return follow_may_be(turn->state, turn->input) && is_question(view_trim(r->text.text)) &&
           (!reveals(r) || names_subject(turn)) && !follow_turns_away(turn);
}

/* "I have a permit", but not "there is somebody ...". */
static bool says_has(struct view text)
{
    static const char *const others[] = {"有人", "有个", "有一", "有只", "有辆", "有车", "有些"};
    return view_starts(text, VIEW("有")) && !VIEW_HOLDS(text, others);
}

/* A duty that has nothing to say to a question is a matter ("our power is off"). */
static bool names_matter(const struct talking *turn)
{
    struct decision alone = intake_alone(turn);
    return alone.status == DECIDE_DUTY && (alone.urgent || !say_duty_answer(turn, alone.duty).n);
}

/* "I work in the park", "my mother is seventy": of somebody, and of nothing that was done to them.
 */
static bool tells_of_self(const struct talking *turn)
{
    static const char *const heads[] = {"我",   "孩子", "老人", "家里", "她",  "他", "单身",
                                        "已婚", "未婚", "刚毕", "i am", "i'm", "my "};
    static const char *const harm[] = {"被", "偷", "骗", "打", "撞",   "停",   "欠",   "丢",  "伤",
                                       "死", "病", "疼", "痛", "不给", "不让", "要投", "举报"};
    const struct recognition *r = turn->input->recognition;
    struct view text = view_trim(r->text.text);
    bool self = says_has(text);
    for (size_t i = 0; i < sizeof heads / sizeof *heads; i++)
        self |= view_starts(text, view_of(heads[i]));
    return self && !talk_troubles(r) && !VIEW_HOLDS(text, harm) && !names_matter(turn);
}

bool follow_tells(struct talking *turn)
{
    const struct talk_subject *subject = &turn->state->subject;
    const struct recognition *r = turn->input->recognition;
    bool open = subject->link.n && turn->input->now - subject->at <= SUBJECT_SECONDS;
    if (!open || r->kind != NONE || utf8_length(view_trim(r->text.text)) > TOLD_LENGTH ||
        is_wish(r) || is_question(view_trim(r->text.text)) || talk_asks(r) || talk_reproaches(r))
        return false;
    if (tells_of_self(turn))
        return true;
    size_t areas = 0;
    for (size_t i = 0; i < r->evidence_count; i++)
        areas += r->evidence[i].use == USE_AREA;
    if (areas) /* where it is, and no more than that */
        return areas == r->evidence_count;
    if (!reveals(r) || away_names_trouble(r))
        return false;
    return intake_alone(turn).status != DECIDE_DUTY;
}

void follow_need(const struct talk_state *state, const struct talk_input *input,
                 struct talk_needs *needs)
{
    if (!follow_may_be(state, input) || !view_starts(state->subject.link, VIEW("/")))
        return; /* the rules' own words are at hand */
    needs->follow_link = state->subject.link;
    needs->follow_question = guide_question(intake_text(input));
}

/* ---- the subject ---- */

void follow_remember(struct talking *turn, const struct passage *p)
{
    struct talk_subject *subject = &turn->state->subject;
    subject->link = p->link;
    subject->title = p->title;
    subject->issuer = p->issuer;
    subject->at = turn->input->now;
}

void follow_forget(struct talk_state *state)
{
    state->subject = (struct talk_subject){VIEW(""), VIEW(""), VIEW(""), 0};
}

struct view follow_completed(struct talking *turn, struct view text)
{
    struct buf out;
    buf_init(&out, TALK_TEXT_MAX);
    buf_text(&out, "《");
    buf_view(&out, utf8_head(turn->state->subject.title, TERMS_MAX));
    buf_text(&out, "》：");
    buf_view(&out, utf8_head(text, TALK_TEXT_MAX - TERMS_MAX - 20));
    struct view whole = buf_keep(&out, turn->arena);
    buf_free(&out);
    return whole;
}

/* ---- the answer ---- */

bool follow_names(struct view text, struct view title)
{
    size_t first = 0, second, third;
    for (; first < text.n; first = second) {
        second = first;
        if (utf8_next(text, &second) < 0x2e80 || second >= text.n)
            continue;
        third = second;
        utf8_next(text, &third);
        struct view pair = view_sub(text, first, third);
        if (view_find(title, pair) != SIZE_MAX && !holds_any(pair, bare_words) &&
            !holds_any(pair, question_words) && !holds_any(pair, title_words))
            return true;
    }
    return false;
}

/* Speaks of a duty, in words that the subject's title has not. */
static bool is_elsewhere(const struct talking *turn)
{
    const struct recognition *r = turn->input->recognition;
    struct view title = fold_text(turn->arena, turn->state->subject.title).text;
    bool of_duty = false;
    for (size_t i = 0; i < r->evidence_count; i++) {
        of_duty |= r->evidence[i].use == USE_DUTY;
        if (view_find(title, view_sub(r->text.text, r->evidence[i].from, r->evidence[i].to)) !=
            SIZE_MAX)
            return false;
    }
    return of_duty;
}

/* Something else answers, and the question says what. */
bool follow_turns_away(const struct talking *turn)
{
    const struct talk_input *input = turn->input;
    if (!follow_may_be(turn->state, input))
        return false;
    if (guide_turns_away(turn))
        return true;
    if (!input->passage_count)
        return false;
    const struct passage *p = &input->passages[0];
    const struct talk_reads *reads = turn->reads;
    double own = reads->follow_count ? reads->follow[0].score : 0;
    if (view_eq(p->link, turn->state->subject.link))
        return false;
    return (p->score >= ANSWER_LEAST && p->score > own &&
            follow_names(view_trim(input->recognition->text.text),
                         p->names.n ? p->names : p->title)) ||
           (p->score >= ANSWER_FIRST && is_elsewhere(turn));
}

/* The unit of the rules that issued the document: by its full name, or by the end of it. */
static struct target issuer_of(const struct talking *turn)
{
    struct view issuer = turn->state->subject.issuer;
    struct rules_counts counts = rules_counts(turn->rules);
    for (int i = 0; issuer.n && i < counts.units; i++) {
        struct view name = rules_display(turn->rules, NOUN_UNIT, i, LANGUAGE_ZH);
        struct view code = rules_code(turn->rules, NOUN_UNIT, i);
        if ((name.n && view_ends(issuer, name)) || view_ends(name, issuer) ||
            (code.n && view_ends(issuer, code)))
            return (struct target){i, NONE};
    }
    return (struct target){NONE, NONE};
}

bool follow_silent(struct talking *turn)
{
    const struct talk_subject *subject = &turn->state->subject;
    if (view_starts(subject->link, VIEW("/")) ||
        !say_who_knows(turn, subject->title, issuer_of(turn)))
        return false;
    turn->state->subject.at = turn->input->now;
    turn->answered = true;
    return true;
}

static bool say_phone(struct talking *turn)
{
    struct target issuer = issuer_of(turn);
    struct view contact = say_contact(turn, issuer);
    if (!contact.n || !talk_asks_contact(turn->input->recognition))
        return false;
    say_phrase(turn, PHRASE_answer_contact, "unit", say_unit(turn, issuer), "contact", contact,
               TALK_END);
    turn->state->subject.at = turn->input->now;
    return true;
}

bool follow_answer(struct talking *turn)
{
    if (!follow_may_be(turn->state, turn->input) || follow_turns_away(turn))
        return false;
    const struct talk_reads *reads = turn->reads;
    const struct passage *p = reads->follow_count ? &reads->follow[0] : NULL;
    bool matter = reveals(turn->input->recognition);
    bool asks = is_question(view_trim(turn->input->recognition->text.text));
    if (!matter && guide_follow_english(turn))
        return true;
    if (p && p->score >= (matter || !asks ? ANSWER_SURE : ANSWER_LEAST)) {
        service_say(turn, p);
        return true;
    }
    if (matter)
        return asks && guide_follow_named(turn);
    return guide_follow(turn) || say_phone(turn);
}
