/* explain_text: an account as a page for an author: the citizen's sentence, then each text with its
 * words marked under it, what is known and from where, the scores, every duty with its truth, the
 * unit and the area that made it so, the deadline day by day, the next question, and the nearest
 * cases that come out otherwise. Sections that are empty are left out. */
#include "dsl/check/closed.h"
#include "dsl/tools/account.h"
#include "dsl/tools/rows.h"

enum { WHAT_IFS_SHOWN = 3 };

static const char *say(const struct account *account, const char *zh, const char *en)
{
    return options_say(account->options, zh, en);
}

static void heading(struct account *account, const char *zh, const char *en)
{
    buf_print(&account->out, "\n%s\n", say(account, zh, en));
}

/* ---- the talk ---- */

static const char *heard_as(const struct account *account, enum oracle_heard heard)
{
    switch (heard) {
    case HEARD_ANSWER:
        return say(account, "当作回答", "heard as the answer");
    case HEARD_CORRECTION:
        return say(account, "当作更正", "heard as a correction");
    case HEARD_MORE:
        break;
    }
    return say(account, "当作补充", "heard as more about it");
}

static void print_turn(struct account *account, size_t i)
{
    const struct account_turn *turn = &account->turns.at[i];
    struct buf *out = &account->out;
    if (i > 0) {
        buf_text(out, turn->asked.ask == ASK_NONE
                          ? say(account, "  没有要问的了", "  nothing to ask")
                          : say(account, "  问 ", "  asked "));
        if (turn->asked.ask != ASK_NONE)
            account_tell_question(account, &turn->asked, out);
        buf_print(out, say(account, "；下面这句%s\n", "; what follows is %s\n"),
                  heard_as(account, turn->heard));
    }
    shown_text(&account->shown, i, out);
}

static void print_talk(struct account *account)
{
    bool any = account->turns.n > 1;
    for (size_t i = 0; i < account->read.n; i++)
        any = any || account->read.at[i]->evidence.n || account->read.at[i]->passed.n ||
              account->read.at[i]->time_count;
    if (!any)
        return;
    heading(account, "词", "Words");
    for (size_t i = 0; i < account->turns.n; i++)
        print_turn(account, i);
}

/* What in the text is most like a cue's sentences. */
static void print_likeness(struct account *account, const struct word_list *cue, struct view text)
{
    struct view reasons[REASONS_SHOWN];
    account_tell_reasons(reasons,
                         oracle_like_reasons(account->lexicon, cue, text, reasons, REASONS_SHOWN),
                         &account->out);
}

/* What the last text is heard as: the talk goes by it, the decision does not. */
static void print_heard(struct account *account)
{
    struct buf *out = &account->out;
    bool any = false;
    for (size_t i = 0; account->read.n && i < account->model->cues.n; i++) {
        const struct word_list *cue = &account->model->cues.at[i];
        struct view text = account->read.at[account->read.n - 1]->text.text;
        if (!oracle_heard_as(account->lexicon, cue, text))
            continue;
        if (!any)
            heading(account, "听语", "Cues");
        buf_print(out, "%s%.*s", any ? "、" : "  ", VIEW_FMT(cue->name));
        print_likeness(account, cue, text);
        any = true;
    }
    buf_text(out, any ? "\n" : "");
}

/* ---- several matters ---- */

/* What the first text lists: offered to the citizen one by one. What follows on the page is about
 * the whole text. */
static void print_several(struct account *account)
{
    struct one_listed listed[MATTERS_MAX];
    int count = !account->read.n ? 0
                                 : oracle_several(account->lexicon, account->arena,
                                                  account->read.at[0], account->now, listed);
    if (!count)
        return;
    heading(account, "几件事（会问市民要不要分开办）",
            "Several matters (the citizen is asked whether to file them one by one)");
    for (int i = 0; i < count; i++) {
        const struct one_listed *one = &listed[i];
        if (one->duty == NONE)
            buf_print(&account->out, "  %d %s %.*s", i + 1, say(account, "类别", "category"),
                      VIEW_FMT(account->model->categories.at[one->category].name));
        else
            buf_print(&account->out, "  %d %s \"%.*s\" %.*s", i + 1, say(account, "事项", "duty"),
                      VIEW_FMT(account->model->duties.at[one->duty].code),
                      VIEW_FMT(shown_display(&account->shown,
                                             account->model->duties.at[one->duty].display)));
        buf_print(&account->out, "  “%.*s”\n", VIEW_FMT(one->text));
    }
}

/* ---- nothing recognised ---- */

static void tell_near(const struct account *account, const struct near_word *near, struct buf *out)
{
    const struct model *model = account->model;
    if (near->duty != NONE)
        buf_print(out, "%s \"%.*s\" %.*s", say(account, "事项", "duty"),
                  VIEW_FMT(model->duties.at[near->duty].code),
                  VIEW_FMT(shown_display(&account->shown, model->duties.at[near->duty].display)));
    else if (near->fact != NONE)
        buf_print(out, "%s %.*s = %.*s", say(account, "要素", "fact"),
                  VIEW_FMT(model->facts.at[near->fact].name),
                  VIEW_FMT(model->facts.at[near->fact].values.at[near->value].name));
    else
        buf_print(out, "%s %.*s", say(account, "类别", "category"),
                  VIEW_FMT(model->categories.at[near->category].name));
}

static void print_near(struct account *account)
{
    if (!account->near_count)
        return;
    heading(account, "没有认出来；最接近的词", "Nothing was recognised; the nearest words");
    for (int i = 0; i < account->near_count; i++) {
        const struct near_word *near = &account->near[i];
        buf_print(&account->out, "  “%.*s”  ", VIEW_FMT(near->word->first));
        tell_near(account, near, &account->out);
        buf_print(&account->out, say(account, "  都有“%.*s”\n", "  both have \"%.*s\"\n"),
                  VIEW_FMT(near->shared));
    }
    buf_text(&account->out,
             say(account, "  如果这句话该认出来，把它里面的词补进类别的“识别”。\n",
                 "  If it should be, add a word of it to what its category recognises.\n"));
}

static void print_offered(struct account *account)
{
    if (!account->offered_count)
        return;
    heading(account, "会请市民从这几件里选", "The citizen would choose from these");
    for (size_t i = 0; i < account->offered_count; i++) {
        const struct duty *duty = &account->model->duties.at[account->offered[i].duty];
        buf_print(&account->out, "  \"%.*s\" %.*s\n", VIEW_FMT(duty->code),
                  VIEW_FMT(shown_display(&account->shown, duty->display)));
    }
}

/* ---- categories, desk ---- */

static void print_categories(struct account *account)
{
    const struct matter *matter = &account->matter;
    if (!matter->category_count)
        return;
    heading(account, "类别", "Categories");
    for (int i = 0; i < matter->category_count; i++)
        buf_print(&account->out, "  %.*s  %d%s\n",
                  VIEW_FMT(account->model->categories.at[matter->categories[i].index].name),
                  matter->categories[i].score,
                  matter->categories[i].strong
                      ? ""
                      : say(account, "（只有要素的词）", " (words of facts only)"));
}

/* From the place up to the area by which the unit is responsible. */
static void print_way_up(struct account *account)
{
    const struct model *model = account->model;
    int area = account->matter.place_count == 1 ? account->matter.places[0] : NONE;
    struct buf *out = &account->out;
    if (account->trace->served_area == NONE || area == NONE)
        return;
    buf_print(out, "  %.*s", VIEW_FMT(model->areas.at[area].name));
    while (area != account->trace->served_area) {
        area = model->areas.at[area].parent;
        buf_print(out, say(account, " ⊂ %.*s", " in %.*s"), VIEW_FMT(model->areas.at[area].name));
    }
    buf_text(out, say(account, "，是 ", ", served by "));
    oracle_tell_target(model, account->trace->decision.target, out);
    buf_print(out, say(account, " 的辖区，角色 %.*s\n", " as %.*s\n"),
              VIEW_FMT(model->roles.at[account->trace->decision.target.role].name));
}

static void print_desk(struct account *account)
{
    const struct decision *decision = &account->trace->decision;
    struct buf *out = &account->out;
    if (decision->status != DECIDE_DUTY && decision->status != DECIDE_OTHERWISE)
        return;
    heading(account, "单位", "Unit");
    buf_text(out, "  ");
    oracle_tell_target(account->model, decision->target, out);
    if (account->trace->served_area != NONE)
        buf_print(out, say(account, "（辖区 %.*s）", " (serves %.*s)"),
                  VIEW_FMT(account->model->areas.at[account->trace->served_area].name));
    else if (decision->target.unit == NONE && decision->target.role != NONE)
        buf_text(out, say(account, "（角色，要看地点）", " (a role: it depends on the place)"));
    for (int i = 0; i < decision->assist_count; i++) {
        buf_print(out, "  %s ", say(account, "协办", "assist"));
        oracle_tell_target(account->model, decision->assists[i], out);
    }
    buf_text(out, decision->urgent ? say(account, "  急", "  urgent") : "");
    buf_byte(out, '\n');
    print_way_up(account);
}

/* ---- deadline ---- */

static void print_days(struct account *account)
{
    int counted = 0;
    for (size_t i = 0; i < account->days.n; i++) {
        const struct oracle_day *day = &account->days.at[i];
        counted += day->counted;
        buf_text(&account->out, "  ");
        shown_tell_day(day->day, &account->out);
        buf_print(
            &account->out, " %s %s",
            say(account, terms_weekday.at[civil_weekday(day->day)].zh,
                terms_weekday.at[civil_weekday(day->day)].en),
            say(account, terms_dayclass.at[day->dayclass].zh, terms_dayclass.at[day->dayclass].en));
        if (day->counted)
            buf_print(&account->out, say(account, "  第 %d 天\n", "  day %d\n"), counted);
        else
            buf_text(&account->out, say(account, "  不算\n", "  not counted\n"));
    }
}

static void print_due(struct account *account)
{
    const struct decision *decision = &account->trace->decision;
    if (account->within.measure == MEASURE_NONE ||
        (decision->status != DECIDE_DUTY && decision->status != DECIDE_OTHERWISE))
        return;
    heading(account, "期限", "Deadline");
    buf_text(&account->out, "  ");
    oracle_tell_duration(account->within, account->options->language, &account->out);
    buf_text(&account->out, say(account, "，从 ", ", from "));
    shown_tell_moment(account->now, &account->out);
    buf_byte(&account->out, '\n');
    print_days(account);
    if (!account->has_due) {
        buf_print(&account->out,
                  say(account, "  %d 年的日历还没有公布，算不出到期\n",
                      "  the calendar of %d is not there yet\n"),
                  account->missing_year);
        return;
    }
    buf_print(&account->out, "  %s ", say(account, "到期", "due"));
    shown_tell_moment(account->due, &account->out);
    buf_byte(&account->out, '\n');
}

static void print_question(struct account *account)
{
    const struct decision *decision = &account->trace->decision;
    if (decision->ask == ASK_NONE)
        return;
    heading(account, "下一问", "Next question");
    buf_text(&account->out, "  ");
    account_tell_question(account, decision, &account->out);
    for (int i = 0; i < decision->choice_count; i++) {
        buf_text(&account->out, i ? "、" : say(account, "  可选：", "  choices: "));
        account_tell_choice(account, decision, decision->choices[i], &account->out);
    }
    buf_byte(&account->out, '\n');
    if (decision->ask_settles || decision->ask_leaves)
        buf_print(&account->out,
                  say(account, "  先问它：有 %d%% 的可能一答就定，平均还剩 %d%%\n",
                      "  it comes first: %d%% likely to settle it, %d%% left on average\n"),
                  (decision->ask_settles + 5) / 10, (decision->ask_leaves + 5) / 10);
}

void explain_text(struct account *account)
{
    bool all = account->options->value[OPTION_WHAT_IF] != NULL;
    account_tell_citizen(account, &account->out);
    buf_byte(&account->out, '\n');
    print_talk(account);
    print_heard(account);
    print_several(account);
    print_near(account);
    print_offered(account);
    heading(account, "所知", "What is known");
    shown_known(&account->shown, &account->out);
    explain_facts(account);
    explain_said(account);
    print_categories(account);
    if (account->trace->rows.n) {
        heading(account, "事项", "Duties");
        rows_print(account->model, account->trace, ROWS_ALL, account->options->language,
                   &account->out);
    }
    explain_ranking(account);
    print_desk(account);
    print_due(account);
    print_question(account);
    explain_what_ifs(account, all ? SIZE_MAX : WHAT_IFS_SHOWN);
    explain_reach(account);
    buf_print(&account->out, "\n%s %.*s\n", say(account, "规则版本", "rules version"),
              VIEW_FMT(account->version));
}
