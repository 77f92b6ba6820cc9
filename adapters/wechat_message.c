/* wechat_message: from WeChat's fields to a message freed of WeChat.
 *
 * Two tables name the kinds of messages and of events that mean something to the conversation; what
 * stands in neither is an event nobody answers. Ids are text and are compared, never computed
 * with. A message's key takes account, sender, id and time together, because people who wrote at
 * once have been seen with the same id; an event has no id, so everything that tells two events of
 * a second apart goes into its key. Fields are believed only within bounds: a sender of sensible
 * length, a place on earth, an address that begins with http. */
#include "adapters/wechat.h"
#include "dsl/base/geo.h"

#include "adapters/guard.h"
#include "adapters/key.h"
#include "adapters/text.h"

enum { SENDER_MAX = 128, ID_MAX = 256, ADDRESS_MAX = 2048 };

/* The text of a field, or an empty view where it is longer than max. */
static struct view bounded(const struct field *fields, const char *name, size_t max)
{
    struct view v = field_text(fields, name);
    return v.n <= max ? v : VIEW("");
}

static struct view address(const struct field *fields, const char *name)
{
    struct view v = bounded(fields, name, ADDRESS_MAX);
    return view_starts(v, VIEW("http://")) || view_starts(v, VIEW("https://")) ? v : VIEW("");
}

typedef const char *reader_of_fields(const struct field *fields, struct arena *arena,
                                     struct inbound *out);

static const char *read_text(const struct field *fields, struct arena *arena, struct inbound *out)
{
    (void)arena;
    out->text = text_inbound(field_text(fields, "Content"), &out->cut);
    out->choice = bounded(fields, "bizmsgmenuid", ID_MAX);
    out->kind = out->choice.n ? IN_CHOICE : IN_TEXT;
    return NULL;
}

static const char *read_image(const struct field *fields, struct arena *arena, struct inbound *out)
{
    (void)arena;
    out->kind = IN_IMAGE;
    out->media_url = address(fields, "PicUrl");
    out->media_id = bounded(fields, "MediaId", ID_MAX);
    return out->media_url.n || out->media_id.n ? NULL : "image without media";
}

static const char *read_voice(const struct field *fields, struct arena *arena, struct inbound *out)
{
    (void)arena;
    out->kind = IN_VOICE;
    out->text = text_inbound(field_text(fields, "Recognition"), &out->cut);
    out->media_id = bounded(fields, "MediaId", ID_MAX);
    return NULL;
}

static const char *read_video(const struct field *fields, struct arena *arena, struct inbound *out)
{
    (void)arena;
    out->kind = IN_VIDEO;
    out->media_id = bounded(fields, "MediaId", ID_MAX);
    return out->media_id.n ? NULL : "video without media";
}

static const char *read_location(const struct field *fields, struct arena *arena,
                                 struct inbound *out)
{
    (void)arena;
    out->kind = IN_LOCATION;
    out->text = text_inbound(field_text(fields, "Label"), &out->cut);
    bool on_earth = field_fraction(fields, "Location_X", -90, 90, &out->latitude) &&
                    field_fraction(fields, "Location_Y", -180, 180, &out->longitude);
    /* a place chosen on its map is GCJ-02; behind this line everything is WGS-84 (geo.h) */
    struct geo_point at = geo_from_gcj02((struct geo_point){out->latitude, out->longitude});
    out->latitude = at.latitude;
    out->longitude = at.longitude;
    return on_earth ? NULL : "location off the earth";
}

static const char *read_link(const struct field *fields, struct arena *arena, struct inbound *out)
{
    struct buf buf;
    struct view title = field_text(fields, "Title"), text = field_text(fields, "Description");
    buf_init(&buf, title.n + text.n + 1);
    buf_view(&buf, title);
    if (title.n && text.n)
        buf_byte(&buf, '\n');
    buf_view(&buf, text);
    guard_take(&buf, arena, &text);
    out->kind = IN_LINK;
    out->text = text_inbound(text, &out->cut);
    out->media_url = address(fields, "Url");
    return NULL;
}

/* ---- events ---- */

static const char *read_subscribe(const struct field *fields, struct arena *arena,
                                  struct inbound *out)
{
    (void)arena;
    struct view scene = bounded(fields, "EventKey", ID_MAX), mark = VIEW("qrscene_");
    out->kind = IN_SUBSCRIBE;
    out->text = view_starts(scene, mark) ? view_sub(scene, mark.n, scene.n) : scene;
    return NULL;
}

static const char *read_unsubscribe(const struct field *fields, struct arena *arena,
                                    struct inbound *out)
{
    (void)fields, (void)arena;
    out->kind = IN_UNSUBSCRIBE;
    return NULL;
}

static const char *read_click(const struct field *fields, struct arena *arena, struct inbound *out)
{
    (void)arena;
    out->kind = IN_CHOICE;
    out->choice = bounded(fields, "EventKey", ID_MAX);
    return out->choice.n ? NULL : "click without key";
}

static const char *read_place_report(const struct field *fields, struct arena *arena,
                                     struct inbound *out)
{
    (void)arena;
    out->kind = IN_EVENT;
    out->text = VIEW("LOCATION");
    bool on_earth = field_fraction(fields, "Latitude", -90, 90, &out->latitude) &&
                    field_fraction(fields, "Longitude", -180, 180, &out->longitude);
    return on_earth ? NULL : "location off the earth";
}

static const char *read_receipt(const struct field *fields, struct arena *arena,
                                struct inbound *out)
{
    (void)arena;
    struct view status = field_text(fields, "Status");
    out->kind = IN_RECEIPT;
    out->receipt_id = bounded(fields, "MsgID", ID_MAX);
    out->receipt = view_is(status, "success")             ? RECEIPT_DELIVERED
                   : view_is(status, "failed:user block") ? RECEIPT_REFUSED
                                                          : RECEIPT_FAILED;
    out->text = bounded(fields, "Status", ID_MAX);
    return out->receipt_id.n ? NULL : "receipt without id";
}

static const char *read_other(const struct field *fields, struct arena *arena, struct inbound *out)
{
    (void)arena;
    struct view event = bounded(fields, "Event", ID_MAX);
    out->kind = IN_EVENT;
    out->text = event.n ? event : bounded(fields, "MsgType", ID_MAX);
    return NULL;
}

struct kind_of_message {
    const char *name;
    reader_of_fields *read;
};

static const struct kind_of_message messages[] = {
    {"text", read_text},   {"image", read_image},      {"voice", read_voice},
    {"video", read_video}, {"shortvideo", read_video}, {"location", read_location},
    {"link", read_link},   {NULL, read_other},
};

/* A follower who scans a code gets the same welcome as one who follows by scanning. */
static const struct kind_of_message events[] = {
    {"subscribe", read_subscribe},
    {"SCAN", read_subscribe},
    {"CLICK", read_click},
    {"unsubscribe", read_unsubscribe},
    {"LOCATION", read_place_report},
    {"TEMPLATESENDJOBFINISH", read_receipt},
    {NULL, read_other},
};

static reader_of_fields *reader_for(const struct kind_of_message *table, struct view name)
{
    while (table->name && !view_is(name, table->name))
        table++;
    return table->read;
}

static struct view message_key(const struct account *account, const struct field *fields,
                               struct view id, struct arena *arena)
{
    const struct view parts[] = {account->name, field_text(fields, "FromUserName"), id,
                                 field_text(fields, "CreateTime")};
    return key_of(arena, parts, sizeof parts / sizeof *parts);
}

static struct view event_key(const struct account *account, const struct field *fields,
                             struct arena *arena)
{
    const struct view parts[] = {account->name,
                                 field_text(fields, "FromUserName"),
                                 field_text(fields, "CreateTime"),
                                 field_text(fields, "MsgType"),
                                 field_text(fields, "Event"),
                                 field_text(fields, "EventKey"),
                                 field_text(fields, "AgentID"),
                                 field_text(fields, "Token"),
                                 field_text(fields, "UserCardCode"),
                                 field_text(fields, "MsgID")};
    return key_of(arena, parts, sizeof parts / sizeof *parts);
}

const char *wechat_message_read(const struct account *account, const struct field *fields,
                                struct arena *arena, struct inbound *out)
{
    struct view type = field_text(fields, "MsgType"), id = field_text(fields, "MsgId");
    struct view sender = bounded(fields, "FromUserName", SENDER_MAX);
    bool event = view_is(type, "event");
    if (!type.n || !sender.n)
        return "no sender or type";
    if (!view_int(field_text(fields, "CreateTime"), 0, INT64_MAX / 2, &out->written))
        return "no creation time";
    out->key_time = out->written;
    out->sender = sender;
    out->key = event || !id.n ? event_key(account, fields, arena)
                              : message_key(account, fields, id, arena);
    reader_of_fields *read =
        event ? reader_for(events, field_text(fields, "Event")) : reader_for(messages, type);
    return read(fields, arena, out);
}
