/* frame: cuts the stream into messages, and finds its feet again after anything.
 *
 * The length is the only thing that says where a message ends, so a header without a good one, or
 * with one that is past all sense, leaves nothing to hold on to but lines: what follows is read as
 * header lines until one announces a length again. That is said once, not for every line of the
 * wreck. A body that is merely too large is counted through and thrown away.
 *
 * What was fed lies in one buffer, taken from its front; its front is given up when all of it has
 * been read, or half of a large one, so that no message is moved twice. */
#include "dsl/lsp/frame.h"

enum { FEED_MAX = FRAME_BODY_MAX + (1 << 20), KEPT_FRONT = 1 << 16 };

void frame_init(struct frame_reader *reader)
{
    *reader = (struct frame_reader){0};
    buf_init(&reader->in, (size_t)FEED_MAX * 2);
}

void frame_free(struct frame_reader *reader)
{
    buf_free(&reader->in);
}

static void give_up_front(struct frame_reader *reader)
{
    size_t left = reader->in.n - reader->at;
    if (!left) {
        buf_clear(&reader->in);
        reader->at = 0;
    } else if (reader->at > KEPT_FRONT && reader->at > left) {
        memmove(reader->in.p, reader->in.p + reader->at, left);
        reader->in.n = left;
        reader->at = 0;
    }
}

void frame_feed(struct frame_reader *reader, const char *bytes, size_t n)
{
    size_t skipped = n < reader->skip ? n : reader->skip;
    reader->skip -= skipped;
    give_up_front(reader);
    buf_bytes(&reader->in, bytes + skipped, n - skipped);
}

static struct view waiting(const struct frame_reader *reader)
{
    struct view seen = buf_seen(&reader->in);
    return seen.n ? view_sub(seen, reader->at, seen.n) : seen;
}

static struct view lower(struct view text, char *room, size_t most)
{
    size_t n = text.n < most ? text.n : most;
    for (size_t i = 0; i < n; i++) {
        char c = text.p[i];
        room[i] = (char)(c >= 'A' && c <= 'Z' ? c + 32 : c);
    }
    return (struct view){room, n};
}

static enum frame_result lose(struct frame_reader *reader, const char *reason, const char **why)
{
    bool said = reader->lost;
    reader->lost = true;
    *why = reason;
    return said ? FRAME_MORE : FRAME_BAD;
}

/* One line of a header. */
static enum frame_result read_field(struct frame_reader *reader, struct view line, const char **why)
{
    char room[32];
    int64_t length;
    struct view value = line, name = view_cut(&value, ':');
    if (!view_is(lower(view_trim(name), room, sizeof room), "content-length"))
        return FRAME_MORE;
    reader->has_length = false;
    if (!value.p || !view_int(view_trim(value), 0, INT64_MAX / 2, &length)) {
        return lose(reader, "Content-Length is not a number", why);
    }
    reader->has_length = true;
    reader->length = (size_t)length;
    return FRAME_MORE;
}

/* The empty line behind the fields. */
static enum frame_result end_header(struct frame_reader *reader, const char **why)
{
    bool begun = reader->in_header;
    reader->in_header = false;
    if (!reader->has_length)
        return begun ? lose(reader, "a header without Content-Length", why) : FRAME_MORE;
    if (reader->length <= FRAME_BODY_MAX) {
        reader->lost = false;
        return FRAME_BODY;
    }
    struct view rest = waiting(reader);
    reader->has_length = false;
    size_t here = rest.n < reader->length ? rest.n : reader->length;
    reader->at += here;
    reader->skip = reader->length - here;
    *why = "the message is larger than 64 MB";
    return FRAME_BAD;
}

static enum frame_result read_line(struct frame_reader *reader, struct view line, const char **why)
{
    if (line.n && line.p[line.n - 1] == '\r')
        line.n--;
    if (!line.n)
        return end_header(reader, why);
    reader->in_header = true;
    return read_field(reader, line, why);
}

static enum frame_result read_header(struct frame_reader *reader, const char **why)
{
    for (;;) {
        struct view rest = waiting(reader);
        const char *end = rest.n ? memchr(rest.p, '\n', rest.n) : NULL;
        if (!end && rest.n <= FRAME_HEADER_MAX)
            return FRAME_MORE;
        size_t n = end ? (size_t)(end - rest.p) : rest.n;
        reader->at += end ? n + 1 : n;
        enum frame_result result = FRAME_MORE;
        if (n > FRAME_HEADER_MAX)
            result = lose(reader, "a header line without an end", why);
        else
            result = read_line(reader, view_sub(rest, 0, n), why);
        if (result != FRAME_MORE)
            return result;
    }
}

enum frame_result frame_next(struct frame_reader *reader, struct view *body, const char **why)
{
    bool in_body = reader->has_length && !reader->in_header;
    enum frame_result result = in_body ? FRAME_BODY : read_header(reader, why);
    if (result != FRAME_BODY)
        return result;
    struct view rest = waiting(reader);
    if (rest.n < reader->length)
        return FRAME_MORE;
    *body = rest.n ? view_sub(rest, 0, reader->length) : VIEW("");
    reader->at += reader->length;
    reader->has_length = false;
    return FRAME_BODY;
}

void frame_write(struct buf *out, struct view body)
{
    buf_print(out, "Content-Length: %zu\r\n\r\n", body.n);
    buf_view(out, body);
}
