/* A document is whatever somebody puts into the folder. Reading it ends; what comes out is UTF-8;
 * no passage is longer than it may be, its heading is one of the text's, and a plain text loses
 * none of its words. The first byte chooses how it is read. */
#include "dsl/base/utf8.h"
#include "gateway/answer/document.h"
#include "gateway/answer/docx.h"
#include "gateway/answer/html.h"
#include "gateway/answer/outline.h"

#include "tests/fuzz/fuzz.h"

int FUZZ_ENTRY(const uint8_t *data, size_t size);

static void document_cut(struct arena *arena, struct view text)
{
    struct document document;
    int headings = 0;
    PROMISE(utf8_broken(text) == SIZE_MAX);
    document_read(arena, text, &document);
    for (size_t i = 0; i < document.passages.n; i++) {
        const struct document_passage *p = &document.passages.at[i];
        PROMISE(p->text.n > 0 && p->anchor >= headings);
        PROMISE(utf8_broken(p->text) == SIZE_MAX && utf8_broken(p->section) == SIZE_MAX);
        headings = p->anchor;
    }
    PROMISE(utf8_broken(document.title) == SIZE_MAX && utf8_broken(document.issuer) == SIZE_MAX);
    for (size_t i = 0; i < document.abolishes.n; i++)
        PROMISE(utf8_broken(document.abolishes.at[i]) == SIZE_MAX);
}

/* How many bytes a text has without blanks and the marks of headings. */
static size_t document_words(struct view text)
{
    size_t count = 0;
    for (size_t i = 0; i < text.n; i++)
        count += (unsigned char)text.p[i] >= 0x80;
    return count;
}

int FUZZ_ENTRY(const uint8_t *data, size_t size)
{
    struct view text, out = VIEW("");
    struct arena arena;
    if (size < 1)
        return 0;
    text = (struct view){(const char *)data + 1, size - 1};
    arena_init(&arena, (size_t)1 << 28);
    unsigned way = data[0] % 5;
    bool read = way < 3 ? utf8_broken(text) == SIZE_MAX : true;
    if (way == 3)
        read = html_to_text(&arena, text, &out);
    else if (way == 4)
        read = docx_to_text(&arena, text, &out) == SHEET_OK;
    else if (read)
        out = outline_of(&arena, text, (enum outline_lines)way);
    if (read)
        document_cut(&arena, out);
    if (read && way == LINES_WHOLE && view_find(text, VIEW("\xe3\x80\x80")) == SIZE_MAX)
        PROMISE(document_words(out) + 12 >= document_words(text));
    arena_free(&arena);
    return 0;
}
