/* explain_ranking: the desks that the learned ranking puts first for the first text, and what each
 * factor contributes to that: by how much it puts the desk before the one behind it. */
#include "dsl/engine/learned.h"
#include "dsl/base/json.h"
#include "dsl/tools/account.h"

enum { SHOWN = 3 };

static const struct {
    const char *code;
    enum learned_factor told; /* with that one */
    const char *zh, *en;
} factors[LEARNED_FACTOR_COUNT] = {
#define FACTOR(name, told, zh, en) {#name, LEARNED_FACTOR_##told, zh, en},
#include "dsl/engine/learned_table.h"
#undef FACTOR
};

static double lead(const struct account *account, int at, enum learned_factor factor)
{
    const struct learned_choice *choice = &account->ranking->choices[at];
    return learned_counts(account->learned, factor) *
           ((double)choice->factors[factor] - (double)choice[1].factors[factor]);
}

/* What a factor, and those told with it, count for the choice above what they count for the one
 * behind it. */
static double told_lead(const struct account *account, int at, enum learned_factor factor)
{
    double by = 0;
    for (int i = 0; i < LEARNED_FACTOR_COUNT; i++)
        if (factors[i].told == factor)
            by += lead(account, at, (enum learned_factor)i);
    return by;
}

static void print_lead(struct account *account, int at)
{
    struct buf *out = &account->out;
    buf_text(out, options_say(account->options, "  比下一个：", "  before the next by:"));
    for (int i = 0; i < LEARNED_FACTOR_COUNT; i++) {
        double by = told_lead(account, at, (enum learned_factor)i);
        if (by > 0.05 || by < -0.05)
            buf_print(out, "  %s %+.1f",
                      options_say(account->options, factors[i].zh, factors[i].en), by);
    }
}

static void print_choice(struct account *account, int at)
{
    const struct learned_choice *choice = &account->ranking->choices[at];
    struct buf *out = &account->out;
    buf_print(out, "  %d  %.*s  %.1f%%", at + 1,
              VIEW_FMT(learned_desk_code(account->learned, choice->desk)), choice->share * 100);
    if (choice->duty != NONE)
        buf_print(out, "  \"%.*s\"", VIEW_FMT(learned_duty_code(account->learned, choice->duty)));
    if (at + 1 < account->ranking->count)
        print_lead(account, at);
    buf_byte(out, '\n');
}

void explain_ranking(struct account *account)
{
    if (!account->ranking)
        return;
    buf_print(&account->out, "\n%s\n",
              options_say(account->options, "学来的排序（词说定了的，以词为准）",
                          "The learned ranking (words decide what they decide)"));
    for (int i = 0; i < account->ranking->count && i < SHOWN; i++)
        print_choice(account, i);
    double sure = learned_sure(account->learned);
    buf_print(&account->out, options_say(account->options, "  把握 %.1f%%", "  confidence %.1f%%"),
              account->ranking->confidence * 100);
    if (sure <= 1)
        buf_print(&account->out,
                  options_say(account->options, "，%.1f%% 以上才直接采用\n",
                              ", taken at once from %.1f%% on\n"),
                  sure * 100);
    else
        buf_text(&account->out,
                 options_say(account->options, "，从不直接采用\n", ", never taken at once\n"));
}

static void put_share(struct buf *out, const char *name, double share)
{
    print_json_name(out, name);
    buf_print(out, "%.6f", share);
}

static void put_choice(struct account *account, int at)
{
    const struct learned_choice *choice = &account->ranking->choices[at];
    struct buf *out = &account->out;
    print_json_next(out);
    buf_byte(out, '{');
    print_json_field(out, "desk", learned_desk_code(account->learned, choice->desk));
    if (choice->duty != NONE)
        print_json_field(out, "duty", learned_duty_code(account->learned, choice->duty));
    put_share(out, "share", choice->share);
    for (int i = 0; i < LEARNED_FACTOR_COUNT; i++)
        put_share(out, factors[i].code,
                  learned_counts(account->learned, (enum learned_factor)i) *
                      (double)choice->factors[i]);
    buf_byte(out, '}');
}

void explain_ranking_json(struct account *account)
{
    struct buf *out = &account->out;
    if (!account->ranking)
        return;
    print_json_name(out, "learned");
    buf_byte(out, '{');
    put_share(out, "confidence", account->ranking->confidence);
    put_share(out, "sure", learned_sure(account->learned));
    print_json_name(out, "choices");
    buf_byte(out, '[');
    for (int i = 0; i < account->ranking->count && i < SHOWN; i++)
        put_choice(account, i);
    buf_text(out, "]}");
}
