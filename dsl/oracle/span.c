/* span: the time from one hour to another that lies over a border (matter.h, "HOW FACTS DECIDE",
 * rule 9), minute by minute. A minute begins a part where some comparison of the category holds in
 * it and did not in the one before, or the other way round. */
#include "dsl/oracle/span.h"

static bool holds(const struct expr *atom, int minute)
{
    bool in = false;
    for (size_t i = 0; i < atom->ranges.n; i++)
        in = in || (atom->ranges.at[i].from <= minute && minute < atom->ranges.at[i].to);
    return in;
}

static bool tells_apart(const struct expr *expr, int minute, int other)
{
    bool apart = expr && expr->kids.n == 0 && expr->variable.kind == VAR_TIME &&
                 holds(expr, minute) != holds(expr, other);
    for (size_t i = 0; expr && i < expr->kids.n; i++)
        apart = apart || tells_apart(expr->kids.at[i], minute, other);
    return apart;
}

static bool is_border(const struct model *model, int category, int minute)
{
    bool border = minute == 0;
    for (size_t i = 0; i < model->duties.n && !border; i++) {
        const struct duty *duty = &model->duties.at[i];
        border = duty->category == category && tells_apart(duty->when, minute - 1, minute);
        for (size_t k = 0; duty->category == category && k < duty->branches.n; k++)
            border = border || tells_apart(duty->branches.at[k].when, minute - 1, minute);
    }
    return border;
}

/* The first minute of a single run around the clock; NONE: it is no run, or no single one. */
static int beginning(const bool in[MINUTES_A_DAY])
{
    int begin = NONE, begins = 0, count = 0;
    for (int i = 0; i < MINUTES_A_DAY; i++) {
        count += in[i];
        if (in[i] && !in[(i + MINUTES_A_DAY - 1) % MINUTES_A_DAY]) {
            begin = i;
            begins++;
        }
    }
    return count == MINUTES_A_DAY ? 0 : begins == 1 ? begin : NONE;
}

int span_parts(const struct model *model, const struct matter *matter, int category,
               struct span_part out[SPAN_PARTS_MAX])
{
    bool in[MINUTES_A_DAY] = {false};
    int n = 0;
    for (int r = 0; r < matter->time.ranges; r++)
        for (int i = matter->time.range[r].from; i < matter->time.range[r].to; i++)
            in[i] = true;
    int begin = matter->time.span && matter->time.known ? beginning(in) : NONE;
    for (int i = 0; begin != NONE && i < MINUTES_A_DAY; i++) {
        int minute = (begin + i) % MINUTES_A_DAY;
        if (!in[minute])
            break;
        if (i == 0 || is_border(model, category, minute)) {
            if (n == SPAN_PARTS_MAX)
                return 0;
            out[n++] = (struct span_part){.range = {minute, minute}, .duty = NONE};
        }
        out[n - 1].range.to = minute + 1;
    }
    return n;
}

static bool goes_before(const struct model *model, int duty, int other)
{
    if (duty == NONE || other == NONE)
        return false;
    for (size_t i = 0; i < model->duties.at[duty].over.n; i++)
        if (model->duties.at[duty].over.at[i] == other)
            return true;
    return false;
}

static int length(const struct span_part *part)
{
    return part->range.to - part->range.from;
}

int span_choose(const struct model *model, const struct span_part *parts, int n)
{
    int minutes[SPAN_PARTS_MAX] = {0}, best = NONE;
    for (int i = 0; i < n; i++)
        for (int k = 0; k < n; k++) {
            if (parts[k].duty == parts[i].duty)
                minutes[i] += length(&parts[k]);
            if (goes_before(model, parts[k].duty, parts[i].duty))
                minutes[i] = -MINUTES_A_DAY * MINUTES_A_DAY;
        }
    for (int i = 0; i < n; i++) /* the duty that takes most */
        if (best == NONE || minutes[i] > minutes[best])
            best = i;
    for (int i = 0; i < n; i++) /* of its parts the longest */
        if (parts[i].duty == parts[best].duty && length(&parts[i]) > length(&parts[best]))
            best = i;
    return best;
}
