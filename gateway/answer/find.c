/* find: from a question to quoted sentences.
 *
 * Words of asking (how, please, what) say nothing about the subject and do not count. What is left
 * is cut into pairs of characters, each weighing by its rarity. FTS5 ranks the passages by the
 * share of the question they have (rank.c); the share is less where the heading promises something
 * else than what is asked for (wish.c), and where the quote in the end lacks it. It is also the
 * confidence, so "no document says it" is an answer of its own. */
#include "gateway/answer/library.h"

#include <math.h>

#include "dsl/base/fold.h"
#include "gateway/answer/tokens.h"
#include "gateway/answer/wish.h"

/* What is left of a passage's score when it lacks the amount, time or place that was asked for. */
#define LACKING 0.7
/* No passage can have more of a question than all of them together: below this none is sought. */
#define WORTH_LOOKING 0.3
/* From here on nothing is sought in the past; what is found there must be better by this much. */
#define BEYOND_DOUBT 0.85
#define PAST_AHEAD 0.12

enum { REFINED_MAX = 8, PAST_MAX = 3, WISH_WORD_COUNTS = 3 /* a third: it is not the subject */ };

/* Folded; longer ones first where one contains another. */
static const char *const asking[] = {
    "请问一下", "请问",     "想问一下", "想问",     "问一下", "咨询一下", "咨询",     "我想知道",
    "想知道",   "能不能",   "可不可以", "可以吗",   "是不是", "有没有",   "怎么样",   "怎么办理",
    "如何办理", "怎么办",   "怎样办",   "怎么",     "怎样",   "如何",     "要带什么", "带什么",
    "要带",     "什么时候", "什么",     "有多少",   "多少钱", "多少",     "哪些",     "在哪里",
    "去哪里",   "哪里",     "去哪",     "在哪",     "多久",   "几天",     "需要",     "能办下来",
    "办下来",   "能办",     "申领",     "一个月",   "每个月", "每月",     "一年",     "每年",
    "你好",     "您好",     "谢谢",     "办理",     "办个",   "办",       "一下",     "我们",
    "我家",     "我",       "你们",     "吗",       "呢",     "呀",       "啊",       "了",
    "的",       "要",       "how much", "how do i", "how",    "what is",  "what",     "where",
    "when",     "which",    "please",   "can i",    "the",    "is",       "a",        "do"};

/* Is byte `at` inside a Latin word? Then a word of asking there is only part of another. */
static bool latin(struct view text, size_t at)
{
    return at < text.n &&
           ((text.p[at] >= 'a' && text.p[at] <= 'z') || (text.p[at] >= '0' && text.p[at] <= '9'));
}

static void blank(char *text, size_t n, struct view word)
{
    struct view all = {text, n};
    bool is_latin = latin(word, 0);
    for (size_t at = 0, found; (found = view_find(view_sub(all, at, n), word)) != SIZE_MAX;) {
        size_t from = at + found, to = from + word.n;
        bool inside = is_latin && ((from > 0 && latin(all, from - 1)) || latin(all, to));
        if (!inside)
            memset(text + from, ' ', word.n);
        at = to;
    }
}

static bool take(void *self, size_t from, size_t to)
{
    struct asked *asked = self;
    struct view token = view_sub(asked->text, from, to);
    for (size_t i = 0; i < asked->count; i++)
        if (view_eq(asked->tokens[i], token))
            return true;
    asked->tokens[asked->count++] = token;
    return asked->count < QUESTION_TOKENS_MAX;
}

/* How many passages a token stands in. */
static int64_t passages_with(struct library *library, struct view token)
{
    sqlite3_bind_text(library->frequency, 1, token.p, (int)token.n, SQLITE_STATIC);
    int64_t in = 0;
    if (sqlite3_step(library->frequency) == SQLITE_ROW)
        in = sqlite3_column_int64(library->frequency, 0);
    sqlite3_reset(library->frequency);
    return in;
}

/* A pair nobody wrote is mostly the seam between two words: it counts, but not fully. */
static void weigh(struct library *library, struct asked *asked, size_t token)
{
    double all = (double)library->passages;
    int64_t in = passages_with(library, asked->tokens[token]);
    double rarity = in ? log(1 + all / (double)in) : 0.5 * log(1 + all);
    int weight = (int)(100 * rarity);
    if (wish_is_word(asked->wishes, asked->tokens[token]))
        weight /= WISH_WORD_COUNTS;
    asked->weights[token] = weight;
    asked->total += weight;
    asked->known += in ? weight : 0;
}

static bool is_figure(struct view token)
{
    size_t digits = 0;
    while (digits < token.n && token.p[digits] >= '0' && token.p[digits] <= '9')
        digits++;
    return digits == token.n;
}

void question_read(struct library *library, struct view question, struct arena *arena,
                   struct asked *asked)
{
    struct view folded = fold_text(arena, question).text;
    char *text = arena_copy(arena, folded.p, folded.n);
    *asked = (struct asked){.text = {text, folded.n}, .wishes = wishes_of(folded)};
    for (size_t i = 0; i < sizeof asking / sizeof *asking; i++)
        blank(text, folded.n, view_of(asking[i]));
    tokens_cut(asked->text, take, asked);
    bool words = false;
    for (size_t i = 0; i < asked->count; i++) {
        words |= !is_figure(asked->tokens[i]);
        weigh(library, asked, i);
    }
    asked->worth = words && asked->known >= WORTH_LOOKING * asked->total;
}

static struct view match_text(const struct asked *asked, struct arena *arena)
{
    struct buf out;
    buf_init(&out, 4096);
    for (size_t i = 0; i < asked->count; i++) {
        buf_text(&out, i ? " OR \"" : "\"");
        buf_view(&out, asked->tokens[i]);
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

static struct view link_of(sqlite3_stmt *row, int at, struct arena *arena)
{
    struct buf link;
    buf_init(&link, 5000);
    buf_byte(&link, '/');
    buf_view(&link, seen(row, at));
    struct view text = seen(row, at).n ? buf_keep(&link, arena) : VIEW("");
    buf_free(&link);
    return text;
}

struct passage passage_of_row(sqlite3_stmt *row, civil_day today, struct arena *arena)
{
    struct passage p = {.section = column(row, 1, arena),
                        .title = column(row, 3, arena),
                        .issuer = column(row, 4, arena),
                        .date = column(row, 5, arena),
                        .quote = column(row, 0, arena),
                        .link = link_of(row, 2, arena),
                        .anchor = sqlite3_column_int(row, 6),
                        .successor = column(row, 8, arena),
                        .successor_link = link_of(row, 9, arena)};
    int64_t expires = sqlite3_column_int64(row, 7);
    if (sqlite3_column_int64(row, 10) < today)
        p.successor = p.successor_link = VIEW("");
    if (expires < today)
        p.state = p.successor.n || expires <= INT32_MIN ? PASSAGE_SUPERSEDED : PASSAGE_EXPIRED;
    return p;
}

/* From the whole passage to its best sentences; a passage without what was asked for falls back. */
static void refine(struct passage *p, const struct asked *asked, struct arena *arena)
{
    bool lacks;
    p->quote = quote_best(p->quote, asked, arena, &lacks);
    if (lacks)
        p->score *= LACKING;
}

static size_t look(struct library *library, sqlite3_stmt *search, const struct asked *asked,
                   civil_day today, struct arena *arena, struct passage *out)
{
    size_t count = 0;
    struct view match = match_text(asked, arena);
    sqlite3_bind_text(search, 1, match.p, (int)match.n, SQLITE_STATIC);
    sqlite3_bind_int64(search, 2, today);
    sqlite3_bind_int(search, 3, FOUND_MAX);
    library->asked = asked;
    while (sqlite3_step(search) == SQLITE_ROW) {
        double least = count < REFINED_MAX ? 0 : out[count - 1].score;
        double score = -sqlite3_column_double(search, PASSAGE_COLUMN_COUNT) *
                       wish_heading(asked->wishes, seen(search, PASSAGE_COLUMN_COUNT + 1));
        if (score <= least)
            continue;
        struct passage found = passage_of_row(search, today, arena);
        found.score = score;
        count = insert(out, count, REFINED_MAX, found);
    }
    sqlite3_reset(search);
    library->asked = NULL;
    return count;
}

/* Refining only ever lowers a score: what cannot come in any more is left alone. */
static size_t find_by(struct library *library, sqlite3_stmt *search, const struct asked *asked,
                      civil_day today, struct arena *arena, struct passage *out, size_t max)
{
    struct passage found[REFINED_MAX];
    size_t count = 0, looked = look(library, search, asked, today, arena, found);
    for (size_t i = 0; i < looked && (count < max || found[i].score > out[count - 1].score); i++) {
        refine(&found[i], asked, arena);
        count = insert(out, count, max, found[i]);
    }
    return count;
}

/* What would have answered, were it in force: of several the one that ended last by itself, since
 * an older one speaks of what was before. false: none would have. */
static bool find_past(struct library *library, const struct asked *asked, civil_day today,
                      struct arena *arena, struct passage *out)
{
    struct passage past[PAST_MAX];
    size_t count = find_by(library, library->past, asked, today, arena, past, PAST_MAX);
    if (!count || past[0].score < ANSWER_LEAST)
        return false;
    *out = past[0];
    for (size_t i = 1; i < count && out->state == PASSAGE_SUPERSEDED && !out->successor.n; i++)
        if (past[i].score >= ANSWER_LEAST &&
            (past[i].successor.n || past[i].state == PASSAGE_EXPIRED))
            *out = past[i];
    return true;
}

size_t library_find(struct library *library, struct view question, civil_day today,
                    struct arena *arena, struct passage *out, size_t max)
{
    struct asked asked;
    struct passage past;
    size_t count = 0;
    pthread_mutex_lock(&library->lock);
    question_read(library, question, arena, &asked);
    if (asked.worth && max)
        count = find_by(library, library->search, &asked, today, arena, out, max);
    double best = count ? out[0].score : 0;
    bool doubtful = asked.worth && max && best < BEYOND_DOUBT;
    if (doubtful && find_past(library, &asked, today, arena, &past) &&
        (best < ANSWER_LEAST || past.score > best + PAST_AHEAD)) {
        past.score = past.score > best ? past.score : best;
        count = insert(out, count, max, past);
    }
    pthread_mutex_unlock(&library->lock);
    return count;
}
