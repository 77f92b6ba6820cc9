/* explain_text: an account as a page for an author: the citizen's sentence, then the words with
 * their places, the facts with their sources, the scores, every duty with its truth, the desk, the
 * deadline day by day, the next question, the version. Sections that are empty are left out. */
#include "dsl/base/utf8.h"
#include "dsl/check/closed.h"
#include "dsl/tools/account.h"
#include "dsl/tools/rows.h"

static const char *say(const struct account *account, const char *zh, const char *en)
{
    return options_say(account->options, zh, en);
}

static void heading(struct account *account, const char *zh, const char *en)
{
    buf_print(&account->out, "\n%s\n", say(account, zh, en));
}

/* ---- words ---- */

static void print_place(struct account *account, size_t from, size_t to)
{
    size_t first, last;
    struct view part = account_place(account, from, to, &first, &last);
    if (first == last)
        buf_print(&account->out, say(account, "  第 %zu 字  ", "  character %zu  "), first);
    else
        buf_print(&account->out, say(account, "  第 %zu-%zu 字  ", "  characters %zu-%zu  "), first,
                  last);
    buf_print(&account->out, "%.*s  ", VIEW_FMT(part));
}

static void print_word(struct account *account, const struct oracle_evidence *evidence)
{
    struct buf *out = &account->out;
    int worth = evidence->use == ORACLE_VALUE ? evidence->word->weight / 2 : evidence->word->weight;
    print_place(account, evidence->from, evidence->to);
    account_tell_use(account, evidence, out);
    if (evidence->category != NONE)
        buf_print(out, "  (%.*s +%d)",
                  VIEW_FMT(account->model->categories.at[evidence->category].name), worth);
    if (!oracle_was_used(account->trace, evidence))
        buf_text(out, say(account, "  没用上", "  not used"));
    buf_byte(out, '\n');
}

static void print_when(struct account *account, const struct when *when)
{
    struct buf *out = &account->out;
    print_place(account, when->from, when->to);
    switch (when->kind) {
    case WHEN_MINUTE:
        buf_print(out, "%s %02d:%02d..%02d:%02d", say(account, "时刻", "time"),
                  when->range.from / 60, when->range.from % 60, when->range.to / 60,
                  when->range.to % 60);
        break;
    case WHEN_DAY:
        if (when->has_offset)
            buf_print(out, say(account, "日子：今天 %+d 天", "day: today %+d"), when->day_offset);
        else
            buf_print(out, say(account, "日子：%d 月 %d 日", "day: month %d, day %d"), when->month,
                      when->day_of_month);
        break;
    case WHEN_WEEKDAYS:
        buf_text(out, say(account, "星期", "weekday"));
        for (int day = 0; day < 7; day++)
            if (when->weekdays >> day & 1)
                buf_print(out, " %s", terms_weekday.at[day].zh);
        break;
    }
    buf_byte(out, '\n');
}

static void print_words(struct account *account)
{
    if (!account->reading->evidence.n && !account->reading->time_count)
        return;
    heading(account, "词", "Words");
    for (size_t i = 0; i < account->reading->evidence.n; i++)
        print_word(account, &account->reading->evidence.at[i]);
    for (size_t i = 0; i < account->reading->time_count; i++)
        print_when(account, &account->reading->times[i]);
}

/* ---- facts ---- */

static void print_from_words(struct account *account, enum oracle_use use, int index, int value)
{
    struct buf *out = &account->out;
    buf_text(out, say(account, "  来自 ", "  from "));
    if (!account_words_for(account, use, index, value, out))
        buf_text(out, say(account, "原文", "the text"));
    buf_byte(out, '\n');
}

static void print_fact(struct account *account, const struct known *known)
{
    const struct fact *fact = &account->model->facts.at[known->fact];
    buf_print(&account->out, "  %.*s = %.*s", VIEW_FMT(fact->name),
              VIEW_FMT(fact->values.at[known->value].name));
    print_from_words(account, ORACLE_VALUE, known->fact, known->value);
}

/* The words of periods, and the clock times, that the time of day comes from. */
static void print_time_words(struct account *account)
{
    size_t first, last;
    const char *between = say(account, "  来自 ", "  from ");
    for (size_t i = 0; i < account->reading->evidence.n; i++) {
        const struct oracle_evidence *one = &account->reading->evidence.at[i];
        if (one->use != ORACLE_PERIOD)
            continue;
        buf_print(&account->out, "%s“%.*s”", between,
                  VIEW_FMT(account_place(account, one->from, one->to, &first, &last)));
        between = "、";
    }
    for (size_t i = 0; i < account->reading->time_count; i++) {
        const struct when *when = &account->reading->times[i];
        if (when->kind != WHEN_MINUTE)
            continue;
        buf_print(&account->out, "%s“%.*s”", between,
                  VIEW_FMT(account_place(account, when->from, when->to, &first, &last)));
        between = "、";
    }
}

static void print_time(struct account *account)
{
    const struct known_time *time = &account->matter.time;
    struct buf *out = &account->out;
    if (!time->known)
        return;
    buf_print(out, "  %s", say(account, "时刻", "time"));
    for (int i = 0; i < time->ranges; i++)
        buf_print(out, "%s%02d:%02d..%02d:%02d", i ? "、" : " ", time->range[i].from / 60,
                  time->range[i].from % 60, time->range[i].to / 60, time->range[i].to % 60);
    if (time->source == FROM_MESSAGE)
        buf_text(out, say(account, "  来自 收到的时刻", "  from the message's time"));
    else
        print_time_words(account);
    buf_byte(out, '\n');
}

static void print_day(struct account *account)
{
    const struct matter *matter = &account->matter;
    struct buf *out = &account->out;
    if (matter->has_day) {
        struct civil date = civil_from_day(matter->day);
        int dayclass = oracle_dayclass(account->model, matter->day);
        buf_print(out, "  %s %04d-%02d-%02d %s %s\n", say(account, "日子", "day"), date.year,
                  date.month, date.day, terms_weekday.at[civil_weekday(matter->day)].zh,
                  dayclass == NONE ? say(account, "（日历还没有）", "(no calendar yet)")
                                   : terms_dayclass.at[dayclass].zh);
    }
    for (int day = 0; day < 7; day++)
        if (matter->weekdays >> day & 1)
            buf_print(out, "  %s %s\n", say(account, "星期", "weekday"), terms_weekday.at[day].zh);
}

static void print_facts(struct account *account)
{
    const struct matter *matter = &account->matter;
    heading(account, "所知", "What is known");
    for (int i = 0; i < matter->fact_count; i++)
        print_fact(account, &matter->facts[i]);
    print_time(account);
    print_day(account);
    for (int i = 0; i < matter->place_count; i++) {
        buf_print(&account->out, "  %s %.*s", say(account, "区域", "area"),
                  VIEW_FMT(account->model->areas.at[matter->places[i]].name));
        print_from_words(account, ORACLE_AREA, matter->places[i], NONE);
    }
    buf_print(&account->out, "  %s %s\n", say(account, "类型", "kind"),
              account->options->language == DIAG_ZH ? terms_kind.at[matter->kind].zh
                                                    : terms_kind.at[matter->kind].en);
    if (matter->emergency)
        buf_print(&account->out, "  %s\n",
                  say(account, "有危及生命的词", "words of danger to life"));
}

/* ---- duties and desk ---- */

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
    for (int i = 0; i < decision->assist_count; i++) {
        buf_print(out, "  %s ", say(account, "协办", "assist"));
        oracle_tell_target(account->model, decision->assists[i], out);
    }
    buf_text(out, decision->urgent ? say(account, "  急", "  urgent") : "");
    buf_byte(out, '\n');
}

static void print_days(struct account *account)
{
    int counted = 0;
    for (size_t i = 0; i < account->days.n; i++) {
        const struct oracle_day *day = &account->days.at[i];
        struct civil date = civil_from_day(day->day);
        counted += day->counted;
        buf_print(&account->out, "  %04d-%02d-%02d %s %s", date.year, date.month, date.day,
                  terms_weekday.at[civil_weekday(day->day)].zh,
                  terms_dayclass.at[day->dayclass].zh);
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
    account_tell_time(account->options->at, &account->out);
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
    account_tell_time(account->due, &account->out);
    buf_byte(&account->out, '\n');
}

static void print_question(struct account *account)
{
    const struct decision *decision = &account->trace->decision;
    if (decision->ask == ASK_NONE)
        return;
    heading(account, "下一问", "Next question");
    buf_text(&account->out, "  ");
    account_tell_question(account, &account->out);
    for (int i = 0; i < decision->choice_count; i++) {
        buf_text(&account->out, i ? "、" : say(account, "  可选：", "  choices: "));
        account_tell_choice(account, decision->choices[i], &account->out);
    }
    buf_byte(&account->out, '\n');
}

void explain_text(struct account *account)
{
    account_tell_citizen(account, &account->out);
    buf_byte(&account->out, '\n');
    print_words(account);
    print_facts(account);
    print_categories(account);
    if (account->trace->rows.n) {
        heading(account, "事项", "Duties");
        rows_print(account->model, account->trace, ROWS_ALL, account->options->language,
                   &account->out);
    }
    print_desk(account);
    print_due(account);
    print_question(account);
    buf_print(&account->out, "\n%s %.*s\n", say(account, "规则版本", "rules version"),
              VIEW_FMT(account->version));
}
