/* user_cmd: who may work at the desk is decided by whoever may read the data folder and its key,
 * here on the machine, never over the network.
 *
 *     zhida user add LOGIN --role ROLE [--role ROLE] [--unit UNIT] [--name NAME] --data DIR
 *     zhida user password LOGIN --data DIR        a new password; ends the user's sessions
 *     zhida user disable LOGIN --data DIR         no login any more; ends the user's sessions
 *     zhida user enable LOGIN --data DIR
 *     zhida user change LOGIN [--role ROLE ...] [--unit UNIT] [--area AREA ...] [--name NAME]
 *                        --data DIR
 *     zhida user sessions LOGIN --data DIR        ends the user's sessions
 *     zhida user factor LOGIN --data DIR          takes the second factor away: a lost telephone
 *     zhida user identity LOGIN --data DIR        unties it from the sign-in service's person
 *     zhida user list --data DIR
 *
 * A password is read from the terminal without echo, twice, or as one line from standard input. It
 * is never an argument: those stand in the list of processes and in the shell's history. Every
 * change is recorded in the audit as done by nobody (user 0): the machine's own log knows who. */
#include "gateway/user_cmd.h"

#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <termios.h>
#include <unistd.h>

#include "dsl/base/utf8.h"
#include "gateway/data_folder.h"
#include "gateway/desk/password.h"
#include "gateway/desk/scope.h"
#include "gateway/store/factor.h"
#include "gateway/store/identity.h"
#include "gateway/world_real.h"

enum { MEMORY = 16 << 20, LINE_MOST = 1024, DONE = 0, REFUSED = 1, BROKEN = 2 };
enum { AREAS_MOST = 600 };

struct asked {
    const char *act, *login, *data, *key_file, *unit, *name;
    unsigned roles;
    char areas[AREAS_MOST]; /* with a blank between */
};

static int complain(int code, const char *text)
{
    fprintf(stderr, "zhida user: %s\n", text);
    return code;
}

static int usage(FILE *out, int code)
{
    fprintf(out,
            "usage: zhida user add LOGIN --role ROLE [--unit UNIT] [--name NAME] --data DIR\n"
            "       zhida user change LOGIN [--role ROLE] [--unit UNIT] [--area AREA] --data DIR\n"
            "       zhida user password|disable|enable|sessions|factor|identity LOGIN --data DIR\n"
            "       zhida user list --data DIR\n\n"
            "--key-file FILE where the gateway has one\n\nroles:\n");
    for (size_t i = 0; i < ROLE_COUNT; i++)
        fprintf(out, "  %-11s %s / %s\n", role_at(i)->code, role_at(i)->zh, role_at(i)->en);
    return code;
}

/* ---- passwords ---- */

static bool read_line(char line[LINE_MOST])
{
    if (!fgets(line, LINE_MOST, stdin))
        return false;
    line[strcspn(line, "\r\n")] = 0;
    return true;
}

static bool read_hidden(const char *prompt, char line[LINE_MOST])
{
    struct termios shown, hidden;
    fprintf(stderr, "%s", prompt);
    if (tcgetattr(STDIN_FILENO, &shown) != 0)
        return false;
    hidden = shown;
    hidden.c_lflag &= ~(tcflag_t)ECHO;
    tcsetattr(STDIN_FILENO, TCSAFLUSH, &hidden);
    bool done = read_line(line);
    tcsetattr(STDIN_FILENO, TCSAFLUSH, &shown);
    fprintf(stderr, "\n");
    return done;
}

static const char *read_password(char line[LINE_MOST])
{
    char again[LINE_MOST];
    if (!isatty(STDIN_FILENO))
        return read_line(line) ? NULL : "no password on standard input";
    if (!read_hidden("密码 / password: ", line) || !read_hidden("再输一次 / again: ", again))
        return "the password could not be read";
    bool same = strcmp(line, again) == 0;
    explicit_bzero(again, sizeof again);
    return same ? NULL : "the two passwords differ; nothing was changed";
}

/* Reads one and hashes it; NULL: done, else what is wrong. */
static const char *ask_password(const struct world *world, char encoded[PASSWORD_ENCODED])
{
    char line[LINE_MOST] = "";
    const char *wrong = read_password(line);
    if (!wrong &&
        (utf8_broken(view_of(line)) != SIZE_MAX || !password_hash(view_of(line), world, encoded)))
        wrong = "a password has 10 to 200 bytes of text";
    explicit_bzero(line, sizeof line);
    return wrong;
}

/* ---- acts: each inside a transaction ---- */

static int64_t now(const struct store *store)
{
    return store->world->now(store->world->self);
}

static enum store_error record(struct store *store, const char *action, int64_t user)
{
    struct audit_row row = {.at = now(store),
                            .object = user,
                            .action = view_of(action),
                            .detail = VIEW("command line")};
    return audit_add(store, &row);
}

static enum store_error add(struct store *store, const struct asked *asked, const char *encoded)
{
    int64_t id = 0;
    struct desk_user user = {.login = view_of(asked->login),
                             .name = view_of(asked->name ? asked->name : asked->login),
                             .unit = view_of(asked->unit ? asked->unit : ""),
                             .roles = asked->roles,
                             .areas = view_of(asked->areas),
                             .password = view_of(encoded),
                             .active = true,
                             .changed = now(store)};
    enum store_error error = users_add(store, &user, &id);
    return error == STORE_OK ? record(store, "user.add", id) : error;
}

/* What stands on the line takes the place of what there was. */
static void change_fields(const struct asked *asked, struct desk_user *user)
{
    if (asked->roles)
        user->roles = asked->roles;
    if (asked->unit)
        user->unit = view_of(asked->unit);
    if (asked->name)
        user->name = view_of(asked->name);
    if (asked->areas[0])
        user->areas = view_of(asked->areas);
}

/* The act's name in the record. */
static const char *apply(const struct asked *asked, const char *encoded, struct desk_user *user)
{
    if (strcmp(asked->act, "password") == 0) {
        user->password = view_of(encoded);
        return "user.password";
    }
    if (strcmp(asked->act, "change") == 0) {
        change_fields(asked, user);
        return "user.change";
    }
    if (strcmp(asked->act, "sessions") == 0)
        return "user.sessions";
    if (strcmp(asked->act, "factor") == 0)
        return "user.factor";
    if (strcmp(asked->act, "identity") == 0)
        return "user.untied";
    user->active = strcmp(asked->act, "enable") == 0;
    return user->active ? "user.enable" : "user.disable";
}

static enum store_error change(struct store *store, const struct asked *asked, const char *encoded,
                               struct arena *arena)
{
    struct desk_user user;
    enum store_error error = users_by_login(store, view_of(asked->login), arena, &user);
    if (error != STORE_OK)
        return error;
    user.changed = now(store);
    const char *action = apply(asked, encoded, &user);
    error = users_update(store, &user);
    if (error == STORE_OK && strcmp(asked->act, "factor") == 0)
        error = factor_drop(store, user.id);
    if (error == STORE_OK && strcmp(asked->act, "identity") == 0)
        error = identity_drop(store, user.id);
    if (error == STORE_OK)
        error = sessions_end_user(store, user.id);
    return error == STORE_OK ? record(store, action, user.id) : error;
}

static enum store_error list(struct store *store, struct arena *arena)
{
    struct desk_user *users;
    size_t count;
    enum store_error error = users_list(store, arena, &users, &count);
    for (size_t i = 0; error == STORE_OK && i < count; i++) {
        printf("%-16.*s %s", VIEW_FMT(users[i].login), users[i].active ? "active  " : "disabled");
        for (size_t k = 0; k < ROLE_COUNT; k++)
            if (users[i].roles & role_at(k)->role)
                printf(" %s", role_at(k)->code);
        printf(" %.*s", VIEW_FMT(users[i].unit));
        printf(users[i].areas.n ? " [%.*s]\n" : "%.*s\n", VIEW_FMT(users[i].areas));
    }
    return error;
}

static enum store_error act(struct store *store, const struct asked *asked, const char *encoded,
                            struct arena *arena)
{
    if (strcmp(asked->act, "list") == 0)
        return list(store, arena);
    enum store_error error = store_begin(store);
    if (error != STORE_OK)
        return error;
    error = strcmp(asked->act, "add") == 0 ? add(store, asked, encoded)
                                           : change(store, asked, encoded, arena);
    if (error == STORE_OK)
        return store_commit(store);
    store_rollback(store);
    return error;
}

static int tell(enum store_error error, const struct asked *asked)
{
    switch (error) {
    case STORE_OK:
        return DONE;
    case STORE_NONE:
        return complain(REFUSED, "there is no user of this login; `zhida user list` shows them");
    case STORE_CONFLICT:
        return complain(REFUSED, "this login exists already; `zhida user password` changes it");
    default:
        fprintf(stderr, "zhida user: %s: %s\n", asked->data, store_error_text(error));
        return BROKEN;
    }
}

/* ---- opening ---- */

static int with_store(const struct asked *asked, const struct world *world, const char *encoded,
                      struct arena *arena)
{
    struct data_folder folder;
    struct seal_key key;
    struct store store;
    data_folder_name(asked->data, arena, &folder);
    const char *key_file = asked->key_file ? asked->key_file : folder.key;
    bool fresh = access(folder.database, F_OK) != 0;
    if (fresh && strcmp(asked->act, "add") != 0)
        return complain(REFUSED, "there is no database in this data folder");
    if (!data_folder_make(&folder)) {
        perror(folder.path);
        return BROKEN;
    }
    enum seal_error sealed = seal_key_load(key_file, fresh, world, &key);
    if (sealed != SEAL_OK) {
        fprintf(stderr, "zhida user: %s: %s\n", key_file, seal_error_text(sealed));
        return BROKEN;
    }
    enum store_error error = store_open(&store, folder.database, world, &key);
    explicit_bzero(&key, sizeof key);
    if (error != STORE_OK)
        return tell(error, asked);
    error = act(&store, asked, encoded, arena);
    store_close(&store);
    return tell(error, asked);
}

static int run(const struct asked *asked)
{
    const struct world world = world_real();
    char encoded[PASSWORD_ENCODED] = "";
    bool needs = strcmp(asked->act, "add") == 0 || strcmp(asked->act, "password") == 0;
    const char *wrong = needs ? ask_password(&world, encoded) : NULL;
    if (wrong)
        return complain(REFUSED, wrong);
    struct arena arena;
    arena_init(&arena, MEMORY);
    int code = with_store(asked, &world, encoded, &arena);
    arena_free(&arena);
    return code;
}

/* ---- arguments ---- */

static bool add_role(struct asked *asked, const char *name)
{
    const struct role_info *role = role_find(view_of(name));
    if (role)
        asked->roles |= role->role;
    return role != NULL;
}

static bool add_area(struct asked *asked, const char *code)
{
    size_t n = strlen(asked->areas), more = strlen(code);
    if (n + more + 2 > AREAS_MOST)
        return false;
    if (n)
        asked->areas[n++] = ' ';
    memcpy(asked->areas + n, code, more + 1);
    return true;
}

static bool read_options(int argc, char **argv, struct asked *asked)
{
    static const struct option options[] = {{"role", required_argument, NULL, 'r'},
                                            {"unit", required_argument, NULL, 'u'},
                                            {"area", required_argument, NULL, 'a'},
                                            {"name", required_argument, NULL, 'n'},
                                            {"data", required_argument, NULL, 'd'},
                                            {"key-file", required_argument, NULL, 'k'},
                                            {NULL, 0, NULL, 0}};
    for (int option; (option = getopt_long(argc, argv, "", options, NULL)) != -1;) {
        if (option == 'r' && add_role(asked, optarg))
            continue;
        if (option == 'a' && add_area(asked, optarg))
            continue;
        if (option == 'u')
            asked->unit = optarg;
        else if (option == 'n')
            asked->name = optarg;
        else if (option == 'd')
            asked->data = optarg;
        else if (option == 'k')
            asked->key_file = optarg;
        else
            return false;
    }
    asked->act = optind < argc ? argv[optind++] : "";
    asked->login = optind < argc ? argv[optind++] : NULL;
    return optind == argc;
}

static bool is_one_of(const char *act, const char *const *names)
{
    for (; *names; names++)
        if (strcmp(act, *names) == 0)
            return true;
    return false;
}

/* NULL: it can be run. */
static const char *check(const struct asked *asked)
{
    static const char *const all[] = {"add",    "password", "disable", "enable",   "list",
                                      "change", "sessions", "factor",  "identity", NULL};
    bool lists = strcmp(asked->act, "list") == 0, adds = strcmp(asked->act, "add") == 0;
    if (!is_one_of(asked->act, all) || lists == (asked->login != NULL))
        return "";
    if (!asked->data)
        return "--data DIR is missing";
    if (adds && !asked->roles)
        return "--role is missing";
    if (strcmp(asked->act, "change") == 0 && !asked->roles && !asked->unit && !asked->name &&
        !asked->areas[0])
        return "nothing to change: --role, --unit, --area or --name";
    if (adds && (asked->roles & ROLE_UNIT) && !asked->unit)
        return "role unit needs --unit: the unit's name in the rules";
    return NULL;
}

int user_cmd(int argc, char **argv)
{
    struct asked asked = {.act = ""};
    if (argc == 2 && strcmp(argv[1], "--help") == 0)
        return usage(stdout, DONE);
    const char *wrong = read_options(argc, argv, &asked) ? check(&asked) : "";
    if (!wrong)
        return run(&asked);
    return *wrong ? complain(BROKEN, wrong) : usage(stderr, BROKEN);
}
