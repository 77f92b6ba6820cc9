/* ticket: what a case teaches: a text and the unit that was right for it. */
#ifndef ZHIDA_TICKET_H
#define ZHIDA_TICKET_H

#include "gateway/store/cases.h"

/* Where the unit comes from: SOURCE(enumerator, code, what it says). */
#define TICKET_SOURCES(SOURCE)                                                                     \
    SOURCE(DESK, "desk", "an officer at the dispatch desk chose it, maybe after a return")         \
    SOURCE(ANSWERS, "answers", "the citizen's answers led there, and nobody sent it back")         \
    SOURCE(ENGINE, "engine", "the text alone led there, and it was closed without a return")
enum ticket_source {
#define SOURCE_ENUM(name, code, says) TICKET_##name,
    TICKET_SOURCES(SOURCE_ENUM)
#undef SOURCE_ENUM
};
const char *ticket_source_code(enum ticket_source source);

enum ticket_result {
    TICKET_MADE,
    TICKET_NAMELESS, /* filed anonymously, or the person was forgotten since */
    TICKET_UNSETTLED /* not dispatched, sent back, withdrawn, or not closed yet */
};
#define TICKET_RESULTS 3

struct ticket {
    struct view text;             /* one line, names and numbers masked */
    struct view unit, duty, area; /* codes; duty and area may be empty */
    int64_t filed;
    enum ticket_source source;
};

/* An officer's or citizen's words in one line, names and numbers masked. */
struct view ticket_words(struct view text, struct arena *arena);

/* Memory from the arena. */
enum ticket_result ticket_of(const struct case_full *full, const struct case_event *events,
                             size_t count, struct arena *arena, struct ticket *out);

#endif
