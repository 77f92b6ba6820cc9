/* unit_telling: units are told of their cases, on the channels where an administrator named
 * somebody of theirs.
 *
 * What happened waits half a minute, so that what comes together is said together; then one message
 * counts all of it and names one case of the gravest kind. A unit gets at most one message in ten
 * minutes, and none outside of its own working hours; only what is urgent goes at any time and at
 * once. Messages are outbox rows like others: leased, tried again, never doubled, lost by no crash.
 * They tell a case's number and what is to be done, nothing of who reported what. A unit with
 * nobody to send to has its desk. */
#include "gateway/turn/self.h"

#include "gateway/store/unit_notices.h"

enum { GATHER = 30, GAP = 600, LOOK = 10, REST = 3600, UNITS_AT_ONCE = 100, MINUTE = 60 };
enum { TEXT_MOST = 2000, KEEP_DAYS = 90 };

static bool works_now(const struct turn *turn, struct view unit)
{
    const struct rules *rules = &turn->rules->rules;
    int64_t seconds;
    int index = rules_find(rules, NOUN_UNIT, unit);
    return !due_work(rules, index, false, turn->now, turn->now + MINUTE, &seconds) || seconds > 0;
}

static bool may_be_told(const struct turn *turn, const struct unit_waiting *waiting)
{
    if (waiting->urgent)
        return true;
    return turn->now - waiting->since >= GATHER && turn->now - waiting->told >= GAP &&
           works_now(turn, waiting->unit);
}

/* "办件提醒:已超期 2 件、新派 1 件" and below it one number. */
static struct view compose(struct turn *turn, const struct unit_sum *sum,
                           enum text_language language, int64_t *first)
{
    struct buf text;
    bool zh = language == LANGUAGE_ZH, any = false;
    buf_init(&text, TEXT_MOST);
    buf_text(&text, zh ? "办件提醒：" : "Cases: ");
    for (int kind = 0; kind < NOTICE_COUNT; kind++) {
        struct unit_notice_words words = unit_notice_words((enum unit_notice_kind)kind);
        if (!sum->cases[kind])
            continue;
        if (zh)
            buf_print(&text, "%s%s %lld 件", any ? "、" : "", words.zh,
                      (long long)sum->cases[kind]);
        else
            buf_print(&text, "%s%lld %s", any ? ", " : "", (long long)sum->cases[kind], words.en);
        if (!any)
            *first = sum->last_case[kind];
        any = true;
    }
    struct view number = case_number_text(turn_prefix(turn), *first, &turn->scratch);
    if (zh)
        buf_print(&text, "\n如 %.*s。请到办理台处理。", VIEW_FMT(number));
    else
        buf_print(&text, "\nFor example %.*s. See your desk.", VIEW_FMT(number));
    struct view kept = buf_keep(&text, &turn->scratch);
    buf_free(&text);
    return kept;
}

static struct view link_of(struct turn *turn, int64_t case_id)
{
    struct buf link;
    struct view base = turn->setup.desk_url;
    if (!base.n)
        return VIEW("");
    buf_init(&link, TEXT_MOST);
    buf_print(&link, "%.*s/desk#/case/%lld", VIEW_FMT(base), (long long)case_id);
    struct view kept = buf_keep(&link, &turn->scratch);
    buf_free(&link);
    return kept;
}

static enum store_error send_to(struct turn *turn, const struct unit_contact *contact,
                                const struct unit_sum *sum, bool *sent)
{
    struct person person;
    struct buf packed;
    int64_t first = 0;
    enum store_error error = people_get(turn->store, contact->person, &turn->scratch, &person);
    if (error == STORE_NONE || error == STORE_SEALED)
        return STORE_OK;
    struct account_entry *account =
        error == STORE_OK ? accounts_by_id(turn->setup.accounts, person.account) : NULL;
    if (!account)
        return error;
    struct outbound message = {.class_ = OUT_NOTICE,
                               .text = compose(turn, sum, account->language, &first)};
    message.link = link_of(turn, first);
    buf_init(&packed, 2 * TEXT_MOST);
    outbound_pack(&message, &packed);
    struct outbox_row row = {.id = turn->store->next_turn++ * OUTBOX_PARTS,
                             .person = person.id,
                             .account = account->id,
                             .class_ = OUT_NOTICE,
                             .state = OUTBOX_READY,
                             .due = turn->now,
                             .about = first,
                             .body = buf_seen(&packed)};
    error = outbox_add(turn->store, &person, &row);
    buf_free(&packed);
    struct lane *lane = delivery_lane(turn, account->id);
    if (lane)
        lane->look_at = 0;
    *sent = true;
    return error;
}

static enum store_error tell(struct turn *turn, const struct unit_waiting *waiting)
{
    struct unit_contact *contacts;
    struct unit_sum sum;
    size_t count;
    bool sent = false;
    enum store_error error =
        unit_contacts_list(turn->store, waiting->unit, &turn->batch, &contacts, &count);
    if (error != STORE_OK || (count && !may_be_told(turn, waiting)))
        return error;
    error = unit_notices_sum(turn->store, waiting->unit, &sum);
    for (size_t i = 0; error == STORE_OK && i < count; i++) {
        arena_reset(&turn->scratch);
        error = send_to(turn, &contacts[i], &sum, &sent);
    }
    return error == STORE_OK
               ? unit_notices_told(turn->store, waiting->unit, sum.upto, turn->now, sent)
               : error;
}

bool unit_telling_due(const struct turn *turn)
{
    bool sooner = turn->store->unit_noted && turn->units_look_at > turn->now + LOOK;
    return sooner || turn->units_look_at <= turn->now;
}

enum store_error unit_telling_work(struct turn *turn, size_t *worked)
{
    struct unit_waiting *waiting;
    size_t count = 0;
    if (!unit_telling_due(turn))
        return STORE_OK;
    turn->store->unit_noted = false;
    if (turn->units_look_at > turn->now) { /* every few seconds is often enough */
        turn->units_look_at = turn->now + LOOK;
        return STORE_OK;
    }
    enum store_error error =
        unit_notices_waiting(turn->store, UNITS_AT_ONCE, &turn->batch, &waiting, &count);
    for (size_t i = 0; error == STORE_OK && i < count; i++)
        error = tell(turn, &waiting[i]);
    *worked += count;
    if (error == STORE_OK && !count)
        error = unit_notices_sweep(turn->store, turn->now - KEEP_DAYS * 86400);
    if (error == STORE_OK)
        turn->units_look_at = turn->now + (count ? LOOK : REST);
    return error;
}
