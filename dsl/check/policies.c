/* policies: offers to enterprises. The condition is in the enterprise's terms (tags, numbers,
 * dates); what is granted is money, brought to yuan. A policy whose window is over, or that says
 * neither amount nor text, is no error: it may be kept for what citizens ask about it. */
#include "dsl/check/closed.h"
#include "dsl/check/conditions.h"
#include "dsl/check/times.h"
#include "dsl/check/values.h"

static const char push_placeholders[] = "enterprise policy grant link";

static int term_of(struct check *check, const struct terms *terms, const struct node *block,
                   enum node_kind clause, int otherwise)
{
    const struct node *name = clause_name(block, clause);
    int value = name ? terms_need(check, terms, name) : NONE;
    return value == NONE ? otherwise : value;
}

static void read_window(struct check *check, const struct node *block, civil_day *from,
                        civil_day *to)
{
    *from = 1;
    *to = 0;
    const struct node *clause = node_child(block, NODE_WINDOW);
    if (!clause || clause->broken || !clause->child)
        return;
    civil_day first, last;
    const struct node *range = clause->child;
    bool dates = range->child && range->child->kind == NODE_DATE;
    if (!dates && !range->broken)
        SAY(check, DIAG_E0704, range->span);
    else if (days_read(check, range, &first, &last)) {
        *from = first;
        *to = last;
    }
}

static void read_grant(struct check *check, struct policy *policy, const struct node *block)
{
    const struct node *clause = node_child(block, NODE_GRANT);
    const struct node *number = clause ? node_child(clause, NODE_NUMBER) : NULL;
    if (!number || number->broken)
        return;
    money_read(check, number, &policy->grant);
    const struct node *text = node_child(clause, NODE_STRING);
    policy->grant_text = text ? text_of(text) : source_text(check->diags->sources, number->span);
}

static void read_push(struct check *check, struct policy *policy, const struct node *block)
{
    const struct node *clause = node_child(block, NODE_PUSH);
    if (!clause || clause->broken)
        return;
    const struct node *names = node_child(clause, NODE_NAMES);
    for (const struct node *name = names ? names->child : NULL; name; name = name->next) {
        int channel = terms_need(check, &terms_account, name);
        if (channel == NONE)
            continue;
        if (policy->push & 1u << channel)
            SAY(check, DIAG_W0301, name->span, name->text);
        policy->push |= 1u << channel;
    }
    policy->push_text = display_of(clause);
    placeholders_check(check, node_child(clause, NODE_DISPLAY), policy->name, push_placeholders);
}

static void fill_policy(struct check *check, struct policy *policy, const struct node *block)
{
    struct view_point from = {ABOUT_ENTERPRISE, NONE};
    policy->level =
        (enum policy_level)term_of(check, &terms_level, block, NODE_LEVEL, LEVEL_DISTRICT);
    policy->way = (enum policy_way)term_of(check, &terms_way, block, NODE_WAY, WAY_APPLY);
    policy->by = unit_need(check, clause_name(block, NODE_BY));
    read_window(check, block, &policy->from, &policy->to);
    policy->when = condition_read(check, from, node_child(block, NODE_WHEN));
    read_grant(check, policy, block);
    policy->text = document_need(check, node_child(block, NODE_TEXT), &policy->text_ends);
    read_push(check, policy, block);
    if (node_child(block, NODE_RECOGNISE))
        words_read(check, block, &policy->words);
}

void policies_fill(struct check *check)
{
    struct scope *scope = &check->scopes[SCOPE_POLICY];
    for (size_t i = 0; i < scope->entries.n; i++) {
        say_title(check, display_both(check, check->model->policies.at[i].display));
        fill_policy(check, &check->model->policies.at[i], scope->entries.at[i].node);
    }
    say_heading(check, NONE, NONE);
}

void notices_fill(struct check *check)
{
    struct scope *scope = &check->scopes[SCOPE_NOTICE];
    for (size_t i = 0; i < scope->entries.n; i++) {
        const struct node *block = scope->entries.at[i].node;
        struct notice *notice = &check->model->notices.at[i];
        const struct node *to = node_child(block, NODE_TO);
        const struct node *names = to ? node_child(to, NODE_NAMES) : NULL;
        for (const struct node *name = names ? names->child : NULL; name; name = name->next) {
            int area = scope_need(check, SCOPE_AREA, NONE, name);
            if (area != NONE)
                VEC_ADD(check->arena, &notice->to, area);
        }
        notice->text = document_need(check, node_child(block, NODE_TEXT), NULL);
        read_window(check, block, &notice->from, &notice->to_day);
    }
}

void guides_fill(struct check *check)
{
    struct scope *scope = &check->scopes[SCOPE_GUIDE];
    for (size_t i = 0; i < scope->entries.n; i++) {
        const struct node *block = scope->entries.at[i].node;
        struct guide *guide = &check->model->guides.at[i];
        if (node_child(block, NODE_RECOGNISE))
            words_read(check, block, &guide->words);
        for (const struct node *node = block->child; node; node = node->next) {
            if (node->kind == NODE_MATERIAL)
                VEC_ADD(check->arena, &guide->materials, display_of(node));
            if (node->kind != NODE_STEP)
                continue;
            struct guide_step step = {display_of(node),
                                      target_need(check, clause_name(node, NODE_ASSIGN))};
            VEC_ADD(check->arena, &guide->steps, step);
        }
        guide->text = document_need(check, node_child(block, NODE_TEXT), &guide->text_ends);
    }
}
