/* right: finds the pair that shows a code, and what it looks like when it is mended.
 *
 * A pair shows a code when it says it. The one that is called after the code is taken, then the one
 * called after a lint of that code, then the first. The fixes that messages carry are applied from
 * the end of the file to its beginning, those that would touch a later one left out, so offsets
 * stay true. Nothing here knows a code by name: a new one needs a pair and, if its message brings
 * no fix, a mended version by hand. */
#include "tests/golden/right.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "dsl/lint/lint.h"

#define MORE_OF_SAMPLE                                                                             \
    "# 另有样板区的 phrases.zd、cues.zd、danger.zd、acts.zd、small_talk.zd 和 words.zd"

static bool says(const struct diags *diags, enum diag_code code)
{
    for (size_t i = 0; i < diags->list.n; i++)
        if (diags->list.at[i].code == code)
            return true;
    return false;
}

/* ---- which pair shows which code ---- */

static bool is_called_after_code(const struct pair *pair, enum diag_code code)
{
    const char *name = diag_name(code);
    for (size_t i = 0; name[i]; i++)
        if (pair->name[i] != tolower((unsigned char)name[i]))
            return false;
    return true;
}

static bool is_called_after_lint(const struct pair *pair, enum diag_code code)
{
    enum lint lint = lint_find_name(view_of(pair->name), NULL);
    return pair_folder_is(pair, "lint") && lint < LINT_COUNT && lint_entry(lint)->code == code;
}

static int rank(const struct pair *pair, enum diag_code code)
{
    return is_called_after_code(pair, code) ? 2 : is_called_after_lint(pair, code) ? 1 : 0;
}

static void show(struct showing *showing, const struct pair *pair, const struct diags *diags)
{
    for (size_t i = 0; i < diags->list.n; i++) {
        enum diag_code code = diags->list.at[i].code;
        const struct pair *before = showing->of[code];
        if (!before || rank(pair, code) > rank(before, code))
            showing->of[code] = pair;
    }
}

static void read_pair(struct reading *reading, const struct pair *pair, struct view text)
{
    char path[512];
    snprintf(path, sizeof path, "%s.zd", pair->name);
    reading_open(reading);
    reading_add(reading, path, text);
}

void showing_open(struct showing *showing, const struct pairs *pairs)
{
    *showing = (struct showing){.pairs = pairs};
    for (size_t i = 0; i < pairs->n; i++) {
        char path[2 * PAIR_PATH];
        struct buf text;
        struct reading reading;
        if (pair_folder_is(&pairs->at[i], "format"))
            continue;
        buf_init(&text, PAIR_LARGEST);
        pair_path(&pairs->at[i], ".zd", path);
        if (pair_read_file(path, &text)) {
            read_pair(&reading, &pairs->at[i], buf_seen(&text));
            reading_run(&reading, &pairs->at[i]);
            show(showing, &pairs->at[i], &reading.diags);
            reading_close(&reading);
        }
        buf_free(&text);
    }
}

void showing_close(struct showing *showing)
{
    showing->pairs = NULL;
}

/* ---- mending ---- */

static int from_the_end(const void *a, const void *b)
{
    const struct diag *one = *(const struct diag *const *)a, *two = *(const struct diag *const *)b;
    return one->fix_span.from < two->fix_span.from ? 1 : -1;
}

static size_t fixes_of(const struct diags *diags, const struct diag **fixes)
{
    size_t n = 0;
    for (size_t i = 0; i < diags->list.n; i++)
        if (diags->list.at[i].has_fix)
            fixes[n++] = &diags->list.at[i];
    qsort(fixes, n, sizeof *fixes, from_the_end);
    return n;
}

static void apply(struct buf *text, const struct diag *diag)
{
    struct buf out;
    struct view all = buf_seen(text);
    buf_init(&out, PAIR_LARGEST);
    buf_view(&out, view_sub(all, 0, diag->fix_span.from));
    buf_view(&out, diag->fix_text);
    buf_view(&out, view_sub(all, diag->fix_span.to, all.n));
    buf_free(text);
    *text = out;
}

/* The text with every fix; false: no message has one. */
static bool mend(const struct pair *pair, struct buf *text)
{
    struct reading reading;
    read_pair(&reading, pair, buf_seen(text));
    reading_run(&reading, pair);
    const struct diag **fixes =
        ARENA_ARRAY(&reading.arena, reading.diags.list.n + 1, const struct diag *);
    size_t n = fixes_of(&reading.diags, fixes);
    uint32_t end = UINT32_MAX;
    buf_clear(text);
    buf_view(text, reading.sources.files.at[0].text);
    for (size_t i = 0; i < n; i++) {
        if (fixes[i]->fix_span.to > end || (i && fixes[i]->fix_span.from == end))
            continue;
        end = fixes[i]->fix_span.from;
        apply(text, fixes[i]);
    }
    reading_close(&reading);
    return n > 0;
}

static bool add_file(struct reading *reading, const char *path)
{
    struct buf text;
    buf_init(&text, PAIR_LARGEST);
    bool good = pair_read_file(path, &text);
    if (good)
        reading_add(reading, path, buf_seen(&text));
    buf_free(&text);
    return good;
}

static const char *fault_of(const struct reading *reading, enum diag_code code)
{
    return says(&reading->diags, code) ? "the mended version still says it"
           : reading->diags.errors     ? "the mended version has errors"
                                       : NULL;
}

/* What a file with the comment (right.h) is read with. */
static bool add_sample(struct reading *reading)
{
    static const char *const files[] = {"rules/yunxi/phrases.zd",    "rules/yunxi/cues.zd",
                                        "rules/yunxi/danger.zd",     "rules/yunxi/acts.zd",
                                        "rules/yunxi/small_talk.zd", "rules/yunxi/words.zd"};
    for (size_t i = 0; i < sizeof files / sizeof *files; i++)
        if (!add_file(reading, files[i]))
            return false;
    return true;
}

static const char *try_it(const struct pair *pair, enum diag_code code, struct view text)
{
    struct reading reading;
    bool more = view_find(text, VIEW(MORE_OF_SAMPLE)) != SIZE_MAX;
    read_pair(&reading, pair, text);
    if (more && !add_sample(&reading))
        return "the sample district is not there";
    reading_run(&reading, pair);
    const char *fault = fault_of(&reading, code);
    if (fault && getenv("GOLDEN_SHOW")) {
        struct buf out;
        buf_init(&out, PAIR_LARGEST);
        diags_text(&reading.diags, DIAG_ZH, false, &out);
        fwrite(out.p, 1, out.n, stdout);
        buf_free(&out);
    }
    reading_close(&reading);
    return fault;
}

bool right_make(const struct showing *showing, enum diag_code code, struct right *right)
{
    const struct pair *pair = showing->of[code];
    char path[2 * PAIR_PATH];
    *right = (struct right){.why = "no golden file shows it"};
    buf_init(&right->text, PAIR_LARGEST);
    if (!pair)
        return false;
    pair_path(pair, ".right.zd", path);
    right->by_hand = pair_read_file(path, &right->text);
    if (!right->by_hand) {
        pair_path(pair, ".zd", path);
        right->why = "its golden file has no .right.zd beside it, and its message no fix";
        if (!pair_read_file(path, &right->text) || !mend(pair, &right->text))
            return false;
    }
    right->why = try_it(pair, code, buf_seen(&right->text));
    return !right->why;
}

void right_free(struct right *right)
{
    buf_free(&right->text);
}
