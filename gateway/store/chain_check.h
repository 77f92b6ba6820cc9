/* chain_check: is the record as it was written? Reads only, needs no key, runs beside a gateway. */
#ifndef ZHIDA_STORE_CHAIN_CHECK_H
#define ZHIDA_STORE_CHAIN_CHECK_H

#include "gateway/store/chain.h"

/* What can be wrong: FAULT(name, code, chinese, english). */
#define CHAIN_FAULTS(FAULT)                                                                        \
    FAULT(CHANGED, "changed", "这一行和它的链节对不上：行或链节被改过",                            \
          "row and link do not fit: one of them was changed")                                      \
    FAULT(MISSING, "missing", "这一行被删了", "the row was taken away")                            \
    FAULT(GAP, "gap", "链节断号：链节被删了", "links are missing")                                 \
    FAULT(LOOSE, "loose", "这一行没有链节：是绕过系统加进去的",                                    \
          "a row without a link: it was put in past the gateway")                                  \
    FAULT(UNCOVERED, "uncovered", "这一行标成到期删除，但没有相应的删除记录",                      \
          "marked as deleted by retention, but no record says so")                                 \
    FAULT(ANCHOR, "anchor", "链节和外面留存的不一样：记录被整个重做过",                            \
          "a link differs from the anchor kept outside: the record was made anew")                 \
    FAULT(SHORT, "short", "外面留存的链节这里没有：末尾的行被删了",                                \
          "a link of the anchor is not here: rows at the end were taken away")

enum chain_fault {
    CHAIN_SOUND,
#define FAULT(name, code, zh, en) CHAIN_##name,
    CHAIN_FAULTS(FAULT)
#undef FAULT
};
struct chain_fault_info {
    const char *code, *zh, *en;
};
const struct chain_fault_info *chain_fault_info(enum chain_fault fault); /* not for SOUND */

/* A link as it was written down outside. */
struct chain_anchor {
    int64_t id;
    unsigned char hash[CHAIN_HASH];
};
/* "17 9c41... anything": a line of an anchor file. */
bool chain_anchor_read(struct view line, struct chain_anchor *out);
/* The same line: number, hash in hex. */
void chain_anchor_put(struct buf *out, int64_t id, const unsigned char hash[CHAIN_HASH]);

struct chain_check {
    /* given: */
    int64_t to; /* the last link to look at; 0: all */
    const struct chain_anchor *anchors;
    size_t anchor_count;
    /* found: */
    enum chain_fault fault;
    struct chain_link at;         /* the first broken link (LOOSE: id 0) */
    struct chain_link last;       /* the last link that was sound */
    int64_t audits, events, gone; /* rows proved; rows let go by retention */
};
enum store_error chain_check(struct store *store, struct chain_check *check) STORE_CHECKED;

#endif
