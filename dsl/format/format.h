/* format: the one style of the rules language. Takes a text, gives the same text as the house
 * writes it; the only thing to choose is the language of the keywords.
 *
 * What always holds: every comment is there, in its order; the meaning is the same, because the
 * result is parsed and its tree compared with that of the text before anybody sees it; and
 * formatting the result changes nothing. */
#ifndef ZHIDA_FORMAT_H
#define ZHIDA_FORMAT_H

#include "dsl/syntax/diag.h"

enum format_keywords {
    FORMAT_AS_WRITTEN, /* each as its author wrote it */
    FORMAT_ZH,
    FORMAT_EN
};

struct format_options {
    enum format_keywords keywords;
};

enum format_status {
    FORMAT_SAME,    /* the text is in style already */
    FORMAT_CHANGED, /* out holds the text in style */
    FORMAT_ERRORS,  /* the text does not parse: see diags; out is empty */
    FORMAT_FAULT    /* the result would mean something else: a mistake of ours; out is empty */
};

/* Formats one file. text is the file as it is on disk (a BOM, Windows line ends and damaged bytes
 * are the formatter's business); path is only for messages. out is cleared first; it takes the
 * whole text in both good cases. diags is overwritten: it gets what parsing had to say, with
 * sources of its own in the arena. With FORMAT_FAULT *fault is the place of the text where the
 * result differs. Everything made on the way is the arena's. */
enum format_status format_source(struct arena *arena, struct view path, struct view text,
                                 const struct format_options *options, struct buf *out,
                                 struct diags *diags, struct place *fault)
    __attribute__((warn_unused_result));

#endif
