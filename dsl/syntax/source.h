/* source: the files of a compilation, and where a byte of them stands. A location is (file, first
 * byte, byte behind the last); lines and columns are computed only to be shown. */
#ifndef ZHIDA_SOURCE_H
#define ZHIDA_SOURCE_H

#include "dsl/base/vec.h"
#include "dsl/base/view.h"

struct span {
    uint32_t file; /* index in sources.files */
    uint32_t from, to;
};

struct source {
    struct view path; /* relative to the rules folder, '/' between parts */
    struct view text; /* UTF-8 without BOM and with \n line ends */
    const char *file; /* where it lies, or NULL where it was not read from a folder */
    uint32_t *line_starts;
    size_t lines;
};

struct sources {
    struct arena *arena;
    VEC(struct source) files;
};

struct place {
    size_t line, column; /* both from 1; the column counts code points */
};

/* A text as a source, in the arena: a copy without BOM, \r\n as \n, with its lines counted. For who
 * keeps each file in an arena of its own. */
struct source source_make(struct arena *arena, struct view path, struct view text);

/* Adds a text under a path; takes a copy, drops a BOM, turns \r\n into \n, counts lines. */
uint32_t sources_add(struct sources *sources, struct view path, struct view text);

/* Reads every .zd file below folder (deep, sorted by path; at most 64 MB each). Of several folders
 * (dsl/base/folders.h) each after the other, its paths below its name. Returns false with
 * a reason in *why (in the arena) when the folder or a file could not be read. */
bool sources_read(struct sources *sources, const char *folder, struct view *why);

/* The paths of every .zd file below folder, itself in front, as sources_read takes them. */
struct source_paths {
    const char *const *at;
    size_t n;
};
bool sources_list(struct arena *arena, const char *folder, struct source_paths *out,
                  struct view *why);

bool source_is_folder(const char *path);

struct place source_place(const struct source *source, uint32_t at);

/* A line without its end; line counts from 1. */
struct view source_line(const struct source *source, size_t line);

struct view source_text(const struct sources *sources, struct span span);

#endif
