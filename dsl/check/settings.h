/* settings: what 设 and 企业 say: NAME = VALUE, a bare tag, 非 and a tag. */
#ifndef ZHIDA_SETTINGS_H
#define ZHIDA_SETTINGS_H

#include "dsl/check/conditions.h"

/* One SETTING node; false after a complaint. `现在` is not a setting: see setting_is_now. */
bool setting_read(struct check *check, struct view_point from, const struct node *node,
                  struct setting *out);

/* Does the SETTING say `现在 = date and time`? */
bool setting_is_now(const struct node *node);

/* Its value, or false after a complaint. */
bool setting_now(struct check *check, const struct node *node, struct civil_time *out);

/* Complains where the setting repeats the variable of an earlier one. */
bool setting_is_new(struct check *check, const struct setting *earlier, size_t count,
                    const struct setting *setting);

#endif
