/* stance: how a citizen stands to the parts of a text: what is denied (不是施工，是广场舞), and
 * what is only said by others, or whom was asked already (物业说是施工; 12345让我找城管). Found in
 * folded text, independent of any rules; what follows from it stands in matter.h.
 *
 * DENIED
 *  - Behind 不是, 并非, 绝非, 而非 (it is not, it's not, not because of, not about ...; not the,
 * not my at the beginning of a clause): up to the end of the clause, to 是 就 而 但 也 都 还 却 不
 * 没 (but, it), or ten characters on (forty Latin letters). Not where it only sounds so: 是不是,
 * 要不是, 怕不是, 不是不, 不是没, 不是很, 不是一, 不是只, 不是说, 不是…吗, 不是…?, 不是…是什么,
 * 不是…就是 (either or).
 *  - 没有X，就是 (or 只是): X of at most five characters. Any other 没有 and 没 is no denial: that
 * a lamp is missing is the matter itself.
 *  - 与X无关, 跟X没关系.
 *  - A clause that says nothing but 根本不是, 其实不是 ...: the clause before it.
 * REPORTED
 *  - From somebody (物业, 他们, 客服, 开发商, ... local and closed, see stance_report.c) who says,
 *    answers, claims, sends (说, 回复, 告知, 让我找 ...) to the end of the clause, or to 其实 但
 * 可是 实际 明明 结果 根本. Where nothing follows the verb in its clause, the next clause too.
 *  - Somebody who was asked: 找过物业, 向城管反映.
 *  A denial within what others say is theirs, and none here; a clause of nothing but 根本不是 is
 *  the citizen's. */
#ifndef ZHIDA_STANCE_H
#define ZHIDA_STANCE_H

#include "dsl/base/few.h"

enum stance_kind { STANCE_OWN, STANCE_REPORTED, STANCE_DENIED }; /* the stronger last */

struct stance {
    enum stance_kind kind; /* never STANCE_OWN */
    uint32_t from, to;     /* bytes of the folded text */
};

enum { STANCES_MAX = 24 };

/* Up to STANCES_MAX findings; returns how many. What would be more is not looked for. */
size_t stance_find(struct view folded, struct stance out[STANCES_MAX]);

/* What is known of the characters of a text before anything is looked for: `at`, by number and
 * ascending, are those at which a turn of speech may begin, and marks has a bit for each, set where
 * it may end a clause (stance_marks). Nothing begins or ends elsewhere. */
struct stance_places {
    const struct fold_units *units;
    const uint16_t *at;
    size_t n;
    const uint64_t *marks;
};
/* The same as stance_find() finds. */
size_t stance_find_at(struct view folded, const struct stance_places *places,
                      struct stance out[STANCES_MAX]);

/* Turns by their first two characters. Where they say (回复), somebody must stand within
 * STANCE_BEFORE characters before them, or a clause begin; where somebody is asked (找过) or told
 * (向), within STANCE_BEHIND behind them; and behind 没 there must be one of stance_lacked. */
extern const struct few_places stance_turns, stance_says, stance_asks, stance_speakers;
extern const struct few stance_marks, stance_tells, stance_lacks, stance_lacked;
enum { STANCE_BEFORE = 36, STANCE_BEHIND = 7 };

/* Does a clause end within [from, to)? */
bool stance_clause_ends(struct view folded, size_t from, size_t to);

/* How the citizen stands to what begins at the byte. */
static inline enum stance_kind stance_at(const struct stance *stances, size_t count, size_t byte)
{
    enum stance_kind kind = STANCE_OWN;
    for (size_t i = 0; i < count; i++)
        if (byte >= stances[i].from && byte < stances[i].to && stances[i].kind > kind)
            kind = stances[i].kind;
    return kind;
}

#endif
