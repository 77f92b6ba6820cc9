/* near_words: why nothing was recognised. A word that was meant is often nearly there ("噪杂" for
 * "嘈杂"), so the words of the rules are put in the order of how many of their pairs of
 * neighbouring characters the text has too; single characters count where a word has no pair, and
 * half where no pair is shared. An author sees which word to add, and where. */
#include "dsl/base/utf8.h"
#include "dsl/tools/account.h"

enum { LEAST_SHARED = 300 }; /* per mille: fewer is chance */

struct seeking {
    struct account *account;
    struct view text;
};

/* Signs that say nothing of a matter, though they stand in many words. */
static const char idle[] =
    "的了很得是在有不没我你他她它这那一二三个都也就还吗吧啊呢着过来去上下里到和与太好大小";

static bool is_idle(struct view part)
{
    bool ascii = true;
    for (size_t i = 0; i < part.n; i++)
        ascii = ascii && (unsigned char)part.p[i] < 0x80;
    return ascii || view_find(view_of(idle), part) != SIZE_MAX;
}

/* How many of the word's stretches of n characters the text has; the first one in *shared. */
static int shared_of(struct view text, struct view word, size_t n, int *all, struct view *shared)
{
    int found = 0;
    *all = 0;
    for (size_t from = 0; from < word.n;) {
        size_t next = from, to;
        utf8_next(word, &next);
        to = next;
        for (size_t i = 1; i < n && to < word.n; i++)
            utf8_next(word, &to);
        struct view part = view_sub(word, from, to);
        from = next;
        if (utf8_length(part) < n)
            continue;
        ++*all;
        if (is_idle(part) || view_find(text, part) == SIZE_MAX)
            continue;
        if (!found++)
            *shared = part;
    }
    return found;
}

static void place(struct account *account, struct near_word near)
{
    int at = 0;
    for (int i = 0; i < account->near_count; i++)
        if (view_eq(account->near[i].word->first, near.word->first))
            return;
    while (at < account->near_count && account->near[at].per_mille >= near.per_mille)
        at++;
    if (at == NEAR_MAX)
        return;
    if (account->near_count < NEAR_MAX)
        account->near_count++;
    memmove(&account->near[at + 1], &account->near[at],
            (size_t)(account->near_count - 1 - at) * sizeof near);
    account->near[at] = near;
}

static void weigh(struct seeking *seeking, struct near_word near, const struct word *word)
{
    int all, found = shared_of(seeking->text, word->first, 2, &all, &near.shared);
    near.word = word;
    if (found) {
        near.per_mille = found * 1000 / all;
    } else {
        found = shared_of(seeking->text, word->first, 1, &all, &near.shared);
        near.per_mille = all ? found * 500 / all : 0;
    }
    if (found && near.per_mille >= LEAST_SHARED / 2 && !(near.word->first.n < 4))
        place(seeking->account, near);
}

static void weigh_all(struct seeking *seeking, struct near_word near, const words *list)
{
    for (size_t i = 0; i < list->n; i++)
        weigh(seeking, near, &list->at[i]);
}

void account_find_near(struct account *account)
{
    const struct model *model = account->model;
    const struct oracle_reading *last = account->read.at[account->read.n - 1];
    struct seeking seeking = {account, last->text.text};
    struct near_word near = {.category = NONE, .duty = NONE, .fact = NONE, .value = NONE};
    for (size_t i = 0; i < model->categories.n; i++) {
        near.category = (int)i;
        weigh_all(&seeking, near, &model->categories.at[i].words);
    }
    for (size_t i = 0; i < model->duties.n; i++) {
        near.category = model->duties.at[i].category;
        near.duty = (int)i;
        weigh_all(&seeking, near, &model->duties.at[i].words);
    }
    near.duty = NONE;
    for (size_t i = 0; i < model->facts.n; i++)
        for (size_t v = 0; v < model->facts.at[i].values.n; v++) {
            near.category = model->facts.at[i].category;
            near.fact = (int)i;
            near.value = (int)v;
            weigh_all(&seeking, near, &model->facts.at[i].values.at[v].words);
        }
}
