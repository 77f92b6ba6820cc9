/* talks_act: what an officer does with a talk.
 *
 *     POST /desk/api/talks/ID/take   the bot is silent from now on
 *     POST /desk/api/talks/ID/say    {"text"}: to the citizen, by the channel of the talk
 *     POST /desk/api/talks/ID/keep   still there: the time of silence begins anew
 *     POST /desk/api/talks/ID/give   back to the bot
 *     POST /desk/api/talks/ID/end    the same, and nothing is open any more
 *     POST /desk/api/talks/ID/file   the clerk's form (entry_api.c): the case is filed from here
 *
 * The act is recorded before it is done, and done by the turn thread, which decides who has the
 * talk: of two officers who press at the same time one gets it, and the other hears who. */
#include "dsl/base/utf8.h"
#include "gateway/desk/mask.h"
#include "gateway/web/desk_work.h"
#include "gateway/web/talks_api.h"

enum { BYTES_MOST = 2000 }; /* of what WeChat takes at once */

static const struct {
    const char *name, *action;
} acts[] = {[ATTEND_TAKE] = {"take", "talk.take"}, [ATTEND_SAY] = {"say", "talk.say"},
            [ATTEND_KEEP] = {"keep", "talk.keep"}, [ATTEND_GIVE] = {"give", "talk.give"},
            [ATTEND_END] = {"end", "talk.end"},    [ATTEND_FILE] = {"file", "talk.file"}};

static bool find_act(struct view name, enum attend_act *act)
{
    for (size_t i = 0; i < sizeof acts / sizeof *acts; i++)
        if (view_is(name, acts[i].name)) {
            *act = (enum attend_act)i;
            return true;
        }
    return false;
}

/* The form begins with the citizen's words as the page shows them; the case gets their numbers. */
static void unmask(struct desk_call *call, const struct desk_talk *talk, json_t *body)
{
    struct view *said = ARENA_ARRAY(call->arena, talk->count + 1, struct view);
    size_t count = 0;
    for (size_t i = 0; i < talk->count; i++)
        if (talk->rows[i].spoken)
            said[count++] = talk->rows[i].message.text;
    struct view text = json_text(body, "text", call->arena);
    json_put(body, "text", mask_undo(text, said, count, call->arena));
}

static enum web_error read_act(struct desk_call *call, const struct rules *rules,
                               const struct desk_talk *talk, json_t *body,
                               struct desk_attend *asked)
{
    if (asked->act == ATTEND_FILE) {
        unmask(call, talk, body);
        return entry_form_read(call, rules, body, asked->entry);
    }
    if (asked->act != ATTEND_SAY)
        return WEB_OK;
    asked->text = view_trim(json_text(body, "text", call->arena));
    return asked->text.n ? WEB_OK : WEB_NEEDS_TEXT;
}

/* More than the channel carries would be cut, and nobody would know. */
static bool is_too_long(const struct desk_talk *talk, struct view text)
{
    bool wechat = talk->account && talk->account->adapter->kind == CHANNEL_WECHAT;
    return utf8_length(text) > talk_most(talk) || (wechat && text.n > BYTES_MOST);
}

static void refuse_length(struct desk_call *call, size_t most)
{
    struct buf zh, en;
    buf_init(&zh, 100);
    buf_init(&en, 100);
    buf_print(&zh, "这个渠道一次最多写 %zu 个字，请分开发", most);
    buf_print(&en, "this channel carries %zu characters at a time; send it in parts", most);
    web_refuse(call->response, 422, "too_long", buf_keep(&zh, call->arena).p,
               buf_keep(&en, call->arena).p);
    buf_free(&zh);
    buf_free(&en);
}

static void refuse_holder(struct desk_call *call, int64_t holder)
{
    struct view name = officer_name(call, holder);
    struct buf zh, en;
    buf_init(&zh, 400);
    buf_init(&en, 400);
    buf_print(&zh, "这段对话正由%.*s接待", VIEW_FMT(name));
    buf_print(&en, "%.*s has this talk now", VIEW_FMT(name));
    web_refuse(call->response, 409, "taken", buf_keep(&zh, call->arena).p,
               buf_keep(&en, call->arena).p);
    buf_free(&zh);
    buf_free(&en);
}

static void show_after(struct desk_call *call, const struct rules *rules, int64_t person)
{
    struct desk_talk talk;
    enum store_error error = talk_read(call, rules, person, TALK_TURNS, &talk);
    if (error == STORE_OK)
        talk_show(call, rules, &talk);
    else
        web_error(call->response, web_error_of(error));
}

static void answer(struct desk_call *call, const struct rules *rules,
                   const struct desk_attend *asked)
{
    switch (asked->result) {
    case ATTEND_NOBODY:
        web_error(call->response, WEB_NO_SUCH);
        return;
    case ATTEND_OTHER:
        refuse_holder(call, asked->holder);
        return;
    case ATTEND_NOT_YOURS:
        web_error(call->response, WEB_TALK_BACK);
        return;
    case ATTEND_DONE:
        break;
    }
    if (asked->act == ATTEND_FILE)
        entry_form_told(call, rules, asked->entry);
    else
        show_after(call, rules, asked->person);
}

static void do_act(struct desk_call *call, const struct rules *rules, const struct desk_talk *talk,
                   struct desk_attend *asked)
{
    json_t *body = json_body(call->request);
    enum web_error wrong = body ? read_act(call, rules, talk, body, asked) : WEB_BAD_REQUEST;
    json_decref(body);
    if (wrong == WEB_OK && is_too_long(talk, asked->text)) {
        refuse_length(call, talk_most(talk));
        return;
    }
    if (wrong == WEB_OK && desk_audit(call, acts[asked->act].action, asked->person, VIEW("")))
        wrong = WEB_BUSY;
    if (wrong == WEB_OK)
        wrong = web_error_of(turn_attend(call->setup->turn, asked));
    if (wrong == WEB_OK)
        answer(call, rules, asked);
    else
        web_error(call->response, wrong);
}

void talk_act(struct desk_call *call, const struct rules *rules, int64_t person, struct view name)
{
    struct desk_talk talk;
    struct desk_entry entry = {.user = call->user.id};
    struct desk_attend asked = {.person = person,
                                .user = call->user.id,
                                .session = session_mark(call),
                                .text = VIEW(""),
                                .entry = &entry};
    enum store_error error = STORE_NONE;
    if (find_act(name, &asked.act))
        error = talk_read(call, rules, person, TALK_TURNS, &talk);
    if (error == STORE_NONE && desk_audit(call, "talk.refused", person, VIEW("")) != STORE_OK)
        error = STORE_BUSY;
    if (error == STORE_OK)
        do_act(call, rules, &talk, &asked);
    else
        web_error(call->response, web_error_of(error));
}
