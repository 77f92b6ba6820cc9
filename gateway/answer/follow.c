/* follow: a question that goes on from an answer. Its subject is the document that was quoted, so
 * only that document's passages are weighed: by the heading that promises what is asked for, by a
 * sentence that holds it, by the question's own words. There are few of them, which makes this
 * quick enough for the turn itself.
 *
 * What people add about themselves ("I am from elsewhere") stands in documents in other words: a
 * table has the common ones. */
#include "gateway/answer/quote.h"

#include <math.h>

#include "dsl/base/fold.h"
#include "dsl/base/utf8.h"
#include "gateway/answer/wish.h"

enum {
    PASSAGES_WEIGHED = 200,
    PASSAGES_QUOTED = 8, /* of the best ones what fits is sought; of the others, where they begin */
    PASSAGES_TELLING = 4, /* fewer say little of how common a word is */
    WORDS_MAX = 12,
    QUOTE_MOST = 420,                                 /* bytes */
    WITH_FIGURES = 1 << 0 | 1 << 1 | 1 << 2 | 1 << 4, /* wish.c: amount, how long, when, phone */
    GRANTED_PLAIN = 500,
    GRANTED_FIGURE = 900
};

/* A heading that promises what is asked for; a sentence that holds it under another heading; words
 * of the question alone. */
#define PROMISED 0.9
#define GRANTED 0.6
/* What a heading adds that has the question's own words. */
#define HEADED 0.25
/* A heading that promises it, of something else than what the question names. */
#define PROMISED_ELSE 0.4
#define WORDS_ALONE 1.0
#define NONE_OF_ITS_OWN (-1.0)
#define CIRCUMSTANCE 0.75
#define STRANGE_COUNTS 0.35
/* So much of the question must stand in a passage that its sentences are told apart by it. */
#define QUOTED_BY_WORDS 0.75
/* What is left where the question names a circumstance and the passage does not. */
#define SILENT 0.6

/* What is said, and what documents say of it. Folded. */
struct circumstance {
    const char *said[WORDS_MAX], *written[WORDS_MAX];
};

static const struct circumstance circumstances[] = {
    {{"外地户口", "外地户籍", "外地人", "外地的", "户口不在", "户口在外地", "户口在老家", "非本地",
      "不是本地", "不是本区", "外省", "没有户口"},
     {"外地", "户籍不在", "户口不在", "非本", "外省", "持有居住证", "居住证"}},
    {{"租房", "租的房", "没有房产", "没房", "没房产证"}, {"租房", "租赁", "租住", "承租"}},
    {{"代办", "别人办", "家人办", "帮我妈", "帮我爸", "帮老人", "本人不能", "本人来不了"},
     {"代办", "委托", "监护人", "家人"}},
    {{"网上", "手机上", "线上", "不想跑"}, {"网上", "手机", "线上", "在线"}},
    {{"走不动", "行动不便", "不方便出门", "瘫痪", "卧床"}, {"行动不便", "上门"}},
    {{"不会用手机", "没有手机", "不会上网"}, {"不会用手机", "窗口", "社区", "代为"}},
    {{"小孩", "孩子", "未成年"}, {"未满", "孩子", "未成年", "监护人"}},
    {{"过期", "丢了", "弄丢", "补办", "遗失"}, {"补办", "补领", "换领", "遗失", "过期"}},
    {{"能报多少", "报多少", "报几成", "报百分之"}, {"报销比例", "百分点", "按比例报销"}},
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

static bool names_circumstance(struct view question)
{
    for (size_t i = 0; i < CIRCUMSTANCES; i++)
        if (holds_any(question, circumstances[i].said))
            return true;
    return false;
}

/* A single character is a seam or a particle. */
static bool counts(struct view token)
{
    size_t next = 0;
    return token.n > 3 || (token.n && utf8_next(token, &next) < 0x2e80);
}

/* Of the question's own words, how much stands in a text: 0..1; NONE_OF_ITS_OWN where it has none
 * but words of asking. */
static double share_of(const struct asked *asked, struct view section, struct view text)
{
    double found = 0, all = 0;
    bool own = false;
    for (size_t i = 0; i < asked->count; i++) {
        const struct asked_token *token = &asked->tokens[i];
        bool asks = wish_is_word(asked->wishes, token->text);
        double weight = token->rarity / (asks ? 3 : 1);
        if (!counts(token->text))
            continue;
        own |= !asks;
        all += weight;
        if (view_find(text, token->text) != SIZE_MAX || view_find(section, token->text) != SIZE_MAX)
            found += weight;
    }
    return own && all > 0 ? found / all : NONE_OF_ITS_OWN;
}

struct weighed {
    struct view question, section, passage; /* folded */
    bool promised;
};

static bool ends_sentence(uint32_t c)
{
    return c == 0x3002 || c == '\n' || c == 0xff1b || c == ';';
}

/* Under another heading a sentence must have both: what is asked for and a word of the question. */
static double granted(const struct asked *asked, const struct weighed *w)
{
    int least = asked->wishes & WITH_FIGURES ? GRANTED_FIGURE : GRANTED_PLAIN;
    double best = 0;
    for (size_t at = 0, from = 0; at < w->passage.n;) {
        uint32_t c = utf8_next(w->passage, &at);
        if (!ends_sentence(c) && at < w->passage.n)
            continue;
        struct view sentence = view_sub(w->passage, from, at);
        from = at;
        if (wish_granted(asked->wishes, sentence) < least)
            continue;
        double share = share_of(asked, VIEW(""), sentence);
        double score = share < 0 ? GRANTED : share > 0 ? 0.6 * GRANTED + 0.4 * share : 0;
        best = score > best ? score : best;
    }
    return best;
}

static double promised(const struct asked *asked, double share)
{
    if (share < 0)
        return PROMISED;
    bool figure = asked->wishes & WITH_FIGURES; /* few headings promise one */
    return share > 0 || figure ? 0.6 * PROMISED + 0.4 * share : PROMISED_ELSE;
}

static double score_of(const struct asked *asked, const struct weighed *w)
{
    double share = share_of(asked, w->section, w->passage), plain;
    if (w->promised)
        plain = promised(asked, share);
    else
        plain = asked->wishes ? granted(asked, w) : WORDS_ALONE * fmax(share, 0);
    plain += HEADED * fmax(share_of(asked, VIEW(""), w->section), 0);
    if (speaks_of(w->question, w->passage))
        return CIRCUMSTANCE + 0.1 * plain;
    return names_circumstance(w->question) ? SILENT * plain : plain;
}

/* Whole sentences from the beginning, as many as a quote may have. */
static struct view beginning(struct view text)
{
    size_t end = 0;
    for (size_t at = 0; at < text.n && at <= QUOTE_MOST;) {
        uint32_t c = utf8_next(text, &at);
        if ((ends_sentence(c) || at >= text.n) && at <= QUOTE_MOST)
            end = at;
    }
    return end ? view_trim(view_sub(text, 0, end)) : utf8_head(text, QUOTE_MOST);
}

/* From the first sentence that speaks of the circumstance on. */
static struct view of_circumstance(struct view question, struct view text, struct arena *arena)
{
    for (size_t at = 0, from = 0; at < text.n;) {
        uint32_t c = utf8_next(text, &at);
        if (!ends_sentence(c) && at < text.n)
            continue;
        if (speaks_of(question, fold_text(arena, view_sub(text, from, at)).text))
            return beginning(view_sub(text, from, text.n));
        from = at;
    }
    return beginning(text);
}

/* A section that promises the thing is quoted from its beginning: a list is not begun in its
 * middle. */
static void quote(struct passage *p, const struct asked *asked, const struct weighed *w,
                  struct arena *arena)
{
    struct quote_passage passage = {p->section, p->quote};
    struct quote_source source = {p->title, &passage, 1};
    if (speaks_of(w->question, w->passage))
        p->quote = of_circumstance(w->question, p->quote, arena);
    else if (w->promised && (p->quote.n <= QUOTE_MOST ||
                             share_of(asked, w->section, w->passage) < QUOTED_BY_WORDS))
        p->quote = beginning(p->quote);
    else
        p->quote = quote_best(&source, asked, arena).text;
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

struct weighing {
    struct view question; /* folded */
    struct asked *asked;
    civil_day today;
    struct arena *arena;
    bool own, known; /* the question has words of its own; one stands in the document */
};

struct document {
    VEC(struct passage) passages;
    VEC(struct weighed) weighed;
};

static void read_rows(sqlite3_stmt *rows, const struct weighing *all, struct document *document)
{
    struct arena *arena = all->arena;
    while (sqlite3_step(rows) == SQLITE_ROW) {
        struct passage *p = VEC_PUSH(arena, &document->passages);
        *p = passage_of_row(rows, all->today, arena);
        p->whole = p->quote;
        struct weighed w = {.question = all->question,
                            .passage = fold_text(arena, p->quote).text,
                            .section = fold_text(arena, p->section).text};
        w.promised = all->asked->wishes && wish_heading(all->asked->wishes, w.section) > 0.95;
        VEC_ADD(arena, &document->weighed, w);
    }
    sqlite3_reset(rows);
}

/* Does a heading have it? */
static bool heads(const struct document *document, struct view token)
{
    for (size_t k = 0; k < document->weighed.n; k++)
        if (view_find(document->weighed.at[k].section, token) != SIZE_MAX)
            return true;
    return false;
}

/* What the document is about tells none of its passages from another: what its title has and no
 * heading, and what stands in many of them. What stands in none is another way of saying it,
 * mostly. */
static void weigh_within(const struct document *document, struct view title, struct asked *asked)
{
    size_t n = document->weighed.n;
    for (size_t i = 0; i < asked->count && n >= PASSAGES_TELLING; i++) {
        struct view token = asked->tokens[i].text;
        bool about = view_find(title, token) != SIZE_MAX && !heads(document, token);
        size_t times = about ? n : 0;
        for (size_t k = 0; k < n; k++)
            times += view_find(document->weighed.at[k].passage, token) != SIZE_MAX ||
                     view_find(document->weighed.at[k].section, token) != SIZE_MAX;
        double apart = fmax(0, 1 - (double)times / (double)n);
        asked->tokens[i].rarity *= times ? apart : STRANGE_COUNTS;
    }
}

/* The passages of one more document are put among those of the ones before. */
static size_t weigh_rows(sqlite3_stmt *rows, struct weighing *all, struct passage *out,
                         size_t count, size_t max)
{
    struct document document = {0};
    struct asked asked = *all->asked;
    read_rows(rows, all, &document);
    if (document.passages.n)
        weigh_within(&document, fold_text(all->arena, document.passages.at[0].title).text, &asked);
    for (size_t i = 0; i < document.passages.n; i++) {
        struct passage *p = &document.passages.at[i];
        const struct weighed *w = &document.weighed.at[i];
        double share = share_of(&asked, w->section, w->passage);
        all->known |= share > 0;
        all->own |= share >= 0;
        p->score = score_of(&asked, w);
        if (count == max && p->score <= out[count - 1].score)
            continue;
        bool among = count < PASSAGES_QUOTED || p->score > out[PASSAGES_QUOTED - 1].score;
        if (p->score > 0 && among)
            quote(p, &asked, w, all->arena);
        else
            p->quote = beginning(p->quote);
        count = insert(out, count, max, p);
    }
    return count;
}

/* Without the words that only join it to what was said before, or fill it. */
static struct view without_filling(struct view question, struct arena *arena)
{
    static const char *const joints[] = {"那么", "那我", "那", "请问", "然后", NULL};
    static const char *const fillings[] = {
        "现在",   "目前", "现行", "的话", "大概", "一般", "到底", "这个", "那个", "具体",
        "还有",   "另外", "应该", "最好", "能拿", "能领", "能得", "会给", "会发", "可以拿",
        "可以领", "一共", "总共", "开始", "最晚", "最早", "最快", "大约", NULL};
    question = view_trim(question);
    for (size_t i = 0; joints[i]; i++)
        if (view_starts(question, view_of(joints[i]))) {
            question = view_sub(question, strlen(joints[i]), question.n);
            break;
        }
    char *text = arena_copy(arena, question.p, question.n);
    struct view out = {text, question.n};
    for (size_t i = 0; fillings[i]; i++) {
        size_t at = view_find(out, view_of(fillings[i]));
        if (at != SIZE_MAX)
            memset(text + at, ' ', strlen(fillings[i]));
    }
    return out;
}

/* What nothing in the documents is about, they do not answer. */
static void forget_scores(struct passage *out, size_t count)
{
    for (size_t i = 0; i < count; i++)
        out[i].score = 0;
}

size_t library_follow(struct library *library, struct view links, struct view question,
                      civil_day today, struct arena *arena, struct passage *out, size_t max)
{
    struct asked asked;
    struct view folded = fold_text(arena, question).text;
    struct weighing all = {.question = folded, .asked = &asked, .today = today, .arena = arena};
    size_t count = 0;
    if (!max)
        return 0;
    pthread_mutex_lock(&library->lock);
    question_read(library, without_filling(question, arena), arena, &asked);
    while (links.n) {
        struct view link = view_cut(&links, '\n'), path = view_sub(link, 1, link.n);
        sqlite3_bind_text(library->within, 1, path.p, (int)path.n, SQLITE_STATIC);
        sqlite3_bind_int64(library->within, 2, today);
        sqlite3_bind_int(library->within, 3, PASSAGES_WEIGHED);
        count = weigh_rows(library->within, &all, out, count, max);
    }
    pthread_mutex_unlock(&library->lock);
    if (all.own && !all.known && !names_circumstance(folded))
        forget_scores(out, count);
    return count;
}
