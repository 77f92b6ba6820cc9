/* rank: documents by how well they fit a question. */
#ifndef ZHIDA_ANSWER_RANK_H
#define ZHIDA_ANSWER_RANK_H

#include "gateway/answer/library.h"

enum { RANKED_MAX = 64 };

struct ranked {
    uint32_t document;
    double score;      /* for ordering, within one question */
    double words;      /* BM25 of the whole document, and */
    double passage;    /* of its best few sentences, each as a share of the question, */
    double coverage;   /* and the share of the question that stands in it at all; */
    double likely;     /* how much likelier it says the question's words than all others do, */
    double runs;       /* what of the question stands there in one piece (runs.h), */
    double opening;    /* what of it stands in the document's title or first sentences, */
    double lacking;    /* and how many of the question's three rarest words it lacks: 0..1 */
    bool elsewhere;    /* the title names other provinces than the question */
    bool narrower;     /* the title names a city, the question only a province */
    bool dwells;       /* the text is mostly about a province the question does not name */
    bool city_missing; /* no word of it about a city the question names */
};

/* Which documents: those in force on the day, those that are not any more, or all that nothing has
 * replaced. */
enum rank_which { RANK_IN_FORCE, RANK_PAST, RANK_ANY_DAY };

/* The best at most RANKED_MAX, best first, into out. The library is locked. */
size_t rank_documents(struct library *library, const struct asked *asked, civil_day today,
                      enum rank_which which, struct arena *arena, struct ranked *out);

#endif
