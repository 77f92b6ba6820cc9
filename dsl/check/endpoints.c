/* endpoints: the 模型 block. What it may say is one table (dsl/base/endpoint_table.h); what is kept
 * is canonical: English keys, numbers in digits, yes or no, so that whoever reads the image needs
 * neither the language nor the table of spellings.
 *
 * It costs money and sends words out of the house. So the limits of cost must be said, each use
 * must be said, and a block that allows neither use is incomplete: it would only look as if. */
#include "dsl/check/closed.h"

#include "dsl/check/check.h"

enum endpoint_value { LINE, SECRET, WHETHER, COUNT };

static const struct key {
    enum endpoint_value kind;
    int64_t least, most;
    bool needed;
} keys[] = {
#define ENDPOINT(name, zh, en, kind, least, most, needed, says) {kind, least, most, needed},
#include "dsl/base/endpoint_table.h"
#undef ENDPOINT
};

enum { ONE = 1000000 /* how numbers are kept */ };

static const struct channel_setting *setting_of(const struct endpoint *endpoint,
                                                enum endpoint_key key)
{
    for (size_t i = 0; i < endpoint->settings.n; i++)
        if (view_is(endpoint->settings.at[i].key, terms_endpoint.at[key].en))
            return &endpoint->settings.at[i];
    return NULL;
}

/* "地址 address、名称 name" of those that fit. */
static struct view listed(struct check *check, const struct endpoint *missing_in)
{
    struct buf buf;
    buf_init(&buf, 1024);
    for (int i = 0; i < ENDPOINT_KEYS; i++)
        if (!missing_in || (keys[i].needed && !setting_of(missing_in, (enum endpoint_key)i)))
            buf_print(&buf, "%s%s %s", buf.n ? "、" : "", terms_endpoint.at[i].zh,
                      terms_endpoint.at[i].en);
    struct view text = buf.n ? buf_keep(&buf, check->arena) : VIEW("");
    buf_free(&buf);
    return text;
}

static void complain_key(struct check *check, const struct node *name)
{
    struct view names[2 * ENDPOINT_KEYS];
    for (size_t i = 0; i < ENDPOINT_KEYS; i++) {
        names[2 * i] = view_of(terms_endpoint.at[i].zh);
        names[2 * i + 1] = view_of(terms_endpoint.at[i].en);
    }
    struct diag *diag = SAY(check, DIAG_E0805, name->span, name->text, BOTH("模型", "a model"),
                            listed(check, NULL));
    say_nearest(diag, name->span, name->text, names, sizeof names / sizeof *names);
}

/* ---- values ---- */

static void complain_value(struct check *check, const struct node *name, const struct node *value,
                           struct view instead)
{
    bool bare = value->kind == NODE_STRING;
    SAY(check, DIAG_E0807, value->span, name->text,
        bare ? value->text : source_text(check->model->sources, value->span), instead);
}

static bool is_address(struct view text)
{
    return (view_starts(text, VIEW("https://")) && text.n > 8) ||
           (view_starts(text, VIEW("http://")) && text.n > 7);
}

/* Fills the setting's value; false after a complaint. */
static bool read_value(struct check *check, enum endpoint_key key, const struct node *name,
                       const struct node *value, struct channel_setting *setting)
{
    const struct key *about = &keys[key];
    bool count = value->kind == NODE_NUMBER && value->number % ONE == 0 &&
                 value->number / ONE >= about->least && value->number / ONE <= about->most;
    int whether = value->kind == NODE_NAME ? terms_find(&terms_whether, value->text) : NONE;
    setting->value = value->text;
    switch (about->kind) {
    case LINE:
        if (value->kind != NODE_STRING || !value->text.n)
            complain_value(check, name, value, BOTH("加引号的文字", "a text in quotation marks"));
        else if (key == ENDPOINT_ADDRESS && !is_address(value->text))
            complain_value(check, name, value, VIEW("https://…、http://…"));
        else
            return true;
        return false;
    case SECRET:
        SAY(check, DIAG_E0806, value->span, name->text);
        return false;
    case WHETHER:
        if (whether == NONE)
            complain_value(check, name, value, BOTH("是、否", "yes, no"));
        else
            setting->value = view_of(terms_whether.at[whether].en);
        return whether != NONE;
    case COUNT:
        if (count)
            setting->value = say_text(check, "%lld", (long long)(value->number / ONE));
        else
            complain_value(
                check, name, value,
                say_text(check, "%lld..%lld", (long long)about->least, (long long)about->most));
        return count;
    }
    return false;
}

static bool read_reference(struct check *check, enum endpoint_key key, const struct node *name,
                           const struct node *value, struct channel_setting *setting)
{
    setting->from = value->kind == NODE_ENV ? FROM_ENV : FROM_FILE;
    setting->value = text_of(value->child);
    if (keys[key].kind == SECRET || keys[key].kind == LINE)
        return true;
    complain_value(check, name, value,
                   keys[key].kind == WHETHER ? BOTH("是、否", "yes, no")
                                             : BOTH("一个数", "a number"));
    return false;
}

/* false: it cannot be told whether anything lacks. */
static bool read_setting(struct check *check, struct endpoint *endpoint, const struct node *node)
{
    const struct node *name = node->child, *value = name ? name->next : NULL;
    if (node->broken || !value || value->broken)
        return false;
    int key = terms_find(&terms_endpoint, name->text);
    if (key == NONE) {
        complain_key(check, name);
        return false;
    }
    struct channel_setting setting = {.key = view_of(terms_endpoint.at[key].en), .from = FROM_TEXT};
    bool reference = value->kind == NODE_ENV || value->kind == NODE_FILE;
    if (setting_of(endpoint, (enum endpoint_key)key))
        SAY(check, DIAG_E0301, name->span, BOTH("设置", "setting"), name->text);
    else if (reference ? read_reference(check, (enum endpoint_key)key, name, value, &setting)
                       : read_value(check, (enum endpoint_key)key, name, value, &setting))
        VEC_ADD(check->arena, &endpoint->settings, setting);
    else
        return false;
    return true;
}

/* ---- the block ---- */

static bool is_on(const struct endpoint *endpoint, enum endpoint_key key)
{
    const struct channel_setting *setting = setting_of(endpoint, key);
    return setting && view_is(setting->value, "yes");
}

static void check_complete(struct check *check, const struct endpoint *endpoint,
                           const struct node *block)
{
    struct view missing = listed(check, endpoint);
    if (!missing.n && !is_on(endpoint, ENDPOINT_REPHRASE) && !is_on(endpoint, ENDPOINT_PROPOSE))
        missing = BOTH("转述 = 是，或 提议 = 是", "rephrase = yes, or propose = yes");
    if (missing.n)
        SAY(check, DIAG_E0808, name_span(block),
            diag_both(check->arena, say_text(check, "模型“%.*s”", VIEW_FMT(endpoint->name)),
                      say_text(check, "the model \"%.*s\"", VIEW_FMT(endpoint->name))),
            missing);
}

void endpoints_fill(struct check *check)
{
    struct scope *scope = &check->scopes[SCOPE_ENDPOINT];
    for (size_t i = 0; i < scope->entries.n; i++) {
        const struct node *block = scope->entries.at[i].node;
        struct endpoint *endpoint = &check->model->endpoints.at[i];
        bool sound = !block->broken;
        for (const struct node *node = node_child(block, NODE_OPTION); node;
             node = node_again(node))
            sound &= read_setting(check, endpoint, node);
        if (sound)
            check_complete(check, endpoint, block);
        if (i)
            say_label(check, SAY(check, DIAG_E0815, name_span(block)),
                      name_span(scope->entries.at[0].node),
                      BOTH("先在这里写了", "it first stands here"));
    }
}
