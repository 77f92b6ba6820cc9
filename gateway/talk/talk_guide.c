/* talk_guide: "what do I need to open a restaurant?" where no document says it, but the rules do:
 * a guide (办事) has the steps, who takes each, and what to bring.
 *
 * A guide is meant where one of its words stands in the text; of several the longest word decides,
 * and of equals the first. Documents go before: where one is named by the guide, its own words are
 * quoted, and the guide speaks only for what they leave out. What is asked for picks the part:
 * papers, where, or all of it. A fee or a term is nowhere in a guide; then it says so and names who
 * knows, for a guess would send somebody to a counter with too little money. */
#include "gateway/talk/talk_follow.h"
#include "gateway/talk/talk_state.h"

#include "dsl/base/utf8.h"
#include "gateway/talk/talk_asks.h"

#define GUIDE_LINK "guide:"

enum {
    TEXT_MAX = 4000,
    QUESTION_LEAST = 5,
    WISH = 6, /* characters before the guide's words */
    WISH_LATIN = 12
};

enum part { PART_ALL, PART_MATERIALS, PART_WHERE, PART_FEE, PART_TERM };

static enum part part_asked(const struct rules *rules, struct view text)
{
    static const struct {
        enum part part;
        enum cue cue;
    } parts[] = {{PART_MATERIALS, CUE_part_materials},
                 {PART_FEE, CUE_part_fee},
                 {PART_TERM, CUE_part_term},
                 {PART_WHERE, CUE_part_where}};
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        if (cue_heard(rules, parts[i].cue, text))
            return parts[i].part;
    return PART_ALL;
}

/* Documents are in Chinese, and so is what they are searched by. */
struct view guide_question(const struct rules *rules, struct view text)
{
    static const char *const asked[] = {[PART_ALL] = "怎么办理",
                                        [PART_MATERIALS] = "要带什么材料",
                                        [PART_WHERE] = "在哪里办理",
                                        [PART_FEE] = "收费吗，多少钱",
                                        [PART_TERM] = "多久能办好"};
    return utf8_length(text) < text.n ? text : view_of(asked[part_asked(rules, text)]);
}

/* What a guide says in English is better than a document that does not. */
static bool speaks_better(const struct talking *turn, enum part part)
{
    return turn->state->language == LANGUAGE_EN && part != PART_FEE && part != PART_TERM;
}

struct named {
    int guide; /* or NONE */
    size_t from, to;
};

static struct named guide_named(const struct rules *rules, struct view text)
{
    struct named found = {NONE, 0, 0};
    int count = rules_counts(rules).guides;
    for (int i = 0; i < count; i++) {
        size_t at = 0, n = rules_guide_named(rules, i, text, &at);
        if (n > found.to - found.from)
            found = (struct named){i, at, at + n};
    }
    return found;
}

bool guide_is_link(struct view link)
{
    return view_starts(link, VIEW(GUIDE_LINK));
}

/* By its own link, or by that of its document. */
static int guide_of_link(const struct rules *rules, struct view link)
{
    int count = rules_counts(rules).guides;
    if (guide_is_link(link))
        return rules_find(rules, NOUN_GUIDE, view_sub(link, strlen(GUIDE_LINK), link.n));
    struct view path = link.n ? view_sub(link, 1, link.n) : link;
    for (int i = 0; path.n && i < count; i++)
        if (view_eq(rules_guide(rules, i).text, path))
            return i;
    return NONE;
}

static struct view display(const struct talking *turn, int guide)
{
    return rules_display(turn->rules, NOUN_GUIDE, guide, turn->state->language);
}

static void put_step(struct talking *turn, struct buf *out, int guide, int step, bool contacts)
{
    struct guide_step_info info = rules_guide_step(turn->rules, guide, step, turn->state->language);
    struct view contact = contacts ? say_contact(turn, info.assign) : VIEW("");
    bool english = turn->state->language == LANGUAGE_EN;
    buf_print(out, english ? "\n%d. %.*s (%.*s" : "\n%d. %.*s（%.*s", step + 1, VIEW_FMT(info.text),
              VIEW_FMT(say_unit(turn, info.assign)));
    if (contact.n)
        buf_print(out, english ? ", %.*s" : "，%.*s", VIEW_FMT(contact));
    buf_text(out, english ? ")" : "）");
}

/* only: one of them, or NONE for all. */
static struct view steps_of(struct talking *turn, int guide, int only, bool contacts)
{
    struct buf out;
    buf_init(&out, TEXT_MAX);
    int count = rules_guide(turn->rules, guide).step_count;
    for (int i = 0; i < count; i++)
        if (only == NONE || only == i)
            put_step(turn, &out, guide, i, contacts);
    struct view text = buf_keep(&out, turn->arena);
    buf_free(&out);
    return text;
}

static struct view materials_of(struct talking *turn, int guide)
{
    struct buf out;
    buf_init(&out, TEXT_MAX);
    int count = rules_guide_material_count(turn->rules, guide);
    for (int i = 0; i < count; i++) {
        buf_text(&out, !i ? "" : turn->state->language == LANGUAGE_EN ? "; " : "、");
        buf_view(&out, rules_guide_material(turn->rules, guide, i, turn->state->language));
    }
    struct view text = buf_keep(&out, turn->arena);
    buf_free(&out);
    return text;
}

static bool say_materials(struct talking *turn, int guide)
{
    struct view materials = materials_of(turn, guide);
    if (!materials.n)
        return false;
    say_phrase(turn, PHRASE_answer_guide_materials, "guide", display(turn, guide), "materials",
               materials, TALK_END);
    return true;
}

/* Who takes the first step knows. */
static bool say_silent(struct talking *turn, int guide)
{
    if (!rules_guide(turn->rules, guide).step_count)
        return false;
    return say_who_knows(turn, display(turn, guide),
                         rules_guide_step(turn->rules, guide, 0, LANGUAGE_ZH).assign);
}

static bool say_steps(struct talking *turn, int guide, bool contacts)
{
    if (!rules_guide(turn->rules, guide).step_count)
        return false;
    say_phrase(turn, contacts ? PHRASE_answer_guide_where : PHRASE_answer_guide, "guide",
               display(turn, guide), "steps", steps_of(turn, guide, NONE, contacts), TALK_END);
    return true;
}

static bool say_part(struct talking *turn, int guide, enum part part)
{
    switch (part) {
    case PART_MATERIALS:
        return say_materials(turn, guide);
    case PART_FEE:
    case PART_TERM:
        return say_silent(turn, guide);
    case PART_WHERE:
        return say_steps(turn, guide, true);
    case PART_ALL:
        break;
    }
    bool said = say_steps(turn, guide, false);
    return say_materials(turn, guide) || said;
}

static struct view first_unit(const struct rules *rules, int guide)
{
    if (!rules_guide(rules, guide).step_count)
        return VIEW("");
    int unit = rules_guide_step(rules, guide, 0, LANGUAGE_ZH).assign.unit;
    return unit == NONE ? VIEW("") : rules_display(rules, NOUN_UNIT, unit, LANGUAGE_ZH);
}

/* What is asked next is looked for in its document, where it has one. */
static void remember(struct talking *turn, int guide)
{
    struct buf link;
    struct view path = rules_guide(turn->rules, guide).text;
    buf_init(&link, TEXT_MAX);
    buf_text(&link, path.n ? "/" : GUIDE_LINK);
    buf_view(&link, path.n ? path : rules_code(turn->rules, NOUN_GUIDE, guide));
    struct passage subject = {.link = buf_keep(&link, turn->arena),
                              .title = display(turn, guide),
                              .issuer = first_unit(turn->rules, guide)};
    buf_free(&link);
    follow_remember(turn, &subject);
}

/* The class that the text raises most; NONE: none. */
static int leading(const struct recognition *r)
{
    const struct score *best = NULL;
    for (size_t i = 0; i < r->category_count; i++)
        if (!best || r->categories[i].score > best->score)
            best = &r->categories[i];
    return best ? best->index : NONE;
}

/* Does a word within the guide's speak for the same duty? */
static bool is_of_guide(const struct recognition *r, const struct named *named,
                        const struct evidence *one)
{
    for (size_t i = 0; i < r->evidence_count && one->use == USE_DUTY; i++) {
        const struct evidence *e = &r->evidence[i];
        if (e->use == USE_DUTY && e->index == one->index && e->from >= named->from &&
            e->to <= named->to)
            return true;
    }
    return false;
}

/* The class that the text raises most by words of its own. */
static int raised(const struct recognition *r)
{
    int lead = leading(r);
    for (size_t i = 0; i < r->category_count; i++)
        if (r->categories[i].index == lead)
            return r->categories[i].strong ? lead : NONE;
    return NONE;
}

/* Words of a matter that are not the guide's: the smoke of somebody else's restaurant. What speaks
 * for another class than all the rest ("for my old mother") is no matter. */
static bool is_of_matter(const struct recognition *r, const struct named *named)
{
    int lead = raised(r);
    for (size_t i = 0; i < r->evidence_count; i++) {
        const struct evidence *e = &r->evidence[i];
        int category = e->use == USE_CATEGORY ? e->index : e->category;
        if (e->use != USE_AREA && e->use != USE_PERIOD &&
            (e->to <= named->from || e->from >= named->to) && category != NONE &&
            category == lead && !is_of_guide(r, named, e) &&
            !cue_heard(r->rules, CUE_asks_which, view_sub(r->text.text, e->from, e->to)))
            return true; /* "what licence?" may be a duty's own words */
    }
    return false;
}

/* By its form it asks, and neither reports nor praises. */
static bool asks(const struct recognition *r)
{
    if ((r->kind != NONE && r->kind != KIND_CONSULT) || talk_hears(r, CUE_reproach))
        return false;
    return talk_asks(r) || part_asked(r->rules, r->text.text) != PART_ALL ||
           talk_hears(r, CUE_part_any);
}

/* "I want to open a restaurant", and nothing more. */
static bool only_wishes(const struct rules *rules, struct view text, const struct named *named)
{
    struct view before = view_sub(text, 0, named->from);
    size_t length = utf8_length(before);
    return named->to == text.n && length <= (length < before.n ? WISH : WISH_LATIN) &&
           cue_heard(rules, CUE_wishes, before);
}

/* The guide that a text asks about. The form is looked at first: it is quick, and most texts
 * report. */
static struct named guide_asked(const struct rules *rules, const struct recognition *r)
{
    static const struct named none = {NONE, 0, 0};
    bool asked = r && asks(r);
    if (!r || (!asked && !talk_hears(r, CUE_wishes)))
        return none;
    struct view text = view_trim(r->text.text);
    struct named named = guide_named(rules, text);
    if (named.guide != NONE && only_wishes(rules, text, &named))
        return named;
    if (!asked)
        return none;
    return named.guide != NONE && r->kind == NONE && is_of_matter(r, &named) ? none : named;
}

/* What is asked beside the guide's words: what stands behind them, where that is more than a seam;
 * people tell of themselves first ("I am from elsewhere and want to rent ..., on what terms?"). */
static struct view beside(struct view text, const struct named *named)
{
    struct view before = view_sub(text, 0, named->from), after = view_sub(text, named->to, text.n);
    return utf8_length(after) >= QUESTION_LEAST || after.n >= before.n ? after : before;
}

void guide_need(const struct rules *rules, const struct talk_input *input, struct talk_needs *needs)
{
    struct named named = guide_asked(rules, input->recognition);
    if (named.guide == NONE)
        return;
    struct view path = rules_guide(rules, named.guide).text;
    struct view question = beside(input->recognition->text.text, &named);
    if (!path.n || path.n >= sizeof needs->links || !question.n)
        return;
    needs->links[0] = '/';
    memcpy(needs->links + 1, path.p, path.n);
    needs->follow_link = (struct view){needs->links, path.n + 1};
    needs->follow_question = guide_question(rules, question);
}

/* A fee without a sum, a term without days is another matter's. */
static bool holds_figure(const struct rules *rules, enum part part, struct view quote)
{
    return cue_heard(rules, part == PART_TERM ? CUE_tells_term : CUE_tells_fee, quote);
}

/* The best passage of the guide's own document that was read; NULL: none was. */
static const struct passage *passage_of(const struct talking *turn, int guide)
{
    const struct talk_reads *reads = turn->reads;
    for (size_t i = 0; i < reads->follow_count; i++)
        if (guide_of_link(turn->rules, reads->follow[i].link) == guide)
            return &reads->follow[i];
    return NULL;
}

/* The guide's own document says it. */
static bool say_document(struct talking *turn, int guide)
{
    const struct passage *p = passage_of(turn, guide);
    if (!p || p->score < ANSWER_LEAST)
        return false;
    enum part part = part_asked(turn->rules, turn->input->recognition->text.text);
    if ((part == PART_FEE || part == PART_TERM) && !holds_figure(turn->rules, part, p->quote))
        return false;
    service_say(turn, p);
    return true;
}

bool guide_answer(struct talking *turn, bool bare)
{
    const struct recognition *r = turn->input->recognition;
    struct named named = guide_asked(turn->rules, r);
    if (named.guide == NONE || (bare && rules_guide(turn->rules, named.guide).text.n))
        return false;
    enum part part = part_asked(r->rules, r->text.text);
    bool said = speaks_better(turn, part) && say_part(turn, named.guide, part);
    if (!said && say_document(turn, named.guide))
        return true;
    if (!said && !say_part(turn, named.guide, part))
        return false;
    remember(turn, named.guide);
    turn->answered = true;
    return true;
}

void guide_keep_subject(struct talking *turn)
{
    const struct recognition *r = turn->input->recognition;
    struct named named = guide_named(turn->rules, r->text.text);
    if (named.guide != NONE && !turn->state->subject.link.n)
        remember(turn, named.guide);
}

bool guide_turns_away(const struct talking *turn)
{
    struct named named = guide_asked(turn->rules, turn->input->recognition);
    return named.guide != NONE &&
           named.guide != guide_of_link(turn->rules, turn->state->subject.link);
}

bool guide_follow_english(struct talking *turn)
{
    return speaks_better(turn, part_asked(turn->rules, turn->input->recognition->text.text)) &&
           guide_follow(turn);
}

/* "And fire safety?": the one step that is asked about, and who takes it. */
static bool say_step(struct talking *turn, int guide)
{
    struct view text = turn->input->recognition->text.text;
    int count = rules_guide(turn->rules, guide).step_count, step = 0;
    while (step < count &&
           !follow_names(turn->rules, text,
                         rules_guide_step(turn->rules, guide, step, LANGUAGE_ZH).text))
        step++;
    if (step == count)
        return false;
    say_phrase(turn, PHRASE_answer_guide_where, "guide", display(turn, guide), "steps",
               steps_of(turn, guide, step, true), TALK_END);
    return true;
}

static bool go_on(struct talking *turn)
{
    turn->state->subject.at = turn->input->now;
    turn->answered = true;
    return true;
}

bool guide_follow_named(struct talking *turn)
{
    int guide = guide_of_link(turn->rules, turn->state->subject.link);
    struct view text = turn->input->recognition->text.text;
    if (guide == NONE)
        return false;
    bool said =
        say_step(turn, guide) ||
        (follow_names(turn->rules, text, materials_of(turn, guide)) && say_materials(turn, guide));
    return said && go_on(turn);
}

bool guide_follow(struct talking *turn)
{
    int guide = guide_of_link(turn->rules, turn->state->subject.link);
    enum part part = part_asked(turn->rules, turn->input->recognition->text.text);
    if (guide == NONE || !(part == PART_ALL ? say_step(turn, guide) : say_part(turn, guide, part)))
        return false;
    return go_on(turn);
}
