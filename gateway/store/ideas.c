/* ideas: rows of suggestions and wishes.
 *
 * What lists need stands in the open: codes, states, times, and the text that was approved for
 * everybody. What the citizen wrote is one packed value under the row's own secret, so that it can
 * be forgotten while the count stays right. The key is not cached: an idea is read rarely, a case
 * often, and the cache is the cases'. */
#include "gateway/store/ideas.h"

#include "gateway/store/sealed.h"

enum { FORM = 1, NUMBERS_A_DAY = 10000000, TEXTS = 6 };

static const char letters[IDEA_KINDS] = {[IDEA_SUGGESTION] = 'J', [IDEA_WISH] = 'X'};

/* ---- numbers ---- */

struct view idea_number_text(struct view prefix, enum idea_kind kind, int64_t id,
                             struct arena *arena)
{
    struct buf text;
    buf_init(&text, 64);
    buf_view(&text, prefix);
    for (size_t i = 0; i < text.n; i++)
        if (text.p[i] >= 'a' && text.p[i] <= 'z')
            text.p[i] = (char)(text.p[i] - 'a' + 'A');
    buf_print(&text, "%c%08lld-%06lld", letters[kind], (long long)(id / NUMBERS_A_DAY),
              (long long)(id % NUMBERS_A_DAY));
    struct view number = buf_keep(&text, arena);
    buf_free(&text);
    return number;
}

static bool same_letters(struct view a, struct view b)
{
    for (size_t i = 0; i < a.n; i++)
        if ((a.p[i] | 0x20) != (b.p[i] | 0x20))
            return false;
    return true;
}

bool idea_number_parse(struct view prefix, struct view number, enum idea_kind *kind, int64_t *id)
{
    if (number.n < prefix.n + 16 || !same_letters(prefix, view_sub(number, 0, prefix.n)))
        return false;
    char letter = (char)(number.p[prefix.n] & ~0x20);
    struct view digits = view_sub(number, prefix.n + 1, number.n);
    int64_t day, counter;
    if (letter != letters[IDEA_SUGGESTION] && letter != letters[IDEA_WISH])
        return false;
    if (digits.p[8] != '-' || !view_int(view_sub(digits, 0, 8), 10000101, 99991231, &day) ||
        !view_int(view_sub(digits, 9, digits.n), 1, NUMBERS_A_DAY - 1, &counter))
        return false;
    *kind = letter == letters[IDEA_WISH] ? IDEA_WISH : IDEA_SUGGESTION;
    *id = day * NUMBERS_A_DAY + counter;
    return true;
}

enum store_error ideas_next_id(struct store *store, int yyyymmdd, int64_t *id)
{
    int64_t first = (int64_t)yyyymmdd * NUMBERS_A_DAY;
    struct db_call call = db_begin(store->db, OP_IDEA_LAST);
    db_give_int(&call, first);
    db_give_int(&call, first + NUMBERS_A_DAY);
    enum store_error error = db_next(&call);
    *id = error == STORE_OK && !db_is_null(&call, 0) ? db_int(&call, 0) + 1 : first + 1;
    db_end(&call);
    return error;
}

/* ---- the packed part ---- */

static void pack_views(struct buf *out, const struct view *views, size_t count)
{
    buf_u8(out, (uint8_t)count);
    for (size_t i = 0; i < count; i++)
        buf_packed(out, views[i]);
}

static size_t read_views(struct reader *in, struct view *views, size_t max)
{
    size_t count = read_u8(in);
    if (count > max)
        in->bad = true;
    for (size_t i = 0; i < count && !in->bad; i++)
        views[i] = read_packed(in);
    return in->bad ? 0 : count;
}

static void pack_body(const struct idea *idea, struct buf *out)
{
    const struct view texts[TEXTS] = {idea->text, idea->place, idea->contact,
                                      idea->code, idea->reply, idea->taker};
    buf_clear(out);
    buf_u8(out, FORM);
    pack_views(out, texts, TEXTS);
    pack_views(out, idea->media, idea->media_count);
    pack_views(out, idea->proof, idea->proof_count);
}

static bool unpack_body(struct view plain, struct idea *idea)
{
    struct view texts[TEXTS];
    struct reader in = reader_of(plain);
    if (read_u8(&in) != FORM || read_views(&in, texts, TEXTS) != TEXTS)
        return false;
    idea->text = texts[0];
    idea->place = texts[1];
    idea->contact = texts[2];
    idea->code = texts[3];
    idea->reply = texts[4];
    idea->taker = texts[5];
    idea->media_count = read_views(&in, idea->media, IDEA_MEDIA);
    idea->proof_count = read_views(&in, idea->proof, IDEA_MEDIA);
    return !in.bad;
}

static enum store_error close_body(struct store *store, const struct idea *idea,
                                   struct view *closed)
{
    pack_body(idea, &store->packed);
    if (store->packed.full)
        return STORE_CONFLICT;
    return sealed_close(store, idea->secret, 0, (struct seal_place){SEAL_IDEA, idea->id, 0},
                        buf_seen(&store->packed), closed);
}

/* ---- writing ---- */

static void give_person(struct db_call *call, int64_t person)
{
    if (person)
        db_give_int(call, person);
    else
        db_give_null(call);
}

static void give_shown(struct db_call *call, const struct idea *idea)
{
    db_give_text(call, idea->shown_title);
    db_give_text(call, idea->shown_text);
    db_give_text(call, idea->shown_reply);
}

enum store_error ideas_add(struct store *store, const struct idea *idea)
{
    struct view closed;
    enum store_error error = close_body(store, idea, &closed);
    if (error != STORE_OK)
        return error;
    struct db_call call = db_begin(store->db, OP_IDEA_ADD);
    db_give_int(&call, idea->id);
    db_give_int(&call, idea->kind);
    db_give_int(&call, idea->state);
    give_person(&call, idea->person);
    db_give_int(&call, idea->channel);
    db_give_int(&call, idea->campaign);
    db_give_int(&call, idea->leader);
    db_give_int(&call, idea->verdict);
    db_give_text(&call, idea->category);
    db_give_text(&call, idea->unit);
    db_give_text(&call, idea->area);
    db_give_int(&call, idea->filed);
    db_give_int(&call, idea->moved);
    db_give_int(&call, idea->second);
    db_give_int(&call, idea->member);
    give_shown(&call, idea);
    db_give_bytes(&call, idea->signature);
    db_give_bytes(&call, idea->secret);
    db_give_bytes(&call, closed);
    return db_run(&call);
}

enum store_error ideas_update(struct store *store, const struct idea *idea)
{
    struct view closed;
    enum store_error error = close_body(store, idea, &closed);
    if (error != STORE_OK)
        return error;
    struct db_call call = db_begin(store->db, OP_IDEA_UPDATE);
    db_give_int(&call, idea->state);
    db_give_int(&call, idea->campaign);
    db_give_int(&call, idea->leader);
    db_give_int(&call, idea->verdict);
    db_give_text(&call, idea->category);
    db_give_text(&call, idea->unit);
    db_give_int(&call, idea->moved);
    db_give_int(&call, idea->second);
    db_give_int(&call, idea->member);
    give_shown(&call, idea);
    db_give_bytes(&call, closed);
    db_give_int(&call, idea->id);
    return db_run(&call);
}

/* ---- reading ---- */

static struct idea row_of(const struct db_call *call, struct arena *arena)
{
    return (struct idea){.id = db_int(call, 0),
                         .kind = (enum idea_kind)db_int(call, 1),
                         .state = (enum idea_state)db_int(call, 2),
                         .person = db_int(call, 3),
                         .channel = (int)db_int(call, 4),
                         .campaign = db_int(call, 5),
                         .leader = db_int(call, 6),
                         .verdict = (enum idea_verdict)db_int(call, 7),
                         .category = view_keep(arena, db_view(call, 8)),
                         .unit = view_keep(arena, db_view(call, 9)),
                         .area = view_keep(arena, db_view(call, 10)),
                         .filed = db_int(call, 11),
                         .moved = db_int(call, 12),
                         .second = db_int(call, 13),
                         .member = db_int(call, 14),
                         .shown_title = view_keep(arena, db_view(call, 15)),
                         .shown_text = view_keep(arena, db_view(call, 16)),
                         .shown_reply = view_keep(arena, db_view(call, 17)),
                         .signature = view_keep(arena, db_view(call, 18)),
                         .secret = view_keep(arena, db_view(call, 19)),
                         .text = VIEW(""),
                         .place = VIEW(""),
                         .contact = VIEW(""),
                         .code = VIEW(""),
                         .reply = VIEW(""),
                         .taker = VIEW("")};
}

/* The next row; what was erased is empty, and STORE_SEALED says so. */
static enum store_error read_idea(struct store *store, struct db_call *call, struct arena *arena,
                                  struct idea *out)
{
    enum store_error error = db_next(call);
    if (error != STORE_OK)
        return error;
    struct view plain;
    *out = row_of(call, arena);
    if (!out->secret.n)
        return STORE_SEALED;
    error = sealed_open(store, out->secret, 0, (struct seal_place){SEAL_IDEA, out->id, 0},
                        db_view(call, 20), arena, &plain);
    if (error != STORE_OK)
        return error;
    return unpack_body(plain, out) ? STORE_OK : STORE_SEALED;
}

enum store_error ideas_get(struct store *store, int64_t id, struct arena *arena, struct idea *out)
{
    struct db_call call = db_begin(store->db, OP_IDEA_GET);
    db_give_int(&call, id);
    enum store_error error = read_idea(store, &call, arena, out);
    db_end(&call);
    return error;
}

/* Reads on until `max` are there or no more come. */
static enum store_error read_some(struct store *store, struct db_call *call, size_t max,
                                  struct arena *arena, struct idea *out, size_t *count)
{
    enum store_error error = STORE_OK;
    *count = 0;
    while (*count < max) {
        error = read_idea(store, call, arena, &out[*count]);
        if (error != STORE_OK && error != STORE_SEALED)
            break;
        (*count)++;
        error = STORE_OK;
    }
    db_end(call);
    return error == STORE_NONE ? STORE_OK : error;
}

enum store_error ideas_of_person(struct store *store, int64_t person, size_t max,
                                 struct arena *arena, struct idea *out, size_t *count)
{
    struct db_call call = db_begin(store->db, OP_IDEA_OF_PERSON);
    db_give_int(&call, person);
    db_give_int(&call, (int64_t)max);
    return read_some(store, &call, max, arena, out, count);
}

enum store_error ideas_of_member(struct store *store, int64_t member, size_t max,
                                 struct arena *arena, struct idea *out, size_t *count)
{
    struct db_call call = db_begin(store->db, OP_IDEA_OF_MEMBER);
    db_give_int(&call, member);
    db_give_int(&call, (int64_t)max);
    return read_some(store, &call, max, arena, out, count);
}

static bool fits(const struct idea_filter *filter, const struct idea *idea)
{
    return (!filter->unit.n || view_eq(filter->unit, idea->unit)) &&
           (!filter->campaign || filter->campaign == idea->campaign) &&
           (!filter->category.n || view_eq(filter->category, idea->category));
}

static struct db_call begin_list(struct store *store, const struct idea_filter *filter)
{
    enum { LOOKED_AT = 5000 }; /* rows a filter walks over at most */
    bool one = filter->state != IDEA_STATES;
    struct db_call call = db_begin(store->db, one ? OP_IDEA_LIST : OP_IDEA_ALL);
    db_give_int(&call, filter->kind);
    if (one)
        db_give_int(&call, filter->state);
    db_give_int(&call, filter->below ? filter->below : INT64_MAX);
    db_give_int(&call, LOOKED_AT);
    return call;
}

enum store_error ideas_list(struct store *store, const struct idea_filter *filter,
                            struct arena *arena, struct idea **out, size_t *count)
{
    enum store_error error = STORE_OK;
    struct db_call call = begin_list(store, filter);
    *out = ARENA_ARRAY(arena, filter->max, struct idea);
    *count = 0;
    while (*count < filter->max) {
        struct idea *next = &(*out)[*count];
        error = read_idea(store, &call, arena, next);
        if (error != STORE_OK && error != STORE_SEALED)
            break;
        *count += fits(filter, next);
        error = STORE_OK;
    }
    db_end(&call);
    return error == STORE_NONE ? STORE_OK : error;
}

enum store_error ideas_count(struct store *store, enum idea_kind kind, struct view unit,
                             int64_t counts[IDEA_STATES])
{
    enum store_error error;
    struct db_call call = db_begin(store->db, unit.n ? OP_IDEA_COUNT_UNIT : OP_IDEA_COUNT);
    memset(counts, 0, IDEA_STATES * sizeof *counts);
    db_give_int(&call, kind);
    if (unit.n)
        db_give_text(&call, unit);
    while ((error = db_next(&call)) == STORE_OK)
        if (db_int(&call, 0) >= 0 && db_int(&call, 0) < IDEA_STATES)
            counts[db_int(&call, 0)] = db_int(&call, 1);
    db_end(&call);
    return error == STORE_NONE ? STORE_OK : error;
}

enum store_error ideas_today(struct store *store, int64_t person, enum idea_kind kind,
                             int64_t since, int64_t *count)
{
    struct db_call call = db_begin(store->db, OP_IDEA_TODAY);
    db_give_int(&call, person);
    db_give_int(&call, since);
    db_give_int(&call, kind);
    enum store_error error = db_next(&call);
    *count = error == STORE_OK ? db_int(&call, 0) : 0;
    db_end(&call);
    return error;
}

enum store_error ideas_each(struct store *store, enum idea_kind kind, int64_t campaign,
                            int64_t since, size_t max,
                            bool (*take)(void *self, const struct idea_like *row), void *self)
{
    enum store_error error;
    struct db_call call = db_begin(store->db, OP_IDEA_LIKE);
    db_give_int(&call, kind);
    db_give_int(&call, since);
    db_give_int(&call, campaign);
    db_give_int(&call, (int64_t)max);
    while ((error = db_next(&call)) == STORE_OK) {
        struct idea_like row = {db_int(&call, 0), db_int(&call, 1), db_view(&call, 2)};
        if (!take(self, &row))
            break;
    }
    db_end(&call);
    return error == STORE_NONE ? STORE_OK : error;
}

enum store_error ideas_alike(struct store *store, int64_t leader, size_t max, int64_t *ids,
                             size_t *count)
{
    enum store_error error = STORE_OK;
    struct db_call call = db_begin(store->db, OP_IDEA_ALIKE);
    db_give_int(&call, leader);
    db_give_int(&call, (int64_t)max);
    *count = 0;
    while (*count < max && (error = db_next(&call)) == STORE_OK)
        ids[(*count)++] = db_int(&call, 0);
    db_end(&call);
    return error == STORE_NONE ? STORE_OK : error;
}

static enum store_error run_of_person(struct store *store, enum db_op op, int64_t person)
{
    struct db_call call = db_begin(store->db, op);
    db_give_int(&call, person);
    return db_run(&call);
}

enum store_error ideas_forget(struct store *store, int64_t person, bool with_words)
{
    _Static_assert(IDEA_PUBLISHED == 7, "store_ops.h names the first final state by its number");
    enum store_error error = with_words ? run_of_person(store, OP_IDEA_ERASE, person) : STORE_OK;
    return error == STORE_OK ? run_of_person(store, OP_IDEA_UNNAME, person) : error;
}
