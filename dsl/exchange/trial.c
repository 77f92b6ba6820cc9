/* trial: the judge is the one that will judge later, the checker and the reference interpreter. An
 * example of the list that does not decide its duty becomes a comment, and is reported; a proposed
 * one must decide, so whatever got in its way is taken back if it was a proposal too, and else the
 * phrase is made longer until it is its own. As the phrase is the longest word of its own example,
 * that ends: at last it carries the code.
 *
 * Two items of one name would take the same word from each other for ever; so after some rounds
 * nothing is taken back any more, and both phrases grow until they differ. A round costs what
 * `zhida check` costs. Three or four are usual, and most lists need two. */
#include "dsl/exchange/trial.h"

#include "dsl/base/hash.h"
#include "dsl/exchange/suggest.h"
#include "dsl/oracle/oracle.h"

enum { ROUNDS_MAX = 16, PATIENT_ROUNDS = 4 };

struct judge {
    struct plan *plan;
    const struct trial *trial;
    struct oracle_words *lexicon;
    struct arena scratch;
    size_t *duty_of;     /* plan's duty by the model's */
    size_t *category_of; /* plan's category by the model's */
    int round;
    bool changed;
};

static void compile(struct plan *plan, const composed *files, struct trial *trial)
{
    struct arena *arena = plan->arena;
    trial->sources = ARENA_NEW(arena, struct sources);
    trial->diags = ARENA_NEW(arena, struct diags);
    trial->sources->arena = arena;
    *trial->diags = (struct diags){.arena = arena, .sources = trial->sources};
    trial->tree = (struct tree){.arena = arena};
    for (size_t i = 0; i < files->n; i++)
        sources_add(trial->sources, files->at[i].path, files->at[i].text);
    tree_parse(&trial->tree, trial->sources, trial->diags);
    trial->model = check_rules(arena, &trial->tree, trial->sources, NULL, trial->diags);
}

/* ---- which is which ---- */

static size_t find_code(const struct plan *plan, const size_t *slots, size_t room, struct view code)
{
    size_t at = (size_t)hash_view(code) & (room - 1);
    for (; slots[at]; at = (at + 1) & (room - 1))
        if (view_eq(plan_item(plan, &plan->duties.at[slots[at] - 1])->code, code))
            return slots[at] - 1;
    return SIZE_MAX;
}

static void map_duties(struct judge *judge)
{
    const struct plan *plan = judge->plan;
    const struct model *model = judge->trial->model;
    size_t room = 64;
    while (room < 2 * plan->duties.n)
        room *= 2;
    size_t *slots = ARENA_ARRAY(&judge->scratch, room, size_t);
    for (size_t d = 0; d < plan->duties.n; d++) {
        size_t at = (size_t)hash_view(plan_item(plan, &plan->duties.at[d])->code) & (room - 1);
        while (slots[at])
            at = (at + 1) & (room - 1);
        slots[at] = d + 1;
    }
    judge->duty_of = ARENA_ARRAY(&judge->scratch, model->duties.n + 1, size_t);
    judge->category_of = ARENA_ARRAY(&judge->scratch, model->categories.n + 1, size_t);
    for (size_t d = 0; d < model->duties.n; d++)
        judge->duty_of[d] = find_code(plan, slots, room, model->duties.at[d].code);
    for (size_t c = 0; c < model->categories.n; c++)
        for (size_t i = 0; i < plan->categories.n; i++)
            if (view_eq(plan->categories.at[i].name, model->categories.at[c].name))
                judge->category_of[c] = i;
}

/* ---- mending ---- */

/* Takes a proposed word back; false: it is none, or the last. */
static bool take_back(struct judge *judge, const struct oracle_evidence *evidence)
{
    struct plan *plan = judge->plan;
    struct plan_word *list;
    size_t *n;
    if (evidence->use == ORACLE_DUTY) {
        struct plan_duty *duty = &plan->duties.at[judge->duty_of[evidence->index]];
        list = duty->words.at;
        n = &duty->words.n;
    } else if (evidence->use == ORACLE_CATEGORY) {
        struct plan_category *category = &plan->categories.at[judge->category_of[evidence->index]];
        list = category->words.at;
        n = &category->words.n;
    } else {
        return false;
    }
    bool last = evidence->use == ORACLE_DUTY && *n == 1;
    for (size_t i = 0; i < *n && !last; i++) {
        struct view first = fold_word(&judge->scratch, list[i].first);
        struct view second = fold_word(&judge->scratch, list[i].second);
        if (!list[i].proposed || !view_eq(first, evidence->word->first) ||
            !view_eq(second, evidence->word->second))
            continue;
        memmove(&list[i], &list[i + 1], (*n - i - 1) * sizeof *list);
        (*n)--;
        return true;
    }
    return false;
}

/* Is it evidence for something else than the duty? */
static bool against(const struct judge *judge, const struct oracle_evidence *evidence, size_t duty)
{
    const struct model *model = judge->trial->model;
    if (evidence->use == ORACLE_DUTY)
        return judge->duty_of[evidence->index] != duty;
    return evidence->use == ORACLE_CATEGORY &&
           judge->category_of[evidence->index] != (size_t)judge->plan->duties.at[duty].category &&
           model->categories.at[evidence->index].duties.n > 0;
}

static void widen(struct judge *judge, struct plan_duty *duty, struct plan_example *example)
{
    struct view before = example->text;
    do
        example->text = suggest_phrase(judge->plan, duty, ++duty->widened);
    while (view_eq(before, example->text) && duty->widened < CLASS_COLUMNS_MAX + 4);
    suggest_word(judge->plan, duty, example->text);
}

static void mend(struct judge *judge, size_t index, struct plan_example *example,
                 const struct oracle_reading *reading)
{
    struct plan_duty *duty = &judge->plan->duties.at[index];
    size_t before = duty->words.n;
    bool taken = false;
    judge->changed = true;
    if (!example->proposed) {
        example->dropped = true;
        return;
    }
    suggest_word(judge->plan, duty, example->text);
    bool patient = judge->round < PATIENT_ROUNDS;
    for (size_t i = 0; patient && duty->words.n == before && i < reading->evidence.n; i++)
        if (against(judge, &reading->evidence.at[i], index))
            taken = take_back(judge, &reading->evidence.at[i]) || taken;
    if (duty->words.n == before && !taken)
        widen(judge, duty, example);
}

static void drop_note(struct judge *judge, const struct plan_duty *duty,
                      const struct plan_example *example)
{
    const struct listing *listing = judge->plan->listing;
    finding_add(listing->findings, FINDING_BAD_EXAMPLE, plan_item(judge->plan, duty)->row,
                columns_of(listing->columns, ROLE_EXAMPLE), example->text, VIEW(""), VIEW(""));
}

/* Where nothing of the list's is left, a phrase is proposed. */
static void keep_one(struct judge *judge, struct plan_duty *duty)
{
    for (size_t i = 0; i < duty->examples.n; i++)
        if (!duty->examples.at[i].dropped)
            return;
    struct view phrase = suggest_phrase(judge->plan, duty, duty->widened);
    VEC_ADD(judge->plan->arena, &duty->examples, ((struct plan_example){phrase, true, false}));
    judge->changed = true;
}

/* ---- judging ---- */

static bool holds(struct judge *judge, int duty, const struct example *example,
                  struct oracle_reading **reading)
{
    const struct model *model = judge->trial->model;
    struct matter matter = matter_empty();
    struct decision decision;
    *reading =
        oracle_reveal(judge->lexicon, &judge->scratch, &matter, example->text, ORACLE_NO_CLOCK);
    oracle_given(model, &matter, example->given.at, example->given.n);
    oracle_decide(model, &matter, &decision);
    return decision.status == DECIDE_DUTY && decision.duty == duty;
}

static void judge_duty(struct judge *judge, int duty)
{
    const struct duty *made = &judge->trial->model->duties.at[duty];
    size_t index = judge->duty_of[duty], at = 0;
    if (index == SIZE_MAX)
        return;
    struct plan_duty *planned = &judge->plan->duties.at[index];
    for (size_t i = 0; i < planned->examples.n; i++) {
        struct plan_example *example = &planned->examples.at[i];
        struct oracle_reading *reading;
        if (example->dropped || at == made->examples.n)
            continue;
        if (holds(judge, duty, &made->examples.at[at++], &reading))
            continue;
        mend(judge, index, example, reading);
        if (example->dropped)
            drop_note(judge, planned, example);
    }
    keep_one(judge, planned);
}

static bool judge_all(struct plan *plan, const struct trial *trial, int round)
{
    struct judge judge = {.plan = plan, .trial = trial, .round = round};
    struct arena kept;
    arena_init(&kept, SIZE_MAX / 2);
    arena_init(&judge.scratch, SIZE_MAX / 2);
    judge.lexicon = oracle_words_of(trial->model, &kept);
    map_duties(&judge);
    for (size_t d = 0; d < trial->model->duties.n; d++)
        judge_duty(&judge, (int)d);
    arena_free(&judge.scratch);
    arena_free(&kept);
    return !judge.changed;
}

/* What is still wrong is no fault of the list's, or one nobody thought of: either way it is said.
 */
static void note_errors(struct plan *plan, const struct trial *trial)
{
    for (size_t i = 0; i < trial->diags->list.n; i++) {
        const struct diag *diag = &trial->diags->list.at[i];
        struct buf buf;
        if (diag_severity(diag->code) != DIAG_ERROR)
            continue;
        buf_init(&buf, 1 << 16);
        buf_print(&buf, "%s ", diag_name(diag->code));
        diag_message(diag, DIAG_ZH, &buf);
        finding_add(plan->listing->findings, FINDING_RULES_SAY, SIZE_MAX, SIZE_MAX,
                    buf_keep(&buf, plan->arena), VIEW(""), VIEW(""));
        buf_free(&buf);
    }
}

void trial_run(struct plan *plan, struct view source, composed *out, struct trial *trial)
{
    bool settled = false;
    for (int round = 0; round < ROUNDS_MAX && !settled; round++) {
        compose_files(plan, source, out);
        compile(plan, out, trial);
        settled = trial->diags->errors || judge_all(plan, trial, round);
    }
    if (!settled)
        oracle_check_examples(trial->model, trial->diags);
    note_errors(plan, trial);
}
