/* figures_funnel: what the bot's talks came to over a span, step by step and day by day. */
#include "gateway/web/figures_api.h"

#include "gateway/figures/funnel.h"

static bool fits(const struct figures_call *f, const struct funnel_row *row)
{
    int64_t channel;
    for (size_t i = 0; i < f->asked.query.filter_count; i++) {
        const struct figures_filter *filter = &f->asked.query.filters[i];
        if (filter->dimension == DIM_CHANNEL &&
            (!view_int(filter->value, 0, CHANNEL_COUNT, &channel) || channel != row->channel))
            return false;
    }
    return true;
}

static json_t *steps_json(const int64_t sums[FUNNEL_STEPS_COUNT])
{
    json_t *steps = json_array();
    for (int i = 0; i < FUNNEL_STEPS_COUNT; i++) {
        const struct funnel_info *info = funnel_info((enum funnel_step)i);
        json_array_append_new(steps, json_pack("{ss ss ss ss ss sI}", "code", info->code, "zh",
                                               info->zh, "en", info->en, "what", info->what,
                                               "what_en", info->what_en, "n", (json_int_t)sums[i]));
    }
    return steps;
}

static json_t *days_json(const struct figures_call *f, const struct funnel_row *rows, size_t count)
{
    json_t *days = json_array();
    for (size_t i = 0; i < count; i++) {
        json_t *one = json_object();
        json_put(one, "day", figures_day_text(rows[i].day, f->call->arena));
        json_put_int(one, "channel", rows[i].channel);
        for (int step = 0; step < FUNNEL_STEPS_COUNT; step++)
            json_put_int(one, funnel_info((enum funnel_step)step)->code, rows[i].n[step]);
        json_array_append_new(days, one);
    }
    return days;
}

static void tell_funnel(struct figures_call *f)
{
    struct funnel_row *rows;
    size_t count, kept = 0;
    int64_t sums[FUNNEL_STEPS_COUNT] = {0};
    struct desk_call *call = f->call;
    if (!(call->user.roles & (FIGURE_ROLES & ~(unsigned)ROLE_UNIT))) {
        web_error(call->response, WEB_NOT_ALLOWED); /* talks belong to no unit */
        return;
    }
    enum store_error error = funnel_list(call->reader, f->asked.query.from, f->asked.query.to,
                                         call->arena, &rows, &count);
    for (size_t i = 0; i < count && error == STORE_OK; i++) {
        if (!fits(f, &rows[i]))
            continue;
        for (int step = 0; step < FUNNEL_STEPS_COUNT; step++)
            sums[step] += rows[i].n[step];
        rows[kept++] = rows[i];
    }
    if (error != STORE_OK) {
        web_error(call->response, WEB_BUSY);
        return;
    }
    json_t *root = json_object();
    json_object_set_new(root, "steps", steps_json(sums));
    json_object_set_new(root, "days", days_json(f, rows, kept));
    web_json(call->response, root);
}

void figures_funnel_handle(struct desk_call *call)
{
    figures_with(call, tell_funnel);
}
