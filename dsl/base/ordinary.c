/* ordinary: ICU's break iterator for words, over UTF-8. Its dictionary is of the library, shared
 * and never changed; the iterator is opened for a text and closed again, for it is asked seldom. */
#include "dsl/base/ordinary.h"

#include <unicode/ubrk.h>
#include <unicode/utext.h>

const unsigned char *ordinary_words(struct arena *arena, struct view text)
{
    UErrorCode error = U_ZERO_ERROR;
    unsigned char *begins = ARENA_ARRAY(arena, text.n + 1, unsigned char);
    UText source = UTEXT_INITIALIZER;
    UBreakIterator *breaks = ubrk_open(UBRK_WORD, "zh", NULL, 0, &error);
    utext_openUTF8(&source, text.p, (int64_t)text.n, &error);
    if (U_SUCCESS(error))
        ubrk_setUText(breaks, &source, &error);
    bool good = U_SUCCESS(error);
    for (int32_t at = good ? ubrk_first(breaks) : UBRK_DONE; at != UBRK_DONE;
         at = ubrk_next(breaks))
        if (at >= 0 && (size_t)at <= text.n)
            begins[at] = 1;
    utext_close(&source);
    if (breaks)
        ubrk_close(breaks);
    return good ? begins : NULL;
}
