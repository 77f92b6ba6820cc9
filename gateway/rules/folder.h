/* folder: from a folder of rules to an image that is kept and can be put in force. */
#ifndef ZHIDA_RULES_FOLDER_H
#define ZHIDA_RULES_FOLDER_H

#include "dsl/syntax/diag.h"
#include "gateway/log.h"
#include "gateway/turn/rulebook.h"

enum rules_loaded {
    LOADED_OK,
    LOADED_ERRORS,    /* they do not compile: logged, nothing changed */
    LOADED_UNREADABLE /* the folder, or the folder of images: logged, nothing changed */
};

/* How to tell somebody at a terminal what is wrong with the rules; out NULL: nobody is there. */
struct rules_report {
    struct buf *out;
    enum diag_language language;
    bool color;
};

/* Compiles the folder and keeps what came of it: the image as IMAGES/VERSION.zdi, the rules as they
 * were read in IMAGES/VERSION/, a learned ranking beside them as IMAGES/SUM.zdm. version is of the
 * arena. */
enum rules_loaded rules_folder_keep(const char *folder, const char *images,
                                    const struct rules_report *report, const struct log *log,
                                    struct arena *arena, struct view *version);

/* Puts a kept version in force; does nothing where it is. LOADED_UNREADABLE: it is not there, or
 * not sound. */
enum rules_loaded rules_folder_force(const char *images, struct view version, struct rulebook *book,
                                     const struct log *log);

#endif
