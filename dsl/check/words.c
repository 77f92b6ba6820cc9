/* words: what a citizen may write. Every word is folded here, once; nobody further on sees the
 * written form. @lists are opened up in place, so a category's words are all there is to know about
 * its recognition. A list may name other lists; they are opened depth first, and a list that comes
 * back to itself is an error.
 *
 * A word that stands twice in one place by hand is a warning; one that a list repeats is taken
 * silently, as lists are shared and overlap. */
#include "dsl/base/fold.h"
#include "dsl/base/utf8.h"
#include "dsl/check/check.h"

enum list_state { LIST_NEW, LIST_OPEN, LIST_DONE };

static bool has_word(const words *list, struct view first, struct view second)
{
    for (size_t i = 0; i < list->n; i++)
        if (view_eq(list->at[i].first, first) && view_eq(list->at[i].second, second))
            return true;
    return false;
}

static void add(struct check *check, words *out, struct view first, struct view second,
                struct span span)
{
    struct word *word = VEC_PUSH(check->arena, out);
    *word = (struct word){.first = first, .second = second, .span = span};
}

void words_add_name(struct check *check, words *out, struct view name, struct span span)
{
    struct view folded = fold_lasting(check->arena, name);
    if (folded.n && !has_word(out, folded, (struct view){0}))
        add(check, out, folded, (struct view){0}, span);
}

/* One character alone hides in too many words to mean something. */
static void check_length(struct check *check, const struct node *node, struct view folded)
{
    if (folded.n <= 4 && utf8_length(folded) == 1)
        SAY(check, DIAG_W0303, node->span, node->text);
}

/* lone: single characters are looked at (in a list of the talk, "好" is a whole answer) */
static void read_string(struct check *check, words *out, const struct node *node, bool lone)
{
    struct view folded = fold_lasting(check->arena, node->text);
    if (!folded.n) {
        SAY(check, DIAG_E0309, node->span);
        return;
    }
    if (has_word(out, folded, (struct view){0})) {
        SAY(check, DIAG_W0301, node->span, node->text);
        return;
    }
    if (lone)
        check_length(check, node, folded);
    add(check, out, folded, (struct view){0}, node->span);
}

static void read_sequence(struct check *check, words *out, const struct node *node)
{
    if (!node->child || !node->child->next)
        return;
    struct view first = fold_lasting(check->arena, node->child->text);
    struct view second = fold_lasting(check->arena, node->child->next->text);
    if (!first.n || !second.n)
        SAY(check, DIAG_E0309, node->span);
    else if (has_word(out, first, second))
        SAY(check, DIAG_W0301, node->span, source_text(check->diags->sources, node->span));
    else
        add(check, out, first, second, node->span);
}

static void read_list(struct check *check, words *out, const struct node *node)
{
    int index = scope_need(check, SCOPE_LIST, NONE, node);
    if (index == NONE)
        return;
    const struct word_list *list = &check->model->lists.at[index];
    for (size_t i = 0; i < list->words.n; i++) {
        const struct word *word = &list->words.at[i];
        if (!has_word(out, word->first, word->second))
            add(check, out, word->first, word->second, word->span);
    }
}

static void read_words(struct check *check, const struct node *node, words *out, bool lone)
{
    for (const struct node *word = node ? node->child : NULL; word; word = word->next) {
        if (word->broken)
            continue;
        if (word->kind == NODE_STRING)
            read_string(check, out, word, lone);
        else if (word->kind == NODE_SEQUENCE)
            read_sequence(check, out, word);
        else if (word->kind == NODE_LIST_REF)
            read_list(check, out, word);
    }
}

void words_read(struct check *check, const struct node *block, words *out)
{
    const struct node *clause = node_child(block, NODE_RECOGNISE);
    read_words(check, node_child(clause ? clause : block, NODE_WORDS), out, true);
}

/* One character may be all there is to hear ("吗"). */
void cue_read(struct check *check, const struct node *block, words *out)
{
    read_words(check, node_child(block, NODE_WORDS), out, false);
}

/* ---- lists ---- */

struct talk_name {
    const char *zh, *en;
};

/* Is it the name of a list that the conversation needs, in either spelling? */
static const struct talk_name *talk_name_of(struct view name)
{
    static const struct talk_name names[] = {
#define LIST(enumerator, zh, en) {zh, en},
#include "dsl/base/talk_words.h"
#undef LIST
    };
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        if (view_is(name, names[i].zh) || view_is(name, names[i].en))
            return &names[i];
    return NULL;
}

struct lists {
    struct check *check;
    enum list_state *states;
};

static void open_list(struct lists *lists, int index);

static void open_named(struct lists *lists, const struct node *words_node)
{
    struct check *check = lists->check;
    for (struct node *ref = words_node->child; ref; ref = ref->next) {
        if (ref->kind != NODE_LIST_REF || ref->broken)
            continue;
        int index = scope_find(check, SCOPE_LIST, NONE, ref->text);
        if (index != NONE && lists->states[index] == LIST_OPEN)
            SAY(check, DIAG_E0310, ref->span, ref->text);
        else if (index != NONE)
            open_list(lists, index);
    }
}

static void open_list(struct lists *lists, int index)
{
    struct check *check = lists->check;
    if (lists->states[index] != LIST_NEW)
        return;
    lists->states[index] = LIST_OPEN;
    const struct node *block = check->scopes[SCOPE_LIST].entries.at[index].node;
    const struct node *words_node = node_child(block, NODE_WORDS);
    if (words_node) {
        open_named(lists, words_node);
        struct word_list *list = &check->model->lists.at[index];
        read_words(check, words_node, &list->words, !talk_name_of(list->name));
    }
    lists->states[index] = LIST_DONE;
}

void word_lists_fill(struct check *check)
{
    size_t count = check->model->lists.n;
    struct lists lists = {check, ARENA_ARRAY(check->arena, count + 1, enum list_state)};
    for (size_t i = 0; i < count; i++)
        open_list(&lists, (int)i);
}

const struct word_list *model_list(const struct model *model, const char *zh)
{
    const struct talk_name *required = talk_name_of(view_of(zh));
    for (size_t i = 0; i < model->lists.n; i++) {
        struct view name = model->lists.at[i].name;
        if (required ? talk_name_of(name) == required : view_is(name, zh))
            return &model->lists.at[i];
    }
    return NULL;
}
