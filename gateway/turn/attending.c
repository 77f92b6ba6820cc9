/* attending: officers who talk to citizens themselves.
 *
 * A talk is taken by one officer at a time. That the bot is silent stands in the talk's state, so
 * it holds for the very next message; who has it, from which session and until when stands in a row
 * beside it (store/taken.h). Both are written in one transaction with what the citizen is told, so
 * a crash finds the talk either taken or not, and every word on disk.
 *
 * What an officer says is a turn like one that zhida opens by itself: it is an outbox row with the
 * channel's rules, and stands in the person's line of turns, with who said it beside it.
 *
 * The clock gives a talk back when its time is over (each act of the officer begins it anew), when
 * the session has ended, or when the officer may no longer do this: nobody is left alone with a
 * silent bot. */
#include "gateway/turn/self.h"

#include "gateway/store/taken.h"

enum {
    LOOK = 2, /* seconds between two looks while somebody has a talk */
    REST = 60,
    ASKING = 2 * 3600, /* a talk that nobody took has asked long enough */
    LIST_MOST = 2000
};
enum { ATTEND_ROLES = ROLE_DISPATCHER | ROLE_CLERK };

/* ---- speaking ---- */

static int64_t silence(const struct turn *turn)
{
    return rules_handover(&turn->rules->rules).silence_most;
}

static int64_t case_of_number(const struct turn *turn, struct view number)
{
    int64_t id = 0;
    return number.n && case_number_parse(turn_prefix(turn), number, &id) ? id : 0;
}

/* What the officer says, or what the bot says of it; the case it belongs to. */
static enum store_error close_turn(struct turn *turn, struct spoken *spoken,
                                   const struct talk_state *state, const struct taken *taken,
                                   int64_t user)
{
    if (!spoken->row.case_id)
        spoken->row.case_id = taken->case_id;
    enum store_error error = speak_close(turn, spoken, state);
    return error == STORE_OK && user ? said_by_add(turn->store, spoken->row.id, user) : error;
}

/* ---- the acts ---- */

struct attending {
    struct turn *turn;
    struct desk_attend *asked;
    struct spoken spoken;
    struct talk_state *state;
    struct taken taken;
};

static void begin_anew(struct attending *a)
{
    a->taken.until = a->turn->now + silence(a->turn);
    memcpy(a->taken.session, a->asked->session.bytes, SESSION_MARK);
}

static struct outbound *reply_of(struct attending *a)
{
    return &a->spoken.row.replies[0];
}

static void change_hands(struct attending *a, enum talk_person change)
{
    talk_person(&a->turn->rules->rules, a->state, change, a->spoken.account->language, a->turn->now,
                &a->turn->scratch, reply_of(a));
}

static enum store_error take(struct attending *a)
{
    struct talk_standing standing;
    begin_anew(a);
    if (a->taken.user) /* once more by the same: from another window, perhaps */
        return taken_put(a->turn->store, &a->taken);
    talk_standing(&a->turn->rules->rules, a->state, a->turn->now, &standing);
    if (!a->taken.case_id)
        a->taken.case_id = case_of_number(a->turn, standing.last_case);
    a->taken.user = a->asked->user;
    a->taken.since = a->turn->now;
    a->turn->taken_look_at = 0;
    change_hands(a, PERSON_IN);
    enum store_error error = taken_put(a->turn->store, &a->taken);
    return error == STORE_OK ? close_turn(a->turn, &a->spoken, a->state, &a->taken, 0) : error;
}

static enum store_error say(struct attending *a)
{
    begin_anew(a);
    if (!talk_is_taken(a->state)) /* it could not be read, and began anew */
        change_hands(a, PERSON_IN);
    *reply_of(a) = (struct outbound){.class_ = OUT_REPLY, .text = a->asked->text};
    enum store_error error = taken_put(a->turn->store, &a->taken);
    return error == STORE_OK ? close_turn(a->turn, &a->spoken, a->state, &a->taken, a->asked->user)
                             : error;
}

static enum store_error give(struct attending *a, enum talk_person change)
{
    change_hands(a, change);
    enum store_error error = taken_drop(a->turn->store, a->taken.person);
    return error == STORE_OK ? close_turn(a->turn, &a->spoken, a->state, &a->taken, 0) : error;
}

/* The citizen hears number and code; the talk is the bot's again, with nothing open. */
static enum store_error file(struct attending *a)
{
    struct turn *turn = a->turn;
    struct desk_entry *entry = a->asked->entry;
    entry_begin(turn, entry);
    struct view number = case_number_text(turn_prefix(turn), entry->case_id, &turn->scratch);
    entry->filing.channel = a->spoken.account->adapter->kind;
    talk_person_filed(&turn->rules->rules, a->state, &entry->filing, number, turn->now,
                      &turn->scratch, reply_of(a));
    speak_add_link(turn, a->spoken.account, number, entry->filing.code, &turn->scratch,
                   reply_of(a));
    enum store_error error = entry_file_for(turn, entry, &a->spoken);
    if (error != STORE_OK)
        return error;
    a->taken.case_id = 0; /* who stays anonymous is not tied to the case */
    error = taken_drop(turn->store, a->taken.person);
    return error == STORE_OK ? close_turn(turn, &a->spoken, a->state, &a->taken, a->asked->user)
                             : error;
}

static enum store_error act(struct attending *a)
{
    switch (a->asked->act) {
    case ATTEND_TAKE:
        return take(a);
    case ATTEND_SAY:
        return say(a);
    case ATTEND_KEEP:
        begin_anew(a);
        return taken_put(a->turn->store, &a->taken);
    case ATTEND_GIVE:
        return give(a, PERSON_OUT);
    case ATTEND_END:
        return give(a, PERSON_DONE);
    case ATTEND_FILE:
        break;
    }
    return file(a);
}

/* May this officer do it? */
static enum attend_result check(const struct attending *a)
{
    if (a->taken.user && a->taken.user != a->asked->user)
        return ATTEND_OTHER;
    return a->taken.user || a->asked->act == ATTEND_TAKE ? ATTEND_DONE : ATTEND_NOT_YOURS;
}

static enum store_error open_talk(struct attending *a, int64_t person)
{
    struct turn *turn = a->turn;
    enum store_error error = speak_open(turn, person, &a->spoken);
    if (error != STORE_OK)
        return error;
    a->state = talk_unpack(&turn->rules->rules, a->spoken.person->state, &turn->scratch);
    error = taken_get(turn->store, person, &a->taken);
    return error == STORE_NONE ? STORE_OK : error;
}

enum store_error attend_work(struct turn *turn, struct desk_attend *attend)
{
    struct attending a = {.turn = turn, .asked = attend};
    enum store_error error = open_talk(&a, attend->person);
    if (error == STORE_NONE) {
        attend->result = ATTEND_NOBODY;
        return STORE_OK;
    }
    if (error != STORE_OK)
        return error;
    attend->result = check(&a);
    attend->holder = a.taken.user;
    return attend->result == ATTEND_DONE ? act(&a) : STORE_OK;
}

/* ---- beside a citizen's turn ---- */

enum store_error attend_name_case(struct turn *turn, struct spoken *spoken)
{
    struct taken taken;
    enum store_error error = taken_get(turn->store, spoken->person->id, &taken);
    spoken->row.case_id = taken.case_id;
    return error == STORE_NONE ? STORE_OK : error;
}

static enum taken_why why_of(enum talk_call call)
{
    switch (call) {
    case CALL_DANGER:
        return TAKEN_DANGER;
    case CALL_ASKED:
        return TAKEN_ASKED;
    case CALL_MISUNDERSTOOD:
        return TAKEN_MISUNDERSTOOD;
    case CALL_NONE:
        break;
    }
    return TAKEN_SEEN;
}

enum store_error attend_after(struct turn *turn, const struct spoken *spoken,
                              const struct talk_state *state, const struct talk_effects *effects,
                              bool was_taken)
{
    struct taken taken;
    int64_t person = spoken->person->id;
    if (was_taken && !talk_is_taken(state))
        return taken_drop(turn->store, person); /* they left */
    if (effects->call == CALL_NONE)
        return STORE_OK;
    enum store_error error = taken_get(turn->store, person, &taken);
    if (error != STORE_OK && error != STORE_NONE)
        return error;
    if (taken.why < why_of(effects->call))
        taken.why = why_of(effects->call);
    taken.asked = turn->now;
    if (!taken.user)
        taken.until = turn->now + ASKING;
    if (effects->filing && !effects->filing->anonymous && !taken.user)
        taken.case_id = spoken->row.case_id;
    return taken_put(turn->store, &taken);
}

/* ---- the clock ---- */

/* NULL: the officer still has it; else why not. */
static enum store_error why_over(struct turn *turn, const struct taken *taken, const char **why)
{
    struct desk_user user = {.id = 0};
    bool lasts = false;
    *why = taken->until <= turn->now ? "silence" : NULL;
    enum store_error error =
        sessions_of_user(turn->store, taken->session, taken->user, turn->now, &lasts);
    if (!*why && !lasts)
        *why = "session";
    if (error == STORE_OK)
        error = users_get(turn->store, taken->user, &turn->scratch, &user);
    if (!*why && (!user.active || !(user.roles & ATTEND_ROLES)))
        *why = "rights";
    return error == STORE_NONE ? STORE_OK : error;
}

static enum store_error take_back(struct turn *turn, const struct taken *taken, const char *why)
{
    struct attending a = {.turn = turn};
    struct audit_row row = {.at = turn->now,
                            .user = taken->user,
                            .object = taken->person,
                            .action = VIEW("talk.back"),
                            .detail = view_of(why)};
    enum store_error error = open_talk(&a, taken->person);
    if (error == STORE_NONE)
        return taken_drop(turn->store, taken->person);
    if (error == STORE_OK)
        error = give(&a, PERSON_AWAY);
    return error == STORE_OK ? audit_add(turn->store, &row) : error;
}

static enum store_error look_at(struct turn *turn, const struct taken *taken, bool *held)
{
    const char *why = NULL;
    if (!taken->user)
        return taken->until <= turn->now ? taken_drop(turn->store, taken->person) : STORE_OK;
    arena_reset(&turn->scratch);
    enum store_error error = why_over(turn, taken, &why);
    *held |= !why;
    return error == STORE_OK && why ? take_back(turn, taken, why) : error;
}

bool attend_due(const struct turn *turn)
{
    return turn->taken_look_at <= turn->now;
}

enum store_error attend_clock(struct turn *turn, size_t *worked)
{
    struct taken *list;
    size_t count = 0;
    bool held = false;
    if (!attend_due(turn))
        return STORE_OK;
    enum store_error error = taken_list(turn->store, LIST_MOST, &turn->batch, &list, &count);
    for (size_t i = 0; i < count && error == STORE_OK; i++)
        error = look_at(turn, &list[i], &held);
    *worked += count;
    if (error == STORE_OK)
        turn->taken_look_at = turn->now + (held ? LOOK : REST);
    return error;
}
