/* tell: conditions, variables and decisions in the author's own notation, so that what an
 * explanation says can be found again in the rules. Keywords are Chinese, names as declared. */
#include "dsl/oracle/oracle.h"

#include "dsl/check/closed.h"

static void tell_term(const struct terms *terms, int value, struct buf *out)
{
    buf_text(out, terms->at[value].zh);
}

void oracle_tell_variable(const struct model *model, struct variable variable, struct buf *out)
{
    switch (variable.kind) {
    case VAR_FACT:
        buf_view(out, model->facts.at[variable.index].name);
        break;
    case VAR_MATTER:
        buf_text(out, "事由");
        break;
    case VAR_TIME:
        buf_text(out, "时刻");
        break;
    case VAR_WEEKDAY:
        buf_text(out, "星期");
        break;
    case VAR_DAYCLASS:
        buf_text(out, "日类");
        break;
    case VAR_AREA:
        buf_text(out, "区域");
        break;
    case VAR_KIND:
        buf_text(out, "类型");
        break;
    case VAR_CHANNEL:
        buf_text(out, "渠道");
        break;
    case VAR_TAG:
        buf_view(out, model->tags.at[variable.index].name);
        break;
    case VAR_NUMBER:
        buf_view(out, model->numbers.at[variable.index].name);
        break;
    case VAR_DATE:
        buf_view(out, model->dates.at[variable.index].name);
        break;
    }
}

void oracle_tell_value(const struct model *model, struct variable variable, int value,
                       struct buf *out)
{
    switch (variable.kind) {
    case VAR_FACT:
        buf_view(out, model->facts.at[variable.index].values.at[value].name);
        break;
    case VAR_MATTER:
        buf_view(out, model->duties.at[value].code);
        break;
    case VAR_WEEKDAY:
        tell_term(&terms_weekday, value, out);
        break;
    case VAR_DAYCLASS:
        tell_term(&terms_dayclass, value, out);
        break;
    case VAR_AREA:
        buf_view(out, model->areas.at[value].name);
        break;
    case VAR_KIND:
        tell_term(&terms_kind, value, out);
        break;
    case VAR_CHANNEL:
        buf_text(out, terms_channel.at[value].en);
        break;
    case VAR_TIME:
        buf_print(out, "%02d:%02d", value / 60, value % 60);
        break;
    case VAR_TAG:
        buf_view(out, model->tags.at[variable.index].values.at[value].name);
        break;
    case VAR_NUMBER:
    case VAR_DATE:
        buf_print(out, "%d", value);
        break;
    }
}

/* value * 1,000,000 without needless zeros. */
static void tell_fixed(int64_t value, struct buf *out)
{
    int64_t size = value < 0 ? -value : value;
    int64_t whole = size / 1000000, rest = size % 1000000;
    int digits = 6;
    buf_print(out, "%s%lld", value < 0 ? "-" : "", (long long)whole);
    while (rest && rest % 10 == 0) {
        rest /= 10;
        digits--;
    }
    if (rest)
        buf_print(out, ".%0*lld", digits, (long long)rest);
}

void oracle_tell_exact(const struct model *model, struct variable variable, int64_t value,
                       struct buf *out)
{
    if (variable.kind == VAR_DATE) {
        struct civil date = civil_from_day((civil_day)value);
        buf_print(out, "%04d-%02d-%02d", date.year, date.month, date.day);
        return;
    }
    const struct number *number = &model->numbers.at[variable.index];
    bool percent = number->over != NONE ? !number->measure.n : view_is(number->measure, "%");
    if (percent) {
        tell_fixed(value * 100, out);
        buf_byte(out, '%');
        return;
    }
    tell_fixed(number->unit > 1 ? value / number->unit : value, out);
    if (number->measure.n)
        buf_print(out, " %.*s", VIEW_FMT(number->measure));
}

static void tell_ranges(const struct expr *expr, struct buf *out)
{
    for (size_t i = 0; i < expr->ranges.n; i++) {
        const struct minute_range *range = &expr->ranges.at[i];
        buf_print(out, "%s%02d:%02d..%02d:%02d", i ? "、" : "", range->from / 60, range->from % 60,
                  range->to / 60, range->to % 60);
    }
}

static void tell_values(const struct model *model, const struct expr *expr, struct buf *out)
{
    for (size_t i = 0; i < expr->values.n; i++) {
        buf_text(out, i ? "、" : "");
        oracle_tell_value(model, expr->variable, expr->values.at[i], out);
    }
}

static void tell_kids(const struct model *model, const struct expr *expr, struct buf *out)
{
    for (size_t i = 0; i < expr->kids.n; i++) {
        const struct expr *kid = expr->kids.at[i];
        bool inside = kid->op == EXPR_AND || kid->op == EXPR_OR;
        buf_text(out, i == 0 ? "" : expr->op == EXPR_AND ? " 且 " : " 或 ");
        buf_text(out, inside ? "( " : "");
        oracle_tell_expr(model, kid, out);
        buf_text(out, inside ? " )" : "");
    }
}

/* "At least x and a millionth" was written "more than x", and is told so; likewise "at most". */
void oracle_tell_bound(const struct model *model, struct variable variable, bool is_least,
                       int64_t bound, struct buf *out)
{
    bool beyond = variable.kind == VAR_NUMBER && bound % 10 == 1;
    if (variable.kind == VAR_DATE)
        buf_text(out, is_least ? "不早于 " : "早于 ");
    else if (beyond)
        buf_text(out, is_least ? "> " : "<= ");
    else
        buf_text(out, is_least ? ">= " : "< ");
    oracle_tell_exact(model, variable, beyond ? bound - 1 : bound, out);
}

static void tell_comparison(const struct model *model, const struct expr *expr, bool negated,
                            struct buf *out)
{
    oracle_tell_variable(model, expr->variable, out);
    buf_byte(out, ' ');
    oracle_tell_bound(model, expr->variable, (expr->op == EXPR_LEAST) != negated, expr->bound, out);
}

static void tell_set(const struct model *model, const struct expr *expr, bool negated,
                     struct buf *out)
{
    bool in = expr->variable.kind == VAR_WEEKDAY;
    oracle_tell_variable(model, expr->variable, out);
    buf_text(out, negated ? " != " : in ? " 在 " : " = ");
    tell_values(model, expr, out);
}

static void tell_not(const struct model *model, const struct expr *kid, struct buf *out)
{
    if (kid->op == EXPR_LESS || kid->op == EXPR_LEAST) {
        tell_comparison(model, kid, true, out);
    } else if (kid->op == EXPR_SET) {
        tell_set(model, kid, true, out);
    } else {
        buf_text(out, kid->op == EXPR_TAG ? "非 " : "非 ( ");
        oracle_tell_expr(model, kid, out);
        buf_text(out, kid->op == EXPR_TAG ? "" : " )");
    }
}

void oracle_tell_expr(const struct model *model, const struct expr *expr, struct buf *out)
{
    switch (expr->op) {
    case EXPR_AND:
    case EXPR_OR:
        tell_kids(model, expr, out);
        break;
    case EXPR_NOT:
        tell_not(model, expr->kids.at[0], out);
        break;
    case EXPR_SET:
        tell_set(model, expr, false, out);
        break;
    case EXPR_TAG:
        oracle_tell_variable(model, expr->variable, out);
        break;
    case EXPR_LESS:
    case EXPR_LEAST:
        tell_comparison(model, expr, false, out);
        break;
    case EXPR_AREA:
        buf_text(out, "区域 在 ");
        tell_values(model, expr, out);
        break;
    case EXPR_TIME:
        buf_text(out, "时刻 在 ");
        tell_ranges(expr, out);
        break;
    }
}

void oracle_tell_duration(struct duration duration, enum diag_language language, struct buf *out)
{
    static const char *const names[][2] = {
#define NAMES(enumerator, zh, en) {zh, en},
        MEASURES(NAMES)
#undef NAMES
    };
    if (duration.measure == MEASURE_NONE)
        buf_byte(out, '-');
    else
        buf_print(out, "%d %s", duration.count, names[duration.measure][language == DIAG_EN]);
}

static struct view shown(struct display display, enum diag_language language)
{
    return language == DIAG_EN && display.en.n ? display.en : display.zh;
}

void oracle_tell_target(const struct model *model, struct target target, struct buf *out)
{
    if (target.unit != NONE)
        buf_view(out, model->units.at[target.unit].name);
    else if (target.role != NONE)
        buf_view(out, model->roles.at[target.role].name);
    else
        buf_byte(out, '-');
}

void oracle_tell_ask(const struct model *model, const struct decision *decision,
                     enum diag_language language, struct buf *out)
{
    bool zh = language == DIAG_ZH;
    switch (decision->ask) {
    case ASK_NONE:
        buf_byte(out, '-');
        break;
    case ASK_PLACE:
        buf_text(out, zh ? "地点" : "place");
        break;
    case ASK_CATEGORY:
        buf_text(out, zh ? "类别" : "category");
        break;
    case ASK_MATTER:
        buf_text(out, zh ? "事由" : "matter");
        break;
    case ASK_VARIABLE:
        oracle_tell_variable(model, decision->variable, out);
        break;
    }
}

static void tell_duty(const struct model *model, const struct decision *decision,
                      enum diag_language language, struct buf *out)
{
    const struct duty *duty = &model->duties.at[decision->duty];
    buf_print(out, "%s \"%.*s\" %.*s %s ", language == DIAG_ZH ? "事项" : "duty",
              VIEW_FMT(duty->code), VIEW_FMT(shown(duty->display, language)),
              language == DIAG_ZH ? "交" : "assign");
    oracle_tell_target(model, decision->target, out);
}

void oracle_tell_decision(const struct model *model, const struct decision *decision,
                          enum diag_language language, struct buf *out)
{
    bool zh = language == DIAG_ZH;
    switch (decision->status) {
    case DECIDE_NOTHING:
        buf_text(out, zh ? "没有识别出类别" : "no category recognised");
        return;
    case DECIDE_DUTY:
        tell_duty(model, decision, language, out);
        break;
    case DECIDE_OTHERWISE:
        buf_text(out, zh ? "否则 交 " : "otherwise assign ");
        oracle_tell_target(model, decision->target, out);
        break;
    case DECIDE_ASK:
        break;
    }
    if (decision->ask == ASK_NONE)
        return;
    buf_text(out, decision->status == DECIDE_ASK ? "" : zh ? "，" : ", ");
    buf_text(out, zh ? "追问 " : "ask ");
    oracle_tell_ask(model, decision, language, out);
}
