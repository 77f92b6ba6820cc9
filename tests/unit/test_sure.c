/* A ranking learned from the sample district decides what goes straight to its desk: above the
 * confidence that stands in it, where the text alone decided; else the rules' own confidence does.
 */
#include "tests/unit/talk_world.h"

#include <math.h>

#include "dsl/engine/learned_layout.h"
#include "dsl/engine/often.h"
#include "dsl/learn/learn.h"

static struct talk_world world;
static struct buf model_bytes;
static struct learned model;

static const char *const told = "松影苑楼下垃圾袋堆了三天没人管";

/* The rules' examples alone. */
static void learn_once(void)
{
    struct arena arena;
    struct view why;
    struct learn_figures figures;
    struct buf image;
    struct model *rules;
    arena_init(&arena, (size_t)1 << 30);
    struct sources sources = {.arena = &arena};
    struct diags diags = {.arena = &arena, .sources = &sources};
    buf_init(&image, (size_t)1 << 28);
    buf_init(&model_bytes, 1 << 26);
    assert_true(compile_folder(&arena, "rules/yunxi", &sources, &diags, &rules, &image, &why));
    struct learn_order order = {.model = rules,
                                .rules = &world.rules,
                                .tickets = VIEW(""),
                                .precision = 0.95,
                                .seed = 1,
                                .workers = 2};
    assert_int_equal(learn(&order, &arena, &model_bytes, &figures, &why), LEARN_OK);
    buf_free(&image);
    arena_free(&arena);
}

/* As if that precision had needed this confidence. */
static void attach(double sure)
{
    struct learned_header *head = (struct learned_header *)(void *)model_bytes.p;
    head->sure = sure;
    head->checksum = learned_checksum(model_bytes.p, model_bytes.n);
    assert_int_equal(learned_open(&model, model_bytes.p, model_bytes.n), LEARNED_OK);
    world.rules.learned = &model;
}

static void say(struct citizen *citizen, const char *text)
{
    struct inbound message = {
        .kind = IN_TEXT, .sender = VIEW("19900000001"), .text = view_of(text)};
    citizen_sends(citizen, &message);
}

/* Tells it, needs no question but for the picture, and says yes. */
static struct case_filing filed(struct citizen *citizen)
{
    citizen_init(citizen, &world);
    citizen->channel = CHANNEL_SMS;
    say(citizen, told);
    say(citizen, "对");
    assert_true(citizen->last.filed);
    return citizen->last.filing;
}

static void above_the_learned_threshold_it_goes_straight(void **state)
{
    struct citizen citizen;
    (void)state;
    attach(0.05);
    assert_true(filed(&citizen).dispatched);
    citizen_free(&citizen);
}

static void below_it_a_person_looks_first(void **state)
{
    struct citizen citizen;
    struct arena arena;
    (void)state;
    attach(0.99999);
    struct case_filing filing = filed(&citizen);
    assert_false(filing.dispatched);
    assert_true(view_find(filing.decision, VIEW("\"code\":\"unsure\"")) != SIZE_MAX);
    arena_init(&arena, 64 << 20);
    const struct learned_ranking *ranking = recognise(&world.rules, &arena, view_of(told))->ranking;
    assert_true(view_is(learned_desk_code(&model, ranking->choices[0].desk), "城管局"));
    assert_int_equal(filing.confidence, lround(ranking->confidence * 1000));
    arena_free(&arena);
    citizen_free(&citizen);
}

static void without_a_threshold_the_rules_stand(void **state)
{
    struct citizen citizen;
    (void)state;
    attach(1.5);
    assert_true(filed(&citizen).dispatched);
    citizen_free(&citizen);
    world.rules.learned = NULL;
    assert_true(filed(&citizen).dispatched);
    citizen_free(&citizen);
}

/* What the citizen answered is no text that a ranking was measured on. */
static void an_answer_settles_it(void **state)
{
    struct citizen citizen;
    (void)state;
    attach(0.99999);
    citizen_init(&citizen, &world);
    citizen.channel = CHANNEL_SMS;
    say(&citizen, "松影苑楼下太吵了");
    say(&citizen, "广场舞");
    for (int i = 0; i < 3 && !citizen.last.filed; i++)
        say(&citizen, i ? "对" : "晚上十一点");
    assert_true(citizen.last.filed && citizen.last.filing.dispatched);
    citizen_free(&citizen);
}

static void what_was_learned_says_how_often_a_duty_happens(void **state)
{
    struct arena arena;
    struct often often;
    (void)state;
    arena_init(&arena, 16 << 20);
    world.rules.learned = NULL;
    assert_false(often_learned(&world.rules, &arena, &often));
    attach(0.9);
    assert_true(often_learned(&world.rules, &arena, &often));
    assert_int_equal(often.rows, often.counted);
    int most = 0;
    for (size_t i = 0; i < learned_duties_n(&model); i++) {
        int duty = rules_find(&world.rules, NOUN_DUTY, learned_duty_code(&model, (int)i));
        int count = (int)learned_duties(&model)[i].count;
        assert_int_equal(frequency_of(often.frequency, duty), 1 + count);
        most = count > most ? count : most;
    }
    assert_true(most > 1);
    arena_free(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(above_the_learned_threshold_it_goes_straight),
        cmocka_unit_test(below_it_a_person_looks_first),
        cmocka_unit_test(without_a_threshold_the_rules_stand),
        cmocka_unit_test(an_answer_settles_it),
        cmocka_unit_test(what_was_learned_says_how_often_a_duty_happens),
    };
    talk_world_open(&world, "rules/yunxi");
    learn_once();
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    buf_free(&model_bytes);
    talk_world_close(&world);
    return failed;
}
