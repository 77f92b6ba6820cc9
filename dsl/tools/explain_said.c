/* explain_said: of which class and which duty people say such things (sayings.h), and what in the
 * text speaks for that. The decision weighs it together with the words, where a matter begins; so
 * it is told of the first text. */
#include <math.h>

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
