/* figures_api: the desk's statistics, as routes of its table. Private to the desk's files. */
#ifndef ZHIDA_FIGURES_API_H
#define ZHIDA_FIGURES_API_H

#include "gateway/web/desk_call.h"
#include "gateway/web/figures_out.h"

void figures_handle(struct desk_call *call);
void figures_cases_handle(struct desk_call *call);
void figures_map_handle(struct desk_call *call);
/* Outlines and places alone, for the drawing beside a case. */
void outlines_handle(struct desk_call *call);
void figures_funnel_handle(struct desk_call *call);
void figures_hard_handle(struct desk_call *call);

/* ---- shared by the files ---- */

/* A question after the door: what was asked for, narrowed down to what the caller may see. */
struct figures_call {
    struct desk_call *call;
    const struct rules *rules;
    struct figures_asked asked;
};
/* Reads the question and calls `what`; says no by itself. */
void figures_with(struct desk_call *call, void (*what)(struct figures_call *f));
/* Everything that narrows down, as a query; ready for another measure behind it. */
struct view figures_link(const struct figures_call *f, struct view key);

/* figures_export.c: the answer as a file. format: "csv" or "xlsx"; false: another. */
bool figures_export(struct figures_call *f, const struct figures_answer *answer,
                    struct view format);

#endif
