/* terms: the closed sets that the checker, the engine and the reference interpreter share. Values
 * are part of the image: add at the end only. SYMBOL(enumerator, chinese, english). */
#ifndef ZHIDA_TERMS_H
#define ZHIDA_TERMS_H

#include "dsl/base/view.h"

enum { NONE = -1 };

#define SYMBOL_ENUM(enumerator, zh, en) enumerator,

#define MEASURES(SYMBOL)                                                                           \
    SYMBOL(MEASURE_NONE, "", "")                                                                   \
    SYMBOL(MEASURE_MINUTES, "分钟", "minutes")                                                     \
    SYMBOL(MEASURE_HOURS, "小时", "hours")                                                         \
    SYMBOL(MEASURE_DAYS, "日", "days")                                                             \
    SYMBOL(MEASURE_WORKDAYS, "工作日", "workdays")
enum measure { MEASURES(SYMBOL_ENUM) };

struct duration {
    int count; /* 0: none given */
    enum measure measure;
};

/* What a condition may ask about. Values of a variable are small integers. */
enum variable_kind {
    VAR_FACT,     /* index: fact; values: index into its values */
    VAR_MATTER,   /* index: category; values: duty index */
    VAR_TIME,     /* time of day: minutes */
    VAR_WEEKDAY,  /* 0 Monday .. 6 Sunday */
    VAR_DAYCLASS, /* enum dayclass */
    VAR_AREA,     /* area index */
    VAR_KIND,     /* enum matter_kind */
    VAR_CHANNEL,  /* enum channel_kind */
    VAR_TAG,      /* index: tag; yes or no, or for a grouped tag its values */
    VAR_NUMBER,   /* index: number; fixed point, value * 1,000,000 in the base measure */
    VAR_DATE      /* index: date; civil day */
};

struct variable {
    enum variable_kind kind;
    int index; /* NONE where the kind has no index */
};

#define DAYCLASSES(SYMBOL)                                                                         \
    SYMBOL(DAY_WORK, "工作日", "workday")                                                          \
    SYMBOL(DAY_OFF, "休息日", "dayoff")                                                            \
    SYMBOL(DAY_HOLIDAY, "节假日", "holiday")
#define MATTER_KINDS(SYMBOL)                                                                       \
    SYMBOL(KIND_COMPLAINT, "投诉", "complaint")                                                    \
    SYMBOL(KIND_CONSULT, "咨询", "consult")                                                        \
    SYMBOL(KIND_SUGGEST, "建议", "suggest")                                                        \
    SYMBOL(KIND_HELP, "求助", "help")                                                              \
    SYMBOL(KIND_REPORT, "举报", "report")                                                          \
    SYMBOL(KIND_PRAISE, "表扬", "praise")
#define CHANNEL_KINDS(SYMBOL)                                                                      \
    SYMBOL(CHANNEL_WECHAT, "微信", "wechat")                                                       \
    SYMBOL(CHANNEL_SMS, "短信", "sms")                                                             \
    SYMBOL(CHANNEL_APP, "应用", "app")                                                             \
    SYMBOL(CHANNEL_WEB, "网页", "web")                                                             \
    SYMBOL(CHANNEL_PHONE, "电话", "phone")
enum dayclass { DAYCLASSES(SYMBOL_ENUM) DAYCLASS_COUNT };
enum matter_kind { MATTER_KINDS(SYMBOL_ENUM) KIND_COUNT };
enum channel_kind { CHANNEL_KINDS(SYMBOL_ENUM) CHANNEL_COUNT };

enum collect {
    COLLECT_PLACE = 1,
    COLLECT_TIME = 2,
    COLLECT_PHOTO = 4,
    COLLECT_CONTACT = 8,
    COLLECT_DETAIL = 16
};

struct minute_range {
    int from, to; /* [from, to), 0 <= from < to <= 1440; over midnight is two ranges */
};

/* What a question is about: a variable, or one of these. */
enum ask_kind { ASK_NONE, ASK_VARIABLE, ASK_PLACE, ASK_CATEGORY, ASK_MATTER };

/* Three-valued truth. */
enum truth { NO, YES, OPEN };

enum policy_way { WAY_APPLY, WAY_AUTOMATIC, WAY_INSTANT };
enum policy_level { LEVEL_NATION, LEVEL_PROVINCE, LEVEL_CITY, LEVEL_DISTRICT, LEVEL_STREET };

/* The lists of dsl/base/talk_words.h. */
enum talk_list {
#define LIST(name, zh, en) TALK_##name,
#include "dsl/base/talk_words.h"
#undef LIST
    TALK_LISTS
};

#endif
