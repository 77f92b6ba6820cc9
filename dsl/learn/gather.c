/* gather: reading what a ranking learns from.
 *
 * The table is plain TSV with a header, as `zhida tickets` writes it and as any spreadsheet can. A
 * row without text or unit is counted and left out; nothing else is refused, since past tickets
 * are what they are. Desks are names, not units of the rules: a list of past tickets knows desks
 * that today's rules do not, and it is the rules that say who may be given a case. */
#include "dsl/learn/gather.h"

enum column { COLUMN_TEXT, COLUMN_UNIT, COLUMN_DUTY, COLUMN_AREA, COLUMN_TIME, COLUMN_COUNT };

static const char *const column_names[COLUMN_COUNT][2] = {
    {"text", "内容"}, {"unit", "单位"}, {"duty", "事项"}, {"area", "区域"}, {"time", "时间"}};

static struct view next_line(struct view *rest)
{
    struct view line = view_cut(rest, '\n');
    if (line.n && line.p[line.n - 1] == '\r')
        line.n--;
    return line;
}

static bool read_header(struct arena *arena, struct view header, int places[COLUMN_COUNT],
                        struct view *why)
{
    for (int i = 0; i < COLUMN_COUNT; i++)
        places[i] = NONE;
    for (int at = 0; header.n; at++) {
        struct view name = view_trim(view_cut(&header, '\t'));
        for (int i = 0; i < COLUMN_COUNT; i++)
            if (view_is(name, column_names[i][0]) || view_is(name, column_names[i][1]))
                places[i] = at;
    }
    if (places[COLUMN_TEXT] != NONE && places[COLUMN_UNIT] != NONE)
        return true;
    const char *missing = column_names[places[COLUMN_TEXT] == NONE ? COLUMN_TEXT : COLUMN_UNIT][0];
    *why = view_keep(arena, view_of(missing));
    return false;
}

static struct view skip_mark(struct view bytes)
{
    return view_starts(bytes, VIEW("\xef\xbb\xbf")) ? view_sub(bytes, 3, bytes.n) : bytes;
}

/* The name of the unit or role that is called so. */
static struct view unit_name(const struct model *model, struct view said)
{
    for (size_t i = 0; i < model->units.n; i++)
        if (view_eq(model->units.at[i].name, said) || view_eq(model->units.at[i].display.zh, said))
            return model->units.at[i].name;
    return said;
}

/* The code of the duty that is called so: by its code, or by a name that it alone has. A list of
 * past tickets often has the names; what neither says stays as it is. */
static struct view duty_code(const struct model *model, struct view said)
{
    const struct duty *named = NULL;
    size_t names = 0;
    for (size_t i = 0; said.n && i < model->duties.n; i++) {
        const struct duty *duty = &model->duties.at[i];
        if (view_eq(duty->code, said))
            return said;
        if (view_eq(duty->display.zh, said)) {
            named = duty;
            names++;
        }
    }
    return names == 1 ? named->code : said;
}

static void add_row(struct arena *arena, const struct model *model, struct view line,
                    const int places[COLUMN_COUNT], struct tickets *tickets)
{
    struct view cells[COLUMN_COUNT] = {{0}};
    for (int at = 0; line.n; at++) {
        struct view cell = view_trim(view_cut(&line, '\t'));
        for (int i = 0; i < COLUMN_COUNT; i++)
            if (places[i] == at)
                cells[i] = cell;
    }
    if (!cells[COLUMN_TEXT].n || !cells[COLUMN_UNIT].n) {
        tickets->skipped++;
        return;
    }
    tickets->past++;
    tickets->timed &= cells[COLUMN_TIME].n > 0;
    *VEC_PUSH(arena, &tickets->list) = (struct ticket){
        .text = fold_text(arena, cells[COLUMN_TEXT]).text,
        .unit = unit_name(model, cells[COLUMN_UNIT]),
        .duty = duty_code(model, cells[COLUMN_DUTY]),
        .district = cells[COLUMN_AREA],
        .time = cells[COLUMN_TIME],
        .item = NONE,
    };
}

bool tickets_read(struct arena *arena, struct view bytes, const struct model *model,
                  struct tickets *tickets, struct view *why)
{
    int places[COLUMN_COUNT];
    struct view rest = skip_mark(bytes);
    if (!read_header(arena, next_line(&rest), places, why))
        return false;
    tickets->timed = places[COLUMN_TIME] != NONE;
    while (rest.n) {
        struct view line = next_line(&rest);
        if (view_trim(line).n)
            add_row(arena, model, line, places, tickets);
    }
    return true;
}

void tickets_add_examples(struct arena *arena, const struct model *model, struct tickets *tickets)
{
    for (size_t i = 0; i < model->duties.n; i++) {
        const struct duty *duty = &model->duties.at[i];
        struct target target = duty->assign;
        if (target.unit == NONE && target.role == NONE)
            continue;
        for (size_t e = 0; e < duty->examples.n; e++) {
            *VEC_PUSH(arena, &tickets->list) = (struct ticket){
                .text = fold_text(arena, duty->examples.at[e].text).text,
                .unit = target.unit != NONE ? model->units.at[target.unit].name
                                            : model->roles.at[target.role].name,
                .duty = duty->code,
                .example = true,
            };
            tickets->examples++;
        }
    }
}
