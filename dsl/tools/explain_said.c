/* explain_said: of which class and which duty people say such things (sayings.h), and what in the
 * text speaks for that. The decision weighs it together with the words, where a matter begins; so
 * it is told of the first text. And which sections of documents one asks for so. */
#include <math.h>

#include "dsl/base/fold.h"
#include "dsl/base/json.h"
#include "dsl/tools/account.h"

static const double share_shown = 0.05;

static double share_of(int points)
{
    return exp(points / 100.0);
}

/* What the first text means by what people say; NULL: nothing is known of it. */
static const struct saying_meant *meant_by(const struct account *account)
{
    return account->read.n ? account->read.at[0]->meant : NULL;
}

/* Of all that may be meant. */
static double share_of_duty(const struct account *account, const struct saying_meant *meant)
{
    int category = account->model->duties.at[meant->thing].category;
    return share_of(meant->sure + meant->points[category]);
}

static size_t reasons_for(const struct account *account, const struct saying_meant *meant,
                          struct view reasons[REASONS_SHOWN])
{
    return sayings_reasons(model_sayings(account->model), meant->thing, meant->text, reasons,
                           REASONS_SHOWN);
}

void account_tell_reasons(const struct view *reasons, size_t n, struct buf *out)
{
    for (size_t i = 0; i < n; i++)
        buf_print(out, "%s%.*s%s", i ? "、" : " (", VIEW_FMT(reasons[i]), i + 1 < n ? "" : ")");
}

/* ---- sections ---- */

/* Which section the first text asks for; NULL: nobody can tell. */
static const struct saying_meant *asked_by(const struct account *account)
{
    if (!account->turns.n)
        return NULL;
    struct view text = fold_text(account->arena, account->turns.at[0].text).text;
    return sayings_mean(model_asked(account->model), account->arena, text);
}

struct asked_section {
    const struct duty_document *document; /* NULL: there are no more */
    const struct document_section *section;
    double share;
};

/* The next one that is likely enough to be shown, from *at on. */
static struct asked_section next_section(const struct account *account,
                                         const struct saying_meant *asked, size_t *at)
{
    const struct model *model = account->model;
    size_t number = 0;
    for (size_t i = 0; i < model->documents.n; i++) {
        const struct duty_document *document = &model->documents.at[i];
        for (size_t k = 0; k < document->sections.n; k++, number++) {
            if (number < *at || (double)asked->shares[number] < share_shown)
                continue;
            *at = number + 1;
            return (struct asked_section){document, &document->sections.at[k],
                                          (double)asked->shares[number]};
        }
    }
    return (struct asked_section){NULL, NULL, 0};
}

static void print_asked(struct account *account)
{
    const struct saying_meant *asked = asked_by(account);
    struct asked_section one;
    bool begun = false;
    for (size_t at = 0; asked && (one = next_section(account, asked, &at)).document;) {
        if (!begun)
            buf_print(&account->out, "\n%s\n",
                      options_say(account->options, "像在问", "As people ask for"));
        begun = true;
        buf_print(&account->out, "  %.*s “%.*s”  %.0f%%\n", VIEW_FMT(one.document->path),
                  VIEW_FMT(one.section->heading), one.share * 100);
    }
}

static void put_asked(struct account *account)
{
    const struct saying_meant *asked = asked_by(account);
    struct buf *out = &account->out;
    struct asked_section one;
    if (!asked)
        return;
    print_json_name(out, "asked");
    buf_byte(out, '[');
    for (size_t at = 0; (one = next_section(account, asked, &at)).document;) {
        print_json_next(out);
        buf_byte(out, '{');
        print_json_field(out, "document", one.document->path);
        print_json_field(out, "heading", one.section->heading);
        print_json_number(out, "per_mille", lrint(one.share * 1000));
        buf_byte(out, '}');
    }
    buf_byte(out, ']');
}

/* ---- the page ---- */

static void print_duty(struct account *account, const struct saying_meant *meant)
{
    const struct duty *duty = &account->model->duties.at[meant->thing];
    struct view reasons[REASONS_SHOWN];
    double share = share_of_duty(account, meant);
    if (share < share_shown)
        return;
    buf_print(&account->out, "  \"%.*s\" %.*s  %.0f%%", VIEW_FMT(duty->code),
              VIEW_FMT(shown_display(&account->shown, duty->display)), share * 100);
    account_tell_reasons(reasons, reasons_for(account, meant, reasons), &account->out);
    buf_byte(&account->out, '\n');
}

void explain_said(struct account *account)
{
    const struct saying_meant *meant = meant_by(account);
    const struct model *model = account->model;
    print_asked(account);
    if (!meant)
        return;
    buf_print(&account->out, "\n%s\n",
              options_say(account->options, "像人们的说法", "As people say it"));
    for (size_t i = 0; i <= model->categories.n; i++) {
        double share = share_of(meant->points[i]);
        if (share < share_shown)
            continue;
        struct view name = i < model->categories.n
                               ? model->categories.at[i].name
                               : view_of(options_say(account->options, "不是诉求", "no matter"));
        buf_print(&account->out, "  %.*s  %.0f%%\n", VIEW_FMT(name), share * 100);
    }
    print_duty(account, meant);
}

/* ---- for programs ---- */

static void put_duty(struct account *account, const struct saying_meant *meant)
{
    struct buf *out = &account->out;
    struct view reasons[REASONS_SHOWN];
    double share = share_of_duty(account, meant);
    if (share < share_shown)
        return;
    print_json_name(out, "said_of");
    buf_byte(out, '{');
    print_json_field(out, "duty", account->model->duties.at[meant->thing].code);
    print_json_number(out, "per_mille", lrint(share * 1000));
    print_json_name(out, "reasons");
    buf_byte(out, '[');
    size_t n = reasons_for(account, meant, reasons);
    for (size_t i = 0; i < n; i++) {
        print_json_next(out);
        print_json_text(out, reasons[i]);
    }
    buf_text(out, "]}");
}

void explain_said_json(struct account *account)
{
    const struct saying_meant *meant = meant_by(account);
    const struct model *model = account->model;
    struct buf *out = &account->out;
    put_asked(account);
    if (!meant)
        return;
    print_json_name(out, "meant");
    buf_byte(out, '[');
    for (size_t i = 0; i <= model->categories.n; i++) {
        double share = share_of(meant->points[i]);
        if (share < share_shown)
            continue;
        print_json_next(out);
        buf_byte(out, '{');
        if (i < model->categories.n)
            print_json_field(out, "category", model->categories.at[i].name);
        print_json_number(out, "per_mille", lrint(share * 1000));
        buf_byte(out, '}');
    }
    buf_byte(out, ']');
    put_duty(account, meant);
}
