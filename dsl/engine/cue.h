/* cue: does a text hold what the rules have the talk listen for (听语)? Texts are folded, as the
 * words are; where in the text a word counts stands in dsl/base/cue_table.h. */
#ifndef ZHIDA_CUE_H
#define ZHIDA_CUE_H

#include "dsl/base/acts.h"
#include "dsl/base/likeness.h"
#include "dsl/engine/rules.h"

/* Is one of the words there, or the text like the sentences? */
bool cue_heard(const struct rules *rules, enum cue cue, struct view text);

/* Of words, not of sentences: the first of them in the text, and of those that begin there the
 * longest: *at is its first byte. Returns its bytes; 0: none is there. */
size_t cue_find(const struct rules *rules, enum cue cue, struct view text, size_t *at);

/* The bytes of the longest word that the text begins with, wherever else the cue counts; 0: none.
 */
size_t cue_leads(const struct rules *rules, enum cue cue, struct view text);

/* What a text is heard as by likeness, LIKE_no_danger where it is none of the others; and what of
 * the gravest it is likest to, whatever it is heard as; and whether it surely is, or hardly
 * (likeness.h). */
enum like cue_like(const struct rules *rules, struct view text);
enum like cue_gravest(const struct rules *rules, struct view text);
bool cue_surely_grave(const struct rules *rules, struct view text);
bool cue_hardly_grave(const struct rules *rules, struct view text);

/* What a text is meant for, behind an answer or not, if that is sure; else ACTS (acts.h). */
enum act cue_act(const struct rules *rules, struct view text, bool behind);

/* The bytes of the blank or mark that the text begins with, of those that are looked past at the
 * end of a text; 0: it begins with none. */
size_t cue_mark(struct view text);
/* The next clause of a folded text from *at on, up to a mark or a blank; empty: no more. */
struct view cue_clause(struct view text, size_t *at);

#endif
