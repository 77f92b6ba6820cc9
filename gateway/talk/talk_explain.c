/* talk_explain: the reasons of a decision as JSON text. Written once, when a case is filed; the
 * desk shows it as it stands. The words are found again in what the citizen said, since the matter
 * itself only keeps scores. */
#include "gateway/talk/talk_explain.h"

#include <jansson.h>

static void set(json_t *object, const char *key, struct view value)
{
    json_object_set_new(object, key, json_stringn(value.p ? value.p : "", value.n));
}

static struct view noun(const struct rules *rules, enum rules_noun kind, int index)
{
    return index < 0 ? VIEW("") : rules_display(rules, kind, index, LANGUAGE_ZH);
}

static struct view meaning(const struct rules *rules, const struct evidence *e)
{
    switch (e->use) {
    case USE_CATEGORY:
        return noun(rules, NOUN_CATEGORY, e->index);
    case USE_DUTY:
        return noun(rules, NOUN_DUTY, e->index);
    case USE_VALUE:
        return rules_value_display(rules, NOUN_FACT, e->index, e->value, LANGUAGE_ZH);
    case USE_PERIOD:
        return rules_code(rules, NOUN_PERIOD, e->index);
    case USE_AREA:
        return noun(rules, NOUN_AREA, e->index);
    }
    return VIEW("");
}

static json_t *words(const struct rules *rules, const struct decision *decision,
                     const struct recognition *r)
{
    static const char *const uses[] = {"category", "duty", "value", "period", "area"};
    json_t *list = json_array();
    for (size_t i = 0; i < r->evidence_count; i++) {
        const struct evidence *e = &r->evidence[i];
        bool elsewhere = e->category != NONE && decision->category != NONE &&
                         e->category != decision->category && e->use != USE_CATEGORY;
        if (elsewhere)
            continue;
        json_t *one = json_object();
        set(one, "word", fold_original(&r->text, e->from, e->to));
        json_object_set_new(one, "use", json_string(uses[e->use]));
        set(one, "means", meaning(rules, e));
        json_array_append_new(list, one);
    }
    return list;
}

/* A fact that words revealed counts if they were words of the decided category, or of a fact that
 * belongs to none. */
static bool counts(const struct recognition *r, const struct decision *decision,
                   const struct known *known)
{
    if (known->source != FROM_WORDS)
        return true;
    for (size_t i = 0; i < r->evidence_count; i++) {
        const struct evidence *e = &r->evidence[i];
        if (e->use == USE_VALUE && e->index == known->fact &&
            (e->category == NONE || e->category == decision->category))
            return true;
    }
    return false;
}

static json_t *facts(const struct rules *rules, const struct matter *matter,
                     const struct decision *decision, const struct recognition *r)
{
    static const char *const sources[] = {"words", "answer", "given", "message"};
    json_t *list = json_array();
    for (int i = 0; i < matter->fact_count; i++) {
        const struct known *known = &matter->facts[i];
        if (!counts(r, decision, known))
            continue;
        json_t *one = json_object();
        set(one, "fact", rules_code(rules, NOUN_FACT, known->fact));
        set(one, "value",
            known->value == NONE
                ? VIEW("不知道")
                : rules_value_display(rules, NOUN_FACT, known->fact, known->value, LANGUAGE_ZH));
        json_object_set_new(one, "from", json_string(sources[known->source]));
        json_array_append_new(list, one);
    }
    return list;
}

static json_t *candidates(const struct rules *rules, const struct decision *decision)
{
    json_t *list = json_array();
    int64_t sum = 0;
    for (int i = 0; i < decision->candidate_count; i++)
        sum += decision->candidates[i].weight;
    for (int i = 0; i < decision->candidate_count; i++) {
        const struct candidate *c = &decision->candidates[i];
        json_t *one = json_object();
        bool unit = c->target.unit != NONE;
        set(one, "unit",
            noun(rules, unit ? NOUN_UNIT : NOUN_ROLE, unit ? c->target.unit : c->target.role));
        set(one, "code", unit ? rules_code(rules, NOUN_UNIT, c->target.unit) : VIEW(""));
        set(one, "duty", noun(rules, NOUN_DUTY, c->duty));
        json_object_set_new(one, "share", json_integer(sum ? c->weight * 1000 / sum : 0));
        json_array_append_new(list, one);
    }
    return list;
}

struct view talk_explain_pack(const struct rules *rules, const struct matter *matter,
                              const struct decision *decision, struct view said,
                              struct arena *arena)
{
    static const char *const statuses[] = {"nothing", "ask", "duty", "otherwise"};
    const struct recognition *r = recognise(rules, arena, said);
    json_t *root = json_object();
    set(root, "version", rules_version(rules));
    json_object_set_new(root, "status", json_string(statuses[decision->status]));
    set(root, "category", noun(rules, NOUN_CATEGORY, decision->category));
    bool duty = decision->status == DECIDE_DUTY;
    set(root, "duty", duty ? noun(rules, NOUN_DUTY, decision->duty) : VIEW(""));
    set(root, "duty_code", duty ? rules_code(rules, NOUN_DUTY, decision->duty) : VIEW(""));
    set(root, "basis", duty ? rules_duty(rules, decision->duty).basis : VIEW(""));
    json_object_set_new(root, "confidence", json_integer(decision->confidence));
    json_object_set_new(root, "words", words(rules, decision, r));
    json_object_set_new(root, "facts", facts(rules, matter, decision, r));
    json_object_set_new(root, "candidates", candidates(rules, decision));
    char *text = json_dumps(root, JSON_COMPACT);
    json_decref(root);
    struct view out = view_keep(arena, view_of(text ? text : "{}"));
    free(text);
    return out;
}
