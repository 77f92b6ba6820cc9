/* assets: the pages that are built into the binary, and how they are served. */
#ifndef ZHIDA_ASSETS_H
#define ZHIDA_ASSETS_H

#include "gateway/net/routes.h"

/* A file of gateway/web/pages; the table is made at build time by embed.c. */
struct page {
    const char *path; /* "desk/desk.css" */
    const char *type;
    const unsigned char *bytes;
    size_t n;
    const char *etag; /* with its quotes */
    bool packed;      /* bytes are gzip's */
};
extern const struct page pages[];
extern const size_t page_count;

/* NULL: there is none. */
const struct page *page_find(struct view path);

/* Answers with the page, or 304 where the caller has it. */
void page_serve(const struct web_request *request, const struct page *page,
                struct web_response *response);

/* The page FOLDER/rest, or 404. */
void page_serve_below(const struct web_request *request, const char *folder, struct view rest,
                      struct web_response *response);

/* Is this etag among those of If-None-Match? */
bool web_has_etag(const struct web_request *request, struct view etag);

/* Headers every answer to a browser carries: nothing is guessed, framed, sent on as referrer.
 * policy: the content security policy. */
void web_guard(struct web_response *response, const char *policy);

/* Own scripts, styles and connections only; pictures also from memory (blob:). Text can only enter
 * the page as text: scripts must go through trusted types, and there are none. */
#define WEB_POLICY                                                                                 \
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; "              \
    "media-src blob:; connect-src 'self'; font-src 'self'; manifest-src 'self'; "                  \
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'; "                                \
    "require-trusted-types-for 'script'; trusted-types 'none'"

#endif
