/* find: from a question to quoted sentences.
 *
 * The question is cut and weighed (question.c), documents are ranked (rank.c), the best are read,
 * and the sentence that answers is quoted (quote.c). The score says how sure it is that it does:
 * from 0.5 on it is given as an answer. */
#include "gateway/answer/library.h"

#include <math.h>

#include "gateway/answer/quote.h"
#include "gateway/answer/rank.h"

/* Where the document itself asks what was asked, so much of it in the same words. */
#define ASKED_THE_SAME 0.8
/* What is left where the question is a single word and no title or heading has it. */
#define BARE 0.45
/* Of the logistic curve below. */
#define SURE_LEAST 4.5
#define SURE_COVERAGE 3.6
#define SURE_LIKELY 2.1
/* Beyond it a document is only short. */
#define LIKELY_MOST 2.0
#define SURE_ELSEWHERE 1.3
#define SURE_DWELLS 1.0
#define SURE_UNNAMED 2.0

enum { PAST_MAX = 3 };

/* From here on nothing is sought among what has ended; what is found there must be surer by so
 * much, or of the year that was named. */
#define BEYOND_DOUBT 0.95
#define PAST_AHEAD 1.5 /* times the odds */

/* How sure it is that the document answers. Fitted to questions with the right document among
 * others and the same questions without it, half of each. A share of the question and a likelihood
 * for each of its words: such figures mean the same for any shelf and any length of question. */
static double sure(const struct asked *asked, const struct ranked *ranked,
                   const struct quote *quoted)
{
    double sum = SURE_COVERAGE * ranked->coverage +
                 SURE_LIKELY * fmin(ranked->likely, LIKELY_MOST) -
                 (ranked->elsewhere ? SURE_ELSEWHERE : 0) - (ranked->dwells ? SURE_DWELLS : 0) -
                 (quoted->named > 0 ? 0 : SURE_UNNAMED) - SURE_LEAST;
    double score = 1 / (1 + exp(-sum));
    if (quoted->meant >= ASKED_THE_SAME)
        return fmax(score, ASKED_THE_SAME);
    return asked->count == 1 && quoted->named <= 0 ? score * BARE : score;
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

/* The title and what people call it. */
static struct view names_of(sqlite3_stmt *row, struct arena *arena)
{
    struct buf names;
    buf_init(&names, 64 << 10);
    buf_view(&names, seen(row, 3));
    buf_byte(&names, ' ');
    buf_view(&names, seen(row, PASSAGE_ALIASES));
    struct view text = buf_keep(&names, arena);
    buf_free(&names);
    return text;
}

/* The document's best words, and how sure they answer. */
static struct passage read_document(struct library *library, const struct asked *asked,
                                    const struct ranked *ranked, civil_day today,
                                    struct arena *arena)
{
    struct view names = VIEW("");
    VEC(struct passage) rows = {0};
    VEC(struct quote_passage) passages = {0};
    sqlite3_bind_int64(library->passages, 1, ranked->document);
    while (sqlite3_step(library->passages) == SQLITE_ROW) {
        if (!rows.n)
            names = names_of(library->passages, arena);
        struct passage *row = VEC_PUSH(arena, &rows);
        *row = passage_of_row(library->passages, today, arena);
        VEC_ADD(arena, &passages, ((struct quote_passage){row->section, row->quote}));
    }
    sqlite3_reset(library->passages);
    if (!rows.n)
        return (struct passage){.score = 0};
    struct quote_source source = {names, passages.at, passages.n};
    struct quote best = quote_best(&source, asked, arena);
    struct passage found = rows.at[best.passage];
    found.quote = best.text;
    found.names = names;
    found.score = sure(asked, ranked, &best);
    return found;
}

static size_t find_by(struct library *library, const struct asked *asked, civil_day today,
                      enum rank_which which, struct arena *arena, struct passage *out, size_t max)
{
    struct ranked ranked[RANKED_MAX];
    size_t count = rank_documents(library, asked, today, which, arena, ranked);
    count = count < max ? count : max;
    for (size_t i = 0; i < count; i++)
        out[i] = read_document(library, asked, &ranked[i], today, arena);
    for (size_t i = 1; i < count; i++) /* what comes later is no surer */
        out[i].score = fmin(out[i].score, out[i - 1].score);
    return count;
}

/* What would have answered, were it in force: of several the one that ended last by itself, since
 * an older one speaks of what was before. false: none would have. */
static bool find_past(struct library *library, const struct asked *asked, civil_day today,
                      struct arena *arena, struct passage *out)
{
    struct passage past[PAST_MAX];
    size_t count = find_by(library, asked, today, RANK_PAST, arena, past, PAST_MAX);
    if (!count || past[0].score < ANSWER_LEAST)
        return false;
    *out = past[0];
    for (size_t i = 1; i < count && out->state == PASSAGE_SUPERSEDED && !out->successor.n; i++)
        if (past[i].score >= ANSWER_LEAST &&
            (past[i].successor.n || past[i].state == PASSAGE_EXPIRED))
            *out = past[i];
    return true;
}

/* Puts one before the others; the last makes room. */
static size_t put_first(struct passage *out, size_t count, size_t max, struct passage one)
{
    size_t kept = count < max ? count : max - 1;
    memmove(out + 1, out, kept * sizeof *out);
    out[0] = one;
    return kept + 1;
}

/* The year a question speaks of, or empty. */
static struct view year_of(struct view text)
{
    for (size_t at = 0; at < text.n;) {
        size_t end = at;
        while (end < text.n && text.p[end] >= '0' && text.p[end] <= '9')
            end++;
        if (end - at == 4 && (text.p[at] == '1' || text.p[at] == '2'))
            return view_sub(text, at, end);
        at = end > at ? end : at + 1;
    }
    return VIEW("");
}

static bool names(const struct passage *passage, struct view year)
{
    return view_find(passage->title, year) != SIZE_MAX;
}

static double odds(double score)
{
    return score / (1 - fmin(score, 0.999));
}

/* A document that is not in force any more comes first where none in force answers, or where the
 * question is about its year. */
size_t library_find(struct library *library, struct view question, civil_day today,
                    struct arena *arena, struct passage *out, size_t max)
{
    struct asked asked;
    struct passage past;
    size_t count = 0;
    pthread_mutex_lock(&library->lock);
    question_read(library, question, arena, &asked);
    if (asked.worth && max)
        count = find_by(library, &asked, today, RANK_IN_FORCE, arena, out, max);
    double best = count ? out[0].score : 0;
    struct view year = year_of(asked.text);
    bool other_year = year.n && !(count && names(&out[0], year));
    bool look_back = asked.worth && max && (best < BEYOND_DOUBT || other_year);
    if (look_back && find_past(library, &asked, today, arena, &past) &&
        (best < ANSWER_LEAST || odds(past.score) > PAST_AHEAD * odds(best) ||
         (other_year && names(&past, year)))) {
        past.score = count ? fmax(past.score, out[0].score) : past.score;
        count = put_first(out, count, max, past);
    }
    pthread_mutex_unlock(&library->lock);
    return count;
}

size_t library_rank(struct library *library, struct view question, struct arena *arena,
                    struct passage *best, struct view *documents, size_t max)
{
    struct asked asked;
    struct ranked ranked[RANKED_MAX] = {0};
    size_t count = 0;
    pthread_mutex_lock(&library->lock);
    question_read(library, question, arena, &asked);
    if (asked.worth)
        count = rank_documents(library, &asked, 0, RANK_ANY_DAY, arena, ranked);
    *best =
        count ? read_document(library, &asked, &ranked[0], 0, arena) : (struct passage){.score = 0};
    count = count < max ? count : max;
    for (size_t i = 0; i < count; i++)
        documents[i] = library->known[ranked[i].document - 1].path;
    pthread_mutex_unlock(&library->lock);
    return count;
}
