/* mention: the facts that stand in a text whatever the rules say: places, times, sums of money,
 * telephone numbers, number plates, names of firms, identity numbers. Each with the span it came
 * from, so that whoever shows one can show the words beside it.
 *
 * They do not decide. What decides (areas, clock times, days) is recognise.h's; a mention is what a
 * clerk would underline: it goes with the case, is read back, and spares a question that the text
 * has answered already. */
#ifndef ZHIDA_MENTION_H
#define ZHIDA_MENTION_H

#include "dsl/base/buf.h"
#include "dsl/base/civil.h"
#include "dsl/base/fold.h"

/* The kinds: enumerator, code, Chinese, English. What is personal is masked from who must not see
 * it (gateway/desk/mask.h). */
#define MENTION_KINDS(KIND)                                                                        \
    KIND(MENTION_PLACE, "place", "地点", "place")                                                  \
    KIND(MENTION_TIME, "time", "时间", "time")                                                     \
    KIND(MENTION_MONEY, "money", "金额", "amount of money")                                        \
    KIND(MENTION_PHONE, "phone", "电话", "telephone")                                              \
    KIND(MENTION_PLATE, "plate", "车牌", "number plate")                                           \
    KIND(MENTION_FIRM, "firm", "单位名称", "firm")                                                 \
    KIND(MENTION_IDENTITY, "identity", "证件号", "identity or bank card number")

enum mention_kind {
#define MENTION_ENUM(enumerator, code, zh, en) enumerator,
    MENTION_KINDS(MENTION_ENUM)
#undef MENTION_ENUM
        MENTION_KIND_COUNT
};

struct mention_kind_info {
    const char *code, *zh, *en;
};
const struct mention_kind_info *mention_kind_info(enum mention_kind kind);

enum phone_kind { PHONE_MOBILE, PHONE_LANDLINE, PHONE_SERVICE /* 400, 12345: nobody's own */ };

/* How often, how long, in which part of the day: what when.h leaves to the reader. */
struct mention_time {
    bool has_year; /* the year was said */
    bool has_days; /* the day or days, by the message's date */
    civil_day first, last;
    bool has_minutes; /* a clock time, or from the one to the other; over midnight: to < from */
    int from, to;
    unsigned weekdays;   /* bit 0 Monday */
    struct view part;    /* 早上, 凌晨, as written */
    bool repeats;        /* 每天 */
    struct view stretch; /* 每天, 每周六, 最近: how often or on which days, as written */
    bool since;          /* 从, 开始, 以来: it began then and may go on */
    int64_t lasts;       /* minutes, 0: not said */
    bool how_long;       /* it lasts days or longer, or began hours ago: only the words say it */
    bool vague;          /* no more than 最近, 国庆期间 */
};

struct mention {
    enum mention_kind kind;
    uint32_t from, to; /* bytes of the folded text */
    bool relative;     /* place: known only to who stands there (我家楼下, 3栋501 alone) */
    bool exact;        /* place: a road or a landmark, not a district alone */
    bool about;        /* money: 多, 左右, 几 */
    int64_t amount;    /* money: yuan * 1,000,000 */
    enum phone_kind phone;
    struct mention_time time;
};

struct mentions {
    struct mention *at; /* in order of place; none overlaps another */
    size_t n;
};

/* A part of the text that names an area of the rules. */
struct mention_area {
    uint32_t from, to; /* bytes of the folded text */
};

/* All mentions of a text, in time linear in its length. areas may be NULL; they need no order. now:
 * when it was written, for days; now.minute NONE: not known, and no day is. Memory from the arena.
 */
struct mentions mentions_find(struct arena *arena, struct view folded,
                              const struct mention_area *areas, size_t area_count,
                              struct civil_time now);

/* May all of the text be a name that no word in it says is one (江南名府)? It begins with a Chinese
 * character and holds nothing that names do not: no particle, pronoun or verb of the everyday. */
bool mention_may_name(struct arena *arena, struct view folded);

/* What was understood, short and in one form: "3500元", "11月20日 23:00", "浙A12345"; words: the
 * mention's part of the original text. */
void mention_tell(const struct mention *mention, struct view words, bool english, struct buf *out);

/* ---- single readers, for who has a number before him ---- */

/* A sum without its unit: 三千五, 1.2万, 两百多, 3,500.00, at byte *at; in millionths. Moves *at
 * behind it; false: none. */
struct mention_number {
    int64_t value;
    bool about;
};
bool mention_read_number(struct view folded, size_t *at, struct mention_number *number);

#endif
