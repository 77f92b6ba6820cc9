/* explain_short: three sentences for the citizen who asks why: what it is and who takes it, until
 * when or what is still to be known, and what that rests on, in the citizen's own words. No names
 * out of the rules. */
#include "dsl/base/utf8.h"
#include "dsl/tools/account.h"

enum { WORDS_SHOWN = 4 };

static const char *say(const struct account *account, const char *zh, const char *en)
{
    return options_say(account->options, zh, en);
}

/* The words that had a part in it, as written, each once. */
static int tell_used_words(struct account *account, struct buf *out)
{
    struct view told[WORDS_SHOWN];
    int n = 0;
    for (size_t r = 0; r < account->read.n; r++) {
        const struct oracle_reading *reading = account->read.at[r];
        for (size_t i = 0; i < reading->evidence.n && n < WORDS_SHOWN; i++) {
            const struct oracle_evidence *one = &reading->evidence.at[i];
            struct view part = fold_original(&reading->text, one->from, one->to);
            bool again = !oracle_was_used(account->trace, one);
            for (int k = 0; k < n; k++)
                again = again || view_eq(told[k], part);
            if (again)
                continue;
            buf_print(out, say(account, "%s“%.*s”", "%s\"%.*s\""),
                      n ? say(account, "、", ", ") : "", VIEW_FMT(part));
            told[n++] = part;
        }
    }
    return n;
}

static void print_who(struct account *account)
{
    const struct decision *decision = &account->trace->decision;
    struct buf *out = &account->out;
    if (decision->status == DECIDE_DUTY) {
        const struct duty *duty = &account->model->duties.at[decision->duty];
        buf_print(out,
                  say(account, "您说的是“%.*s”，由 ", "What you describe is \"%.*s\"; it goes to "),
                  VIEW_FMT(shown_display(&account->shown, duty->display)));
        account_tell_unit(account, decision->target, out);
        buf_text(out, say(account, " 办理。\n", ".\n"));
    } else if (decision->status == DECIDE_OTHERWISE) {
        buf_text(out, say(account, "您说的事没有对上哪一项，先由 ",
                          "What you describe fits no single item; it first goes to "));
        account_tell_unit(account, decision->target, out);
        buf_text(out,
                 say(account, " 接手，不会没人管。\n", ", so that somebody takes care of it.\n"));
    } else if (decision->status == DECIDE_ASK) {
        buf_text(out, say(account, "您说的事我们听懂了一部分，还差一点才知道归谁办。\n",
                          "We understood part of it; a little is missing to know who takes it.\n"));
    } else {
        buf_text(out, say(account, "很抱歉，没有听明白您说的是什么事。\n",
                          "Sorry, it was not understood what this is about.\n"));
    }
}

static void print_when_or_what(struct account *account)
{
    const struct decision *decision = &account->trace->decision;
    struct buf *out = &account->out;
    if (decision->status == DECIDE_NOTHING) {
        buf_text(out, say(account, "请换个说法，写清楚发生了什么、在哪里。\n",
                          "Please say in other words what happened, and where.\n"));
    } else if (decision->ask != ASK_NONE) {
        buf_text(out, say(account, "还想请问：", "We would like to ask: "));
        account_tell_question(account, decision, out);
        buf_text(out, say(account, "。\n", ".\n"));
    } else if (account->has_due) {
        buf_text(out, say(account, "最迟 ", "You will hear by "));
        shown_tell_moment(account->due, out);
        buf_text(out, say(account, " 前给您答复。\n", " at the latest.\n"));
    } else {
        buf_text(out, say(account, "办好以后会给您答复。\n", "You will hear when it is done.\n"));
    }
}

static void print_why(struct account *account)
{
    struct buf found, *out = &account->out;
    buf_init(&found, 4096);
    int n = tell_used_words(account, &found);
    if (n)
        buf_print(out,
                  say(account, "这样判断，是因为您说到 %.*s；说得不对，告诉我们就改。\n",
                      "That is because you wrote %.*s; tell us if it is wrong.\n"),
                  VIEW_FMT(buf_seen(&found)));
    else
        buf_text(out,
                 say(account, "也可以随时说“转人工”。\n", "You can always ask for a person.\n"));
    buf_free(&found);
}

void explain_short(struct account *account)
{
    print_who(account);
    print_when_or_what(account);
    print_why(account);
}
