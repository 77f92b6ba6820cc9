/* talk_danger: the emergency numbers. Four numbers in a row have to be read before one can be
 * dialled; so the one that fits the words stands first and alone, and the others behind it, for the
 * words may be wrong. A row's words are looked for in this order: a fire or gas comes before who is
 * hurt by it, who is hurt before the traffic accident, and whatever is none of these is for the
 * police, as is whoever is being beaten, locked in or not. The numbers are the country's, not the
 * district's. */
#include "gateway/talk/talk_danger.h"

#include "dsl/base/buf.h"
#include "gateway/talk/talk_hear.h"

enum { OTHERS_MAX = 200 };

/* In the order in which their words are looked for; whatever is none of these is for the last. */
static const struct number {
    enum cue cue;
    const char *number, *zh, *en;
} numbers[] = {{CUE_danger_119, "119", "火警、救援", "fire and rescue"},
               {CUE_danger_120, "120", "急救", "ambulance"},
               {CUE_danger_122, "122", "交通事故", "traffic accident"},
               {CUE_attacked, "110", "报警", "police"}};

enum { NUMBERS = sizeof numbers / sizeof *numbers };

static void put(struct buf *out, const struct number *one, bool english)
{
    if (out->n)
        buf_text(out, english ? ", " : "，");
    buf_print(out, "%s %s", one->number, english ? one->en : one->zh);
}

struct danger_numbers danger_numbers_for(const struct recognition *r, struct arena *arena,
                                         bool english)
{
    size_t first = talk_hears(r, CUE_attacked) ? NUMBERS - 1 : 0;
    struct buf one, others;
    while (first + 1 < NUMBERS && !talk_hears(r, numbers[first].cue))
        first++;
    buf_init(&one, OTHERS_MAX);
    buf_init(&others, OTHERS_MAX);
    put(&one, &numbers[first], english);
    for (size_t i = 0; i < NUMBERS; i++)
        if (i != first)
            put(&others, &numbers[i], english);
    struct danger_numbers said = {buf_keep(&one, arena), buf_keep(&others, arena)};
    buf_free(&one);
    buf_free(&others);
    return said;
}
