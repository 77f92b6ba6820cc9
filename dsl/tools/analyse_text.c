/* analyse_text: the report that a department reads in its meeting. By category and its owner: what
 * is to solve, with the place, the case in words, the way out, and the test that shows it; then
 * what was let stand and why, what is for information, what could not be decided. Behind the proof,
 * by itself and under its own name, what was measured.
 *
 * Markdown is the same text with signs for headings, lists and code. */
#include "dsl/tools/analyse.h"

enum { PAIRS_SHOWN = 20 };

static const char *say(const struct analyse_report *report, const char *zh, const char *en)
{
    return options_say(report->options, zh, en);
}

static struct view half(const struct analyse_report *report, struct view text)
{
    return diag_half(text, report->options->language);
}

static const struct model *model_of(const struct analyse_report *report)
{
    return report->analysis->model;
}

void analyse_put_place(const struct model *model, struct span span, struct buf *out)
{
    const struct source *source = &model->sources->files.at[span.file];
    buf_print(out, "%.*s:%zu", VIEW_FMT(source->path), source_place(source, span.from).line);
}

static struct view display_of(const struct analyse_report *report, struct display display)
{
    return report->options->language == DIAG_EN && display.en.n ? display.en : display.zh;
}

/* ---- the few shapes of the report ---- */

static void put_title(struct analyse_report *report, const char *text)
{
    buf_print(&report->out, report->markdown ? "\n## %s\n\n" : "\n═══ %s ═══\n", text);
}

static void put_line(struct analyse_report *report, const char *label, struct view text)
{
    if (!text.n)
        return;
    buf_print(&report->out, report->markdown ? "  - %s%.*s\n" : "      %s%.*s\n", label,
              VIEW_FMT(text));
}

static void put_block(struct analyse_report *report, struct view text)
{
    const char *indent = report->markdown ? "    " : "        ";
    if (report->markdown)
        buf_text(&report->out, "\n    ```\n");
    while (text.p && text.n) {
        struct view line = view_cut(&text, '\n');
        buf_print(&report->out, "%s%.*s\n", indent, VIEW_FMT(line));
    }
    if (report->markdown)
        buf_text(&report->out, "    ```\n");
    buf_byte(&report->out, '\n');
}

static void put_item(struct analyse_report *report, const char *sign, const char *heading,
                     struct span span, struct view what)
{
    struct buf *out = &report->out;
    buf_print(out, report->markdown ? "- %s **%s** `" : "  %s %s  ", sign, heading);
    analyse_put_place(model_of(report), span, out);
    buf_print(out, report->markdown ? "` %.*s\n" : "\n      %.*s\n", VIEW_FMT(what));
}

static const char *heading_of(const struct analyse_report *report, enum analyse_kind kind)
{
    const struct analyse_words *named = analyse_words_of(kind);
    return say(report, named->heading_zh, named->heading_en);
}

static void put_group(struct analyse_report *report, int category)
{
    const struct model *model = model_of(report);
    struct buf *out = &report->out;
    buf_text(out, report->markdown ? "\n### " : "\n■ ");
    if (category == NONE) {
        buf_text(out, say(report, "全区：时限、日历、政策",
                          "the whole district: clocks, calendar, "
                          "policies"));
    } else {
        const struct category *self = &model->categories.at[category];
        buf_print(out, "%.*s %.*s", VIEW_FMT(self->name),
                  VIEW_FMT(display_of(report, self->display)));
        if (self->owner != NONE)
            buf_print(out, say(report, "（由 %.*s）", " (kept by %.*s)"),
                      VIEW_FMT(model->units.at[self->owner].name));
    }
    buf_text(out, report->markdown ? "\n\n" : "\n");
}

/* ---- findings ---- */

static void put_share(struct analyse_report *report, const struct finding *finding)
{
    if (finding->share <= 0 || finding->kind == ANALYSE_SHADOW)
        return;
    char text[64];
    snprintf(text, sizeof text, "%.2g%%", 100 * finding->share);
    put_line(report, say(report, "占本类情形：", "share of the category's cases: "), view_of(text));
}

static void put_owner(struct analyse_report *report, const struct finding *finding)
{
    const struct model *model = model_of(report);
    int kept = finding->category == NONE ? NONE : model->categories.at[finding->category].owner;
    if (finding->owner != NONE && finding->owner != kept)
        put_line(report, say(report, "由：", "kept by: "), model->units.at[finding->owner].name);
}

static void put_finding(struct analyse_report *report, const struct finding *finding)
{
    put_item(report, finding->note ? "·" : "✗", heading_of(report, finding->kind), finding->span,
             half(report, finding->what));
    put_line(report, say(report, "情形：", "cases: "), half(report, finding->where));
    put_share(report, finding);
    put_owner(report, finding);
    put_line(report, say(report, "办法：", "way out: "), half(report, finding->fix));
    put_block(report, finding->test);
}

static void put_unlisted(struct analyse_report *report, int category)
{
    for (size_t i = 0; i < report->analysis->unlisted.n; i++) {
        const struct unlisted *one = &report->analysis->unlisted.at[i];
        if (one->category != category || one->note || one->allowed)
            continue;
        buf_print(&report->out,
                  say(report, "%s另有 %zu 处%s没有列出（--all 全部列出）\n",
                      "%s%zu more of %s are not listed (--all lists them)\n"),
                  report->markdown ? "- " : "  … ", one->count, heading_of(report, one->kind));
    }
}

static bool in_list(const struct finding *finding, bool notes)
{
    return !finding->allowed && finding->note == notes;
}

static void put_findings(struct analyse_report *report, bool notes)
{
    const struct analysis *analysis = report->analysis;
    int group = -2;
    for (size_t i = 0; i < analysis->findings.n; i++) {
        const struct finding *finding = &analysis->findings.at[i];
        if (!in_list(finding, notes))
            continue;
        if (finding->category != group && group != -2 && !notes)
            put_unlisted(report, group);
        if (finding->category != group)
            put_group(report, finding->category);
        group = finding->category;
        put_finding(report, finding);
    }
    if (group != -2 && !notes)
        put_unlisted(report, group);
}

/* ---- what was let stand, what is information, what was not decided ---- */

static void put_allowed(struct analyse_report *report)
{
    const struct analysis *analysis = report->analysis;
    if (!analysis->allowed)
        return;
    put_title(report, say(report, "已说明理由", "Let stand with a reason"));
    for (size_t i = 0; i < analysis->findings.n; i++) {
        const struct finding *finding = &analysis->findings.at[i];
        if (!finding->allowed)
            continue;
        put_item(report, "○", heading_of(report, finding->kind), finding->span,
                 finding->where.n ? half(report, finding->where) : half(report, finding->what));
        put_line(report, say(report, "理由：", "reason: "), finding->allowed->reason);
    }
    for (size_t i = 0; i < analysis->unlisted.n; i++)
        if (analysis->unlisted.at[i].allowed)
            buf_print(&report->out,
                      say(report, "  … 另有 %zu 处%s，同一理由\n",
                          "  … %zu more of %s, for the same reason\n"),
                      analysis->unlisted.at[i].count,
                      heading_of(report, analysis->unlisted.at[i].kind));
}

/* An allowance of ours that let nothing stand, or that has no reason. */
static void put_idle_allowances(struct analyse_report *report)
{
    const struct allowances *all = &report->analysis->allowances;
    for (size_t i = 0; i < all->list.n; i++) {
        const struct allowance *one = &all->list.at[i];
        bool ours = false;
        for (int kind = 0; kind < ANALYSE_KINDS; kind++) {
            const struct analyse_words *named = analyse_words_of((enum analyse_kind)kind);
            ours = ours || view_is(one->name, named->word) || view_is(one->name, named->zh);
        }
        if (ours && !one->used)
            put_item(report, "·", say(report, "容许", "Allow"), one->span,
                     one->reason.n ? view_of(say(report, "这里已经没有要容许的，可以删去",
                                                 "nothing is left here to allow: delete it"))
                                   : view_of(say(report, "没有写理由，不算数",
                                                 "it has no reason and does not count")));
    }
}

static void put_notes(struct analyse_report *report)
{
    const struct analysis *analysis = report->analysis;
    if (!analysis->notes)
        return;
    put_title(report, say(report, "供参考", "For information"));
    put_findings(report, true);
    for (int kind = 0; kind < ANALYSE_KINDS; kind++) {
        size_t count = 0;
        for (size_t i = 0; i < analysis->unlisted.n; i++)
            if (analysis->unlisted.at[i].note && (int)analysis->unlisted.at[i].kind == kind)
                count += analysis->unlisted.at[i].count;
        static const char *const said[ANALYSE_KINDS][2] = {
            [ANALYSE_OVERLAP] = {"两个事项同时成立，先后已经写明",
                                 "two duties hold at once and the order is written"},
            [ANALYSE_SHADOW] = {"事项被优先的事项拿走一部分",
                                "a duty loses a part to those before it"},
            [ANALYSE_POLICY] = {"两个政策互斥或相同",
                                "two policies exclude each other or are alike"},
            [ANALYSE_CALENDAR] = {"日历够用，但不到下一年", "the calendar will do until then"}};
        if (count && said[kind][0])
            buf_print(&report->out,
                      say(report, "%s%s：%zu 处（--all 列出）\n", "%s%s: %zu (--all lists them)\n"),
                      report->markdown ? "- " : "  · ",
                      said[kind][report->options->language == DIAG_EN], count);
    }
}

static void put_undecided(struct analyse_report *report)
{
    const struct analysis *analysis = report->analysis;
    if (!analysis->undecided.n)
        return;
    put_title(report, say(report, "没有判定", "Not decided"));
    for (size_t i = 0; i < analysis->undecided.n; i++) {
        const struct undecided *one = &analysis->undecided.at[i];
        put_item(report, "?", heading_of(report, one->kind), one->span, half(report, one->what));
        put_line(report, say(report, "原因：", "why: "), half(report, one->why));
    }
}

/* ---- measured ---- */

static const char *source_name(const struct analyse_report *report, int source)
{
    static const char *const names[MEASURED_SOURCES][2] = {
        {"规则里的词", "words of the rules"},
        {"首尾相接的词", "words that grow into each other"},
        {"例", "examples"},
        {"测试里的话", "texts of tests"},
        {"过去的诉求", "past texts"}};
    return names[source][report->options->language == DIAG_EN];
}

static void put_texts(struct analyse_report *report)
{
    const struct measured *measured = report->measured;
    for (int s = 0; s < MEASURED_SOURCES; s++)
        if (measured->texts[s])
            buf_print(&report->out,
                      say(report,
                          "%s%s：%zu 条，其中 %zu 条要在几个去处之间追问，%zu 条认不出类别\n",
                          "%s%s: %zu, of which %zu lead to a question between desks and %zu to no "
                          "category\n"),
                      report->markdown ? "- " : "  ", source_name(report, s), measured->texts[s],
                      measured->asked[s], measured->unmatched[s]);
    if (measured->joints_cut)
        buf_text(&report->out,
                 say(report, "  首尾相接的词很多，同一个词尾只试了其中几个\n",
                     "  many words grow into each other; of one ending only some were tried\n"));
}

static void put_desk(struct analyse_report *report, const struct measured_pair *pair, int side)
{
    const struct model *model = model_of(report);
    struct buf *out = &report->out;
    struct target target = pair->targets[side];
    buf_view(out, model->categories.at[pair->categories[side]].name);
    if (pair->duties[side] != NONE)
        buf_print(out, " \"%.*s\" %.*s", VIEW_FMT(model->duties.at[pair->duties[side]].code),
                  VIEW_FMT(display_of(report, model->duties.at[pair->duties[side]].display)));
    buf_text(out, say(report, " 交 ", " to "));
    buf_view(out, target.unit != NONE   ? model->units.at[target.unit].name
                  : target.role != NONE ? model->roles.at[target.role].name
                                        : VIEW("-"));
}

static void put_pair(struct analyse_report *report, const struct measured_pair *pair)
{
    struct buf *out = &report->out;
    size_t all = 0;
    for (int s = 0; s < MEASURED_PAST; s++)
        all += pair->count[s];
    buf_text(out, report->markdown ? "- " : "  ↔ ");
    put_desk(report, pair, 0);
    buf_text(out, report->markdown ? " ↔ " : "\n    ");
    put_desk(report, pair, 1);
    buf_text(out, report->markdown ? "\n" : "\n");
    buf_print(out,
              say(report, "%s过去的诉求 %zu 条，规则自己的话 %zu 条；比如（%s）：%.*s\n",
                  "%s%zu past texts, %zu texts of the rules; for instance (%s): %.*s\n"),
              report->markdown ? "  - " : "      ", pair->count[MEASURED_PAST], all,
              source_name(report, (int)pair->from), VIEW_FMT(pair->witness));
}

static void put_pairs(struct analyse_report *report)
{
    const struct measured *measured = report->measured;
    size_t shown = report->options->value[OPTION_ALL] || measured->pairs.n < PAIRS_SHOWN
                       ? measured->pairs.n
                       : PAIRS_SHOWN;
    if (!shown)
        return;
    buf_print(&report->out,
              say(report, "\n  一句话同时够得到的两个不同单位：%zu 对\n",
                  "\n  pairs of different desks that one text reaches: %zu\n"),
              measured->pairs.n);
    for (size_t i = 0; i < shown; i++)
        put_pair(report, &measured->pairs.at[i]);
    if (shown < measured->pairs.n)
        buf_print(&report->out,
                  say(report, "  … 另有 %zu 对没有列出（--all 全部列出）\n",
                      "  … %zu more pairs are not listed (--all lists them)\n"),
                  measured->pairs.n - shown);
}

static void put_unmatched(struct analyse_report *report)
{
    const struct measured *measured = report->measured;
    struct buf *out = &report->out;
    if (measured->unmatched_texts.n)
        buf_text(out, say(report, "\n  什么类别也认不出的，前几条：\n",
                          "\n  texts of no category, the first of them:\n"));
    for (size_t i = 0; i < measured->unmatched_texts.n; i++)
        buf_print(out, "%s%.*s\n", report->markdown ? "- " : "    ",
                  VIEW_FMT(measured->unmatched_texts.at[i]));
    if (measured->terms.n)
        buf_text(out,
                 say(report,
                     "\n  它们当中最常见、而别的诉求少见的字词（认不出的条数 / 认得出的条数）：\n",
                     "\n  what is frequent in them and rare elsewhere (texts without / with a "
                     "category):\n"));
    for (size_t i = 0; i < measured->terms.n; i++) {
        const struct measured_term *term = &measured->terms.at[i];
        buf_print(out, "%s%.*s  %zu / %zu  %.*s\n", report->markdown ? "- " : "    ",
                  VIEW_FMT(term->text), term->unmatched, term->matched, VIEW_FMT(term->witness));
    }
}

/* ---- all together ---- */

static void put_head(struct analyse_report *report)
{
    const struct model *model = model_of(report);
    buf_print(&report->out,
              say(report, "%s责任分析：%.*s%s%zu 类，%zu 项，%zu 个单位，%zu 条政策\n",
                  "%sResponsibility: %.*s%s%zu categories, %zu duties, %zu units, %zu policies\n"),
              report->markdown ? "# " : "", VIEW_FMT(display_of(report, model->display)),
              model->display.zh.n ? say(report, "，", ", ") : "", model->categories.n,
              model->duties.n, model->units.n, model->policies.n);
}

static void put_end(struct analyse_report *report)
{
    const struct analysis *analysis = report->analysis;
    buf_print(&report->out,
              say(report,
                  "\n%zu 处待解决，%zu 处已说明理由，%zu 条供参考，%zu 处没有判定（证明 %lld 毫秒，"
                  "实测 %lld 毫秒）\n",
                  "\n%zu to solve, %zu let stand with a reason, %zu for information, %zu not "
                  "decided (proof %lld ms, measuring %lld ms)\n"),
              analysis->open, analysis->allowed, analysis->notes, analysis->undecided.n,
              (long long)(report->proved_us / 1000), (long long)(report->measured_us / 1000));
}

void analyse_text(struct analyse_report *report)
{
    put_head(report);
    put_title(report, say(report, "已证明", "Proved"));
    if (!report->analysis->open)
        buf_text(&report->out, say(report, "  没有待解决的\n", "  nothing to solve\n"));
    put_findings(report, false);
    put_allowed(report);
    put_idle_allowances(report);
    put_notes(report);
    put_undecided(report);
    put_title(report, say(report, "实测", "Measured"));
    put_texts(report);
    put_pairs(report);
    put_unmatched(report);
    put_end(report);
}
