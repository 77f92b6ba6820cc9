/* learned: a ranking of desks that `zhida learn` drew from past tickets and from the rules'
 * examples. It lies in one file beside the rules, mapped and never changed; opening it verifies
 * every offset. It only ever proposes: desks by their codes, with a calibrated confidence. Who may
 * be given a case the rules say.
 *
 * Everything here is const and may be used by many threads. */
#ifndef ZHIDA_LEARNED_H
#define ZHIDA_LEARNED_H

#include "dsl/engine/decide.h"

enum learned_factor {
#define FACTOR(name, told, zh, en) LEARNED_FACTOR_##name,
#include "dsl/engine/learned_table.h"
#undef FACTOR
    LEARNED_FACTOR_COUNT
};

enum learned_sign {
#define SIGN(name) LEARNED_SIGN_##name,
#include "dsl/engine/learned_table.h"
#undef SIGN
    LEARNED_SIGN_COUNT
};

enum learned_error {
    LEARNED_OK,
    LEARNED_NO_MODEL,      /* cut off, or something else */
    LEARNED_OTHER_VERSION, /* of another zhida: learn again */
    LEARNED_DAMAGED
};

/* Where it lies beside rules. */
#define LEARNED_FILE "learned.zdm"

struct learned {
    const unsigned char *bytes;
    size_t size;
};

/* bytes must stay (and be 16-byte aligned) as long as learned is used. */
enum learned_error learned_open(struct learned *learned, const void *bytes, size_t size)
    __attribute__((warn_unused_result));

/* What tells one ranking from another, as the first LEARNED_HEAD bytes of its file say it; 0: that
 * is none. */
enum { LEARNED_HEAD = 512 };
uint64_t learned_sum(const void *head, size_t size);

size_t learned_desk_count(const struct learned *learned);
struct view learned_desk_code(const struct learned *learned, int desk);
/* The desk of that code, or NONE. */
int learned_find_desk(const struct learned *learned, struct view code);

struct view learned_duty_code(const struct learned *learned, int duty);

/* From this confidence on, the share right at the first try was at least the precision asked for,
 * on tickets held out; above 1 where no confidence was enough. */
double learned_sure(const struct learned *learned);

/* What a factor counts: it is multiplied by this. */
double learned_counts(const struct learned *learned, enum learned_factor factor);

/* A desk of a ranking and how it came to its place. */
struct learned_choice {
    int desk, duty; /* duty: of the past cases alike, NONE where none is */
    double score;   /* the sum of the factors times what each counts */
    double share;   /* of all desks: 0..1 */
    float factors[LEARNED_FACTOR_COUNT];
};

enum { LEARNED_CHOICES = 8 };

struct learned_ranking {
    struct learned_choice choices[LEARNED_CHOICES]; /* best first */
    int count;
    double confidence; /* that the first is right: 0..1 */
    double score;      /* from which the curve makes the confidence */
    float signs[LEARNED_SIGN_COUNT];
};

/* What the rules say of each desk: its share of the candidates' weights. By the model's desk. */
struct learned_votes {
    const float *shares; /* NULL: the rules say nothing */
    int first;           /* desk, or NONE */
};

/* What a decision of the rules, on the text alone, says; memory from the arena. */
struct learned_votes learned_votes_of(const struct learned *learned, struct arena *arena,
                                      const struct rules *rules, const struct decision *decision);

/* Ranks the desks for a folded text; memory from the arena. */
void learned_rank(const struct learned *learned, struct arena *arena, struct view folded,
                  struct learned_votes votes, struct learned_ranking *out);

#endif
