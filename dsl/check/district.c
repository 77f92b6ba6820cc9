/* district: the head of the whole, and what only a whole district must have: every phrase the bot
 * says, in each of its languages, every cue and word list the conversation needs, a clock. These
 * are asked for only where a 地区 block stands, so that one file by itself can be checked for what
 * is in it. */
#include "dsl/check/check.h"
#include "dsl/check/closed.h"
#include "dsl/check/times.h"

enum {
    NAMED_MAX = 8, /* names listed in one message */
    QUESTIONS_MOST = 20,
    SILENCE_HOURS = 8,
    ONE = 1000000 /* how numbers are kept */
};

struct known_phrase {
    const char *name, *placeholders;
};

static const struct known_phrase known[] = {
#define PHRASE(name, placeholders, when) {#name, placeholders},
#include "dsl/base/phrase_table.h"
#undef PHRASE
};

enum { KNOWN = sizeof known / sizeof known[0] };

/* ---- the block ---- */

static void read_languages(struct check *check, const struct node *clause)
{
    struct model *model = check->model;
    const struct node *names = clause ? node_child(clause, NODE_NAMES) : NULL;
    model->chinese = !names;
    for (const struct node *name = names ? names->child : NULL; name; name = name->next) {
        int value = terms_need(check, &terms_language, name);
        model->chinese |= value == 0;
        model->english |= value == 1;
    }
    if (!model->chinese && model->english)
        SAY(check, DIAG_E0809, clause->span);
    model->chinese = true;
}

/* When a person takes over: behind so many questions, below so much confidence. */
static void read_handover(struct check *check, const struct node *clause)
{
    const struct node *most = clause ? node_child(clause, NODE_NUMBER) : NULL;
    const struct node *least = clause ? node_child(clause, NODE_RATIO) : NULL;
    if (most && !most->broken) {
        if (most->text.n || most->number % ONE || most->number < ONE ||
            most->number > QUESTIONS_MOST * ONE)
            SAY(check, DIAG_E0615, most->span);
        else
            check->model->questions_most = (int)(most->number / ONE);
    }
    if (least && !least->broken) {
        if (least->number <= 0 || least->number > ONE)
            SAY(check, DIAG_E0616, least->span);
        else
            check->model->sure_least = (int)(least->number / 1000);
    }
}

/* After so much silence of an officer the bot has the talk again; whoever works, it is the clock's
 * time. */
static void read_silence(struct check *check, const struct node *clause)
{
    struct duration within = duration_read(check, clause);
    if (!within.count)
        return;
    bool hours = within.measure == MEASURE_HOURS;
    if ((!hours && within.measure != MEASURE_MINUTES) ||
        within.count > (hours ? SILENCE_HOURS : SILENCE_HOURS * 60))
        SAY(check, DIAG_E0621, clause->span);
    else
        check->model->silence_most = within.count * (hours ? 3600 : 60);
}

void district_read(struct check *check)
{
    struct model *model = check->model;
    const struct node *block = check->district;
    model->clock = NONE;
    model->chinese = true;
    if (!block)
        return;
    model->name = text_of(node_child(block, NODE_NAME));
    model->display = display_or_name(block);
    model->hotline = clause_text(block, NODE_HOTLINE);
    read_handover(check, node_child(block, NODE_HANDOVER));
    read_silence(check, node_child(block, NODE_GIVE_BACK));
    model->clock = clock_need(check, block);
    read_languages(check, node_child(block, NODE_LANGUAGES));
    for (const struct node *other = node_again(block); other; other = node_again(other)) {
        struct diag *diag = SAY(check, DIAG_E0810, name_span(other));
        say_label(check, diag, name_span(block), BOTH("先在这里写了", "it first stands here"));
    }
}

/* ---- phrases ---- */

static const struct known_phrase *phrase_find(struct view name)
{
    for (size_t i = 0; i < KNOWN; i++)
        if (view_is(name, known[i].name))
            return &known[i];
    return NULL;
}

static void fill_phrase(struct check *check, const struct wording *phrase, const struct node *block)
{
    const struct known_phrase *entry = phrase_find(phrase->name);
    if (!entry) {
        struct view names[KNOWN];
        for (size_t i = 0; i < KNOWN; i++)
            names[i] = view_of(known[i].name);
        struct diag *diag = SAY(check, DIAG_E0801, name_span(block), phrase->name);
        say_nearest(diag, name_span(block), phrase->name, names, KNOWN);
        return;
    }
    placeholders_check(check, node_child(block, NODE_DISPLAY), phrase->name, entry->placeholders);
    if (check->model->english && !phrase->display.en.n && !block->broken)
        SAY(check, DIAG_E0811, name_span(block), phrase->name);
}

void phrases_fill(struct check *check)
{
    struct scope *scope = &check->scopes[SCOPE_PHRASE];
    for (size_t i = 0; i < scope->entries.n; i++) {
        const struct node *block = scope->entries.at[i].node;
        if (text_of(node_child(block, NODE_NAME)).n)
            fill_phrase(check, &check->model->phrases.at[i], block);
    }
}

/* ---- what must be there ---- */

struct missing {
    struct buf names;
    size_t count;
};

static void miss(struct missing *missing, const char *zh, const char *en)
{
    if (missing->count++ >= NAMED_MAX)
        return;
    buf_print(&missing->names, "%s%s%s%s", missing->names.n ? "、" : "", zh, en ? " " : "",
              en ? en : "");
}

static void report(struct check *check, enum diag_code code, struct missing *missing)
{
    if (missing->count > NAMED_MAX)
        buf_text(&missing->names, " ……");
    if (missing->count)
        SAY(check, code, name_span(check->district), say_text(check, "%zu", missing->count),
            buf_keep(&missing->names, check->arena));
    buf_free(&missing->names);
}

static void demand_phrases(struct check *check)
{
    struct missing missing = {.count = 0};
    buf_init(&missing.names, 4096);
    for (size_t i = 0; i < KNOWN; i++)
        if (scope_find(check, SCOPE_PHRASE, NONE, view_of(known[i].name)) == NONE)
            miss(&missing, known[i].name, NULL);
    report(check, DIAG_W0812, &missing);
}

static void demand_cues(struct check *check)
{
    static const char *const cues[] = {
#define CUE(name, where, heard) #name,
#include "dsl/base/cue_table.h"
#undef CUE
    };
    struct missing missing = {.count = 0};
    buf_init(&missing.names, 4096);
    for (size_t i = 0; i < sizeof cues / sizeof cues[0]; i++)
        if (scope_find(check, SCOPE_CUE, NONE, view_of(cues[i])) == NONE)
            miss(&missing, cues[i], NULL);
    report(check, DIAG_W0817, &missing);
}

static void demand_lists(struct check *check)
{
    static const struct term lists[] = {
#define LIST(name, zh, en) {zh, en},
#include "dsl/base/talk_words.h"
#undef LIST
    };
    struct missing missing = {.count = 0};
    buf_init(&missing.names, 4096);
    for (size_t i = 0; i < sizeof lists / sizeof lists[0]; i++)
        if (!model_list(check->model, lists[i].zh))
            miss(&missing, lists[i].zh, lists[i].en);
    report(check, DIAG_E0813, &missing);
}

void district_demand(struct check *check)
{
    if (!whole(check))
        return;
    demand_phrases(check);
    demand_cues(check);
    demand_lists(check);
    if (check->model->clock == NONE && !check->district->broken &&
        !node_child(check->district, NODE_USE_CLOCK))
        SAY(check, DIAG_W0814, name_span(check->district));
}
