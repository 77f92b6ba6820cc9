/* explain_json: an account for programs: the same facts as the page, under stable English names.
 * Positions count characters of the text from 1. */
#include "dsl/tools/account.h"
#include "dsl/tools/json.h"
#include "dsl/tools/rows.h"

enum { PIECE_MAX = 1 << 16 };

typedef void teller(const struct account *account, const void *what, struct buf *out);

/* "name": what a teller says. */
static void told_field(struct account *account, const char *name, teller *tell, const void *what)
{
    struct buf piece;
    buf_init(&piece, PIECE_MAX);
    tell(account, what, &piece);
    print_json_field(&account->out, name, buf_seen(&piece));
    buf_free(&piece);
}

static void tell_use(const struct account *account, const void *evidence, struct buf *out)
{
    account_tell_use(account, evidence, out);
}

static void tell_sentence(const struct account *account, const void *unused, struct buf *out)
{
    (void)unused;
    account_tell_citizen(account, out);
}

static void tell_question(const struct account *account, const void *unused, struct buf *out)
{
    (void)unused;
    account_tell_question(account, out);
}

static void tell_choice(const struct account *account, const void *choice, struct buf *out)
{
    account_tell_choice(account, *(const int *)choice, out);
}

static void tell_target(const struct account *account, const void *target, struct buf *out)
{
    oracle_tell_target(account->model, *(const struct target *)target, out);
}

static void tell_moment(const struct account *account, const void *time, struct buf *out)
{
    (void)account;
    account_tell_time(*(const struct civil_time *)time, out);
}

static void tell_within(const struct account *account, const void *within, struct buf *out)
{
    (void)account;
    oracle_tell_duration(*(const struct duration *)within, DIAG_EN, out);
}

static void tell_reason(const struct account *account, const void *row, struct buf *out)
{
    rows_print_reason(account->model, account->trace, row, account->options->language, out);
}

static void tell_variable(const struct account *account, const void *variable, struct buf *out)
{
    oracle_tell_variable(account->model, *(const struct variable *)variable, out);
}

/* ---- parts ---- */

static void open_list(struct account *account, const char *name)
{
    print_json_name(&account->out, name);
    buf_byte(&account->out, '[');
}

static void open_item(struct account *account)
{
    print_json_next(&account->out);
    buf_byte(&account->out, '{');
}

static void put_words(struct account *account)
{
    open_list(account, "words");
    for (size_t i = 0; i < account->reading->evidence.n; i++) {
        const struct oracle_evidence *evidence = &account->reading->evidence.at[i];
        size_t first, last;
        struct view part = account_place(account, evidence->from, evidence->to, &first, &last);
        open_item(account);
        print_json_field(&account->out, "text", part);
        print_json_number(&account->out, "first", (int64_t)first);
        print_json_number(&account->out, "last", (int64_t)last);
        told_field(account, "means", tell_use, evidence);
        print_json_bool(&account->out, "used", oracle_was_used(account->trace, evidence));
        buf_byte(&account->out, '}');
    }
    buf_byte(&account->out, ']');
}

static void put_facts(struct account *account)
{
    open_list(account, "facts");
    for (int i = 0; i < account->matter.fact_count; i++) {
        const struct known *known = &account->matter.facts[i];
        const struct fact *fact = &account->model->facts.at[known->fact];
        open_item(account);
        print_json_field(&account->out, "fact", fact->name);
        print_json_field(&account->out, "value", fact->values.at[known->value].name);
        buf_byte(&account->out, '}');
    }
    buf_byte(&account->out, ']');
    open_list(account, "used_facts");
    for (size_t i = 0; i < account->trace->facts.n; i++) {
        struct buf piece;
        buf_init(&piece, PIECE_MAX);
        tell_variable(account, &account->trace->facts.at[i], &piece);
        print_json_next(&account->out);
        print_json_text(&account->out, buf_seen(&piece));
        buf_free(&piece);
    }
    buf_byte(&account->out, ']');
}

static void put_rows(struct account *account)
{
    static const char *const truths[] = {[NO] = "no", [YES] = "yes", [OPEN] = "open"};
    open_list(account, "duties");
    for (size_t i = 0; i < account->trace->rows.n; i++) {
        const struct oracle_row *row = &account->trace->rows.at[i];
        open_item(account);
        print_json_field(&account->out, "duty", account->model->duties.at[row->duty].code);
        print_json_field(&account->out, "truth", view_of(truths[row->truth]));
        told_field(account, "reason", tell_reason, row);
        buf_byte(&account->out, '}');
    }
    buf_byte(&account->out, ']');
}

static void put_candidates(struct account *account)
{
    const struct decision *decision = &account->trace->decision;
    open_list(account, "candidates");
    for (int i = 0; i < decision->candidate_count; i++) {
        const struct candidate *candidate = &decision->candidates[i];
        open_item(account);
        told_field(account, "unit", tell_target, &candidate->target);
        if (candidate->duty != NONE)
            print_json_field(&account->out, "duty",
                             account->model->duties.at[candidate->duty].code);
        print_json_number(&account->out, "weight", candidate->weight);
        buf_byte(&account->out, '}');
    }
    buf_byte(&account->out, ']');
    print_json_number(&account->out, "confidence_per_mille", decision->confidence);
}

static void put_desk(struct account *account)
{
    static const char *const statuses[] = {[DECIDE_NOTHING] = "nothing",
                                           [DECIDE_ASK] = "ask",
                                           [DECIDE_DUTY] = "duty",
                                           [DECIDE_OTHERWISE] = "otherwise"};
    const struct decision *decision = &account->trace->decision;
    print_json_field(&account->out, "status", view_of(statuses[decision->status]));
    if (decision->category != NONE)
        print_json_field(&account->out, "category",
                         account->model->categories.at[decision->category].name);
    if (decision->duty != NONE)
        print_json_field(&account->out, "duty", account->model->duties.at[decision->duty].code);
    told_field(account, "unit", tell_target, &decision->target);
    if (account->trace->served_area != NONE)
        print_json_field(&account->out, "serves",
                         account->model->areas.at[account->trace->served_area].name);
    open_list(account, "assists");
    for (int i = 0; i < decision->assist_count; i++) {
        open_item(account);
        told_field(account, "unit", tell_target, &decision->assists[i]);
        buf_byte(&account->out, '}');
    }
    buf_byte(&account->out, ']');
    print_json_bool(&account->out, "urgent", decision->urgent);
}

static void put_due(struct account *account)
{
    told_field(account, "received", tell_moment, &account->options->at);
    if (account->within.measure != MEASURE_NONE)
        told_field(account, "within", tell_within, &account->within);
    if (account->has_due)
        told_field(account, "due", tell_moment, &account->due);
    if (account->missing_year)
        print_json_number(&account->out, "missing_calendar", account->missing_year);
}

static void put_question(struct account *account)
{
    const struct decision *decision = &account->trace->decision;
    if (decision->ask == ASK_NONE)
        return;
    told_field(account, "question", tell_question, NULL);
    open_list(account, "choices");
    for (int i = 0; i < decision->choice_count; i++) {
        open_item(account);
        told_field(account, "choice", tell_choice, &decision->choices[i]);
        buf_byte(&account->out, '}');
    }
    buf_byte(&account->out, ']');
}

void explain_json(struct account *account)
{
    buf_byte(&account->out, '{');
    print_json_field(&account->out, "text", account->text);
    told_field(account, "sentence", tell_sentence, NULL);
    put_desk(account);
    put_due(account);
    put_question(account);
    put_words(account);
    put_facts(account);
    put_rows(account);
    put_candidates(account);
    print_json_field(&account->out, "version", account->version);
    buf_text(&account->out, "}\n");
}
