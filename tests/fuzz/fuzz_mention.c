/* Whatever a text holds: every mention lies inside it, on the borders of characters, in order, none
 * within another but a firm's name around its place; and each can be told. */
#include "dsl/base/utf8.h"
#include "dsl/mention/mention.h"

#include "tests/fuzz/fuzz.h"

int FUZZ_ENTRY(const uint8_t *data, size_t size);

static bool is_border(struct view text, size_t at)
{
    return at == text.n || ((unsigned char)text.p[at] & 0xc0) != 0x80;
}

static void promise_mention(const struct folded *folded, const struct mention *one,
                            const struct mention *before)
{
    struct view text = folded->text;
    struct view said = fold_original(folded, one->from, one->to);
    struct buf out;
    PROMISE(one->kind < MENTION_KIND_COUNT && one->from < one->to && one->to <= text.n);
    PROMISE(is_border(text, one->from) && is_border(text, one->to));
    bool firm = before && (one->kind == MENTION_FIRM || before->kind == MENTION_FIRM);
    PROMISE(!before || before->from <= one->from);
    PROMISE(!before || firm || before->to <= one->from);
    buf_init(&out, 1 << 20);
    mention_tell(one, said, one->from % 2, &out);
    PROMISE(!out.full &&
            (utf8_broken(said) != SIZE_MAX || utf8_broken(buf_seen(&out)) == SIZE_MAX));
    buf_free(&out);
}

int FUZZ_ENTRY(const uint8_t *data, size_t size)
{
    struct arena arena;
    struct view text = {(const char *)data, size};
    if (size > 64 * 1024)
        return 0;
    arena_init(&arena, 64 << 20);
    struct folded folded = fold_text(&arena, text);
    struct civil_time now = {20000 + (int)(size % 400), (int)(size % 1440), 0};
    struct mention_area areas[] = {{0, (uint32_t)(folded.text.n / 3)}, {7, 3}};
    while (!is_border(folded.text, areas[0].to))
        areas[0].to++;
    struct mentions found = mentions_find(&arena, folded.text, areas, size % 3, now);
    for (size_t i = 0; i < found.n; i++)
        promise_mention(&folded, &found.at[i], i ? &found.at[i - 1] : NULL);
    arena_free(&arena);
    return 0;
}
