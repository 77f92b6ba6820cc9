/* confidential: a row beside the case. The summary is sealed with the case's own secret: it goes
 * when the case's content goes. */
#include "gateway/store/confidential.h"

#include "gateway/store/sealed.h"

static struct seal_place place_of(const struct case_full *of)
{
    return (struct seal_place){SEAL_CONFIDENTIAL, of->line.id, 0};
}

enum store_error confidential_get(struct store *store, const struct case_full *of,
                                  struct arena *arena, struct confidential *out)
{
    *out = (struct confidential){.complained = VIEW(""), .summary = VIEW("")};
    struct db_call call = db_begin(store->db, OP_CONFIDENTIAL_GET);
    db_give_int(&call, of->line.id);
    enum store_error error = db_next(&call);
    if (error == STORE_OK) {
        out->complained = view_keep(arena, db_view(&call, 0));
        out->user = db_int(&call, 2);
        out->at = db_int(&call, 3);
        if (of->secret.n)
            error = sealed_open(store, of->secret, -of->line.id, place_of(of), db_view(&call, 1),
                                arena, &out->summary);
    }
    db_end(&call);
    return error == STORE_NONE ? STORE_OK : error;
}

enum store_error confidential_put(struct store *store, const struct case_full *of,
                                  const struct confidential *row)
{
    struct view closed = VIEW("");
    enum store_error error = STORE_OK;
    if (row->summary.n)
        error = sealed_close(store, of->secret, -of->line.id, place_of(of), row->summary, &closed);
    if (error != STORE_OK)
        return error;
    struct db_call call = db_begin(store->db, OP_CONFIDENTIAL_PUT);
    db_give_int(&call, of->line.id);
    db_give_text(&call, row->complained);
    db_give_bytes(&call, closed);
    db_give_int(&call, row->user);
    db_give_int(&call, row->at);
    return db_run(&call);
}

bool confidential_names(const struct confidential *row, struct view unit)
{
    struct view rest = row->complained;
    while (rest.p && rest.n)
        if (view_eq(view_cut(&rest, '\n'), unit))
            return true;
    return false;
}
