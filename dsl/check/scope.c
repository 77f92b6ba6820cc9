/* scope: names are noted while the blocks are walked in the order of the files, and entered into
 * hash tables afterwards in two rounds, the district's before the categories'. So indices follow
 * the files, and yet a category's fact that repeats the district's is found whichever file comes
 * first. The first of two equal names is the one that counts; the second is reported with both
 * places and its block is still checked, because its other mistakes are mistakes too. */
#include "dsl/check/scope.h"

#include "dsl/base/hash.h"
#include "dsl/check/check.h"
#include "dsl/check/closed.h"

struct noun {
    struct view both;
    int family;
};

static const struct noun *noun_of(enum scope_kind kind)
{
    static const struct noun nouns[] = {
#define NOUN(name, zh, en, family) {{zh "\x1f" en, sizeof(zh "\x1f" en) - 1}, family},
        NOUNS(NOUN)
#undef NOUN
    };
    return &nouns[kind];
}

struct view scope_noun(enum scope_kind kind)
{
    return noun_of(kind)->both;
}

void scope_add(struct check *check, enum scope_kind kind, int owner, int index,
               const struct node *node, struct view name)
{
    struct scope_entry entry = {name, owner, index, node};
    VEC_ADD(check->arena, &check->scopes[kind].entries, entry);
}

static size_t first_slot(const struct scope *scope, int owner, struct view name)
{
    return (size_t)hash_quick(name, (uint64_t)owner) & (scope->room - 1);
}

static const struct scope_entry *look_up(const struct scope *scope, int owner, struct view name)
{
    if (!scope->room)
        return NULL;
    for (size_t slot = first_slot(scope, owner, name); scope->slots[slot];
         slot = (slot + 1) & (scope->room - 1)) {
        const struct scope_entry *entry = &scope->entries.at[scope->slots[slot] - 1];
        if (entry->owner == owner && view_eq(entry->name, name))
            return entry;
    }
    return NULL;
}

static void enter(struct scope *scope, size_t number)
{
    const struct scope_entry *entry = &scope->entries.at[number];
    size_t slot = first_slot(scope, entry->owner, entry->name);
    while (scope->slots[slot])
        slot = (slot + 1) & (scope->room - 1);
    scope->slots[slot] = (uint32_t)number + 1;
}

/* An entry of the same family whose name the new one would repeat. */
static const struct scope_entry *repeated(const struct check *check, enum scope_kind kind,
                                          const struct scope_entry *entry, enum scope_kind *other)
{
    for (int k = 0; k < SCOPES; k++) {
        *other = (enum scope_kind)k;
        if (noun_of(*other)->family != noun_of(kind)->family)
            continue;
        const struct scope_entry *found = look_up(&check->scopes[k], entry->owner, entry->name);
        if (!found && entry->owner != NONE)
            found = look_up(&check->scopes[k], NONE, entry->name);
        if (found)
            return found;
    }
    return NULL;
}

static bool may_not_be_built_in(enum scope_kind kind)
{
    return kind == SCOPE_FACT || kind == SCOPE_TAG || kind == SCOPE_NUMBER || kind == SCOPE_DATE;
}

static void enter_or_complain(struct check *check, enum scope_kind kind, size_t number)
{
    struct scope *scope = &check->scopes[kind];
    const struct scope_entry *entry = &scope->entries.at[number];
    struct span span = name_span(entry->node);
    if (!entry->name.n)
        return;
    if (may_not_be_built_in(kind) && terms_find(&terms_built_in, entry->name) != NONE) {
        SAY(check, DIAG_E0305, span, entry->name);
        return;
    }
    enum scope_kind other = kind;
    const struct scope_entry *first = repeated(check, kind, entry, &other);
    if (!first || first->owner != entry->owner)
        enter(scope, number); /* its own category still sees it: no second message for its values */
    if (!first)
        return;
    struct diag *diag = other == kind ? SAY(check, DIAG_E0301, span, scope_noun(kind), entry->name)
                                      : SAY(check, DIAG_E0303, span, scope_noun(kind), entry->name,
                                            scope_noun(other));
    say_label(check, diag, name_span(first->node), BOTH("先在这里写了", "it first stands here"));
}

static void make_room(struct check *check, struct scope *scope)
{
    scope->room = 8;
    while (scope->room < scope->entries.n * 2)
        scope->room *= 2;
    scope->slots = ARENA_ARRAY(check->arena, scope->room, uint32_t);
}

void scopes_enter(struct check *check)
{
    for (int kind = 0; kind < SCOPES; kind++)
        make_room(check, &check->scopes[kind]);
    for (int round = 0; round < 2; round++)
        for (int kind = 0; kind < SCOPES; kind++)
            for (size_t i = 0; i < check->scopes[kind].entries.n; i++)
                if ((check->scopes[kind].entries.at[i].owner != NONE) == (round == 1))
                    enter_or_complain(check, (enum scope_kind)kind, i);
}

int scope_find(const struct check *check, enum scope_kind kind, int owner, struct view name)
{
    const struct scope_entry *entry = look_up(&check->scopes[kind], owner, name);
    if (!entry && owner != NONE)
        entry = look_up(&check->scopes[kind], NONE, name);
    return entry ? entry->index : NONE;
}

int scope_elsewhere(const struct check *check, enum scope_kind kind, struct view name)
{
    const struct scope *scope = &check->scopes[kind];
    for (size_t i = 0; i < scope->entries.n; i++)
        if (scope->entries.at[i].owner != NONE && view_eq(scope->entries.at[i].name, name))
            return scope->entries.at[i].owner;
    return NONE;
}

struct view *scope_names(struct check *check, enum scope_kind kind, int owner, size_t *count)
{
    const struct scope *scope = &check->scopes[kind];
    struct view *names = ARENA_ARRAY(check->arena, scope->entries.n + 1, struct view);
    *count = 0;
    for (size_t i = 0; i < scope->entries.n; i++)
        if (scope->entries.at[i].owner == owner || scope->entries.at[i].owner == NONE)
            names[(*count)++] = scope->entries.at[i].name;
    return names;
}

int scope_need(struct check *check, enum scope_kind kind, int owner, const struct node *name)
{
    if (!name || name->broken || !name->text.n)
        return NONE;
    int index = scope_find(check, kind, owner, name->text);
    if (index != NONE)
        return index;
    size_t count;
    struct view *names = scope_names(check, kind, owner, &count);
    struct diag *diag = SAY(check, DIAG_E0302, name->span, scope_noun(kind), name->text);
    if (name->kind != NODE_NAME || !say_shown(check, diag, name->span, name->text, kind))
        say_nearest_to(check, diag, name, names, count);
    return NONE;
}
