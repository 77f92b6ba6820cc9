/* sending: a mailbox and a loop.
 *
 * The turn thread puts leased messages and wanted files into the mailbox, copied into an arena
 * each; the loop gives them to the sender and lets libcurl work. Results go back by turn_submit,
 * which never refuses a result. A fetched file is sniffed, sealed and written here, before the turn
 * hears of it: a row that says the file is there is always right. A file that
 * nobody named is removed here. */
#include "gateway/net/sending.h"

#include <pthread.h>
#include <stdlib.h>

#include "gateway/net/asking.h"
#include "gateway/net/calls.h"
#include "gateway/net/sniff.h"
#include "gateway/store/media_file.h"

struct letter {
    struct letter *next;
    struct arena arena;
    bool is_fetch, is_drop, is_question;
    struct outbox_row row;
    struct account_entry *account;
    struct outbound message;
    struct media_row media;
    struct inbound source;
    struct aide_question question;
};

struct sending {
    struct sending_setup setup;
    struct sender *sender;
    struct asking *asking;
    struct calls *calls;
    struct seal *seal;
    pthread_t thread;
    pthread_mutex_t lock;
    struct letter *first, **end;
    bool stopping;
};

/* ---- what the sender gives back ---- */

static void give_result(void *self, struct input *result)
{
    struct sending *sending = self;
    if (!turn_submit(*sending->setup.turn, result))
        input_free(result);
}

static void settle_media(struct sending *sending, const struct media_row *row,
                         enum media_state state, const char *type, size_t size)
{
    struct input *input = input_new(INPUT_MEDIA);
    input->media = *row;
    input->media.id = view_keep(&input->arena, row->id);
    input->media.secret = view_keep(&input->arena, row->secret);
    input->media.source = VIEW("");
    input->media.state = state;
    input->media.type = view_of(type);
    input->media.size = (int64_t)size;
    input->media.attempts = row->attempts + 1;
    give_result(sending, input);
}

/* Where it cannot be removed the turn asks again in an hour. */
static void drop_file(struct sending *sending, struct view id)
{
    if (!media_file_drop(sending->setup.media_folder, id))
        return;
    struct input *input = input_new(INPUT_MEDIA);
    input->media.id = view_keep(&input->arena, id);
    input->media.state = MEDIA_GOING;
    give_result(sending, input);
}

static void take_file(void *self, struct account_entry *account, const struct media_row *row,
                      int status, struct view body)
{
    struct sending *sending = self;
    const char *type = status == 200 ? sniff_type(body) : NULL;
    bool kept = type && media_file_write(sending->setup.media_folder, sending->seal, row->id,
                                         row->secret, body);
    if (!kept)
        log_event(sending->setup.log, LOG_WARNING, "media_refused",
                  LOG_TEXT("account", account->account.name), LOG_NUMBER("status", status),
                  LOG_NUMBER("bytes", body.n));
    settle_media(sending, row, kept ? MEDIA_HERE : MEDIA_REFUSED, kept ? type : "", body.n);
}

static void call_done(void *self, uint64_t ticket, int status, struct view body)
{
    struct sending *sending = self;
    if ((ticket & ASKING_TICKET) && !(ticket & ASKING_TICKET << 1))
        asking_done(sending->asking, ticket, status, body);
    else
        sender_done(sending->sender, ticket, status, body);
}

static bool start_call(void *self, uint64_t ticket, const struct call *call)
{
    struct sending *sending = self;
    return calls_start(sending->calls, ticket, call);
}

static bool start_fetch(void *self, uint64_t ticket, const struct call *call, bool guarded)
{
    struct sending *sending = self;
    return calls_fetch(sending->calls, ticket, call, guarded);
}

/* ---- life ---- */

struct sending *sending_new(const struct sending_setup *setup)
{
    struct sending *sending = calloc(1, sizeof *sending);
    if (!sending)
        return NULL;
    sending->setup = *setup;
    sending->end = &sending->first;
    pthread_mutex_init(&sending->lock, NULL);
    setup->world->caller = sending;
    setup->world->start_call = start_call;
    setup->world->start_fetch = start_fetch;
    struct sender_setup sender = {.world = setup->world,
                                  .metrics = setup->metrics,
                                  .log = setup->log,
                                  .pretend = setup->pretend,
                                  .self = sending,
                                  .result = give_result,
                                  .fetched = take_file};
    sending->sender = sender_new(&sender);
    sending->asking = asking_new(setup->world, sending, give_result);
    sending->calls = calls_new(sending, call_done);
    sending->seal = seal_new(setup->master, setup->world);
    if (sending->sender && sending->asking && sending->calls && sending->seal)
        return sending;
    sending_free(sending);
    return NULL;
}

static void letter_free(struct letter *letter)
{
    arena_free(&letter->arena);
    free(letter);
}

void sending_free(struct sending *sending)
{
    if (!sending)
        return;
    for (struct letter *letter = sending->first, *next; letter; letter = next) {
        next = letter->next;
        letter_free(letter);
    }
    calls_free(sending->calls);
    sender_free(sending->sender);
    asking_free(sending->asking);
    seal_free(sending->seal);
    pthread_mutex_destroy(&sending->lock);
    free(sending);
}

static struct letter *take_letters(struct sending *sending, bool *stopping)
{
    pthread_mutex_lock(&sending->lock);
    struct letter *list = sending->first;
    sending->first = NULL;
    sending->end = &sending->first;
    *stopping = sending->stopping;
    pthread_mutex_unlock(&sending->lock);
    return list;
}

static void give_letters(struct sending *sending, struct letter *list)
{
    for (struct letter *letter = list, *next; letter; letter = next) {
        next = letter->next;
        if (letter->is_drop)
            drop_file(sending, letter->media.id);
        else if (letter->is_question)
            asking_take(sending->asking, &letter->question);
        else if (letter->is_fetch)
            sender_fetch(sending->sender, letter->account, &letter->media, &letter->source);
        else
            sender_take(sending->sender, &letter->row, letter->account, &letter->message);
        letter_free(letter);
    }
}

static void *loop(void *argument)
{
    struct sending *sending = argument;
    pthread_setname_np(pthread_self(), "sender");
    for (bool stopping = false; !stopping;) {
        struct letter *letters = take_letters(sending, &stopping);
        give_letters(sending, letters);
        calls_poll(sending->calls, stopping ? 0 : (int)sender_step(sending->sender));
    }
    return NULL;
}

bool sending_start(struct sending *sending)
{
    return pthread_create(&sending->thread, NULL, loop, sending) == 0;
}

void sending_stop(struct sending *sending)
{
    pthread_mutex_lock(&sending->lock);
    sending->stopping = true;
    pthread_mutex_unlock(&sending->lock);
    calls_wake(sending->calls);
    pthread_join(sending->thread, NULL);
}

/* ---- letters ---- */

static struct letter *letter_new(struct account_entry *account)
{
    struct letter *letter = calloc(1, sizeof *letter);
    if (!letter)
        abort();
    arena_init(&letter->arena, 1 << 20);
    letter->account = account;
    return letter;
}

static void post(struct sending *sending, struct letter *letter)
{
    pthread_mutex_lock(&sending->lock);
    bool was_empty = !sending->first;
    *sending->end = letter;
    sending->end = &letter->next;
    pthread_mutex_unlock(&sending->lock);
    if (was_empty)
        calls_wake(sending->calls);
}

bool sending_send(void *self, const struct outbox_row *row, struct account_entry *account,
                  const struct outbound *message)
{
    struct letter *letter = letter_new(account);
    struct arena *arena = &letter->arena;
    letter->row = *row;
    letter->row.body = VIEW("");
    letter->message = *message;
    letter->message.recipient = view_keep(arena, message->recipient);
    letter->message.text = view_keep(arena, message->text);
    letter->message.hint = view_keep(arena, message->hint);
    letter->message.link = view_keep(arena, message->link);
    letter->message.key = view_keep(arena, message->key);
    for (size_t i = 0; i < message->choice_count; i++) {
        letter->message.choices[i].key = view_keep(arena, message->choices[i].key);
        letter->message.choices[i].label = view_keep(arena, message->choices[i].label);
    }
    post(self, letter);
    return true;
}

void sending_ask(void *self, const struct aide_question *question)
{
    struct letter *letter = letter_new(NULL);
    letter->is_question = true;
    aide_question_copy(question, &letter->arena, &letter->question);
    post(self, letter);
}

void sending_drop(void *self, struct view media)
{
    struct letter *letter = letter_new(NULL);
    letter->is_drop = true;
    letter->media.id = view_keep(&letter->arena, media);
    post(self, letter);
}

void sending_fetch(void *self, struct account_entry *account, const struct media_row *row,
                   const struct inbound *source)
{
    struct letter *letter = letter_new(account);
    letter->is_fetch = true;
    letter->media = *row;
    letter->media.id = view_keep(&letter->arena, row->id);
    letter->media.secret = view_keep(&letter->arena, row->secret);
    letter->media.source = letter->media.type = VIEW("");
    letter->source = (struct inbound){.kind = source->kind,
                                      .media_id = view_keep(&letter->arena, source->media_id),
                                      .media_url = view_keep(&letter->arena, source->media_url)};
    post(self, letter);
}
