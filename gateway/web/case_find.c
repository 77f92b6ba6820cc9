/* case_find: a question becomes a page of cases.
 *
 * Four ways lead to it, and each costs what it shows, not what there is: open cases by deadline and
 * the newest open ones from their indexes (store/work.h), words and narrowed lists with closed ones
 * by their clues (store/find.h), a number by itself, and everything there is from the end of the
 * table. Whatever way they came, every case is looked at once more before it is shown: is it what
 * was asked for, does it hold the words in a row, may the caller see it. */
#include "gateway/store/alike.h"
#include "gateway/store/find.h"
#include "gateway/store/work.h"
#include "gateway/topics/clues.h"
#include "gateway/web/case_ask.h"

#include "dsl/base/civil.h"

enum {
    OPEN_STATES = (1 << CASE_FIRST_FINAL) - 1,
    ALL_STATES = (1 << CASE_STATES) - 1,
    OPENED_MOST = 600, /* cases that one page opens; then it ends early and says where */
    AT_ONCE = 64,
    TAIL_LEAST = 3,
    TAIL_MOST = 6,
    AHEAD = 3, /* a clock that was set back */
    DAYS_MOST = 3660
};

struct seeking {
    struct desk_call *call;
    const struct rules *rules;
    const struct case_ask *ask;
    int area, class; /* by the rules, or NONE */
    size_t opened;
    struct case_found *out;
};

/* ---- is it what was asked for? ---- */

static bool lies_in(const struct seeking *s, struct view code)
{
    if (!s->ask->area.n || view_eq(code, s->ask->area))
        return true;
    int inner = s->area == NONE || !code.n ? NONE : rules_find(s->rules, NOUN_AREA, code);
    if (inner == NONE)
        return false;
    struct area_info outer = rules_area(s->rules, s->area);
    return inner >= outer.first && inner < outer.last;
}

static bool is_of_class(const struct seeking *s, struct view code)
{
    if (!s->ask->category.n || view_eq(code, s->ask->category))
        return true;
    int class = s->class == NONE || !code.n ? NONE : rules_find(s->rules, NOUN_CATEGORY, code);
    while (class != NONE && class != s->class)
        class = rules_category(s->rules, class).parent;
    return class != NONE;
}

static bool fits(void *self, const struct case_line *line)
{
    const struct seeking *s = self;
    const struct case_ask *ask = s->ask;
    bool open = line->state < CASE_FIRST_FINAL;
    return (ask->states >> line->state & 1) &&
           (!ask->unit.n || ask->helping || view_eq(line->unit, ask->unit)) &&
           (ask->channel == NONE || line->channel == ask->channel) &&
           (ask->kind == NONE || line->kind == ask->kind) &&
           (!ask->grave || line->flags & (CASE_URGENT | CASE_EMERGENCY)) &&
           (!ask->overdue || (open && line->due && line->due < ask->now)) &&
           lies_in(s, line->area) && is_of_class(s, line->category);
}

static bool holds_words(const struct seeking *s, const struct case_full *full)
{
    for (size_t i = 0; i < s->ask->piece_count; i++)
        if (!clues_hold(full, s->ask->pieces[i], s->call->arena))
            return false;
    return true;
}

static bool is_there(const struct case_found *found, int64_t id)
{
    for (size_t i = 0; i < found->count; i++)
        if (found->cases[i].line.id == id)
            return true;
    return false;
}

/* Opens the case and keeps it where it is one of them. */
static enum store_error look(struct seeking *s, int64_t id, bool for_words)
{
    struct case_full *full = &s->out->cases[s->out->count];
    s->opened++;
    enum store_error error = cases_get(s->call->reader, id, s->call->arena, full);
    if (error == STORE_NONE)
        return STORE_OK;
    if (error == STORE_OK) /* nobody finds a confidential report by words they may not read */
        error = case_hide(s->call, full);
    if (error == STORE_SEALED && !for_words)
        error = STORE_OK;
    if (error != STORE_OK)
        return error == STORE_SEALED ? STORE_OK : error;
    bool kept = id >= s->ask->from_id && id < s->ask->to_id && fits(s, &full->line) &&
                scope_sees(&s->call->user, &full->line) && !is_there(s->out, id) &&
                (!for_words || holds_words(s, full));
    s->out->count += kept;
    return STORE_OK;
}

static struct view place_text(struct arena *arena, int64_t due, int64_t id)
{
    struct buf text;
    buf_init(&text, 60);
    buf_print(&text, "%lld.%lld", (long long)due, (long long)id);
    struct view kept = buf_keep(&text, arena);
    buf_free(&text);
    return kept;
}

/* "due.id"; nothing: the beginning. */
static bool read_place(struct view text, struct work_place *place)
{
    *place = (struct work_place){0, 0};
    if (!text.n)
        return true;
    struct view due = view_cut(&text, '.');
    return view_int(due, 0, INT64_MAX, &place->due) && view_int(text, 1, INT64_MAX, &place->id);
}

/* ---- open ones, from the indexes ---- */

static struct work_query query_of(struct seeking *s, const struct work_place *after)
{
    const struct case_ask *ask = s->ask;
    return (struct work_query){.states = ask->states & OPEN_STATES,
                               .unit = ask->unit,
                               .due_below = ask->overdue ? ask->now : 0,
                               .from_id = ask->from_id,
                               .to_id = ask->to_id,
                               .after = *after,
                               .max = ASK_PAGE,
                               .fits = fits,
                               .self = s};
}

static enum store_error find_by_due(struct seeking *s, const struct work_place *after)
{
    struct work_query query = query_of(s, after);
    struct work_place *places;
    size_t count;
    enum store_error error = work_list(s->call->reader, &query, s->call->arena, &places, &count);
    for (size_t i = 0; i < count && error == STORE_OK; i++)
        error = look(s, places[i].id, false);
    if (error == STORE_OK && count == ASK_PAGE)
        s->out->next = place_text(s->call->arena, places[count - 1].due, places[count - 1].id);
    return error;
}

/* Shows those ids; full: there may be more behind them. */
static enum store_error show_ids(struct seeking *s, const int64_t *ids, size_t count, bool full)
{
    enum store_error error = STORE_OK;
    for (size_t i = 0; i < count && error == STORE_OK; i++)
        error = look(s, ids[i], false);
    if (full && count)
        s->out->next = place_text(s->call->arena, 0, ids[count - 1]);
    return error;
}

static enum store_error find_newest(struct seeking *s, const struct work_place *after)
{
    struct work_query query = query_of(s, after);
    int64_t *ids;
    size_t count;
    if (after->id && after->id < query.to_id)
        query.to_id = after->id;
    enum store_error error = work_newest(s->call->reader, &query, s->call->arena, &ids, &count);
    return error == STORE_OK ? show_ids(s, ids, count, count == ASK_PAGE) : error;
}

static enum store_error find_helping(struct seeking *s, const struct work_place *after)
{
    int64_t *ids;
    size_t count;
    int64_t below = after->id ? after->id : INT64_MAX;
    enum store_error error = helpers_cases(s->call->reader, s->call->user.unit, below, ASK_PAGE,
                                           s->call->arena, &ids, &count);
    return error == STORE_OK ? show_ids(s, ids, count, count == ASK_PAGE) : error;
}

/* ---- everything, from the end ---- */

static enum store_error find_all(struct seeking *s, const struct work_place *after)
{
    struct case_line *lines;
    size_t count;
    struct case_filter filter = {.states = s->ask->states,
                                 .below = after->id && after->id < s->ask->to_id ? after->id
                                                                                 : s->ask->to_id,
                                 .max = ASK_PAGE};
    enum store_error error = cases_list(s->call->reader, &filter, s->call->arena, &lines, &count);
    bool full = count == ASK_PAGE && lines[count - 1].id > s->ask->from_id;
    for (size_t i = 0; i < count && error == STORE_OK; i++)
        error = look(s, lines[i].id, false);
    if (full)
        s->out->next = place_text(s->call->arena, 0, lines[count - 1].id);
    return error;
}

/* Final ones of few states: a short index of its own for each. */
static enum store_error find_over(struct seeking *s, const struct work_place *after)
{
    int64_t ids[CASE_STATES * ASK_PAGE], below = s->ask->to_id;
    size_t count = 0;
    enum store_error error = STORE_OK;
    if (after->id && after->id < below)
        below = after->id;
    for (int state = CASE_FIRST_FINAL; state < CASE_STATES && error == STORE_OK; state++) {
        size_t taken = 0;
        if (s->ask->states >> state & 1)
            error = work_over(s->call->reader, (enum case_state)state, s->ask->from_id, below,
                              ASK_PAGE, ids + count, &taken);
        count += taken;
    }
    for (size_t i = 1; i < count; i++) /* newest first */
        for (size_t k = i; k && ids[k - 1] < ids[k]; k--) {
            int64_t other = ids[k];
            ids[k] = ids[k - 1];
            ids[k - 1] = other;
        }
    bool full = count >= ASK_PAGE;
    return error == STORE_OK ? show_ids(s, ids, full ? ASK_PAGE : count, full) : error;
}

/* ---- by clues ---- */

static void add_code(struct find_query *query, const struct sip_key *key, enum clue_of what,
                     struct view code)
{
    if (code.n && query->count < FIND_ASKED_MAX)
        query->clues[query->count++] = clue_of_code(key, what, code);
}

static void add_number(struct find_query *query, const struct sip_key *key, enum clue_of what,
                       int64_t number)
{
    if (query->count < FIND_ASKED_MAX)
        query->clues[query->count++] = clue_of_number(key, what, number);
}

static void fill_clues(const struct seeking *s, struct find_query *query)
{
    const struct case_ask *ask = s->ask;
    struct sip_key key = clues_key(s->call->reader->seal);
    for (size_t i = 0; i < ask->piece_count; i++)
        query->count += clues_of_words(&key, ask->pieces[i], s->call->arena,
                                       query->clues + query->count, FIND_ASKED_MAX - query->count);
    add_code(query, &key, CLUE_UNIT, ask->unit);
    add_code(query, &key, CLUE_AREA, ask->area);
    add_code(query, &key, CLUE_CATEGORY, ask->category);
    if (ask->channel != NONE)
        add_number(query, &key, CLUE_CHANNEL, ask->channel);
    if (ask->kind != NONE)
        add_number(query, &key, CLUE_KIND, ask->kind);
    if (ask->grave)
        add_number(query, &key, CLUE_GRAVE, 1);
}

static enum store_error find_by_clues(struct seeking *s, const struct work_place *after)
{
    struct find_query query = {.from = s->ask->from_id, .below = s->ask->to_id, .max = AT_ONCE};
    enum store_error error = STORE_OK;
    size_t count = AT_ONCE;
    int64_t *ids, last = 0;
    fill_clues(s, &query);
    if (after->id && after->id < query.below)
        query.below = after->id;
    if (!query.count)
        return STORE_OK; /* a single character */
    while (error == STORE_OK && count == AT_ONCE && s->opened < OPENED_MOST &&
           s->out->count < ASK_PAGE) {
        error = find_cases(s->call->reader, &query, s->call->arena, &ids, &count);
        for (size_t i = 0; i < count && error == STORE_OK && s->out->count < ASK_PAGE; i++) {
            last = query.below = ids[i];
            error = look(s, ids[i], s->ask->piece_count > 0);
        }
    }
    if (last && (count == AT_ONCE || s->out->count == ASK_PAGE))
        s->out->next = place_text(s->call->arena, 0, last);
    return error;
}

/* ---- by number ---- */

static bool is_number(struct view piece)
{
    for (size_t i = 0; i < piece.n; i++)
        if (piece.p[i] < '0' || piece.p[i] > '9')
            return false;
    return piece.n > 0;
}

static enum store_error look_of_day(struct seeking *s, int64_t first, int64_t tail, int64_t step)
{
    enum store_error error = STORE_OK;
    struct case_line line;
    for (int64_t n = tail;
         n < CASE_NUMBERS_A_DAY && error == STORE_OK && s->out->count < ASK_PAGE / 2; n += step) {
        if (!n)
            continue;
        error = cases_line(s->call->reader, first + n, s->call->arena, &line);
        if (error == STORE_OK)
            error = look(s, first + n, false);
        if (error == STORE_NONE && n >= step)
            return STORE_OK; /* numbers are given in order: no later one either */
        error = error == STORE_NONE ? STORE_OK : error;
    }
    return error;
}

/* The last digits of a case number: of every day since the first. */
static enum store_error find_by_tail(struct seeking *s, struct view tail)
{
    int64_t first, number, step = 1;
    if (!view_int(tail, 0, 999999, &number))
        return STORE_OK;
    for (size_t i = 0; i < tail.n; i++)
        step *= 10;
    enum store_error error = work_first(s->call->reader, &first);
    civil_day day = civil_local(s->call->now, CHINA_OFFSET_MINUTES).day;
    for (int back = -AHEAD; back < DAYS_MOST && error == STORE_OK; back++) {
        int64_t id = (int64_t)civil_number(day - back) * CASE_NUMBERS_A_DAY;
        if (id + CASE_NUMBERS_A_DAY <= first || s->out->count >= ASK_PAGE / 2)
            break;
        error = look_of_day(s, id, number, step);
    }
    return error;
}

static enum store_error find_words(struct seeking *s, const struct work_place *after)
{
    const struct case_ask *ask = s->ask;
    enum store_error error = STORE_OK;
    int64_t id;
    struct view prefix = s->rules ? rules_district_code(s->rules) : VIEW("");
    if (case_number_parse(prefix, ask->words, &id) || case_number_parse(VIEW(""), ask->words, &id))
        return look(s, id, false);
    struct view one = ask->piece_count == 1 ? ask->pieces[0] : VIEW("");
    if (!after->id && one.n >= TAIL_LEAST && one.n <= TAIL_MOST && is_number(one))
        error = find_by_tail(s, one);
    return error == STORE_OK ? find_by_clues(s, after) : error;
}

/* ---- which way ---- */

static bool is_narrowed(const struct case_ask *ask)
{
    return ask->unit.n || ask->area.n || ask->category.n || ask->channel != NONE ||
           ask->kind != NONE || ask->grave;
}

enum store_error case_ask_find(struct desk_call *call, const struct rules *rules,
                               const struct case_ask *ask, struct case_found *out)
{
    struct work_place after;
    struct seeking s = {
        .call = call,
        .rules = rules,
        .ask = ask,
        .area = rules && ask->area.n ? rules_find(rules, NOUN_AREA, ask->area) : NONE,
        .class = rules && ask->category.n ? rules_find(rules, NOUN_CATEGORY, ask->category) : NONE,
        .out = out};
    *out = (struct case_found){.cases = ARENA_ARRAY(call->arena, ASK_PAGE + 1, struct case_full)};
    if (!ask->states || !read_place(ask->after, &after))
        return STORE_OK;
    if (ask->piece_count)
        return find_words(&s, &after);
    if (ask->helping)
        return find_helping(&s, &after);
    if (!(ask->states >> CASE_FIRST_FINAL) || ask->overdue)
        return ask->by_due ? find_by_due(&s, &after) : find_newest(&s, &after);
    if (is_narrowed(ask))
        return find_by_clues(&s, &after);
    return ask->states & OPEN_STATES ? find_all(&s, &after) : find_over(&s, &after);
}
