/* reference: settings of the rules that only say where their value is found (环境, 文件). */
#ifndef ZHIDA_REFERENCE_H
#define ZHIDA_REFERENCE_H

#include "dsl/engine/rules.h"

/* The setting's value: as it stands, from the environment, or a file's first SECRET_MAX bytes
 * without blanks around; in the arena. false: it is not there. */
enum { SECRET_MAX = 4096 };
bool reference_resolve(const struct channel_entry *setting, struct arena *arena,
                       struct view *value);

#endif
