/* answer: the district's documents, cut into passages, indexed, and quoted. A citizen's question is
 * answered with a sentence that stands in a document, with its title, section, issuer, date and
 * link, or it is honestly not answered. Superseded and expired documents are never quoted.
 *
 * The index is a SQLite file of its own (FTS5 over character pairs), named by the hash of the
 * documents it was made of, built when that file is not there yet. */
#ifndef ZHIDA_ANSWER_H
#define ZHIDA_ANSWER_H

#include "dsl/base/civil.h"
#include "gateway/talk/talk.h"

struct library;

/* Opens the index of the Markdown documents below folder (rules folder: documents/, policies/);
 * builds it first where index_folder has none for this content; index_folder NULL: in memory. NULL:
 * reason in why (size bytes).
 * The library may be asked by several threads. */
struct library *library_open(const char *folder, const char *index_folder, char *why, size_t size);
void library_close(struct library *library);

size_t library_documents(const struct library *library);

/* The passages that may answer a question, best first, at most max, in the arena. link is
 * "/PATH": documents/... or policies/.... Documents that are not valid on `today` are left out. */
size_t library_find(struct library *library, struct view question, civil_day today,
                    struct arena *arena, struct passage *out, size_t max);

#endif
