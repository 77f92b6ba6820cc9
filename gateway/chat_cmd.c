/* chat_cmd: the same talk as on any channel, from standard input to standard output, without a
 * store: cases live as long as the process. The state is packed and unpacked at every turn, as in
 * the gateway, so what works here works there. Enterprises come from a table (chat_register.h).
 *
 * Beside a citizen's words it knows: /photo sends a picture, /place LAT,LON shares a place, /answer
 * TEXT plays the desk and answers the last case, /quit ends. */
#include "gateway/chat_cmd.h"

#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "dsl/base/hash.h"
#include "dsl/compile/compile.h"
#include "gateway/answer/answer.h"
#include "gateway/chat_register.h"
#include "gateway/store/cases.h"
#include "gateway/talk/talk.h"
#include "gateway/talk/talk_asks.h"
#include "gateway/talk/talk_typo.h"

enum {
    SKIPPED_SAID = 20,
    CASES_MAX = 64,
    COMPILE_CEILING = 1 << 30,
    TURN_CEILING = 16 << 20,
    IMAGE_MAX = 256 << 20,
    STATE_MAX = 64 * 1024
};

struct asked {
    const char *rules, *enterprises;
    enum text_language language;
};

struct chat {
    const struct rules *rules;
    struct library *library;
    struct chat_register known;
    struct arena kept; /* what outlives a turn */
    struct case_brief cases[CASES_MAX];
    size_t case_count;
    struct buf state;
    unsigned turns;
    uint64_t seed;
    enum text_language language;
};

static void print_reply(const struct outbound *reply)
{
    printf("\n%.*s\n", VIEW_FMT(reply->text));
    if (reply->link.n)
        printf("%.*s\n", VIEW_FMT(reply->link));
    for (size_t i = 0; i < reply->choice_count; i++)
        printf("  [%zu] %.*s\n", i + 1, VIEW_FMT(reply->choices[i].label));
}

static struct view next_number(struct chat *chat, int64_t now, struct arena *arena)
{
    int64_t day = civil_local_number(now, CHINA_OFFSET_MINUTES);
    return case_number_text(rules_district_code(chat->rules),
                            day * CASE_NUMBERS_A_DAY + (int64_t)chat->case_count + 1, arena);
}

static void keep_case(struct chat *chat, const struct case_filing *filing, struct view number,
                      int64_t now)
{
    if (chat->case_count == CASES_MAX)
        return;
    int unit = rules_find(chat->rules, NOUN_UNIT, filing->unit);
    int duty = rules_find(chat->rules, NOUN_DUTY, filing->duty);
    struct case_brief *one = &chat->cases[chat->case_count++];
    *one = (struct case_brief){
        .id = (int64_t)chat->case_count,
        .number = view_keep(&chat->kept, number),
        .code = view_keep(&chat->kept, filing->code),
        .state = filing->dispatched ? CASE_DISPATCHED : CASE_RECEIVED,
        .duty = duty == NONE ? view_keep(&chat->kept, filing->summary)
                             : rules_display(chat->rules, NOUN_DUTY, duty, chat->language),
        .unit =
            unit == NONE ? VIEW("") : rules_display(chat->rules, NOUN_UNIT, unit, chat->language),
        .duty_code = view_keep(&chat->kept, filing->duty),
        .unit_code = view_keep(&chat->kept, filing->unit),
        .filed = now,
        .due = filing->due,
        .answer = VIEW("")};
}

static void read_cases(const struct chat *chat, const struct talk_needs *needs,
                       struct talk_reads *reads)
{
    for (size_t i = 0; needs->cases && i < chat->case_count && i < 5; i++)
        reads->cases[reads->case_count++] = chat->cases[chat->case_count - 1 - i];
    for (size_t i = 0; needs->case_number.n && i < chat->case_count; i++)
        if (view_eq(chat->cases[i].number, needs->case_number) &&
            view_eq(chat->cases[i].code, needs->case_code)) {
            reads->asked_case_found = true;
            reads->asked_case = chat->cases[i];
        }
}

static void redone(struct chat *chat, struct case_brief *one, struct talk_state *state,
                   struct arena *arena)
{
    bool again = one->poor_ratings++ > 0;
    one->state = again ? CASE_SUPERVISED : CASE_REDO;
    one->due -= (one->due - one->filed) / 2;
    struct outbound out;
    talk_tell(chat->rules, state, again ? TOLD_SUPERVISED : TOLD_REDO, one, chat->language, arena,
              &out);
    print_reply(&out);
}

static void rated(struct chat *chat, struct talk_state *state, const struct talk_effects *effects,
                  struct arena *arena)
{
    struct case_brief *one = &chat->cases[effects->rated_case - 1];
    int sum = 0;
    for (int i = 0; i < RATE_DIMENSIONS; i++)
        sum += effects->rating[i];
    if (sum > RATE_POOR_AT * RATE_DIMENSIONS) {
        one->state = CASE_CLOSED;
        return;
    }
    redone(chat, one, state, arena);
}

static void reopened(struct chat *chat, struct talk_state *state, int64_t id, struct arena *arena)
{
    struct case_brief *one = &chat->cases[id - 1];
    struct outbound out;
    if (one->state == CASE_CLOSED) {
        redone(chat, one, state, arena);
        return;
    }
    talk_tell(chat->rules, state, TOLD_REOPEN_LATE, one, chat->language, arena, &out);
    print_reply(&out);
}

static void turn_input(struct chat *chat, const struct inbound *message, struct arena *arena,
                       struct talk_input *input)
{
    *input = (struct talk_input){.message = message,
                                 .account = VIEW("terminal"),
                                 .channel = CHANNEL_WEB,
                                 .language = chat->language,
                                 .now = message->written};
    input->next_case = next_number(chat, input->now, arena);
    for (size_t i = 0; i < sizeof input->random; i++)
        input->random[i] =
            (unsigned char)(hash_mix(chat->seed + chat->turns * UINT64_C(16) + i) >> 24);
    if (!message->text.n)
        return;
    input->recognition = typo_recognise(chat->rules, arena, message->text, &input->read_as);
    struct passage *found = ARENA_ARRAY(arena, 3, struct passage);
    input->passages = found;
    if (chat->library && talk_may_be_answered(input->recognition))
        input->passage_count =
            library_find(chat->library, talk_asked(input->recognition),
                         civil_local(input->now, CHINA_OFFSET_MINUTES).day, arena, found, 3);
}

static void read_follow(struct chat *chat, const struct talk_needs *needs,
                        const struct talk_input *input, struct arena *arena,
                        struct talk_reads *reads)
{
    struct passage *found = ARENA_ARRAY(arena, PASSAGES_FOLLOWED, struct passage);
    reads->follow = found;
    if (chat->library && needs->follow_link.n)
        reads->follow_count = library_follow(
            chat->library, needs->follow_link, needs->follow_question,
            civil_local(input->now, CHINA_OFFSET_MINUTES).day, arena, found, PASSAGES_FOLLOWED);
}

/* What the state shows may lie in the old bytes. */
static void keep_state(struct chat *chat, const struct talk_state *state)
{
    struct buf packed;
    buf_init(&packed, STATE_MAX);
    talk_pack(chat->rules, state, &packed);
    buf_clear(&chat->state);
    buf_view(&chat->state, buf_seen(&packed));
    buf_free(&packed);
}

static void one_turn(struct chat *chat, const struct inbound *message)
{
    struct arena arena;
    arena_init(&arena, TURN_CEILING);
    struct talk_input input;
    chat->turns++;
    turn_input(chat, message, &arena, &input);
    struct talk_state *state = talk_unpack(chat->rules, buf_seen(&chat->state), &arena);
    struct talk_needs needs;
    struct talk_reads reads = {.case_count = 0};
    struct talk_effects effects;
    talk_needs(chat->rules, state, &input, &needs);
    read_cases(chat, &needs, &reads);
    read_follow(chat, &needs, &input, &arena, &reads);
    chat_register_find(&chat->known, chat->rules, &needs, &arena, &reads.enterprise);
    talk_turn(chat->rules, state, &input, &reads, &arena, &effects);
    for (size_t i = 0; i < effects.reply_count; i++)
        print_reply(&effects.replies[i]);
    if (effects.filing)
        keep_case(chat, effects.filing, input.next_case, input.now);
    if (effects.rated)
        rated(chat, state, &effects, &arena);
    if (effects.reopened_case)
        reopened(chat, state, effects.reopened_case, &arena);
    if (effects.withdrawn)
        chat->cases[effects.withdrawn_case - 1].state = CASE_WITHDRAWN;
    keep_state(chat, state);
    arena_free(&arena);
}

static void desk_answers(struct chat *chat, struct view text)
{
    if (!chat->case_count) {
        printf("\n(no case yet)\n");
        return;
    }
    struct arena arena;
    arena_init(&arena, TURN_CEILING);
    struct case_brief *one = &chat->cases[chat->case_count - 1];
    one->state = CASE_ANSWERED;
    one->answer = view_keep(&chat->kept, text);
    struct talk_state *state = talk_unpack(chat->rules, buf_seen(&chat->state), &arena);
    struct outbound out;
    talk_tell(chat->rules, state, TOLD_ANSWERED, one, chat->language, &arena, &out);
    print_reply(&out);
    keep_state(chat, state);
    arena_free(&arena);
}

static bool read_point(struct view text, struct inbound *message)
{
    char point[64], *end;
    snprintf(point, sizeof point, "%.*s", VIEW_FMT(text));
    message->latitude = strtod(point, &end);
    if (*end != ',')
        return false;
    const char *rest = end + 1;
    message->longitude = strtod(rest, &end);
    return end > rest && !*end;
}

static void one_line(struct chat *chat, struct view line)
{
    struct inbound message = {
        .kind = IN_TEXT, .sender = VIEW("terminal"), .written = (int64_t)time(NULL), .text = line};
    if (view_starts(line, VIEW("/answer "))) {
        desk_answers(chat, view_sub(line, 8, line.n));
        return;
    }
    if (view_is(line, "/photo")) {
        message.kind = IN_IMAGE;
        message.text = VIEW("");
        message.media_id = VIEW("picture-from-terminal");
    } else if (view_starts(line, VIEW("/place "))) {
        message.kind = IN_LOCATION;
        message.text = VIEW("");
        if (!read_point(view_sub(line, 7, line.n), &message)) {
            printf("\n(/place LATITUDE,LONGITUDE)\n");
            return;
        }
    }
    one_turn(chat, &message);
}

static void read_lines(struct chat *chat)
{
    char *line = NULL;
    size_t room = 0;
    bool person = isatty(STDIN_FILENO);
    for (;;) {
        if (person)
            printf("\n> ");
        fflush(stdout);
        ssize_t n = getline(&line, &room, stdin);
        if (n < 0)
            break;
        struct view text = view_trim((struct view){line, (size_t)n});
        if (view_is(text, "/quit"))
            break;
        if (text.n && !person)
            printf("\n> %.*s\n", VIEW_FMT(text));
        if (text.n)
            one_line(chat, text);
    }
    free(line);
}

static int compile(const char *folder, struct buf *image)
{
    struct arena arena;
    arena_init(&arena, COMPILE_CEILING);
    struct sources sources = {.arena = &arena};
    struct diags diags = {.arena = &arena, .sources = &sources};
    struct view why;
    int code = 0;
    if (!compile_folder(&arena, folder, &sources, &diags, NULL, image, &why)) {
        fprintf(stderr, "zhida chat: %.*s\n", VIEW_FMT(why));
        code = 2;
    } else if (diags.errors) {
        struct buf text;
        buf_init(&text, 16 << 20);
        diags_text(&diags, DIAG_ZH, false, &text);
        fwrite(text.p, 1, text.n, stderr);
        buf_free(&text);
        code = 1;
    }
    arena_free(&arena);
    return code;
}

/* ---- the command ---- */

/* Documents that could not be read. */
static void say_skipped(struct library *library, enum text_language language)
{
    struct library_skip skipped[SKIPPED_SAID];
    struct arena arena;
    arena_init(&arena, TURN_CEILING);
    size_t count = library_skipped(library, &arena, skipped, SKIPPED_SAID);
    for (size_t i = 0; i < count && i < SKIPPED_SAID; i++)
        fprintf(stderr, "zhida chat: %.*s: %s\n", VIEW_FMT(skipped[i].path),
                language == LANGUAGE_EN ? skipped[i].why_en : skipped[i].why_zh);
    if (count > SKIPPED_SAID)
        fprintf(stderr, "zhida chat: ... %zu\n", count);
    arena_free(&arena);
}

static int talk(const struct asked *asked, const struct buf *image)
{
    struct rules rules;
    if (rules_open(&rules, image->p, image->n) != RULES_OK)
        return 2;
    char why[512];
    struct chat chat = {.rules = &rules, .seed = (uint64_t)time(NULL), .language = asked->language};
    chat.library = library_open(asked->rules, NULL, why, sizeof why);
    if (!chat.library)
        fprintf(stderr, "zhida chat: %s\n", why);
    else
        say_skipped(chat.library, asked->language);
    chat_register_open(&chat.known, &rules, asked->rules, asked->enterprises);
    arena_init(&chat.kept, TURN_CEILING);
    buf_init(&chat.state, STATE_MAX);
    struct inbound hello = {.kind = IN_SUBSCRIBE, .written = (int64_t)time(NULL)};
    one_turn(&chat, &hello);
    read_lines(&chat);
    library_close(chat.library);
    chat_register_close(&chat.known);
    buf_free(&chat.state);
    arena_free(&chat.kept);
    return 0;
}

static bool read_options(int argc, char **argv, struct asked *asked)
{
    static const struct option options[] = {{"rules", required_argument, NULL, 'r'},
                                            {"lang", required_argument, NULL, 'l'},
                                            {"enterprises", required_argument, NULL, 'e'},
                                            {"help", no_argument, NULL, 'h'},
                                            {NULL, 0, NULL, 0}};
    *asked = (struct asked){.language = LANGUAGE_ZH};
    optind = 1;
    for (int c; (c = getopt_long(argc, argv, "h", options, NULL)) != -1;) {
        if (c == 'r')
            asked->rules = optarg;
        else if (c == 'e')
            asked->enterprises = optarg;
        else if (c == 'l')
            asked->language = view_is(view_of(optarg), "en") ? LANGUAGE_EN : LANGUAGE_ZH;
        else
            return false;
    }
    return asked->rules != NULL;
}

int chat_cmd(int argc, char **argv)
{
    struct asked asked;
    if (!read_options(argc, argv, &asked)) {
        fprintf(stderr, "usage: zhida chat --rules DIR [--lang zh|en] [--enterprises FILE.csv]\n"
                        "  /photo  /place LAT,LON  /answer TEXT (plays the desk)  /quit\n");
        return 2;
    }
    struct buf image;
    buf_init(&image, IMAGE_MAX);
    int code = compile(asked.rules, &image);
    if (code == 0)
        code = talk(&asked, &image);
    buf_free(&image);
    return code;
}
