/* Danger, told and only spoken of: whether the first message of a talk is handed over, by the
 * sample's rules. Single ones that must come out right, and shares of sentences that were kept
 * apart when those of the rules were written: by themselves, and in the middle of a letter. */
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

/* What a first message comes to. */
struct answer {
    bool handed, told;  /* to a person; or the numbers alone were named */
    struct view number; /* to call first */
};

static struct view number_first(struct view said)
{
    size_t zh = view_find(said, VIEW("马上打 ")), en = view_find(said, VIEW("Call "));
    size_t at = zh == SIZE_MAX ? en : zh, skip = zh == SIZE_MAX ? 5 : 10;
    return at == SIZE_MAX ? VIEW("") : view_sub(said, at + skip, at + skip + 3);
}

static struct answer answer_to(struct citizen *citizen, struct talk_world *world, struct view text)
{
    struct inbound message = {.kind = IN_TEXT, .text = text};
    citizen_init(citizen, world);
    citizen->now = 1795230000;
    citizen_sends(citizen, &message);
    struct view said = citizen->last.said;
    return (struct answer){.handed = citizen->last.filed && citizen->last.filing.emergency,
                           .told = view_find(said, VIEW("先打 120、110")) != SIZE_MAX ||
                                   view_find(said, VIEW("call 120, 110")) != SIZE_MAX,
                           .number = number_first(said)};
}

static bool alarms(struct talk_world *world, struct view text)
{
    struct citizen citizen;
    struct answer answer = answer_to(&citizen, world, text);
    citizen_free(&citizen);
    return answer.handed;
}

static void danger_is_answered(void **state)
{
    for (size_t i = 0; i < sizeof now / sizeof *now; i++)
        if (!alarms(*state, view_of(now[i])))
            fail_msg("no answer to: %s", now[i]);
}

static void no_danger_is_no_alarm(void **state)
{
    for (size_t i = 0; i < sizeof not_now / sizeof *not_now; i++)
        if (alarms(*state, view_of(not_now[i])))
            fail_msg("a false alarm: %s", not_now[i]);
}

/* Behind an open question: few words, of danger, and such as only sound so. */
static const char *const now_behind[] = {
    "他晕倒了",     "流血了",   "着火了",     "喘不上气",     "我妈没反应了",
    "冒烟了",       "救命",     "快来救人",   "手上全是血",   "有人掉下去了",
    "他拿刀来了",   "出车祸了", "她吞药了",   "煤气味好大",   "他要跳楼",
    "胸口疼得厉害", "叫不醒他", "快来人",     "他打我",       "老公要杀我",
    "孩子掉河里了", "掉水里了", "电动车着了", "电梯掉下来了", "触电了",
};

static const char *const remarks_behind[] = {
    "他眼睛睁不大", "我填了老人的 我弟也填了",
    "快点来人修",   "黑色双肩 里面有电脑还有药",
    "快点来人",     "我弟弟也有",
    "他喝酒了",     "我老公不在家",
    "孩子才三岁",   "我妈不识字",
    "老人在家",     "我眼睛看不见",
    "里面有药",     "你们快去",
    "人呢",         "我爸八十二了",
    "摔过两回",     "水还在流",
    "我怀孕了",     "那我说的话有人看吗",
};

static bool alarms_behind(struct talk_world *world, const char *text)
{
    struct citizen citizen;
    struct inbound first = {.kind = IN_TEXT, .text = VIEW("路灯不亮")};
    struct inbound second = {.kind = IN_TEXT, .text = view_of(text)};
    citizen_init(&citizen, world);
    citizen.now = 1795230000;
    citizen_sends(&citizen, &first);
    assert_false(citizen.last.filed);
    citizen_sends(&citizen, &second);
    bool alarmed = citizen.last.filed && citizen.last.filing.emergency;
    citizen_free(&citizen);
    return alarmed;
}

static void a_remark_is_no_alarm_and_danger_is_one(void **state)
{
    for (size_t i = 0; i < sizeof now_behind / sizeof *now_behind; i++)
        if (!alarms_behind(*state, now_behind[i]))
            fail_msg("no answer to: %s", now_behind[i]);
    for (size_t i = 0; i < sizeof remarks_behind / sizeof *remarks_behind; i++)
        if (alarms_behind(*state, remarks_behind[i]))
            fail_msg("a false alarm: %s", remarks_behind[i]);
}

/* ---- shares ---- */

enum label { DANGER, NEAR, HARMLESS, LABELS };
struct share {
    int all, handed, heard, right;
};

static enum label label_of(struct view label)
{
    return view_starts(label, VIEW("1")) ? DANGER : view_is(label, "near") ? NEAR : HARMLESS;
}

static void count(struct talk_world *world, struct view label, struct view text,
                  struct share shares[LABELS])
{
    struct citizen citizen;
    struct answer answer = answer_to(&citizen, world, text);
    struct share *share = &shares[label_of(label)];
    share->all++;
    share->handed += answer.handed;
    share->heard += answer.handed || answer.told;
    share->right += view_eq(answer.number, label);
    citizen_free(&citizen);
}

static void tell(const char *of, const struct share shares[LABELS])
{
    static const char *const names[LABELS] = {"danger", "near", "harmless"};
    printf("# %s:", of);
    for (int i = 0; i < LABELS; i++)
        printf(" %s %d: %d handed over, %d heard;", names[i], shares[i].all, shares[i].handed,
               shares[i].heard);
    printf(" the number right for %d\n", shares[DANGER].right);
}

/* Each line a number, near or none, a tab, a sentence. */
static void measure(struct talk_world *world, const char *path, struct share shares[LABELS])
{
    struct arena arena;
    arena_init(&arena, 1 << 20);
    memset(shares, 0, LABELS * sizeof *shares);
    for (struct view rest = text_of_file(&arena, path); rest.n;) {
        struct view text = view_cut(&rest, '\n'), label = view_cut(&text, '\t');
        count(world, label, text, shares);
    }
    arena_free(&arena);
    tell(path, shares);
}

/* In words that no list holds, most of them. */
static void what_is_told_in_any_words_is_heard(void **state)
{
    struct share shares[LABELS], *danger = &shares[DANGER], *near = &shares[NEAR];
    measure(*state, "tests/talks/danger_heard.tsv", shares);
    assert_true(danger->all == 260 && near->all == 160 && shares[HARMLESS].all == 580);
    assert_true(danger->handed >= 220 && danger->heard >= 252 && danger->right >= 198);
    assert_true(near->heard >= 138 && near->handed <= 30);
    assert_true(shares[HARMLESS].handed <= 5 && shares[HARMLESS].heard <= 36);
}

/* Plainly, by those in need; and by those who suggest, praise, exaggerate or remember. */
static void plain_words_of_danger_are_heard_by_what_is_meant(void **state)
{
    struct share shares[LABELS], *danger = &shares[DANGER], *harmless = &shares[HARMLESS];
    measure(*state, "tests/talks/danger_plain.tsv", shares);
    assert_true(danger->all == 75 && harmless->all == 75);
    assert_true(danger->handed >= 72 && danger->heard >= 73 && danger->right >= 66);
    assert_true(harmless->handed <= 2 && harmless->heard <= 9);
}

/* ---- letters ---- */

enum { KEPT_MOST = 600, LETTER = 2000 };
struct kept {
    struct view harmless[KEPT_MOST];
    size_t n;
};

static void keep_harmless(struct view all, struct kept *kept)
{
    while (all.n && kept->n < KEPT_MOST) {
        struct view text = view_cut(&all, '\n'), label = view_cut(&text, '\t');
        if (label_of(label) == HARMLESS)
            kept->harmless[kept->n++] = text;
    }
}

/* With `others` harmless sentences before and behind it. */
static void count_letter(struct talk_world *world, const struct kept *kept, size_t at, int others,
                         struct view label, struct view text, struct share shares[LABELS])
{
    struct buf letter;
    buf_init(&letter, LETTER);
    for (int i = 0; i < 2 * others; i++) {
        if (i == others)
            buf_print(&letter, "%.*s，", VIEW_FMT(text));
        buf_print(&letter, "%.*s，", VIEW_FMT(kept->harmless[(at + (size_t)i * 7) % kept->n]));
    }
    count(world, label, buf_seen(&letter), shares);
    buf_free(&letter);
}

static void measure_letters(struct talk_world *world, int others, struct share shares[LABELS])
{
    struct arena arena;
    struct kept kept = {.n = 0};
    size_t at = 0;
    arena_init(&arena, 1 << 20);
    struct view all = text_of_file(&arena, "tests/talks/danger_heard.tsv");
    keep_harmless(all, &kept);
    memset(shares, 0, LABELS * sizeof *shares);
    while (all.n) {
        struct view text = view_cut(&all, '\n'), label = view_cut(&text, '\t');
        if (label_of(label) != NEAR)
            count_letter(world, &kept, at++, others, label, text, shares);
    }
    arena_free(&arena);
    tell(others == 1 ? "among two others" : "among eight others", shares);
}

static void danger_in_the_middle_of_a_letter_is_heard(void **state)
{
    struct share shares[LABELS], *danger = &shares[DANGER], *harmless = &shares[HARMLESS];
    measure_letters(*state, 1, shares);
    assert_true(danger->handed >= 180 && harmless->handed <= 28);
    measure_letters(*state, 4, shares);
    assert_true(danger->handed >= 180 && harmless->handed <= 60);
}

int main(void)
{
    static struct talk_world world;
    talk_world_open(&world, "rules/yunxi");
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_prestate(danger_is_answered, &world),
        cmocka_unit_test_prestate(no_danger_is_no_alarm, &world),
        cmocka_unit_test_prestate(a_remark_is_no_alarm_and_danger_is_one, &world),
        cmocka_unit_test_prestate(what_is_told_in_any_words_is_heard, &world),
        cmocka_unit_test_prestate(plain_words_of_danger_are_heard_by_what_is_meant, &world),
        cmocka_unit_test_prestate(danger_in_the_middle_of_a_letter_is_heard, &world),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    talk_world_close(&world);
    return failed;
}
