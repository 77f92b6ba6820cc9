/* compile: model in, image out. The parts fill their sections (lower.h); here the sections are put
 * one behind the other, the header is written, and the checksum over everything makes the version.
 * The bytes depend on the model alone: no time, no address, no order of a hash table goes in. */
#include "dsl/compile/compile.h"

#include "dsl/compile/lower.h"

static void pad(struct buf *out)
{
    while (out->n % IMAGE_ALIGNMENT && !out->full)
        buf_u8(out, 0);
}

static void write_sections(struct lowering *lowering, struct buf *out)
{
    struct image_header header = {.magic = "", .version = IMAGE_VERSION};
    memcpy(header.magic, IMAGE_MAGIC, sizeof header.magic);
    header.byte_order = IMAGE_BYTE_ORDER;
    header.section_count = SECTION_COUNT;
    buf_bytes(out, &header, sizeof header);
    for (int i = 0; i < SECTION_COUNT; i++) {
        pad(out);
        header.sections[i].offset = (uint32_t)out->n;
        header.sections[i].count = lower_count(lowering, (enum image_section)i);
        buf_view(out, buf_seen(&lowering->sections[i]));
    }
    pad(out);
    header.size = (uint32_t)out->n;
    if (!out->full)
        memcpy(out->p, &header, sizeof header);
}

static void seal(struct buf *out)
{
    struct image_header header;
    memcpy(&header, out->p, sizeof header);
    header.checksum = image_checksum(out->p, out->n);
    for (int i = 0; i < 16; i++)
        header.checksum_text[i] = "0123456789abcdef"[header.checksum >> (60 - 4 * i) & 15];
    memcpy(out->p, &header, sizeof header);
}

static void refuse_full(struct lowering *lowering, const struct buf *out)
{
    bool full = out->full || out->n > UINT32_MAX;
    for (int i = 0; i < SECTION_COUNT; i++)
        full |= lowering->sections[i].full;
    if (full)
        lower_refuse(lowering, (long long)out->max, "bytes", VIEW(""));
}

bool compile_image(const struct model *model, struct buf *out, struct view *why)
{
    struct arena arena;
    struct lowering lowering;
    arena_init(&arena, SIZE_MAX / 2);
    lower_init(&lowering, model, &arena);
    lower_nouns(&lowering);
    lower_words(&lowering);
    if (!lowering.limit.n)
        write_sections(&lowering, out);
    refuse_full(&lowering, out);
    if (!lowering.limit.n)
        seal(out);
    *why = lowering.limit;
    lower_free(&lowering);
    arena_free(&arena);
    return !why->n;
}
