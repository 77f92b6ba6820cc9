/* Talks nobody would have thought of: twenty thousand messages from one seed, put together from the
 * rules' own examples, from wishes, numbers, buttons old and new, pictures, places, pauses and
 * noise, with the desk answering in between. What must hold after every turn stands in
 * talk_world.h. */
#include <dirent.h>

#include "tests/unit/talk_world.h"

enum { MESSAGES = 20000, LINES_MAX = 2000, TALK_LENGTH = 60, LIBRARY_EVERY = 16 };

struct corpus {
    struct arena arena;
    struct view lines[LINES_MAX];
    size_t count;
};

struct fuzz {
    struct talk_world world;
    struct library *library; /* asked now and then: it is not what is tested here */
    struct corpus corpus;
    uint64_t seed;
};

static uint64_t pick(struct fuzz *fuzz, uint64_t below)
{
    return hash_mix(++fuzz->seed) % below;
}

static const char *const wishes[] = {
    "取消",
    "算了",
    "返回",
    "上一步",
    "重来",
    "再说一遍",
    "人工",
    "转人工",
    "进度",
    "评价",
    "满意",
    "我的政策",
    "退订",
    "T",
    "订阅",
    "匿名",
    "改一下",
    "改地址",
    "改时间",
    "不知道",
    "跳过",
    "没有",
    "对",
    "不对",
    "好的",
    "是",
    "1",
    "2",
    "3",
    "9",
    "5 4 4 3",
    "1111",
    "谢谢",
    "你好",
    "撤回",
    "着火了",
    "半夜",
    "早上八点",
    "昨天",
    "周末",
    "松影苑",
    "柳荫苑",
    "云溪区",
    "高新园",
    "请问居住证怎么办理",
    "建议",
    "表扬你们",
    "举报",
    "19900003333",
    "yes",
    "no",
    "cancel",
    "progress",
    "YX20261121-000001 ABCDEFGH",
    "云溪松果软件有限公司",
    "91990000MA0099377W",
    "YX20261121-000001",
    "说错了",
    "不想活了",
    "",
};

static void read_examples(struct corpus *corpus, const char *path)
{
    struct view rest = text_of_file(&corpus->arena, path);
    while (rest.p && corpus->count < LINES_MAX) {
        struct view line = view_trim(view_cut(&rest, '\n'));
        if (!view_starts(line, VIEW("例 \"")))
            continue;
        line = view_sub(line, sizeof "例 \"" - 1, line.n);
        corpus->lines[corpus->count++] = view_cut(&line, '"');
    }
}

static void corpus_read(struct corpus *corpus, const char *folder)
{
    struct dirent **names;
    arena_init(&corpus->arena, 64 << 20);
    int count = scandir(folder, &names, NULL, alphasort);
    for (int i = 0; i < count; i++) {
        char path[500];
        snprintf(path, sizeof path, "%s/%s", folder, names[i]->d_name);
        if (strstr(names[i]->d_name, ".zd"))
            read_examples(corpus, path);
        free(names[i]);
    }
    free(names);
    assert_true(corpus->count > 100);
}

/* ---- messages ---- */

static void add_noise(struct fuzz *fuzz, struct buf *out)
{
    static const char *const signs[] = {"，", "。", "！", "?",  " ",  "\n", "{", "}", "|",
                                        "\"", "👍",  "é",  "　", "\t", "%s", "0", "a", "龘"};
    for (uint64_t n = pick(fuzz, 12); n > 0; n--)
        buf_text(out, signs[pick(fuzz, sizeof signs / sizeof *signs)]);
}

/* A piece of an example, cut at a character. */
static void add_piece(struct fuzz *fuzz, struct buf *out)
{
    struct view line = fuzz->corpus.lines[pick(fuzz, fuzz->corpus.count)];
    size_t from = 0, skip = pick(fuzz, 8) ? 0 : pick(fuzz, 6);
    for (; skip > 0 && from < line.n; skip--)
        utf8_next(line, &from);
    buf_view(out, utf8_head(view_sub(line, from, line.n), pick(fuzz, 4) ? line.n : 20));
}

static struct view any_text(struct fuzz *fuzz, struct arena *arena)
{
    struct buf out;
    buf_init(&out, INBOUND_TEXT_MAX);
    uint64_t pieces = pick(fuzz, 40) ? 1 + pick(fuzz, 2) : 200;
    for (; pieces > 0; pieces--)
        switch (pick(fuzz, 5)) {
        case 0:
        case 1:
            buf_text(&out, wishes[pick(fuzz, sizeof wishes / sizeof *wishes)]);
            break;
        case 2:
        case 3:
            add_piece(fuzz, &out);
            break;
        default:
            add_noise(fuzz, &out);
        }
    struct view text = buf_keep(&out, arena);
    buf_free(&out);
    return text;
}

static struct view any_key(struct fuzz *fuzz, const struct citizen *citizen)
{
    static const char *const broken[] = {"", "0.0", "1", "99.99", "-1.2", "x.y", "1.1.1"};
    const struct last_turn *last = &citizen->last;
    if (last->choice_count && pick(fuzz, 4))
        return last->choices[pick(fuzz, last->choice_count)].key;
    if (citizen->sent_count && pick(fuzz, 3))
        return citizen->sent[pick(fuzz, citizen->sent_count)].key;
    return view_of(broken[pick(fuzz, sizeof broken / sizeof *broken)]);
}

static struct inbound any_message(struct fuzz *fuzz, const struct citizen *citizen,
                                  struct arena *arena)
{
    static const enum inbound_kind kinds[] = {IN_IMAGE,       IN_VIDEO,    IN_VOICE,
                                              IN_LINK,        IN_LOCATION, IN_SUBSCRIBE,
                                              IN_UNSUBSCRIBE, IN_EVENT,    IN_RECEIPT};
    struct inbound message = {.kind = IN_TEXT, .sender = VIEW("19900000001"), .text = VIEW("")};
    uint64_t way = pick(fuzz, 10);
    if (way < 6) {
        message.text = any_text(fuzz, arena);
    } else if (way < 9) {
        message.kind = IN_CHOICE;
        message.choice = any_key(fuzz, citizen);
    } else {
        message.kind = kinds[pick(fuzz, sizeof kinds / sizeof *kinds)];
        message.media_id = VIEW("0123456789abcdef0123456789abcdef");
        message.latitude = 30.1 + (double)pick(fuzz, 2000) / 10000;
        message.longitude = 120.0 + (double)pick(fuzz, 2000) / 10000;
        if (pick(fuzz, 2))
            message.text = any_text(fuzz, arena);
    }
    return message;
}

/* ---- talks ---- */

static void desk_works(struct fuzz *fuzz, struct citizen *citizen)
{
    struct case_brief *one = citizen_case(citizen);
    if (!one || pick(fuzz, 6))
        return;
    if (one->state == CASE_DISPATCHED || one->state == CASE_RECEIVED || one->state == CASE_REDO)
        desk_moves(citizen, TOLD_ANSWERED, CASE_ANSWERED, VIEW("已处理"));
    else if (one->state == CASE_ANSWERED)
        desk_moves(citizen, TOLD_CLOSED, CASE_CLOSED, VIEW(""));
}

/* Now and then an officer takes the talk, and some messages later lets go of it. */
static void officer_works(struct fuzz *fuzz, struct citizen *citizen)
{
    static const enum talk_person ways[] = {PERSON_OUT, PERSON_AWAY, PERSON_DONE};
    if (citizen->taken && !pick(fuzz, 4))
        desk_takes(citizen, ways[pick(fuzz, 3)]);
    else if (!citizen->taken && !pick(fuzz, 25))
        desk_takes(citizen, PERSON_IN);
}

static void some_time(struct fuzz *fuzz, struct citizen *citizen)
{
    citizen->now += (int64_t)(pick(fuzz, 12) ? pick(fuzz, 120) : pick(fuzz, 30000));
}

static size_t one_talk(struct fuzz *fuzz, size_t most)
{
    struct citizen citizen;
    size_t length = 1 + pick(fuzz, TALK_LENGTH), turns = 0;
    citizen_init(&citizen, &fuzz->world);
    citizen.now = 1795000000;
    citizen.channel = (enum channel_kind)pick(fuzz, CHANNEL_COUNT);
    citizen.language = pick(fuzz, 5) ? LANGUAGE_ZH : LANGUAGE_EN;
    for (; turns < length && turns < most; turns++) {
        struct inbound message = any_message(fuzz, &citizen, &citizen.kept);
        fuzz->world.library = pick(fuzz, LIBRARY_EVERY) ? NULL : fuzz->library;
        some_time(fuzz, &citizen);
        citizen_sends(&citizen, &message);
        desk_works(fuzz, &citizen);
        officer_works(fuzz, &citizen);
    }
    citizen_free(&citizen);
    return turns;
}

static void random_talks(void **state)
{
    struct fuzz *fuzz = *state;
    for (size_t done = 0; done < MESSAGES;)
        done += one_talk(fuzz, MESSAGES - done);
}

/* Bytes that were never a state are a new conversation. */
static void random_states(void **state)
{
    struct fuzz *fuzz = *state;
    struct citizen citizen;
    citizen_init(&citizen, &fuzz->world);
    citizen.now = 1795000000;
    citizen.rough = true;
    fuzz->world.library = NULL;
    for (int i = 0; i < 3000; i++) {
        struct inbound message = any_message(fuzz, &citizen, &citizen.kept);
        if (citizen.state.n && pick(fuzz, 2))
            citizen.state.p[pick(fuzz, citizen.state.n)] = (char)pick(fuzz, 256);
        else if (citizen.state.n && !pick(fuzz, 8))
            citizen.state.n = pick(fuzz, citizen.state.n);
        if (citizen.case_count > WORLD_CASES / 2)
            citizen.case_count = 0;
        citizen_sends(&citizen, &message);
    }
    citizen_free(&citizen);
}

static int open_fuzz(void **state)
{
    static struct fuzz fuzz = {.seed = 20261121};
    talk_world_open(&fuzz.world, "rules/yunxi");
    fuzz.library = fuzz.world.library;
    corpus_read(&fuzz.corpus, "rules/yunxi/duties");
    *state = &fuzz;
    return 0;
}

static int close_fuzz(void **state)
{
    struct fuzz *fuzz = *state;
    fuzz->world.library = fuzz->library;
    talk_world_close(&fuzz->world);
    arena_free(&fuzz->corpus.arena);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(random_talks),
        cmocka_unit_test(random_states),
    };
    return cmocka_run_group_tests(tests, open_fuzz, close_fuzz);
}
