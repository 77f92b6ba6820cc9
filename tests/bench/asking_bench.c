/* asking_bench: how many questions a case takes. The engine's choice of the next question plays
 * against the same engine asking in fixed order, with the same citizens.
 *
 *   asking_bench RULES SEED TALKS
 *
 * A citizen has one matter: a duty, drawn as seldom or as often as it happens (Zipf over the
 * duties in random order), and a world in which that duty is the right one: a value for every fact,
 * an hour, a day, a place, drawn around what the duty's example says. The text they write is that
 * example with most of its telling words left out (of what names the thing itself, a third). Asked,
 * they answer as their world is; one answer in twelve is "don't know", and one in six says a second
 * thing unasked. All sides hear the same citizens: what somebody does not know they do not know on
 * either side. A citizen whose text points to another duty is left out: that is recognition's
 * business.
 *
 * The sides differ in one thing, which fact is asked next. `asked` is the engine, knowing how often
 * each duty happens from TICKETS past cases drawn by the same law; `first_open` takes the first in
 * the file of those that the engine finds worth asking; `fixed_order` goes down the file's
 * questions of the category until the duty is decided, as a form does. A case is right when it goes
 * at once to the desk that its world decides. Prints one line of JSON. */
#include <stdio.h>
#include <stdlib.h>

#include "dsl/compile/compile.h"
#include "dsl/engine/contest.h"
#include "dsl/engine/decide.h"
#include "dsl/oracle/oracle.h"

enum { TICKETS = 20000, QUESTIONS_MAX = 20, WORLDS = 400, UNKNOWN_IN = 12, MORE_IN = 6, SIDES = 3 };

enum side { ASKED, FIRST_OPEN, FIXED_ORDER };

struct bench {
    struct arena arena, scratch;
    struct sources sources;
    struct diags diags;
    struct model *model;
    struct buf image;
    struct rules rules;
    struct frequency frequency;
    int64_t *until; /* by duty: the sum of all weights up to it */
    uint64_t state;
};

struct world {
    int duty;
    struct target target;
    int *values; /* by fact */
    int minute, weekday, dayclass, area;
};

struct score_sheet {
    long cases, questions, of_facts, right, decided;
};

static uint64_t mix(uint64_t z)
{
    z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9u;
    z = (z ^ z >> 27) * 0x94d049bb133111ebu;
    return z ^ z >> 31;
}

static uint64_t chance(struct bench *b)
{
    return mix(b->state += 0x9e3779b97f4a7c15u);
}

static int below(struct bench *b, size_t n)
{
    return n ? (int)(chance(b) % n) : 0;
}

/* ---- how often each duty happens ---- */

static void draw_law(struct bench *b)
{
    int n = (int)b->model->duties.n;
    int *order = ARENA_ARRAY(&b->arena, (size_t)n, int);
    int64_t sum = 0;
    for (int i = 0; i < n; i++) {
        int at = below(b, (size_t)i + 1);
        order[i] = order[at];
        order[at] = i;
    }
    b->until = ARENA_ARRAY(&b->arena, (size_t)n, int64_t);
    for (int rank = 0; rank < n; rank++)
        b->until[order[rank]] = 1000000 / (rank + 1);
    for (int i = 0; i < n; i++)
        b->until[i] = sum += b->until[i];
}

static int draw_duty(struct bench *b)
{
    int low = 0, high = (int)b->model->duties.n - 1;
    int64_t at = (int64_t)(chance(b) % (uint64_t)b->until[high]);
    while (low < high) {
        int middle = (low + high) / 2;
        if (b->until[middle] > at)
            high = middle;
        else
            low = middle + 1;
    }
    return low;
}

static void count_past(struct bench *b)
{
    b->frequency.count = (int)b->model->duties.n;
    b->frequency.weight = ARENA_ARRAY(&b->arena, b->model->duties.n, uint16_t);
    for (int i = 0; i < b->frequency.count; i++)
        b->frequency.weight[i] = 1;
    for (int i = 0; i < TICKETS; i++) {
        uint16_t *weight = &b->frequency.weight[draw_duty(b)];
        *weight = (uint16_t)(*weight + (*weight < FREQUENCY_MAX));
    }
}

/* ---- a world ---- */

static void settle(struct matter *matter, const struct world *world, struct variable variable)
{
    switch (variable.kind) {
    case VAR_FACT:
        matter_set_fact(matter, variable.index, world->values[variable.index], FROM_ANSWER);
        break;
    case VAR_TIME:
        matter->time = (struct known_time){.known = true,
                                           .source = FROM_ANSWER,
                                           .ranges = 1,
                                           .range = {{world->minute, world->minute + 1}}};
        break;
    case VAR_WEEKDAY:
    case VAR_DAYCLASS:
        matter->weekdays = 1u << world->weekday;
        matter->has_day = false;
        matter->dayclass = world->dayclass;
        break;
    case VAR_AREA:
        matter->places[0] = world->area;
        matter->place_count = 1;
        matter->place_unknown = false;
        break;
    default:
        break;
    }
}

static void forget(struct matter *matter, struct variable variable)
{
    if (variable.kind == VAR_FACT)
        matter_set_fact(matter, variable.index, NONE, FROM_ANSWER);
    else if (variable.kind == VAR_TIME)
        matter->time = (struct known_time){.unknown = true, .source = FROM_ANSWER};
    else if (variable.kind == VAR_AREA)
        matter->place_unknown = true;
    else
        matter->weekdays = WEEKDAYS_UNKNOWN;
}

static void add_atoms(const struct expr *expr, struct variables *out)
{
    if (!expr)
        return;
    for (size_t i = 0; i < expr->kids.n; i++)
        add_atoms(expr->kids.at[i], out);
    bool there = expr->kids.n > 0 || out->n == VARIABLES_MAX;
    for (int i = 0; i < out->n; i++)
        there |= same_variable(out->at[i], expr->variable);
    if (!there)
        out->at[out->n++] = expr->variable;
}

/* Everything the duties of a category ask about. */
static void variables_of(const struct model *model, int category, struct variables *out)
{
    const struct category *self = &model->categories.at[category];
    out->n = 0;
    for (size_t i = 0; i < self->duties.n; i++) {
        const struct duty *duty = &model->duties.at[self->duties.at[i]];
        add_atoms(duty->when, out);
        for (size_t k = 0; k < duty->branches.n; k++)
            add_atoms(duty->branches.at[k].when, out);
    }
}

/* A value that the condition names, so that worlds fit their duty sooner. */
static void lean(struct bench *b, const struct expr *expr, struct world *world)
{
    if (!expr)
        return;
    for (size_t i = 0; i < expr->kids.n; i++)
        lean(b, expr->kids.at[i], world);
    if (expr->op == EXPR_TIME && expr->ranges.n) {
        struct minute_range range = expr->ranges.at[below(b, expr->ranges.n)];
        world->minute = range.from + below(b, (size_t)(range.to - range.from));
    }
    if (!expr->values.n)
        return;
    int value = expr->values.at[below(b, expr->values.n)];
    if (expr->variable.kind == VAR_FACT)
        world->values[expr->variable.index] = value;
    else if (expr->variable.kind == VAR_AREA)
        world->area = value;
    else if (expr->variable.kind == VAR_WEEKDAY)
        world->weekday = value;
    else if (expr->variable.kind == VAR_DAYCLASS)
        world->dayclass = value;
}

static int leaf_in(struct bench *b, int area)
{
    const struct area *outer = &b->model->areas.at[area];
    int leaf = area;
    for (int tries = 0; tries < 50; tries++) {
        leaf = outer->first + below(b, (size_t)(outer->last - outer->first));
        if (b->model->areas.at[leaf].last - b->model->areas.at[leaf].first == 1)
            break;
    }
    return leaf;
}

static void draw_world(struct bench *b, struct world *world)
{
    const struct duty *duty = &b->model->duties.at[world->duty];
    for (size_t i = 0; i < b->model->facts.n; i++)
        world->values[i] = below(b, b->model->facts.at[i].values.n);
    world->minute = below(b, MINUTES_A_DAY);
    world->weekday = below(b, 7);
    world->dayclass = world->weekday < 5 ? DAY_WORK : DAY_OFF;
    world->area = below(b, b->model->areas.n);
    lean(b, duty->when, world);
    world->area = leaf_in(b, world->area);
}

/* Everything about the category, as this world has it. */
static void settle_all(const struct bench *b, const struct world *world, struct matter *matter)
{
    struct variables all;
    variables_of(b->model, b->model->duties.at[world->duty].category, &all);
    for (int i = 0; i < all.n; i++)
        settle(matter, world, all.at[i]);
    settle(matter, world, (struct variable){VAR_AREA, NONE});
}

static bool is_right(const struct bench *b, const struct matter *said, struct world *world)
{
    const struct duty *duty = &b->model->duties.at[world->duty];
    struct matter matter = *said;
    struct decision decision;
    settle_all(b, world, &matter);
    matter.pinned_category = duty->category;
    matter.pinned_duty = duty->words.n ? world->duty : OTHER_MATTER;
    decide(&b->rules, &matter, &decision);
    world->target = decision.target;
    return decision.status == DECIDE_DUTY && decision.duty == world->duty &&
           decision.target.unit != NONE;
}

/* With all facts known, do the words lead there, or to a question that can? */
static bool leads_there(const struct bench *b, const struct matter *said, const struct world *world)
{
    struct matter matter = *said;
    struct decision decision;
    settle_all(b, world, &matter);
    decide(&b->rules, &matter, &decision);
    int wanted =
        decision.ask == ASK_CATEGORY ? b->model->duties.at[world->duty].category : world->duty;
    if (decision.status == DECIDE_DUTY)
        return decision.duty == world->duty;
    for (int i = 0; i < decision.choice_count; i++)
        if (decision.choices[i] == wanted)
            return true;
    return false;
}

/* ---- what the citizen writes ---- */

/* The example without most of the words that tell what it is about; the category's stay. */
static struct view vague_text(struct bench *b, struct view text)
{
    const struct recognition *r = recognise(&b->rules, &b->scratch, text);
    struct buf out;
    size_t at = 0;
    buf_init(&out, 8000);
    for (size_t i = 0; i < r->evidence_count; i++) {
        const struct evidence *one = &r->evidence[i];
        bool drops =
            one->use == USE_DUTY ? below(b, 3) == 0 : one->use != USE_CATEGORY && below(b, 5) > 0;
        for (size_t k = 0; k < r->evidence_count; k++)
            drops =
                drops && !(r->evidence[k].word == one->word && r->evidence[k].use == USE_CATEGORY);
        if (!drops || one->from < at)
            continue;
        buf_view(&out, view_sub(r->text.text, at, one->from));
        at = one->to;
    }
    buf_view(&out, view_sub(r->text.text, at, r->text.text.n));
    struct view vague = buf_keep(&out, &b->scratch);
    buf_free(&out);
    return vague;
}

/* What the text itself says must be so in the world: its facts take the world's place. */
static void agree(const struct matter *said, struct world *world)
{
    for (int i = 0; i < said->fact_count; i++)
        world->values[said->facts[i].fact] = said->facts[i].value;
    if (said->time.known && said->time.ranges)
        world->minute = said->time.range[0].from;
    if (said->place_count == 1)
        world->area = said->places[0];
    if (said->dayclass != NONE)
        world->dayclass = said->dayclass;
}

/* false: no world was found for the duty, or its text leads elsewhere. */
static bool draw_citizen(struct bench *b, struct world *world, struct matter *said)
{
    const struct duty *duty = &b->model->duties.at[world->duty];
    struct matter full = matter_empty();
    if (!duty->examples.n)
        return false;
    const struct example *example = &duty->examples.at[below(b, duty->examples.n)];
    matter_reveal(&b->rules, &full, recognise(&b->rules, &b->scratch, example->text),
                  ORACLE_NO_CLOCK);
    oracle_given(b->model, &full, example->given.at, example->given.n);
    full.channel = CHANNEL_WEB;
    *said = matter_empty();
    said->channel = CHANNEL_WEB;
    matter_reveal(&b->rules, said, recognise(&b->rules, &b->scratch, vague_text(b, example->text)),
                  ORACLE_NO_CLOCK);
    said->kind = full.kind;
    if (!said->category_count)
        said->pinned_category = duty->category; /* the rest of the sentence says so much */
    for (int tries = 0; tries < WORLDS; tries++) {
        draw_world(b, world);
        agree(&full, world);
        if (is_right(b, said, world))
            return leads_there(b, said, world);
    }
    return false;
}

/* ---- a talk ---- */

static bool knows(uint64_t who, struct variable variable)
{
    uint64_t drawn = mix(who ^ mix((uint64_t)variable.kind * 4099 + (uint64_t)variable.index));
    return drawn % UNKNOWN_IN != 0;
}

static void answer_variable(struct matter *matter, const struct world *world, uint64_t who,
                            struct variable variable)
{
    if (variable.kind == VAR_WEEKDAY || variable.kind == VAR_DAYCLASS)
        variable = (struct variable){VAR_DAYCLASS, NONE};
    if (variable.kind == VAR_AREA)
        variable.index = NONE;
    if (knows(who, variable))
        settle(matter, world, variable);
    else
        forget(matter, variable);
}

static void answer_matter(const struct bench *b, struct matter *matter, const struct world *world,
                          const struct decision *decision)
{
    bool offered = false;
    for (int i = 0; i < decision->choice_count; i++)
        offered |= decision->choices[i] == world->duty;
    matter->pinned_category = decision->category;
    matter->pinned_duty = offered ? world->duty : OTHER_MATTER;
    (void)b;
}

static void answer_category(const struct bench *b, struct matter *matter, const struct world *world)
{
    matter->pinned_category = b->model->duties.at[world->duty].category;
}

static void answer(const struct bench *b, struct matter *matter, const struct world *world,
                   uint64_t who, const struct decision *decision)
{
    switch (decision->ask) {
    case ASK_CATEGORY:
        answer_category(b, matter, world);
        break;
    case ASK_MATTER:
        answer_matter(b, matter, world, decision);
        break;
    case ASK_PLACE:
        answer_variable(matter, world, who, (struct variable){VAR_AREA, NONE});
        break;
    default:
        answer_variable(matter, world, who, decision->variable);
    }
}

/* Says a second thing that was not asked: the first of the category's that is not known yet. */
static void say_more(const struct bench *b, struct matter *matter, const struct world *world,
                     uint64_t who)
{
    struct variables all;
    if (matter->pinned_category == NONE && !matter->category_count)
        return;
    variables_of(b->model, b->model->duties.at[world->duty].category, &all);
    if (!all.n)
        return;
    struct variable variable = all.at[mix(who) % (uint64_t)all.n];
    if (knows(who, variable))
        settle(matter, world, variable);
}

static bool asked_before(const struct matter *matter, struct variable variable)
{
    bool known = false;
    switch (variable.kind) {
    case VAR_FACT:
        for (int i = 0; i < matter->fact_count; i++)
            known |= matter->facts[i].fact == variable.index;
        return known;
    case VAR_TIME:
        return matter->time.known || matter->time.unknown;
    case VAR_AREA:
        return matter->place_count > 0 || matter->place_unknown;
    case VAR_WEEKDAY:
    case VAR_DAYCLASS:
        return matter->weekdays || matter->has_day || matter->dayclass != NONE;
    default:
        return true;
    }
}

/* The first question of the category's, relevant or not. */
static void all_in_order(const struct bench *b, const struct matter *matter, int category,
                         struct variables *out)
{
    struct variables all;
    variables_of(b->model, category, &all);
    out->n = 0;
    for (int i = 0; i < all.n; i++)
        if (!asked_before(matter, all.at[i]))
            out->at[out->n++] = all.at[i];
}

/* The fact that this side asks instead of the engine's. */
static void ask_instead(const struct bench *b, enum side side, const struct matter *matter,
                        struct decision *decision)
{
    static struct contest contest;
    const struct inquiry inquiry = inquiry_of(&b->rules, matter);
    struct variables variables;
    bool chosen = decision->status == DECIDE_ASK && !decision->choice_count &&
                  (decision->ask == ASK_VARIABLE || decision->ask == ASK_PLACE);
    if (!chosen)
        return;
    contest_of(&inquiry, decision->category, &contest);
    if (side == FIXED_ORDER)
        all_in_order(b, matter, decision->category, &variables);
    else
        ask_variables(&inquiry, &contest, &variables);
    if (!variables.n)
        return;
    decision->variable = variables.at[0];
    decision->ask = variables.at[0].kind == VAR_AREA ? ASK_PLACE : ASK_VARIABLE;
}

static void play(struct bench *b, enum side side, const struct matter *said,
                 const struct world *world, uint64_t who, struct score_sheet *sheet)
{
    struct matter matter = *said;
    struct decision decision;
    sheet->cases++;
    for (int asked = 0; asked <= QUESTIONS_MAX; asked++) {
        decide(&b->rules, &matter, &decision);
        if (side != ASKED)
            ask_instead(b, side, &matter, &decision);
        if (decision.ask == ASK_NONE || asked == QUESTIONS_MAX)
            break;
        sheet->questions++;
        sheet->of_facts += decision.status == DECIDE_ASK &&
                           (decision.ask == ASK_VARIABLE || decision.ask == ASK_PLACE);
        answer(b, &matter, world, who, &decision);
        if (mix(who + (uint64_t)asked) % MORE_IN == 0)
            say_more(b, &matter, world, who);
    }
    sheet->decided += decision.status == DECIDE_DUTY;
    sheet->right += decision.target.unit == world->target.unit;
}

static void run(struct bench *b, long talks, struct score_sheet *sheets, long *skipped)
{
    struct world world;
    struct matter said;
    world.values = ARENA_ARRAY(&b->arena, b->model->facts.n + 1, int);
    for (long i = 0; i < talks; i++) {
        world.duty = draw_duty(b);
        arena_reset(&b->scratch);
        if (!draw_citizen(b, &world, &said)) {
            ++*skipped;
            continue;
        }
        uint64_t who = chance(b);
        for (int side = 0; side < SIDES; side++)
            play(b, (enum side)side, &said, &world, who, &sheets[side]);
    }
}

static bool load(struct bench *b, const char *folder)
{
    struct view why;
    arena_init(&b->arena, (size_t)1 << 30);
    arena_init(&b->scratch, (size_t)1 << 28);
    buf_init(&b->image, (size_t)1 << 28);
    b->sources.arena = &b->arena;
    b->diags = (struct diags){.arena = &b->arena, .sources = &b->sources};
    return compile_folder(&b->arena, folder, &b->sources, &b->diags, &b->model, &b->image, &why) &&
           !b->diags.errors && rules_open(&b->rules, b->image.p, b->image.n) == RULES_OK;
}

static void print_side(const char *name, const struct score_sheet *sheet)
{
    double cases = sheet->cases ? (double)sheet->cases : 1;
    printf("\"%s\":{\"questions\":%.4f,\"of_facts\":%.4f,\"decided\":%.4f,\"right\":%.4f},", name,
           (double)sheet->questions / cases, (double)sheet->of_facts / cases,
           (double)sheet->decided / cases, (double)sheet->right / cases);
}

int main(int argc, char **argv)
{
    static struct bench bench;
    struct score_sheet sheets[SIDES] = {{0}};
    int64_t seed, talks;
    long skipped = 0;
    if (argc != 4 || !view_int(view_of(argv[2]), 0, INT64_MAX, &seed) ||
        !view_int(view_of(argv[3]), 1, 100000000, &talks) || !load(&bench, argv[1])) {
        fputs("usage: asking_bench RULES SEED TALKS\n", stderr);
        return 2;
    }
    bench.state = (uint64_t)seed * 0x9e3779b97f4a7c15u;
    draw_law(&bench);
    count_past(&bench);
    bench.rules.frequency = &bench.frequency;
    run(&bench, talks, sheets, &skipped);
    printf("{");
    print_side("asked", &sheets[ASKED]);
    print_side("first_open", &sheets[FIRST_OPEN]);
    print_side("fixed_order", &sheets[FIXED_ORDER]);
    printf("\"cases\":%ld,\"skipped\":%ld}\n", sheets[0].cases, skipped);
    buf_free(&bench.image);
    arena_free(&bench.scratch);
    arena_free(&bench.arena);
    return 0;
}
