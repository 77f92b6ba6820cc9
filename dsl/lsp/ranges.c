/* ranges: places of the compiler as places of the client. Lines come from the source's table; only
 * the piece of one line before the place is counted. A byte order mark that the client has in its
 * text and the compiler has not stands before the first character. */
#include "dsl/base/json.h"
#include "dsl/lsp/project.h"

void put_position(const struct lsp *lsp, const struct project *project, uint32_t file, uint32_t at,
                  struct buf *out)
{
    const struct source *source = &project->sources.files.at[file];
    if (at > source->text.n)
        at = (uint32_t)source->text.n;
    size_t line = source_place(source, at).line - 1, from = source->line_starts[line];
    size_t units = position_units(lsp, view_sub(source->text, from, at));
    if (line == 0 && project->files[file].marked)
        units += lsp->utf8 ? 3 : 1;
    buf_print(out, "{\"line\":%zu,\"character\":%zu}", line, units);
}

void put_range(const struct lsp *lsp, const struct project *project, struct span span,
               struct buf *out)
{
    buf_text(out, "{\"start\":");
    put_position(lsp, project, span.file, span.from, out);
    buf_text(out, ",\"end\":");
    put_position(lsp, project, span.file, span.to, out);
    buf_byte(out, '}');
}

void put_uri(const struct project *project, uint32_t file, struct buf *out)
{
    const struct rules_file *at = &project->files[file];
    if (at->open)
        put_text(out, view_of(at->open->uri));
    else
        uri_put(out, at->full);
}

void put_location(const struct lsp *lsp, const struct project *project, struct span span,
                  struct buf *out)
{
    buf_text(out, "{\"uri\":");
    put_uri(project, span.file, out);
    print_json_name(out, "range");
    put_range(lsp, project, span, out);
    buf_byte(out, '}');
}
