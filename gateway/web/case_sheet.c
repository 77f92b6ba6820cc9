/* case_sheet: a case as the desk's page gets it.
 *
 * First everything is read into the request's arena, then the JSON is built; the names of units,
 * categories and areas are those of the rules in force, since an officer knows the house as it is
 * today, and what is no longer in the rules keeps its code. Citizens' telephone and identity
 * numbers are masked in every text unless they were asked for, which is an act of its own in the
 * audit. */
#include "gateway/web/case_sheet.h"

#include "gateway/desk/mask.h"
#include "gateway/store/alike.h"
#include "gateway/web/talks_api.h"

enum { LIVING_SECONDS = 48 * 3600 }; /* as long as WeChat takes an answer */

static enum store_error read_media(struct desk_call *call, struct case_sheet *sheet)
{
    for (size_t i = 0; i < sheet->full.media_count; i++) {
        struct media_row *row = &sheet->media[sheet->media_count];
        enum store_error error = media_get(call->reader, sheet->full.media[i], call->arena, row);
        if (error == STORE_OK)
            sheet->media_count++;
        else if (error != STORE_NONE && error != STORE_SEALED)
            return error;
    }
    return STORE_OK;
}

static enum store_error read_actors(struct desk_call *call, struct case_sheet *sheet)
{
    struct desk_user user;
    sheet->actors = ARENA_ARRAY(call->arena, sheet->event_count, struct view);
    for (size_t i = 0; i < sheet->event_count; i++) {
        if (!sheet->events[i].user)
            continue;
        enum store_error error = users_get(call->reader, sheet->events[i].user, call->arena, &user);
        if (error == STORE_OK)
            sheet->actors[i] = user.name.n ? user.name : user.login;
        else if (error != STORE_NONE)
            return error;
    }
    return STORE_OK;
}

static enum store_error read_sayers(struct desk_call *call, struct case_sheet *sheet)
{
    enum store_error error = STORE_OK;
    sheet->sayers = ARENA_ARRAY(call->arena, sheet->talk_count, struct turn_sayer);
    for (size_t i = 0; i < sheet->talk_count && error == STORE_OK; i++)
        error = turn_sayer(call, &sheet->talk[i], &sheet->sayers[i]);
    return error;
}

enum store_error case_sheet_read(struct desk_call *call, struct case_sheet *sheet)
{
    enum store_error error =
        cases_events(call->reader, &sheet->full, call->arena, &sheet->events, &sheet->event_count);
    if (error == STORE_OK)
        error = read_actors(call, sheet);
    if (error == STORE_OK)
        error = follower_count(call->reader, sheet->full.line.id, &sheet->followers);
    if (error == STORE_OK)
        error =
            case_talk(call->reader, &sheet->full, call->arena, &sheet->talk, &sheet->talk_count);
    if (error == STORE_OK)
        error = read_sayers(call, sheet);
    return error == STORE_OK ? read_media(call, sheet) : error;
}

/* ---- names ---- */

json_t *named_json(const struct rules *rules, enum rules_noun noun, struct view code)
{
    int index = rules && code.n ? rules_find(rules, noun, code) : NONE;
    json_t *one = json_object();
    json_put(one, "code", code);
    json_put(one, "zh", index == NONE ? code : rules_display(rules, noun, index, LANGUAGE_ZH));
    json_put(one, "en", index == NONE ? code : rules_display(rules, noun, index, LANGUAGE_EN));
    return one;
}

json_t *duty_json(const struct rules *rules, struct view code, struct view text)
{
    json_t *one = named_json(rules, NOUN_DUTY, code);
    if (text.n)
        json_put(one, "zh", text);
    if (text.n && (!rules || rules_find(rules, NOUN_DUTY, code) == NONE))
        json_put(one, "en", text);
    return one;
}

static void put_pair(json_t *object, const char *name, const char *code, const char *zh,
                     const char *en)
{
    json_object_set_new(object, name, json_pack("{ss ss ss}", "code", code, "zh", zh, "en", en));
}

static void put_kind(json_t *object, int kind)
{
#define SYMBOL_NAMES(enumerator, zh, en) {en, zh},
    static const char *const names[][2] = {MATTER_KINDS(SYMBOL_NAMES)};
#undef SYMBOL_NAMES
    if (kind >= 0 && kind < KIND_COUNT)
        put_pair(object, "kind", names[kind][0], names[kind][1], names[kind][0]);
}

static void put_channel(json_t *object, int channel)
{
#define SYMBOL_NAMES(enumerator, zh, en) {en, zh},
    static const char *const names[][2] = {CHANNEL_KINDS(SYMBOL_NAMES)};
#undef SYMBOL_NAMES
    if (channel >= 0 && channel < CHANNEL_COUNT)
        put_pair(object, "channel", names[channel][0], names[channel][1], names[channel][0]);
}

static void put_state(json_t *object, enum case_state state)
{
    const struct case_state_info *info = case_state_info(state);
    put_pair(object, "state", info->code, info->zh, info->en);
}

json_t *case_head_json(const struct rules *rules, const struct case_line *line, struct arena *arena)
{
    json_t *head = json_object();
    struct view prefix = rules ? rules_district_code(rules) : VIEW("");
    json_put_int(head, "id", line->id);
    json_put(head, "number", case_number_text(prefix, line->id, arena));
    put_state(head, line->state);
    put_kind(head, line->kind);
    put_channel(head, line->channel);
    json_put_bool(head, "urgent", line->flags & CASE_URGENT);
    json_put_bool(head, "emergency", line->flags & CASE_EMERGENCY);
    json_put_bool(head, "anonymous", line->flags & CASE_ANONYMOUS);
    json_put_bool(head, "confidential", line->flags & CASE_CONFIDENTIAL);
    json_object_set_new(head, "category", named_json(rules, NOUN_CATEGORY, line->category));
    json_object_set_new(head, "unit", named_json(rules, NOUN_UNIT, line->unit));
    json_object_set_new(head, "area", named_json(rules, NOUN_AREA, line->area));
    json_put_int(head, "filed", line->filed);
    json_put_int(head, "due", line->due);
    json_put_int(head, "poor", line->poor_ratings);
    json_put_int(head, "confidence", line->confidence);
    return head;
}

/* ---- the sheet ---- */

static void put_words(json_t *object, const char *name, struct view text,
                      const struct case_sheet *sheet, struct arena *arena)
{
    json_put(object, name, sheet->reveal ? text : mask_numbers(text, arena));
}

static json_t *talk_json(const struct case_sheet *sheet, struct arena *arena)
{
    json_t *list = json_array();
    for (size_t i = 0; i < sheet->talk_count; i++)
        json_array_append_new(list,
                              turn_json(&sheet->talk[i], &sheet->sayers[i], sheet->reveal, arena));
    return list;
}

static void put_move(json_t *object, int move)
{
    const struct case_event_info *info = case_event_info(move);
    if (info)
        put_pair(object, "move", info->code, info->zh, info->en);
}

static void put_mover(json_t *object, enum mover mover)
{
    const struct mover_info *info = mover_info(mover);
    if (info)
        put_pair(object, "mover", info->code, info->zh, info->en);
}

static json_t *rating_json(const struct case_event *event)
{
    json_t *list = json_array();
    for (int i = 0; i < RATE_DIMENSIONS; i++)
        if (event->rating[i])
            json_array_append_new(list, json_integer(event->rating[i]));
    return list;
}

static json_t *events_json(const struct desk_call *call, const struct rules *rules,
                           const struct case_sheet *sheet, struct arena *arena)
{
    bool hides = scope_hides(&call->user, &sheet->full.line);
    json_t *list = json_array();
    for (size_t i = 0; i < sheet->event_count; i++) {
        const struct case_event *event = &sheet->events[i];
        json_t *one = json_object();
        json_put_int(one, "n", event->n);
        json_put_int(one, "at", event->at);
        put_move(one, event->move);
        put_state(one, event->state);
        put_mover(one, event->mover);
        json_put(one, "user", sheet->actors[i]);
        json_object_set_new(one, "unit", named_json(rules, NOUN_UNIT, event->unit));
        put_words(one, "text", hides && event->mover == BY_CITIZEN ? VIEW("") : event->text, sheet,
                  arena);
        json_object_set_new(one, "rating", rating_json(event));
        json_array_append_new(list, one);
    }
    return list;
}

static json_t *media_json(const struct case_sheet *sheet)
{
    static const char *const states[] = {"wanted", "here", "refused"};
    json_t *list = json_array();
    for (size_t i = 0; i < sheet->media_count; i++) {
        const struct media_row *row = &sheet->media[i];
        json_t *one = json_object();
        json_put(one, "id", row->id);
        json_put(one, "type", row->type);
        json_put(one, "state", view_of(states[row->state]));
        json_put_int(one, "size", row->size);
        json_array_append_new(list, one);
    }
    return list;
}

/* What the caller may do now, by the names of the interface. */
static json_t *actions_json(const struct desk_call *call, const struct case_line *line)
{
    json_t *list = json_array();
    for (int i = 0; i < CASE_MOVES; i++)
        if (scope_mover(&call->user, line, (enum case_move)i))
            json_array_append_new(list, json_string(case_move_info((enum case_move)i)->code));
    if (scope_may_note(&call->user, line))
        json_array_append_new(list, json_string("note"));
    return list;
}

/* The same with names and with what must be given, so that a page need not know each. */
static json_t *moves_json(const struct desk_call *call, const struct case_line *line)
{
    static const struct {
        unsigned need;
        const char *name;
    } needs[] = {{NEED_TEXT, "text"},
                 {NEED_UNIT, "unit"},
                 {NEED_HELPER, "helper"},
                 {NEED_OTHER, "other"},
                 {NEED_RATING, "rating"}};
    json_t *list = json_array();
    for (int i = 0; i < CASE_MOVES; i++) {
        const struct case_move_info *info = case_move_info((enum case_move)i);
        if (!scope_mover(&call->user, line, (enum case_move)i))
            continue;
        json_t *given = json_array();
        for (size_t k = 0; k < sizeof needs / sizeof *needs; k++)
            if (info->needs & needs[k].need)
                json_array_append_new(given, json_string(needs[k].name));
        json_array_append_new(list, json_pack("{ss ss ss so}", "code", info->code, "zh", info->zh,
                                              "en", info->en, "needs", given));
    }
    return list;
}

static json_t *assists_json(const struct rules *rules, const struct case_full *full)
{
    json_t *list = json_array();
    for (size_t i = 0; i < full->assist_count; i++)
        json_array_append_new(list, named_json(rules, NOUN_UNIT, full->assists[i]));
    return list;
}

static void mask_field(json_t *object, const char *name, struct arena *arena)
{
    const char *text = json_string_value(json_object_get(object, name));
    if (text)
        json_put(object, name, mask_number(view_of(text), arena));
}

void decision_mask(json_t *decision, struct arena *arena)
{
    size_t index;
    json_t *one;
    json_array_foreach(json_object_get(decision, "mentions"), index, one)
    {
        const char *kind = json_string_value(json_object_get(one, "kind"));
        if (!kind || (strcmp(kind, "phone") != 0 && strcmp(kind, "identity") != 0))
            continue;
        mask_field(one, "words", arena);
        mask_field(one, "told", arena);
        mask_field(one, "told_en", arena);
    }
}

static void put_place(json_t *object, const struct case_full *full)
{
    json_put(object, "place", full->place);
    if (full->has_point)
        json_object_set_new(object, "point", json_pack("[ff]", full->latitude, full->longitude));
}

/* The person whose talk may still be taken over from here; 0: none. */
static int64_t living_talk(const struct desk_call *call, const struct case_sheet *sheet)
{
    if (!(call->user.roles & TALK_ROLES) || !sheet->talk_count)
        return 0;
    int64_t last = sheet->talk[sheet->talk_count - 1].at;
    return call->now - last < LIVING_SECONDS ? sheet->full.person : 0;
}

json_t *case_sheet_json(struct desk_call *call, const struct rules *rules,
                        const struct case_sheet *sheet)
{
    const struct case_full *full = &sheet->full;
    struct arena *arena = call->arena;
    json_t *decision = json_loadb(full->decision.n ? full->decision.p : "{}",
                                  full->decision.n ? full->decision.n : 2, 0, NULL);
    json_t *root = case_head_json(rules, &full->line, arena);
    json_object_set_new(root, "duty", duty_json(rules, full->line.duty, full->duty_text));
    json_object_set_new(root, "deadline", deadline_json(rules, full));
    put_words(root, "summary", full->summary, sheet, arena);
    put_words(root, "text", full->text, sheet, arena);
    put_words(root, "answer", full->answer, sheet, arena);
    put_words(root, "contact", full->contact, sheet, arena);
    json_put_int(root, "followers", sheet->followers);
    json_put_bool(root, "revealed", sheet->reveal);
    json_put_bool(root, "may_reveal", scope_sees_contact(&call->user, &full->line));
    json_put_bool(root, "erased", !full->secret.n);
    put_place(root, full);
    json_object_set_new(root, "assists", assists_json(rules, full));
    if (decision && !sheet->reveal)
        decision_mask(decision, arena);
    json_object_set_new(root, "decision", decision ? decision : json_object());
    json_object_set_new(root, "talk", talk_json(sheet, arena));
    json_put_int(root, "living", living_talk(call, sheet));
    json_object_set_new(root, "media", media_json(sheet));
    json_object_set_new(root, "events", events_json(call, rules, sheet, arena));
    json_object_set_new(root, "actions", actions_json(call, &full->line));
    json_object_set_new(root, "moves", moves_json(call, &full->line));
    confidential_put_json(call, full, root);
    json_put_int(root, "now", call->now);
    return root;
}
