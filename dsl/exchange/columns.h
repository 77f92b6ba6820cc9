/* columns: which column of a sheet is what. Given by the author, or guessed by the headings and by
 * what stands below them; in either case it can be shown with its reason before anything is done.
 */
#ifndef ZHIDA_EXCHANGE_COLUMNS_H
#define ZHIDA_EXCHANGE_COLUMNS_H

#include "dsl/exchange/sheet.h"

enum column_role {
#define COLUMN(role, key, zh, en, headings) ROLE_##role,
#include "dsl/exchange/column_table.h"
#undef COLUMN
    ROLE_KEPT, /* the language has no place for it: kept beside the rules */
    ROLE_COUNT
};

struct column {
    enum column_role role;
    enum { COLUMN_GIVEN, COLUMN_BY_HEADING, COLUMN_BY_CONTENT, COLUMN_UNKNOWN } reason;
};

enum { CLASS_COLUMNS_MAX = 8 };

struct columns {
    struct column *at; /* one for each column of the sheet */
    size_t n;
    bool has_heading;
    size_t heading;                     /* its row */
    size_t first;                       /* the first row of the list */
    size_t class_at[CLASS_COLUMNS_MAX]; /* class columns, from coarse to fine */
    size_t classes;
    char class_separator; /* of a path in a single class column; 0: there is none */
};

enum columns_result {
    COLUMNS_OK,
    COLUMNS_NO_SUCH_HEADING, /* of what was given */
    COLUMNS_NO_SUCH_ROLE,
    COLUMNS_TWICE,   /* one role for two columns */
    COLUMNS_NO_ITEM, /* nothing could be the item's name */
    COLUMNS_BADLY_WRITTEN
};

/* Finds out. given is "编号=code,3=unit" (a heading or a column's number, from 1) or empty; wrong
 * is the part of it that could not be used. */
enum columns_result columns_find(struct arena *arena, const struct sheet *sheet, struct view given,
                                 struct columns *columns, struct view *wrong)
    __attribute__((warn_unused_result));

/* The first column of a role, or SIZE_MAX. */
size_t columns_of(const struct columns *columns, enum column_role role);

/* What a role is called: "unit"; "责任单位"; "unit" in English. */
const char *column_key(enum column_role role);
const char *column_title(enum column_role role, bool chinese);

/* The role of a key, or ROLE_COUNT. "-" is ROLE_KEPT. */
enum column_role column_role_of(struct view key);

#endif
