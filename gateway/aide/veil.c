/* veil: first what mention.h finds, whole, by what it is; then what ticket_words() covers; then
 * every run of digits that is as long as a number by which somebody can be reached. What is left
 * says what happened and what is asked, not who and where exactly: the area goes along by itself,
 * as the rules call it. Service numbers (12345, 400...) are nobody's and stay. */
#include "gateway/aide/veil.h"

#include "dsl/base/utf8.h"
#include "dsl/mention/mention.h"
#include "gateway/desk/ticket.h"

enum { DIGITS_MOST = 6 };

static bool is_personal(const struct mention *mention)
{
    switch (mention->kind) {
    case MENTION_PHONE:
        return mention->phone != PHONE_SERVICE;
    case MENTION_PLACE:
    case MENTION_PLATE:
    case MENTION_FIRM:
    case MENTION_IDENTITY:
        return true;
    default:
        return false;
    }
}

static struct view without_mentions(struct view text, struct arena *arena)
{
    struct folded folded = fold_text(arena, text);
    struct mentions found =
        mentions_find(arena, folded.text, NULL, 0, (struct civil_time){.minute = NONE});
    struct buf out;
    size_t at = 0;
    buf_init(&out, 4 * text.n + 64);
    for (size_t i = 0; i < found.n; i++) {
        if (!is_personal(&found.at[i]))
            continue;
        struct view words = fold_original(&folded, found.at[i].from, found.at[i].to);
        buf_view(&out, view_sub(text, at, (size_t)(words.p - text.p)));
        buf_print(&out, "〔%s〕", mention_kind_info(found.at[i].kind)->zh);
        at = (size_t)(words.p - text.p) + words.n;
    }
    buf_view(&out, view_sub(text, at, text.n));
    struct view veiled = buf_keep(&out, arena);
    buf_free(&out);
    return veiled;
}

static bool is_digit(uint32_t c)
{
    return (c >= '0' && c <= '9') || (c >= 0xff10 && c <= 0xff19);
}

static struct view without_long_numbers(struct view text, struct arena *arena)
{
    struct buf out;
    buf_init(&out, 2 * text.n + 64);
    for (size_t at = 0; at < text.n;) {
        size_t end = at, next = at, digits = 0;
        while (next < text.n && is_digit(utf8_next(text, &next))) {
            end = next;
            digits++;
        }
        if (!digits)
            end = next;
        if (digits > DIGITS_MOST)
            buf_text(&out, "〔号码〕");
        else
            buf_view(&out, view_sub(text, at, end));
        at = end;
    }
    struct view veiled = buf_keep(&out, arena);
    buf_free(&out);
    return veiled;
}

struct view veil_words(struct view text, struct arena *arena)
{
    struct view kept = utf8_head(text, VEIL_MOST);
    struct view words = ticket_words(without_mentions(kept, arena), arena);
    return without_long_numbers(words, arena);
}
