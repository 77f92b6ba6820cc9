/* json_out: the jansson library behind one header.
 *
 * A JSON value lives on the heap and belongs to whoever made it until web_json() takes it. Handlers
 * therefore read everything they need into the request's arena first and build the value last: an
 * arena that runs full in between would leave it behind. Errors come from one table, each with its
 * status, a code for programs, and the reason with the remedy in both languages. */
#include "gateway/web/json_out.h"

static const struct {
    int status;
    const char *code, *zh, *en;
} errors[] = {[WEB_OK] = {200, "ok", "", ""},
#define WEB_ERROR(name, status, code, zh, en) [WEB_##name] = {status, code, zh, en},
              WEB_ERRORS(WEB_ERROR)
#undef WEB_ERROR
};

static int append(const char *bytes, size_t n, void *body)
{
    buf_bytes(body, bytes, n);
    return ((struct buf *)body)->full ? -1 : 0;
}

static bool put(struct web_response *response, json_t *value)
{
    buf_clear(&response->body);
    response->type = WEB_JSON_TYPE;
    bool done = value && json_dump_callback(value, append, &response->body, JSON_COMPACT) == 0;
    json_decref(value);
    return done;
}

struct web_error_info web_error_info(enum web_error error)
{
    return (struct web_error_info){errors[error].code, errors[error].zh, errors[error].en};
}

void web_refuse(struct web_response *response, int status, const char *code, const char *zh,
                const char *en)
{
    json_t *inner = json_object(), *outer = json_object();
    json_put(inner, "code", view_of(code));
    json_put(inner, "message", view_of(zh));
    json_put(inner, "message_en", view_of(en));
    json_object_set_new(outer, "error", inner);
    if (put(response, outer))
        response->status = status;
    else
        web_fail(response, 503, "busy");
}

void web_error(struct web_response *response, enum web_error error)
{
    web_refuse(response, errors[error].status, errors[error].code, errors[error].zh,
               errors[error].en);
}

void web_json(struct web_response *response, json_t *value)
{
    if (!put(response, value))
        web_error(response, WEB_BUSY);
}

json_t *json_view(struct view text)
{
    json_t *string = json_stringn(text.p ? text.p : "", text.n);
    return string ? string : json_string("");
}

void json_put(json_t *object, const char *name, struct view text)
{
    json_object_set_new(object, name, json_view(text));
}

void json_put_int(json_t *object, const char *name, int64_t number)
{
    json_object_set_new(object, name, json_integer(number));
}

void json_put_bool(json_t *object, const char *name, bool yes)
{
    json_object_set_new(object, name, json_boolean(yes));
}

json_t *json_body(const struct web_request *request)
{
    struct view type = web_header(request, "content-type");
    if (!view_starts(type, VIEW("application/json")))
        return NULL;
    json_t *value = json_loadb(request->body.p ? request->body.p : "", request->body.n,
                               JSON_REJECT_DUPLICATES, NULL);
    if (json_is_object(value))
        return value;
    json_decref(value);
    return NULL;
}

struct view json_text(const json_t *object, const char *name, struct arena *arena)
{
    const json_t *value = json_object_get(object, name);
    if (!json_is_string(value))
        return VIEW("");
    return view_keep(arena, (struct view){json_string_value(value), json_string_length(value)});
}
