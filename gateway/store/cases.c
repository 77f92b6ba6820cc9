/* cases: writing and reading cases and their events.
 *
 * What lists and clocks need stands in the open: codes, states, times. What the citizen said and
 * who they are is one packed value under the case's own key, so that a case can be forgotten
 * without its unit's figures changing. The answer is sealed apart, since it comes later and is read
 * alone. So are the reasons of the decision, in a table of their own: they are most of the bytes,
 * never change, and only the desk asks for them. (In cases from before they stand in the body.) */
#include "gateway/store/cases.h"

#include "gateway/store/case_row.h"
#include "gateway/store/sealed.h"

enum { FORM = 1, AFTER_LINE = CASE_LINE_COLUMNS, CASE_SEALED = AFTER_LINE + 9 };

/* ---- numbers ---- */

struct view case_number_text(struct view prefix, int64_t id, struct arena *arena)
{
    struct buf text;
    buf_init(&text, 64);
    buf_view(&text, prefix);
    for (size_t i = 0; i < text.n; i++)
        if (text.p[i] >= 'a' && text.p[i] <= 'z')
            text.p[i] = (char)(text.p[i] - 'a' + 'A');
    buf_digits(&text, (uint64_t)id / CASE_NUMBERS_A_DAY, 8);
    buf_byte(&text, '-');
    buf_digits(&text, (uint64_t)id % CASE_NUMBERS_A_DAY, 6);
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

bool case_number_parse(struct view prefix, struct view number, int64_t *id)
{
    if (number.n < prefix.n + 15 || !same_letters(prefix, view_sub(number, 0, prefix.n)))
        return false;
    struct view digits = view_sub(number, prefix.n, number.n);
    int64_t day, counter;
    if (digits.p[8] != '-' || !view_int(view_sub(digits, 0, 8), 10000101, 99991231, &day) ||
        !view_int(view_sub(digits, 9, digits.n), 1, CASE_NUMBERS_A_DAY - 1, &counter))
        return false;
    *id = day * CASE_NUMBERS_A_DAY + counter;
    return true;
}

int64_t cases_next_id(struct store *store, int yyyymmdd)
{
    int64_t first = (int64_t)yyyymmdd * CASE_NUMBERS_A_DAY;
    if (store->next_case / CASE_NUMBERS_A_DAY == yyyymmdd)
        return store->next_case;
    struct db_call call = db_begin(store->db, OP_LAST_CASE);
    db_give_int(&call, first);
    db_give_int(&call, first + CASE_NUMBERS_A_DAY);
    bool some = db_next(&call) == STORE_OK && !db_is_null(&call, 0);
    store->next_case = some ? db_int(&call, 0) + 1 : first + 1;
    db_end(&call);
    return store->next_case;
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
    if (count > max) {
        in->bad = true;
        return 0;
    }
    for (size_t i = 0; i < count; i++)
        views[i] = read_packed(in);
    return count;
}

static void pack_point(struct buf *out, const struct case_full *c)
{
    double point[2] = {c->latitude, c->longitude};
    buf_u8(out, c->has_point);
    for (int i = 0; i < 2; i++) {
        uint64_t bits;
        memcpy(&bits, &point[i], sizeof bits);
        buf_u64(out, bits);
    }
}

static void read_point(struct reader *in, struct case_full *c)
{
    double point[2];
    c->has_point = read_u8(in) != 0;
    for (int i = 0; i < 2; i++) {
        uint64_t bits = read_u64(in);
        memcpy(&point[i], &bits, sizeof bits);
    }
    c->latitude = point[0];
    c->longitude = point[1];
}

static void pack_body(const struct case_full *c, struct buf *out)
{
    const struct view texts[] = {
        c->duty_text, c->unit_text, c->text, c->summary,
        c->place,     c->contact,   c->code, c->reasons_apart ? VIEW("") : c->decision};
    buf_clear(out);
    buf_u8(out, FORM);
    pack_views(out, texts, sizeof texts / sizeof *texts);
    pack_views(out, c->assists, c->assist_count);
    pack_views(out, c->media, c->media_count);
    pack_point(out, c);
}

static bool unpack_body(struct view plain, struct case_full *c)
{
    struct view texts[8];
    struct reader in = reader_of(plain);
    if (read_u8(&in) != FORM || read_views(&in, texts, 8) != 8)
        return false;
    c->duty_text = texts[0];
    c->unit_text = texts[1];
    c->text = texts[2];
    c->summary = texts[3];
    c->place = texts[4];
    c->contact = texts[5];
    c->code = texts[6];
    c->decision = texts[7];
    c->assist_count = read_views(&in, c->assists, sizeof c->assists / sizeof *c->assists);
    c->media_count = read_views(&in, c->media, sizeof c->media / sizeof *c->media);
    read_point(&in, c);
    return !in.bad;
}

static struct seal_place body_place(int64_t id)
{
    return (struct seal_place){SEAL_CASE, id, 0};
}

static struct seal_place answer_place(int64_t id)
{
    return (struct seal_place){SEAL_ANSWER, id, 0};
}

static struct seal_place reasons_place(int64_t id)
{
    return (struct seal_place){SEAL_CASE, id, 1};
}

/* ---- writing ---- */

static void give_optional(struct db_call *call, int64_t value)
{
    if (value)
        db_give_int(call, value);
    else
        db_give_null(call);
}

int64_t duration_number(struct duration duration)
{
    return (int64_t)duration.count * 8 + (int64_t)duration.measure;
}

struct duration duration_of(int64_t number)
{
    return (struct duration){(int)(number / 8), (enum measure)(number % 8)};
}

static void give_optional_text(struct db_call *call, struct view text)
{
    if (text.n)
        db_give_text(call, text);
    else
        db_give_null(call);
}

static void give_line(struct db_call *call, const struct case_line *line)
{
    db_give_int(call, line->id);
    db_give_int(call, line->state);
    db_give_int(call, line->kind);
    db_give_int(call, line->channel);
    db_give_int(call, line->flags);
    db_give_text(call, line->category);
    db_give_text(call, line->duty);
    db_give_text(call, line->unit);
    db_give_text(call, line->area);
    db_give_int(call, line->filed);
    db_give_int(call, line->due);
    db_give_int(call, line->poor_ratings);
    db_give_int(call, line->confidence);
    give_optional_text(call, line->helpers);
}

/* Where the deadline comes from, and what stops it. */
static void give_deadline(struct db_call *call, const struct case_full *c)
{
    give_optional(call, c->since);
    give_optional(call, c->due_from);
    give_optional(call, duration_number(c->due_within));
    give_optional(call, c->work_left);
    give_optional(call, c->merged);
}

static enum store_error add_row(struct store *store, const struct case_full *filed)
{
    struct view closed;
    pack_body(filed, &store->packed);
    if (store->packed.full)
        return STORE_CONFLICT;
    enum store_error error =
        sealed_close(store, filed->secret, -filed->line.id, body_place(filed->line.id),
                     buf_seen(&store->packed), &closed);
    if (error != STORE_OK)
        return error;
    struct db_call call = db_begin(store->db, OP_CASE_ADD);
    give_line(&call, &filed->line);
    db_give_int(&call, filed->person);
    db_give_int(&call, filed->version);
    give_optional(&call, filed->next_at);
    give_deadline(&call, filed);
    db_give_text(&call, filed->role);
    db_give_bytes(&call, filed->secret);
    db_give_bytes(&call, closed);
    db_give_null(&call);
    return db_run(&call);
}

static enum store_error add_reasons(struct store *store, const struct case_full *filed)
{
    struct view closed;
    enum store_error error = sealed_close(store, filed->secret, -filed->line.id,
                                          reasons_place(filed->line.id), filed->decision, &closed);
    if (error != STORE_OK)
        return error;
    struct db_call call = db_begin(store->db, OP_CASE_REASONS_ADD);
    db_give_int(&call, filed->line.id);
    db_give_bytes(&call, closed);
    return db_run(&call);
}

enum store_error cases_add(struct store *store, const struct case_full *filed)
{
    struct case_full apart = *filed;
    apart.reasons_apart = filed->decision.n > 0;
    enum store_error error = add_row(store, &apart);
    return error == STORE_OK && apart.reasons_apart ? add_reasons(store, filed) : error;
}

/* The sealed answer beside the sealed body, in a buffer of its own. */
static enum store_error close_answer(struct store *store, const struct case_full *c,
                                     struct buf *out)
{
    buf_init(out, STORE_VALUE_MAX);
    if (c->answer.n && seal_close(store->seal, c->secret, -c->line.id, answer_place(c->line.id),
                                  c->answer, out) != SEAL_OK)
        return STORE_SEALED;
    return STORE_OK;
}

static enum store_error run_update(struct store *store, const struct case_full *c, struct view body,
                                   struct view answer)
{
    struct db_call call = db_begin(store->db, OP_CASE_UPDATE);
    db_give_int(&call, c->line.state);
    db_give_int(&call, c->line.flags);
    db_give_text(&call, c->line.category);
    db_give_text(&call, c->line.duty);
    db_give_text(&call, c->line.unit);
    db_give_text(&call, c->role);
    db_give_int(&call, c->line.due);
    give_optional(&call, c->next_at);
    db_give_int(&call, c->line.poor_ratings);
    give_optional_text(&call, c->line.helpers);
    give_deadline(&call, c);
    db_give_bytes(&call, body);
    db_give_bytes(&call, answer);
    db_give_int(&call, c->line.id);
    return db_run(&call);
}

enum store_error cases_update(struct store *store, const struct case_full *changed)
{
    struct view body;
    struct buf answer;
    enum store_error error = close_answer(store, changed, &answer);
    pack_body(changed, &store->packed);
    if (error == STORE_OK)
        error = sealed_close(store, changed->secret, -changed->line.id,
                             body_place(changed->line.id), buf_seen(&store->packed), &body);
    if (error == STORE_OK)
        error = run_update(store, changed, body, buf_seen(&answer));
    buf_free(&answer);
    return error;
}

/* ---- reading ---- */

struct case_line case_line_read(const struct db_call *call, struct arena *arena)
{
    return (struct case_line){.id = db_int(call, 0),
                              .state = (enum case_state)db_int(call, 1),
                              .kind = (int)db_int(call, 2),
                              .channel = (int)db_int(call, 3),
                              .flags = (unsigned)db_int(call, 4),
                              .category = view_keep(arena, db_view(call, 5)),
                              .duty = view_keep(arena, db_view(call, 6)),
                              .unit = view_keep(arena, db_view(call, 7)),
                              .area = view_keep(arena, db_view(call, 8)),
                              .filed = db_int(call, 9),
                              .due = db_int(call, 10),
                              .poor_ratings = (int)db_int(call, 11),
                              .confidence = (int)db_int(call, 12),
                              .helpers = view_keep(arena, db_view(call, 13))};
}

static enum store_error open_case(struct store *store, const struct db_call *call,
                                  struct arena *arena, struct case_full *out)
{
    struct view plain;
    int64_t id = out->line.id;
    enum store_error error = sealed_open(store, out->secret, -id, body_place(id),
                                         db_view(call, CASE_SEALED + 1), arena, &plain);
    if (error == STORE_OK && plain.n && !unpack_body(plain, out))
        return STORE_SEALED;
    if (error != STORE_OK)
        return error;
    return sealed_open(store, out->secret, -id, answer_place(id), db_view(call, CASE_SEALED + 2),
                       arena, &out->answer);
}

/* The next row as a case; what was erased is empty. */
static enum store_error read_case(struct store *store, struct db_call *call, struct arena *arena,
                                  struct case_full *out)
{
    enum store_error error = db_next(call);
    if (error != STORE_OK)
        return error;
    *out = (struct case_full){.line = case_line_read(call, arena),
                              .person = db_int(call, AFTER_LINE),
                              .version = db_int(call, AFTER_LINE + 1),
                              .next_at = db_int(call, AFTER_LINE + 2),
                              .since = db_int(call, AFTER_LINE + 3),
                              .due_from = db_int(call, AFTER_LINE + 4),
                              .due_within = duration_of(db_int(call, AFTER_LINE + 5)),
                              .work_left = db_int(call, AFTER_LINE + 6),
                              .merged = db_int(call, AFTER_LINE + 7),
                              .role = view_keep(arena, db_view(call, CASE_SEALED - 1)),
                              .secret = view_keep(arena, db_view(call, CASE_SEALED))};
    return out->secret.n ? open_case(store, call, arena, out) : STORE_OK;
}

static enum store_error read_reasons(struct store *store, struct arena *arena,
                                     struct case_full *out)
{
    struct db_call call = db_begin(store->db, OP_CASE_REASONS);
    db_give_int(&call, out->line.id);
    enum store_error error = db_next(&call);
    out->reasons_apart = error == STORE_OK;
    if (error == STORE_OK)
        error = sealed_open(store, out->secret, -out->line.id, reasons_place(out->line.id),
                            db_view(&call, 0), arena, &out->decision);
    db_end(&call);
    return error == STORE_NONE ? STORE_OK : error;
}

enum store_error cases_get(struct store *store, int64_t id, struct arena *arena,
                           struct case_full *out)
{
    struct db_call call = db_begin(store->db, OP_CASE_GET);
    db_give_int(&call, id);
    enum store_error error = read_case(store, &call, arena, out);
    db_end(&call);
    bool apart = error == STORE_OK && out->secret.n && !out->decision.n;
    return apart ? read_reasons(store, arena, out) : error;
}

void case_brief_of(const struct case_full *full, struct view prefix, struct arena *arena,
                   struct case_brief *out)
{
    *out = (struct case_brief){.id = full->line.id,
                               .number = case_number_text(prefix, full->line.id, arena),
                               .code = full->code,
                               .state = full->line.state,
                               .duty = full->duty_text,
                               .unit = full->unit_text,
                               .duty_code = full->line.duty,
                               .unit_code = full->line.unit,
                               .filed = full->line.filed,
                               .due = full->line.due,
                               .answer = full->answer,
                               .poor_ratings = full->line.poor_ratings};
}

enum store_error cases_of_person(struct store *store, struct view prefix, int64_t person,
                                 size_t max, struct arena *arena, struct case_brief *out,
                                 size_t *count)
{
    *count = 0;
    struct db_call call = db_begin(store->db, OP_CASE_OF_PERSON);
    db_give_int(&call, person);
    db_give_int(&call, (int64_t)max);
    struct case_full full;
    enum store_error error = STORE_OK;
    while (*count < max && (error = read_case(store, &call, arena, &full)) == STORE_OK)
        case_brief_of(&full, prefix, arena, &out[(*count)++]);
    db_end(&call);
    return error == STORE_NONE ? STORE_OK : error;
}

enum store_error cases_due(struct store *store, int64_t now, size_t max, struct arena *arena,
                           int64_t **ids, size_t *count)
{
    *count = 0;
    *ids = ARENA_ARRAY(arena, max, int64_t);
    struct db_call call = db_begin(store->db, OP_CASE_DUE);
    db_give_int(&call, now);
    db_give_int(&call, (int64_t)max);
    enum store_error error = STORE_OK;
    while (*count < max && (error = db_next(&call)) == STORE_OK)
        (*ids)[(*count)++] = db_int(&call, 0);
    db_end(&call);
    return error == STORE_NONE ? STORE_OK : error;
}

enum store_error cases_put_off(struct store *store, int64_t id, int64_t next_at)
{
    struct db_call call = db_begin(store->db, OP_CASE_PUT_OFF);
    db_give_int(&call, next_at);
    db_give_int(&call, id);
    return db_run(&call);
}

enum store_error cases_next_due(struct store *store, int64_t *at)
{
    struct db_call call = db_begin(store->db, OP_CASE_NEXT_DUE);
    enum store_error error = db_next(&call);
    if (error == STORE_OK && db_is_null(&call, 0))
        error = STORE_NONE;
    if (error == STORE_OK)
        *at = db_int(&call, 0);
    db_end(&call);
    return error;
}
