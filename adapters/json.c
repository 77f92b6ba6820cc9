/* json: jansson reads, and its values are copied at once into a tree in the arena, so that no
 * reference count leaves this file. Depth is counted on the bytes before jansson sees them, since
 * it recurses. Writing needs no library: members are appended to a bounded builder, which is how
 * WeChat's demand for unescaped UTF-8 and our own for a hard maximum are both met. */
#include "adapters/json.h"

#include "adapters/guard.h"

#include <jansson.h>

/* Whether brackets outside of strings nest at most JSON_DEPTH_MAX deep. */
static bool shallow(struct view body)
{
    size_t depth = 0;
    bool inside = false;
    for (size_t i = 0; i < body.n; i++) {
        char c = body.p[i];
        if (inside && c == '\\')
            i++;
        else if (c == '"')
            inside = !inside;
        else if (!inside && (c == '{' || c == '['))
            depth++;
        else if (!inside && (c == '}' || c == ']') && depth > 0)
            depth--;
        if (depth > JSON_DEPTH_MAX)
            return false;
    }
    return true;
}

struct json_copying {
    const json_t *from;
    struct arena *arena;
    struct field *root; /* NULL at the end: too many values */
    size_t nodes;
};

static struct field *copy(struct json_copying *copying, const json_t *from);

static struct view keep_text(struct arena *arena, const char *text)
{
    return view_keep(arena, view_of(text));
}

static struct view keep_number(struct arena *arena, const json_t *from)
{
    char digits[64];
    int n = json_is_integer(from)
                ? snprintf(digits, sizeof digits, "%" JSON_INTEGER_FORMAT, json_integer_value(from))
                : snprintf(digits, sizeof digits, "%.9f", json_real_value(from));
    return n > 0 && (size_t)n < sizeof digits ? keep_text(arena, digits) : VIEW("");
}

static struct field **hang(struct field **place, struct field *child)
{
    *place = child;
    return child ? &child->next : place;
}

static void copy_object(struct json_copying *copying, const json_t *from, struct field *to)
{
    struct field **place = &to->first;
    const char *name;
    json_t *value;
    to->kind = FIELD_OBJECT;
    json_object_foreach((json_t *)from, name, value)
    {
        struct field *child = copy(copying, value);
        if (child)
            child->name = keep_text(copying->arena, name);
        place = hang(place, child);
    }
}

static void copy_array(struct json_copying *copying, const json_t *from, struct field *to)
{
    struct field **place = &to->first;
    to->kind = FIELD_ARRAY;
    for (size_t i = 0; i < json_array_size(from); i++)
        place = hang(place, copy(copying, json_array_get(from, i)));
}

static void copy_plain(struct json_copying *copying, const json_t *from, struct field *to)
{
    if (json_is_string(from)) {
        struct view text = {json_string_value(from), json_string_length(from)};
        to->text = view_keep(copying->arena, text);
    } else if (json_is_number(from)) {
        to->kind = FIELD_NUMBER;
        to->text = keep_number(copying->arena, from);
    } else if (json_is_boolean(from)) {
        to->kind = FIELD_BOOL;
        to->text = json_is_true(from) ? VIEW("true") : VIEW("false");
    } else
        to->kind = FIELD_NULL;
}

static struct field *copy(struct json_copying *copying, const json_t *from)
{
    if (++copying->nodes > JSON_NODES_MAX)
        return NULL;
    struct field *to = ARENA_NEW(copying->arena, struct field);
    to->name = to->text = VIEW("");
    if (json_is_object(from))
        copy_object(copying, from, to);
    else if (json_is_array(from))
        copy_array(copying, from, to);
    else
        copy_plain(copying, from, to);
    return to;
}

static void copy_root(void *context)
{
    struct json_copying *copying = context;
    copying->root = copy(copying, copying->from);
    if (copying->nodes > JSON_NODES_MAX)
        copying->root = NULL;
}

struct field *json_read(struct view body, struct arena *arena)
{
    if (!body.n || body.n > JSON_BODY_MAX || !shallow(body))
        return NULL;
    json_error_t error;
    json_t *value = json_loadb(body.p, body.n, JSON_REJECT_DUPLICATES, &error);
    if (!value)
        return NULL;
    struct json_copying copying = {.from = value, .arena = arena};
    bool room = guard_run(arena, copy_root, &copying);
    json_decref(value);
    if (!room)
        guard_full(arena);
    return copying.root;
}

static void put_escaped(struct buf *buf, unsigned char c)
{
    if (c == '"' || c == '\\')
        buf_print(buf, "\\%c", c);
    else if (c == '\n')
        buf_text(buf, "\\n");
    else
        buf_print(buf, "\\u%04x", c);
}

void json_put_text(struct buf *buf, struct view text)
{
    size_t from = 0;
    buf_byte(buf, '"');
    for (size_t at = 0; at < text.n; at++) {
        unsigned char c = (unsigned char)text.p[at];
        if (c >= 0x20 && c != '"' && c != '\\' && c != 0x7f)
            continue;
        buf_view(buf, view_sub(text, from, at));
        put_escaped(buf, c);
        from = at + 1;
    }
    if (from < text.n)
        buf_view(buf, view_sub(text, from, text.n));
    buf_byte(buf, '"');
}

void json_put_name(struct buf *buf, const char *name)
{
    char before = buf->n ? buf->p[buf->n - 1] : '{';
    if (before != '{' && before != '[')
        buf_byte(buf, ',');
    json_put_text(buf, view_of(name));
    buf_byte(buf, ':');
}

void json_put_member(struct buf *buf, const char *name, struct view text)
{
    json_put_name(buf, name);
    json_put_text(buf, text);
}

void json_put_number(struct buf *buf, const char *name, int64_t value)
{
    json_put_name(buf, name);
    buf_decimal(buf, value);
}
