/* sim_provider: WeChat's platform and an SMS provider, as far as the sender can see them, and they
 * lie: a message is delivered and the answer lost, late, garbled or an error; it is delivered
 * twice; it is not delivered and nobody says so; tokens become invalid; there are limits. Receipts
 * of short messages come before the answer, after it, or never, and are repeated until they are
 * taken.
 *
 * A call is known by its recipient: never two messages of one person are under way at once (and
 * that is checked). */
#include "tests/sim/sim.h"

#include <stdio.h>

#include "dsl/base/buf.h"

enum { TIMEOUT = 10000 };

/* What the provider does with a call. */
enum deed {
    DEED_FINE,
    DEED_TWICE,
    DEED_LATE,    /* delivered, the answer takes seconds */
    DEED_SILENT,  /* delivered, no answer */
    DEED_DROPPED, /* not delivered, no answer */
    DEED_RESET,   /* delivered, the connection breaks */
    DEED_GATEWAY, /* delivered or not: 502 */
    DEED_GARBLED, /* delivered, the answer makes no sense */
    DEED_FALSE,   /* delivered, and it says: later */
    DEED_UNSENT,  /* could not be reached */
    DEED_BUSY,
    DEED_LIMIT,
    DEED_TOKEN, /* the token becomes invalid */
    DEED_REJECT,
    DEEDS
};

static void answer(struct sim *sim, int64_t in, uint64_t ticket, int status, const char *format,
                   struct view text, int64_t number)
{
    struct buf body;
    buf_init(&body, 4096);
    buf_print(&body, format, VIEW_FMT(text), (long long)number);
    sim_later_here(sim, in,
                   (struct event){.kind = EVENT_ANSWER,
                                  .ticket = ticket,
                                  .status = status,
                                  .body = buf_keep(&body, &sim->arena)});
    buf_free(&body);
}

/* A body without parts to fill. */
static void say(struct sim *sim, int64_t in, uint64_t ticket, int status, const char *text)
{
    sim_later_here(sim, in,
                   (struct event){.kind = EVENT_ANSWER,
                                  .ticket = ticket,
                                  .status = status,
                                  .body = view_keep(&sim->arena, view_of(text))});
}

static enum deed choose(struct sim *sim, bool sms)
{
    if (sim->healing || !chance_permille(&sim->chance, sim->mood.lies))
        return DEED_FINE;
    enum deed deed = (enum deed)chance_between(&sim->chance, DEED_TWICE, DEEDS - 1);
    if (deed == DEED_REJECT && !chance_permille(&sim->chance, 200))
        return DEED_BUSY;
    return sms && deed == DEED_TOKEN ? DEED_LIMIT : deed;
}

/* The text between two marks. */
static struct view between(struct view body, const char *before, const char *after)
{
    size_t from = view_find(body, view_of(before));
    if (from == SIZE_MAX)
        return VIEW("");
    struct view rest = view_sub(body, from + strlen(before), body.n);
    size_t to = view_find(rest, view_of(after));
    return to == SIZE_MAX ? VIEW("") : view_sub(rest, 0, to);
}

/* ---- tokens ---- */

static void token_call(struct sim *sim, uint64_t ticket, const struct call *call)
{
    bool force = view_find(call->body, VIEW("\"force_refresh\":true")) != SIZE_MAX;
    if (force || !sim->token)
        sim->token++;
    if (!sim->healing && chance_permille(&sim->chance, sim->mood.lies / 3))
        say(sim, TIMEOUT, ticket, 0, "timeout");
    else
        answer(sim, chance_between(&sim->chance, 5, 300), ticket, 200,
               "{\"access_token\":\"%.*stoken-%lld\",\"expires_in\":7200}", VIEW(""), sim->token);
}

static bool token_is_right(const struct sim *sim, struct view url)
{
    char now[64];
    snprintf(now, sizeof now, "token-%d", sim->token);
    size_t at = view_find(url, VIEW("access_token="));
    return at != SIZE_MAX && view_is(view_sub(url, at + 13, url.n), now);
}

/* ---- receipts ---- */

void provider_receipt(struct sim *sim, struct said *receipt)
{
    if (receipt->state != SAID_WAITING || receipt->tries++ > 12)
        return;
    if (!process_gone(sim))
        door_take(sim, receipt, false);
    sim_later(sim, chance_between(&sim->chance, 2000, 40000),
              (struct event){.kind = EVENT_RECEIPT, .thing = receipt});
}

static void send_receipt(struct sim *sim, struct view recipient, int64_t serial)
{
    char text[64];
    if (chance_permille(&sim->chance, 200))
        return;
    snprintf(text, sizeof text, "sid-%lld", (long long)serial);
    struct inbound receipt = {.kind = IN_RECEIPT,
                              .sender = recipient,
                              .receipt_id = view_of(text),
                              .receipt = chance_permille(&sim->chance, 950) ? RECEIPT_DELIVERED
                                                                            : RECEIPT_FAILED};
    struct said *said = door_said(sim, -1, CHANNEL_SMS, &receipt);
    if (said)
        sim_later(sim, chance_between(&sim->chance, 1, 3000),
                  (struct event){.kind = EVENT_RECEIPT, .thing = said});
}

/* ---- messages ---- */

static bool delivers(struct sim *sim, enum deed deed)
{
    return deed <= DEED_FALSE && deed != DEED_DROPPED &&
           (deed != DEED_GATEWAY || chance_permille(&sim->chance, 500));
}

static void answer_fine(struct sim *sim, int64_t in, uint64_t ticket, bool sms, int64_t serial)
{
    if (sms)
        answer(
            sim, in, ticket, 200,
            "{\"Response\":{\"SendStatusSet\":[{%.*s\"SerialNo\":\"sid-%lld\",\"Code\":\"Ok\"}]}}",
            VIEW(""), serial);
    else
        say(sim, in, ticket, 200, "{\"errcode\":0,\"errmsg\":\"ok\"}");
}

static void answer_no(struct sim *sim, int64_t in, uint64_t ticket, bool sms, enum deed deed)
{
    static const char *const sms_codes[DEEDS] = {
        [DEED_FALSE] = "RequestLimitExceeded",
        [DEED_BUSY] = "InternalError.RequestTimeException",
        [DEED_LIMIT] = "LimitExceeded.PhoneNumberThirtySecondLimit",
        [DEED_REJECT] = "FailedOperation.PhoneNumberInBlacklist"};
    static const int wechat_codes[DEEDS] = {[DEED_FALSE] = -1,
                                            [DEED_BUSY] = -1,
                                            [DEED_LIMIT] = 45011,
                                            [DEED_TOKEN] = 40001,
                                            [DEED_REJECT] = 45015};
    if (sms)
        answer(sim, in, ticket, 200, "{\"Response\":{\"Error\":{\"Code\":\"%.*s\",\"n\":%lld}}}",
               view_of(sms_codes[deed]), 0);
    else
        answer(sim, in, ticket, 200, "{%.*s\"errcode\":%lld}", VIEW(""), wechat_codes[deed]);
}

static void answer_call(struct sim *sim, uint64_t ticket, bool sms, enum deed deed, int64_t serial)
{
    int64_t soon = chance_between(&sim->chance, 5, 400);
    switch (deed) {
    case DEED_FINE:
    case DEED_TWICE:
        answer_fine(sim, soon, ticket, sms, serial);
        return;
    case DEED_LATE:
        answer_fine(sim, soon * 20, ticket, sms, serial);
        return;
    case DEED_SILENT:
    case DEED_DROPPED:
        say(sim, TIMEOUT, ticket, 0, "timeout");
        return;
    case DEED_RESET:
        say(sim, soon, ticket, 0, "connection reset");
        return;
    case DEED_GATEWAY:
        say(sim, soon, ticket, 502, "bad gateway");
        return;
    case DEED_GARBLED:
        say(sim, soon, ticket, 200, "<html>hello</html>");
        return;
    case DEED_UNSENT:
        say(sim, soon, ticket, 0, "unsent");
        return;
    default:
        answer_no(sim, soon, ticket, sms, deed);
    }
}

static void message_call(struct sim *sim, uint64_t ticket, const struct call *call, bool sms)
{
    struct view who =
        sms ? between(call->body, "[\"+86", "\"") : between(call->body, "\"touser\":\"", "\"");
    enum deed deed = choose(sim, sms);
    int64_t serial = ++sim->serials;
    struct sent *sent = post_under_way(sim, sms ? CHANNEL_SMS : CHANNEL_WECHAT, who);
    if (!sms && !token_is_right(sim, call->url))
        deed = DEED_TOKEN;
    else if (deed == DEED_TOKEN)
        sim->token++;
    if (!sent) {
        sim_breaks(sim, HOLDS_SAID, "a call for %.*s, who is sent nothing", VIEW_FMT(who));
        return;
    }
    sim_trace(sim, "call for row %lld: deed %d", (long long)sent->row, deed);
    if (deed == DEED_FALSE)
        sent->lied = true;
    if (deed == DEED_REJECT)
        sent->refused = true;
    if (delivers(sim, deed)) {
        post_reached(sim, sent);
        citizens_heard(sim, sms ? CHANNEL_SMS : CHANNEL_WECHAT, who);
        if (sms)
            send_receipt(sim, view_keep(&sim->arena, who), serial);
    }
    answer_call(sim, ticket, sms, deed, serial);
}

bool provider_call(void *self, uint64_t ticket, const struct call *call)
{
    struct sim *sim = self;
    if (process_gone(sim) || (!sim->healing && chance_permille(&sim->chance, sim->mood.lies / 20)))
        return false;
    if (view_find(call->url, VIEW("/cgi-bin/stable_token")) != SIZE_MAX)
        token_call(sim, ticket, call);
    else
        message_call(sim, ticket, call,
                     view_find(call->url, VIEW("/cgi-bin/message/custom/send")) == SIZE_MAX);
    return true;
}

bool provider_fetch(void *self, uint64_t ticket, const struct call *call, bool guarded)
{
    struct sim *sim = self;
    (void)call, (void)guarded;
    if (process_gone(sim))
        return false;
    bool fine = sim->healing || !chance_permille(&sim->chance, sim->mood.lies);
    say(sim, chance_between(&sim->chance, 20, 3000), ticket, fine ? 200 : 0,
        fine ? "\xff\xd8\xff picture" : "timeout");
    return true;
}
