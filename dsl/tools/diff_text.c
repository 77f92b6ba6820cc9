/* diff_text: the report as people read it. First the sum, since that is what is asked first; then
 * the items, grouped by who keeps them, since those are the people who must agree; then where cases
 * go, as a list of desks. */
#include "dsl/tools/diff.h"

enum { SHOWN_AT_FIRST = 20, WORDS_SHOWN = 12, LINE_CELLS = 60 };

static struct view half(const struct diff_told *told, struct view text)
{
    return diag_half(text, told->options->language);
}

static bool zh(const struct diff_told *told)
{
    return told->options->language == DIAG_ZH;
}

static size_t shown_most(const struct diff_told *told)
{
    int64_t most;
    const char *value = told->options->value[OPTION_SHOW];
    if (!value)
        return SHOWN_AT_FIRST;
    return view_int(view_of(value), 0, 1000000, &most) ? (size_t)most : SHOWN_AT_FIRST;
}

/* ---- items ---- */

static void tell_place(const struct diff_told *told, const struct diff_item *item, struct buf *out)
{
    const struct sources *sources = item->new != NONE ? told->new : told->old;
    struct span span = item->new != NONE ? item->new_span : item->old_span;
    if (span.to <= span.from || span.file >= sources->files.n)
        return;
    const struct source *source = &sources->files.at[span.file];
    buf_print(out, "  (%.*s:%zu)", VIEW_FMT(source->path), source_place(source, span.from).line);
}

static void tell_list(const struct diff_told *told, const char *what, const char *mark,
                      const struct view *list, size_t n, struct buf *out)
{
    if (!n)
        return;
    buf_print(out, "      %s %s ", what, mark);
    for (size_t i = 0; i < n && i < WORDS_SHOWN; i++)
        buf_print(out, "%s“%.*s”", i ? "、" : "", VIEW_FMT(list[i]));
    if (n > WORDS_SHOWN)
        buf_print(out, options_say(told->options, " 等 %zu 个", " and %zu more"),
                  zh(told) ? n : n - WORDS_SHOWN);
    buf_byte(out, '\n');
}

static void tell_words(const struct diff_told *told, const char *what,
                       const struct diff_words *differ, struct buf *out)
{
    tell_list(told, what, "+", differ->added.at, differ->added.n, out);
    tell_list(told, what, "-", differ->removed.at, differ->removed.n, out);
}

static void tell_side(const struct diff_told *told, struct view text, struct buf *out)
{
    struct view shown = half(told, text);
    if (shown.n)
        buf_view(out, shown);
    else
        buf_text(out, options_say(told->options, "（无）", "(none)"));
}

static void tell_item(const struct diff_told *told, const struct diff_item *item, struct buf *out)
{
    buf_print(out, "  %s %s “%.*s”", diff_relation_name(item->relation, told->options->language),
              diff_noun_name(item->noun, told->options->language), VIEW_FMT(item->code));
    if (item->name.n)
        buf_print(out, " %.*s", VIEW_FMT(half(told, item->name)));
    tell_place(told, item, out);
    buf_byte(out, '\n');
    if (item->gains.n)
        buf_print(out, "      + %s%.*s\n", options_say(told->options, "现在包括：", "takes now: "),
                  VIEW_FMT(half(told, item->gains)));
    if (item->loses.n)
        buf_print(out, "      - %s%.*s\n",
                  options_say(told->options, "不再包括：", "no longer takes: "),
                  VIEW_FMT(half(told, item->loses)));
    for (size_t i = 0; i < item->terms.n; i++) {
        const struct diff_term *term = &item->terms.at[i];
        buf_print(out, "      %.*s%s", VIEW_FMT(half(told, term->what)), zh(told) ? "：" : ": ");
        tell_side(told, term->before, out);
        buf_text(out, " → ");
        tell_side(told, term->after, out);
        buf_byte(out, '\n');
    }
    tell_words(told, options_say(told->options, "词", "words"), &item->words, out);
    tell_words(told, options_say(told->options, "说法", "said"), &item->said, out);
    tell_words(told, options_say(told->options, "常问", "asked"), &item->asked, out);
}

/* Items of one owner stand together, owners in the order in which they come first. */
static void tell_items(const struct diff_told *told, struct buf *out)
{
    const struct diff_report *report = told->report;
    bool *done = ARENA_ARRAY(report->arena, report->items.n + 1, bool);
    for (size_t i = 0; i < report->items.n; i++) {
        struct view owner = report->items.at[i].owner;
        if (done[i])
            continue;
        buf_print(out, "\n%.*s\n",
                  VIEW_FMT(owner.n ? owner
                                   : view_of(options_say(told->options, "（未指明归属）",
                                                         "(nobody named as owner)"))));
        for (size_t j = i; j < report->items.n; j++)
            if (!done[j] && view_eq(report->items.at[j].owner, owner)) {
                tell_item(told, &report->items.at[j], out);
                done[j] = true;
            }
    }
}

/* ---- where cases go ---- */

static void tell_desk(const struct diff_told *told, const struct model *model, int duty,
                      struct view unit, struct buf *out)
{
    if (duty == NONE)
        buf_text(out, options_say(told->options, "否则", "otherwise"));
    else
        buf_print(out, "“%.*s”", VIEW_FMT(model->duties.at[duty].code));
    buf_print(out, " %.*s", VIEW_FMT(unit));
}

static void tell_move(const struct diff_told *told, const struct diff_move *move, struct buf *out)
{
    buf_text(out, "    ");
    tell_desk(told, told->report->old, move->old_duty, move->old_unit, out);
    buf_text(out, " → ");
    tell_desk(told, told->report->new, move->new_duty, move->new_unit, out);
    buf_print(out, "  %s%.*s", options_say(told->options, "例如 ", "e.g. "),
              VIEW_FMT(half(told, move->where)));
    if (!move->seen)
        buf_text(out, options_say(told->options, "（这个情形有一版不认识，没能逐版核对）",
                                  " (one version does not know the case, so it was not tried)"));
    buf_byte(out, '\n');
}

static void tell_moves(const struct diff_told *told, struct buf *out)
{
    const struct diff_report *report = told->report;
    size_t most = shown_most(told);
    if (!report->moves.n)
        return;
    buf_text(out, options_say(told->options, "\n改到别处的情形\n", "\nCases that go elsewhere\n"));
    for (size_t i = 0; i < report->moves.n; i++) {
        const struct diff_move *move = &report->moves.at[i];
        if (i == most) {
            buf_print(out,
                      options_say(told->options, "  另有 %zu 种，用 --show 看更多\n",
                                  "  and %zu more kinds; --show shows more\n"),
                      report->moves.n - i);
            break;
        }
        if (!i || report->moves.at[i - 1].new_category != move->new_category)
            buf_print(out, "  %.*s\n",
                      VIEW_FMT(report->new->categories.at[move->new_category].name));
        tell_move(told, move, out);
    }
    if (report->unlisted)
        buf_print(out,
                  options_say(told->options, "  %zu 处角色改由更多单位承担，只各列了几个\n",
                              "  %zu times a role is played by more other units than told here\n"),
                  report->unlisted);
}

/* ---- the replay ---- */

static void tell_example(struct view text, struct buf *out)
{
    size_t n = 0, cells = 0;
    while (n < text.n && cells < LINE_CELLS) {
        unsigned char byte = (unsigned char)text.p[n];
        size_t step = byte < 0x80 ? 1 : byte < 0xe0 ? 2 : byte < 0xf0 ? 3 : 4;
        n += step;
        cells += step > 2 ? 2 : 1;
    }
    n = n < text.n ? n : text.n;
    buf_print(out, "        %.*s%s\n", VIEW_FMT(view_sub(text, 0, n)), n < text.n ? "…" : "");
}

static void tell_shift(const struct replay_shift *shift, struct buf *out)
{
    buf_print(out, "  %6zu  %.*s “%.*s” → %.*s “%.*s”\n", shift->count, VIEW_FMT(shift->old_desk),
              VIEW_FMT(shift->old_duty), VIEW_FMT(shift->new_desk), VIEW_FMT(shift->new_duty));
    for (size_t i = 0; i < shift->example_count; i++)
        tell_example(shift->examples[i], out);
}

static void tell_replay(const struct diff_told *told, struct buf *out)
{
    const struct replay *replay = told->replay;
    double seconds = (double)told->micros / 1e6;
    size_t most = shown_most(told);
    if (!replay)
        return;
    buf_print(
        out,
        options_say(told->options,
                    "\n过去的 %zu 件：%zu 件改到别的单位（其中原来无人、现在有人 %zu，原来有人、"
                    "现在无人 %zu），\n%zu 件单位不变而事项不同；%zu 件要多问，%zu 件不用再问。"
                    "用时 %.1f 秒。\n",
                    "\nOf %zu past cases %zu go to another desk (%zu had none, %zu have none "
                    "now),\n%zu stay there under another duty; %zu are asked something more, "
                    "%zu no longer. %.1f s.\n"),
        replay->texts, replay->elsewhere, replay->found, replay->lost, replay->other_duty,
        replay->asked_more, replay->asked_less, seconds);
    for (size_t i = 0; i < replay->shifts.n && i < most; i++)
        tell_shift(&replay->shifts.at[i], out);
    if (replay->shifts.n > most)
        buf_print(out,
                  options_say(told->options, "  另有 %zu 种去向，用 --show 看更多\n",
                              "  and %zu more ways; --show shows more\n"),
                  replay->shifts.n - most);
}

/* ---- the whole ---- */

static void tell_sum(const struct diff_told *told, struct buf *out)
{
    size_t counts[DIFF_RELATIONS] = {0};
    const struct diff_report *report = told->report;
    for (size_t i = 0; i < report->items.n; i++)
        counts[report->items.at[i].relation]++;
    buf_print(out,
              options_say(told->options, "含义相同的事项和政策 %zu 项",
                          "duties and policies that mean the same: %zu"),
              report->equal);
    for (int i = 0; i < DIFF_RELATIONS; i++)
        if (counts[i])
            buf_print(out, zh(told) ? "，%s %zu" : ", %s %zu",
                      diff_relation_name((enum diff_relation)i, told->options->language),
                      counts[i]);
    buf_text(out, zh(told) ? "。\n" : ".\n");
}

void diff_text(const struct diff_told *told, struct buf *out)
{
    tell_sum(told, out);
    tell_items(told, out);
    tell_moves(told, out);
    tell_replay(told, out);
}
