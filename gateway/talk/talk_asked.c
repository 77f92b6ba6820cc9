/* talk_asked: which section of a document somebody asks for. People ask in words that no document
 * has; the rules have how they ask (常问), and with the section's own text that tells what a
 * message is likely to ask for (dsl/engine/recognise.h, asked_of()).
 *
 * A message that begins something must be a question as well: what is complained of has the same
 * words. Behind an answer the document is known, and what is told of oneself asks what that means
 * there ("I am from another province"): its section is quoted, but not once more the one that was
 * quoted just before. What was said just before counts as well, though less: "and the papers?" is
 * of the section that was spoken of, where a document has papers in several. */
#include "gateway/talk/talk_asked.h"
#include "gateway/talk/talk_follow.h"

#include <math.h>

#include "dsl/base/utf8.h"
#include "gateway/talk/talk_asks.h"
#include "gateway/talk/talk_danger.h"
#include "gateway/talk/talk_short.h"

/* How likely a section must be of what nobody knows to be a question, and has the form of one. All
 * such figures were chosen by talks of writers who saw neither rules nor documents
 * (tests/talks/asked.tsv), and by complaints, which must not be answered. */
#define ASKED_BY_FORM 0.5F
#define NEVER 2.0F
/* Behind an answer, of its document: of a question; of what is told. There any other question is
 * so much rarer. */
#define ASKED_FURTHER 0.45F
#define TOLD_FURTHER 0.5F
#define OTHER_FURTHER 0.03F
/* Its headings are worth offering. */
#define MAY_STAND 0.03F
/* Another document's section is asked for, so many times likelier. */
#define ELSEWHERE 0.3F
#define ELSEWHERE_TIMES 30
/* So surely a question behind an answer is about another document. */
#define OF_ANOTHER 0.5F
/* And so surely, though a passage of this one has its words. */
#define SURELY_ANOTHER 0.9F
/* Within a document, rather than a passage that is so many times less likely asked for. */
#define RATHER 0.5F
#define RATHER_TIMES 5
/* A question that reads so has nobody in danger. */
#define ASKED_NEAR 0.25F
/* Among the sections of the document that is spoken of the message before counts as so much of one.
 */
#define BEFORE_COUNTS 0.2F
/* The duty is meant. */
#define MEANT 0.5F
/* So likely a section needs no duty. */
#define BY_ITSELF 0.7F

enum {
    WHOLE_MOST = 660 /* bytes: some 220 characters */,
    TOLD_MOST = 40 /* characters */,
    NAMES_LEAST = 5 /* characters */
};

struct likeliest {
    int heading; /* NONE: nobody can tell */
    float share; /* of all that may be asked for there */
};

static bool is_among(struct view links, struct view path)
{
    while (links.n) {
        struct view link = view_cut(&links, '\n');
        if (link.n && view_eq(view_sub(link, 1, link.n), path))
            return true;
    }
    return false;
}

static bool is_of(const struct rules *rules, int heading, struct view links)
{
    return is_among(links, rules_heading(rules, heading).path);
}

/* How likely the sections of these documents are, all together. */
static float sum_of(const struct rules *rules, const float *shares, struct view links)
{
    float sum = 0;
    for (int i = 0; i < rules_heading_count(rules); i++)
        sum += is_of(rules, i, links) ? shares[i] : 0;
    return sum;
}

/* The sections of these documents by what was said before, too; together they are as likely. */
static const float *going_on(const struct talking *turn, struct view links, const float *shares,
                             const float *before)
{
    const struct rules *rules = turn->rules;
    int n = rules_heading_count(rules);
    float *both = ARENA_ARRAY(turn->arena, (size_t)n + 1, float);
    float all = sum_of(rules, shares, links), all_before = sum_of(rules, before, links);
    for (int i = 0; i <= n; i++)
        both[i] = i < n && is_of(rules, i, links)
                      ? shares[i] * powf(before[i] / all_before, BEFORE_COUNTS)
                      : shares[i];
    float now = sum_of(rules, both, links);
    if (!(now > 0))
        return shares;
    for (int i = 0; i < n; i++)
        both[i] *= is_of(rules, i, links) ? all / now : 1;
    return both;
}

/* How likely each section is asked for, and behind the last any other question; NULL: nobody can
 * tell. */
static const float *asked_shares(struct talking *turn)
{
    const struct recognition *r = turn->input->recognition;
    const struct saying_meant *asked = r ? asked_of(r) : NULL;
    struct view before = turn->state->subject.asked;
    if (!asked || !before.n || !follow_is_open(turn))
        return asked ? asked->shares : NULL;
    if (!turn->asked) {
        const struct saying_meant *was = asked_of(recognise(turn->rules, turn->arena, before));
        turn->asked = was ? going_on(turn, duty_subject_links(turn), asked->shares, was->shares)
                          : asked->shares;
    }
    return turn->asked;
}

/* Of the sections of these documents, a link each line; empty: of all. Any other question is as
 * likely as there, by how many they are, times `other`. */
static struct likeliest likeliest(const struct rules *rules, const float *shares, struct view links,
                                  float other)
{
    struct likeliest best = {NONE, 0};
    float sum = 0;
    int n = shares ? rules_heading_count(rules) : 0, among = 0;
    for (int i = 0; i < n; i++) {
        if (links.n && !is_of(rules, i, links))
            continue;
        among++;
        sum += shares[i];
        if (best.heading == NONE || shares[i] > shares[best.heading])
            best.heading = i;
    }
    if (best.heading != NONE)
        best.share = shares[best.heading] / (sum + other * shares[n] * (float)among / (float)n);
    return best;
}

static struct likeliest likeliest_now(struct talking *turn, struct view links, float other)
{
    return likeliest(turn->rules, asked_shares(turn), links, other);
}

struct view asked_document(const struct rules *rules, const struct recognition *r, float least)
{
    const struct saying_meant *asked = asked_of(r);
    struct likeliest best = likeliest(rules, asked ? asked->shares : NULL, VIEW(""), 1);
    if (best.heading == NONE)
        return VIEW("");
    struct view path = rules_heading(rules, best.heading).path;
    float sum = 0;
    for (int i = 0; i < rules_heading_count(rules); i++)
        sum += view_eq(rules_heading(rules, i).path, path) ? asked->shares[i] : 0;
    return sum >= least ? path : VIEW("");
}

/* The duty that people mean who speak so, if it has something to say to a question; NONE. */
static int duty_meant(const struct rules *rules, const struct recognition *r)
{
    const struct saying_meant *meant = meant_of(r);
    if (!meant || meant->shares[meant->thing] < MEANT)
        return NONE;
    struct duty_info duty = rules_duty(rules, meant->thing);
    return duty.text_count || duty.answer[LANGUAGE_ZH].n ? meant->thing : NONE;
}

bool asked_likely(const struct rules *rules, const struct recognition *r)
{
    return r->act == ACT_asks &&
           (asked_document(rules, r, ASKED_NEAR).n || duty_meant(rules, r) != NONE);
}

static bool was_said(const struct talking *turn, const struct passage *p)
{
    const struct talk_subject *subject = &turn->state->subject;
    return view_eq(p->link, subject->link) && view_eq(p->section, subject->heading);
}

/* What was read of it: all of a short section, else, or if that was said just before, what of it
 * fits best. NULL: it was not read. */
static const struct passage *passage_of(struct talking *turn, int heading)
{
    const struct talk_reads *reads = turn->reads;
    struct heading one = rules_heading(turn->rules, heading);
    for (size_t i = 0; i < reads->follow_count; i++) {
        const struct passage *p = &reads->follow[i];
        if (!view_eq(p->section, one.text) || !p->link.n ||
            !view_eq(view_sub(p->link, 1, p->link.n), one.path))
            continue;
        struct passage *found = ARENA_NEW(turn->arena, struct passage);
        *found = *p;
        if (p->whole.n && p->whole.n <= WHOLE_MOST && !was_said(turn, p))
            found->quote = p->whole;
        return found;
    }
    return NULL;
}

/* The section among these documents, if it is so likely; NULL: it is not. */
static const struct passage *asked_among(struct talking *turn, struct view links, float other,
                                         float least)
{
    struct likeliest best = likeliest_now(turn, links, other);
    return best.heading != NONE && best.share >= least ? passage_of(turn, best.heading) : NULL;
}

/* "And what papers?", "is there a test?": of what was spoken of. */
static bool names_nothing(const struct recognition *r)
{
    struct view text = view_trim(r->text.text);
    return follow_is_bare(r) || (text.n && !r->evidence_count && utf8_length(text) < NAMES_LEAST);
}

/* How likely it must be, of a message that begins something. */
static float least_of(const struct recognition *r)
{
    if (danger_heard(r) || (r->act != ACT_asks && talk_hears(r, CUE_reproach)))
        return NEVER;
    if (r->kind == KIND_CONSULT || (r->act == ACT_asks && r->kind == NONE))
        return ASKED;
    if (r->kind != NONE || r->act == ACT_wants || talk_happened(r))
        return NEVER;
    bool form = (talk_has_form(r) || talk_asks(r)) && !talk_hears(r, CUE_wants_done);
    return form ? ASKED_BY_FORM : NEVER;
}

bool asked_may_be(const struct recognition *r)
{
    return least_of(r) < NEVER;
}

bool asked_answer(struct talking *turn)
{
    const struct recognition *r = turn->input->recognition;
    if (follow_is_open(turn) && (!talk_has_form(r) || names_nothing(r))) /* of what was answered */
        return false;
    float least = fmaxf(least_of(r), follow_is_open(turn) ? OF_ANOTHER : 0);
    if (least >= NEVER)
        return false;
    if (talk_only_announces(r) || (follow_is_bare(r) && !follow_is_open(turn))) /* nothing yet */
        return false;
    if (duty_surely_says(turn))
        return duty_answer(turn);
    bool surely = likeliest_now(turn, VIEW(""), 1).share >= BY_ITSELF;
    int duty = surely ? NONE : duty_asked(turn);
    if (duty != NONE && asked_of_duty(turn, duty_links(turn, duty), ASKED_SURELY))
        return true;
    least = fmaxf(least, duty != NONE ? ASKED_SURELY : 0);
    const struct passage *p = asked_among(turn, VIEW(""), 1, least);
    if (p)
        service_say(turn, p);
    return p != NULL;
}

/* How likely the passage's section is asked for, of its document. */
static float share_of(struct talking *turn, const struct passage *p, int heading)
{
    struct heading one = rules_heading(turn->rules, heading);
    for (int i = 0; i < rules_heading_count(turn->rules); i++) {
        struct heading other = rules_heading(turn->rules, i);
        if (view_eq(other.path, one.path) && view_eq(other.text, p->section))
            return asked_shares(turn)[i];
    }
    return 0;
}

const struct passage *asked_rather(struct talking *turn, const struct passage *p)
{
    struct likeliest best = likeliest_now(turn, p->link, 1);
    if (best.heading == NONE || best.share < RATHER ||
        view_eq(rules_heading(turn->rules, best.heading).text, p->section))
        return p;
    const struct passage *other = passage_of(turn, best.heading);
    float share = share_of(turn, p, best.heading);
    return other && asked_shares(turn)[best.heading] > RATHER_TIMES * share ? other : p;
}

size_t asked_order(struct talking *turn, struct view link, int *headings, size_t most)
{
    const float *shares = asked_shares(turn);
    size_t n = 0;
    for (int i = 0; shares && i < rules_heading_count(turn->rules); i++) {
        if (!is_of(turn->rules, i, link))
            continue;
        size_t at = n < most ? n++ : most;
        for (; at > 0 && shares[headings[at - 1]] < shares[i]; at--)
            if (at < most)
                headings[at] = headings[at - 1];
        if (at < most)
            headings[at] = i;
    }
    return n;
}

bool asked_of_duty(struct talking *turn, struct view links, float least)
{
    const struct passage *p = links.n ? asked_among(turn, links, 1, least) : NULL;
    if (p)
        service_say(turn, p);
    return p != NULL;
}

/* May it ask or tell of oneself, and is no word about the talk? */
static bool may_go_on(const struct talking *turn)
{
    const struct recognition *r = turn->input->recognition;
    return (r->kind == KIND_CONSULT || r->kind == NONE) &&
           utf8_length(view_trim(r->text.text)) <= TOLD_MOST && !danger_heard(r) &&
           !danger_was_remark(r) && !talk_hears(r, CUE_reproach) && !talk_hears(r, CUE_thanks) &&
           !talk_goes_alone(r) && !talk_gives_up(r) && short_answer_of(r) == SHORT_NONE;
}

/* A section of another document is much likelier: what names nothing, or goes on by its words and
 * is not surely elsewhere, stays with this one. */
static bool turns_away(struct talking *turn, struct view links)
{
    const struct recognition *r = turn->input->recognition;
    const float *shares = asked_shares(turn);
    struct likeliest best = likeliest_now(turn, VIEW(""), 1);
    struct likeliest here = likeliest_now(turn, links, 1);
    if (best.share < ELSEWHERE || here.heading == NONE || names_nothing(r) ||
        (talk_goes_on(r) && best.share < OF_ANOTHER) || is_of(turn->rules, best.heading, links))
        return false;
    return shares[best.heading] > ELSEWHERE_TIMES * shares[here.heading];
}

bool asked_elsewhere(struct talking *turn)
{
    bool document = view_starts(turn->state->subject.link, VIEW("/")); /* and no guide */
    return document && turn->state->language != LANGUAGE_EN &&
           turns_away(turn, duty_subject_links(turn)) &&
           likeliest_now(turn, VIEW(""), 1).share >= SURELY_ANOTHER;
}

bool asked_further(struct talking *turn, struct view links, bool surely)
{
    const struct recognition *r = turn->input->recognition;
    bool asks = r->kind == KIND_CONSULT || talk_has_form(r) || talk_asks(r) || r->act == ACT_asks;
    bool wants = r->act == ACT_wants && r->kind != KIND_CONSULT;
    bool answers = turn->state->has_matter && turn->state->pending != PENDING_PERSON;
    if (!links.n || !may_go_on(turn) || ((answers || wants) && !talk_has_form(r)) ||
        turns_away(turn, links))
        return false;
    float least = wants    ? ASKED_THOUGH_WANTED
                  : surely ? ASKED_SURELY
                  : asks   ? ASKED_FURTHER
                           : TOLD_FURTHER;
    const struct passage *p = asked_among(turn, links, wants ? 1 : OTHER_FURTHER, least);
    if (!p || (!asks && was_said(turn, p)))
        return false;
    service_say(turn, p);
    return true;
}

bool asked_may_stand(struct talking *turn, struct view links)
{
    return links.n && may_go_on(turn) && !turns_away(turn, links) &&
           likeliest_now(turn, links, OTHER_FURTHER).share >= MAY_STAND;
}
