/* classify: a line of text in, a line of desks out, by the engine alone. For measuring recognition
 * on labelled texts and for sorting what comes without a citizen to ask: nothing is asked, the
 * first candidates are taken as they stand.
 *
 * One arena is emptied line after line and both sides are buffered, so the speed is the engine's.
 */
#include <stdlib.h>

#include "dsl/engine/decide.h"
#include "dsl/engine/opening.h"
#include "dsl/tools/ranking.h"

enum { LINE_ARENA_MAX = 1 << 24, OUTPUT_BLOCK = 1 << 16, SHOWN = 3 };

static const struct tool_command command = {
    .name = "classify",
    .operands = "",
    .options = OPTION_BIT(RULES),
    .needed = OPTION_BIT(RULES),
    .zh = "从标准输入逐行读诉求，逐行写出：单位、事项、把握、第二单位、第三单位（制表符分隔，没有写"
          " -）。\n"
          "不追问；地点未知时写角色名。",
    .en =
        "Reads one text a line and writes one line each: unit, duty, confidence, second unit,\n"
        "third unit, separated by tabs, - where there is none. Nothing is asked; where the place\n"
        "is open the role is named.",
    .exit_zh = "退出码：0 完成，1 规则有错误，2 没能运行。",
    .exit_en = "Exit code: 0 done, 1 errors in the rules, 2 could not run.",
};

static struct view desk_name(const struct rules *rules, const struct decision *decision, int at)
{
    struct view name = VIEW("-");
    if (at < decision->candidate_count) {
        struct target target = decision->candidates[at].target;
        if (target.unit != NONE)
            name = rules_code(rules, NOUN_UNIT, target.unit);
        else if (target.role != NONE)
            name = rules_code(rules, NOUN_ROLE, target.role);
    }
    return name;
}

static void put_line(const struct rules *rules, const struct decision *decision, struct buf *out)
{
    int duty = decision->candidate_count ? decision->candidates[0].duty : NONE;
    buf_view(out, desk_name(rules, decision, 0));
    buf_byte(out, '\t');
    buf_view(out, duty == NONE ? VIEW("-") : rules_code(rules, NOUN_DUTY, duty));
    buf_print(out, "\t%d.%03d", decision->confidence / 1000, decision->confidence % 1000);
    for (int at = 1; at < SHOWN; at++) {
        buf_byte(out, '\t');
        buf_view(out, desk_name(rules, decision, at));
    }
    buf_byte(out, '\n');
}

static void put_ranked(const struct rules *rules, const struct learned_ranking *ranking,
                       const struct decision *decision, struct buf *out)
{
    const struct learned_choice *first = &ranking->choices[0];
    struct view desk = learned_desk_code(rules->learned, first->desk), duty = VIEW("-");
    if (view_eq(desk, desk_name(rules, decision, 0)) && decision->candidates[0].duty != NONE)
        duty = rules_code(rules, NOUN_DUTY, decision->candidates[0].duty);
    else if (first->duty != NONE)
        duty = learned_duty_code(rules->learned, first->duty);
    buf_view(out, desk);
    buf_byte(out, '\t');
    buf_view(out, duty);
    buf_print(out, "\t%.6f", ranking->confidence);
    for (int at = 1; at < SHOWN; at++) {
        buf_byte(out, '\t');
        buf_view(out, at < ranking->count
                          ? learned_desk_code(rules->learned, ranking->choices[at].desk)
                          : VIEW("-"));
    }
    buf_byte(out, '\n');
}

static void classify_line(const struct rules *rules, struct arena *arena, struct view text,
                          struct buf *out)
{
    const struct civil_time no_clock = {.minute = NONE};
    struct matter matter = matter_empty();
    struct decision decision;
    const struct recognition *recognition = recognise(rules, arena, text);
    matter_reveal(rules, &matter, recognition, no_clock);
    decide(rules, &matter, &decision);
    if (recognition->ranking)
        put_ranked(rules, recognition->ranking, &decision, out);
    else
        put_line(rules, &decision, out);
}

static struct view without_line_end(const char *line, size_t n)
{
    while (n && (line[n - 1] == '\n' || line[n - 1] == '\r'))
        n--;
    return (struct view){line, n};
}

/* false: what was written did not go out. */
static bool flush(FILE *file, struct buf *out)
{
    struct view seen = buf_seen(out);
    bool written = fwrite(seen.p, 1, seen.n, file) == seen.n;
    buf_clear(out);
    return written;
}

static bool classify_all(const struct tool *tool, const struct rules *rules)
{
    char *line = NULL;
    size_t room = 0;
    struct arena arena;
    struct buf out;
    bool written = true;
    arena_init(&arena, LINE_ARENA_MAX);
    buf_init(&out, OUTPUT_BLOCK * 2);
    for (ssize_t n; written && (n = getline(&line, &room, tool->in)) >= 0;) {
        classify_line(rules, &arena, without_line_end(line, (size_t)n), &out);
        arena_reset(&arena);
        if (out.n >= OUTPUT_BLOCK)
            written = flush(tool->out, &out);
    }
    written = flush(tool->out, &out) && written && fflush(tool->out) == 0;
    free(line);
    buf_free(&out);
    arena_free(&arena);
    return written && !ferror(tool->in);
}

int tool_classify(const struct tool *tool, int argc, char **argv)
{
    struct tool_options options;
    struct loaded loaded;
    int code;
    if (!options_read(tool, &command, argc, argv, &options, &code))
        return code;
    code = load_sound(tool, &options, options.value[OPTION_RULES], &loaded);
    if (code == TOOL_SOUND && !ranking_open(tool, &options, &loaded))
        code = TOOL_NOT_RUN;
    if (code == TOOL_SOUND)
        loaded.rules.openings = openings_new(&loaded.rules, &loaded.arena);
    if (code == TOOL_SOUND && !classify_all(tool, &loaded.rules)) {
        fputs(options_say(&options, "zhida classify: 读写中断\n",
                          "zhida classify: reading or writing broke off\n"),
              tool->err);
        code = TOOL_NOT_RUN;
    }
    load_free(&loaded);
    return code;
}
