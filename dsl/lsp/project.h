/* project: the rules of one folder, as the client sees them: the files on the disk, with the open
 * texts in the place of theirs.
 *
 * What is known of it is made in steps, each only when somebody asks or nobody types, and each as
 * long good as nothing changes below it: the trees of the files (only a changed file is parsed
 * anew), the whole tree, names and where they are used, the check, the image with the examples, the
 * lints, where examples land, which past texts hit what. */
#ifndef ZHIDA_LSP_PROJECT_H
#define ZHIDA_LSP_PROJECT_H

#include "dsl/lsp/findings.h"
#include "dsl/lsp/server.h"
#include "dsl/syntax/tree.h"

struct model;
struct names;
struct landings;
struct past;

struct rules_file {
    const char *full; /* absolute; of the project's arena */
    struct document *open;
    struct arena arena; /* of the text at hand, its tree, its messages */
    struct tree tree;
    struct diags diags;
    bool parsed;
    bool marked;    /* the client's text begins with a byte order mark */
    uint64_t shown; /* hash of the diagnostics the client has; 0: none */
    int64_t shown_version;
};

enum stage { STAGE_CHECK, STAGE_EXAMPLES, STAGE_LINTS, STAGE_LANDINGS, STAGE_PAST, STAGE_DONE };

struct project {
    struct project *next;
    char *folder;       /* absolute; of a text alone: its path */
    bool alone;         /* a text outside every folder of rules */
    bool unlisted;      /* the files have to be listed again */
    struct arena arena; /* of the list of files */
    struct sources sources;
    struct rules_file *files; /* as many as sources.files.n, in the same order */

    struct arena whole_arena;
    struct tree whole;
    bool assembled;

    struct arena check_arena;
    struct diags diags;
    struct model *model;
    bool checked;

    struct arena names_arena;
    const struct names *names;

    struct buf image; /* of the last sound rules; empty: there were none */
    struct landings *landings;
    struct arena landings_arena;

    struct past *past;

    struct findings findings[FINDING_SETS];
    enum stage stage; /* what is to be done next */
};

/* ---- finding (project.c) ---- */

/* The project of a file that is open, or that a folder holds. NULL: of none. */
struct project *project_of(struct lsp *lsp, const char *path);

/* A file of a project, from params with textDocument.uri. */
struct spot {
    struct project *project;
    uint32_t file;
    uint32_t at; /* with a position: its byte */
};
/* false: nothing is known of that text. The trees are then up to date. */
bool spot_read(struct lsp *lsp, const json_t *params, struct spot *spot);

const struct source *spot_source(const struct spot *spot);
uint32_t file_position(const struct lsp *lsp, const struct project *project, uint32_t file,
                       struct position at);

/* ---- changes of texts (project.c) ---- */
void project_opened(struct lsp *lsp, struct document *document);
void project_changed(struct lsp *lsp, struct document *document);
void project_closed(struct lsp *lsp, struct document *document);
void projects_free(struct lsp *lsp);
void projects_find(struct lsp *lsp, const char *root); /* every folder of rules below */

/* ---- making (make.c) ---- */
void project_trees(struct lsp *lsp, struct project *project); /* parsed and assembled */
void project_check(struct lsp *lsp, struct project *project); /* model and diags */
const struct names *project_names(struct lsp *lsp, struct project *project);
void project_forget(struct project *project); /* everything that was made of the texts */
void project_stage(struct lsp *lsp, struct project *project); /* does the next stage */

/* ---- writing (ranges.c) ---- */
void put_position(const struct lsp *lsp, const struct project *project, uint32_t file, uint32_t at,
                  struct buf *out);
void put_range(const struct lsp *lsp, const struct project *project, struct span span,
               struct buf *out);
void put_uri(const struct project *project, uint32_t file, struct buf *out);
void put_location(const struct lsp *lsp, const struct project *project, struct span span,
                  struct buf *out);

#endif
