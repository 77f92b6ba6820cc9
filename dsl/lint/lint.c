/* lint: runs the table.
 *
 * First it is settled which lints may speak: not those switched off, and not those whose ground an
 * error has taken away (an unused word list is no finding while a name that may have been meant for
 * it did not resolve). Then each look runs once, whatever number of lints it serves. A finding
 * in a block that holds an error of its own is dropped: its author has something to mend there, and
 * the finding may be gone with it.
 *
 * What the checker warned of on its way belongs to lints too; those records get name and level
 * here. Last, comments take out what they allow. Nothing is kept between runs. */
#include "dsl/lint/run.h"

struct record {
    struct lint_entry entry;
    unsigned needs;
    bool dated; /* what it finds depends on the day */
    void (*look)(struct lint_run *);
};

static const struct record records[LINT_COUNT] = {
#define LINT(name, code, level, needs, dated, look, zh, en)                                        \
    {{#name, DIAG_##code, LINT_##level, zh, en}, needs, dated, look},
#include "dsl/lint/lint_table.h"
#undef LINT
};

/* ---- the table, asked from outside ---- */

const struct lint_entry *lint_entry(enum lint lint)
{
    return &records[lint].entry;
}

enum lint lint_find_name(struct view name, struct view *nearest)
{
    struct view names[LINT_COUNT];
    for (int i = 0; i < LINT_COUNT; i++) {
        names[i] = view_of(records[i].entry.name);
        if (view_eq(names[i], name))
            return (enum lint)i;
    }
    if (nearest)
        *nearest = diag_nearest(name, names, LINT_COUNT);
    return LINT_COUNT;
}

void lint_settings_init(struct lint_settings *settings, civil_day today)
{
    settings->today = today;
    for (int i = 0; i < LINT_COUNT; i++)
        settings->level[i] = (unsigned char)records[i].entry.level;
}

bool lint_level_read(struct view spelling, enum lint_level *level)
{
    static const char *const names[] = {"off", "warning", "error"};
    for (int i = LINT_OFF; i <= LINT_ERROR; i++)
        if (view_is(spelling, names[i])) {
            *level = (enum lint_level)i;
            return true;
        }
    return false;
}

/* ---- saying ---- */

struct diag *lint_say(struct lint_run *run, enum lint lint, struct span span, size_t count,
                      const struct view *args)
{
    int block = run->on[lint] ? places_block(&run->places, span) : NONE;
    if (!run->on[lint] || (block != NONE && run->places.blocks.at[block].wrong)) {
        run->spare = (struct diag){.code = records[lint].entry.code, .span = span};
        return &run->spare;
    }
    struct diag *diag = diag_add(run->diags, records[lint].entry.code, span, count, args);
    diag->lint = records[lint].entry.name;
    return diag;
}

void lint_label(struct lint_run *run, struct diag *diag, struct span span, struct view text)
{
    diag_label(run->diags, diag, span, text);
}

void lint_fix(struct diag *diag, struct span span, struct view text)
{
    diag_fix(diag, span, text);
}

static bool comma_at(struct view text, size_t at, size_t *width)
{
    static const char *const commas[] = {"、", ",", "，"};
    for (size_t i = 0; i < sizeof commas / sizeof commas[0]; i++) {
        *width = strlen(commas[i]);
        if (view_starts(view_sub(text, at, text.n), view_of(commas[i])))
            return true;
    }
    return false;
}

static bool blank(char c)
{
    return c == ' ' || c == '\t';
}

/* Not over line ends: what the next line looks like is not for a fix to decide. */
void lint_take_out(struct lint_run *run, struct diag *diag, struct span item)
{
    struct view text = run->diags->sources->files.at[item.file].text;
    size_t from = item.from, to = item.to, width;
    while (to < text.n && blank(text.p[to]))
        to++;
    if (comma_at(text, to, &width)) {
        to += width;
        while (to < text.n && blank(text.p[to]))
            to++;
    } else {
        to = item.to;
        while (from > 0 && blank(text.p[from - 1]))
            from--;
        size_t comma = from > 0 && text.p[from - 1] == ',' ? 1 : VIEW("、").n;
        if (from < comma || !comma_at(text, from - comma, &width) || width != comma)
            return;
        from -= comma;
    }
    lint_fix(diag, (struct span){item.file, (uint32_t)from, (uint32_t)to}, VIEW(""));
}

struct view lint_text(struct lint_run *run, const char *format, ...)
{
    struct buf buf;
    buf_init(&buf, 65536);
    va_list args;
    va_start(args, format);
    buf_vprint(&buf, format, args);
    va_end(args);
    struct view text = buf_keep(&buf, run->arena);
    buf_free(&buf);
    return text;
}

/* ---- what may speak ---- */

/* The families of errors there are; the blocks they stand in are marked. */
static unsigned note_errors(struct lint_run *run)
{
    unsigned families = 0;
    for (size_t i = 0; i < run->diags->list.n; i++) {
        const struct diag *diag = &run->diags->list.at[i];
        const char *code = diag_name(diag->code);
        if (code[0] != 'E')
            continue;
        families |= 1u << (code[2] - '0');
        int block = places_block(&run->places, diag->span);
        if (block != NONE)
            run->places.blocks.at[block].wrong = true;
    }
    return families;
}

static void run_looks(struct lint_run *run)
{
    for (int i = 0; i < LINT_COUNT; i++) {
        bool done = !records[i].look || !run->on[i];
        for (int before = 0; before < i && !done; before++)
            done = run->on[before] && records[before].look == records[i].look;
        if (!done)
            records[i].look(run);
    }
}

/* ---- what the checker has said ---- */

static void name_warnings(struct lint_run *run)
{
    for (size_t i = 0; i < run->diags->list.n; i++) {
        struct diag *diag = &run->diags->list.at[i];
        for (int lint = 0; lint < LINT_COUNT && !diag->lint; lint++)
            if (records[lint].entry.code == diag->code)
                diag->lint = records[lint].entry.name;
        if (diag->code == DIAG_W0301 && !diag->has_fix)
            lint_take_out(run, diag, diag->span);
    }
}

static bool is_off(const struct diag *diag, void *context)
{
    const struct lint_settings *settings = context;
    enum lint lint = diag->lint ? lint_find_name(view_of(diag->lint), NULL) : LINT_COUNT;
    return lint != LINT_COUNT && settings->level[lint] == LINT_OFF;
}

static void apply_levels(struct lint_run *run, const struct lint_settings *settings)
{
    struct lint_settings copy = *settings;
    diags_drop(run->diags, is_off, &copy);
    for (size_t i = 0; i < run->diags->list.n; i++) {
        struct diag *diag = &run->diags->list.at[i];
        enum lint lint = diag->lint ? lint_find_name(view_of(diag->lint), NULL) : LINT_COUNT;
        if (lint != LINT_COUNT)
            diag_set_severity(run->diags, diag,
                              settings->level[lint] == LINT_ERROR ? DIAG_ERROR : DIAG_WARNING);
    }
}

/* ---- the whole ---- */

void lint_rules(const struct lint_settings *settings, struct arena *arena, const struct tree *tree,
                const struct model *model, struct diags *diags)
{
    struct lint_run run = {
        .arena = arena, .tree = tree, .model = model, .diags = diags, .today = settings->today};
    bool may_be_idle[LINT_COUNT];
    places_init(&run.places, arena, tree);
    unsigned families = note_errors(&run);
    for (int i = 0; i < LINT_COUNT; i++) {
        run.on[i] = settings->level[i] != LINT_OFF && !(records[i].needs & families);
        may_be_idle[i] = run.on[i] && !records[i].dated;
    }
    run_looks(&run);
    name_warnings(&run);
    silence_apply(&run, may_be_idle);
    apply_levels(&run, settings);
    tree_headings(tree, diags);
    diags_sort(diags);
}
