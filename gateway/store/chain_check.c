/* chain_check: walks the chain from its first link and makes every hash again from the rows.
 *
 * The first link that does not fit is named and the walk ends: behind it nothing can be said. Rows
 * without a link are looked for only where the counts differ, since that costs a sort. A row that
 * retention has let go leaves its link; its hash is taken as it stands, and is right only if a
 * later row of the audit ("audit.cut": number and hash) covers it. An anchor is held against the
 * link of its number.
 *
 * Pages of some hundred links, each its own snapshot: a gateway that writes meanwhile is not held
 * up, and what it adds is proved too, as far as the walk comes. */
#include "gateway/store/chain_check.h"

#include "adapters/crypto.h"

enum { PAGE = 500, ROW_MOST = 1 << 21 };

static const struct chain_fault_info faults[] = {{NULL, NULL, NULL},
#define FAULT(name, code, zh, en) {code, zh, en},
                                                 CHAIN_FAULTS(FAULT)
#undef FAULT
};

const struct chain_fault_info *chain_fault_info(enum chain_fault fault)
{
    return &faults[fault];
}

static int digit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

bool chain_anchor_read(struct view line, struct chain_anchor *out)
{
    struct view rest = view_trim(line), number = view_cut(&rest, ' ');
    struct view hex = view_cut(&rest, ' ');
    if (!view_int(number, 1, INT64_MAX, &out->id) || hex.n != 2 * CHAIN_HASH)
        return false;
    for (size_t i = 0; i < CHAIN_HASH; i++) {
        int high = digit(hex.p[2 * i]), low = digit(hex.p[2 * i + 1]);
        if (high < 0 || low < 0)
            return false;
        out->hash[i] = (unsigned char)(high << 4 | low);
    }
    return true;
}

void chain_anchor_put(struct buf *out, int64_t id, const unsigned char hash[CHAIN_HASH])
{
    char hex[2 * CHAIN_HASH + 1];
    crypto_hex(hash, CHAIN_HASH, hex);
    buf_print(out, "%lld %s", (long long)id, hex);
}

struct walk {
    struct store *store;
    struct chain_check *check;
    struct arena arena;
    struct buf bytes;
    unsigned char before[CHAIN_HASH];
    struct chain_link gone; /* the last link whose row was let go */
    int64_t covered;        /* up to which a record says so */
    bool stop;
};

static void find_fault(struct walk *w, enum chain_fault fault, const struct chain_link *link)
{
    w->check->fault = fault;
    w->check->at = *link;
    w->stop = true;
}

static void hold_anchors(struct walk *w, const struct chain_link *link)
{
    for (size_t i = 0; i < w->check->anchor_count; i++) {
        const struct chain_anchor *anchor = &w->check->anchors[i];
        if (anchor->id == link->id && memcmp(anchor->hash, link->hash, CHAIN_HASH) != 0)
            find_fault(w, CHAIN_ANCHOR, link);
    }
}

/* What a record of a cut says: up to this link rows were let go, and this was its hash. */
static enum store_error read_cut(struct walk *w, const struct audit_row *row)
{
    struct chain_anchor cut;
    struct chain_link link;
    if (!view_is(row->action, "audit.cut") || !chain_anchor_read(row->detail, &cut))
        return STORE_OK;
    enum store_error error = chain_get(w->store, cut.id, &link);
    if (error == STORE_OK && memcmp(link.hash, cut.hash, CHAIN_HASH) == 0 && cut.id > w->covered)
        w->covered = cut.id;
    return error == STORE_NONE ? STORE_OK : error;
}

static enum store_error check_row(struct walk *w, const struct chain_link *link)
{
    unsigned char hash[CHAIN_HASH];
    struct audit_row row = {0};
    enum store_error error = chain_row(w->store, link, &w->arena, &w->bytes, &row);
    if (error == STORE_NONE) {
        find_fault(w, CHAIN_MISSING, link);
        return STORE_OK;
    }
    if (error != STORE_OK)
        return error;
    chain_hash(w->before, link->id, link->kind, buf_seen(&w->bytes), hash);
    if (memcmp(hash, link->hash, CHAIN_HASH) != 0) {
        find_fault(w, CHAIN_CHANGED, link);
        return STORE_OK;
    }
    if (link->kind == CHAIN_EVENT) {
        w->check->events++;
        return STORE_OK;
    }
    w->check->audits++;
    return read_cut(w, &row);
}

static enum store_error check_link(struct walk *w, const struct chain_link *link)
{
    enum store_error error = STORE_OK;
    if (link->id != w->check->last.id + 1) {
        find_fault(w, CHAIN_GAP, link);
        return STORE_OK;
    }
    hold_anchors(w, link);
    if (link->kind == CHAIN_LET_GO) {
        w->check->gone++;
        w->gone = *link;
    } else if (!w->stop) {
        error = check_row(w, link);
    }
    if (error == STORE_OK && !w->stop) {
        w->check->last = *link;
        memcpy(w->before, link->hash, CHAIN_HASH);
    }
    return error;
}

static bool is_behind(const struct walk *w, int64_t id)
{
    return w->check->to && id > w->check->to;
}

static enum store_error check_links(struct walk *w)
{
    struct chain_link *page = ARENA_ARRAY(&w->arena, PAGE, struct chain_link);
    size_t count = PAGE;
    enum store_error error = STORE_OK;
    while (error == STORE_OK && count == PAGE && !w->stop) {
        error = chain_list(w->store, w->check->last.id, PAGE, page, &count);
        for (size_t i = 0; i < count && error == STORE_OK && !w->stop; i++) {
            if (is_behind(w, page[i].id))
                return STORE_OK;
            error = check_link(w, &page[i]);
        }
        arena_reset(&w->arena);
        page = ARENA_ARRAY(&w->arena, PAGE, struct chain_link);
    }
    return error;
}

/* ---- what the links alone do not show ---- */

static void check_ends(struct walk *w)
{
    for (size_t i = 0; i < w->check->anchor_count && !w->stop; i++) {
        int64_t id = w->check->anchors[i].id;
        if (id > w->check->last.id && !is_behind(w, id))
            find_fault(w, CHAIN_SHORT, &(struct chain_link){.id = id});
    }
    /* with an end given the record of the cut may stand behind it */
    if (!w->stop && !w->check->to && w->gone.id > w->covered)
        find_fault(w, CHAIN_UNCOVERED, &w->gone);
}

static enum store_error count_rows(struct store *store, int64_t counts[5])
{
    struct db_call call = db_begin(store->db, OP_CHAIN_COUNTS);
    enum store_error error = db_next(&call);
    for (int i = 0; i < 5 && error == STORE_OK; i++)
        counts[i] = db_int(&call, i);
    db_end(&call);
    return error;
}

static enum store_error find_loose(struct walk *w, enum db_op op, enum chain_kind kind)
{
    struct db_call call = db_begin(w->store->db, op);
    enum store_error error = db_next(&call);
    if (error == STORE_OK)
        find_fault(w, CHAIN_LOOSE,
                   &(struct chain_link){.kind = kind,
                                        .object = db_int(&call, 0),
                                        .part = kind == CHAIN_EVENT ? db_int(&call, 1) : 0});
    db_end(&call);
    return error == STORE_NONE ? STORE_OK : error;
}

static enum store_error check_loose(struct walk *w)
{
    int64_t counts[5];
    enum store_error error = count_rows(w->store, counts);
    if (error == STORE_OK && counts[0] != counts[2])
        error = find_loose(w, OP_CHAIN_LOOSE_AUDIT, CHAIN_AUDIT);
    if (error == STORE_OK && !w->stop && counts[1] != counts[3])
        error = find_loose(w, OP_CHAIN_LOOSE_EVENT, CHAIN_EVENT);
    return error;
}

enum store_error chain_check(struct store *store, struct chain_check *check)
{
    struct walk w = {.store = store, .check = check};
    arena_init(&w.arena, (size_t)PAGE * ROW_MOST);
    buf_init(&w.bytes, ROW_MOST);
    enum store_error error = check_links(&w);
    if (error == STORE_OK)
        check_ends(&w);
    if (error == STORE_OK && !w.stop)
        error = check_loose(&w);
    buf_free(&w.bytes);
    arena_free(&w.arena);
    return error;
}
