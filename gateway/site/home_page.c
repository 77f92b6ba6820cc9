/* home_page: /public, the door to everything that is open: one large line for each. */
#include "gateway/site/figures_page.h"

static const struct {
    const char *path;
    enum site_word name, says;
} doors[] = {
    {"/chat", WORD_chat, WORD_chat_says},
    {"/progress", WORD_progress, WORD_progress_says},
    {"/board", WORD_board, WORD_board_says},
    {"/suggestions", WORD_suggestions, WORD_suggestions_says},
    {"/wishes", WORD_wishes, WORD_wishes_says},
    {"/activities", WORD_activities, WORD_activities_says},
    {"/figures", WORD_figures, WORD_figures_says},
};

void home_page(struct site_call *call)
{
    struct view district =
        call->rules ? rules_district_name(call->rules, call->language) : VIEW("");
    page_open(call, SECTION_HOME, WORD_home, district);
    put(call, "<ul class=\"entries\">\n");
    for (size_t i = 0; i < sizeof doors / sizeof *doors; i++) {
        put(call, "<li><h2><a");
        put_href(call, doors[i].path, NULL);
        put(call, ">");
        put_word(call, doors[i].name);
        put(call, "</a></h2><p>");
        put_word(call, doors[i].says);
        put(call, "</p></li>\n");
    }
    put(call, "</ul>\n");
    page_shut(call);
}
