/* life: the reference page of a case's life, gateway/CASES.md, written from the table itself and
 * held against the file.
 *
 *     life FILE            is the file what the table says? exit 1 where it is not
 *     life FILE --write    writes it
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "gateway/store/cases.h"

static void put_movers(struct buf *out, unsigned who)
{
    bool any = false;
    for (unsigned bit = 1; bit && bit <= who; bit <<= 1) {
        const struct mover_info *info = who & bit ? mover_info((enum mover)bit) : NULL;
        if (!info)
            continue;
        buf_print(out, "%s%s", any ? "、" : "", info->zh);
        any = true;
    }
}

static void put_from(struct buf *out, unsigned from)
{
    bool any = false;
    for (int state = 0; state < CASE_STATES; state++)
        if (from >> state & 1) {
            buf_print(out, "%s`%s`", any ? " " : "", case_state_info((enum case_state)state)->code);
            any = true;
        }
    if (!any)
        buf_text(out, "新建");
}

static void put_needs(struct buf *out, unsigned needs)
{
    static const struct {
        enum move_need need;
        const char *name;
    } names[] = {{NEED_TEXT, "`text`"},
                 {NEED_UNIT, "`unit`"},
                 {NEED_HELPER, "`helper`"},
                 {NEED_OTHER, "`other`"},
                 {NEED_RATING, "`rating`"}};
    bool any = false;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (needs & names[i].need) {
            buf_print(out, "%s%s", any ? " " : "", names[i].name);
            any = true;
        }
}

static void put_states(struct buf *out)
{
    buf_text(out,
             "## 状态 States\n\n| 代码 code | 状态 | state | 终态 final |\n|---|---|---|---|\n");
    for (int state = 0; state < CASE_STATES; state++) {
        const struct case_state_info *info = case_state_info((enum case_state)state);
        buf_print(out, "| `%s` | %s | %s | %s |\n", info->code, info->zh, info->en,
                  info->final ? "是 yes" : "");
    }
}

static void put_moves(struct buf *out)
{
    buf_text(out, "\n## 动作 Moves\n\n"
                  "| 动作 | move | 从 from | 到 to | 谁 who | 要给 needs | 条件 when |\n"
                  "|---|---|---|---|---|---|---|\n");
    for (int i = 0; i < CASE_MOVES; i++) {
        const struct case_move_info *info = case_move_info((enum case_move)i);
        const struct move_condition_info *when = move_condition_info(info->when);
        buf_print(out, "| %s | `%s` (%s) | ", info->zh, info->code, info->en);
        put_from(out, info->from);
        if (info->to == CASE_STAYS)
            buf_text(out, " | 不变 stays | ");
        else
            buf_print(out, " | `%s` | ", case_state_info((enum case_state)info->to)->code);
        put_movers(out, info->who);
        buf_text(out, " | ");
        put_needs(out, info->needs);
        buf_print(out, " | %s%s%s |\n", when->zh, *when->zh ? " / " : "", when->en);
    }
}

static void put_events(struct buf *out)
{
    buf_text(
        out,
        "\n## 其他记录 What is noted besides\n\n| 代码 code | 记录 | event |\n|---|---|---|\n");
#define EVENT(name, number, code, zh, en) buf_text(out, "| `" code "` | " zh " | " en " |\n");
    CASE_EVENTS(EVENT)
#undef EVENT
}

static void page(struct buf *out)
{
    buf_text(out,
             "# 工单的一生 The life of a case\n\n"
             "本页由 `gateway/case/case_states.h` 的表生成（`make "
             "reference`），程序、接口和测试用的是同一张表。\n"
             "This page is written from the table in `gateway/case/case_states.h` by `make "
             "reference`; code, "
             "interface and tests use the same one.\n\n"
             "接口 interface: `POST /desk/api/cases/ID/MOVE` 带 JSON：`text` 说明，`unit` "
             "单位代码，`duty` "
             "事项代码，`helper` 协办单位代码，`other` 并入的工单编号，`rating` 四个 1-5 的分数。\n"
             "The body is JSON: `text` words, `unit` code, `duty` code, `helper` code, `other` "
             "number of the "
             "case it goes into, `rating` four marks of 1 to 5.\n\n");
    put_states(out);
    put_moves(out);
    put_events(out);
}

static bool same(const char *path, struct view text)
{
    FILE *file = fopen(path, "rb");
    char *there = malloc(text.n + 1);
    size_t n = file && there ? fread(there, 1, text.n + 1, file) : 0;
    bool equal = there && n == text.n && memcmp(there, text.p, n) == 0;
    free(there);
    if (file)
        fclose(file);
    return equal;
}

static bool write_file(const char *path, struct view text)
{
    FILE *file = fopen(path, "wb");
    bool good = file && fwrite(text.p, 1, text.n, file) == text.n;
    return file && fclose(file) == 0 && good;
}

int main(int argc, char **argv)
{
    struct buf text;
    if (argc < 2)
        return 2;
    buf_init(&text, 1 << 20);
    page(&text);
    bool good = argc > 2 ? write_file(argv[1], buf_seen(&text)) : same(argv[1], buf_seen(&text));
    if (!good)
        fprintf(stderr, "%s is not what the table says: make reference\n", argv[1]);
    buf_free(&text);
    return good ? 0 : 1;
}
