/* golden: every NAME.zd below a folder is compiled by itself, and what is said about it, in Chinese
 * and without color, must be what NAME.out holds. So a change of wording or of behaviour shows as a
 * difference to be looked at, never as a surprise.
 *
 * In a folder called format NAME.out is NAME.zd in the one style instead; a name that ends with _zh
 * or _en asks for keywords of that language. Files in a folder called syntax are only parsed; all
 * others are checked too, with documents looked for in their own folder; in a folder called
 * examples the examples are checked as well, in one called lint the lints run, as if on 21 November
 * 2026.
 * For every code of the table there is a mended version of the file that shows it (right.h), and it
 * compiles without that code. Where a file lacks all phrases, cues or word lists, or all but a few,
 * their number stands as # or
 * #-1 in .out: the tables grow, and a new phrase is no difference to look at; a wrong number is.
 *
 * With GOLDEN_UPDATE=1 in the environment the .out files are written anew instead of compared: read
 * the difference before it is committed. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "dsl/base/vocabulary.h"
#include "dsl/format/format.h"
#include "tests/golden/right.h"

enum { FEW = 9 };

struct run {
    bool update;
    size_t passed, failed;
};

/* ---- what changes with the tables ---- */

enum {
#define PHRASE(name, placeholders, meaning) SAID_##name,
#include "dsl/base/phrase_table.h"
#undef PHRASE
    ALL_PHRASES
};
enum {
#define CUE(name, where, heard) HEARD_##name,
#include "dsl/base/cue_table.h"
#undef CUE
    ALL_CUES
};

/* Behind "还缺 ": how many are missing of how many; 0: the text counts something else. */
static int64_t all_of(struct view behind)
{
    return view_starts(behind, VIEW(" 句用语"))   ? ALL_PHRASES
           : view_starts(behind, VIEW(" 组听语")) ? ALL_CUES
           : view_starts(behind, VIEW(" 个词表")) ? TALK_LISTS
                                                  : 0;
}

static void put_count(struct view digits, struct view behind, struct buf *out)
{
    int64_t count, all = all_of(behind);
    if (!all || !view_int(digits, all - FEW, all, &count))
        buf_view(out, digits);
    else if (count == all)
        buf_text(out, "#");
    else
        buf_print(out, "#-%d", (int)(all - count));
}

static void leave_out_totals(struct buf *said)
{
    struct buf out;
    struct view rest = buf_seen(said), before = VIEW("还缺 ");
    buf_init(&out, PAIR_LARGEST);
    for (size_t at; (at = view_find(rest, before)) != SIZE_MAX;) {
        size_t from = at + before.n, to = from;
        while (to < rest.n && rest.p[to] >= '0' && rest.p[to] <= '9')
            to++;
        buf_view(&out, view_sub(rest, 0, from));
        put_count(view_sub(rest, from, to), view_sub(rest, to, rest.n), &out);
        rest = view_sub(rest, to, rest.n);
    }
    buf_view(&out, rest);
    buf_clear(said);
    buf_view(said, buf_seen(&out));
    buf_free(&out);
}

/* ---- the one style ---- */

static enum format_keywords keywords_of(const struct pair *pair)
{
    size_t n = strlen(pair->name);
    bool zh = n > 3 && strcmp(pair->name + n - 3, "_zh") == 0;
    bool en = n > 3 && strcmp(pair->name + n - 3, "_en") == 0;
    return zh ? FORMAT_ZH : en ? FORMAT_EN : FORMAT_AS_WRITTEN;
}

static bool formatted(const struct pair *pair, struct view text, struct buf *out)
{
    struct format_options options = {keywords_of(pair)};
    struct arena arena;
    struct diags diags;
    struct place fault = {0};
    arena_init(&arena, (size_t)1 << 30);
    enum format_status status =
        format_source(&arena, view_of(pair->name), text, &options, out, &diags, &fault);
    if (status == FORMAT_ERRORS)
        diags_text(&diags, DIAG_ZH, false, out);
    if (status == FORMAT_FAULT)
        printf("%s/%s.zd:%zu:%zu: a fault\n", pair->folder, pair->name, fault.line, fault.column);
    arena_free(&arena);
    return status != FORMAT_FAULT;
}

/* What is said about one file. */
static bool said_about(const struct pair *pair, struct buf *out)
{
    char path[2 * PAIR_PATH];
    struct buf text;
    buf_init(&text, PAIR_LARGEST);
    pair_path(pair, ".zd", path);
    bool good = pair_read_file(path, &text);
    if (pair_folder_is(pair, "format")) {
        good = good && formatted(pair, buf_seen(&text), out);
        buf_free(&text);
        return good;
    }
    struct reading reading;
    reading_open(&reading);
    snprintf(path, sizeof path, "%s.zd", pair->name);
    reading_add(&reading, path, buf_seen(&text));
    reading_run(&reading, pair);
    diags_text(&reading.diags, DIAG_ZH, false, out);
    leave_out_totals(out);
    reading_close(&reading);
    buf_free(&text);
    return good;
}

static bool write_whole(const char *path, struct view text)
{
    FILE *file = fopen(path, "wb");
    if (!file)
        return false;
    bool good = fwrite(text.p, 1, text.n, file) == text.n;
    return fclose(file) == 0 && good;
}

static void first_difference(const char *path, struct view is, struct view should)
{
    size_t line = 1;
    while (is.p && should.p) {
        struct view a = view_cut(&is, '\n'), b = view_cut(&should, '\n');
        if (!view_eq(a, b)) {
            printf("%s:%zu differs\n  is:     %.*s\n  should: %.*s\n", path, line, VIEW_FMT(a),
                   VIEW_FMT(b));
            return;
        }
        line++;
    }
}

static void compare(struct run *run, const struct pair *pair)
{
    char path[2 * PAIR_PATH];
    struct buf is, should;
    buf_init(&is, PAIR_LARGEST);
    buf_init(&should, PAIR_LARGEST);
    bool good = said_about(pair, &is);
    pair_path(pair, ".out", path);
    if (run->update) {
        good = good && write_whole(path, buf_seen(&is));
    } else {
        good = good && pair_read_file(path, &should);
        if (!good)
            printf("%s: there is none\n", path);
        else if (!view_eq(buf_seen(&is), buf_seen(&should))) {
            first_difference(path, buf_seen(&is), buf_seen(&should));
            good = false;
        }
    }
    run->passed += good;
    run->failed += !good;
    buf_free(&is);
    buf_free(&should);
}

/* ---- a mended version for every code ---- */

static void mend_each(struct run *run, const struct pairs *pairs)
{
    struct showing showing;
    showing_open(&showing, pairs);
    for (int code = 0; code < DIAG_COUNT; code++) {
        struct right right;
        bool good = right_make(&showing, (enum diag_code)code, &right);
        if (!good)
            printf("%s: %s\n", diag_name((enum diag_code)code), right.why);
        run->passed += good;
        run->failed += !good;
        right_free(&right);
    }
    showing_close(&showing);
}

int main(int count, char **arguments)
{
    const char *update = getenv("GOLDEN_UPDATE");
    struct run run = {.update = update && strcmp(update, "1") == 0};
    struct pairs pairs;
    if (!pairs_collect(&pairs, (const char *const *)arguments + 1, (size_t)count - 1))
        return 1;
    for (size_t i = 0; i < pairs.n; i++)
        compare(&run, &pairs.at[i]);
    mend_each(&run, &pairs);
    free(pairs.at);
    printf("%zu passed, %zu failed\n", run.passed, run.failed);
    return run.failed || run.passed == 0;
}
