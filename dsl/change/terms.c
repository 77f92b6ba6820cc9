/* terms: what a duty and a policy say beside their condition, and what items are called. */
#include "dsl/change/compare.h"

#include "dsl/check/closed.h"
#include "dsl/oracle/oracle.h"

static struct view both_of(struct arena *arena, struct display display)
{
    return display.en.n ? diag_both(arena, display.zh, display.en) : display.zh;
}

/* ---- texts of values; kept in the arena ---- */

struct telling {
    struct arena *arena;
    const struct model *model;
};

static struct view kept(struct arena *arena, struct buf *text)
{
    struct view view = buf_keep(text, arena);
    buf_free(text);
    return view;
}

static struct view tell_target(struct telling t, struct target target)
{
    struct buf text;
    buf_init(&text, 1 << 12);
    oracle_tell_target(t.model, target, &text);
    return kept(t.arena, &text);
}

static struct view tell_duration(struct telling t, struct duration duration)
{
    struct buf zh, en;
    if (!duration.count)
        return VIEW("");
    buf_init(&zh, 1 << 8);
    buf_init(&en, 1 << 8);
    oracle_tell_duration(duration, DIAG_ZH, &zh);
    oracle_tell_duration(duration, DIAG_EN, &en);
    struct view both = diag_both(t.arena, buf_seen(&zh), buf_seen(&en));
    buf_free(&zh);
    buf_free(&en);
    return both;
}

static struct view tell_targets(struct telling t, const struct target *targets, size_t n)
{
    struct buf text;
    buf_init(&text, 1 << 16);
    for (size_t i = 0; i < n; i++) {
        buf_text(&text, i ? "、" : "");
        oracle_tell_target(t.model, targets[i], &text);
    }
    return kept(t.arena, &text);
}

static struct view tell_branches(struct telling t, const struct duty *duty)
{
    struct buf text;
    buf_init(&text, 1 << 16);
    for (size_t i = 0; i < duty->branches.n; i++) {
        buf_text(&text, i ? "；" : "");
        oracle_tell_expr(t.model, duty->branches.at[i].when, &text);
        buf_text(&text, " 交 ");
        oracle_tell_target(t.model, duty->branches.at[i].assign, &text);
    }
    return kept(t.arena, &text);
}

static struct view tell_codes(struct telling t, const struct duty *duty)
{
    struct buf text;
    buf_init(&text, 1 << 16);
    for (size_t i = 0; i < duty->over.n; i++)
        buf_print(&text, "%s%.*s", i ? "、" : "",
                  VIEW_FMT(t.model->duties.at[duty->over.at[i]].code));
    return kept(t.arena, &text);
}

static struct view tell_texts(struct telling t, const struct duty *duty)
{
    struct buf text;
    buf_init(&text, 1 << 16);
    for (size_t i = 0; i < duty->texts.n; i++)
        buf_print(&text, "%s%.*s", i ? "、" : "",
                  VIEW_FMT(t.model->documents.at[duty->texts.at[i]].path));
    return kept(t.arena, &text);
}

static struct view tell_headings(struct telling t, const struct duty *duty)
{
    struct buf text;
    buf_init(&text, 1 << 16);
    for (size_t i = 0; i < duty->questions.n; i++)
        buf_print(&text, "%s%.*s", i ? "、" : "", VIEW_FMT(duty->questions.at[i].heading));
    return kept(t.arena, &text);
}

/* With what it is asked of: the same sentence under another heading is another question. */
static struct view tell_asked(struct telling t, const struct duty_question *of, struct view asked)
{
    struct buf text;
    buf_init(&text, 1 << 16);
    if (of->document != NONE)
        buf_print(&text, "%.*s ", VIEW_FMT(t.model->documents.at[of->document].path));
    buf_print(&text, "%.*s: %.*s", VIEW_FMT(of->heading), VIEW_FMT(asked));
    return kept(t.arena, &text);
}

static words all_asked(struct telling t, const struct duty *duty)
{
    words all = {0};
    for (size_t i = 0; i < duty->questions.n; i++) {
        const struct duty_question *of = &duty->questions.at[i];
        for (size_t k = 0; k < of->asked.n; k++) {
            struct word one = of->asked.at[k];
            one.first = tell_asked(t, of, one.first);
            VEC_ADD(t.arena, &all, one);
        }
    }
    return all;
}

static struct view tell_collect(struct telling t, unsigned collect)
{
    struct buf zh, en;
    buf_init(&zh, 1 << 8);
    buf_init(&en, 1 << 8);
    for (size_t i = 0; i < terms_collect.count; i++)
        if (collect >> i & 1) {
            buf_print(&zh, "%s%s", zh.n ? "、" : "", terms_collect.at[i].zh);
            buf_print(&en, "%s%s", en.n ? ", " : "", terms_collect.at[i].en);
        }
    struct view both = diag_both(t.arena, buf_seen(&zh), buf_seen(&en));
    buf_free(&zh);
    buf_free(&en);
    return both;
}

static struct view clock_name(const struct model *model, int clock)
{
    return clock == NONE ? VIEW("") : model->clocks.at[clock].name;
}

static struct view unit_name(const struct model *model, int unit)
{
    return unit == NONE ? VIEW("") : model->units.at[unit].name;
}

static struct view yes(bool it_is)
{
    return it_is ? BOTH("是", "yes") : BOTH("否", "no");
}

/* ---- duties ---- */

void compare_duty_terms(struct compare *compare, struct pair pair, struct diff_item *item)
{
    struct telling old = {compare->arena, compare->report->old};
    struct telling new = {compare->arena, compare->report->new};
    const struct duty *a = &old.model->duties.at[pair.old], *b = &new.model->duties.at[pair.new];
    compare_term(compare, item, BOTH("编号", "code"), a->code, b->code);
    compare_term(compare, item, BOTH("名称", "name"), both_of(compare->arena, a->display),
                 both_of(compare->arena, b->display));
    compare_term(compare, item, BOTH("交", "assign"), tell_target(old, a->assign),
                 tell_target(new, b->assign));
    compare_term(compare, item, BOTH("其中", "where"), tell_branches(old, a),
                 tell_branches(new, b));
    compare_term(compare, item, BOTH("协办", "assist"),
                 tell_targets(old, a->assists.at, a->assists.n),
                 tell_targets(new, b->assists.at, b->assists.n));
    compare_term(compare, item, BOTH("期限", "within"), tell_duration(old, a->within),
                 tell_duration(new, b->within));
    compare_term(compare, item, BOTH("急", "urgent"), yes(a->urgent), yes(b->urgent));
    compare_term(compare, item, BOTH("时限", "clock"), clock_name(old.model, a->clock),
                 clock_name(new.model, b->clock));
    compare_term(compare, item, BOTH("收集", "collect"), tell_collect(old, a->collect),
                 tell_collect(new, b->collect));
    compare_term(compare, item, BOTH("优先于", "over"), tell_codes(old, a), tell_codes(new, b));
    compare_term(compare, item, BOTH("依据", "basis"), a->basis, b->basis);
    compare_term(compare, item, BOTH("答", "answer"), both_of(compare->arena, a->answer),
                 both_of(compare->arena, b->answer));
    compare_term(compare, item, BOTH("正文", "text"), tell_texts(old, a), tell_texts(new, b));
    compare_term(compare, item, BOTH("由", "owner"), unit_name(old.model, a->owner),
                 unit_name(new.model, b->owner));
    compare_words(compare, &item->words, &a->words, &b->words);
    compare_words(compare, &item->said, &a->sayings, &b->sayings);
    compare_term(compare, item, BOTH("常问", "asked"), tell_headings(old, a),
                 tell_headings(new, b));
    words before = all_asked(old, a), now = all_asked(new, b);
    compare_words(compare, &item->asked, &before, &now);
}

/* ---- policies ---- */

static struct view tell_day(struct arena *arena, civil_day day)
{
    struct civil date = civil_from_day(day);
    struct buf text;
    buf_init(&text, 64);
    buf_print(&text, "%04d-%02d-%02d", date.year, date.month, date.day);
    return kept(arena, &text);
}

static struct view tell_window(struct arena *arena, civil_day from, civil_day to)
{
    struct buf text;
    if (from > to)
        return VIEW("");
    buf_init(&text, 64);
    buf_view(&text, tell_day(arena, from));
    buf_text(&text, "..");
    buf_view(&text, tell_day(arena, to));
    return kept(arena, &text);
}

static struct view tell_push(struct arena *arena, unsigned push)
{
    struct buf text;
    buf_init(&text, 256);
    for (size_t i = 0; i < terms_channel.count; i++)
        if (push >> i & 1)
            buf_print(&text, "%s%s", text.n ? "、" : "", terms_channel.at[i].en);
    return kept(arena, &text);
}

static struct view term_both(struct arena *arena, const struct terms *terms, int value)
{
    return diag_both(arena, view_of(terms->at[value].zh), view_of(terms->at[value].en));
}

void compare_policy_terms(struct compare *compare, struct pair pair, struct diff_item *item)
{
    struct arena *arena = compare->arena;
    const struct model *old = compare->report->old, *new = compare->report->new;
    const struct policy *a = &old->policies.at[pair.old], *b = &new->policies.at[pair.new];
    compare_term(compare, item, BOTH("名称", "name"), both_of(arena, a->display),
                 both_of(arena, b->display));
    compare_term(compare, item, BOTH("级别", "level"),
                 term_both(arena, &terms_level, (int)a->level),
                 term_both(arena, &terms_level, (int)b->level));
    compare_term(compare, item, BOTH("发布", "by"), unit_name(old, a->by), unit_name(new, b->by));
    compare_term(compare, item, BOTH("受理期", "window"), tell_window(arena, a->from, a->to),
                 tell_window(arena, b->from, b->to));
    compare_term(compare, item, BOTH("兑现", "grant"), a->grant_text, b->grant_text);
    compare_term(compare, item, BOTH("方式", "way"), term_both(arena, &terms_way, (int)a->way),
                 term_both(arena, &terms_way, (int)b->way));
    compare_term(compare, item, BOTH("正文", "text"), a->text, b->text);
    compare_term(compare, item, BOTH("推送", "push"), tell_push(arena, a->push),
                 tell_push(arena, b->push));
    compare_term(compare, item, BOTH("推送文字", "push text"), both_of(arena, a->push_text),
                 both_of(arena, b->push_text));
    compare_words(compare, &item->words, &a->words, &b->words);
}

/* ---- names ---- */

static int owner_of(const struct model *model, const struct duty *duty)
{
    return duty->owner != NONE ? duty->owner : model->categories.at[duty->category].owner;
}

static void name_duty(struct arena *arena, const struct model *model, int at, bool old,
                      struct diff_item *item)
{
    const struct duty *duty = &model->duties.at[at];
    item->code = duty->code;
    item->name = both_of(arena, duty->display);
    item->owner = unit_name(model, owner_of(model, duty));
    *(old ? &item->old_span : &item->new_span) = duty->span;
}

static void name_policy(struct arena *arena, const struct model *model, int at, bool old,
                        struct diff_item *item)
{
    const struct policy *policy = &model->policies.at[at];
    item->code = policy->name;
    item->name = both_of(arena, policy->display);
    item->owner = unit_name(model, policy->by);
    *(old ? &item->old_span : &item->new_span) = policy->span;
}

/* The new version's names where there are both, so it is asked last. */
void compare_name_items(struct compare *compare)
{
    for (size_t i = 0; i < compare->report->items.n; i++) {
        struct diff_item *item = &compare->report->items.at[i];
        void (*name)(struct arena *, const struct model *, int, bool, struct diff_item *) =
            item->noun == DIFF_DUTY     ? name_duty
            : item->noun == DIFF_POLICY ? name_policy
                                        : NULL;
        if (name && item->old != NONE)
            name(compare->arena, compare->report->old, item->old, true, item);
        if (name && item->new != NONE)
            name(compare->arena, compare->report->new, item->new, false, item);
    }
}
