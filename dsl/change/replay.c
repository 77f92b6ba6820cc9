/* replay: two decisions a text, and a table of what changed. Nearly every text decides alike, so a
 * difference may cost a look-up and a copy; what is alike costs nothing but the two decisions. */
#include "dsl/change/replay.h"

#include <stdlib.h>

#include "dsl/base/hash.h"
#include "dsl/engine/decide.h"
#include "dsl/engine/opening.h"
#include "dsl/engine/recognise.h"

enum { SCRATCH_MAX = 1 << 24, SLOTS_AT_FIRST = 256 };

struct outcome {
    struct view desk, duty;
    bool asks;
};

void replay_begin(struct replay *replay, struct arena *arena, const struct rules *old,
                  const struct rules *new)
{
    *replay = (struct replay){.arena = arena, .old = *old, .new = *new};
    replay->old.openings = openings_new(old, arena);
    replay->new.openings = openings_new(new, arena);
    arena_init(&replay->scratch, SCRATCH_MAX);
}

/* ---- deciding ---- */

static struct view desk_of(const struct rules *rules, const struct decision *decision)
{
    if (!decision->candidate_count)
        return VIEW("-");
    struct target target = decision->candidates[0].target;
    if (target.unit != NONE)
        return rules_code(rules, NOUN_UNIT, target.unit);
    return target.role != NONE ? rules_code(rules, NOUN_ROLE, target.role) : VIEW("-");
}

static struct outcome outcome_of(struct replay *replay, const struct rules *rules, struct view text,
                                 struct view area)
{
    const struct civil_time no_clock = {.minute = NONE};
    struct matter matter = matter_empty();
    struct decision decision;
    matter_reveal(rules, &matter, recognise(rules, &replay->scratch, text), no_clock);
    int place = area.n ? rules_find(rules, NOUN_AREA, area) : NONE;
    if (place != NONE) {
        matter.places[0] = place;
        matter.place_count = 1;
    }
    decide(rules, &matter, &decision);
    int duty = decision.candidate_count ? decision.candidates[0].duty : NONE;
    return (struct outcome){.desk = desk_of(rules, &decision),
                            .duty = duty == NONE ? VIEW("-") : rules_code(rules, NOUN_DUTY, duty),
                            .asks = decision.status == DECIDE_ASK};
}

/* ---- the table of shifts ---- */

static uint64_t hash_shift(const struct outcome *old, const struct outcome *new)
{
    uint64_t hash = hash_bytes(old->desk.p, old->desk.n, 1);
    hash = hash_bytes(new->desk.p, new->desk.n, hash);
    hash = hash_bytes(old->duty.p, old->duty.n, hash);
    return hash_bytes(new->duty.p, new->duty.n, hash);
}

static bool is_shift(const struct replay_shift *shift, const struct outcome *old,
                     const struct outcome *new)
{
    return view_eq(shift->old_desk, old->desk) && view_eq(shift->new_desk, new->desk) &&
           view_eq(shift->old_duty, old->duty) && view_eq(shift->new_duty, new->duty);
}

static void enter(struct replay *replay, int at, uint64_t hash)
{
    size_t slot = hash & (replay->slot_count - 1);
    while (replay->slots[slot] != NONE)
        slot = (slot + 1) & (replay->slot_count - 1);
    replay->slots[slot] = at;
}

static void widen(struct replay *replay)
{
    replay->slot_count = replay->slot_count ? replay->slot_count * 4 : SLOTS_AT_FIRST;
    replay->slots = ARENA_ARRAY(replay->arena, replay->slot_count, int);
    for (size_t i = 0; i < replay->slot_count; i++)
        replay->slots[i] = NONE;
    for (size_t i = 0; i < replay->shifts.n; i++) {
        const struct replay_shift *shift = &replay->shifts.at[i];
        struct outcome old = {shift->old_desk, shift->old_duty, false};
        struct outcome new = {shift->new_desk, shift->new_duty, false};
        enter(replay, (int)i, hash_shift(&old, &new));
    }
}

static struct replay_shift *shift_of(struct replay *replay, const struct outcome *old,
                                     const struct outcome *new)
{
    if (replay->shifts.n * 2 >= replay->slot_count)
        widen(replay);
    uint64_t hash = hash_shift(old, new);
    for (size_t slot = hash & (replay->slot_count - 1); replay->slots[slot] != NONE;
         slot = (slot + 1) & (replay->slot_count - 1)) {
        struct replay_shift *shift = &replay->shifts.at[replay->slots[slot]];
        if (is_shift(shift, old, new))
            return shift;
    }
    enter(replay, (int)replay->shifts.n, hash);
    VEC_ADD(replay->arena, &replay->shifts,
            ((struct replay_shift){.old_desk = old->desk,
                                   .new_desk = new->desk,
                                   .old_duty = old->duty,
                                   .new_duty = new->duty}));
    return &replay->shifts.at[replay->shifts.n - 1];
}

/* ---- counting ---- */

static void count_shift(struct replay *replay, const struct outcome *old, const struct outcome *new,
                        struct view text)
{
    bool same_desk = view_eq(old->desk, new->desk);
    struct replay_shift *shift = shift_of(replay, old, new);
    shift->count++;
    if (shift->example_count < REPLAY_EXAMPLES)
        shift->examples[shift->example_count++] = view_keep(replay->arena, text);
    replay->elsewhere += !same_desk;
    replay->other_duty += same_desk;
    replay->found += !same_desk && view_is(old->desk, "-");
    replay->lost += !same_desk && view_is(new->desk, "-");
}

void replay_case(struct replay *replay, struct view text, struct view area)
{
    struct outcome old = outcome_of(replay, &replay->old, text, area);
    struct outcome new = outcome_of(replay, &replay->new, text, area);
    replay->texts++;
    replay->asked_more += new.asks && !old.asks;
    replay->asked_less += old.asks && !new.asks;
    if (!view_eq(old.desk, new.desk) || !view_eq(old.duty, new.duty))
        count_shift(replay, &old, &new, text);
    arena_reset(&replay->scratch);
}

static int most_first(const void *a, const void *b)
{
    const struct replay_shift *x = a, *y = b;
    bool stays_x = view_eq(x->old_desk, x->new_desk), stays_y = view_eq(y->old_desk, y->new_desk);
    if (stays_x != stays_y)
        return stays_x ? 1 : -1;
    if (x->count != y->count)
        return x->count > y->count ? -1 : 1;
    int duty = view_compare(x->old_duty, y->old_duty);
    return duty ? duty : view_compare(x->new_duty, y->new_duty);
}

void replay_end(struct replay *replay)
{
    if (replay->shifts.n)
        qsort(replay->shifts.at, replay->shifts.n, sizeof *replay->shifts.at, most_first);
    arena_free(&replay->scratch);
}
