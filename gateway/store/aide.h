/* aide: the language model that the rules name (模型): what is being asked of it, what it has cost,
 * what it proposed. A row of what is asked stands from the turn that asks until the answer is
 * taken, so an answer counts once, whatever comes late, twice or after a crash. No words. */
#ifndef ZHIDA_STORE_AIDE_H
#define ZHIDA_STORE_AIDE_H

#include "gateway/store/store.h"

/* AIDE(enumerator, action in the record, chinese, english) */
#define AIDE_USES(AIDE)                                                                            \
    AIDE(REPHRASE, "model.rephrase", "转述答复", "said an answer in plain words")                  \
    AIDE(PROPOSE, "model.propose", "提议候选", "ordered candidates for the desk")
enum aide_use {
#define AIDE_ENUM(name, action, zh, en) AIDE_##name,
    AIDE_USES(AIDE_ENUM)
#undef AIDE_ENUM
        AIDE_USE_COUNT
};
const char *aide_use_action(enum aide_use use);

/* What came of it: AIDED(enumerator, code, chinese, english). */
#define AIDE_OUTCOMES(AIDED)                                                                       \
    AIDED(USED, "used", "用了", "used")                                                            \
    AIDED(DECLINED, "declined", "它说没有", "it had nothing to say")                               \
    AIDED(NOT_BORNE, "not_borne", "原文里没有依据，没有用", "not borne by the passage, not used")  \
    AIDED(PASSED, "passed", "市民已经往下说了，没有用", "the citizen had gone on, not used")       \
    AIDED(LATE, "late", "超时", "late")                                                            \
    AIDED(UNSENT, "unsent", "连不上", "could not be reached")                                      \
    AIDED(BUSY, "busy", "对方忙", "it was busy")                                                   \
    AIDED(REFUSED, "refused", "对方拒绝，检查密钥和名称", "it refused: key, address or name")      \
    AIDED(UNREADABLE, "unreadable", "答复读不懂", "its answer could not be read")                  \
    AIDED(NO_KEY, "no_key", "没有取到密钥", "its key was not there")                               \
    AIDED(LOST, "lost", "重启时还没有答复", "not answered when the process ended")
enum aide_outcome {
#define AIDED_ENUM(name, code, zh, en) AIDE_##name,
    AIDE_OUTCOMES(AIDED_ENUM)
#undef AIDED_ENUM
        AIDE_OUTCOME_COUNT
};
const char *aide_outcome_code(enum aide_outcome outcome);

struct aide_asked {
    int64_t id, at;
    enum aide_use use;
    int64_t object; /* REPHRASE: the turn that quoted; PROPOSE: the case */
    int64_t person; /* REPHRASE */
    int64_t tokens; /* set aside for it */
};
/* Writes it down, with a request and its tokens spent on its day. */
enum store_error aide_ask(struct store *store, const struct aide_asked *asked) STORE_CHECKED;
/* Takes the row out; STORE_NONE: it was answered before, or is not known. */
enum store_error aide_take(struct store *store, int64_t id, struct aide_asked *out) STORE_CHECKED;
/* Any row that stands; STORE_NONE: none does. */
enum store_error aide_any(struct store *store, int64_t *id) STORE_CHECKED;

/* What days from..to (since 1970, local) cost. */
struct aide_cost {
    int64_t requests, tokens;
};
enum store_error aide_cost(struct store *store, int64_t from, int64_t to,
                           struct aide_cost *out) STORE_CHECKED;
/* Corrects the tokens of a day. */
enum store_error aide_correct(struct store *store, int64_t day, int64_t tokens) STORE_CHECKED;

/* A proposal for a case: lines of "unit code TAB duty code", best first. */
struct aide_proposal {
    int64_t at;
    struct view model, lines;
};
enum store_error aide_propose(struct store *store, int64_t case_id,
                              const struct aide_proposal *proposal) STORE_CHECKED;
/* STORE_NONE: there is none. */
enum store_error aide_proposal(struct store *store, int64_t case_id, struct arena *arena,
                               struct aide_proposal *out) STORE_CHECKED;

#endif
