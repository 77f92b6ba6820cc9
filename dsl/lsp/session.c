/* session: how a client and the server come to know each other: what each can do, in which unit
 * places are counted, which folders are open, in which language to speak. */
#include <stdlib.h>

#include "dsl/base/json.h"
#include "dsl/lsp/answers.h"
#include "dsl/lsp/project.h"

/* Everything the server offers, as the protocol spells it. */
static const char capabilities[] =
    "\"textDocumentSync\":{\"openClose\":true,\"change\":2,\"save\":{\"includeText\":false}},"
    "\"hoverProvider\":true,\"definitionProvider\":true,\"referencesProvider\":true,"
    "\"documentHighlightProvider\":true,\"documentFormattingProvider\":true,"
    "\"completionProvider\":{\"triggerCharacters\":[\"@\",\" \",\"\\\"\",\"、\"]},"
    "\"renameProvider\":{\"prepareProvider\":true},\"documentSymbolProvider\":true,"
    "\"workspaceSymbolProvider\":true,\"foldingRangeProvider\":true,"
    "\"semanticTokensProvider\":{\"legend\":{\"tokenTypes\":[\"namespace\",\"class\","
    "\"interface\",\"property\",\"enumMember\",\"variable\",\"function\",\"keyword\","
    "\"string\",\"number\",\"comment\",\"operator\"],\"tokenModifiers\":[\"declaration\"]},"
    "\"full\":true,\"range\":true},"
    "\"codeActionProvider\":{\"codeActionKinds\":[\"quickfix\",\"source.fixAll\"]},"
    "\"inlayHintProvider\":true,\"codeLensProvider\":{\"resolveProvider\":false},"
    "\"executeCommandProvider\":{\"commands\":[\"zhida.runTest\"]},"
    "\"workspace\":{\"workspaceFolders\":{\"supported\":true,\"changeNotifications\":true}}";

static bool offers_utf8(const json_t *params)
{
    const json_t *list = param(params, "capabilities.general.positionEncodings");
    for (size_t i = 0; i < json_array_size(list); i++)
        if (view_is(param_text(json_array_get(list, i), ""), "utf-8"))
            return true;
    return false;
}

static void read_language(struct lsp *lsp, const json_t *params)
{
    struct view asked = param_text(params, "initializationOptions.language");
    struct view locale = asked.n ? asked : param_text(params, "locale");
    if (view_starts(locale, VIEW("zh")))
        lsp->language = DIAG_ZH;
    else if (view_starts(locale, VIEW("en")))
        lsp->language = DIAG_EN;
}

static void read_capabilities(struct lsp *lsp, const json_t *params)
{
    lsp->utf8 = offers_utf8(params);
    lsp->has_snippets =
        param_true(params, "capabilities.textDocument.completion.completionItem.snippetSupport");
    lsp->nests_symbols = param_true(
        params, "capabilities.textDocument.documentSymbol.hierarchicalDocumentSymbolSupport");
    lsp->refreshes_hints = param_true(params, "capabilities.workspace.inlayHint.refreshSupport");
    lsp->refreshes_lenses = param_true(params, "capabilities.workspace.codeLens.refreshSupport");
    lsp->watches =
        param_true(params, "capabilities.workspace.didChangeWatchedFiles.dynamicRegistration");
}

static void add_root(struct lsp *lsp, struct view uri)
{
    if (!uri.n)
        return;
    char *path = uri_path(uri);
    VEC_ADD(&lsp->arena, &lsp->roots, arena_copy(&lsp->arena, path, strlen(path)));
    free(path);
}

static void read_folders(struct lsp *lsp, const json_t *params)
{
    const json_t *folders = param(params, "workspaceFolders");
    for (size_t i = 0; i < json_array_size(folders); i++)
        add_root(lsp, param_text(json_array_get(folders, i), "uri"));
    if (!lsp->roots.n)
        add_root(lsp, param_text(params, "rootUri"));
}

void server_initialize(struct lsp *lsp, const json_t *params, struct reply *reply)
{
    struct view past = param_text(params, "initializationOptions.past");
    read_capabilities(lsp, params);
    read_language(lsp, params);
    read_folders(lsp, params);
    if (past.n)
        lsp->past = arena_copy(&lsp->arena, past.p, past.n);
    lsp->state = STATE_READY;
    buf_text(&reply->out, "{\"capabilities\":{");
    print_json_field(&reply->out, "positionEncoding", lsp->utf8 ? VIEW("utf-8") : VIEW("utf-16"));
    buf_byte(&reply->out, ',');
    buf_text(&reply->out, capabilities);
    buf_text(&reply->out, "},\"serverInfo\":{\"name\":\"zhida\"}}");
}

void server_initialized(struct lsp *lsp, const json_t *params, struct reply *reply)
{
    (void)params, (void)reply;
    if (lsp->watches)
        rpc_ask(lsp, "client/registerCapability",
                VIEW("{\"registrations\":[{\"id\":\"files\",\"method\":"
                     "\"workspace/didChangeWatchedFiles\",\"registerOptions\":{\"watchers\":["
                     "{\"globPattern\":\"**/*.zd\"},{\"globPattern\":\"**/past.txt\"}]}}]}"));
    for (size_t i = 0; i < lsp->roots.n; i++)
        projects_find(lsp, lsp->roots.at[i]);
}

void server_shutdown(struct lsp *lsp, const json_t *params, struct reply *reply)
{
    (void)params, (void)reply;
    lsp->state = STATE_SHUT;
}

void workspace_configured(struct lsp *lsp, const json_t *params, struct reply *reply)
{
    (void)lsp, (void)params, (void)reply; /* there is nothing to configure after the start */
}

static void remove_root(struct lsp *lsp, struct view uri)
{
    char *path = uri_path(uri);
    size_t kept = 0;
    for (size_t i = 0; i < lsp->roots.n; i++)
        if (strcmp(lsp->roots.at[i], path) != 0)
            lsp->roots.at[kept++] = lsp->roots.at[i];
    lsp->roots.n = kept;
    free(path);
}

void workspace_folders_changed(struct lsp *lsp, const json_t *params, struct reply *reply)
{
    const json_t *removed = param(params, "event.removed"), *added = param(params, "event.added");
    (void)reply;
    for (size_t i = 0; i < json_array_size(removed); i++)
        remove_root(lsp, param_text(json_array_get(removed, i), "uri"));
    size_t before = lsp->roots.n;
    for (size_t i = 0; i < json_array_size(added); i++)
        add_root(lsp, param_text(json_array_get(added, i), "uri"));
    for (; before < lsp->roots.n; before++)
        projects_find(lsp, lsp->roots.at[before]);
}
