/* idea_steps: what happened to a suggestion or a wish, as rows that are never changed, and the
 * campaigns. A step's text is sealed with the idea's secret; a campaign is for everybody to read
 * and stands in the open. */
#include "gateway/store/ideas.h"

#include "gateway/store/sealed.h"

static struct seal_place step_place(const struct idea *of, int64_t n)
{
    return (struct seal_place){SEAL_IDEA_STEP, of->id, n};
}

static enum store_error next_step(struct store *store, int64_t idea, int64_t *n)
{
    struct db_call call = db_begin(store->db, OP_IDEA_STEP_LAST);
    db_give_int(&call, idea);
    enum store_error error = db_next(&call);
    *n = error == STORE_OK && !db_is_null(&call, 0) ? db_int(&call, 0) + 1 : 1;
    db_end(&call);
    return error;
}

enum store_error idea_step_add(struct store *store, const struct idea *of,
                               const struct idea_step *step)
{
    int64_t n;
    struct view closed = VIEW("");
    enum store_error error = next_step(store, of->id, &n);
    if (error == STORE_OK)
        error = sealed_close(store, of->secret, 0, step_place(of, n), step->text, &closed);
    if (error != STORE_OK)
        return error;
    struct db_call call = db_begin(store->db, OP_IDEA_STEP_ADD);
    db_give_int(&call, of->id);
    db_give_int(&call, n);
    db_give_int(&call, step->at);
    db_give_int(&call, step->move);
    db_give_int(&call, step->state);
    db_give_int(&call, step->mover);
    db_give_int(&call, step->user);
    db_give_bytes(&call, closed);
    return db_run(&call);
}

enum store_error idea_steps(struct store *store, const struct idea *of, struct arena *arena,
                            struct idea_step **out, size_t *count)
{
    enum { STEPS_MOST = 200 };
    enum store_error error = STORE_OK;
    struct db_call call = db_begin(store->db, OP_IDEA_STEPS);
    db_give_int(&call, of->id);
    *out = ARENA_ARRAY(arena, STEPS_MOST, struct idea_step);
    *count = 0;
    while (*count < STEPS_MOST && (error = db_next(&call)) == STORE_OK) {
        struct idea_step *step = &(*out)[*count];
        *step = (struct idea_step){.n = db_int(&call, 0),
                                   .at = db_int(&call, 1),
                                   .move = (int)db_int(&call, 2),
                                   .state = (enum idea_state)db_int(&call, 3),
                                   .mover = (unsigned)db_int(&call, 4),
                                   .user = db_int(&call, 5),
                                   .text = VIEW("")};
        if (of->secret.n)
            error = sealed_open(store, of->secret, 0, step_place(of, step->n), db_view(&call, 6),
                                arena, &step->text);
        if (error != STORE_OK)
            break;
        (*count)++;
    }
    db_end(&call);
    return error == STORE_NONE ? STORE_OK : error;
}

/* ---- campaigns ---- */

static void give_campaign(struct db_call *call, const struct idea_campaign *campaign)
{
    db_give_text(call, campaign->topic);
    db_give_text(call, campaign->body);
    db_give_int(call, campaign->starts);
    db_give_int(call, campaign->ends);
    db_give_text(call, campaign->areas);
    db_give_text(call, campaign->categories);
    db_give_int(call, campaign->user);
    db_give_int(call, campaign->at);
}

enum store_error idea_campaign_put(struct store *store, struct idea_campaign *campaign)
{
    bool fresh = !campaign->id;
    struct db_call call = db_begin(store->db, fresh ? OP_IDEA_CAMPAIGN_ADD : OP_IDEA_CAMPAIGN_SET);
    give_campaign(&call, campaign);
    if (!fresh) {
        db_give_int(&call, campaign->id);
        return db_run(&call);
    }
    enum store_error error = db_next(&call);
    if (error == STORE_OK)
        campaign->id = db_int(&call, 0);
    db_end(&call);
    return error;
}

static struct idea_campaign campaign_of(const struct db_call *call, struct arena *arena)
{
    return (struct idea_campaign){.id = db_int(call, 0),
                                  .topic = view_keep(arena, db_view(call, 1)),
                                  .body = view_keep(arena, db_view(call, 2)),
                                  .starts = db_int(call, 3),
                                  .ends = db_int(call, 4),
                                  .areas = view_keep(arena, db_view(call, 5)),
                                  .categories = view_keep(arena, db_view(call, 6)),
                                  .user = db_int(call, 7),
                                  .at = db_int(call, 8)};
}

enum store_error idea_campaign_get(struct store *store, int64_t id, struct arena *arena,
                                   struct idea_campaign *out)
{
    struct db_call call = db_begin(store->db, OP_IDEA_CAMPAIGN_GET);
    db_give_int(&call, id);
    enum store_error error = db_next(&call);
    if (error == STORE_OK)
        *out = campaign_of(&call, arena);
    db_end(&call);
    return error;
}

enum store_error idea_campaigns(struct store *store, int64_t ends_after, size_t max,
                                struct arena *arena, struct idea_campaign *out, size_t *count)
{
    enum store_error error = STORE_OK;
    struct db_call call = db_begin(store->db, OP_IDEA_CAMPAIGN_LIST);
    db_give_int(&call, ends_after);
    db_give_int(&call, (int64_t)max);
    *count = 0;
    while (*count < max && (error = db_next(&call)) == STORE_OK) {
        out[*count] = campaign_of(&call, arena);
        out[(*count)++].ideas = db_int(&call, 9);
    }
    db_end(&call);
    return error == STORE_NONE ? STORE_OK : error;
}
