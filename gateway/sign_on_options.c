/* sign_on_options: the secret is named, not given: arguments stand in the list of processes and in
 * the shell's history. What a group may do is said in the words of `zhida user`:
 *
 *     --sso-group 12345-dispatch=dispatcher --sso-group chengguan=unit,analyst@城管局 */
#include "gateway/sign_on_options.h"

#include <stdlib.h>

#include "dsl/base/file.h"
#include "gateway/desk/scope.h"

enum { RULES_MOST = 200, SECRET_MOST = 4096 };

static const char *take_secret(struct view from, struct arena *arena, struct view *out)
{
    struct buf text;
    if (view_starts(from, VIEW("env:"))) {
        const char *found = getenv(from.p + 4);
        *out = view_keep(arena, view_of(found ? found : ""));
        return out->n ? NULL : "--sso-secret: this environment variable is not set";
    }
    if (!view_starts(from, VIEW("file:")))
        return "--sso-secret wants env:NAME or file:PATH, never the secret itself";
    buf_init(&text, SECRET_MOST);
    bool read = file_read(from.p + 5, &text);
    *out = read ? view_trim(buf_keep(&text, arena)) : VIEW("");
    buf_free(&text);
    return out->n ? NULL : "--sso-secret: this file cannot be read, or is empty";
}

static const char *take_group(struct view text, struct arena *arena, struct sign_on_settings *out)
{
    static const char wants[] = "--sso-group wants GROUP=ROLE[,ROLE][@UNIT]; `zhida user --help` "
                                "lists the roles";
    struct group_rule *rules = (struct group_rule *)(uintptr_t)out->rules;
    struct view rest = view_keep(arena, text), group = view_cut(&rest, '=');
    struct view roles = view_cut(&rest, '@');
    struct group_rule rule = {.group = group, .unit = rest};
    if (!rules)
        out->rules = rules = ARENA_ARRAY(arena, RULES_MOST, struct group_rule);
    if (out->rule_count == RULES_MOST)
        return "--sso-group: too many of them";
    while (roles.p && roles.n) {
        const struct role_info *role = role_find(view_cut(&roles, ','));
        if (!role)
            return wants;
        rule.roles |= role->role;
    }
    if (!group.n || !rule.roles)
        return wants;
    if ((rule.roles & ROLE_UNIT) && !rule.unit.n)
        return "--sso-group: the role unit needs its unit: GROUP=unit@UNIT";
    rules[out->rule_count++] = rule;
    return NULL;
}

const char *sign_on_option(struct view option, const char *value, struct arena *arena,
                           struct sign_on_settings *out)
{
    struct view text = view_of(value);
    if (view_is(option, "sso-only"))
        out->only = true;
    else if (view_is(option, "sso-client"))
        out->client = text;
    else if (view_is(option, "sso-claim"))
        out->claim = text;
    else if (view_is(option, "sso-groups"))
        out->groups = text;
    else if (view_is(option, "sso-secret"))
        return take_secret(text, arena, &out->secret);
    else if (view_is(option, "sso-group"))
        return take_group(text, arena, out);
    else if (!provider_url_is_safe(text))
        return "--sso wants the issuer's address, https://HOST[/PATH]";
    else
        out->issuer = text;
    return NULL;
}

const char *sign_on_options_complete(struct sign_on_settings *out)
{
    if (!out->claim.n)
        out->claim = VIEW("preferred_username");
    if (!out->groups.n)
        out->groups = VIEW("groups");
    if (!out->issuer.n)
        return out->client.n || out->only || out->rule_count ? "--sso is missing" : NULL;
    if (!out->client.n)
        return "--sso-client is missing: how the sign-in service knows this desk";
    return out->desk_url.n ? NULL : "--desk-url is missing: where browsers find this desk";
}
