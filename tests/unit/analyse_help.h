/* analyse_help: rules from a text, analysed also where check refuses them for what the analysis is
 * about; and the two things every finding must stand: its test, pasted, compiles and passes. */
#ifndef ZHIDA_ANALYSE_HELP_H
#define ZHIDA_ANALYSE_HELP_H

#include <stdio.h>

#include "dsl/analyse/analyse.h"
#include "dsl/oracle/oracle.h"

struct analysed {
    struct arena arena;
    struct sources sources;
    struct diags diags;
    struct tree tree;
    struct model *model;
    struct analysis *analysis;
};

static inline bool analysed_sound(const struct analysed *it)
{
    bool sound = true;
    for (size_t i = 0; i < it->diags.list.n; i++) {
        enum diag_code code = it->diags.list.at[i].code;
        sound &= diag_severity(code) != DIAG_ERROR || analyse_tolerates(code);
    }
    if (!sound) {
        struct buf buf;
        buf_init(&buf, 1 << 18);
        diags_lines(&it->diags, DIAG_EN, &buf);
        printf("%.*s", VIEW_FMT(buf_seen(&buf)));
        buf_free(&buf);
    }
    return sound;
}

/* false: the text has other errors than those; they are printed. */
static inline bool analysed_read(struct analysed *it, const char *text)
{
    *it = (struct analysed){.model = NULL};
    arena_init(&it->arena, (size_t)1 << 28);
    it->sources.arena = it->tree.arena = &it->arena;
    it->diags = (struct diags){.arena = &it->arena, .sources = &it->sources};
    sources_add(&it->sources, VIEW("small.zd"), view_of(text));
    tree_parse(&it->tree, &it->sources, &it->diags);
    it->model = check_rules(&it->arena, &it->tree, &it->sources, NULL, &it->diags);
    return analysed_sound(it);
}

static inline bool analysed_make(struct analysed *it, const char *text, bool all)
{
    struct analyse_wish wish = {civil_to_day((struct civil){2026, 6, 1}), all};
    if (!analysed_read(it, text))
        return false;
    it->analysis = analyse_rules(&it->arena, it->model, &wish);
    return true;
}

static inline void analysed_free(struct analysed *it)
{
    arena_free(&it->arena);
}

/* The first finding of a kind, or NULL. */
static inline const struct finding *analysed_find(const struct analysed *it, enum analyse_kind kind,
                                                  bool note)
{
    for (size_t i = 0; i < it->analysis->findings.n; i++)
        if (it->analysis->findings.at[i].kind == kind && it->analysis->findings.at[i].note == note)
            return &it->analysis->findings.at[i];
    return NULL;
}

static inline size_t analysed_count(const struct analysed *it, enum analyse_kind kind)
{
    size_t n = 0;
    for (size_t i = 0; i < it->analysis->findings.n; i++)
        n += it->analysis->findings.at[i].kind == kind && !it->analysis->findings.at[i].note &&
             !it->analysis->findings.at[i].allowed;
    return n;
}

/* Pastes a finding's test behind the rules and runs it. false: it does not compile, or fails. */
static inline bool analysed_paste(const char *text, const struct finding *finding)
{
    struct analysed with;
    struct buf buf;
    bool good = false;
    buf_init(&buf, 1 << 20);
    buf_print(&buf, "%s\n%.*s%c", text, VIEW_FMT(finding->test), 0);
    if (analysed_read(&with, buf.p) && with.model->tests.n > 0) {
        const struct test *last = &with.model->tests.at[with.model->tests.n - 1];
        struct oracle_report *report =
            oracle_run_test(oracle_words_of(with.model, &with.arena), &with.arena, last);
        good = report->passed && last->steps.n > 1;
        for (size_t i = 0; i < report->findings.n && !report->passed; i++)
            if (!report->findings.at[i].passed)
                printf("wanted %.*s, got %.*s\n", VIEW_FMT(report->findings.at[i].wanted),
                       VIEW_FMT(report->findings.at[i].got));
    }
    if (!good)
        printf("pasted:\n%.*s\n", VIEW_FMT(finding->test));
    analysed_free(&with);
    buf_free(&buf);
    return good;
}

/* The same for every finding. */
static inline bool analysed_paste_all(const struct analysed *it, const char *text)
{
    for (size_t i = 0; i < it->analysis->findings.n; i++)
        if (!analysed_paste(text, &it->analysis->findings.at[i]))
            return false;
    return true;
}

#endif
