/* plate: number plates of the mainland: a province's character, a letter, five characters, or six
 * for new energy; dots, hyphens and blanks between them as people set them. The last may be 挂, 学,
 * 警, 港, 澳. There is no I and no O on a plate, but people write them; a plate has a digit. */
#include "dsl/mention/seek.h"

static const char provinces[] = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼使";

enum { PLATE_REST = 5, PLATE_REST_NEW = 6, GAP_MOST = 2 };

static uint32_t skip_marks(const struct seek *seek, uint32_t at)
{
    for (uint32_t i = 0; i < GAP_MOST && seek_among(seek->at[at], " ·.-•・,"); i++)
        at++;
    return at;
}

static bool is_plate_sign(uint32_t c)
{
    return seek_is_digit(c) || seek_is_latin(c);
}

void plate_prepare(struct seek *seek)
{
    seek_set_marks(seek, provinces, MARK_PROVINCE);
}

uint32_t plate_try(struct seek *seek, uint32_t at)
{
    if (!seek_has_mark(seek, seek->at[at], provinces, MARK_PROVINCE) || at + 1 >= seek->n)
        return 0;
    uint32_t letter = skip_marks(seek, at + 1);
    if (letter > at + 2 || !seek_is_latin(seek->at[letter]))
        return 0;
    uint32_t to = skip_marks(seek, letter + 1), end = 0;
    int signs = 0, digits = 0;
    while (to < seek->n && signs < PLATE_REST_NEW && is_plate_sign(seek->at[to])) {
        digits += seek_is_digit(seek->at[to]);
        signs++;
        end = ++to;
        uint32_t next = skip_marks(seek, to);
        bool apart = next > to; /* what stands apart from a whole one is something else */
        if (next < seek->n && next <= to + 1 && is_plate_sign(seek->at[next]) &&
            !(apart && signs >= PLATE_REST))
            to = next;
    }
    if (signs == PLATE_REST - 1 && seek_among(seek->at[end], "挂学警港澳")) {
        signs++;
        end++;
    }
    bool cut = end < seek->n && is_plate_sign(seek->at[end]);
    if (signs < PLATE_REST || !digits || cut)
        return 0;
    seek_add(seek, MENTION_PLATE, at, end);
    return end;
}
