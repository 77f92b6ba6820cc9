/* board: rows of the message board, and the words they are found by.
 *
 * A row is made once and never taken away: what was published and taken down keeps its text and
 * says who did it and why. The words are in a table of their own, one number for each pair of
 * characters, so that a search is plain SQL: the entries that have all of them. An entry has words
 * only while it is published. */
#include "gateway/store/board.h"

static struct board_entry entry_of(const struct db_call *call, struct arena *arena)
{
    return (struct board_entry){.id = db_int(call, 0),
                                .case_id = db_int(call, 1),
                                .state = (enum board_state)db_int(call, 2),
                                .title = view_keep(arena, db_view(call, 3)),
                                .question = view_keep(arena, db_view(call, 4)),
                                .answer = view_keep(arena, db_view(call, 5)),
                                .category = view_keep(arena, db_view(call, 6)),
                                .area = view_keep(arena, db_view(call, 7)),
                                .unit = view_keep(arena, db_view(call, 8)),
                                .filed = db_int(call, 9),
                                .answered = db_int(call, 10),
                                .made_by = db_int(call, 11),
                                .made_at = db_int(call, 12),
                                .checked_by = db_int(call, 13),
                                .checked_at = db_int(call, 14),
                                .ended_by = db_int(call, 15),
                                .ended_at = db_int(call, 16),
                                .reason = view_keep(arena, db_view(call, 17)),
                                .same = db_int(call, 18)};
}

static enum store_error read_one(struct db_call *call, struct arena *arena, struct board_entry *out)
{
    enum store_error error = db_next(call);
    if (error == STORE_OK)
        *out = entry_of(call, arena);
    db_end(call);
    return error;
}

static enum store_error read_all(struct db_call *call, size_t max, struct arena *arena,
                                 struct board_entry **out, size_t *count)
{
    enum store_error error = STORE_OK;
    *count = 0;
    *out = ARENA_ARRAY(arena, max, struct board_entry);
    while (*count < max && (error = db_next(call)) == STORE_OK)
        (*out)[(*count)++] = entry_of(call, arena);
    db_end(call);
    return error == STORE_NONE ? STORE_OK : error;
}

static int64_t from_the_newest(int64_t below)
{
    return below ? below : INT64_MAX;
}

/* ---- entries ---- */

static void give_texts(struct db_call *call, const struct board_entry *entry)
{
    db_give_int(call, entry->state);
    db_give_text(call, entry->title);
    db_give_text(call, entry->question);
    db_give_text(call, entry->answer);
}

enum store_error board_add(struct store *store, const struct board_entry *entry, int64_t *id)
{
    struct db_call call = db_begin(store->db, OP_BOARD_ADD);
    db_give_int(&call, entry->case_id);
    give_texts(&call, entry);
    db_give_text(&call, entry->category);
    db_give_text(&call, entry->area);
    db_give_text(&call, entry->unit);
    db_give_int(&call, entry->filed);
    db_give_int(&call, entry->answered);
    db_give_int(&call, entry->made_by);
    db_give_int(&call, entry->made_at);
    enum store_error error = db_next(&call);
    *id = error == STORE_OK ? db_int(&call, 0) : 0;
    db_end(&call);
    return error;
}

enum store_error board_update(struct store *store, const struct board_entry *entry)
{
    struct db_call call = db_begin(store->db, OP_BOARD_UPDATE);
    give_texts(&call, entry);
    db_give_int(&call, entry->made_by);
    db_give_int(&call, entry->made_at);
    db_give_int(&call, entry->checked_by);
    db_give_int(&call, entry->checked_at);
    db_give_int(&call, entry->ended_by);
    db_give_int(&call, entry->ended_at);
    db_give_text(&call, entry->reason);
    db_give_int(&call, entry->id);
    return db_run(&call);
}

enum store_error board_get(struct store *store, int64_t id, struct arena *arena,
                           struct board_entry *out)
{
    struct db_call call = db_begin(store->db, OP_BOARD_GET);
    db_give_int(&call, id);
    return read_one(&call, arena, out);
}

enum store_error board_of_case(struct store *store, int64_t case_id, struct arena *arena,
                               struct board_entry *out)
{
    struct db_call call = db_begin(store->db, OP_BOARD_OF_CASE);
    db_give_int(&call, case_id);
    return read_one(&call, arena, out);
}

enum store_error board_list(struct store *store, enum board_state state, int64_t below, size_t max,
                            struct arena *arena, struct board_entry **out, size_t *count)
{
    struct db_call call = db_begin(store->db, OP_BOARD_LIST);
    db_give_int(&call, state);
    db_give_int(&call, from_the_newest(below));
    db_give_int(&call, (int64_t)max);
    return read_all(&call, max, arena, out, count);
}

/* ---- searching ---- */

static void give_filter(struct db_call *call, const struct board_filter *filter)
{
    db_give_int(call, from_the_newest(filter->below));
    db_give_text(call, filter->category);
    db_give_text(call, filter->category);
    db_give_text(call, filter->area);
    db_give_text(call, filter->area);
    db_give_int(call, filter->from);
    db_give_int(call, filter->to ? filter->to : INT64_MAX);
}

enum store_error board_search(struct store *store, const struct board_filter *filter,
                              struct arena *arena, struct board_entry **out, size_t *count)
{
    struct db_call call =
        db_begin(store->db, filter->word_count ? OP_BOARD_SEARCH : OP_BOARD_PUBLIC);
    give_filter(&call, filter);
    for (size_t i = 0; filter->word_count && i < BOARD_WORDS; i++)
        db_give_int(&call, i < filter->word_count ? filter->words[i] : -1);
    if (filter->word_count)
        db_give_int(&call, (int64_t)filter->word_count);
    db_give_int(&call, (int64_t)filter->max);
    return read_all(&call, filter->max, arena, out, count);
}

enum store_error board_set_words(struct store *store, int64_t id, const int64_t *words,
                                 size_t count)
{
    struct db_call call = db_begin(store->db, OP_BOARD_WORDS_DROP);
    db_give_int(&call, id);
    enum store_error error = db_run(&call);
    for (size_t i = 0; i < count && error == STORE_OK; i++) {
        call = db_begin(store->db, OP_BOARD_WORD_ADD);
        db_give_int(&call, words[i]);
        db_give_int(&call, id);
        error = db_run(&call);
    }
    return error;
}

enum store_error board_add_same(struct store *store, int64_t id)
{
    struct db_call call = db_begin(store->db, OP_BOARD_SAME);
    db_give_int(&call, id);
    return db_run(&call);
}

/* ---- consent ---- */

enum store_error board_waiting(struct store *store, size_t max, struct arena *arena, int64_t **ids,
                               size_t *count)
{
    struct db_call call = db_begin(store->db, OP_BOARD_WAITING);
    enum store_error error = STORE_OK;
    *count = 0;
    *ids = ARENA_ARRAY(arena, max, int64_t);
    db_give_int(&call, (int64_t)max);
    while (*count < max && (error = db_next(&call)) == STORE_OK)
        (*ids)[(*count)++] = db_int(&call, 0);
    db_end(&call);
    return error == STORE_NONE ? STORE_OK : error;
}

enum store_error board_leave(struct store *store, int64_t case_id, int64_t now)
{
    struct db_call call = db_begin(store->db, OP_BOARD_LEAVE_WORDS);
    db_give_int(&call, case_id);
    enum store_error error = db_run(&call);
    if (error != STORE_OK)
        return error;
    call = db_begin(store->db, OP_BOARD_LEAVE);
    db_give_int(&call, now);
    db_give_int(&call, case_id);
    return db_run(&call);
}
