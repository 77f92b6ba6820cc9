/* clues: by what a case can be found again without its words being kept. Pairs of characters that
 * stand side by side, whole numbers and Latin words, the last four digits of a long number, and the
 * codes of unit, class, area, channel and kind: each as 32 bits of a keyed hash. Pure. */
#ifndef ZHIDA_TOPICS_CLUES_H
#define ZHIDA_TOPICS_CLUES_H

#include "dsl/base/sip.h"
#include "dsl/engine/rules.h"
#include "gateway/store/cases.h"
#include "gateway/store/find.h"

struct sip_key clues_key(const struct seal *seal);

/* Under what the case stands; by the rules also under the areas and classes above its own. Returns
 * how many; memory from the arena. */
size_t clues_of_case(const struct sip_key *key, const struct rules *rules,
                     const struct case_full *full, struct arena *arena,
                     uint32_t clues[FIND_CLUES_MAX]);

/* What all cases stand under that hold this piece of words; none where it is a single character. */
size_t clues_of_words(const struct sip_key *key, struct view words, struct arena *arena,
                      uint32_t *clues, size_t max);

/* What stands in the open. */
enum clue_of {
    CLUE_UNIT = 1,
    CLUE_CATEGORY,
    CLUE_AREA,
    CLUE_DUTY,
    CLUE_CHANNEL,
    CLUE_KIND,
    CLUE_GRAVE
};
uint32_t clue_of_code(const struct sip_key *key, enum clue_of what, struct view code);
uint32_t clue_of_number(const struct sip_key *key, enum clue_of what, int64_t number);

/* Does the case really hold the piece? Clues only say that it may: pairs need not stand in a row.
 */
bool clues_hold(const struct case_full *full, struct view folded, struct arena *arena);

#endif
