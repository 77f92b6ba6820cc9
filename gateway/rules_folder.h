/* rules_folder: from a folder of rules to an image in force. */
#ifndef ZHIDA_RULES_FOLDER_H
#define ZHIDA_RULES_FOLDER_H

#include "gateway/log.h"
#include "gateway/turn/rulebook.h"

enum rules_loaded {
    LOADED_OK,
    LOADED_SAME,      /* the same version is in force already */
    LOADED_ERRORS,    /* they do not compile: logged, nothing changed */
    LOADED_UNREADABLE /* the folder, or the image folder: logged, nothing changed */
};

/* Compiles the folder, keeps the image as IMAGES/HASH.zdi and puts it in force. */
enum rules_loaded rules_folder_load(const char *folder, const char *images, struct rulebook *book,
                                    const struct log *log);

#endif
