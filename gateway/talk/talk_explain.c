/* talk_explain: the reasons of a decision as JSON text. Written once, when a case is filed; the
 * desk shows it as it stands. The words are found again in what the citizen said, since the matter
 * itself only keeps scores.
 *
 * Written straight into a buffer: a tree of values in between took a tenth of a turn. A text that
 * names so much that its reasons do not fit is filed without them rather than not at all. */
#include "gateway/talk/talk_explain.h"

#include "adapters/json.h"
#include "gateway/talk/talk_facts.h"

enum { EXPLAIN_MAX = 64 * 1024 };

/* A list is opened as a member, its items as objects in it. */
static void open_list(struct buf *out, const char *name)
{
    json_put_name(out, name);
    buf_byte(out, '[');
}

static void open_item(struct buf *out)
{
    buf_text(out, buf_seen(out).p[out->n - 1] == '[' ? "{" : ",{");
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

static void put_words(struct buf *out, const struct rules *rules, const struct decision *decision,
                      const struct recognition *r)
{
    static const char *const uses[] = {"category", "duty", "value", "period", "area"};
    open_list(out, "words");
    for (size_t i = 0; i < r->evidence_count; i++) {
        const struct evidence *e = &r->evidence[i];
        bool elsewhere = e->category != NONE && decision->category != NONE &&
                         e->category != decision->category && e->use != USE_CATEGORY;
        if (elsewhere)
            continue;
        open_item(out);
        json_put_member(out, "word", fold_original(&r->text, e->from, e->to));
        json_put_member(out, "use", view_of(uses[e->use]));
        json_put_member(out, "means", meaning(rules, e));
        buf_byte(out, '}');
    }
    buf_byte(out, ']');
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

static void put_facts(struct buf *out, const struct rules *rules, const struct matter *matter,
                      const struct decision *decision, const struct recognition *r)
{
    static const char *const sources[] = {"words", "answer", "given", "message"};
    open_list(out, "facts");
    for (int i = 0; i < matter->fact_count; i++) {
        const struct known *known = &matter->facts[i];
        if (!counts(r, decision, known))
            continue;
        open_item(out);
        json_put_member(out, "fact", rules_code(rules, NOUN_FACT, known->fact));
        json_put_member(out, "value",
                        known->value == NONE ? VIEW("不知道")
                                             : rules_value_display(rules, NOUN_FACT, known->fact,
                                                                   known->value, LANGUAGE_ZH));
        json_put_member(out, "from", view_of(sources[known->source]));
        buf_byte(out, '}');
    }
    buf_byte(out, ']');
}

/* The words that speak for a candidate: of its duty, or of its category. */
static void put_because(struct buf *out, const struct candidate *c, const struct recognition *r)
{
    open_list(out, "because");
    for (size_t i = 0; i < r->evidence_count; i++) {
        const struct evidence *e = &r->evidence[i];
        bool speaks = e->use == USE_DUTY ? e->index == c->duty : e->category == c->category;
        bool again = i > 0 && r->evidence[i - 1].word == e->word;
        if (!speaks || again)
            continue;
        open_item(out);
        json_put_member(out, "word", fold_original(&r->text, e->from, e->to));
        buf_byte(out, '}');
    }
    buf_byte(out, ']');
}

static void put_why(struct buf *out, enum handed why)
{
    static const struct {
        const char *code, *zh, *en;
    } whys[] = {
#define WHY_TEXT(name, code, zh, en) {code, zh, en},
        HANDED_WHYS(WHY_TEXT)
#undef WHY_TEXT
    };
    json_put_name(out, "why");
    buf_byte(out, '{');
    json_put_member(out, "code", view_of(whys[why].code));
    json_put_member(out, "zh", view_of(whys[why].zh));
    json_put_member(out, "en", view_of(whys[why].en));
    buf_byte(out, '}');
}

static void put_candidates(struct buf *out, const struct rules *rules,
                           const struct decision *decision, const struct recognition *r)
{
    int64_t sum = 0;
    open_list(out, "candidates");
    for (int i = 0; i < decision->candidate_count; i++)
        sum += decision->candidates[i].weight;
    for (int i = 0; i < decision->candidate_count; i++) {
        const struct candidate *c = &decision->candidates[i];
        bool unit = c->target.unit != NONE;
        open_item(out);
        json_put_member(
            out, "unit",
            noun(rules, unit ? NOUN_UNIT : NOUN_ROLE, unit ? c->target.unit : c->target.role));
        json_put_member(out, "code",
                        unit ? rules_code(rules, NOUN_UNIT, c->target.unit) : VIEW(""));
        json_put_member(out, "duty", noun(rules, NOUN_DUTY, c->duty));
        json_put_member(out, "duty_code",
                        c->duty == NONE ? VIEW("") : rules_code(rules, NOUN_DUTY, c->duty));
        json_put_member(out, "category", noun(rules, NOUN_CATEGORY, c->category));
        put_because(out, c, r);
        json_put_number(out, "share", sum ? c->weight * 1000 / sum : 0);
        buf_byte(out, '}');
    }
    buf_byte(out, ']');
}

static void put_told(struct buf *out, const char *name, const struct mention *mention,
                     struct view words, bool english)
{
    struct buf told;
    buf_init(&told, words.n * 2 + 256);
    mention_tell(mention, words, english, &told);
    json_put_member(out, name, buf_seen(&told));
    buf_free(&told);
}

/* What stands in the words whatever the rules say, each with the bytes it came from. */
static void put_mentions(struct buf *out, const struct recognition *r, struct view said,
                         struct civil_time now, struct arena *arena)
{
    struct mentions found = talk_mentions(r, now, arena);
    open_list(out, "mentions");
    for (size_t i = 0; i < found.n; i++) {
        const struct mention *one = &found.at[i];
        const struct mention_kind_info *info = mention_kind_info(one->kind);
        struct view words = fold_original(&r->text, one->from, one->to);
        open_item(out);
        json_put_member(out, "kind", view_of(info->code));
        json_put_member(out, "zh", view_of(info->zh));
        json_put_member(out, "en", view_of(info->en));
        json_put_member(out, "words", words);
        put_told(out, "told", one, words, false);
        put_told(out, "told_en", one, words, true);
        json_put_number(out, "from", words.p - said.p);
        json_put_number(out, "to", words.p + words.n - said.p);
        buf_byte(out, '}');
    }
    buf_byte(out, ']');
}

static void put_decision(struct buf *out, const struct rules *rules,
                         const struct decision *decision)
{
    static const char *const statuses[] = {"nothing", "ask", "duty", "otherwise"};
    bool duty = decision->status == DECIDE_DUTY;
    json_put_member(out, "version", rules_version(rules));
    json_put_member(out, "status", view_of(statuses[decision->status]));
    json_put_member(out, "category", noun(rules, NOUN_CATEGORY, decision->category));
    json_put_member(out, "duty", duty ? noun(rules, NOUN_DUTY, decision->duty) : VIEW(""));
    json_put_member(out, "duty_code",
                    duty ? rules_code(rules, NOUN_DUTY, decision->duty) : VIEW(""));
    json_put_member(out, "basis", duty ? rules_duty(rules, decision->duty).basis : VIEW(""));
    json_put_number(out, "confidence", decision->confidence);
}

struct view talk_explain_pack(const struct rules *rules, const struct matter *matter,
                              const struct decision *decision, struct view said, enum handed why,
                              struct civil_time now, struct arena *arena)
{
    const struct recognition *r = recognise(rules, arena, said);
    struct buf out;
    buf_init(&out, EXPLAIN_MAX);
    buf_byte(&out, '{');
    put_decision(&out, rules, decision);
    put_why(&out, why);
    put_words(&out, rules, decision, r);
    put_facts(&out, rules, matter, decision, r);
    put_mentions(&out, r, said, now, arena);
    put_candidates(&out, rules, decision, r);
    buf_byte(&out, '}');
    struct view text = out.full ? VIEW("{}") : buf_keep(&out, arena);
    buf_free(&out);
    return text;
}
