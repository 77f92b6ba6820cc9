/* validity: sentence by sentence. A sentence counts only if it speaks of the document: by "本办法",
 * "本通知" and so on, or because it says that something comes into force. What it says then is
 * looked for in a fixed order: first day, last day, duration, what is abolished.
 *
 * Better to read too little than too much: a date that is missed leaves a document in use that its
 * issuer will have to withdraw, a date that is wrongly read silences a good one without anybody
 * knowing. */
#include "dsl/base/validity.h"

#include "dsl/base/utf8.h"
#include "dsl/base/imprint.h"

enum { SENTENCE_MAX = 3000, YEARS_MAX = 50 };

static bool holds(struct view text, const char *words)
{
    return view_find(text, view_of(words)) != SIZE_MAX;
}

static bool holds_any(struct view text, const char *const *words)
{
    for (size_t i = 0; words[i]; i++)
        if (holds(text, words[i]))
            return true;
    return false;
}

static const char *const itself[] = {"本办法", "本通知", "本规定", "本细则", "本意见",
                                     "本方案", "本公告", "本通告", "本条例", "本指南",
                                     "本文件", "本措施", "本政策", "本决定", "本规则",
                                     "本实施", "本标准", "本若干", NULL};
static const char *const in_force[] = {"起施行", "起实施", "起执行", "起生效",
                                       "后施行", "后实施", NULL};
static const char *const on_publication[] = {"自发布之日", "自印发之日", "自公布之日", "自下发之日",
                                             "从发布之日", "从印发之日", NULL};
static const char *const ends[] = {"废止", "停止执行", "不再执行", NULL};

/* ---- days ---- */

static civil_day years_later(civil_day day, int years)
{
    struct civil date = civil_from_day(day);
    date.year += years;
    while (!civil_valid(date) && date.day > 1)
        date.day--;
    return civil_to_day(date);
}

static int small_number(struct view text, size_t at, size_t *end)
{
    static const char *const han[] = {"一", "二", "三", "四", "五", "六", "七", "八", "九", "十"};
    int64_t value = 0;
    size_t to = at;
    while (to < text.n && text.p[to] >= '0' && text.p[to] <= '9')
        to++;
    *end = to;
    if (to > at)
        return view_int(view_sub(text, at, to), 1, 10000, &value) ? (int)value : 0;
    *end = at + 3;
    if (view_starts(view_sub(text, at, text.n), VIEW("两")))
        return 2;
    for (int i = 0; i < 10; i++)
        if (view_starts(view_sub(text, at, text.n), view_of(han[i])))
            return i + 1;
    return 0;
}

static size_t past_blanks(struct view text, size_t at)
{
    while (at < text.n && text.p[at] == ' ')
        at++;
    return at;
}

/* "有效期五年", "有效期为 3 年", "试行一年" */
static int years_of(struct view text)
{
    static const char *const heads[] = {"有效期限为", "有效期限", "有效期为", "有效期",
                                        "试行期为",   "试行期",   "试行",     NULL};
    for (size_t i = 0; heads[i]; i++) {
        size_t at = view_find(text, view_of(heads[i])), end;
        if (at == SIZE_MAX)
            continue;
        at = past_blanks(text, at + strlen(heads[i]));
        int years = at < text.n ? small_number(text, at, &end) : 0;
        if (years > 0 && years <= YEARS_MAX &&
            view_starts(view_sub(text, past_blanks(text, end), text.n), VIEW("年")))
            return years;
    }
    return 0;
}

/* "后施行" with a number of days before it: "自发布之日起30日后施行". */
static int days_after(struct view text)
{
    size_t at = view_find(text, VIEW("之日起")), end;
    if (at == SIZE_MAX)
        return 0;
    at = past_blanks(text, at + sizeof "之日起" - 1);
    int days = at < text.n ? small_number(text, at, &end) : 0;
    return days > 1 && holds(text, "日后") ? days : 0;
}

static void take_begin(struct view text, civil_day published, struct validity *out)
{
    civil_day day;
    size_t from, end;
    size_t mark = view_find(text, VIEW("自")), other = view_find(text, VIEW("从"));
    mark = mark < other ? mark : other;
    if (holds_any(text, on_publication)) {
        if (published != VALID_ALWAYS)
            out->begins = published + days_after(text);
        return;
    }
    if (mark == SIZE_MAX)
        return;
    struct view rest = view_sub(text, mark, text.n);
    if (imprint_date(rest, &day, &from, &end) && from <= 6 &&
        view_starts(view_sub(rest, end, rest.n), VIEW("起")))
        out->begins = day;
}

static void take_end(struct view text, civil_day published, struct validity *out)
{
    static const char *const untils[] = {"有效期至", "有效期截至", "有效期到", "施行至", "实施至",
                                         "执行至",   "起至",       "，至",     NULL};
    civil_day day;
    size_t from, end;
    for (size_t i = 0; untils[i]; i++) {
        size_t at = view_find(text, view_of(untils[i]));
        if (at == SIZE_MAX)
            continue;
        struct view rest = view_sub(text, at + strlen(untils[i]), text.n);
        if (imprint_date(rest, &day, &from, &end) && from <= 3) {
            out->expires = day;
            return;
        }
    }
    int years = years_of(text);
    civil_day first = out->begins != VALID_ALWAYS ? out->begins : published;
    if (years && first != VALID_ALWAYS)
        out->expires = years_later(first, years) - 1;
}

/* ---- what is abolished ---- */

/* 《...》 is what the document rests on ("根据《...》") or not. */
static bool is_ground(struct view text, size_t at)
{
    static const char *const grounds[] = {"根据", "依据", "按照", "依照", "参照"};
    for (size_t i = 0; i < sizeof grounds / sizeof *grounds; i++) {
        size_t n = strlen(grounds[i]);
        if (at >= n && memcmp(text.p + at - n, grounds[i], n) == 0)
            return true;
    }
    return false;
}

static void add(struct arena *arena, struct validity *out, struct view name)
{
    if (name.n)
        VEC_ADD(arena, &out->abolishes, name);
}

static void take_abolished(struct arena *arena, struct view text, struct validity *out)
{
    size_t end = 0, word = SIZE_MAX;
    for (size_t i = 0; ends[i]; i++) {
        size_t found = view_find(text, view_of(ends[i]));
        word = found < word ? found : word;
    }
    if (word == SIZE_MAX)
        return;
    struct view before = view_sub(text, 0, word);
    for (size_t at = 0, found;
         (found = view_find(view_sub(before, at, before.n), VIEW("《"))) != SIZE_MAX; at = end) {
        size_t from = at + found, close = view_find(view_sub(before, from, before.n), VIEW("》"));
        if (close == SIZE_MAX)
            break;
        end = from + close + sizeof "》" - 1;
        if (!is_ground(before, from))
            add(arena, out, imprint_plain_title(arena, view_sub(before, from, end)));
    }
    for (size_t at = 0; at < before.n;)
        add(arena, out, imprint_plain_number(arena, imprint_number(before, &at)));
}

/* ---- sentences ---- */

/* *before: the sentence before said when the document comes into force; "有效期五年" goes with it.
 */
static void take_sentence(struct arena *arena, struct view text, civil_day published, bool *before,
                          struct validity *out)
{
    bool force = holds_any(text, in_force), own = holds_any(text, itself);
    own = own || (*before && view_starts(view_trim(text), VIEW("有效期")));
    *before = force;
    if (text.n > SENTENCE_MAX)
        return;
    if (force && out->begins == VALID_ALWAYS)
        take_begin(text, published, out);
    if ((force || own) && out->expires == VALID_FOR_EVER)
        take_end(text, published, out);
    if (holds(text, "《") || holds(text, "号"))
        take_abolished(arena, text, out);
}

void validity_read(struct arena *arena, struct view text, civil_day published, struct validity *out)
{
    *out = (struct validity){.begins = VALID_ALWAYS, .expires = VALID_FOR_EVER};
    bool before = false;
    for (size_t at = 0, from = 0; at < text.n;) {
        uint32_t c = utf8_next(text, &at);
        if (c != 0x3002 && c != '\n' && c != 0xff1b && at < text.n)
            continue;
        take_sentence(arena, view_sub(text, from, at), published, &before, out);
        from = at;
    }
}

/* ---- front matter ---- */

/* The value of a key in front matter; empty where there is none. */
static struct view front_value(struct view front, const char *key)
{
    while (front.p) {
        struct view line = view_trim(view_cut(&front, '\n'));
        if (!view_starts(line, view_of(key)))
            continue;
        struct view value = view_sub(line, strlen(key), line.n);
        if (view_starts(value, VIEW(":")))
            return view_trim(view_sub(value, 1, value.n));
        if (view_starts(value, VIEW("：")))
            return view_trim(view_sub(value, sizeof "：" - 1, value.n));
    }
    return VIEW("");
}

static struct view cut_front(struct view *text)
{
    struct view rest = *text;
    if (!view_is(view_trim(view_cut(&rest, '\n')), "---"))
        return VIEW("");
    size_t end = view_find(rest, VIEW("\n---"));
    if (end == SIZE_MAX)
        return VIEW("");
    *text = view_sub(rest, end + 4, rest.n);
    return view_sub(rest, 0, end);
}

static civil_day day_of(struct view text, civil_day otherwise)
{
    civil_day day;
    size_t from, end;
    return imprint_date(text, &day, &from, &end) ? day : otherwise;
}

bool validity_of_document(struct arena *arena, struct view text, struct validity *out)
{
    struct view front = cut_front(&text);
    struct imprint imprint;
    imprint_read(arena, text, &imprint);
    civil_day published = day_of(imprint.published, VALID_ALWAYS);
    published = day_of(front_value(front, "发布日期"), published);
    validity_read(arena, text, published, out);
    out->begins = day_of(front_value(front, "施行日期"), out->begins);
    out->expires = day_of(front_value(front, "有效期至"), out->expires);
    return front_value(front, "废止").n > 0;
}
