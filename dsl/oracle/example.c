/* example: an example is a specification. Each is read as a first message, what 设 says is settled,
 * and then it must decide its own duty by words alone. Only the place may be missing: where the
 * place is what is asked, some place must exist that decides the duty.
 *
 * A message says where the example lands instead, by which words, and which part of the condition
 * stood in the way. */
#include "dsl/oracle/reasons.h"

#include "dsl/oracle/words.h"

enum { SENTENCE_MAX = 2048 };

struct landing {
    const struct oracle_words *lexicon;
    struct arena *arena;
    const struct duty *duty;
    int index;
    const struct example *example;
    struct matter matter;
    readings read;
};

static bool decides(const struct landing *landing, const struct decision *decision)
{
    return decision->status == DECIDE_DUTY && decision->duty == landing->index;
}

/* Only the place is missing: does one exist that decides the duty? */
static bool decides_somewhere(const struct landing *landing)
{
    const struct model *model = landing->lexicon->model;
    for (size_t area = 0; area < model->areas.n; area++) {
        struct matter supposed = landing->matter;
        struct decision decision;
        supposed.place_count = 1;
        supposed.places[0] = (int)area;
        oracle_decide(model, &supposed, &decision);
        if (decides(landing, &decision))
            return true;
    }
    return false;
}

static const struct oracle_row *row_of(const struct oracle_trace *trace, int duty)
{
    for (size_t i = 0; i < trace->rows.n; i++)
        if (trace->rows.at[i].duty == duty)
            return &trace->rows.at[i];
    return NULL;
}

static struct view told(const struct landing *landing, const struct oracle_trace *trace,
                        enum diag_language language)
{
    struct buf buf;
    buf_init(&buf, SENTENCE_MAX);
    oracle_tell_decision(landing->lexicon->model, &trace->decision, language, &buf);
    struct view text = buf_keep(&buf, landing->arena);
    buf_free(&buf);
    return text;
}

static struct view reasons(const struct landing *landing, const struct oracle_trace *trace)
{
    struct buf buf;
    buf_init(&buf, SENTENCE_MAX);
    reasons_tell(landing->lexicon->model, trace, &landing->read, &buf);
    if (!buf.n)
        buf_byte(&buf, '-');
    struct view text = buf_keep(&buf, landing->arena);
    buf_free(&buf);
    return text;
}

static enum diag_code code_of(const struct decision *decision)
{
    if (decision->status == DECIDE_NOTHING)
        return DIAG_E0951;
    if (decision->status == DECIDE_ASK)
        return DIAG_E0953;
    return decision->status == DECIDE_OTHERWISE ? DIAG_E0954 : DIAG_E0952;
}

static void label_row(struct diags *diags, struct diag *diag, const struct oracle_row *row)
{
    if (row && row->atom)
        diag_label(diags, diag, row->atom->span,
                   row->condition == NO ? BOTH("这一条不成立", "this does not hold")
                                        : BOTH("这一条还不知道", "this is not known yet"));
}

static struct view code_and_name(const struct landing *landing)
{
    struct buf buf;
    buf_init(&buf, SENTENCE_MAX);
    buf_print(&buf, "%.*s %.*s", VIEW_FMT(landing->duty->code),
              VIEW_FMT(landing->duty->display.zh));
    struct view text = buf_keep(&buf, landing->arena);
    buf_free(&buf);
    return text;
}

static void complain(const struct landing *landing, struct diags *diags)
{
    const struct model *model = landing->lexicon->model;
    struct oracle_trace *trace = oracle_explain(model, landing->arena, &landing->matter);
    struct view place =
        diag_both(diags->arena, told(landing, trace, DIAG_ZH), told(landing, trace, DIAG_EN));
    struct diag *diag = DIAG_AT(diags, code_of(&trace->decision), landing->example->span,
                                landing->duty->code, place, reasons(landing, trace));
    diag->heading[0] = model->categories.at[landing->duty->category].display.zh;
    diag->heading[1] = code_and_name(landing);
    if (trace->decision.status == DECIDE_DUTY)
        diag_label(diags, diag, model->duties.at[trace->decision.duty].span,
                   BOTH("落到了这里", "it lands here"));
    if (trace->category == landing->duty->category)
        label_row(diags, diag, row_of(trace, landing->index));
}

static bool check_example(const struct oracle_words *lexicon, struct arena *arena, int duty,
                          const struct example *example, struct diags *diags)
{
    const struct model *model = lexicon->model;
    struct landing landing = {.lexicon = lexicon,
                              .arena = arena,
                              .index = duty,
                              .duty = &model->duties.at[duty],
                              .example = example,
                              .matter = matter_empty()};
    struct decision decision;
    struct oracle_reading *reading =
        oracle_reveal(lexicon, arena, &landing.matter, example->text, ORACLE_NO_CLOCK);
    VEC_ADD(arena, &landing.read, reading);
    oracle_given(model, &landing.matter, example->given.at, example->given.n);
    oracle_decide(model, &landing.matter, &decision);
    if (decides(&landing, &decision) ||
        (decision.ask == ASK_PLACE && decision.status == DECIDE_ASK && decides_somewhere(&landing)))
        return true;
    landing.arena = diags->arena;
    complain(&landing, diags);
    return false;
}

bool oracle_check_example(const struct oracle_words *lexicon, int duty,
                          const struct example *example, struct diags *diags)
{
    struct arena scratch;
    arena_init(&scratch, SIZE_MAX / 2);
    bool sound = check_example(lexicon, &scratch, duty, example, diags);
    arena_free(&scratch);
    return sound;
}

bool oracle_check_examples(const struct model *model, struct diags *diags)
{
    struct arena kept, scratch;
    bool sound = true;
    arena_init(&kept, SIZE_MAX / 2);
    arena_init(&scratch, SIZE_MAX / 2);
    struct oracle_words *lexicon = oracle_words_of(model, &kept);
    for (size_t d = 0; d < model->duties.n; d++)
        for (size_t i = 0; i < model->duties.at[d].examples.n; i++) {
            const struct example *example = &model->duties.at[d].examples.at[i];
            sound = check_example(lexicon, &scratch, (int)d, example, diags) && sound;
            arena_reset(&scratch);
        }
    arena_free(&scratch);
    arena_free(&kept);
    return sound;
}
