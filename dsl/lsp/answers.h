/* answers: the handlers of requests, one file each. Private to dsl/lsp. */
#ifndef ZHIDA_LSP_ANSWERS_H
#define ZHIDA_LSP_ANSWERS_H

#include "dsl/lsp/server.h"

/* session.c */
rpc_handler server_initialize, server_initialized, server_shutdown;
rpc_handler workspace_folders_changed, workspace_configured;
/* project.c */
rpc_handler workspace_files_changed;
/* one file each */
rpc_handler answer_hover, answer_definition, answer_references, answer_highlights;
rpc_handler answer_formatting;
rpc_handler answer_completion, answer_prepare_rename, answer_rename;
rpc_handler answer_document_symbols, answer_workspace_symbols, answer_folding;
rpc_handler answer_tokens_full, answer_tokens_range, answer_actions, answer_hints;
rpc_handler answer_lenses, answer_command;

#endif
