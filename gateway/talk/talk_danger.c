/* talk_danger: what is danger is said in too many ways for lists of words, so it is heard by
 * likeness (the sentences stand in the rules), and so is who is needed first. Four numbers in a row
 * have to be read before one can be dialled; so the likeliest stands first and alone, and the
 * others behind it, for it may be wrong. The numbers are the country's, not the district's. */
#include "gateway/talk/talk_danger.h"

#include "dsl/base/buf.h"
#include "dsl/base/fold.h"
#include "dsl/base/traits.h"
#include "dsl/engine/cue.h"
#include "gateway/talk/talk_asked.h"

enum { OTHERS_MAX = 200, REMARK_BYTES = 42 /* fourteen characters */ };

static const struct number {
    enum like like;
    const char *number, *zh, *en;
} numbers[] = {{LIKE_danger_119, "119", "火警、救援", "fire and rescue"},
               {LIKE_danger_120, "120", "急救", "ambulance"},
               {LIKE_danger_122, "122", "交通事故", "traffic accident"},
               {LIKE_danger_110, "110", "报警", "police"}};

enum { NUMBERS = sizeof numbers / sizeof *numbers };

/* What it would take to be helped afterwards, and what is paid: asked by those who have been there.
 */
static bool only_asks(const struct recognition *r)
{
    return r->act == ACT_asks && !traits_longer(r->text.text, TRAITS_LONG) &&
           asked_document(r->rules, r, ASKED_SURELY).n;
}

bool danger_heard(const struct recognition *r)
{
    return r && r->like < LIKE_near_danger && !only_asks(r);
}

bool danger_asked_about(const struct recognition *r)
{
    return r && r->like < LIKE_near_danger && only_asks(r);
}

bool danger_near(const struct recognition *r)
{
    return r && r->like == LIKE_near_danger;
}

/* Is what was said before near danger by itself, any message of it? */
static bool is_grave(const struct rules *rules, struct view said)
{
    struct arena arena;
    bool grave = false;
    arena_init(&arena, SIZE_MAX / 2);
    while (said.n && !grave)
        grave = cue_like(rules, fold_text(&arena, view_cut(&said, '\n')).text) <= LIKE_near_danger;
    arena_free(&arena);
    return grave;
}

bool danger_may_be_remark(const struct recognition *r, struct view said)
{
    struct view text = r->text.text;
    return r->like < LIKE_near_danger && r->like != LIKE_danger_119 && text.n <= REMARK_BYTES &&
           !cue_surely_grave(r->rules, text) && !is_grave(r->rules, said);
}

bool danger_was_remark(const struct recognition *r)
{
    return danger_near(r) && cue_like(r->rules, r->text.text) < LIKE_near_danger;
}

static void put(struct buf *out, const struct number *one, bool english)
{
    if (out->n)
        buf_text(out, english ? ", " : "，");
    buf_print(out, "%s %s", one->number, english ? one->en : one->zh);
}

struct danger_numbers danger_numbers_for(const struct recognition *r, struct arena *arena,
                                         bool english)
{
    enum like like = cue_gravest(r->rules, r->text.text);
    struct buf one, others;
    buf_init(&one, OTHERS_MAX);
    buf_init(&others, OTHERS_MAX);
    for (size_t i = 0; i < NUMBERS; i++)
        put(numbers[i].like == like ? &one : &others, &numbers[i], english);
    struct danger_numbers said = {buf_keep(&one, arena), buf_keep(&others, arena)};
    buf_free(&one);
    buf_free(&others);
    return said;
}
