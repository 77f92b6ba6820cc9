/* case_sheet: all that the desk shows of one case, read and told as JSON. Private to the desk's
 * files in gateway/web. */
#ifndef ZHIDA_CASE_SHEET_H
#define ZHIDA_CASE_SHEET_H

#include "gateway/desk/case_talk.h"
#include "gateway/store/media.h"
#include "gateway/web/turn_json.h"

struct case_sheet {
    struct case_full full;
    struct case_event *events;
    struct view *actors; /* names of the events' users */
    size_t event_count;
    struct turn_row *talk;
    struct turn_sayer *sayers; /* of each turn */
    size_t talk_count;
    struct media_row media[9];
    size_t media_count;
    int64_t followers; /* others who reported the same and wait for the answer */
    bool reveal;       /* numbers are shown */
};

/* Reads all but the case itself, which is there. */
enum store_error case_sheet_read(struct desk_call *call, struct case_sheet *sheet) STORE_CHECKED;
/* Takes out of a case what the caller may not see of a confidential report (confidential_api.c). */
enum store_error case_hide(struct desk_call *call, struct case_full *full) STORE_CHECKED;
/* For the dispatcher: the summary for units, and the units it is about. */
void confidential_put_json(struct desk_call *call, const struct case_full *full, json_t *root);
/* Writes both, from the request. */
enum web_error confidential_write(struct desk_call *call, const struct case_full *full);
/* rules: those in force, or NULL. */
json_t *case_sheet_json(struct desk_call *call, const struct rules *rules,
                        const struct case_sheet *sheet);

/* For the dispatcher: what the rules' language model proposed, as "proposal". rules may be NULL. */
void proposal_put_json(struct desk_call *call, const struct rules *rules,
                       const struct case_line *line, json_t *root);

/* Why a move was not made. */
enum web_error web_error_of_move(enum move_result result);

/* How the deadline is counted: {"from","count","measure","days":[...]}; empty without one. rules
 * may be NULL. */
json_t *deadline_json(const struct rules *rules, const struct case_full *full);

/* Makes telephone and identity numbers among a decision's mentions unreadable. */
void decision_mask(json_t *decision, struct arena *arena);

/* Pieces that lists use too: {"code","zh","en"} of a code, by the rules in force. */
json_t *named_json(const struct rules *rules, enum rules_noun noun, struct view code);
/* What a list and a sheet share: id, number, state, flags, names, times. */
json_t *case_head_json(const struct rules *rules, const struct case_line *line,
                       struct arena *arena);
/* {"zh","en"}: display of a duty; text: as it was displayed when filed. */
json_t *duty_json(const struct rules *rules, struct view code, struct view text);

#endif
