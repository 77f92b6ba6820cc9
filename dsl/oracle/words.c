/* words: flattens the model's words into one list, each entry with the thing it stands for.
 *
 * The search itself is naive: at every place of the text every word that could begin there is
 * compared. "Could begin there" is a bucket of words by their first three bytes (a Chinese
 * character); that is the only cleverness, and without it checking the examples of four thousand
 * duties would take minutes. The list is made once for a model and never changed. */
#include "dsl/oracle/words.h"

unsigned words_bucket(const char *bytes, size_t n)
{
    if (n < 3)
        return 0;
    const unsigned char *p = (const unsigned char *)bytes;
    unsigned mixed = (unsigned)p[0] * 31 + (unsigned)p[1] * 67 + (unsigned)p[2];
    return 1 + mixed % (WORD_BUCKETS - 1);
}

static void list_one(struct oracle_words *lexicon, struct arena *arena, struct listed_word listed)
{
    unsigned bucket = words_bucket(listed.word->first.p, listed.word->first.n);
    if (!listed.word->first.n)
        return;
    listed.next = lexicon->bucket[bucket];
    lexicon->bucket[bucket] = (int)lexicon->list.n;
    VEC_ADD(arena, &lexicon->list, listed);
}

static void list_all(struct oracle_words *out, struct arena *arena, const words *all,
                     struct listed_word like)
{
    for (size_t i = 0; i < all->n; i++) {
        like.word = &all->at[i];
        list_one(out, arena, like);
    }
}

static void list_categories(struct oracle_words *out, struct arena *arena)
{
    const struct model *model = out->model;
    for (size_t i = 0; i < model->categories.n; i++)
        list_all(out, arena, &model->categories.at[i].words,
                 (struct listed_word){
                     .use = ORACLE_CATEGORY, .index = (int)i, .value = NONE, .category = (int)i});
    for (size_t i = 0; i < model->duties.n; i++)
        list_all(out, arena, &model->duties.at[i].words,
                 (struct listed_word){.use = ORACLE_DUTY,
                                      .index = (int)i,
                                      .value = NONE,
                                      .category = model->duties.at[i].category});
}

static void list_facts(struct oracle_words *out, struct arena *arena)
{
    const struct model *model = out->model;
    for (size_t i = 0; i < model->facts.n; i++) {
        const struct fact *fact = &model->facts.at[i];
        for (size_t v = 0; v < fact->values.n; v++)
            list_all(out, arena, &fact->values.at[v].words,
                     (struct listed_word){.use = ORACLE_VALUE,
                                          .index = (int)i,
                                          .value = (int)v,
                                          .category = fact->category});
    }
}

static void list_places_and_periods(struct oracle_words *out, struct arena *arena)
{
    const struct model *model = out->model;
    for (size_t i = 0; i < model->periods.n; i++)
        list_all(out, arena, &model->periods.at[i].words,
                 (struct listed_word){
                     .use = ORACLE_PERIOD, .index = (int)i, .value = NONE, .category = NONE});
    for (size_t i = 0; i < model->areas.n; i++)
        list_all(out, arena, &model->areas.at[i].words,
                 (struct listed_word){
                     .use = ORACLE_AREA, .index = (int)i, .value = NONE, .category = NONE});
}

static void list_talk(struct oracle_words *out, struct arena *arena)
{
    static const char *const names[] = {
#define LIST(name, zh, en) zh,
#include "dsl/base/talk_words.h"
#undef LIST
    };
    for (int i = 0; i < TALK_LISTS; i++) {
        const struct word_list *list = model_list(out->model, names[i]);
        if (list)
            list_all(out, arena, &list->words,
                     (struct listed_word){
                         .use = WORD_TALK, .index = i, .value = NONE, .category = NONE});
    }
}

struct oracle_words *oracle_words_of(const struct model *model, struct arena *arena)
{
    struct oracle_words *lexicon = ARENA_NEW(arena, struct oracle_words);
    lexicon->model = model;
    lexicon->arena = arena;
    lexicon->learned = ARENA_NEW(arena, struct learned_models);
    for (int i = 0; i < WORD_BUCKETS; i++)
        lexicon->bucket[i] = NONE;
    list_categories(lexicon, arena);
    list_facts(lexicon, arena);
    list_places_and_periods(lexicon, arena);
    list_talk(lexicon, arena);
    return lexicon;
}

const struct model *oracle_words_model(const struct oracle_words *lexicon)
{
    return lexicon->model;
}
