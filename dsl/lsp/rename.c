/* rename: a name and every place that speaks of it, in all files at once. What the new name would
 * break is refused with the reason: the parser itself is asked whether it is a name (or a code),
 * and the table of names whether it is taken where the old one is seen. Names that the conversation
 * looks up itself (phrases, cues, its word lists) have to stay. */
#include "dsl/base/json.h"
#include "dsl/lsp/answers.h"
#include "dsl/lsp/names.h"
#include "dsl/lsp/project.h"

/* ---- may it be renamed? ---- */

static bool is_needed_list(struct view name)
{
    static const char *const lists[] = {
#define LIST(name, zh, en) zh, en,
#include "dsl/base/talk_words.h"
#undef LIST
    };
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++)
        if (view_is(name, lists[i]))
            return true;
    return false;
}

static bool may_rename(const struct symbol *symbol)
{
    bool needed = symbol->kind == SYMBOL_LIST && is_needed_list(symbol->name);
    return !needed && symbol->kind != SYMBOL_PHRASE && symbol->kind != SYMBOL_CUE &&
           symbol->kind != SYMBOL_CALENDAR && symbol->kind != SYMBOL_RETIRED;
}

static const struct use *asked(struct lsp *lsp, const json_t *params, struct spot *spot,
                               const struct names **names, struct reply *reply)
{
    if (!spot_read(lsp, params, spot))
        return NULL;
    *names = project_names(lsp, spot->project);
    const struct use *use = names_at(*names, spot->file, spot->at);
    if (!use)
        return NULL;
    if (may_rename(&(*names)->symbols.at[use->symbol]))
        return use;
    reply_fail(
        reply, RPC_FAILED, "%s",
        lsp_say(lsp, "这个名称是固定的，不能改", "this name is fixed and cannot be changed"));
    return NULL;
}

void answer_prepare_rename(struct lsp *lsp, const json_t *params, struct reply *reply)
{
    struct spot spot;
    const struct names *names;
    const struct use *use = asked(lsp, params, &spot, &names, reply);
    if (!use)
        return;
    buf_text(&reply->out, "{\"range\":");
    put_range(lsp, spot.project, use->at, &reply->out);
    put_field(&reply->out, "placeholder", source_text(names->sources, use->at));
    buf_byte(&reply->out, '}');
}

/* ---- is the new name one? ---- */

static bool is_text(enum symbol_kind kind)
{
    return kind == SYMBOL_DUTY || kind == SYMBOL_TEST;
}

/* Asks the parser: a block of that name, alone, must be sound and have just that name. */
static bool parses_as_name(struct view name, bool text)
{
    struct arena arena;
    struct buf block;
    arena_init(&arena, SIZE_MAX / 2);
    buf_init(&block, 1 << 16);
    buf_print(&block, text ? "废止 \"%.*s\"\n" : "时段 %.*s 1:00..2:00\n", VIEW_FMT(name));
    struct sources sources = {.arena = &arena};
    struct diags diags = {.arena = &arena, .sources = &sources};
    struct tree tree = {.arena = &arena};
    sources_add(&sources, VIEW("name"), buf_seen(&block));
    tree_parse(&tree, &sources, &diags);
    const struct node *first = tree.root->child, *leaf = first ? first->child : NULL;
    bool good =
        !diags.errors && !diags.warnings && leaf && !first->next && view_eq(leaf->text, name);
    buf_free(&block);
    arena_free(&arena);
    return good && name.n > 0;
}

/* The kinds whose names must differ from those of a kind. */
static const enum symbol_kind families[][3] = {
    {SYMBOL_UNIT, SYMBOL_ROLE, SYMBOL_ROLE},
    {SYMBOL_TAG, SYMBOL_NUMBER, SYMBOL_DATE},
};

static int taken_in(const struct names *names, const struct symbol *symbol, struct view name)
{
    int scope = symbol->kind == SYMBOL_DUTY ? NOTHING : symbol->owner;
    int found = names_find(names, symbol->kind, scope, name);
    for (size_t f = 0; f < sizeof families / sizeof *families; f++) {
        bool ours = false;
        for (size_t k = 0; k < 3; k++)
            ours |= families[f][k] == symbol->kind;
        for (size_t k = 0; k < 3 && ours && found == NOTHING; k++)
            found = names_find(names, families[f][k], NOTHING, name);
    }
    return found;
}

static bool check_new(const struct lsp *lsp, const struct names *names, const struct symbol *symbol,
                      struct view name, struct reply *reply)
{
    if (!parses_as_name(name, is_text(symbol->kind))) {
        reply_fail(reply, RPC_FAILED,
                   lsp_say(lsp, "“%.*s”不能作名称：以文字开头，不含空格和标点，不是保留的关键词",
                           "\"%.*s\" is no name: it begins with a letter, has no blanks or signs, "
                           "and is no reserved word"),
                   VIEW_FMT(name));
        return false;
    }
    int taken = symbol->kind == SYMBOL_TEST ? NOTHING : taken_in(names, symbol, name);
    if (taken == NOTHING || view_eq(name, symbol->name))
        return true;
    const struct symbol *other = &names->symbols.at[taken];
    const struct symbol_words *words = symbol_words(other->kind);
    struct place place = source_place(&names->sources->files.at[other->at.file], other->at.from);
    reply_fail(reply, RPC_FAILED,
               lsp_say(lsp, "已经有%s叫“%.*s”：%.*s 第 %zu 行",
                       "there is a %s \"%.*s\" already: %.*s, line %zu"),
               lsp_say(lsp, words->zh, words->en), VIEW_FMT(name),
               VIEW_FMT(names->sources->files.at[other->at.file].path), place.line);
    return false;
}

/* ---- the edits ---- */

static void put_edits(const struct lsp *lsp, const struct project *project,
                      const struct names *names, int symbol, struct view name, struct buf *out)
{
    uint32_t file = UINT32_MAX;
    buf_text(out, "{\"changes\":{");
    for (size_t i = 0; i < names->uses.n; i++) {
        const struct use *use = &names->uses.at[i];
        if (use->symbol != symbol)
            continue;
        if (use->at.file != file) {
            buf_text(out, file == UINT32_MAX ? "" : "],");
            put_uri(project, use->at.file, out);
            buf_text(out, ":[");
        }
        file = use->at.file;
        print_json_next(out);
        buf_text(out, "{\"range\":");
        put_range(lsp, project, use->at, out);
        put_field(out, "newText", name);
        buf_byte(out, '}');
    }
    buf_text(out, file == UINT32_MAX ? "}}" : "]}}");
}

void answer_rename(struct lsp *lsp, const json_t *params, struct reply *reply)
{
    struct spot spot;
    const struct names *names;
    struct view name = param_text(params, "newName");
    const struct use *use = asked(lsp, params, &spot, &names, reply);
    if (use && check_new(lsp, names, &names->symbols.at[use->symbol], name, reply))
        put_edits(lsp, spot.project, names, use->symbol, name, &reply->out);
}
