/* diag: one record for everything the compiler has to say. It is queued, never printed on the way;
 * at the end the queue is sorted, freed of repeats and printed as text, as one line each, or as
 * JSON, in Chinese or English, from the same record.
 *
 * Codes, severities and both wordings stand in diag_table.h; a message's {0} {1} ... are filled
 * from the arguments. E = error (the rules do not compile), W = warning. A warning belongs to a
 * lint (dsl/lint), by whose name it can be silenced, switched off or made an error; its code stays.
 */
#ifndef ZHIDA_DIAG_H
#define ZHIDA_DIAG_H

#include "dsl/base/buf.h"
#include "dsl/syntax/source.h"

enum diag_code {
#define DIAG(code, severity, zh, en, help_zh, help_en) DIAG_##code,
#include "dsl/syntax/diag_table.h"
#undef DIAG
    DIAG_COUNT
};

enum diag_severity { DIAG_ERROR, DIAG_WARNING };
enum diag_language { DIAG_ZH, DIAG_EN };

/* A text in both languages, for arguments, labels, headings and suggestions: Chinese, a unit
 * separator, English. Where there is no separator the text is shown in either language. */
#define BOTH(zh, en) VIEW(zh "\x1f" en)

/* The half of a text for a language. */
struct view diag_half(struct view text, enum diag_language language);

/* The same for two texts that are not literals. */
struct view diag_both(struct arena *arena, struct view zh, struct view en);

struct diag_label {
    struct span span;
    struct view text; /* what stands here; may be empty */
};

struct diag {
    enum diag_code code;
    enum diag_severity severity; /* the code's own, until diag_set_severity */
    const char *lint;            /* the name of the lint it belongs to, or NULL */
    struct span span;            /* the primary place */
    struct view args[4];
    VEC(struct diag_label) labels; /* secondary places */
    struct view heading[3]; /* breadcrumb: category, duty, basis; empty where there is none */
    struct view suggestion; /* did-you-mean or what to write; may be empty */
    bool has_fix;           /* replace fix_span by fix_text */
    struct span fix_span;
    struct view fix_text;
};

struct diags {
    struct arena *arena;
    const struct sources *sources;
    VEC(struct diag) list;
    size_t errors, warnings;
    size_t silenced; /* records that were taken out because the place allows them */
};

/* Queues a record and returns it, so that labels, heading, suggestion and fix can be added. Up to
 * four arguments follow as struct view. Views are kept, not copied. */
struct diag *diag_add(struct diags *diags, enum diag_code code, struct span span, size_t count,
                      const struct view *args);
#define DIAG_AT(diags, code, span, ...)                                                            \
    diag_add((diags), (code), (span),                                                              \
             sizeof((struct view[]){(struct view){0}, ##__VA_ARGS__}) / sizeof(struct view) - 1,   \
             &((struct view[]){(struct view){0}, ##__VA_ARGS__})[1])

void diag_label(struct diags *diags, struct diag *diag, struct span span, struct view text);
void diag_fix(struct diag *diag, struct span span, struct view text);

/* Makes a record of the queue count as an error or as a warning. */
void diag_set_severity(struct diags *diags, struct diag *diag, enum diag_severity severity);

/* Takes out every record for which gone says so; the others keep their order. */
typedef bool diag_is_gone(const struct diag *diag, void *context);
void diags_drop(struct diags *diags, diag_is_gone *gone, void *context);

/* The nearest of count names to the one written, or an empty view where none is near: Damerau
 * distance over code points, at most a third of the length (1 for names of up to 3). */
struct view diag_nearest(struct view written, const struct view *names, size_t count);

/* Sorts by file and place, drops repeats of (code, span). */
void diags_sort(struct diags *diags);

/* Text with the source line, carets by display cells, labels, reason, suggestion, fix-it. */
void diags_text(const struct diags *diags, enum diag_language language, bool color,
                struct buf *out);

/* path:line:column: error[E0101]: message, one line each. */
void diags_lines(const struct diags *diags, enum diag_language language, struct buf *out);

/* {"errors":N,"warnings":N,"diagnostics":[...]}; lines and columns from 1, both wordings. */
void diags_json(const struct diags *diags, struct buf *out);

const char *diag_name(enum diag_code code); /* "E0101" */
enum diag_severity diag_severity(enum diag_code code);

/* What would go wrong if the code were let pass: a sentence or two for the reference. */
const char *diag_why(enum diag_code code, enum diag_language language);

/* Wording and help of a record in a language, with the arguments filled in. */
void diag_message(const struct diag *diag, enum diag_language language, struct buf *out);
void diag_help(const struct diag *diag, enum diag_language language, struct buf *out);

#endif
