/* entry: what a clerk writes down, read by the rules: where it may go, what is still to be asked,
 * and the case that it becomes. Pure. */
#ifndef ZHIDA_DESK_ENTRY_H
#define ZHIDA_DESK_ENTRY_H

#include "dsl/engine/decide.h"
#include "gateway/case/case.h"

struct entry_said {
    struct view text, place;
    int kind;    /* enum matter_kind, or NONE: what the words say */
    bool urgent; /* the clerk says so */
    int64_t now;
    struct view unit, duty; /* codes the clerk chose, or empty */
};

struct entry_read {
    struct matter matter;
    struct decision decision;
    struct view explained;     /* JSON of talk_explain.h */
    struct view question[2];   /* what to ask next, by language; empty: nothing */
    struct view choices[8][2]; /* likely answers */
    size_t choice_count;
    struct view category, duty, area; /* codes */
};
void entry_read(const struct rules *rules, const struct entry_said *said, struct arena *arena,
                struct entry_read *out);

/* Fills what the words decide of the filing: class, duty, unit, deadline, reasons. Without a unit
 * chosen, and where the rules are not sure, it goes to the dispatch desk. */
void entry_file(const struct rules *rules, const struct entry_said *said,
                const struct entry_read *read, struct arena *arena, struct case_filing *filing);

#endif
