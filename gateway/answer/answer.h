/* answer: the district's documents, cut into passages, indexed, and quoted. A citizen's question is
 * answered with a sentence that stands in a document, with its title, section, issuer, date and
 * link, or it is honestly not answered. Superseded and expired documents are never quoted.
 *
 * The index is a SQLite file of its own (lists over character pairs), named by the hash of the
 * documents it was made of, built when that file is not there yet. */
#ifndef ZHIDA_ANSWER_H
#define ZHIDA_ANSWER_H

#include "dsl/base/civil.h"
#include "gateway/talk/talk.h"

struct library;

/* Opens the index of the documents (formats.h) below folder (rules folder: documents/, policies/);
 * builds it first where index_folder has none for this content; index_folder NULL: in memory. NULL:
 * reason in why (size bytes).
 * The library may be asked by several threads. */
struct library *library_open(const char *folder, const char *index_folder, char *why, size_t size);

/* The same for a folder of documents and nothing else; a link is "/" and the path below it. */
struct library *library_open_folder(const char *folder, const char *index_folder, char *why,
                                    size_t size);

/* Changes when a document of the rules folder does: a quick look. */
uint64_t library_stamp(const char *folder);

/* Where below index_folder the texts of converted documents are kept (format_read's kept). */
void library_kept(const char *index_folder, char *out, size_t size);

/* Documents that could not be read, and why. How many there are; at most max of them in out. */
struct library_skip {
    struct view path;
    const char *why_zh, *why_en;
};
size_t library_skipped(struct library *library, struct arena *arena, struct library_skip *out,
                       size_t max);

void library_close(struct library *library);

size_t library_documents(const struct library *library);

/* The documents that may answer a question, best first, at most max, each with its best words, in
 * the arena. link is "/PATH": documents/... or policies/.... Documents that are not valid on
 * `today` are left out; where nothing else answers and one of them would have, it comes first and
 * says so (state). */
size_t library_find(struct library *library, struct view question, civil_day today,
                    struct arena *arena, struct passage *out, size_t max);

enum { PASSAGES_FOLLOWED = 48 }; /* as many as a talk looks at */

/* What one document (link as above), or each of several (a link a line), says to a question that
 * leaves its subject out ("and the materials?"): its passages by what is asked for, best first,
 * scored like the others; those that say nothing to it last, with 0, as the document has them. */
size_t library_follow(struct library *library, struct view links, struct view question,
                      civil_day today, struct arena *arena, struct passage *out, size_t max);

/* Is the document of a link in force today (out->state), and what took its place? false: it is not
 * in the index. */
bool library_standing(struct library *library, struct view link, civil_day today,
                      struct arena *arena, struct passage *out);

/* All documents in their order for a question, whatever the day: only what is marked as done away
 * with, or what another of them does away with, is left out. At most max paths, and what the first
 * one says. For measuring. */
size_t library_rank(struct library *library, struct view question, struct arena *arena,
                    struct passage *best, struct view *documents, size_t max);

#endif
