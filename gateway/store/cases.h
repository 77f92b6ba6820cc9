/* cases: what was filed and everything that happened to it. An event row is never changed. A case's
 * number shows the district, the day and a counter; the row's id is the same number as an integer
 * (20261121 0000123), so that it needs no index of its own. */
#ifndef ZHIDA_STORE_CASES_H
#define ZHIDA_STORE_CASES_H

#include "gateway/case/case.h"
#include "gateway/store/store.h"

enum { CASE_NUMBERS_A_DAY = 10000000 };

/* YX20261121-000123 of an id; and back. prefix: the district's code in capitals. */
struct view case_number_text(struct view prefix, int64_t id, struct arena *arena);
bool case_number_parse(struct view prefix, struct view number, int64_t *id);
/* The number the next case gets on a local day (yyyymmdd). */
int64_t cases_next_id(struct store *store, int yyyymmdd);

/* A line of a list: nothing personal but the summary. */
struct case_line {
    int64_t id;
    enum case_state state;
    int kind, channel;
    unsigned flags;
    struct view category, duty, unit, area; /* codes */
    int64_t filed, due;
    int poor_ratings, confidence;
    struct view helpers; /* codes of helping units, a line each, '+' behind those that are done */
};

/* All of it, as the desk sees it. */
struct case_full {
    struct case_line line;
    int64_t person, version, next_at;
    int64_t since;              /* in its state */
    int64_t due_from;           /* where the deadline's duration began */
    struct duration due_within; /* its duration */
    int64_t work_left;          /* paused: minutes of work to the deadline */
    int64_t merged;             /* the case it went into; 0: none */
    struct view role;
    struct view duty_text, unit_text; /* as displayed when filed or assigned */
    struct view text, summary, place, contact, code, decision, answer;
    struct view assists[8];
    size_t assist_count;
    struct view media[9];
    size_t media_count;
    bool has_point;
    double latitude, longitude;
    struct view secret; /* wrapped */
    bool reasons_apart; /* decision stands in a row of its own, not in the body */
};

struct case_event {
    int64_t case_id, n, at;
    int move;              /* enum case_move, or EVENT_ below */
    enum case_state state; /* after it */
    enum mover mover;
    int64_t user;     /* desk user, 0: none */
    struct view unit; /* code: that acted, or that it went to */
    struct view text; /* reason, answer, remark */
    int rating[RATE_DIMENSIONS];
    int64_t due; /* the deadline it set; 0: it left it alone */
    struct duration within;
};
/* What happens to a case without moving it: stored by number. EVENT(enumerator, number, code,
 * chinese, english). */
#define CASE_EVENTS(EVENT)                                                                         \
    EVENT(FILED, 100, "filed", "市民提交", "filed by the citizen")                                 \
    EVENT(REMINDED, 101, "reminded", "到期提醒", "reminded of the deadline")                       \
    EVENT(OVERDUE, 102, "overdue", "已逾期", "overdue")                                            \
    EVENT(REMARK, 103, "remark", "内部备注", "internal remark")                                    \
    EVENT(ADDED, 104, "added", "市民补充", "the citizen added")                                    \
    EVENT(FOLLOWED, 105, "followed", "又有一人跟进", "one more follows it")                        \
    EVENT(LATE, 106, "late", "超时未签收或未派单", "not taken in time")                            \
    EVENT(ESCALATED, 107, "escalated", "升级催办", "escalated")                                    \
    EVENT(ASKED_BACK, 108, "asked_back", "回问", "asked whether it is still fixed")                \
    EVENT(ABSORBED, 109, "absorbed", "并入了另一件", "another case was merged into it")
enum case_happening {
#define EVENT_ENUM(name, number, code, zh, en) EVENT_##name = (number),
    CASE_EVENTS(EVENT_ENUM)
#undef EVENT_ENUM
};
struct case_event_info {
    int number;
    const char *code, *zh, *en;
};
/* Of a move or a happening; NULL: neither. */
const struct case_event_info *case_event_info(int move);

enum store_error cases_add(struct store *store, const struct case_full *filed) STORE_CHECKED;
enum store_error cases_get(struct store *store, int64_t id, struct arena *arena,
                           struct case_full *out) STORE_CHECKED;
/* Writes what a move changes: state, category, duty, unit, role, due, next_at, poor ratings,
 * answer, body. */
enum store_error cases_update(struct store *store, const struct case_full *changed) STORE_CHECKED;
enum store_error cases_add_event(struct store *store, const struct case_full *of,
                                 const struct case_event *event) STORE_CHECKED;
enum store_error cases_events(struct store *store, const struct case_full *of, struct arena *arena,
                              struct case_event **events, size_t *count) STORE_CHECKED;

/* The person's last cases, newest first. */
enum store_error cases_of_person(struct store *store, struct view prefix, int64_t person,
                                 size_t max, struct arena *arena, struct case_brief *out,
                                 size_t *count) STORE_CHECKED;
/* The ids of all of a person's cases, oldest first. */
enum store_error cases_ids_of_person(struct store *store, int64_t person, size_t max,
                                     struct arena *arena, int64_t **ids,
                                     size_t *count) STORE_CHECKED;
/* From now on none of the person's cases lead to them, nor they to a case. */
enum store_error cases_unname(struct store *store, int64_t person) STORE_CHECKED;
/* Destroys the secrets of cases that are over: what was said in them can never be read again. Many
 * together cost hardly more than one (find_drop). */
enum store_error cases_erase(struct store *store, const int64_t *ids, size_t count) STORE_CHECKED;
void case_brief_of(const struct case_full *full, struct view prefix, struct arena *arena,
                   struct case_brief *out);

/* ---- helpers: units asked to help the one that has the case (helpers.c) ---- */

enum { HELPERS_MOST = 8, HELPERS_BYTES = 2048 };
/* HELPER_WATCHES: an overdue case was escalated to it; it sees the case. */
enum helper_state { HELPER_NOT, HELPER_ASKED, HELPER_DONE, HELPER_WATCHES };
enum helper_state helper_of(struct view helpers, struct view unit);
/* The line of helpers with the unit put into that state; HELPER_NOT takes it out. */
struct view helpers_with(struct view helpers, struct view unit, enum helper_state state,
                         struct arena *arena);
/* The table that finds a unit's cases by it: as long as its part is open. */
enum store_error helpers_add(struct store *store, struct view unit, int64_t case_id) STORE_CHECKED;
enum store_error helpers_drop(struct store *store, struct view unit, int64_t case_id) STORE_CHECKED;
enum store_error helpers_count(struct store *store, struct view unit, int64_t *count) STORE_CHECKED;
enum store_error helpers_cases(struct store *store, struct view unit, int64_t below, size_t max,
                               struct arena *arena, int64_t **ids, size_t *count) STORE_CHECKED;

/* Lists for the desk, newest first, ids below `below` (0: from the newest). unit empty: all. */
struct case_filter {
    unsigned states; /* bits of enum case_state; 0: all that are open */
    struct view unit;
    int64_t below;
    size_t max;
};
enum store_error cases_list(struct store *store, const struct case_filter *filter,
                            struct arena *arena, struct case_line **lines,
                            size_t *count) STORE_CHECKED;
/* Open cases per state; of one unit, or of all. */
enum store_error cases_count(struct store *store, struct view unit,
                             int64_t counts[CASE_STATES]) STORE_CHECKED;
/* Cases whose next reminder, escalation or closing is due. */
enum store_error cases_due(struct store *store, int64_t now, size_t max, struct arena *arena,
                           int64_t **ids, size_t *count) STORE_CHECKED;
enum store_error cases_put_off(struct store *store, int64_t id, int64_t next_at) STORE_CHECKED;
enum store_error cases_next_due(struct store *store, int64_t *at) STORE_CHECKED;

#endif
