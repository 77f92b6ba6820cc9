/* The commands that look into a gateway's data all begin alike: is there a database, does the key
 * open it, does it have the form of this version. What a person must be told when it is not so is
 * decided here, so that it is said the same by all of them. The key is in memory only while the
 * store takes what it needs from it. */
#include "gateway/data_store.h"

#include <string.h>
#include <unistd.h>

bool data_store_open(const char *dir, const char *key_file, bool reader, const struct world *world,
                     struct arena *arena, struct store *out, struct data_trouble *trouble)
{
    struct data_folder folder;
    struct seal_key key;
    data_folder_name(dir, arena, &folder);
    if (!key_file)
        key_file = folder.key;
    if (access(folder.database, F_OK) != 0) {
        *trouble = (struct data_trouble){folder.path,
                                         "这里没有网关的数据 / there is no gateway's data here"};
        return false;
    }
    enum seal_error sealed = seal_key_load(key_file, false, world, &key);
    if (sealed != SEAL_OK) {
        *trouble = (struct data_trouble){key_file, seal_error_text(sealed)};
        return false;
    }
    enum store_error error = reader ? store_open_reader(out, folder.database, world, &key)
                                    : store_open(out, folder.database, world, &key);
    explicit_bzero(&key, sizeof key);
    *trouble = (struct data_trouble){folder.path, store_error_text(error)};
    return error == STORE_OK;
}
