/* case_ask: an address becomes a question.
 *
 * What a person remembers is written into one line: words, a number or its tail, a day. Days and a
 * whole case number are recognised here; everything else is words. A unit's officer asks about
 * their unit whatever the address says, and never about what waits for dispatch. */
#include "gateway/web/case_ask.h"

#include "dsl/base/civil.h"
#include "dsl/base/fold.h"

enum { OPEN_STATES = (1 << CASE_FIRST_FINAL) - 1, ALL_STATES = (1 << CASE_STATES) - 1 };

/* "received,returned" as bits; nothing and "open": all that are open; "all". */
static bool read_states(struct view text, unsigned *states)
{
    *states = view_is(text, "all") ? ALL_STATES : OPEN_STATES;
    if (!text.n || view_is(text, "open") || view_is(text, "all"))
        return true;
    *states = 0;
    while (text.p) {
        struct view one = view_cut(&text, ',');
        int found = NONE;
        for (int state = 0; state < CASE_STATES; state++)
            if (view_is(one, case_state_info((enum case_state)state)->code))
                found = state;
        if (found == NONE)
            return false;
        *states |= 1u << found;
    }
    return true;
}

static bool read_channel(struct view text, int *channel)
{
#define SYMBOL_NAMES(enumerator, zh, en) en,
    static const char *const names[] = {CHANNEL_KINDS(SYMBOL_NAMES)};
#undef SYMBOL_NAMES
    *channel = NONE;
    for (int i = 0; i < CHANNEL_COUNT; i++)
        if (view_is(text, names[i]))
            *channel = i;
    return !text.n || *channel != NONE;
}

static bool read_kind(struct view text, int *kind)
{
#define SYMBOL_NAMES(enumerator, zh, en) en,
    static const char *const names[] = {MATTER_KINDS(SYMBOL_NAMES)};
#undef SYMBOL_NAMES
    *kind = NONE;
    for (int i = 0; i < KIND_COUNT; i++)
        if (view_is(text, names[i]))
            *kind = i;
    return !text.n || *kind != NONE;
}

/* ---- days ---- */

static bool day_of(int64_t number, int64_t *day)
{
    *day = number;
    return civil_valid(civil_from_number(number));
}

static bool read_day(struct view text, int64_t otherwise, int64_t *day)
{
    int64_t number;
    *day = otherwise;
    return !text.n || (view_int(text, 10000101, 99991231, &number) && day_of(number, day));
}

/* 2026-11-21, 20261121, 11-21, 11月21日: a day that a person wrote; without a year the last such.
 */
static bool is_day(struct view piece, int64_t today, int64_t *day)
{
    int64_t numbers[3] = {0};
    size_t count = 0, digits = 0;
    for (size_t i = 0; i < piece.n; i++) {
        char c = piece.p[i];
        bool digit = c >= '0' && c <= '9';
        if (digit && (!i || piece.p[i - 1] < '0' || piece.p[i - 1] > '9') && count++ == 3)
            return false;
        if (digit && ++digits <= 8)
            numbers[count - 1] = numbers[count - 1] * 10 + (c - '0');
        else if (digit || !strchr("-/.\xe5\xb9\xb4\xe6\x9c\x88\x97\xa5", c))
            return false;
    }
    if (count == 1)
        return digits == 8 && digits == piece.n && numbers[0] > 20000101 && day_of(numbers[0], day);
    if (count == 3)
        return numbers[0] > 2000 && numbers[0] < 10000 && numbers[1] < 100 && numbers[2] < 100 &&
               day_of(numbers[0] * 10000 + numbers[1] * 100 + numbers[2], day);
    int64_t in_year = numbers[0] * 100 + numbers[1];
    if (count != 2 || numbers[0] > 12 || numbers[1] > 31 || view_find(piece, VIEW(".")) != SIZE_MAX)
        return false;
    int64_t year = today / 10000 - (in_year > today % 10000);
    return day_of(year * 10000 + in_year, day);
}

static void narrow_days(struct case_ask *ask, int64_t from, int64_t to)
{
    ask->from_id = from * CASE_NUMBERS_A_DAY;
    ask->to_id = (to + 1) * CASE_NUMBERS_A_DAY;
}

/* ---- words ---- */

static size_t blank_at(struct view text, size_t at)
{
    static const char wide[] = "\xe3\x80\x80";
    if (text.p[at] == ' ' || text.p[at] == '\t')
        return 1;
    return at + 3 <= text.n && memcmp(text.p + at, wide, 3) == 0 ? 3 : 0;
}

static void take_piece(struct desk_call *call, struct case_ask *ask, struct view piece)
{
    int64_t day;
    struct view folded = fold_text(call->arena, piece).text;
    if (!folded.n)
        return;
    if (is_day(folded, civil_local_number(call->now, CHINA_OFFSET_MINUTES), &day))
        narrow_days(ask, day, day);
    else if (ask->piece_count < ASK_PIECES)
        ask->pieces[ask->piece_count++] = folded;
}

static void read_words(struct desk_call *call, struct case_ask *ask)
{
    struct view text = ask->words;
    size_t from = 0, blank;
    for (size_t at = 0; at < text.n; at += blank ? blank : 1) {
        blank = blank_at(text, at);
        if (!blank)
            continue;
        take_piece(call, ask, view_sub(text, from, at));
        from = at + blank;
    }
    take_piece(call, ask, view_sub(text, from, text.n));
}

/* A unit user's list is the unit's, whatever was asked for; what waits for dispatch is not theirs.
 */
static void narrow_scope(struct desk_call *call, struct case_ask *ask)
{
    struct view unit = scope_unit(&call->user);
    ask->helping = unit.n && view_is(web_query(call->request, "help"), "1");
    if (!unit.n)
        return;
    ask->unit = unit;
    ask->states &= ~(1u << CASE_RECEIVED);
}

bool case_ask_read(struct desk_call *call, struct case_ask *ask)
{
    const struct web_request *request = call->request;
    int64_t from, to;
    *ask = (struct case_ask){.by_due = view_is(web_query(request, "sort"), "due"),
                             .overdue = view_is(web_query(request, "overdue"), "1"),
                             .grave = view_is(web_query(request, "grave"), "1"),
                             .unit = web_query(request, "unit"),
                             .area = web_query(request, "area"),
                             .category = web_query(request, "category"),
                             .words = view_trim(web_query(request, "q")),
                             .after = web_query(request, "after"),
                             .now = call->now};
    if (!read_states(web_query(request, "state"), &ask->states) ||
        !read_channel(web_query(request, "channel"), &ask->channel) ||
        !read_kind(web_query(request, "kind"), &ask->kind) ||
        !read_day(web_query(request, "from"), 0, &from) ||
        !read_day(web_query(request, "to"), 99991231, &to))
        return false;
    narrow_days(ask, from, to);
    read_words(call, ask);
    narrow_scope(call, ask);
    return true;
}
