// Starts `zhida lsp` and hands the editor to it. All that is known of the language is known there.
'use strict';
const vscode = require('vscode');
const { LanguageClient, TransportKind } = require('vscode-languageclient/node');

let client;

function options() {
  const settings = vscode.workspace.getConfiguration('zhida');
  return {
    command: settings.get('path') || 'zhida',
    init: { language: settings.get('language') || undefined, past: settings.get('past') || undefined },
  };
}

async function activate() {
  const { command, init } = options();
  client = new LanguageClient('zhida', '直达规则', { command, args: ['lsp'], transport: TransportKind.stdio }, {
    documentSelector: [{ language: 'zhida' }],
    initializationOptions: init,
  });
  try {
    await client.start();
  } catch (error) {
    vscode.window.showErrorMessage(`没能启动 ${command} lsp：${error.message}。在设置 zhida.path 里写明程序的位置。`);
  }
}

async function deactivate() {
  if (client) await client.stop();
}

module.exports = { activate, deactivate };
