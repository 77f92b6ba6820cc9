/* pair: NAME.zd in a folder of golden files, and what the compiler says about a text as files of
 * that folder are read. The folder's name says how far: syntax only parses, all others check too,
 * with documents looked for beside the file; examples runs the examples, lint the lints, as if on
 * 21 November 2026. */
#ifndef ZHIDA_GOLDEN_PAIR_H
#define ZHIDA_GOLDEN_PAIR_H

#include "dsl/syntax/tree.h"

enum { PAIR_LARGEST = 16 << 20, PAIRS_MOST = 2000, PAIR_PATH = 1024 };

struct pair {
    char folder[PAIR_PATH];
    char name[256]; /* without .zd */
};

/* Every pair below the folders, sorted by folder and name. NAME.right.zd is none: it belongs to
 * NAME (right.h). The memory is the caller's, as calloc gives it. */
struct pairs {
    struct pair *at;
    size_t n;
};
bool pairs_collect(struct pairs *pairs, const char *const *folders, size_t count);

bool pair_folder_is(const struct pair *pair, const char *name);

/* FOLDER/NAME with an ending; out has room for 2 * PAIR_PATH bytes. */
void pair_path(const struct pair *pair, const char *ending, char *out);

bool pair_read_file(const char *path, struct buf *out);

/* What was read and what was said about it, sorted. Everything lives in the arena. */
struct reading {
    struct arena arena;
    struct sources sources;
    struct tree tree;
    struct diags diags;
};
void reading_open(struct reading *reading);
void reading_add(struct reading *reading, const char *path, struct view text);
void reading_run(struct reading *reading, const struct pair *pair);
void reading_close(struct reading *reading);

#endif
