/* server: what the files of dsl/lsp share, and nobody else sees. */
#ifndef ZHIDA_LSP_SERVER_H
#define ZHIDA_LSP_SERVER_H

#include <jansson.h>

#include "dsl/lsp/frame.h"
#include "dsl/lsp/lsp.h"

enum { LSP_OUT_MAX = 1 << 28, LSP_BODY_MAX = 1 << 27 };

struct project;

/* A text that the client has open. */
struct document {
    struct document *next;
    char *path, *uri; /* the uri as the client writes it */
    struct buf text;  /* line ends are \n; a byte order mark is kept */
    int64_t version;
};

struct message {
    struct message *next;
    json_t *root; /* NULL: what came is none; then */
    int error;
    char why[160];
    bool canceled;
};

enum lsp_state { STATE_NEW, STATE_READY, STATE_SHUT, STATE_OVER };

struct lsp {
    struct lsp_world world;
    enum diag_language language;
    enum lsp_state state;
    int exit_code;
    struct frame_reader reader;
    struct message *first, *last;
    struct buf out;
    int64_t next_id; /* of our own requests */

    bool utf8; /* positions count bytes, not UTF-16 units */
    bool has_snippets, refreshes_hints, refreshes_lenses, watches, nests_symbols;
    VEC(char *) roots;  /* workspace folders */
    char *past;         /* a file of past texts, or NULL */
    struct arena arena; /* what lives as long as the server */

    struct document *documents;
    struct project *projects;
};

/* ---- answers (rpc.c) ---- */

/* The answer to one request: a result is written, or an error is set; neither is null. */
struct reply {
    struct buf out;
    int error;
    struct buf why;
};

enum {
    RPC_PARSE = -32700,
    RPC_INVALID = -32600,
    RPC_NO_METHOD = -32601,
    RPC_PARAMS = -32602,
    RPC_INTERNAL = -32603,
    RPC_NOT_READY = -32002,
    RPC_CANCELED = -32800,
    RPC_FAILED = -32803
};

void reply_fail(struct reply *reply, int error, const char *why, ...)
    __attribute__((format(printf, 3, 4)));

/* A notification, or a request of our own, around params that are JSON. */
void rpc_notify(struct lsp *lsp, const char *method, struct view params);
void rpc_ask(struct lsp *lsp, const char *method, struct view params);

typedef void rpc_handler(struct lsp *lsp, const json_t *params, struct reply *reply);

/* ---- reading params (params.c) ---- */

/* Below a path of keys: "textDocument.uri". NULL: not there. */
const json_t *param(const json_t *params, const char *path);
struct view param_text(const json_t *params, const char *path);
bool param_true(const json_t *params, const char *path);
int64_t param_number(const json_t *params, const char *path, int64_t otherwise);

/* A text as a JSON string; what is no UTF-8 is replaced. */
void put_text(struct buf *out, struct view text);
void put_field(struct buf *out, const char *name, struct view text);
/* As printf, as a JSON string. */
void put_print(struct buf *out, const char *format, ...) __attribute__((format(printf, 2, 3)));

const char *lsp_say(const struct lsp *lsp, const char *zh, const char *en);

/* ---- addresses (uri.c) ---- */

/* The path of a file: address, percent signs read; another address as it is. malloc'd. */
char *uri_path(struct view uri);
void uri_put(struct buf *out, const char *path); /* as a JSON string */

/* ---- documents (documents.c) ---- */

struct document *document_find(struct lsp *lsp, const char *path);
rpc_handler document_opened, document_changed, document_closed, document_saved;
/* The same text with \n for every line end. */
void text_with_plain_ends(struct view text, struct buf *out);

/* ---- positions (positions.c) ---- */

struct position {
    int64_t line, character;
};

/* The byte of a text; what lies past a line's end is its end, past the last line the text's. */
uint32_t position_byte(const struct lsp *lsp, struct view text, struct position at);
struct position param_position(const json_t *position);
/* How many units of the client's counting a text takes. */
size_t position_units(const struct lsp *lsp, struct view text);

#endif
