/* likeness: a text is heard as danger by the odds of the cues (logit.h), the gravest first. */
#include "dsl/base/likeness.h"

#include "dsl/base/traits.h"

/* Danger is told in one breath, whatever else is told with it. */
enum {
    LITTLE = 12, /* bytes: less than four characters, or three words of letters */
    BREATH = 30, /* characters */
    PIECE_LEAST = 8
};
_Static_assert((int)LIKES <= (int)LOGIT_CLASSES, "each cue is a class");

static const int grades[LIKES] = {
#define LIKE(name, grade, heard) grade,
#include "dsl/base/like_table.h"
#undef LIKE
};

/* So much of the odds, together with those graver, is enough for a grade. To take danger for
 * certain somebody is called away from other work; a word too many only takes a line. */
static const float enough[] = {0.41F, 0.25F, 0};

/* For a piece of a text alone, since with each there is one more chance to err; and for a word or
 * two: who is in danger may have no time for more (救命, 着火了), but mostly they answer a
 * question. */
static const float enough_alone = 0.5F;

/* For what is far likelier an answer or a remark: both kinds are best told apart there. And all
 * grades together, below which nobody in need writes. */
static const float enough_surely = 0.65F, hardly_any = 0.1F;

static const char *const names[LIKES] = {
#define LIKE(name, grade, heard) #name,
#include "dsl/base/like_table.h"
#undef LIKE
};

const char *like_name(enum like like)
{
    return names[like];
}

enum like like_named(struct view name)
{
    int like = 0;
    while (like < LIKES && !view_is(name, names[like]))
        like++;
    return (enum like)like;
}

void likeness_learn(struct logit_model *model, struct arena *arena,
                    const struct logit_lesson *lessons, size_t n)
{
    bool held_against = false;
    for (size_t i = 0; i < n; i++)
        held_against |= lessons[i].as == LIKES - 1;
    logit_learn(model, arena, lessons, held_against ? n : 0);
}

/* The likeliest of a grade. */
static enum like best_of(const logit_odds shares, int grade)
{
    int best = LIKES - 1;
    for (int as = LIKES - 1; as >= 0; as--)
        if (grades[as] == grade && (grades[best] != grade || shares[as] >= shares[best]))
            best = as;
    return (enum like)best;
}

static float gravest_share(const logit_odds shares)
{
    float sum = 0;
    for (int as = 0; as < LIKES && grades[as] == 0; as++)
        sum += shares[as];
    return sum;
}

/* Of more than a breath the piece that is most of the gravest grade, else all of it; and its odds.
 */
static struct view gravest_piece(const struct logit_model *model, struct view folded,
                                 logit_odds shares)
{
    struct view gravest = folded, piece;
    float most = -1;
    logit_ask(model, folded, shares);
    if (!traits_longer(folded, BREATH))
        return folded;
    for (size_t at = 0; traits_piece(folded, PIECE_LEAST, &at, &piece);) {
        logit_odds of_piece;
        logit_ask(model, piece, of_piece);
        if (gravest_share(of_piece) <= most)
            continue;
        most = gravest_share(of_piece);
        gravest = piece;
        memcpy(shares, of_piece, sizeof of_piece);
    }
    return gravest;
}

/* By the first grade that, with those graver, has enough. */
static enum like like_by(const logit_odds shares)
{
    float sum = 0;
    int as = 0;
    while ((sum += shares[as]) < enough[grades[as]])
        as++;
    return best_of(shares, grades[as]);
}

enum like likeness_of(const struct logit_model *model, struct view folded)
{
    logit_odds shares;
    bool little = folded.n < LITTLE;
    if (model->scale == 0)
        return LIKES - 1;
    gravest_piece(model, folded, shares);
    if ((little || traits_longer(folded, BREATH)) && gravest_share(shares) >= enough_alone)
        return best_of(shares, 0);
    if (little || traits_longer(folded, TRAITS_LONG))
        return LIKES - 1;
    logit_ask(model, folded, shares);
    return like_by(shares);
}

bool likeness_surely(const struct logit_model *model, struct view folded)
{
    logit_odds shares;
    gravest_piece(model, folded, shares);
    return model->scale != 0 &&
           gravest_share(shares) >= (folded.n < LITTLE ? enough_alone : enough_surely);
}

bool likeness_hardly(const struct logit_model *model, struct view folded)
{
    logit_odds shares;
    gravest_piece(model, folded, shares);
    return model->scale == 0 || shares[LIKES - 1] > 1 - hardly_any;
}

enum like likeness_gravest(const struct logit_model *model, struct view folded)
{
    logit_odds shares;
    gravest_piece(model, folded, shares);
    return best_of(shares, grades[0]);
}

size_t likeness_reasons(const struct logit_model *model, enum like as, struct view folded,
                        struct view *reasons, size_t most)
{
    logit_odds shares;
    folded = gravest_piece(model, folded, shares);
    return logit_reasons(model, (int)as, LIKES - 1, folded, reasons, most);
}
