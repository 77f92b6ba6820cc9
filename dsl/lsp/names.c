/* names: declarations first, uses second, both by one walk over the tree each.
 *
 * The checker resolves the same names for the compiler, and complains. This does it for people:
 * nothing is said, what does not resolve is simply no use of anything, and every place is kept.
 * Which names a place may hold follows from the clause it stands in (target, area, list, code ...);
 * only conditions and settings ask the table twice, because their values belong to what stands
 * before them. A name without width stands in a table's heading and not here. */
#include "dsl/lsp/names.h"

#include <stdlib.h>

#include "dsl/base/hash.h"
#include "dsl/base/vocabulary.h"

struct walk {
    struct arena *arena;
    struct names *names;
    int category; /* whose facts are seen, or NOTHING */
    enum node_kind clause;
    bool enterprise; /* tags, numbers and dates, not facts */
};

static const struct {
    enum node_kind node;
    struct symbol_words words;
} kinds[SYMBOL_KINDS] = {
#define SYMBOL(kind, node, zh, en, symbol, token) {node, {zh, en, symbol, token}},
#include "dsl/lsp/symbol_table.h"
};

const struct symbol_words *symbol_words(enum symbol_kind kind)
{
    return &kinds[kind].words;
}

struct span names_inner(const struct sources *sources, const struct node *leaf)
{
    static const char *const quotes[] = {"\"", "“", "”", "＂", "@", "＠"};
    struct span span = leaf->span;
    struct view text = source_text(sources, span);
    for (size_t i = 0; i < sizeof quotes / sizeof *quotes; i++) {
        size_t n = strlen(quotes[i]);
        if (span.to - span.from >= n && view_starts(text, view_of(quotes[i]))) {
            span.from += (uint32_t)n;
            break;
        }
    }
    for (size_t i = 0; i < 4 && span.from > leaf->span.from; i++) {
        size_t n = strlen(quotes[i]);
        if (span.to - span.from >= n && view_is(view_sub(text, text.n - n, text.n), quotes[i])) {
            span.to -= (uint32_t)n;
            break;
        }
    }
    return span;
}

/* ---- the table ---- */

static size_t slot_of(const struct names *names, enum symbol_kind kind, int scope, struct view name)
{
    uint64_t seed = (uint64_t)kind << 32 ^ (uint64_t)(uint32_t)(scope + 1);
    return (size_t)hash_quick(name, seed) & (names->room - 1);
}

/* Facts, periods and values are known within their owner; codes of duties everywhere. */
static int scope_of(const struct symbol *symbol)
{
    return symbol->kind == SYMBOL_DUTY ? NOTHING : symbol->owner;
}

static int look_up(const struct names *names, enum symbol_kind kind, int scope, struct view name)
{
    for (size_t at = slot_of(names, kind, scope, name); names->slots[at];
         at = (at + 1) & (names->room - 1)) {
        const struct symbol *symbol = &names->symbols.at[names->slots[at] - 1];
        if (symbol->kind == kind && scope_of(symbol) == scope && view_eq(symbol->name, name))
            return (int)names->slots[at] - 1;
    }
    return NOTHING;
}

int names_find(const struct names *names, enum symbol_kind kind, int scope, struct view name)
{
    int found = look_up(names, kind, scope, name);
    bool falls_back = kind == SYMBOL_FACT || kind == SYMBOL_PERIOD;
    return found == NOTHING && scope != NOTHING && falls_back ? look_up(names, kind, NOTHING, name)
                                                              : found;
}

static void enter_all(struct arena *arena, struct names *names)
{
    names->room = 16;
    while (names->room < names->symbols.n * 2 + 2)
        names->room *= 2;
    names->slots = ARENA_ARRAY(arena, names->room, uint32_t);
    for (size_t i = 0; i < names->symbols.n; i++) {
        const struct symbol *symbol = &names->symbols.at[i];
        if (look_up(names, symbol->kind, scope_of(symbol), symbol->name) != NOTHING)
            continue;
        size_t at = slot_of(names, symbol->kind, scope_of(symbol), symbol->name);
        while (names->slots[at])
            at = (at + 1) & (names->room - 1);
        names->slots[at] = (uint32_t)i + 1;
    }
}

/* ---- declarations ---- */

static int kind_of_block(enum node_kind kind)
{
    for (int i = 0; i < SYMBOL_KINDS; i++)
        if (kinds[i].node == kind && i != SYMBOL_ROLE)
            return i;
    return NOTHING;
}

static const struct node *name_of_block(const struct node *block)
{
    const struct node *leaf = block->child;
    bool good =
        leaf && (leaf->kind == NODE_NAME || leaf->kind == NODE_STRING || leaf->kind == NODE_NUMBER);
    return good && leaf->span.from < leaf->span.to ? leaf : NULL;
}

static int add_symbol(struct walk *walk, enum symbol_kind kind, int owner, const struct node *block,
                      const struct node *leaf)
{
    struct symbol *symbol = VEC_PUSH(walk->arena, &walk->names->symbols);
    symbol->kind = kind;
    symbol->owner = owner;
    symbol->node = block;
    symbol->at = names_inner(walk->names->sources, leaf);
    symbol->name =
        leaf->kind == NODE_NUMBER ? source_text(walk->names->sources, symbol->at) : leaf->text;
    return (int)walk->names->symbols.n - 1;
}

static void declare(struct walk *walk, const struct node *block, int owner);

static void declare_inside(struct walk *walk, const struct node *block, int symbol)
{
    for (const struct node *child = block->child; child; child = child->next) {
        int kind = kind_of_block(child->kind);
        if (child->kind == NODE_ROLE && child->child && child->child->text.n)
            add_symbol(walk, SYMBOL_ROLE, NOTHING, child, child->child);
        else if (kind != NOTHING)
            declare(walk, child, kind == SYMBOL_AREA ? NOTHING : symbol);
    }
}

static void declare(struct walk *walk, const struct node *block, int owner)
{
    int kind = kind_of_block(block->kind);
    const struct node *leaf = name_of_block(block);
    if (kind == NOTHING || !leaf)
        return;
    int symbol = add_symbol(walk, (enum symbol_kind)kind, owner, block, leaf);
    if (kind != SYMBOL_TEST)
        declare_inside(walk, block, symbol);
}

/* ---- uses ---- */

static void use(struct walk *walk, const struct node *leaf, int symbol)
{
    struct span at = leaf->span;
    if (symbol == NOTHING || at.from == at.to)
        return;
    at = names_inner(walk->names->sources, leaf);
    VEC_ADD(walk->arena, &walk->names->uses, ((struct use){at, symbol, walk->clause, false}));
    walk->names->symbols.at[symbol].uses++;
}

static int find(const struct walk *walk, enum symbol_kind kind, const struct node *leaf)
{
    int scope = kind == SYMBOL_FACT || kind == SYMBOL_PERIOD ? walk->category : NOTHING;
    return names_find(walk->names, kind, scope, leaf->text);
}

static void use_kind(struct walk *walk, enum symbol_kind kind, const struct node *leaf)
{
    if (leaf && !leaf->broken)
        use(walk, leaf, find(walk, kind, leaf));
}

static void use_target(struct walk *walk, const struct node *leaf)
{
    if (!leaf || leaf->broken)
        return;
    int unit = find(walk, SYMBOL_UNIT, leaf);
    use(walk, leaf, unit != NOTHING ? unit : find(walk, SYMBOL_ROLE, leaf));
}

static void use_each(struct walk *walk, const struct node *clause, enum symbol_kind kind)
{
    const struct node *names = node_child(clause, NODE_NAMES);
    for (const struct node *leaf = names ? names->child : NULL; leaf; leaf = leaf->next) {
        if (kind == SYMBOL_UNIT)
            use_target(walk, leaf);
        else
            use_kind(walk, kind, leaf);
    }
}

/* A fact of that name in any category: tests stand outside all of them. */
static int any_fact(const struct walk *walk, struct view name)
{
    for (size_t i = 0; i < walk->names->symbols.n; i++)
        if (walk->names->symbols.at[i].kind == SYMBOL_FACT &&
            view_eq(walk->names->symbols.at[i].name, name))
            return (int)i;
    return NOTHING;
}

static int find_variable(const struct walk *walk, const struct node *leaf)
{
    static const enum symbol_kind attributes[] = {SYMBOL_TAG, SYMBOL_NUMBER, SYMBOL_DATE};
    int found = NOTHING;
    if (!walk->enterprise && terms_find(&terms_built_in, leaf->text) != NONE)
        return NOTHING;
    if (!walk->enterprise)
        found = find(walk, SYMBOL_FACT, leaf);
    for (size_t i = 0; i < 3 && found == NOTHING; i++)
        found = find(walk, attributes[i], leaf);
    return found != NOTHING || walk->enterprise ? found : any_fact(walk, leaf->text);
}

static void use_value(struct walk *walk, const struct node *name, int variable,
                      const struct node *value)
{
    int built_in = terms_find(&terms_built_in, name->text);
    if (value->kind != NODE_NAME || value->broken)
        return;
    if (variable != NOTHING)
        use(walk, value, names_find(walk->names, SYMBOL_VALUE, variable, value->text));
    else if (built_in == BUILT_IN_AREA)
        use_kind(walk, SYMBOL_AREA, value);
    else if (built_in == BUILT_IN_TIME)
        use_kind(walk, SYMBOL_PERIOD, value);
}

/* A comparison or a setting: a name, then its values. */
static void use_comparison(struct walk *walk, const struct node *node)
{
    const struct node *name = node->child;
    if (!name || name->kind != NODE_NAME || name->broken)
        return;
    int variable = find_variable(walk, name);
    use(walk, name, variable);
    for (const struct node *value = name->next; value; value = value->next)
        use_value(walk, name, variable, value);
}

static void use_variables(struct walk *walk, const struct node *first)
{
    for (const struct node *leaf = first; leaf; leaf = leaf->next)
        if (leaf->kind == NODE_NAME && !leaf->broken)
            use(walk, leaf, find_variable(walk, leaf));
}

static void walk_node(struct walk *walk, const struct node *node, const struct node *parent);

static void walk_children(struct walk *walk, const struct node *node)
{
    for (const struct node *child = node->child; child; child = child->next)
        walk_node(walk, child, node);
}

/* The category a test speaks of: that of the first class or duty it expects. */
static int category_expected(const struct walk *walk, const struct node *node)
{
    int found = NOTHING;
    if (node->kind == NODE_EXPECT_ALSO) /* another matter, mostly of another one */
        return NOTHING;
    if (node->kind == NODE_EXPECT_CATEGORY && node->child)
        return find(walk, SYMBOL_CATEGORY, node->child);
    if (node->kind == NODE_EXPECT_DUTY && node->child) {
        int duty = find(walk, SYMBOL_DUTY, node->child);
        return duty == NOTHING ? NOTHING : walk->names->symbols.at[duty].owner;
    }
    for (const struct node *child = node->child; child && found == NOTHING; child = child->next)
        found = category_expected(walk, child);
    return found;
}

static int category_within(const struct walk *walk, const struct node *node,
                           const struct node *name)
{
    if (node->kind == NODE_TEST)
        return category_expected(walk, node);
    return node->kind == NODE_CATEGORY && name ? find(walk, SYMBOL_CATEGORY, name) : walk->category;
}

/* A block, with what is seen inside it. */
static void walk_block(struct walk *walk, const struct node *node)
{
    struct walk inside = *walk;
    const struct node *name = name_of_block(node);
    inside.category = category_within(walk, node, name);
    inside.enterprise = node->kind == NODE_POLICY;
    walk_children(&inside, node);
}

static void walk_enterprise(struct walk *walk, const struct node *node)
{
    struct walk inside = *walk;
    inside.enterprise = true;
    use_variables(&inside, node->child);
    walk_children(&inside, node);
}

/* Clauses that hold names of one kind. true: it was one. */
static bool walk_names(struct walk *walk, const struct node *node, const struct node *parent)
{
    switch ((int)node->kind) {
    case NODE_ASSIGN:
    case NODE_OWNER:
    case NODE_BY:
    case NODE_SUPERVISE:
    case NODE_EXPECT_UNIT:
        use_target(walk, node->child);
        return true;
    case NODE_ASSIST:
    case NODE_EXPECT_ASSIST:
        use_each(walk, node, SYMBOL_UNIT);
        return true;
    case NODE_SERVES:
    case NODE_TO:
        use_each(walk, node, SYMBOL_AREA);
        return true;
    case NODE_OVER:
        use_each(walk, node, SYMBOL_DUTY);
        return true;
    case NODE_PARENT:
        use_kind(walk, parent->kind == NODE_UNIT ? SYMBOL_UNIT : SYMBOL_CATEGORY, node->child);
        return true;
    case NODE_USE_CLOCK:
        use_kind(walk, SYMBOL_CLOCK, node->child);
        return true;
    case NODE_LIST_REF:
        use_kind(walk, SYMBOL_LIST, node);
        return true;
    case NODE_HEIR:
    case NODE_EXPECT_DUTY:
        use_kind(walk, SYMBOL_DUTY, node->child);
        return true;
    case NODE_EXPECT_CATEGORY:
        use_kind(walk, SYMBOL_CATEGORY, node->child);
        return true;
    case NODE_EXPECT_CUE:
        use_kind(walk, SYMBOL_CUE, node->child);
        return true;
    case NODE_EXPECT_POLICY:
        use_kind(walk, SYMBOL_POLICY, node->child);
        return true;
    default:
        return false;
    }
}

static bool walk_conditions(struct walk *walk, const struct node *node, const struct node *parent)
{
    const struct node *names;
    switch ((int)node->kind) {
    case NODE_SETTING:
        if (parent->kind != NODE_CHANNEL)
            use_comparison(walk, node);
        return true;
    case NODE_ENTERPRISE:
        walk_enterprise(walk, node);
        return true;
    case NODE_GIVEN: /* of a heading: the name alone */
        use_variables(walk, node->child);
        walk_children(walk, node);
        return true;
    case NODE_EXPECT_ASK:
    case NODE_DERIVED:
        use_variables(walk, node->child);
        return true;
    case NODE_BECAUSE:
    case NODE_ONLY_BECAUSE:
        names = node_child(node, NODE_NAMES);
        use_variables(walk, names ? names->child : NULL);
        return true;
    default:
        if (node->kind < NODE_IS || node->kind > NODE_NOT_AFTER)
            return false;
        use_comparison(walk, node);
        return true;
    }
}

static void walk_node(struct walk *walk, const struct node *node, const struct node *parent)
{
    if (node->kind >= NODE_LANGUAGES)
        walk->clause = node->kind;
    if (walk_names(walk, node, parent) || walk_conditions(walk, node, parent))
        return;
    if (node->kind == NODE_CATEGORY || node->kind == NODE_POLICY || node->kind == NODE_TEST)
        walk_block(walk, node);
    else if (node->kind == NODE_NUMBER_DEF) {
        struct walk inside = *walk;
        inside.enterprise = true;
        walk_children(&inside, node);
    } else
        walk_children(walk, node);
}

/* ---- all ---- */

static int by_place(const void *a, const void *b)
{
    const struct use *one = a, *two = b;
    if (one->at.file != two->at.file)
        return one->at.file < two->at.file ? -1 : 1;
    return one->at.from < two->at.from ? -1 : one->at.from > two->at.from;
}

static void add_definitions(struct walk *walk)
{
    struct names *names = walk->names;
    for (size_t i = 0; i < names->symbols.n; i++) {
        const struct symbol *symbol = &names->symbols.at[i];
        int counts = look_up(names, symbol->kind, scope_of(symbol), symbol->name);
        bool repeats = symbol->kind == SYMBOL_ROLE && counts != (int)i;
        VEC_ADD(walk->arena, &names->uses,
                ((struct use){symbol->at, counts, NODE_RULES, !repeats}));
        names->symbols.at[counts].uses += repeats;
    }
}

const struct names *names_make(struct arena *arena, const struct tree *tree,
                               const struct sources *sources)
{
    struct names *names = ARENA_NEW(arena, struct names);
    struct walk walk = {.arena = arena, .names = names, .category = NOTHING};
    names->sources = sources;
    for (const struct node *block = tree->root->child; block; block = block->next)
        declare(&walk, block, NOTHING);
    enter_all(arena, names);
    add_definitions(&walk);
    walk_children(&walk, tree->root);
    if (names->uses.n)
        qsort(names->uses.at, names->uses.n, sizeof *names->uses.at, by_place);
    return names;
}

const struct use *names_at(const struct names *names, uint32_t file, uint32_t at)
{
    size_t low = 0, high = names->uses.n;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        const struct span *span = &names->uses.at[middle].at;
        if (span->file < file || (span->file == file && span->from <= at))
            low = middle + 1;
        else
            high = middle;
    }
    const struct use *found = low ? &names->uses.at[low - 1] : NULL;
    bool holds = found && found->at.file == file && found->at.from <= at && at <= found->at.to;
    return holds ? found : NULL;
}

int names_of_block(const struct names *names, const struct node *block)
{
    for (size_t i = 0; i < names->symbols.n; i++)
        if (names->symbols.at[i].node == block)
            return (int)i;
    return NOTHING;
}
