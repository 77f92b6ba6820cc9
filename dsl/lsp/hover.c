/* hover: what a name is, in the words of an author: its kind and display text, what that kind is
 * for, where it belongs, the block as written, how often and where it is used, and how many past
 * texts it was decided for, where there are any. Markdown, because every editor shows it. */
#include "dsl/base/json.h"
#include "dsl/base/utf8.h"
#include "dsl/lsp/answers.h"
#include "dsl/lsp/names.h"
#include "dsl/lsp/past.h"
#include "dsl/lsp/project.h"

enum { HOVER_MAX = 1 << 16, LINES_SHOWN = 14 };

static const struct {
    enum symbol_kind kind;
    const char *zh, *en;
} meanings[] = {
    {SYMBOL_AREA, "地点树上的一处；“在”它之内包括它下面的全部。",
     "A place in the tree of places; \"in\" it includes all that lies below."},
    {SYMBOL_UNIT, "承办事项的单位。", "A unit that can be responsible."},
    {SYMBOL_ROLE, "由地点决定的单位：辖区最近的那一个。",
     "The unit whose area is nearest to the place."},
    {SYMBOL_LIST, "一组词语，用 @名称 引用。", "A list of words, used as @name."},
    {SYMBOL_PERIOD, "一天中的一段时间。", "A part of the day."},
    {SYMBOL_CLOCK, "受理、办理、提醒、升级的期限。", "When to accept, handle, remind, escalate."},
    {SYMBOL_CATEGORY, "一类事项：认出它的词语、要问的要素、要办的事项。",
     "A class of matters: the words that admit it, its facts, its duties."},
    {SYMBOL_FACT, "要弄清楚的一个问题，答案是几个值之一。",
     "A question whose answer is one of its values."},
    {SYMBOL_VALUE, "要素或标签的一个值。", "A value of a fact or a tag."},
    {SYMBOL_DUTY, "一件要办的事：何时、归谁、多久。", "One duty: when, whose, until when."},
    {SYMBOL_TAG, "企业的一个标签。", "What an enterprise is or is not."},
    {SYMBOL_NUMBER, "企业的一个数值。", "A number of an enterprise."},
    {SYMBOL_DATE, "企业的一个日期。", "A date of an enterprise."},
    {SYMBOL_POLICY, "一项政策：谁能享受，给什么。", "A policy: who qualifies, for what."},
    {SYMBOL_NOTICE, "发给某些区域的通知。", "A message to those of some areas."},
    {SYMBOL_GUIDE, "一件事分几步、由谁办。", "One request that takes several steps."},
    {SYMBOL_PHRASE, "机器人说的一句话。", "What the bot says."},
    {SYMBOL_CUE, "机器人听的词，决定一句话怎么理解。",
     "Words the bot listens for, which decide how a text is meant."},
};

static const struct {
    enum node_kind first, last;
    const char *zh, *en;
} places[] = {
    {NODE_ASSIGN, NODE_ASSIGN, "交", "assigned"},
    {NODE_ASSIST, NODE_ASSIST, "协办", "assisting"},
    {NODE_WHEN, NODE_WHEN, "条件", "conditions"},
    {NODE_WHERE, NODE_WHERE, "分支条件", "branches"},
    {NODE_RECOGNISE, NODE_RECOGNISE, "识别", "recognition"},
    {NODE_OVER, NODE_OVER, "优先于", "precedence"},
    {NODE_SERVES, NODE_SERVES, "辖区", "areas served"},
    {NODE_OWNER, NODE_OWNER, "由", "owner"},
    {NODE_ROLE, NODE_ROLE, "角色", "role"},
    {NODE_GIVEN, NODE_SETTING, "设", "given"},
    {NODE_CITIZEN, NODE_ONLY_BECAUSE, "测试", "tests"},
};

enum { PLACES = sizeof places / sizeof *places };

static struct view display_text(const struct lsp *lsp, const struct node *block)
{
    const struct node *display = node_child(block, NODE_DISPLAY);
    const struct node *zh = display ? display->child : NULL, *en = zh ? zh->next : NULL;
    const struct node *text = lsp->language == DIAG_EN && en ? en : zh;
    return text ? text->text : VIEW("");
}

static void put_title(const struct lsp *lsp, const struct symbol *symbol, struct buf *out)
{
    const struct symbol_words *words = symbol_words(symbol->kind);
    struct view display = display_text(lsp, symbol->node);
    bool quoted = symbol->kind == SYMBOL_DUTY || symbol->kind == SYMBOL_TEST;
    buf_print(out, "**%s %s%.*s%s**", lsp_say(lsp, words->zh, words->en), quoted ? "\"" : "",
              VIEW_FMT(symbol->name), quoted ? "\"" : "");
    if (display.n)
        buf_print(out, " %.*s", VIEW_FMT(display));
    buf_text(out, "\n\n");
}

static void put_meaning(const struct lsp *lsp, const struct names *names,
                        const struct symbol *symbol, struct buf *out)
{
    for (size_t i = 0; i < sizeof meanings / sizeof *meanings; i++)
        if (meanings[i].kind == symbol->kind)
            buf_text(out, lsp_say(lsp, meanings[i].zh, meanings[i].en));
    if (symbol->owner != NOTHING) {
        const struct symbol *owner = &names->symbols.at[symbol->owner];
        const struct symbol_words *words = symbol_words(owner->kind);
        buf_print(out, lsp_say(lsp, "属于%s %.*s。", " Of the %s %.*s."),
                  lsp_say(lsp, words->zh, words->en), VIEW_FMT(owner->name));
    }
    buf_text(out, "\n\n");
}

/* What a cue is heard as, and where in a text its words count. */
static void put_heard(const struct lsp *lsp, struct view name, struct buf *out)
{
    static const struct {
        const char *name, *where, *heard;
    } cues[] = {
#define CUE(name, where, heard) {#name, #where, heard},
#include "dsl/base/cue_table.h"
#undef CUE
    };
    static const char *const wheres[][3] = {
        {"WITHIN", "在话里任何地方", "anywhere in a text"},
        {"WORD", "在话里，英文按整词", "as a word by itself"},
        {"FIRST", "在句首", "at the beginning"},
        {"LAST", "在句末", "at the end"},
        {"WHOLE", "整句就是它", "as the whole text"},
        {"SAID", "说的不是任何事项，像这些句子", "by texts of no duty, like these"},
        {"ACT", "整句话更像这些句子", "by texts more like these than like others"},
        {"LIKE", "整句话像这些句子", "by texts like these"}};
    for (size_t i = 0; i < sizeof cues / sizeof *cues; i++)
        for (size_t w = 0; w < sizeof wheres / sizeof *wheres && view_is(name, cues[i].name); w++)
            if (view_is(view_of(cues[i].where), wheres[w][0]))
                buf_print(out, lsp_say(lsp, "%s才算：%s。\n\n", "Counts %s: %s.\n\n"),
                          lsp_say(lsp, wheres[w][1], wheres[w][2]), cues[i].heard);
}

/* The block as it is written, its first lines. */
static void put_source(const struct names *names, const struct symbol *symbol, struct buf *out)
{
    struct view text = source_text(names->sources, symbol->node->span);
    struct view rest = text;
    buf_text(out, "```zhida\n");
    for (int line = 0; line < LINES_SHOWN && rest.p; line++) {
        buf_view(out, view_cut(&rest, '\n'));
        buf_byte(out, '\n');
    }
    buf_text(out, rest.p ? "...\n```\n\n" : "```\n\n");
}

static void put_uses(const struct lsp *lsp, const struct names *names, int number, struct buf *out)
{
    size_t counts[PLACES] = {0};
    const struct symbol *symbol = &names->symbols.at[number];
    for (size_t i = 0; i < names->uses.n; i++) {
        const struct use *use = &names->uses.at[i];
        for (size_t p = 0; p < PLACES && use->symbol == number && !use->defines; p++)
            counts[p] += use->clause >= places[p].first && use->clause <= places[p].last;
    }
    buf_print(out, lsp_say(lsp, "用到 %u 处", "Used in %u places"), (unsigned)symbol->uses);
    const char *between = lsp_say(lsp, "：", ": ");
    for (size_t p = 0; p < PLACES; p++) {
        if (!counts[p])
            continue;
        buf_print(out, "%s%s %zu", between, lsp_say(lsp, places[p].zh, places[p].en), counts[p]);
        between = lsp_say(lsp, "、", ", ");
    }
    buf_text(out, lsp_say(lsp, "。", "."));
}

void answer_hover(struct lsp *lsp, const json_t *params, struct reply *reply)
{
    struct spot spot;
    struct buf text;
    if (!spot_read(lsp, params, &spot))
        return;
    const struct names *names = project_names(lsp, spot.project);
    const struct use *use = names_at(names, spot.file, spot.at);
    if (!use)
        return;
    const struct symbol *symbol = &names->symbols.at[use->symbol];
    buf_init(&text, HOVER_MAX);
    put_title(lsp, symbol, &text);
    put_meaning(lsp, names, symbol, &text);
    if (symbol->kind == SYMBOL_CUE)
        put_heard(lsp, symbol->name, &text);
    put_source(names, symbol, &text);
    put_uses(lsp, names, use->symbol, &text);
    past_put_hits(lsp, spot.project, symbol, &text);
    buf_text(&reply->out, "{\"contents\":{\"kind\":\"markdown\",\"value\":");
    put_text(&reply->out, utf8_head(buf_seen(&text), HOVER_MAX));
    buf_text(&reply->out, "},\"range\":");
    put_range(lsp, spot.project, use->at, &reply->out);
    buf_byte(&reply->out, '}');
    buf_free(&text);
}
