/* phrases: what the bot says and what it pushes, looked at as texts people read: a placeholder that
 * is filled in twice, English in a district that speaks Chinese alone, an urgent duty's answer in
 * Chinese alone where the district speaks English, a push over a channel that the rules have no
 * account for. That every placeholder exists is checked before (E0802). */
#include "dsl/lint/run.h"

static bool again(struct view text, size_t from, struct view name)
{
    return view_find(view_sub(text, from, text.n), name) != SIZE_MAX;
}

static void look_at_text(struct lint_run *run, const struct node *string)
{
    struct view text = string->text;
    for (size_t at = 0; at < text.n && !string->broken;) {
        size_t open = view_find(view_sub(text, at, text.n), VIEW("{"));
        size_t close = view_find(view_sub(text, at, text.n), VIEW("}"));
        if (open == SIZE_MAX || close == SIZE_MAX || close < open)
            return;
        struct view name = view_sub(text, at + open, at + close + 1);
        at += close + 1;
        if (!again(text, at, name))
            continue;
        FOUND(run, placeholder_twice, string->span, name);
        return;
    }
}

static void look_at_display(struct lint_run *run, const struct node *block)
{
    const struct node *display = node_child(block, NODE_DISPLAY);
    for (const struct node *string = display ? display->child : NULL; string; string = string->next)
        look_at_text(run, string);
}

static const struct node *english_of(const struct node *block)
{
    const struct node *display = node_child(block, NODE_DISPLAY);
    return display && display->child ? display->child->next : NULL;
}

/* One finding for all of them, at the first: it is the district that says which languages there
 * are. */
static void look_at_translations(struct lint_run *run)
{
    const struct node *district = node_child(run->tree->root, NODE_DISTRICT), *first = NULL;
    size_t count = 0;
    for (size_t i = 0; i < run->places.phrases.n; i++) {
        const struct node *english = english_of(run->places.phrases.at[i]);
        first = first ? first : english;
        count += english != NULL;
    }
    if (!district || run->model->english || !first)
        return;
    struct diag *diag = FOUND(run, unused_translation, first->span, lint_text(run, "%zu", count));
    lint_label(run, diag, place_clause(district, NODE_LANGUAGES),
               BOTH("这里没有英文", "English is not here"));
}

/* Of an urgent duty alone: its answer is said unasked, and before everything else. */
static void look_at_answer(struct lint_run *run, const struct node *block, const struct duty *duty)
{
    const struct node *answer = node_child(block, NODE_ANSWER);
    if (!answer || !duty->urgent || !run->model->english || english_of(answer))
        return;
    FOUND(run, answer_untranslated, place_clause(answer, NODE_DISPLAY), duty->code);
}

static bool has_account(const struct model *model, int kind)
{
    for (size_t i = 0; i < model->channels.n; i++)
        if ((int)model->channels.at[i].kind == kind)
            return true;
    return false;
}

/* Only where the rules have accounts at all: a folder of policies alone has none. */
static void look_at_push(struct lint_run *run, const struct policy *policy, const struct node *push)
{
    static const char *const names[] = {
#define NAME(enumerator, zh, en) zh "\x1f" en,
        CHANNEL_KINDS(NAME)
#undef NAME
    };
    for (int kind = 0; kind < CHANNEL_COUNT && run->model->channels.n; kind++)
        if (policy->push >> kind & 1 && !has_account(run->model, kind))
            FOUND(run, push_without_channel, place_clause(push, NODE_NAMES), policy->name,
                  view_of(names[kind]));
}

void look_at_phrases(struct lint_run *run)
{
    for (size_t i = 0; i < run->places.phrases.n; i++)
        look_at_display(run, run->places.phrases.at[i]);
    look_at_translations(run);
    for (size_t i = 0; i < run->places.duties.n; i++)
        look_at_answer(run, run->places.duties.at[i], &run->model->duties.at[i]);
    for (size_t i = 0; i < run->places.policies.n; i++) {
        const struct node *push = node_child(run->places.policies.at[i], NODE_PUSH);
        if (!push)
            continue;
        look_at_display(run, push);
        look_at_push(run, &run->model->policies.at[i], push);
    }
}
