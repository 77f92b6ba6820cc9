/* measure: one table for the scanner's messages, the checker's families and the tables of
 * enterprises that a gateway reads. It is closed: a word more is a new version of the language. */
#include "dsl/base/measure.h"

const struct measure_word *measure_find(struct view word)
{
    static const struct measure_word words[] = {
#define MEASURE(word, family, unit) {{word, sizeof(word) - 1}, family, unit},
#include "dsl/base/measure_table.h"
    };
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (view_eq(words[i].word, word))
            return &words[i];
    return NULL;
}
