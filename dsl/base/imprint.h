/* imprint: what a document says of itself in its text: number, issuer, date; and dates and names as
 * documents write them. */
#ifndef ZHIDA_IMPRINT_H
#define ZHIDA_IMPRINT_H

#include "dsl/base/buf.h"
#include "dsl/base/civil.h"

struct imprint {
    struct view number;    /* 云政发〔2025〕12号; empty where there is none */
    struct view issuer;    /* 云溪区人民政府 */
    struct view published; /* 2025-03-01, or as it stands there */
};

/* text is Markdown without front matter. The number stands near the top; issuer and date at the
 * end, or anywhere behind a label (发文机关：, 成文日期：). */
void imprint_read(struct arena *arena, struct view text, struct imprint *out);

/* The first date in a text: 2025年3月1日, 二〇二五年三月一日, 2025-03-01, 2025.3.1. *end: behind
 * it. false: none. */
bool imprint_date(struct view text, civil_day *day, size_t *from, size_t *end);

/* The next document number in a text ("X〔2020〕3号"), from *at on, which moves behind it; empty:
 * none. */
struct view imprint_number(struct view text, size_t *at);

/* The forms in which numbers and titles are compared: brackets of one kind and no blanks; a title
 * without 《》, "关于印发...的通知" around it. */
struct view imprint_plain_number(struct arena *arena, struct view number);
struct view imprint_plain_title(struct arena *arena, struct view title);

#endif
