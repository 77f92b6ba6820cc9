/* visits: what a citizen does with a case on the progress page.
 *
 * Whoever has number and query code may do what the person who filed the case may do in the chat:
 * rate the answer, add a remark, withdraw. The page has checked the code; here the state is held
 * against the table once more, since it may have moved on since the page was shown. The moves
 * themselves are the chat's. A poor rating tells the person by their own channel too, as a record
 * of it: somebody else may have held the paper with the code. */
#include "gateway/turn/self.h"

static enum store_error rate(struct turn *turn, const struct citizen_visit *visit,
                             struct case_full *full, enum move_result *result)
{
    enum told told;
    struct case_brief brief;
    bool tell;
    for (int i = 0; i < RATE_DIMENSIONS; i++)
        if (visit->rating[i] < 1 || visit->rating[i] > 5) {
            *result = MOVE_NEEDS_TEXT;
            return STORE_OK;
        }
    if (!case_may(MOVE_RATE_GOOD, full->line.state, BY_CITIZEN))
        return STORE_OK;
    *result = MOVE_MADE;
    enum store_error error =
        move_rate(turn, visit->case_id, visit->rating, VIEW(""), &told, &brief, &tell);
    if (error == STORE_OK && tell)
        error = cases_get(turn->store, visit->case_id, &turn->scratch, full);
    return error == STORE_OK && tell ? speak_tell(turn, full, told) : error;
}

/* A move without more than its words. */
static enum store_error plain(struct turn *turn, const struct citizen_visit *visit,
                              enum case_move move, enum move_result *result)
{
    struct desk_move asked = {
        .case_id = visit->case_id, .move = move, .mover = BY_CITIZEN, .text = visit->text};
    return move_work(turn, &asked, result);
}

/* The case's own person, or nobody: move_add() asks who it is. */
static enum store_error add(struct turn *turn, const struct citizen_visit *visit,
                            const struct case_full *full, enum move_result *result)
{
    struct person same = {.id = full->person};
    int64_t id = 0;
    struct talk_effects effects = {
        .added_case = case_number_text(turn_prefix(turn), visit->case_id, &turn->scratch),
        .added_text = visit->text};
    if (case_state_info(full->line.state)->final)
        return STORE_OK;
    enum store_error error = move_add(turn, &same, &effects, &id);
    *result = id ? MOVE_MADE : MOVE_NOT_NOW;
    return error;
}

static enum store_error withdraw(struct turn *turn, const struct citizen_visit *visit,
                                 const struct case_full *full, enum move_result *result)
{
    if (!case_may(MOVE_WITHDRAW, full->line.state, BY_CITIZEN))
        return STORE_OK;
    *result = MOVE_MADE;
    return move_withdraw(turn, visit->case_id);
}

enum store_error visit_work(struct turn *turn, const struct citizen_visit *visit,
                            enum move_result *result)
{
    struct case_full full;
    *result = MOVE_NO_CASE;
    enum store_error error = cases_get(turn->store, visit->case_id, &turn->scratch, &full);
    if (error == STORE_NONE || error == STORE_SEALED)
        return STORE_OK;
    *result = MOVE_NOT_NOW;
    if (error != STORE_OK)
        return error;
    switch (visit->act) {
    case VISIT_RATE:
        return rate(turn, visit, &full, result);
    case VISIT_ADD:
        return add(turn, visit, &full, result);
    case VISIT_WITHDRAW:
        return withdraw(turn, visit, &full, result);
    case VISIT_URGE:
        return plain(turn, visit, MOVE_URGE, result);
    case VISIT_REOPEN:
        return plain(turn, visit, full.line.poor_ratings ? MOVE_REOPEN_AGAIN : MOVE_REOPEN, result);
    }
    return STORE_OK;
}
