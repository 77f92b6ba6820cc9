/* words: what a citizen may write. Every word is folded here, once; nobody further on sees the
 * written form. @lists are opened up in place, so a category's words are all there is to know about
 * its recognition. A list may name other lists; they are opened depth first, and a list that comes
 * back to itself is an error.
 *
 * A word that stands twice in one place by hand is a warning; one that a list repeats is taken
 * silently, as lists are shared and overlap. */
#include "dsl/base/fold.h"
#include "dsl/base/hash.h"
#include "dsl/base/utf8.h"
#include "dsl/check/check.h"

enum list_state { LIST_NEW, LIST_OPEN, LIST_DONE };

/* The words of one place while they are read. Few are found again by comparing; a cue has a
 * thousand sentences, so of more there is a table. */
struct reading {
    struct check *check;
    words *out;
    uint32_t *slots;   /* numbers of words, from 1 on; 0 is free */
    size_t slot_count; /* a power of two, more than twice the words; 0: there is no table yet */
};
enum { FEW = 16 };

static bool is_word(const struct word *word, struct view first, struct view second)
{
    return view_eq(word->first, first) && view_eq(word->second, second);
}

/* Where its number stands, or would. */
static uint32_t *slot_of(const struct reading *reading, struct view first, struct view second)
{
    size_t mask = reading->slot_count - 1;
    size_t at = hash_quick(first, hash_quick(second, 0)) & mask;
    while (reading->slots[at] && !is_word(&reading->out->at[reading->slots[at] - 1], first, second))
        at = (at + 1) & mask;
    return &reading->slots[at];
}

static void make_slots(struct reading *reading)
{
    const words *out = reading->out;
    reading->slot_count = reading->slot_count ? 2 * reading->slot_count : 4 * FEW;
    while (reading->slot_count <= 2 * out->n)
        reading->slot_count *= 2;
    reading->slots = ARENA_ARRAY(reading->check->arena, reading->slot_count, uint32_t);
    for (size_t i = 0; i < out->n; i++)
        *slot_of(reading, out->at[i].first, out->at[i].second) = (uint32_t)i + 1;
}

static bool has_word(struct reading *reading, struct view first, struct view second)
{
    const words *out = reading->out;
    if (out->n >= FEW) {
        if (reading->slot_count <= 2 * out->n)
            make_slots(reading);
        return *slot_of(reading, first, second) != 0;
    }
    for (size_t i = 0; i < out->n; i++)
        if (is_word(&out->at[i], first, second))
            return true;
    return false;
}

/* It is not there yet: has_word() was asked. */
static void add(struct reading *reading, struct view first, struct view second, struct span span)
{
    uint32_t *slot = reading->slot_count ? slot_of(reading, first, second) : NULL;
    struct word *word = VEC_PUSH(reading->check->arena, reading->out);
    *word = (struct word){.first = first, .second = second, .span = span};
    if (slot)
        *slot = (uint32_t)reading->out->n;
}

void words_add_name(struct check *check, words *out, struct view name, struct span span)
{
    struct reading reading = {.check = check, .out = out};
    struct view folded = fold_lasting(check->arena, name);
    if (folded.n && !has_word(&reading, folded, (struct view){0}))
        add(&reading, folded, (struct view){0}, span);
}

/* One character alone hides in too many words to mean something. */
static void check_length(struct check *check, const struct node *node, struct view folded)
{
    if (folded.n <= 4 && utf8_length(folded) == 1)
        SAY(check, DIAG_W0303, node->span, node->text);
}

/* lone: single characters are looked at (in a list of the talk, "好" is a whole answer) */
static void read_string(struct reading *reading, const struct node *node, bool lone)
{
    struct check *check = reading->check;
    struct view folded = fold_lasting(check->arena, node->text);
    if (!folded.n) {
        SAY(check, DIAG_E0309, node->span);
        return;
    }
    if (has_word(reading, folded, (struct view){0})) {
        SAY(check, DIAG_W0301, node->span, node->text);
        return;
    }
    if (lone)
        check_length(check, node, folded);
    add(reading, folded, (struct view){0}, node->span);
}

static void read_sequence(struct reading *reading, const struct node *node)
{
    struct check *check = reading->check;
    if (!node->child || !node->child->next)
        return;
    struct view first = fold_lasting(check->arena, node->child->text);
    struct view second = fold_lasting(check->arena, node->child->next->text);
    if (!first.n || !second.n)
        SAY(check, DIAG_E0309, node->span);
    else if (has_word(reading, first, second))
        SAY(check, DIAG_W0301, node->span, source_text(check->diags->sources, node->span));
    else
        add(reading, first, second, node->span);
}

static void read_list(struct reading *reading, const struct node *node)
{
    struct check *check = reading->check;
    int index = scope_need(check, SCOPE_LIST, NONE, node);
    if (index == NONE)
        return;
    const struct word_list *list = &check->model->lists.at[index];
    for (size_t i = 0; i < list->words.n; i++) {
        const struct word *word = &list->words.at[i];
        if (!has_word(reading, word->first, word->second))
            add(reading, word->first, word->second, word->span);
    }
}

static void read_words(struct check *check, const struct node *node, words *out, bool lone)
{
    struct reading reading = {.check = check, .out = out};
    for (const struct node *word = node ? node->child : NULL; word; word = word->next) {
        if (word->broken)
            continue;
        if (word->kind == NODE_STRING)
            read_string(&reading, word, lone);
        else if (word->kind == NODE_SEQUENCE)
            read_sequence(&reading, word);
        else if (word->kind == NODE_LIST_REF)
            read_list(&reading, word);
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
