/* talk_say: the bot's words. Every sentence is a phrase of the rules; this file only fills the
 * placeholders, joins the paragraphs of one turn and puts the menu beside them. */
#include "dsl/mention/mention.h"
#include "gateway/talk/talk_state.h"
#include "gateway/talk/talk_when.h"

#include <stdarg.h>

#include "dsl/base/utf8.h"

enum { ARGS_MAX = 8, SUMMARY_BYTES = 120, DAWN = 360 };

struct args {
    const char *names[ARGS_MAX];
    struct view values[ARGS_MAX];
    size_t count;
};

static struct args args_take(va_list list)
{
    struct args args = {.count = 0};
    for (const char *name; (name = va_arg(list, const char *)) != NULL;) {
        struct view value = va_arg(list, struct view);
        if (args.count < ARGS_MAX) {
            args.names[args.count] = name;
            args.values[args.count++] = value;
        }
    }
    return args;
}

static void fill(struct buf *out, struct view text, const struct args *args)
{
    while (text.n) {
        size_t open = view_find(text, VIEW("{"));
        size_t close = open == SIZE_MAX ? SIZE_MAX : view_find(text, VIEW("}"));
        if (close == SIZE_MAX || close < open) {
            buf_view(out, text);
            return;
        }
        buf_view(out, view_sub(text, 0, open));
        struct view name = view_sub(text, open + 1, close);
        for (size_t i = 0; i < args->count; i++)
            if (view_is(name, args->names[i]))
                buf_view(out, args->values[i]);
        text = view_sub(text, close + 1, text.n);
    }
}

struct view talk_phrase(const struct rules *rules, enum phrase phrase, enum text_language language,
                        struct arena *arena, const char *name, ...)
{
    va_list list;
    va_start(list, name);
    struct args args = {.count = 0};
    if (name) {
        struct view first = va_arg(list, struct view);
        args = args_take(list);
        if (args.count == ARGS_MAX)
            args.count--;
        args.names[args.count] = name;
        args.values[args.count++] = first;
    }
    va_end(list);
    struct buf out;
    buf_init(&out, SAID_MAX);
    fill(&out, rules_phrase(rules, phrase, language), &args);
    struct view text = buf_keep(&out, arena);
    buf_free(&out);
    return text;
}

static void paragraph(struct talking *turn)
{
    if (turn->said.n)
        buf_byte(&turn->said, '\n');
}

void say_phrase(struct talking *turn, enum phrase phrase, ...)
{
    va_list list;
    va_start(list, phrase);
    struct args args = args_take(list);
    va_end(list);
    paragraph(turn);
    fill(&turn->said, rules_phrase(turn->rules, phrase, turn->state->language), &args);
}

void say_words(struct talking *turn, struct view text)
{
    paragraph(turn);
    buf_view(&turn->said, text);
}

void say_noted(struct talking *turn)
{
    bool along = turn->state->pending == PENDING_READBACK;
    say_phrase(turn, along ? PHRASE_noted_along : PHRASE_more_noted, TALK_END);
}

void say_done(struct talking *turn)
{
    struct talk_state *state = turn->state;
    if (!turn->said.n)
        return;
    struct outbound *reply = &turn->effects->replies[turn->effects->reply_count++];
    *reply = (struct outbound){.class_ = OUT_REPLY, .text = buf_keep(&turn->said, turn->arena)};
    if (!state->menu_count)
        return;
    state->menu_number++;
    reply->hint = rules_phrase(turn->rules, PHRASE_answer_choice, state->language);
    reply->choice_count = state->menu_count;
    for (size_t i = 0; i < state->menu_count; i++) {
        struct buf key;
        buf_init(&key, 32);
        buf_decimal(&key, state->menu_number);
        buf_byte(&key, '.');
        buf_decimal(&key, (int64_t)i + 1);
        reply->choices[i] = (struct choice){buf_keep(&key, turn->arena), state->menu[i].label};
        buf_free(&key);
    }
}

void say_welcome(struct talking *turn)
{
    turn->state->greeted = true;
    say_phrase(turn, PHRASE_welcome, "district",
               rules_district_name(turn->rules, turn->state->language), TALK_END);
}

struct view say_unit(struct talking *turn, struct target target)
{
    if (target.unit != NONE)
        return rules_display(turn->rules, NOUN_UNIT, target.unit, turn->state->language);
    if (target.role != NONE)
        return rules_display(turn->rules, NOUN_ROLE, target.role, turn->state->language);
    return VIEW("");
}

struct view say_contact(const struct talking *turn, struct target target)
{
    return target.unit == NONE ? VIEW("") : rules_unit(turn->rules, target.unit).contact;
}

void say_if_danger(struct talking *turn)
{
    if (!turn->warned)
        say_phrase(turn, PHRASE_if_danger, TALK_END);
    turn->warned = true;
}

bool say_who_knows(struct talking *turn, struct view subject, struct target target)
{
    struct view contact = say_contact(turn, target);
    if (contact.n)
        say_phrase(turn, PHRASE_answer_guide_silent, "guide", subject, "unit",
                   say_unit(turn, target), "contact", contact, TALK_END);
    return contact.n;
}

struct view say_duty_answer(const struct talking *turn, int duty)
{
    struct duty_info info = rules_duty(turn->rules, duty);
    struct view said = info.answer[turn->state->language];
    return said.n ? said : info.answer[LANGUAGE_ZH];
}

static struct view noun_of_case(const struct talking *turn, enum rules_noun noun, struct view code,
                                struct view text)
{
    bool other = turn->state->language != LANGUAGE_ZH && code.n;
    int index = other ? rules_find(turn->rules, noun, code) : NONE;
    return index == NONE ? text : rules_display(turn->rules, noun, index, turn->state->language);
}

struct view say_case_duty(const struct talking *turn, const struct case_brief *of)
{
    return noun_of_case(turn, NOUN_DUTY, of->duty_code, of->duty);
}

struct view say_case_unit(const struct talking *turn, const struct case_brief *of)
{
    return noun_of_case(turn, NOUN_UNIT, of->unit_code, of->unit);
}

struct view say_moment(struct talking *turn, int64_t at)
{
    struct civil_time local = civil_local(at, CHINA_OFFSET_MINUTES);
    struct buf out;
    buf_init(&out, 64);
    when_put_date(turn, &out, local.day);
    if (turn->state->language == LANGUAGE_EN)
        buf_byte(&out, ' ');
    buf_print(&out, "%02d:%02d", local.minute / 60, local.minute % 60);
    struct view text = buf_keep(&out, turn->arena);
    buf_free(&out);
    return text;
}

struct view say_due(struct talking *turn, int64_t due)
{
    struct civil_time local = civil_local(due, CHINA_OFFSET_MINUTES);
    civil_day last;
    if (!due)
        return rules_phrase(turn->rules, PHRASE_due_open, turn->state->language);
    bool whole = civil_ends_day(due, CHINA_OFFSET_MINUTES, &last);
    bool night = local.minute < DAWN && turn->state->language != LANGUAGE_EN;
    if (!whole && !night)
        return say_moment(turn, due);
    struct buf out;
    buf_init(&out, 64);
    when_put_date(turn, &out, whole ? last : local.day);
    if (!whole)
        buf_print(&out, "凌晨%d:%02d", local.minute / 60, local.minute % 60);
    struct view text = buf_keep(&out, turn->arena);
    buf_free(&out);
    return text;
}

static struct view what(struct talking *turn)
{
    const struct decision *decision = &turn->decision;
    enum text_language language = turn->state->language;
    if (turn->state->matter.kind == KIND_PRAISE) /* of what, stands in their own words */
        return language == LANGUAGE_EN ? VIEW("praise") : VIEW("表扬");
    if (decision->status == DECIDE_DUTY)
        return rules_display(turn->rules, NOUN_DUTY, decision->duty, language);
    if (decision->status == DECIDE_OTHERWISE && decision->category != NONE)
        return rules_display(turn->rules, NOUN_CATEGORY, decision->category, language);
    struct view rest = turn->state->said, first = view_cut(&rest, '\n');
    if (!first.n)
        return rules_phrase(turn->rules, PHRASE_choice_person, language);
    return utf8_head(first, SUMMARY_BYTES);
}

/* Where only its class is known, the words it was told in say what it is. */
static void add_words(const struct talking *turn, struct buf *out)
{
    struct view rest = turn->state->said, first = view_trim(view_cut(&rest, '\n'));
    if (turn->decision.status != DECIDE_OTHERWISE || turn->decision.category == NONE || !first.n)
        return;
    struct view head = utf8_head(first, SUMMARY_BYTES);
    buf_text(out, turn->state->language == LANGUAGE_EN ? " “" : "“");
    buf_view(out, head);
    buf_text(out, head.n < first.n ? "…”" : "”");
}

static void separate(const struct talking *turn, struct buf *out)
{
    buf_text(out, turn->state->language == LANGUAGE_EN ? "; " : "，");
}

/* Adds the words with the area called as it is called there, where they have another name of it
 * (东湖天地2楼); false: they have none. */
static bool add_byname(const struct talking *turn, struct buf *out, struct view words,
                       struct view area)
{
    int place = turn->state->matter.places[0];
    if (rules_area(turn->rules, place).last > place + 1) /* 芦汀小区 is a part of 芦汀社区 */
        return false;
    const struct recognition *r = recognise(turn->rules, turn->arena, words);
    for (size_t i = 0; i < r->evidence_count; i++) {
        const struct evidence *one = &r->evidence[i];
        if (one->use != USE_AREA || one->index != place)
            continue;
        buf_view(out, fold_original(&r->text, 0, one->from));
        buf_view(out, area);
        buf_view(out, fold_original(&r->text, one->to, r->text.text.n));
        return true;
    }
    return false;
}

static void add_place(const struct talking *turn, struct buf *out)
{
    const struct talk_state *state = turn->state;
    struct view area = VIEW("");
    if (state->matter.place_count == 1)
        area = rules_display(turn->rules, NOUN_AREA, state->matter.places[0], state->language);
    struct view words = utf8_head(state->place_text, 120);
    bool said = area.n && !words.n && view_find(buf_seen(out), area) != SIZE_MAX;
    if (said || (!area.n && !words.n))
        return;
    separate(turn, out);
    if (view_find(words, area) != SIZE_MAX) {
        buf_view(out, words);
        return;
    }
    if (area.n && add_byname(turn, out, words, area))
        return;
    buf_view(out, area);
    if (!words.n || view_find(area, words) != SIZE_MAX)
        return;
    buf_byte(out, ' ');
    buf_view(out, words);
}

/* A number that was never asked for, but taken from the words, is read back too. */
static void add_contact(const struct talking *turn, struct buf *out)
{
    const struct talk_state *state = turn->state;
    if (!state->contact.n || state->anonymous || view_find(state->said, state->contact) == SIZE_MAX)
        return;
    const struct mention_kind_info *info = mention_kind_info(MENTION_PHONE);
    separate(turn, out);
    buf_print(out, "%s ", state->language == LANGUAGE_EN ? info->en : info->zh);
    buf_view(out, state->contact);
}

static void add_when(const struct talking *turn, struct buf *out)
{
    struct view when = when_say(turn);
    if (!when.n)
        return;
    separate(turn, out);
    buf_view(out, when);
}

/* The minute of the message ("it is still being checked") is said where the desk depends on it. */
static bool time_matters(const struct talking *turn)
{
    struct matter without = turn->state->matter;
    struct decision decision;
    if (without.time.source != FROM_MESSAGE || turn->decision.collect & COLLECT_TIME)
        return true;
    without.time = (struct known_time){0};
    without.has_day = false;
    decide(turn->rules, &without, &decision);
    return decision.status != turn->decision.status || decision.duty != turn->decision.duty ||
           decision.ask != turn->decision.ask;
}

struct view say_summary(struct talking *turn, bool contact)
{
    struct buf out;
    buf_init(&out, 1000);
    buf_view(&out, what(turn));
    if (contact)
        add_words(turn, &out);
    add_place(turn, &out);
    if (time_matters(turn))
        add_when(turn, &out);
    if (contact)
        add_contact(turn, &out);
    if (turn->state->confidential) {
        separate(turn, &out);
        buf_view(&out,
                 rules_phrase(turn->rules, PHRASE_choice_confidential, turn->state->language));
    }
    if (turn->state->anonymous) {
        separate(turn, &out);
        buf_view(&out, rules_phrase(turn->rules, PHRASE_choice_anonymous, turn->state->language));
    }
    struct view text = buf_keep(&out, turn->arena);
    buf_free(&out);
    return text;
}
