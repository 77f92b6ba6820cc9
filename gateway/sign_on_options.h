/* sign_on_options: what `zhida serve` is told about single sign-on. */
#ifndef ZHIDA_SIGN_ON_OPTIONS_H
#define ZHIDA_SIGN_ON_OPTIONS_H

#include "gateway/desk/provider.h"

/* Takes an option whose name begins with "sso". NULL: taken; else what is wrong. */
const char *sign_on_option(struct view option, const char *value, struct arena *arena,
                           struct sign_on_settings *out);
/* Defaults, and what is missing: NULL: nothing. */
const char *sign_on_options_complete(struct sign_on_settings *out);

#endif
