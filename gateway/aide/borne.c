/* borne: a text against the passage it was made of.
 *
 * Both are folded and read as characters. Then, one after the other: marks that no plain sentence
 * has; numbers with what they count, where two that stand together must stand together there too
 * (a day of one date with the month of another is no date of the passage); names, by 《》, by Latin
 * letters and by the words that offices and firms end with; denials, in both directions; and at
 * last whether each sentence is made of the passage's words at all, which is where an order that
 * somebody hid in a passage, or an answer to something else, ends. */
#include "gateway/aide/borne.h"

#include "dsl/base/arena.h"
#include "dsl/base/fold.h"
#include "dsl/base/utf8.h"
#include "dsl/mention/mention.h"

enum {
    LETTERS_LEAST = 8,
    LETTERS_MOST = 600,
    NAME_HEAD = 2,       /* characters before an office's last word that must be the passage's */
    MEASURE_MOST = 4,    /* characters of a measure */
    SENTENCE_PAIRS = 6,  /* a shorter sentence is not judged by itself */
    SENTENCE_LEAST = 35, /* per cent of its pairs that are the passage's */
    TEXT_LEAST = 50,
    DENIED_NEAR = 3
};

struct letters {
    struct view text; /* folded */
    const uint32_t *at;
    const uint32_t *offsets; /* one more than letters */
    size_t n;
};

const char *borne_code(enum borne borne)
{
    static const char *const codes[] = {
#define BORNE_CODE(name, code, zh, en) code,
        BORNE_WHYS(BORNE_CODE)
#undef BORNE_CODE
    };
    return codes[borne];
}

static struct letters letters_of(struct view text, struct arena *arena)
{
    struct letters letters = {.text = fold_text(arena, text).text};
    uint32_t *at = ARENA_ARRAY(arena, letters.text.n + 1, uint32_t);
    uint32_t *offsets = ARENA_ARRAY(arena, letters.text.n + 1, uint32_t);
    for (size_t byte = 0; byte < letters.text.n; letters.n++) {
        offsets[letters.n] = (uint32_t)byte;
        at[letters.n] = utf8_next(letters.text, &byte);
    }
    offsets[letters.n] = (uint32_t)letters.text.n;
    letters.at = at;
    letters.offsets = offsets;
    return letters;
}

static bool is_among(uint32_t c, const char *set)
{
    struct view all = view_of(set);
    for (size_t at = 0; at < all.n;)
        if (utf8_next(all, &at) == c)
            return true;
    return false;
}

static bool is_han(uint32_t c)
{
    return c >= 0x4e00 && c <= 0x9fff;
}

static bool is_latin(uint32_t c)
{
    return c >= 'a' && c <= 'z';
}

/* The first place from `from` on where the n letters stand; text.n: nowhere. */
static size_t find_letters(const struct letters *text, size_t from, const uint32_t *letters,
                           size_t n)
{
    for (size_t i = from; i + n <= text->n; i++)
        if (memcmp(&text->at[i], letters, n * sizeof *letters) == 0)
            return i;
    return text->n;
}

static bool has_letters(const struct letters *text, const uint32_t *letters, size_t n)
{
    return find_letters(text, 0, letters, n) < text->n;
}

/* ---- form ---- */

static bool is_plain(const struct letters *said)
{
    static const char *const addresses[] = {"http", "www.", ".com", ".cn", "://"};
    if (VIEW_HOLDS(said->text, addresses))
        return false;
    for (size_t i = 0; i < said->n; i++)
        if (said->at[i] < ' ' || is_among(said->at[i], "@{}<>`#|\\*[]_=~^$"))
            return false;
    return true;
}

/* ---- numbers ---- */

struct figure {
    int64_t value;
    uint32_t measure[MEASURE_MOST];
    size_t from, to; /* letters, with the measure */
};
struct figures {
    struct figure *at;
    size_t n;
};

/* 一 in 统一 and 一般 is no number; one that counts something is. */
static bool counts(const struct letters *text, size_t from, size_t to)
{
    if (to - from > 1 || !is_han(text->at[from]))
        return true;
    if (to + 1 < text->n && text->at[to] == U'个')
        return text->at[from] != U'一' || is_among(text->at[to + 1], "工月小星周季");
    return to < text->n && is_among(text->at[to], "天日月年元万亿人岁倍成折级类档岁户份项号季周");
}

static size_t letter_at(const struct letters *text, size_t byte, size_t from)
{
    while (from < text->n && text->offsets[from] < byte)
        from++;
    return from;
}

static void take_measure(const struct letters *text, struct figure *figure)
{
    size_t at = figure->to, n = 0;
    while (at < text->n && text->at[at] == ' ')
        at++;
    if (at < text->n && text->at[at] == U'个')
        at++;
    while (at < text->n && n < MEASURE_MOST &&
           is_among(text->at[at],
                    "%‰个工作日天月年元角分万亿人岁次家户倍成折级档类项份周季小时钟平方米"
                    "公里斤吨号条款度号楼")) {
        figure->measure[n++] = text->at[at++];
    }
    if (n)
        figure->to = at;
}

static struct figures figures_of(const struct letters *text, struct arena *arena)
{
    struct figures figures = {ARENA_ARRAY(arena, text->n + 1, struct figure), 0};
    for (size_t i = 0; i < text->n;) {
        struct mention_number number;
        size_t byte = text->offsets[i];
        if (!mention_read_number(text->text, &byte, &number)) {
            i++;
            continue;
        }
        size_t end = letter_at(text, byte, i + 1);
        struct figure *figure = &figures.at[figures.n];
        *figure = (struct figure){.value = number.value, .from = i, .to = end};
        if (counts(text, i, end)) {
            take_measure(text, figure);
            figures.n++;
        }
        i = figure->to > i ? figure->to : i + 1;
    }
    return figures;
}

static bool same_figure(const struct figure *a, const struct figure *b)
{
    return a->value == b->value && memcmp(a->measure, b->measure, sizeof a->measure) == 0;
}

static bool adjoins(const struct figures *figures, size_t i)
{
    return i + 1 < figures->n && figures->at[i + 1].from == figures->at[i].to;
}

/* Is it there, and if another follows at once, is that one behind it there too? */
static bool has_figure(const struct figures *in, const struct figures *said, size_t i)
{
    for (size_t k = 0; k < in->n; k++) {
        if (!same_figure(&in->at[k], &said->at[i]))
            continue;
        if (!adjoins(said, i) || (adjoins(in, k) && same_figure(&in->at[k + 1], &said->at[i + 1])))
            return true;
    }
    return false;
}

static bool figures_borne(const struct letters *said, const struct letters *passage,
                          struct arena *arena)
{
    struct figures own = figures_of(said, arena), theirs = figures_of(passage, arena);
    for (size_t i = 0; i < own.n; i++)
        if (!has_figure(&theirs, &own, i))
            return false;
    return true;
}

/* ---- names ---- */

static bool latin_borne(const struct letters *said, const struct letters *passage)
{
    for (size_t i = 0, end; i < said->n; i = end) {
        end = i + 1;
        if (!is_latin(said->at[i]))
            continue;
        while (end < said->n && is_latin(said->at[end]))
            end++;
        if (!has_letters(passage, &said->at[i], end - i))
            return false;
    }
    return true;
}

/* 《...》 stands in the passage, or is its title. */
static bool titles_borne(const struct letters *said, const struct letters *passage)
{
    for (size_t i = 0; i < said->n; i++) {
        size_t end = i + 1;
        if (said->at[i] != U'《')
            continue;
        while (end < said->n && said->at[end] != U'》')
            end++;
        if (end == said->n || !has_letters(passage, &said->at[i + 1], end - i - 1))
            return false;
    }
    return true;
}

static const char *const offices[] = {"局",   "委员会", "办公室", "中心",  "街道", "公司",
                                      "银行", "医院",   "大厅",   "窗口",  "法院", "协会",
                                      "社区", "政府",   "平台",   "热线",  "学校", "派出所",
                                      "厅",   "网站",   "小程序", "公众号"};

/* The word with which an office's name ends begins at the letter: how long it is, or 0. */
static size_t office_at(const struct letters *said, size_t at)
{
    struct view rest = view_sub(said->text, said->offsets[at], said->text.n);
    for (size_t i = 0; i < sizeof offices / sizeof *offices; i++)
        if (view_starts(rest, view_of(offices[i])))
            return utf8_length(view_of(offices[i]));
    return 0;
}

static bool offices_borne(const struct letters *said, const struct letters *passage)
{
    for (size_t i = 0; i < said->n; i++) {
        size_t word = office_at(said, i), head = 0;
        while (word && head < NAME_HEAD && i > head && is_han(said->at[i - head - 1]))
            head++;
        if (word && !has_letters(passage, &said->at[i - head], word + head))
            return false;
    }
    return true;
}

/* ---- denials ---- */

static bool denies(uint32_t c)
{
    return is_among(c, "不没未无免勿非禁否");
}

static bool denied_before(const struct letters *text, size_t at)
{
    for (size_t back = 1; back <= DENIED_NEAR && back <= at; back++)
        if (denies(text->at[at - back]))
            return true;
    return false;
}

/* Every denial that is said is one of the passage, with the letter behind it. */
static bool denials_borne(const struct letters *said, const struct letters *passage)
{
    for (size_t i = 0; i + 1 < said->n; i++)
        if (denies(said->at[i]) && is_han(said->at[i + 1]) &&
            !has_letters(passage, &said->at[i], 2))
            return false;
    return true;
}

static bool stands_undenied(const struct letters *text, const uint32_t *pair)
{
    for (size_t i = find_letters(text, 0, pair, 2); i < text->n;
         i = find_letters(text, i + 1, pair, 2))
        if (!denied_before(text, i))
            return true;
    return false;
}

/* What the passage only denies is not said without the denial: 不予受理 never becomes 受理. */
static bool denials_kept(const struct letters *said, const struct letters *passage)
{
    for (size_t i = 0; i + 2 < passage->n; i++) {
        size_t at = i + 1;
        if (!denies(passage->at[i]))
            continue;
        while (at + 2 < passage->n && is_among(passage->at[at], "予得能可会需应必要再以许准"))
            at++;
        const uint32_t *pair = &passage->at[at];
        if (at + 1 < passage->n && is_han(pair[0]) && is_han(pair[1]) && !denies(pair[0]) &&
            stands_undenied(said, pair) && !stands_undenied(passage, pair))
            return false;
    }
    return true;
}

/* ---- words ---- */

struct share {
    size_t pairs, borne;
};

static struct share share_of(const struct letters *said, size_t from, size_t to,
                             const struct letters *passage)
{
    struct share share = {0, 0};
    for (size_t i = from; i + 1 < to; i++) {
        if (!is_han(said->at[i]) || !is_han(said->at[i + 1]))
            continue;
        share.pairs++;
        share.borne += has_letters(passage, &said->at[i], 2);
    }
    return share;
}

static bool words_borne(const struct letters *said, const struct letters *passage)
{
    struct share all = share_of(said, 0, said->n, passage);
    if (all.borne * 100 < all.pairs * TEXT_LEAST)
        return false;
    for (size_t from = 0, to; from < said->n; from = to + 1) {
        for (to = from; to < said->n && !is_among(said->at[to], "。!?;"); to++)
            ;
        struct share one = share_of(said, from, to, passage);
        if (one.pairs >= SENTENCE_PAIRS && one.borne * 100 < one.pairs * SENTENCE_LEAST)
            return false;
    }
    return true;
}

/* ---- all of it ---- */

static struct view both(struct view passage, struct view source, struct arena *arena)
{
    char *text = arena_alloc(arena, passage.n + source.n + 1);
    memcpy(text, passage.p, passage.n);
    text[passage.n] = '\n';
    if (source.n)
        memcpy(text + passage.n + 1, source.p, source.n);
    return (struct view){text, passage.n + source.n + 1};
}

enum borne borne_by(struct view said, struct view passage, struct view source, struct arena *arena)
{
    const struct letters own = letters_of(said, arena), theirs = letters_of(passage, arena);
    const struct letters wide = letters_of(both(passage, source, arena), arena);
    if (own.n < LETTERS_LEAST || own.n > LETTERS_MOST || own.n > 2 * theirs.n)
        return BORNE_LENGTH;
    if (!is_plain(&own))
        return BORNE_FORM;
    if (!figures_borne(&own, &wide, arena))
        return BORNE_NUMBER;
    if (!latin_borne(&own, &wide) || !titles_borne(&own, &wide) || !offices_borne(&own, &wide))
        return BORNE_NAME;
    if (!denials_borne(&own, &theirs) || !denials_kept(&own, &theirs))
        return BORNE_DENIAL;
    return words_borne(&own, &wide) ? BORNE_YES : BORNE_WORDS;
}
