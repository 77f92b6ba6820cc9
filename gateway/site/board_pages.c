/* board_pages: published questions and answers, to be looked through and found.
 *
 * An entry's address is /board/ID and stays. One that is not published, was taken down or never was
 * gets the same page: there is none. "It happened to me too" needs no account: an address counts
 * once a day for an entry and thirty times an hour in all; the number says how many took the
 * trouble, no more. */
#include "gateway/site/board_pages.h"

#include "dsl/base/civil.h"
#include "dsl/base/utf8.h"
#include "gateway/desk/publish.h"
#include "gateway/store/tries.h"
#include "gateway/turn/guesses.h"

enum { SHOWN = 20, EXCERPT_BYTES = 210, SAME_AN_HOUR = 30, DAY_SECONDS = 86400 };

/* ---- the list ---- */

struct wanted {
    struct view words, category, area, month;
    struct board_filter filter;
    bool too_short; /* one character finds nothing */
};

/* "2026-11": from its first second to the next month's. */
static void take_month(struct wanted *wanted)
{
    int64_t year, month;
    struct view text = wanted->month;
    if (text.n != 7 || text.p[4] != '-' || !view_int(view_sub(text, 0, 4), 2000, 2999, &year) ||
        !view_int(view_sub(text, 5, 7), 1, 12, &month)) {
        wanted->month = VIEW("");
        return;
    }
    struct civil first = {(int)year, (int)month, 1};
    struct civil next = {(int)(month == 12 ? year + 1 : year), (int)(month % 12) + 1, 1};
    wanted->filter.from =
        civil_seconds((struct civil_time){civil_to_day(first), 0, 0}, CHINA_OFFSET_MINUTES);
    wanted->filter.to =
        civil_seconds((struct civil_time){civil_to_day(next), 0, 0}, CHINA_OFFSET_MINUTES);
}

static struct wanted read_wanted(struct site_call *call)
{
    struct wanted wanted = {.words = utf8_head(query_text(call, "q"), 200),
                            .category = query_text(call, "category"),
                            .area = query_text(call, "area"),
                            .month = query_text(call, "month")};
    int64_t below;
    if (view_int(query_text(call, "before"), 1, INT64_MAX, &below))
        wanted.filter.below = below;
    take_month(&wanted);
    wanted.filter.category = wanted.category;
    wanted.filter.area = wanted.area;
    wanted.filter.max = SHOWN + 1;
    wanted.filter.word_count =
        publish_words(wanted.words, call->arena, wanted.filter.words, BOARD_WORDS);
    wanted.too_short = wanted.words.n && !wanted.filter.word_count;
    return wanted;
}

static void put_option(struct site_call *call, struct view code, struct view name, bool chosen)
{
    put(call, "<option value=\"");
    put_escaped(call, code);
    put(call, chosen ? "\" selected>" : "\">");
    put_escaped(call, name);
    put(call, "</option>");
}

static void put_choice(struct site_call *call, const char *name, enum site_word label,
                       enum rules_noun noun, int count, struct view chosen)
{
    buf_print(call->out, "<p><label for=\"%s\">", name);
    put_word(call, label);
    buf_print(call->out, "</label><select id=\"%s\" name=\"%s\">", name, name);
    put_option(call, VIEW(""), site_word(call, WORD_all), false);
    for (int i = 0; i < count; i++) {
        struct view code = rules_code(call->rules, noun, i);
        if (noun == NOUN_AREA && !publish_area_is_part(call->rules, i))
            continue;
        put_option(call, code, rules_display(call->rules, noun, i, call->language),
                   view_eq(code, chosen));
    }
    put(call, "</select></p>\n");
}

static void put_hidden(struct site_call *call, const char *name, struct view value)
{
    buf_print(call->out, "<input type=\"hidden\" name=\"%s\" value=\"", name);
    put_escaped(call, value);
    put(call, "\">");
}

static void put_search(struct site_call *call, const struct wanted *wanted)
{
    put(call, "<form class=\"card\" method=\"get\" action=\"/board\" role=\"search\">\n");
    if (call->chosen)
        put_hidden(call, "lang", call->language == LANGUAGE_EN ? VIEW("en") : VIEW("zh"));
    put(call, "<p><label for=\"q\">");
    put_word(call, WORD_board_words);
    put(call, "</label><input class=\"field\" type=\"search\" id=\"q\" name=\"q\" "
              "maxlength=\"60\" value=\"");
    put_escaped(call, wanted->words);
    put(call, "\"></p>\n");
    bool narrowed = wanted->category.n || wanted->area.n || wanted->month.n;
    put(call, narrowed ? "<details open><summary>" : "<details><summary>");
    put_word(call, WORD_board_narrow);
    put(call, "</summary>\n");
    if (call->rules) {
        struct rules_counts counts = rules_counts(call->rules);
        put_choice(call, "category", WORD_board_category, NOUN_CATEGORY, counts.categories,
                   wanted->category);
        put_choice(call, "area", WORD_board_area, NOUN_AREA, counts.areas, wanted->area);
    }
    put(call, "<p><label for=\"month\">");
    put_word(call, WORD_board_month);
    put(call, "</label><input class=\"field\" type=\"month\" id=\"month\" name=\"month\" "
              "value=\"");
    put_escaped(call, wanted->month);
    put(call, "\"></p></details>\n");
    form_end(call, WORD_board_search, "strong");
}

static void put_entry_href(struct site_call *call, int64_t id)
{
    char path[40];
    struct buf text;
    buf_init(&text, sizeof path);
    buf_print(&text, "/board/%lld", (long long)id);
    put_href(call, buf_keep(&text, call->arena).p, NULL);
    buf_free(&text);
}

static void put_where(struct site_call *call, const struct board_entry *entry)
{
    put(call, "<p class=\"soft\">");
    put_escaped(call, name_of(call, NOUN_UNIT, entry->unit));
    if (entry->area.n) {
        put(call, " · ");
        put_escaped(call, name_of(call, NOUN_AREA, entry->area));
    }
    put(call, " · ");
    put_day(call, entry->checked_at);
    if (entry->same) {
        put(call, " · ");
        put_word(call, WORD_board_same_count);
        put(call, " ");
        put_number(call, entry->same);
    }
    put(call, "</p>");
}

static void put_line(struct site_call *call, const struct board_entry *entry)
{
    struct view head = utf8_head(entry->question, EXCERPT_BYTES);
    put(call, "<li><h2><a");
    put_entry_href(call, entry->id);
    put(call, ">");
    put_escaped(call, entry->title);
    put(call, "</a></h2><p>");
    put_escaped(call, head);
    put(call, head.n < entry->question.n ? "…</p>" : "</p>");
    put_where(call, entry);
    put(call, "</li>\n");
}

static void encode(struct buf *out, const char *name, struct view value)
{
    if (!value.n)
        return;
    buf_print(out, "%s=", name);
    for (size_t i = 0; i < value.n; i++)
        buf_print(out, "%%%02X", (unsigned char)value.p[i]);
    buf_text(out, "&amp;");
}

static void put_more(struct site_call *call, const struct wanted *wanted, int64_t last)
{
    struct buf more;
    buf_init(&more, 4096);
    encode(&more, "q", wanted->words);
    encode(&more, "category", wanted->category);
    encode(&more, "area", wanted->area);
    encode(&more, "month", wanted->month);
    buf_print(&more, "before=%lld", (long long)last);
    put(call, "<p><a class=\"more\" rel=\"next\"");
    put_href(call, "/board", buf_keep(&more, call->arena).p);
    put(call, ">");
    put_word(call, WORD_earlier);
    put(call, "</a></p>\n");
    buf_free(&more);
}

void board_list_page(struct site_call *call)
{
    struct wanted wanted = read_wanted(call);
    struct board_entry *entries = NULL;
    size_t count = 0;
    enum store_error error = wanted.too_short ? STORE_OK
                                              : board_search(call->reader, &wanted.filter,
                                                             call->arena, &entries, &count);
    page_open(call, SECTION_BOARD, WORD_board, VIEW(""));
    put(call, "<p>");
    put_word(call, WORD_board_lead);
    put(call, "</p>\n");
    put_search(call, &wanted);
    if (error != STORE_OK)
        put_notice(call, "bad", WORD_busy);
    else if (!count)
        put_notice(call, "note", wanted.too_short ? WORD_board_too_short : WORD_board_nothing);
    put(call, "<ul class=\"entries\">\n");
    for (size_t i = 0; i < count && i < SHOWN; i++)
        put_line(call, &entries[i]);
    put(call, "</ul>\n");
    if (count > SHOWN)
        put_more(call, &wanted, entries[SHOWN - 1].id);
    page_shut(call);
}

/* ---- an entry ---- */

static void put_same(struct site_call *call, const struct board_entry *entry)
{
    struct buf path;
    buf_init(&path, 60);
    buf_print(&path, "/board/%lld/same", (long long)entry->id);
    put(call, "<div class=\"do\"><p>");
    put_word(call, WORD_board_same_count);
    put(call, " <strong>");
    put_number(call, entry->same);
    put(call, "</strong></p>\n");
    form_begin(call, buf_keep(&path, call->arena).p, "");
    form_end(call, WORD_board_same, "quiet");
    put(call, "<p class=\"soft\">");
    put_word(call, WORD_board_same_hint);
    put(call, "</p></div>\n");
    buf_free(&path);
}

static void show_entry(struct site_call *call, const struct board_entry *entry, enum site_word said)
{
    page_open(call, SECTION_BOARD, WORD_board, entry->title);
    if (said != WORDS)
        put_notice(call, said == WORD_board_same_done ? "good" : "note", said);
    put_where(call, entry);
    put(call, "<section class=\"card\"><h2>");
    put_word(call, WORD_board_question);
    put(call, "</h2><p class=\"soft\">");
    put_day(call, entry->filed);
    put(call, "</p><p>");
    put_lines(call, entry->question);
    put(call, "</p></section>\n<section class=\"answer\"><h2>");
    put_word(call, WORD_answer);
    put(call, "</h2><p class=\"soft\">");
    put_day(call, entry->answered);
    put(call, "</p><p>");
    put_lines(call, entry->answer);
    put(call, "</p></section>\n");
    put_same(call, entry);
    put(call, "<p><a");
    put_href(call, "/board", NULL);
    put(call, ">");
    put_word(call, WORD_board_back);
    put(call, "</a></p>\n");
    page_shut(call);
}

/* The published entry of "ID" or "ID/same"; false: there is none, and the page says so. */
static bool find_entry(struct site_call *call, struct view rest, struct board_entry *entry)
{
    int64_t id;
    bool found = view_int(rest, 1, INT64_MAX, &id) &&
                 board_get(call->reader, id, call->arena, entry) == STORE_OK &&
                 entry->state == BOARD_PUBLISHED;
    if (!found)
        page_missing(call);
    return found;
}

void board_entry_page(struct site_call *call)
{
    struct board_entry entry;
    if (find_entry(call, call->request->rest, &entry))
        show_entry(call, &entry, WORDS);
}

struct same_job {
    struct view peer, both; /* both: address and entry */
    int64_t id, now;
    bool known, counted;
};

static enum store_error once_a_day(struct store *store, struct same_job *job)
{
    struct tries tries;
    enum store_error error = tries_get(store, "same of entry", job->both, &tries);
    job->known = tries.count && tries.closed_until > job->now;
    if (error != STORE_OK || job->known)
        return error;
    tries = (struct tries){1, job->now, job->now + DAY_SECONDS};
    return tries_put(store, "same of entry", job->both, &tries);
}

static enum store_error same_job(struct store *store, void *argument)
{
    struct same_job *job = argument;
    bool room;
    enum store_error error =
        guesses_room(store, "same of address", job->peer, SAME_AN_HOUR, job->now, &room);
    if (error != STORE_OK || !room)
        return error;
    error = once_a_day(store, job);
    if (error == STORE_OK && !job->known)
        error = guesses_count(store, "same of address", job->peer, job->now);
    if (error == STORE_OK && !job->known) {
        error = board_add_same(store, job->id);
        job->counted = true;
    }
    return error;
}

static enum site_word count_same(struct site_call *call, const struct board_entry *entry)
{
    struct buf both;
    struct same_job job = {.peer = peer_name(call), .id = entry->id, .now = call->now};
    buf_init(&both, 100);
    buf_view(&both, job.peer);
    buf_print(&both, "/%lld", (long long)entry->id);
    job.both = buf_keep(&both, call->arena);
    buf_free(&both);
    if (turn_write(call->site->turn, same_job, &job) != STORE_OK)
        return WORD_busy;
    return job.counted ? WORD_board_same_done : job.known ? WORD_board_same_before : WORD_too_many;
}

void board_same_post(struct site_call *call)
{
    struct board_entry entry;
    struct view rest = call->request->rest, id = view_cut(&rest, '/');
    if (!view_is(rest, "same") || !form_is_own(call)) {
        page_missing(call);
        return;
    }
    if (!find_entry(call, id, &entry))
        return;
    enum site_word said = count_same(call, &entry);
    entry.same += said == WORD_board_same_done;
    show_entry(call, &entry, said);
}
