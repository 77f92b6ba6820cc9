/* people: who has something to say comes in the course of a day, says it, and answers what is
 * asked: the first choice where there are choices, a place or a time where there are none. */
#include "tests/month/month.h"

static const char *const matters[] = {
    "松影苑隔壁工地半夜还在打桩，吵得睡不着",
    "荷叶家园门口的路灯坏了好几天了",
    "墨池苑3号楼楼道里堆满了垃圾没人清",
    "湖心雅苑物业乱收停车费",
    "织锦新村水管爆了，路上全是水",
    "画桥公馆楼下烧烤店油烟太大",
    "三拱新村门口的窨井盖没了，很危险",
    "菱湾新苑有人在楼顶违法搭建",
    "望岭新村广场舞的音响太吵",
    "临溪花园的电梯老是坏，物业不修",
    "青石花园路边有流浪狗咬人",
    "我在柳浪广场的饭店打工，老板拖欠工资三个月",
    "东湖公园里的树倒了压在路上",
    "南塘农贸市场卖的肉缺斤短两",
    "竹影苑附近共享单车堆满人行道",
};
static const char *const places[] = {"松影苑", "荷叶家园", "墨池苑", "湖心雅苑", "柳荫苑"};

static void keep(struct input *input)
{
    *(bool *)input->owner = true;
}

static struct input *say(struct month *month, const struct talker *who, const char *text)
{
    bool done = false;
    struct input *input = input_new(INPUT_MESSAGE);
    struct buf words;
    buf_init(&words, 400);
    buf_print(&words, "p%d", who->number);
    struct view sender = buf_keep(&words, &input->arena);
    buf_clear(&words);
    buf_print(&words, "k%d.%d", who->number, who->turns);
    input->account = month->account;
    input->passive = true;
    input->arrived = month->world.ticks;
    input->message = (struct inbound){.kind = IN_TEXT,
                                      .sender = sender,
                                      .key = buf_keep(&words, &input->arena),
                                      .text = view_keep(&input->arena, view_of(text))};
    buf_free(&words);
    input->done = keep;
    input->owner = &done;
    if (turn_submit(month->turn, input))
        month_step(month);
    month_check(month, done, "a message was worked", 0);
    return input;
}

/* The open request got its reply. */
static void answered(struct month *month, int64_t outbox_id)
{
    bool done = false;
    struct input *input = input_new(INPUT_ANSWERED);
    input->answered = ARENA_ARRAY(&input->arena, 1, int64_t);
    input->answered[0] = outbox_id;
    input->answered_count = 1;
    input->done = keep;
    input->owner = &done;
    if (turn_submit(month->turn, input))
        month_step(month);
    input_free(input);
}

static void talk(struct month *month, struct talker *who)
{
    const char *text = matters[(size_t)who->number % (sizeof matters / sizeof *matters)];
    bool choices = false;
    for (; who->turns < 14 && !who->filed; who->turns++) {
        if (who->turns)
            text = choices ? "1" : places[(size_t)(who->number + who->turns) % 5];
        int64_t before = month->store.next_case;
        struct input *input = say(month, who, text);
        choices = input->has_reply && input->reply_count && input->replies[0].choice_count;
        struct view seen =
            input->has_reply && input->reply_count ? input->replies[0].text : VIEW("");
        if (input->has_reply && input->reply_outbox)
            answered(month, input->reply_outbox);
        bool new_day = (month->store.next_case - 1) % CASE_NUMBERS_A_DAY == 0;
        if (month->store.next_case != before && !new_day) {
            who->filed = true;
            struct plan *plan = month_plan_of(month, month->store.next_case - 1);
            plan->at = month->world.now + month_between(&plan->chance, 600, 6 * 3600);
        } else if (who->turns == 13) {
            printf("p%d filed nothing; last: %.*s\n", who->number, VIEW_FMT(seen));
        }
        input_free(input);
        arena_reset(&month->step);
    }
    month_check(month, who->filed, "a talk filed a case", who->number);
}

void people_talk(struct month *month)
{
    while (month->started < month->talker_count &&
           month->talkers[month->started].at <= month->world.now)
        talk(month, &month->talkers[month->started++]);
}
