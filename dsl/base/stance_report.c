/* stance_report: what others said, and who was asked already. A citizen who was sent from one to
 * the next tells what each of them claimed, in words that stand in some list or other; they are not
 * the citizen's own account. Whoever speaks must be named in the clause: 说 alone is mostly the
 * citizen, or nobody (说是, 听说). */
#include "dsl/base/stance_scan.h"

#include "dsl/base/utf8.h"

enum { GAP = 6 * 3 };

/* Who may speak, by the first character. */
/* clang-format off */
#define SPEAKERS(SPEAKER) \
    SPEAKER(U'物', "物业公司|物业") SPEAKER(U'他', "他们|他") SPEAKER(U'她', "她们|她") \
    SPEAKER(U'人', "人家") SPEAKER(U'对', "对方") SPEAKER(U'开', "开发商") \
    SPEAKER(U'房', "房开|房东") SPEAKER(U'商', "商家|商场") SPEAKER(U'店', "店家|店员|店主") \
    SPEAKER(U'卖', "卖家") SPEAKER(U'老', "老板娘|老板|老师") \
    SPEAKER(U'施', "施工方|施工队|施工单位") SPEAKER(U'工', "工地|工作人员") \
    SPEAKER(U'包', "包工头") SPEAKER(U'社', "社区") SPEAKER(U'居', "居委会|居委") \
    SPEAKER(U'街', "街道办|街道") SPEAKER(U'城', "城管局|城管") SPEAKER(U'派', "派出所") \
    SPEAKER(U'警', "警察") SPEAKER(U'民', "民警") SPEAKER(U'交', "交警") \
    SPEAKER(U'公', "公安|公司") SPEAKER('1', "12345|12315|12328|12319|110") \
    SPEAKER(U'热', "热线") SPEAKER(U'客', "客服") SPEAKER(U'接', "接线员") \
    SPEAKER(U'话', "话务员") SPEAKER(U'部', "部门") SPEAKER(U'单', "单位") \
    SPEAKER(U'学', "学校") SPEAKER(U'校', "校长") SPEAKER(U'医', "医院|医生") \
    SPEAKER(U'护', "护士") SPEAKER(U'厂', "厂家|厂里|厂方") SPEAKER(U'中', "中介") \
    SPEAKER(U'领', "领导") SPEAKER(U'政', "政府") SPEAKER(U'村', "村委会|村委|村干部|村里") \
    SPEAKER(U'保', "保安") SPEAKER(U'业', "业委会") SPEAKER(U'窗', "窗口") \
    SPEAKER(U'前', "前台") SPEAKER(U'售', "售后") SPEAKER(U'局', "局") SPEAKER(U'司', "司机") \
    SPEAKER(U'银', "银行") SPEAKER(U'机', "机构")
/* How they go on; 他, 她 and 局 may stand alone. */
#define SPEAKERS_GO_ON(EACH) \
    EACH(U'业') EACH(U'们') EACH(U'家') EACH(U'方') EACH(U'发') EACH(U'开') EACH(U'东') EACH(U'场') \
    EACH(U'员') EACH(U'主') EACH(U'板') EACH(U'师') EACH(U'工') EACH(U'地') EACH(U'作') EACH(U'头') \
    EACH(U'区') EACH(U'委') EACH(U'道') EACH(U'管') EACH(U'出') EACH(U'察') EACH(U'警') EACH(U'安') \
    EACH(U'司') EACH('1') EACH('2') EACH(U'线') EACH(U'服') EACH(U'务') EACH(U'门') EACH(U'位') \
    EACH(U'校') EACH(U'长') EACH(U'院') EACH(U'生') EACH(U'士') EACH(U'里') EACH(U'介') EACH(U'导') \
    EACH(U'府') EACH(U'干') EACH(U'口') EACH(U'台') EACH(U'后') EACH(U'机') EACH(U'行') EACH(U'构')
#define SPEAKERS_ALONE(EACH) EACH(U'他') EACH(U'她') EACH(U'局')
/* clang-format on */
static const struct few speakers_begin = FEW(SPEAKERS);
const struct few_places stance_speakers = {FEW(SPEAKERS_ALONE), FEW(SPEAKERS), FEW(SPEAKERS_GO_ON)};

static const char *speakers(uint32_t first)
{
#define SPEAKER(character, words)                                                                  \
    case character:                                                                                \
        return words;
    switch (first) {
        SPEAKERS(SPEAKER)
    default:
        return NULL;
    }
#undef SPEAKER
}

/* Behind somebody who stands at this byte; 0: nobody does. */
static size_t speaker_end(struct view text, size_t at)
{
    size_t next = at;
    uint32_t first = utf8_next_inline(text, &next);
    const char *words = few_may(&speakers_begin, first) ? speakers(first) : NULL;
    return words ? stance_follows(text, at, words) : 0;
}

/* Verbs of saying, by the first character: the verb, and what begins so and is none (说明, 说法).
 */
struct saying {
    const char *verbs, *none;
};
static struct saying saying_of(uint32_t first)
{
    switch (first) {
    case U'说':
        return (struct saying){"说是|说", "说明|说法|说话|说好|说清|说起|说到|说白|说实|说不清|"
                                          "说不上|说不准|说完"};
    case U'回':
        return (struct saying){"回复说|回复称|回复|回答", "回复率"};
    case U'答':
        return (struct saying){"答复说|答复称|答复", NULL};
    case U'解':
        return (struct saying){"解释说|解释", NULL};
    case U'告':
        return (struct saying){"告知说|告知|告诉", "告知书"};
    case U'推':
        return (struct saying){"推说|推给|推到", NULL};
    case U'声':
        return (struct saying){"声称", NULL};
    case U'谎':
        return (struct saying){"谎称", NULL};
    case U'称':
        return (struct saying){"称", NULL};
    case U'讲':
        return (struct saying){"讲", NULL};
    case U'表':
        return (struct saying){"表示", "表示牌"};
    default:
        return (struct saying){NULL, NULL};
    }
}
/* How those go on that are none. */
/* clang-format off */
#define NONE_GO_ON(EACH) \
    EACH(U'明') EACH(U'法') EACH(U'话') EACH(U'好') EACH(U'清') EACH(U'起') EACH(U'到') EACH(U'白') \
    EACH(U'实') EACH(U'不') EACH(U'完') EACH(U'复') EACH(U'知') EACH(U'示')
/* clang-format on */
static const struct few none_go_on = FEW(NONE_GO_ON);
static const char *const says_alone =
    "说是|回复说|答复说|解释说|推说|声称|谎称|告知说|回复称|答复称";
static const char *const sends = "让我|叫我|要我|要求我|让你|让业主";
static const char *const sends_to =
    "们去找|们找|们去|们打|们联系|们问|们到|去找|找|去|打|联系|问|到|等";
static const char *const asked = "找过|找了|问过|问了|打过|打了|联系过|联系了|打电话给|打电话问";
static const char *const tells =
    "反映|反应|投诉|举报|报修|说|打电话|打过|沟通|联系|求助|反馈|提过|讲|要说法";
#define TELLS_BEGIN(EACH)                                                                          \
    EACH(U'反')                                                                                    \
    EACH(U'投')                                                                                    \
    EACH(U'举')                                                                                    \
    EACH(U'报')                                                                                    \
    EACH(U'说') EACH(U'打') EACH(U'沟') EACH(U'联') EACH(U'求') EACH(U'提') EACH(U'讲') EACH(U'要')
const struct few stance_tells_begin = FEW(TELLS_BEGIN);
static const char *const turns = "其实|但|可是|实际|明明|结果|根本";
#define TURNS_BEGIN(EACH)                                                                          \
    EACH(U'其') EACH(U'但') EACH(U'可') EACH(U'实') EACH(U'明') EACH(U'结') EACH(U'根')
static const struct few turns_begin = FEW(TURNS_BEGIN);

static size_t cut_at_turn(struct view text, size_t from, size_t end)
{
    for (size_t at = from, next = from; at < end; at = next) {
        uint32_t c = utf8_next_inline(text, &next);
        if (at > from && few_may(&turns_begin, c) && stance_follows(text, at, turns))
            return at;
    }
    return end;
}

/* The clause from here on; where it ends at once, the next one too. */
static size_t said_until(struct view text, size_t behind)
{
    size_t end = stance_clause_end(text, behind);
    if (end == behind && end < text.n && text.p[end] != '?') {
        while (end < text.n && stance_mark(text, end))
            end += stance_mark(text, end);
        end = stance_clause_end(text, end);
    }
    return cut_at_turn(text, behind, end);
}

/* Between somebody and a verb: then it is not what they say. */
static const char *const between_words =
    "没|未|不|跟|向|和|对|给|我|等|的回|的答|的解|如何|怎么|能|会|应";
#define BETWEEN(EACH)                                                                              \
    EACH(U'没')                                                                                    \
    EACH(U'未')                                                                                    \
    EACH(U'不')                                                                                    \
    EACH(U'跟')                                                                                    \
    EACH(U'向')                                                                                    \
    EACH(U'和')                                                                                    \
    EACH(U'对')                                                                                    \
    EACH(U'给')                                                                                    \
    EACH(U'我') EACH(U'等') EACH(U'的') EACH(U'如') EACH(U'怎') EACH(U'能') EACH(U'会') EACH(U'应')
static const struct few between_begin = FEW(BETWEEN);

static bool speaks_not(struct view text, size_t behind, size_t at)
{
    if (behind < at && at - behind > GAP)
        return true;
    for (size_t from = behind, next = behind; from < at; from = next) {
        uint32_t c = utf8_next_inline(text, &next);
        if (few_may(&between_begin, c) && stance_follows(text, from, between_words))
            return true;
    }
    return false;
}

/* Begins a character here? */
static bool begins(struct view text, size_t at)
{
    return (text.p[at] & 0xc0) != 0x80;
}

/* Who speaks, in the clause before the verb at this byte: the last one named, near it, and not one
 * who is spoken to, or who does not speak. SIZE_MAX: nobody. */
static size_t speaker_before(const struct stance_scan *scan, size_t at)
{
    struct view text = scan->text;
    size_t least = at - scan->clause > STANCE_HEAD ? at - STANCE_HEAD : scan->clause;
    for (size_t from = at; from-- > least;) {
        size_t behind = begins(text, from) ? speaker_end(text, from) : 0;
        if (!behind || behind > at)
            continue;
        if (speaks_not(text, behind, at) ||
            stance_precedes(text, scan->clause, from, "跟|向|和|对|给|找|问|与|被") != SIZE_MAX)
            return SIZE_MAX;
        return from;
    }
    return SIZE_MAX;
}

/* Could the character behind the one at this byte be one of them? */
static bool may_go_on(struct view text, size_t at, const struct few *few)
{
    utf8_next_inline(text, &at);
    return at < text.n && few_may(few, utf8_next_inline(text, &at));
}

static void report_saying(struct stance_scan *scan, size_t at, uint32_t c)
{
    struct view text = scan->text;
    struct saying saying = saying_of(c);
    size_t behind = saying.verbs ? stance_follows(text, at, saying.verbs) : 0;
    if (!behind ||
        (saying.none && may_go_on(text, at, &none_go_on) && stance_follows(text, at, saying.none)))
        return;
    size_t from = speaker_before(scan, at);
    if (from == SIZE_MAX && at == scan->clause && stance_follows(text, at, says_alone))
        from = at;
    if (from != SIZE_MAX)
        stance_add(scan, STANCE_REPORTED, from, said_until(text, behind));
}

/* 12345让我找城管: who sends, and to whom. */
static void report_sending(struct stance_scan *scan, size_t at)
{
    struct view text = scan->text;
    size_t behind = stance_follows(text, at, sends);
    if (!behind || behind >= text.n || !stance_follows(text, behind, sends_to))
        return;
    size_t from = speaker_before(scan, at);
    stance_add(scan, STANCE_REPORTED, from == SIZE_MAX ? at : from, said_until(text, behind));
}

/* 找过物业. */
static void report_asked(struct stance_scan *scan, size_t at)
{
    struct view text = scan->text;
    size_t behind = stance_follows(text, at, asked);
    for (int i = 0; behind && i < 3 && behind < text.n; i++) {
        size_t end = speaker_end(text, behind);
        if (end) {
            stance_add(scan, STANCE_REPORTED, at, end);
            return;
        }
        utf8_next_inline(text, &behind);
    }
}

/* 向城管反映. */
static void report_telling(struct stance_scan *scan, size_t at)
{
    struct view text = scan->text;
    size_t from = stance_follows(text, at, "向|跟|和|给"), end = 0;
    for (int i = 0; from && from < text.n && i < 4 && !end; i++) {
        end = speaker_end(text, from);
        if (!end)
            utf8_next_inline(text, &from);
    }
    for (int i = 0; end && end < text.n && i < 5 && !stance_mark(text, end); i++) {
        size_t told = end;
        uint32_t first = utf8_next_inline(text, &end);
        size_t behind = few_may(&stance_tells_begin, first) ? stance_follows(text, told, tells) : 0;
        if (behind) {
            stance_add(scan, STANCE_REPORTED, at, behind);
            return;
        }
    }
}

void stance_report(struct stance_scan *scan, size_t at, uint32_t c)
{
    if (stance_at(scan->out, scan->n, at) == STANCE_REPORTED)
        return;
    switch (c) {
    case U'让':
    case U'叫':
    case U'要':
        report_sending(scan, at);
        break;
    case U'找':
    case U'问':
    case U'打':
    case U'联':
        report_asked(scan, at);
        break;
    case U'向':
    case U'跟':
    case U'和':
    case U'给':
        report_telling(scan, at);
        break;
    default:
        report_saying(scan, at, c);
    }
}
