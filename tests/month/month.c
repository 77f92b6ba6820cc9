/* month: makes the world, lets time pass in steps of half an hour until everything is settled, and
 * judges. build/month CASES [SEED] */
#include "tests/month/month.h"

#include <stdlib.h>
#include <unistd.h>

#include "dsl/base/hash.h"

uint64_t month_chance(uint64_t *stream)
{
    return hash_mix(++*stream);
}

bool month_once_in(uint64_t *stream, int n)
{
    return month_chance(stream) % (uint64_t)n == 0;
}

int64_t month_between(uint64_t *stream, int64_t least, int64_t most)
{
    return least + (int64_t)(month_chance(stream) % (uint64_t)(most - least + 1));
}

void month_check(struct month *month, bool good, const char *what, int64_t case_id)
{
    month->passed += good;
    month->failed += !good;
    if (!good && month->failed < 30)
        printf("not so: %s (%lld)\n", what, (long long)case_id);
}

static int newer(const void *key, const void *plan)
{
    int64_t id = *(const int64_t *)key, other = ((const struct plan *)plan)->case_id;
    return id < other ? -1 : id > other;
}

/* Ids grow, so the plans stand in their order. */
struct plan *month_plan_of(struct month *month, int64_t case_id)
{
    struct plan *found =
        bsearch(&case_id, month->plans, month->plan_count, sizeof *month->plans, newer);
    if (found)
        return found;
    if (month->plan_count == month->plan_room)
        abort();
    struct plan *plan = &month->plans[month->plan_count++];
    uint64_t own = month->chance ^ (uint64_t)case_id * UINT64_C(0x9e3779b97f4a7c15);
    *plan = (struct plan){.case_id = case_id, .chance = own};
    plan->unrated = month_once_in(&plan->chance, 3);
    return plan;
}

/* ---- the channel: takes everything, and says so after the step ---- */

static bool take(void *self, const struct outbox_row *row, struct account_entry *account,
                 const struct outbound *message)
{
    struct month *month = self;
    (void)account;
    (void)message;
    if (month->settle_count == month->settle_room)
        return false;
    month->to_settle[month->settle_count++] = row->id;
    if (row->about)
        month_plan_of(month, row->about)->messages++;
    return true;
}

static void forget(struct input *input)
{
    input_free(input);
}

static void settle(struct month *month)
{
    for (size_t i = 0; i < month->settle_count; i++) {
        struct input *input = input_new(INPUT_RESULT);
        input->outbox_id = month->to_settle[i];
        input->result.kind = DELIVERY_DONE;
        input->done = forget;
        if (!turn_submit(month->turn, input))
            input_free(input);
    }
    month->settle_count = 0;
}

void month_step(struct month *month)
{
    size_t worked;
    int64_t wait;
    if (turn_step(month->turn, &worked, &wait) != STORE_OK)
        month_check(month, false, "a step is committed", 0);
}

/* Until nothing moves: clocks, followers, deliveries. */
static void settle_all(struct month *month)
{
    size_t worked = 1;
    int64_t wait;
    for (int rounds = 0; rounds < 200 && worked; rounds++) {
        settle(month);
        if (turn_step(month->turn, &worked, &wait) != STORE_OK)
            break;
        worked += month->settle_count;
    }
}

/* ---- making the world ---- */

static bool load_rules(struct month *month)
{
    size_t n;
    void *image = rules_image("rules/yunxi", &n);
    month->rulebook = rulebook_new();
    if (!image || rulebook_set(month->rulebook, image, n, false) != RULES_OK)
        return false;
    struct rules_held *held = rulebook_take(month->rulebook);
    month->rules = held ? &held->rules : NULL;
    return held != NULL;
}

static bool open_house(struct month *month, const char *folder)
{
    char path[200];
    snprintf(path, sizeof path, "%s/zhida.db", folder);
    if (!load_rules(month) ||
        store_open(&month->store, path, &month->world.world, &month->key) != STORE_OK)
        return false;
    month->accounts = accounts_new(NULL);
    if (!accounts_load_sandbox(month->accounts, &month->store, VIEW("")))
        return false;
    month->account = accounts_find(month->accounts, VIEW("wechat"), VIEW("demo"));
    struct turn_setup setup = {.store = &month->store,
                               .world = &month->world.world,
                               .rulebook = month->rulebook,
                               .accounts = month->accounts,
                               .outlets = {.self = month, .send = take},
                               .queue_max = 10000};
    month->turn = turn_new(&setup);
    return month->turn && turn_recover(month->turn) == STORE_OK;
}

static int by_time(const void *a, const void *b)
{
    const struct talker *x = a, *y = b;
    return x->at < y->at ? -1 : x->at > y->at;
}

/* Mostly by day, some at night. */
static void invite(struct month *month)
{
    for (size_t i = 0; i < month->talker_count; i++) {
        int64_t day = month_between(&month->chance, 0, MONTH_DAYS - 1) * 86400;
        bool night = month_once_in(&month->chance, 8);
        int64_t time = night ? month_between(&month->chance, 0, 86399)
                             : month_between(&month->chance, 8 * 3600, 21 * 3600);
        month->talkers[i] = (struct talker){.number = (int)i, .at = month->first_day + day + time};
    }
    qsort(month->talkers, month->talker_count, sizeof *month->talkers, by_time);
}

static bool make(struct month *month, size_t cases, uint64_t seed, const char *folder)
{
    const struct civil_time first = {civil_to_day((struct civil){2026, 9, 14}), 0, 0};
    *month = (struct month){.chance = seed * UINT64_C(1000003), .talker_count = cases};
    test_world_init(&month->world, seed);
    month->world.now = month->first_day = civil_seconds(first, CHINA_OFFSET_MINUTES);
    month->world.ticks = 1000000;
    arena_init(&month->arena, 64 << 20);
    arena_init(&month->step, 64 << 20);
    month->talkers = calloc(cases, sizeof *month->talkers);
    month->plan_room = cases * 2 + 100;
    month->plans = calloc(month->plan_room, sizeof *month->plans);
    month->settle_room = 100000;
    month->to_settle = calloc(month->settle_room, sizeof *month->to_settle);
    invite(month);
    return open_house(month, folder);
}

/* ---- the course of it ---- */

static bool all_settled(struct month *month)
{
    for (size_t i = 0; i < month->plan_count; i++)
        if (month->plans[i].at)
            return false;
    int64_t counts[CASE_STATES];
    if (cases_count(&month->store, VIEW(""), counts) != STORE_OK)
        return false;
    for (int state = 0; state < CASE_FIRST_FINAL; state++)
        if (counts[state])
            return false;
    return true;
}

static void run(struct month *month)
{
    int64_t end = month->first_day + (int64_t)(MONTH_DAYS + SETTLE_DAYS) * 86400;
    int64_t shown = month->first_day;
    for (; month->world.now < end; month->world.now += STEP, month->world.ticks += STEP * 1000LL) {
        settle_all(month);
        people_talk(month);
        officials_work(month);
        settle_all(month);
        if (month->world.now >= shown) {
            judge_lists(month);
            shown += 10 * 86400LL;
        }
        bool midnight = (month->world.now - month->first_day) % 86400 == 0;
        if (midnight && month->started == month->talker_count && all_settled(month))
            break;
    }
    judge_lists(month);
}

static void tell(void *self, const struct figures_difference *one)
{
    (void)self;
    printf("figures: %s (%lld)\n", one->what, (long long)one->case_id);
}

static void judge_figures(struct month *month)
{
    struct figures_checked checked = {0};
    bool more = true;
    size_t worked;
    for (int rounds = 0; rounds < 1000 && more; rounds++) {
        arena_reset(&month->step);
        if (figures_work(&month->store, 100, &month->step, &worked, &more) != STORE_OK)
            break;
    }
    bool good = figures_check(&month->store, tell, NULL, &checked) == STORE_OK;
    month_check(month, good && !checked.differences && checked.cases == (int64_t)month->plan_count,
                "the figures are the sums of the events", checked.differences);
}

static void summary(const struct month *month)
{
    for (int i = 0; i < CASE_MOVES; i++)
        if (month->moves[i])
            printf("%s %zu, ", case_move_info((enum case_move)i)->code, month->moves[i]);
    printf("refused %zu\n", month->refused);
    printf("%zu passed, %zu failed\n", month->passed, month->failed);
}

int main(int argc, char **argv)
{
    static struct month month;
    size_t cases = argc > 1 ? (size_t)strtoul(argv[1], NULL, 10) : 1000;
    char folder[] = "/tmp/zhida-month-XXXXXX", command[100];
    if (!cases || !mkdtemp(folder))
        return 2;
    bool made = make(&month, cases, argc > 2 ? strtoul(argv[2], NULL, 10) : 1, folder);
    if (made) {
        run(&month);
        judge_cases(&month);
        judge_figures(&month);
        summary(&month);
    }
    snprintf(command, sizeof command, "rm -rf %s", folder);
    return system(command) == 0 && made && !month.failed ? 0 : 1;
}
