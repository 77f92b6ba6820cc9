/* build: the parser's actions, one function for each shape of node.
 *
 * A node that stands for a list grows while the parser walks on, so its span is stretched and its
 * last child kept; nothing is copied. What the grammar leaves open because a closed table decides
 * it (measure words, 可享 and 不可享) is decided here, and a word that is not in the table makes a
 * node that is marked broken: the mistake has been said, the passes behind stay silent about it.
 *
 * After a mistake the parser knows only that something did not fit. Which clause or head it was is
 * found by going back through the tokens to the nearest start. */
#include "dsl/syntax/build.h"

#include "dsl/base/measure.h"
#include "dsl/syntax/parser.h"

enum { MILLION = 1000000 };

struct node *node_make(struct parse *p, enum node_kind kind, struct span span)
{
    struct node *node = ARENA_NEW(p->arena, struct node);
    node->kind = kind;
    node->span = span;
    return node;
}

struct node *node_leaf(struct parse *p, enum node_kind kind, const struct token *token)
{
    struct node *node = node_make(p, kind, token->span);
    node->text = token->text;
    node->number = token->number;
    return node;
}

void node_add(struct node *parent, struct node *child)
{
    if (!child) {
        parent->broken = true;
        return;
    }
    if (parent->last)
        parent->last->next = child;
    else
        parent->child = child;
    parent->last = child;
}

struct node *node_of(struct parse *p, enum node_kind kind, struct span span, struct node *child)
{
    struct node *node = node_make(p, kind, span);
    node_add(node, child);
    node->broken = node->broken || (child && child->broken);
    return node;
}

struct node *node_two(struct parse *p, enum node_kind kind, struct span span, struct node *a,
                      struct node *b)
{
    struct node *node = node_of(p, kind, span, a);
    node_add(node, b);
    node->broken = node->broken || (b && b->broken);
    return node;
}

struct node *node_with(struct parse *p, enum node_kind kind, struct span span,
                       struct chain children)
{
    struct node *node = node_make(p, kind, span);
    node->child = children.first;
    node->last = children.last;
    node->broken = children.broken;
    return node;
}

struct node *node_more(struct node *list, struct node *child)
{
    node_add(list, child);
    list->broken = list->broken || child->broken;
    list->span.to = child->span.to;
    return list;
}

struct node *node_range(struct parse *p, struct span span, enum node_kind kind,
                        const struct token *from, const struct token *to)
{
    return node_two(p, NODE_RANGE, span, node_leaf(p, kind, from), node_leaf(p, kind, to));
}

/* Chains */

struct chain chain_add(struct chain chain, struct node *node)
{
    if (!node) {
        chain.broken = true;
        return chain;
    }
    if (chain.last)
        chain.last->next = node;
    else
        chain.first = node;
    chain.last = node;
    return chain;
}

struct chain chain_one(struct node *node)
{
    return chain_add((struct chain){0}, node);
}

struct chain chain_two(struct node *a, struct node *b)
{
    return chain_add(chain_one(a), b);
}

struct chain chain_join(struct chain a, struct chain b)
{
    if (!b.first) {
        a.broken = a.broken || b.broken;
        return a;
    }
    struct chain both = chain_add(a, b.first);
    both.last = b.last;
    both.broken = a.broken || b.broken;
    return both;
}

/* Measure words */

static const struct {
    struct view word, canonical;
} periods[] = {
#define PERIOD(word, canonical) {{word, sizeof(word) - 1}, {canonical, sizeof(canonical) - 1}},
#include "dsl/syntax/periods.h"
};

static const struct view measures[] = {
#define MEASURE(word, family, unit) {word, sizeof(word) - 1},
#include "dsl/base/measure_table.h"
};

enum {
    PERIODS = sizeof periods / sizeof periods[0],
    MEASURES = sizeof measures / sizeof measures[0]
};

/* "元、万元、...", each once. */
static struct view measures_listed(void)
{
    static const char list[] =
#define MEASURE(word, family, unit) "、" word
#define ALSO(word, family, unit)
#include "dsl/base/measure_table.h"
        ;
    return (struct view){list + strlen("、"), sizeof list - 1 - strlen("、")};
}

static void say_no_measure(struct parse *p, const struct token *word, struct view list,
                           struct view nearest)
{
    struct diag *diag = SAY(p, E0216, word->span, word->text, list);
    if (nearest.n) {
        diag->suggestion = nearest;
        parse_fix(p, diag, word->span, nearest);
    }
}

static bool measure_good(struct parse *p, const struct token *measure)
{
    if (measure_find(measure->text))
        return true;
    bool currency = measure->text.n >= 3 &&
                    view_is(view_sub(measure->text, measure->text.n - 3, measure->text.n), "元");
    say_no_measure(p, measure, measures_listed(),
                   currency ? VIEW("") : diag_nearest(measure->text, measures, MEASURES));
    return false;
}

struct node *build_number(struct parse *p, struct span span, const struct token *figure,
                          const struct token *measure)
{
    struct node *node = node_make(p, NODE_NUMBER, span);
    node->number = figure->number;
    node->text = measure->text;
    node->broken = !measure_good(p, measure);
    return node;
}

/* 5 个工作日内: the scanner has dropped 个; 内 is dropped here. */
static struct view without_within(struct view word)
{
    static const char *const endings[] = {"以内", "之内", "内"};
    for (size_t i = 0; i < sizeof endings / sizeof endings[0]; i++) {
        size_t n = strlen(endings[i]);
        if (word.n > n && memcmp(word.p + word.n - n, endings[i], n) == 0)
            return view_sub(word, 0, word.n - n);
    }
    return word;
}

struct view period_canonical(struct view word)
{
    word = without_within(word);
    for (size_t i = 0; i < PERIODS; i++) {
        if (view_eq(word, periods[i].word))
            return periods[i].canonical;
    }
    return VIEW("");
}

static struct view nearest_period(struct view word)
{
    struct view words[PERIODS];
    for (size_t i = 0; i < PERIODS; i++)
        words[i] = periods[i].word;
    return diag_nearest(without_within(word), words, PERIODS);
}

struct node *build_duration(struct parse *p, struct span span, const struct token *figure,
                            const struct token *measure)
{
    struct node *node = node_make(p, NODE_DURATION, span);
    node->number = figure->number;
    node->text = period_canonical(measure->text);
    if (!node->text.n) {
        say_no_measure(p, measure, BOTH("工作日、小时、分钟、日", "workdays, hours, minutes, days"),
                       nearest_period(measure->text));
        node->broken = true;
    }
    return node;
}

/* RATIO: value times a million. Both figures are in millionths already. */
struct node *build_ratio(struct parse *p, struct span span, const struct token *a,
                         const struct token *b)
{
    struct node *node = node_make(p, NODE_RATIO, span);
    int64_t divisor = b ? b->number : 100 * (int64_t)MILLION;
    node->broken = divisor == 0 || a->number > INT64_MAX / MILLION;
    if (node->broken)
        SAY(p, E0106, span, source_text(p->sources, span));
    else
        node->number = a->number * MILLION / divisor;
    return node;
}

/* What a test expects */

struct node *build_entitled(struct parse *p, struct span span, struct node *policy,
                            const struct token *word)
{
    static const char *const words[][3] = {
        {"可享", "yes", "yes"}, {"不可享", "no", "no"}, {"待定", "depends", "depends"}};
    struct node *answer = node_leaf(p, NODE_NAME, word);
    answer->broken = true;
    for (size_t i = 0; i < 3; i++) {
        if (view_is(word->text, words[i][0]) || view_is(word->text, words[i][1])) {
            answer->text = view_of(words[i][2]);
            answer->broken = false;
        }
    }
    if (answer->broken)
        SAY(p, E0217, word->span, word->text,
            BOTH("“可享”、“不可享”或“待定”", "\"yes\", \"no\" or \"depends\""));
    return node_two(p, NODE_EXPECT_POLICY, span, policy, answer);
}

struct node *build_kind(struct parse *p, struct span span, const struct token *word,
                        struct node *kind)
{
    struct node *node = node_make(p, NODE_EXPECT_KIND, span);
    if (kind)
        node_add(node, kind);
    node->broken = !view_is(word->text, "类型") && !view_is(word->text, "kind");
    if (node->broken)
        SAY(p, E0217, word->span, word->text,
            BOTH("类别、事项、单位、协办、急、期限、到期、类型、否则、追问、听语或政策",
                 "category, duty, unit, assist, urgent, within, due, kind, otherwise, ask, cue "
                 "or policy"));
    return node;
}

/* Conditions. The number of an AND or OR is the byte where its first operator stands. */

static bool mixed(enum node_kind kind, const struct node *part)
{
    return (part->kind == NODE_AND || part->kind == NODE_OR) && part->kind != kind;
}

static void say_mixed(struct parse *p, struct node *node, const struct node *part, struct span sign)
{
    if (part->broken || node->broken)
        return;
    struct span other = sign;
    other.from = (uint32_t)part->number;
    bool word = p->text.p[other.from] == 'a' || p->text.p[other.from] == 'o';
    other.to = other.from + (!word ? 3 : p->text.p[other.from] == 'a' ? 3 : 2);
    struct diag *diag = SAY(p, E0209, sign);
    parse_label(p, diag, sign, source_text(p->sources, sign));
    parse_label(p, diag, other, source_text(p->sources, other));
    struct span inner = part->span;
    parse_fix(p, diag, inner, parse_text(p, "(%.*s)", VIEW_FMT(source_text(p->sources, inner))));
}

struct node *build_join(struct parse *p, enum node_kind kind, struct span sign, struct node *a,
                        struct node *b)
{
    struct span span = {a->span.file, a->span.from, b->span.to};
    if (a->kind == kind) {
        a->broken = a->broken || b->broken;
        if (mixed(kind, b)) {
            say_mixed(p, a, b, sign);
            a->broken = true;
        }
        node_add(a, b);
        a->span = span;
        return a;
    }
    struct node *node = node_two(p, kind, span, a, b);
    node->number = sign.from;
    bool left = mixed(kind, a), right = mixed(kind, b);
    if (left)
        say_mixed(p, node, a, sign);
    else if (right)
        say_mixed(p, node, b, sign);
    node->broken = node->broken || left || right;
    return node;
}

struct node *build_compare(struct parse *p, enum node_kind kind, struct span span,
                           struct node *name, struct chain values)
{
    return node_with(p, kind, span, chain_join(chain_one(name), values));
}

/* Numbers of enterprises */

struct chain build_options(struct chain settings)
{
    for (struct node *node = settings.first; node; node = node->next)
        if (node->kind == NODE_SETTING)
            node->kind = NODE_OPTION;
    return settings;
}

struct node *build_measured(struct parse *p, struct span span, struct chain head,
                            const struct token *measure)
{
    struct node *node = shape_block(p, NODE_NUMBER_DEF, span, head, (struct chain){0});
    node->text = measure->text;
    node->broken = !measure_good(p, measure) || node->broken;
    return node;
}

struct node *build_derived(struct parse *p, struct span span, struct chain head, struct node *a,
                           struct node *b)
{
    struct span place = {a->span.file, a->span.from, b->span.to};
    struct node *derived = node_two(p, NODE_DERIVED, place, a, b);
    return shape_block(p, NODE_NUMBER_DEF, span, chain_add(head, derived), (struct chain){0});
}

/* Tables. One bad cell does not make a bad test: nothing above it is marked broken. */

static const struct {
    int token;
    enum node_kind kind;
} headings[] = {
    {TOK_GIVEN, NODE_GIVEN},
    {TOK_CITIZEN, NODE_CITIZEN},
    {TOK_ENTERPRISE, NODE_ENTERPRISE},
    {TOK_EXPECT, NODE_EXPECT},
    {TOK_CATEGORY, NODE_EXPECT_CATEGORY},
    {TOK_DUTY, NODE_EXPECT_DUTY},
    {TOK_UNIT, NODE_EXPECT_UNIT},
    {TOK_POLICY, NODE_EXPECT_POLICY},
    {TOK_ASSIST, NODE_EXPECT_ASSIST},
    {TOK_WITHIN, NODE_EXPECT_WITHIN},
    {TOK_DUE, NODE_EXPECT_DUE},
    {TOK_ASK, NODE_EXPECT_ASK},
    {TOK_CUE, NODE_EXPECT_CUE},
    {TOK_BECAUSE, NODE_BECAUSE},
    {TOK_ONLY, NODE_ONLY_BECAUSE},
};

struct node *build_also(struct parse *p, struct span span, struct span duty, struct node *code)
{
    return node_of(p, NODE_EXPECT_ALSO, span, node_of(p, NODE_EXPECT_DUTY, duty, code));
}

struct node *build_heading(struct parse *p, struct span keyword, struct node *name)
{
    const struct word *word = words_find(&p->words, source_text(p->sources, keyword));
    size_t at = 0;
    while (word && headings[at].token != word->token)
        at++;
    struct span span = keyword;
    span.to = name ? name->span.to : keyword.to;
    struct node *node = node_make(p, headings[at].kind, span);
    if (name)
        node_add(node, name);
    bool clause = node->kind == NODE_GIVEN || node->kind == NODE_CITIZEN ||
                  node->kind == NODE_ENTERPRISE || node->kind == NODE_EXPECT;
    return clause ? node : node_of(p, NODE_EXPECT, span, node);
}

struct node *build_column(struct parse *p, struct node *heading)
{
    const struct token *token = &p->tokens.list.at[p->read];
    struct node *node = node_make(p, NODE_COLUMN, heading ? heading->span : token->span);
    if (heading)
        node_add(node, heading);
    node->text = source_text(p->sources, node->span);
    node->broken = !heading || heading->broken;
    return node;
}

struct node *build_cell(struct parse *p, const struct token *cell, struct node *clause)
{
    struct span span = cell->span;
    span.to = span.from + (uint32_t)cell->text.n;
    struct node *node = node_make(p, NODE_CELL, span);
    if (clause)
        node_add(node, clause);
    node->text = cell->text;
    node->broken = clause && clause->broken;
    return node;
}

struct node *build_cell_lost(struct parse *p, const struct token *cell)
{
    struct node *node = build_cell(p, cell, NULL);
    node->broken = true;
    return node;
}

struct node *build_table(struct parse *p, struct span span, struct chain columns, struct chain rows)
{
    struct node *node = node_with(p, NODE_TABLE, span, chain_join(columns, rows));
    node->broken = false;
    return node;
}

void build_say_colon(struct parse *p, struct span equal)
{
    struct diag *diag = SAY(p, E0213, equal);
    parse_fix(p, diag, equal, VIEW(":"));
}
