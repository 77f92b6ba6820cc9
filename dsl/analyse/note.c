/* note: how findings come into the list. Each is held against the comments of its place first, so
 * that what an author let stand is listed with his reason and does not count; then it must have a
 * witness (its test), else it is listed as not decided.
 *
 * Of one kind in one category only so many are listed: an official who sees forty gaps reads none.
 * The others are counted and named as a number. */
#include "dsl/analyse/ground.h"

enum { TEXT_MAX = 1 << 16 };

struct view ground_text(struct ground *ground, const char *format, ...)
{
    struct buf buf;
    va_list args;
    buf_init(&buf, TEXT_MAX);
    va_start(args, format);
    buf_vprint(&buf, format, args);
    va_end(args);
    struct view text = buf_keep(&buf, ground->arena);
    buf_free(&buf);
    return text;
}

struct view ground_both(struct ground *ground, struct view zh, struct view en)
{
    return diag_both(ground->arena, zh, en);
}

static struct view shown(struct display display, enum diag_language language)
{
    return language == DIAG_EN && display.en.n ? display.en : display.zh;
}

struct view ground_duty(struct ground *ground, int index, enum diag_language language)
{
    const struct duty *duty = &ground->model->duties.at[index];
    return ground_text(ground, "\"%.*s\" %.*s", VIEW_FMT(duty->code),
                       VIEW_FMT(shown(duty->display, language)));
}

struct view ground_category(const struct ground *ground, int category, enum diag_language language)
{
    return shown(ground->model->categories.at[category].display, language);
}

struct span ground_duty_span(const struct ground *ground, int duty)
{
    return ground->model->duties.at[duty].span;
}

struct span ground_category_span(const struct ground *ground, int category)
{
    return ground->model->categories.at[category].span;
}

struct finding ground_finding(const struct ground *ground, enum analyse_kind kind, int category,
                              struct span span)
{
    int owner = category == NONE ? NONE : ground->model->categories.at[category].owner;
    return (struct finding){.kind = kind,
                            .category = category,
                            .duties = {NONE, NONE},
                            .owner = owner,
                            .span = span,
                            .second = span};
}

static const struct allowance *allowance_of(struct ground *ground, const struct finding *finding)
{
    const struct analyse_words *named = analyse_words_of(finding->kind);
    struct allowances *all = &ground->out->allowances;
    const struct allowance *found = allowances_find(all, finding->span, named->zh, named->word);
    return found ? found : allowances_find(all, finding->second, named->zh, named->word);
}

static void count(struct ground *ground, bool note, bool allowed, size_t more)
{
    size_t *counter = allowed ? &ground->out->allowed
                      : note  ? &ground->out->notes
                              : &ground->out->open;
    *counter += more;
}

static void count_unlisted(struct ground *ground, const struct finding *finding)
{
    struct analysis *out = ground->out;
    bool allowed = !finding->note && allowance_of(ground, finding) != NULL;
    count(ground, finding->note, allowed, 1);
    for (size_t i = 0; i < out->unlisted.n; i++) {
        struct unlisted *one = &out->unlisted.at[i];
        if (one->kind == finding->kind && one->category == finding->category &&
            one->note == finding->note && one->allowed == allowed) {
            one->count++;
            return;
        }
    }
    VEC_ADD(ground->arena, &out->unlisted,
            ((struct unlisted){finding->kind, finding->category, finding->owner, finding->span,
                               finding->note, allowed, 1}));
}

bool ground_room(struct ground *ground, const struct finding *finding)
{
    const struct analysis *out = ground->out;
    size_t listed = 0;
    if (!ground->wish->all && finding->note) {
        count_unlisted(ground, finding);
        return false;
    }
    for (size_t i = out->findings.n; i > 0 && !ground->wish->all; i--) {
        const struct finding *one = &out->findings.at[i - 1];
        listed += one->kind == finding->kind && one->category == finding->category;
    }
    if (listed < FINDINGS_MAX)
        return true;
    count_unlisted(ground, finding);
    return false;
}

void ground_add(struct ground *ground, const struct finding *finding)
{
    if (!finding->test.n) {
        ground_undecided(ground, finding->kind, finding->category, finding->span, finding->what,
                         BOTH("没有一个情形能用“设”完整写出来，让参考解释器重做一遍",
                              "no case of it could be put into settings and decided again by the "
                              "reference interpreter"));
        return;
    }
    struct finding *added = VEC_PUSH(ground->arena, &ground->out->findings);
    *added = *finding;
    added->allowed = finding->note ? NULL : allowance_of(ground, finding);
    count(ground, finding->note, added->allowed != NULL, 1);
}

void ground_undecided(struct ground *ground, enum analyse_kind kind, int category, struct span span,
                      struct view what, struct view why)
{
    int owner = category == NONE ? NONE : ground->model->categories.at[category].owner;
    VEC_ADD(ground->arena, &ground->out->undecided,
            ((struct undecided){kind, category, owner, span, what, why}));
}
