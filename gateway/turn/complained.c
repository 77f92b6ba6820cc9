/* complained: a confidential report never reaches the unit it is about.
 *
 * When it is filed, the units of the rules are looked for in the citizen's words, by their code and
 * by their names; those found are written down beside the case. A case like this always waits at
 * the dispatch desk, and no move hands it to such a unit, neither as its own nor to help. What a
 * dispatcher adds or takes from that list stands in the record. No unit gets it before a dispatcher
 * has written the summary that the unit will read instead of the citizen's words. */
#include "gateway/store/confidential.h"
#include "gateway/turn/self.h"

enum { LIST_MOST = 4000, NAME_LEAST = 6 /* bytes: two Chinese characters */ };

static bool names(struct view text, struct view name)
{
    return name.n >= NAME_LEAST && view_find(text, name) != SIZE_MAX;
}

static bool is_named(const struct rules *rules, int unit, struct view text)
{
    return names(text, rules_code(rules, NOUN_UNIT, unit)) ||
           names(text, rules_display(rules, NOUN_UNIT, unit, LANGUAGE_ZH)) ||
           names(text, rules_display(rules, NOUN_UNIT, unit, LANGUAGE_EN));
}

enum store_error complained_find(struct turn *turn, const struct case_full *filed)
{
    const struct rules *rules = &turn->rules->rules;
    struct confidential row = {.at = turn->now};
    struct buf list;
    buf_init(&list, LIST_MOST);
    for (int unit = 0; unit < rules_counts(rules).units; unit++) {
        if (!is_named(rules, unit, filed->text))
            continue;
        buf_view(&list, rules_code(rules, NOUN_UNIT, unit));
        buf_byte(&list, '\n');
    }
    row.complained = buf_keep(&list, &turn->scratch);
    buf_free(&list);
    return confidential_put(turn->store, filed, &row);
}

enum store_error complained_check(struct turn *turn, const struct case_full *full,
                                  const struct desk_move *move, enum move_result *result)
{
    unsigned needs = case_move_info(move->move)->needs;
    struct confidential row;
    if (!(needs & (NEED_UNIT | NEED_HELPER)))
        return STORE_OK;
    enum store_error error = confidential_get(turn->store, full, &turn->scratch, &row);
    if (error != STORE_OK)
        return error;
    if (confidential_names(&row, needs & NEED_HELPER ? move->helper : move->unit))
        *result = MOVE_COMPLAINED;
    else if (!row.summary.n)
        *result = MOVE_NEEDS_SUMMARY;
    return STORE_OK;
}
