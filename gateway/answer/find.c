/* find: from a question to quoted sentences.
 *
 * FTS5's BM25 over character pairs finds the forty passages worth a look; title and headings weigh
 * more than the body. They are ranked again by how much of the question, weighted by rarity, stands
 * in title, heading and body together: that share is also the confidence, so "no document says it"
 * is an answer of its own. Words of asking (how, please, what) say nothing about the subject and do
 * not count. */
#include "gateway/answer/library.h"

#include <math.h>

#include "dsl/base/fold.h"
#include "gateway/answer/tokens.h"

/* What is left of a passage's score when it lacks the amount, time or place that was asked for. */
#define MISSED 0.8

enum { REFINED_MAX = 8 };

/* Folded; longer ones first where one contains another. */
static const char *const asking[] = {
    "请问一下", "请问", "想问一下", "想问", "问一下", "咨询一下", "咨询", "我想知道", "想知道", "能不能", "可不可以",
    "可以吗", "是不是", "有没有", "怎么样", "怎么办理", "如何办理", "怎么办", "怎样办", "怎么", "怎样", "如何", "什么时候",
    "什么", "多少钱", "多少", "哪些", "哪里", "在哪", "多久", "需要", "你好", "您好", "谢谢", "一下", "我们", "我家", "我",
    "你们", "吗", "呢", "呀", "啊", "了", "的", "要", "how much", "how do i", "how", "what is", "what",
    "where", "when", "which", "please", "can i", "the", "is", "a", "do"};

struct query {
    struct view question; /* folded, words of asking blanked out */
    struct view tokens[QUESTION_TOKENS_MAX];
    int weights[QUESTION_TOKENS_MAX]; /* by rarity */
    size_t count;
    int total;
    bool blanked_latin;
};

/* Is byte `at` inside a Latin word? Then a word of asking there is only part of another. */
static bool latin(struct view text, size_t at)
{
    return at < text.n && ((text.p[at] >= 'a' && text.p[at] <= 'z') ||
                           (text.p[at] >= '0' && text.p[at] <= '9'));
}

static void blank(char *text, struct view view, const char *word)
{
    struct view w = view_of(word);
    bool is_latin = latin(w, 0);
    for (size_t at = 0; at + w.n <= view.n; at++) {
        if (memcmp(text + at, w.p, w.n) != 0)
            continue;
        bool inside = is_latin && ((at > 0 && latin(view, at - 1)) || latin(view, at + w.n));
        if (!inside)
            memset(text + at, ' ', w.n);
    }
}

static bool take(void *self, size_t from, size_t to)
{
    struct query *query = self;
    struct view token = view_sub(query->question, from, to);
    for (size_t i = 0; i < query->count; i++)
        if (view_eq(query->tokens[i], token))
            return true;
    query->tokens[query->count++] = token;
    return query->count < QUESTION_TOKENS_MAX;
}

static int rarity(struct library *library, struct view token)
{
    sqlite3_bind_text(library->frequency, 1, token.p, (int)token.n, SQLITE_STATIC);
    int64_t in = 0;
    if (sqlite3_step(library->frequency) == SQLITE_ROW)
        in = sqlite3_column_int64(library->frequency, 0);
    sqlite3_reset(library->frequency);
    double all = (double)library->passages;
    /* A pair nobody wrote is mostly the seam between two words: it counts, but not fully. */
    double weight = in ? log(1 + all / (double)in) : 0.5 * log(1 + all);
    return (int)(100 * weight);
}

static void query_make(struct library *library, struct view question, struct arena *arena,
                       struct query *query)
{
    struct view folded = fold_text(arena, question).text;
    char *text = arena_copy(arena, folded.p, folded.n);
    *query = (struct query){.question = {text, folded.n}};
    for (size_t i = 0; i < sizeof asking / sizeof *asking; i++)
        blank(text, query->question, asking[i]);
    tokens_cut(query->question, take, query);
    for (size_t i = 0; i < query->count; i++)
        query->total += query->weights[i] = rarity(library, query->tokens[i]);
}

static struct view match_text(const struct query *query, struct arena *arena)
{
    struct buf out;
    buf_init(&out, 4096);
    for (size_t i = 0; i < query->count; i++) {
        buf_text(&out, i ? " OR \"" : "\"");
        buf_view(&out, query->tokens[i]);
        buf_byte(&out, '"');
    }
    struct view text = buf_keep(&out, arena);
    buf_free(&out);
    return text;
}

/* A column as it stands; valid until the next step. */
static struct view seen(sqlite3_stmt *statement, int at)
{
    return (struct view){(const char *)sqlite3_column_text(statement, at),
                         (size_t)sqlite3_column_bytes(statement, at)};
}

static struct view column(sqlite3_stmt *statement, int at, struct arena *arena)
{
    return view_keep(arena, seen(statement, at));
}

/* The share of the question that stands in title, section and text together, with a little extra
 * for what the title names. */
static double share(const struct query *query, struct view title, struct view section,
                    struct view body)
{
    int seen = 0, named = 0;
    for (size_t i = 0; i < query->count; i++) {
        bool in_title = view_find(title, query->tokens[i]) != SIZE_MAX;
        bool in_section = view_find(section, query->tokens[i]) != SIZE_MAX;
        if (in_title || in_section || view_find(body, query->tokens[i]) != SIZE_MAX)
            seen += query->weights[i];
        if (in_title || in_section)
            named += query->weights[i];
    }
    if (!query->total)
        return 0;
    return 0.85 * seen / query->total + 0.15 * named / query->total;
}

static size_t insert(struct passage *out, size_t count, size_t max, struct passage one)
{
    size_t at = count;
    while (at > 0 && out[at - 1].score < one.score)
        at--;
    if (at >= max)
        return count;
    size_t kept = count < max ? count : max - 1;
    memmove(out + at + 1, out + at, (kept - at) * sizeof *out);
    out[at] = one;
    return kept + 1;
}

static struct passage read_passage(sqlite3_stmt *row, const struct query *query,
                                   struct arena *arena)
{
    struct passage p = {.section = column(row, 1, arena),
                        .title = column(row, 4, arena),
                        .issuer = column(row, 5, arena),
                        .date = column(row, 6, arena),
                        .quote = column(row, 0, arena)};
    struct buf link;
    buf_init(&link, 1000);
    buf_byte(&link, '/');
    buf_view(&link, column(row, 3, arena));
    p.link = buf_keep(&link, arena);
    buf_free(&link);
    p.score = share(query, seen(row, 7), seen(row, 8), seen(row, 2));
    return p;
}

/* From the whole passage to its best sentences; a passage without what was asked for falls back. */
static void refine(struct passage *p, const struct query *query, struct view question,
                   struct arena *arena)
{
    bool misses;
    p->quote = quote_best(p->quote, query->tokens, query->weights, query->count, question, arena,
                          &misses);
    if (misses)
        p->score *= MISSED;
}

static size_t look(struct library *library, const struct query *query, civil_day today,
                   struct arena *arena, struct passage *out)
{
    size_t count = 0;
    struct view match = match_text(query, arena);
    sqlite3_stmt *search = library->search;
    sqlite3_bind_text(search, 1, match.p, (int)match.n, SQLITE_STATIC);
    sqlite3_bind_int64(search, 2, today);
    sqlite3_bind_int(search, 3, FOUND_MAX);
    while (sqlite3_step(search) == SQLITE_ROW) {
        double least = count < REFINED_MAX ? 0 : out[count - 1].score;
        if (share(query, seen(search, 7), seen(search, 8), seen(search, 2)) > least)
            count = insert(out, count, REFINED_MAX, read_passage(search, query, arena));
    }
    sqlite3_reset(search);
    return count;
}

size_t library_find(struct library *library, struct view question, civil_day today,
                    struct arena *arena, struct passage *out, size_t max)
{
    struct query query;
    struct passage found[REFINED_MAX];
    size_t count = 0, looked = 0;
    pthread_mutex_lock(&library->lock);
    query_make(library, question, arena, &query);
    if (query.count)
        looked = look(library, &query, today, arena, found);
    pthread_mutex_unlock(&library->lock);
    struct view folded = looked ? fold_text(arena, question).text : VIEW("");
    for (size_t i = 0; i < looked; i++) {
        refine(&found[i], &query, folded, arena);
        count = insert(out, count, max, found[i]);
    }
    return count;
}
