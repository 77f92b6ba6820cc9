/* talk_script: plays tests/talks/NAME.talk, line by line:
 *
 *   # a title or a remark            @ 2026-11-21 23:40 sms en   the clock; channel and language
 *   @ +3:00                          three hours later
 *   > words                          >choice LABEL    >old LABEL (of an earlier menu)
 *   >photo  >video  >voice WORDS     >place 30.2,120.1 LABEL
 *   >subscribe  >unsubscribe  >event >long WORDS BYTES
 *   desk answered TEXT               also: dispatched, signed, returned, closed
 *   urged TEXT   reopened TEXT       the case was, with these words
 *   < must be in the reply           ! must not be in it
 *   choices A | B                    exactly these; "choices -": none
 *   added TEXT                       put to the case filed last
 *   filed unit U duty D kind K area A contact C text T media N person why W anonymous urgent
 * emergency any of them, in any order; text takes the rest of the line not filed nor anything else
 * of the effects below rated 5 4 4 3    withdrawn    consent given|withdrawn    bound CODE erased
 *
 * Beside cases (talk_civic.h):
 *   campaign 3 TOPIC                 is running       wish NUMBER TITLE     is open
 *   taken NUMBER TITLE               by this member   is member, is resolvable, is limited
 *   points 12 ACCOUNT                the balance, with one entry
 *   note KIND NUMBER|TITLE|TEXT|POINTS                zhida says so by itself
 *   stands STATE REPLY               the person's own newest
 *   wants suggestion | wish | apply | bind | take | fulfil | thank | not_done | resolve | withdraw
 *         then any of: campaign N, anonymous, media N, area A, number N, text T
 *
 * {case} and {code} stand for number and query code of the case filed last. */
#ifndef ZHIDA_TALK_SCRIPT_H
#define ZHIDA_TALK_SCRIPT_H

#include "tests/unit/talk_world.h"

struct script {
    struct citizen citizen;
    const char *name;
    int line;
    bool show;
};

#define SCRIPT_FAIL(script, ...)                                                                   \
    do {                                                                                           \
        printf("%s:%d: ", (script)->name, (script)->line);                                         \
        printf(__VA_ARGS__);                                                                       \
        printf("\n   it said: %.*s\n", VIEW_FMT((script)->citizen.last.said));                     \
        fail();                                                                                    \
    } while (0)

static inline struct view next_word(struct view *rest)
{
    struct view word = view_cut(rest, ' ');
    *rest = rest->p ? view_trim(*rest) : VIEW("");
    return word;
}

static inline bool take_head(struct view line, const char *head, struct view *rest)
{
    struct view v = view_of(head);
    if (!view_starts(line, v) || (line.n > v.n && line.p[v.n] != ' '))
        return false;
    *rest = view_trim(view_sub(line, v.n, line.n));
    return true;
}

static inline void replace(struct view *text, const char *what, struct view with,
                           struct arena *arena)
{
    struct view name = view_of(what);
    size_t at = view_find(*text, name);
    if (at == SIZE_MAX)
        return;
    struct buf out;
    buf_init(&out, 1 << 16);
    buf_view(&out, view_sub(*text, 0, at));
    buf_view(&out, with);
    buf_view(&out, view_sub(*text, at + name.n, text->n));
    *text = buf_keep(&out, arena);
    buf_free(&out);
}

static inline struct view filled(struct script *script, struct view text)
{
    struct case_brief *one = citizen_case(&script->citizen);
    if (one) {
        replace(&text, "{case}", one->number, &script->citizen.kept);
        replace(&text, "{code}", one->code, &script->citizen.kept);
    }
    return text;
}

/* ---- clock ---- */

static inline void script_clock(struct script *script, struct view rest)
{
    struct citizen *citizen = &script->citizen;
    struct view word = next_word(&rest), hours = word;
    struct civil date;
    int64_t hour = 0, minute = 0;
    bool later = view_starts(word, VIEW("+"));
    if (later)
        hours = view_sub(word, 1, word.n);
    else if (!civil_parse(word, &date))
        SCRIPT_FAIL(script, "no date");
    else
        hours = next_word(&rest);
    struct view hour_text = view_cut(&hours, ':');
    if (!view_int(hour_text, 0, 10000, &hour) || !view_int(hours, 0, 59, &minute))
        SCRIPT_FAIL(script, "no time");
    int64_t seconds = hour * 3600 + minute * 60;
    citizen->now =
        later ? citizen->now + seconds
              : civil_seconds((struct civil_time){civil_to_day(date), 0, 0}, CHINA_OFFSET_MINUTES) +
                    seconds;
    while (rest.n) {
        struct view option = next_word(&rest);
#define SYMBOL_CHANNEL(enumerator, zh, en)                                                         \
    if (view_is(option, en))                                                                       \
        citizen->channel = enumerator;
        CHANNEL_KINDS(SYMBOL_CHANNEL)
#undef SYMBOL_CHANNEL
        if (view_is(option, "en"))
            citizen->language = LANGUAGE_EN;
    }
}

/* ---- what the citizen sends ---- */

static inline struct view key_of_label(struct script *script, struct view label)
{
    const struct last_turn *last = &script->citizen.last;
    for (size_t i = 0; i < last->choice_count; i++)
        if (view_eq(last->choices[i].label, label))
            return last->choices[i].key;
    SCRIPT_FAIL(script, "no choice \"%.*s\"", VIEW_FMT(label));
    return VIEW("");
}

static inline struct view key_of_old(struct script *script, struct view label)
{
    const struct citizen *citizen = &script->citizen;
    for (size_t i = 0; i < citizen->sent_count; i++)
        if (view_eq(citizen->sent[i].label, label))
            return citizen->sent[i].key;
    SCRIPT_FAIL(script, "\"%.*s\" was never sent", VIEW_FMT(label));
    return VIEW("");
}

static inline void read_place(struct script *script, struct view rest, struct inbound *message)
{
    char text[64], *end;
    struct view point = next_word(&rest);
    snprintf(text, sizeof text, "%.*s", VIEW_FMT(point));
    message->latitude = strtod(text, &end);
    message->longitude = *end == ',' ? strtod(end + 1, &end) : 0;
    if (*end || !message->longitude)
        SCRIPT_FAIL(script, "no coordinates");
    message->kind = IN_LOCATION;
    message->text = rest;
}

static inline void read_long(struct script *script, struct view rest, struct inbound *message)
{
    struct view piece = next_word(&rest);
    int64_t bytes = 0;
    struct buf text;
    if (!view_int(rest, 1, INBOUND_TEXT_MAX, &bytes))
        SCRIPT_FAIL(script, "no length");
    buf_init(&text, INBOUND_TEXT_MAX);
    while (text.n + piece.n <= (size_t)bytes)
        buf_view(&text, piece);
    message->text = buf_keep(&text, &script->citizen.kept);
    buf_free(&text);
}

static inline void script_sends(struct script *script, struct view line)
{
    struct inbound message = {.kind = IN_TEXT, .sender = VIEW("19900000001"), .text = VIEW("")};
    struct view rest;
    if (take_head(line, ">choice", &rest)) {
        message.kind = IN_CHOICE;
        message.text = rest;
        message.choice = key_of_label(script, rest);
    } else if (take_head(line, ">old", &rest)) {
        message.kind = IN_CHOICE;
        message.choice = key_of_old(script, rest);
    } else if (take_head(line, ">photo", &rest)) {
        message.kind = IN_IMAGE;
        message.media_id = VIEW("picture");
    } else if (take_head(line, ">video", &rest)) {
        message.kind = IN_VIDEO;
        message.media_id = VIEW("video");
    } else if (take_head(line, ">voice", &rest)) {
        message.kind = IN_VOICE;
        message.text = rest;
    } else if (take_head(line, ">place", &rest)) {
        read_place(script, rest, &message);
    } else if (take_head(line, ">subscribe", &rest)) {
        message.kind = IN_SUBSCRIBE;
    } else if (take_head(line, ">unsubscribe", &rest)) {
        message.kind = IN_UNSUBSCRIBE;
    } else if (take_head(line, ">event", &rest)) {
        message.kind = IN_EVENT;
    } else if (take_head(line, ">sender", &rest)) {
        message.sender = next_word(&rest);
        message.text = rest;
    } else if (take_head(line, ">long", &rest)) {
        read_long(script, rest, &message);
    } else {
        message.text = filled(script, view_trim(view_sub(line, 1, line.n)));
    }
    citizen_sends(&script->citizen, &message);
}

/* ---- what is expected ---- */

static inline void expect_choices(struct script *script, struct view rest)
{
    const struct last_turn *last = &script->citizen.last;
    size_t i = 0;
    while (rest.p && !view_is(rest, "-")) {
        struct view label = view_trim(view_cut(&rest, '|'));
        if (i >= last->choice_count || !view_eq(last->choices[i].label, label))
            SCRIPT_FAIL(script, "choice %zu is \"%.*s\"", i + 1,
                        VIEW_FMT(i < last->choice_count ? last->choices[i].label : VIEW("-")));
        i++;
    }
    if (i != last->choice_count)
        SCRIPT_FAIL(script, "%zu choices", last->choice_count);
}

static inline void expect_view(struct script *script, const char *what, struct view is,
                               struct view should)
{
    if (!view_eq(is, should))
        SCRIPT_FAIL(script, "%s is \"%.*s\"", what, VIEW_FMT(is));
}

static inline void expect_true(struct script *script, const char *what, bool is)
{
    if (!is)
        SCRIPT_FAIL(script, "not %s", what);
}

/* Why a person has it: gateway/talk/talk_hand.h. */
static inline void expect_why(struct script *script, struct view code)
{
    struct buf wanted;
    buf_init(&wanted, 100);
    buf_print(&wanted, "\"why\":{\"code\":\"%.*s\"", VIEW_FMT(code));
    bool there = view_find(script->citizen.last.filing.decision, buf_seen(&wanted)) != SIZE_MAX;
    buf_free(&wanted);
    expect_true(script, "for that reason", there);
}

static inline void expect_field(struct script *script, struct view field, struct view *rest)
{
    static const char *const kinds[] = {
#define SYMBOL_NAME(enumerator, zh, en) zh,
        MATTER_KINDS(SYMBOL_NAME)
#undef SYMBOL_NAME
    };
    const struct case_filing *filing = &script->citizen.last.filing;
    int64_t count = 0;
    if (view_is(field, "unit"))
        expect_view(script, "unit", filing->unit, next_word(rest));
    else if (view_is(field, "duty"))
        expect_view(script, "duty", filing->duty, next_word(rest));
    else if (view_is(field, "kind"))
        expect_view(script, "kind", view_of(kinds[filing->kind]), next_word(rest));
    else if (view_is(field, "area"))
        expect_view(script, "area", filing->area, next_word(rest));
    else if (view_is(field, "contact"))
        expect_view(script, "contact", filing->contact, next_word(rest));
    else if (view_is(field, "media"))
        expect_true(script, "as many files",
                    view_int(next_word(rest), 0, 9, &count) &&
                        filing->media_count == (size_t)count);
    else if (view_is(field, "person"))
        expect_true(script, "left to a person", !filing->dispatched);
    else if (view_is(field, "why"))
        expect_why(script, next_word(rest));
    else if (view_is(field, "sent"))
        expect_true(script, "dispatched", filing->dispatched);
    else if (view_is(field, "anonymous"))
        expect_true(script, "anonymous", filing->anonymous && !filing->contact.n);
    else if (view_is(field, "urgent"))
        expect_true(script, "urgent", filing->urgent);
    else if (view_is(field, "emergency"))
        expect_true(script, "an emergency", filing->emergency);
    else
        SCRIPT_FAIL(script, "field \"%.*s\" is none", VIEW_FMT(field));
}

static inline void expect_filed(struct script *script, struct view rest)
{
    const struct case_filing *filing = &script->citizen.last.filing;
    if (!script->citizen.last.filed)
        SCRIPT_FAIL(script, "nothing is filed");
    while (rest.n) {
        struct view field = next_word(&rest);
        if (!view_is(field, "text")) {
            expect_field(script, field, &rest);
            continue;
        }
        if (view_find(filing->text, rest) == SIZE_MAX)
            SCRIPT_FAIL(script, "the text is \"%.*s\"", VIEW_FMT(filing->text));
        return;
    }
}

static inline void expect_rated(struct script *script, struct view rest)
{
    const struct talk_effects *effects = &script->citizen.last.effects;
    expect_true(script, "rated", effects->rated);
    for (int i = 0; i < RATE_DIMENSIONS; i++) {
        int64_t mark = 0;
        if (!view_int(next_word(&rest), 1, 5, &mark) || effects->rating[i] != mark)
            SCRIPT_FAIL(script, "mark %d is %d", i + 1, effects->rating[i]);
    }
}

static inline bool expect_effect(struct script *script, struct view line)
{
    const struct talk_effects *effects = &script->citizen.last.effects;
    struct view rest;
    if (take_head(line, "filed", &rest))
        expect_filed(script, rest);
    else if (view_is(line, "not filed"))
        expect_true(script, "without effect",
                    !effects->filing && !effects->civic && !effects->added_case.n &&
                        !effects->rated && !effects->withdrawn && !effects->consent);
    else if (take_head(line, "rated", &rest))
        expect_rated(script, rest);
    else if (take_head(line, "added", &rest))
        expect_true(script, "that added", view_find(effects->added_text, rest) != SIZE_MAX);
    else if (take_head(line, "urged", &rest))
        expect_true(script, "urged so",
                    effects->urged_case && view_find(effects->moved_words, rest) != SIZE_MAX);
    else if (take_head(line, "reopened", &rest))
        expect_true(script, "opened again so",
                    effects->reopened_case && view_find(effects->moved_words, rest) != SIZE_MAX);
    else if (view_is(line, "withdrawn"))
        expect_true(script, "withdrawn", effects->withdrawn);
    else if (take_head(line, "consent", &rest))
        expect_true(script, "that consent",
                    effects->consent ==
                        (view_is(rest, "given") ? CONSENT_GIVEN : CONSENT_WITHDRAWN));
    else if (take_head(line, "bound", &rest))
        expect_view(script, "enterprise", effects->bind_enterprise, rest);
    else if (view_is(line, "erased"))
        expect_true(script, "erased", effects->erase);
    else
        return false;
    return true;
}

/* ---- beside cases ---- */

static inline void script_is(struct script *script, struct view rest)
{
    struct civic_reads *civic = &script->citizen.civic;
    if (view_is(rest, "member"))
        civic->is_member = true;
    else if (view_is(rest, "resolvable"))
        civic->may_resolve = true;
    else if (view_is(rest, "limited"))
        civic->too_many[0] = civic->too_many[1] = civic->applied_often = true;
    else
        SCRIPT_FAIL(script, "nobody is that");
}

static inline struct civic_idea script_wish(struct script *script, struct view rest)
{
    struct arena *kept = &script->citizen.kept;
    struct civic_idea wish = {.kind = IDEA_WISH, .state = IDEA_OPEN, .reply = VIEW("")};
    wish.number = view_keep(kept, next_word(&rest));
    wish.title = view_keep(kept, rest);
    return wish;
}

static inline void script_note(struct script *script, struct view rest)
{
    static const char *const kinds[] = {
#define NOTE(name, phrase) #phrase,
        CIVIC_NOTES(NOTE)
#undef NOTE
    };
    struct view values[4], kind = next_word(&rest);
    for (int i = 0; i < 4; i++)
        values[i] = view_trim(view_cut(&rest, '|'));
    for (int i = 0; i < CIVIC_NOTE_COUNT; i++)
        if (view_is(kind, kinds[i])) {
            civic_note(&script->citizen, (enum civic_note)i, values);
            return;
        }
    SCRIPT_FAIL(script, "no such note");
}

static inline void script_stands(struct script *script, struct view rest)
{
    struct civic_idea *own = &script->citizen.civic.ideas[0];
    struct view code = next_word(&rest);
    for (int state = 0; state < IDEA_STATES; state++)
        if (view_is(code, idea_state_info((enum idea_state)state)->code))
            own->state = (enum idea_state)state;
    own->reply = view_keep(&script->citizen.kept, rest);
}

static inline bool script_civic(struct script *script, struct view line)
{
    struct civic_reads *civic = &script->citizen.civic;
    struct arena *kept = &script->citizen.kept;
    struct view rest;
    if (take_head(line, "campaign", &rest)) {
        struct civic_campaign *one = &civic->campaigns[civic->campaign_count++];
        if (!view_int(next_word(&rest), 1, 1000, &one->id))
            SCRIPT_FAIL(script, "no number");
        one->topic = view_keep(kept, rest);
    } else if (take_head(line, "wish", &rest)) {
        civic->wishes[civic->wish_count++] = script_wish(script, rest);
    } else if (take_head(line, "taken", &rest)) {
        civic->taken = script_wish(script, rest);
    } else if (take_head(line, "is", &rest)) {
        script_is(script, rest);
    } else if (take_head(line, "points", &rest)) {
        if (!view_int(next_word(&rest), 0, 10000, &civic->balance) ||
            !view_int(rest, 1, 10000, &civic->account))
            SCRIPT_FAIL(script, "no points");
        civic->lines[0] = (struct civic_line){script->citizen.now, civic->balance, POINT_ADOPTED};
        civic->line_count = 1;
    } else if (take_head(line, "note", &rest)) {
        script_note(script, rest);
    } else if (take_head(line, "stands", &rest)) {
        script_stands(script, rest);
    } else {
        return false;
    }
    return true;
}

static inline bool wants_act(const struct civic_effect *want, struct view word)
{
    static const char *const acts[] = {
        [CIVIC_APPLY] = "apply",     [CIVIC_BIND] = "bind",        [CIVIC_TAKE] = "take",
        [CIVIC_FULFIL] = "fulfil",   [CIVIC_THANK] = "thank",      [CIVIC_NOT_DONE] = "not_done",
        [CIVIC_RESOLVE] = "resolve", [CIVIC_WITHDRAW] = "withdraw"};
    if (want->act == CIVIC_FILE)
        return view_is(word, want->kind == IDEA_WISH ? "wish" : "suggestion");
    return view_is(word, acts[want->act]);
}

static inline void expect_wants(struct script *script, struct view rest)
{
    const struct civic_effect *want = &script->citizen.last.civic;
    int64_t number;
    expect_true(script, "wanting anything beside cases", script->citizen.last.wanted);
    expect_true(script, "wanting that", wants_act(want, next_word(&rest)));
    while (rest.n) {
        struct view field = next_word(&rest);
        if (view_is(field, "campaign"))
            expect_true(script, "for that campaign",
                        view_int(next_word(&rest), 0, 1000, &number) && want->campaign == number);
        else if (view_is(field, "anonymous"))
            expect_true(script, "anonymous", want->anonymous);
        else if (view_is(field, "media"))
            expect_true(script, "with so many files",
                        view_int(next_word(&rest), 0, 9, &number) &&
                            want->media_count == (size_t)number);
        else if (view_is(field, "area"))
            expect_view(script, "area", want->area, next_word(&rest));
        else if (view_is(field, "number"))
            expect_view(script, "number", want->number, next_word(&rest));
        else if (view_is(field, "text")) {
            expect_true(script, "of that text", view_find(want->text, rest) != SIZE_MAX);
            return;
        } else
            SCRIPT_FAIL(script, "field \"%.*s\" is none", VIEW_FMT(field));
    }
}

static inline void script_desk(struct script *script, struct view rest)
{
    struct view what = next_word(&rest);
    if (view_is(what, "answered"))
        desk_moves(&script->citizen, TOLD_ANSWERED, CASE_ANSWERED, rest);
    else if (view_is(what, "dispatched"))
        desk_moves(&script->citizen, TOLD_DISPATCHED, CASE_DISPATCHED, VIEW(""));
    else if (view_is(what, "signed"))
        desk_moves(&script->citizen, TOLD_SIGNED, CASE_SIGNED, VIEW(""));
    else if (view_is(what, "returned"))
        desk_moves(&script->citizen, TOLD_RETURNED, CASE_RETURNED, VIEW(""));
    else if (view_is(what, "closed"))
        desk_moves(&script->citizen, TOLD_CLOSED, CASE_CLOSED, VIEW(""));
    else
        SCRIPT_FAIL(script, "the desk cannot do that");
}

/* ---- the script ---- */

static inline void script_show(const struct script *script, struct view line)
{
    const struct last_turn *last = &script->citizen.last;
    if (!script->show || !line.n || !strchr(">d@", line.p[0]))
        return;
    printf("\n\033[1m%.*s\033[0m\n", VIEW_FMT(utf8_head(line, 200)));
    if (line.p[0] == '@')
        return;
    printf("    %.*s\n", VIEW_FMT(last->said));
    for (size_t i = 0; i < last->choice_count; i++)
        printf("    [%.*s]", VIEW_FMT(last->choices[i].label));
    printf(last->choice_count ? "\n" : "");
}

static inline void script_line(struct script *script, struct view line)
{
    const struct last_turn *last = &script->citizen.last;
    struct view rest;
    if (!line.n || line.p[0] == '#')
        return;
    if (line.p[0] == '>') {
        script_sends(script, line);
    } else if (take_head(line, "<", &rest)) {
        if (view_find(last->said, filled(script, rest)) == SIZE_MAX)
            SCRIPT_FAIL(script, "\"%.*s\" is not said", VIEW_FMT(rest));
    } else if (take_head(line, "!", &rest)) {
        if (view_find(last->said, filled(script, rest)) != SIZE_MAX)
            SCRIPT_FAIL(script, "\"%.*s\" is said", VIEW_FMT(rest));
    } else if (take_head(line, "@", &rest)) {
        script_clock(script, rest);
    } else if (take_head(line, "desk", &rest)) {
        script_desk(script, rest);
    } else if (take_head(line, "choices", &rest)) {
        expect_choices(script, rest);
    } else if (take_head(line, "wants", &rest)) {
        expect_wants(script, rest);
    } else if (!expect_effect(script, line) && !script_civic(script, line)) {
        SCRIPT_FAIL(script, "no such line: %.*s", VIEW_FMT(line));
    }
    script_show(script, line);
}

static inline void script_play(struct talk_world *world, const char *path, bool show)
{
    struct script script = {.name = path, .show = show};
    citizen_init(&script.citizen, world);
    struct view rest = text_of_file(&script.citizen.kept, path);
    while (rest.p) {
        script.line++;
        script_line(&script, view_trim(view_cut(&rest, '\n')));
    }
    citizen_free(&script.citizen);
}

#endif
