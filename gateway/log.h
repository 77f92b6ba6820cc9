/* log: one line an event: time, level, event, key=value ..., or the same as JSON. It takes constant
 * words, numbers, and names of accounts and rules; never what citizens wrote or who they are. */
#ifndef ZHIDA_LOG_H
#define ZHIDA_LOG_H

#include "dsl/base/view.h"

enum log_level { LOG_ERROR, LOG_WARNING, LOG_INFO, LOG_DEBUG };

struct log {
    int descriptor; /* 2: standard error */
    bool json;
    enum log_level least;
};

/* A pair; text where it is not NULL (p), else number. */
struct log_pair {
    const char *key;
    struct view text;
    int64_t number;
};
#define LOG_TEXT(key, view) ((struct log_pair){(key), (view), 0})
#define LOG_WORD(key, word) ((struct log_pair){(key), view_of(word), 0})
#define LOG_NUMBER(key, n) ((struct log_pair){(key), {NULL, 0}, (int64_t)(n)})

/* Up to any number of pairs, e.g. log_event(log, LOG_INFO, "sent", LOG_NUMBER("id", 7)). Any
 * thread; log may be NULL. */
void log_write(const struct log *log, enum log_level level, const char *event,
               const struct log_pair *pairs, size_t count);
#define log_event(log, level, event, ...)                                                          \
    log_write((log), (level), (event), (const struct log_pair[]){__VA_ARGS__},                     \
              sizeof((const struct log_pair[]){__VA_ARGS__}) / sizeof(struct log_pair))

#endif
