/* names_api: what lists are narrowed by, as the rules in force call it.
 *
 *     GET /desk/api/names -> unit, area, category (with depth), channel, kind, duty */
#include "gateway/web/case_sheet.h"
#include "gateway/web/desk_work.h"

static int area_parent(const struct rules *rules, int index)
{
    return rules_area(rules, index).parent;
}

static int category_parent(const struct rules *rules, int index)
{
    return rules_category(rules, index).parent;
}

static json_t *nouns_json(const struct rules *rules, enum rules_noun noun, int count,
                          int (*parent)(const struct rules *, int))
{
    json_t *list = json_array();
    for (int i = 0; i < count; i++) {
        int depth = 0;
        for (int up = parent ? parent(rules, i) : NONE; up != NONE; up = parent(rules, up))
            depth++;
        json_t *one = named_json(rules, noun, rules_code(rules, noun, i));
        json_put_int(one, "depth", depth);
        json_array_append_new(list, one);
    }
    return list;
}

static json_t *symbols_json(const char *const (*names)[2], int count)
{
    json_t *list = json_array();
    for (int i = 0; i < count; i++)
        json_array_append_new(list, json_pack("{ss ss ss}", "code", names[i][0], "zh", names[i][1],
                                              "en", names[i][0]));
    return list;
}

void names_handle(struct desk_call *call)
{
#define SYMBOL_NAMES(enumerator, zh, en) {en, zh},
    static const char *const channels[][2] = {CHANNEL_KINDS(SYMBOL_NAMES)};
    static const char *const kinds[][2] = {MATTER_KINDS(SYMBOL_NAMES)};
#undef SYMBOL_NAMES
    struct rules_held *held = rulebook_take(call->setup->rulebook);
    const struct rules *rules = held ? &held->rules : NULL;
    struct rules_counts counts = rules ? rules_counts(rules) : (struct rules_counts){0};
    json_t *root = json_object();
    json_object_set_new(root, "unit", nouns_json(rules, NOUN_UNIT, counts.units, NULL));
    json_object_set_new(root, "area", nouns_json(rules, NOUN_AREA, counts.areas, area_parent));
    json_object_set_new(root, "category",
                        nouns_json(rules, NOUN_CATEGORY, counts.categories, category_parent));
    json_object_set_new(root, "duty", nouns_json(rules, NOUN_DUTY, counts.duties, NULL));
    json_object_set_new(root, "channel", symbols_json(channels, CHANNEL_COUNT));
    json_object_set_new(root, "kind", symbols_json(kinds, KIND_COUNT));
    if (held)
        rulebook_put(call->setup->rulebook, held);
    web_json(call->response, root);
}
