/* stance_scan: what the parts of stance.c share. Private to dsl/base. */
#ifndef ZHIDA_STANCE_SCAN_H
#define ZHIDA_STANCE_SCAN_H

#include "dsl/base/stance.h"

struct stance_scan {
    struct view text;
    size_t clause;        /* where the clause that is being read begins */
    size_t before, ended; /* the clause before it: [before, ended); equal: there is none */
    struct stance *out;
    size_t n;
};

/* How far before a verb of saying its speaker is looked for. */
enum { STANCE_HEAD = STANCE_BEFORE /* bytes: a character has one at least */ };

void stance_add(struct stance_scan *scan, enum stance_kind kind, size_t from, size_t to);

/* The bytes of the mark that ends a clause at this byte; 0: none. 、 does not end one. */
size_t stance_mark(struct view text, size_t at);

/* Where the clause that goes on at this byte ends. */
size_t stance_clause_end(struct view text, size_t at);

/* The byte behind the longest of the words (separated by |, longest first where one begins
 * another) with which the text goes on at this byte; 0: none. */
static inline size_t stance_follows(struct view text, size_t at, const char *words)
{
    return view_goes_on(text, at, words, '|');
}

/* The first byte of that of the words with which text[from, to) ends; SIZE_MAX: none. */
size_t stance_precedes(struct view text, size_t from, size_t to, const char *words);

/* Could one of those below find something at this character? By what stands around it; and, where
 * somebody might say something, by who stands before it in its clause, which the scan knows. */
bool stance_worth(const struct fold_units *units, uint32_t place);
bool stance_worth_saying(const struct stance_scan *scan, const struct fold_units *units,
                         uint32_t place);

/* Each tries at the character c at this byte and adds what it finds: a denial; others' words. */
void stance_deny(struct stance_scan *scan, size_t at, uint32_t c);
void stance_report(struct stance_scan *scan, size_t at, uint32_t c);

/* With what a verb of telling begins: 向城管反映. */
extern const struct few stance_tells_begin;

#endif
