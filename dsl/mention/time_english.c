/* time_english: lengths of time as English writes them: two months, about a week, for half a year,
 * three hours ago; since when (since we moved in), and in which month.
 *
 * "A week" by itself mostly says how often (once a week, two hundred a week), so one of a thing
 * counts only where a word before it, or nothing at all, says that it is a length. What is a
 * deadline (within, in, after) is none. */
#include "dsl/mention/seek.h"

static const struct {
    const char *words;
    int64_t minutes;
} units[] = {{"minutes minute", 1}, {"hours hour", 60},      {"days day nights night", 1440},
             {"weeks week", 10080}, {"months month", 43200}, {"years year", 525600}};

static const char *const numbers[] = {"two",   "three", "four", "five",   "six",   "seven",
                                      "eight", "nine",  "ten",  "eleven", "twelve"};

static bool is_letter(uint32_t c)
{
    return seek_is_latin(c) || seek_is_digit(c);
}

/* Behind the words and the blank after them; 0: they do not stand here. */
static uint32_t pass(const struct seek *seek, uint32_t at, const char *words)
{
    uint32_t to = seek_follows(seek, at, words);
    return to && seek->at[to] == ' ' ? to + 1 : 0;
}

static uint32_t pass_lead(const struct seek *seek, uint32_t at)
{
    static const char *const leads[] = {"for",  "about",     "almost",   "nearly",   "around",
                                        "over", "more than", "the last", "the past", "already"};
    uint32_t from = at;
    for (size_t i = 0; i < sizeof leads / sizeof *leads; i++) {
        uint32_t to = pass(seek, at, leads[i]);
        if (!to)
            continue;
        at = to;
        i = (size_t)-1; /* for about a month */
    }
    return at > from ? at : 0;
}

/* Two, 3, several, a few; *one: of a single thing. Behind it and its blank; 0: none. */
static uint32_t pass_number(const struct seek *seek, uint32_t at, struct seek_length *length,
                            bool *one)
{
    uint32_t to;
    int64_t value = 0;
    *one = false;
    if (seek_is_digit(seek->at[at])) {
        for (to = at; seek_is_digit(seek->at[to]) && to - at < 3; to++)
            value = value * 10 + (int64_t)(seek->at[to] - '0');
        length->minutes = value;
        return seek->at[to] == ' ' ? to + 1 : 0;
    }
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
        if ((to = pass(seek, at, numbers[i])) != 0) {
            length->minutes = (int64_t)i + 2;
            return to;
        }
    static const char *const some[] = {"several", "a few",       "half a",
                                       "half an", "a couple of", "couple of"};
    for (size_t i = 0; i < sizeof some / sizeof *some; i++)
        if ((to = pass(seek, at, some[i])) != 0) {
            length->about = true;
            return to;
        }
    to = pass(seek, at, "a");
    to = to ? to : pass(seek, at, "an");
    to = to ? to : pass(seek, at, "one");
    *one = true;
    length->minutes = 1;
    return to;
}

static uint32_t read_unit(const struct seek *seek, uint32_t at, struct seek_length *length)
{
    for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
        uint32_t to = seek_follows_any(seek, at, units[i].words);
        if (!to || is_letter(seek->at[to]))
            continue;
        length->unit = units[i].minutes;
        length->minutes *= units[i].minutes;
        return to;
    }
    return 0;
}

static const char months[] = "january february march april may june july august september october "
                             "november december";

/* Behind the first of the words, separated by blanks, that stands here whole; 0: none. */
static uint32_t whole(const struct seek *seek, uint32_t at, const char *words)
{
    uint32_t to = seek_follows_any(seek, at, words);
    return to && !is_letter(seek->at[to]) ? to : 0;
}

static uint32_t next_word(const struct seek *seek, uint32_t at)
{
    uint32_t to = seek->at[at] == ' ' ? at + 1 : at;
    while (to < seek->n && is_letter(seek->at[to]))
        to++;
    return to;
}

/* last winter, the flood, august, we moved in */
static uint32_t read_event(const struct seek *seek, uint32_t at)
{
    uint32_t to = whole(seek, at, "last the new this early late about around");
    if (to)
        return next_word(seek, to);
    to = seek_follows(seek, at, "we moved");
    to = to ? to : seek_follows(seek, at, "i moved");
    if (to)
        return seek_follows(seek, to, " in") ? next_word(seek, to) : to;
    to = whole(seek, at, months);
    return to ? to : whole(seek, at, "spring summer autumn winter then");
}

uint32_t time_read_since(const struct seek *seek, uint32_t at)
{
    static const char *const leads[] = {"maybe", "perhaps", "in",   "around",
                                        "early", "late",    "last", "about"};
    uint32_t from = 0;
    if (at && is_letter(seek->at[at - 1]))
        return 0;
    if ((from = pass(seek, at, "since")) != 0)
        return read_event(seek, from);
    for (size_t i = 0; i < sizeof leads / sizeof *leads && !from; i++)
        from = pass(seek, at, leads[i]);
    return from ? whole(seek, from, months) : 0;
}

static bool is_deadline(const struct seek *seek, uint32_t at)
{
    struct view before = seek_text(seek, 0, at);
    static const char *const words[] = {"within ", "in ", "after ", "every ", "per ", "next "};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (view_ends(before, view_of(words[i])))
            return true;
    return false;
}

bool time_read_english(const struct seek *seek, uint32_t at, struct seek_length *length)
{
    bool one;
    if (!is_letter(seek->at[at]) || (at && is_letter(seek->at[at - 1])))
        return false;
    *length = (struct seek_length){0};
    uint32_t number = pass_lead(seek, at), first = number ? number : at;
    uint32_t unit = pass_number(seek, first, length, &one);
    uint32_t to = unit ? read_unit(seek, unit, length) : 0;
    if (!to || is_deadline(seek, at) || seek_follows(seek, to, " old"))
        return false;
    uint32_t ago = seek_follows(seek, to, " ago");
    bool alone = !at || seek_among(seek->at[at - 1], ",.;:") ||
                 (at > 1 && seek_among(seek->at[at - 2], ",.;:"));
    length->ago = ago && !is_letter(seek->at[ago]);
    length->to = length->ago ? ago : to;
    return !one || number || length->ago || (alone && length->to == seek->n);
}
