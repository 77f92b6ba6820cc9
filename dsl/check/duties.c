/* duties: one item of the list each. Here its clauses are read and held against each other one by
 * one; what takes two duties to be wrong (overlap, precedence) is elsewhere.
 *
 * A duty with words of its own is a value of its category's 事由. Its condition is left as written:
 * whoever decides adds "and the matter is this one" (dsl/base/matter.h). */
#include "dsl/check/closed.h"
#include "dsl/check/conditions.h"
#include "dsl/check/settings.h"
#include "dsl/check/times.h"

static void poison(struct check *check, int index)
{
    check->poisoned[index] = true;
}

static void read_words(struct check *check, int index, const struct node *block)
{
    struct duty *duty = &check->model->duties.at[index];
    if (!node_child(block, NODE_RECOGNISE))
        return;
    words_read(check, block, &duty->words);
    if (duty->words.n)
        check->model->categories.at[duty->category].has_matter = true;
    else
        poison(check, index);
}

static void read_condition(struct check *check, int index, const struct node *block)
{
    struct duty *duty = &check->model->duties.at[index];
    const struct node *clause = node_child(block, NODE_WHEN);
    if (!clause)
        return;
    struct view_point from = {ABOUT_MATTER, duty->category};
    duty->when = condition_read(check, from, clause);
    if (!duty->when)
        poison(check, index);
}

static struct target read_target(struct check *check, int index, const struct node *name)
{
    struct target target = target_need(check, name);
    if (!target_is_set(target))
        poison(check, index);
    return target;
}

static void read_branches(struct check *check, int index, const struct node *block)
{
    struct duty *duty = &check->model->duties.at[index];
    struct view_point from = {ABOUT_MATTER, duty->category};
    for (const struct node *clause = node_child(block, NODE_WHERE); clause;
         clause = node_again(clause)) {
        struct branch branch = {
            .when = condition_read(check, from, clause),
            .assign = read_target(check, index, clause_name(clause, NODE_ASSIGN)),
        };
        if (branch.when)
            VEC_ADD(check->arena, &duty->branches, branch);
        else
            poison(check, index);
    }
}

static bool has_assist(const struct duty *duty, struct target target)
{
    for (size_t i = 0; i < duty->assists.n; i++)
        if (target_same(duty->assists.at[i], target))
            return true;
    return false;
}

static void read_assists(struct check *check, int index, const struct node *block)
{
    struct duty *duty = &check->model->duties.at[index];
    const struct node *clause = node_child(block, NODE_ASSIST);
    const struct node *names = clause ? node_child(clause, NODE_NAMES) : NULL;
    for (const struct node *name = names ? names->child : NULL; name; name = name->next) {
        struct target target = read_target(check, index, name);
        if (!target_is_set(target))
            continue;
        if (has_assist(duty, target))
            SAY(check, DIAG_W0301, name->span, name->text);
        else if (target_same(target, duty->assign))
            SAY(check, DIAG_W0501, name->span, name->text);
        else
            VEC_ADD(check->arena, &duty->assists, target);
    }
}

static void read_collect(struct check *check, struct duty *duty, const struct node *block)
{
    const struct node *clause = node_child(block, NODE_COLLECT);
    const struct node *names = clause ? node_child(clause, NODE_NAMES) : NULL;
    for (const struct node *name = names ? names->child : NULL; name; name = name->next) {
        int value = terms_need(check, &terms_collect, name);
        if (value == NONE)
            continue;
        unsigned bit = 1u << value;
        if (duty->collect & bit)
            SAY(check, DIAG_W0301, name->span, name->text);
        duty->collect |= bit;
    }
}

static void read_example(struct check *check, struct duty *duty, const struct node *clause)
{
    struct example example = {.span = clause->span};
    const struct node *text = node_child(clause, NODE_STRING);
    struct view_point from = {ABOUT_MATTER, duty->category};
    example.text = text_of(text);
    if (text && !text->broken && !view_trim(example.text).n)
        SAY(check, DIAG_E0512, text->span);
    const struct node *given = node_child(clause, NODE_GIVEN);
    const struct node *node = given ? given->child : NULL;
    for (; node; node = node->next) {
        struct setting setting;
        if (setting_is_now(node))
            SAY(check, DIAG_E0906, node->span);
        else if (setting_read(check, from, node, &setting) &&
                 setting_is_new(check, example.given.at, example.given.n, &setting))
            VEC_ADD(check->arena, &example.given, setting);
    }
    VEC_ADD(check->arena, &duty->examples, example);
}

static void check_code(struct check *check, const struct duty *duty, const struct node *block)
{
    const struct category *category = &check->model->categories.at[duty->category];
    if (category->code.n && duty->code.n && !view_starts(duty->code, category->code))
        SAY(check, DIAG_W0502, name_span(block), duty->code, category->code);
}

static void read_deadline(struct check *check, struct duty *duty, const struct node *block)
{
    const struct model *model = check->model;
    const struct node *clause = node_child(block, NODE_WITHIN);
    duty->within = duration_read(check, clause);
    duty->clock = clock_need(check, block);
    if (duty->clock == NONE)
        duty->clock = model->categories.at[duty->category].clock;
    if (duration_needs_calendar(duty->within))
        calendar_demand(check, clause->span);
    bool clocked = duty->clock != NONE && model->clocks.at[duty->clock].handle.count;
    if (whole(check) && !clause && !clocked && !block->broken)
        SAY(check, DIAG_E0513, name_span(block), duty->code);
}

static void say_no_heading(struct check *check, const struct duty_document *document,
                           const struct node *heading)
{
    VEC(struct view) known = {0};
    for (size_t i = 0; i < document->sections.n; i++)
        VEC_ADD(check->arena, &known, document->sections.at[i].heading);
    struct diag *diag = SAY(check, DIAG_W0705, heading->span, heading->text, document->path);
    say_nearest(diag, heading->span, heading->text, known.at, known.n);
}

/* Of the document named last before it. */
static void read_question(struct check *check, struct duty *duty, const struct node *clause)
{
    const struct node *heading = node_child(clause, NODE_STRING);
    struct duty_question one = {.document = NONE, .heading = text_of(heading)};
    cue_read(check, clause, &one.asked);
    if (duty->texts.n)
        one.document = duty->texts.at[duty->texts.n - 1];
    VEC_ADD(check->arena, &duty->questions, one);
    if (!heading || heading->broken)
        return;
    if (one.document == NONE) {
        SAY(check, DIAG_E0706, clause->span);
        return;
    }
    struct duty_document *document = &check->model->documents.at[one.document];
    struct document_section *section = document_section(check, document, one.heading);
    for (size_t i = 0; section && i < one.asked.n; i++)
        VEC_ADD(check->arena, &section->asked, one.asked.at[i].first);
    if (!section)
        say_no_heading(check, document, heading);
}

/* Documents, and behind each what people ask of it. */
static void read_texts(struct check *check, struct duty *duty, const struct node *block)
{
    for (const struct node *clause = block->child; clause; clause = clause->next) {
        if (clause->kind == NODE_TEXT)
            VEC_ADD(check->arena, &duty->texts, document_of(check, clause));
        else if (clause->kind == NODE_ASKED)
            read_question(check, duty, clause);
    }
}

static void fill(struct check *check, int index, const struct node *block)
{
    struct duty *duty = &check->model->duties.at[index];
    duty->basis = clause_text(block, NODE_BASIS);
    say_heading(check, duty->category, index);
    if (block->broken)
        poison(check, index);
    check_code(check, duty, block);
    read_words(check, index, block);
    read_condition(check, index, block);
    duty->assign = read_target(check, index, clause_name(block, NODE_ASSIGN));
    read_branches(check, index, block);
    read_assists(check, index, block);
    duty->urgent = node_child(block, NODE_URGENT) != NULL;
    read_deadline(check, duty, block);
    read_collect(check, duty, block);
    const struct node *answer = node_child(block, NODE_ANSWER);
    if (answer)
        duty->answer = display_of(answer);
    read_texts(check, duty, block);
    duty->owner = unit_need(check, clause_name(block, NODE_OWNER));
    if (duty->owner == NONE)
        duty->owner = check->model->categories.at[duty->category].owner;
    for (const struct node *like = node_child(block, NODE_LIKE); like; like = node_again(like))
        read_example(check, duty, like);
    const struct node *said = node_child(block, NODE_SAID);
    if (said)
        cue_read(check, said, &duty->sayings);
}

void duties_fill(struct check *check)
{
    struct scope *scope = &check->scopes[SCOPE_DUTY];
    check->poisoned = ARENA_ARRAY(check->arena, scope->entries.n + 1, bool);
    for (size_t i = 0; i < scope->entries.n; i++)
        fill(check, (int)i, scope->entries.at[i].node);
    say_heading(check, NONE, NONE);
}
