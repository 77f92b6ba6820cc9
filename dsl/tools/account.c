/* account: gathers what explain says, from the reference interpreter: an explanation has to come
 * from the rules as written. The text is read as a first message that arrives at --at; nothing but
 * the text is known.
 *
 * The sentence for the citizen stands first because it is what a citizen may ask for by law; it
 * names the matter, who is responsible and until when, or what is still to be asked. */
#include "dsl/tools/account.h"

#include "dsl/base/utf8.h"

enum { ACCOUNT_MAX = 1 << 22 };

static const char *say(const struct account *account, const char *zh, const char *en)
{
    return options_say(account->options, zh, en);
}

/* ---- making ---- */

static void make_due(struct account *account, struct arena *arena)
{
    const struct decision *decision = &account->trace->decision;
    int64_t at;
    account->within = decision->within;
    if (account->within.measure == MEASURE_NONE && decision->clock != NONE)
        account->within = account->model->clocks.at[decision->clock].handle;
    if (account->within.measure == MEASURE_NONE)
        return;
    account->has_due = oracle_due(account->model, arena, account->within, decision->urgent,
                                  civil_seconds(account->options->at, CHINA_OFFSET_MINUTES), &at,
                                  &account->missing_year, &account->days);
    if (account->has_due)
        account->due = civil_local(at, CHINA_OFFSET_MINUTES);
}

struct account *account_make(struct loaded *loaded, const struct tool_options *options,
                             struct view text)
{
    struct account *account = ARENA_NEW(&loaded->arena, struct account);
    struct oracle_words *lexicon = oracle_words_of(loaded->model, &loaded->arena);
    account->options = options;
    account->model = loaded->model;
    account->version = rules_version(&loaded->rules);
    account->text = text;
    account->matter = matter_empty();
    account->reading = oracle_reveal(lexicon, &loaded->arena, &account->matter, text, options->at);
    account->trace = oracle_explain(loaded->model, &loaded->arena, &account->matter);
    make_due(account, &loaded->arena);
    buf_init(&account->out, ACCOUNT_MAX);
    return account;
}

/* ---- words ---- */

struct view account_shown(const struct account *account, struct display display)
{
    return account->options->language == DIAG_EN && display.en.n ? display.en : display.zh;
}

struct view account_place(const struct account *account, size_t from, size_t to, size_t *first,
                          size_t *last)
{
    struct view part = fold_original(&account->reading->text, from, to);
    struct view before = {account->reading->text.original.p,
                          (size_t)(part.p - account->reading->text.original.p)};
    *first = utf8_length(before) + 1;
    *last = *first + utf8_length(part) - 1;
    return part;
}

bool account_words_for(const struct account *account, enum oracle_use use, int index, int value,
                       struct buf *out)
{
    bool any = false;
    size_t first, last;
    for (size_t i = 0; i < account->reading->evidence.n; i++) {
        const struct oracle_evidence *one = &account->reading->evidence.at[i];
        if (one->use != use || one->index != index || one->value != value)
            continue;
        struct view part = account_place(account, one->from, one->to, &first, &last);
        buf_print(out, "%s“%.*s”", any ? "、" : "", VIEW_FMT(part));
        any = true;
    }
    return any;
}

static void tell_ranges(const struct period *period, struct buf *out)
{
    for (size_t i = 0; i < period->ranges.n; i++) {
        struct minute_range range = period->ranges.at[i];
        buf_print(out, "%s%02d:%02d..%02d:%02d", i ? "、" : " ", range.from / 60, range.from % 60,
                  range.to / 60, range.to % 60);
    }
}

void account_tell_use(const struct account *account, const struct oracle_evidence *evidence,
                      struct buf *out)
{
    const struct model *model = account->model;
    int index = evidence->index;
    switch (evidence->use) {
    case ORACLE_CATEGORY:
        buf_print(out, "%s %.*s", say(account, "类别", "category"),
                  VIEW_FMT(model->categories.at[index].name));
        break;
    case ORACLE_DUTY:
        buf_print(out, "%s \"%.*s\" %.*s", say(account, "事项", "duty"),
                  VIEW_FMT(model->duties.at[index].code),
                  VIEW_FMT(account_shown(account, model->duties.at[index].display)));
        break;
    case ORACLE_VALUE:
        buf_print(out, "%s %.*s = %.*s", say(account, "要素", "fact"),
                  VIEW_FMT(model->facts.at[index].name),
                  VIEW_FMT(model->facts.at[index].values.at[evidence->value].name));
        break;
    case ORACLE_PERIOD:
        buf_print(out, "%s %.*s", say(account, "时段", "period"),
                  VIEW_FMT(model->periods.at[index].name));
        tell_ranges(&model->periods.at[index], out);
        break;
    case ORACLE_AREA:
        buf_print(out, "%s %.*s", say(account, "区域", "area"),
                  VIEW_FMT(model->areas.at[index].name));
        break;
    }
}

/* ---- questions ---- */

void account_tell_question(const struct account *account, struct buf *out)
{
    const struct decision *decision = &account->trace->decision;
    if (decision->ask == ASK_VARIABLE && decision->variable.kind == VAR_FACT) {
        const struct fact *fact = &account->model->facts.at[decision->variable.index];
        buf_view(out, account_shown(account, fact->question));
    } else {
        oracle_tell_ask(account->model, decision, account->options->language, out);
    }
}

void account_tell_choice(const struct account *account, int choice, struct buf *out)
{
    const struct decision *decision = &account->trace->decision;
    const struct model *model = account->model;
    switch (decision->ask) {
    case ASK_NONE:
        break;
    case ASK_PLACE:
        buf_view(out, model->areas.at[choice].name);
        break;
    case ASK_CATEGORY:
        buf_view(out, account_shown(account, model->categories.at[choice].display));
        break;
    case ASK_MATTER:
        buf_view(out, account_shown(account, model->duties.at[choice].display));
        break;
    case ASK_VARIABLE:
        oracle_tell_value(model, decision->variable, choice, out);
        break;
    }
}

/* ---- the sentence ---- */

void account_tell_time(struct civil_time time, struct buf *out)
{
    struct civil date = civil_from_day(time.day);
    buf_print(out, "%04d-%02d-%02d %02d:%02d", date.year, date.month, date.day, time.minute / 60,
              time.minute % 60);
}

static void tell_unit(const struct account *account, struct target target, struct buf *out)
{
    if (target.unit != NONE)
        buf_view(out, account_shown(account, account->model->units.at[target.unit].display));
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
    account_tell_time(account->due, out);
    buf_text(out, say(account, " 答复", ""));
}

static void tell_still_asked(const struct account *account, struct buf *out)
{
    if (account->trace->decision.ask == ASK_NONE)
        return;
    buf_text(out, say(account, "还要知道：", " Still to be known: "));
    account_tell_question(account, out);
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
        tell_unit(account, decision->target, out);
        buf_text(out, say(account, " 接手。", "."));
        break;
    case DECIDE_DUTY:
        buf_print(
            out, say(account, "这件事属于“%.*s”，由 ", "This is \"%.*s\", taken by "),
            VIEW_FMT(account_shown(account, account->model->duties.at[decision->duty].display)));
        tell_unit(account, decision->target, out);
        buf_text(out, say(account, " 负责", ""));
        tell_until(account, out);
        buf_text(out, say(account, "。", "."));
        break;
    }
    tell_still_asked(account, out);
}
