/* subject: the rules under test, and one random case; what the parts of differential.c share. */
#ifndef ZHIDA_TESTS_SUBJECT_H
#define ZHIDA_TESTS_SUBJECT_H

#include "dsl/base/utf8.h"
#include "dsl/compile/compile.h"
#include "dsl/engine/decide.h"
#include "dsl/engine/opening.h"
#include "dsl/oracle/oracle.h"

enum { TEXT_MAX = 4096 };

struct subject {
    struct arena arena; /* model and image */
    struct sources sources;
    struct diags diags;
    struct model *model;
    struct buf image;
    struct rules rules;
    struct oracle_words *lexicon;
    VEC(struct word) pool; /* every word a text may be made of */
    struct arena scratch;  /* one case */
    uint64_t state;
    long statuses[DECIDE_OTHERWISE + 1], asks[ASK_MATTER + 1]; /* how the cases ended */
    long answers, several, joined, spans;
    struct frequency frequency;      /* drawn anew for each case that has one */
    const struct openings *openings; /* of the rules without a frequency */
    struct arena drawn;              /* those of one with */
};

struct trial {
    char text[2][TEXT_MAX];
    size_t n[2];
    int texts;
    struct matter before;
    struct civil_time now;
};

/* ---- trial.c ---- */

/* Chance: 0 to n - 1; one time in n. All of it follows from s->state. */
int below(struct subject *s, size_t n);
bool once_in(struct subject *s, int n);

void make_trial(struct subject *s, struct trial *trial);
/* Every second case is asked about as if some duties were common and most were rare; some are
 * decided with openings (opening.h), some without. */
void draw_frequency(struct subject *s);

/* One of the times that texts name. */
struct view time_of_day(size_t number);

/* ---- comparing: each function returns the name of the first field that differs, or NULL ---- */

#define DIFFERS(field)                                                                             \
    do {                                                                                           \
        if (a->field != b->field)                                                                  \
            return #field;                                                                         \
    } while (0)

/* ---- beside.c: false: the two differ, and it was said how. ---- */

bool check_due(struct subject *s);
bool check_enterprise(struct subject *s);
bool check_cue(struct subject *s);

#endif
