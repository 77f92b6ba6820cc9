/* expect: both sides of an 应得: what it wants, what came, and whether they are the same. Of a
 * decision the whole is told, so that an author who expected a unit also sees the duty that led
 * elsewhere. */
#include "dsl/oracle/expect.h"

enum { SIDE_MAX = 4096 };

struct view expect_keep(struct run *run, struct buf *buf)
{
    struct view text = buf_keep(buf, run->arena);
    buf_free(buf);
    return text;
}

static void tell_day_time(civil_day day, int minute, struct buf *out)
{
    struct civil date = civil_from_day(day);
    buf_print(out, "到期 %04d-%02d-%02d %02d:%02d", date.year, date.month, date.day, minute / 60,
              minute % 60);
}

static void tell_code(const char *keyword, struct view name, struct buf *out)
{
    buf_print(out, "%s %.*s", keyword, VIEW_FMT(name));
}

static const char *answer_word(int answer)
{
    return answer == 1 ? "可享" : answer == 0 ? "不可享" : "待定";
}

static struct duration effective_within(const struct run *run)
{
    const struct decision *decision = &run->trace->decision;
    if (decision->within.measure == MEASURE_NONE && decision->clock != NONE)
        return run->model->clocks.at[decision->clock].handle;
    return decision->within;
}

/* ---- what an expectation wants ---- */

static void tell_wanted_ask(const struct model *model, const struct expectation *e, struct buf *out)
{
    struct decision asked = {.ask = e->ask, .variable = e->ask_variable};
    buf_text(out, "追问 ");
    oracle_tell_ask(model, &asked, DIAG_ZH, out);
}

static void tell_wanted(const struct model *model, const struct expectation *e, struct buf *out)
{
    switch (e->kind) {
    case EXPECT_CATEGORY:
        tell_code("类别", model->categories.at[e->value].name, out);
        break;
    case EXPECT_DUTY:
        buf_print(out, "事项 \"%.*s\" %.*s", VIEW_FMT(model->duties.at[e->value].code),
                  VIEW_FMT(model->duties.at[e->value].display.zh));
        break;
    case EXPECT_UNIT:
        tell_code("单位", model->units.at[e->value].name, out);
        break;
    case EXPECT_ASSIST:
        buf_text(out, "协办 ");
        oracle_tell_target(model, e->target, out);
        break;
    case EXPECT_URGENT:
        buf_text(out, "急");
        break;
    case EXPECT_WITHIN:
        buf_text(out, "期限 ");
        oracle_tell_duration(e->within, DIAG_ZH, out);
        break;
    case EXPECT_DUE:
        tell_day_time(e->due_day, e->due_minute, out);
        break;
    case EXPECT_KIND:
        buf_text(out, "类型 ");
        oracle_tell_value(model, (struct variable){VAR_KIND, NONE}, e->value, out);
        break;
    case EXPECT_OTHERWISE:
        buf_text(out, "否则");
        break;
    case EXPECT_ASK:
        tell_wanted_ask(model, e, out);
        break;
    case EXPECT_ALSO:
        buf_print(out, "另有 事项 \"%.*s\" %.*s", VIEW_FMT(model->duties.at[e->value].code),
                  VIEW_FMT(model->duties.at[e->value].display.zh));
        break;
    case EXPECT_CUE:
        tell_code(e->negated ? "听语 非" : "听语", model->cues.at[e->value].name, out);
        break;
    case EXPECT_POLICY:
        buf_print(out, "政策 %.*s %s", VIEW_FMT(model->policies.at[e->value].name),
                  answer_word(e->answer));
        break;
    }
}

/* ---- what came instead ---- */

static bool due_came(struct run *run, const struct expectation *e, struct buf *got)
{
    const struct decision *decision = &run->trace->decision;
    int64_t at;
    int missing = 0;
    if (run->now.minute == NONE) {
        buf_text(got, "没有“设 现在”，算不出到期");
        return false;
    }
    if (!oracle_due(run->model, decision->target.unit, run->arena, effective_within(run),
                    decision->urgent, civil_seconds(run->now, CHINA_OFFSET_MINUTES), &at, &missing,
                    NULL)) {
        buf_print(got, "%d 年的日历还没有", missing);
        return false;
    }
    struct civil_time due = civil_local(at, CHINA_OFFSET_MINUTES);
    tell_day_time(due.day, due.minute, got);
    return due.day * (int64_t)MINUTES_A_DAY + due.minute ==
           e->due_day * (int64_t)MINUTES_A_DAY + e->due_minute;
}

static bool policy_came(struct run *run, const struct expectation *e, struct buf *got)
{
    struct oracle_answer answer;
    bool clock = run->now.minute != NONE;
    oracle_policy(run->model, run->arena, e->value, run->enterprise.at, run->enterprise.n,
                  clock ? run->now.day : 0, &answer);
    int came = answer.truth == YES ? 1 : answer.truth == NO ? 0 : 2;
    bool outside = clock && !answer.in_window;
    if (outside)
        came = 0;
    const struct oracle_watch *watch = run->watch;
    if (watch && watch->held)
        watch->held(watch->self, e->value, run->enterprise.at, run->enterprise.n, came);
    buf_print(got, "政策 %.*s %s%s", VIEW_FMT(run->model->policies.at[e->value].name),
              answer_word(came), outside ? "（不在受理期）" : "");
    for (size_t i = 0; i < answer.gaps.n; i++) {
        buf_text(got, i == 0 ? "：" : "、");
        oracle_tell_variable(run->model, answer.gaps.at[i].variable, got);
        buf_text(got, answer.gaps.at[i].open ? " 未知" : " 不满足");
    }
    return came == e->answer;
}

static bool assist_came(const struct run *run, const struct expectation *e, struct buf *got)
{
    const struct decision *decision = &run->trace->decision;
    bool came = false;
    buf_text(got, "协办 ");
    for (int i = 0; i < decision->assist_count; i++) {
        const struct target *assist = &decision->assists[i];
        came = came || (e->target.unit != NONE ? assist->unit == e->target.unit
                                               : assist->role == e->target.role);
        buf_text(got, i ? "、" : "");
        oracle_tell_target(run->model, *assist, got);
    }
    return came;
}

static bool ask_came(const struct run *run, const struct expectation *e)
{
    const struct decision *decision = &run->trace->decision;
    bool place =
        e->ask == ASK_PLACE || (e->ask == ASK_VARIABLE && e->ask_variable.kind == VAR_AREA);
    if (place)
        return decision->ask == ASK_PLACE;
    if (decision->ask != e->ask)
        return false;
    return e->ask != ASK_VARIABLE || (decision->variable.kind == e->ask_variable.kind &&
                                      decision->variable.index == e->ask_variable.index);
}

static bool decision_came(const struct run *run, const struct expectation *e, struct buf *got)
{
    const struct decision *decision = &run->trace->decision;
    oracle_tell_decision(run->model, decision, DIAG_ZH, got);
    switch (e->kind) {
    case EXPECT_CATEGORY:
        return decision->category == e->value;
    case EXPECT_DUTY:
        return decision->status == DECIDE_DUTY && decision->duty == e->value;
    case EXPECT_UNIT:
        return decision->target.unit == e->value;
    case EXPECT_URGENT:
        return decision->urgent;
    case EXPECT_OTHERWISE:
        return decision->status == DECIDE_OTHERWISE;
    case EXPECT_ASK:
        return ask_came(run, e);
    default:
        return false;
    }
}

/* Among the matters that the citizen listed, besides the first. */
static bool also_came(const struct run *run, const struct expectation *e, struct buf *got)
{
    bool came = false;
    if (run->listed_count < 2)
        buf_text(got, "只有一件事");
    for (int i = 1; i < run->listed_count; i++) {
        const struct one_listed *one = &run->listed[i];
        came = came || one->duty == e->value;
        buf_text(got, i == 1 ? "另有 " : "、");
        if (one->duty == NONE)
            buf_print(got, "类别 %.*s", VIEW_FMT(run->model->categories.at[one->category].name));
        else
            buf_print(got, "事项 \"%.*s\" %.*s", VIEW_FMT(run->model->duties.at[one->duty].code),
                      VIEW_FMT(run->model->duties.at[one->duty].display.zh));
    }
    return came;
}

/* Everything that is heard is told. */
static bool cue_came(const struct run *run, const struct expectation *e, struct buf *got)
{
    bool any = false;
    for (size_t i = 0; i < run->model->cues.n; i++) {
        const struct word_list *cue = &run->model->cues.at[i];
        if (!oracle_heard_as(run->lexicon, cue, run->said))
            continue;
        buf_print(got, "%s%.*s", any ? "、" : "听语 ", VIEW_FMT(cue->name));
        any = true;
    }
    if (!any)
        buf_text(got, "没有听出什么");
    return oracle_heard_as(run->lexicon, &run->model->cues.at[e->value], run->said) != e->negated;
}

static bool came(struct run *run, const struct expectation *e, struct buf *got)
{
    struct duration within = effective_within(run);
    switch (e->kind) {
    case EXPECT_DUE:
        return due_came(run, e, got);
    case EXPECT_POLICY:
        return policy_came(run, e, got);
    case EXPECT_ASSIST:
        return assist_came(run, e, got);
    case EXPECT_ALSO:
        return also_came(run, e, got);
    case EXPECT_CUE:
        return cue_came(run, e, got);
    case EXPECT_WITHIN:
        buf_text(got, "期限 ");
        oracle_tell_duration(within, DIAG_ZH, got);
        return within.count == e->within.count && within.measure == e->within.measure;
    case EXPECT_KIND:
        buf_text(got, "类型 ");
        oracle_tell_value(run->model, (struct variable){VAR_KIND, NONE}, run->matter.kind, got);
        return run->matter.kind == e->value;
    default:
        return decision_came(run, e, got);
    }
}

bool expect_holds(struct run *run, const struct expectation *expectation, struct view *wanted,
                  struct view *got)
{
    struct buf want, come;
    buf_init(&want, SIDE_MAX);
    buf_init(&come, SIDE_MAX);
    tell_wanted(run->model, expectation, &want);
    bool holds = came(run, expectation, &come);
    *wanted = expect_keep(run, &want);
    *got = expect_keep(run, &come);
    return holds;
}
