/* talk_duty: what the rules themselves have for who asks about a duty: the documents that it names
 * (正文), and its own answer (答).
 *
 * People ask in words that no document uses ("my mother turned eighty, is there anything for
 * her?"). The words and sayings of the rules know the duty all the same, and so the documents in
 * which the answer must stand: these are read closely. Where no passage surely answers, and the
 * duty's own answer does not, the headings are offered, for who asks knows best which one is
 * meant. */
#include "gateway/talk/talk_asked.h"
#include "gateway/talk/talk_follow.h"
#include "gateway/talk/talk_state.h"

#include "dsl/base/utf8.h"
#include "gateway/talk/talk_asks.h"

#define DUTY_LINK "duty:"
/* So likely a thing must be that a message is about it. */
#define MEANT 0.8F
#define BEYOND_DOUBT 0.95F

/* A document in which an answer stands so likely is read, or its headings are offered. */
#define WORTH_READING 0.2F
#define WORTH_OFFERING 0.4F

enum { LINK_MAX = 6000, HEADINGS_MOST = 5, HEADINGS_TOLD = 2 };

/* Of the duty that people surely mean who speak so, though a clerk would have to know more of it.
 */
static bool decide_meant(const struct rules *rules, const struct talk_input *input, float least,
                         struct decision *decision)
{
    const struct saying_meant *meant = meant_of(input->recognition);
    if (!meant || meant->shares[meant->thing] < least)
        return false;
    struct matter matter = matter_empty();
    matter.pinned_duty = meant->thing;
    matter.pinned_category = rules_duty(rules, meant->thing).category;
    decide(rules, &matter, decision);
    return decision->status == DECIDE_DUTY;
}

/* The duty that is asked about: who asks about a wedding may name the household register. So what
 * people mean who speak so comes first, where that is beyond doubt; then the words of the rules,
 * the sayings with them, and what is mostly meant. */
static struct decision decide_asked(const struct rules *rules, const struct talk_state *state,
                                    const struct talk_input *input)
{
    struct decision decision;
    if (!state->has_matter && decide_meant(rules, input, BEYOND_DOUBT, &decision))
        return decision;
    decision = intake_decide(rules, input, false);
    if (decision.status == DECIDE_DUTY || state->has_matter)
        return decision;
    decision = intake_decide(rules, input, true);
    if (decision.status != DECIDE_DUTY)
        decide_meant(rules, input, MEANT, &decision);
    return decision;
}

static struct decision asked_alone(const struct talking *turn)
{
    return decide_asked(turn->rules, turn->state, turn->input);
}

bool duty_surely_says(struct talking *turn)
{
    struct decision decision;
    return !turn->state->has_matter &&
           decide_meant(turn->rules, turn->input, BEYOND_DOUBT, &decision) &&
           !rules_duty(turn->rules, decision.duty).text_count && own_answer(turn, decision.duty).n;
}

int duty_asked(const struct talking *turn)
{
    struct decision alone = asked_alone(turn);
    return alone.status == DECIDE_DUTY && duty_speaks(turn, alone.duty) ? alone.duty : NONE;
}

static bool asks(const struct recognition *r)
{
    return r && (r->kind == KIND_CONSULT || talk_asks(r));
}

/* Does one of the duty's documents have the link? */
static bool has_document(const struct rules *rules, int duty, struct view link)
{
    int count = rules_duty(rules, duty).text_count;
    struct view path = link.n ? view_sub(link, 1, link.n) : link;
    for (int i = 0; i < count; i++)
        if (view_eq(rules_duty_text(rules, duty, i), path))
            return true;
    return false;
}

/* One more to be read, unless there is no room. */
static void need_link(struct talk_needs *needs, struct view before, struct view link)
{
    size_t n = needs->follow_link.n;
    if (n + before.n + link.n + 1 > sizeof needs->links)
        return;
    if (n)
        needs->links[n++] = '\n';
    memcpy(needs->links + n, before.p, before.n);
    memcpy(needs->links + n + before.n, link.p, link.n);
    needs->follow_link = (struct view){needs->links, n + before.n + link.n};
}

/* What is needed already is read once. */
static void need_document(struct talk_needs *needs, struct view path)
{
    if (path.n && view_find(needs->follow_link, path) == SIZE_MAX)
        need_link(needs, VIEW("/"), path);
}

static void need_documents(const struct rules *rules, int duty, struct talk_needs *needs)
{
    int count = rules_duty(rules, duty).text_count;
    for (int i = 0; i < count; i++)
        need_document(needs, rules_duty_text(rules, duty, i));
}

struct view duty_links(const struct talking *turn, int duty)
{
    struct talk_needs links = {.cases = false};
    need_documents(turn->rules, duty, &links);
    return view_keep(turn->arena, links.follow_link);
}

/* The duty whose answer a link stands for; NONE: it is another link. */
static int duty_of(const struct rules *rules, struct view link)
{
    if (!view_starts(link, VIEW(DUTY_LINK)))
        return NONE;
    return rules_find(rules, NOUN_DUTY, view_sub(link, strlen(DUTY_LINK), link.n));
}

struct view duty_subject_links(const struct talking *turn)
{
    struct view link = turn->state->subject.link;
    int duty = duty_of(turn->rules, link);
    if (duty != NONE)
        return duty_links(turn, duty);
    return view_starts(link, VIEW("/")) ? link : VIEW("");
}

bool duty_has_subject(const struct talking *turn)
{
    struct decision alone = asked_alone(turn);
    struct view link = turn->state->subject.link;
    return alone.status == DECIDE_DUTY && (has_document(turn->rules, alone.duty, link) ||
                                           duty_of(turn->rules, link) == alone.duty);
}

bool duty_names(const struct talking *turn, struct view link)
{
    struct decision alone = asked_alone(turn);
    return alone.status == DECIDE_DUTY && has_document(turn->rules, alone.duty, link);
}

bool duty_is_subject(const struct talking *turn, const struct passage *p)
{
    struct view link = turn->state->subject.link;
    int duty = duty_of(turn->rules, link);
    return duty == NONE ? view_eq(p->link, link) : has_document(turn->rules, duty, p->link);
}

/* A complaint needs no document. */
static bool may_ask(const struct recognition *r)
{
    return r && (asks(r) || r->act == ACT_asks || talk_has_form(r));
}

/* The document that is likely asked for, the one that the search found, those of the duty. */
static void need_asked(const struct rules *rules, const struct talk_state *state,
                       const struct talk_input *input, struct talk_needs *needs)
{
    need_document(needs, asked_document(rules, input->recognition, WORTH_READING));
    if (input->passage_count && input->passages[0].link.n)
        need_document(needs, view_sub(input->passages[0].link, 1, input->passages[0].link.n));
    struct decision asked = {.status = DECIDE_NOTHING};
    if (asks(input->recognition))
        asked = decide_asked(rules, state, input);
    if (asked.status == DECIDE_DUTY)
        need_documents(rules, asked.duty, needs);
}

void duty_need(const struct rules *rules, const struct talk_state *state,
               const struct talk_input *input, struct talk_needs *needs)
{
    struct view subject = state->subject.link;
    bool follows = duty_has_headings(state) || follow_has_subject(state, input->now);
    int of_subject = follows ? duty_of(rules, subject) : NONE;
    if (of_subject != NONE)
        need_documents(rules, of_subject, needs);
    else if (follows && view_starts(subject, VIEW("/")))
        need_link(needs, VIEW(""), subject);
    if (may_ask(input->recognition))
        need_asked(rules, state, input, needs);
    if (needs->follow_link.n && input->recognition && !needs->follow_question.n)
        needs->follow_question = guide_question(rules, intake_text(input));
}

/* ---- answering ---- */

/* What is asked next goes on from the duty's answer, and its documents. */
static void remember(struct talking *turn, const struct decision *decision)
{
    int unit = decision->target.unit;
    struct buf link;
    buf_init(&link, LINK_MAX);
    buf_text(&link, DUTY_LINK);
    buf_view(&link, rules_code(turn->rules, NOUN_DUTY, decision->duty));
    struct passage subject = {
        .link = buf_keep(&link, turn->arena),
        .title = rules_display(turn->rules, NOUN_DUTY, decision->duty, turn->state->language),
        .issuer =
            unit == NONE ? VIEW("") : rules_display(turn->rules, NOUN_UNIT, unit, LANGUAGE_ZH)};
    buf_free(&link);
    follow_remember(turn, &subject);
}

static bool say(struct talking *turn, struct view answer, struct target unit)
{
    if (!answer.n)
        return false;
    say_phrase(turn, PHRASE_answer_duty, "answer", answer, "unit", say_unit(turn, unit), TALK_END);
    turn->answered = true;
    return true;
}

/* The best passage of the duty's documents, if it surely answers. */
static bool say_passage(struct talking *turn, int duty)
{
    const struct talk_reads *reads = turn->reads;
    const struct recognition *r = turn->input->recognition;
    struct view links = duty_links(turn, duty);
    if (r->act == ACT_wants) /* what is complained of has the same words */
        return talk_has_form(r) && asked_of_duty(turn, links, ASKED_THOUGH_WANTED);
    if (asked_of_duty(turn, links, ASKED))
        return true;
    for (size_t i = 0; i < reads->follow_count && reads->follow[i].score >= ANSWER_LEAST; i++)
        if (has_document(turn->rules, duty, reads->follow[i].link)) {
            service_say(turn, asked_rather(turn, &reads->follow[i]));
            return true;
        }
    return false;
}

bool duty_say(struct talking *turn, const struct decision *decision)
{
    if (decision->status != DECIDE_DUTY)
        return false;
    bool english = turn->state->language == LANGUAGE_EN && /* documents are in Chinese */
                   rules_duty(turn->rules, decision->duty).answer[LANGUAGE_EN].n;
    if (!english && say_passage(turn, decision->duty))
        return true;
    if (!say(turn, own_answer(turn, decision->duty), decision->target))
        return false;
    remember(turn, decision);
    return true;
}

bool duty_answer(struct talking *turn)
{
    struct decision alone = asked_alone(turn);
    return duty_say(turn, &alone);
}

bool duty_speaks(const struct talking *turn, int duty)
{
    return rules_duty(turn->rules, duty).text_count || say_duty_answer(turn, duty).n;
}

bool duty_follow(struct talking *turn, struct target unit)
{
    int duty = duty_of(turn->rules, turn->state->subject.link);
    if (duty == NONE || !say(turn, own_further(turn, duty), unit))
        return false;
    turn->state->subject.at = turn->input->now;
    return true;
}

/* ---- headings ---- */

/* Of a document that was read, any passage; NULL: it was not. */
static const struct passage *read_of(const struct talking *turn, struct view path)
{
    const struct talk_reads *reads = turn->reads;
    for (size_t i = 0; path.n && i < reads->follow_count; i++)
        if (view_eq(view_sub(reads->follow[i].link, 1, reads->follow[i].link.n), path))
            return &reads->follow[i];
    return NULL;
}

/* The document that is surely asked for; of the duty's documents the one that the search found
 * first, else the first one. */
static const struct passage *document_meant(const struct talking *turn)
{
    const struct talk_input *input = turn->input;
    const struct talk_reads *reads = turn->reads;
    const struct passage *asked =
        read_of(turn, asked_document(turn->rules, input->recognition, WORTH_OFFERING));
    struct decision alone = asked_alone(turn);
    if (asked || alone.status != DECIDE_DUTY)
        return asked;
    for (size_t i = 0; i < input->passage_count; i++)
        if (has_document(turn->rules, alone.duty, input->passages[i].link))
            return &input->passages[i];
    for (size_t i = 0; i < reads->follow_count; i++)
        if (has_document(turn->rules, alone.duty, reads->follow[i].link))
            return &reads->follow[i];
    return NULL;
}

static bool is_offered(const struct talk_state *state, struct view heading)
{
    for (size_t i = 0; i < state->menu_count; i++)
        if (view_eq(state->menu[i].code, heading))
            return true;
    return false;
}

/* The headings of the document that are likeliest asked for, where anything is known of that; at
 * most so many. said: that one was just quoted. */
static void offer_asked(struct talking *turn, struct view link, size_t most, struct view said)
{
    int headings[HEADINGS_MOST];
    size_t n = asked_order(turn, link, headings, HEADINGS_MOST);
    for (size_t i = 0; i < n && turn->state->menu_count < most; i++) {
        struct view text = rules_heading(turn->rules, headings[i]).text;
        if (!view_eq(text, said))
            menu_add(turn, MENU_HEADING, VIEW(""), text, text);
    }
}

void duty_headings_told(struct talking *turn)
{
    const struct talk_subject *subject = &turn->state->subject;
    if (turn->state->language != LANGUAGE_EN)
        offer_asked(turn, subject->link, HEADINGS_TOLD, subject->heading);
}

/* Of this document, and that a colleague answers what was asked; false: it has none. */
static bool offer_headings(struct talking *turn, const struct passage *first, struct view asked)
{
    struct talk_state *state = turn->state;
    menu_clear(state);
    offer_asked(turn, first->link, HEADINGS_MOST, VIEW(""));
    for (size_t i = 0; i < turn->reads->follow_count && state->menu_count < HEADINGS_MOST; i++) {
        const struct passage *p = &turn->reads->follow[i];
        if (p->section.n && view_eq(p->link, first->link) && !is_offered(state, p->section))
            menu_add(turn, MENU_HEADING, VIEW(""), p->section, p->section);
    }
    if (!state->menu_count)
        return false;
    menu_add(turn, MENU_ASK, VIEW(""), view_keep(turn->arena, utf8_head(asked, TALK_TEXT_MAX)),
             rules_phrase(turn->rules, PHRASE_choice_person, state->language));
    say_phrase(turn, PHRASE_answer_headings, "title", first->title, TALK_END);
    follow_remember(turn, first);
    state->subject.heading = VIEW(""); /* none was quoted */
    turn->answered = true;
    return true;
}

bool duty_headings(struct talking *turn)
{
    const struct passage *first = document_meant(turn);
    return first && asked_may_be(turn->input->recognition) &&
           turn->state->language != LANGUAGE_EN &&     /* the headings are in Chinese */
           !follow_may_be(turn->state, turn->input) && /* of the document that was quoted */
           offer_headings(turn, first, intake_text(turn->input));
}

bool duty_headings_further(struct talking *turn)
{
    const struct passage *first = follow_passage(turn);
    return first && turn->state->language != LANGUAGE_EN &&
           turn->state->subject.heading.n && /* they were not offered just before */
           asked_may_stand(turn, duty_subject_links(turn)) &&
           offer_headings(turn, first, follow_completed(turn, intake_text(turn->input)));
}

bool duty_has_headings(const struct talk_state *state)
{
    return state->menu_count && state->menu[0].kind == MENU_HEADING;
}

bool duty_heading(struct talking *turn, struct view heading)
{
    const struct talk_reads *reads = turn->reads;
    for (size_t i = 0; i < reads->follow_count; i++)
        if (view_eq(reads->follow[i].section, heading) &&
            duty_is_subject(turn, &reads->follow[i])) {
            menu_clear(turn->state);
            service_say(turn, &reads->follow[i]);
            turn->state->subject.asked = turn->state->subject.heading;
            return true;
        }
    return false;
}
