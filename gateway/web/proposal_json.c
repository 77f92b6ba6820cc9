/* proposal_json: what the rules' language model proposed for a case, for the dispatcher alone and
 * only while somebody still has to choose. Names come from the rules in force; a unit that they no
 * longer have is left out. */
#include "gateway/store/aide.h"
#include "gateway/web/case_sheet.h"

static json_t *candidate_json(const struct rules *rules, struct view unit, struct view duty)
{
    json_t *one = named_json(rules, NOUN_UNIT, unit);
    json_put(one, "duty_code", duty);
    json_object_set_new(one, "duty", duty.n ? duty_json(rules, duty, VIEW("")) : json_null());
    return one;
}

static json_t *candidates_json(const struct rules *rules, struct view lines)
{
    json_t *list = json_array();
    while (lines.n) {
        struct view line = view_cut(&lines, '\n'), unit = view_cut(&line, '\t');
        if (rules_find(rules, NOUN_UNIT, unit) != NONE)
            json_array_append_new(list, candidate_json(rules, unit, line));
    }
    return list;
}

void proposal_put_json(struct desk_call *call, const struct rules *rules,
                       const struct case_line *line, json_t *root)
{
    struct aide_proposal proposal;
    bool open = line->state == CASE_RECEIVED || line->state == CASE_RETURNED;
    if (!rules || !open || !(call->user.roles & ROLE_DISPATCHER) ||
        aide_proposal(call->reader, line->id, call->arena, &proposal) != STORE_OK)
        return;
    json_t *one = json_object();
    json_put(one, "model", proposal.model);
    json_put_int(one, "at", proposal.at);
    json_object_set_new(one, "candidates", candidates_json(rules, proposal.lines));
    json_object_set_new(root, "proposal", one);
}
