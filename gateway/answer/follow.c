/* follow: a question that goes on from an answer. Its subject is the document that was quoted, so
 * only that document's passages are weighed: by the heading that promises what is asked for, by a
 * sentence that holds it, by the question's own words. There are few of them, which makes this
 * quick enough for the turn itself.
 *
 * What people add about themselves ("I am from elsewhere") stands in documents in other words: a
 * table has the common ones. */
#include "gateway/answer/library.h"

#include "dsl/base/fold.h"
#include "gateway/answer/wish.h"

enum { PASSAGES_WEIGHED = 200, WORDS_MAX = 8, WHOLE_BYTES = 420 };

/* A heading that promises what is asked for; a sentence that holds it under another heading; words
 * of the question alone. */
#define PROMISED 0.9
#define GRANTED 0.6
#define WORDS_ALONE 0.9
#define CIRCUMSTANCE 0.75

/* What is said, and what documents say of it. Folded. */
struct circumstance {
    const char *said[WORDS_MAX], *written[WORDS_MAX];
};

static const struct circumstance circumstances[] = {
    {{"外地户口", "外地户籍", "外地人", "户口不在", "户口在外地", "非本地", "外省", "没有户口"},
     {"外地", "户籍不在", "户口不在", "非本", "外省", "持有居住证", "居住证"}},
    {{"租房", "租的房", "没有房产", "没房", "没房产证"}, {"租房", "租赁", "租住", "承租"}},
    {{"代办", "别人办", "家人办", "帮我妈", "帮我爸", "帮老人", "本人不能", "本人来不了"},
     {"代办", "委托", "监护人", "家人"}},
    {{"网上", "手机上", "线上", "不想跑"}, {"网上", "手机", "线上", "在线"}},
    {{"走不动", "行动不便", "不方便出门", "瘫痪", "卧床"}, {"行动不便", "上门"}},
    {{"不会用手机", "没有手机", "不会上网"}, {"不会用手机", "窗口", "社区", "代为"}},
    {{"小孩", "孩子", "未成年"}, {"未满", "孩子", "未成年", "监护人"}},
    {{"过期", "丢了", "弄丢", "补办", "遗失"}, {"补办", "补领", "换领", "遗失", "过期"}},
    {{"没工作", "失业", "自由职业", "灵活就业"}, {"灵活就业", "失业", "未就业"}},
};
enum { CIRCUMSTANCES = sizeof circumstances / sizeof *circumstances };

static bool holds(struct view text, const char *word)
{
    return view_find(text, view_of(word)) != SIZE_MAX;
}

static bool holds_any(struct view text, const char *const *words)
{
    for (size_t i = 0; i < WORDS_MAX && words[i]; i++)
        if (holds(text, words[i]))
            return true;
    return false;
}

/* Does the passage speak of a circumstance that the question names? */
static bool speaks_of(struct view question, struct view passage)
{
    for (size_t i = 0; i < CIRCUMSTANCES; i++)
        if (holds_any(question, circumstances[i].said) &&
            holds_any(passage, circumstances[i].written))
            return true;
    return false;
}

/* Of the question's own words, how much stands in the passage: 0..1. */
static double share_of(const struct asked *asked, struct view section, struct view passage)
{
    int found = 0;
    for (size_t i = 0; i < asked->count; i++)
        if (view_find(passage, asked->tokens[i]) != SIZE_MAX ||
            view_find(section, asked->tokens[i]) != SIZE_MAX)
            found += asked->weights[i];
    return asked->total > 0 ? (double)found / asked->total : 0;
}

struct weighed {
    struct view question, section, passage; /* folded */
    bool promised;
};

static double score_of(const struct asked *asked, const struct weighed *w)
{
    bool wants = asked->wishes != 0;
    double wish = w->promised                                               ? PROMISED
                  : wants && wish_granted(asked->wishes, w->passage) >= 500 ? GRANTED
                                                                            : 0;
    double share = share_of(asked, w->section, w->passage);
    if (speaks_of(w->question, w->passage))
        return wants ? 0.5 * wish + 0.5 * CIRCUMSTANCE : CIRCUMSTANCE + 0.1 * share;
    if (!asked->count)
        return wish;
    return wants ? 0.6 * wish + 0.4 * share : WORDS_ALONE * share;
}

/* A short section that promises the thing is quoted from its beginning: a list is not begun in its
 * middle. */
static void quote(struct passage *p, const struct asked *asked, const struct weighed *w,
                  struct arena *arena)
{
    bool lacks;
    if (w->promised && !asked->count && p->quote.n <= WHOLE_BYTES)
        return;
    struct asked narrowed = *asked;
    p->quote = quote_best(p->quote, &narrowed, arena, &lacks);
}

static size_t insert(struct passage *out, size_t count, size_t max, const struct passage *one)
{
    size_t at = count;
    while (at > 0 && out[at - 1].score < one->score)
        at--;
    if (at >= max)
        return count;
    size_t kept = count < max ? count : max - 1;
    memmove(out + at + 1, out + at, (kept - at) * sizeof *out);
    out[at] = *one;
    return kept + 1;
}

static size_t weigh_rows(sqlite3_stmt *rows, struct view question, const struct asked *asked,
                         civil_day today, struct arena *arena, struct passage *out, size_t max)
{
    size_t count = 0;
    while (sqlite3_step(rows) == SQLITE_ROW) {
        struct passage p = passage_of_row(rows, today, arena);
        struct weighed w = {.question = question,
                            .passage = fold_text(arena, p.quote).text,
                            .section = fold_text(arena, p.section).text};
        w.promised = asked->wishes && wish_heading(asked->wishes, w.section) > 0.95;
        p.score = score_of(asked, &w);
        if (p.score <= (count < max ? 0 : out[count - 1].score))
            continue;
        quote(&p, asked, &w, arena);
        count = insert(out, count, max, &p);
    }
    sqlite3_reset(rows);
    return count;
}

size_t library_follow(struct library *library, struct view link, struct view question,
                      civil_day today, struct arena *arena, struct passage *out, size_t max)
{
    struct asked asked;
    if (link.n < 2 || !max)
        return 0;
    struct view path = view_sub(link, 1, link.n), folded = fold_text(arena, question).text;
    pthread_mutex_lock(&library->lock);
    question_read(library, question, arena, &asked);
    sqlite3_bind_text(library->within, 1, path.p, (int)path.n, SQLITE_STATIC);
    sqlite3_bind_int64(library->within, 2, today);
    sqlite3_bind_int(library->within, 3, PASSAGES_WEIGHED);
    size_t count = weigh_rows(library->within, folded, &asked, today, arena, out, max);
    pthread_mutex_unlock(&library->lock);
    return count;
}
