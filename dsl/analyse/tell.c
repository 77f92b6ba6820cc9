/* tell: a box is a list of what may be, variable by variable; what it leaves open is not said. The
 * shorter side is told: all but two of eight values are "other than those two".
 *
 * Places are told by the largest areas that lie wholly inside, with those taken out of them that do
 * not. "Elsewhere in X" is such an area less all its parts. As a condition only the usual shapes
 * can be written (in A and not in B); for others the words must do. */
#include "dsl/analyse/tell.h"

#include "dsl/check/closed.h"

enum { SENTENCE_MAX = 1 << 14, NAMED_MAX = 6 };

static bool has(const struct dimension *d, const uint64_t *box, size_t atom)
{
    return box_atom(d, box, atom) == (int)atom;
}

static size_t count_atoms(const struct dimension *d, const uint64_t *box)
{
    size_t n = 0;
    for (int a = box_atom(d, box, 0); a != NONE; a = box_atom(d, box, (size_t)a + 1))
        n++;
    return n;
}

static const char *comma(enum diag_language language)
{
    return language == DIAG_EN ? ", " : "、";
}

/* ---- facts, kinds, channels ---- */

static void put_value(const struct model *model, const struct dimension *d, int atom,
                      enum diag_language language, struct buf *out)
{
    struct variable variable = {d->kind, d->index};
    if (language == DIAG_EN && d->kind == VAR_KIND)
        buf_text(out, terms_kind.at[atom].en);
    else
        oracle_tell_value(model, variable, atom, out);
}

/* Values inside the box, or outside it; at most NAMED_MAX of them unless exact. */
static void put_values(const struct model *model, const struct dimension *d, const uint64_t *box,
                       bool inside, bool exact, enum diag_language language, struct buf *out)
{
    size_t said = 0, all = 0;
    for (size_t a = 0; a < d->atoms; a++) {
        if (has(d, box, a) != inside || (!exact && said == NAMED_MAX && ++all))
            continue;
        buf_text(out, said++ ? comma(language) : "");
        put_value(model, d, (int)a, language, out);
    }
    if (all)
        buf_print(out, language == DIAG_EN ? " and %zu more" : " 等 %zu 个",
                  language == DIAG_EN ? all : all + said);
}

static void put_name(const struct model *model, const struct dimension *d,
                     enum diag_language language, struct buf *out)
{
    if (language == DIAG_EN && d->kind == VAR_KIND)
        buf_text(out, "kind");
    else if (language == DIAG_EN && d->kind == VAR_CHANNEL)
        buf_text(out, "channel");
    else
        oracle_tell_variable(model, (struct variable){d->kind, d->index}, out);
}

static void say_values(const struct model *model, const struct dimension *d, const uint64_t *box,
                       enum diag_language language, struct buf *out)
{
    bool inside = 2 * count_atoms(d, box) <= d->atoms + 1;
    bool zh = language == DIAG_ZH;
    put_name(model, d, language, out);
    buf_text(out, inside ? zh ? "：" : ": " : zh ? "：除 " : ": other than ");
    put_values(model, d, box, inside, false, language, out);
    buf_text(out, inside || !zh ? "" : " 以外");
}

static void write_values(const struct model *model, const struct dimension *d, const uint64_t *box,
                         struct buf *out)
{
    bool inside = 2 * count_atoms(d, box) <= d->atoms + 1;
    put_name(model, d, DIAG_ZH, out);
    buf_text(out, inside ? " = " : " != ");
    put_values(model, d, box, inside, true, DIAG_ZH, out);
}

/* ---- times ---- */

/* The period, seen from the category, that covers just these minutes; or NULL. */
static const struct period *period_of(const struct space *space, int category,
                                      const struct dimension *d, const uint64_t *box)
{
    for (size_t i = 0; i < space->model->periods.n; i++) {
        const struct period *period = &space->model->periods.at[i];
        bool same = period->category == NONE || period->category == category;
        for (size_t a = 0; a < d->atoms && same; a++) {
            int from = space->cuts.at[a], to = space->cuts.at[a + 1], inside = 0;
            for (size_t r = 0; r < period->ranges.n; r++) {
                int low = period->ranges.at[r].from, high = period->ranges.at[r].to;
                inside += (to < high ? to : high) > (from > low ? from : low)
                              ? (to < high ? to : high) - (from > low ? from : low)
                              : 0;
            }
            same = inside == (has(d, box, a) ? to - from : 0);
        }
        if (same)
            return period;
    }
    return NULL;
}

/* Stretches of minutes; one over midnight is one stretch. */
static void put_stretches(const struct space *space, const struct dimension *d, const uint64_t *box,
                          enum diag_language language, struct buf *out)
{
    size_t n = d->atoms, said = 0;
    bool wraps = n > 1 && has(d, box, 0) && has(d, box, n - 1);
    for (size_t a = 0; a < n; a++) {
        if (!has(d, box, a) || (a > 0 && has(d, box, a - 1)) || (a == 0 && wraps))
            continue;
        size_t end = a;
        while (end < n && has(d, box, end))
            end++;
        int from = space->cuts.at[a], to = space->cuts.at[end];
        if (end == n && wraps)
            for (end = 0; has(d, box, end); end++)
                to = space->cuts.at[end + 1];
        buf_print(out, "%s%02d:%02d..%02d:%02d", said++ ? comma(language) : "", from / 60,
                  from % 60, to / 60, to % 60);
    }
}

static void put_time(const struct space *space, int category, const struct dimension *d,
                     const uint64_t *box, enum diag_language language, struct buf *out)
{
    const struct period *period = period_of(space, category, d, box);
    if (period)
        buf_view(out, period->name);
    else
        put_stretches(space, d, box, language, out);
}

/* ---- days ---- */

struct days {
    bool weekday[7], class_[DAYCLASS_COUNT];
    bool all_weekdays, all_classes;
    bool product; /* every day of these weekdays and classes is in the box */
};

static struct days days_of(const struct dimension *d, const uint64_t *box)
{
    struct days days = {.all_weekdays = true, .all_classes = true, .product = true};
    int weekday, dayclass;
    for (size_t a = 0; a < d->atoms; a++) {
        day_atom(a, &weekday, &dayclass);
        if (has(d, box, a))
            days.weekday[weekday] = days.class_[dayclass] = true;
    }
    for (int i = 0; i < 7; i++)
        days.all_weekdays &= days.weekday[i];
    for (int i = 0; i < DAYCLASS_COUNT; i++)
        days.all_classes &= days.class_[i];
    for (size_t a = 0; a < d->atoms; a++) {
        day_atom(a, &weekday, &dayclass);
        days.product &= has(d, box, a) == (days.weekday[weekday] && days.class_[dayclass]);
    }
    return days;
}

static void put_terms(const struct terms *terms, const bool *set, enum diag_language language,
                      struct buf *out)
{
    size_t said = 0;
    for (size_t i = 0; i < terms->count; i++)
        if (set[i]) {
            buf_text(out, said++ ? comma(language) : "");
            buf_text(out, language == DIAG_EN ? terms->at[i].en : terms->at[i].zh);
        }
}

static void say_days(const struct dimension *d, const uint64_t *box, enum diag_language language,
                     struct buf *out)
{
    struct days days = days_of(d, box);
    if (!days.all_weekdays)
        put_terms(&terms_weekday, days.weekday, language, out);
    if (!days.all_weekdays && !days.all_classes)
        buf_text(out, language == DIAG_EN ? " that are " : "的");
    if (!days.all_classes)
        put_terms(&terms_dayclass, days.class_, language, out);
    if (!days.product)
        buf_text(out, language == DIAG_EN ? " (some of them)" : "（其中一部分）");
}

static bool write_days(const struct dimension *d, const uint64_t *box, struct buf *out)
{
    struct days days = days_of(d, box);
    if (!days.all_weekdays) {
        buf_text(out, "星期 在 ");
        put_terms(&terms_weekday, days.weekday, DIAG_ZH, out);
    }
    if (!days.all_weekdays && !days.all_classes)
        buf_text(out, " 且 ");
    if (!days.all_classes) {
        buf_text(out, "日类 = ");
        put_terms(&terms_dayclass, days.class_, DIAG_ZH, out);
    }
    return days.product;
}

/* ---- places ---- */

static bool subtree_is(const struct model *model, const struct dimension *d, const uint64_t *box,
                       int area, bool inside)
{
    const struct area *self = &model->areas.at[area];
    for (int a = self->first; a < self->last; a++)
        if (has(d, box, (size_t)a) != inside)
            return false;
    return true;
}

struct walk {
    const struct model *model;
    const struct dimension *d;
    const uint64_t *box;
    enum diag_language language;
    struct buf *out;
    size_t said;
};

/* The largest areas below `from` (itself left out) that are wholly inside or wholly outside. */
static size_t put_areas(struct walk *walk, int from, int to, bool inside)
{
    size_t said = 0, more = 0;
    for (int a = from; a < to;) {
        if (!subtree_is(walk->model, walk->d, walk->box, a, inside)) {
            a++;
            continue;
        }
        if (said < NAMED_MAX) {
            buf_text(walk->out, said ? comma(walk->language) : "");
            buf_view(walk->out, walk->model->areas.at[a].name);
        } else {
            more++;
        }
        said++;
        a = walk->model->areas.at[a].last;
    }
    if (more)
        buf_print(walk->out, walk->language == DIAG_EN ? " and %zu more" : " 等 %zu 处",
                  walk->language == DIAG_EN ? more : said);
    return said;
}

/* An area whose own "elsewhere" is inside: with all its parts, or with some taken out. */
static void put_area(struct walk *walk, int area)
{
    const struct area *self = &walk->model->areas.at[area];
    buf_text(walk->out, walk->said++ ? comma(walk->language) : "");
    buf_view(walk->out, self->name);
    if (subtree_is(walk->model, walk->d, walk->box, area, true))
        return;
    buf_text(walk->out, walk->language == DIAG_EN ? " (except " : "（");
    put_areas(walk, self->first + 1, self->last, false);
    buf_text(walk->out, walk->language == DIAG_EN ? ")" : " 除外）");
}

void tell_places(const struct model *model, const struct dimension *dimension, const uint64_t *box,
                 enum diag_language language, struct buf *out)
{
    struct walk walk = {model, dimension, box, language, out, 0};
    int count = (int)model->areas.n;
    if (has(dimension, box, (size_t)count)) { /* outside too: tell what is not meant */
        put_areas(&walk, 0, count, false);
        buf_text(out, language == DIAG_EN ? " excluded" : " 以外");
        return;
    }
    bool covered = false;
    for (int a = 0, end = 0; a < count; a++) {
        covered = a < end;
        if (covered || !has(dimension, box, (size_t)a))
            continue;
        put_area(&walk, a);
        end = model->areas.at[a].last;
    }
}

/* 区域 在 A、B [且 非 ( 区域 在 C、D )]. false: it takes more than that. */
static bool write_places(const struct model *model, const struct dimension *d, const uint64_t *box,
                         struct buf *out)
{
    int count = (int)model->areas.n, end = 0;
    bool outside = has(d, box, (size_t)count);
    struct buf in, not_in;
    size_t ins = 0, not_ins = 0;
    bool simple = true;
    buf_init(&in, SENTENCE_MAX);
    buf_init(&not_in, SENTENCE_MAX);
    for (int a = 0; a < count; a++) {
        bool here = has(d, box, (size_t)a), within = outside || a < end;
        if (!within && here) {
            buf_print(&in, "%s%.*s", ins++ ? "、" : "", VIEW_FMT(model->areas.at[a].name));
            end = model->areas.at[a].last;
        } else if (within && !here) {
            buf_print(&not_in, "%s%.*s", not_ins++ ? "、" : "", VIEW_FMT(model->areas.at[a].name));
            simple = simple && subtree_is(model, d, box, a, false);
            a = model->areas.at[a].last - 1;
        }
    }
    buf_print(out, "%s%.*s", ins ? "区域 在 " : "", VIEW_FMT(buf_seen(&in)));
    if (not_ins)
        buf_print(out, "%s非 ( 区域 在 %.*s )", ins ? " 且 " : "", VIEW_FMT(buf_seen(&not_in)));
    buf_free(&in);
    buf_free(&not_in);
    return simple;
}

/* ---- all together ---- */

static void put_part(struct ground *ground, const struct table *table, const struct dimension *d,
                     const uint64_t *box, enum diag_language language, struct buf *scene,
                     struct buf *facts)
{
    const struct model *model = ground->model;
    struct buf *out =
        d->kind == VAR_TIME || d->kind == VAR_WEEKDAY || d->kind == VAR_AREA ? scene : facts;
    if (box_is_full(&table->space, d, box))
        return;
    if (out->n)
        buf_text(out, out == scene ? comma(language) : language == DIAG_EN ? "; " : "；");
    if (d->kind == VAR_TIME)
        put_time(&table->space, table->category, d, box, language, out);
    else if (d->kind == VAR_WEEKDAY)
        say_days(d, box, language, out);
    else if (d->kind == VAR_AREA)
        tell_places(model, d, box, language, out);
    else
        say_values(model, d, box, language, out);
}

/* Places first, as one would say it. */
static void put_parts(struct ground *ground, const struct table *table, const uint64_t *box,
                      enum diag_language language, struct buf *scene, struct buf *facts)
{
    for (int places = 1; places >= 0; places--)
        for (size_t i = 0; i < table->space.dimensions.n; i++) {
            const struct dimension *d = &table->space.dimensions.at[i];
            if ((d->kind == VAR_AREA) == (places == 1))
                put_part(ground, table, d, box, language, scene, facts);
        }
}

static struct view cases_in(struct ground *ground, const struct table *table, const uint64_t *box,
                            int matter, enum diag_language language)
{
    struct buf scene, facts, out;
    bool zh = language == DIAG_ZH;
    buf_init(&scene, SENTENCE_MAX);
    buf_init(&facts, SENTENCE_MAX);
    buf_init(&out, SENTENCE_MAX);
    struct view what = matter >= 0 ? ground_duty(ground, matter, language)
                                   : ground_category(ground, table->category, language);
    put_parts(ground, table, box, language, &scene, &facts);
    if (zh && scene.n)
        buf_print(&out, "发生在 %.*s 的 ", VIEW_FMT(buf_seen(&scene)));
    buf_view(&out, what);
    if (facts.n)
        buf_print(&out, zh ? "（%.*s）" : " (%.*s)", VIEW_FMT(buf_seen(&facts)));
    if (!zh && scene.n)
        buf_print(&out, ", %.*s", VIEW_FMT(buf_seen(&scene)));
    if (!scene.n && !facts.n)
        buf_text(&out, zh ? "（任何情形）" : " (any case)");
    struct view text = buf_keep(&out, ground->arena);
    buf_free(&scene);
    buf_free(&facts);
    buf_free(&out);
    return text;
}

struct view tell_cases(struct ground *ground, const struct table *table, const uint64_t *box,
                       int matter)
{
    return ground_both(ground, cases_in(ground, table, box, matter, DIAG_ZH),
                       cases_in(ground, table, box, matter, DIAG_EN));
}

static bool write_part(const struct table *table, const struct dimension *d, const uint64_t *box,
                       struct buf *out)
{
    const struct model *model = table->space.model;
    if (d->kind == VAR_WEEKDAY)
        return write_days(d, box, out);
    if (d->kind == VAR_AREA)
        return write_places(model, d, box, out);
    if (d->kind == VAR_TIME) {
        buf_text(out, "时刻 在 ");
        put_time(&table->space, table->category, d, box, DIAG_ZH, out);
    } else {
        write_values(model, d, box, out);
    }
    return true;
}

struct view tell_condition(struct ground *ground, const struct table *table, const uint64_t *box)
{
    struct buf out;
    bool sayable = true;
    buf_init(&out, SENTENCE_MAX);
    for (size_t i = 0; i < table->space.dimensions.n; i++) {
        const struct dimension *d = &table->space.dimensions.at[i];
        if (box_is_full(&table->space, d, box))
            continue;
        buf_text(&out, out.n ? " 且 " : "");
        sayable = write_part(table, d, box, &out) && sayable;
    }
    struct view text = sayable ? buf_keep(&out, ground->arena) : (struct view){"", 0};
    buf_free(&out);
    return text;
}
