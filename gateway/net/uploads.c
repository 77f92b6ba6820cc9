/* uploads: a file comes before the message that names it.
 *
 * What it is stands in its bytes; a claim is not looked at. The sealed file is written first, then
 * the row, on the turn thread: a row that is there always has its file. It belongs to the token's
 * person, who must have said hello: a token alone makes no row. Only they can name it in a message
 * or get it back; the desk reaches files through cases. Files leave as attachments that nothing may
 * run or guess at. How much may come within an hour is limited, since anybody may send; what no
 * message names within a day goes again (turn/leftovers.c). */
#include "gateway/net/uploads.h"

#include <jansson.h>
#include <stdlib.h>

#include "adapters/app_frame.h"
#include "gateway/net/sniff.h"
#include "gateway/store/media_file.h"

enum { UPLOAD_BYTES = 10 << 20, PERSON_MEMORY = 1 << 20 };

static void answer_json(struct web_response *response, int status, const char *key,
                        const char *value, const char *message)
{
    json_t *answer = json_pack("{s:s}", key, value);
    if (message)
        json_object_set_new(answer, "message", json_string(message));
    char *text = json_dumps(answer, 0);
    response->status = status;
    response->type = "application/json; charset=utf-8";
    buf_clear(&response->body);
    buf_text(&response->body, text ? text : "{}");
    free(text);
    json_decref(answer);
}

static void answer_busy(struct web_response *response)
{
    answer_json(response, 503, "code", "busy",
                "现在存不下，请稍后再传 / it cannot be kept just now, try again shortly");
}

static void answer_token(struct web_response *response)
{
    answer_json(response, 401, "code", "bad_token",
                "会话凭证不对,请重新开始 / this token is none: start anew");
}

static struct view token_of(const struct web_request *request)
{
    struct view value = web_header(request, "authorization"), scheme = VIEW("Bearer ");
    struct view token = view_starts(value, scheme) ? view_sub(value, scheme.n, value.n) : VIEW("");
    return app_token_valid(token) ? token : VIEW("");
}

static struct account_entry *account_of(const struct uploads *uploads,
                                        const struct web_request *request)
{
    struct view name = web_query(request, "account");
    if (name.n)
        return accounts_find(uploads->accounts, VIEW("app"), name);
    for (size_t i = 0; i < accounts_count(uploads->accounts); i++)
        if (accounts_at(uploads->accounts, i)->adapter->kind == CHANNEL_APP)
            return accounts_at(uploads->accounts, i);
    return NULL;
}

/* ---- taking ---- */

struct taking {
    struct media_row row;
    int64_t account;
    struct view sender;
};

/* On the turn thread, with memory of its own: the request's would jump to a place on the web
 * thread's stack when it is full. */
static enum store_error add_row(struct store *store, void *argument)
{
    struct taking *taking = argument;
    struct person person;
    struct arena arena;
    arena_init(&arena, PERSON_MEMORY);
    enum store_error error = people_find(store, taking->account, taking->sender, &arena, &person);
    if (error == STORE_OK) {
        taking->row.person = person.id;
        error = media_add(store, &taking->row);
    }
    arena_free(&arena);
    return error;
}

static struct view random_name(const struct uploads *uploads, struct arena *arena)
{
    unsigned char random[16];
    char *name = arena_alloc(arena, 33);
    uploads->world->random(uploads->world->self, random, sizeof random);
    for (size_t i = 0; i < 16; i++) {
        name[2 * i] = "0123456789abcdef"[random[i] >> 4];
        name[2 * i + 1] = "0123456789abcdef"[random[i] & 15];
    }
    return (struct view){name, 32};
}

static struct media_row row_of(const struct uploads *uploads, struct seal *seal,
                               const struct web_request *request, const char *type)
{
    unsigned char *secret = arena_alloc(request->arena, SEAL_WRAPPED);
    seal_wrap_new(seal, secret);
    return (struct media_row){.id = random_name(uploads, request->arena),
                              .state = MEDIA_LOOSE,
                              .at = request->now,
                              .size = (int64_t)request->body.n,
                              .type = view_of(type),
                              .source = VIEW(""),
                              .secret = {(const char *)secret, SEAL_WRAPPED}};
}

static void keep(struct uploads *uploads, int thread, const struct web_request *request,
                 struct web_response *response, struct taking *taking, const char *type)
{
    struct seal *seal = uploads->readers[thread].seal;
    taking->row = row_of(uploads, seal, request, type);
    taking->row.account = taking->account;
    bool written = media_file_write(uploads->media_folder, seal, taking->row.id, taking->row.secret,
                                    request->body);
    enum store_error error = written ? turn_write(*uploads->turn, add_row, taking) : STORE_FULL;
    if (error == STORE_OK) {
        answer_json(response, 200, "media_id", taking->row.id.p, NULL);
        return;
    }
    media_file_drop(uploads->media_folder, taking->row.id);
    if (error == STORE_NONE || error == STORE_SEALED)
        answer_token(response);
    else
        answer_busy(response);
}

/* Looked up before anything is written: a made-up token costs the disk nothing. */
static bool has_said_hello(const struct uploads *uploads, int thread,
                           const struct account_entry *account, const struct web_request *request)
{
    struct person person;
    struct view sender = app_sender(token_of(request), request->arena);
    return people_find(&uploads->readers[thread], account->id, sender, request->arena, &person) ==
           STORE_OK;
}

static void upload(void *self, int thread, const struct web_request *request,
                   struct web_response *response)
{
    struct uploads *uploads = self;
    struct view token = token_of(request);
    struct account_entry *account = account_of(uploads, request);
    const char *type = sniff_type(request->body);
    if (!token.n)
        answer_token(response);
    else if (!account)
        answer_json(response, 404, "code", "bad_account",
                    "没有这个账号 / there is no such account");
    else if (!has_said_hello(uploads, thread, account, request))
        answer_token(response);
    else if (!type)
        answer_json(response, 415, "code", "bad_kind",
                    "只收图片、录音和视频 / pictures, sound and video only");
    else if (!upload_room_take(&uploads->room, request->peer, request->now, request->body.n))
        answer_json(response, 429, "code", "too_much",
                    "传得太多了，请过一小时再传 / too many files, please try again in an hour");
    else if (!upload_room_on_disk(uploads->media_folder))
        answer_busy(response);
    else {
        struct taking taking = {.account = account->id,
                                .sender = app_sender(token, request->arena)};
        keep(uploads, thread, request, response, &taking, type);
    }
}

/* ---- giving back ---- */

/* Is the asker the one who sent it? */
static bool is_theirs(const struct uploads *uploads, struct store *reader,
                      const struct web_request *request, const struct media_row *row)
{
    struct person person;
    struct view token = token_of(request);
    struct account_entry *account = account_of(uploads, request);
    return token.n && account &&
           people_find(reader, account->id, app_sender(token, request->arena), request->arena,
                       &person) == STORE_OK &&
           person.id == row->person;
}

static void give(void *self, int thread, const struct web_request *request,
                 struct web_response *response)
{
    struct uploads *uploads = self;
    struct store *reader = &uploads->readers[thread];
    struct media_row row;
    struct view bytes;
    bool found = request->rest.n == 32 &&
                 media_get(reader, request->rest, request->arena, &row) == STORE_OK &&
                 (row.state == MEDIA_HERE || row.state == MEDIA_LOOSE) &&
                 is_theirs(uploads, reader, request, &row) &&
                 media_file_read(uploads->media_folder, reader->seal, row.id, row.secret,
                                 request->arena, &bytes);
    if (!found) {
        web_fail(response, 404, "nothing here");
        return;
    }
    response->type = arena_copy(request->arena, row.type.p, row.type.n);
    web_add_header(response, "content-disposition", VIEW("attachment"));
    web_add_header(response, "x-content-type-options", VIEW("nosniff"));
    web_add_header(response, "content-security-policy", VIEW("default-src 'none'; sandbox"));
    web_add_header(response, "cache-control", VIEW("private, no-store"));
    buf_view(&response->body, bytes);
}

size_t uploads_routes(struct uploads *uploads, struct route *out)
{
    upload_room_init(&uploads->room);
    out[0] = (struct route){"POST", "/app/upload", PUBLIC_SIDE, UPLOAD_BYTES, upload, uploads};
    out[1] = (struct route){"GET", "/media/", PUBLIC_SIDE, 0, give, uploads};
    return UPLOAD_ROUTES;
}
