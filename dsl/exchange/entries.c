/* entries: tree and model side by side. Duties stand in both in the same order; from the model come
 * the things with meaning (units by their display names, lists opened up), from the tree what the
 * author wrote and the model has settled away (a condition's text).
 *
 * Words are the author's spelling, not the folded form: each word's place in the source is known.
 */
#include "dsl/exchange/entries.h"

#include <stdlib.h>

#include "dsl/base/hash.h"

enum { FIELD_ROOM = 1 << 22 };

struct collector {
    struct entries *entries;
    const struct model *model;
    struct buf buf;
};

static const struct extra_name {
    const char *key, *zh, *en;
} extras[] = {
#define EXTRA(name, key, zh, en) {key, zh, en},
    EXTRAS(EXTRA)
#undef EXTRA
};

const char *extra_title(enum entry_extra extra, bool chinese)
{
    return chinese ? extras[extra].zh : extras[extra].en;
}

const char *extra_key(enum entry_extra extra)
{
    return extras[extra].key;
}

static struct view taken(struct collector *collector)
{
    struct view text = buf_keep(&collector->buf, collector->entries->arena);
    buf_clear(&collector->buf);
    return text;
}

static void put_next(struct collector *collector, struct view text)
{
    if (collector->buf.n)
        buf_text(&collector->buf, "、");
    buf_view(&collector->buf, text);
}

/* ---- names ---- */

static struct view unit_text(const struct model *model, struct target target)
{
    if (target.unit != NONE)
        return model->units.at[target.unit].display.zh;
    return target.role != NONE ? model->roles.at[target.role].name : VIEW("");
}

/* "教育：其他" below "教育" is 其他: the import shows it so where classes would be shown alike. */
static struct view without(struct view level, struct view above)
{
    if (!above.n || !view_starts(level, above))
        return level;
    struct view rest = view_sub(level, above.n, level.n);
    if (view_starts(rest, VIEW("：")))
        return view_sub(rest, 3, rest.n);
    return view_starts(rest, VIEW(": ")) ? view_sub(rest, 2, rest.n) : level;
}

static struct view class_text(struct collector *collector, int category)
{
    const struct model *model = collector->model;
    int chain[64] = {0}, n = 0;
    for (int at = category; at != NONE && n < 64; at = model->categories.at[at].parent)
        chain[n++] = at;
    struct view above = VIEW("");
    while (n--) {
        struct view level = model->categories.at[chain[n]].display.zh;
        if (collector->buf.n)
            buf_byte(&collector->buf, LEVEL_MARK);
        buf_view(&collector->buf, without(level, above));
        above = level;
    }
    return taken(collector);
}

/* ---- words, as written ---- */

static struct view quote_at(struct view text, size_t at)
{
    static const char *const quotes[] = {"\"", "“", "”"};
    for (size_t i = 0; i < sizeof quotes / sizeof *quotes; i++)
        if (view_starts(view_sub(text, at, text.n), view_of(quotes[i])))
            return view_of(quotes[i]);
    return (struct view){NULL, 0};
}

/* The string that begins at *at, decoded; empty where none does. */
static struct view read_quoted(struct collector *collector, struct view text, size_t *at)
{
    struct buf *buf = &collector->buf;
    while (*at < text.n && !quote_at(text, *at).n)
        (*at)++;
    bool plain = *at < text.n && text.p[*at] == '"';
    if (*at < text.n)
        *at += quote_at(text, *at).n;
    for (; *at < text.n; (*at)++) {
        struct view quote = quote_at(text, *at);
        if (quote.n && (!plain || quote.n == 1)) {
            *at += quote.n;
            break;
        }
        if (text.p[*at] == '\\' && *at + 1 < text.n)
            (*at)++;
        buf_byte(buf, text.p[*at]);
    }
    return taken(collector);
}

/* A saying is one string, and stands on a line of its own. */
static struct view saying_text(struct collector *collector, const struct word *saying)
{
    size_t at = 0;
    return read_quoted(collector, source_text(collector->model->sources, saying->span), &at);
}

/* In “ ” where the word would else be cut at one of its own signs. */
static struct view word_text(struct collector *collector, const struct word *word)
{
    static const char *const cutting[] = {"、", ",", "，", ";", "；", "/", "|", "\n", "／"};
    struct view text = source_text(collector->model->sources, word->span);
    size_t at = 0;
    bool cut = false;
    struct view first = read_quoted(collector, text, &at);
    struct view second = word->second.n ? read_quoted(collector, text, &at) : VIEW("");
    if (word->second.n)
        buf_print(&collector->buf, "%.*s..%.*s", VIEW_FMT(first), VIEW_FMT(second));
    else
        buf_view(&collector->buf, first);
    struct view whole = taken(collector);
    for (size_t i = 0; i < sizeof cutting / sizeof *cutting; i++)
        cut = cut || view_find(whole, view_of(cutting[i])) != SIZE_MAX;
    if (cut)
        buf_print(&collector->buf, "“%.*s”", VIEW_FMT(whole));
    return cut ? taken(collector) : whole;
}

/* ---- conditions ---- */

/* Is it a condition about nothing but areas? Then their display names. */
static bool only_areas(struct collector *collector, const struct expr *when, struct view *text)
{
    if (!when || when->op != EXPR_AREA)
        return false;
    for (size_t i = 0; i < when->values.n; i++)
        put_next(collector, collector->model->areas.at[when->values.at[i]].display.zh);
    *text = taken(collector);
    return true;
}

static struct view source_of(const struct collector *collector, const struct node *node)
{
    return node ? source_text(collector->model->sources, node->span) : VIEW("");
}

static void read_branches(struct collector *collector, const struct duty *duty,
                          const struct node *node, struct entry *entry)
{
    const struct node *clause = node_child(node, NODE_WHERE);
    struct buf all;
    buf_init(&all, FIELD_ROOM);
    for (size_t i = 0; i < duty->branches.n && clause; i++, clause = node_again(clause)) {
        const struct branch *branch = &duty->branches.at[i];
        struct view areas, unit = unit_text(collector->model, branch->assign);
        if (only_areas(collector, branch->when, &areas))
            VEC_ADD(collector->entries->arena, &entry->branches,
                    ((struct entry_branch){areas, unit}));
        buf_print(&all, "%s%.*s → %.*s", i ? "；" : "",
                  VIEW_FMT(source_of(collector, clause->child)), VIEW_FMT(unit));
    }
    entry->extra[EXTRA_WHERE] = buf_keep(&all, collector->entries->arena);
    buf_free(&all);
}

/* ---- one duty ---- */

static struct view duration_text(struct collector *collector, struct duration within)
{
    static const char *const names[] = {
#define NAME(enumerator, zh, en) zh,
        MEASURES(NAME)
#undef NAME
    };
    if (within.count)
        buf_print(&collector->buf, "%d %s", within.count, names[within.measure]);
    return taken(collector);
}

static struct view names_text(struct collector *collector, const struct node *clause)
{
    const struct node *names = clause ? node_child(clause, NODE_NAMES) : NULL;
    for (const struct node *name = names ? names->child : NULL; name; name = name->next)
        put_next(collector, name->text);
    return taken(collector);
}

static struct view clock_text(const struct node *node)
{
    const struct node *clause = node_child(node, NODE_USE_CLOCK);
    const struct node *name = clause ? node_child(clause, NODE_NAME) : NULL;
    return name ? name->text : VIEW("");
}

static void read_lists(struct collector *collector, const struct duty *duty, struct entry *entry)
{
    struct arena *arena = collector->entries->arena;
    for (size_t i = 0; i < duty->words.n; i++)
        VEC_ADD(arena, &entry->words, word_text(collector, &duty->words.at[i]));
    for (size_t i = 0; i < entry->words.n; i++)
        put_next(collector, entry->words.at[i]);
    entry->field[ROLE_WORDS] = taken(collector);
    for (size_t i = 0; i < duty->examples.n; i++) {
        VEC_ADD(arena, &entry->examples, duty->examples.at[i].text);
        buf_print(&collector->buf, "%s%.*s", i ? "\n" : "", VIEW_FMT(duty->examples.at[i].text));
    }
    entry->field[ROLE_EXAMPLE] = taken(collector);
    for (size_t i = 0; i < duty->sayings.n; i++)
        VEC_ADD(arena, &entry->sayings, saying_text(collector, &duty->sayings.at[i]));
    for (size_t i = 0; i < entry->sayings.n; i++)
        buf_print(&collector->buf, "%s%.*s", i ? "\n" : "", VIEW_FMT(entry->sayings.at[i]));
    entry->field[ROLE_SAID] = taken(collector);
    for (size_t i = 0; i < duty->assists.n; i++) {
        VEC_ADD(arena, &entry->assists, unit_text(collector->model, duty->assists.at[i]));
        put_next(collector, entry->assists.at[i]);
    }
    entry->field[ROLE_ASSIST] = taken(collector);
}

static struct view texts_of(struct collector *collector, const struct duty *duty)
{
    for (size_t i = 0; i < duty->texts.n; i++)
        put_next(collector, collector->model->documents.at[duty->texts.at[i]].path);
    return taken(collector);
}

static struct view document_path(const struct model *model, int document)
{
    return document == NONE ? VIEW("") : model->documents.at[document].path;
}

/* A line each: the document, the heading, a question. */
static struct view questions_of(struct collector *collector, const struct duty *duty)
{
    struct buf lines;
    buf_init(&lines, 1 << 20);
    for (size_t i = 0; i < duty->questions.n; i++) {
        const struct duty_question *one = &duty->questions.at[i];
        for (size_t k = 0; k < one->asked.n; k++)
            buf_print(&lines, "%s%.*s\t%.*s\t%.*s", lines.n ? "\n" : "",
                      VIEW_FMT(document_path(collector->model, one->document)),
                      VIEW_FMT(one->heading), VIEW_FMT(saying_text(collector, &one->asked.at[k])));
    }
    struct view all = buf_keep(&lines, collector->entries->arena);
    buf_free(&lines);
    return all;
}

static struct entry entry_of(struct collector *collector, const struct duty *duty,
                             const struct node *node)
{
    const struct node *when = node_child(node, NODE_WHEN);
    struct entry entry = {.within = duty->within};
    const struct model *model = collector->model;
    entry.field[ROLE_CODE] = duty->code;
    entry.field[ROLE_CLASS] = class_text(collector, duty->category);
    entry.field[ROLE_ITEM] = duty->display.zh;
    entry.field[ROLE_ENGLISH] = duty->display.en;
    entry.field[ROLE_UNIT] = unit_text(model, duty->assign);
    entry.field[ROLE_URGENT] = duty->urgent ? VIEW("急") : VIEW("");
    entry.field[ROLE_DEADLINE] = duration_text(collector, duty->within);
    entry.field[ROLE_BASIS] = duty->basis;
    read_lists(collector, duty, &entry);
    if (!only_areas(collector, duty->when, &entry.field[ROLE_AREA]) && when)
        entry.extra[EXTRA_WHEN] = source_of(collector, when->child);
    read_branches(collector, duty, node, &entry);
    entry.extra[EXTRA_CLOCK] = clock_text(node);
    entry.extra[EXTRA_COLLECT] = names_text(collector, node_child(node, NODE_COLLECT));
    entry.extra[EXTRA_OVER] = names_text(collector, node_child(node, NODE_OVER));
    entry.extra[EXTRA_ANSWER] = duty->answer.zh;
    entry.extra[EXTRA_ANSWER_EN] = duty->answer.en;
    entry.extra[EXTRA_TEXT] = texts_of(collector, duty);
    entry.extra[EXTRA_ASKED] = questions_of(collector, duty);
    entry.extra[EXTRA_OWNER] =
        duty->owner == NONE ? VIEW("") : model->units.at[duty->owner].display.zh;
    for (int role = 0; role < ROLE_KEPT; role++)
        if (!entry.field[role].p)
            entry.field[role] = VIEW("");
    return entry;
}

/* ---- all ---- */

void entries_read(struct entries *entries, const struct tree *tree, const struct model *model)
{
    struct collector collector = {.entries = entries, .model = model};
    size_t index = 0;
    buf_init(&collector.buf, FIELD_ROOM);
    for (const struct node *block = tree->root->child; block; block = block->next) {
        if (block->kind != NODE_CATEGORY)
            continue;
        for (const struct node *node = block->child; node; node = node->next)
            if (node->kind == NODE_DUTY && index < model->duties.n)
                VEC_ADD(entries->arena, &entries->list,
                        entry_of(&collector, &model->duties.at[index++], node));
    }
    buf_free(&collector.buf);
    entries_index(entries);
}

/* ---- order ---- */

struct ranked {
    struct entry entry;
    struct view first; /* the least code of its class */
};

static int by_class(const void *a, const void *b)
{
    const struct ranked *x = a, *y = b;
    int order = view_compare(x->entry.field[ROLE_CLASS], y->entry.field[ROLE_CLASS]);
    return order ? order : view_compare(x->entry.field[ROLE_CODE], y->entry.field[ROLE_CODE]);
}

static int by_first(const void *a, const void *b)
{
    const struct ranked *x = a, *y = b;
    int order = view_compare(x->first, y->first);
    return order ? order : by_class(a, b);
}

void entries_sort(struct entries *entries)
{
    size_t n = entries->list.n;
    struct ranked *ranked = ARENA_ARRAY(entries->arena, n + 1, struct ranked);
    for (size_t i = 0; i < n; i++)
        ranked[i].entry = entries->list.at[i];
    qsort(ranked, n, sizeof *ranked, by_class);
    for (size_t i = 0; i < n; i++) {
        bool same =
            i && view_eq(ranked[i].entry.field[ROLE_CLASS], ranked[i - 1].entry.field[ROLE_CLASS]);
        ranked[i].first = same ? ranked[i - 1].first : ranked[i].entry.field[ROLE_CODE];
    }
    qsort(ranked, n, sizeof *ranked, by_first);
    for (size_t i = 0; i < n; i++)
        entries->list.at[i] = ranked[i].entry;
    entries_index(entries);
}

/* ---- finding ---- */

static size_t slot_of(const struct entries *entries, struct view code)
{
    size_t at = (size_t)hash_view(code) & (entries->room - 1);
    while (entries->slots[at] &&
           !view_eq(entries->list.at[entries->slots[at] - 1].field[ROLE_CODE], code))
        at = (at + 1) & (entries->room - 1);
    return at;
}

void entries_index(struct entries *entries)
{
    for (entries->room = 64; entries->room < 2 * entries->list.n;)
        entries->room *= 2;
    entries->slots = ARENA_ARRAY(entries->arena, entries->room, size_t);
    for (size_t i = 0; i < entries->list.n; i++)
        entries->slots[slot_of(entries, entries->list.at[i].field[ROLE_CODE])] = i + 1;
}

const struct entry *entries_find(const struct entries *entries, struct view code)
{
    if (!entries->room)
        return NULL;
    size_t found = entries->slots[slot_of(entries, code)];
    return found ? &entries->list.at[found - 1] : NULL;
}
