/* case_api: one case: looking at it, asking where else it could go, and moving it.
 *
 *     GET  /desk/api/cases/ID              the sheet; ?reveal=1 with numbers
 *     GET  /desk/api/cases/ID/candidates   stored, and by the rules in force
 *     GET  /desk/api/cases/ID/similar      past cases like it
 *     POST /desk/api/cases/ID/MOVE         a move of case_states.h, by its code, with what it
 * needs: text, unit, duty, helper, other (a number), rating POST /desk/api/cases/ID/note         an
 * internal remark
 *
 * A case outside the caller's scope is answered like one that does not exist, and the try is
 * recorded. Moves are made by the turn thread, which checks state and unit once more: two officers
 * who press at the same time get one move and one "the case has moved on". A move answers with the
 * new sheet. */
#include "dsl/base/utf8.h"
#include "gateway/desk/again.h"
#include "gateway/web/case_sheet.h"
#include "gateway/web/desk_work.h"

enum { TEXT_LEAST = 5, TEXT_MOST = 2000, FACTS_MOST = 48, NOTE_MEMORY = 16 << 20 };

static void record_outside(struct desk_call *call, int64_t id)
{
    bool noted = desk_audit(call, "case.refused", id, call->request->method) == STORE_OK;
    web_error(call->response, noted ? WEB_NO_SUCH : WEB_BUSY);
}

/* Reads the case; false: it is not there for this caller, and the answer says so. */
static bool open_case(struct desk_call *call, int64_t id, struct case_full *full)
{
    enum store_error error = cases_get(call->reader, id, call->arena, full);
    if (error == STORE_OK && scope_sees(&call->user, &full->line))
        error = case_hide(call, full);
    else if (error == STORE_OK)
        error = STORE_NONE;
    if (error == STORE_OK)
        return true;
    if (error == STORE_NONE)
        record_outside(call, id);
    else
        web_error(call->response, web_error_of(error));
    return false;
}

/* Records the look and answers with the sheet. */
static void show(struct desk_call *call, struct case_sheet *sheet)
{
    enum store_error error = case_sheet_read(call, sheet);
    if (error == STORE_OK)
        error = desk_audit(call, sheet->reveal ? "case.reveal" : "case.view", sheet->full.line.id,
                           VIEW(""));
    if (error != STORE_OK) {
        web_error(call->response, web_error_of(error));
        return;
    }
    struct rules_held *held = rulebook_take(call->setup->rulebook);
    json_t *root = case_sheet_json(call, held ? &held->rules : NULL, sheet);
    proposal_put_json(call, held ? &held->rules : NULL, &sheet->full.line, root);
    if (held)
        rulebook_put(call->setup->rulebook, held);
    web_json(call->response, root);
}

static void handle_show(struct desk_call *call, int64_t id)
{
    struct case_sheet sheet = {.reveal = view_is(web_query(call->request, "reveal"), "1")};
    if (!open_case(call, id, &sheet.full))
        return;
    if (sheet.reveal && !scope_sees_contact(&call->user, &sheet.full.line))
        web_error(call->response, WEB_NOT_ALLOWED);
    else
        show(call, &sheet);
}

/* ---- candidates ---- */

static size_t read_facts(const json_t *decision, struct arena *arena, struct told_fact *facts)
{
    size_t count = 0, index;
    json_t *one;
    json_array_foreach(json_object_get(decision, "facts"), index, one)
    {
        if (count < FACTS_MOST)
            facts[count++] =
                (struct told_fact){json_text(one, "fact", arena), json_text(one, "value", arena)};
    }
    return count;
}

static json_t *decided_again(struct desk_call *call, const struct case_full *full,
                             const json_t *decision)
{
    struct told_fact facts[FACTS_MOST];
    size_t count = read_facts(decision, call->arena, facts);
    struct rules_held *held = rulebook_take(call->setup->rulebook);
    if (!held)
        return json_object();
    struct view text = decide_again(&held->rules, full, facts, count, call->arena);
    rulebook_put(call->setup->rulebook, held);
    json_t *again = json_loadb(text.p, text.n, 0, NULL);
    return again ? again : json_object();
}

static void handle_candidates(struct desk_call *call, int64_t id)
{
    struct case_full full;
    if (!open_case(call, id, &full))
        return;
    struct view stored = full.decision.n ? full.decision : VIEW("{}");
    json_t *root = json_object(), *decision = json_loadb(stored.p, stored.n, 0, NULL);
    json_t *present = decided_again(call, &full, decision);
    decision_mask(present, call->arena);
    decision_mask(decision, call->arena);
    json_object_set_new(root, "present", present);
    json_object_set_new(root, "stored", decision ? decision : json_object());
    web_json(call->response, root);
}

/* ---- moves ---- */

enum web_error web_error_of_move(enum move_result result)
{
    switch (result) {
    case MOVE_MADE:
        return WEB_OK;
    case MOVE_NO_CASE:
        return WEB_NO_SUCH;
    case MOVE_NOT_NOW:
        return WEB_NOT_NOW;
    case MOVE_COMPLAINED:
        return WEB_COMPLAINED;
    case MOVE_NEEDS_SUMMARY:
        return WEB_NEEDS_SUMMARY;
    case MOVE_NO_UNIT:
        return WEB_NO_UNIT;
    case MOVE_NEEDS_TEXT:
        return WEB_NEEDS_TEXT;
    case MOVE_NO_OTHER:
        return WEB_NO_OTHER;
    case MOVE_NO_STORE:
        break;
    }
    return WEB_BUSY;
}

static enum web_error check_text(struct view text, bool needed)
{
    size_t n = utf8_length(text);
    if (n > TEXT_MOST)
        return WEB_TOO_LONG;
    return needed && n < TEXT_LEAST ? WEB_NEEDS_TEXT : WEB_OK;
}

struct desk_words {
    struct view text, unit, duty, helper, other;
    int rating[RATE_DIMENSIONS];
};

static void read_rating(const json_t *body, int rating[RATE_DIMENSIONS])
{
    const json_t *marks = json_object_get(body, "rating");
    for (size_t i = 0; i < RATE_DIMENSIONS; i++)
        rating[i] = (int)json_integer_value(json_array_get(marks, i));
}

static enum web_error read_words(struct desk_call *call, bool text_needed, struct desk_words *words)
{
    json_t *body = json_body(call->request);
    if (!body)
        return WEB_BAD_REQUEST;
    words->text = view_trim(json_text(body, "text", call->arena));
    words->unit = json_text(body, "unit", call->arena);
    words->duty = json_text(body, "duty", call->arena);
    words->helper = json_text(body, "helper", call->arena);
    words->other = view_trim(json_text(body, "other", call->arena));
    read_rating(body, words->rating);
    json_decref(body);
    return check_text(words->text, text_needed);
}

static const char *action_of(const char *code, struct arena *arena)
{
    struct buf text;
    buf_init(&text, 40);
    buf_print(&text, "case.%s", code);
    struct view action = buf_keep(&text, arena);
    buf_free(&text);
    return action.p;
}

/* A case by its number, as an officer would type it; 0: there is none. */
static int64_t other_case(struct desk_call *call, struct view number)
{
    int64_t id = 0;
    struct rules_held *held = rulebook_take(call->setup->rulebook);
    if (held && !case_number_parse(rules_district_code(&held->rules), number, &id))
        id = 0;
    if (held)
        rulebook_put(call->setup->rulebook, held);
    return id;
}

/* The act is recorded before it is made: what cannot be recorded does not happen. */
static enum web_error make_move(struct desk_call *call, const struct case_line *line,
                                enum case_move move, const struct desk_words *words)
{
    unsigned mover = scope_mover(&call->user, line, move);
    bool acts_as_unit = mover == BY_UNIT || mover == BY_HELPER;
    if (!mover)
        return WEB_NOT_NOW;
    struct desk_move asked = {.case_id = line->id,
                              .move = move,
                              .mover = (enum mover)mover,
                              .user = call->user.id,
                              .unit = acts_as_unit ? call->user.unit : words->unit,
                              .duty = words->duty,
                              .helper = words->helper,
                              .other = other_case(call, words->other),
                              .text = words->text};
    memcpy(asked.rating, words->rating, sizeof asked.rating);
    const char *action = action_of(case_move_info(move)->code, call->arena);
    if (desk_audit(call, action, line->id, asked.unit) != STORE_OK)
        return WEB_BUSY;
    return web_error_of_move(turn_move(call->setup->turn, &asked));
}

/* The state has changed under us: read anew and show, unless the case has left the caller's scope.
 */
static void show_after(struct desk_call *call, int64_t id)
{
    struct case_sheet sheet = {.reveal = false};
    enum store_error error = cases_get(call->reader, id, call->arena, &sheet.full);
    if (error == STORE_OK)
        error = case_hide(call, &sheet.full);
    if (error != STORE_OK)
        web_error(call->response, web_error_of(error));
    else if (scope_sees(&call->user, &sheet.full.line))
        show(call, &sheet);
    else
        web_json(call->response, json_pack("{sb}", "left", 1));
}

static void handle_move(struct desk_call *call, int64_t id, enum case_move move)
{
    struct case_full full;
    struct desk_words words;
    if (!open_case(call, id, &full))
        return;
    enum web_error error = read_words(call, case_move_info(move)->needs & NEED_TEXT, &words);
    if (error == WEB_OK)
        error = make_move(call, &full.line, move, &words);
    if (error == WEB_OK)
        show_after(call, id);
    else
        web_error(call->response, error);
}

struct note_job {
    const struct desk_user *user;
    int64_t id, now;
    struct view text;
};

static enum store_error add_note(struct store *store, const struct note_job *job,
                                 const struct case_full *full)
{
    struct case_event event = {.case_id = job->id,
                               .at = job->now,
                               .move = EVENT_REMARK,
                               .state = full->line.state,
                               .mover = job->user->roles & ROLE_UNIT ? BY_UNIT : BY_DISPATCHER,
                               .user = job->user->id,
                               .unit = job->user->unit,
                               .text = job->text};
    struct audit_row row = {.at = job->now,
                            .user = job->user->id,
                            .object = job->id,
                            .action = VIEW("case.note"),
                            .detail = VIEW("")};
    if (!scope_may_note(job->user, &full->line))
        return STORE_CONFLICT;
    enum store_error error = cases_add_event(store, full, &event);
    return error == STORE_OK ? audit_add(store, &row) : error;
}

/* Runs on the turn thread, so it has an arena of its own: the request's would jump to a place on
 * the web thread's stack when it is full. */
static enum store_error note_job(struct store *store, void *argument)
{
    struct note_job *job = argument;
    struct case_full full;
    struct arena arena;
    arena_init(&arena, NOTE_MEMORY);
    enum store_error error = cases_get(store, job->id, &arena, &full);
    if (error == STORE_OK)
        error = add_note(store, job, &full);
    arena_free(&arena);
    return error;
}

static void handle_note(struct desk_call *call, int64_t id)
{
    struct case_full full;
    struct desk_words words;
    if (!open_case(call, id, &full))
        return;
    enum web_error error = read_words(call, true, &words);
    if (error == WEB_OK) {
        struct note_job job = {&call->user, id, call->now, words.text};
        enum store_error written = turn_write(call->setup->turn, note_job, &job);
        error = written == STORE_CONFLICT ? WEB_NOT_NOW : web_error_of(written);
    }
    if (error == WEB_OK)
        show_after(call, id);
    else
        web_error(call->response, error);
}

/* What units will read of a confidential report. */
static void handle_summary(struct desk_call *call, int64_t id)
{
    struct case_full full;
    if (!open_case(call, id, &full))
        return;
    enum web_error error = confidential_write(call, &full);
    if (error == WEB_OK)
        show_after(call, id);
    else
        web_error(call->response, error);
}

/* ---- which of them ---- */

static void handle_post(struct desk_call *call, int64_t id, struct view act)
{
    enum case_move move;
    if (view_is(act, "note"))
        handle_note(call, id);
    else if (view_is(act, "summary"))
        handle_summary(call, id);
    else if (case_move_find(act, &move))
        handle_move(call, id, move);
    else
        web_error(call->response, WEB_NO_SUCH);
}

static void handle_similar(struct desk_call *call, int64_t id)
{
    struct case_full full;
    if (open_case(call, id, &full))
        similar_show(call, &full);
}

static void handle_get(struct desk_call *call, int64_t id, struct view act)
{
    if (!act.n)
        handle_show(call, id);
    else if (view_is(act, "candidates"))
        handle_candidates(call, id);
    else if (view_is(act, "similar"))
        handle_similar(call, id);
    else
        web_error(call->response, WEB_NO_SUCH);
}

void case_handle(struct desk_call *call)
{
    struct view act = call->request->rest;
    struct view number = view_cut(&act, '/');
    int64_t id;
    if (!view_int(number, 1, INT64_MAX, &id))
        web_error(call->response, WEB_NO_SUCH);
    else if (view_is(call->request->method, "POST"))
        handle_post(call, id, act);
    else
        handle_get(call, id, act);
}
