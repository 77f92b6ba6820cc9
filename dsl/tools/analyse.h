/* analyse: the findings of an analysis, and what was measured, as reports. */
#ifndef ZHIDA_TOOL_ANALYSE_H
#define ZHIDA_TOOL_ANALYSE_H

#include "dsl/analyse/analyse.h"
#include "dsl/analyse/measured.h"
#include "dsl/tools/options.h"

struct analyse_report {
    const struct tool_options *options;
    const struct analysis *analysis;
    const struct measured *measured;
    bool markdown;
    int64_t proved_us, measured_us; /* how long it took */
    struct buf out;
};

/* For an official, on a terminal or as Markdown. */
void analyse_text(struct analyse_report *report);

/* For programs. */
void analyse_json(struct analyse_report *report);

/* noise.zd:12 */
void analyse_put_place(const struct model *model, struct span span, struct buf *out);

#endif
