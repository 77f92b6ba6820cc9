/* accounts: reads 通道 blocks, fetches their secrets, keeps what adapters accept.
 *
 * The list only grows and its entries never move, so readers on other threads need no lock: an
 * entry is complete before the atomic count or the atomic pointer shows it. A reload that changes
 * an account puts the new entry in the old one's place; the old one stays in memory, since requests
 * under way may still use it, and reloads are rare. */
#include "gateway/turn/accounts.h"

#include <stdatomic.h>
#include <stdlib.h>

#include "gateway/turn/reference.h"

enum { SETTINGS_MAX = 24, RATE_DEFAULT = 200, WINDOW_DEFAULT = 32 };

struct accounts {
    const struct log *log;
    bool sandbox;
    _Atomic size_t count;
    _Atomic(struct account_entry *) entries[ACCOUNTS_MAX];
    struct account_entry *kept[ACCOUNTS_MAX * 8]; /* all that ever were */
    size_t kept_count;
};

struct accounts *accounts_new(const struct log *log)
{
    struct accounts *accounts = calloc(1, sizeof *accounts);
    if (accounts)
        accounts->log = log;
    return accounts;
}

void accounts_in_sandbox(struct accounts *accounts)
{
    accounts->sandbox = true;
}

static void free_entry(struct account_entry *entry)
{
    arena_free(&entry->arena);
    free(entry);
}

void accounts_free(struct accounts *accounts)
{
    if (!accounts)
        return;
    for (size_t i = 0; i < accounts->kept_count; i++)
        free_entry(accounts->kept[i]);
    free(accounts);
}

size_t accounts_count(const struct accounts *accounts)
{
    return atomic_load_explicit(&accounts->count, memory_order_acquire);
}

struct account_entry *accounts_at(const struct accounts *accounts, size_t index)
{
    return atomic_load_explicit(&accounts->entries[index], memory_order_acquire);
}

struct account_entry *accounts_find(const struct accounts *accounts, struct view kind,
                                    struct view name)
{
    for (size_t i = 0; i < accounts_count(accounts); i++) {
        struct account_entry *entry = accounts_at(accounts, i);
        if (view_is(kind, entry->adapter->name) && view_eq(name, entry->account.name))
            return entry;
    }
    return NULL;
}

struct account_entry *accounts_by_id(const struct accounts *accounts, int64_t id)
{
    for (size_t i = 0; i < accounts_count(accounts); i++)
        if (accounts_at(accounts, i)->id == id)
            return accounts_at(accounts, i);
    return NULL;
}

/* ---- making entries ---- */

static struct account_entry *entry_new(struct view name, const struct adapter *adapter)
{
    struct account_entry *entry = calloc(1, sizeof *entry);
    if (!entry)
        abort();
    arena_init(&entry->arena, 1 << 20);
    entry->adapter = adapter;
    entry->account.kind = adapter->kind;
    entry->account.name = view_keep(&entry->arena, name);
    entry->account.settings = ARENA_ARRAY(&entry->arena, SETTINGS_MAX, struct setting_pair);
    return entry;
}

static void add_setting(struct account_entry *entry, struct view key, struct view value)
{
    struct setting_pair *settings = (struct setting_pair *)(uintptr_t)entry->account.settings;
    if (entry->account.setting_count < SETTINGS_MAX)
        settings[entry->account.setting_count++] =
            (struct setting_pair){view_keep(&entry->arena, key), view_keep(&entry->arena, value)};
}

static int number_setting(const struct account_entry *entry, const char *key, int low, int high,
                          int otherwise)
{
    int64_t value;
    return view_int(account_get(&entry->account, key), low, high, &value) ? (int)value : otherwise;
}

static void take_numbers(struct account_entry *entry)
{
    entry->rate = number_setting(entry, "rate", 1, 100000, RATE_DEFAULT);
    entry->window = number_setting(entry, "window", 1, 1000, WINDOW_DEFAULT);
    if (view_is(account_get(&entry->account, "language"), "en"))
        entry->language = LANGUAGE_EN;
}

static void leave_out(struct accounts *accounts, const struct account_entry *entry,
                      const char *reason)
{
    log_event(accounts->log, LOG_WARNING, "account_left_out",
              LOG_TEXT("account", entry->account.name), LOG_WORD("kind", entry->adapter->name),
              LOG_WORD("reason", reason));
}

static void lacks(const struct accounts *accounts, struct view account, struct view secret)
{
    if (accounts->sandbox)
        log_event(accounts->log, LOG_INFO, "account_not_set_up", LOG_TEXT("account", account),
                  LOG_TEXT("would_need", secret),
                  LOG_WORD("note", "nothing to do in a sandbox: the account demo takes its place"));
    else
        log_event(accounts->log, LOG_WARNING, "account_left_out", LOG_TEXT("account", account),
                  LOG_TEXT("missing", secret));
}

static bool accepted(struct accounts *accounts, const struct account_entry *entry)
{
    const char *warning = NULL;
    const char *wrong = entry->adapter->check(&entry->account, &warning);
    if (wrong)
        leave_out(accounts, entry, wrong);
    else if (warning)
        log_event(accounts->log, LOG_WARNING, "account_warning",
                  LOG_TEXT("account", entry->account.name), LOG_WORD("warning", warning));
    return !wrong;
}

/* Puts the entry where its predecessor of the same name stands, or at the end. */
static bool put_entry(struct accounts *accounts, struct account_entry *entry)
{
    size_t count = accounts_count(accounts), at = 0;
    if (accounts->kept_count == sizeof accounts->kept / sizeof *accounts->kept)
        return false;
    while (at < count && accounts_at(accounts, at)->id != entry->id)
        at++;
    if (at == ACCOUNTS_MAX)
        return false;
    accounts->kept[accounts->kept_count++] = entry;
    atomic_store_explicit(&accounts->entries[at], entry, memory_order_release);
    if (at == count)
        atomic_store_explicit(&accounts->count, count + 1, memory_order_release);
    return true;
}

/* In a transaction of its own: an id whose insertion was not committed must not be used, the next
 * account would get the same one. */
static enum store_error find_id(struct store *store, struct account_entry *entry)
{
    enum store_error error = store_begin(store);
    if (error != STORE_OK)
        return error;
    error = store_account_id(store, entry->account.kind, entry->account.name, &entry->id);
    if (error == STORE_OK)
        return store_commit(store);
    store_rollback(store);
    return error;
}

/* false: the database failed. An entry that is not taken is freed. */
static bool settle(struct accounts *accounts, struct account_entry *entry, struct store *store)
{
    enum store_error error = STORE_OK;
    bool taken = accepted(accounts, entry);
    if (taken) {
        take_numbers(entry);
        error = find_id(store, entry);
        taken = error == STORE_OK && put_entry(accounts, entry);
    }
    if (!taken)
        free_entry(entry);
    return error == STORE_OK;
}

static const char *kind_word(enum channel_kind kind)
{
#define SYMBOL_WORD(enumerator, zh, en) en,
    static const char *const words[] = {CHANNEL_KINDS(SYMBOL_WORD)};
    return words[kind];
}

static bool has_setting(const struct rules *rules, int channel, const struct channel_info *info,
                        const char *key)
{
    for (int i = 0; i < info->setting_count; i++)
        if (view_is(rules_channel_setting(rules, channel, i).key, key))
            return true;
    return false;
}

static bool load_channel(struct accounts *accounts, const struct rules *rules, int channel,
                         struct store *store)
{
    struct channel_info info = rules_channel(rules, channel);
    const struct adapter *adapter = adapter_find(view_of(kind_word(info.kind)));
    if (!adapter) {
        log_event(accounts->log, LOG_WARNING, "account_left_out", LOG_TEXT("account", info.name),
                  LOG_WORD("reason", "no adapter for this kind of channel"));
        return true;
    }
    if (info.kind == CHANNEL_WECHAT && has_setting(rules, channel, &info, "agent"))
        adapter = &adapter_wecom; /* an application of WeCom, for units */
    struct account_entry *entry = entry_new(info.name, adapter);
    for (int i = 0; i < info.setting_count; i++) {
        struct channel_entry setting = rules_channel_setting(rules, channel, i);
        struct view value;
        if (!reference_resolve(&setting, &entry->arena, &value)) {
            lacks(accounts, info.name, setting.value);
            free_entry(entry);
            return true;
        }
        add_setting(entry, setting.key, value);
    }
    return settle(accounts, entry, store);
}

bool accounts_load(struct accounts *accounts, const struct rules *rules, struct store *store)
{
    for (int i = 0; i < rules_counts(rules).channels; i++)
        if (!load_channel(accounts, rules, i, store))
            return false;
    return true;
}

bool accounts_load_sandbox(struct accounts *accounts, struct store *store, struct view upstream)
{
    static const struct {
        const char *kind, *key, *value;
    } settings[] = {
        {"wechat", "token", "sandbox-token"},
        {"wechat", "appid", "wx0000000000000000"},
        {"wechat", "secret", "sandbox-secret"},
        {"wechat", "aes_key", "c2FuZGJveC1hZXMta2V5LW9mLXpoaWRhLTAwMDAwMDE"},
        {"wecom", "agent", "1000002"},
        {"wecom", "appid", "ww0000000000000000"},
        {"wecom", "secret", "sandbox-secret"},
        {"sms", "secret_id", "sandbox-id"},
        {"sms", "secret_key", "sandbox-key"},
        {"sms", "sdk_app_id", "1400000000"},
        {"sms", "sign_name", "直达"},
        {"sms", "template_id", "1000000"},
    };
    static const char *const kinds[] = {"wechat", "wecom", "sms", "app"};
    for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++) {
        const struct adapter *adapter = adapter_find(view_of(kinds[k]));
        if (!adapter)
            continue;
        bool units = strcmp(kinds[k], "wecom") == 0; /* stored by kind, which wechat has too */
        struct account_entry *entry = entry_new(units ? VIEW("units") : VIEW("demo"), adapter);
        add_setting(entry, VIEW("sandbox"), VIEW("yes"));
        if (upstream.n)
            add_setting(entry, VIEW("upstream"), upstream);
        for (size_t i = 0; i < sizeof settings / sizeof *settings; i++)
            if (view_is(view_of(kinds[k]), settings[i].kind))
                add_setting(entry, view_of(settings[i].key), view_of(settings[i].value));
        if (!settle(accounts, entry, store))
            return false;
    }
    return true;
}
