/* sim_desk: officials who sign, answer, return and assign cases, and a campaign that sends offers.
 * A move that was acknowledged must stand in the case's history once. */
#include "tests/sim/sim.h"

#include "gateway/store/cases.h"

struct moving {
    struct sim *sim;
    struct made *made;
};

/* ---- moves ---- */

static void move_done(struct input *input)
{
    struct moving *moving = input->owner;
    struct sim *sim = moving->sim;
    if (!process_acts(sim) && input->outcome == TURN_DONE && input->moved == MOVE_MADE)
        moving->made->acknowledged = true;
    input_free(input);
}

static bool move_for(struct sim *sim, enum case_state state, struct desk_move *move)
{
    static const enum case_move by_unit[] = {MOVE_SIGN, MOVE_SIGN, MOVE_ANSWER, MOVE_ANSWER,
                                             MOVE_RETURN};
    move->mover = BY_UNIT;
    move->move = by_unit[chance_below(&sim->chance, 5)];
    if (state == CASE_RECEIVED || state == CASE_RETURNED || chance_permille(&sim->chance, 50)) {
        move->mover = BY_DISPATCHER;
        move->move = MOVE_ASSIGN;
    }
    return case_may(move->move, state, move->mover);
}

/* Now and then an answer that takes several messages. */
static struct view text_of_move(struct sim *sim, enum case_move move)
{
    struct buf text;
    buf_init(&text, 8192);
    buf_print(&text, "move %zu ", sim->made_count);
    if (move == MOVE_ANSWER && chance_permille(&sim->chance, 250))
        for (int i = 0; i < 150; i++)
            buf_text(&text, "已经到现场看过。");
    struct view kept = buf_keep(&text, &sim->arena);
    buf_free(&text);
    return kept;
}

static void submit_move(struct sim *sim, struct desk_move move)
{
    if (sim->made_count == MADE_MAX)
        return;
    struct moving *moving = ARENA_NEW(&sim->arena, struct moving);
    struct made *made = ARENA_NEW(&sim->arena, struct made);
    *made = (struct made){
        .case_id = move.case_id, .move = move.move, .text = text_of_move(sim, move.move)};
    sim->made[sim->made_count++] = made;
    *moving = (struct moving){sim, made};
    struct input *input = input_new(INPUT_MOVE);
    input->move = move;
    input->move.text = made->text;
    input->done = move_done;
    input->owner = moving;
    sim_trace(sim, "desk: move %d of case %lld", move.move, (long long)move.case_id);
    process_submit(sim, input);
}

static struct view some_unit(struct sim *sim, struct arena *arena)
{
    struct rules_held *held = rulebook_take(sim->rulebook);
    int count = rules_counts(&held->rules).units;
    struct view code = rules_code(&held->rules, NOUN_UNIT, (int)chance_below(&sim->chance, count));
    code = view_keep(arena, code);
    rulebook_put(sim->rulebook, held);
    return code;
}

static void work_case(struct sim *sim, struct arena *arena)
{
    struct case_filter filter = {.max = 50, .unit = VIEW("")};
    struct case_line *lines;
    size_t count;
    if (cases_list(&sim->store, &filter, arena, &lines, &count) != STORE_OK || !count)
        return;
    const struct case_line *line = &lines[chance_below(&sim->chance, (int64_t)count)];
    struct desk_move move = {.case_id = line->id, .user = 1, .unit = VIEW("")};
    if (!move_for(sim, line->state, &move))
        return;
    if (move.move == MOVE_ASSIGN)
        move.unit = view_keep(&sim->arena, some_unit(sim, arena));
    submit_move(sim, move);
}

void desk_act(struct sim *sim)
{
    struct arena arena;
    if (process_gone(sim))
        return;
    arena_init(&arena, 8 << 20);
    work_case(sim, &arena);
    arena_free(&arena);
}

/* ---- offers ---- */

struct campaign {
    struct sim *sim;
    struct citizen *citizen;
    int64_t account;
};

static enum store_error add_offer(struct store *store, const struct campaign *campaign,
                                  struct arena *arena)
{
    struct person person;
    struct outbound offer = {.class_ = OUT_OFFER, .text = VIEW("一项新政策可能适合您")};
    enum store_error error =
        people_find(store, campaign->account, campaign->citizen->name, arena, &person);
    if (error != STORE_OK)
        return error == STORE_NONE ? STORE_OK : error;
    struct turn_row row = {.id = store->next_turn++,
                           .person = person.id,
                           .before = person.last_turn,
                           .at = sim_now(campaign->sim)};
    error = turns_add(store, &person, &row);
    person.last_turn = row.id;
    if (error == STORE_OK)
        error = people_save_talk(store, &person);
    struct buf body;
    buf_init(&body, 4096);
    outbound_pack(&offer, &body);
    struct outbox_row out = {.id = row.id * OUTBOX_PARTS,
                             .person = person.id,
                             .account = person.account,
                             .class_ = OUT_OFFER,
                             .about = 1,
                             .due = sim_now(campaign->sim),
                             .body = buf_seen(&body)};
    if (error == STORE_OK)
        error = outbox_add(store, &person, &out);
    buf_free(&body);
    return error;
}

static enum store_error offer_job(struct store *store, void *argument)
{
    struct arena arena;
    arena_init(&arena, 1 << 20);
    enum store_error error = add_offer(store, argument, &arena);
    arena_free(&arena);
    return error;
}

void desk_offers(struct sim *sim)
{
    struct citizen *citizen = &sim->people[chance_below(&sim->chance, sim->people_count)];
    if (process_gone(sim) || citizen->kind == CHANNEL_APP)
        return;
    struct campaign *campaign = ARENA_NEW(&sim->arena, struct campaign);
    *campaign = (struct campaign){sim, citizen, process_account(sim, citizen->kind)->id};
    struct input *input = input_new(INPUT_JOB);
    input->job = offer_job;
    input->argument = campaign;
    process_submit(sim, input);
}
