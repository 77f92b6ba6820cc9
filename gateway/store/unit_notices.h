/* unit_notices: what units are still to be told of their cases, and whom of a unit to tell. A
 * notice names a case and what happened to it, nothing of what a citizen said. */
#ifndef ZHIDA_STORE_UNIT_NOTICES_H
#define ZHIDA_STORE_UNIT_NOTICES_H

#include "gateway/store/cases.h"

/* NOTICE(enumerator, chinese, english): in the order they are told. Stored by number. */
#define UNIT_NOTICES(NOTICE)                                                                       \
    NOTICE(ESCALATED, "超期升级", "escalated to you")                                              \
    NOTICE(OVERDUE, "已超期", "overdue")                                                           \
    NOTICE(REDO, "群众不满意、退回重办", "returned by the citizen")                                \
    NOTICE(LATE, "派出后久未签收", "not signed in time")                                           \
    NOTICE(REMIND, "即将到期", "due soon")                                                         \
    NOTICE(FRESH, "新派", "new")                                                                   \
    NOTICE(HELP, "请求协办", "asks for your help")                                                 \
    NOTICE(URGED, "群众催办", "urged by the citizen")
enum unit_notice_kind {
#define NOTICE(name, zh, en) NOTICE_##name,
    UNIT_NOTICES(NOTICE)
#undef NOTICE
        NOTICE_COUNT
};
struct unit_notice_words {
    const char *zh, *en;
};
struct unit_notice_words unit_notice_words(enum unit_notice_kind kind);

/* Notes what a unit is to be told of the event, where it has somebody to tell; called with every
 * event. What the unit does to a case takes back what it was still to be told of it. */
enum store_error unit_notices_of(struct store *store, const struct case_full *of,
                                 const struct case_event *event) STORE_CHECKED;

/* Units that are to be told something, and since when. */
struct unit_waiting {
    struct view unit;
    int64_t since, told; /* told: when the unit was last sent a message; 0: never */
    bool urgent;
};
enum store_error unit_notices_waiting(struct store *store, size_t max, struct arena *arena,
                                      struct unit_waiting **out, size_t *count) STORE_CHECKED;
struct unit_sum {
    int64_t cases[NOTICE_COUNT], last_case[NOTICE_COUNT];
    int64_t upto; /* the last notice that is counted here */
};
enum store_error unit_notices_sum(struct store *store, struct view unit,
                                  struct unit_sum *out) STORE_CHECKED;
/* sent: a message went to somebody. */
enum store_error unit_notices_told(struct store *store, struct view unit, int64_t upto, int64_t now,
                                   bool sent) STORE_CHECKED;
/* Drops what was told before. */
enum store_error unit_notices_sweep(struct store *store, int64_t before) STORE_CHECKED;

/* Whom of a unit to tell, on which account: a person there (people.h), whose address is sealed. */
struct unit_contact {
    int64_t id, person, at, user;
    struct view unit;
};
enum store_error unit_contacts_add(struct store *store, const struct unit_contact *contact,
                                   int64_t *id) STORE_CHECKED;
enum store_error unit_contacts_drop(struct store *store, int64_t id) STORE_CHECKED;
/* unit empty: all units'. */
enum store_error unit_contacts_list(struct store *store, struct view unit, struct arena *arena,
                                    struct unit_contact **out, size_t *count) STORE_CHECKED;

#endif
