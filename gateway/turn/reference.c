/* reference: where secrets come from. They are read when they are needed and kept nowhere else, so
 * that a rule set, an image or a log never holds one. */
#include "gateway/turn/reference.h"

#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

static bool from_file(struct view path, struct arena *arena, struct view *value)
{
    char *name = arena_copy(arena, path.p, path.n);
    int file = open(name, O_RDONLY | O_CLOEXEC);
    if (file < 0)
        return false;
    char *text = arena_alloc(arena, SECRET_MAX);
    ssize_t n = read(file, text, SECRET_MAX);
    close(file);
    *value = view_trim((struct view){text, n > 0 ? (size_t)n : 0});
    return n > 0;
}

bool reference_resolve(const struct channel_entry *setting, struct arena *arena, struct view *value)
{
    *value = setting->value;
    if (setting->from == SETTING_TEXT)
        return true;
    if (setting->from == SETTING_FILE)
        return from_file(setting->value, arena, value);
    const char *found = getenv(arena_copy(arena, setting->value.p, setting->value.n));
    *value = view_of(found ? found : "");
    return found != NULL;
}
