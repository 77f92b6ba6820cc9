/* documents_help: a folder with documents of a test's own, and what can be said of texts. */
#ifndef ZHIDA_DOCUMENTS_HELP_H
#define ZHIDA_DOCUMENTS_HELP_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "gateway/answer/answer.h"
#include "gateway/answer/document.h"
#include "gateway/answer/formats.h"
#include "tests/unit/test_folder.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

struct room {
    char path[64];
    struct arena arena;
};

static inline struct room room_new(void)
{
    struct room room = {.path = "/tmp/zhida-test-documents-XXXXXX"};
    static const char *const subs[] = {"documents", "documents/deep", "index", "bin"};
    char sub[100];
    assert_non_null(mkdtemp(room.path));
    for (size_t i = 0; i < COUNT(subs); i++) {
        snprintf(sub, sizeof sub, "%s/%s", room.path, subs[i]);
        assert_int_equal(mkdir(sub, 0700), 0);
    }
    arena_init(&room.arena, FORMAT_MEMORY);
    return room;
}

static inline void room_drop(struct room *room)
{
    arena_free(&room->arena);
    assert_true(folder_remove(room->path));
}

static inline void put_bytes(const struct room *room, const char *name, struct view bytes)
{
    char path[300];
    snprintf(path, sizeof path, "%s/%s", room->path, name);
    FILE *out = fopen(path, "wb");
    assert_non_null(out);
    assert_int_equal(fwrite(bytes.p, 1, bytes.n, out), bytes.n);
    assert_int_equal(fclose(out), 0);
}

static inline void put(const struct room *room, const char *name, const char *text)
{
    put_bytes(room, name, view_of(text));
}

static inline enum format_result read_one(struct room *room, const char *name, struct view *out)
{
    char path[300];
    snprintf(path, sizeof path, "%s/%s", room->path, name);
    return format_read(&room->arena, path, NULL, out);
}

static inline bool holds(struct view text, const char *part)
{
    return view_find(text, view_of(part)) != SIZE_MAX;
}

static inline void assert_holds(struct view text, const char *part)
{
    if (!holds(text, part))
        fail_msg("no \"%s\" in:\n%.*s", part, VIEW_FMT(text));
}

static inline void assert_lacks(struct view text, const char *part)
{
    if (holds(text, part))
        fail_msg("\"%s\" in:\n%.*s", part, VIEW_FMT(text));
}

static inline void assert_view(struct view is, const char *should)
{
    if (!view_is(is, should))
        fail_msg("\"%.*s\" is not \"%s\"", VIEW_FMT(is), should);
}

static inline civil_day day(int year, int month, int of_month)
{
    return civil_to_day((struct civil){year, month, of_month});
}

#endif
