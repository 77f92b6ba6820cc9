/* page: the frame of every public page, and the few ways by which text enters it.
 *
 * Pages are made on the server, whole: they are read on old phones, printed, and looked at where
 * scripts are turned off. A page needs two requests, itself and one style sheet. The language is
 * the one asked for (?lang=), else the browser's, else Chinese; links carry a choice on, so that no
 * cookie is needed.
 *
 * Always holds: what citizens and officers wrote goes through put_escaped() or put_lines(), which
 * escape it; put() is for literals. */
#include "gateway/site/page.h"

#include "dsl/base/civil.h"
#include "gateway/net/peer.h"
#include "gateway/web/markdown.h"

struct view site_word(const struct site_call *call, enum site_word word)
{
    static const struct {
        struct view zh, en;
    } words[WORDS] = {
#define WORD(name, zh, en) {{(zh), sizeof(zh) - 1}, {(en), sizeof(en) - 1}},
#include "gateway/site/words.h"
#undef WORD
    };
    return call->language == LANGUAGE_EN ? words[word].en : words[word].zh;
}

/* ---- text ---- */

void put(struct site_call *call, const char *html)
{
    buf_text(call->out, html);
}

void put_escaped(struct site_call *call, struct view text)
{
    html_escape(call->out, text);
}

void put_word(struct site_call *call, enum site_word word)
{
    put_escaped(call, site_word(call, word));
}

void put_lines(struct site_call *call, struct view text)
{
    struct view rest = text;
    while (rest.p) {
        put_escaped(call, view_cut(&rest, '\n'));
        if (rest.p)
            put(call, "<br>");
    }
}

void put_number(struct site_call *call, int64_t number)
{
    buf_print(call->out, "%lld", (long long)number);
}

static void put_time(struct site_call *call, int64_t at, bool hour)
{
    static const char *const months[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                         "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    struct civil_time time = civil_local(at, CHINA_OFFSET_MINUTES);
    struct civil day = civil_from_day(time.day);
    buf_print(call->out, "<time datetime=\"%04d-%02d-%02dT%02d:%02d+08:00\">", day.year, day.month,
              day.day, time.minute / 60, time.minute % 60);
    if (call->language == LANGUAGE_EN)
        buf_print(call->out, "%d %s %d", day.day, months[day.month - 1], day.year);
    else
        buf_print(call->out, "%d年%d月%d日", day.year, day.month, day.day);
    if (hour)
        buf_print(call->out, " %02d:%02d", time.minute / 60, time.minute % 60);
    put(call, "</time>");
}

void put_moment(struct site_call *call, int64_t at)
{
    put_time(call, at, true);
}

void put_day(struct site_call *call, int64_t at)
{
    put_time(call, at, false);
}

void put_deadline(struct site_call *call, int64_t at)
{
    civil_day last;
    if (civil_ends_day(at, CHINA_OFFSET_MINUTES, &last))
        put_day(call, at - 1);
    else
        put_moment(call, at);
}

void put_href(struct site_call *call, const char *path, const char *more)
{
    const char *language = call->language == LANGUAGE_EN ? "en" : "zh";
    buf_print(call->out, " href=\"%s", path);
    if (call->chosen)
        buf_print(call->out, "?lang=%s", language);
    if (more)
        buf_print(call->out, "%s%s", call->chosen ? "&amp;" : "?", more);
    put(call, "\"");
}

void put_notice(struct site_call *call, const char *kind, enum site_word word)
{
    buf_print(call->out, "<p class=\"notice %s\" role=\"status\">", kind);
    put_word(call, word);
    put(call, "</p>\n");
}

void form_begin(struct site_call *call, const char *path, const char *more)
{
    const char *language = call->language == LANGUAGE_EN ? "?lang=en" : "?lang=zh";
    buf_print(call->out, "<form method=\"post\" action=\"%s%s\"%s%s>\n", path,
              call->chosen ? language : "", *more ? " " : "", more);
}

void form_end(struct site_call *call, enum site_word send, const char *kind)
{
    buf_print(call->out, "<button type=\"submit\" class=\"%s\">", kind);
    put_word(call, send);
    put(call, "</button></form>\n");
}

struct view name_of(const struct site_call *call, enum rules_noun noun, struct view code)
{
    int index = call->rules && code.n ? rules_find(call->rules, noun, code) : NONE;
    return index == NONE ? code : rules_display(call->rules, noun, index, call->language);
}

/* ---- the frame ---- */

static const struct {
    enum site_section section;
    const char *path;
    enum site_word word;
} sections[] = {
    {SECTION_NONE, "/chat", WORD_chat},
    {SECTION_PROGRESS, "/progress", WORD_progress},
    {SECTION_BOARD, "/board", WORD_board},
    {SECTION_IDEAS, "/suggestions", WORD_suggestions},
    {SECTION_WISHES, "/wishes", WORD_wishes},
    {SECTION_ACTIVITIES, "/activities", WORD_activities},
    {SECTION_FIGURES, "/figures", WORD_figures},
};

static void put_sections(struct site_call *call, enum site_section section)
{
    put(call, "<nav aria-label=\"");
    put_word(call, WORD_sections);
    put(call, "\"><ul>");
    for (size_t i = 0; i < sizeof sections / sizeof *sections; i++) {
        put(call, "<li><a");
        put_href(call, sections[i].path, NULL);
        if (section != SECTION_NONE && sections[i].section == section)
            put(call, " aria-current=\"page\"");
        put(call, ">");
        put_word(call, sections[i].word);
        put(call, "</a></li>");
    }
    put(call, "</ul></nav>\n");
}

static void put_district(struct site_call *call)
{
    if (call->rules)
        put_escaped(call, rules_district_name(call->rules, call->language));
    if (call->language == LANGUAGE_EN)
        put(call, " ");
    put_word(call, WORD_site);
}

/* The same page in the other language: a link, since the address says it all; but not where a form
 * was posted: then it leads to the empty page. */
static void put_other_language(struct site_call *call)
{
    bool english = call->language == LANGUAGE_EN;
    put(call, "<a class=\"tongue\" href=\"");
    put_escaped(call, call->request->path);
    buf_print(call->out, "?lang=%s\" lang=\"%s\">", english ? "zh" : "en",
              english ? "zh-CN" : "en");
    put_word(call, WORD_other_language);
    put(call, "</a>");
}

static void put_head(struct site_call *call, struct view heading)
{
    put(call, "<!doctype html>\n<html lang=\"");
    put(call, call->language == LANGUAGE_EN ? "en" : "zh-CN");
    put(call, "\">\n<head><meta charset=\"utf-8\"><meta name=\"viewport\" "
              "content=\"width=device-width, initial-scale=1\"><meta name=\"theme-color\" "
              "content=\"#0b5d57\"><meta name=\"format-detection\" content=\"telephone=no\">"
              "<link rel=\"icon\" href=\"/chat/icon.svg\" type=\"image/svg+xml\">"
              "<link rel=\"stylesheet\" href=\"/site/site.css\"><title>");
    put_escaped(call, heading);
    put(call, " · ");
    put_district(call);
    put(call, "</title></head>\n");
}

void page_open(struct site_call *call, enum site_section section, enum site_word title,
               struct view heading)
{
    struct view said = heading.n ? heading : site_word(call, title);
    put_head(call, said);
    put(call, "<body>\n<a class=\"skip\" href=\"#main\">");
    put_word(call, WORD_skip);
    put(call, "</a>\n<header><a class=\"mark\"");
    put_href(call, "/public", NULL);
    put(call, "><img src=\"/chat/icon.svg\" alt=\"\" width=\"32\" height=\"32\"> ");
    put_district(call);
    put(call, "</a>");
    put_other_language(call);
    put(call, "</header>\n");
    put_sections(call, section);
    put(call, "<main id=\"main\" tabindex=\"-1\">\n<h1>");
    put_escaped(call, said);
    put(call, "</h1>\n");
}

static void put_hotline(struct site_call *call)
{
    struct view hotline = call->rules ? rules_hotline(call->rules) : VIEW("");
    if (!hotline.n)
        return;
    put(call, "<p>");
    put_word(call, WORD_hotline);
    put(call, "<a href=\"tel:");
    put_escaped(call, hotline);
    put(call, "\">");
    put_escaped(call, hotline);
    put(call, "</a></p>");
}

void page_shut(struct site_call *call)
{
    put(call, "</main>\n<footer>");
    put_hotline(call);
    put(call, "</footer>\n</body></html>\n");
}

void page_missing(struct site_call *call)
{
    call->response->status = 404;
    page_open(call, SECTION_NONE, WORD_no_page, VIEW(""));
    put(call, "<p>");
    put_word(call, WORD_no_page_says);
    put(call, "</p>\n");
    page_shut(call);
}

/* ---- what was sent ---- */

/* Without the carriage returns that forms put before line ends; nothing where other control
 * characters are in it. The decoder has seen to UTF-8. */
static struct view clean(struct view text, struct arena *arena)
{
    char *out = arena_alloc(arena, text.n + 1);
    size_t n = 0;
    for (size_t i = 0; i < text.n; i++) {
        unsigned char c = (unsigned char)text.p[i];
        if ((c < ' ' && c != '\n' && c != '\r' && c != '\t') || c == 0x7f)
            return VIEW("");
        if (c != '\r')
            out[n++] = text.p[i];
    }
    return view_trim((struct view){out, n});
}

struct view form_text(const struct site_call *call, const char *name)
{
    const struct request as_adapter = {.query = call->request->body};
    struct view type = web_header(call->request, "content-type");
    if (!view_starts(type, VIEW("application/x-www-form-urlencoded")))
        return VIEW("");
    return clean(request_query(&as_adapter, call->arena, name), call->arena);
}

struct view query_text(const struct site_call *call, const char *name)
{
    return clean(web_query(call->request, name), call->arena);
}

/* Older browsers say only whose page the form was on. */
static bool origin_fits(const struct web_request *request)
{
    struct view origin = web_header(request, "origin"), host = web_header(request, "host");
    size_t scheme = view_find(origin, VIEW("://"));
    if (!origin.n)
        return true;
    return scheme != SIZE_MAX && host.n && view_eq(view_sub(origin, scheme + 3, origin.n), host);
}

/* Programs that say nothing are let in: the forms carry what nobody else knows, or are throttled.
 */
bool form_is_own(const struct site_call *call)
{
    struct view from = web_header(call->request, "sec-fetch-site");
    return from.n ? view_is(from, "same-origin") || view_is(from, "none")
                  : origin_fits(call->request);
}

struct view peer_name(const struct site_call *call)
{
    unsigned char *key = arena_alloc(call->arena, PEER_KEY);
    if (peer_is_here(call->request->peer))
        return VIEW("");
    return peer_key(call->request->peer, key) ? (struct view){(const char *)key, PEER_KEY}
                                              : call->request->peer;
}
