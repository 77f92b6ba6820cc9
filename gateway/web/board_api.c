/* board_api: the editor's side of the message board.
 *
 *     GET  /desk/api/board?state=draft|published|ended&below=ID   the entries; with drafts: the
 *                                                   cases whose citizen agreed and nobody took up
 *     POST /desk/api/board              {"number":""}: a masked draft of a case
 *     GET  /desk/api/board/ID           one entry
 *     POST /desk/api/board/ID/save      {"title","question","answer"}
 *     POST /desk/api/board/ID/ask       {}: to the second person (approvals)
 *     POST /desk/api/board/ID/end       {"reason":""}: drops a draft, takes an entry off the board
 *
 * What was asked for cannot be edited until it is decided or withdrawn; what is granted is the very
 * text that was shown, or nothing. An editor reads a case only through its masked draft. Taking
 * down needs no second person: what hurts somebody has to go at once. */
#include "dsl/base/utf8.h"
#include "gateway/desk/publish.h"
#include "gateway/web/approval_kinds.h"
#include "gateway/web/case_sheet.h"

enum {
    SHOWN = 50,
    WAITING = 50,
    TITLE_MOST = 60,
    TEXT_MOST = 3000,
    REASON_LEAST = 2,
    REASON_MOST = 300
};
enum { WORDS_MOST = 2000 };

/* ---- reading ---- */

static const char *state_code(enum board_state state)
{
    switch (state) {
    case BOARD_DRAFT:
        return "draft";
    case BOARD_PUBLISHED:
        return "published";
    case BOARD_DROPPED:
        return "dropped";
    case BOARD_TAKEN_DOWN:
        break;
    }
    return "taken_down";
}

static struct view object_of(const struct desk_call *call, int64_t id)
{
    struct buf text;
    buf_init(&text, 32);
    buf_print(&text, "%lld", (long long)id);
    struct view object = buf_keep(&text, call->arena);
    buf_free(&text);
    return object;
}

static bool is_asked(struct desk_call *call, int64_t id)
{
    struct approval open;
    return approval_of(call->reader, APPROVAL_BOARD, object_of(call, id), call->now, call->arena,
                       &open) == STORE_OK;
}

static struct view user_name(struct desk_call *call, int64_t id)
{
    struct desk_user user;
    bool known = id && users_get(call->reader, id, call->arena, &user) == STORE_OK;
    return known ? user.name : VIEW("");
}

static json_t *entry_json(struct desk_call *call, const struct rules *rules,
                          const struct board_entry *entry)
{
    json_t *out = json_object();
    struct view prefix = rules ? rules_district_code(rules) : VIEW("");
    json_put_int(out, "id", entry->id);
    json_put(out, "number", case_number_text(prefix, entry->case_id, call->arena));
    json_put(out, "state", view_of(state_code(entry->state)));
    json_put_bool(out, "asked", entry->state == BOARD_DRAFT && is_asked(call, entry->id));
    json_put(out, "title", entry->title);
    json_put(out, "question", entry->question);
    json_put(out, "answer", entry->answer);
    json_object_set_new(out, "category", named_json(rules, NOUN_CATEGORY, entry->category));
    json_object_set_new(out, "area", named_json(rules, NOUN_AREA, entry->area));
    json_object_set_new(out, "unit", named_json(rules, NOUN_UNIT, entry->unit));
    json_put(out, "made_by", user_name(call, entry->made_by));
    json_put_int(out, "made_at", entry->made_at);
    json_put(out, "checked_by", user_name(call, entry->checked_by));
    json_put_int(out, "checked_at", entry->checked_at);
    json_put(out, "ended_by", user_name(call, entry->ended_by));
    json_put_int(out, "ended_at", entry->ended_at);
    json_put(out, "reason", entry->reason);
    json_put_int(out, "same", entry->same);
    return out;
}

static void answer_entry(struct desk_call *call, int64_t id)
{
    struct board_entry entry;
    enum store_error error = board_get(call->reader, id, call->arena, &entry);
    if (error != STORE_OK) {
        web_error(call->response, web_error_of(error));
        return;
    }
    struct rules_held *held = rulebook_take(call->setup->rulebook);
    web_json(call->response, entry_json(call, held ? &held->rules : NULL, &entry));
    if (held)
        rulebook_put(call->setup->rulebook, held);
}

static enum store_error add_state(struct desk_call *call, const struct rules *rules,
                                  enum board_state state, int64_t below, json_t *list)
{
    struct board_entry *entries;
    size_t count;
    enum store_error error =
        board_list(call->reader, state, below, SHOWN, call->arena, &entries, &count);
    for (size_t i = 0; error == STORE_OK && i < count; i++)
        json_array_append_new(list, entry_json(call, rules, &entries[i]));
    return error;
}

static enum store_error add_waiting(struct desk_call *call, const struct rules *rules, json_t *list)
{
    int64_t *ids;
    size_t count;
    struct view prefix = rules ? rules_district_code(rules) : VIEW("");
    enum store_error error = board_waiting(call->reader, WAITING, call->arena, &ids, &count);
    for (size_t i = 0; error == STORE_OK && i < count; i++)
        json_array_append_new(list, json_view(case_number_text(prefix, ids[i], call->arena)));
    return error;
}

static enum store_error fill_list(struct desk_call *call, const struct rules *rules, json_t *root)
{
    json_t *entries = json_array(), *waiting = json_array();
    struct view state = web_query(call->request, "state");
    int64_t below = 0;
    enum store_error error;
    if (!view_int(web_query(call->request, "below"), 1, INT64_MAX, &below))
        below = 0;
    if (view_is(state, "published"))
        error = add_state(call, rules, BOARD_PUBLISHED, below, entries);
    else if (view_is(state, "ended")) {
        error = add_state(call, rules, BOARD_TAKEN_DOWN, below, entries);
        if (error == STORE_OK)
            error = add_state(call, rules, BOARD_DROPPED, below, entries);
    } else {
        error = add_state(call, rules, BOARD_DRAFT, below, entries);
        if (error == STORE_OK)
            error = add_waiting(call, rules, waiting);
    }
    json_object_set_new(root, "entries", entries);
    json_object_set_new(root, "waiting", waiting);
    return error;
}

static void list_entries(struct desk_call *call)
{
    json_t *root = json_object();
    struct rules_held *held = rulebook_take(call->setup->rulebook);
    enum store_error error = fill_list(call, held ? &held->rules : NULL, root);
    if (held)
        rulebook_put(call->setup->rulebook, held);
    if (error == STORE_OK)
        web_json(call->response, root);
    else {
        json_decref(root);
        web_error(call->response, web_error_of(error));
    }
}

/* ---- writing ---- */

/* An entry as it is to be, with the row of the record beside it. */
struct writing {
    struct board_entry entry;
    struct audit_row row;
    const int64_t *words;
    size_t word_count;
    bool words_change;
};

static enum store_error write_job(struct store *store, void *argument)
{
    struct writing *w = argument;
    enum store_error error = STORE_OK;
    if (!w->entry.id)
        error = board_add(store, &w->entry, &w->entry.id);
    else
        error = board_update(store, &w->entry);
    if (error == STORE_OK && w->words_change)
        error = board_set_words(store, w->entry.id, w->words, w->word_count);
    w->row.object = w->entry.id;
    return error == STORE_OK && w->row.action.n ? audit_add(store, &w->row) : error;
}

static enum web_error write_entry(struct desk_call *call, struct writing *w, const char *action)
{
    w->row = (struct audit_row){.at = call->now,
                                .user = call->user.id,
                                .action = view_of(action),
                                .detail = w->entry.reason};
    return web_error_of(turn_write(call->setup->turn, write_job, w));
}

/* ---- a draft ---- */

static enum web_error read_case(struct desk_call *call, const struct rules *rules,
                                struct view number, struct case_full *full)
{
    int64_t id;
    int agreed;
    struct board_entry before;
    if (!rules || !case_number_parse(rules_district_code(rules), number, &id))
        return WEB_NO_SUCH;
    enum store_error error = cases_get(call->reader, id, call->arena, full);
    if (error == STORE_OK)
        error = agreed_get(call->reader, id, &agreed);
    if (error != STORE_OK)
        return web_error_of(error);
    if (publish_may(full, agreed) != PUBLISH_FREE)
        return WEB_NOT_PUBLIC;
    error = board_of_case(call->reader, id, call->arena, &before);
    return error == STORE_OK ? WEB_ALREADY_ON : error == STORE_NONE ? WEB_OK : WEB_BUSY;
}

static void make_draft(struct desk_call *call)
{
    json_t *body = json_body(call->request);
    struct view number = view_trim(json_text(body, "number", call->arena));
    struct rules_held *held = rulebook_take(call->setup->rulebook);
    const struct rules *rules = held ? &held->rules : NULL;
    struct case_full full;
    struct writing w = {.words_change = false};
    json_decref(body);
    enum web_error error = read_case(call, rules, number, &full);
    if (error == WEB_OK) {
        w.entry = publish_draft(&full, call->now, call->arena);
        w.entry.area = publish_area(rules, full.line.area);
        w.entry.made_by = call->user.id;
        error = write_entry(call, &w, "board.draft");
    }
    if (held)
        rulebook_put(call->setup->rulebook, held);
    if (error == WEB_OK)
        answer_entry(call, w.entry.id);
    else
        web_error(call->response, error);
}

/* ---- its way ---- */

static enum web_error save(struct desk_call *call, struct writing *w)
{
    json_t *body = json_body(call->request);
    struct view title = view_trim(json_text(body, "title", call->arena));
    struct view question = view_trim(json_text(body, "question", call->arena));
    struct view answer = view_trim(json_text(body, "answer", call->arena));
    json_decref(body);
    if (!title.n || !question.n || !answer.n)
        return WEB_NEEDS_TEXT;
    if (utf8_length(title) > TITLE_MOST || utf8_length(question) > TEXT_MOST ||
        utf8_length(answer) > TEXT_MOST)
        return WEB_TOO_LONG;
    w->entry.title = title;
    w->entry.question = question;
    w->entry.answer = answer;
    w->entry.made_by = call->user.id;
    w->entry.made_at = call->now;
    return write_entry(call, w, "board.save");
}

/* What the second person reads, and what is held against the entry when they grant it. */
static struct view shown_of(const struct desk_call *call, const struct board_entry *entry)
{
    struct buf text;
    buf_init(&text, 64 * 1024);
    buf_print(&text, "%.*s\n\n问：\n%.*s\n\n答：\n%.*s\n", VIEW_FMT(entry->title),
              VIEW_FMT(entry->question), VIEW_FMT(entry->answer));
    struct view shown = buf_keep(&text, call->arena);
    buf_free(&text);
    return shown;
}

static bool is_clean(const struct board_entry *entry)
{
    return publish_is_clean(entry->title) && publish_is_clean(entry->question) &&
           publish_is_clean(entry->answer);
}

static enum web_error ask(struct desk_call *call, const struct board_entry *entry)
{
    int64_t id;
    if (!is_clean(entry))
        return WEB_NUMBERS_LEFT;
    return approval_request(call, APPROVAL_BOARD, object_of(call, entry->id), 0,
                            shown_of(call, entry), &id);
}

static enum web_error end(struct desk_call *call, struct writing *w)
{
    json_t *body = json_body(call->request);
    struct view reason = view_trim(json_text(body, "reason", call->arena));
    bool on_board = w->entry.state == BOARD_PUBLISHED;
    json_decref(body);
    if (utf8_length(reason) < REASON_LEAST)
        return WEB_NEEDS_TEXT;
    if (utf8_length(reason) > REASON_MOST)
        return WEB_TOO_LONG;
    w->entry.state = on_board ? BOARD_TAKEN_DOWN : BOARD_DROPPED;
    w->entry.reason = reason;
    w->entry.ended_by = call->user.id;
    w->entry.ended_at = call->now;
    w->words_change = true;
    return write_entry(call, w, on_board ? "board.take_down" : "board.drop");
}

static void act(struct desk_call *call, int64_t id, struct view name)
{
    struct writing w = {.words_change = false};
    enum store_error found = board_get(call->reader, id, call->arena, &w.entry);
    enum web_error error = web_error_of(found);
    bool draft = found == STORE_OK && w.entry.state == BOARD_DRAFT;
    bool live = draft || (found == STORE_OK && w.entry.state == BOARD_PUBLISHED);
    if (found == STORE_OK && draft && is_asked(call, id))
        error = WEB_ASKED;
    else if (found == STORE_OK && view_is(name, "save"))
        error = draft ? save(call, &w) : WEB_NOT_NOW;
    else if (found == STORE_OK && view_is(name, "ask"))
        error = draft ? ask(call, &w.entry) : WEB_NOT_NOW;
    else if (found == STORE_OK && view_is(name, "end"))
        error = live ? end(call, &w) : WEB_NOT_NOW;
    else if (found == STORE_OK)
        error = WEB_NO_SUCH;
    if (error == WEB_OK)
        answer_entry(call, id);
    else
        web_error(call->response, error);
}

void board_handle(struct desk_call *call)
{
    if (view_is(call->request->method, "POST"))
        make_draft(call);
    else
        list_entries(call);
}

void board_entry_handle(struct desk_call *call)
{
    struct view name = call->request->rest, number = view_cut(&name, '/');
    bool post = view_is(call->request->method, "POST");
    int64_t id;
    if (!view_int(number, 1, INT64_MAX, &id) || (post ? !name.n : name.n > 0))
        web_error(call->response, WEB_NO_SUCH);
    else if (post)
        act(call, id, name);
    else
        answer_entry(call, id);
}

/* ---- granted ---- */

/* Everything is looked at once more: the text that was shown, the case, the citizen's last word. */
static enum web_error check_granted(struct desk_call *call, const struct approval *approval,
                                    struct board_entry *entry)
{
    int64_t id;
    int agreed;
    struct case_full full;
    if (!view_int(approval->object, 1, INT64_MAX, &id))
        return WEB_NO_SUCH;
    enum store_error error = board_get(call->reader, id, call->arena, entry);
    if (error == STORE_OK)
        error = cases_get(call->reader, entry->case_id, call->arena, &full);
    if (error == STORE_OK)
        error = agreed_get(call->reader, entry->case_id, &agreed);
    if (error != STORE_OK)
        return web_error_of(error);
    if (entry->state != BOARD_DRAFT || !view_eq(approval->shown, shown_of(call, entry)))
        return WEB_NOT_NOW;
    return publish_may(&full, agreed) == PUBLISH_FREE ? WEB_OK : WEB_NOT_PUBLIC;
}

enum web_error board_granted(struct desk_call *call, const struct approval *approval,
                             const struct approval_decision *decision, json_t *answer)
{
    struct writing w = {.words_change = true};
    int64_t *words = ARENA_ARRAY(call->arena, WORDS_MOST, int64_t);
    enum web_error error = check_granted(call, approval, &w.entry);
    if (error != WEB_OK)
        return error;
    w.entry.state = BOARD_PUBLISHED;
    w.entry.checked_by = call->user.id;
    w.entry.checked_at = call->now;
    w.words = words;
    w.word_count = publish_words(shown_of(call, &w.entry), call->arena, words, WORDS_MOST);
    error = approval_grant(call, decision, write_job, &w);
    if (error == WEB_OK)
        json_put_int(answer, "board", w.entry.id);
    return error;
}
