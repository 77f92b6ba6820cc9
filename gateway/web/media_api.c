/* media_api: a picture or file of a case.
 *
 *     GET /desk/api/media/ID?case=CASE, or ?idea=IDEA for an editor, ?talk=ID of a living talk
 *
 * A file is reached only through a case that names it and that the caller may see. It leaves as an
 * attachment of the type found in its bytes when it arrived; a type that a browser would run or
 * render as a page goes out as plain bytes. The page shows pictures from memory. */
#include "gateway/store/ideas.h"
#include "gateway/store/media.h"
#include "gateway/store/media_file.h"
#include "gateway/store/members.h"
#include "gateway/web/case_sheet.h"
#include "gateway/web/talks_api.h"

static const struct {
    const char *type, *ending;
} types[] = {
    {"image/jpeg", "jpg"}, {"image/png", "png"},  {"image/gif", "gif"}, {"image/webp", "webp"},
    {"audio/amr", "amr"},  {"audio/mpeg", "mp3"}, {"video/mp4", "mp4"}, {"application/pdf", "pdf"},
};

/* A picture of afterwards, by the member who resolved the case. */
static bool names_after(struct desk_call *call, int64_t case_id, struct view id)
{
    struct resolved row;
    if (resolved_get(call->reader, case_id, call->arena, &row) != STORE_OK)
        return false;
    while (row.media.p && row.media.n)
        if (view_eq(view_cut(&row.media, ' '), id))
            return true;
    return false;
}

/* Of a suggestion or wish, before or after; editors alone look at them. */
static enum store_error find_idea(struct desk_call *call, struct view id, int64_t number)
{
    struct idea idea;
    if (!(call->user.roles & ROLE_EDITOR))
        return STORE_NONE;
    enum store_error error = ideas_get(call->reader, number, call->arena, &idea);
    bool there = false;
    for (size_t i = 0; error == STORE_OK && i < IDEA_MEDIA; i++)
        there |= (i < idea.media_count && view_eq(idea.media[i], id)) ||
                 (i < idea.proof_count && view_eq(idea.proof[i], id));
    return error == STORE_OK && !there ? STORE_NONE : error;
}

static bool names(const struct case_full *full, struct view id)
{
    for (size_t i = 0; i < full->media_count; i++)
        if (view_eq(full->media[i], id))
            return true;
    return false;
}

/* The case through which the file is asked for. STORE_NONE: not there for this caller. */
static enum store_error find_case(struct desk_call *call, struct view id, struct case_full *full)
{
    int64_t number;
    if (view_int(web_query(call->request, "idea"), 1, INT64_MAX, &number))
        return find_idea(call, id, number);
    if (view_int(web_query(call->request, "talk"), 1, INT64_MAX, &number))
        return call->user.roles & TALK_ROLES ? talk_holds_file(call, number, id) : STORE_NONE;
    if (!view_int(web_query(call->request, "case"), 1, INT64_MAX, &number))
        return STORE_NONE;
    *full = (struct case_full){.line.id = number};
    enum store_error error = cases_get(call->reader, number, call->arena, full);
    if (error != STORE_OK)
        return error;
    error = case_hide(call, full);
    if (error != STORE_OK)
        return error;
    bool after = !scope_hides(&call->user, &full->line) && names_after(call, number, id);
    return scope_sees(&call->user, &full->line) && (names(full, id) || after) ? STORE_OK
                                                                              : STORE_NONE;
}

static enum store_error read_bytes(struct desk_call *call, struct view id, struct media_row *row,
                                   struct view *bytes)
{
    enum store_error error = media_get(call->reader, id, call->arena, row);
    if (error != STORE_OK)
        return error;
    bool there =
        row->state == MEDIA_HERE && media_file_read(call->setup->media_folder, call->reader->seal,
                                                    id, row->secret, call->arena, bytes);
    return there ? STORE_OK : STORE_NONE;
}

static void answer(struct desk_call *call, struct view id, struct view type, struct view bytes)
{
    const char *ending = "bin";
    call->response->type = "application/octet-stream";
    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
        if (view_is(type, types[i].type)) {
            call->response->type = types[i].type;
            ending = types[i].ending;
        }
    struct buf name;
    buf_init(&name, 200);
    buf_print(&name, "attachment; filename=\"%.*s.%s\"", VIEW_FMT(id), ending);
    web_add_header(call->response, "content-disposition", buf_keep(&name, call->arena));
    buf_free(&name);
    buf_view(&call->response->body, bytes);
    if (call->response->body.full)
        web_error(call->response, WEB_BUSY);
}

void media_handle(struct desk_call *call)
{
    struct view id = call->request->rest, bytes;
    struct case_full full = {.line.id = 0};
    struct media_row row;
    enum store_error error = find_case(call, id, &full);
    if (error == STORE_NONE && full.line.id) {
        enum store_error noted = desk_audit(call, "case.refused", full.line.id, VIEW("media"));
        error = noted == STORE_OK ? error : noted;
    }
    if (error == STORE_OK)
        error = read_bytes(call, id, &row, &bytes);
    if (error == STORE_OK)
        error = desk_audit(call, "media.view", full.line.id, id);
    if (error == STORE_OK)
        answer(call, id, row.type, bytes);
    else
        web_error(call->response, web_error_of(error));
}
