/* explain_facts: the facts that stand in the texts whatever the rules say (dsl/mention), each with
 * the characters it was read from: what goes with the case beside the decision, and what the
 * citizen is not asked again. */
#include "dsl/base/json.h"
#include "dsl/mention/mention.h"
#include "dsl/tools/account.h"

struct fact_line {
    const struct mention *mention;
    const struct mention_kind_info *info;
    struct view words;
    size_t turn, first, last; /* characters of the text, from 1 */
    struct buf told;
};

typedef void teller(struct account *account, const struct fact_line *line);

static struct mentions find(struct account *account, const struct oracle_reading *reading)
{
    VEC(struct mention_area) areas = {0};
    for (size_t i = 0; i < reading->evidence.n; i++) {
        const struct oracle_evidence *one = &reading->evidence.at[i];
        if (one->use == ORACLE_AREA)
            VEC_ADD(account->arena, &areas,
                    ((struct mention_area){(uint32_t)one->from, (uint32_t)one->to}));
    }
    return mentions_find(account->arena, reading->text.text, areas.at, areas.n, account->now);
}

static void each(struct account *account, teller *tell)
{
    bool english = account->options->language == DIAG_EN;
    for (size_t turn = 0; turn < account->read.n; turn++) {
        const struct oracle_reading *reading = account->read.at[turn];
        struct mentions found = find(account, reading);
        for (size_t i = 0; i < found.n; i++) {
            struct fact_line line = {.mention = &found.at[i],
                                     .info = mention_kind_info(found.at[i].kind),
                                     .turn = turn + 1};
            line.words =
                shown_part(reading, found.at[i].from, found.at[i].to, &line.first, &line.last);
            buf_init(&line.told, line.words.n * 2 + 256);
            mention_tell(line.mention, line.words, english, &line.told);
            tell(account, &line);
            buf_free(&line.told);
        }
    }
}

static void print_line(struct account *account, const struct fact_line *line)
{
    struct buf *out = &account->out;
    bool english = account->options->language == DIAG_EN;
    if (account->read.n > 1)
        buf_print(out, english ? "  text %zu" : "  第%zu句", line->turn);
    buf_print(out, english ? "  %s  \"%.*s\"  %zu-%zu" : "  %s  “%.*s”  第 %zu-%zu 字",
              english ? line->info->en : line->info->zh, VIEW_FMT(line->words), line->first,
              line->last);
    if (!view_eq(buf_seen(&line->told), line->words))
        buf_print(out, english ? "  read as %.*s" : "  读作 %.*s", VIEW_FMT(buf_seen(&line->told)));
    if (line->mention->relative)
        buf_text(out, english ? "  known only to who stands there: asked back"
                              : "  只有说话人知道在哪，要问");
    buf_byte(out, '\n');
}

static void note_any(struct account *account, const struct fact_line *line)
{
    (void)line;
    account->any_facts = true;
}

void explain_facts(struct account *account)
{
    each(account, note_any);
    if (!account->any_facts)
        return;
    buf_print(&account->out, "\n%s\n",
              options_say(account->options, "文中的事实", "Facts in the text"));
    each(account, print_line);
}

static void put_line(struct account *account, const struct fact_line *line)
{
    struct buf *out = &account->out;
    print_json_next(out);
    buf_byte(out, '{');
    print_json_number(out, "turn", (int64_t)line->turn);
    print_json_field(out, "kind", view_of(line->info->code));
    print_json_field(out, "text", line->words);
    print_json_number(out, "first", (int64_t)line->first);
    print_json_number(out, "last", (int64_t)line->last);
    print_json_field(out, "read_as", buf_seen(&line->told));
    print_json_bool(out, "relative", line->mention->relative);
    buf_byte(out, '}');
}

void explain_facts_json(struct account *account)
{
    print_json_name(&account->out, "mentions");
    buf_byte(&account->out, '[');
    each(account, put_line);
    buf_byte(&account->out, ']');
}
