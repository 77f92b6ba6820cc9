/* forget: a person's secret is destroyed, and with it everything that was sealed with it: name,
 * conversation, turns, what still waits to be sent. What they follow they follow no more, and what
 * an erased case was like goes with its words. What has a secret of its own is looked after
 * one by one: cases (which lose the person, whatever becomes of them), files, and inputs that were
 * put aside. Files are only marked as going here; whoever works the store's clock removes them and
 * their rows (turn/leftovers.c). */
#include "gateway/store/forget.h"

#include "gateway/store/alike.h"
#include "gateway/store/ideas.h"
#include "gateway/store/media.h"
#include "gateway/store/members.h"
#include "gateway/store/parked.h"
#include "gateway/store/taken.h"

enum { CASES_MOST = 10000, FILES_MOST = 100000, PARKED_PAGE = 100 };

struct forgetting {
    struct store *store;
    const struct person *person;
    struct arena *arena;
    bool with_cases;
    struct view *kept; /* files that a case names which stays */
    size_t kept_count, kept_room;
    struct forgotten *out;
};

static bool is_over(enum case_state state)
{
    return state >= CASE_FIRST_FINAL;
}

static void keep_file(struct forgetting *f, struct view id)
{
    if (f->kept_count < f->kept_room)
        f->kept[f->kept_count++] = id;
}

static enum store_error forget_case(struct forgetting *f, int64_t id)
{
    struct case_full full;
    enum store_error error = cases_get(f->store, id, f->arena, &full);
    if (error != STORE_OK)
        return error;
    if (f->with_cases && is_over(full.line.state)) {
        f->out->cases_closed++;
        error = likeness_drop(f->store, id);
        return error == STORE_OK ? cases_erase(f->store, &id, 1) : error;
    }
    f->out->cases_kept++;
    for (size_t i = 0; i < full.media_count; i++)
        keep_file(f, full.media[i]);
    return STORE_OK;
}

static enum store_error forget_cases(struct forgetting *f)
{
    int64_t *ids;
    size_t count;
    enum store_error error =
        cases_ids_of_person(f->store, f->person->id, CASES_MOST, f->arena, &ids, &count);
    f->kept_room = count * (sizeof((struct case_full){0}.media) / sizeof(struct view));
    f->kept = ARENA_ARRAY(f->arena, f->kept_room, struct view);
    for (size_t i = 0; i < count && error == STORE_OK; i++)
        error = forget_case(f, ids[i]);
    return error == STORE_OK ? cases_unname(f->store, f->person->id) : error;
}

static bool is_kept(const struct forgetting *f, struct view id)
{
    for (size_t i = 0; i < f->kept_count; i++)
        if (view_eq(f->kept[i], id))
            return true;
    return false;
}

static enum store_error forget_files(struct forgetting *f)
{
    struct view *ids;
    size_t count;
    enum store_error error =
        media_of_person(f->store, f->person->id, FILES_MOST, f->arena, &ids, &count);
    for (size_t i = 0; i < count && error == STORE_OK; i++) {
        if (is_kept(f, ids[i]))
            continue;
        f->out->files++;
        error = media_let_go(f->store, ids[i]);
    }
    return error;
}

static bool is_theirs(const struct forgetting *f, const struct parked_row *row)
{
    struct reader in = reader_of(row->body);
    struct view sender = read_packed(&in); /* it comes first */
    return row->account == f->person->account && !in.bad && view_eq(sender, f->person->sender);
}

static enum store_error forget_parked(struct forgetting *f)
{
    struct parked_row *rows;
    size_t count = PARKED_PAGE;
    enum store_error error = STORE_OK;
    for (int64_t after = 0; error == STORE_OK && count == PARKED_PAGE;) {
        error = parked_list(f->store, after, PARKED_PAGE, f->arena, &rows, &count);
        for (size_t i = 0; i < count && error == STORE_OK; i++) {
            after = rows[i].id;
            if (!is_theirs(f, &rows[i]))
                continue;
            f->out->parked++;
            error = parked_drop(f->store, rows[i].id);
        }
    }
    return error;
}

enum store_error person_forget(struct store *store, const struct person *person, bool with_cases,
                               struct arena *arena, struct forgotten *out)
{
    struct forgetting f = {
        .store = store, .person = person, .arena = arena, .with_cases = with_cases, .out = out};
    *out = (struct forgotten){0};
    enum store_error error = forget_cases(&f);
    if (error == STORE_OK)
        error = forget_files(&f);
    if (error == STORE_OK)
        error = forget_parked(&f);
    if (error == STORE_OK)
        error = follower_forget(store, person->id);
    if (error == STORE_OK)
        error = ideas_forget(store, person->id, with_cases);
    if (error == STORE_OK)
        error = members_forget(store, person->id);
    if (error == STORE_OK)
        error = taken_drop(store, person->id);
    return error == STORE_OK ? people_erase(store, person->id) : error;
}
