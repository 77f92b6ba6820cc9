/* activity_pages: activities that are open to sign up for.
 *
 * Asked for are a name and a phone, nothing else; what they are for and how long they are kept is
 * said before. Whoever signs up gets a code of eight letters, shown once, with which they leave
 * again; then their row is gone. Who is too many waits, and moves up when somebody leaves. An
 * address signs up ten times an hour and is wrong with a code as often; an activity's codes are
 * tried sixty times an hour in all. A phone that writes to the district by SMS gets its
 * confirmation there; a phone that never did gets nothing, or strangers could be bothered. */
#include "gateway/site/activity_pages.h"

#include "dsl/base/utf8.h"
#include "gateway/store/activity.h"
#include "gateway/store/outbox.h"
#include "gateway/turn/guesses.h"

enum { SHOWN = 50, NAME_MOST = 20, AN_HOUR = 10, OF_ACTIVITY = 60, CODE = 8, ROOM = 1 << 16 };

/* ---- reading ---- */

static void put_facts(struct site_call *call, const struct activity *a)
{
    put(call, "<dl class=\"facts\"><div><dt>");
    put_word(call, WORD_activity_when);
    put(call, "</dt><dd>");
    put_moment(call, a->starts);
    put(call, "</dd></div><div><dt>");
    put_word(call, WORD_activity_place);
    put(call, "</dt><dd>");
    put_escaped(call, a->place);
    put(call, "</dd></div><div><dt>");
    put_word(call, WORD_activity_seats);
    put(call, "</dt><dd>");
    put_number(call, a->taken);
    put(call, " / ");
    put_number(call, a->seats);
    put(call, "</dd></div><div><dt>");
    put_word(call, WORD_activity_closes);
    put(call, "</dt><dd>");
    put_moment(call, a->closes);
    put(call, "</dd></div></dl>\n");
}

static const char *path_of(struct site_call *call, int64_t id, const char *act)
{
    struct buf path;
    buf_init(&path, 60);
    buf_print(&path, "/activities/%lld%s", (long long)id, act);
    struct view kept = buf_keep(&path, call->arena);
    buf_free(&path);
    return kept.p;
}

void activity_list_page(struct site_call *call)
{
    struct activity *list = NULL;
    size_t count = 0;
    enum store_error error =
        activity_list(call->reader, ACTIVITY_OPEN, call->now, SHOWN, call->arena, &list, &count);
    page_open(call, SECTION_ACTIVITIES, WORD_activities, VIEW(""));
    if (error != STORE_OK)
        put_notice(call, "bad", WORD_busy);
    else if (!count)
        put_notice(call, "note", WORD_activity_none);
    put(call, "<ul class=\"entries\">\n");
    for (size_t i = 0; i < count; i++) {
        put(call, "<li><h2><a");
        put_href(call, path_of(call, list[i].id, ""), NULL);
        put(call, ">");
        put_escaped(call, list[i].title);
        put(call, "</a></h2><p class=\"soft\">");
        put_moment(call, list[i].starts);
        put(call, " · ");
        put_escaped(call, list[i].place);
        put(call, "</p></li>\n");
    }
    put(call, "</ul>\n");
    page_shut(call);
}

static void put_input(struct site_call *call, const char *name, enum site_word label,
                      const char *more)
{
    buf_print(call->out, "<p><label for=\"%s\">", name);
    put_word(call, label);
    buf_print(call->out, "</label><input class=\"field\" id=\"%s\" name=\"%s\" required %s></p>\n",
              name, name, more);
}

static void put_join(struct site_call *call, const struct activity *a)
{
    form_begin(call, path_of(call, a->id, "/join"), "class=\"card\"");
    put(call, "<h2>");
    put_word(call, a->taken < a->seats ? WORD_activity_join : WORD_activity_wait);
    put(call, "</h2>\n");
    put_input(call, "name", WORD_activity_name, "maxlength=\"20\" autocomplete=\"name\"");
    put_input(call, "phone", WORD_activity_phone,
              "type=\"tel\" maxlength=\"16\" autocomplete=\"tel\"");
    put(call, "<label class=\"tick\"><input type=\"checkbox\" name=\"agree\" value=\"yes\" "
              "required> <span>");
    put_word(call, WORD_activity_agree);
    put(call, " ");
    put_number(call, a->keep);
    put(call, " ");
    put_word(call, WORD_days);
    put(call, "</span></label>");
    form_end(call, WORD_activity_send, "strong");
}

static void put_leave(struct site_call *call, const struct activity *a)
{
    put(call, "<details class=\"do\"><summary>");
    put_word(call, WORD_activity_leave);
    put(call, "</summary>\n");
    form_begin(call, path_of(call, a->id, "/leave"), "");
    put_input(call, "code", WORD_activity_code, "maxlength=\"16\" autocomplete=\"off\"");
    form_end(call, WORD_activity_leave, "quiet");
    put(call, "</details>\n");
}

static void show(struct site_call *call, const struct activity *a, enum site_word said, bool good,
                 struct view code)
{
    page_open(call, SECTION_ACTIVITIES, WORD_activities, a->title);
    if (said != WORDS)
        put_notice(call, good ? "good" : "bad", said);
    if (code.n) {
        put(call, "<p class=\"card\">");
        put_word(call, WORD_activity_your_code);
        put(call, " <strong>");
        put_escaped(call, code);
        put(call, "</strong></p>\n");
    }
    put_facts(call, a);
    put(call, "<p>");
    put_lines(call, a->text);
    put(call, "</p>\n");
    if (call->now <= a->closes)
        put_join(call, a);
    else
        put_notice(call, "note", WORD_activity_closed);
    if (call->now < a->starts)
        put_leave(call, a);
    page_shut(call);
}

static bool find(struct site_call *call, struct view number, struct activity *a)
{
    int64_t id;
    bool found = view_int(number, 1, INT64_MAX, &id) &&
                 activity_get(call->reader, id, call->arena, a) == STORE_OK &&
                 a->state == ACTIVITY_OPEN;
    if (!found)
        page_missing(call);
    return found;
}

void activity_page(struct site_call *call)
{
    struct activity a;
    if (find(call, call->request->rest, &a))
        show(call, &a, WORDS, false, VIEW(""));
}

/* ---- signing up ---- */

struct joining {
    struct site_call *call;
    struct activity activity;
    struct view peer, name, phone;
    char code[CODE + 1];
    int64_t sms; /* the account, or 0 */
    bool room, full;
    enum signup_state state;
    enum store_error added;
};

/* Only to a phone that has written to the district by itself. */
static enum store_error confirm(struct store *store, int64_t account, struct view phone,
                                struct view text, int64_t now)
{
    struct arena arena;
    struct person person;
    struct buf packed;
    struct outbound message = {.class_ = OUT_NOTICE, .text = text};
    if (!account)
        return STORE_OK;
    arena_init(&arena, ROOM);
    enum store_error error = people_find(store, account, phone, &arena, &person);
    if (error == STORE_OK) {
        buf_init(&packed, 4096);
        outbound_pack(&message, &packed);
        struct outbox_row row = {.id = store->next_turn++ * OUTBOX_PARTS,
                                 .person = person.id,
                                 .account = account,
                                 .class_ = OUT_NOTICE,
                                 .state = OUTBOX_READY,
                                 .due = now,
                                 .body = buf_seen(&packed)};
        error = outbox_add(store, &person, &row);
        buf_free(&packed);
    }
    arena_free(&arena);
    return error == STORE_NONE || error == STORE_SEALED ? STORE_OK : error;
}

static enum store_error join_job(struct store *store, void *argument)
{
    struct joining *j = argument;
    struct arena arena;
    struct buf text;
    struct activity now;
    enum store_error error =
        guesses_room(store, "signup of address", j->peer, AN_HOUR, j->call->now, &j->room);
    if (error != STORE_OK || !j->room)
        return error;
    arena_init(&arena, ROOM);
    error = guesses_count(store, "signup of address", j->peer, j->call->now);
    if (error == STORE_OK)
        error = activity_get(store, j->activity.id, &arena, &now);
    if (error == STORE_OK)
        j->added =
            signup_add(store, &now, j->name, j->phone, view_of(j->code), j->call->now, &j->state);
    if (error == STORE_OK && j->added == STORE_OK) {
        buf_init(&text, 2000);
        buf_print(&text, "%s《%.*s》，取消码%s。",
                  j->state == SIGNUP_IN ? "已报名" : "已排在候补名单：", VIEW_FMT(now.title),
                  j->code);
        error = confirm(store, j->sms, j->phone, buf_seen(&text), j->call->now);
        buf_free(&text);
    }
    arena_free(&arena);
    return error;
}

static bool is_phone(struct view phone)
{
    int64_t number;
    return phone.n == 11 && phone.p[0] == '1' && phone.p[1] >= '3' &&
           view_int(phone, 13000000000, 19999999999, &number);
}

static void draw_code(const struct world *world, char code[CODE + 1])
{
    static const char alphabet[] = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"; /* 32: no bias */
    unsigned char random[CODE];
    world->random(world->self, random, sizeof random);
    for (int i = 0; i < CODE; i++)
        code[i] = alphabet[random[i] % 32];
    code[CODE] = 0;
}

static int64_t sms_account(const struct site *site)
{
    for (size_t i = 0; i < accounts_count(site->accounts); i++)
        if (accounts_at(site->accounts, i)->account.kind == CHANNEL_SMS)
            return accounts_at(site->accounts, i)->id;
    return 0;
}

static enum site_word check_join(struct joining *j)
{
    if (j->call->now > j->activity.closes)
        return WORD_activity_closed;
    if (!view_is(form_text(j->call, "agree"), "yes"))
        return WORD_not_ticked;
    if (!j->name.n || utf8_length(j->name) > NAME_MOST ||
        view_find(j->name, VIEW("\n")) != SIZE_MAX)
        return WORD_activity_bad_name;
    return is_phone(j->phone) ? WORDS : WORD_activity_bad_phone;
}

static void join(struct site_call *call, const struct activity *a)
{
    struct joining j = {.call = call,
                        .activity = *a,
                        .peer = peer_name(call),
                        .name = form_text(call, "name"),
                        .phone = form_text(call, "phone"),
                        .sms = sms_account(call->site)};
    enum site_word said = check_join(&j);
    bool good = false;
    draw_code(call->site->world, j.code);
    if (said == WORDS && turn_write(call->site->turn, join_job, &j) != STORE_OK)
        said = WORD_busy;
    else if (said == WORDS && !j.room)
        said = WORD_too_many;
    else if (said == WORDS && j.added == STORE_CONFLICT)
        said = WORD_activity_twice;
    else if (said == WORDS) {
        good = true;
        said = j.state == SIGNUP_IN ? WORD_activity_in : WORD_activity_waits;
    }
    j.activity.taken += good && j.state == SIGNUP_IN;
    show(call, &j.activity, said, good, good ? view_of(j.code) : VIEW(""));
}

/* ---- leaving ---- */

struct leaving {
    struct site_call *call;
    const struct activity *activity;
    struct view peer, code;
    int64_t sms;
    bool room, gone;
};

static enum store_error leave_room(struct store *store, struct leaving *l)
{
    bool of_peer = true;
    int64_t now = l->call->now;
    enum store_error error = guesses_room(store, "signup code", guesses_name(&l->activity->id),
                                          OF_ACTIVITY, now, &l->room);
    if (error == STORE_OK)
        error = guesses_room(store, "signup code of address", l->peer, AN_HOUR, now, &of_peer);
    l->room &= of_peer;
    return error;
}

static enum store_error wrong_code(struct store *store, const struct leaving *l)
{
    enum store_error error =
        guesses_count(store, "signup code", guesses_name(&l->activity->id), l->call->now);
    return error == STORE_OK ? guesses_count(store, "signup code of address", l->peer, l->call->now)
                             : error;
}

static enum store_error leave_job(struct store *store, void *argument)
{
    struct leaving *l = argument;
    struct signup next;
    struct arena arena;
    struct buf text;
    enum store_error error = leave_room(store, l);
    if (error != STORE_OK || !l->room)
        return error;
    arena_init(&arena, ROOM);
    error = signup_cancel(store, l->activity->id, l->code, &arena, &next);
    l->gone = error == STORE_OK;
    if (error == STORE_NONE)
        error = wrong_code(store, l);
    if (l->gone && next.id) {
        buf_init(&text, 2000);
        buf_print(&text, "有人退出，您已从候补转为报名成功：《%.*s》。",
                  VIEW_FMT(l->activity->title));
        error = confirm(store, l->sms, next.phone, buf_seen(&text), l->call->now);
        buf_free(&text);
    }
    arena_free(&arena);
    return error;
}

static void leave(struct site_call *call, const struct activity *a)
{
    struct view typed = form_text(call, "code");
    char code[CODE + 1] = "";
    for (size_t i = 0; i < CODE && i < typed.n; i++)
        code[i] = typed.p[i] >= 'a' && typed.p[i] <= 'z' ? (char)(typed.p[i] - 32) : typed.p[i];
    struct leaving l = {.call = call,
                        .activity = a,
                        .peer = peer_name(call),
                        .code = typed.n == CODE ? view_of(code) : typed,
                        .sms = sms_account(call->site)};
    struct activity after = *a;
    enum site_word said = WORD_activity_left;
    if (turn_write(call->site->turn, leave_job, &l) != STORE_OK)
        said = WORD_busy;
    else if (!l.room)
        said = WORD_too_many;
    else if (!l.gone)
        said = WORD_activity_wrong_code;
    if (l.gone && activity_get(call->reader, a->id, call->arena, &after) != STORE_OK)
        after = *a;
    show(call, &after, said, l.gone, VIEW(""));
}

void activity_post(struct site_call *call)
{
    struct activity a;
    struct view act = call->request->rest, number = view_cut(&act, '/');
    bool known = view_is(act, "join") || view_is(act, "leave");
    if (!known || !form_is_own(call)) {
        page_missing(call);
        return;
    }
    if (!find(call, number, &a))
        return;
    if (view_is(act, "join"))
        join(call, &a);
    else
        leave(call, &a);
}
