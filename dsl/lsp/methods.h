/* The methods of the protocol that are understood: REQUEST(method, handler) wants an answer,
 * NOTE(method, handler) none. */
#ifndef REQUEST
#define REQUEST(method, handler)
#endif
#ifndef NOTE
#define NOTE(method, handler)
#endif
REQUEST("initialize", server_initialize)
REQUEST("shutdown", server_shutdown)
NOTE("initialized", server_initialized)
NOTE("textDocument/didOpen", document_opened)
NOTE("textDocument/didChange", document_changed)
NOTE("textDocument/didSave", document_saved)
NOTE("textDocument/didClose", document_closed)
NOTE("workspace/didChangeWatchedFiles", workspace_files_changed)
NOTE("workspace/didChangeWorkspaceFolders", workspace_folders_changed)
NOTE("workspace/didChangeConfiguration", workspace_configured)
REQUEST("textDocument/hover", answer_hover)
REQUEST("textDocument/definition", answer_definition)
REQUEST("textDocument/references", answer_references)
REQUEST("textDocument/documentHighlight", answer_highlights)
REQUEST("textDocument/formatting", answer_formatting)
REQUEST("textDocument/completion", answer_completion)
REQUEST("textDocument/prepareRename", answer_prepare_rename)
REQUEST("textDocument/rename", answer_rename)
REQUEST("textDocument/documentSymbol", answer_document_symbols)
REQUEST("workspace/symbol", answer_workspace_symbols)
REQUEST("textDocument/foldingRange", answer_folding)
REQUEST("textDocument/semanticTokens/full", answer_tokens_full)
REQUEST("textDocument/semanticTokens/range", answer_tokens_range)
REQUEST("textDocument/codeAction", answer_actions)
REQUEST("textDocument/inlayHint", answer_hints)
REQUEST("textDocument/codeLens", answer_lenses)
REQUEST("workspace/executeCommand", answer_command)
#undef REQUEST
#undef NOTE
