/* diff_json: the report for programs, with both languages where people wrote something. */
#include "dsl/tools/diff.h"
#include "dsl/base/json.h"

static void both(struct buf *out, const char *name, struct view text)
{
    print_json_name(out, name);
    buf_byte(out, '{');
    print_json_field(out, "zh", diag_half(text, DIAG_ZH));
    print_json_field(out, "en", diag_half(text, DIAG_EN));
    buf_byte(out, '}');
}

static void place(struct buf *out, const char *name, const struct sources *sources,
                  struct span span)
{
    if (span.to <= span.from || span.file >= sources->files.n)
        return;
    const struct source *source = &sources->files.at[span.file];
    print_json_name(out, name);
    buf_byte(out, '{');
    print_json_field(out, "path", source->path);
    print_json_number(out, "line", (int64_t)source_place(source, span.from).line);
    buf_byte(out, '}');
}

static void words_of(struct buf *out, const char *name, const struct view *list, size_t n)
{
    print_json_name(out, name);
    buf_byte(out, '[');
    for (size_t i = 0; i < n; i++) {
        print_json_next(out);
        print_json_text(out, list[i]);
    }
    buf_byte(out, ']');
}

static void item(const struct diff_told *told, const struct diff_item *item, struct buf *out)
{
    print_json_next(out);
    buf_byte(out, '{');
    print_json_field(out, "noun", view_of(diff_noun_name(item->noun, DIAG_EN)));
    print_json_field(out, "relation", view_of(diff_relation_word(item->relation)));
    print_json_field(out, "code", item->code);
    both(out, "name", item->name);
    print_json_field(out, "owner", item->owner);
    both(out, "gains", item->gains);
    both(out, "loses", item->loses);
    if (item->old != NONE)
        place(out, "old", told->old, item->old_span);
    if (item->new != NONE)
        place(out, "new", told->new, item->new_span);
    print_json_name(out, "terms");
    buf_byte(out, '[');
    for (size_t i = 0; i < item->terms.n; i++) {
        print_json_next(out);
        buf_byte(out, '{');
        both(out, "what", item->terms.at[i].what);
        both(out, "before", item->terms.at[i].before);
        both(out, "after", item->terms.at[i].after);
        buf_byte(out, '}');
    }
    buf_byte(out, ']');
    words_of(out, "words_added", item->words.added.at, item->words.added.n);
    words_of(out, "words_removed", item->words.removed.at, item->words.removed.n);
    words_of(out, "said_added", item->said.added.at, item->said.added.n);
    words_of(out, "said_removed", item->said.removed.at, item->said.removed.n);
    words_of(out, "asked_added", item->asked.added.at, item->asked.added.n);
    words_of(out, "asked_removed", item->asked.removed.at, item->asked.removed.n);
    buf_byte(out, '}');
}

static void desk(struct buf *out, const char *name, const struct model *model, int duty,
                 struct view unit)
{
    print_json_name(out, name);
    buf_byte(out, '{');
    print_json_field(out, "duty", duty == NONE ? VIEW("-") : model->duties.at[duty].code);
    print_json_field(out, "unit", unit);
    buf_byte(out, '}');
}

static void move(const struct diff_told *told, const struct diff_move *move, struct buf *out)
{
    print_json_next(out);
    buf_byte(out, '{');
    print_json_field(out, "category", told->report->new->categories.at[move->new_category].name);
    desk(out, "before", told->report->old, move->old_duty, move->old_unit);
    desk(out, "after", told->report->new, move->new_duty, move->new_unit);
    both(out, "witness", move->where);
    print_json_name(out, "share");
    buf_print(out, "%.6f", move->share);
    print_json_bool(out, "seen", move->seen);
    buf_byte(out, '}');
}

static void shift(const struct replay_shift *shift, struct buf *out)
{
    print_json_next(out);
    buf_byte(out, '{');
    print_json_number(out, "count", (int64_t)shift->count);
    print_json_field(out, "old_unit", shift->old_desk);
    print_json_field(out, "old_duty", shift->old_duty);
    print_json_field(out, "new_unit", shift->new_desk);
    print_json_field(out, "new_duty", shift->new_duty);
    words_of(out, "examples", shift->examples, shift->example_count);
    buf_byte(out, '}');
}

static void replay(const struct diff_told *told, struct buf *out)
{
    const struct replay *replay = told->replay;
    if (!replay)
        return;
    print_json_name(out, "replay");
    buf_byte(out, '{');
    print_json_number(out, "texts", (int64_t)replay->texts);
    print_json_number(out, "elsewhere", (int64_t)replay->elsewhere);
    print_json_number(out, "found", (int64_t)replay->found);
    print_json_number(out, "lost", (int64_t)replay->lost);
    print_json_number(out, "other_duty", (int64_t)replay->other_duty);
    print_json_number(out, "asked_more", (int64_t)replay->asked_more);
    print_json_number(out, "asked_less", (int64_t)replay->asked_less);
    print_json_number(out, "microseconds", told->micros);
    print_json_name(out, "shifts");
    buf_byte(out, '[');
    for (size_t i = 0; i < replay->shifts.n; i++)
        shift(&replay->shifts.at[i], out);
    buf_text(out, "]}");
}

void diff_json(const struct diff_told *told, struct buf *out)
{
    const struct diff_report *report = told->report;
    buf_byte(out, '{');
    print_json_number(out, "equal", (int64_t)report->equal);
    print_json_number(out, "undecided", (int64_t)report->undecided);
    print_json_number(out, "unlisted", (int64_t)report->unlisted);
    print_json_name(out, "items");
    buf_byte(out, '[');
    for (size_t i = 0; i < report->items.n; i++)
        item(told, &report->items.at[i], out);
    buf_byte(out, ']');
    print_json_name(out, "moves");
    buf_byte(out, '[');
    for (size_t i = 0; i < report->moves.n; i++)
        move(told, &report->moves.at[i], out);
    buf_byte(out, ']');
    replay(told, out);
    buf_text(out, "}\n");
}
