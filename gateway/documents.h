/* documents: the district's documents in service: asked by several threads, indexed anew when a
 * file changes, without a stop. */
#ifndef ZHIDA_DOCUMENTS_H
#define ZHIDA_DOCUMENTS_H

#include "gateway/answer/answer.h"
#include "gateway/log.h"
#include "gateway/world.h"

enum { DOCUMENTS_FOUND = 3, DOCUMENTS_LOOK_SECONDS = 5 };

struct documents;

/* rules: the rules folder; data: where the index lies. Both must stay. Opens nothing yet; NULL: no
 * memory. */
struct documents *documents_new(const char *rules, const char *data, const struct world *world,
                                const struct log *log);

/* Indexes what is there now. What cannot be read is logged by name; where the index cannot be
 * made, the one before stays in service. Any thread. */
void documents_reload(struct documents *documents);

/* Looks every few seconds whether a file has changed, and reloads when it has come to rest. false:
 * no thread; then only documents_reload does it. */
bool documents_watch(struct documents *documents);

/* Ends the watching and frees all. */
void documents_free(struct documents *documents);

/* As library_find and library_follow, for today; at most DOCUMENTS_FOUND documents, at most
 * PASSAGES_FOLLOWED passages. */
size_t documents_find(struct documents *documents, struct view question, struct arena *arena,
                      struct passage **out);
size_t documents_follow(struct documents *documents, struct view links, struct view question,
                        struct arena *arena, struct passage **out);

/* As library_standing, for today. */
bool documents_standing(struct documents *documents, struct view link, struct arena *arena,
                        struct passage *out);

#endif
