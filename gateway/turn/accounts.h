/* accounts: the channel accounts that are served, from the rules' 通道 blocks with their secrets
 * fetched, or the sandbox's. An entry lives as long as the process; a reload puts a new entry in
 * its place, so that whoever still holds the old one may finish. */
#ifndef ZHIDA_ACCOUNTS_H
#define ZHIDA_ACCOUNTS_H

#include "adapters/adapter.h"
#include "dsl/engine/rules.h"
#include "gateway/log.h"
#include "gateway/store/store.h"

enum { ACCOUNTS_MAX = 32 };

struct account_entry {
    struct account account; /* first: adapters take it */
    const struct adapter *adapter;
    int64_t id; /* in the store */
    int rate;   /* messages a second that may go out; setting "rate" */
    int window; /* calls under way at once; setting "window" */
    enum text_language language;
    struct arena arena;
};

struct accounts;

struct accounts *accounts_new(const struct log *log);
void accounts_free(struct accounts *accounts);
/* From now on an account whose secrets are not there is no matter for a warning. */
void accounts_in_sandbox(struct accounts *accounts);

/* Takes the channels of the rules, resolves 环境 and 文件 settings, lets adapters check them. An
 * account that cannot be served is left out and the reason logged; false: a database failure. */
bool accounts_load(struct accounts *accounts, const struct rules *rules, struct store *store);
/* The sandbox's account "demo" on every channel; its calls go to upstream, or if that is empty to
 * nobody (struct sender then says they were delivered). */
bool accounts_load_sandbox(struct accounts *accounts, struct store *store, struct view upstream);

/* By the path's two parts, or NULL. Any thread. */
struct account_entry *accounts_find(const struct accounts *accounts, struct view kind,
                                    struct view name);
struct account_entry *accounts_by_id(const struct accounts *accounts, int64_t id);
size_t accounts_count(const struct accounts *accounts);
struct account_entry *accounts_at(const struct accounts *accounts, size_t index);

#endif
