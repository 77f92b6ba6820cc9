/* measures: what the pages and the interface show, and what it means. One table, from which the
 * page's words, the interface's names and the documentation come.
 *
 * MEASURE(name, chinese, english, form, numerator, denominator, for everyone,
 *         definition in Chinese, in English)
 *
 * The form says how a value is made: COUNT and SUM of the numerator, SHARE and MEAN of numerator
 * over denominator, MEDIAN and NINETY from the steps of handling times. All of them speak of the
 * cases filed in the span, wherever they stand now. */
#ifndef ZHIDA_FIGURES_MEASURES_H
#define ZHIDA_FIGURES_MEASURES_H

#include "gateway/store/figures.h"

#define M_(mark) FACT_##mark
#define S_(sum) (FACT_MARKS + SUM_##sum)

/* clang-format off */
#define FIGURE_MEASURES(MEASURE) \
    MEASURE(filed, "受理量", "filed", COUNT, M_(filed), 0, true, "这段时间里立的工单。", "Cases filed in the span.") \
    MEASURE(closed, "办结量", "closed", COUNT, M_(closed), 0, true, "其中已经办结的。", "Those of them that are closed.") \
    MEASURE(pending, "未办结", "not over yet", COUNT, M_(pending), 0, false, "其中还没有办结、撤回或并案的。", "Those neither closed nor withdrawn nor merged.") \
    MEASURE(closed_share, "办结率", "closed share", SHARE, M_(closed), M_(kept), true, "已办结的占受理的比例，撤回和并案的不算在内。", "Closed ones among all filed, without those withdrawn or merged.") \
    MEASURE(on_time, "按时答复率", "on time", SHARE, M_(on_time), M_(timed), true, "按期答复的，占已答复和已逾期的比例；曾经逾期的不算按期。", "Answered and never overdue, among those answered or overdue.") \
    MEASURE(overdue, "逾期量", "overdue", COUNT, M_(overdue), 0, false, "曾经逾期的工单，不论后来是否办结。", "Cases that were overdue at some time, closed by now or not.") \
    MEASURE(first_dispatch, "首次派单准确率", "right at first dispatch", SHARE, M_(first_right), M_(dispatched), true, "首次派单后、首次答复前没有退回、争议或改派的，占派过单的比例。", "Neither returned, disputed nor reassigned between the first dispatch and the first answer, among those dispatched.") \
    MEASURE(by_engine, "系统直派率", "dispatched by the engine", SHARE, M_(by_engine), M_(filed), false, "立单时系统直接派出、不经人工的比例。", "Dispatched at filing without a person.") \
    MEASURE(one_day, "一日答复率", "within a day", SHARE, M_(one_day), M_(answered), true, "提交后 24 小时内答复的，占已答复的比例。", "Answered within 24 hours of filing, among those answered.") \
    MEASURE(three_days, "三日答复率", "within three days", SHARE, M_(three_days), M_(answered), true, "提交后 72 小时内答复的，占已答复的比例。", "Answered within 72 hours of filing, among those answered.") \
    MEASURE(median, "办理时长中位数", "median handling time", MEDIAN, M_(answered), 0, true, "从提交到现行答复，一半工单不超过这么久；按时长分档估算。", "From filing to the answer that stands: half took no longer; estimated from steps.") \
    MEASURE(ninety, "九成办理时长", "90 % handled within", NINETY, M_(answered), 0, false, "从提交到现行答复，九成工单不超过这么久；按时长分档估算。", "From filing to the answer that stands: nine in ten took no longer; estimated from steps.") \
    MEASURE(returned, "退回率", "returned", SHARE, M_(returned), M_(dispatched), false, "被承办单位退回过的，占派过单的比例。", "Returned by a unit at least once, among those dispatched.") \
    MEASURE(disputed, "职责争议", "disputed", COUNT, M_(disputed), 0, false, "提请过仲裁的工单。", "Cases that went to arbitration.") \
    MEASURE(extended, "延期率", "extended", SHARE, M_(extended), M_(dispatched), false, "获准延期的，占派过单的比例。", "Granted an extension, among those dispatched.") \
    MEASURE(rated, "已评价", "rated", COUNT, M_(rated), 0, false, "市民评价过的工单。", "Cases the citizen has rated.") \
    MEASURE(satisfied, "满意率", "satisfied", SHARE, S_(good), S_(ratings), true, "不是差评的评价占全部评价的比例；四项平均不超过 2 分为差评。", "Ratings that were not poor; poor is an average of at most 2 over the four dimensions.") \
    MEASURE(redo, "差评重办率", "redone", SHARE, M_(redo), M_(rated), false, "因差评重新办理过的，占评价过的比例。", "Handled again after a poor rating, among those rated.") \
    MEASURE(supervised, "专项督办", "supervised", COUNT, M_(supervised), 0, false, "进入过专项督办的工单。", "Cases that came under special supervision.") \
    MEASURE(reopened, "办结后重开", "reopened", COUNT, M_(reopened), 0, false, "办结后因未解决重新办理的工单。", "Cases opened again after closing, since it was not fixed.") \
    MEASURE(speed, "速度评分", "speed", MEAN, S_(speed), S_(ratings), true, "市民对办理速度的平均评分，1 到 5 分。", "Citizens' mean mark for speed, 1 to 5.") \
    MEASURE(result, "结果评分", "result", MEAN, S_(result), S_(ratings), true, "市民对办理结果的平均评分，1 到 5 分。", "Citizens' mean mark for the result, 1 to 5.") \
    MEASURE(experience, "体验评分", "experience", MEAN, S_(experience), S_(ratings), true, "市民对办理体验的平均评分，1 到 5 分。", "Citizens' mean mark for the experience, 1 to 5.") \
    MEASURE(feedback, "反馈评分", "feedback", MEAN, S_(feedback), S_(ratings), true, "市民对反馈情况的平均评分，1 到 5 分。", "Citizens' mean mark for the feedback, 1 to 5.")
/* clang-format on */

enum figure_measure {
#define MEASURE(name, zh, en, form, over, under, open, what, what_en) MEASURE_##name,
    FIGURE_MEASURES(MEASURE)
#undef MEASURE
        MEASURE_COUNT
};

enum measure_form { FORM_COUNT, FORM_SHARE, FORM_MEAN, FORM_MEDIAN, FORM_NINETY };

struct measure_info {
    const char *code, *zh, *en;
    enum measure_form form;
    int over, under; /* places in struct figure; under means nothing for a count */
    bool open;       /* outsiders may see it */
    const char *what, *what_en;
};
const struct measure_info *measure_info(enum figure_measure measure);
/* By its code; MEASURE_COUNT: there is none. */
enum figure_measure figure_measure_find(struct view code);
/* "count", "share", "mark" (1 to 5), "seconds". */
const char *measure_unit(enum figure_measure measure);

/* A value: of a share 0..1, of a time seconds. false: there is nothing to divide by. */
bool measure_value(enum figure_measure measure, const struct figure *figure, double *value);
/* What it is made of: n of `of`; for counts both are the count. */
int64_t measure_over(enum figure_measure measure, const struct figure *figure);
int64_t measure_under(enum figure_measure measure, const struct figure *figure);

/* Which cases stand behind a value. */
enum measure_part {
    PART_ALL, /* all that count in it */
    PART_HIT, /* of a share: those that it counts, */
    PART_MISS /* and those that it does not */
};
bool measure_holds(enum figure_measure measure, enum measure_part part,
                   const struct case_fact *fact);
/* A mark without which no case counts in it, as a bit; 0: there is none. */
uint32_t measure_mark(enum figure_measure measure);

#endif
