/* case_ask: which cases somebody wants to see, read from an address, and found. Private to the
 * desk's files in gateway/web. */
#ifndef ZHIDA_CASE_ASK_H
#define ZHIDA_CASE_ASK_H

#include "gateway/web/case_sheet.h"

enum { ASK_PAGE = 50, ASK_PIECES = 8 };

struct case_ask {
    unsigned states;
    bool by_due;  /* overdue first; else the newest first */
    bool helping; /* where the caller's unit is asked to help */
    bool overdue, grave;
    struct view unit, area, category; /* codes, or empty */
    int channel, kind;                /* NONE: any */
    int64_t from_id, to_id;           /* filed on these days */
    struct view pieces[ASK_PIECES];   /* folded words that must all stand in the case */
    size_t piece_count;
    struct view words; /* as they were written, trimmed */
    struct view after; /* where the page before ended */
    int64_t now;
};

/* Reads
 *     state=CODE,...|open|all  sort=due|new  help=1  overdue=1  grave=1  unit= area= category=
 *     channel= kind=           from=20261101 to=20261130         q=      after=
 * and narrows it to what the caller may see. false: something is no code or no date. */
bool case_ask_read(struct desk_call *call, struct case_ask *ask);

struct case_found {
    struct case_full *cases;
    size_t count;
    struct view next; /* after= of the next page; empty: this was the last */
};
/* rules: those in force, or NULL. */
enum store_error case_ask_find(struct desk_call *call, const struct rules *rules,
                               const struct case_ask *ask, struct case_found *out) STORE_CHECKED;

#endif
