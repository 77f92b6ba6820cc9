/* ideas: suggestions and small wishes, what happened to each, and the campaigns they answer to.
 * What a citizen wrote is sealed under the row's own secret; what everybody may read stands beside
 * it in the open and was written or approved by two people. Rows only: what may be done when is
 * gateway/case/idea.h, what follows from it gateway/turn/ideas.h. */
#ifndef ZHIDA_STORE_IDEAS_H
#define ZHIDA_STORE_IDEAS_H

#include "gateway/case/idea.h"
#include "gateway/store/store.h"

enum { IDEA_MEDIA = 9, IDEA_SIGNATURE = 64 };

struct idea {
    int64_t id; /* yyyymmdd * 10,000,000 + counter */
    enum idea_kind kind;
    enum idea_state state;
    int64_t person; /* 0: stays anonymous */
    int channel;
    int64_t campaign, leader;
    enum idea_verdict verdict;
    struct view category, unit, area; /* codes, or empty */
    int64_t filed, moved;
    int64_t second; /* desk user whose last move somebody else approves; 0: none */
    int64_t member; /* who took the wish up; 0: nobody, or not a member */
    struct view shown_title, shown_text, shown_reply;
    struct view signature; /* IDEA_SIGNATURE bytes, or empty */
    struct view secret;    /* wrapped; empty: erased */
    /* sealed: */
    struct view text, place, contact, code, reply, taker; /* code: query code */
    struct view media[IDEA_MEDIA], proof[IDEA_MEDIA];
    size_t media_count, proof_count;
};

struct idea_step {
    int64_t n, at;
    int move; /* enum idea_move, or IDEA_FILED */
    enum idea_state state;
    unsigned mover;   /* enum idea_mover */
    int64_t user;     /* desk user, 0: none */
    struct view text; /* reason, reply, remark */
};

/* YXJ20261121-000012 (a suggestion), YXX... (a wish); and back: false: no such number. prefix: the
 * district's code in capitals. */
struct view idea_number_text(struct view prefix, enum idea_kind kind, int64_t id,
                             struct arena *arena);
bool idea_number_parse(struct view prefix, struct view number, enum idea_kind *kind, int64_t *id);
/* The id the next one gets on a local day (yyyymmdd). */
enum store_error ideas_next_id(struct store *store, int yyyymmdd, int64_t *id) STORE_CHECKED;

enum store_error ideas_add(struct store *store, const struct idea *idea) STORE_CHECKED;
enum store_error ideas_update(struct store *store, const struct idea *idea) STORE_CHECKED;
/* STORE_SEALED: erased; what stands in the open is filled all the same. */
enum store_error ideas_get(struct store *store, int64_t id, struct arena *arena,
                           struct idea *out) STORE_CHECKED;
enum store_error ideas_of_person(struct store *store, int64_t person, size_t max,
                                 struct arena *arena, struct idea *out,
                                 size_t *count) STORE_CHECKED;
enum store_error ideas_of_member(struct store *store, int64_t member, size_t max,
                                 struct arena *arena, struct idea *out,
                                 size_t *count) STORE_CHECKED;
/* Of a kind, newest first, ids below `below` (0: from the newest); state IDEA_STATES: all. unit:
 * only those of this unit, where not empty. */
struct idea_filter {
    enum idea_kind kind;
    enum idea_state state;
    struct view unit;
    int64_t campaign; /* 0: all */
    struct view category;
    int64_t below;
    size_t max;
};
enum store_error ideas_list(struct store *store, const struct idea_filter *filter,
                            struct arena *arena, struct idea **out, size_t *count) STORE_CHECKED;
enum store_error ideas_count(struct store *store, enum idea_kind kind, struct view unit,
                             int64_t counts[IDEA_STATES]) STORE_CHECKED;
/* How many of the kind the person has filed since that id. */
enum store_error ideas_today(struct store *store, int64_t person, enum idea_kind kind,
                             int64_t since, int64_t *count) STORE_CHECKED;
/* Calls with the newest of a kind and campaign, from an id on. */
struct idea_like {
    int64_t id, leader;
    struct view signature;
};
enum store_error ideas_each(struct store *store, enum idea_kind kind, int64_t campaign,
                            int64_t since, size_t max,
                            bool (*take)(void *self, const struct idea_like *row),
                            void *self) STORE_CHECKED;
/* Those whose leader it is. */
enum store_error ideas_alike(struct store *store, int64_t leader, size_t max, int64_t *ids,
                             size_t *count) STORE_CHECKED;
/* None of the person's lead to them any more; with_words: what is over cannot be read again. */
enum store_error ideas_forget(struct store *store, int64_t person, bool with_words) STORE_CHECKED;

enum store_error idea_step_add(struct store *store, const struct idea *of,
                               const struct idea_step *step) STORE_CHECKED;
enum store_error idea_steps(struct store *store, const struct idea *of, struct arena *arena,
                            struct idea_step **out, size_t *count) STORE_CHECKED;

struct idea_campaign {
    int64_t id;
    struct view topic, body;
    int64_t starts, ends;          /* [starts, ends) */
    struct view areas, categories; /* codes with blanks between; empty: all */
    int64_t user, at, ideas;       /* ideas: how many came, in lists */
};
/* id 0: a new one, which gets its id. */
enum store_error idea_campaign_put(struct store *store,
                                   struct idea_campaign *campaign) STORE_CHECKED;
enum store_error idea_campaign_get(struct store *store, int64_t id, struct arena *arena,
                                   struct idea_campaign *out) STORE_CHECKED;
/* Those that end after that moment, newest first. */
enum store_error idea_campaigns(struct store *store, int64_t ends_after, size_t max,
                                struct arena *arena, struct idea_campaign *out,
                                size_t *count) STORE_CHECKED;

#endif
