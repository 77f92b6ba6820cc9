/* desk: who may work at the desk, who is signed in, and what was looked at and done. */
#ifndef ZHIDA_STORE_DESK_H
#define ZHIDA_STORE_DESK_H

#include "gateway/store/store.h"

enum desk_role {
    ROLE_DISPATCHER = 1,
    ROLE_UNIT = 2,
    ROLE_SUPERVISOR = 4,
    ROLE_ANALYST = 8,
    ROLE_ADMIN = 16,
    ROLE_CLERK = 32,  /* enters calls and walk-ins, calls back */
    ROLE_LEADER = 64, /* reads figures */
    ROLE_EDITOR = 128 /* reviews what is published */
};

struct desk_user {
    int64_t id;
    struct view login, name, unit; /* unit: code; empty: all units */
    unsigned roles;
    struct view password; /* encoded hash */
    bool active;
    int64_t changed;
    struct view areas; /* codes, with a blank between; empty: all areas */
};
enum store_error users_add(struct store *store, const struct desk_user *user,
                           int64_t *id) STORE_CHECKED;
enum store_error users_update(struct store *store, const struct desk_user *user) STORE_CHECKED;
enum store_error users_by_login(struct store *store, struct view login, struct arena *arena,
                                struct desk_user *out) STORE_CHECKED;
enum store_error users_get(struct store *store, int64_t id, struct arena *arena,
                           struct desk_user *out) STORE_CHECKED;
enum store_error users_list(struct store *store, struct arena *arena, struct desk_user **users,
                            size_t *count) STORE_CHECKED;

/* How many active administrators there are besides this one. */
enum store_error users_other_admins(struct store *store, int64_t id, int64_t *count) STORE_CHECKED;

/* A session is found by the hash of its token; the token itself is never stored. */
enum { SESSION_MARK = 16 };
struct desk_session {
    int64_t user, started, seen, ends;
    bool held;                        /* may do nothing but set up the second factor */
    struct view peer, agent;          /* where it was begun: address, browser */
    unsigned char mark[SESSION_MARK]; /* listed: the token's hash, by which it can be ended */
};
enum store_error sessions_add(struct store *store, struct view token,
                              const struct desk_session *session) STORE_CHECKED;
enum store_error sessions_find(struct store *store, struct view token, int64_t now,
                               struct desk_session *out) STORE_CHECKED;
enum store_error sessions_extend(struct store *store, struct view token, int64_t seen,
                                 int64_t ends) STORE_CHECKED;
enum store_error sessions_end(struct store *store, struct view token) STORE_CHECKED;
enum store_error sessions_end_user(struct store *store, int64_t user) STORE_CHECKED;
/* All that last, latest act first; user 0: everybody's. */
enum store_error sessions_list(struct store *store, int64_t user, int64_t now, size_t max,
                               struct arena *arena, struct desk_session **out,
                               size_t *count) STORE_CHECKED;
/* Ends the session of this mark if it is the user's (0: whosever). */
enum store_error sessions_end_mark(struct store *store, int64_t user,
                                   const unsigned char mark[SESSION_MARK]) STORE_CHECKED;
/* Ends the user's sessions, all but the one of this token. */
enum store_error sessions_end_others(struct store *store, int64_t user,
                                     struct view token) STORE_CHECKED;
/* Ends the sessions of users with one of these roles who have no second factor. */
enum store_error sessions_end_factorless(struct store *store, unsigned roles) STORE_CHECKED;
/* Does the session of this mark last, and is it the user's? */
enum store_error sessions_of_user(struct store *store, const unsigned char mark[SESSION_MARK],
                                  int64_t user, int64_t now, bool *lasts) STORE_CHECKED;
/* The second factor is there now: the session may do what its user may. */
enum store_error sessions_free(struct store *store, struct view token) STORE_CHECKED;
enum store_error sessions_sweep(struct store *store, int64_t now) STORE_CHECKED;

/* A number the administrator sets: "factor_roles" and the like; 0 where nothing was set. */
enum store_error desk_rule_get(struct store *store, const char *name, int64_t *value) STORE_CHECKED;
enum store_error desk_rule_set(struct store *store, const char *name, int64_t value) STORE_CHECKED;

/* Every look at personal data and every act. Rows are only added. */
struct audit_row {
    int64_t id, at, user, object; /* object: case, user, ... */
    struct view action;           /* "case.view" */
    struct view detail;           /* no personal data */
};
enum store_error audit_add(struct store *store, const struct audit_row *row) STORE_CHECKED;
enum store_error audit_list(struct store *store, int64_t below, size_t max, struct arena *arena,
                            struct audit_row **rows, size_t *count) STORE_CHECKED;

#endif
