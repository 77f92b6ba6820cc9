/* turn_json: turns as bubbles of a page: the citizen's words, the bot's, an officer's with the
 * name.
 *
 * What an officer said stands in an outbox row until the channel has it; where that row is gone it
 * was delivered (an app has said so, a provider has taken it), so its state is read from there.
 * Citizens' numbers are masked in every text unless they were asked for. */
#include "gateway/web/turn_json.h"

#include "gateway/desk/mask.h"
#include "gateway/store/outbox.h"
#include "gateway/store/taken.h"

static void put_words(json_t *object, const char *name, struct view text, bool reveal,
                      struct arena *arena)
{
    json_put(object, name, reveal ? text : mask_numbers(text, arena));
}

static json_t *replies_json(const struct turn_row *row, bool reveal, struct arena *arena)
{
    json_t *list = json_array();
    for (size_t i = 0; i < row->reply_count; i++) {
        const struct outbound *reply = &row->replies[i];
        json_t *one = json_object(), *choices = json_array();
        put_words(one, "text", reply->text, reveal, arena);
        for (size_t k = 0; k < reply->choice_count; k++)
            json_array_append_new(choices, json_view(reply->choices[k].label));
        json_object_set_new(one, "choices", choices);
        json_array_append_new(list, one);
    }
    return list;
}

static const char *kind_name(enum inbound_kind kind)
{
    switch (kind) {
    case IN_IMAGE:
        return "image";
    case IN_VOICE:
        return "voice";
    case IN_VIDEO:
        return "video";
    case IN_LOCATION:
        return "location";
    case IN_CHOICE:
        return "choice";
    default:
        return "text";
    }
}

struct view officer_name(struct desk_call *call, int64_t id)
{
    struct desk_user user;
    if (!id || users_get(call->reader, id, call->arena, &user) != STORE_OK)
        return VIEW("");
    return user.name.n ? user.name : user.login;
}

static const char *delivery_name(const struct outbox_row *row)
{
    switch (row->state) {
    case OUTBOX_READY:
        return row->attempts ? "again" : "queued";
    case OUTBOX_APP:
        return "waits";
    case OUTBOX_PARKED:
        return "failed";
    case OUTBOX_LEASED:
    case OUTBOX_PASSIVE:
        return "sending";
    case OUTBOX_SENT:
        break;
    }
    return "given";
}

static enum store_error read_delivery(struct desk_call *call, int64_t turn, struct turn_sayer *out)
{
    struct outbox_row row;
    enum store_error error = outbox_get(call->reader, turn * OUTBOX_PARTS, call->arena, &row);
    if (error == STORE_OK)
        out->delivery = delivery_name(&row);
    else
        out->delivery = out->failed.n ? "failed" : "sent";
    return error == STORE_NONE ? STORE_OK : error;
}

enum store_error turn_sayer(struct desk_call *call, const struct turn_row *row,
                            struct turn_sayer *out)
{
    struct said_by said;
    *out = (struct turn_sayer){.name = VIEW("")};
    if (row->spoken)
        return STORE_OK;
    enum store_error error = said_by_get(call->reader, row->id, call->arena, &said);
    if (error != STORE_OK)
        return error == STORE_NONE ? STORE_OK : error;
    *out = (struct turn_sayer){.name = officer_name(call, said.user), .failed = said.failed};
    return read_delivery(call, row->id, out);
}

json_t *turn_json(const struct turn_row *row, const struct turn_sayer *sayer, bool reveal,
                  struct arena *arena)
{
    json_t *one = json_object();
    json_put_int(one, "at", row->at);
    bool spoken = row->spoken && row->message.kind != IN_SUBSCRIBE;
    json_put_bool(one, "spoken", spoken);
    if (spoken) {
        json_put(one, "kind", view_of(kind_name(row->message.kind)));
        put_words(one, "text", row->message.text, reveal, arena);
        json_put(one, "media", row->message.media_id);
    }
    json_object_set_new(one, "replies", replies_json(row, reveal, arena));
    if (!sayer->delivery)
        return one;
    json_t *delivery = json_pack("{ss}", "state", sayer->delivery);
    json_put(delivery, "reason", sayer->failed);
    json_put(one, "by", sayer->name);
    json_object_set_new(one, "delivery", delivery);
    return one;
}
