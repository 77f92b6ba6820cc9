/* import: the steps in order. A listing is read off the sheet, a plan is made of it, words and
 * examples are proposed, the files are composed and tried until they hold; at last the keepsake is
 * written from what the trial's own model says, so that a later export compares like with like. */
#include "dsl/exchange/import.h"

#include "dsl/base/utf8.h"
#include "dsl/exchange/trial.h"
#include "dsl/format/format.h"

enum { KEEPSAKE_ROOM = 1 << 28, FILE_ROOM = 1 << 26 };

/* The one style, so that nothing changes when the author formats. What the formatter would not take
 * stays as it was composed. */
static void format_files(struct arena *arena, composed *files)
{
    struct format_options options = {FORMAT_AS_WRITTEN};
    struct buf buf;
    buf_init(&buf, FILE_ROOM);
    for (size_t i = 0; i < files->n; i++) {
        struct composed_file *file = &files->at[i];
        struct diags diags;
        struct place fault;
        if (format_source(arena, file->path, file->text, &options, &buf, &diags, &fault) ==
            FORMAT_CHANGED)
            file->text = buf_keep(&buf, arena);
    }
    buf_free(&buf);
}

static void count_words(struct imported *out)
{
    const struct plan *plan = &out->plan;
    for (size_t d = 0; d < plan->duties.n; d++) {
        const struct plan_duty *duty = &plan->duties.at[d];
        out->words += duty->words.n;
        for (size_t i = 0; i < duty->words.n; i++)
            out->proposed += duty->words.at[i].proposed;
    }
}

static void keep(struct imported *out, const struct trial *trial, struct view source)
{
    struct entries wrote = {.arena = out->plan.arena};
    struct buf buf;
    buf_init(&buf, KEEPSAKE_ROOM);
    entries_read(&wrote, &trial->tree, trial->model);
    keepsake_write(&out->listing, &wrote, source, &buf);
    VEC_ADD(out->plan.arena, &out->files,
            ((struct composed_file){VIEW(KEEPSAKE_FILE), buf_keep(&buf, out->plan.arena)}));
    buf_free(&buf);
}

void import_make(struct arena *arena, const struct sheet *sheet, const struct columns *columns,
                 const struct sheet_source *source, const struct import_options *options,
                 struct imported *out)
{
    struct trial trial;
    struct view district = utf8_visible(arena, options->district);
    struct view display = district.n ? district : VIEW("未命名地区");
    struct view shown = utf8_visible(arena, options->source);
    *out = (struct imported){.findings = {.arena = arena}};
    out->listing = (struct listing){
        .arena = arena, .sheet = sheet, .columns = columns, .findings = &out->findings};
    if (source->open_quotes)
        finding_add(&out->findings, FINDING_OPEN_QUOTE, source->first_open_quote, SIZE_MAX,
                    listing_number(arena, source->open_quotes), VIEW(""), VIEW(""));
    listing_read(&out->listing, options->depth);
    out->plan = (struct plan){.arena = arena, .listing = &out->listing};
    plan_make(&out->plan, display, options->otherwise);
    plan_suggest(&out->plan);
    trial_run(&out->plan, shown, &out->files, &trial);
    format_files(arena, &out->files);
    keep(out, &trial, options->source);
    count_words(out);
    out->errors = trial.diags->errors;
    out->warnings = trial.diags->warnings;
    findings_sort(&out->findings);
}
