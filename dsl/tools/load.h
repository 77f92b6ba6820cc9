/* load: a folder of rules, read and compiled, as every command needs it. */
#ifndef ZHIDA_TOOL_LOAD_H
#define ZHIDA_TOOL_LOAD_H

#include "dsl/compile/compile.h"
#include "dsl/engine/rules.h"
#include "dsl/tools/options.h"

struct loaded {
    struct arena arena;
    struct sources sources;
    struct diags diags;
    struct model *model; /* complete only when diags.errors is 0 */
    struct buf image;
    struct rules rules; /* likewise */
};

/* Reads and compiles. false: the folder could not be read (that was said). Diagnostics are left to
 * the caller. Always to be freed. */
bool load_folder(const struct tool *tool, const struct tool_options *options, const char *folder,
                 struct loaded *loaded);

/* The same from texts instead of the folder's files. */
struct load_text {
    struct view path, text;
};
bool load_texts(const struct tool *tool, const struct tool_options *options, const char *folder,
                const struct load_text *texts, size_t count, struct loaded *loaded);

/* The same for commands that need sound rules: prints the diagnostics and returns the exit code
 * when there are errors; TOOL_SOUND otherwise. */
int load_sound(const struct tool *tool, const struct tool_options *options, const char *folder,
               struct loaded *loaded);

/* The same with one text more, as if it were the folder's last file. */
int load_sound_with(const struct tool *tool, const struct tool_options *options, const char *folder,
                    struct view path, struct view text, struct loaded *loaded);

void load_free(struct loaded *loaded);

/* Prints the queue in the format of the options. */
void load_print_diags(const struct tool *tool, const struct tool_options *options,
                      const struct loaded *loaded, FILE *out);

/* A whole file into the arena. false: it could not be read, reason in *why. */
bool load_file(struct arena *arena, const char *path, struct view *text, struct view *why);

/* Writes a buffer and says so if it was cut. */
void load_write(FILE *out, const struct buf *buf);

#endif
