/* aide: rows of what the rules' language model was asked. A request is paid for when it leaves, so
 * it is spent when it is written down, with the most it can cost; the answer corrects that. What is
 * never answered stays spent: nobody knows what it cost. */
#include "gateway/store/aide.h"

#include "dsl/base/civil.h"

const char *aide_use_action(enum aide_use use)
{
    static const char *const actions[] = {
#define AIDE_ACTION(name, action, zh, en) action,
        AIDE_USES(AIDE_ACTION)
#undef AIDE_ACTION
    };
    return actions[use];
}

const char *aide_outcome_code(enum aide_outcome outcome)
{
    static const char *const codes[] = {
#define AIDED_CODE(name, code, zh, en) code,
        AIDE_OUTCOMES(AIDED_CODE)
#undef AIDED_CODE
    };
    return codes[outcome];
}

static enum store_error spend(struct store *store, int64_t day, int64_t requests, int64_t tokens)
{
    struct db_call call = db_begin(store->db, OP_AIDE_SPEND);
    db_give_int(&call, day);
    db_give_int(&call, requests);
    db_give_int(&call, tokens);
    return db_run(&call);
}

enum store_error aide_ask(struct store *store, const struct aide_asked *asked)
{
    struct db_call call = db_begin(store->db, OP_AIDE_ASK);
    db_give_int(&call, asked->id);
    db_give_int(&call, asked->at);
    db_give_int(&call, (int64_t)asked->use);
    db_give_int(&call, asked->object);
    db_give_int(&call, asked->person);
    db_give_int(&call, asked->tokens);
    enum store_error error = db_run(&call);
    if (error != STORE_OK)
        return error;
    return spend(store, civil_local(asked->at, CHINA_OFFSET_MINUTES).day, 1, asked->tokens);
}

enum store_error aide_take(struct store *store, int64_t id, struct aide_asked *out)
{
    struct db_call call = db_begin(store->db, OP_AIDE_GET);
    db_give_int(&call, id);
    enum store_error error = db_next(&call);
    if (error == STORE_OK)
        *out = (struct aide_asked){.id = id,
                                   .at = db_int(&call, 0),
                                   .use = db_int(&call, 1) == AIDE_PROPOSE ? AIDE_PROPOSE
                                                                           : AIDE_REPHRASE,
                                   .object = db_int(&call, 2),
                                   .person = db_int(&call, 3),
                                   .tokens = db_int(&call, 4)};
    db_end(&call);
    if (error != STORE_OK)
        return error;
    call = db_begin(store->db, OP_AIDE_DROP);
    db_give_int(&call, id);
    return db_run(&call);
}

enum store_error aide_any(struct store *store, int64_t *id)
{
    struct db_call call = db_begin(store->db, OP_AIDE_ANY);
    enum store_error error = db_next(&call);
    if (error == STORE_OK)
        *id = db_int(&call, 0);
    db_end(&call);
    return error;
}

enum store_error aide_cost(struct store *store, int64_t from, int64_t to, struct aide_cost *out)
{
    struct db_call call = db_begin(store->db, OP_AIDE_COST);
    db_give_int(&call, from);
    db_give_int(&call, to);
    enum store_error error = db_next(&call);
    if (error == STORE_OK)
        *out = (struct aide_cost){db_int(&call, 0), db_int(&call, 1)};
    db_end(&call);
    return error;
}

enum store_error aide_correct(struct store *store, int64_t day, int64_t tokens)
{
    return tokens ? spend(store, day, 0, tokens) : STORE_OK;
}

enum store_error aide_propose(struct store *store, int64_t case_id,
                              const struct aide_proposal *proposal)
{
    struct db_call call = db_begin(store->db, OP_AIDE_PROPOSE);
    db_give_int(&call, case_id);
    db_give_int(&call, proposal->at);
    db_give_text(&call, proposal->model);
    db_give_text(&call, proposal->lines);
    return db_run(&call);
}

enum store_error aide_proposal(struct store *store, int64_t case_id, struct arena *arena,
                               struct aide_proposal *out)
{
    struct db_call call = db_begin(store->db, OP_AIDE_PROPOSAL);
    db_give_int(&call, case_id);
    enum store_error error = db_next(&call);
    if (error == STORE_OK)
        *out = (struct aide_proposal){db_int(&call, 0), view_keep(arena, db_view(&call, 1)),
                                      view_keep(arena, db_view(&call, 2))};
    db_end(&call);
    return error;
}
