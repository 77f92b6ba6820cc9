/* others: everything that is neither duty nor policy: compared by name, attribute by attribute,
 * each told as a text; two texts that differ are a term. */
#include "dsl/change/compare.h"

#include "dsl/check/closed.h"
#include "dsl/oracle/oracle.h"

/* A thing of one version, as the table below sees it. */
struct thing {
    struct arena *arena;
    const struct model *model;
    int at;
};

/* ---- texts ---- */

static struct view kept(struct arena *arena, struct buf *text)
{
    struct view view = buf_keep(text, arena);
    buf_free(text);
    return view;
}

static struct view shown(struct thing t, struct display display)
{
    return display.en.n ? diag_both(t.arena, display.zh, display.en) : display.zh;
}

static struct view unit(struct thing t, int at)
{
    return at == NONE ? VIEW("") : t.model->units.at[at].name;
}

static struct view target(struct thing t, struct target target)
{
    struct buf text;
    buf_init(&text, 1 << 12);
    oracle_tell_target(t.model, target, &text);
    return kept(t.arena, &text);
}

static struct view areas(struct thing t, const int *list, size_t n)
{
    struct buf text;
    buf_init(&text, 1 << 16);
    for (size_t i = 0; i < n; i++)
        buf_print(&text, "%s%.*s", i ? "、" : "", VIEW_FMT(t.model->areas.at[list[i]].name));
    return kept(t.arena, &text);
}

static struct view ranges(struct thing t, const struct minute_range *list, size_t n)
{
    struct buf text;
    buf_init(&text, 1 << 12);
    for (size_t i = 0; i < n; i++)
        buf_print(&text, "%s%02d:%02d..%02d:%02d", i ? "、" : "", list[i].from / 60,
                  list[i].from % 60, list[i].to / 60, list[i].to % 60);
    return kept(t.arena, &text);
}

static struct view duration(struct thing t, struct duration of)
{
    struct buf text;
    if (!of.count)
        return VIEW("");
    buf_init(&text, 1 << 8);
    oracle_tell_duration(of, DIAG_ZH, &text);
    return kept(t.arena, &text);
}

static struct view number(struct thing t, int64_t value)
{
    struct buf text;
    buf_init(&text, 64);
    buf_print(&text, "%lld", (long long)value);
    return kept(t.arena, &text);
}

static struct view values(struct thing t, const struct fact_value *list, size_t n)
{
    struct buf text;
    buf_init(&text, 1 << 16);
    for (size_t i = 0; i < n; i++)
        buf_print(&text, "%s%.*s \"%.*s\"", i ? "、" : "", VIEW_FMT(list[i].name),
                  VIEW_FMT(list[i].display.zh));
    return kept(t.arena, &text);
}

static struct view days(struct thing t, civil_day from, civil_day to)
{
    struct buf text;
    if (from > to)
        return VIEW("");
    struct civil a = civil_from_day(from), b = civil_from_day(to);
    buf_init(&text, 64);
    buf_print(&text, "%04d-%02d-%02d..%04d-%02d-%02d", a.year, a.month, a.day, b.year, b.month,
              b.day);
    return kept(t.arena, &text);
}

/* ---- the attributes of each noun ---- */

struct telling {
    struct compare *compare;
    struct diff_item *item;
    struct thing old, new;
};

/* One attribute: the same expression for both versions. */
#define TERM(zh, en, text)                                                                         \
    do {                                                                                           \
        struct thing t = telling->old;                                                             \
        struct view before = (text);                                                               \
        t = telling->new;                                                                          \
        compare_term(telling->compare, telling->item, BOTH(zh, en), before, (text));               \
    } while (0)
#define WORDS(member)                                                                              \
    compare_words(telling->compare, &telling->item->words,                                         \
                  &telling->old.model->member.at[telling->old.at].words,                           \
                  &telling->new.model->member.at[telling->new.at].words)
#define OF(member) t.model->member.at[t.at]

static void tell_category(struct telling *telling)
{
    TERM("名称", "name", shown(t, OF(categories).display));
    TERM("编码", "code", OF(categories).code);
    TERM("依据", "basis", OF(categories).basis);
    TERM("由", "owner", unit(t, OF(categories).owner));
    TERM("否则 交", "otherwise", target(t, OF(categories).otherwise));
    WORDS(categories);
}

static void tell_fact(struct telling *telling)
{
    TERM("问法", "question", shown(t, OF(facts).question));
    TERM("取值", "values", values(t, OF(facts).values.at, OF(facts).values.n));
    const struct fact *old = &telling->old.model->facts.at[telling->old.at];
    const struct fact *new = &telling->new.model->facts.at[telling->new.at];
    for (size_t i = 0; i < old->values.n; i++)
        for (size_t j = 0; j < new->values.n; j++)
            if (view_eq(old->values.at[i].name, new->values.at[j].name))
                compare_words(telling->compare, &telling->item->words, &old->values.at[i].words,
                              &new->values.at[j].words);
}

static void tell_period(struct telling *telling)
{
    TERM("时刻", "time", ranges(t, OF(periods).ranges.at, OF(periods).ranges.n));
    WORDS(periods);
}

static void tell_list(struct telling *telling)
{
    WORDS(lists);
}

static void tell_unit(struct telling *telling)
{
    TERM("名称", "name", shown(t, OF(units).display));
    TERM("角色", "role",
         OF(units).role == NONE ? VIEW("") : t.model->roles.at[OF(units).role].name);
    TERM("辖区", "serves", areas(t, OF(units).serves.at, OF(units).serves.n));
    TERM("上级", "parent", unit(t, OF(units).parent));
    TERM("工作时间", "hours", ranges(t, OF(units).hours.at, OF(units).hours.n));
    TERM("职责", "remit", OF(units).remit);
    TERM("联系", "contact", OF(units).contact);
}

static void tell_area(struct telling *telling)
{
    TERM("名称", "name", shown(t, OF(areas).display));
    TERM("上级", "parent",
         OF(areas).parent == NONE ? VIEW("") : t.model->areas.at[OF(areas).parent].name);
    WORDS(areas);
}

static void tell_clock(struct telling *telling)
{
    TERM("受理", "accept", duration(t, OF(clocks).accept));
    TERM("处理", "handle", duration(t, OF(clocks).handle));
    TERM("提醒", "remind", duration(t, OF(clocks).remind));
    TERM("升级", "escalate", duration(t, OF(clocks).escalate));
    TERM("升级 交", "escalate to", target(t, OF(clocks).escalate_to));
    TERM("延期", "extend", duration(t, OF(clocks).extend));
    TERM("重办至少", "redo floor", duration(t, OF(clocks).redo_floor));
    TERM("重办", "redo (millionths)", number(t, OF(clocks).redo_ratio));
    TERM("督办", "supervise", target(t, OF(clocks).supervise));
    TERM("暂停期", "pause", duration(t, OF(clocks).pause));
    TERM("评价期", "rating", duration(t, OF(clocks).rating));
    TERM("重开期", "reopen", duration(t, OF(clocks).reopen));
    TERM("回问期", "ask_back", duration(t, OF(clocks).ask_back));
}

static void tell_tag(struct telling *telling)
{
    TERM("名称", "name", shown(t, OF(tags).display));
    TERM("取值", "values", values(t, OF(tags).values.at, OF(tags).values.n));
}

static void tell_number(struct telling *telling)
{
    TERM("名称", "name", shown(t, OF(numbers).display));
    TERM("单位", "measure", OF(numbers).measure);
    TERM("分子", "numerator",
         OF(numbers).over == NONE ? VIEW("") : t.model->numbers.at[OF(numbers).over].name);
    TERM("分母", "denominator",
         OF(numbers).under == NONE ? VIEW("") : t.model->numbers.at[OF(numbers).under].name);
}

static void tell_date(struct telling *telling)
{
    TERM("名称", "name", shown(t, OF(dates).display));
}

static void tell_notice(struct telling *telling)
{
    TERM("名称", "name", shown(t, OF(notices).display));
    TERM("给", "to", areas(t, OF(notices).to.at, OF(notices).to.n));
    TERM("正文", "text", OF(notices).text);
    TERM("受理期", "window", days(t, OF(notices).from, OF(notices).to_day));
}

static struct view steps(struct thing t)
{
    const struct guide *guide = &t.model->guides.at[t.at];
    struct buf text;
    buf_init(&text, 1 << 16);
    for (size_t i = 0; i < guide->steps.n; i++)
        buf_print(&text, "%s%.*s 交 %.*s", i ? "；" : "", VIEW_FMT(guide->steps.at[i].text.zh),
                  VIEW_FMT(target(t, guide->steps.at[i].assign)));
    for (size_t i = 0; i < guide->materials.n; i++)
        buf_print(&text, "%s%.*s", i ? "、" : "；材料 ", VIEW_FMT(guide->materials.at[i].zh));
    return kept(t.arena, &text);
}

static void tell_guide(struct telling *telling)
{
    TERM("名称", "name", shown(t, OF(guides).display));
    TERM("步骤", "steps", steps(t));
    TERM("正文", "text", OF(guides).text);
    WORDS(guides);
}

static void tell_phrase(struct telling *telling)
{
    TERM("文字", "text", shown(t, OF(phrases).display));
}

static void tell_cue(struct telling *telling)
{
    WORDS(cues);
}

static struct view settings(struct arena *arena, const struct channel_setting *at, size_t n)
{
    static const char *const from[] = {
        [FROM_TEXT] = "", [FROM_ENV] = "环境 ", [FROM_FILE] = "文件 "};
    struct buf text;
    buf_init(&text, 1 << 16);
    for (size_t i = 0; i < n; i++)
        buf_print(&text, "%s%.*s = %s%.*s", i ? "、" : "", VIEW_FMT(at[i].key), from[at[i].from],
                  VIEW_FMT(at[i].value));
    return kept(arena, &text);
}

static void tell_channel(struct telling *telling)
{
    TERM("种类", "kind", view_of(terms_account.at[OF(channels).kind].zh));
    TERM("设置", "settings", settings(t.arena, OF(channels).settings.at, OF(channels).settings.n));
}

static void tell_endpoint(struct telling *telling)
{
    TERM("设置", "settings",
         settings(t.arena, OF(endpoints).settings.at, OF(endpoints).settings.n));
}

/* ---- the table ---- */

/* NOUN_OF(enumerator, the model's list, category of a thing or NONE, what tells it) */
#define OTHERS(NOUN_OF)                                                                            \
    NOUN_OF(CATEGORY, categories, NONE, tell_category)                                             \
    NOUN_OF(FACT, facts, model->facts.at[at].category, tell_fact)                                  \
    NOUN_OF(PERIOD, periods, model->periods.at[at].category, tell_period)                          \
    NOUN_OF(WORDS, lists, NONE, tell_list)                                                         \
    NOUN_OF(UNIT, units, NONE, tell_unit)                                                          \
    NOUN_OF(AREA, areas, NONE, tell_area)                                                          \
    NOUN_OF(CLOCK, clocks, NONE, tell_clock)                                                       \
    NOUN_OF(TAG, tags, NONE, tell_tag)                                                             \
    NOUN_OF(NUMBER, numbers, NONE, tell_number)                                                    \
    NOUN_OF(DATE, dates, NONE, tell_date)                                                          \
    NOUN_OF(NOTICE, notices, NONE, tell_notice)                                                    \
    NOUN_OF(GUIDE, guides, NONE, tell_guide)                                                       \
    NOUN_OF(PHRASE, phrases, NONE, tell_phrase)                                                    \
    NOUN_OF(CUE, cues, NONE, tell_cue)                                                             \
    NOUN_OF(CHANNEL, channels, NONE, tell_channel)                                                 \
    NOUN_OF(ENDPOINT, endpoints, NONE, tell_endpoint)

struct noun {
    enum diff_noun noun;
    size_t (*count)(const struct model *model);
    struct view (*name)(const struct model *model, int at);
    int (*category)(const struct model *model, int at);
    struct view (*scope)(const struct model *model, int at);
    struct span (*span)(const struct model *model, int at);
    void (*tell)(struct telling *telling);
};

static struct view category_name(const struct model *model, int category)
{
    return category == NONE ? VIEW("") : model->categories.at[category].name;
}

#define NOUN_OF(noun, list, category, tell)                                                        \
    static size_t count_##list(const struct model *model)                                          \
    {                                                                                              \
        return model->list.n;                                                                      \
    }                                                                                              \
    static struct view name_##list(const struct model *model, int at)                              \
    {                                                                                              \
        return model->list.at[at].name;                                                            \
    }                                                                                              \
    static int category_of_##list(const struct model *model, int at)                               \
    {                                                                                              \
        (void)model, (void)at;                                                                     \
        return category;                                                                           \
    }                                                                                              \
    static struct view scope_##list(const struct model *model, int at)                             \
    {                                                                                              \
        return category_name(model, category_of_##list(model, at));                                \
    }                                                                                              \
    static struct span span_##list(const struct model *model, int at)                              \
    {                                                                                              \
        return model->list.at[at].span;                                                            \
    }
OTHERS(NOUN_OF)
#undef NOUN_OF

static const struct noun table[] = {
#define NOUN_OF(noun, list, category, tell)                                                        \
    {DIFF_##noun, count_##list, name_##list, category_of_##list, scope_##list, span_##list, tell},
    OTHERS(NOUN_OF)
#undef NOUN_OF
};

static int find(const struct noun *noun, const struct model *in, struct view scope,
                struct view name)
{
    for (size_t i = 0; i < noun->count(in); i++)
        if (view_eq(noun->name(in, (int)i), name) && view_eq(noun->scope(in, (int)i), scope))
            return (int)i;
    return NONE;
}

/* Who keeps it: of a thing of a category, whoever keeps the category. */
static struct view keeper(const struct noun *noun, const struct model *model, int at)
{
    int category = noun->noun == DIFF_CATEGORY ? at : noun->category(model, at);
    int owner = category == NONE ? NONE : model->categories.at[category].owner;
    return owner == NONE ? VIEW("") : model->units.at[owner].name;
}

/* Where it stands: two categories may both have a fact of one name. */
static struct view standing(struct compare *compare, struct view category)
{
    struct buf text;
    if (!category.n)
        return VIEW("");
    buf_init(&text, 1 << 16);
    buf_print(&text,
              "类别 %.*s\x1f"
              "category %.*s",
              VIEW_FMT(category), VIEW_FMT(category));
    return kept(compare->arena, &text);
}

static struct diff_item *add(struct compare *compare, const struct noun *noun, struct pair pair)
{
    struct diff_item *item = compare_add(compare, noun->noun, pair);
    const struct model *old = compare->report->old, *new = compare->report->new;
    if (pair.old != NONE) {
        item->code = noun->name(old, pair.old);
        item->name = standing(compare, noun->scope(old, pair.old));
        item->owner = keeper(noun, old, pair.old);
        item->old_span = noun->span(old, pair.old);
    }
    if (pair.new != NONE) {
        item->code = noun->name(new, pair.new);
        item->name = standing(compare, noun->scope(new, pair.new));
        item->owner = keeper(noun, new, pair.new);
        item->new_span = noun->span(new, pair.new);
    }
    return item;
}

static void compare_noun(struct compare *compare, const struct noun *noun)
{
    const struct model *old = compare->report->old, *new = compare->report->new;
    for (size_t i = 0; i < noun->count(new); i++) {
        struct pair pair = {find(noun, old, noun->scope(new, (int)i), noun->name(new, (int)i)),
                            (int)i};
        struct diff_item *item = add(compare, noun, pair);
        struct telling telling = {
            compare, item, {compare->arena, old, pair.old}, {compare->arena, new, pair.new}};
        if (pair.old == NONE)
            item->relation = DIFF_ADDED;
        else
            noun->tell(&telling);
    }
    for (size_t i = 0; i < noun->count(old); i++)
        if (find(noun, new, noun->scope(old, (int)i), noun->name(old, (int)i)) == NONE)
            add(compare, noun, (struct pair){(int)i, NONE})->relation = DIFF_REMOVED;
}

/* ---- the district and its calendar have no names to go by ---- */

static struct view handover(struct thing thing)
{
    const struct model *model = thing.model;
    struct buf out;
    buf_init(&out, 40);
    if (model->questions_most)
        buf_print(&out, "%d", model->questions_most);
    if (model->sure_least)
        buf_print(&out, " 至少 %d.%d%%", model->sure_least / 10, model->sure_least % 10);
    struct view text = buf_keep(&out, thing.arena);
    buf_free(&out);
    return text;
}

static void compare_district(struct compare *compare)
{
    struct thing old = {compare->arena, compare->report->old, 0};
    struct thing new = {compare->arena, compare->report->new, 0};
    struct diff_item *item = compare_add(compare, DIFF_DISTRICT, (struct pair){0, 0});
    item->code = new.model->name;
    compare_term(compare, item, BOTH("名称", "name"), shown(old, old.model->display),
                 shown(new, new.model->display));
    compare_term(compare, item, BOTH("热线", "hotline"), old.model->hotline, new.model->hotline);
    compare_term(compare, item, BOTH("转人工", "handover"), handover(old), handover(new));
    compare_term(compare, item, BOTH("交还期", "give_back (seconds)"),
                 number(old, old.model->silence_most), number(new, new.model->silence_most));
    compare_term(compare, item, BOTH("时限", "clock"),
                 old.model->clock == NONE ? VIEW("") : old.model->clocks.at[old.model->clock].name,
                 new.model->clock == NONE ? VIEW("") : new.model->clocks.at[new.model->clock].name);
}

static const struct calendar_year *year_of(const struct model *model, int year)
{
    for (size_t i = 0; i < model->calendar.n; i++)
        if (model->calendar.at[i].year == year)
            return &model->calendar.at[i];
    return NULL;
}

static void compare_days(struct compare *compare, struct diff_item *item,
                         const struct calendar_year *old, const struct calendar_year *new)
{
    struct thing t = {compare->arena, compare->report->new, 0};
    for (int day = 0; day < new->days; day++)
        if (old->class_[day] != new->class_[day])
            compare_term(compare, item, days(t, new->first + day, new->first + day),
                         view_of(terms_dayclass.at[old->class_[day]].zh),
                         view_of(terms_dayclass.at[new->class_[day]].zh));
    compare_term(compare, item, BOTH("工作时间", "hours"), ranges(t, old->hours.at, old->hours.n),
                 ranges(t, new->hours.at, new->hours.n));
}

static void compare_calendar(struct compare *compare)
{
    const struct model *old = compare->report->old, *new = compare->report->new;
    struct thing t = {compare->arena, new, 0};
    for (size_t i = 0; i < new->calendar.n; i++) {
        const struct calendar_year *year = &new->calendar.at[i];
        const struct calendar_year *before = year_of(old, year->year);
        struct diff_item *item = compare_add(compare, DIFF_CALENDAR, (struct pair){0, (int)i});
        item->code = number(t, year->year);
        if (before)
            compare_days(compare, item, before, year);
        else
            item->relation = DIFF_ADDED;
    }
    for (size_t i = 0; i < old->calendar.n; i++)
        if (!year_of(new, old->calendar.at[i].year)) {
            struct diff_item *item =
                compare_add(compare, DIFF_CALENDAR, (struct pair){(int)i, NONE});
            item->code = number(t, old->calendar.at[i].year);
            item->relation = DIFF_REMOVED;
        }
}

void compare_nouns(struct compare *compare)
{
    compare_district(compare);
    compare_calendar(compare);
    for (size_t i = 0; i < sizeof table / sizeof *table; i++)
        compare_noun(compare, &table[i]);
}
