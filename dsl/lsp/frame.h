/* frame: the headers around the messages of a language server: Content-Length, an empty line, so
 * many bytes. */
#ifndef ZHIDA_LSP_FRAME_H
#define ZHIDA_LSP_FRAME_H

#include "dsl/base/buf.h"

enum { FRAME_BODY_MAX = 64 << 20, FRAME_HEADER_MAX = 4096 };

struct frame_reader {
    struct buf in; /* what was fed and not read yet */
    size_t at;     /* how much of it is done with */
    size_t skip;   /* bytes of a body that is not wanted */
    size_t length; /* of the body that the header at hand announced */
    bool has_length, in_header, lost;
};

enum frame_result {
    FRAME_MORE, /* nothing whole yet */
    FRAME_BODY, /* *body is a message, valid until the next call */
    FRAME_BAD   /* *why says what is wrong with what came; reading goes on behind it */
};

void frame_init(struct frame_reader *reader);
void frame_free(struct frame_reader *reader);
void frame_feed(struct frame_reader *reader, const char *bytes, size_t n);
enum frame_result frame_next(struct frame_reader *reader, struct view *body, const char **why);

/* Writes a message with its header. */
void frame_write(struct buf *out, struct view body);

#endif
