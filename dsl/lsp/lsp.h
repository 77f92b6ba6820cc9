/* lsp: the language server of the rules language, LSP 3.17, without any I/O of its own. Bytes of
 * the client go in, bytes for the client come out; files are read by a callback; the day is a
 * parameter. Whoever runs it owns the pipe and the waiting (dsl/tools/lsp.c).
 *
 *     for every piece that was read:  lsp_feed(lsp, piece)
 *     until nothing was read and nothing is left to do:
 *         lsp_answer(lsp)     while messages wait
 *         lsp_work(lsp)       when none waits: what can be put off until nobody types
 *         write lsp_out(lsp), clear it
 *
 * Nothing a client sends ends the process; what cannot be read is answered with an error. */
#ifndef ZHIDA_LSP_H
#define ZHIDA_LSP_H

#include "dsl/base/buf.h"
#include "dsl/base/civil.h"
#include "dsl/syntax/diag.h"

struct lsp;

/* The files there are. Paths are absolute. */
struct lsp_world {
    void *self;
    /* Adds the file's bytes; false: it is not there, or cannot be read. */
    bool (*read)(void *self, const char *path, struct buf *out);
    /* The paths of every rules file below the folder, sorted; false: it cannot be read. */
    bool (*list)(void *self, struct arena *arena, const char *folder, struct source_paths *out);
    /* Whether documents beside the rules are looked for on the disk. */
    bool has_disk;
    civil_day today; /* for lints that depend on the day */
};

/* A server that waits for `initialize`; language is what it speaks unless the client asks for
 * another. NULL: there is no memory. */
struct lsp *lsp_new(const struct lsp_world *world, enum diag_language language);
void lsp_free(struct lsp *lsp);

/* Takes what was read: any part of any number of messages. */
void lsp_feed(struct lsp *lsp, const char *bytes, size_t n);

/* Handles the message that waits longest; false: none waits. */
bool lsp_answer(struct lsp *lsp);

/* What is left to do when no message waits: nothing; the check after a change, at once; or what
 * takes longer (examples, lints, past texts), best after a pause. */
enum lsp_due { LSP_NOTHING, LSP_NOW, LSP_LATER };
enum lsp_due lsp_due(const struct lsp *lsp);

/* Does one piece of it. */
void lsp_work(struct lsp *lsp);

/* What the client is to be sent; cleared by whoever has sent it. */
struct buf *lsp_out(struct lsp *lsp);

/* `exit` has come, or must be assumed; *code is then the exit code the protocol asks for. */
bool lsp_over(const struct lsp *lsp, int *code);

#endif
