/* talk_facts: facts that stand in a citizen's words beside the matter (dsl/mention), as the talk
 * uses them. */
#ifndef ZHIDA_TALK_FACTS_H
#define ZHIDA_TALK_FACTS_H

#include "dsl/base/vec.h"
#include "dsl/mention/mention.h"
#include "gateway/talk/talk_state.h"

/* All of a recognised text; the areas it names are parts of its addresses. */
struct mentions talk_mentions(const struct recognition *r, struct civil_time now,
                              struct arena *arena);

/* Takes from this turn's text what need not be asked any more: the address, the phone. */
void talk_facts_take(struct talking *turn);

/* The same of a number to call that stands otherwise: it takes the other's place. */
void talk_facts_renumber(struct talking *turn);

/* The address that this turn's text names, if it is more than the area alone; else empty. */
struct view talk_facts_address(const struct talking *turn);

/* Do the words about the matter say when, though no clock or calendar could (从上个月开始, 每天)?
 */
bool talk_facts_tell_time(const struct talking *turn);

/* The words that tell where only to who stands there (我家楼下), if this turn's text says it in no
 * other way; else empty. */
struct view talk_facts_near(const struct talking *turn);

enum { TALK_BARE_NAME = 7 }; /* most characters of a name that no word says is one ("鑫达五金") */

/* Without what leads to a name: "it is just by ...". */
struct view talk_facts_bare(const struct rules *rules, struct view text);

/* What of an answer to "where?" says it: from the first place named in it to the last, and the
 * names beside them; the whole text where none is known for one. */
struct view talk_facts_where(const struct talking *turn, struct view text);

/* The one place that this turn's text names and the names beside it; empty: there are none. */
struct view talk_facts_beside(const struct talking *turn);

#endif
