/* Transcripts of people as they are (in tests/talks; their format stands in talk_script.h), each a
 * test of its own. With file names as arguments it plays those and shows what is said, which is the
 * way to read a talk as a citizen would: build/unit/test_talk tests/talks/01_noise.talk */
#include <dirent.h>

#include "tests/unit/talk_script.h"

enum { TALKS_MAX = 400 };

struct talk_file {
    char path[400];
    struct talk_world *world;
};

static void play(void **state)
{
    const struct talk_file *file = *state;
    script_play(file->world, file->path, false);
}

static int show(struct talk_world *world, int count, char **paths)
{
    for (int i = 0; i < count; i++)
        script_play(world, paths[i], true);
    return 0;
}

static int is_talk(const struct dirent *entry)
{
    size_t n = strlen(entry->d_name);
    return n > 5 && strcmp(entry->d_name + n - 5, ".talk") == 0;
}

static int play_all(struct talk_world *world)
{
    static struct talk_file files[TALKS_MAX];
    static struct CMUnitTest tests[TALKS_MAX];
    struct dirent **names;
    int count = scandir("tests/talks", &names, is_talk, alphasort);
    for (int i = 0; i < count && i < TALKS_MAX; i++) {
        snprintf(files[i].path, sizeof files[i].path, "tests/talks/%s", names[i]->d_name);
        files[i].world = world;
        tests[i] = (struct CMUnitTest){files[i].path, play, NULL, NULL, &files[i]};
        free(names[i]);
    }
    if (count >= 0)
        free(names);
    if (count < 1 || count > TALKS_MAX)
        return 1;
    return _cmocka_run_group_tests("talks", tests, (size_t)count, NULL, NULL);
}

int main(int argc, char **argv)
{
    struct talk_world world;
    talk_world_open(&world, "rules/yunxi");
    int failed = argc > 1 ? show(&world, argc - 1, argv + 1) : play_all(&world);
    talk_world_close(&world);
    return failed;
}
