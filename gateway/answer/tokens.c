/* tokens: pairs, because Chinese writes no blanks and most of its words have two characters: every
 * word of two is a token of its own, longer ones are chains of tokens, and no dictionary is needed.
 * A single character between other signs is a token too, so that nothing is lost. */
#include "gateway/answer/tokens.h"

#include "dsl/base/utf8.h"

enum sign { SIGN_OTHER, SIGN_WORD, SIGN_HAN };

static enum sign sign_of(uint32_t c)
{
    if ((c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
        (c >= 0xc0 && c <= 0x24f))
        return SIGN_WORD;
    bool han = (c >= 0x3400 && c <= 0x9fff) || (c >= 0xf900 && c <= 0xfaff) ||
               (c >= 0x20000 && c <= 0x3ffff);
    return han ? SIGN_HAN : SIGN_OTHER;
}

/* The end of the run of one sign that starts at `at`. */
static size_t run_end(struct view text, size_t at, enum sign sign)
{
    while (at < text.n) {
        size_t next = at;
        if (sign_of(utf8_next(text, &next)) != sign)
            break;
        at = next;
    }
    return at;
}

static bool cut_han(struct view text, size_t from, size_t end,
                    bool (*take)(void *self, size_t from, size_t to), void *self)
{
    size_t second = from;
    utf8_next(text, &second);
    if (second == end)
        return take(self, from, end);
    while (second < end) {
        size_t third = second;
        utf8_next(text, &third);
        if (!take(self, from, third))
            return false;
        from = second;
        second = third;
    }
    return true;
}

void tokens_cut(struct view folded, bool (*take)(void *self, size_t from, size_t to), void *self)
{
    for (size_t at = 0; at < folded.n;) {
        size_t next = at;
        enum sign sign = sign_of(utf8_next(folded, &next));
        size_t end = sign == SIGN_OTHER ? next : run_end(folded, at, sign);
        if (sign == SIGN_HAN && !cut_han(folded, at, end, take, self))
            return;
        if (sign == SIGN_WORD && !take(self, at, end))
            return;
        at = end;
    }
}

struct fts {
    struct view text;
    void *context;
    int (*token)(void *, int, const char *, int, int, int);
    int result;
};

static bool fts_take(void *self, size_t from, size_t to)
{
    struct fts *fts = self;
    fts->result =
        fts->token(fts->context, 0, fts->text.p + from, (int)(to - from), (int)from, (int)to);
    return fts->result == SQLITE_OK;
}

static int fts_create(void *context, const char **args, int count, Fts5Tokenizer **out)
{
    (void)args;
    (void)count;
    *out = context;
    return SQLITE_OK;
}

static void fts_delete(Fts5Tokenizer *tokenizer)
{
    (void)tokenizer;
}

static int fts_tokenize(Fts5Tokenizer *tokenizer, void *context, int flags, const char *text, int n,
                        int (*token)(void *, int, const char *, int, int, int))
{
    (void)tokenizer;
    (void)flags;
    struct fts fts = {{text, (size_t)n}, context, token, SQLITE_OK};
    tokens_cut(fts.text, fts_take, &fts);
    return fts.result;
}

int tokens_register(sqlite3 *db)
{
    static const fts5_tokenizer functions = {fts_create, fts_delete, fts_tokenize};
    static char tokenizer; /* its address stands for the tokenizer, which has no state */
    fts5_api *api = NULL;
    sqlite3_stmt *statement;
    int result = sqlite3_prepare_v2(db, "SELECT fts5(?1)", -1, &statement, NULL);
    if (result != SQLITE_OK)
        return result;
    sqlite3_bind_pointer(statement, 1, &api, "fts5_api_ptr", NULL);
    sqlite3_step(statement);
    sqlite3_finalize(statement);
    if (!api)
        return SQLITE_ERROR;
    fts5_tokenizer copy = functions;
    return api->xCreateTokenizer(api, "zhida", &tokenizer, &copy, NULL);
}
