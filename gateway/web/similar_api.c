/* similar_api: past cases like one, for whoever dispatches or answers it.
 *
 *     GET /desk/api/cases/ID/similar -> {"cases":[{a case's head,
 * "duty","summary","answer","share"}]}
 *
 * What is alike is told by the clues of the case's words alone: numbers, house numbers and names of
 * letters are left out, so that the same matter counts and not the same address. Shown is what is
 * over or answered, since only that says which unit it was for and what was done, and only what the
 * caller may see anyway; numbers are masked. A look like any other: it is recorded. */
#include "dsl/base/utf8.h"
#include "gateway/desk/mask.h"
#include "gateway/store/find.h"
#include "gateway/topics/clues.h"
#include "gateway/web/case_sheet.h"
#include "gateway/web/desk_work.h"

enum { SHOWN_MOST = 6, LOOKED_AT = 40, ANSWER_BYTES = 600, PER_MILLE = 1000, LEAST = 150 };

/* Words without what stands for one person or house. */
static struct view plain_words(struct view text, struct arena *arena)
{
    char *kept = arena_alloc(arena, text.n + 1);
    for (size_t i = 0; i < text.n; i++)
        kept[i] = (unsigned char)text.p[i] < 0x80 ? ' ' : text.p[i];
    return (struct view){kept, text.n};
}

static void add_each_once(struct find_like_query *query, const uint32_t *clues, size_t count)
{
    for (size_t i = 0; i < count && query->count < FIND_LIKE_CLUES; i++) {
        size_t at = 0;
        while (at < query->count && query->clues[at] != clues[i])
            at++;
        if (at == query->count)
            query->clues[query->count++] = clues[i];
    }
}

static struct find_like_query query_of(struct desk_call *call, const struct case_full *full)
{
    struct find_like_query query = {.but = full->line.id, .max = LOOKED_AT};
    struct sip_key key = clues_key(call->reader->seal);
    uint32_t clues[FIND_CLUES_MAX];
    size_t count = clues_of_words(&key, plain_words(full->text, call->arena), call->arena, clues,
                                  FIND_CLUES_MAX);
    add_each_once(&query, clues, count);
    return query;
}

static json_t *one_json(struct desk_call *call, const struct rules *rules,
                        const struct case_full *full, double score)
{
    json_t *one = case_head_json(rules, &full->line, call->arena);
    json_object_set_new(one, "duty", duty_json(rules, full->line.duty, full->duty_text));
    json_put(one, "summary", mask_numbers(full->summary, call->arena));
    json_put(one, "answer", mask_numbers(utf8_head(full->answer, ANSWER_BYTES), call->arena));
    json_put_int(one, "share", (int64_t)(score * PER_MILLE));
    return one;
}

static bool tells_something(struct desk_call *call, const struct case_full *full)
{
    enum case_state state = full->line.state;
    return (state == CASE_CLOSED || state == CASE_ANSWERED) && full->text.n &&
           !(full->line.flags & CASE_CONFIDENTIAL) && scope_sees(&call->user, &full->line);
}

static enum store_error fill(struct desk_call *call, const struct rules *rules,
                             const struct case_full *full, json_t *list)
{
    struct find_like_query query = query_of(call, full);
    struct find_like *found = NULL;
    size_t count = 0;
    enum store_error error = STORE_OK;
    if (query.count)
        error = find_like(call->reader, &query, call->arena, &found, &count);
    for (size_t i = 0; i < count && error == STORE_OK && json_array_size(list) < SHOWN_MOST; i++) {
        struct case_full other;
        if (found[i].score * PER_MILLE < LEAST)
            break;
        error = cases_get(call->reader, found[i].id, call->arena, &other);
        if (error == STORE_OK && tells_something(call, &other))
            json_array_append_new(list, one_json(call, rules, &other, found[i].score));
        if (error == STORE_NONE || error == STORE_SEALED)
            error = STORE_OK;
    }
    return error;
}

void similar_show(struct desk_call *call, const struct case_full *full)
{
    json_t *root = json_object(), *list = json_array();
    struct rules_held *held = rulebook_take(call->setup->rulebook);
    enum store_error error = fill(call, held ? &held->rules : NULL, full, list);
    if (held)
        rulebook_put(call->setup->rulebook, held);
    if (error == STORE_OK)
        error = desk_audit(call, "case.similar", full->line.id, VIEW(""));
    json_object_set_new(root, "cases", list);
    if (error == STORE_OK) {
        web_json(call->response, root);
        return;
    }
    json_decref(root);
    web_error(call->response, web_error_of(error));
}
