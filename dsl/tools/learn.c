/* learn: from past tickets and the rules' examples to a ranking of desks, with what it is worth.
 *
 * Everything printed was measured on tickets held out. The file goes beside the rules as
 * learned.zdm, whole or not at all; with --dry-run nothing is written, and what is shown is what
 * would change. */
#include "dsl/learn/learn.h"

#include <errno.h>
#include <stdlib.h>

#include "dsl/base/file.h"
#include "dsl/tools/ranking.h"

enum { IMAGE_MAX = 1 << 28, SEED = 1, WORKERS = 2 };

static const size_t learn_arena_max = (size_t)12 << 30;

static const struct tool_command command = {
    .name = "learn",
    .operands = "",
    .options = OPTION_BIT(RULES) | OPTION_BIT(TICKETS) | OPTION_BIT(OUTPUT) |
               OPTION_BIT(PRECISION) | OPTION_BIT(SEED) | OPTION_BIT(DRY_RUN) | OPTION_BIT(FORMAT) |
               OPTION_BIT(JSON),
    .needed = OPTION_BIT(RULES),
    .zh = "从规则里的例子和过去的工单学会给单位排先后，写成规则文件夹里的 learned.zdm。\n"
          "工单是 TSV，首行是列名：text、unit，可以有 duty、area、time（或 内容、单位、事项、"
          "区域、时间）。\n"
          "印出的数字都是在没有学过的工单上量的。",
    .en = "Learns to rank desks from the rules' examples and from past tickets, and writes\n"
          "learned.zdm into the folder of the rules. Tickets are TSV with a header: text, unit,\n"
          "perhaps duty, area, time. All figures are measured on tickets held out.",
    .exit_zh = "退出码：0 学好了，1 规则或工单有错误，2 没能运行。",
    .exit_en = "Exit code: 0 learned, 1 errors in the rules or tickets, 2 could not run.",
};

/* ---- what it is worth ---- */

static double percent(size_t part, size_t all)
{
    return all ? 100 * (double)part / (double)all : 0;
}

static void print_input(const struct tool_options *options, const struct learn_figures *figures,
                        FILE *out)
{
    fprintf(out,
            options_say(options, "学习材料：%zu 件工单，%zu 个例子，%zu 个单位\n",
                        "learned from: %zu tickets, %zu examples, %zu desks\n"),
            figures->past, figures->examples, figures->desks);
    if (figures->skipped)
        fprintf(out,
                options_say(options, "没有正文或单位的工单，跳过：%zu\n",
                            "tickets without text or unit, left out: %zu\n"),
                figures->skipped);
    if (figures->foreign)
        fprintf(out,
                options_say(options,
                            "规则里没有的单位：%zu 个，%zu 件；只作参考，不会自动派给它们\n",
                            "desks the rules do not name: %zu with %zu tickets; shown, never "
                            "dispatched to\n"),
                figures->foreign, figures->foreign_tickets);
    if (figures->foreign_duties)
        fprintf(out,
                options_say(options,
                            "事项不是规则里的编码，也不是唯一的名称：%zu 件；单位照学，"
                            "事项只作参考\n",
                            "tickets whose duty is no code of the rules, nor a name of one alone: "
                            "%zu; their desk is learned, the duty only shown\n"),
                figures->foreign_duties);
}

static void print_quality(const struct tool_options *options, const struct learn_figures *figures,
                          FILE *out)
{
    fprintf(out,
            figures->later
                ? options_say(options,
                              "在更晚的 %zu 件上量（每件都由只学过更早工单的模型来排）：\n",
                              "measured on %zu later tickets, each ranked by a model of earlier "
                              "ones:\n")
                : options_say(options, "在没有学过的 %zu 件上量：\n",
                              "measured on %zu tickets held out:\n"),
            figures->held);
    fprintf(out,
            options_say(options,
                        "  首选对 %.1f%%，前三有 %.1f%%，宏平均 F1 %.3f；只靠规则的首选对 %.1f%%\n",
                        "  first right %.1f%%, in the first three %.1f%%, macro F1 %.3f; by the "
                        "rules alone %.1f%%\n"),
            percent(figures->right, figures->held), percent(figures->right_in_three, figures->held),
            figures->macro_f1, percent(figures->ruled_right, figures->held));
    fprintf(out,
            options_say(options, "  用上它，%zu 件会改派：改对 %zu，改错 %zu\n",
                        "  with it %zu would go elsewhere: %zu rightly, %zu wrongly\n"),
            figures->changed, figures->changed_better, figures->changed_worse);
}

static void print_bins(const struct tool_options *options, const struct learn_figures *figures,
                       FILE *out)
{
    fputs(options_say(options, "把握说得准不准：\n  把握         件数  平均把握  实际对\n",
                      "is the confidence what it says:\n  confidence  tickets      said   right\n"),
          out);
    for (int i = 0; i < LEARN_BINS; i++) {
        const struct learn_bin *bin = &figures->bins[i];
        if (bin->count)
            fprintf(out, "  %.1f .. %.1f %8zu  %7.1f%% %6.1f%%\n", bin->low, bin->high, bin->count,
                    bin->said * 100, percent(bin->right, bin->count));
    }
}

static void print_steps(const struct tool_options *options, const struct learn_figures *figures,
                        FILE *out)
{
    fputs(options_say(options, "不经人手可派出的比例，按要求的首派正确率：\n",
                      "share dispatched without a person, by the share that must be right:\n"),
          out);
    for (int i = 0; i < figures->step_count; i++)
        fprintf(out, "  %5.1f%%  %5.1f%%\n", figures->steps[i].precision * 100,
                figures->steps[i].share * 100);
    if (figures->sure <= 1)
        fprintf(
            out,
            options_say(options, "要求的正确率下，把握 %.4f 以上直接派出：%.1f%% 的工单\n",
                        "for what was asked, from a confidence of %.4f on: %.1f%% of tickets\n"),
            figures->sure, figures->sure_share * 100);
    else
        fputs(options_say(options, "没有哪种把握达到要求的正确率：一律由人确认\n",
                          "no confidence reaches what was asked: a person always confirms\n"),
              out);
}

static void print_text(const struct tool_options *options, const struct learn_figures *figures,
                       FILE *out)
{
    print_input(options, figures, out);
    print_quality(options, figures, out);
    print_bins(options, figures, out);
    print_steps(options, figures, out);
    fprintf(out,
            options_say(options, "模型：%zu 个字组，%zu 个权重，%.1f MB\n",
                        "the model: %zu grams, %zu weights, %.1f MB\n"),
            figures->grams, figures->weights, (double)figures->bytes / 1e6);
}

static void print_json(const struct learn_figures *figures, FILE *out)
{
    fprintf(out,
            "{\"tickets\":%zu,\"examples\":%zu,\"skipped\":%zu,\"desks\":%zu,\"foreign\":%zu,"
            "\"foreign_duties\":%zu,\"held\":%zu,\"later\":%s,\"top1\":%.6f,\"top3\":%.6f,"
            "\"macro_f1\":%.6f,\"rules_top1\":%.6f,\"changed\":%zu,\"better\":%zu,\"worse\":%zu,"
            "\"sure\":%.6f,"
            "\"sure_share\":%.6f,\"bytes\":%zu,\"reliability\":[",
            figures->past, figures->examples, figures->skipped, figures->desks, figures->foreign,
            figures->foreign_duties, figures->held, figures->later ? "true" : "false",
            percent(figures->right, figures->held) / 100,
            percent(figures->right_in_three, figures->held) / 100, figures->macro_f1,
            percent(figures->ruled_right, figures->held) / 100, figures->changed,
            figures->changed_better, figures->changed_worse, figures->sure, figures->sure_share,
            figures->bytes);
    for (int i = 0; i < LEARN_BINS; i++)
        fprintf(out, "%s{\"low\":%.1f,\"said\":%.6f,\"count\":%zu,\"right\":%zu}", i ? "," : "",
                figures->bins[i].low, figures->bins[i].said, figures->bins[i].count,
                figures->bins[i].right);
    fputs("],\"curve\":[", out);
    for (int i = 0; i < figures->step_count; i++)
        fprintf(out, "%s{\"precision\":%.3f,\"share\":%.6f,\"from\":%.6f}", i ? "," : "",
                figures->steps[i].precision, figures->steps[i].share, figures->steps[i].from);
    fputs("]}\n", out);
}

/* ---- the file ---- */

static bool write_file(const char *path, struct view bytes)
{
    if (file_replace(path, bytes))
        return true;
    if (errno != ENOENT)
        return false;
    FILE *file = fopen(path, "wbx");
    bool written = file && fwrite(bytes.p, 1, bytes.n, file) == bytes.n;
    return file && fclose(file) == 0 && written;
}

static int keep(const struct tool *tool, const struct tool_options *options, struct view bytes)
{
    struct folders folders;
    char path[FOLDERS_ROOM * 2];
    const char *named = options->value[OPTION_OUTPUT];
    if (options->value[OPTION_DRY_RUN])
        return TOOL_SOUND;
    if (!folders_read(options->value[OPTION_RULES], &folders))
        return TOOL_NOT_RUN;
    snprintf(path, sizeof path, "%s%s", named ? named : folders.at[folders.n - 1],
             named ? "" : "/" LEARNED_FILE);
    if (!write_file(path, bytes)) {
        fprintf(tool->err,
                options_say(options, "zhida learn：写不了 %s：%s\n",
                            "zhida learn: could not write %s: %s\n"),
                path, strerror(errno));
        return TOOL_NOT_RUN;
    }
    if (options->format == FORMAT_TEXT)
        fprintf(tool->out, options_say(options, "写入 %s\n", "written: %s\n"), path);
    return TOOL_SOUND;
}

static int complain(const struct tool *tool, const struct tool_options *options,
                    enum learn_error error, struct view why)
{
    switch (error) {
    case LEARN_NO_COLUMN:
        fprintf(tool->err,
                options_say(options,
                            "zhida learn：工单表的首行没有 %.*s 列（列与列之间用制表符）\n",
                            "zhida learn: the tickets' header has no column %.*s (tabs between "
                            "columns)\n"),
                VIEW_FMT(why));
        return TOOL_ERRORS;
    case LEARN_NOTHING:
        fputs(options_say(options, "zhida learn：要学排先后，至少要有两个单位的工单或例子\n",
                          "zhida learn: ranking needs tickets or examples of two desks at least\n"),
              tool->err);
        return TOOL_ERRORS;
    case LEARN_SYSTEM:
    case LEARN_OK:
        break;
    }
    fputs(options_say(options, "zhida learn：内存或进程不够\n",
                      "zhida learn: not enough memory or processes\n"),
          tool->err);
    return TOOL_NOT_RUN;
}

static void show_progress(void *self, int done, int all)
{
    const struct tool *tool = self;
    if (tool->progress)
        fprintf(tool->err, "\r%d/%d%s", done, all, done == all ? "\n" : "");
}

static bool read_number(const char *text, double low, double high, double *out)
{
    char *end;
    if (!text)
        return true;
    *out = strtod(text, &end);
    return *text && !*end && *out >= low && *out <= high;
}

static int learn_with(const struct tool *tool, const struct tool_options *options,
                      struct learn_order *order)
{
    struct arena arena;
    struct buf image;
    struct learn_figures figures;
    struct view why = {0};
    arena_init(&arena, learn_arena_max);
    buf_init(&image, IMAGE_MAX);
    const char *path = options->value[OPTION_TICKETS];
    int code = TOOL_SOUND;
    if (path && !load_file(&arena, path, &order->tickets, &why)) {
        fprintf(tool->err, "zhida learn: %s: %.*s\n", path, VIEW_FMT(why));
        code = TOOL_NOT_RUN;
    } else {
        enum learn_error error = learn(order, &arena, &image, &figures, &why);
        code = error == LEARN_OK ? keep(tool, options, (struct view){image.p, image.n})
                                 : complain(tool, options, error, why);
        if (error == LEARN_OK && options->format == FORMAT_JSON)
            print_json(&figures, tool->out);
        else if (error == LEARN_OK)
            print_text(options, &figures, tool->out);
    }
    buf_free(&image);
    arena_free(&arena);
    return code;
}

int tool_learn(const struct tool *tool, int argc, char **argv)
{
    struct tool_options options;
    struct loaded loaded;
    double precision = 0.988, seed = SEED;
    int code;
    if (!options_read(tool, &command, argc, argv, &options, &code))
        return code;
    if (!read_number(options.value[OPTION_PRECISION], 0.5, 1, &precision) ||
        !read_number(options.value[OPTION_SEED], 0, 1e9, &seed)) {
        fputs(options_say(&options, "zhida learn：--precision 是 0.5 到 1 的数，--seed 是整数\n",
                          "zhida learn: --precision is from 0.5 to 1, --seed a whole number\n"),
              tool->err);
        return TOOL_NOT_RUN;
    }
    code = load_sound(tool, &options, options.value[OPTION_RULES], &loaded);
    struct learn_order order = {.model = loaded.model,
                                .rules = &loaded.rules,
                                .precision = precision,
                                .seed = (unsigned)seed,
                                .workers = WORKERS,
                                .progress = show_progress,
                                .progress_self = (void *)(uintptr_t)tool};
    if (code == TOOL_SOUND)
        code = learn_with(tool, &options, &order);
    load_free(&loaded);
    return code;
}
