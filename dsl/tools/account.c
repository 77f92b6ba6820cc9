/* account: gathers what explain says, from the reference interpreter: an explanation has to come
 * from the rules as written. What --given says is settled first; then the texts are heard one after
 * the other, as a conversation hears them, the first as a message that arrives at --at.
 *
 * The sentence for the citizen stands first because it is what a citizen may ask for by law; it
 * names the matter, who is responsible and until when, or what is still to be asked. */
#include "dsl/tools/account.h"

enum { ACCOUNT_MAX = 1 << 23 };

static const char *say(const struct account *account, const char *zh, const char *en)
{
    return options_say(account->options, zh, en);
}

/* ---- making ---- */

static void make_due(struct account *account)
{
    const struct decision *decision = &account->trace->decision;
    int64_t at;
    account->within = decision->within;
    if (account->within.measure == MEASURE_NONE && decision->clock != NONE)
        account->within = account->model->clocks.at[decision->clock].handle;
    if (account->within.measure == MEASURE_NONE)
        return;
    account->has_due =
        oracle_due(account->model, decision->target.unit, account->arena, account->within,
                   decision->urgent, civil_seconds(account->now, CHINA_OFFSET_MINUTES), &at,
                   &account->missing_year, &account->days);
    if (account->has_due)
        account->due = civil_local(at, CHINA_OFFSET_MINUTES);
}

static void give(struct account *account, const struct test *given)
{
    for (size_t i = 0; given && i < given->steps.n; i++) {
        const struct test_step *step = &given->steps.at[i];
        if (step->kind != STEP_GIVEN)
            continue;
        if (step->has_now)
            account->now = step->now;
        oracle_given(account->model, &account->matter, step->given.at, step->given.n);
    }
}

static void hear(struct account *account, struct view text)
{
    struct account_turn turn = {.text = text};
    oracle_decide(account->model, &account->matter, &turn.asked);
    struct oracle_reading *reading = oracle_read(account->lexicon, account->arena, text);
    turn.heard = oracle_hear(account->model, &account->matter, &turn.asked, reading, account->now,
                             account->turns.n > 0);
    oracle_decide(account->model, &account->matter, &turn.decision);
    VEC_ADD(account->arena, &account->read, reading);
    VEC_ADD(account->arena, &account->turns, turn);
}

struct account *account_make(struct loaded *loaded, const struct tool_options *options,
                             const struct test *given)
{
    struct account *account = ARENA_NEW(&loaded->arena, struct account);
    account->options = options;
    account->model = loaded->model;
    account->arena = &loaded->arena;
    account->lexicon = oracle_words_of(loaded->model, &loaded->arena);
    account->version = rules_version(&loaded->rules);
    account->now = options->at;
    account->matter = matter_empty();
    buf_init(&account->out, ACCOUNT_MAX);
    give(account, given);
    if (options->operands_n)
        hear(account, view_of(options->operands[0]));
    for (int i = 0; i < options->answer_count; i++)
        hear(account, view_of(options->answers[i]));
    account->trace = oracle_explain(loaded->model, &loaded->arena, &account->matter);
    account->shown = (struct shown){.model = account->model,
                                    .language = options->language,
                                    .trace = account->trace,
                                    .matter = &account->matter,
                                    .read = &account->read,
                                    .indent = 2};
    make_due(account);
    if (account->trace->decision.status == DECIDE_NOTHING && account->turns.n)
        account_find_near(account);
    return account;
}

/* ---- questions ---- */

void account_tell_question(const struct account *account, const struct decision *decision,
                           struct buf *out)
{
    if (decision->ask == ASK_VARIABLE && decision->variable.kind == VAR_FACT) {
        const struct fact *fact = &account->model->facts.at[decision->variable.index];
        buf_view(out, shown_display(&account->shown, fact->question));
    } else {
        oracle_tell_ask(account->model, decision, account->options->language, out);
    }
}

void account_tell_choice(const struct account *account, const struct decision *decision, int choice,
                         struct buf *out)
{
    const struct model *model = account->model;
    switch (decision->ask) {
    case ASK_NONE:
        break;
    case ASK_PLACE:
        buf_view(out, model->areas.at[choice].name);
        break;
    case ASK_CATEGORY:
        buf_view(out, shown_display(&account->shown, model->categories.at[choice].display));
        break;
    case ASK_MATTER:
        buf_view(out, shown_display(&account->shown, model->duties.at[choice].display));
        break;
    case ASK_VARIABLE:
        oracle_tell_value(model, decision->variable, choice, out);
        break;
    }
}

/* ---- the sentence ---- */

void account_tell_unit(const struct account *account, struct target target, struct buf *out)
{
    if (target.unit != NONE)
        buf_view(out,
                 shown_display(&account->shown, account->model->units.at[target.unit].display));
    else if (target.role == NONE)
        buf_text(out, say(account, "（还没定）", "a unit still to be found"));
    else
        oracle_tell_target(account->model, target, out);
}

static void tell_until(const struct account *account, struct buf *out)
{
    if (!account->has_due)
        return;
    buf_text(out, say(account, "，最迟 ", ", at the latest "));
    shown_tell_moment(account->due, out);
    buf_text(out, say(account, " 答复", ""));
}

static void tell_still_asked(const struct account *account, struct buf *out)
{
    if (account->trace->decision.ask == ASK_NONE)
        return;
    buf_text(out, say(account, "还要知道：", " Still to be known: "));
    account_tell_question(account, &account->trace->decision, out);
    buf_text(out, say(account, "。", "."));
}

void account_tell_citizen(const struct account *account, struct buf *out)
{
    const struct decision *decision = &account->trace->decision;
    switch (decision->status) {
    case DECIDE_NOTHING:
        buf_text(out,
                 say(account, "没有认出说的是什么事，请换个说法，或者转人工。",
                     "It was not understood what this is about; other words, or a person, help."));
        return;
    case DECIDE_ASK:
        break;
    case DECIDE_OTHERWISE:
        buf_text(out, say(account, "没有专门管这件事的条目，先由 ",
                          "No duty fits; it is first taken by "));
        account_tell_unit(account, decision->target, out);
        buf_text(out, say(account, " 接手。", "."));
        break;
    case DECIDE_DUTY:
        buf_print(out, say(account, "这件事属于“%.*s”，由 ", "This is \"%.*s\", taken by "),
                  VIEW_FMT(shown_display(&account->shown,
                                         account->model->duties.at[decision->duty].display)));
        account_tell_unit(account, decision->target, out);
        buf_text(out, say(account, " 负责", ""));
        tell_until(account, out);
        buf_text(out, say(account, "。", "."));
        break;
    }
    tell_still_asked(account, out);
}
