/* analyse_json: the same report for programs: every field of a finding under its own name, texts in
 * both languages, places as path and line. */
#include "dsl/tools/analyse.h"
#include "dsl/base/json.h"

static void put_both(struct buf *out, const char *zh, const char *en, struct view text)
{
    print_json_field(out, zh, diag_half(text, DIAG_ZH));
    print_json_field(out, en, diag_half(text, DIAG_EN));
}

static void put_span(const struct model *model, struct span span, struct buf *out)
{
    const struct source *source = &model->sources->files.at[span.file];
    print_json_field(out, "file", source->path);
    print_json_number(out, "line", (int64_t)source_place(source, span.from).line);
}

static void put_names(const struct model *model, int category, int owner, struct buf *out)
{
    if (category != NONE)
        print_json_field(out, "category", model->categories.at[category].name);
    if (owner != NONE)
        print_json_field(out, "owner", model->units.at[owner].name);
}

static void put_duties(const struct model *model, const struct finding *finding, struct buf *out)
{
    print_json_name(out, "duties");
    buf_byte(out, '[');
    for (int i = 0; i < 2; i++)
        if (finding->duties[i] != NONE) {
            print_json_next(out);
            print_json_text(out, model->duties.at[finding->duties[i]].code);
        }
    buf_byte(out, ']');
}

static void put_finding(const struct model *model, const struct finding *finding, struct buf *out)
{
    print_json_next(out);
    buf_byte(out, '{');
    print_json_field(out, "kind", view_of(analyse_words_of(finding->kind)->word));
    print_json_field(out, "state",
                     finding->allowed ? VIEW("allowed")
                     : finding->note  ? VIEW("note")
                                      : VIEW("open"));
    put_names(model, finding->category, finding->owner, out);
    put_span(model, finding->span, out);
    put_duties(model, finding, out);
    put_both(out, "what_zh", "what_en", finding->what);
    put_both(out, "where_zh", "where_en", finding->where);
    print_json_field(out, "condition", finding->condition);
    put_both(out, "fix_zh", "fix_en", finding->fix);
    print_json_field(out, "test", finding->test);
    if (finding->share > 0) {
        print_json_name(out, "share");
        buf_print(out, "%.6g", finding->share);
    }
    if (finding->allowed)
        print_json_field(out, "reason", finding->allowed->reason);
    buf_byte(out, '}');
}

static void put_undecided(const struct model *model, const struct undecided *one, struct buf *out)
{
    print_json_next(out);
    buf_byte(out, '{');
    print_json_field(out, "kind", view_of(analyse_words_of(one->kind)->word));
    put_names(model, one->category, one->owner, out);
    put_span(model, one->span, out);
    put_both(out, "what_zh", "what_en", one->what);
    put_both(out, "why_zh", "why_en", one->why);
    buf_byte(out, '}');
}

static void put_unlisted(const struct model *model, const struct unlisted *one, struct buf *out)
{
    print_json_next(out);
    buf_byte(out, '{');
    print_json_field(out, "kind", view_of(analyse_words_of(one->kind)->word));
    print_json_field(out, "state",
                     one->allowed ? VIEW("allowed")
                     : one->note  ? VIEW("note")
                                  : VIEW("open"));
    put_names(model, one->category, one->owner, out);
    print_json_number(out, "count", (int64_t)one->count);
    buf_byte(out, '}');
}

/* ---- measured ---- */

static const char *const sources[MEASURED_SOURCES] = {"word", "joint", "example", "test", "past"};

static void put_desk(const struct model *model, const struct measured_pair *pair, int side,
                     struct buf *out)
{
    struct target target = pair->targets[side];
    print_json_next(out);
    buf_byte(out, '{');
    print_json_field(out, "category", model->categories.at[pair->categories[side]].name);
    if (pair->duties[side] != NONE)
        print_json_field(out, "duty", model->duties.at[pair->duties[side]].code);
    if (target.unit != NONE)
        print_json_field(out, "unit", model->units.at[target.unit].name);
    else if (target.role != NONE)
        print_json_field(out, "role", model->roles.at[target.role].name);
    buf_byte(out, '}');
}

static void put_pair(const struct model *model, const struct measured_pair *pair, struct buf *out)
{
    print_json_next(out);
    buf_byte(out, '{');
    print_json_name(out, "desks");
    buf_byte(out, '[');
    put_desk(model, pair, 0, out);
    put_desk(model, pair, 1, out);
    buf_byte(out, ']');
    for (int s = 0; s < MEASURED_SOURCES; s++)
        print_json_number(out, sources[s], (int64_t)pair->count[s]);
    print_json_field(out, "witness", pair->witness);
    print_json_field(out, "witness_from", view_of(sources[pair->from]));
    buf_byte(out, '}');
}

static void put_term(const struct measured_term *term, struct buf *out)
{
    print_json_next(out);
    buf_byte(out, '{');
    print_json_field(out, "text", term->text);
    print_json_number(out, "unmatched", (int64_t)term->unmatched);
    print_json_number(out, "matched", (int64_t)term->matched);
    print_json_field(out, "witness", term->witness);
    buf_byte(out, '}');
}

static void put_texts(const struct measured *measured, struct buf *out)
{
    print_json_name(out, "texts");
    buf_byte(out, '[');
    for (int s = 0; s < MEASURED_SOURCES; s++) {
        print_json_next(out);
        buf_byte(out, '{');
        print_json_field(out, "source", view_of(sources[s]));
        print_json_number(out, "texts", (int64_t)measured->texts[s]);
        print_json_number(out, "asked", (int64_t)measured->asked[s]);
        print_json_number(out, "unmatched", (int64_t)measured->unmatched[s]);
        buf_byte(out, '}');
    }
    buf_byte(out, ']');
}

static void put_measured(const struct model *model, const struct measured *measured,
                         struct buf *out)
{
    print_json_name(out, "measured");
    buf_byte(out, '{');
    put_texts(measured, out);
    print_json_bool(out, "joints_cut", measured->joints_cut);
    print_json_name(out, "pairs");
    buf_byte(out, '[');
    for (size_t i = 0; i < measured->pairs.n; i++)
        put_pair(model, &measured->pairs.at[i], out);
    buf_byte(out, ']');
    print_json_name(out, "terms");
    buf_byte(out, '[');
    for (size_t i = 0; i < measured->terms.n; i++)
        put_term(&measured->terms.at[i], out);
    buf_byte(out, ']');
    print_json_name(out, "unmatched_texts");
    buf_byte(out, '[');
    for (size_t i = 0; i < measured->unmatched_texts.n; i++) {
        print_json_next(out);
        print_json_text(out, measured->unmatched_texts.at[i]);
    }
    buf_text(out, "]}");
}

void analyse_json(struct analyse_report *report)
{
    const struct analysis *analysis = report->analysis;
    struct buf *out = &report->out;
    buf_byte(out, '{');
    print_json_number(out, "open", (int64_t)analysis->open);
    print_json_number(out, "allowed", (int64_t)analysis->allowed);
    print_json_number(out, "notes", (int64_t)analysis->notes);
    print_json_number(out, "proof_microseconds", report->proved_us);
    print_json_number(out, "measuring_microseconds", report->measured_us);
    print_json_name(out, "findings");
    buf_byte(out, '[');
    for (size_t i = 0; i < analysis->findings.n; i++)
        put_finding(analysis->model, &analysis->findings.at[i], out);
    buf_byte(out, ']');
    print_json_name(out, "unlisted");
    buf_byte(out, '[');
    for (size_t i = 0; i < analysis->unlisted.n; i++)
        put_unlisted(analysis->model, &analysis->unlisted.at[i], out);
    buf_byte(out, ']');
    print_json_name(out, "undecided");
    buf_byte(out, '[');
    for (size_t i = 0; i < analysis->undecided.n; i++)
        put_undecided(analysis->model, &analysis->undecided.at[i], out);
    buf_byte(out, ']');
    put_measured(analysis->model, report->measured, out);
    buf_text(out, "}\n");
}
