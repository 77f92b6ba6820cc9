/* rank: how much of a question a passage has, as a ranking function of FTS5.
 *
 * FTS5 finds the passages and says where each token stands in them; from that alone comes the share
 * of the question, weighted by rarity, that stands in title, heading and body together. BM25 would
 * have to walk all lists once more, and the share is wanted anyway: it is the confidence. */
#include "gateway/answer/library.h"

/* What is left of a passage's score when neither title nor heading has a word of the question; when
 * the question is a single word and no title has it. */
#define UNNAMED 0.75
#define BARE 0.45

enum { TITLE, SECTION, BODY, FIELDS };

/* Which tokens stand in which column of the row. */
static bool seen_tokens(const Fts5ExtensionApi *api, Fts5Context *row,
                        bool seen[FIELDS][QUESTION_TOKENS_MAX])
{
    int count = 0;
    if (api->xInstCount(row, &count) != SQLITE_OK)
        return false;
    for (int i = 0; i < count; i++) {
        int token, column, offset;
        if (api->xInst(row, i, &token, &column, &offset) != SQLITE_OK)
            return false;
        if (token < QUESTION_TOKENS_MAX && column < FIELDS)
            seen[column][token] = true;
    }
    return true;
}

static double share(const struct asked *asked, const bool seen[FIELDS][QUESTION_TOKENS_MAX])
{
    int any = 0, named = 0, headed = 0;
    bool titled = false;
    for (size_t i = 0; i < asked->count; i++) {
        bool above = seen[TITLE][i] || seen[SECTION][i];
        any += above || seen[BODY][i] ? asked->weights[i] : 0;
        named += above ? asked->weights[i] : 0;
        headed += seen[SECTION][i] ? asked->weights[i] : 0;
        titled |= seen[TITLE][i];
    }
    double sum = (0.85 * any + 0.10 * named + 0.05 * headed) / asked->total;
    if (asked->count == 1 && !titled)
        sum *= BARE;
    else if (!named)
        sum *= UNNAMED;
    return sum;
}

/* FTS5 sorts upwards: the best is the least. */
static void rank(const Fts5ExtensionApi *api, Fts5Context *row, sqlite3_context *context, int count,
                 sqlite3_value **values)
{
    const struct library *library = api->xUserData(row);
    bool seen[FIELDS][QUESTION_TOKENS_MAX] = {{false}};
    (void)count;
    (void)values;
    if (!seen_tokens(api, row, seen))
        sqlite3_result_error_nomem(context);
    else
        sqlite3_result_double(context, -share(library->asked, seen));
}

int rank_register(struct library *library)
{
    fts5_api *api = NULL;
    sqlite3_stmt *statement;
    int result = sqlite3_prepare_v2(library->db, "SELECT fts5(?1)", -1, &statement, NULL);
    if (result != SQLITE_OK)
        return result;
    sqlite3_bind_pointer(statement, 1, &api, "fts5_api_ptr", NULL);
    sqlite3_step(statement);
    sqlite3_finalize(statement);
    return api ? api->xCreateFunction(api, "share", library, rank, NULL) : SQLITE_ERROR;
}
