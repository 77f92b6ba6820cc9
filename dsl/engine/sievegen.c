/* sievegen: writes build/gen/sieve_classes.c, the sets of sieve.h turned round: by the bit of a
 * character (fold_unit_bit) everything that it may be. The sets stand with the grammar of times and
 * of turns of speech, a list of characters each; a text is read by one look at this table for each
 * character, however many sets there are. */
#include "dsl/engine/sieve.h"

#include <stdio.h>

static struct sieve_classes classes;

static void turn(enum sieve_plane plane, const struct few *few, int class)
{
    for (uint32_t bit = 0; bit < FOLD_UNIT_BITS; bit++)
        if (few->bits[bit / 64] >> bit % 64 & 1) {
            classes.planes[plane][bit] |= (unsigned char)(1u << class);
            classes.all[bit] |= (uint32_t)1 << (8 * (int)plane + class);
        }
}

static void turn_all(void)
{
#define PAIR(what, places)                                                                         \
    turn(SIEVE_FIRST, &(places).first, SIEVE_##what);                                              \
    turn(SIEVE_SECOND, &(places).second, SIEVE_##what);                                            \
    turn(SIEVE_ITSELF, &(places).alone, SIEVE_##what);
#define ALONE(what, few) turn(SIEVE_MARK, &(few), SIEVE_##what);
    SIEVE_PAIRS(PAIR)
    SIEVE_ALONE(ALONE)
#undef PAIR
#undef ALONE
}

int main(int argc, char **argv)
{
    FILE *out = argc == 2 ? fopen(argv[1], "w") : NULL;
    if (!out)
        return 1;
    turn_all();
    fputs("#include \"dsl/engine/sieve.h\"\n\nconst struct sieve_classes sieve_classes = {\n    {",
          out);
    for (int i = 0; i < FOLD_UNIT_BITS; i++)
        fprintf(out, "%s0x%x,", i % 8 ? " " : "\n     ", (unsigned)classes.all[i]);
    fputs("},\n    {", out);
    for (int plane = 0; plane < SIEVE_PLANES; plane++) {
        fputs("\n     {", out);
        for (int i = 0; i < FOLD_UNIT_BITS; i++)
            fprintf(out, "%s%d,", i % 16 ? " " : "\n      ", classes.planes[plane][i]);
        fputs("},", out);
    }
    fputs("}};\n", out);
    return fclose(out) == 0 ? 0 : 1;
}
