/* naming: "城市管理（事件类）" becomes 城市管理_事件类, "12345热线" becomes 热线12345. The letters
 * are those the scanner takes, a little stricter: no letters of scripts that look like others,
 * since a name that cannot be typed again is no name. At most forty characters: a name is also a
 * file's. */
#include "dsl/exchange/naming.h"

#include "dsl/base/fold.h"
#include "dsl/base/hash.h"
#include "dsl/base/utf8.h"

enum { NAME_MAX_CHARACTERS = 40 };

bool naming_reserved(struct view name)
{
    enum { BLOCK, CLAUSE, OP, VALUE };
    static const struct {
        const char *zh, *en;
        int kind;
    } words[] = {
#define WORD(token, zh, en, kind) {zh, en, kind},
#include "dsl/syntax/keywords.h"
#undef WORD
    };
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (words[i].kind != VALUE && (view_is(name, words[i].zh) || view_is(name, words[i].en)))
            return true;
    return false;
}

static bool is_digit(uint32_t c)
{
    return c >= '0' && c <= '9';
}

static bool is_letter(uint32_t c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == 0x3007 ||
           (c >= 0x3400 && c <= 0x9fff) || (c >= 0x20000 && c <= 0x2ffff) ||
           (c >= 0xc0 && c <= 0x24f && c != 0xd7 && c != 0xf7);
}

/* Full-width letters and figures as plain ones. */
static uint32_t narrow(uint32_t c)
{
    return c >= 0xff01 && c <= 0xff5e ? c - 0xfee0 : c;
}

/* What may stand in a name, the rest as single '_' between it. */
static void put_plain(struct view text, struct buf *out)
{
    bool gap = false;
    size_t characters = 0;
    char bytes[4];
    for (size_t at = 0; at < text.n && characters < NAME_MAX_CHARACTERS;) {
        uint32_t c = narrow(utf8_next(text, &at));
        if (!is_letter(c) && !is_digit(c)) {
            gap = out->n > 0;
            continue;
        }
        if (gap)
            buf_byte(out, '_');
        gap = false;
        buf_bytes(out, bytes, utf8_put(c, bytes));
        characters++;
    }
}

/* Figures at the front behind the rest, because a name begins with a letter. */
static struct view turned(struct arena *arena, struct view name)
{
    size_t digits = 0;
    while (digits < name.n && (is_digit((unsigned char)name.p[digits]) || name.p[digits] == '_'))
        digits++;
    if (!digits)
        return name;
    struct buf buf;
    buf_init(&buf, name.n + 1);
    buf_view(&buf, view_sub(name, digits, name.n));
    while (digits && name.p[digits - 1] == '_')
        digits--;
    if (buf.n)
        buf_view(&buf, view_sub(name, 0, digits));
    struct view out = buf_keep(&buf, arena);
    buf_free(&buf);
    return out;
}

static struct view plain(struct arena *arena, struct view text, const char *suffix)
{
    struct buf buf;
    buf_init(&buf, 1024);
    put_plain(text, &buf);
    struct view name = turned(arena, buf_keep(&buf, arena));
    if (!name.n || naming_reserved(name)) {
        buf_clear(&buf);
        buf_view(&buf, name);
        buf_text(&buf, suffix);
        name = buf_keep(&buf, arena);
    }
    buf_free(&buf);
    return name;
}

/* ---- unique ---- */

static struct view *slot_of(const struct naming *naming, struct view name)
{
    size_t at = (size_t)hash_view(name) & (naming->room - 1);
    while (naming->slots[at].n && !view_eq(naming->slots[at], name))
        at = (at + 1) & (naming->room - 1);
    return &naming->slots[at];
}

static void grow(struct naming *naming)
{
    struct naming old = *naming;
    if (2 * naming->used < naming->room)
        return;
    naming->room = old.room ? old.room * 2 : 64;
    naming->slots = ARENA_ARRAY(naming->arena, naming->room, struct view);
    for (size_t i = 0; i < old.room; i++)
        if (old.slots[i].n)
            *slot_of(naming, old.slots[i]) = old.slots[i];
}

/* Taken names are compared as files are on a desk: 'A' and 'a' are the same. */
static bool taken(struct naming *naming, struct view name)
{
    return slot_of(naming, fold_word(naming->arena, name))->n > 0;
}

static struct view joined(struct arena *arena, struct view a, const char *between, struct view b)
{
    struct buf buf;
    buf_init(&buf, a.n + b.n + 16);
    buf_print(&buf, "%.*s%s%.*s", VIEW_FMT(a), between, VIEW_FMT(b));
    struct view text = buf_keep(&buf, arena);
    buf_free(&buf);
    return text;
}

struct view naming_make(struct naming *naming, struct view text, struct view before,
                        const char *suffix)
{
    grow(naming);
    struct view name = plain(naming->arena, text, suffix);
    if (taken(naming, name) && before.n)
        name = plain(naming->arena, joined(naming->arena, before, "_", name), suffix);
    struct view base = name;
    for (int n = 2; taken(naming, name); n++) {
        struct buf number;
        buf_init(&number, 16);
        buf_print(&number, "%d", n);
        name = joined(naming->arena, base, "_", buf_seen(&number));
        buf_free(&number);
    }
    struct view key = fold_word(naming->arena, name);
    *slot_of(naming, key) = key;
    naming->used++;
    return name;
}
