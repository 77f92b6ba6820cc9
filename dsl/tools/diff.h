/* diff: what the files of `zhida diff` share. */
#ifndef ZHIDA_TOOL_DIFF_H
#define ZHIDA_TOOL_DIFF_H

#include "dsl/change/diff.h"
#include "dsl/change/replay.h"
#include "dsl/tools/load.h"

struct diff_told {
    const struct tool_options *options;
    const struct diff_report *report;
    const struct sources *old, *new;
    const struct replay *replay; /* NULL: none was asked for */
    int64_t micros;              /* of the replay */
    bool color;
};

/* For people: by owner, then what differs, then where cases go, then the replay. */
void diff_text(const struct diff_told *told, struct buf *out);

/* For programs. */
void diff_json(const struct diff_told *told, struct buf *out);

/* Runs the past cases of PATH (a file of texts, or a gateway's data folder) through both rules,
 * with a bar on err while it runs. TOOL_SOUND, or TOOL_NOT_RUN after saying why. */
int diff_replay(const struct tool *tool, const struct tool_options *options, const char *path,
                struct replay *replay);

#endif
