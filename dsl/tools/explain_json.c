/* explain_json: an account for programs: the same facts as the page, under stable English names
 * (dsl/TOOLS.md lists them). Positions count characters of the text from 1. */
#include "dsl/check/closed.h"
#include "dsl/tools/account.h"
#include "dsl/base/json.h"
#include "dsl/tools/rows.h"

enum { PIECE_MAX = 1 << 16 };

typedef void teller(const struct account *account, const void *what, struct buf *out);

/* What a teller says, as a text; with a name in front where there is one. */
static void told(struct account *account, const char *name, teller *tell, const void *what)
{
    struct buf piece;
    buf_init(&piece, PIECE_MAX);
    tell(account, what, &piece);
    if (name)
        print_json_name(&account->out, name);
    else
        print_json_next(&account->out);
    print_json_text(&account->out, buf_seen(&piece));
    buf_free(&piece);
}

static void tell_use(const struct account *account, const void *evidence, struct buf *out)
{
    shown_tell_use(&account->shown, evidence, out);
}

static void tell_when(const struct account *account, const void *when, struct buf *out)
{
    shown_tell_when(&account->shown, when, out);
}

static void tell_sentence(const struct account *account, const void *unused, struct buf *out)
{
    (void)unused;
    account_tell_citizen(account, out);
}

static void tell_question(const struct account *account, const void *decision, struct buf *out)
{
    account_tell_question(account, decision, out);
}

static void tell_choice(const struct account *account, const void *choice, struct buf *out)
{
    account_tell_choice(account, &account->trace->decision, *(const int *)choice, out);
}

static void tell_target(const struct account *account, const void *target, struct buf *out)
{
    oracle_tell_target(account->model, *(const struct target *)target, out);
}

static void tell_moment(const struct account *account, const void *time, struct buf *out)
{
    (void)account;
    shown_tell_moment(*(const struct civil_time *)time, out);
}

static void tell_day(const struct account *account, const void *day, struct buf *out)
{
    (void)account;
    shown_tell_day(*(const civil_day *)day, out);
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

static void tell_fact_source(const struct account *account, const void *known, struct buf *out)
{
    shown_tell_fact_source(&account->shown, known, out);
}

static void tell_time(const struct account *account, const void *time, struct buf *out)
{
    const struct known_time *known = time;
    (void)account;
    shown_tell_times(known->range, known->ranges, out);
}

static void tell_time_source(const struct account *account, const void *unused, struct buf *out)
{
    (void)unused;
    shown_tell_time_source(&account->shown, out);
}

static void tell_changes(const struct account *account, const void *one, struct buf *out)
{
    account_tell_changes(account, one, out);
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

static void close_with(struct account *account, char sign)
{
    buf_byte(&account->out, sign);
}

static void put_place(struct account *account, const struct oracle_reading *reading, size_t from,
                      size_t to)
{
    size_t first, last;
    struct view part = shown_part(reading, from, to, &first, &last);
    print_json_field(&account->out, "text", part);
    print_json_number(&account->out, "first", (int64_t)first);
    print_json_number(&account->out, "last", (int64_t)last);
}

static void put_words_of(struct account *account, size_t turn)
{
    const struct oracle_reading *reading = account->read.at[turn];
    for (size_t i = 0; i < reading->evidence.n; i++) {
        const struct oracle_evidence *evidence = &reading->evidence.at[i];
        open_item(account);
        print_json_number(&account->out, "turn", (int64_t)turn + 1);
        put_place(account, reading, evidence->from, evidence->to);
        told(account, "means", tell_use, evidence);
        print_json_bool(&account->out, "used", oracle_was_used(account->trace, evidence));
        close_with(account, '}');
    }
    for (size_t i = 0; i < reading->passed.n; i++) {
        const struct oracle_evidence *evidence = &reading->passed.at[i];
        open_item(account);
        print_json_number(&account->out, "turn", (int64_t)turn + 1);
        put_place(account, reading, evidence->from, evidence->to);
        told(account, "means", tell_use, evidence);
        print_json_field(&account->out, "passed_over",
                         evidence->stance == STANCE_DENIED ? VIEW("denied") : VIEW("reported"));
        close_with(account, '}');
    }
    for (size_t i = 0; i < reading->time_count; i++) {
        open_item(account);
        print_json_number(&account->out, "turn", (int64_t)turn + 1);
        put_place(account, reading, reading->times[i].from, reading->times[i].to);
        told(account, "means", tell_when, &reading->times[i]);
        close_with(account, '}');
    }
}

/* The names of the cues that the text is heard as. */
static void put_cues(struct account *account, const struct oracle_reading *reading)
{
    open_list(account, "cues");
    for (size_t i = 0; i < account->model->cues.n; i++) {
        const struct word_list *cue = &account->model->cues.at[i];
        if (!oracle_heard_as(account->lexicon, cue, reading->text.text))
            continue;
        print_json_next(&account->out);
        print_json_text(&account->out, cue->name);
    }
    close_with(account, ']');
}

static void put_turns(struct account *account)
{
    static const char *const heard[] = {
        [HEARD_MORE] = "more", [HEARD_ANSWER] = "answer", [HEARD_CORRECTION] = "correction"};
    open_list(account, "turns");
    for (size_t i = 0; i < account->turns.n; i++) {
        const struct account_turn *turn = &account->turns.at[i];
        open_item(account);
        print_json_field(&account->out, "text", turn->text);
        if (turn->asked.ask != ASK_NONE)
            told(account, "asked", tell_question, &turn->asked);
        print_json_field(&account->out, "heard_as", view_of(i ? heard[turn->heard] : "first"));
        put_cues(account, account->read.at[i]);
        close_with(account, '}');
    }
    close_with(account, ']');
    open_list(account, "words");
    for (size_t i = 0; i < account->read.n; i++)
        put_words_of(account, i);
    close_with(account, ']');
    explain_facts_json(account);
}

/* ---- what is known ---- */

static void put_facts(struct account *account)
{
    open_list(account, "facts");
    for (int i = 0; i < account->matter.fact_count; i++) {
        const struct known *known = &account->matter.facts[i];
        const struct fact *fact = &account->model->facts.at[known->fact];
        open_item(account);
        print_json_field(&account->out, "fact", fact->name);
        if (known->value != NONE)
            print_json_field(&account->out, "value", fact->values.at[known->value].name);
        told(account, "from", tell_fact_source, known);
        close_with(account, '}');
    }
    close_with(account, ']');
    open_list(account, "used_facts");
    for (size_t i = 0; i < account->trace->facts.n; i++)
        told(account, NULL, tell_variable, &account->trace->facts.at[i]);
    close_with(account, ']');
}

static void put_time_and_place(struct account *account)
{
    const struct matter *matter = &account->matter;
    if (matter->time.known) {
        told(account, "time", tell_time, &matter->time);
        told(account, "time_from", tell_time_source, NULL);
    }
    if (matter->has_day)
        told(account, "day", tell_day, &matter->day);
    open_list(account, "areas");
    for (int i = 0; i < matter->place_count; i++) {
        print_json_next(&account->out);
        print_json_text(&account->out, account->model->areas.at[matter->places[i]].name);
    }
    close_with(account, ']');
    print_json_field(&account->out, "kind", view_of(terms_kind.at[matter->kind].en));
    if (matter->channel != NONE)
        print_json_field(&account->out, "channel", view_of(terms_channel.at[matter->channel].en));
}

/* ---- how it was decided ---- */

static void put_rows(struct account *account)
{
    static const char *const truths[] = {[NO] = "no", [YES] = "yes", [OPEN] = "open"};
    open_list(account, "categories");
    for (int i = 0; i < account->matter.category_count; i++) {
        const struct score *score = &account->matter.categories[i];
        open_item(account);
        print_json_field(&account->out, "category",
                         account->model->categories.at[score->index].name);
        print_json_number(&account->out, "score", score->score);
        print_json_bool(&account->out, "strong", score->strong);
        close_with(account, '}');
    }
    close_with(account, ']');
    open_list(account, "duties");
    for (size_t i = 0; i < account->trace->rows.n; i++) {
        const struct oracle_row *row = &account->trace->rows.at[i];
        open_item(account);
        print_json_field(&account->out, "duty", account->model->duties.at[row->duty].code);
        print_json_field(&account->out, "truth", view_of(truths[row->truth]));
        told(account, "reason", tell_reason, row);
        close_with(account, '}');
    }
    close_with(account, ']');
}

static void put_candidates(struct account *account)
{
    const struct decision *decision = &account->trace->decision;
    open_list(account, "candidates");
    for (int i = 0; i < decision->candidate_count; i++) {
        const struct candidate *candidate = &decision->candidates[i];
        open_item(account);
        told(account, "unit", tell_target, &candidate->target);
        if (candidate->duty != NONE)
            print_json_field(&account->out, "duty",
                             account->model->duties.at[candidate->duty].code);
        print_json_number(&account->out, "weight", candidate->weight);
        close_with(account, '}');
    }
    close_with(account, ']');
    print_json_number(&account->out, "confidence_per_mille", decision->confidence);
}

static const char *status_of(const struct decision *decision)
{
    static const char *const statuses[] = {[DECIDE_NOTHING] = "nothing",
                                           [DECIDE_ASK] = "ask",
                                           [DECIDE_DUTY] = "duty",
                                           [DECIDE_OTHERWISE] = "otherwise"};
    return statuses[decision->status];
}

static void put_desk(struct account *account)
{
    const struct decision *decision = &account->trace->decision;
    print_json_field(&account->out, "status", view_of(status_of(decision)));
    if (decision->category != NONE)
        print_json_field(&account->out, "category",
                         account->model->categories.at[decision->category].name);
    if (decision->duty != NONE)
        print_json_field(&account->out, "duty", account->model->duties.at[decision->duty].code);
    told(account, "unit", tell_target, &decision->target);
    if (account->trace->served_area != NONE)
        print_json_field(&account->out, "serves",
                         account->model->areas.at[account->trace->served_area].name);
    open_list(account, "assists");
    for (int i = 0; i < decision->assist_count; i++) {
        open_item(account);
        told(account, "unit", tell_target, &decision->assists[i]);
        close_with(account, '}');
    }
    close_with(account, ']');
    print_json_bool(&account->out, "urgent", decision->urgent);
}

static void put_due(struct account *account)
{
    told(account, "received", tell_moment, &account->now);
    if (account->within.measure != MEASURE_NONE)
        told(account, "within", tell_within, &account->within);
    open_list(account, "days");
    for (size_t i = 0; i < account->days.n; i++) {
        const struct oracle_day *day = &account->days.at[i];
        open_item(account);
        told(account, "day", tell_day, &day->day);
        print_json_field(&account->out, "class", view_of(terms_dayclass.at[day->dayclass].en));
        print_json_bool(&account->out, "counted", day->counted);
        close_with(account, '}');
    }
    close_with(account, ']');
    if (account->has_due)
        told(account, "due", tell_moment, &account->due);
    if (account->missing_year)
        print_json_number(&account->out, "missing_calendar", account->missing_year);
}

static void put_question(struct account *account)
{
    const struct decision *decision = &account->trace->decision;
    if (decision->ask == ASK_NONE)
        return;
    told(account, "question", tell_question, decision);
    print_json_number(&account->out, "settles", decision->ask_settles);
    print_json_number(&account->out, "leaves", decision->ask_leaves);
    open_list(account, "choices");
    for (int i = 0; i < decision->choice_count; i++) {
        open_item(account);
        told(account, "choice", tell_choice, &decision->choices[i]);
        close_with(account, '}');
    }
    close_with(account, ']');
}

/* ---- what else it might be ---- */

static void put_near(struct account *account)
{
    open_list(account, "near_words");
    for (int i = 0; i < account->near_count; i++) {
        const struct near_word *near = &account->near[i];
        open_item(account);
        print_json_field(&account->out, "word", near->word->first);
        if (near->category != NONE)
            print_json_field(&account->out, "category",
                             account->model->categories.at[near->category].name);
        print_json_field(&account->out, "shared", near->shared);
        close_with(account, '}');
    }
    close_with(account, ']');
}

static void put_offered(struct account *account)
{
    open_list(account, "offered");
    for (size_t i = 0; i < account->offered_count; i++) {
        open_item(account);
        print_json_field(&account->out, "duty",
                         account->model->duties.at[account->offered[i].duty].code);
        close_with(account, '}');
    }
    close_with(account, ']');
}

static void put_what_if(struct account *account, const struct oracle_what_if *one)
{
    open_item(account);
    print_json_number(&account->out, "changes", one->count);
    told(account, "if", tell_changes, one);
    print_json_field(&account->out, "status", view_of(status_of(&one->decision)));
    if (one->decision.duty != NONE)
        print_json_field(&account->out, "duty", account->model->duties.at[one->decision.duty].code);
    told(account, "unit", tell_target, &one->decision.target);
    close_with(account, '}');
}

void explain_json(struct account *account)
{
    buf_byte(&account->out, '{');
    if (account->turns.n)
        print_json_field(&account->out, "text", account->turns.at[0].text);
    told(account, "sentence", tell_sentence, NULL);
    put_desk(account);
    put_due(account);
    put_question(account);
    put_turns(account);
    put_facts(account);
    put_time_and_place(account);
    explain_said_json(account);
    put_rows(account);
    put_candidates(account);
    put_near(account);
    put_offered(account);
    explain_ranking_json(account);
    open_list(account, "what_if");
    for (size_t i = 0; i < account->what_ifs.n; i++)
        put_what_if(account, &account->what_ifs.at[i]);
    close_with(account, ']');
    if (account->reach.asked) {
        print_json_name(&account->out, "reach");
        close_with(account, '[');
        if (account->reach.found)
            put_what_if(account, &account->reach.one);
        close_with(account, ']');
        print_json_bool(&account->out, "reach_undecided", account->reach.undecided);
    }
    print_json_field(&account->out, "version", account->version);
    buf_text(&account->out, "}\n");
}
