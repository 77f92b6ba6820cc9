/* validity: from when until when a document holds, by its own words, and what it does away with. */
#ifndef ZHIDA_VALIDITY_H
#define ZHIDA_VALIDITY_H

#include "dsl/base/civil.h"
#include "dsl/base/vec.h"
#include "dsl/base/view.h"

#define VALID_ALWAYS INT32_MIN   /* begins: no day is said */
#define VALID_FOR_EVER INT32_MAX /* expires: the same */

struct validity {
    civil_day begins, expires;  /* first and last day */
    VEC(struct view) abolishes; /* titles and numbers, plain (imprint.h) */
};

/* Reads what the text says of the document itself: "自2025年1月1日起施行", "有效期五年",
 * "有效期至...", "《...》（X〔2020〕3号）同时废止". A sentence about something else (a permit's
 * validity) is not taken. published: its date, or VALID_ALWAYS. */
void validity_read(struct arena *arena, struct view text, civil_day published,
                   struct validity *out);

/* The same of a whole document in Markdown, whose front matter (发布日期, 施行日期, 有效期至, 废止)
 * goes before its text. true: it is superseded. */
bool validity_of_document(struct arena *arena, struct view text, struct validity *out);

#endif
