/* The measure words of numbers: MEASURE(word, family, unit) and, for a second spelling of the same,
 * ALSO(word, family, unit). Words of one family are brought to its base: so many units of it. */
/* clang-format off */
#ifndef ALSO
#define ALSO(word, family, unit) MEASURE(word, family, unit)
#endif
MEASURE("元", FAMILY_MONEY, 1)
MEASURE("万元", FAMILY_MONEY, 10000)
MEASURE("亿元", FAMILY_MONEY, 100000000)
MEASURE("人", FAMILY_HEADS, 1)
MEASURE("件", FAMILY_CASES, 1)
MEASURE("项", FAMILY_ITEMS, 1)
MEASURE("家", FAMILY_FIRMS, 1)
MEASURE("平方米", FAMILY_AREA, 1)
MEASURE("千瓦时", FAMILY_POWER, 1)
MEASURE("吨", FAMILY_MASS, 1)
MEASURE("年", FAMILY_TIME, 12)
MEASURE("月", FAMILY_TIME, 1)
MEASURE("%", FAMILY_PERCENT, PERCENT_UNIT)
ALSO("yuan", FAMILY_MONEY, 1)
#undef MEASURE
#undef ALSO
