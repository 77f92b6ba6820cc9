/* suggest: words and examples for duties that the list gives none. What a duty gets is always
 * marked as a proposal, and small:
 *   its phrase   the name, or with as much of what stands above it as makes it the only one,
 *   its words    parts of the name that stand in no other item of the list,
 *   a sequence   "井盖" .. "破损", where only two parts together are its own.
 * A part that two items share is no proposal: whoever writes it would be asked every time.
 *
 * The phrase is the example too. Being the longest word there, it hides whatever other words lie
 * inside, so the example decides its duty; what can still come between is a sequence of another
 * duty, and the trial (trial.c) takes that back. */
#include "dsl/exchange/suggest.h"

#include "dsl/base/fold.h"
#include "dsl/base/hash.h"
#include "dsl/base/utf8.h"

enum { WORDS_MOST = 4, PHRASE_CHARACTERS = 40, GRAM_CHARACTERS = 8, EXAMPLE_CHARACTERS = 4 };

struct holder { /* a text, and whose it is */
    struct view key;
    size_t owner; /* the first who has it */
    bool shared;
};

struct holders {
    struct holder *at;
    size_t room, used;
};

struct suggester {
    struct plan *plan;
    struct arena *arena;
    struct lexicon *lexicon;
    struct holders parts;   /* segments and pairs of segments, by duty */
    struct holders phrases; /* whole phrases, by duty; categories behind them */
    struct holders groups;  /* segments, by the first duty of the sub-class */
    segments *cut;          /* the segments of each duty's name and what stands above it */
    size_t *twin_of;        /* the first duty of the same name and sub-class, or SIZE_MAX */
    size_t *group_of;       /* the first duty of the same sub-class */
};

/* ---- who has it ---- */

static struct holder *holder_of(struct suggester *suggester, struct holders *holders,
                                struct view key)
{
    if (2 * holders->used >= holders->room) {
        struct holders old = *holders;
        holders->room = old.room ? old.room * 2 : 1024;
        holders->at = ARENA_ARRAY(suggester->arena, holders->room, struct holder);
        holders->used = 0;
        for (size_t i = 0; i < old.room; i++)
            if (old.at[i].key.n)
                *holder_of(suggester, holders, old.at[i].key) = old.at[i];
    }
    size_t at = (size_t)hash_view(key) & (holders->room - 1);
    while (holders->at[at].key.n && !view_eq(holders->at[at].key, key))
        at = (at + 1) & (holders->room - 1);
    holders->used += !holders->at[at].key.n;
    if (!holders->at[at].key.n)
        holders->at[at] = (struct holder){key, SIZE_MAX, false};
    return &holders->at[at];
}

static void hold(struct suggester *suggester, struct holders *holders, struct view text,
                 size_t owner)
{
    struct view key = fold_word(suggester->arena, text);
    if (!key.n)
        return;
    struct holder *holder = holder_of(suggester, holders, key);
    holder->shared = holder->shared || (holder->owner != SIZE_MAX && holder->owner != owner);
    if (holder->owner == SIZE_MAX)
        holder->owner = owner;
}

/* Does nobody else have it? */
static bool alone(struct suggester *suggester, struct holders *holders, struct view text,
                  size_t owner)
{
    struct view key = fold_word(suggester->arena, text);
    if (!key.n)
        return false;
    struct holder *holder = holder_of(suggester, holders, key);
    return !holder->shared && (holder->owner == SIZE_MAX || holder->owner == owner);
}

static struct view pair_text(struct arena *arena, struct view first, struct view second)
{
    struct buf buf;
    buf_init(&buf, first.n + second.n + 8);
    buf_print(&buf, "%.*s..%.*s", VIEW_FMT(first), VIEW_FMT(second));
    struct view text = buf_keep(&buf, arena);
    buf_free(&buf);
    return text;
}

/* ---- parts ---- */

/* What the lints of common words and of feelings would find fault with is not proposed. */
static bool is_common(struct view part)
{
    static const char *const common[] = {
#define WORD(word) word,
#include "dsl/lint/common_words.h"
#include "dsl/lint/emotion_words.h"
#undef WORD
    };
    for (size_t i = 0; i < sizeof common / sizeof *common; i++)
        if (view_is(part, common[i]))
            return true;
    return false;
}

static bool says_nothing(struct view part)
{
    static const char *const empty[] = {
        "管理", "办理", "申请", "问题", "咨询",   "投诉", "服务", "相关", "情况",
        "建议", "求助", "举报", "表扬", "查询",   "其他", "其它", "综合", "工作",
        "部门", "单位", "人员", "不当", "不及时", "事项", "一般", "信息", "处理",
        "有关", "方面", "内容", "要求", "反映",   "类",   "设施", "活动", "监督"};
    for (size_t i = 0; i < sizeof empty / sizeof *empty; i++)
        if (view_is(part, empty[i]))
            return true;
    return is_common(part) || utf8_length(part) < 2 ||
           (utf8_length(part) < 3 && (unsigned char)part.p[0] < 0x80);
}

static void cut_name(struct suggester *suggester, struct view name, segments *out)
{
    segments runs = {0};
    segment_runs(suggester->arena, name, &runs);
    for (size_t i = 0; i < runs.n; i++)
        segment_cut(suggester->lexicon, suggester->arena, runs.at[i], out);
}

/* Every sequence of two to eight characters, and the whole run: a part must not lie in another
 * name, wherever that one was cut. */
static void hold_grams(struct suggester *suggester, struct view name, size_t owner)
{
    segments runs = {0};
    segment_runs(suggester->arena, name, &runs);
    for (size_t i = 0; i < runs.n; i++) {
        struct view run = runs.at[i];
        hold(suggester, &suggester->parts, run, owner);
        for (size_t from = 0; from < run.n; utf8_next(run, &from))
            for (size_t to = from, n = 1; to < run.n && n <= GRAM_CHARACTERS; n++) {
                utf8_next(run, &to);
                if (n > 1)
                    hold(suggester, &suggester->parts, view_sub(run, from, to), owner);
            }
    }
}

/* Holds every part of every duty and every pair of parts, in the order in which they stand. */
static void hold_parts(struct suggester *suggester)
{
    struct plan *plan = suggester->plan;
    for (size_t d = 0; d < plan->duties.n; d++) {
        segments *cut = &suggester->cut[d];
        if (suggester->twin_of[d] != SIZE_MAX)
            continue; /* what both have is the first one's */
        cut_name(suggester, plan->duties.at[d].group, cut);
        cut_name(suggester, plan_item(plan, &plan->duties.at[d])->name, cut);
        hold_grams(suggester, plan->duties.at[d].group, d);
        hold_grams(suggester, plan_item(plan, &plan->duties.at[d])->name, d);
        for (size_t i = 0; i < cut->n; i++) {
            hold(suggester, &suggester->groups, cut->at[i], suggester->group_of[d]);
            for (size_t k = i + 1; k < cut->n; k++)
                hold(suggester, &suggester->parts,
                     pair_text(suggester->arena, cut->at[i], cut->at[k]), d);
        }
    }
}

/* ---- phrases ---- */

static void add_runs(struct arena *arena, struct view name, struct buf *out)
{
    segments runs = {0};
    segment_runs(arena, name, &runs);
    for (size_t i = 0; i < runs.n; i++) {
        bool latin = (unsigned char)runs.at[i].p[0] < 0x80 && out->n;
        buf_print(out, "%s%.*s", latin ? " " : "", VIEW_FMT(runs.at[i]));
    }
}

static struct view phrase_kept(struct arena *arena, struct buf *buf)
{
    struct view all = buf_seen(buf);
    size_t at = 0;
    for (size_t n = 0; at < all.n && n < PHRASE_CHARACTERS; n++)
        utf8_next(all, &at);
    return view_keep(arena, view_trim(view_sub(all, 0, at)));
}

struct view suggest_phrase(const struct plan *plan, const struct plan_duty *duty, int width)
{
    const struct item *item = plan_item(plan, duty);
    struct buf buf;
    buf_init(&buf, 1 << 16);
    bool deeper = duty->group.n && view_find(item->name, duty->group) == SIZE_MAX;
    size_t depth = item->levels;
    while (duty->group.n && depth && view_eq(item->path[depth - 1], duty->group))
        depth--;
    size_t above = width > 1 ? (size_t)(width - 1) : 0; /* levels beyond the group */
    for (size_t l = depth > above ? depth - above : 0; l < depth; l++)
        if (view_find(item->name, item->path[l]) == SIZE_MAX)
            add_runs(plan->arena, item->path[l], &buf);
    if (deeper && width > 0)
        add_runs(plan->arena, duty->group, &buf);
    add_runs(plan->arena, item->name, &buf);
    struct view phrase = phrase_kept(plan->arena, &buf);
    if ((size_t)width > item->levels + 1 || !phrase.n) {
        buf_clear(&buf);
        buf_print(&buf, "%.*s%.*s", VIEW_FMT(phrase), VIEW_FMT(item->code));
        phrase = buf_keep(&buf, plan->arena);
    }
    buf_free(&buf);
    return phrase;
}

static int first_width(const struct plan_duty *duty, const struct item *item)
{
    bool thin = plan_is_rest(item->name) || utf8_length(item->name) <= 2;
    return !thin ? 0 : duty->group.n && !view_eq(duty->group, item->name) ? 1 : 2;
}

/* Narrow phrases first; whose phrase an earlier one has too takes a wider one, until all differ. */
static void find_phrases(struct suggester *suggester)
{
    struct plan *plan = suggester->plan;
    for (size_t d = 0; d < plan->duties.n; d++)
        plan->duties.at[d].widened =
            first_width(&plan->duties.at[d], plan_item(plan, &plan->duties.at[d]));
    bool again = true;
    for (int round = 0; again && round < CLASS_COLUMNS_MAX + 3; round++) {
        again = false;
        suggester->phrases = (struct holders){0};
        for (size_t d = 0; d < plan->duties.n; d++)
            hold(suggester, &suggester->phrases,
                 suggest_phrase(plan, &plan->duties.at[d], plan->duties.at[d].widened), d);
        for (size_t d = 0; d < plan->duties.n; d++) {
            struct plan_duty *duty = &plan->duties.at[d];
            struct view phrase = suggest_phrase(plan, duty, duty->widened);
            struct view key = fold_word(suggester->arena, phrase);
            if (key.n && holder_of(suggester, &suggester->phrases, key)->owner == d)
                continue;
            duty->widened++;
            again = true;
        }
    }
}

/* ---- twins ---- */

/* Items of the same name in classes of the same name: words cannot tell them apart. The natural
 * ones go to the first, the later ones get a phrase with what stands above. */
static void find_twins(struct suggester *suggester)
{
    struct plan *plan = suggester->plan;
    struct holders names = {0};
    for (size_t d = 0; d < plan->duties.n; d++) {
        struct plan_duty *duty = &plan->duties.at[d];
        const struct item *item = plan_item(plan, duty);
        struct view key = fold_word(suggester->arena, suggest_phrase(plan, duty, 1));
        suggester->twin_of[d] = SIZE_MAX;
        if (!key.n || (plan_is_rest(item->name) && !duty->group.n))
            continue;
        struct holder *holder = holder_of(suggester, &names, key);
        if (holder->owner == SIZE_MAX) {
            holder->owner = d;
            continue;
        }
        suggester->twin_of[d] = holder->owner;
        const struct plan_duty *first = &plan->duties.at[holder->owner];
        finding_add(plan->listing->findings, FINDING_TWIN, item->row,
                    columns_of(plan->listing->columns, ROLE_ITEM),
                    listing_number(plan->arena, plan_item(plan, first)->row + 1),
                    plan->categories.at[first->category].display, VIEW(""));
    }
}

/* The first duty of each sub-class. */
static void find_groups(struct suggester *suggester)
{
    const struct plan *plan = suggester->plan;
    for (size_t c = 0; c < plan->categories.n; c++) {
        const struct plan_category *category = &plan->categories.at[c];
        for (size_t i = 0; i < category->duties.n; i++) {
            size_t k = 0;
            while (!view_eq(plan->duties.at[category->duties.at[k]].group,
                            plan->duties.at[category->duties.at[i]].group))
                k++;
            suggester->group_of[category->duties.at[i]] = category->duties.at[k];
        }
    }
}

/* ---- words ---- */

static bool has_word(const struct plan_duty *duty, struct view word)
{
    for (size_t i = 0; i < duty->words.n; i++)
        if (view_eq(duty->words.at[i].first, word) && !duty->words.at[i].second.n)
            return true;
    return false;
}

void suggest_word(struct plan *plan, struct plan_duty *duty, struct view word)
{
    if (!has_word(duty, word))
        VEC_ADD(plan->arena, &duty->words, ((struct plan_word){word, VIEW(""), true}));
}

static void add_parts(struct suggester *suggester, size_t index)
{
    struct plan_duty *duty = &suggester->plan->duties.at[index];
    const segments *cut = &suggester->cut[index];
    for (size_t i = 0; i < cut->n && duty->words.n < WORDS_MOST; i++)
        if (!says_nothing(cut->at[i]) && alone(suggester, &suggester->parts, cut->at[i], index) &&
            alone(suggester, &suggester->phrases, cut->at[i], index))
            suggest_word(suggester->plan, duty, cut->at[i]);
}

/* Do the two parts follow each other in what another duty, no twin, is called? */
static bool pair_elsewhere(const struct suggester *suggester, struct view first, struct view second,
                           size_t index)
{
    const struct plan *plan = suggester->plan;
    for (size_t d = 0; d < plan->duties.n; d++) {
        struct view name = plan_item(plan, &plan->duties.at[d])->name;
        struct view group = plan->duties.at[d].group;
        size_t at = view_find(name, first);
        bool in_group = view_find(group, first) != SIZE_MAX;
        if (d == index || suggester->twin_of[d] != SIZE_MAX)
            continue;
        if ((at != SIZE_MAX &&
             view_find(view_sub(name, at + first.n, name.n), second) != SIZE_MAX) ||
            (in_group && view_find(name, second) != SIZE_MAX))
            return true;
    }
    return false;
}

/* The two parts furthest apart that no other item has together. */
static void add_pair(struct suggester *suggester, size_t index)
{
    struct plan_duty *duty = &suggester->plan->duties.at[index];
    const segments *cut = &suggester->cut[index];
    for (size_t i = 0; i < cut->n; i++)
        for (size_t k = cut->n - 1; k > i; k--) {
            struct view first = cut->at[i], second = cut->at[k];
            if (utf8_length(first) < 2 || utf8_length(second) < 2 || view_eq(first, second) ||
                plan_is_rest(second) || (says_nothing(first) && says_nothing(second)) ||
                !alone(suggester, &suggester->parts, pair_text(suggester->arena, first, second),
                       index) ||
                pair_elsewhere(suggester, first, second, index))
                continue;
            VEC_ADD(suggester->arena, &duty->words, ((struct plan_word){first, second, true}));
            return;
        }
}

/* The rest of a class is meant by the class's own name, where nobody else has it. */
static void add_rest(struct suggester *suggester, size_t index)
{
    struct plan *plan = suggester->plan;
    struct plan_duty *duty = &plan->duties.at[index];
    segments runs = {0};
    if (!plan_is_rest(plan_item(plan, duty)->name) || suggester->twin_of[index] != SIZE_MAX)
        return;
    segment_runs(suggester->arena, duty->group, &runs);
    for (size_t i = 0; i < runs.n; i++)
        if (!says_nothing(runs.at[i]) && !plan_is_rest(runs.at[i]) &&
            alone(suggester, &suggester->phrases, runs.at[i], index) &&
            alone(suggester, &suggester->groups, runs.at[i], suggester->group_of[index]))
            suggest_word(plan, duty, runs.at[i]);
}

/* Is some word of the duty in the phrase already? Then the phrase says nothing more. */
static bool covers(const struct plan_duty *duty, struct view phrase)
{
    for (size_t i = 0; i < duty->words.n; i++)
        if (!duty->words.at[i].second.n && view_find(phrase, duty->words.at[i].first) != SIZE_MAX)
            return true;
    return false;
}

static void drop_covered(struct plan_duty *duty)
{
    for (size_t i = 0; i < duty->words.n;) {
        struct view word = duty->words.at[i].first;
        size_t k = 0;
        while (k < duty->words.n && (k == i || duty->words.at[k].first.n >= word.n ||
                                     view_find(word, duty->words.at[k].first) == SIZE_MAX))
            k++;
        if (k == duty->words.n) {
            i++;
            continue;
        }
        memmove(&duty->words.at[i], &duty->words.at[i + 1],
                (duty->words.n - i - 1) * sizeof *duty->words.at);
        duty->words.n--;
    }
}

/* The phrase, or where that is very short, with what stands above it. */
static struct view example_of(const struct plan *plan, const struct plan_duty *duty)
{
    struct view phrase = suggest_phrase(plan, duty, duty->widened);
    for (int width = duty->widened + 1;
         utf8_length(phrase) < EXAMPLE_CHARACTERS && width <= CLASS_COLUMNS_MAX; width++)
        phrase = suggest_phrase(plan, duty, width);
    return phrase;
}

static void note_proposals(struct plan *plan, const struct plan_duty *duty, bool words,
                           bool example)
{
    struct listing *listing = plan->listing;
    size_t row = plan_item(plan, duty)->row;
    if (words)
        finding_add(listing->findings, FINDING_NO_WORDS, row,
                    columns_of(listing->columns, ROLE_WORDS),
                    listing_number(plan->arena, duty->words.n), VIEW(""), VIEW(""));
    if (example)
        finding_add(listing->findings, FINDING_NO_EXAMPLE, row,
                    columns_of(listing->columns, ROLE_EXAMPLE), VIEW(""), VIEW(""), VIEW(""));
}

static void suggest_for(struct suggester *suggester, size_t index)
{
    struct plan *plan = suggester->plan;
    struct plan_duty *duty = &plan->duties.at[index];
    bool words = !duty->words.n, example = !duty->examples.n;
    struct view phrase = suggest_phrase(plan, duty, duty->widened);
    if (words) {
        add_rest(suggester, index);
        add_parts(suggester, index);
        drop_covered(duty);
        if (!covers(duty, phrase)) {
            suggest_word(plan, duty, phrase);
            if (duty->words.n == 1)
                add_pair(suggester, index);
        }
    }
    if (example)
        VEC_ADD(plan->arena, &duty->examples,
                ((struct plan_example){example_of(plan, duty), true, false}));
    note_proposals(plan, duty, words, example);
}

/* ---- categories ---- */

/* The runs of a class's name that no duty and no other class has. */
static void suggest_for_category(struct suggester *suggester, size_t index)
{
    struct plan *plan = suggester->plan;
    struct plan_category *category = &plan->categories.at[index];
    segments runs = {0};
    segment_runs(suggester->arena, category->display, &runs);
    for (size_t i = 0; i < runs.n; i++)
        if (!says_nothing(runs.at[i]) && category->duties.n &&
            alone(suggester, &suggester->phrases, runs.at[i], plan->duties.n + index) &&
            alone(suggester, &suggester->parts, runs.at[i], plan->duties.n + index))
            VEC_ADD(plan->arena, &category->words,
                    ((struct plan_word){runs.at[i], VIEW(""), true}));
}

static void hold_categories(struct suggester *suggester)
{
    struct plan *plan = suggester->plan;
    for (size_t c = 0; c < plan->categories.n; c++) {
        segments runs = {0};
        segment_runs(suggester->arena, plan->categories.at[c].display, &runs);
        for (size_t i = 0; i < runs.n; i++)
            hold(suggester, &suggester->phrases, runs.at[i], plan->duties.n + c);
    }
}

/* What the list itself gives as words belongs to whoever has it; to two, and both are told. */
static void hold_given(struct suggester *suggester)
{
    struct plan *plan = suggester->plan;
    struct holders given = {0};
    for (size_t d = 0; d < plan->duties.n; d++) {
        const struct plan_duty *duty = &plan->duties.at[d];
        for (size_t i = 0; i < duty->words.n; i++) {
            struct view word = duty->words.at[i].first;
            struct view key = fold_word(suggester->arena, word);
            if (duty->words.at[i].second.n || !key.n)
                continue;
            hold(suggester, &suggester->parts, word, d);
            struct holder *holder = holder_of(suggester, &given, key);
            if (holder->owner == SIZE_MAX)
                holder->owner = d;
            else if (holder->owner != d)
                finding_add(
                    plan->listing->findings, FINDING_BAD_WORD, plan_item(plan, duty)->row,
                    columns_of(plan->listing->columns, ROLE_WORDS), word,
                    listing_number(plan->arena,
                                   plan_item(plan, &plan->duties.at[holder->owner])->row + 1),
                    VIEW(""));
        }
    }
}

static struct lexicon *learn(struct plan *plan)
{
    segments names = {0};
    for (size_t i = 0; i < plan->listing->items.n; i++) {
        const struct item *item = &plan->listing->items.at[i];
        VEC_ADD(plan->arena, &names, item->name);
        for (size_t l = 0; l < item->levels; l++)
            VEC_ADD(plan->arena, &names, item->path[l]);
    }
    return segment_learn(plan->arena, names.at, names.n);
}

void plan_suggest(struct plan *plan)
{
    struct suggester suggester = {.plan = plan, .arena = plan->arena, .lexicon = learn(plan)};
    suggester.cut = ARENA_ARRAY(plan->arena, plan->duties.n + 1, segments);
    suggester.twin_of = ARENA_ARRAY(plan->arena, plan->duties.n + 1, size_t);
    suggester.group_of = ARENA_ARRAY(plan->arena, plan->duties.n + 1, size_t);
    find_twins(&suggester);
    find_groups(&suggester);
    hold_parts(&suggester);
    hold_given(&suggester);
    find_phrases(&suggester);
    hold_categories(&suggester);
    for (size_t d = 0; d < plan->duties.n; d++)
        suggest_for(&suggester, d);
    for (size_t c = 0; c < plan->categories.n; c++)
        suggest_for_category(&suggester, c);
}
