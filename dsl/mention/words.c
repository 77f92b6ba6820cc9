/* words: the look-up in what begins, ends or breaks a name. The words (word_table.h) are chained by
 * their first character at build time (wordgen.c), so that a scan begins with nothing to prepare.
 */
#include "dsl/mention/seek.h"

const struct seek_word *seek_word_at(const struct seek *seek, const struct word_list *list,
                                     uint32_t at)
{
    const struct seek_word *best = NULL;
    size_t from = seek->offset[at], left = seek->text.n - from;
    for (uint16_t i = list->chains[SEEK_CHAIN_OF(seek->at[at])]; i; i = list->words[i - 1].next) {
        const struct seek_word *word = &list->words[i - 1];
        bool fits = word->first == seek->at[at] && word->text.n <= left &&
                    (!best || word->points > best->points) &&
                    memcmp(seek->text.p + from, word->text.p, word->text.n) == 0;
        if (fits)
            best = word;
    }
    return best;
}
