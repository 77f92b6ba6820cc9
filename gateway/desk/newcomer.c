/* newcomer: who is let in.
 *
 * Being known to the sign-in service is not enough: there must be a user here, or the operator must
 * have said what a group's members may do. Whoever signs in for the first time is found by the
 * login in the token, and user and identity are tied together; from then on the service's own id
 * decides. So a login that is given to another person there does not open the old one's desk: that
 * needs an administrator who unties the two.
 *
 * A user made by groups has no password, and its roles follow its groups at every sign-in. A user
 * that an administrator made keeps the roles the administrator gave. */
#include "gateway/desk/newcomer.h"

#include "dsl/base/utf8.h"
#include "gateway/store/identity.h"

enum { LOGIN_LEAST = 2, LOGIN_MOST = 32, NAME_MOST = 60 };

/* No password has this hash. */
static const char no_password[] = "sso";

bool newcomer_login_is_good(struct view login)
{
    if (login.n < LOGIN_LEAST || login.n > LOGIN_MOST || login.p[0] < 'a' || login.p[0] > 'z')
        return false;
    for (size_t i = 0; i < login.n; i++) {
        char c = login.p[i];
        if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '-'))
            return false;
    }
    return true;
}

static bool is_member(struct view groups, struct view group)
{
    while (groups.p && groups.n)
        if (view_eq(view_cut(&groups, '\n'), group))
            return true;
    return false;
}

/* What the groups give: roles together, the unit of the first that has one. */
static void follow_groups(const struct newcomer *of, struct desk_user *user)
{
    user->roles = 0;
    user->unit = VIEW("");
    for (size_t i = 0; i < of->settings->rule_count; i++) {
        const struct group_rule *rule = &of->settings->rules[i];
        if (!is_member(of->identity->groups, rule->group))
            continue;
        user->roles |= rule->roles;
        if (!user->unit.n)
            user->unit = rule->unit;
    }
}

static enum store_error record(struct store *store, const struct newcomer *of, const char *action)
{
    struct audit_row row = {
        .at = of->now, .object = of->user.id, .action = view_of(action), .detail = VIEW("sso")};
    return audit_add(store, &row);
}

static enum store_error make(struct store *store, struct newcomer *of)
{
    struct view name = of->identity->name;
    of->user = (struct desk_user){.login = of->identity->login,
                                  .name = name.n ? utf8_head(name, NAME_MOST) : of->identity->login,
                                  .password = view_of(no_password),
                                  .active = true,
                                  .changed = of->now,
                                  .areas = VIEW("")};
    follow_groups(of, &of->user);
    if (!of->user.roles || !newcomer_login_is_good(of->user.login)) {
        of->fault = SIGN_ON_UNKNOWN;
        return STORE_OK;
    }
    enum store_error error = users_add(store, &of->user, &of->user.id);
    return error == STORE_OK ? record(store, of, "user.add") : error;
}

/* Roles of a user that groups made. */
static enum store_error refresh(struct store *store, struct newcomer *of)
{
    struct desk_user fresh = of->user;
    if (!of->settings->rule_count || !view_is(of->user.password, no_password))
        return STORE_OK;
    follow_groups(of, &fresh);
    if (!fresh.roles) {
        of->fault = SIGN_ON_UNKNOWN;
        return STORE_OK;
    }
    if (fresh.roles == of->user.roles && view_eq(fresh.unit, of->user.unit))
        return STORE_OK;
    fresh.changed = of->now;
    of->user = fresh;
    enum store_error error = users_update(store, &fresh);
    return error == STORE_OK ? record(store, of, "user.change") : error;
}

static enum store_error tie(struct store *store, struct newcomer *of)
{
    bool tied;
    enum store_error error = identity_has(store, of->user.id, &tied);
    if (error != STORE_OK || tied) {
        of->fault = SIGN_ON_TAKEN;
        return error;
    }
    error = identity_add(store, of->settings->issuer, of->identity->subject, of->user.id, of->now);
    return error == STORE_OK ? record(store, of, "user.tied") : error;
}

static enum store_error meet(struct store *store, struct newcomer *of)
{
    struct view login = of->identity->login;
    enum store_error error =
        login.n ? users_by_login(store, login, of->arena, &of->user) : STORE_NONE;
    if (error == STORE_NONE && login.n && of->settings->rule_count)
        error = make(store, of);
    if (error == STORE_NONE || (error == STORE_OK && !of->fault && !of->user.active)) {
        of->fault = SIGN_ON_UNKNOWN;
        return STORE_OK;
    }
    return error == STORE_OK && !of->fault ? tie(store, of) : error;
}

enum store_error newcomer_admit(struct store *store, void *newcomer)
{
    struct newcomer *of = newcomer;
    int64_t id;
    of->fault = SIGN_ON_FINE;
    enum store_error error = identity_find(store, of->settings->issuer, of->identity->subject, &id);
    if (error == STORE_OK)
        error = users_get(store, id, of->arena, &of->user);
    else if (error == STORE_NONE)
        error = meet(store, of);
    if (error != STORE_OK || of->fault)
        return error;
    if (!of->user.active) {
        of->fault = SIGN_ON_UNKNOWN;
        return STORE_OK;
    }
    return refresh(store, of);
}
