/* Words of danger, said of what happens and of what does not: both ways, by the sample district's
 * own list, as a citizen would be answered. */
#include "tests/unit/talk_world.h"

static const char *const now[] = {
    "着火了！松影苑三楼",
    "楼道里着火了快来人",
    "家里一股煤气味",
    "昨晚开始一股煤气味，到现在还有",
    "闻到煤气，头晕",
    "电线掉下来了，滋滋响",
    "孩子反锁在屋里，灶上还开着火",
    "小孩被锁在车里，孩子锁在车里快半小时",
    "有人溺水",
    "我儿子落水了",
    "楼下有人持刀",
    "我怕他想自杀",
    "怕是着火了，一直冒烟",
    "好像煤气泄漏了",
    "老人可能昏迷了",
    "上次没着火，现在着火了",
    "我担心得很。着火了！",
    "我们小区的物业一直不作为，路灯不亮，垃圾没人收，反映了很多次也没有答复，今天又停水，打电话没人"
    "接。"
    "业主群里大家都很有意见，希望领导能重视。另外楼上晕倒了一个老人，没人敢动。希望尽快处理，谢谢"
    "。",
    "there is a fire, the kitchen is on fire",
    "my child is drowning",
    "不知道有没有人困在里面",
    "孩子掉水里了",
    "两个车撞了 有人流血",
    "a man attacked me",
    "煤气罐在漏 味道很大",
    "我把安眠药全吃了",
    "高架桥上有人在栏杆外面坐着",
    "有个女的被几个男的拖上面包车",
    "我妈被车轧了腿",
    "help! my grandma is not waking up",
    "电动车在充电 冒烟了",
    "老公喝了酒拿菜刀追我",
    "an old lady fell and can't get up",
};

static const char *const not_now[] = {
    "火大",
    "气死了，路灯三个月不亮",
    "急死人了，办个证跑三趟",
    "热得像着火了一样",
    "楼下火锅店油烟太大",
    "上次着火了，到现在消防通道还没清",
    "去年电动车着火了，楼道里还是停满",
    "我担心着火了没人管，楼道停满电动车",
    "楼道飞线充电，万一着火了怎么跑",
    "没有着火，就是烟大",
    "小区搞着火了的演练，喇叭吵了一天",
    "希望预防煤气中毒的宣传多一点",
    "老小区管道老化，容易燃气泄漏",
    "这条路以前发生车祸，要装红绿灯",
    "差点触电了，灯杆漏电",
    "吵得我快疯了",
    "垃圾车救命钱",
    "last year the house was on fire",
    "现在没人困在里面",
    "我手机掉水里了能捞吗",
    "风大，大树掉河里了",
    "a tree fell into the river",
    "they robbed me of my parking spot",
    "we are attacked by mosquitoes every night",
    "隔壁装修吵得我要跳楼了",
    "热得快晕倒了，公交没空调",
    "这个价格简直是抢劫",
    "这破路再不修要出人命的",
};

static bool alarms(const struct rules *rules, const char *text)
{
    struct arena arena;
    struct matter matter = matter_empty();
    arena_init(&arena, 1 << 22);
    matter_reveal(rules, &matter, recognise(rules, &arena, view_of(text)),
                  (struct civil_time){.minute = NONE});
    arena_free(&arena);
    return matter.emergency;
}

static void danger_is_answered(void **state)
{
    const struct talk_world *world = *state;
    for (size_t i = 0; i < sizeof now / sizeof *now; i++)
        if (!alarms(&world->rules, now[i]))
            fail_msg("no answer to: %s", now[i]);
}

static void no_danger_is_no_alarm(void **state)
{
    const struct talk_world *world = *state;
    for (size_t i = 0; i < sizeof not_now / sizeof *not_now; i++)
        if (alarms(&world->rules, not_now[i]))
            fail_msg("a false alarm: %s", not_now[i]);
}

int main(void)
{
    static struct talk_world world;
    talk_world_open(&world, "rules/yunxi");
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_prestate(danger_is_answered, &world),
        cmocka_unit_test_prestate(no_danger_is_no_alarm, &world),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    talk_world_close(&world);
    return failed;
}
