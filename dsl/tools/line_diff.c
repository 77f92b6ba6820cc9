/* line_diff: Myers' greedy walk over lines, with what is common at both ends taken off first.
 *
 * The walk keeps the furthest point of every diagonal for each number of edits, so that the way can
 * be gone back. It is quadratic in the number of edits: past a ceiling the middle is shown as
 * removed and added as a whole, which is still right. */
#include "dsl/tools/line_diff.h"

#include "dsl/base/vec.h"

enum { CONTEXT = 3, MOST_EDITS = 2000 };

struct lines {
    VEC(struct view) list;
};

/* One line of the result: kept, removed or added. */
struct step {
    char sign;
    struct view line;
};

struct walk {
    struct arena *arena;
    const struct view *a, *b;
    long n, m;
    VEC(struct step) steps;
};

static struct lines lines_of(struct arena *arena, struct view text)
{
    struct lines lines = {0};
    while (text.n) {
        const char *end = memchr(text.p, '\n', text.n);
        size_t n = end ? (size_t)(end - text.p) + 1 : text.n;
        VEC_ADD(arena, &lines.list, view_sub(text, 0, n));
        text = view_sub(text, n, text.n);
    }
    return lines;
}

static void step(struct walk *walk, char sign, struct view line)
{
    VEC_ADD(walk->arena, &walk->steps, ((struct step){sign, line}));
}

/* The furthest x on each diagonal -d..d, for one number of edits d. */
static long furthest(const struct walk *walk, const long *v, long d, long k)
{
    bool down = k == -d || (k != d && v[k - 1] < v[k + 1]);
    long x = down ? v[k + 1] : v[k - 1] + 1;
    while (x < walk->n && x - k < walk->m && x - k >= 0 && view_eq(walk->a[x], walk->b[x - k]))
        x++;
    return x;
}

/* Goes back from the end; the steps come out last first. */
static void go_back(struct walk *walk, long *const *rows, long d)
{
    long x = walk->n, y = walk->m;
    for (; d > 0; d--) {
        const long *v = rows[d - 1];
        long k = x - y;
        bool down = k == -d || (k != d && v[k - 1] < v[k + 1]);
        long from = down ? k + 1 : k - 1, was = v[from];
        long start = down ? was : was + 1;
        for (; x > start; x--, y--)
            step(walk, ' ', walk->a[x - 1]);
        if (down)
            step(walk, '+', walk->b[--y]);
        else
            step(walk, '-', walk->a[--x]);
    }
    for (; x > 0; x--)
        step(walk, ' ', walk->a[x - 1]);
}

static long *row_of(struct walk *walk, const long *before, long d)
{
    long *row = ARENA_ARRAY(walk->arena, (size_t)(2 * d + 5), long);
    row += d + 2;
    for (long k = -d - 1; k <= d + 1; k++)
        row[k] = -1;
    for (long k = -d; k <= d; k += 2)
        row[k] = d ? furthest(walk, before, d, k) : furthest(walk, (const long[]){0, 0}, 0, 0);
    return row;
}

static bool is_end(const struct walk *walk, const long *row, long d)
{
    long k = walk->n - walk->m;
    return k >= -d && k <= d && (k + d) % 2 == 0 && row[k] >= walk->n;
}

/* All that differs, removed and added as a whole; last first. */
static void whole(struct walk *walk)
{
    for (long y = walk->m; y > 0; y--)
        step(walk, '+', walk->b[y - 1]);
    for (long x = walk->n; x > 0; x--)
        step(walk, '-', walk->a[x - 1]);
}

static void compare(struct walk *walk)
{
    long **rows = ARENA_ARRAY(walk->arena, MOST_EDITS + 1, long *);
    for (long d = 0; d <= MOST_EDITS; d++) {
        rows[d] = row_of(walk, d ? rows[d - 1] : NULL, d);
        if (is_end(walk, rows[d], d)) {
            go_back(walk, rows, d);
            return;
        }
    }
    whole(walk);
}

/* Printing */

struct hunk {
    size_t from, to; /* steps */
};

static struct hunk next_hunk(const struct step *steps, size_t n, size_t at)
{
    struct hunk hunk = {n, n};
    while (at < n && steps[at].sign == ' ')
        at++;
    if (at == n)
        return hunk;
    hunk.from = at > CONTEXT ? at - CONTEXT : 0;
    size_t last = at;
    for (; at < n && at - last <= 2 * (size_t)CONTEXT; at++)
        last = steps[at].sign != ' ' ? at : last;
    hunk.to = last + 1 + CONTEXT < n ? last + 1 + CONTEXT : n;
    return hunk;
}

static void print_hunk(const struct step *steps, struct hunk hunk, const size_t line[2],
                       struct buf *out)
{
    size_t count[2] = {0};
    for (size_t i = hunk.from; i < hunk.to; i++) {
        count[0] += steps[i].sign != '+';
        count[1] += steps[i].sign != '-';
    }
    buf_print(out, "@@ -%zu,%zu +%zu,%zu @@\n", line[0] + (count[0] > 0), count[0],
              line[1] + (count[1] > 0), count[1]);
    for (size_t i = hunk.from; i < hunk.to; i++) {
        struct view text = steps[i].line;
        buf_byte(out, steps[i].sign);
        buf_view(out, text);
        if (!text.n || text.p[text.n - 1] != '\n')
            buf_text(out, "\n\\ No newline at end of file\n");
    }
}

static void print_steps(const struct step *steps, size_t n, struct buf *out)
{
    size_t at = 0, line[2] = {0};
    for (struct hunk hunk; (hunk = next_hunk(steps, n, at)).from < n; at = hunk.to) {
        for (; at < hunk.from; at++, line[0]++)
            line[1]++;
        print_hunk(steps, hunk, line, out);
        for (size_t i = hunk.from; i < hunk.to; i++) {
            line[0] += steps[i].sign != '+';
            line[1] += steps[i].sign != '-';
        }
    }
}

static void turn(struct step *steps, size_t n)
{
    for (size_t i = 0; i < n / 2; i++) {
        struct step other = steps[i];
        steps[i] = steps[n - 1 - i];
        steps[n - 1 - i] = other;
    }
}

void line_diff(struct arena *arena, const char *path, struct view before, struct view after,
               struct buf *out)
{
    if (view_eq(before, after))
        return;
    struct lines a = lines_of(arena, before), b = lines_of(arena, after);
    size_t head = 0, tail = 0;
    while (head < a.list.n && head < b.list.n && view_eq(a.list.at[head], b.list.at[head]))
        head++;
    while (tail < a.list.n - head && tail < b.list.n - head &&
           view_eq(a.list.at[a.list.n - 1 - tail], b.list.at[b.list.n - 1 - tail]))
        tail++;
    struct walk walk = {.arena = arena, .a = a.list.at + head, .b = b.list.at + head};
    walk.n = (long)(a.list.n - head - tail);
    walk.m = (long)(b.list.n - head - tail);
    for (size_t i = 0; i < tail; i++)
        step(&walk, ' ', a.list.at[a.list.n - 1 - i]);
    compare(&walk);
    for (size_t i = head; i > 0; i--)
        step(&walk, ' ', a.list.at[i - 1]);
    turn(walk.steps.at, walk.steps.n);
    buf_print(out, "--- %s\n+++ %s\n", path, path);
    print_steps(walk.steps.at, walk.steps.n, out);
}
