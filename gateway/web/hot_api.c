/* hot_api: what the page of hot topics shows: counts and what rose, matters that several people
 * reported, signals that no count shows.
 *
 * Everything here is codes, numbers and case numbers; no word of a citizen but those that several
 * people used. So analysts see it too, who may not open a case; whoever may is told so with each
 * case, and the page links it. */
#include "gateway/web/case_sheet.h"

#include "gateway/topics/hot.h"
#include "gateway/topics/topics.h"
#include "gateway/topics/weak.h"

enum { LINES_MOST = 200, TOPICS_MOST = 50, TOPIC_CASES = 30, CASES_MOST = 200 };

struct hot_call {
    struct desk_call *call;
    const struct rules *rules;
    int day;
};

/* ---- cases ---- */

static json_t *case_json(const struct hot_call *h, const struct case_line *line)
{
    json_t *one = case_head_json(h->rules, line, h->call->arena);
    json_object_set_new(one, "duty", duty_json(h->rules, line->duty, VIEW("")));
    json_put_bool(one, "may_open", scope_sees(&h->call->user, line));
    return one;
}

static json_t *cases_json(const struct hot_call *h, const int64_t *ids, size_t count)
{
    json_t *list = json_array();
    for (size_t i = 0; i < count; i++) {
        struct case_line line;
        if (cases_line(h->call->reader, ids[i], h->call->arena, &line) == STORE_OK)
            json_array_append_new(list, case_json(h, &line));
    }
    return list;
}

static json_t *area_json(const struct hot_call *h, int area)
{
    return area == NONE ? json_null()
                        : named_json(h->rules, NOUN_AREA, rules_code(h->rules, NOUN_AREA, area));
}

/* ---- counts ---- */

static json_t *line_json(const struct hot_call *h, const struct hot_line *line)
{
    json_t *one = json_object();
    json_object_set_new(one, "category", named_json(h->rules, NOUN_CATEGORY, line->category));
    json_object_set_new(one, "area", area_json(h, line->area));
    json_put_int(one, "cases", line->cases);
    json_put_int(one, "follows", line->follows);
    json_put_bool(one, "known", line->surge.known);
    json_object_set_new(one, "expected", json_real(line->surge.expected));
    json_object_set_new(one, "chance", json_real(line->surge.chance));
    json_put_bool(one, "rose", line->surge.rose);
    return one;
}

static json_t *lines_json(const struct hot_call *h, const struct hot_list *list, bool rose)
{
    json_t *lines = json_array();
    for (size_t i = 0; i < list->count && json_array_size(lines) < LINES_MOST; i++)
        if (rose ? list->lines[i].surge.rose : list->lines[i].area == NONE)
            json_array_append_new(lines, line_json(h, &list->lines[i]));
    return lines;
}

static enum store_error put_counts(const struct hot_call *h, json_t *root)
{
    struct hot_list list;
    enum store_error error = hot_read(h->call->reader, h->rules, h->day, h->call->arena, &list);
    json_put_int(root, "weeks", list.weeks);
    json_put_int(root, "weeks_least", SURGE_WEEKS_LEAST);
    json_put_int(root, "looked_at", (int64_t)list.looked_at);
    json_object_set_new(root, "rate", json_real(HOT_RATE));
    json_object_set_new(root, "rose", lines_json(h, &list, true));
    json_object_set_new(root, "classes", lines_json(h, &list, false));
    return error;
}

/* ---- topics ---- */

static json_t *topic_json(const struct hot_call *h, const struct topic_row *row)
{
    int64_t ids[TOPIC_CASES];
    size_t count = 0;
    ids[0] = row->id;
    json_t *one = json_object();
    if (topic_cases(h->call->reader, row->id, TOPIC_CASES - 1, ids + 1, &count) != STORE_OK)
        count = 0;
    json_put_int(one, "id", row->id);
    json_put_int(one, "people", row->people);
    json_put_int(one, "cases", row->cases);
    json_put_int(one, "follows", row->follows);
    json_put_int(one, "last", row->last);
    json_object_set_new(one, "list", cases_json(h, ids, count + 1));
    return one;
}

static enum store_error put_topics(const struct hot_call *h, json_t *root)
{
    struct topic_row rows[TOPICS_MOST];
    size_t count;
    json_t *list = json_array();
    int64_t since = h->call->now - TOPICS_DAYS * 86400LL;
    enum store_error error = topic_list(h->call->reader, since, TOPICS_MOST, rows, &count);
    for (size_t i = 0; i < count && error == STORE_OK; i++)
        json_array_append_new(list, topic_json(h, &rows[i]));
    json_object_set_new(root, "topics", list);
    json_put_int(root, "topic_days", TOPICS_DAYS);
    return error;
}

/* ---- weak signals ---- */

static json_t *word_json(const struct hot_call *h, const struct weak_word *word)
{
    json_t *one = json_object();
    json_put(one, "word", word->word);
    json_object_set_new(one, "area", area_json(h, word->area));
    json_put_int(one, "people", (int64_t)word->people);
    json_object_set_new(one, "list", cases_json(h, word->cases, word->case_count));
    return one;
}

static enum store_error put_weak(const struct hot_call *h, json_t *root)
{
    struct weak_signals weak = {0};
    json_t *grave = json_array(), *words = json_array();
    struct desk_call *call = h->call;
    enum store_error error = weak_grave(call->reader, h->rules, call->now, call->arena, &weak);
    if (error == STORE_OK)
        error = weak_words(call->reader, h->rules, call->now, call->arena, &weak);
    for (size_t i = 0; i < weak.grave_count; i++)
        json_array_append_new(grave, case_json(h, &weak.grave[i]));
    for (size_t i = 0; i < weak.word_count; i++)
        json_array_append_new(words, word_json(h, &weak.words[i]));
    json_object_set_new(root, "grave", grave);
    json_object_set_new(root, "words", words);
    json_put_bool(root, "words_known", weak.known);
    json_put_int(root, "words_days", WEAK_DAYS);
    json_put_int(root, "words_past_days", WEAK_PAST_DAYS);
    json_put_int(root, "words_people", WEAK_PEOPLE);
    return error;
}

/* ---- the entries ---- */

static void tell(const struct hot_call *h)
{
    json_t *root = json_object();
    json_put_int(root, "day", h->day);
    json_put_int(root, "now", h->call->now);
    enum store_error error = put_counts(h, root);
    if (error == STORE_OK)
        error = put_topics(h, root);
    if (error == STORE_OK)
        error = put_weak(h, root);
    if (error == STORE_OK) {
        web_json(h->call->response, root);
        return;
    }
    json_decref(root);
    web_error(h->call->response, WEB_BUSY);
}

/* Does the case lie in the area (code; empty: anywhere)? */
static bool lies_in(const struct rules *rules, struct view code, struct view area)
{
    int outer = area.n ? rules_find(rules, NOUN_AREA, area) : NONE;
    int inner = code.n ? rules_find(rules, NOUN_AREA, code) : NONE;
    if (!area.n)
        return true;
    return outer != NONE && inner != NONE && hot_street(rules, inner) == outer;
}

/* The cases behind a number: of a day, a class and a street. */
static void tell_cases(const struct hot_call *h)
{
    struct desk_call *call = h->call;
    struct case_line *lines;
    size_t count;
    int64_t first = topics_first_id(h->day);
    struct view area = web_query(call->request, "area");
    enum store_error error = cases_between(call->reader, first, first + CASE_NUMBERS_A_DAY,
                                           web_query(call->request, "category"), CASES_MOST,
                                           call->arena, &lines, &count);
    if (error != STORE_OK) {
        web_error(call->response, WEB_BUSY);
        return;
    }
    json_t *root = json_object(), *list = json_array();
    for (size_t i = 0; i < count; i++)
        if (lies_in(h->rules, lines[i].area, area))
            json_array_append_new(list, case_json(h, &lines[i]));
    json_object_set_new(root, "cases", list);
    web_json(call->response, root);
}

/* The day asked for, or today. false: no day. */
static bool read_day(struct desk_call *call, int *day)
{
    struct view text = web_query(call->request, "day");
    int64_t number = topics_day(call->now);
    if (text.n && !view_int(text, 19700101, 99991231, &number))
        return false;
    *day = (int)number;
    return civil_valid(civil_from_number(number));
}

static void with_rules(struct desk_call *call, void (*what)(const struct hot_call *h))
{
    struct rules_held *held = rulebook_take(call->setup->rulebook);
    struct hot_call h = {.call = call, .rules = held ? &held->rules : NULL};
    if (!held)
        web_error(call->response, WEB_BUSY);
    else if (!read_day(call, &h.day))
        web_error(call->response, WEB_BAD_REQUEST);
    else
        what(&h);
    if (held)
        rulebook_put(call->setup->rulebook, held);
}

void hot_handle(struct desk_call *call)
{
    with_rules(call, tell);
}

void hot_cases_handle(struct desk_call *call)
{
    with_rules(call, tell_cases);
}
