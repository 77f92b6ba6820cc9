/* explain_policy: one enterprise against the policies: the answer, every condition that is missing
 * with the distance, and the fewest changes with which it would get it. */
#include "dsl/tools/account.h"
#include "dsl/base/json.h"

enum { PIECE_MAX = 1 << 12 };

struct enterprise {
    VEC(struct setting) given;
};

static const char *say(const struct account *account, const char *zh, const char *en)
{
    return options_say(account->options, zh, en);
}

static struct enterprise enterprise_of(struct account *account, const struct test *given)
{
    struct enterprise enterprise = {0};
    for (size_t i = 0; i < given->steps.n; i++)
        for (size_t k = 0;
             given->steps.at[i].kind == STEP_ENTERPRISE && k < given->steps.at[i].given.n; k++)
            VEC_ADD(account->arena, &enterprise.given, given->steps.at[i].given.at[k]);
    return enterprise;
}

/* ---- words ---- */

static void tell_gap(const struct account *account, const struct oracle_gap *gap, struct buf *out)
{
    bool measured = gap->variable.kind != VAR_TAG;
    oracle_tell_variable(account->model, gap->variable, out);
    if (gap->open)
        buf_text(out, say(account, " 未知", " is not known"));
    else if (!measured)
        buf_text(out, say(account, " 不符", " does not fit"));
    else {
        buf_text(out, say(account, " 现在 ", " is "));
        oracle_tell_exact(account->model, gap->variable, gap->have, out);
    }
    if (!measured)
        return;
    buf_text(out, say(account, "，要 ", ", wanted "));
    oracle_tell_bound(account->model, gap->variable, gap->is_least, gap->bound, out);
}

/* revenue = 200 万元, as it would stand in 企业. */
static void tell_setting(const struct account *account, const struct setting *setting,
                         struct buf *out)
{
    const struct model *model = account->model;
    struct variable variable = setting->variable;
    if (variable.kind == VAR_TAG && !model->tags.at[variable.index].values.n) {
        buf_text(out, setting->negated ? "非 " : "");
        oracle_tell_variable(model, variable, out);
        return;
    }
    oracle_tell_variable(model, variable, out);
    buf_text(out, " = ");
    if (variable.kind == VAR_TAG)
        oracle_tell_value(model, variable, setting->value, out);
    else
        oracle_tell_exact(model, variable, setting->exact, out);
}

static void tell_need(const struct account *account, const struct oracle_need *need,
                      struct buf *out)
{
    tell_setting(account, &need->setting, out);
    bool derived = need->bound.index != need->setting.variable.index;
    if (need->known && need->setting.variable.kind != VAR_TAG) {
        buf_text(out, say(account, "（现在 ", " (now "));
        oracle_tell_exact(account->model, need->setting.variable, need->have, out);
        buf_text(out, say(account, "）", ")"));
    } else if (!need->known && !derived) {
        buf_text(out, say(account, "（现在未知）", " (not known now)"));
    }
}

static const char *verdict(const struct account *account, const struct oracle_answer *answer)
{
    if (answer->truth == YES)
        return answer->in_window ? say(account, "可享", "yes")
                                 : say(account, "条件都够，不在受理期", "fits, but not open now");
    return answer->truth == NO ? say(account, "不可享", "no") : say(account, "待定", "depends");
}

static void print_needs(struct account *account, const oracle_needs *needs, bool found)
{
    struct buf *out = &account->out;
    if (!found) {
        buf_print(out, "      %s\n",
                  say(account, "没有算出怎样才够", "what it would take was not found"));
        return;
    }
    buf_text(out, say(account, "      如果 ", "      if "));
    for (size_t i = 0; i < needs->n; i++) {
        buf_text(out, i ? say(account, "、", ", ") : "");
        tell_need(account, &needs->at[i], out);
    }
    buf_text(out, say(account, " → 可享\n", " -> yes\n"));
}

static void print_policy(struct account *account, const struct enterprise *enterprise, int index)
{
    const struct policy *policy = &account->model->policies.at[index];
    struct buf *out = &account->out;
    struct oracle_answer answer;
    oracle_needs needs;
    oracle_policy(account->model, account->arena, index, enterprise->given.at, enterprise->given.n,
                  account->now.day, &answer);
    buf_print(out, "  %s  %.*s %.*s", verdict(account, &answer), VIEW_FMT(policy->name),
              VIEW_FMT(shown_display(&account->shown, policy->display)));
    if (policy->grant_text.n)
        buf_print(out, say(account, "，%.*s", ", %.*s"), VIEW_FMT(policy->grant_text));
    buf_byte(out, '\n');
    for (size_t i = 0; i < answer.gaps.n; i++) {
        buf_text(out, "      ");
        tell_gap(account, &answer.gaps.at[i], out);
        buf_byte(out, '\n');
    }
    if (answer.truth == YES)
        return;
    bool found = oracle_policy_needs(account->model, account->arena, index, enterprise->given.at,
                                     enterprise->given.n, &needs);
    print_needs(account, &needs, found);
}

/* ---- JSON ---- */

static void json_told(struct account *account, const char *name, const struct oracle_need *need)
{
    struct buf piece;
    buf_init(&piece, PIECE_MAX);
    tell_setting(account, &need->setting, &piece);
    print_json_field(&account->out, name, buf_seen(&piece));
    buf_free(&piece);
}

static void json_gap(struct account *account, const struct oracle_gap *gap)
{
    struct buf piece, *out = &account->out;
    buf_init(&piece, PIECE_MAX);
    oracle_tell_variable(account->model, gap->variable, &piece);
    print_json_next(out);
    buf_byte(out, '{');
    print_json_field(out, "name", buf_seen(&piece));
    print_json_bool(out, "known", !gap->open);
    if (gap->variable.kind != VAR_TAG) {
        buf_clear(&piece);
        oracle_tell_bound(account->model, gap->variable, gap->is_least, gap->bound, &piece);
        print_json_field(out, "bound", buf_seen(&piece));
    }
    if (gap->variable.kind != VAR_TAG && !gap->open) {
        buf_clear(&piece);
        oracle_tell_exact(account->model, gap->variable, gap->have, &piece);
        print_json_field(out, "have", buf_seen(&piece));
    }
    buf_byte(out, '}');
    buf_free(&piece);
}

static void json_policy(struct account *account, const struct enterprise *enterprise, int index)
{
    static const char *const answers[] = {[NO] = "no", [YES] = "yes", [OPEN] = "depends"};
    struct buf *out = &account->out;
    struct oracle_answer answer;
    oracle_needs needs = {0};
    oracle_policy(account->model, account->arena, index, enterprise->given.at, enterprise->given.n,
                  account->now.day, &answer);
    bool found = oracle_policy_needs(account->model, account->arena, index, enterprise->given.at,
                                     enterprise->given.n, &needs);
    print_json_next(out);
    buf_byte(out, '{');
    print_json_field(out, "policy", account->model->policies.at[index].name);
    print_json_field(out, "answer", view_of(answers[answer.truth]));
    print_json_bool(out, "open_now", answer.in_window);
    print_json_name(out, "gaps");
    buf_byte(out, '[');
    for (size_t i = 0; i < answer.gaps.n; i++)
        json_gap(account, &answer.gaps.at[i]);
    buf_byte(out, ']');
    print_json_bool(out, "reachable", found);
    print_json_name(out, "what_if");
    buf_byte(out, '[');
    for (size_t i = 0; found && i < needs.n; i++) {
        print_json_next(out);
        buf_byte(out, '{');
        json_told(account, "set", &needs.at[i]);
        buf_byte(out, '}');
    }
    buf_text(out, "]}");
}

void explain_policies(struct account *account, const struct test *given, int policy)
{
    bool json = account->options->format == FORMAT_JSON;
    struct enterprise enterprise = enterprise_of(account, given);
    if (json)
        buf_text(&account->out, "{\"policies\":[");
    for (size_t i = 0; i < account->model->policies.n; i++) {
        if (policy != NONE && policy != (int)i)
            continue;
        if (json)
            json_policy(account, &enterprise, (int)i);
        else
            print_policy(account, &enterprise, (int)i);
    }
    if (json)
        buf_text(&account->out, "]}\n");
}
