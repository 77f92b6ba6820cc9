/* weigh: a word says the more the fewer categories use it. A category uses the words that admit it,
 * those of its duties and those of its facts' values; a word it uses ten times counts once. Words
 * of nothing but areas, periods or lists weigh as if one category used them.
 *
 * A city has fifty thousand words, and finding one in the table is most of the work. So where the
 * counting found it is kept in its weight until the weighing, which need not look again. */
#include "dsl/base/hash.h"
#include "dsl/base/utf8.h"
#include "dsl/check/check.h"

enum { WEIGHT_UNIT = 60, WEIGHT_LENGTH = 6 };

/* Small, for there are many and each is somewhere else in memory. */
struct use {
    const struct word *word; /* one that reads so; NULL: free */
    int categories;
    int last; /* category + 1 that counted last */
};

struct uses {
    struct use *at; /* by hash */
    size_t room;
};

int model_weight(size_t characters, size_t categories)
{
    size_t length = characters < WEIGHT_LENGTH ? characters : WEIGHT_LENGTH;
    return (int)(WEIGHT_UNIT * length / (categories ? categories : 1));
}

static bool same_word(const struct word *a, const struct word *b)
{
    return view_eq(a->first, b->first) && view_eq(a->second, b->second);
}

static struct use *slot_of(struct uses *uses, const struct word *word)
{
    uint64_t hash = hash_quick(word->first, 0);
    if (word->second.n)
        hash = hash_quick(word->second, hash);
    for (size_t i = (size_t)hash;; i++) {
        struct use *use = &uses->at[i & (uses->room - 1)];
        if (!use->word || same_word(use->word, word))
            return use;
    }
}

static void count(struct uses *uses, words *list, int category)
{
    for (size_t i = 0; i < list->n; i++) {
        struct use *use = slot_of(uses, &list->at[i]);
        list->at[i].weight = (int)(use - uses->at);
        use->word = &list->at[i];
        if (use->last == category + 1)
            continue;
        use->last = category + 1;
        use->categories++;
    }
}

static void weigh_one(struct word *word, const struct use *use)
{
    size_t characters = utf8_length(word->first);
    if (word->second.n)
        characters += utf8_length(word->second);
    word->weight = model_weight(characters, (size_t)use->categories);
}

static void weigh(struct uses *uses, words *list)
{
    for (size_t i = 0; i < list->n; i++)
        weigh_one(&list->at[i], slot_of(uses, &list->at[i]));
}

static void weigh_counted(struct uses *uses, words *list)
{
    for (size_t i = 0; i < list->n; i++)
        weigh_one(&list->at[i], &uses->at[list->at[i].weight]);
}

static size_t count_all(const struct model *model)
{
    size_t n = 0;
    for (size_t c = 0; c < model->categories.n; c++)
        n += model->categories.at[c].words.n;
    for (size_t d = 0; d < model->duties.n; d++)
        n += model->duties.at[d].words.n;
    for (size_t f = 0; f < model->facts.n; f++)
        for (size_t v = 0; v < model->facts.at[f].values.n; v++)
            n += model->facts.at[f].values.at[v].words.n;
    return n;
}

static void count_category(struct uses *uses, struct model *model, int index)
{
    struct category *category = &model->categories.at[index];
    count(uses, &category->words, index);
    for (size_t d = 0; d < category->duties.n; d++)
        count(uses, &model->duties.at[category->duties.at[d]].words, index);
    for (size_t f = 0; f < category->facts.n; f++) {
        struct fact *fact = &model->facts.at[category->facts.at[f]];
        for (size_t v = 0; v < fact->values.n; v++)
            count(uses, &fact->values.at[v].words, index);
    }
}

static void weigh_values(struct uses *uses, struct fact *fact)
{
    for (size_t v = 0; v < fact->values.n; v++)
        (fact->category == NONE ? weigh : weigh_counted)(uses, &fact->values.at[v].words);
}

#define WEIGH_ALL(how, uses, array)                                                                \
    for (size_t i_ = 0; i_ < (array).n; i_++)                                                      \
    how((uses), &(array).at[i_].words)

void words_weigh(struct check *check)
{
    struct model *model = check->model;
    struct uses uses = {.room = 16};
    while (uses.room < 2 * count_all(model))
        uses.room *= 2;
    uses.at = ARENA_ARRAY(check->arena, uses.room, struct use);
    for (size_t c = 0; c < model->categories.n; c++)
        count_category(&uses, model, (int)c);
    WEIGH_ALL(weigh_counted, &uses, model->categories);
    WEIGH_ALL(weigh_counted, &uses, model->duties);
    WEIGH_ALL(weigh, &uses, model->areas);
    WEIGH_ALL(weigh, &uses, model->periods);
    WEIGH_ALL(weigh, &uses, model->lists);
    WEIGH_ALL(weigh, &uses, model->policies);
    WEIGH_ALL(weigh, &uses, model->guides);
    for (size_t f = 0; f < model->facts.n; f++)
        weigh_values(&uses, &model->facts.at[f]);
}
