/* page: one request for a public page, and the words and marks it is answered with. Private to
 * gateway/site. Everything that is not a literal here enters the page escaped. */
#ifndef ZHIDA_SITE_PAGE_H
#define ZHIDA_SITE_PAGE_H

#include "dsl/engine/rules.h"
#include "gateway/site/site.h"

enum site_word {
#define WORD(name, zh, en) WORD_##name,
#include "gateway/site/words.h"
#undef WORD
    WORDS
};

enum site_section {
    SECTION_NONE,
    SECTION_HOME,
    SECTION_PROGRESS,
    SECTION_BOARD,
    SECTION_IDEAS,
    SECTION_WISHES,
    SECTION_FIGURES,
    SECTION_ACTIVITIES
};

struct site_call {
    const struct site *site;
    struct store *reader; /* of this web thread */
    const struct web_request *request;
    struct web_response *response;
    struct arena *arena;
    int64_t now;
    struct rules_held *held;
    const struct rules *rules; /* NULL: none yet */
    enum text_language language;
    bool chosen; /* the language was asked for, and links carry it on */
    struct buf *out;
};

struct view site_word(const struct site_call *call, enum site_word word);

/* Head, navigation and heading; and what closes it. heading: empty: the title's word. */
void page_open(struct site_call *call, enum site_section section, enum site_word title,
               struct view heading);
void page_shut(struct site_call *call);
/* A whole page that says that there is none; status 404. */
void page_missing(struct site_call *call);

/* Into the page: as it is (literals only); a word; somebody's text; text with its line ends. */
void put(struct site_call *call, const char *html);
void put_word(struct site_call *call, enum site_word word);
void put_escaped(struct site_call *call, struct view text);
void put_lines(struct site_call *call, struct view text);
void put_number(struct site_call *call, int64_t number);
/* As a time element: day and hour, or the day alone. */
void put_moment(struct site_call *call, int64_t at);
void put_day(struct site_call *call, int64_t at);
/* A deadline: the day alone where all of it is left. */
void put_deadline(struct site_call *call, int64_t at);
/* An address of this site with the language carried on: " href=\"...\"". more: NULL or further
 * parameters, written as they are. */
void put_href(struct site_call *call, const char *path, const char *more);
/* A paragraph that a screen reader says at once. kind: "good", "bad" or "note". */
void put_notice(struct site_call *call, const char *kind, enum site_word word);
/* A form that is posted to path (the language goes along); more: attributes, as they are. Its end
 * with its button. kind: "strong" or "quiet". */
void form_begin(struct site_call *call, const char *path, const char *more);
void form_end(struct site_call *call, enum site_word send, const char *kind);
/* The unit's or another noun's name in the page's language, or the code. */
struct view name_of(const struct site_call *call, enum rules_noun noun, struct view code);

/* A field of the posted form, trimmed; empty where it is missing or no good text. */
struct view form_text(const struct site_call *call, const char *name);
/* A parameter of the address, as form_text. */
struct view query_text(const struct site_call *call, const char *name);
/* The form was sent from a page of this site, as far as the browser says where from. */
bool form_is_own(const struct site_call *call);
/* What stands for whoever asks: all of an address that one household has. Empty for this machine:
 * a proxy that names nobody, behind which everybody stands. */
struct view peer_name(const struct site_call *call);

#endif
