/* own_store: a store in a folder of its own under /tmp, open, inside a transaction; gone
 * afterwards. */
#ifndef ZHIDA_OWN_STORE_H
#define ZHIDA_OWN_STORE_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "gateway/store/store.h"
#include "tests/unit/test_world.h"

struct own_store {
    struct test_world world;
    struct seal_key key;
    struct store store;
    struct arena arena;
    char folder[64], path[100]; /* path: of the database */
};

/* For cmocka: the state is a struct own_store. */
static inline int own_store_set_up(void **state)
{
    struct own_store *f = calloc(1, sizeof *f);
    test_world_init(&f->world, 7);
    memset(f->key.bytes, 5, sizeof f->key.bytes);
    arena_init(&f->arena, 64 << 20);
    snprintf(f->folder, sizeof f->folder, "/tmp/zhida-store-XXXXXX");
    assert_non_null(mkdtemp(f->folder));
    snprintf(f->path, sizeof f->path, "%s/zhida.db", f->folder);
    assert_int_equal(store_open(&f->store, f->path, &f->world.world, &f->key), STORE_OK);
    assert_int_equal(store_begin(&f->store), STORE_OK);
    *state = f;
    return 0;
}

/* Commits, closes and opens again: what is asked afterwards comes from the disk. */
static inline void own_store_reopen(struct own_store *f)
{
    assert_int_equal(store_commit(&f->store), STORE_OK);
    store_close(&f->store);
    assert_int_equal(store_open(&f->store, f->path, &f->world.world, &f->key), STORE_OK);
    assert_int_equal(store_begin(&f->store), STORE_OK);
}

static inline int own_store_tear_down(void **state)
{
    struct own_store *f = *state;
    char command[200];
    store_close(&f->store);
    arena_free(&f->arena);
    snprintf(command, sizeof command, "rm -rf %s", f->folder);
    assert_int_equal(system(command), 0);
    free(f);
    return 0;
}

#define OWN_STORE_TEST(name)                                                                       \
    cmocka_unit_test_setup_teardown(name, own_store_set_up, own_store_tear_down)

#endif
