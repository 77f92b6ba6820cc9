/* shape: what a block may have, and whether it has it.
 *
 * blocks.h is the one table; the grammar takes any clause in any block, and here, when a block is
 * done, its children are counted against the table: which clause stands twice, which is missing,
 * which belongs elsewhere. That gives such mistakes messages that speak of duties and clauses
 * instead of tokens, and keeps the grammar a third of the size.
 *
 * A block in which something was lost is not asked for missing clauses: the lost one may have been
 * it. It is marked broken, but the blocks around it are not: a category with one unreadable duty
 * is still a category. */
#include "dsl/syntax/build.h"

#include "dsl/syntax/parser.h"

#define CAT(a, b) a##b

static const struct may {
    int block, clause;
    enum node_kind node;
    size_t least, most;
} may[] = {
#define MAY(block, clause, node, least, most)                                                      \
    {CAT(TOK_, block), CAT(TOK_, clause), CAT(NODE_, node), least, most},
#include "dsl/syntax/blocks.h"
#undef MAY
};

/* How a block's body looks: clauses, entries, or none; and whether it must have one.
 * BLOCK(token, node, may it stand outside all blocks, a body of clauses, a body needed) */
#define BLOCKS(BLOCK)                                                                              \
    BLOCK(DISTRICT, DISTRICT, true, true, true)                                                    \
    BLOCK(AREA, AREA, true, false, false)                                                          \
    BLOCK(UNIT, UNIT, true, true, true)                                                            \
    BLOCK(CALENDAR, CALENDAR, true, true, true)                                                    \
    BLOCK(WORDS, WORD_LIST, true, false, true)                                                     \
    BLOCK(PERIOD, PERIOD, true, false, false)                                                      \
    BLOCK(CLOCK, CLOCK, true, true, true)                                                          \
    BLOCK(CATEGORY, CATEGORY, true, true, true)                                                    \
    BLOCK(FACT, FACT, true, false, true)                                                           \
    BLOCK(DUTY, DUTY, false, true, true)                                                           \
    BLOCK(TAG, TAG, true, false, false)                                                            \
    BLOCK(NUMBER, NUMBER_DEF, true, false, false)                                                  \
    BLOCK(DATE, DATE_DEF, true, false, false)                                                      \
    BLOCK(POLICY, POLICY, true, true, true)                                                        \
    BLOCK(NOTICE, NOTICE, true, true, true)                                                        \
    BLOCK(GUIDE, GUIDE, true, true, true)                                                          \
    BLOCK(PHRASE, PHRASE, true, false, false)                                                      \
    BLOCK(CUE, CUE, true, false, true)                                                             \
    BLOCK(CHANNEL, CHANNEL, true, false, true)                                                     \
    BLOCK(MODEL, MODEL, true, false, true)                                                         \
    BLOCK(TEST, TEST, true, true, true)                                                            \
    BLOCK(TABLE, TABLE, false, false, true)                                                        \
    BLOCK(RETIRE, RETIRE, true, false, false)

static const struct block {
    int token;
    enum node_kind node;
    bool outside, clauses, body;
} blocks[] = {
#define BLOCK(token, node, outside, clauses, body)                                                 \
    {CAT(TOK_, token), CAT(NODE_, node), outside, clauses, body},
    BLOCKS(BLOCK)
#undef BLOCK
};

enum { MAYS = sizeof may / sizeof may[0], BLOCK_ROWS = sizeof blocks / sizeof blocks[0] };

/* The row of a token, of a node; asked for nearly every token of a file. */
enum block_row {
#define BLOCK(token, ...) CAT(ROW_, token),
    BLOCKS(BLOCK)
#undef BLOCK
};

static const struct block *block_of(int token)
{
    switch (token) {
#define BLOCK(token, ...)                                                                          \
    case CAT(TOK_, token):                                                                         \
        return &blocks[CAT(ROW_, token)];
        BLOCKS(BLOCK)
#undef BLOCK
    default:
        return NULL;
    }
}

static int token_of_block(enum node_kind node)
{
    switch (node) {
#define BLOCK(token, node, ...)                                                                    \
    case CAT(NODE_, node):                                                                         \
        return CAT(TOK_, token);
        BLOCKS(BLOCK)
#undef BLOCK
    default:
        return 0;
    }
}

/* Questions */

#define PAIR(block, clause) ((block) << 10 | (clause))

bool block_allows(int block, int clause)
{
    if (block == 0) {
        const struct block *inner = block_of(clause);
        return inner && inner->outside;
    }
    if (block == TOK_AREA && clause == TOK_AREA)
        return true;
    switch (PAIR(block, clause)) {
#define MAY(block, clause, node, least, most) case PAIR(CAT(TOK_, block), CAT(TOK_, clause)):
#include "dsl/syntax/blocks.h"
#undef MAY
        return true;
    default:
        return false;
    }
}

bool block_needs_body(int block)
{
    const struct block *about = block_of(block);
    return about && about->body;
}

bool block_has_clauses(int block)
{
    const struct block *about = block_of(block);
    return about && about->clauses;
}

enum node_kind block_clause(int keyword)
{
    for (size_t i = 0; i < MAYS; i++) {
        if (may[i].clause == keyword)
            return may[i].node;
    }
    const struct block *about = block_of(keyword);
    return about ? about->node : NODE_RULES;
}

struct view block_title(int block)
{
    switch (block) {
    case 0:
        return BOTH("文件", "file");
#define WORD(token, zh, en, kind)                                                                  \
    case CAT(TOK_, token):                                                                         \
        return BOTH(zh, en);
#include "dsl/syntax/keywords.h"
#undef WORD
    default:
        return BOTH("这里", "block");
    }
}

size_t block_spellings(int block, struct view *out, size_t most)
{
    size_t n = 0;
    for (size_t i = 0; i < MAYS && block; i++) {
        const struct word *word = may[i].block == block ? word_of(may[i].clause) : NULL;
        if (word && n + 2 <= most)
            out[n++] = word->zh, out[n++] = word->en;
    }
    for (size_t i = 0; i < BLOCK_ROWS && !block; i++) {
        const struct word *word = word_of(blocks[i].token);
        if (blocks[i].outside && n + 2 <= most)
            out[n++] = word->zh, out[n++] = word->en;
    }
    return n;
}

/* Lists in both languages */

struct listing {
    struct buf zh, en;
};

static void listing_add(struct listing *listing, int token)
{
    const struct word *word = word_of(token);
    if (listing->zh.n) {
        buf_text(&listing->zh, "、");
        buf_text(&listing->en, ", ");
    }
    buf_view(&listing->zh, word->zh);
    buf_view(&listing->en, word->en);
}

static struct listing listing_new(void)
{
    struct listing listing;
    buf_init(&listing.zh, 4096);
    buf_init(&listing.en, 4096);
    return listing;
}

static struct view listing_keep(struct parse *p, struct listing *listing)
{
    if (!listing->zh.n)
        return VIEW("");
    struct view both = diag_both(p->arena, buf_seen(&listing->zh), buf_seen(&listing->en));
    buf_free(&listing->zh);
    buf_free(&listing->en);
    return both;
}

struct view block_words(struct parse *p, int block)
{
    struct listing listing = listing_new();
    for (size_t i = 0; i < MAYS && block; i++) {
        if (may[i].block == block)
            listing_add(&listing, may[i].clause);
    }
    for (size_t i = 0; i < BLOCK_ROWS && !block; i++) {
        if (blocks[i].outside)
            listing_add(&listing, blocks[i].token);
    }
    return listing_keep(p, &listing);
}

struct view block_homes(struct parse *p, int clause)
{
    struct listing listing = listing_new();
    for (size_t i = 0; i < MAYS; i++) {
        if (may[i].clause == clause)
            listing_add(&listing, may[i].block);
    }
    return listing_keep(p, &listing);
}

/* Checking */

static struct span head_place(const struct node *block)
{
    return block->child ? block->child->span : block->span;
}

/* "事项“0601”" and "duty "0601"". */
static struct view block_name(struct parse *p, int token, const struct node *block)
{
    struct view title = block_title(token), name = block->text;
    if (!name.n)
        return title;
    return diag_both(
        p->arena, parse_text(p, "%.*s“%.*s”", VIEW_FMT(diag_half(title, DIAG_ZH)), VIEW_FMT(name)),
        parse_text(p, "%.*s \"%.*s\"", VIEW_FMT(diag_half(title, DIAG_EN)), VIEW_FMT(name)));
}

static struct span keyword_place(const struct parse *p, const struct node *clause, int keyword)
{
    const struct word *word = word_of(keyword);
    struct span place = clause->span;
    bool zh = view_starts(source_text(p->sources, place), word->zh);
    place.to = place.from + (uint32_t)(zh ? word->zh.n : word->en.n);
    return place;
}

static void say_double(struct parse *p, const struct may *rule, const struct node *block)
{
    const struct node *first = node_child(block, rule->node);
    size_t seen = 0;
    for (const struct node *again = first; again; again = node_again(again)) {
        if (++seen <= rule->most || again->broken)
            continue;
        struct span place = keyword_place(p, again, rule->clause);
        struct diag *diag =
            SAY(p, E0207, place, block_name(p, rule->block, block), block_title(rule->clause));
        parse_label(p, diag, keyword_place(p, first, rule->clause),
                    BOTH("第一次写在这里", "first written here"));
    }
}

static void say_missing(struct parse *p, const struct may *rule, const struct node *block)
{
    SAY(p, E0211, head_place(block), block_name(p, rule->block, block), block_title(rule->clause));
}

static bool is_clause(enum node_kind kind)
{
    return kind >= NODE_LANGUAGES;
}

static int token_of_clause(enum node_kind node)
{
    for (size_t i = 0; i < MAYS; i++) {
        if (may[i].node == node)
            return may[i].clause;
    }
    return 0;
}

void block_say_elsewhere(struct parse *p, struct span place, int block, int clause)
{
    struct view homes = block_homes(p, clause), help = VIEW("");
    if (block == TOK_CATEGORY && clause == TOK_CATEGORY)
        help = BOTH("下级类别另写一块，用“上级”指明它属于谁。",
                    "Write it as a block of its own, with parent naming the one above.");
    else if (!homes.n && block_allows(0, clause))
        help = BOTH("它自成一块，写在最外层。", "It is a block of its own, outside all others.");
    else if (homes.n > 1)
        help = diag_both(
            p->arena, parse_text(p, "它写在“%.*s”里。", VIEW_FMT(diag_half(homes, DIAG_ZH))),
            parse_text(p, "It belongs in: %.*s.", VIEW_FMT(diag_half(homes, DIAG_EN))));
    SAY(p, E0212, place, source_text(p->sources, place), block_title(block), help);
}

static void check_children(struct parse *p, int token, struct node *block)
{
    size_t count[NODE_KINDS] = {0};
    bool known[NODE_KINDS] = {false};
    for (const struct node *child = block->child; child; child = child->next)
        count[child->kind]++;
    for (size_t i = 0; i < MAYS; i++) {
        const struct may *rule = &may[i];
        if (rule->block != token)
            continue;
        known[rule->node] = true;
        if (rule->most && count[rule->node] > rule->most)
            say_double(p, rule, block);
        bool in_table = rule->node == NODE_EXPECT && count[NODE_TABLE];
        if (count[rule->node] < rule->least && !block->broken && !in_table)
            say_missing(p, rule, block);
    }
    for (const struct node *child = block->child; child; child = child->next) {
        if (known[child->kind] || child->broken || !is_clause(child->kind))
            continue;
        int keyword = token_of_clause(child->kind);
        if (keyword)
            block_say_elsewhere(p, keyword_place(p, child, keyword), token, keyword);
    }
}

struct node *shape_block(struct parse *p, enum node_kind kind, struct span span, struct chain head,
                         struct chain body)
{
    struct node *block = node_with(p, kind, span, chain_join(head, body));
    for (const struct node *child = block->child; child; child = child->next) {
        bool own = !token_of_block(child->kind) && child->kind != NODE_VALUE;
        block->broken = block->broken || (own && child->broken);
    }
    if (block->child && kind != NODE_NUMBER_DEF)
        block->text = block->child->text;
    if (block_has_clauses(token_of_block(kind)))
        check_children(p, token_of_block(kind), block);
    return block;
}
