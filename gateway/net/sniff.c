/* sniff: a table of signatures. Only kinds that need no program to be harmless are taken: no SVG,
 * no HTML, no documents with macros. */
#include "gateway/net/sniff.h"

struct signature {
    size_t at;
    struct view bytes;
    const char *type;
};

static const struct signature signatures[] = {
    {0, {"\xff\xd8\xff", 3}, "image/jpeg"}, {0, {"\x89PNG\r\n\x1a\n", 8}, "image/png"},
    {0, {"GIF87a", 6}, "image/gif"},        {0, {"GIF89a", 6}, "image/gif"},
    {8, {"WEBP", 4}, "image/webp"},         {8, {"WAVE", 4}, "audio/wav"},
    {4, {"ftypheic", 8}, "image/heic"},     {4, {"ftypmif1", 8}, "image/heic"},
    {4, {"ftypM4A", 7}, "audio/mp4"},       {4, {"ftyp", 4}, "video/mp4"},
    {0, {"#!AMR", 5}, "audio/amr"},         {0, {"ID3", 3}, "audio/mpeg"},
    {0, {"\xff\xfb", 2}, "audio/mpeg"},     {0, {"\xff\xf3", 2}, "audio/mpeg"},
    {0, {"OggS", 4}, "audio/ogg"},          {0, {"\x1a\x45\xdf\xa3", 4}, "video/webm"},
};

const char *sniff_type(struct view bytes)
{
    for (size_t i = 0; i < sizeof signatures / sizeof *signatures; i++) {
        const struct signature *s = &signatures[i];
        if (bytes.n >= s->at + s->bytes.n && bytes.n > 24 &&
            memcmp(bytes.p + s->at, s->bytes.p, s->bytes.n) == 0)
            return s->type;
    }
    return NULL;
}

const char *sniff_extension(struct view type)
{
    static const char *const pairs[][2] = {
        {"image/jpeg", ".jpg"},  {"image/png", ".png"},   {"image/gif", ".gif"},
        {"image/webp", ".webp"}, {"image/heic", ".heic"}, {"audio/wav", ".wav"},
        {"audio/mp4", ".m4a"},   {"audio/amr", ".amr"},   {"audio/mpeg", ".mp3"},
        {"audio/ogg", ".ogg"},   {"video/mp4", ".mp4"},   {"video/webm", ".webm"}};
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
        if (view_is(type, pairs[i][0]))
            return pairs[i][1];
    return "";
}

bool sniff_fits(const char *type, enum inbound_kind kind)
{
    struct view t = view_of(type);
    switch (kind) {
    case IN_IMAGE:
        return view_starts(t, VIEW("image/"));
    case IN_VOICE:
        /* browsers record sound into the film container */
        return view_starts(t, VIEW("audio/")) || view_is(t, "video/webm") ||
               view_is(t, "video/mp4");
    case IN_VIDEO:
        return view_starts(t, VIEW("video/"));
    default:
        return false;
    }
}
