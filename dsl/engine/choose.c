/* choose: a duty that the citizen picked by its name from a list of duties.
 *
 * A duty with words of its own is pinned. One without lives by its condition alone: picking "Street
 * lamps out" says that it is a lamp, and asking what is broken would be a poor joke. So what its
 * condition plainly demands, one value of a fact, is settled; times, places and whatever may be one
 * of several are asked as ever. */
#include "dsl/engine/decide.h"
#include "dsl/engine/layout.h"

static void settle_demanded(const struct rules *rules, struct matter *matter,
                            const struct image_node *node)
{
    if (node->op == OP_SET && node->kind == VAR_FACT && node->list.n == 1)
        matter_set_fact(matter, node->index, image_ints(rules)[node->list.at], FROM_ANSWER);
    if (node->op != OP_AND)
        return;
    for (const struct image_node *part = node + 1; part < node + node->size; part += part->size)
        settle_demanded(rules, matter, part);
}

void matter_choose_duty(const struct rules *rules, struct matter *matter, int duty)
{
    const struct image_claim *claim = &image_claims(rules)[duty];
    matter->pinned_category = claim->category;
    matter->pinned_duty = claim->has_words ? duty : OTHER_MATTER;
    if (!claim->has_words && claim->when != NONE)
        settle_demanded(rules, matter, &image_nodes(rules)[claim->when]);
}
