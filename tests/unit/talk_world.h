/* talk_world: a gateway small enough to hold in one hand: the sample rules, its documents and its
 * register of enterprises, and one person who talks. Cases live in memory. The state is packed and
 * unpacked at every turn, as in the gateway, and what must hold after any turn is asserted here. */
#ifndef ZHIDA_TALK_WORLD_H
#define ZHIDA_TALK_WORLD_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

#include "dsl/base/hash.h"
#include "dsl/base/utf8.h"
#include "gateway/answer/answer.h"
#include "gateway/talk/talk_asks.h"
#include "gateway/talk/talk_typo.h"
#include "gateway/desk/register.h"
#include "gateway/talk/talk.h"
#include "tests/unit/rules_image.h"
#include "tests/unit/test_world.h"

enum { WORLD_CASES = 64, SENT_MAX = 256, STATE_MAX = 16 * 1024 };

struct talk_world {
    struct buf image;
    struct rules rules;
    struct library *library;
    struct enterprises *enterprises;
    struct seal *seal;
    struct test_world clock;
};

/* What is left of a turn until the next one. */
struct last_turn {
    struct view said;
    struct choice choices[CHOICE_MAX];
    size_t choice_count;
    struct talk_effects effects;
    struct case_filing filing;
    bool filed;
    struct civic_effect civic; /* what is wanted beside cases */
    bool wanted;
};

struct citizen {
    struct talk_world *world;
    struct arena kept;
    struct buf state;
    struct case_brief cases[WORLD_CASES];
    bool unnamed[WORLD_CASES]; /* filed anonymously: not among the person's own */
    size_t case_count;
    int64_t now;
    enum channel_kind channel;
    enum text_language language;
    unsigned turns;
    bool rough; /* the state is damaged on purpose: text may be no text */
    bool taken; /* an officer has the talk: the bot owes no reply */
    struct last_turn last;
    struct choice sent[SENT_MAX]; /* every choice ever sent, oldest first */
    size_t sent_count;
    struct civic_reads civic; /* what the store would say of suggestions, wishes and points */
};

/* ---- rules ---- */

static inline bool rules_of_folder(const char *folder, struct buf *image, struct rules *rules)
{
    return image_of_folder(folder, image) && rules_open(rules, image->p, image->n) == RULES_OK;
}

static inline struct view text_of_file(struct arena *arena, const char *path)
{
    FILE *in = fopen(path, "rb");
    if (!in)
        fail_msg("cannot read %s", path);
    struct buf text;
    char block[65536];
    buf_init(&text, 64 << 20);
    for (size_t n; (n = fread(block, 1, sizeof block, in)) > 0;)
        buf_bytes(&text, block, n);
    fclose(in);
    struct view kept = buf_keep(&text, arena);
    buf_free(&text);
    return kept;
}

static inline void talk_world_enterprises(struct talk_world *world, const char *folder)
{
    struct arena arena;
    arena_init(&arena, 64 << 20);
    struct register_report report = {0};
    char table[500], path[] = "/tmp/zhida-test-register-XXXXXX";
    buf_init(&report.problems, 1 << 16);
    int fd = mkstemp(path);
    assert_true(fd >= 0);
    close(fd);
    snprintf(table, sizeof table, "%s/samples/enterprises.csv", folder);
    assert_true(
        register_load(text_of_file(&arena, table), &world->rules, world->seal, path, &report));
    world->enterprises = register_open(path);
    assert_non_null(world->enterprises);
    unlink(path);
    buf_free(&report.problems);
    arena_free(&arena);
}

static inline void talk_world_open(struct talk_world *world, const char *folder)
{
    char why[512] = "";
    struct seal_key key = {{1, 2, 3}};
    *world = (struct talk_world){0};
    assert_true(rules_of_folder(folder, &world->image, &world->rules));
    test_world_init(&world->clock, 7);
    world->seal = seal_new(&key, &world->clock.world);
    world->library = library_open(folder, NULL, why, sizeof why);
    if (!world->library)
        fail_msg("%s", why);
    talk_world_enterprises(world, folder);
}

static inline void talk_world_close(struct talk_world *world)
{
    register_close(world->enterprises);
    library_close(world->library);
    seal_free(world->seal);
    buf_free(&world->image);
}

/* ---- a citizen ---- */

static inline void citizen_init(struct citizen *citizen, struct talk_world *world)
{
    *citizen = (struct citizen){.world = world, .channel = CHANNEL_WECHAT};
    citizen->civic.next_number[IDEA_SUGGESTION] = VIEW("YXJ20261121-000001");
    citizen->civic.next_number[IDEA_WISH] = VIEW("YXX20261121-000001");
    arena_init(&citizen->kept, (size_t)1 << 30);
    buf_init(&citizen->state, 1 << 20);
}

static inline void citizen_free(struct citizen *citizen)
{
    buf_free(&citizen->state);
    arena_free(&citizen->kept);
}

static inline struct case_brief *citizen_case(struct citizen *citizen)
{
    return citizen->case_count ? &citizen->cases[citizen->case_count - 1] : NULL;
}

static inline struct case_brief *citizen_case_by(struct citizen *citizen, int64_t id)
{
    for (size_t i = 0; i < citizen->case_count; i++)
        if (citizen->cases[i].id == id)
            return &citizen->cases[i];
    fail_msg("no case %lld", (long long)id);
    return NULL;
}

static inline struct view citizen_next_number(struct citizen *citizen)
{
    struct civil date = civil_from_day(civil_local(citizen->now, CHINA_OFFSET_MINUTES).day);
    char text[64];
    snprintf(text, sizeof text, "YX%04d%02d%02d-%06zu", date.year, date.month, date.day,
             citizen->case_count + 1);
    return view_keep(&citizen->kept, view_of(text));
}

static inline struct view display_or(struct citizen *citizen, enum rules_noun noun,
                                     struct view code, struct view other)
{
    const struct rules *rules = &citizen->world->rules;
    int index = rules_find(rules, noun, code);
    return view_keep(&citizen->kept,
                     index == NONE ? other : rules_display(rules, noun, index, LANGUAGE_ZH));
}

static inline void citizen_keep_case(struct citizen *citizen, struct view number)
{
    const struct case_filing *filing = &citizen->last.filing;
    assert_true(citizen->case_count < WORLD_CASES);
    citizen->unnamed[citizen->case_count] = filing->anonymous;
    struct case_brief *one = &citizen->cases[citizen->case_count++];
    *one =
        (struct case_brief){.id = (int64_t)citizen->case_count,
                            .number = number,
                            .code = filing->code,
                            .state = filing->dispatched ? CASE_DISPATCHED : CASE_RECEIVED,
                            .duty = display_or(citizen, NOUN_DUTY, filing->duty, filing->summary),
                            .unit = display_or(citizen, NOUN_UNIT, filing->unit, VIEW("")),
                            .duty_code = filing->duty,
                            .unit_code = filing->unit,
                            .filed = citizen->now,
                            .due = filing->due,
                            .answer = VIEW("")};
}

/* ---- what a turn reads ---- */

static inline bool same_letters(struct view a, struct view b)
{
    bool same = a.n == b.n;
    for (size_t i = 0; same && i < a.n; i++)
        same = (a.p[i] & ~0x20) == (b.p[i] & ~0x20);
    return same;
}

static inline void read_enterprise(struct citizen *citizen, const struct talk_needs *needs,
                                   struct arena *arena, struct enterprise_brief *out)
{
    struct talk_world *world = citizen->world;
    struct view key = needs->enterprise_name.n ? needs->enterprise_name : needs->enterprise_code;
    struct enterprise found;
    if (!key.n)
        return;
    out->found = register_find(world->enterprises, &world->rules, world->seal, key, arena, &found,
                               &out->proved);
    if (!out->found)
        return;
    out->code = found.code;
    out->name = found.name;
    out->facts = found.facts;
}

static inline void citizen_read(struct citizen *citizen, const struct talk_needs *needs,
                                struct arena *arena, struct talk_reads *reads)
{
    *reads = (struct talk_reads){.case_count = 0};
    for (size_t i = citizen->case_count; needs->cases && i > 0 && reads->case_count < 5; i--)
        if (!citizen->unnamed[i - 1])
            reads->cases[reads->case_count++] = citizen->cases[i - 1];
    for (size_t i = 0; needs->case_number.n && i < citizen->case_count; i++)
        if (same_letters(citizen->cases[i].number, needs->case_number) &&
            same_letters(citizen->cases[i].code, needs->case_code)) {
            reads->asked_case_found = true;
            reads->asked_case = citizen->cases[i];
        }
    read_enterprise(citizen, needs, arena, &reads->enterprise);
    if (needs->civic)
        reads->civic = &citizen->civic;
    struct passage *found = ARENA_ARRAY(arena, PASSAGES_FOLLOWED, struct passage);
    reads->follow = found;
    if (citizen->world->library && needs->follow_link.n)
        reads->follow_count = library_follow(
            citizen->world->library, needs->follow_link, needs->follow_question,
            civil_local(citizen->now, CHINA_OFFSET_MINUTES).day, arena, found, PASSAGES_FOLLOWED);
}

/* ---- what a turn leaves ---- */

/* Whatever was said before: a case is complete, and of codes that the rules know. */
static inline void check_filing(const struct citizen *citizen, const struct case_filing *filing)
{
    const struct rules *rules = &citizen->world->rules;
    assert_true(!filing->unit.n || rules_find(rules, NOUN_UNIT, filing->unit) != NONE);
    assert_true(!filing->duty.n || rules_find(rules, NOUN_DUTY, filing->duty) != NONE);
    assert_true(!filing->area.n || rules_find(rules, NOUN_AREA, filing->area) != NONE);
    assert_true(!filing->dispatched || filing->unit.n);
    assert_true(!filing->anonymous || !filing->contact.n);
    assert_true(filing->due == 0 || filing->due > citizen->now);
    assert_true(filing->summary.n > 0 && filing->decision.n > 2);
    assert_int_equal(filing->code.n, 8);
    assert_true(filing->text.n <= TALK_TEXT_MAX);
    assert_true(citizen->rough ||
                (utf8_broken(filing->text) == SIZE_MAX && utf8_broken(filing->place) == SIZE_MAX &&
                 utf8_broken(filing->summary) == SIZE_MAX));
}

static inline void keep_filing(struct citizen *citizen, const struct case_filing *filing)
{
    check_filing(citizen, filing);
    struct case_filing *kept = &citizen->last.filing;
    *kept = *filing;
    struct view *const views[] = {&kept->category, &kept->duty,    &kept->unit,    &kept->role,
                                  &kept->text,     &kept->summary, &kept->place,   &kept->area,
                                  &kept->contact,  &kept->code,    &kept->decision};
    for (size_t i = 0; i < sizeof views / sizeof *views; i++)
        *views[i] = view_keep(&citizen->kept, *views[i]);
    for (size_t i = 0; i < kept->assist_count; i++)
        kept->assists[i] = view_keep(&citizen->kept, kept->assists[i]);
    citizen->last.filed = true;
}

/* Beside cases: what was filed is the newest of the person's own from then on. */
static inline void keep_wanted(struct citizen *citizen, const struct civic_effect *want)
{
    struct civic_effect *kept = &citizen->last.civic;
    struct civic_reads *civic = &citizen->civic;
    *kept = *want;
    struct view *const views[] = {&kept->number, &kept->text, &kept->place,    &kept->contact,
                                  &kept->code,   &kept->area, &kept->category, &kept->unit};
    for (size_t i = 0; i < sizeof views / sizeof *views; i++)
        *views[i] = view_keep(&citizen->kept, *views[i]);
    citizen->last.wanted = true;
    assert_true(want->act != CIVIC_FILE || (want->text.n && want->code.n == 8));
    assert_true(!want->anonymous || !want->contact.n);
    if (want->act != CIVIC_FILE || want->anonymous)
        return;
    civic->ideas[0] = (struct civic_idea){.number = civic->next_number[want->kind],
                                          .title = kept->text,
                                          .kind = want->kind,
                                          .state = IDEA_NEW,
                                          .reply = VIEW("")};
    civic->idea_count = 1;
}

static inline void keep_said(struct citizen *citizen, const struct outbound *reply)
{
    struct last_turn *last = &citizen->last;
    struct buf text;
    buf_init(&text, 1 << 20);
    buf_view(&text, last->said);
    if (text.n)
        buf_text(&text, "\n");
    buf_view(&text, reply->text);
    last->said = buf_keep(&text, &citizen->kept);
    buf_free(&text);
    assert_true(citizen->rough || utf8_broken(reply->text) == SIZE_MAX);
    assert_true(reply->choice_count <= CHOICE_MAX);
    if (reply->choice_count)
        last->choice_count = reply->choice_count;
    for (size_t i = 0; i < reply->choice_count; i++) {
        struct choice choice = {view_keep(&citizen->kept, reply->choices[i].key),
                                view_keep(&citizen->kept, reply->choices[i].label)};
        assert_true(choice.key.n > 0 && choice.key.n <= 32);
        assert_true(choice.label.n > 0);
        last->choices[i] = choice;
        if (citizen->sent_count < SENT_MAX)
            citizen->sent[citizen->sent_count++] = choice;
    }
}

/* The state goes through its bytes and comes back the same. What it shows lies in the old bytes. */
static inline void keep_state(struct citizen *citizen, const struct talk_state *state)
{
    const struct rules *rules = &citizen->world->rules;
    struct arena arena;
    struct buf packed, again;
    arena_init(&arena, 16 << 20);
    buf_init(&packed, 1 << 20);
    buf_init(&again, 1 << 20);
    talk_pack(rules, state, &packed);
    talk_pack(rules, talk_unpack(rules, buf_seen(&packed), &arena), &again);
    if (!view_eq(buf_seen(&packed), buf_seen(&again)))
        fail_msg("a state of %zu bytes comes back as another one of %zu", packed.n, again.n);
    assert_true(packed.n <= STATE_MAX);
    buf_clear(&citizen->state);
    buf_view(&citizen->state, buf_seen(&packed));
    buf_free(&packed);
    buf_free(&again);
    arena_free(&arena);
}

static inline void citizen_told(struct citizen *citizen, enum told told,
                                const struct case_brief *about, struct talk_state *state,
                                struct arena *arena)
{
    struct outbound out;
    talk_tell(&citizen->world->rules, state, told, about, citizen->language, arena, &out);
    assert_true(out.text.n > 0);
    keep_said(citizen, &out);
}

static inline void citizen_redone(struct citizen *citizen, struct case_brief *one,
                                  struct talk_state *state, struct arena *arena)
{
    bool again = one->poor_ratings++ > 0;
    one->state = again ? CASE_SUPERVISED : CASE_REDO;
    citizen_told(citizen, again ? TOLD_SUPERVISED : TOLD_REDO, one, state, arena);
}

/* Not fixed: opened again as long as it is closed. */
static inline void citizen_reopens(struct citizen *citizen, struct talk_state *state,
                                   struct arena *arena)
{
    struct case_brief *one = citizen_case_by(citizen, citizen->last.effects.reopened_case);
    if (one->state == CASE_CLOSED)
        citizen_redone(citizen, one, state, arena);
    else
        citizen_told(citizen, TOLD_REOPEN_LATE, one, state, arena);
}

static inline void citizen_rated(struct citizen *citizen, struct talk_state *state,
                                 struct arena *arena)
{
    struct case_brief *one = citizen_case_by(citizen, citizen->last.effects.rated_case);
    int sum = 0;
    for (int i = 0; i < RATE_DIMENSIONS; i++) {
        int mark = citizen->last.effects.rating[i];
        assert_in_range(mark, 1, 5);
        sum += mark;
    }
    if (sum > RATE_POOR_AT * RATE_DIMENSIONS) {
        one->state = CASE_CLOSED;
        return;
    }
    citizen_redone(citizen, one, state, arena);
}

/* ---- a turn ---- */

static inline void citizen_input(struct citizen *citizen, const struct inbound *message,
                                 struct arena *arena, struct talk_input *input)
{
    struct talk_world *world = citizen->world;
    *input = (struct talk_input){.message = message,
                                 .account = VIEW("test"),
                                 .channel = citizen->channel,
                                 .language = citizen->language,
                                 .now = citizen->now,
                                 .next_case = citizen_next_number(citizen)};
    for (size_t i = 0; i < sizeof input->random; i++)
        input->random[i] = (unsigned char)(hash_mix(citizen->turns * UINT64_C(16) + i + 1) >> 24);
    if (!message->text.n)
        return;
    input->recognition = typo_recognise(&world->rules, arena, message->text, &input->read_as);
    if (!world->library || !talk_may_be_answered(input->recognition))
        return;
    struct passage *found = ARENA_ARRAY(arena, 3, struct passage);
    input->passages = found;
    input->passage_count =
        library_find(world->library, talk_asked(input->recognition),
                     civil_local(citizen->now, CHINA_OFFSET_MINUTES).day, arena, found, 3);
}

/* Is a reply due to this kind of message? */
static inline bool reply_due(const struct inbound *message)
{
    return message->kind != IN_UNSUBSCRIBE && message->kind != IN_EVENT &&
           message->kind != IN_RECEIPT;
}

static inline void citizen_sends(struct citizen *citizen, struct inbound *message)
{
    const struct rules *rules = &citizen->world->rules;
    struct arena arena;
    struct talk_input input;
    struct talk_needs needs;
    struct talk_reads reads;
    arena_init(&arena, 64 << 20);
    citizen->turns++;
    citizen->last = (struct last_turn){.said = VIEW("")};
    message->written = citizen->now;
    citizen_input(citizen, message, &arena, &input);
    struct talk_state *state = talk_unpack(rules, buf_seen(&citizen->state), &arena);
    bool was_taken = talk_is_taken(state);
    talk_needs(rules, state, &input, &needs);
    citizen_read(citizen, &needs, &arena, &reads);
    struct talk_effects *effects = &citizen->last.effects;
    talk_turn(rules, state, &input, &reads, &arena, effects);
    for (size_t i = 0; i < effects->reply_count; i++)
        keep_said(citizen, &effects->replies[i]);
    if (effects->filing)
        keep_filing(citizen, effects->filing);
    if (effects->filing)
        citizen_keep_case(citizen, input.next_case);
    if (effects->civic)
        keep_wanted(citizen, effects->civic);
    if (effects->rated)
        citizen_rated(citizen, state, &arena);
    if (effects->reopened_case)
        citizen_reopens(citizen, state, &arena);
    if (effects->withdrawn)
        citizen_case_by(citizen, effects->withdrawn_case)->state = CASE_WITHDRAWN;
    effects->bind_enterprise = view_keep(&citizen->kept, effects->bind_enterprise);
    effects->added_case = view_keep(&citizen->kept, effects->added_case);
    effects->added_text = view_keep(&citizen->kept, effects->added_text);
    effects->added_media = view_keep(&citizen->kept, effects->added_media);
    effects->moved_words = view_keep(&citizen->kept, effects->moved_words);
    keep_state(citizen, state);
    citizen->taken = talk_is_taken(state);
    if (reply_due(message) && !was_taken && !citizen->last.said.n)
        fail_msg("no reply to \"%.*s\" (kind %d, choice %.*s, pending %d)", VIEW_FMT(message->text),
                 (int)message->kind, VIEW_FMT(message->choice), citizen->state.p[1]);
    arena_free(&arena);
}

/* The desk moves the last case, and the person hears of it. */
static inline void desk_moves(struct citizen *citizen, enum told told, enum case_state to,
                              struct view answer)
{
    struct case_brief *one = citizen_case(citizen);
    struct arena arena;
    assert_non_null(one);
    arena_init(&arena, 16 << 20);
    one->state = to;
    if (answer.n)
        one->answer = view_keep(&citizen->kept, answer);
    citizen->last = (struct last_turn){.said = VIEW("")};
    struct talk_state *state =
        talk_unpack(&citizen->world->rules, buf_seen(&citizen->state), &arena);
    citizen_told(citizen, told, one, state, &arena);
    keep_state(citizen, state);
    arena_free(&arena);
}

/* An officer takes the talk, gives it back, leaves it, ends it. */
static inline void desk_takes(struct citizen *citizen, enum talk_person change)
{
    struct arena arena;
    struct outbound out;
    arena_init(&arena, 16 << 20);
    citizen->last = (struct last_turn){.said = VIEW("")};
    struct talk_state *state =
        talk_unpack(&citizen->world->rules, buf_seen(&citizen->state), &arena);
    talk_person(&citizen->world->rules, state, change, citizen->language, citizen->now, &arena,
                &out);
    assert_true(out.text.n > 0);
    keep_said(citizen, &out);
    citizen->taken = talk_is_taken(state);
    assert_int_equal(citizen->taken, change == PERSON_IN);
    keep_state(citizen, state);
    arena_free(&arena);
}

/* zhida says something that is about no case. */
static inline void civic_note(struct citizen *citizen, enum civic_note kind,
                              const struct view values[4])
{
    struct arena arena;
    struct outbound out;
    arena_init(&arena, 16 << 20);
    citizen->last = (struct last_turn){.said = VIEW("")};
    struct talk_state *state =
        talk_unpack(&citizen->world->rules, buf_seen(&citizen->state), &arena);
    talk_note(&citizen->world->rules, state, kind, values, citizen->language, citizen->now, &arena,
              &out);
    assert_true(out.text.n > 0);
    keep_said(citizen, &out);
    keep_state(citizen, state);
    arena_free(&arena);
}

#endif
