/* fixes: the changes that records carry, made in the text they are about. */
#ifndef ZHIDA_FIXES_H
#define ZHIDA_FIXES_H

#include "dsl/syntax/diag.h"

/* Which of the changes: those that can be meant in no other way, or guesses too. */
enum fixes_kind { FIXES_SAFE, FIXES_ALL };

/* Is there a change, and can nothing else be meant? (safe_fixes.h) */
bool fixes_are_safe(const struct diag *diag);

/* Writes the text of a file to out with the changes made, and adds the records whose change was
 * made to taken. Where two changes touch the same place the first is made; the other's record will
 * be there again, or not, when the result is read. Returns how many were made. diags is sorted. */
size_t fixes_make(const struct diags *diags, uint32_t file, enum fixes_kind kind, struct buf *out,
                  struct diags *taken);

#endif
