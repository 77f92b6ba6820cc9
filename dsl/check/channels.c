/* channels: accounts. The keys of each kind are a table: which there are, which must be there,
 * which are secrets. A secret in a rule file would be copied, compared, printed and kept in
 * every image; it is refused, not warned about. */
#include "dsl/check/closed.h"

#include "dsl/check/check.h"

enum { SECRET = 1, NEEDED = 2 };

/* KEY(kind, name, flags) */
#define CHANNEL_KEYS(KEY)                                                                          \
    KEY(CHANNEL_WECHAT, "token", SECRET | NEEDED)                                                  \
    KEY(CHANNEL_WECHAT, "appid", NEEDED)                                                           \
    KEY(CHANNEL_WECHAT, "secret", SECRET | NEEDED)                                                 \
    KEY(CHANNEL_WECHAT, "aes_key", SECRET)                                                         \
    KEY(CHANNEL_WECHAT, "mode", 0)                                                                 \
    KEY(CHANNEL_WECHAT, "agent", 0)                                                                \
    KEY(CHANNEL_SMS, "secret_id", SECRET | NEEDED)                                                 \
    KEY(CHANNEL_SMS, "secret_key", SECRET | NEEDED)                                                \
    KEY(CHANNEL_SMS, "sdk_app_id", NEEDED)                                                         \
    KEY(CHANNEL_SMS, "sign_name", NEEDED)                                                          \
    KEY(CHANNEL_SMS, "template_id", NEEDED)                                                        \
    KEY(CHANNEL_SMS, "region", 0)                                                                  \
    KEY(CHANNEL_SMS, "callback_key", SECRET)

struct key {
    enum channel_kind kind;
    const char *name;
    unsigned flags;
};

static const struct key keys[] = {
#define KEY(kind, name, flags) {kind, name, flags},
    CHANNEL_KEYS(KEY)
#undef KEY
};

enum { KEYS = sizeof keys / sizeof keys[0] };

static const struct key *key_find(enum channel_kind kind, struct view name)
{
    for (size_t i = 0; i < KEYS; i++)
        if (keys[i].kind == kind && view_is(name, keys[i].name))
            return &keys[i];
    return NULL;
}

static const struct channel_setting *setting_find(const struct channel *channel, const char *name)
{
    for (size_t i = 0; i < channel->settings.n; i++)
        if (view_is(channel->settings.at[i].key, name))
            return &channel->settings.at[i];
    return NULL;
}

static struct view kind_both(struct check *check, enum channel_kind kind)
{
    const char *word = terms_channel.at[kind].en;
    return diag_both(check->arena, say_text(check, "%s 通道", word),
                     say_text(check, "a %s channel", word));
}

static void complain_key(struct check *check, enum channel_kind kind, const struct node *name)
{
    struct view names[KEYS];
    struct buf buf;
    size_t count = 0;
    buf_init(&buf, 1024);
    for (size_t i = 0; i < KEYS; i++)
        if (keys[i].kind == kind) {
            buf_print(&buf, "%s%s", count ? "、" : "", keys[i].name);
            names[count++] = view_of(keys[i].name);
        }
    struct view list = count ? buf_keep(&buf, check->arena) : BOTH("（没有）", "(none)");
    buf_free(&buf);
    struct diag *diag =
        SAY(check, DIAG_E0805, name->span, name->text, kind_both(check, kind), list);
    say_nearest(diag, name->span, name->text, names, count);
}

static void check_value(struct check *check, const struct channel_setting *setting,
                        const struct key *key, const struct node *value)
{
    static const char *const modes[] = {"plain", "compatible", "secure"};
    if ((key->flags & SECRET) && setting->from == FROM_TEXT) {
        SAY(check, DIAG_E0806, value->span, setting->key);
        return;
    }
    if (strcmp(key->name, "mode") != 0 || setting->from != FROM_TEXT)
        return;
    for (size_t i = 0; i < 3; i++)
        if (view_is(setting->value, modes[i]))
            return;
    SAY(check, DIAG_E0807, value->span, setting->key, setting->value,
        VIEW("plain、compatible、secure"));
}

/* false: it has a key that is none; perhaps one of those that lack. */
static bool read_setting(struct check *check, struct channel *channel, const struct node *node)
{
    const struct node *name = node->child, *value = name ? name->next : NULL;
    if (node->broken || !value || value->broken)
        return true;
    struct channel_setting setting = {.key = name->text, .from = FROM_TEXT};
    const struct node *string = value;
    if (value->kind == NODE_ENV || value->kind == NODE_FILE) {
        setting.from = value->kind == NODE_ENV ? FROM_ENV : FROM_FILE;
        string = value->child;
    }
    setting.value = text_of(string);
    const struct key *key = key_find(channel->kind, name->text);
    if (!key) {
        complain_key(check, channel->kind, name);
        return false;
    }
    if (setting_find(channel, key->name)) {
        SAY(check, DIAG_E0301, name->span, BOTH("设置", "setting"), name->text);
    } else {
        check_value(check, &setting, key, value);
        VEC_ADD(check->arena, &channel->settings, setting);
    }
    return true;
}

static void check_complete(struct check *check, const struct channel *channel,
                           const struct node *block)
{
    struct buf missing;
    buf_init(&missing, 1024);
    for (size_t i = 0; i < KEYS; i++)
        if (keys[i].kind == channel->kind && (keys[i].flags & NEEDED) &&
            !setting_find(channel, keys[i].name))
            buf_print(&missing, "%s%s", missing.n ? "、" : "", keys[i].name);
    const struct channel_setting *mode = setting_find(channel, "mode");
    bool plain = !mode || (mode->from == FROM_TEXT && view_is(mode->value, "plain"));
    if (channel->kind == CHANNEL_WECHAT && !plain && !setting_find(channel, "aes_key"))
        buf_print(&missing, "%saes_key", missing.n ? "、" : "");
    if (missing.n)
        SAY(check, DIAG_E0808, name_span(block),
            diag_both(check->arena, say_text(check, "通道“%.*s”", VIEW_FMT(channel->name)),
                      say_text(check, "the channel \"%.*s\"", VIEW_FMT(channel->name))),
            buf_keep(&missing, check->arena));
    buf_free(&missing);
}

void channels_fill(struct check *check)
{
    struct scope *scope = &check->scopes[SCOPE_CHANNEL];
    for (size_t i = 0; i < scope->entries.n; i++) {
        const struct node *block = scope->entries.at[i].node;
        struct channel *channel = &check->model->channels.at[i];
        const struct node *name = node_child(block, NODE_NAME);
        const struct node *kind = name ? node_again(name) : NULL;
        int value = terms_need(check, &terms_account, kind);
        if (value == NONE)
            continue;
        channel->kind = (enum channel_kind)value;
        bool sound = !block->broken;
        for (const struct node *node = node_child(block, NODE_SETTING); node;
             node = node_again(node))
            sound &= read_setting(check, channel, node);
        if (sound)
            check_complete(check, channel, block);
    }
}
