/* reasons: what 因为 may name. A word counts if its evidence had a part in the decision; a clock
 * time counts, as written, where the time of day had. A sequence may be named by either of its
 * parts, or by the whole stretch of text it covers. */
#include "dsl/oracle/reasons.h"

#include "dsl/oracle/standing.h"

static struct view part(const struct oracle_reading *reading, size_t from, size_t to)
{
    return view_sub(reading->text.text, from, to);
}

static bool names(const struct oracle_reading *reading, const struct oracle_evidence *evidence,
                  struct view word)
{
    return view_eq(word, evidence->word->first) ||
           (evidence->word->second.n && view_eq(word, evidence->word->second)) ||
           view_eq(word, part(reading, evidence->from, evidence->to));
}

static bool time_used(const struct oracle_trace *trace)
{
    return reasons_has_fact(trace, (struct variable){VAR_TIME, NONE});
}

static bool day_used(const struct oracle_trace *trace)
{
    return reasons_has_fact(trace, (struct variable){VAR_DAYCLASS, NONE}) ||
           reasons_has_fact(trace, (struct variable){VAR_WEEKDAY, NONE});
}

static bool when_used(const struct oracle_trace *trace, const struct when *when)
{
    return when->kind == WHEN_MINUTE ? time_used(trace) : day_used(trace);
}

bool reasons_has_word(const struct oracle_trace *trace, const readings *read, struct view word)
{
    for (size_t r = 0; r < read->n; r++) {
        const struct oracle_reading *reading = read->at[r];
        for (size_t i = 0; i < reading->evidence.n; i++)
            if (oracle_was_used(trace, &reading->evidence.at[i]) &&
                names(reading, &reading->evidence.at[i], word))
                return true;
        for (size_t i = 0; i < reading->time_count; i++)
            if (when_used(trace, &reading->times[i]) &&
                view_eq(word, part(reading, reading->times[i].from, reading->times[i].to)))
                return true;
    }
    return false;
}

bool reasons_only_words(const struct oracle_trace *trace, const readings *read,
                        const struct view *list, size_t count)
{
    for (size_t r = 0; r < read->n; r++)
        for (size_t i = 0; i < read->at[r]->evidence.n; i++) {
            const struct oracle_evidence *evidence = &read->at[r]->evidence.at[i];
            bool named = !oracle_was_used(trace, evidence);
            for (size_t k = 0; k < count && !named; k++)
                named = names(read->at[r], evidence, list[k]);
            if (!named)
                return false;
        }
    return true;
}

bool reasons_has_fact(const struct oracle_trace *trace, struct variable variable)
{
    for (size_t i = 0; i < trace->facts.n; i++)
        if (oracle_truth_same_variable(trace->facts.at[i], variable))
            return true;
    return false;
}

bool reasons_only_facts(const struct oracle_trace *trace, const struct variable *list, size_t count)
{
    for (size_t i = 0; i < trace->facts.n; i++) {
        bool named = trace->facts.at[i].kind == VAR_MATTER;
        for (size_t k = 0; k < count && !named; k++)
            named = oracle_truth_same_variable(trace->facts.at[i], list[k]);
        if (!named)
            return false;
    }
    return true;
}

/* Was the same word told before, in this text or an earlier one? */
static bool told_before(const struct oracle_trace *trace, const readings *read, size_t r, size_t i)
{
    const struct oracle_evidence *one = &read->at[r]->evidence.at[i];
    struct view text = part(read->at[r], one->from, one->to);
    for (size_t p = 0; p <= r; p++)
        for (size_t k = 0; k < (p < r ? read->at[p]->evidence.n : i); k++) {
            const struct oracle_evidence *other = &read->at[p]->evidence.at[k];
            if (oracle_was_used(trace, other) &&
                view_eq(text, part(read->at[p], other->from, other->to)))
                return true;
        }
    return false;
}

void reasons_tell(const struct model *model, const struct oracle_trace *trace, const readings *read,
                  struct buf *out)
{
    const char *between = "";
    for (size_t r = 0; r < read->n; r++)
        for (size_t i = 0; i < read->at[r]->evidence.n; i++) {
            const struct oracle_evidence *evidence = &read->at[r]->evidence.at[i];
            struct view text = part(read->at[r], evidence->from, evidence->to);
            if (!oracle_was_used(trace, evidence) || told_before(trace, read, r, i))
                continue;
            buf_print(out, "%s\"%.*s\"", between, VIEW_FMT(text));
            between = "、";
        }
    for (size_t i = 0; i < trace->facts.n; i++) {
        buf_text(out, between);
        oracle_tell_variable(model, trace->facts.at[i], out);
        between = "、";
    }
}
