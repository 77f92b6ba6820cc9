/* sender: parcels and tokens.
 *
 * A parcel is one outbox row on its way: composed into calls, which go one after the other. It is
 * WAITING for a token or for its time, CALLING, or free. A ticket names the parcel's slot and
 * generation, so that an answer that comes after its parcel was given up finds nothing.
 *
 * Tokens: NONE, FETCHING, HELD. The first parcel that needs one starts the fetch, the others wait.
 * When a provider says the token is not valid and it is still the one that was used, it is fetched
 * anew by force, once; a parcel is sent again with a new token once, not in a loop. A fetch that
 * fails sends everybody back to the outbox for ten seconds.
 *
 * A message of several calls whose later call must wait, for whatever reason, is kept here, since
 * the outbox would begin it anew; a few tries later it counts as unknown. */
#include "gateway/net/sender.h"

#include <stdlib.h>

enum {
    CALLS_MAX = 8,
    PARCELS_MAX = 2048,
    TOKENS_MAX = ACCOUNTS_MAX,
    TOKEN_EARLY = 300,
    TOKEN_BYTES = 1024,
    FORCE_PAUSE = 30,
    TOKEN_FAILED_WAIT = 10,
    KEPT_TRIES = 3,
    PARCEL_CEILING = 1 << 20
};

enum parcel_state { PARCEL_FREE, PARCEL_NEEDS_TOKEN, PARCEL_NEEDS_TIME, PARCEL_CALLING };

struct parcel {
    enum parcel_state state;
    uint32_t generation;
    struct arena arena;
    int64_t row_id;
    bool is_fetch, guarded;
    struct media_row media;
    struct account_entry *account;
    struct call calls[CALLS_MAX];
    size_t call_count, at;
    uint64_t token_used; /* number of the token the last call carried */
    bool token_renewed;
    int kept_tries;
    int64_t due; /* ticks */
};

enum token_state { TOKEN_NONE, TOKEN_FETCHING, TOKEN_HELD };

struct token {
    int64_t account;
    struct account_entry *entry;
    enum token_state state;
    uint64_t number;
    char text[TOKEN_BYTES];
    size_t n;
    int64_t ends, forced; /* seconds */
    uint32_t generation;
};

struct sender {
    struct sender_setup setup;
    struct parcel *parcels;
    size_t highest, count; /* slots ever used; under way */
    struct token tokens[TOKENS_MAX];
    size_t token_count;
};

#define TOKEN_TICKET (1ull << 63)

struct sender *sender_new(const struct sender_setup *setup)
{
    struct sender *sender = calloc(1, sizeof *sender);
    if (!sender)
        return NULL;
    sender->setup = *setup;
    sender->parcels = calloc(PARCELS_MAX, sizeof *sender->parcels);
    if (!sender->parcels) {
        free(sender);
        return NULL;
    }
    return sender;
}

void sender_free(struct sender *sender)
{
    if (!sender)
        return;
    for (size_t i = 0; i < sender->highest; i++)
        arena_free(&sender->parcels[i].arena);
    free(sender->parcels);
    free(sender);
}

size_t sender_count(const struct sender *sender)
{
    return sender->count;
}

static int64_t now_of(const struct sender *sender)
{
    return sender->setup.world->now(sender->setup.world->self);
}

static int64_t ticks_of(const struct sender *sender)
{
    return sender->setup.world->ticks(sender->setup.world->self);
}

/* ---- parcels ---- */

static struct parcel *parcel_new(struct sender *sender, struct account_entry *account)
{
    size_t i = 0;
    while (i < sender->highest && sender->parcels[i].state != PARCEL_FREE)
        i++;
    if (i == PARCELS_MAX)
        return NULL;
    struct parcel *parcel = &sender->parcels[i];
    if (i == sender->highest) {
        arena_init(&parcel->arena, PARCEL_CEILING);
        sender->highest++;
    }
    struct arena arena = parcel->arena;
    uint32_t generation = parcel->generation + 1;
    *parcel = (struct parcel){
        .arena = arena, .generation = generation, .account = account, .state = PARCEL_NEEDS_TIME};
    sender->count++;
    return parcel;
}

static void parcel_end(struct sender *sender, struct parcel *parcel)
{
    parcel->state = PARCEL_FREE;
    parcel->generation++;
    arena_reset(&parcel->arena);
    sender->count--;
}

static uint64_t ticket_of(const struct sender *sender, const struct parcel *parcel)
{
    return (uint64_t)parcel->generation << 16 | (uint64_t)(parcel - sender->parcels);
}

static struct parcel *parcel_of(struct sender *sender, uint64_t ticket)
{
    size_t slot = ticket & 0xffff;
    if (slot >= sender->highest)
        return NULL;
    struct parcel *parcel = &sender->parcels[slot];
    return parcel->state == PARCEL_CALLING && ticket_of(sender, parcel) == ticket ? parcel : NULL;
}

static bool all_idempotent(const struct parcel *parcel)
{
    for (size_t i = 0; i < parcel->call_count; i++)
        if (!parcel->calls[i].idempotent)
            return false;
    return true;
}

static void report(struct sender *sender, int64_t row_id, const struct delivery_result *result)
{
    struct input *input = input_new(INPUT_RESULT);
    input->outbox_id = row_id;
    input->result = *result;
    input->result.receipt_id = view_keep(&input->arena, result->receipt_id);
    sender->setup.result(sender->setup.self, input);
}

static void end_with(struct sender *sender, struct parcel *parcel, struct delivery_result result)
{
    result.idempotent = all_idempotent(parcel);
    if (parcel->is_fetch)
        sender->setup.fetched(sender->setup.self, parcel->account, &parcel->media, 0, VIEW(""));
    else
        report(sender, parcel->row_id, &result);
    parcel_end(sender, parcel);
}

/* Back to the outbox; but once a part has been delivered the message stays here, since the outbox
 * would begin it anew. */
static void put_off(struct sender *sender, struct parcel *parcel, int after, const char *reason)
{
    struct delivery_result later = {.kind = DELIVERY_LATER, .after = after, .reason = reason};
    struct delivery_result half = {.kind = DELIVERY_UNKNOWN, .reason = "a part is missing"};
    if (!parcel->at)
        end_with(sender, parcel, later);
    else if (++parcel->kept_tries > KEPT_TRIES)
        end_with(sender, parcel, half);
    else {
        parcel->state = PARCEL_NEEDS_TIME;
        parcel->token_renewed = false;
        parcel->due = ticks_of(sender) + (after ? after : 2) * 1000;
    }
}

/* ---- tokens ---- */

static struct token *token_of(struct sender *sender, struct account_entry *account)
{
    for (size_t i = 0; i < sender->token_count; i++)
        if (sender->tokens[i].account == account->id) {
            sender->tokens[i].entry = account;
            return &sender->tokens[i];
        }
    struct token *token = &sender->tokens[sender->token_count % TOKENS_MAX];
    if (sender->token_count < TOKENS_MAX)
        sender->token_count++;
    *token = (struct token){.account = account->id, .entry = account};
    return token;
}

static void fail_waiting(struct sender *sender, const struct token *token)
{
    for (size_t i = 0; i < sender->highest; i++) {
        struct parcel *parcel = &sender->parcels[i];
        if (parcel->state == PARCEL_NEEDS_TOKEN && parcel->account->id == token->account)
            put_off(sender, parcel, TOKEN_FAILED_WAIT, "no access token");
    }
}

static void token_fetch(struct sender *sender, struct token *token, bool force)
{
    struct arena arena;
    const struct world *world = sender->setup.world;
    arena_init(&arena, PARCEL_CEILING);
    struct call call = token->entry->adapter->token_call(&token->entry->account, force, &arena);
    token->state = TOKEN_FETCHING;
    token->generation++;
    if (force)
        token->forced = now_of(sender);
    uint64_t ticket =
        TOKEN_TICKET | (uint64_t)token->generation << 16 | (uint64_t)(token - sender->tokens);
    metrics_add(sender->setup.metrics, METRIC_TOKENS, 1);
    if (!world->start_call(world->caller, ticket, &call)) {
        token->state = TOKEN_NONE;
        fail_waiting(sender, token);
    }
    arena_free(&arena);
}

static bool token_is_good(const struct sender *sender, const struct token *token)
{
    return token->state == TOKEN_HELD && token->ends > now_of(sender);
}

static void call_next(struct sender *sender, struct parcel *parcel);

static void token_came(struct sender *sender, uint64_t ticket, int status, struct view body)
{
    struct token *token = &sender->tokens[ticket & 0xffff];
    struct view text;
    int64_t seconds;
    struct arena arena;
    if (token->state != TOKEN_FETCHING ||
        token->generation != (uint32_t)((ticket & ~TOKEN_TICKET) >> 16))
        return;
    arena_init(&arena, PARCEL_CEILING);
    bool good = token->entry->adapter->token_read(&token->entry->account, status, body, &arena,
                                                  &text, &seconds) &&
                text.n < TOKEN_BYTES;
    token->state = good ? TOKEN_HELD : TOKEN_NONE;
    if (good) {
        memcpy(token->text, text.p, text.n);
        token->n = text.n;
        token->number++;
        token->ends =
            now_of(sender) + (seconds > 2 * TOKEN_EARLY ? seconds - TOKEN_EARLY : seconds / 2 + 1);
    } else
        log_event(sender->setup.log, LOG_ERROR, "token_refused",
                  LOG_TEXT("account", token->entry->account.name), LOG_NUMBER("status", status));
    arena_free(&arena);
    if (!good)
        fail_waiting(sender, token);
    for (size_t i = 0; i < sender->highest && good; i++) {
        struct parcel *parcel = &sender->parcels[i];
        if (parcel->state == PARCEL_NEEDS_TOKEN && parcel->account->id == token->account)
            call_next(sender, parcel);
    }
}

/* The parcel waits for a token; the first to do so has it fetched. */
static void wait_for_token(struct sender *sender, struct parcel *parcel, struct token *token,
                           bool force)
{
    parcel->state = PARCEL_NEEDS_TOKEN;
    if (token->state != TOKEN_FETCHING)
        token_fetch(sender, token, force);
}

/* ---- calling ---- */

static struct view put_token(const struct token *token, struct view url, struct arena *arena)
{
    size_t at = view_find(url, VIEW("{token}"));
    if (at == SIZE_MAX)
        return url;
    struct buf text;
    buf_init(&text, 8192);
    buf_view(&text, view_sub(url, 0, at));
    buf_bytes(&text, token->text, token->n);
    buf_view(&text, view_sub(url, at + 7, url.n));
    struct view out = buf_keep(&text, arena);
    buf_free(&text);
    return out;
}

static bool start(struct sender *sender, struct parcel *parcel, const struct call *call)
{
    const struct world *world = sender->setup.world;
    uint64_t ticket = ticket_of(sender, parcel);
    parcel->state = PARCEL_CALLING;
    if (parcel->is_fetch)
        return world->start_fetch &&
               world->start_fetch(world->caller, ticket, call, parcel->guarded);
    return world->start_call(world->caller, ticket, call);
}

static void call_next(struct sender *sender, struct parcel *parcel)
{
    struct call call = parcel->calls[parcel->at];
    if (call.needs_token) {
        struct token *token = token_of(sender, parcel->account);
        if (!token_is_good(sender, token)) {
            wait_for_token(sender, parcel, token, false);
            return;
        }
        parcel->token_used = token->number;
        call.url = put_token(token, call.url, &parcel->arena);
    }
    if (!start(sender, parcel, &call))
        put_off(sender, parcel, 1, "too many calls under way");
}

static void pretend(struct sender *sender, struct parcel *parcel)
{
    struct delivery_result result = {.kind = DELIVERY_DONE};
    log_event(
        sender->setup.log, LOG_INFO, "would_send", LOG_WORD("kind", parcel->account->adapter->name),
        LOG_TEXT("account", parcel->account->account.name), LOG_NUMBER("outbox", parcel->row_id),
        LOG_NUMBER("calls", parcel->call_count), LOG_NUMBER("bytes", parcel->calls[0].body.n));
    end_with(sender, parcel, result);
}

static void begin(struct sender *sender, struct parcel *parcel)
{
    struct delivery_result never = {.kind = DELIVERY_REJECTED, .reason = "cannot be sent here"};
    if (!parcel->call_count)
        end_with(sender, parcel, never);
    else if (sender->setup.pretend)
        pretend(sender, parcel);
    else
        call_next(sender, parcel);
}

/* Composing may fill the arena past its ceiling; then it cannot be sent. */
static void compose(struct sender *sender, struct parcel *parcel, const struct outbound *message)
{
    jmp_buf full;
    unsigned char random[16];
    const struct world *world = sender->setup.world;
    world->random(world->self, random, sizeof random);
    arena_on_full(&parcel->arena, &full);
    if (setjmp(full))
        parcel->call_count = 0;
    else
        parcel->call_count =
            parcel->account->adapter->compose(&parcel->account->account, message, now_of(sender),
                                              random, &parcel->arena, parcel->calls, CALLS_MAX);
    arena_on_full(&parcel->arena, NULL);
}

/* Calls may point into the message: it goes along. */
static struct outbound keep(const struct outbound *message, struct arena *arena)
{
    struct outbound kept = *message;
    kept.recipient = view_keep(arena, message->recipient);
    kept.text = view_keep(arena, message->text);
    kept.hint = view_keep(arena, message->hint);
    kept.link = view_keep(arena, message->link);
    kept.key = view_keep(arena, message->key);
    for (size_t i = 0; i < message->choice_count; i++) {
        kept.choices[i].key = view_keep(arena, message->choices[i].key);
        kept.choices[i].label = view_keep(arena, message->choices[i].label);
    }
    return kept;
}

void sender_take(struct sender *sender, const struct outbox_row *row, struct account_entry *account,
                 const struct outbound *message)
{
    struct parcel *parcel = parcel_new(sender, account);
    if (!parcel) {
        struct delivery_result later = {
            .kind = DELIVERY_LATER, .after = 1, .reason = "too many messages under way"};
        report(sender, row->id, &later);
        return;
    }
    parcel->row_id = row->id;
    struct outbound kept = keep(message, &parcel->arena);
    compose(sender, parcel, &kept);
    begin(sender, parcel);
}

static struct media_row keep_media(const struct media_row *row, struct arena *arena)
{
    struct media_row kept = *row;
    kept.id = view_keep(arena, row->id);
    kept.secret = view_keep(arena, row->secret);
    kept.source = kept.type = VIEW("");
    return kept;
}

void sender_fetch(struct sender *sender, struct account_entry *account, const struct media_row *row,
                  const struct inbound *source)
{
    struct parcel *parcel = parcel_new(sender, account);
    if (!parcel || sender->setup.pretend) {
        sender->setup.fetched(sender->setup.self, account, row, 0, VIEW(""));
        if (parcel)
            parcel_end(sender, parcel);
        return;
    }
    parcel->is_fetch = true;
    parcel->media = keep_media(row, &parcel->arena);
    const struct adapter *adapter = account->adapter;
    parcel->call_count = 1;
    if (!adapter->media_call ||
        !adapter->media_call(&account->account, source, &parcel->arena, &parcel->calls[0])) {
        parcel->guarded = true;
        parcel->calls[0] = (struct call){.method = VIEW("GET"),
                                         .idempotent = true,
                                         .url = view_keep(&parcel->arena, source->media_url)};
    }
    call_next(sender, parcel);
}

/* ---- answers ---- */

static void token_refused(struct sender *sender, struct parcel *parcel)
{
    struct token *token = token_of(sender, parcel->account);
    bool stale = token->number != parcel->token_used || token->state != TOKEN_HELD;
    bool may_force = now_of(sender) - token->forced >= FORCE_PAUSE;
    if (parcel->token_renewed || (!stale && !may_force)) {
        put_off(sender, parcel, TOKEN_FAILED_WAIT, "access token refused");
        return;
    }
    parcel->token_renewed = true;
    if (!stale)
        wait_for_token(sender, parcel, token, true);
    else
        call_next(sender, parcel);
}

static void settle(struct sender *sender, struct parcel *parcel, const struct outcome *outcome)
{
    switch (outcome->kind) {
    case OUTCOME_DELIVERED:
        if (++parcel->at < parcel->call_count) {
            parcel->token_renewed = false;
            call_next(sender, parcel);
            return;
        }
        end_with(
            sender, parcel,
            (struct delivery_result){.kind = DELIVERY_DONE, .receipt_id = outcome->receipt_id});
        return;
    case OUTCOME_REJECTED:
        end_with(sender, parcel,
                 (struct delivery_result){.kind = DELIVERY_REJECTED, .reason = outcome->reason});
        return;
    case OUTCOME_LATER:
        put_off(sender, parcel, outcome->after, outcome->reason);
        return;
    case OUTCOME_TOKEN:
        token_refused(sender, parcel);
        return;
    case OUTCOME_UNKNOWN:
        end_with(sender, parcel,
                 (struct delivery_result){.kind = DELIVERY_UNKNOWN, .reason = outcome->reason});
        return;
    }
}

/* An error of the channel comes as a small JSON text with a token code; anything else is the file.
 */
static void settle_fetch(struct sender *sender, struct parcel *parcel, int status, struct view body)
{
    bool maybe_error = parcel->calls[0].needs_token && status == 200 && body.n < 2000 && body.n &&
                       body.p[0] == '{';
    if (maybe_error &&
        parcel->account->adapter->outcome(&parcel->account->account, status, body, &parcel->arena)
                .kind == OUTCOME_TOKEN) {
        token_refused(sender, parcel);
        return;
    }
    sender->setup.fetched(sender->setup.self, parcel->account, &parcel->media,
                          maybe_error ? 0 : status, body);
    parcel_end(sender, parcel);
}

void sender_done(struct sender *sender, uint64_t ticket, int status, struct view body)
{
    if (ticket & TOKEN_TICKET) {
        token_came(sender, ticket, status, body);
        return;
    }
    struct parcel *parcel = parcel_of(sender, ticket);
    if (!parcel)
        return;
    if (parcel->is_fetch) {
        settle_fetch(sender, parcel, status, body);
        return;
    }
    jmp_buf full;
    arena_on_full(&parcel->arena, &full);
    struct outcome outcome = {.kind = OUTCOME_UNKNOWN, .reason = "unreadable answer"};
    if (!setjmp(full))
        outcome = parcel->account->adapter->outcome(&parcel->account->account, status, body,
                                                    &parcel->arena);
    arena_on_full(&parcel->arena, NULL);
    settle(sender, parcel, &outcome);
}

int64_t sender_step(struct sender *sender)
{
    int64_t ticks = ticks_of(sender), wait = 1000;
    for (size_t i = 0; i < sender->highest; i++) {
        struct parcel *parcel = &sender->parcels[i];
        if (parcel->state != PARCEL_NEEDS_TIME)
            continue;
        if (parcel->due <= ticks)
            call_next(sender, parcel);
        else if (parcel->due - ticks < wait)
            wait = parcel->due - ticks;
    }
    return wait;
}
