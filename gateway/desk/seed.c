/* seed: the users a sandbox has. They stand for desks, not for people.
 *
 * The table names the sample district's units; under other rules the units that are missing are
 * left out, and where none is known the first units of the rules get a login by number. Passwords
 * are drawn anew at every start of a sandbox and never stored readable, so a forgotten terminal
 * window gives nothing away after the next start. A user of the same login that somebody else made
 * has another name: it is left alone. */
#include "gateway/desk/seed.h"

#include "dsl/base/buf.h"
#include "gateway/desk/password.h"
#include "gateway/desk/scope.h"

struct seed {
    const char *login, *name, *unit;
    unsigned roles;
};

static const struct seed seeds[] = {
    {"dispatch", "热线值班调度", "热线中心", ROLE_DISPATCHER | ROLE_UNIT},
    {"chengguan", "城管局经办", "城管局", ROLE_UNIT},
    {"zhujian", "住建局经办", "住建局", ROLE_UNIT},
    {"gongan", "公安分局经办", "公安分局", ROLE_UNIT},
    {"songfeng", "松风街道经办", "松风街道办", ROLE_UNIT},
    {"huawu", "热线话务员", "", ROLE_CLERK},
    {"duban", "督办员", "", ROLE_SUPERVISOR},
    {"fenxi", "分析员", "", ROLE_ANALYST},
    {"bianji", "公开编辑", "", ROLE_EDITOR},
    {"admin", "系统管理员", "", ROLE_ADMIN},
};
enum { SEEDS = sizeof seeds / sizeof *seeds, FALLBACK_UNITS = 3 };
_Static_assert((int)SEEDS <= (int)SEEDS_MAX, "the caller has room for all");

/* STORE_CONFLICT: the login is somebody else's. */
static enum store_error put_user(struct store *store, struct desk_user *user, struct arena *arena)
{
    struct desk_user old;
    int64_t id;
    enum store_error error = users_by_login(store, user->login, arena, &old);
    if (error == STORE_NONE)
        return users_add(store, user, &id);
    if (error != STORE_OK)
        return error;
    if (!view_eq(user->name, old.name))
        return STORE_CONFLICT;
    user->id = old.id;
    error = users_update(store, user);
    return error == STORE_OK ? sessions_end_user(store, user->id) : error;
}

static enum store_error plant(struct store *store, const struct seed *seed, struct view unit,
                              struct view unit_text, struct arena *arena, struct seeded *out,
                              size_t *count)
{
    char drawn[PASSWORD_DRAWN + 1], encoded[PASSWORD_ENCODED];
    password_draw(store->world, drawn);
    if (!password_hash_drawn(drawn, store->world, encoded))
        return STORE_FULL;
    struct desk_user user = {.login = view_of(seed->login),
                             .name = view_of(seed->name),
                             .unit = unit,
                             .roles = seed->roles,
                             .password = view_of(encoded),
                             .active = true,
                             .changed = store->world->now(store->world->self)};
    const char *role = "";
    for (size_t i = ROLE_COUNT; i-- > 0;)
        if (seed->roles & role_at(i)->role)
            role = role_at(i)->zh;
    enum store_error error = put_user(store, &user, arena);
    if (error == STORE_OK)
        out[(*count)++] =
            (struct seeded){view_keep(arena, user.login), view_keep(arena, user.name), unit_text,
                            view_of(role), view_keep(arena, view_of(drawn))};
    return error == STORE_CONFLICT ? STORE_OK : error;
}

/* false: the rules do not know the seed's unit. */
static bool find_unit(const struct rules *rules, const struct seed *seed, struct view *unit,
                      struct view *text)
{
    *unit = view_of(seed->unit);
    *text = VIEW("");
    if (!unit->n)
        return true;
    int index = rules_find(rules, NOUN_UNIT, *unit);
    if (index >= 0)
        *text = rules_display(rules, NOUN_UNIT, index, LANGUAGE_ZH);
    return index >= 0;
}

static enum store_error plant_known(struct store *store, const struct rules *rules,
                                    struct arena *arena, struct seeded *out, size_t *count)
{
    struct view unit, text;
    for (size_t i = 0; i < SEEDS; i++) {
        struct seed seed = seeds[i];
        if (!find_unit(rules, &seed, &unit, &text)) {
            if (!(seed.roles & ROLE_DISPATCHER))
                continue;
            seed.roles = ROLE_DISPATCHER;
            unit = VIEW("");
        }
        enum store_error error = plant(store, &seed, unit, text, arena, out, count);
        if (error != STORE_OK)
            return error;
    }
    return STORE_OK;
}

static bool some_unit(const struct seeded *out, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (view_eq(out[i].role, view_of(role_find(VIEW("unit"))->zh)))
            return true;
    return false;
}

static enum store_error plant_first_units(struct store *store, const struct rules *rules,
                                          struct arena *arena, struct seeded *out, size_t *count)
{
    int units = rules_counts(rules).units;
    enum store_error error = STORE_OK;
    for (int i = 0; error == STORE_OK && i < units && i < FALLBACK_UNITS; i++) {
        char login[] = "unit-1";
        login[5] = (char)('1' + i);
        const struct seed seed = {login, "单位经办", "", ROLE_UNIT};
        error = plant(store, &seed, rules_code(rules, NOUN_UNIT, i),
                      rules_display(rules, NOUN_UNIT, i, LANGUAGE_ZH), arena, out, count);
    }
    return error;
}

enum store_error desk_seed_users(struct store *store, const struct rules *rules,
                                 struct arena *arena, struct seeded out[SEEDS_MAX], size_t *count)
{
    *count = 0;
    enum store_error error = store_begin(store);
    if (error != STORE_OK)
        return error;
    error = plant_known(store, rules, arena, out, count);
    if (error == STORE_OK && !some_unit(out, *count))
        error = plant_first_units(store, rules, arena, out, count);
    if (error == STORE_OK)
        return store_commit(store);
    store_rollback(store);
    return error;
}
