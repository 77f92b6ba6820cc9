/* citizen_moves: what a citizen does to a case of theirs: rates the answer, says that it is not
 * fixed, urges, takes it back, adds to it. A clerk on the telephone does the same in their name. A
 * case that is not there, or not in a state for it, is left alone. */
#include "gateway/turn/self.h"

#include "dsl/base/utf8.h"

static enum store_error open_case(struct turn *turn, int64_t id, struct case_full *full,
                                  bool *there)
{
    enum store_error error = cases_get(turn->store, id, &turn->scratch, full);
    *there = error == STORE_OK;
    return error == STORE_NONE || error == STORE_SEALED ? STORE_OK : error;
}

/* ---- rating ---- */

static enum case_move move_of_rating(const struct case_full *full,
                                     const int rating[RATE_DIMENSIONS])
{
    int sum = 0;
    for (int i = 0; i < RATE_DIMENSIONS; i++)
        sum += rating[i];
    if (sum > RATE_POOR_AT * RATE_DIMENSIONS)
        return MOVE_RATE_GOOD;
    return full->line.poor_ratings ? MOVE_RATE_POOR_AGAIN : MOVE_RATE_POOR;
}

static enum store_error write_rating(struct turn *turn, struct case_full *full, enum case_move move,
                                     struct case_event *event)
{
    int64_t due_before = full->line.due;
    if (move != MOVE_RATE_GOOD) {
        full->line.poor_ratings++;
        deadline_redo(turn, full);
    }
    event->unit = full->line.unit;
    return move_write(turn, full, move, event, due_before);
}

enum store_error move_rate(struct turn *turn, int64_t case_id, const int rating[RATE_DIMENSIONS],
                           struct view words, enum told *told, struct case_brief *brief, bool *tell)
{
    struct case_full full;
    bool there;
    *tell = false;
    enum store_error error = open_case(turn, case_id, &full, &there);
    if (error != STORE_OK || !there)
        return error;
    enum case_move move = move_of_rating(&full, rating);
    if (!move_may(turn, &full, move, BY_CITIZEN))
        return STORE_OK;
    *tell = move != MOVE_RATE_GOOD;
    *told = move == MOVE_RATE_POOR ? TOLD_REDO : TOLD_SUPERVISED;
    struct case_event event = {.mover = BY_CITIZEN, .text = words};
    memcpy(event.rating, rating, sizeof event.rating);
    error = write_rating(turn, &full, move, &event);
    case_brief_of(&full, turn_prefix(turn), &turn->scratch, brief);
    return error;
}

static bool marks_are_whole(const int rating[RATE_DIMENSIONS])
{
    for (int i = 0; i < RATE_DIMENSIONS; i++)
        if (rating[i] < 1 || rating[i] > 5)
            return false;
    return true;
}

enum store_error move_rate_for(struct turn *turn, struct case_full *full,
                               const struct desk_move *asked, enum move_result *result)
{
    *result = MOVE_NEEDS_TEXT;
    if (!marks_are_whole(asked->rating))
        return STORE_OK;
    enum case_move move = move_of_rating(full, asked->rating);
    *result = move_may(turn, full, move, asked->mover) ? MOVE_MADE : MOVE_NOT_NOW;
    if (*result != MOVE_MADE)
        return STORE_OK;
    struct case_event event = {.mover = asked->mover, .user = asked->user, .text = asked->text};
    memcpy(event.rating, asked->rating, sizeof event.rating);
    enum store_error error = write_rating(turn, full, move, &event);
    if (error != STORE_OK || move == MOVE_RATE_GOOD)
        return error;
    return speak_tell(turn, full, move == MOVE_RATE_POOR ? TOLD_REDO : TOLD_SUPERVISED);
}

/* ---- not fixed; still waiting; not needed any more ---- */

enum store_error move_reopen(struct turn *turn, int64_t case_id, struct view why, enum told *told,
                             struct case_brief *brief)
{
    struct case_full full;
    bool there;
    *told = TOLD_REOPEN_LATE;
    enum store_error error = open_case(turn, case_id, &full, &there);
    if (error != STORE_OK || !there)
        return error;
    enum case_move move = full.line.poor_ratings ? MOVE_REOPEN_AGAIN : MOVE_REOPEN;
    if (move_may(turn, &full, move, BY_CITIZEN)) {
        int64_t due_before = full.line.due;
        struct case_event event = {.mover = BY_CITIZEN, .unit = full.line.unit, .text = why};
        full.line.flags |= CASE_REOPENED;
        full.line.poor_ratings++;
        deadline_redo(turn, &full);
        error = move_write(turn, &full, move, &event, due_before);
        *told = move == MOVE_REOPEN ? TOLD_REDO : TOLD_SUPERVISED;
    }
    case_brief_of(&full, turn_prefix(turn), &turn->scratch, brief);
    return error;
}

enum store_error move_urge(struct turn *turn, int64_t case_id, struct view words)
{
    struct case_full full;
    bool there;
    enum store_error error = open_case(turn, case_id, &full, &there);
    if (error != STORE_OK || !there || !move_may(turn, &full, MOVE_URGE, BY_CITIZEN))
        return error;
    struct case_event event = {.mover = BY_CITIZEN, .unit = full.line.unit, .text = words};
    return move_write(turn, &full, MOVE_URGE, &event, full.line.due);
}

enum store_error move_withdraw(struct turn *turn, int64_t case_id)
{
    struct case_full full;
    bool there;
    enum store_error error = open_case(turn, case_id, &full, &there);
    if (error != STORE_OK || !there || !move_may(turn, &full, MOVE_WITHDRAW, BY_CITIZEN))
        return error;
    struct case_event event = {.mover = BY_CITIZEN, .unit = full.line.unit};
    error = move_write(turn, &full, MOVE_WITHDRAW, &event, full.line.due);
    return error == STORE_OK ? followers_tell(turn, &full, TOLD_FOLLOWED_ENDED) : error;
}

/* ---- adding ---- */

static struct view both_texts(struct turn *turn, struct view said, struct view more)
{
    struct buf all;
    buf_init(&all, 2 * TALK_TEXT_MAX);
    buf_view(&all, said);
    if (all.n)
        buf_byte(&all, '\n');
    buf_view(&all, utf8_head(more, 2 * TALK_TEXT_MAX - all.n));
    struct view text = buf_keep(&all, &turn->scratch);
    buf_free(&all);
    return text;
}

/* What was waited for has come: the clock goes on. */
static enum store_error resume(struct turn *turn, struct case_full *full)
{
    int64_t due_before = full->line.due;
    struct case_event event = {.mover = BY_CITIZEN, .unit = full->line.unit};
    deadline_go(turn, full);
    return move_write(turn, full, MOVE_RESUME, &event, due_before);
}

enum store_error move_add(struct turn *turn, const struct person *person,
                          const struct talk_effects *effects, int64_t *case_id)
{
    struct case_full full;
    int64_t id;
    if (!case_number_parse(turn_prefix(turn), effects->added_case, &id))
        return STORE_OK;
    enum store_error error = cases_get(turn->store, id, &turn->scratch, &full);
    if (error == STORE_NONE || error == STORE_SEALED)
        return STORE_OK;
    if (error != STORE_OK || full.person != person->id)
        return error;
    *case_id = id;
    full.text = both_texts(turn, full.text, effects->added_text);
    if (effects->calmed)
        full.line.flags &= ~(unsigned)CASE_EMERGENCY;
    if (!full.place.n)
        full.place = effects->added_place;
    if (!full.contact.n)
        full.contact = effects->added_contact;
    if (!full.has_point && effects->added_has_point) {
        full.has_point = true;
        full.latitude = effects->added_latitude;
        full.longitude = effects->added_longitude;
    }
    if (effects->added_media.n && full.media_count < sizeof full.media / sizeof *full.media)
        full.media[full.media_count++] = effects->added_media;
    struct case_event event = {.case_id = id,
                               .at = turn->now,
                               .move = EVENT_ADDED,
                               .state = full.line.state,
                               .mover = BY_CITIZEN,
                               .unit = full.line.unit,
                               .text = effects->added_text};
    error = cases_update(turn->store, &full);
    if (error == STORE_OK)
        error = findable_put(turn, &full);
    if (error == STORE_OK)
        error = cases_add_event(turn->store, &full, &event);
    return error == STORE_OK && full.line.state == CASE_PAUSED ? resume(turn, &full) : error;
}
