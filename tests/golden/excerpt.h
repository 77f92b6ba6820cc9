/* excerpt: the lines of a file that a page of the reference shows. */
#ifndef ZHIDA_GOLDEN_EXCERPT_H
#define ZHIDA_GOLDEN_EXCERPT_H

#include "dsl/base/arena.h"
#include "dsl/base/buf.h"

struct lines {
    struct view *at;
    bool *shown;
    size_t n;
};

/* The lines of a text, none of them shown yet. Views into the text. */
struct lines excerpt_lines(struct arena *arena, struct view text);

/* The line (from 0), those near it, and the heads of the blocks it stands in. */
void excerpt_show(struct lines *lines, size_t at);
void excerpt_show_all(struct lines *lines);

/* Of right: what wrong has not, and where lines were taken out. */
void excerpt_show_new(struct arena *arena, struct lines *right, const struct lines *wrong);

/* What is shown, as a fenced block of zd. */
void excerpt_put(struct buf *out, const struct lines *lines);

/* A fenced block of any kind; line ends at its end are dropped. */
void fence_put(struct buf *out, const char *kind, struct view text);

#endif
