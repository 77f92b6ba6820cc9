/* explain_what_if: neighbouring cases in words. A change is told as an author would write it in 设;
 * many values that come to the same are told as the first few and their number, times of day as
 * whole stretches, over midnight too. */
#include "dsl/check/closed.h"
#include "dsl/tools/account.h"

enum { VALUES_SHOWN = 4, WORDS_SHOWN = 2 };

static const char *say(const struct account *account, const char *zh, const char *en)
{
    return options_say(account->options, zh, en);
}

/* ---- changes ---- */

/* Stretches that touch are one; what ends at midnight goes on at its start. */
static void tell_ranges(const struct oracle_change *change, struct buf *out)
{
    struct minute_range at[MINUTES_A_DAY / 2] = {{0, 0}};
    int n = 0;
    for (size_t i = 0; i < change->ranges.n && n < MINUTES_A_DAY / 2; i++)
        if (n && at[n - 1].to == change->ranges.at[i].from)
            at[n - 1].to = change->ranges.at[i].to;
        else
            at[n++] = change->ranges.at[i];
    bool round = n > 1 && at[0].from == 0 && at[n - 1].to == MINUTES_A_DAY;
    if (round)
        at[n - 1].to = at[0].to;
    for (int i = round; i < n; i++)
        buf_print(out, "%s%02d:%02d..%02d:%02d", i > round ? "、" : "", at[i].from / 60,
                  at[i].from % 60, at[i].to / 60, at[i].to % 60);
}

static void tell_words_of(const struct account *account, const words *list, struct buf *out)
{
    for (size_t i = 0; i < list->n && i < WORDS_SHOWN; i++)
        buf_print(out, say(account, "%s“%.*s”", "%s\"%.*s\""), i ? "、" : "",
                  VIEW_FMT(list->at[i].first));
}

static void tell_matter(const struct account *account, int duty, struct buf *out)
{
    if (duty == OTHER_MATTER) {
        buf_text(out, say(account, "没有说到别的事由", "none of the worded duties is meant"));
        return;
    }
    buf_text(out, say(account, "说到 ", "it says "));
    tell_words_of(account, &account->model->duties.at[duty].words, out);
}

static void tell_category(const struct account *account, int category, struct buf *out)
{
    const struct category *self = &account->model->categories.at[category];
    buf_print(out, say(account, "说的是 %.*s", "it is about %.*s"), VIEW_FMT(self->name));
    if (!self->words.n)
        return;
    buf_text(out, say(account, "（", " ("));
    tell_words_of(account, &self->words, out);
    buf_text(out, say(account, "）", ")"));
}

static void tell_value(const struct account *account, const struct oracle_change *change, size_t i,
                       struct buf *out)
{
    int value = change->values.at[i];
    if (change->category)
        tell_category(account, value, out);
    else if (change->variable.kind == VAR_MATTER)
        tell_matter(account, value, out);
    else
        oracle_tell_value(account->model, change->variable, value, out);
}

static void tell_change(const struct account *account, const struct oracle_change *change,
                        struct buf *out)
{
    if (!change->category && change->variable.kind != VAR_MATTER) {
        oracle_tell_variable(account->model, change->variable, out);
        buf_text(out, change->variable.kind == VAR_TIME ? " 在 " : " = ");
    }
    if (change->ranges.n)
        tell_ranges(change, out);
    for (size_t i = 0; i < change->values.n && i < VALUES_SHOWN; i++) {
        buf_text(out, i ? say(account, "、", ", ") : "");
        tell_value(account, change, i, out);
    }
    if (change->values.n > VALUES_SHOWN)
        buf_print(out, say(account, " 等 %zu 个", " and %zu more"),
                  change->values.n - (account->options->language == DIAG_ZH ? 0 : VALUES_SHOWN));
}

void account_tell_changes(const struct account *account, const struct oracle_what_if *one,
                          struct buf *out)
{
    for (int i = 0; i < one->count; i++) {
        buf_text(out, i ? say(account, "，并且 ", ", and ") : "");
        tell_change(account, &one->changes[i], out);
    }
}

/* ---- where they lead ---- */

void account_tell_outcome(const struct account *account, const struct decision *decision,
                          struct buf *out)
{
    bool nobody = decision->target.unit == NONE && decision->target.role == NONE;
    if (decision->status == DECIDE_OTHERWISE) {
        buf_text(out, say(account, "否则", "otherwise"));
    } else {
        const struct duty *duty = &account->model->duties.at[decision->duty];
        buf_print(out, "\"%.*s\" %.*s", VIEW_FMT(duty->code),
                  VIEW_FMT(shown_display(&account->shown, duty->display)));
    }
    if (nobody) { /* a branch is open */
        buf_text(out, say(account, "，交给谁要看 ", ", to whom depends on the "));
        oracle_tell_ask(account->model, decision, account->options->language, out);
    } else {
        buf_text(out, say(account, "，交 ", ", "));
        oracle_tell_target(account->model, decision->target, out);
    }
    if (decision->urgent)
        buf_text(out, say(account, "，急", ", urgent"));
}

static void print_one(struct account *account, const struct oracle_what_if *one)
{
    struct buf *out = &account->out;
    buf_text(out, say(account, "  如果 ", "  if "));
    account_tell_changes(account, one, out);
    buf_text(out, say(account, "\n    → ", "\n    -> "));
    account_tell_outcome(account, &one->decision, out);
    buf_byte(out, '\n');
}

void explain_what_ifs(struct account *account, size_t most)
{
    const struct decision *now = &account->trace->decision;
    size_t all = account->what_ifs.n;
    if (!all)
        return;
    bool open = now->status == DECIDE_ASK;
    buf_print(&account->out, "\n%s\n",
              open ? say(account, "接下来会怎样", "Where it may lead")
                   : say(account, "怎样才会不同", "What would change it"));
    for (size_t i = 0; i < all && i < most; i++)
        print_one(account, &account->what_ifs.at[i]);
    if (most < all)
        buf_print(&account->out,
                  say(account, "  另有 %zu 种，用 --what-if 看全部\n",
                      "  and %zu more; --what-if shows all\n"),
                  all - most);
}

/* ---- a duty or unit that is asked for ---- */

static bool find_target(const struct account *account, struct view name, int *duty, int *unit)
{
    const struct model *model = account->model;
    *duty = *unit = NONE;
    for (size_t i = 0; i < model->duties.n; i++)
        if (view_eq(model->duties.at[i].code, name))
            *duty = (int)i;
    for (size_t i = 0; i < model->units.n && *duty == NONE; i++)
        if (view_eq(model->units.at[i].name, name))
            *unit = (int)i;
    return *duty != NONE || *unit != NONE;
}

static void print_reached(struct account *account, const struct oracle_what_if *one)
{
    struct buf *out = &account->out;
    if (!one->count) {
        buf_text(out, say(account, "  现在就是：", "  it is so already: "));
    } else {
        buf_print(out, say(account, "  要改 %d 处：", "  %d to change: "), one->count);
        account_tell_changes(account, one, out);
        buf_text(out, say(account, "\n    → ", "\n    -> "));
    }
    account_tell_outcome(account, &one->decision, out);
    buf_byte(out, '\n');
}

bool account_reach(struct account *account, struct view name)
{
    int duty, unit;
    if (!find_target(account, name, &duty, &unit))
        return false;
    account->reach.asked = true;
    account->reach.name = name;
    account->reach.found = oracle_reach(account->model, account->arena, &account->matter, duty,
                                        unit, &account->reach.one, &account->reach.undecided);
    return true;
}

void explain_reach(struct account *account)
{
    if (!account->reach.asked)
        return;
    buf_print(&account->out, say(account, "\n怎样才会到 %.*s\n", "\nWhat leads to %.*s\n"),
              VIEW_FMT(account->reach.name));
    if (account->reach.found)
        print_reached(account, &account->reach.one);
    else
        buf_print(&account->out, "  %s\n",
                  account->reach.undecided
                      ? say(account, "条件太复杂，没有算出来",
                            "its conditions are too involved; not decided")
                      : say(account, "没有任何情形会到那里", "no case leads there"));
}
