/* topics_world: a real store and a district of a few lines, for tests of what many cases say
 * together. */
#ifndef ZHIDA_TOPICS_WORLD_H
#define ZHIDA_TOPICS_WORLD_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

#include "gateway/topics/topics.h"
#include "tests/unit/small_image.h"
#include "tests/unit/test_world.h"

static const char rules_text[] =
    "区域 试区 \"试区\" { 东街 \"东街\" { 松苑 \"松苑\"\n 竹苑 \"竹苑\" }\n 西街 \"西街\" }\n"
    "单位 城管 \"城管\" { }\n"
    "类别 噪音 \"噪音\" { 识别 \"吵\"\n"
    "    事项 \"0101\" \"施工\" { 识别 \"打桩\" 交 城管 例 \"打桩\" }\n"
    "    事项 \"0102\" \"广场舞\" { 识别 \"广场舞\" 交 城管 例 \"广场舞\" }\n"
    "    否则 交 城管 }\n"
    "类别 市容 \"市容\" { 识别 \"垃圾\" 否则 交 城管 }\n";

struct fixture {
    struct test_world world;
    struct seal_key key;
    struct store store;
    struct small_image image;
    struct arena arena;
    char folder[64], path[100];
    int filed;
};

static inline void open_store(struct fixture *f)
{
    assert_int_equal(store_open(&f->store, f->path, &f->world.world, &f->key), STORE_OK);
    assert_int_equal(store_begin(&f->store), STORE_OK);
}

static inline int set_up(void **state)
{
    struct fixture *f = calloc(1, sizeof *f);
    test_world_init(&f->world, 7);
    small_image_make(&f->image, rules_text);
    memset(f->key.bytes, 5, sizeof f->key.bytes);
    arena_init(&f->arena, 64 << 20);
    snprintf(f->folder, sizeof f->folder, "/tmp/zhida-topics-XXXXXX");
    assert_non_null(mkdtemp(f->folder));
    snprintf(f->path, sizeof f->path, "%s/zhida.db", f->folder);
    open_store(f);
    *state = f;
    return 0;
}

static inline int tear_down(void **state)
{
    struct fixture *f = *state;
    char command[200];
    store_close(&f->store);
    small_image_free(&f->image);
    arena_free(&f->arena);
    snprintf(command, sizeof command, "rm -rf %s", f->folder);
    assert_int_equal(system(command), 0);
    free(f);
    return 0;
}

struct told {
    const char *text, *category, *duty, *area;
    int64_t person;
};

static inline struct topics_matter matter_of(struct fixture *f, struct told told)
{
    return (struct topics_matter){.text = view_of(told.text),
                                  .category = view_of(told.category),
                                  .duty = view_of(told.duty),
                                  .area = view_of(told.area),
                                  .person = told.person,
                                  .now = f->world.now};
}

static inline int64_t file_as(struct fixture *f, struct told told, int kind, unsigned flags,
                              enum case_state state)
{
    unsigned char wrapped[SEAL_WRAPPED];
    seal_wrap_new(f->store.seal, wrapped);
    struct case_full full = {.line = {.id = topics_first_id(topics_day(f->world.now)) + ++f->filed,
                                      .state = state,
                                      .kind = kind,
                                      .flags = flags,
                                      .category = view_of(told.category),
                                      .duty = view_of(told.duty),
                                      .unit = VIEW("城管"),
                                      .area = view_of(told.area),
                                      .filed = f->world.now},
                             .person = told.person,
                             .text = view_of(told.text),
                             .secret = {(const char *)wrapped, sizeof wrapped}};
    assert_int_equal(cases_add(&f->store, &full), STORE_OK);
    struct topics_matter matter = matter_of(f, told);
    assert_int_equal(topics_join(&f->store, &f->image.rules, full.line.id, &matter, &f->arena),
                     STORE_OK);
    return full.line.id;
}

static inline int64_t file(struct fixture *f, struct told told)
{
    return file_as(f, told, KIND_COMPLAINT, 0, CASE_DISPATCHED);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

#endif
