/* newcomer: from what the sign-in service says about somebody to a user of the desk. */
#ifndef ZHIDA_NEWCOMER_H
#define ZHIDA_NEWCOMER_H

#include "gateway/desk/sign_on.h"
#include "gateway/store/desk.h"

/* 2 to 32 small letters, digits, dots and hyphens, a letter first. */
bool newcomer_login_is_good(struct view login);

struct newcomer {
    const struct sign_on_settings *settings;
    const struct identity *identity;
    int64_t now;
    struct arena *arena;
    /* what came of it: */
    struct desk_user user;
    enum sign_on_fault fault;
};
/* Finds the user, ties it to the identity, and makes or changes it where groups say so; all of it
 * in the record. A job of the turn thread. */
enum store_error newcomer_admit(struct store *store, void *newcomer) STORE_CHECKED;

#endif
