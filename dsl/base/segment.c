/* segment: one walk over the beginnings of clauses; only there a list can go on. Numbers have to
 * count: 1 begins, n follows n - 1, so 3、 in an address and 2.5 in a price are no part of a list.
 * Words that go on (另外, 还有) need no order. 和, 也, 同时 and 以及 are none of them: they join
 * what belongs together as often as what does not. Whether 还 and 也 join two matters is seen only
 * from what stands on both sides; for those who look there, a clause is cut at them. */
#include "dsl/base/segment.h"

#include "dsl/base/stance_scan.h"
#include "dsl/base/utf8.h"
#include "dsl/base/when.h"

static const char *const goes_on =
    "另外一件事|另外一个|另外还有|另外|此外|还有一件事|还有件事|还有个事|还有个问题|还有一个问题|"
    "还有就是|还有个|还有|再就是|"
    "再一个|再有|又有|"
    "另一个问题|另一件事|另一个|顺便问一下|顺便|其次|再次|第二件事|第三件事|"
    "secondly|thirdly|also |besides|another thing|in addition";
static const char *const begins = "首先|第一件事|firstly|first of all";
static const char *const both = "又是|又有"; /* twice: 又是垃圾又是狗屎 */
static const char *const ordinals[] = {"一是", "二是", "三是", "四是", "五是", "六是"};

struct walk {
    struct view text;
    int last;  /* the number that was counted last */
    bool both; /* 又是 stands there twice */
    struct segment *out;
    size_t n;
};

/* Behind a mark that makes a number one of a list; 0: it is none. */
static size_t list_mark(struct view text, size_t at)
{
    size_t behind = at < text.n ? stance_follows(text, at, "、|)|,|:|.|是") : 0;
    bool decimal = behind && behind < text.n && text.p[behind] >= '0' && text.p[behind] <= '9';
    return decimal ? 0 : behind;
}

/* 1、 (2) 三、 4是 第五, and 第六 before a blank */
static size_t numbered(struct walk *walk, size_t at)
{
    size_t opened = stance_follows(walk->text, at, "(|第"), number = opened ? opened : at;
    bool counted = stance_follows(walk->text, at, "第") != 0;
    int value;
    if (!when_number(walk->text, &number, &value) || (value != 1 && value != walk->last + 1))
        return 0;
    size_t behind = list_mark(walk->text, number);
    if (!behind && counted)
        behind = number < walk->text.n ? stance_follows(walk->text, number, " ") : 0;
    if (behind)
        walk->last = value;
    return behind;
}

static size_t ordinal(struct walk *walk, size_t at)
{
    for (int i = 0; i < (int)(sizeof ordinals / sizeof *ordinals); i++) {
        size_t behind = stance_follows(walk->text, at, ordinals[i]);
        if (!behind || (i > 0 && i != walk->last))
            continue;
        walk->last = i + 1;
        return behind;
    }
    return 0;
}

/* Behind what marks the beginning of a part at this byte; 0: nothing does. */
static size_t part_begins(struct walk *walk, size_t at, enum segment_kind *kind)
{
    size_t behind = stance_follows(walk->text, at, goes_on);
    if (stance_follows(walk->text, at, "还有人|又有人")) /* somebody is a part of what is said */
        behind = stance_follows(walk->text, at, "还|又");
    *kind = walk->both && stance_follows(walk->text, at, both) ? SEGMENT_LISTED : SEGMENT_ADDED;
    if (behind)
        return behind;
    *kind = SEGMENT_LISTED;
    if (walk->both)
        behind = stance_follows(walk->text, at, both);
    if (behind)
        return behind;
    behind = stance_follows(walk->text, at, begins);
    behind = behind ? behind : ordinal(walk, at);
    return behind ? behind : numbered(walk, at);
}

static void end_part(struct walk *walk, size_t at)
{
    struct segment *last = &walk->out[walk->n - 1];
    last->to = (uint32_t)at;
    if (last->to <= last->from) /* less: nothing but marks */
        walk->n--;
}

static size_t pass_marks(struct view text, size_t at)
{
    for (size_t n; at < text.n && (n = text.p[at] == ' ' ? 1 : stance_mark(text, at)) != 0;)
        at += n;
    return at;
}

static void begin_part(struct walk *walk, size_t at, size_t behind, enum segment_kind kind)
{
    if (walk->n == SEGMENTS_MAX)
        return;
    end_part(walk, at);
    walk->out[walk->n++] = (struct segment){(uint32_t)pass_marks(walk->text, behind), 0, kind};
}

/* Where 又是 or 又有 stands at or behind a byte; the text's end: nowhere. */
static size_t next_both(struct view text, size_t at)
{
    for (const char *p; at < text.n; at++) {
        p = memmem(text.p + at, text.n - at, "又", strlen("又"));
        at = p ? (size_t)(p - text.p) : text.n;
        if (p && stance_follows(text, at, both))
            break;
    }
    return at < text.n ? at : text.n;
}

size_t segment_find(struct view folded, struct segment out[SEGMENTS_MAX])
{
    struct walk walk = {.text = folded, .out = out, .n = 1};
    out[0] = (struct segment){0, 0, SEGMENT_FIRST};
    enum segment_kind kind;
    walk.both = next_both(folded, next_both(folded, 0) + 1) < folded.n;
    for (size_t at = pass_marks(folded, 0); at < folded.n;) {
        size_t behind = part_begins(&walk, at, &kind);
        if (behind)
            begin_part(&walk, at, behind, kind);
        size_t from = behind ? behind : at, end = stance_clause_end(folded, from);
        if (walk.both && next_both(folded, from) < end)
            end = next_both(folded, from);
        at = pass_marks(folded, end);
    }
    end_part(&walk, folded.n);
    return walk.n;
}

/* Behind a word that joins what is said before it with what comes; 0: none stands here. 还是 asks,
 * 也许 guesses. */
static size_t joins(struct view text, size_t at)
{
    static const char words[] = "而且还|而且也|而且|并且还|并且也|并且|同时还|同时也|还有|还|又|也|"
                                "and also |and |as well as |plus ";
    if (at >= text.n || stance_follows(text, at, "还是|还行|还好|也许|也就是|又是怎么"))
        return 0;
    bool latin = text.p[at] >= 'a' && text.p[at] <= 'z';
    return latin && at > 0 && text.p[at - 1] != ' ' ? 0 : stance_follows(text, at, words);
}

size_t segment_joined(struct view folded, size_t *at, struct segment out[SEGMENTS_MAX])
{
    struct walk walk = {.text = folded, .out = out, .n = 1};
    size_t here = *at;
    out[0] = (struct segment){(uint32_t)here, 0, SEGMENT_FIRST};
    while (here < folded.n) {
        bool ends = stance_mark(folded, here) > 0;
        size_t next = ends ? pass_marks(folded, here) : here, behind = joins(folded, next);
        if (behind)
            begin_part(&walk, here, behind, SEGMENT_ADDED);
        else if (ends)
            break;
        else
            utf8_next(folded, &next);
        here = behind ? behind : next;
    }
    end_part(&walk, here);
    *at = pass_marks(folded, here);
    return walk.n;
}

struct view segment_original(const struct folded *folded, const struct segment *segment)
{
    static const char *const marks[] = {",", ".", ";", ":", "，", "。", "；", "：", "、"};
    struct view text = view_trim(fold_original(folded, segment->from, segment->to));
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        size_t n = strlen(marks[i]);
        if (text.n < n || memcmp(text.p + text.n - n, marks[i], n) != 0)
            continue;
        text = view_trim(view_sub(text, 0, text.n - n));
        i = SIZE_MAX; /* from the first mark again */
    }
    return text;
}
