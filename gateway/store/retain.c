/* retain: in small portions, oldest first.
 *
 * A case goes as `zhida erase` lets it go: its secret is destroyed, so words, answers and files can
 * never be read again, in the database and in every later copy; its line, events and figures stay.
 * A suggestion or wish that is over goes the same way; what of it was published stays published. A
 * person goes when nothing was heard from them for the time and no case of theirs is open, also one
 * who never talked (a clerk wrote the number down); whom of a unit to tell is no such person. Of
 * the record the oldest rows go, never one that is younger than a row that stays: the walk follows
 * the chain and ends at the first row that is to be kept.
 *
 * What went is counted in the transaction that takes it away, so that the report of a run that a
 * crash cut in two tells all of it. */
#include "gateway/store/retain.h"

#include "gateway/store/alike.h"
#include "gateway/store/cases.h"
#include "gateway/store/chain_check.h"
#include "gateway/store/desk.h"
#include "gateway/store/forget.h"
#include "gateway/store/ideas.h"
#include "gateway/store/media.h"
#include "gateway/store/members.h"

enum { YEAR = 31557600 /* 365.25 days */, DETAIL_MOST = 200, NAME_MOST = 40, PEOPLE_LOOKED = 500 };

static const struct retain_kind_info kinds[] = {
#define RETAIN(name, code, zh, en) {code, zh, en},
    RETAIN_KINDS(RETAIN)
#undef RETAIN
};

const struct retain_kind_info *retain_kind_info(enum retain_kind kind)
{
    return &kinds[kind];
}

static void name_of(const char *head, enum retain_kind kind, struct buf *out)
{
    buf_init(out, NAME_MOST);
    buf_print(out, "%s_%s", head, kinds[kind].code);
}

static void rule_name(enum retain_kind kind, struct buf *out)
{
    name_of("retain", kind, out);
}

enum store_error retain_rules_get(struct store *store, struct retain_rules *out)
{
    enum store_error error = STORE_OK;
    for (int kind = 0; kind < RETAIN_COUNT && error == STORE_OK; kind++) {
        struct buf name;
        rule_name((enum retain_kind)kind, &name);
        error = desk_rule_get(store, name.p, &out->years[kind]);
        buf_free(&name);
    }
    return error;
}

enum store_error retain_rules_set(struct store *store, const struct retain_rules *rules)
{
    enum store_error error = STORE_OK;
    for (int kind = 0; kind < RETAIN_COUNT && error == STORE_OK; kind++) {
        struct buf name;
        rule_name((enum retain_kind)kind, &name);
        error = desk_rule_set(store, name.p, rules->years[kind]);
        buf_free(&name);
    }
    return error;
}

/* Before this moment it goes; 0: nothing does. */
static enum store_error cut_of(struct store *store, enum retain_kind kind, int64_t now,
                               int64_t *before)
{
    struct retain_rules rules;
    enum store_error error = retain_rules_get(store, &rules);
    *before = error == STORE_OK && rules.years[kind] ? now - rules.years[kind] * YEAR : 0;
    return error;
}

/* Suggestions and wishes are counted with the cases. */
static enum store_error add_ideas(struct store *store, int64_t before, struct retain_report *out)
{
    struct db_call call = db_begin(store->db, OP_RETAIN_IDEAS_COUNT);
    db_give_int(&call, before);
    enum store_error error = db_next(&call);
    int64_t count = error == STORE_OK ? db_int(&call, 0) : 0, oldest = count ? db_int(&call, 1) : 0;
    db_end(&call);
    out->due[RETAIN_CASES] += count;
    if (oldest && (!out->oldest[RETAIN_CASES] || oldest < out->oldest[RETAIN_CASES]))
        out->oldest[RETAIN_CASES] = oldest;
    return error;
}

enum store_error retain_preview(struct store *store, int64_t now, struct retain_report *out)
{
    static const enum db_op ops[] = {OP_RETAIN_CASES_COUNT, OP_RETAIN_PEOPLE_COUNT,
                                     OP_RETAIN_AUDIT_COUNT};
    enum store_error error = STORE_OK;
    for (int kind = 0; kind < RETAIN_COUNT && error == STORE_OK; kind++) {
        int64_t before;
        error = cut_of(store, (enum retain_kind)kind, now, &before);
        if (error != STORE_OK)
            return error;
        struct db_call call = db_begin(store->db, ops[kind]);
        db_give_int(&call, before);
        error = db_next(&call);
        out->due[kind] = error == STORE_OK ? db_int(&call, 0) : 0;
        out->oldest[kind] = error == STORE_OK ? db_int(&call, 1) : 0;
        db_end(&call);
        if (error == STORE_OK && kind == RETAIN_CASES)
            error = add_ideas(store, before, out);
    }
    return error;
}

/* ---- taking away ---- */

static enum store_error take_ids(struct db_call *call, size_t max, int64_t *ids, size_t *count)
{
    enum store_error error = STORE_OK;
    *count = 0;
    while (*count < max && (error = db_next(call)) == STORE_OK)
        ids[(*count)++] = db_int(call, 0);
    db_end(call);
    return error == STORE_NONE ? STORE_OK : error;
}

/* Files by which a member showed that it was set right. */
static enum store_error drop_proofs(struct store *store, int64_t id, struct arena *arena)
{
    struct resolved row;
    enum store_error error = resolved_get(store, id, arena, &row);
    if (error != STORE_OK)
        return error == STORE_NONE ? STORE_OK : error;
    for (struct view rest = row.media; rest.n && error == STORE_OK;) {
        struct view one = view_cut(&rest, ' ');
        error = one.n ? media_let_go(store, one) : STORE_OK;
    }
    return error;
}

static enum store_error drop_idea(struct store *store, int64_t id, struct arena *arena)
{
    struct idea idea;
    enum store_error error = ideas_get(store, id, arena, &idea);
    for (size_t i = 0; error == STORE_OK && i < idea.media_count; i++)
        error = media_let_go(store, idea.media[i]);
    for (size_t i = 0; error == STORE_OK && i < idea.proof_count; i++)
        error = media_let_go(store, idea.proof[i]);
    if (error != STORE_OK && error != STORE_SEALED)
        return error;
    struct db_call call = db_begin(store->db, OP_RETAIN_IDEA_ERASE);
    db_give_int(&call, id);
    return db_run(&call);
}

static enum store_error drop_case(struct store *store, int64_t id, struct arena *arena)
{
    struct case_full full;
    enum store_error error = cases_get(store, id, arena, &full);
    for (size_t i = 0; error == STORE_OK && i < full.media_count; i++)
        error = media_let_go(store, full.media[i]);
    if (error == STORE_SEALED)
        error = STORE_OK;
    if (error == STORE_OK)
        error = drop_proofs(store, id, arena);
    return error == STORE_OK ? likeness_drop(store, id) : error;
}

static enum store_error drop_person(struct store *store, int64_t id, struct arena *arena)
{
    struct person person;
    struct forgotten forgotten;
    enum store_error error = people_get(store, id, arena, &person);
    return error == STORE_OK ? person_forget(store, &person, false, arena, &forgotten) : error;
}

static enum store_error drop_audit(struct store *store, int64_t link, int64_t row)
{
    struct db_call call = db_begin(store->db, OP_CHAIN_LET_GO);
    db_give_int(&call, link);
    enum store_error error = db_run(&call);
    if (error != STORE_OK)
        return error;
    call = db_begin(store->db, OP_RETAIN_AUDIT_DROP);
    db_give_int(&call, row);
    return db_run(&call);
}

/* Covers everything that was let go up to this link. */
static enum store_error record_cut(struct store *store, int64_t now, int64_t link_id)
{
    struct chain_link link;
    struct buf detail;
    enum store_error error = chain_get(store, link_id, &link);
    if (error != STORE_OK)
        return error;
    buf_init(&detail, DETAIL_MOST);
    chain_anchor_put(&detail, link.id, link.hash);
    struct audit_row row = {.at = now, .action = VIEW("audit.cut"), .detail = buf_seen(&detail)};
    error = audit_add(store, &row);
    buf_free(&detail);
    return error;
}

struct old_row {
    int64_t link, row, at;
};

static enum store_error old_rows(struct store *store, size_t max, struct arena *arena,
                                 struct old_row **rows, size_t *count)
{
    int64_t after;
    *count = 0;
    *rows = ARENA_ARRAY(arena, max, struct old_row);
    enum store_error error = desk_rule_get(store, "retain_link", &after);
    if (error != STORE_OK)
        return error;
    struct db_call call = db_begin(store->db, OP_RETAIN_AUDIT);
    db_give_int(&call, after);
    db_give_int(&call, (int64_t)max);
    while (*count < max && (error = db_next(&call)) == STORE_OK)
        (*rows)[(*count)++] =
            (struct old_row){db_int(&call, 0), db_int(&call, 1), db_int(&call, 2)};
    db_end(&call);
    return error == STORE_NONE ? STORE_OK : error;
}

static enum store_error work_audit(struct store *store, int64_t before, int64_t now, size_t max,
                                   struct arena *arena, int64_t *gone)
{
    struct old_row *rows;
    size_t count;
    int64_t last = 0;
    enum store_error error = old_rows(store, max, arena, &rows, &count);
    for (size_t i = 0; i < count && error == STORE_OK && rows[i].at < before; i++) {
        error = drop_audit(store, rows[i].link, rows[i].row);
        last = rows[i].link;
        (*gone)++;
    }
    if (error == STORE_OK && last)
        error = record_cut(store, now, last);
    return error == STORE_OK && last ? desk_rule_set(store, "retain_link", last) : error;
}

struct listed {
    int64_t *ids;
    size_t count;
};

static enum store_error work_listed(struct store *store, enum db_op op, int64_t before, size_t max,
                                    struct arena *arena, struct listed *out,
                                    enum store_error (*drop)(struct store *store, int64_t id,
                                                             struct arena *arena))
{
    out->ids = ARENA_ARRAY(arena, max, int64_t);
    struct db_call call = db_begin(store->db, op);
    db_give_int(&call, before);
    db_give_int(&call, (int64_t)max);
    enum store_error error = take_ids(&call, max, out->ids, &out->count);
    for (size_t i = 0; i < out->count && error == STORE_OK; i++)
        error = drop(store, out->ids[i], arena);
    return error;
}

static enum store_error work_cases(struct store *store, int64_t before, size_t max,
                                   struct arena *arena, int64_t *gone)
{
    struct listed cases = {0}, ideas = {0};
    enum store_error error =
        work_listed(store, OP_RETAIN_CASES, before, max, arena, &cases, drop_case);
    if (error == STORE_OK && cases.count)
        error = cases_erase(store, cases.ids, cases.count);
    if (error == STORE_OK && cases.count < max)
        error = work_listed(store, OP_RETAIN_IDEAS, before, max - cases.count, arena, &ideas,
                            drop_idea);
    *gone = (int64_t)(cases.count + ideas.count);
    return error;
}

/* There is no order by when somebody was heard last, and keeping one would cost every turn: people
 * are walked by number, some hundred a portion, and the walk remembers where it stands. */
static enum store_error work_people(struct store *store, int64_t before, struct arena *arena,
                                    int64_t *gone, bool *more)
{
    int64_t from, *ids = ARENA_ARRAY(arena, PEOPLE_LOOKED, int64_t);
    size_t count = 0;
    enum store_error error = desk_rule_get(store, "retain_person", &from);
    if (error != STORE_OK)
        return error;
    struct db_call call = db_begin(store->db, OP_RETAIN_PEOPLE);
    db_give_int(&call, before);
    db_give_int(&call, from);
    db_give_int(&call, from + PEOPLE_LOOKED);
    error = take_ids(&call, PEOPLE_LOOKED, ids, &count);
    for (size_t i = 0; i < count && error == STORE_OK; i++)
        error = drop_person(store, ids[i], arena);
    *gone = (int64_t)count;
    *more = from + PEOPLE_LOOKED < store->next_person;
    return error == STORE_OK
               ? desk_rule_set(store, "retain_person", *more ? from + PEOPLE_LOOKED : 0)
               : error;
}

static enum store_error count_more(struct store *store, enum retain_kind kind, int64_t more)
{
    struct buf name;
    int64_t before;
    name_of("gone", kind, &name);
    enum store_error error = desk_rule_get(store, name.p, &before);
    if (error == STORE_OK && more)
        error = desk_rule_set(store, name.p, before + more);
    buf_free(&name);
    return error;
}

enum store_error retain_work(struct store *store, enum retain_kind kind, int64_t now, size_t max,
                             struct arena *arena, int64_t *gone, bool *more)
{
    int64_t before;
    *gone = 0;
    *more = false;
    enum store_error error = cut_of(store, kind, now, &before);
    if (error != STORE_OK || !before)
        return error;
    if (kind == RETAIN_TALKS)
        error = work_people(store, before, arena, gone, more);
    else {
        error = kind == RETAIN_CASES ? work_cases(store, before, max, arena, gone)
                                     : work_audit(store, before, now, max, arena, gone);
        *more = *gone == (int64_t)max;
    }
    return error == STORE_OK ? count_more(store, kind, *gone) : error;
}

/* ---- the report ---- */

static enum store_error note_kind(struct store *store, int64_t now, enum retain_kind kind,
                                  int64_t gone, const struct retain_report *left)
{
    struct db_call call = db_begin(store->db, OP_RETAINED_ADD);
    db_give_int(&call, now);
    db_give_text(&call, view_of(kinds[kind].code));
    db_give_int(&call, gone);
    db_give_int(&call, left->due[kind]);
    db_give_int(&call, left->oldest[kind]);
    return db_run(&call);
}

/* What went since the last report; the count begins anew. */
static enum store_error take_counts(struct store *store, int64_t gone[RETAIN_COUNT])
{
    enum store_error error = STORE_OK;
    for (int kind = 0; kind < RETAIN_COUNT && error == STORE_OK; kind++) {
        struct buf name;
        name_of("gone", (enum retain_kind)kind, &name);
        error = desk_rule_get(store, name.p, &gone[kind]);
        if (error == STORE_OK && gone[kind])
            error = desk_rule_set(store, name.p, 0);
        buf_free(&name);
    }
    return error;
}

enum store_error retain_note(struct store *store, int64_t now, int64_t gone[RETAIN_COUNT])
{
    struct retain_report left;
    struct buf detail;
    int64_t all = 0;
    enum store_error error = take_counts(store, gone);
    for (int kind = 0; error == STORE_OK && kind < RETAIN_COUNT; kind++)
        all += gone[kind];
    if (error != STORE_OK || !all)
        return error;
    error = retain_preview(store, now, &left);
    buf_init(&detail, DETAIL_MOST);
    for (int kind = 0; kind < RETAIN_COUNT && error == STORE_OK; kind++) {
        error = note_kind(store, now, (enum retain_kind)kind, gone[kind], &left);
        buf_print(&detail, "%s%s %lld", kind ? ", " : "", kinds[kind].code, (long long)gone[kind]);
    }
    struct audit_row row = {.at = now, .action = VIEW("retain.run"), .detail = buf_seen(&detail)};
    if (error == STORE_OK)
        error = audit_add(store, &row);
    buf_free(&detail);
    return error;
}
