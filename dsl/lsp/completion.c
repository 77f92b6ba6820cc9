/* completion: what may stand at the cursor, by the block and the clause it stands in. Where a
 * clause may begin, the keywords of the block; behind a clause's keyword, the names it takes: units
 * and roles behind 交, areas behind 辖区, facts and then their values in a condition, codes behind
 * 优先于; behind 用语 and 听语 those that are missing. Every item brings its own edit, because no
 * editor agrees with another on what a Chinese word is; it can be found by its English name too. */
#include "dsl/base/json.h"
#include "dsl/base/vocabulary.h"
#include "dsl/lsp/answers.h"
#include "dsl/lsp/cursor.h"
#include "dsl/lsp/names.h"
#include "dsl/lsp/project.h"

/* CompletionItemKind of the protocol */
enum { ITEM_VALUE = 12, ITEM_KEYWORD = 14, ITEM_REFERENCE = 18 };

struct list {
    struct lsp *lsp;
    const struct spot *spot;
    const struct names *names;
    const struct cursor *cursor;
    struct buf *out;
    bool english; /* the spelling that is inserted */
};

static void put_item(struct list *list, struct view label, struct view insert, struct view also,
                     struct view detail, int kind)
{
    struct buf *out = list->out;
    struct span span = {list->spot->file, list->cursor->from, list->spot->at};
    print_json_next(out);
    buf_byte(out, '{');
    put_field(out, "label", label);
    print_json_number(out, "kind", kind);
    if (detail.n)
        put_field(out, "detail", detail);
    print_json_name(out, "filterText");
    put_print(out, "%.*s%s%.*s", VIEW_FMT(insert), also.n ? " " : "", VIEW_FMT(also));
    print_json_name(out, "textEdit");
    buf_text(out, "{\"range\":");
    put_range(list->lsp, list->spot->project, span, out);
    put_field(out, "newText", insert);
    buf_text(out, "}}");
}

static void put_key(struct list *list, enum key key)
{
    const struct key_entry *entry = key_entry(key);
    struct view zh = view_of(entry->zh), en = view_of(entry->en);
    struct view detail = view_of(key_operand(key, list->lsp->language == DIAG_EN));
    put_item(list, list->english ? en : zh, list->english ? en : zh, list->english ? zh : en,
             detail, ITEM_KEYWORD);
}

static void put_keys(struct list *list, const enum key *keys, size_t n)
{
    for (size_t i = 0; i < n; i++)
        put_key(list, keys[i]);
}

static void put_terms(struct list *list, const struct terms *terms, size_t n)
{
    for (size_t i = 0; i < n && i < terms->count; i++) {
        struct view zh = view_of(terms->at[i].zh), en = view_of(terms->at[i].en);
        put_item(list, list->english ? en : zh, list->english ? en : zh, list->english ? zh : en,
                 view_of(list->lsp->language == DIAG_EN ? terms->en : terms->zh), ITEM_VALUE);
    }
}

/* ---- names ---- */

static void put_symbol(struct list *list, const struct symbol *symbol)
{
    const struct symbol_words *words = symbol_words(symbol->kind);
    const struct node *display = node_child(symbol->node, NODE_DISPLAY);
    struct view text = display && display->child ? display->child->text : VIEW("");
    struct buf detail, insert;
    buf_init(&detail, 1 << 16);
    buf_init(&insert, 1 << 16);
    buf_print(&detail, "%s %.*s", lsp_say(list->lsp, words->zh, words->en), VIEW_FMT(text));
    bool quoted = symbol->kind == SYMBOL_DUTY;
    buf_print(&insert, quoted ? "\"%.*s\"" : "%.*s", VIEW_FMT(symbol->name));
    put_item(list, symbol->name, buf_seen(&insert), text, buf_seen(&detail), ITEM_REFERENCE);
    buf_free(&detail);
    buf_free(&insert);
}

/* Names of a kind that are seen with an owner; the district's are seen everywhere. */
static void put_symbols(struct list *list, enum symbol_kind kind, int owner)
{
    for (size_t i = 0; i < list->names->symbols.n; i++) {
        const struct symbol *symbol = &list->names->symbols.at[i];
        bool open = kind != SYMBOL_FACT && kind != SYMBOL_PERIOD && kind != SYMBOL_VALUE;
        bool first = symbol->kind != SYMBOL_ROLE ||
                     names_find(list->names, SYMBOL_ROLE, NOTHING, symbol->name) == (int)i;
        if (symbol->kind == kind && first && symbol->name.n &&
            (open || symbol->owner == owner || symbol->owner == NOTHING))
            put_symbol(list, symbol);
    }
}

static int category_here(const struct list *list)
{
    struct view name = list->cursor->category;
    return name.n ? names_find(list->names, SYMBOL_CATEGORY, NOTHING, name) : NOTHING;
}

static bool judges_enterprises(const struct cursor *cursor)
{
    return cursor->block == KEY_POLICY || cursor->clause == KEY_ENTERPRISE;
}

/* In a test every fact is seen. */
static void put_variables(struct list *list)
{
    if (judges_enterprises(list->cursor)) {
        put_symbols(list, SYMBOL_TAG, NOTHING);
        put_symbols(list, SYMBOL_NUMBER, NOTHING);
        put_symbols(list, SYMBOL_DATE, NOTHING);
        return;
    }
    put_terms(list, &terms_built_in, BUILT_IN_NOW + (list->cursor->block == KEY_TEST));
    int category = category_here(list);
    for (size_t i = 0; i < list->names->symbols.n; i++) {
        const struct symbol *symbol = &list->names->symbols.at[i];
        bool seen = symbol->owner == NOTHING || symbol->owner == category ||
                    list->cursor->block == KEY_TEST;
        if (symbol->kind == SYMBOL_FACT && seen)
            put_symbol(list, symbol);
    }
}

static void put_values_of_built_in(struct list *list, int built_in)
{
    static const struct terms *const terms[] = {[BUILT_IN_WEEKDAY] = &terms_weekday,
                                                [BUILT_IN_DAYCLASS] = &terms_dayclass,
                                                [BUILT_IN_KIND] = &terms_kind,
                                                [BUILT_IN_CHANNEL] = &terms_channel};
    if (built_in == BUILT_IN_AREA)
        put_symbols(list, SYMBOL_AREA, NOTHING);
    else if (built_in == BUILT_IN_TIME)
        put_symbols(list, SYMBOL_PERIOD, category_here(list));
    else if (built_in >= 0 && built_in <= BUILT_IN_CHANNEL && terms[built_in])
        put_terms(list, terms[built_in], terms[built_in]->count);
}

static int variable_named(const struct list *list, struct view name)
{
    static const enum symbol_kind kinds[] = {SYMBOL_FACT, SYMBOL_TAG};
    int found = NOTHING;
    for (size_t k = 0; k < 2 && found == NOTHING; k++)
        found = names_find(list->names, kinds[k],
                           kinds[k] == SYMBOL_FACT ? category_here(list) : NOTHING, name);
    for (size_t i = 0; i < list->names->symbols.n && found == NOTHING; i++)
        if (list->names->symbols.at[i].kind == SYMBOL_FACT &&
            view_eq(list->names->symbols.at[i].name, name))
            found = (int)i;
    return found;
}

static void put_values(struct list *list)
{
    int variable = variable_named(list, list->cursor->subject);
    if (variable == NOTHING) {
        put_values_of_built_in(list, terms_find(&terms_built_in, list->cursor->subject));
        return;
    }
    for (size_t i = 0; i < list->names->symbols.n; i++)
        if (list->names->symbols.at[i].owner == variable)
            put_symbol(list, &list->names->symbols.at[i]);
}

static void put_condition(struct list *list)
{
    static const enum key joins[] = {KEY_AND, KEY_OR, KEY_IN, KEY_BEFORE, KEY_AFTER};
    static const enum key nots[] = {KEY_NOT};
    if (list->cursor->after_value) {
        put_keys(list, joins, sizeof joins / sizeof *joins);
    } else if (list->cursor->compares) {
        put_values(list);
    } else {
        put_variables(list);
        put_keys(list, nots, 1);
    }
}

static void put_settings(struct list *list)
{
    if (list->cursor->after_value)
        return;
    if (list->cursor->compares)
        put_values(list);
    else
        put_variables(list);
}

static void put_measures(struct list *list)
{
    static const struct terms periods = {
        "时长",
        "duration",
        4,
        {{"工作日", "workdays"}, {"小时", "hours"}, {"分钟", "minutes"}, {"日", "days"}}};
    if (list->cursor->after_figure)
        put_terms(list, &periods, periods.count);
}

static void put_expected(struct list *list)
{
    static const enum key expected[] = {
        KEY_DUTY,      KEY_UNIT, KEY_CATEGORY, KEY_ASSIST, KEY_URGENT,  KEY_WITHIN, KEY_DUE,
        KEY_OTHERWISE, KEY_ASK,  KEY_POLICY,   KEY_CUE,    KEY_BECAUSE, KEY_ONLY};
    put_keys(list, expected, sizeof expected / sizeof *expected);
}

/* ---- by clause ---- */

/* Clauses that take names of one kind, or words of a closed set. */
static const struct {
    enum key clause;
    enum symbol_kind kind;
} naming[] = {
    {KEY_CUE, SYMBOL_CUE},        {KEY_OWNER, SYMBOL_UNIT},        {KEY_BY, SYMBOL_UNIT},
    {KEY_SUPERVISE, SYMBOL_UNIT}, {KEY_UNIT, SYMBOL_UNIT},         {KEY_ASSIGN, SYMBOL_UNIT},
    {KEY_ASSIGN, SYMBOL_ROLE},    {KEY_ASSIST, SYMBOL_UNIT},       {KEY_ASSIST, SYMBOL_ROLE},
    {KEY_ROLE, SYMBOL_ROLE},      {KEY_SERVES, SYMBOL_AREA},       {KEY_TO, SYMBOL_AREA},
    {KEY_CLOCK, SYMBOL_CLOCK},    {KEY_OVER, SYMBOL_DUTY},         {KEY_HEIR, SYMBOL_DUTY},
    {KEY_DUTY, SYMBOL_DUTY},      {KEY_CATEGORY, SYMBOL_CATEGORY}, {KEY_POLICY, SYMBOL_POLICY},
};
static const struct {
    enum key clause;
    const struct terms *terms;
} closed[] = {
    {KEY_COLLECT, &terms_collect},    {KEY_LEVEL, &terms_level},  {KEY_WAY, &terms_way},
    {KEY_LANGUAGES, &terms_language}, {KEY_PUSH, &terms_channel},
};

static void put_behind(struct list *list, enum key clause)
{
    bool of_unit = list->cursor->block == KEY_UNIT;
    for (size_t i = 0; i < sizeof naming / sizeof *naming; i++)
        if (naming[i].clause == clause)
            put_symbols(list, naming[i].kind, NOTHING);
    for (size_t i = 0; i < sizeof closed / sizeof *closed; i++)
        if (closed[i].clause == clause)
            put_terms(list, closed[i].terms, closed[i].terms->count);
    if (clause == KEY_PARENT)
        put_symbols(list, of_unit ? SYMBOL_UNIT : SYMBOL_CATEGORY, NOTHING);
    else if (clause == KEY_WHEN || clause == KEY_WHERE)
        put_condition(list);
    else if (clause == KEY_GIVEN || clause == KEY_ENTERPRISE)
        put_settings(list);
    else if (clause == KEY_ASK || clause == KEY_BECAUSE || clause == KEY_ONLY)
        put_variables(list);
    else if (clause == KEY_EXPECT)
        put_expected(list);
    else
        put_measures(list);
}

/* Clauses may share a line, so once a clause has what it needs the next may begin. */
static void put_clauses(struct list *list, enum key block)
{
    for (int key = 0; key < KEYS; key++)
        if (key_allowed(block, (enum key)key))
            put_key(list, (enum key)key);
}

static bool takes_codes(const struct cursor *cursor)
{
    enum key clause = cursor->inner != NO_KEY ? cursor->inner : cursor->clause;
    return clause == KEY_OVER || clause == KEY_HEIR || clause == KEY_DUTY;
}

static void put_inner_keys(struct list *list)
{
    static const enum key given[] = {KEY_GIVEN}, assign[] = {KEY_ASSIGN};
    const struct cursor *cursor = list->cursor;
    if (cursor->clause == KEY_LIKE && cursor->pieces && cursor->inner == NO_KEY)
        put_keys(list, given, 1);
    if (cursor->clause == KEY_OTHERWISE || cursor->clause == KEY_STEP ||
        cursor->clause == KEY_ESCALATE || (cursor->clause == KEY_WHERE && cursor->after_value))
        put_keys(list, assign, 1);
}

/* ---- names that the bot needs ---- */

struct needed {
    const char *name, *meaning;
};

static const struct needed phrases[] = {
#define PHRASE(name, placeholders, said) {#name, said},
#include "dsl/base/phrase_table.h"
#undef PHRASE
};

static const struct needed cues[] = {
#define CUE(name, where, heard) {#name, heard},
#include "dsl/base/cue_table.h"
#undef CUE
};

/* Those that the rules have not yet. */
static void put_needed(struct list *list, enum symbol_kind kind, const struct needed *at, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        struct view name = view_of(at[i].name);
        if (names_find(list->names, kind, NOTHING, name) == NOTHING)
            put_item(list, name, name, VIEW(""), view_of(at[i].meaning), ITEM_REFERENCE);
    }
}

static void put_all(struct list *list)
{
    const struct cursor *cursor = list->cursor;
    enum key clause = cursor->inner != NO_KEY ? cursor->inner : cursor->clause;
    if (cursor->in_comment || (cursor->in_string && !takes_codes(cursor)))
        return;
    if (cursor->naming == KEY_PHRASE) {
        put_needed(list, SYMBOL_PHRASE, phrases, sizeof phrases / sizeof *phrases);
    } else if (cursor->naming == KEY_CUE) {
        put_needed(list, SYMBOL_CUE, cues, sizeof cues / sizeof *cues);
    } else if (cursor->after_at) {
        put_symbols(list, SYMBOL_LIST, NOTHING);
    } else if (clause != NO_KEY) {
        bool done = cursor->after_value && clause != KEY_WHEN && clause != KEY_WHERE;
        if (!done || cursor->after_figure || cursor->in_string)
            put_behind(list, clause);
        put_inner_keys(list);
        if (done && clause != KEY_EXPECT && cursor->clause == KEY_EXPECT)
            put_expected(list);
        if (done || clause == KEY_URGENT || clause == KEY_WHEN)
            put_clauses(list, cursor->block);
    } else if (!cursor->in_head && cursor->pieces == 0) {
        put_clauses(list, cursor->block);
    }
}

void answer_completion(struct lsp *lsp, const json_t *params, struct reply *reply)
{
    struct spot spot;
    struct cursor cursor;
    if (!spot_read(lsp, params, &spot))
        return;
    struct view text = spot_source(&spot)->text;
    cursor_read(&cursor, text, spot.at);
    struct list list = {lsp, &spot, project_names(lsp, spot.project), &cursor, &reply->out, false};
    bool typed = cursor.from < spot.at;
    list.english = typed ? (unsigned char)text.p[cursor.from] < 0x80 : cursor.is_english;
    buf_text(&reply->out, "{\"isIncomplete\":false,\"items\":[");
    put_all(&list);
    buf_text(&reply->out, "]}");
}
