/* media_file: the bytes of a file, sealed with its row's secret, under its random name. */
#ifndef ZHIDA_MEDIA_FILE_H
#define ZHIDA_MEDIA_FILE_H

#include "gateway/store/seal.h"

enum { MEDIA_BYTES_MAX = 12 << 20 };

/* Writes whole and synced, or not at all. id: 32 hexadecimal digits. */
bool media_file_write(const char *folder, struct seal *seal, struct view id, struct view secret,
                      struct view bytes);
/* false: not there, erased or damaged. */
bool media_file_read(const char *folder, struct seal *seal, struct view id, struct view secret,
                     struct arena *arena, struct view *bytes);
/* The file is gone, now or already. */
bool media_file_drop(const char *folder, struct view id);

#endif
