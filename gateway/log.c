/* log: builds the line on the stack of the caller's thread and writes it with one call, so that
 * lines of different threads never mix. Values are quoted where they need it; control characters
 * are left out, so that nobody can forge a line. */
#include "gateway/log.h"

#include <time.h>
#include <unistd.h>

#include "dsl/base/buf.h"

enum { LINE_MAX_BYTES = 4000 };

static const char *level_word(enum log_level level)
{
    static const char *const words[] = {"error", "warning", "info", "debug"};
    return words[level];
}

static void put_time(struct buf *out)
{
    struct timespec at;
    struct tm parts;
    char text[32];
    clock_gettime(CLOCK_REALTIME, &at);
    gmtime_r(&at.tv_sec, &parts);
    strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%S", &parts);
    buf_print(out, "%s.%03ldZ", text, at.tv_nsec / 1000000);
}

static void put_quoted(struct buf *out, struct view v)
{
    buf_byte(out, '"');
    for (size_t i = 0; i < v.n; i++) {
        if ((unsigned char)v.p[i] < 0x20 || v.p[i] == 0x7f)
            continue;
        if (v.p[i] == '"' || v.p[i] == '\\')
            buf_byte(out, '\\');
        buf_byte(out, v.p[i]);
    }
    buf_byte(out, '"');
}

static bool plain(struct view v)
{
    for (size_t i = 0; i < v.n; i++)
        if ((unsigned char)v.p[i] <= ' ' || v.p[i] == '"' || v.p[i] == '=' || v.p[i] == '\\' ||
            v.p[i] == 0x7f)
            return false;
    return v.n > 0;
}

static void put_text_line(struct buf *out, enum log_level level, const char *event,
                          const struct log_pair *pairs, size_t count)
{
    put_time(out);
    buf_print(out, " %s %s", level_word(level), event);
    for (size_t i = 0; i < count; i++) {
        buf_print(out, " %s=", pairs[i].key);
        if (!pairs[i].text.p)
            buf_print(out, "%lld", (long long)pairs[i].number);
        else if (plain(pairs[i].text))
            buf_view(out, pairs[i].text);
        else
            put_quoted(out, pairs[i].text);
    }
}

static void put_json_line(struct buf *out, enum log_level level, const char *event,
                          const struct log_pair *pairs, size_t count)
{
    buf_text(out, "{\"time\":\"");
    put_time(out);
    buf_print(out, "\",\"level\":\"%s\",\"event\":\"%s\"", level_word(level), event);
    for (size_t i = 0; i < count; i++) {
        buf_print(out, ",\"%s\":", pairs[i].key);
        if (pairs[i].text.p)
            put_quoted(out, pairs[i].text);
        else
            buf_print(out, "%lld", (long long)pairs[i].number);
    }
    buf_byte(out, '}');
}

void log_write(const struct log *log, enum log_level level, const char *event,
               const struct log_pair *pairs, size_t count)
{
    if (!log || level > log->least)
        return;
    struct buf line;
    buf_init(&line, LINE_MAX_BYTES);
    if (log->json)
        put_json_line(&line, level, event, pairs, count);
    else
        put_text_line(&line, level, event, pairs, count);
    line.full = false;
    buf_byte(&line, '\n');
    ssize_t written = line.n ? write(log->descriptor, line.p, line.n) : 0;
    (void)written; /* a log that cannot be written has nobody to tell */
    buf_free(&line);
}
