/* followers: the same matter from several people, as far as the turn has to do with it.
 *
 * When a matter is read back, the store is asked whether others reported it; if so, following it is
 * offered beside filing. Who follows gets no case: one more event stands in the other's, and they
 * are told when it is answered or taken back. What is filed joins its topic. Once an hour what is
 * too old to matter is dropped. */
#include "gateway/turn/self.h"

#include "gateway/topics/topics.h"

enum { TOLD_AT_ONCE = 100, LOOK_SECONDS = 3600, SWEEP_SECONDS = 3600, AGAIN_SECONDS = 2 };

enum store_error followers_offer(struct turn *turn, const struct person *person,
                                 struct talk_state *state, struct talk_effects *effects)
{
    const struct rules *rules = &turn->rules->rules;
    const struct talk_alike *alike = effects->alike;
    struct topics_found found;
    if (!alike)
        return STORE_OK;
    struct topics_matter matter = {.text = alike->text,
                                   .category = alike->category,
                                   .duty = alike->duty,
                                   .area = alike->area,
                                   .person = person->id,
                                   .now = turn->now};
    enum store_error error = topics_find(turn->store, rules, &matter, &turn->scratch, &found);
    if (error != STORE_OK || !found.case_id || !found.people)
        return error;
    struct talk_follow offer = {case_number_text(turn_prefix(turn), found.case_id, &turn->scratch),
                                found.people};
    talk_offer_follow(rules, state, &offer, &turn->scratch, effects);
    return STORE_OK;
}

enum store_error followers_join(struct turn *turn, const struct case_full *filed)
{
    struct topics_matter matter = {.text = filed->text,
                                   .category = filed->line.category,
                                   .duty = filed->line.duty,
                                   .area = filed->line.area,
                                   .person = filed->person,
                                   .now = turn->now};
    return topics_join(turn->store, &turn->rules->rules, filed->line.id, &matter, &turn->scratch);
}

/* ---- telling ---- */

/* There may be thousands, and the desk waits for its move: they are told afterwards, some a batch.
 */
enum store_error followers_tell(struct turn *turn, const struct case_full *about, enum told told)
{
    turn->followers_look_at = 0;
    return follower_tell(turn->store, about->line.id, (int)told + 1);
}

enum store_error followers_merge(struct turn *turn, const struct case_full *from, int64_t into)
{
    turn->followers_look_at = 0;
    enum store_error error =
        follower_tell(turn->store, from->line.id, (int)TOLD_FOLLOWED_MERGED + 1);
    if (error == STORE_OK)
        error = follower_move(turn->store, from->line.id, into);
    if (error != STORE_OK || !from->person)
        return error;
    error = follower_add(turn->store, into, from->person, turn->now);
    return error == STORE_CONFLICT ? STORE_OK : error;
}

static enum store_error tell_one(struct turn *turn, const struct follower_due *whom)
{
    struct case_full full;
    enum store_error error = cases_get(turn->store, whom->case_id, &turn->scratch, &full);
    if (error == STORE_OK)
        error = speak_tell_person(turn, &full, whom->person, (enum told)(whom->what - 1));
    if (error != STORE_OK && error != STORE_NONE && error != STORE_SEALED)
        return error;
    return follower_told(turn->store, whom);
}

bool followers_due(const struct turn *turn)
{
    return turn->followers_look_at <= turn->now;
}

enum store_error followers_work(struct turn *turn, size_t *worked)
{
    struct follower_due due[TOLD_AT_ONCE];
    size_t count;
    if (!followers_due(turn))
        return STORE_OK;
    enum store_error error = follower_due(turn->store, TOLD_AT_ONCE, due, &count);
    for (size_t i = 0; i < count && error == STORE_OK; i++) {
        arena_reset(&turn->scratch);
        error = tell_one(turn, &due[i]);
    }
    *worked += count;
    if (error == STORE_OK)
        turn->followers_look_at = count == TOLD_AT_ONCE ? turn->now : turn->now + LOOK_SECONDS;
    return error;
}

/* ---- following ---- */

static bool is_over(const struct case_full *of)
{
    return of->line.state == CASE_ANSWERED || of->line.state >= CASE_FIRST_FINAL;
}

static enum store_error note_follower(struct turn *turn, const struct case_full *of)
{
    struct case_event event = {.case_id = of->line.id,
                               .at = turn->now,
                               .move = EVENT_FOLLOWED,
                               .state = of->line.state,
                               .mover = BY_CITIZEN,
                               .unit = of->line.unit,
                               .text = VIEW("")};
    return cases_add_event(turn->store, of, &event);
}

enum store_error followers_add(struct turn *turn, const struct person *person, struct view number,
                               int64_t *id)
{
    int64_t parsed;
    struct case_full full;
    *id = 0;
    if (!case_number_parse(turn_prefix(turn), number, &parsed))
        return STORE_OK;
    enum store_error error = cases_get(turn->store, parsed, &turn->scratch, &full);
    if (error == STORE_NONE || error == STORE_SEALED)
        return STORE_OK;
    *id = parsed;
    if (error == STORE_OK)
        error = topics_follow(turn->store, &full.line, person->id, turn->now, &turn->scratch);
    if (error == STORE_CONFLICT) /* the button was pressed twice */
        return STORE_OK;
    if (error == STORE_OK)
        error = note_follower(turn, &full);
    turn_count(turn, METRIC_FOLLOWED, error == STORE_OK);
    return error;
}

/* It was answered between the offer and the yes. */
enum store_error followers_late(struct turn *turn, const struct person *person, int64_t id)
{
    struct case_full full;
    enum store_error error = cases_get(turn->store, id, &turn->scratch, &full);
    if (error == STORE_NONE || error == STORE_SEALED || (error == STORE_OK && !is_over(&full)))
        return STORE_OK;
    enum told told =
        full.line.state == CASE_WITHDRAWN ? TOLD_FOLLOWED_ENDED : TOLD_FOLLOWED_ANSWERED;
    return error == STORE_OK ? speak_tell_person(turn, &full, person->id, told) : error;
}

/* How those stand that the person follows: number, unit, state; nothing that was said. */
enum store_error followers_read(struct turn *turn, const struct person *person,
                                struct talk_reads *reads)
{
    int64_t ids[sizeof reads->followed / sizeof *reads->followed];
    size_t count;
    enum store_error error =
        follower_of_person(turn->store, person->id, sizeof ids / sizeof *ids, ids, &count);
    for (size_t i = 0; i < count && error == STORE_OK; i++) {
        struct case_full full;
        error = cases_get(turn->store, ids[i], &turn->scratch, &full);
        if (error == STORE_NONE || error == STORE_SEALED) {
            error = STORE_OK;
            continue;
        }
        if (error != STORE_OK)
            break;
        struct case_brief *brief = &reads->followed[reads->followed_count++];
        case_brief_of(&full, turn_prefix(turn), &turn->scratch, brief);
        brief->answer = brief->code = VIEW("");
    }
    return error;
}

/* ---- sweeping ---- */

/* Rides along with a batch; an idle gateway has nothing that grows old. */
enum store_error followers_sweep(struct turn *turn)
{
    bool more;
    if (turn->topics_look_at > turn->now)
        return STORE_OK;
    enum store_error error = topics_sweep(turn->store, turn->now, &turn->batch, &more);
    if (error == STORE_OK)
        turn->topics_look_at = turn->now + (more ? AGAIN_SECONDS : SWEEP_SECONDS);
    return error;
}
