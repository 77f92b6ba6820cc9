/* figure_table: what is counted of a case, as tables: MARK(name, meaning) is true of a case or not,
 * SUM(name, meaning) is a number, BUCKET(name, seconds) one step of how long it took. A fact row
 * has a bit for each mark; a figure row has a column for each of them, counting cases. Columns are
 * made of these names, so a new one needs a migration. */
#ifndef ZHIDA_FIGURE_TABLE_H
#define ZHIDA_FIGURE_TABLE_H

/* clang-format off */
#define FIGURE_MARKS(MARK)                                                                         \
    MARK(filed, "filed")                                                                           \
    MARK(kept, "neither withdrawn nor merged into another")                                        \
    MARK(closed, "closed")                                                                         \
    MARK(pending, "not over yet")                                                                  \
    MARK(dispatched, "went to a unit")                                                             \
    MARK(first_right, "never returned, disputed or reassigned after the first dispatch")           \
    MARK(by_engine, "dispatched by the engine, without a person")                                  \
    MARK(answered, "has an answer that stands")                                                    \
    MARK(overdue, "was overdue at some time")                                                      \
    MARK(timed, "answered, or overdue before an answer")                                           \
    MARK(on_time, "answered and never overdue")                                                    \
    MARK(one_day, "answered within 24 hours of filing")                                            \
    MARK(three_days, "answered within 72 hours of filing")                                         \
    MARK(returned, "returned by a unit at least once")                                             \
    MARK(disputed, "went to arbitration")                                                          \
    MARK(extended, "got an extension")                                                             \
    MARK(redo, "rated poorly and handled again")                                                   \
    MARK(supervised, "came under special supervision")                                             \
    MARK(reopened, "opened again after closing")                                                   \
    MARK(rated, "rated by the citizen")                                                            \
    MARK(poor, "rated poorly at least once")
#define FIGURE_SUMS(SUM)                                                                           \
    SUM(returns, "how often it was returned")                                                      \
    SUM(ratings, "how often it was rated")                                                         \
    SUM(good, "ratings that were not poor")                                                        \
    SUM(speed, "marks for speed, 1 to 5 each")                                                     \
    SUM(result, "marks for the result")                                                            \
    SUM(experience, "marks for the experience")                                                    \
    SUM(feedback, "marks for the feedback")                                                        \
    SUM(seconds, "from filing to the answer that stands")
#define FIGURE_BUCKETS(BUCKET)                                                                     \
    BUCKET(to_1h, 3600) BUCKET(to_2h, 7200) BUCKET(to_4h, 14400) BUCKET(to_8h, 28800)              \
    BUCKET(to_12h, 43200) BUCKET(to_1d, 86400) BUCKET(to_36h, 129600) BUCKET(to_2d, 172800)        \
    BUCKET(to_3d, 259200) BUCKET(to_4d, 345600) BUCKET(to_5d, 432000) BUCKET(to_7d, 604800)        \
    BUCKET(to_10d, 864000) BUCKET(to_15d, 1296000) BUCKET(to_20d, 1728000)                         \
    BUCKET(to_30d, 2592000) BUCKET(to_60d, 5184000) BUCKET(to_ever, INT64_MAX)

/* What the conversation comes to, per day and channel. */
#define FUNNEL_STEPS(STEP)                                                                         \
    STEP(begun, "开始对话", "talks begun", "一个人来说话，或者隔了一小时又来", "somebody begins to write, or again after an hour") \
    STEP(asked, "说了事情", "said something", "对话里说出了一件事或问了一个问题", "a matter or a question was put") \
    STEP(understood, "听懂了", "understood", "认出了类别，或者找到了答案", "a class was recognised or an answer was found") \
    STEP(answered, "当场解答", "answered at once", "用文件或办事指南当场答复", "answered from documents or guides at once") \
    STEP(filed, "立单", "filed", "对话中立了工单", "a case was filed from the talk")                \
    STEP(handed, "转人工", "handed to a person", "工单没有直派，转派单员处理", "the case went to a person to be dispatched") \
    STEP(joined, "并入已有", "joined another", "已有人反映同一件事，改为跟进", "somebody had reported it, followed instead")

/* SQL made of the names */
#define FIGURE_NAME_1(name, meaning) ", " #name
#define FIGURE_MARK_IN(name, meaning) ", ?"
#define FIGURE_BUCKET_IN(name, seconds) ", ?"
#define FIGURE_STEP_IN(name, zh, en, what, what_en) ", ?"
#define FIGURE_STEP_NAME(name, zh, en, what, what_en) ", " #name
#define FIGURE_ADD_1(name, meaning) ", " #name " = " #name " + excluded." #name
#define FIGURE_STEP_ADD(name, zh, en, what, what_en) ", " #name " = " #name " + excluded." #name
#define FIGURE_SET_1(name, meaning) ", " #name " = excluded." #name
#define FIGURE_MAKE_1(name, meaning) ", " #name " INTEGER NOT NULL"
#define FIGURE_STEP_MAKE(name, zh, en, what, what_en) ", " #name " INTEGER NOT NULL"
#define FIGURE_COLUMNS FIGURE_MARKS(FIGURE_NAME_1) FIGURE_SUMS(FIGURE_NAME_1) FIGURE_BUCKETS(FIGURE_NAME_1)
#define FIGURE_PLACES FIGURE_MARKS(FIGURE_MARK_IN) FIGURE_SUMS(FIGURE_MARK_IN) FIGURE_BUCKETS(FIGURE_BUCKET_IN)
#define FIGURE_ADDED FIGURE_MARKS(FIGURE_ADD_1) FIGURE_SUMS(FIGURE_ADD_1) FIGURE_BUCKETS(FIGURE_ADD_1)
#define FIGURE_MADE FIGURE_MARKS(FIGURE_MAKE_1) FIGURE_SUMS(FIGURE_MAKE_1) FIGURE_BUCKETS(FIGURE_MAKE_1)
/* clang-format on */

#endif
