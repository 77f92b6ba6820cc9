/* publish: what of a case may stand on the message board, and what is taken out of it first.
 *
 * A confidential case and a report on somebody are never published, whoever agrees. One that was
 * filed without a name only if its citizen agreed; any other unless they said no. The draft hides
 * numbers and names as a letter that leaves the house does, and the digits of an address; a person
 * goes over it, and a second one approves. What is left of telephone and identity numbers then
 * stops it: that check needs no judgement.
 *
 * Words: folded text without blanks and marks, cut into overlapping pairs of characters, each as a
 * number. "噪声" in a question finds "施工噪声" in an entry, and no dictionary is needed. */
#include "gateway/desk/publish.h"

#include "dsl/base/fold.h"
#include "dsl/base/hash.h"
#include "dsl/base/utf8.h"
#include "gateway/desk/mask.h"
#include "gateway/desk/mask_names.h"

enum { TITLE_BYTES = 120 };

enum publish_bar publish_may(const struct case_full *full, int agreed)
{
    if (full->line.flags & CASE_CONFIDENTIAL || full->line.kind == KIND_REPORT)
        return PUBLISH_SECRET;
    if (full->line.state != CASE_CLOSED || !full->answer.n || !full->text.n)
        return PUBLISH_OPEN;
    if (agreed < 0)
        return PUBLISH_NOT_SO;
    bool nameless = full->line.flags & CASE_ANONYMOUS || !full->person;
    return nameless && !agreed ? PUBLISH_NO_LEAVE : PUBLISH_FREE;
}

/* ---- masking ---- */

/* Words that make the digits before them part of an address. */
static bool is_address_word(struct view rest)
{
    static const struct view words[] = {
        {"号楼", 6}, {"号", 3}, {"栋", 3}, {"幢", 3}, {"单元", 6}, {"室", 3},
        {"弄", 3},   {"楼", 3}, {"层", 3}, {"房", 3}, {"座", 3},
    };
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (view_starts(rest, words[i]))
            return true;
    return false;
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* "松风路18号3栋2单元501室": the road stays, the digits go. */
static struct view mask_house(struct view text, struct arena *arena)
{
    struct buf out;
    buf_init(&out, text.n + 1);
    for (size_t at = 0; at < text.n;) {
        size_t end = at;
        while (end < text.n && (is_digit(text.p[end]) || (end > at && text.p[end] == '-')))
            end++;
        if (end == at)
            buf_byte(&out, text.p[at++]);
        else {
            bool hide = is_address_word(view_sub(text, end, text.n));
            for (; at < end; at++)
                buf_byte(&out, hide && is_digit(text.p[at]) ? '*' : text.p[at]);
        }
    }
    struct view masked = buf_keep(&out, arena);
    buf_free(&out);
    return masked;
}

static struct view mask_all(struct view text, struct arena *arena)
{
    return mask_house(mask_people(text, arena), arena);
}

struct board_entry publish_draft(const struct case_full *full, int64_t now, struct arena *arena)
{
    struct view title = full->duty_text.n ? full->duty_text : full->summary;
    return (struct board_entry){.case_id = full->line.id,
                                .state = BOARD_DRAFT,
                                .title = utf8_head(mask_all(title, arena), TITLE_BYTES),
                                .question = mask_all(full->text, arena),
                                .answer = mask_all(full->answer, arena),
                                .category = full->line.category,
                                .area = full->line.area,
                                .unit = full->line.unit,
                                .filed = full->line.filed,
                                .answered = full->since ? full->since : now,
                                .made_at = now};
}

bool publish_area_is_part(const struct rules *rules, int area)
{
    int parent = rules_area(rules, area).parent;
    return parent != NONE && rules_area(rules, parent).parent == NONE;
}

struct view publish_area(const struct rules *rules, struct view area)
{
    int index = area.n ? rules_find(rules, NOUN_AREA, area) : NONE;
    while (index != NONE && !publish_area_is_part(rules, index))
        index = rules_area(rules, index).parent;
    return index == NONE ? VIEW("") : rules_code(rules, NOUN_AREA, index);
}

bool publish_is_clean(struct view text)
{
    return mask_count(text) == 0;
}

/* ---- words ---- */

/* Is it part of a word? What is not Latin and no mark of a sentence is. */
static bool is_word_part(uint32_t c)
{
    if (c < 0x80)
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z');
    return !(c >= 0x2000 && c <= 0x206f) && !(c >= 0x3000 && c <= 0x303f) &&
           !(c >= 0xff00 && c <= 0xff65) && c != 0xb7;
}

static bool is_known(const int64_t *words, size_t count, int64_t word)
{
    for (size_t i = 0; i < count; i++)
        if (words[i] == word)
            return true;
    return false;
}

size_t publish_words(struct view text, struct arena *arena, int64_t *out, size_t max)
{
    struct view folded = fold_text(arena, text).text;
    uint32_t pair[2] = {0, 0};
    size_t count = 0;
    for (size_t at = 0; at < folded.n && count < max;) {
        uint32_t c = utf8_next(folded, &at);
        pair[0] = pair[1];
        pair[1] = is_word_part(c) ? c : 0;
        if (!pair[0] || !pair[1])
            continue;
        int64_t word = (int64_t)(hash_bytes(pair, sizeof pair, 0) >> 1);
        if (!is_known(out, count, word))
            out[count++] = word;
    }
    return count;
}
