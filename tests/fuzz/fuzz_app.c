/* Whatever frame an app sends is named as wrong or read within its bounds; what the gateway writes
 * in answer to it is well-formed JSON again. */
#include "adapters/app_frame.h"
#include "adapters/json.h"
#include "dsl/base/utf8.h"

#include "tests/fuzz/fuzz.h"

int FUZZ_ENTRY(const uint8_t *data, size_t size);

static const struct account app_account = {.name = VIEW("demo"), .kind = CHANNEL_APP};

static void app_check(struct arena *arena, const struct app_frame *frame)
{
    struct view token = VIEW("0123456789abcdef0123456789abcdef");
    PROMISE(frame->id.n <= APP_ID_MAX);
    PROMISE(frame->text.n <= INBOUND_TEXT_MAX && utf8_broken(frame->text) == SIZE_MAX);
    PROMISE(frame->sequence <= INT64_MAX);
    if (!app_frame_carries_message(frame->kind))
        return;
    PROMISE(frame->id.n > 0);
    struct inbound in = app_frame_message(&app_account, token, frame, 1700000000, arena);
    PROMISE(in.key.n == 32 && in.sender.n == 32 && in.kind != IN_EVENT);
}

static void app_answer(struct arena *arena, const struct app_frame *frame, enum app_error error)
{
    struct buf buf;
    struct outbound out = {.text = frame->text, .link = frame->key, .sequence = frame->sequence};
    buf_init(&buf, 1 << 20);
    if (error)
        app_frame_write_error(&buf, frame->id, error, frame->english);
    else
        app_frame_write_message(&buf, &out, 1700000000);
    const struct field *root = json_read(buf_seen(&buf), arena);
    PROMISE(root);
    PROMISE(error || view_eq(field_text(root, "text"), frame->text));
    buf_free(&buf);
}

int FUZZ_ENTRY(const uint8_t *data, size_t size)
{
    struct arena arena;
    struct app_frame frame;
    if (size > 512 * 1024)
        return 0;
    arena_init(&arena, 64 << 20);
    enum app_error error = app_frame_read((struct view){(const char *)data, size}, &arena, &frame);
    if (!error)
        app_check(&arena, &frame);
    app_answer(&arena, &frame, error);
    arena_free(&arena);
    return 0;
}
