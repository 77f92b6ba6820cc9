/* formats: a document of any kind as Markdown, the one form that is indexed and shown. */
#ifndef ZHIDA_FORMATS_H
#define ZHIDA_FORMATS_H

#include "dsl/base/view.h"

enum {
    FORMAT_BYTES_MAX = 64 << 20,   /* of a file */
    FORMAT_TEXT_MAX = 8 << 20,     /* of what is read out of it */
    FORMAT_MEMORY = 256 << 20,     /* what reading one document may take of an arena */
    FORMAT_CONVERTER_SECONDS = 20, /* what a converter may take, */
    FORMAT_CONVERTER_MEMORY_MB = 1024
};

/* What may become of a document: FORMAT(enumerator, zh, en). */
#define FORMAT_RESULTS(FORMAT)                                                                     \
    FORMAT(GOOD, "", "")                                                                           \
    FORMAT(UNREADABLE, "读不了这个文件（权限，或超过 64 MB）",                                     \
           "the file could not be read (permissions, or more than 64 MB)")                         \
    FORMAT(ENCODING, "不是文本：既不是 UTF-8，也不是 GB18030",                                     \
           "no text: neither UTF-8 nor GB18030")                                                   \
    FORMAT(BROKEN, "文件坏了，或不是这种格式", "damaged, or not of this format")                   \
    FORMAT(LOCKED, "文件有密码", "protected by a password")                                        \
    FORMAT(TOO_LARGE, "文字超过 8 MB", "more than 8 MB of text")                                   \
    FORMAT(NO_CONVERTER, "缺转换程序：PDF 要 poppler-utils，DOC 要 catdoc",                        \
           "the converter is missing: poppler-utils for PDF, catdoc for DOC")                      \
    FORMAT(TOO_LONG, "转换超过 20 秒，已停", "converting took over 20 seconds and was stopped")    \
    FORMAT(EMPTY, "里面没有文字（可能是扫描图片）", "no text in it (a scanned picture?)")

enum format_result {
#define FORMAT_RESULT(enumerator, zh, en) FORMAT_##enumerator,
    FORMAT_RESULTS(FORMAT_RESULT)
#undef FORMAT_RESULT
};

const char *format_result_zh(enum format_result result);
const char *format_result_en(enum format_result result);

/* By the name's ending: .md .txt .html .htm .docx .doc .pdf, in any case. */
bool format_is_known(struct view name);

/* Has it no ending? It is read as plain text, where such files are wanted at all. */
bool format_is_bare(struct view name);

/* Bits of the converters that are there: a document that lacked its converter is read again when it
 * has come. */
unsigned format_converters(void);

/* Reads a file (path: NUL behind it) as Markdown, UTF-8, with front matter where the format knows
 * its title, issuer or date. kept: a folder where what took a converter is kept under the hash of
 * the file, or NULL. All memory from the arena. */
enum format_result format_read(struct arena *arena, const char *path, const char *kept,
                               struct view *markdown) __attribute__((warn_unused_result));

/* The same, but starts no converter: of a file that needs one, what is kept. For pages, which
 * strangers ask for. */
enum format_result format_show(struct arena *arena, const char *path, const char *kept,
                               struct view *markdown) __attribute__((warn_unused_result));

#endif
