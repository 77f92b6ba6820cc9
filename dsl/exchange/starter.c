/* starter: phrases, cues and calendar serve every district as they are. Of the word lists only
 * those of the talk do; the others are for the sample's own duties and would be unused. So the
 * sample's text is parsed, and the blocks are copied that the talk names, with the lists those
 * name. Of the latter only words are kept that no shorter one covers: what told them apart were the
 * sample's duties. */
#include "dsl/exchange/starter.h"

#include "dsl/base/starter_text.h"
#include "dsl/syntax/tree.h"

enum { WORDS_A_LINE = 10 };

struct wanted {
    const struct tree *tree;
    bool *take; /* by block */
};

static bool is_talk_list(struct view name)
{
    static const char *const names[] = {
#define LIST(name, zh, en) zh, en,
#include "dsl/base/talk_words.h"
#undef LIST
    };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (view_is(name, names[i]))
            return true;
    return false;
}

static struct view name_of(const struct node *block)
{
    const struct node *name = node_child(block, NODE_NAME);
    return name ? name->text : VIEW("");
}

static void take(struct wanted *wanted, struct view name)
{
    size_t index = 0;
    for (const struct node *block = wanted->tree->root->child; block;
         block = block->next, index++) {
        if (wanted->take[index] || !view_eq(name_of(block), name))
            continue;
        wanted->take[index] = true;
        const struct node *words = node_child(block, NODE_WORDS);
        for (const struct node *word = words ? words->child : NULL; word; word = word->next)
            if (word->kind == NODE_LIST_REF)
                take(wanted, word->text);
    }
}

/* Does a shorter word of the list lie in it? */
static bool covered(const struct node *words, const struct node *word)
{
    for (const struct node *other = words->child; other; other = other->next)
        if (other != word && other->kind == NODE_STRING && word->kind == NODE_STRING &&
            other->text.n < word->text.n && view_find(word->text, other->text) != SIZE_MAX)
            return true;
    return false;
}

static void write_list(const struct sources *sources, const struct node *block, struct buf *out)
{
    const struct node *words = node_child(block, NODE_WORDS);
    const struct node *display = node_child(block, NODE_DISPLAY);
    size_t n = 0;
    buf_print(out, "\n词表 %.*s ", VIEW_FMT(name_of(block)));
    if (display)
        buf_print(out, "%.*s ", VIEW_FMT(source_text(sources, display->span)));
    buf_text(out, "{\n    ");
    for (const struct node *word = words ? words->child : NULL; word; word = word->next) {
        if (covered(words, word))
            continue;
        buf_print(out, "%s%.*s",
                  !n                 ? ""
                  : n % WORDS_A_LINE ? "、"
                                     : "、\n    ",
                  VIEW_FMT(source_text(sources, word->span)));
        n++;
    }
    buf_text(out, "\n}\n");
}

void starter_write_words(struct arena *arena, struct buf *out)
{
    struct sources sources = {.arena = arena};
    struct diags diags = {.arena = arena, .sources = &sources};
    struct tree tree = {.arena = arena};
    size_t count = 0, index = 0;
    sources_add(&sources, VIEW("words.zd"), view_of(starter_words));
    tree_parse(&tree, &sources, &diags);
    for (const struct node *block = tree.root->child; block; block = block->next)
        count++;
    struct wanted wanted = {&tree, ARENA_ARRAY(arena, count + 1, bool)};
    for (const struct node *block = tree.root->child; block; block = block->next)
        if (is_talk_list(name_of(block)))
            take(&wanted, name_of(block));
    for (const struct node *block = tree.root->child; block; block = block->next, index++)
        if (wanted.take[index] && is_talk_list(name_of(block)))
            buf_print(out, "\n%.*s\n", VIEW_FMT(source_text(&sources, block->span)));
        else if (wanted.take[index])
            write_list(&sources, block, out);
}
