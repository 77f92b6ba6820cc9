/* document: line by line. Between two "---" lines at the top stand "key: value" pairs; '#' lines
 * are headings; an empty line ends a paragraph. A passage collects the paragraphs of one section up
 * to PASSAGE_BYTES_MAX, so that a list stays with the sentence that introduces it.
 *
 * What front matter does not say is taken from the text: who issued it when under which number,
 * from when until when it holds, and what it does away with. */
#include "gateway/answer/document.h"

#include "dsl/base/buf.h"
#include "dsl/base/imprint.h"
#include "dsl/base/utf8.h"
#include "gateway/answer/tokens.h"

enum { LEVELS = 4 };

struct cutter {
    struct arena *arena;
    struct document *document;
    struct view headings[LEVELS];
    int anchor; /* of the last heading */
    struct view first_heading;
    struct buf text;
};

static struct view next_line(struct view *rest)
{
    struct view line = view_cut(rest, '\n');
    if (line.n && line.p[line.n - 1] == '\r')
        line.n--;
    return line;
}

static struct view section_path(struct cutter *cutter)
{
    struct buf path;
    buf_init(&path, 1000);
    for (int i = 1; i < LEVELS; i++) {
        if (!cutter->headings[i].n)
            continue;
        if (path.n)
            buf_text(&path, " / ");
        buf_view(&path, cutter->headings[i]);
    }
    struct view text = buf_keep(&path, cutter->arena);
    buf_free(&path);
    return text;
}

static void flush(struct cutter *cutter)
{
    struct view text = view_trim(buf_seen(&cutter->text));
    if (text.n) {
        struct document_passage *passage = VEC_PUSH(cutter->arena, &cutter->document->passages);
        passage->text = view_keep(cutter->arena, text);
        passage->section = section_path(cutter);
        passage->anchor = cutter->anchor;
    }
    buf_clear(&cutter->text);
}

static void heading(struct cutter *cutter, struct view line)
{
    size_t level = 0;
    while (level < line.n && line.p[level] == '#')
        level++;
    struct view text = view_trim(view_sub(line, level, line.n));
    flush(cutter);
    if (!cutter->anchor++)
        cutter->first_heading = view_keep(cutter->arena, text);
    if (level > LEVELS)
        level = LEVELS;
    cutter->headings[level - 1] = text;
    for (size_t i = level; i < LEVELS; i++)
        cutter->headings[i] = VIEW("");
    if (level == 1 && !cutter->document->title.n)
        cutter->document->title = view_keep(cutter->arena, text);
}

/* A line of text without the marks of Markdown: emphasis, list dashes, table bars. */
static void add_text(struct cutter *cutter, struct view line)
{
    if (cutter->text.n + line.n > PASSAGE_BYTES_MAX)
        flush(cutter);
    if (cutter->text.n)
        buf_byte(&cutter->text, '\n');
    for (size_t i = 0; i < line.n; i++) {
        bool strong = line.p[i] == '*' && i + 1 < line.n && line.p[i + 1] == '*';
        if (strong)
            i++;
        else if (line.p[i] == '|')
            buf_byte(&cutter->text, ' ');
        else
            buf_byte(&cutter->text, line.p[i]);
    }
}

/* As many whole sentences as a passage holds, from `at`; of one that is longer, its beginning. */
static size_t piece_end(struct view line, size_t at)
{
    size_t end = at;
    while (end < line.n) {
        size_t next = tokens_sentence_end(line, end);
        if (next - at > PASSAGE_BYTES_MAX)
            break;
        end = next;
    }
    return end > at ? end : at + utf8_head(view_sub(line, at, line.n), PASSAGE_BYTES_MAX).n;
}

/* A line that is longer than a passage, as texts have that lost their line ends, makes several. */
static void add_line(struct cutter *cutter, struct view line)
{
    line = view_trim(line);
    if (view_starts(line, VIEW("\\#")) || view_starts(line, VIEW("\\|")))
        line = view_sub(line, 1, line.n);
    if (view_starts(line, VIEW("- ")) || view_starts(line, VIEW("* ")))
        line = view_sub(line, 2, line.n);
    if (line.n <= PASSAGE_BYTES_MAX) {
        add_text(cutter, line);
        return;
    }
    for (size_t at = 0, end; at < line.n; at = end) {
        end = piece_end(line, at);
        flush(cutter);
        add_text(cutter, view_sub(line, at, end));
    }
    flush(cutter);
}

static struct view after_colon(struct view line, struct view *value)
{
    size_t colon = view_find(line, VIEW(":")), width = 1;
    size_t wide = view_find(line, VIEW("："));
    if (wide < colon) {
        colon = wide;
        width = sizeof "：" - 1;
    }
    if (colon == SIZE_MAX)
        return VIEW("");
    *value = view_trim(view_sub(line, colon + width, line.n));
    return view_trim(view_sub(line, 0, colon));
}

static civil_day day_of(struct view text)
{
    civil_day day;
    size_t from, end;
    return imprint_date(text, &day, &from, &end) ? day : VALID_ALWAYS;
}

/* "《...》、X〔2020〕3号": titles and numbers in any order. */
static void add_abolished(struct cutter *cutter, struct view list)
{
    struct buf sentence;
    struct validity read;
    buf_init(&sentence, PASSAGE_BYTES_MAX * 4);
    buf_view(&sentence, list);
    buf_text(&sentence, "废止");
    validity_read(cutter->arena, buf_keep(&sentence, cutter->arena), VALID_ALWAYS, &read);
    buf_free(&sentence);
    for (size_t i = 0; i < read.abolishes.n; i++)
        VEC_ADD(cutter->arena, &cutter->document->abolishes, read.abolishes.at[i]);
}

static void front_days(struct document *d, struct view key, struct view value)
{
    civil_day day = day_of(value);
    if (day == VALID_ALWAYS)
        return;
    if (view_is(key, "有效期至"))
        d->expires = day;
    else if (view_is(key, "施行日期") || view_is(key, "生效日期"))
        d->begins = day;
}

static void front_matter(struct cutter *cutter, struct view line)
{
    struct document *d = cutter->document;
    struct view value = VIEW(""), key = after_colon(line, &value);
    value = view_keep(cutter->arena, value);
    if (view_is(key, "标题"))
        d->title = value;
    else if (view_is(key, "别名"))
        d->aliases = value;
    else if (view_is(key, "文号"))
        d->number = value;
    else if (view_is(key, "发布单位"))
        d->issuer = value;
    else if (view_is(key, "发布日期"))
        d->published = value;
    else if (view_is(key, "取代"))
        add_abolished(cutter, value);
    else if (view_is(key, "废止")) {
        d->superseded = true;
        d->replaced_by = value;
    } else {
        front_days(d, key, value);
    }
}

static struct view read_front(struct cutter *cutter, struct view text)
{
    struct view rest = text;
    if (!view_is(next_line(&rest), "---"))
        return text;
    while (rest.p) {
        struct view line = next_line(&rest);
        if (view_is(view_trim(line), "---"))
            return rest;
        front_matter(cutter, line);
    }
    return text;
}

/* Whatever the front matter left open. */
static void read_of_itself(struct cutter *cutter, struct view text)
{
    struct document *d = cutter->document;
    struct imprint imprint;
    struct validity validity;
    imprint_read(cutter->arena, text, &imprint);
    d->title = d->title.n ? d->title : cutter->first_heading;
    d->number = d->number.n ? d->number : imprint.number;
    d->issuer = d->issuer.n ? d->issuer : imprint.issuer;
    d->published = d->published.n ? d->published : imprint.published;
    d->day = day_of(d->published);
    validity_read(cutter->arena, text, d->day, &validity);
    d->begins = d->begins != VALID_ALWAYS ? d->begins : validity.begins;
    d->expires = d->expires != VALID_FOR_EVER ? d->expires : validity.expires;
    for (size_t i = 0; i < validity.abolishes.n; i++)
        VEC_ADD(cutter->arena, &d->abolishes, validity.abolishes.at[i]);
    d->plain_number = imprint_plain_number(cutter->arena, d->number);
    d->known_as = imprint_plain_title(cutter->arena, d->title);
}

static void read_lines(struct cutter *cutter, struct view rest)
{
    while (rest.p) {
        struct view line = view_trim(next_line(&rest));
        if (line.n && line.p[0] == '#')
            heading(cutter, line);
        else if (line.n)
            add_line(cutter, line);
    }
    flush(cutter);
}

void document_read(struct arena *arena, struct view text, struct document *out)
{
    *out = (struct document){.begins = VALID_ALWAYS, .expires = VALID_FOR_EVER};
    out->title = out->aliases = out->number = out->issuer = out->published = out->replaced_by =
        VIEW("");
    struct cutter cutter = {.arena = arena, .document = out, .first_heading = VIEW("")};
    for (int i = 0; i < LEVELS; i++)
        cutter.headings[i] = VIEW("");
    buf_init(&cutter.text, PASSAGE_BYTES_MAX * 4);
    struct view body = read_front(&cutter, text);
    read_lines(&cutter, body);
    read_of_itself(&cutter, body);
    buf_free(&cutter.text);
}
