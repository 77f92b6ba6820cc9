/* entry_api: the clerk's form.
 *
 *     POST /desk/api/entry/look  {"text","place","kind"}: where it may go, what is still to be
 * asked, what was reported near by; nothing is kept POST /desk/api/entry       the same with
 * contact, name, outside, visit, anonymous, sms, urgent, unit, duty: files the case; answers with
 * number and query code
 *
 * The page asks while the clerk types. What is looked at that way is not recorded, since it is no
 * look at anybody's case: of one near by only its number and how many people named it are told. */
#include "gateway/desk/entry.h"

#include "dsl/base/utf8.h"
#include "gateway/topics/topics.h"
#include "gateway/web/case_sheet.h"
#include "gateway/web/desk_work.h"

enum {
    TEXT_LEAST = 5,
    TEXT_MOST = 2000,
    PLACE_MOST = 200,
    OUTSIDE_MOST = 60,
    PHONE_LEAST = 7,
    PHONE_MOST = 15
};

static int kind_of(struct view text)
{
#define SYMBOL_NAMES(enumerator, zh, en) en,
    static const char *const names[] = {MATTER_KINDS(SYMBOL_NAMES)};
#undef SYMBOL_NAMES
    for (int i = 0; i < KIND_COUNT; i++)
        if (view_is(text, names[i]))
            return i;
    return NONE;
}

static bool read_said(struct desk_call *call, const json_t *body, struct entry_said *said)
{
    struct arena *arena = call->arena;
    *said = (struct entry_said){.text = view_trim(json_text(body, "text", arena)),
                                .place = view_trim(json_text(body, "place", arena)),
                                .kind = kind_of(json_text(body, "kind", arena)),
                                .urgent = json_is_true(json_object_get(body, "urgent")),
                                .unit = json_text(body, "unit", arena),
                                .duty = json_text(body, "duty", arena),
                                .now = call->now};
    return utf8_length(said->text) <= TEXT_MOST && utf8_length(said->place) <= PLACE_MOST;
}

/* ---- while typing ---- */

static json_t *question_json(const struct entry_read *read)
{
    json_t *one = json_object(), *choices = json_array();
    json_put(one, "zh", read->question[LANGUAGE_ZH]);
    json_put(one, "en", read->question[LANGUAGE_EN]);
    for (size_t i = 0; i < read->choice_count; i++) {
        json_t *choice = json_object();
        json_put(choice, "zh", read->choices[i][LANGUAGE_ZH]);
        json_put(choice, "en", read->choices[i][LANGUAGE_EN]);
        json_array_append_new(choices, choice);
    }
    json_object_set_new(one, "choices", choices);
    return one;
}

static enum store_error look_near(struct desk_call *call, const struct rules *rules,
                                  const struct entry_said *said, const struct entry_read *read,
                                  struct topics_found *near)
{
    struct topics_matter matter = {.text = said->text,
                                   .category = read->category,
                                   .duty = read->duty,
                                   .area = read->area,
                                   .now = call->now};
    *near = (struct topics_found){0};
    if (!read->category.n)
        return STORE_OK;
    return topics_find(call->reader, rules, &matter, call->arena, near);
}

static json_t *look_json(struct desk_call *call, const struct rules *rules,
                         const struct entry_read *read, const struct topics_found *near)
{
    json_t *root = json_object();
    json_t *decision = json_loadb(read->explained.p, read->explained.n, 0, NULL);
    json_object_set_new(root, "decision", decision ? decision : json_object());
    json_object_set_new(root, "question", question_json(read));
    json_object_set_new(root, "area", named_json(rules, NOUN_AREA, read->area));
    json_object_set_new(root, "category", named_json(rules, NOUN_CATEGORY, read->category));
    if (near->case_id) {
        json_t *one = json_object();
        json_put_int(one, "id", near->case_id);
        json_put(one, "number",
                 case_number_text(rules_district_code(rules), near->case_id, call->arena));
        json_put_int(one, "people", near->people);
        json_object_set_new(root, "near", one);
    }
    return root;
}

static void look(struct desk_call *call, const struct rules *rules, const struct entry_said *said)
{
    struct entry_read read;
    struct topics_found near;
    entry_read(rules, said, call->arena, &read);
    enum store_error error = look_near(call, rules, said, &read, &near);
    if (error == STORE_OK)
        web_json(call->response, look_json(call, rules, &read, &near));
    else
        web_error(call->response, web_error_of(error));
}

/* ---- filing ---- */

static struct view digits_of(struct view text, struct arena *arena)
{
    char *digits = arena_alloc(arena, text.n + 1);
    size_t n = 0;
    for (size_t i = 0; i < text.n; i++) {
        if (text.p[i] >= '0' && text.p[i] <= '9')
            digits[n++] = text.p[i];
        else if (!strchr(" -+()", text.p[i]))
            return VIEW("?");
    }
    return (struct view){digits, n};
}

static struct view contact_of(struct view phone, struct view name, struct arena *arena)
{
    struct buf text;
    buf_init(&text, 300);
    buf_view(&text, phone);
    if (name.n) {
        buf_text(&text, phone.n ? " " : "");
        buf_view(&text, name);
    }
    struct view contact = buf_keep(&text, arena);
    buf_free(&text);
    return contact;
}

static enum web_error read_entry(struct desk_call *call, const json_t *body,
                                 struct desk_entry *entry)
{
    struct arena *arena = call->arena;
    struct view phone = digits_of(view_trim(json_text(body, "contact", arena)), arena);
    struct view name = view_trim(json_text(body, "name", arena));
    entry->outside = view_trim(json_text(body, "outside", arena));
    entry->visit = json_is_true(json_object_get(body, "visit"));
    entry->user = call->user.id;
    entry->filing.anonymous = json_is_true(json_object_get(body, "anonymous"));
    if (phone.n && (phone.n < PHONE_LEAST || phone.n > PHONE_MOST))
        return WEB_BAD_REQUEST;
    if (entry->outside.n > OUTSIDE_MOST || name.n > PLACE_MOST)
        return WEB_TOO_LONG;
    if (entry->filing.anonymous)
        return WEB_OK;
    entry->filing.contact = contact_of(phone, name, arena);
    if (json_is_true(json_object_get(body, "sms")))
        entry->phone = phone;
    return WEB_OK;
}

void entry_form_told(struct desk_call *call, const struct rules *rules,
                     const struct desk_entry *entry)
{
    json_t *root = json_object();
    json_put_int(root, "id", entry->case_id);
    json_put(root, "number",
             case_number_text(rules_district_code(rules), entry->case_id, call->arena));
    json_put(root, "code", view_of(entry->code));
    json_object_set_new(root, "unit", named_json(rules, NOUN_UNIT, entry->filing.unit));
    json_put_int(root, "due", entry->filing.due);
    web_json(call->response, root);
}

enum web_error entry_form_read(struct desk_call *call, const struct rules *rules,
                               const json_t *body, struct desk_entry *entry)
{
    struct entry_said said;
    struct entry_read read;
    if (!read_said(call, body, &said))
        return WEB_TOO_LONG;
    if (utf8_length(said.text) < TEXT_LEAST)
        return WEB_NEEDS_TEXT;
    if (said.unit.n && rules_find(rules, NOUN_UNIT, said.unit) == NONE)
        return WEB_NO_UNIT;
    entry_read(rules, &said, call->arena, &read);
    entry_file(rules, &said, &read, call->arena, &entry->filing);
    return read_entry(call, body, entry);
}

static void file(struct desk_call *call, const struct rules *rules, const json_t *body)
{
    struct desk_entry entry = {.case_id = 0};
    enum web_error wrong = entry_form_read(call, rules, body, &entry);
    if (wrong == WEB_OK)
        wrong = web_error_of(turn_enter(call->setup->turn, &entry));
    if (wrong == WEB_OK && desk_audit(call, "case.entry", entry.case_id, VIEW("")) != STORE_OK)
        wrong = WEB_BUSY;
    if (wrong == WEB_OK)
        entry_form_told(call, rules, &entry);
    else
        web_error(call->response, wrong);
}

static void with_rules(struct desk_call *call, bool filing)
{
    struct entry_said said;
    json_t *body = json_body(call->request);
    struct rules_held *held = rulebook_take(call->setup->rulebook);
    if (!body || !held)
        web_error(call->response, body ? WEB_BUSY : WEB_BAD_REQUEST);
    else if (filing)
        file(call, &held->rules, body);
    else if (!read_said(call, body, &said))
        web_error(call->response, WEB_TOO_LONG);
    else
        look(call, &held->rules, &said);
    if (held)
        rulebook_put(call->setup->rulebook, held);
    json_decref(body);
}

void entry_look_handle(struct desk_call *call)
{
    with_rules(call, false);
}

void entry_handle(struct desk_call *call)
{
    with_rules(call, true);
}
