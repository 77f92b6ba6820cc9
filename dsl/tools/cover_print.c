/* cover_print: coverage as a page (a line for each kind, then the first gaps of each), as one line
 * a gap for editors and for grep, and as JSON for programs, which has all of them. */
#include "dsl/tools/cover.h"
#include "dsl/base/json.h"

static const struct {
    const char *json, *zh, *en, *means_zh, *means_en;
} kinds[] = {
#define KIND(name, json, zh, en, means_zh, means_en) {json, zh, en, means_zh, means_en},
    COVER_KINDS(KIND)
#undef KIND
};

static struct place place_of(const struct model *model, struct span span)
{
    return source_place(&model->sources->files.at[span.file], span.from);
}

static struct view path_of(const struct model *model, struct span span)
{
    return model->sources->files.at[span.file].path;
}

static const char *say(enum diag_language language, const char *zh, const char *en)
{
    return language == DIAG_ZH ? zh : en;
}

static void print_score(const struct cover_result *result, int kind, enum diag_language language,
                        struct buf *out)
{
    const struct cover_score *score = &result->scores[kind];
    buf_print(out, "  %s %zu/%zu", say(language, kinds[kind].zh, kinds[kind].en), score->covered,
              score->all);
    if (score->all)
        buf_print(out, " (%zu%%)", score->covered * 100 / score->all);
    buf_print(out, "  %s", say(language, kinds[kind].means_zh, kinds[kind].means_en));
    if (score->by_example)
        buf_print(out, say(language, "；其中 %zu 个只靠例子", "; %zu of them by examples alone"),
                  score->by_example);
    buf_byte(out, '\n');
}

static void print_gaps(const struct model *model, const struct cover_result *result, int kind,
                       enum diag_language language, struct buf *out)
{
    size_t shown = 0, all = result->scores[kind].all - result->scores[kind].covered;
    if (!all)
        return;
    buf_print(out, say(language, "\n%s，还没有试到的 %zu 处\n", "\n%s, %zu not covered\n"),
              say(language, kinds[kind].zh, kinds[kind].en), all);
    for (size_t i = 0; i < result->gaps.n && shown < COVER_SHOWN; i++) {
        const struct cover_gap *gap = &result->gaps.at[i];
        if ((int)gap->kind != kind)
            continue;
        shown++;
        buf_print(out, "  %.*s\n      %.*s  (%.*s:%zu)\n", VIEW_FMT(diag_half(gap->what, language)),
                  VIEW_FMT(diag_half(gap->why, language)), VIEW_FMT(path_of(model, gap->span)),
                  place_of(model, gap->span).line);
    }
    if (shown < all)
        buf_print(out,
                  say(language, "  还有 %zu 处，用 --format line 看全部\n",
                      "  and %zu more; --format line shows all\n"),
                  all - shown);
}

void cover_print_text(const struct model *model, const struct cover_result *result,
                      enum diag_language language, struct buf *out)
{
    buf_print(out, say(language, "覆盖 %d.%d%%\n", "coverage %d.%d%%\n"), result->per_mille / 10,
              result->per_mille % 10);
    for (int kind = 0; kind < COVER_COUNT; kind++)
        print_score(result, kind, language, out);
    for (int kind = 0; kind < COVER_COUNT; kind++)
        print_gaps(model, result, kind, language, out);
    buf_byte(out, '\n');
}

void cover_print_lines(const struct model *model, const struct cover_result *result,
                       enum diag_language language, struct buf *out)
{
    for (size_t i = 0; i < result->gaps.n; i++) {
        const struct cover_gap *gap = &result->gaps.at[i];
        struct place place = place_of(model, gap->span);
        buf_print(out, "%.*s:%zu:%zu: %s: %.*s: %.*s\n", VIEW_FMT(path_of(model, gap->span)),
                  place.line, place.column, say(language, "没有覆盖", "not covered"),
                  VIEW_FMT(diag_half(gap->what, language)),
                  VIEW_FMT(diag_half(gap->why, language)));
    }
}

/* ---- JSON ---- */

static void json_both(struct buf *out, const char *name, struct view both)
{
    print_json_name(out, name);
    buf_byte(out, '{');
    print_json_field(out, "zh", diag_half(both, DIAG_ZH));
    print_json_field(out, "en", diag_half(both, DIAG_EN));
    buf_byte(out, '}');
}

static void json_gap(const struct model *model, const struct cover_gap *gap, struct buf *out)
{
    struct place place = place_of(model, gap->span);
    print_json_next(out);
    buf_byte(out, '{');
    print_json_field(out, "kind", view_of(kinds[gap->kind].json));
    print_json_field(out, "file", path_of(model, gap->span));
    print_json_number(out, "line", (int64_t)place.line);
    print_json_number(out, "column", (int64_t)place.column);
    json_both(out, "what", gap->what);
    json_both(out, "why", gap->why);
    buf_byte(out, '}');
}

void cover_print_json(const struct model *model, const struct cover_result *result, struct buf *out)
{
    buf_byte(out, '{');
    print_json_number(out, "per_mille", result->per_mille);
    for (int kind = 0; kind < COVER_COUNT; kind++) {
        print_json_name(out, kinds[kind].json);
        buf_byte(out, '{');
        print_json_number(out, "covered", (int64_t)result->scores[kind].covered);
        print_json_number(out, "all", (int64_t)result->scores[kind].all);
        print_json_number(out, "by_example", (int64_t)result->scores[kind].by_example);
        buf_byte(out, '}');
    }
    print_json_name(out, "gaps");
    buf_byte(out, '[');
    for (size_t i = 0; i < result->gaps.n; i++)
        json_gap(model, &result->gaps.at[i], out);
    buf_text(out, "]}");
}
