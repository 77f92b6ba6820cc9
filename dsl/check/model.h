/* model: the district after names, types and meaning are settled. check_rules() makes it from the
 * tree; the compiler lowers it to the image, the reference interpreter runs on it as it is.
 *
 * Everything refers to everything by index into the model's arrays; NONE is "not there". Words
 * (struct word) are folded (dsl/base/fold.h) so that they compare byte by byte with folded text.
 * Order is the order of files (sorted by path) and of places in them, so indices are stable for
 * equal input. A model with errors is never compiled. */
#ifndef ZHIDA_MODEL_H
#define ZHIDA_MODEL_H

#include "dsl/base/geo.h"
#include "dsl/base/acts.h"
#include "dsl/base/likeness.h"
#include "dsl/base/matter.h"
#include "dsl/base/sayings.h"
#include "dsl/base/terms.h"
#include "dsl/syntax/tree.h"

struct display {
    struct view zh, en; /* en is empty where none was given */
};

struct word {
    struct view first;  /* folded */
    struct view second; /* folded; empty unless it is a sequence: first .. second */
    int weight;         /* see model_weigh() */
    struct span span;
};
typedef VEC(struct word) words;

enum expr_op {
    EXPR_AND,
    EXPR_OR,
    EXPR_NOT, /* one kid */
    EXPR_SET, /* variable is one of values (fact, matter, weekday, day class, kind, channel, tag) */
    EXPR_TAG, /* the plain tag is yes */
    EXPR_AREA, /* the place lies in one of values (areas) */
    EXPR_TIME, /* the time of day lies in one of the ranges */
    EXPR_LESS, /* number or date < bound */
    EXPR_LEAST /* number or date >= bound; the other comparisons are built with EXPR_NOT */
};

struct expr {
    enum expr_op op;
    struct variable variable;
    VEC(struct expr *) kids;
    VEC(int) values;
    VEC(struct minute_range) ranges;
    int64_t bound;
    struct span span;
};

struct area {
    struct view name;
    struct display display;
    words words; /* its name and its aliases */
    int parent;
    int first, last; /* pre-order numbers: descendants-or-self are [first, last) */
    bool has_point;
    double latitude, longitude;
    VEC(struct geo_point) border; /* ring after ring; empty: not given */
    VEC(size_t) ring_ends;        /* where each ends among them */
    struct span span;
};

struct unit {
    struct view name;
    struct display display;
    int role;
    VEC(int) serves; /* areas */
    int parent;
    struct view remit, contact;
    VEC(struct minute_range) hours; /* empty: the calendar's */
    struct span span;
};

struct role {
    struct view name;
    VEC(int) units; /* who plays it */
};

struct calendar_year {
    int year;
    civil_day first;           /* 1 January */
    int days;                  /* 365 or 366 */
    unsigned char class_[366]; /* enum dayclass of each day, weekends and make-up days counted */
    VEC(struct minute_range) hours;
};

struct word_list {
    struct view name;
    words words;
    struct span span;
};

struct period {
    struct view name;
    int category; /* NONE: of the whole district */
    VEC(struct minute_range) ranges;
    words words;
    struct span span;
};

struct fact_value {
    struct view name;
    struct display display;
    words words;
    struct span span;
};

struct fact {
    struct view name;
    struct display question;
    int category; /* NONE: global */
    VEC(struct fact_value) values;
    struct span span;
};

struct clock {
    struct view name;
    struct duration accept, handle, remind, escalate, extend, redo_floor, pause, rating, reopen,
        ask_back;
    struct target escalate_to, supervise;
    int redo_ratio; /* * 1,000,000; 0: none given */
    struct span span;
};

struct branch {
    struct expr *when;
    struct target assign;
};

/* Settled facts, as in 设: what an example or a test says beside its text. */
struct setting {
    struct variable variable;
    bool negated;  /* tag: no */
    int value;     /* of a finite variable, an area, a minute */
    int64_t exact; /* number, date */
    struct span span;
};

struct example {
    struct view text; /* as written */
    VEC(struct setting) given;
    struct span span;
};

/* How long the text that rules point to holds by its own words. */
struct text_ends {
    bool superseded;
    civil_day expires; /* its last day; INT32_MAX where none is said or the text was not read */
};

/* A part of a document under one heading. What people ask whom it answers teaches how one asks for
 * it, as the text itself does. */
struct document_section {
    struct view heading, text;
    VEC(struct view) asked; /* folded */
};

/* A document that answers what people ask about duties. */
struct duty_document {
    struct view path; /* relative to the rules folder */
    struct text_ends ends;
    bool read; /* its sections are all there are; else those that questions name */
    VEC(struct document_section) sections;
};

/* 常问 of a duty: what people ask whom the section of that heading answers. */
struct duty_question {
    int document; /* NONE: none was named before it, which is a mistake */
    struct view heading;
    words asked;
};

struct duty {
    struct view code;
    struct display display;
    int category;
    words words;       /* of its own; then it is a value of the category's 事由 */
    struct expr *when; /* NULL: always */
    struct target assign;
    VEC(struct branch) branches;
    VEC(struct target) assists;
    bool urgent;
    struct duration within;
    int clock;             /* clocks[], its own, else its category's, else the district's */
    unsigned collect;      /* enum collect bits */
    VEC(int) over;         /* duties it goes before, closed under transitivity */
    VEC(int) over_written; /* as 优先于 names them, even where that makes a circle */
    struct view basis;
    struct display answer;
    VEC(int) texts; /* the documents that answer what people ask about it */
    VEC(struct duty_question) questions;
    int owner;
    VEC(struct example) examples;
    words sayings; /* what people say of it (sayings.h) */
    struct span span;
};

struct category {
    struct view name;
    struct display display;
    struct view code, basis;
    int owner, parent;
    words words;
    VEC(int) facts; /* its own facts */
    VEC(int) duties;
    VEC(int) periods; /* its own periods */
    bool has_matter;  /* some duty has words of its own */
    struct target otherwise;
    int clock;
    struct span span;
};

struct tag {
    struct view name;
    struct display display;
    VEC(struct fact_value) values; /* empty: yes or no */
    struct span span;
};

struct number {
    struct view name;
    struct display display;
    struct view measure; /* as shown: 万元 */
    int64_t unit;        /* base units per measure: 万元 is 10,000 of 元; percent 0.01 * 1e6 */
    int over, under;     /* derived: numerator and denominator, else NONE */
    struct span span;
};

struct date {
    struct view name;
    struct display display;
    struct span span;
};

struct policy {
    struct view name;
    struct display display;
    enum policy_level level;
    int by;             /* unit */
    civil_day from, to; /* window, both included; from > to: none given */
    struct expr *when;
    int64_t grant;          /* yuan * 1,000,000; 0 none */
    struct view grant_text; /* how it is written: "200000 元", with the author's words if any */
    enum policy_way way;
    struct view text; /* path of the document, relative to the rules folder */
    struct text_ends text_ends;
    unsigned push; /* bit per enum channel_kind */
    struct display push_text;
    words words;
    struct span span;
};

struct notice {
    struct view name;
    struct display display;
    VEC(int) to;
    struct view text;
    civil_day from, to_day;
    struct span span;
};

struct guide_step {
    struct display text;
    struct target assign;
};

struct guide {
    struct view name;
    struct display display;
    words words;
    VEC(struct guide_step) steps;
    VEC(struct display) materials;
    struct view text;
    struct text_ends text_ends;
    struct span span;
};

struct wording { /* of a phrase; rules.h has enum phrase */
    struct view name;
    struct display display;
    struct span span;
};

enum secret_from { FROM_TEXT, FROM_ENV, FROM_FILE };

struct channel_setting {
    struct view key, value;
    enum secret_from from;
};

struct channel {
    struct view name;
    enum channel_kind kind;
    VEC(struct channel_setting) settings;
    struct span span;
};

/* A 模型 block: whoever may rephrase and propose. Keys are the English ones of
 * dsl/base/endpoint_table.h; numbers in digits, yes or no. */
struct endpoint {
    struct view name;
    VEC(struct channel_setting) settings;
    struct span span;
};

enum expect_kind {
    EXPECT_CATEGORY,
    EXPECT_DUTY,
    EXPECT_UNIT,
    EXPECT_ASSIST,
    EXPECT_URGENT,
    EXPECT_WITHIN,
    EXPECT_DUE,
    EXPECT_KIND,
    EXPECT_OTHERWISE,
    EXPECT_ASK,
    EXPECT_POLICY,
    EXPECT_ALSO, /* another matter that the text lists: duty */
    EXPECT_CUE   /* heard in the text, or not */
};

struct expectation {
    enum expect_kind kind;
    int value;            /* category, duty (of ALSO too), unit, kind, policy, cue index */
    bool negated;         /* CUE */
    struct target target; /* ASSIST */
    struct duration within;
    civil_day due_day;
    int due_minute;
    enum ask_kind ask;
    struct variable ask_variable;
    int answer; /* POLICY: 1 yes, 0 no, 2 depends */
    struct span span;
};

enum test_step_kind { STEP_GIVEN, STEP_CITIZEN, STEP_ENTERPRISE, STEP_EXPECT };

struct test_step {
    enum test_step_kind kind;
    struct view text;          /* CITIZEN */
    VEC(struct setting) given; /* GIVEN, ENTERPRISE */
    bool has_now;
    struct civil_time now;
    VEC(struct expectation) expected;
    bool only;                     /* reasons are exact */
    VEC(struct view) reason_words; /* folded */
    VEC(struct variable) reason_facts;
    struct span span;
};

struct test {
    struct view title; /* of a row: with what the row is about, so that it is unique */
    int row;           /* of the test's table, from 1; 0: no table */
    VEC(struct test_step) steps;
    struct span span; /* the block, or the row */
};

struct retired {
    struct view code, heir;
    struct span span;
};

struct model {
    struct arena *arena;
    struct sayings **counted; /* by model_sayings() and */
    struct sayings **asked;   /* by model_asked(), when somebody first asks */
    const struct sources *sources;
    const struct tree *tree; /* what it was made of; comments too */
    struct view name;
    struct display display;
    struct view hotline;
    int questions_most, sure_least; /* 转人工: 0 where not given; the least in per mille */
    int silence_most;               /* 交还期: seconds, 0 where not given */
    bool chinese, english;
    int clock;              /* the default one, or NONE */
    uint64_t learned;       /* the ranking beside the rules (dsl/engine/learned.h); 0: none */
    VEC(struct area) areas; /* in pre-order */
    VEC(struct unit) units;
    VEC(struct role) roles;
    VEC(struct calendar_year) calendar; /* by year */
    VEC(struct word_list) lists;
    VEC(struct period) periods;
    VEC(struct fact) facts;
    VEC(struct clock) clocks;
    VEC(struct category) categories;
    VEC(struct duty) duties;
    VEC(struct duty_document) documents; /* that duties name, in the order they do */
    VEC(struct tag) tags;
    VEC(struct number) numbers;
    VEC(struct date) dates;
    VEC(struct policy) policies;
    VEC(struct notice) notices;
    VEC(struct guide) guides;
    VEC(struct wording) phrases;
    VEC(struct word_list) cues;
    VEC(struct channel) channels;
    VEC(struct endpoint) endpoints; /* one at most */
    VEC(struct test) tests;
    VEC(struct retired) retired;
    const struct frequency *frequency; /* attached by whoever asks; NULL: each duty the same */
};

/* Settles names, types and meaning; queues every error. The model is complete only when
 * diags->errors is 0. The tree must live as long as the model. Paths of documents are resolved
 * against folder (a missing one is an error; folder NULL skips that). */
struct model *check_rules(struct arena *arena, const struct tree *tree,
                          const struct sources *sources, const char *folder, struct diags *diags);

/* The weight of a word: 60 * characters (at most 6) / number of categories that use the word. Set
 * in every word of the model by check_rules. */
int model_weight(size_t characters, size_t categories);

/* The word list of that name (either spelling of a required one), or NULL. */
const struct word_list *model_list(const struct model *model, const char *zh);

/* What serves where the model leaves phrases or cues out: the sample district's; nothing for a
 * model that has all, or no district. Lives in the arena. */
const struct model *model_sample(const struct model *model, struct arena *arena);

/* The cue of that name, or else the sample's, or NULL. */
const struct word_list *model_cue(const struct model *model, const struct model *sample,
                                  const char *name);

/* Learns from the sentences of the cues of like_table.h, of the model or else of the sample. */
void model_likeness(const struct model *model, const struct model *sample, struct arena *arena,
                    struct logit_model *likeness);

/* Learns what a text is meant for, from the sentences of the cues of act_table.h and of no_matter.
 */
void model_acts(const struct model *model, const struct model *sample, struct arena *arena,
                struct logit_model *acts);

/* Are the words of the cue of that name whole sentences? */
bool model_cue_is_said(struct view name);

/* What is said, counted: the things are the duties, by index, in the groups of their categories,
 * and behind them what is no matter, a thing and a group of its own. None where no duty has
 * sayings, or where they are more than SAYING_THINGS_MAX. Counted once, and kept with the model. */
const struct sayings *model_sayings(const struct model *model);
bool model_is_said(const struct model *model); /* has a duty sayings? */

/* The same of what is asked: the things are the sections of the documents, one document's after the
 * other's, in groups by document, and behind them any other question, a thing and a group of its
 * own. */
const struct sayings *model_asked(const struct model *model);

#endif
