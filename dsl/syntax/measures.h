/* The closed tables of measure words: MEASURE(word) behind a number, PERIOD(word, canonical) behind
 * the figure of a duration. What a number measure amounts to, dsl/check/attributes.c knows. */
#ifndef MEASURE
#define MEASURE(word)
#endif
#ifndef PERIOD
#define PERIOD(word, canonical)
#endif
MEASURE("元")
MEASURE("万元")
MEASURE("亿元")
MEASURE("人")
MEASURE("件")
MEASURE("项")
MEASURE("家")
MEASURE("平方米")
MEASURE("千瓦时")
MEASURE("吨")
MEASURE("年")
MEASURE("月")
MEASURE("%")
MEASURE("yuan")
PERIOD("工作日", "workdays")
PERIOD("workdays", "workdays")
PERIOD("workday", "workdays")
PERIOD("小时", "hours")
PERIOD("hours", "hours")
PERIOD("hour", "hours")
PERIOD("分钟", "minutes")
PERIOD("minutes", "minutes")
PERIOD("minute", "minutes")
PERIOD("日", "days")
PERIOD("天", "days")
PERIOD("days", "days")
PERIOD("day", "days")
#undef MEASURE
#undef PERIOD
