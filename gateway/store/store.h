/* store: the database of a gateway, typed. One writer (the turn thread) and any number of readers
 * (web threads, each with its own); the rows are described where they are used:
 *
 *   people.h   persons, conversation state, consents      cases.h  cases, events, lists
 *   turns.h    what was said; the keys already seen       desk.h   users, sessions, audit
 *   outbox.h   what is to be sent                         media.h  pictures and files
 *   parked.h   inputs put aside                       forget.h  a person who asks to be forgotten
 *   chain.h    the links that keep the record honest
 *
 * Personal fields and citizens' words are sealed (seal.h) before they reach the database. Reading
 * functions put what they return into the caller's arena.
 *
 * Writing functions need the writer and must run inside a transaction. From other threads hand the
 * work to the turn thread with turn_write() (gateway/turn/turn.h). */
#ifndef ZHIDA_STORE_H
#define ZHIDA_STORE_H

#include "gateway/store/db.h"
#include "gateway/store/seal.h"
#include "gateway/world.h"

enum { STORE_VALUE_MAX = 1 << 20 }; /* bytes of one packed value */
enum { CHAIN_HASH = 32 };

struct store {
    struct db *db;
    struct seal *seal; /* own one per store: its key cache belongs to one thread */
    const struct world *world;
    int64_t next_turn; /* writer: ids are counted in memory and start behind the last row */
    int64_t next_person;
    int64_t next_case;          /* yyyymmdd * 10,000,000 + counter; see cases.h */
    int64_t seen_day;           /* day whose table of keys is being filled */
    unsigned seen_old;          /* bit per table: it holds keys of the old form, see seen.c */
    int64_t seen_slow_until;    /* day up to which there are keys hashed as before, see seen.c */
    int64_t seen_last[4];       /* last key in the table of a day, see seen.c */
    struct fresh *fresh;        /* writer: the keys that came last, see fresh.h */
    struct find_laying *laying; /* writer: clues on their way into a block, see find.h */
    bool facts_noted;           /* cases wait to be counted, or may: see figures.h */
    int64_t others_wrote;       /* changes when another process has written */
    bool unit_noted;            /* writer: units may have something to hear (unit_notices.h) */
    bool notes;                 /* writer: there may be notes to say (store/members.h) */
    struct buf packed, closed;  /* for values on their way to the database */
    bool chain_known;           /* within a transaction: where the record's chain ends (chain.h) */
    int64_t chain_id;
    unsigned char chain_hash[CHAIN_HASH];
};

/* Opens the writer: creates, migrates, and finds where the counters stand. master: the key file's
 * content (seal_key_load). path: the database file. STORE_SEALED: it belongs to another key. */
enum store_error store_open(struct store *store, const char *path, const struct world *world,
                            const struct seal_key *master) STORE_CHECKED;
/* Opens a reader beside a writer on the same path. */
enum store_error store_open_reader(struct store *store, const char *path, const struct world *world,
                                   const struct seal_key *master) STORE_CHECKED;
void store_close(struct store *store);

/* One transaction at a time; one savepoint inside it at a time. */
enum store_error store_begin(struct store *store) STORE_CHECKED;
enum store_error store_commit(struct store *store) STORE_CHECKED; /* OK: it is on the disk */
void store_rollback(struct store *store);
enum store_error store_save(struct store *store) STORE_CHECKED;
enum store_error store_keep(struct store *store) STORE_CHECKED;
enum store_error store_undo(struct store *store) STORE_CHECKED;

/* Where another process has written (zhida erase beside a gateway), nothing that was remembered in
 * the open stays in memory. Outside of a transaction. */
enum store_error store_notice_others(struct store *store) STORE_CHECKED;

/* Small ids for names that every row would repeat; made where missing (writer). */
enum store_error store_account_id(struct store *store, int kind, struct view name,
                                  int64_t *id) STORE_CHECKED;
/* As store_account_id, but never makes one. */
enum store_error store_account_find(struct store *store, int kind, struct view name,
                                    int64_t *id) STORE_CHECKED;
enum store_error store_version_id(struct store *store, struct view hash, int64_t now,
                                  int64_t *id) STORE_CHECKED;
/* The hash of a version id, kept in the arena. */
enum store_error store_version_hash(struct store *store, int64_t id, struct arena *arena,
                                    struct view *hash) STORE_CHECKED;

/* How many cases each version of the rules decided; versions without any are left out. */
struct version_cases {
    struct view hash;
    int64_t cases;
};
enum store_error store_version_cases(struct store *store, struct arena *arena,
                                     struct version_cases **out, size_t *count) STORE_CHECKED;

/* The schema's version, and how many migrations there are. */
int64_t store_schema(struct store *store);
int store_migrations(void);

#endif
