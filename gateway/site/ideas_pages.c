/* ideas_pages: suggestions that were chosen and published with the reply, the campaigns that run,
 * and wishes that wait for somebody. Only what two people approved is read from a row (shown_*),
 * never what the citizen wrote; the rows of other states are not asked for at all. */
#include "gateway/site/ideas_pages.h"

#include <stdio.h>

#include "gateway/store/ideas.h"
#include "gateway/web/json_out.h"

enum { PAGE_MOST = 20, CAMPAIGNS_MOST = 10 };

struct listing {
    struct idea *ideas;
    size_t count;
    struct idea_campaign campaigns[CAMPAIGNS_MOST];
    size_t campaign_count;
};

static bool is_json(const struct site_call *call)
{
    const struct view path = call->request->path, tail = VIEW(".json");
    return path.n > tail.n && view_eq(view_sub(path, path.n - tail.n, path.n), tail);
}

/* Running now, oldest end first as they come. */
static enum store_error read_campaigns(struct site_call *call, struct listing *list)
{
    size_t found, kept = 0;
    enum store_error error = idea_campaigns(call->reader, call->now, CAMPAIGNS_MOST, call->arena,
                                            list->campaigns, &found);
    for (size_t i = 0; error == STORE_OK && i < found; i++)
        if (list->campaigns[i].starts <= call->now)
            list->campaigns[kept++] = list->campaigns[i];
    list->campaign_count = kept;
    return error;
}

static bool read_listing(struct site_call *call, enum idea_kind kind, struct listing *list)
{
    struct idea_filter filter = {.kind = kind,
                                 .state = kind == IDEA_WISH ? IDEA_OPEN : IDEA_PUBLISHED,
                                 .unit = VIEW(""),
                                 .category = VIEW(""),
                                 .max = PAGE_MOST};
    struct view below = query_text(call, "below");
    *list = (struct listing){.count = 0};
    if (below.n && !view_int(below, 1, INT64_MAX, &filter.below))
        return false;
    enum store_error error =
        ideas_list(call->reader, &filter, call->arena, &list->ideas, &list->count);
    if (error == STORE_OK && kind == IDEA_SUGGESTION)
        error = read_campaigns(call, list);
    return error == STORE_OK;
}

/* ---- as a page ---- */

static void put_campaigns(struct site_call *call, const struct listing *list)
{
    if (!list->campaign_count)
        return;
    put(call, "<section class=\"card\"><h2>");
    put_word(call, WORD_suggestions_running);
    put(call, "</h2><ul class=\"campaigns\">");
    for (size_t i = 0; i < list->campaign_count; i++) {
        const struct idea_campaign *one = &list->campaigns[i];
        put(call, "<li><h3>");
        put_escaped(call, one->topic);
        put(call, "</h3><p>");
        put_lines(call, one->body);
        put(call, "</p><p class=\"muted\">");
        put_word(call, WORD_suggestions_until);
        put_day(call, one->ends - 1);
        put(call, "</p><p>");
        put_word(call, WORD_suggestions_how);
        put_number(call, one->id);
        put(call, " <a");
        put_href(call, "/chat", NULL);
        put(call, ">");
        put_word(call, WORD_suggestions_join);
        put(call, "</a></p></li>");
    }
    put(call, "</ul></section>");
}

static void put_idea(struct site_call *call, const struct idea *idea)
{
    put(call, "<article class=\"card idea\"><h2>");
    put_escaped(call, idea->shown_title);
    put(call, "</h2><p>");
    put_lines(call, idea->shown_text);
    put(call, "</p>");
    if (idea->shown_reply.n) {
        put(call, "<p class=\"reply\"><strong>");
        put_word(call, WORD_suggestions_reply);
        put(call, " · ");
        put_escaped(call, name_of(call, NOUN_UNIT, idea->unit));
        put(call, "</strong><br>");
        put_lines(call, idea->shown_reply);
        put(call, "</p>");
    }
    put(call, "<p class=\"muted\">");
    put_day(call, idea->moved);
    put(call, "</p></article>");
}

static void put_earlier(struct site_call *call, const char *path, const struct listing *list)
{
    char more[48];
    if (list->count < PAGE_MOST)
        return;
    snprintf(more, sizeof more, "below=%lld", (long long)list->ideas[list->count - 1].id);
    put(call, "<p><a");
    put_href(call, path, more);
    put(call, ">");
    put_word(call, WORD_ideas_earlier);
    put(call, "</a></p>");
}

static void show(struct site_call *call, enum idea_kind kind, const struct listing *list)
{
    bool wish = kind == IDEA_WISH;
    page_open(call, wish ? SECTION_WISHES : SECTION_IDEAS, wish ? WORD_wishes : WORD_suggestions,
              VIEW(""));
    put(call, "<p class=\"muted\">");
    put_word(call, wish ? WORD_wishes_says : WORD_suggestions_says);
    put(call, "</p>");
    put_campaigns(call, list);
    for (size_t i = 0; i < list->count; i++)
        put_idea(call, &list->ideas[i]);
    if (!list->count) {
        put(call, "<p>");
        put_word(call, wish ? WORD_wishes_none : WORD_suggestions_none);
        put(call, "</p>");
    } else if (wish) {
        put(call, "<p>");
        put_word(call, WORD_wishes_how);
        put(call, "</p>");
    }
    put_earlier(call, wish ? "/wishes" : "/suggestions", list);
    page_shut(call);
}

/* ---- as JSON ---- */

static json_t *idea_json(struct site_call *call, const struct idea *idea)
{
    json_t *out = json_object();
    json_put(out, "number",
             idea_number_text(call->rules ? rules_district_code(call->rules) : VIEW(""), idea->kind,
                              idea->id, call->arena));
    json_put(out, "title", idea->shown_title);
    json_put(out, "text", idea->shown_text);
    json_put(out, "reply", idea->shown_reply);
    json_put(out, "category", idea->category);
    json_put(out, "area", idea->area);
    if (idea->kind == IDEA_SUGGESTION)
        json_put(out, "unit", idea->unit);
    json_put_int(out, "published", idea->moved);
    return out;
}

static void show_json(struct site_call *call, const struct listing *list)
{
    json_t *out = json_object(), *ideas = json_array(), *campaigns = json_array();
    for (size_t i = 0; i < list->count; i++)
        json_array_append_new(ideas, idea_json(call, &list->ideas[i]));
    for (size_t i = 0; i < list->campaign_count; i++) {
        json_t *one = json_object();
        json_put_int(one, "id", list->campaigns[i].id);
        json_put(one, "topic", list->campaigns[i].topic);
        json_put(one, "text", list->campaigns[i].body);
        json_put_int(one, "ends", list->campaigns[i].ends);
        json_array_append_new(campaigns, one);
    }
    json_object_set_new(out, "ideas", ideas);
    json_object_set_new(out, "campaigns", campaigns);
    json_put_int(out, "next", list->count == PAGE_MOST ? list->ideas[list->count - 1].id : 0);
    web_json(call->response, out);
}

static void serve_kind(struct site_call *call, enum idea_kind kind)
{
    struct listing list;
    if (!read_listing(call, kind, &list))
        page_missing(call);
    else if (is_json(call))
        show_json(call, &list);
    else
        show(call, kind, &list);
}

void suggestions_get(struct site_call *call)
{
    serve_kind(call, IDEA_SUGGESTION);
}

void wishes_get(struct site_call *call)
{
    serve_kind(call, IDEA_WISH);
}
