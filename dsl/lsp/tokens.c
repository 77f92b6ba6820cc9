/* tokens: colours by meaning. Words, strings and figures are cut from the text as it stands, so a
 * half-written line keeps its colours; a word that names something gets the colour of what it
 * names, defined or spoken of, and only otherwise that of a keyword: 街道 is a level here and a
 * role there. Sent as the protocol has it, each token relative to the one before. */
#include "dsl/base/json.h"
#include "dsl/lsp/answers.h"
#include "dsl/lsp/lex.h"
#include "dsl/lsp/names.h"
#include "dsl/lsp/project.h"

/* Positions in session.c's list of types; the first seven are those of symbol_table.h. */
enum { TYPE_KEYWORD = 7, TYPE_STRING, TYPE_NUMBER, TYPE_COMMENT, TYPE_OPERATOR, NO_TYPE = -1 };

struct pen {
    const struct lsp *lsp;
    const struct spot *spot;
    const struct names *names;
    struct view text;
    struct buf *out;
    size_t line, units;  /* of the token before */
    size_t at_line, end; /* the line being looked at, the byte where it ends */
    uint32_t begin;      /* its first byte */
};

static int type_of_word(const struct pen *pen, const struct piece *piece, bool *defines)
{
    const struct use *use = names_at(pen->names, pen->spot->file, piece->from);
    if (use && use->at.from == piece->from) {
        *defines = use->defines;
        return symbol_words(pen->names->symbols.at[use->symbol].kind)->token;
    }
    enum key key = key_find(view_sub(pen->text, piece->from, piece->to));
    if (key == NO_KEY)
        return NO_TYPE;
    return key_entry(key)->kind == KEY_OP ? TYPE_OPERATOR : TYPE_KEYWORD;
}

static int type_of(const struct pen *pen, const struct piece *piece, bool *defines)
{
    static const int types[] = {[PIECE_STRING] = TYPE_STRING,
                                [PIECE_FIGURE] = TYPE_NUMBER,
                                [PIECE_COMMENT] = TYPE_COMMENT,
                                [PIECE_SIGN] = NO_TYPE};
    if (piece->kind == PIECE_WORD)
        return type_of_word(pen, piece, defines);
    if (piece->kind == PIECE_STRING) {
        const struct use *use = names_at(pen->names, pen->spot->file, piece->from + 3);
        *defines = use && use->defines && use->at.to <= piece->to && use->at.from >= piece->from;
    }
    return types[piece->kind];
}

static void put_token(struct pen *pen, const struct piece *piece, int type, bool defines)
{
    struct view before = view_sub(pen->text, pen->begin, piece->from);
    size_t units = position_units(pen->lsp, before);
    if (pen->at_line == 0 && pen->spot->project->files[pen->spot->file].marked)
        units += pen->lsp->utf8 ? 3 : 1;
    size_t from = pen->at_line == pen->line ? units - pen->units : units;
    size_t length = position_units(pen->lsp, view_sub(pen->text, piece->from, piece->to));
    print_json_next(pen->out);
    buf_print(pen->out, "%zu,%zu,%zu,%d,%d", pen->at_line - pen->line, from, length, type, defines);
    pen->line = pen->at_line;
    pen->units = units;
}

static void step_to(struct pen *pen, uint32_t at)
{
    const struct source *source = spot_source(pen->spot);
    while (pen->at_line + 1 < source->lines && source->line_starts[pen->at_line + 1] <= at)
        pen->at_line++;
    pen->begin = source->line_starts[pen->at_line];
}

static void put_tokens(const struct lsp *lsp, const struct spot *spot, const struct names *names,
                       uint32_t from, uint32_t to, struct buf *out)
{
    struct pen pen = {
        .lsp = lsp, .spot = spot, .names = names, .text = spot_source(spot)->text, .out = out};
    buf_text(out, "{\"data\":[");
    for (uint32_t at = 0; at < pen.text.n && at < to;) {
        bool defines = false;
        struct piece piece = lex_next(pen.text, &at);
        int type = piece.kind && piece.from < to && piece.to > from
                       ? type_of(&pen, &piece, &defines)
                       : NO_TYPE;
        if (type == NO_TYPE)
            continue;
        step_to(&pen, piece.from);
        put_token(&pen, &piece, type, defines);
    }
    buf_text(out, "]}");
}

void answer_tokens_full(struct lsp *lsp, const json_t *params, struct reply *reply)
{
    struct spot spot;
    if (spot_read(lsp, params, &spot))
        put_tokens(lsp, &spot, project_names(lsp, spot.project), 0, UINT32_MAX, &reply->out);
}

void answer_tokens_range(struct lsp *lsp, const json_t *params, struct reply *reply)
{
    struct spot spot;
    if (!spot_read(lsp, params, &spot))
        return;
    uint32_t from =
        file_position(lsp, spot.project, spot.file, param_position(param(params, "range.start")));
    uint32_t to =
        file_position(lsp, spot.project, spot.file, param_position(param(params, "range.end")));
    put_tokens(lsp, &spot, project_names(lsp, spot.project), from, to, &reply->out);
}
