/* learned_gist: from a text's shares to its gist, and from there to desks.
 *
 * The gist is the sum of the places of the text's grams, each times the gram's share, bent into
 * -1..1; an output's worth is the gist times the output's weights. Both are sums of rows in eight
 * bits times shares in sixteen, as the linear model's are, and are added by the same hands: whole
 * numbers, the same with vectors and without. (The weights of LEARNED_GIST coordinates, none beyond
 * 1, do not overflow either.) A desk has its own worth and that of the parts of its name. */
#include "dsl/engine/learned_gist.h"

#include <math.h>

#include "dsl/engine/learned_linear.h"

/* By coordinate. */
static void draw_gist(const struct learned *learned, struct arena *arena,
                      const struct learned_shares *shares, float *gist)
{
    struct learned_row *rows = arena_raw(arena, (shares->n + 1) * sizeof *rows);
    size_t n = 0;
    for (size_t i = 0; i < shares->n; i++) {
        const signed char *place = learned_record_at(learned, shares->at[i].at).place;
        rows[n] = (struct learned_row){place, learned_whole_share(shares->at[i].value)};
        n += place != NULL;
    }
    const int32_t *sums = learned_add_rows(arena, rows, n, LEARNED_GIST);
    float scale = learned_head(learned)->place_scale / LEARNED_SHARE_ONE;
    for (int c = 0; c < LEARNED_GIST; c++)
        gist[c] = tanhf((float)sums[c] * scale);
}

/* By name, and part of a name. */
static float *weigh_names(const struct learned *learned, struct arena *arena, const float *gist)
{
    size_t n = learned_names_n(learned), row = LEARNED_ROW(n);
    struct learned_row rows[LEARNED_GIST];
    for (size_t c = 0; c < LEARNED_GIST; c++)
        rows[c] = (struct learned_row){learned_gist(learned) + c * row,
                                       (int16_t)lroundf(gist[c] * LEARNED_SHARE_ONE)};
    const int32_t *sums = learned_add_rows(arena, rows, LEARNED_GIST, row);
    float *worth = arena_raw(arena, n * sizeof *worth);
    float scale = learned_head(learned)->gist_scale / LEARNED_SHARE_ONE;
    for (size_t i = 0; i < n; i++)
        worth[i] = (float)sums[i] * scale + learned_outputs(learned)[i].gist;
    return worth;
}

static float worth_of(const struct learned_desk *desk, const float *worth, size_t own)
{
    return worth[own] + (desk->head == NONE ? 0 : worth[desk->head]) +
           (desk->tail == NONE ? 0 : worth[desk->tail]);
}

void learned_weigh_gist(const struct learned *learned, struct arena *arena,
                        const struct learned_shares *shares, learned_factors *factors)
{
    float gist[LEARNED_GIST], best = -INFINITY, all = 0;
    size_t n = learned_desks_n(learned);
    if (!learned_gist_n(learned))
        return;
    draw_gist(learned, arena, shares, gist);
    const float *worth = weigh_names(learned, arena, gist);
    for (size_t i = 0; i < n; i++) {
        float own = worth_of(&learned_desks(learned)[i], worth, i);
        factors[i][LEARNED_FACTOR_GIST] = own;
        best = own > best ? own : best;
    }
    for (size_t i = 0; i < n; i++) {
        float behind = factors[i][LEARNED_FACTOR_GIST] - best;
        all += behind > LEARNED_NOTHING ? expf(behind) : 0;
    }
    float share_of_all = best + logf(all);
    for (size_t i = 0; i < n; i++)
        factors[i][LEARNED_FACTOR_GIST] -= share_of_all;
}
