/* publish: from a case to an entry of the message board. Pure, but for memory. */
#ifndef ZHIDA_PUBLISH_H
#define ZHIDA_PUBLISH_H

#include "dsl/engine/rules.h"
#include "gateway/store/board.h"

/* Why a case may not be published: REASON(enumerator). */
enum publish_bar {
    PUBLISH_FREE,
    PUBLISH_OPEN,    /* not closed, or without an answer */
    PUBLISH_SECRET,  /* confidential, or a report on somebody */
    PUBLISH_NOT_SO,  /* the citizen said no */
    PUBLISH_NO_LEAVE /* anonymous, and the citizen has not agreed */
};
/* agreed: as agreed_get() says. */
enum publish_bar publish_may(const struct case_full *full, int agreed);

/* The draft: texts with numbers, names and house numbers masked; for a person to go over. */
struct board_entry publish_draft(const struct case_full *full, int64_t now, struct arena *arena);

/* The part of the district that an area lies in: an estate would tell too much. Empty: none. */
struct view publish_area(const struct rules *rules, struct view area);
/* Is it such a part? */
bool publish_area_is_part(const struct rules *rules, int area);

/* Does a text still hold something that must not be published, as far as can be told? */
bool publish_is_clean(struct view text);

/* The pairs of characters of a text, each once, as numbers; at most max. */
size_t publish_words(struct view text, struct arena *arena, int64_t *out, size_t max);

#endif
