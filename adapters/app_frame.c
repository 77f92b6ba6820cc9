/* app_frame: one table names the frames, one function reads the fields of each.
 *
 * A frame is a flat JSON object; what is not asked for is ignored, so that an older gateway takes a
 * newer app's frames. Ids are the client's and short ASCII: with the hash of the token they make
 * the key under which a message that is sent again after a lost answer is known. The token itself
 * is a secret of its holder (128 random bits: nobody guesses another's); only its hash is stored.
 * A token that nobody was given names an empty conversation, so nothing is gained by inventing
 * one. */
#include "adapters/app_frame.h"

#include "adapters/crypto.h"
#include "adapters/json.h"
#include "adapters/key.h"
#include "adapters/text.h"

enum { LANG_MAX = 16, NAME_MAX = 64, KEY_MAX = 64, MEDIA_ID_MAX = 128 };

static bool plain_ascii(struct view v, size_t max)
{
    for (size_t i = 0; i < v.n; i++)
        if (v.p[i] <= ' ' || v.p[i] > '~')
            return false;
    return v.n <= max;
}

/* A field that must be there: printable ASCII, 1 to max characters. */
static bool take_word(const struct field *fields, const char *name, size_t max, struct view *out)
{
    *out = field_text(fields, name);
    return out->n > 0 && plain_ascii(*out, max);
}

static bool take_sequence(const struct field *fields, const char *name, uint64_t *out)
{
    int64_t value = 0;
    struct view v = field_text(fields, name);
    bool fine = !v.n || view_int(v, 0, INT64_MAX / 16, &value);
    *out = (uint64_t)value;
    return fine;
}

static enum app_error read_hello(const struct field *fields, struct app_frame *out)
{
    out->token = field_text(fields, "token");
    out->account = field_text(fields, "account");
    out->english = view_starts(field_text(fields, "lang"), VIEW("en"));
    if (out->token.n && !app_token_valid(out->token))
        return APP_ERROR_BAD_TOKEN;
    if (!plain_ascii(out->account, NAME_MAX) || !take_sequence(fields, "ack", &out->sequence))
        return APP_ERROR_BAD_FIELD;
    return APP_FINE;
}

static enum app_error read_text(const struct field *fields, struct app_frame *out)
{
    out->text = text_inbound(field_text(fields, "text"), &out->cut);
    return out->text.n ? APP_FINE : APP_ERROR_BAD_FIELD;
}

static enum app_error read_choice(const struct field *fields, struct app_frame *out)
{
    out->text = text_inbound(field_text(fields, "label"), &out->cut);
    return take_word(fields, "key", KEY_MAX, &out->key) ? APP_FINE : APP_ERROR_BAD_FIELD;
}

static enum app_error read_media(const struct field *fields, struct app_frame *out)
{
    struct view kind = field_text(fields, "kind");
    if (view_is(kind, "image"))
        out->media = IN_IMAGE;
    else if (view_is(kind, "voice"))
        out->media = IN_VOICE;
    else if (view_is(kind, "video"))
        out->media = IN_VIDEO;
    else
        return APP_ERROR_BAD_FIELD;
    bool fine = take_word(fields, "media_id", MEDIA_ID_MAX, &out->media_id);
    return fine ? APP_FINE : APP_ERROR_BAD_FIELD;
}

static enum app_error read_location(const struct field *fields, struct app_frame *out)
{
    out->text = text_inbound(field_text(fields, "label"), &out->cut);
    bool on_earth = field_fraction(fields, "latitude", -90, 90, &out->latitude) &&
                    field_fraction(fields, "longitude", -180, 180, &out->longitude);
    return on_earth ? APP_FINE : APP_ERROR_BAD_FIELD;
}

static enum app_error read_ack(const struct field *fields, struct app_frame *out)
{
    bool fine =
        field_child(fields, "sequence") && take_sequence(fields, "sequence", &out->sequence);
    return fine ? APP_FINE : APP_ERROR_BAD_FIELD;
}

static enum app_error read_fields(const struct field *fields, struct app_frame *out)
{
    if (app_frame_carries_message(out->kind) && !out->id.n)
        return APP_ERROR_BAD_FIELD;
    switch (out->kind) {
    case APP_HELLO:
        return read_hello(fields, out);
    case APP_TEXT:
        return read_text(fields, out);
    case APP_CHOICE:
        return read_choice(fields, out);
    case APP_MEDIA:
        return read_media(fields, out);
    case APP_LOCATION:
        return read_location(fields, out);
    case APP_ACK:
        return read_ack(fields, out);
    case APP_PING:
    case APP_PONG:
        break;
    }
    return APP_FINE;
}

static bool kind_of(struct view name, enum app_frame_kind *out)
{
    static const char *const names[] = {
#define FRAME(name, word, meaning) word,
        APP_FRAMES(FRAME)
#undef FRAME
    };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (view_is(name, names[i])) {
            *out = (enum app_frame_kind)i;
            return true;
        }
    return false;
}

enum app_error app_frame_read(struct view bytes, struct arena *arena, struct app_frame *out)
{
    *out = (struct app_frame){0};
    if (bytes.n > APP_FRAME_MAX)
        return APP_ERROR_TOO_LARGE;
    const struct field *fields = json_read(bytes, arena);
    if (!fields || fields->kind != FIELD_OBJECT)
        return APP_ERROR_BAD_FRAME;
    if (!take_word(fields, "id", APP_ID_MAX, &out->id))
        out->id = VIEW("");
    if (!kind_of(field_text(fields, "type"), &out->kind))
        return APP_ERROR_UNKNOWN_TYPE;
    return read_fields(fields, out);
}

/* ---- tokens and messages ---- */

void app_token_make(const unsigned char random[16], char out[APP_TOKEN_HEX + 1])
{
    crypto_hex(random, APP_TOKEN_HEX / 2, out);
}

bool app_token_valid(struct view token)
{
    for (size_t i = 0; i < token.n; i++) {
        char c = token.p[i];
        if (!((c >= '0' && c <= '9') || (c >= 'a' && c <= 'f')))
            return false;
    }
    return token.n == APP_TOKEN_HEX;
}

struct view app_sender(struct view token, struct arena *arena)
{
    const struct view parts[] = {VIEW("app token"), token};
    return key_of(arena, parts, 2);
}

bool app_frame_carries_message(enum app_frame_kind kind)
{
    return kind == APP_TEXT || kind == APP_CHOICE || kind == APP_MEDIA || kind == APP_LOCATION;
}

static enum inbound_kind inbound_kind_of(const struct app_frame *frame)
{
    switch (frame->kind) {
    case APP_TEXT:
        return IN_TEXT;
    case APP_CHOICE:
        return IN_CHOICE;
    case APP_MEDIA:
        return frame->media;
    case APP_LOCATION:
        return IN_LOCATION;
    default:
        return IN_EVENT;
    }
}

struct inbound app_frame_message(const struct account *account, struct view token,
                                 const struct app_frame *frame, int64_t now, struct arena *arena)
{
    struct view sender = app_sender(token, arena);
    const struct view parts[] = {account->name, sender, frame->id};
    return (struct inbound){.kind = inbound_kind_of(frame),
                            .sender = sender,
                            .key = key_of(arena, parts, 3),
                            .written = now,
                            .text = frame->text,
                            .cut = frame->cut,
                            .choice = frame->key,
                            .media_id = frame->media_id,
                            .latitude = frame->latitude,
                            .longitude = frame->longitude};
}

/* ---- writing ---- */

static void open_frame(struct buf *buf, const char *type)
{
    buf_byte(buf, '{');
    json_put_member(buf, "type", view_of(type));
}

void app_frame_write_welcome(struct buf *buf, struct view token, uint64_t sequence)
{
    open_frame(buf, "welcome");
    json_put_member(buf, "token", token);
    json_put_number(buf, "sequence", (int64_t)sequence);
    buf_byte(buf, '}');
}

void app_frame_write_accepted(struct buf *buf, struct view id)
{
    open_frame(buf, "accepted");
    json_put_member(buf, "id", id);
    buf_byte(buf, '}');
}

void app_frame_write_message(struct buf *buf, const struct outbound *message, int64_t at)
{
    open_frame(buf, "message");
    json_put_number(buf, "sequence", (int64_t)message->sequence);
    json_put_member(buf, "text", message->text);
    json_put_name(buf, "choices");
    buf_byte(buf, '[');
    for (size_t i = 0; i < message->choice_count; i++) {
        buf_text(buf, i ? ",{" : "{");
        json_put_member(buf, "key", message->choices[i].key);
        json_put_member(buf, "label", message->choices[i].label);
        buf_byte(buf, '}');
    }
    buf_byte(buf, ']');
    if (message->link.n)
        json_put_member(buf, "link", message->link);
    json_put_number(buf, "at", at);
    buf_byte(buf, '}');
}

void app_frame_write_error(struct buf *buf, struct view id, enum app_error error, bool english)
{
    static const struct {
        const char *code, *zh, *en;
    } texts[] = {{"fine", "", ""},
#define ERROR(name, code, zh, en) {code, zh, en},
                 APP_ERRORS(ERROR)
#undef ERROR
    };
    open_frame(buf, "error");
    if (id.n)
        json_put_member(buf, "id", id);
    json_put_member(buf, "code", view_of(texts[error].code));
    json_put_member(buf, "message", view_of(english ? texts[error].en : texts[error].zh));
    buf_byte(buf, '}');
}

void app_frame_write_ping(struct buf *buf)
{
    open_frame(buf, "ping");
    buf_byte(buf, '}');
}

void app_frame_write_pong(struct buf *buf)
{
    open_frame(buf, "pong");
    buf_byte(buf, '}');
}
