/* words: what a list of words can have wrong with it as a list.
 *
 * A word is dead where a shorter one of the same list stands inside it: whoever writes the longer
 * has written the shorter. It is not dead where it does something all the same: where it hides a
 * word of somebody else (that is how exceptions are written: 超市喇叭 is not 超市), or where the
 * shorter one is itself hidden in some texts by somebody else's longer word, be it the very same.
 * What is left loses nothing but a little weight.
 *
 * A word that two categories claim settles nothing between them. Words that come from a shared list
 * are left out: sharing is what lists are for. */
#include "dsl/lint/lexicon.h"
#include "dsl/lint/run.h"

#include "dsl/base/utf8.h"

struct look {
    struct lint_run *run;
    struct lexicon *lexicon;
};

/* ---- where a word stands ---- */

/* Written where its owner stands, not brought in by @list. */
static bool by_hand(const struct look *look, const struct word *word, enum lex_kind kind)
{
    int block = places_block(&look->run->places, word->span);
    bool in_list = block != NONE && look->run->places.blocks.at[block].node->kind == NODE_WORD_LIST;
    return in_list == (kind == LEX_LIST);
}

/* Areas are found by their names too, which nobody wrote as a word. */
static bool is_quoted(const struct look *look, const struct word *word)
{
    struct view text = source_text(look->run->diags->sources, word->span);
    return view_starts(text, VIEW("\"")) || view_starts(text, VIEW("“")) ||
           view_starts(text, VIEW("”"));
}

/* ---- dead words ---- */

struct cover {
    const struct word *word; /* the longest of the same owner inside the word; NULL: none */
    uint32_t from, to;
};

static const struct lex_use *use_by(const struct lexicon *lexicon, int entry, int owner)
{
    for (int u = lexicon->entries.at[entry].first; u != NONE; u = lexicon->uses.at[u].next)
        if (lexicon->uses.at[u].owner == owner)
            return &lexicon->uses.at[u];
    return NULL;
}

/* Is the entry, somewhere, taken the place of by another owner's longer word? */
static bool is_hidden(const struct lexicon *lexicon, int entry, const struct lex_use *use)
{
    if (lexicon->owners.at[use->owner].kind != LEX_LIST)
        return use->hidden;
    for (int u = lexicon->entries.at[entry].first; u != NONE; u = lexicon->uses.at[u].next)
        if (lexicon->uses.at[u].hidden)
            return true;
    return false;
}

static bool counts_elsewhere(const struct lexicon *lexicon, int entry, int owner)
{
    for (int u = lexicon->entries.at[entry].first; u != NONE; u = lexicon->uses.at[u].next)
        if (lexicon->uses.at[u].owner != owner &&
            lexicon->owners.at[lexicon->uses.at[u].owner].kind <= LEX_AREA)
            return true;
    return false;
}

static struct cover cover_among(const struct look *look, int owner, size_t from, size_t count)
{
    const struct lexicon *lexicon = look->lexicon;
    struct cover cover = {NULL, 0, 0};
    for (size_t i = from; i < from + count; i++) {
        const struct lex_inside *one = &lexicon->inside.at[i];
        const struct lex_use *use = use_by(lexicon, one->entry, owner);
        if (use && !is_hidden(lexicon, one->entry, use) &&
            (!cover.word || one->to - one->from > cover.to - cover.from))
            cover = (struct cover){use->word, one->from, one->to};
    }
    return cover;
}

/* Does the word hide something of others that its cover does not hide? */
static bool hides(const struct look *look, int owner, const struct lex_entry *entry,
                  struct cover cover)
{
    const struct lexicon *lexicon = look->lexicon;
    for (size_t i = entry->inside; i < entry->inside + entry->inside_count; i++) {
        const struct lex_inside *one = &lexicon->inside.at[i];
        bool within = one->from >= cover.from && one->to <= cover.to;
        if (!within && !use_by(lexicon, one->entry, owner) &&
            counts_elsewhere(lexicon, one->entry, owner))
            return true;
    }
    return false;
}

static void say_dead(const struct look *look, int owner, const struct word *word,
                     const struct word *cover)
{
    if (!by_hand(look, word, look->lexicon->owners.at[owner].kind) || !is_quoted(look, word))
        return;
    struct view written = source_text(look->run->diags->sources, word->span);
    struct diag *diag = FOUND(look->run, dead_word, word->span, written, cover->first);
    lint_label(look->run, diag, cover->span, BOTH("已经有它", "this one is there"));
    lint_take_out(look->run, diag, word->span);
}

/* Is the same word there, written in another place, for somebody else? Then it goes on hiding the
 * shorter one when it is taken out here. */
static bool stands_elsewhere(const struct look *look, const struct lex_use *use)
{
    const struct lexicon *lexicon = look->lexicon;
    for (int u = lexicon->entries.at[use->entry].first; u != NONE; u = lexicon->uses.at[u].next) {
        const struct lex_use *other = &lexicon->uses.at[u];
        bool same_place = other->word->span.file == use->word->span.file &&
                          other->word->span.from == use->word->span.from;
        if (!same_place && lexicon->owners.at[other->owner].kind <= LEX_AREA)
            return true;
    }
    return false;
}

static void look_at_use_of_word(const struct look *look, const struct lex_use *use)
{
    const struct lex_entry *entry = &look->lexicon->entries.at[use->entry];
    if (!entry->inside_count || look->lexicon->owners.at[use->owner].kind == LEX_TALK ||
        stands_elsewhere(look, use))
        return;
    struct cover cover = cover_among(look, use->owner, entry->inside, entry->inside_count);
    if (cover.word && !hides(look, use->owner, entry, cover))
        say_dead(look, use->owner, use->word, cover.word);
}

/* A part of a sequence hides nothing, and a word that fills it covers it. */
static const struct word *cover_of_part(const struct look *look, int owner, struct view part)
{
    int entry = lexicon_find(look->lexicon, part);
    const struct lex_use *use = entry == NONE ? NULL : use_by(look->lexicon, entry, owner);
    if (use && !is_hidden(look->lexicon, entry, use))
        return use->word;
    size_t from = look->lexicon->inside.n;
    return cover_among(look, owner, from, lexicon_inside(look->lexicon, part)).word;
}

static void look_at_sequence(const struct look *look, int owner, const struct word *word)
{
    const struct word *cover = cover_of_part(look, owner, word->first);
    cover = cover ? cover : cover_of_part(look, owner, word->second);
    if (cover)
        say_dead(look, owner, word, cover);
}

static void look_at_dead(const struct look *look)
{
    for (size_t i = 0; i < look->lexicon->uses.n; i++)
        look_at_use_of_word(look, &look->lexicon->uses.at[i]);
    for (size_t o = 0; o < look->lexicon->owners.n; o++) {
        const struct lex_owner *owner = &look->lexicon->owners.at[o];
        for (size_t i = 0; i < owner->words->n; i++)
            if (owner->words->at[i].second.n)
                look_at_sequence(look, (int)o, &owner->words->at[i]);
    }
}

/* ---- words that two claim ---- */

static int category_of(const struct look *look, const struct lex_use *use)
{
    const struct lex_owner *owner = &look->lexicon->owners.at[use->owner];
    if (owner->kind == LEX_CATEGORY)
        return owner->index;
    return owner->kind == LEX_DUTY ? look->run->model->duties.at[owner->index].category : NONE;
}

static bool earlier_place(struct span a, struct span b)
{
    return a.file != b.file ? a.file < b.file : a.from < b.from;
}

static void say_shared(const struct look *look, const struct lex_use *a, const struct lex_use *b)
{
    struct lint_run *run = look->run;
    const struct lex_use *first = earlier_place(a->word->span, b->word->span) ? a : b;
    const struct lex_use *second = first == a ? b : a;
    int one = category_of(look, first), two = category_of(look, second);
    const struct lex_owner *owner = &look->lexicon->owners.at[first->owner];
    const struct lex_owner *other = &look->lexicon->owners.at[second->owner];
    struct diag *diag = NULL;
    if (one != two)
        diag = FOUND(run, word_of_two_categories, second->word->span, second->word->first,
                     run->model->categories.at[one].name, run->model->categories.at[two].name);
    else if (owner->kind == LEX_DUTY && other->kind == LEX_DUTY)
        diag = FOUND(run, word_of_two_duties, second->word->span, second->word->first,
                     run->model->duties.at[owner->index].code,
                     run->model->duties.at[other->index].code);
    if (diag)
        lint_label(run, diag, first->word->span, BOTH("先在这里写了", "it first stands here"));
}

/* Uses of one word are few; the first written by hand is held against each of the others. */
static void look_at_entry(const struct look *look, const struct lex_entry *entry)
{
    const struct lexicon *lexicon = look->lexicon;
    const struct lex_use *last = NULL;
    if (lexicon->uses.at[entry->first].next == NONE)
        return;
    for (int u = entry->first; u != NONE; u = lexicon->uses.at[u].next) {
        const struct lex_use *use = &lexicon->uses.at[u];
        if (category_of(look, use) == NONE || !by_hand(look, use->word, LEX_CATEGORY))
            continue;
        if (last)
            say_shared(look, last, use);
        last = use;
    }
}

/* ---- words that stand everywhere, and words of feelings ---- */

/* In a fact's value 楼上 may be all there is to say; as a word that admits a category it is not. */
static void look_for_common(const struct look *look, struct view word)
{
    int entry = lexicon_find(look->lexicon, word);
    int u = entry == NONE ? NONE : look->lexicon->entries.at[entry].first;
    for (; u != NONE; u = look->lexicon->uses.at[u].next) {
        const struct lex_use *use = &look->lexicon->uses.at[u];
        if (category_of(look, use) != NONE)
            FOUND(look->run, common_word, use->word->span, word);
    }
}

/* A word of several categories, by way of a list, is said once. */
static void look_for_emotion(const struct look *look, struct view word)
{
    const struct lexicon *lexicon = look->lexicon;
    int entry = lexicon_find(lexicon, word);
    int u = entry == NONE ? NONE : lexicon->entries.at[entry].first;
    for (; u != NONE; u = lexicon->uses.at[u].next) {
        const struct lex_use *use = &lexicon->uses.at[u];
        enum lex_kind kind = lexicon->owners.at[use->owner].kind;
        if (kind != LEX_CATEGORY && kind != LEX_DUTY && kind != LEX_VALUE)
            continue;
        FOUND(look->run, emotion_word, use->word->span, word);
        return;
    }
}

static void look_for_each(const struct look *look)
{
    static const char *const common[] = {
#define WORD(text) text,
#include "dsl/lint/common_words.h"
    };
    static const char *const emotions[] = {
#include "dsl/lint/emotion_words.h"
#undef WORD
    };
    for (size_t i = 0; i < sizeof common / sizeof common[0]; i++)
        look_for_common(look, view_of(common[i]));
    for (size_t i = 0; i < sizeof emotions / sizeof emotions[0]; i++)
        look_for_emotion(look, view_of(emotions[i]));
}

void look_at_words(struct lint_run *run)
{
    struct look look = {run, lexicon_of(run->arena, run->model)};
    if (run->on[LINT_dead_word]) {
        look_at_dead(&look);
        look_at_cues(run);
    }
    look_for_each(&look);
    for (size_t i = 0; i < look.lexicon->entries.n; i++)
        look_at_entry(&look, &look.lexicon->entries.at[i]);
}
