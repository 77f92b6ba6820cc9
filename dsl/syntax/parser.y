/* parser: the grammar of the rules language.
 *
 * Actions build nodes and do nothing else; which clauses belong to which block, and how often, is
 * asked of blocks.h when a block is done (shape.c). So one list of clauses serves every block, and
 * a clause in the wrong place gets a message of its own instead of a syntax error.
 *
 * The tokens come from the filter: braces balance, every clause and block that can be told from
 * its first word stands where it may stand. What is left to go wrong lies inside a clause or a
 * head, and there `error` stands: the message is made by parse_unexpected from the tokens before
 * the mistake, then reading goes on at the next start (parse_resync). Nothing is remembered from
 * one item to the next outside semantic values.
 *
 * No conflicts: find a way with precedence instead. */
%code requires {
#include "dsl/syntax/build.h"
}

%code {
#define YYLLOC_DEFAULT(Current, Rhs, N)                                            \
    do {                                                                           \
        (Current).file = YYRHSLOC(Rhs, (N) ? 1 : 0).file;                          \
        (Current).from = (N) ? YYRHSLOC(Rhs, 1).from : YYRHSLOC(Rhs, 0).to;        \
        (Current).to = (N) ? YYRHSLOC(Rhs, N).to : YYRHSLOC(Rhs, 0).to;            \
    } while (0)

/* The parser's stacks stay small: lists are left-recursive, nesting is limited by the filter. */
#define YYMAXDEPTH 4000

#define SPAN(first, last) ((struct span){(first).file, (first).from, (last).to})
#define NONE ((struct chain){0})

static int zd_lex(YYSTYPE *value, struct span *place, struct parse *p);
static int token_of(yysymbol_kind_t kind);
static void zd_error(const struct span *place, struct parse *p, const char *text);

/* Behind a mistake: what was read ahead is forgotten; reading goes on at the next start, or at the
 * brace that opens the body. At the end of the file bison gives up when it is still in error. */
#define GO_ON(head)                       \
    do {                                  \
        yyclearin;                        \
        if (parse_resync(p, (head)))      \
            yyerrok;                      \
    } while (0)
}

%define api.pure full
%define api.prefix {zd_}
%define api.token.prefix {TOK_}
%define api.location.type {struct span}
%define parse.error custom
%define parse.lac full
%union {
    const struct token *token;
    struct node *node;
    struct chain chain;
}
%param {struct parse *p}
%locations
%expect 0

/* Literals and signs */
%token <token> NAME STRING FIGURE DAY TIME PERCENT
%token COLON SEP LBRACE RBRACE LPAREN RPAREN SLASH AT_SIGN DOTS SEMICOLON EQ NE LT LE GT GE BAR

/* Keywords: one line in keywords.h each. Block words, and the few that are also values, carry their
 * spelling, because they may be names. */
%token <token> CELL
%token COLUMN ROW /* of tables, put in by the filter, as is CELL */
%token <token>
    DISTRICT AREA UNIT CALENDAR WORDS PERIOD CLOCK CATEGORY FACT DUTY TAG NUMBER DATE POLICY NOTICE
    GUIDE PHRASE CUE CHANNEL MODEL TEST TABLE RETIRE HOLIDAY WORKDAY HOURS CONTACT
%token WHEN WHERE OVER ASSIGN ASSIST WITHIN URGENT RECOGNISE COLLECT LIKE SAID ASKED ANSWER REMIT SERVES PARENT
    TO OWNER EXPECT BECAUSE ONLY GIVEN OTHERWISE LANGUAGES HOTLINE HANDOVER AT ROLE ACCEPT HANDLE
    REMIND ESCALATE EXTEND REDO FLOOR SUPERVISE PAUSE RATING REOPEN ASK_BACK GIVE_BACK CODE BASIS LEVEL BY WINDOW GRANT WAY TEXT PUSH STEP
    MATERIAL CITIZEN ENTERPRISE ASK DUE ALSO HEIR ENV FILE

%left OR
%left AND
%precedence NOT
%token IN BEFORE AFTER NOT_BEFORE NOT_AFTER

%nterm <token> plain_word word_of_name value_word measure period_of_time
%nterm <node> block item clause test_clause area value_of_fact channel_setting
    name value_name string display names names_collected codes code reasons word words heard list_ref
    assign condition value operand member range days number ratio duration point date_time
    setting settings expected reason_clause asked heading
%nterm <chain> named maybe_named duty_head head_clauses period_head test_head channel_head
    calendar_head clock_head cue_head model_head retire_head items test_clauses entries values_of_fact
    channel_settings values members ranges days_list expecteds area_head maybe_words list_body cue_body columns
    rows cells

%%

blocks:
    %empty
  | blocks block                         { node_add(p->tree->root, $2); }
  | blocks error                         { GO_ON(false); }
  ;

/* Blocks */

block:
    DISTRICT named LBRACE items RBRACE   { $$ = shape_block(p, NODE_DISTRICT, @$, $2, $4); }
  | AREA area                            { $$ = $2; $$->span.from = @1.from; }
  | UNIT named LBRACE items RBRACE       { $$ = shape_block(p, NODE_UNIT, @$, $2, $4); }
  | CALENDAR calendar_head LBRACE items RBRACE
                                         { $$ = shape_block(p, NODE_CALENDAR, @$, $2, $4); }
  | WORDS maybe_named LBRACE list_body RBRACE
                                         { $$ = shape_block(p, NODE_WORD_LIST, @$, $2, $4); }
  | CLOCK clock_head LBRACE items RBRACE { $$ = shape_block(p, NODE_CLOCK, @$, $2, $4); }
  | CATEGORY named head_clauses LBRACE items RBRACE
        { $$ = shape_block(p, NODE_CATEGORY, @$, chain_join($2, $3), $5); }
  | TAG named                            { $$ = shape_block(p, NODE_TAG, @$, $2, NONE); }
  | TAG named LBRACE values_of_fact RBRACE
                                         { $$ = shape_block(p, NODE_TAG, @$, $2, $4); }
  | NUMBER named                         { $$ = shape_block(p, NODE_NUMBER_DEF, @$, $2, NONE); }
  | NUMBER named measure                 { $$ = build_measured(p, @$, $2, $3); }
  | NUMBER named EQ name SLASH name      { $$ = build_derived(p, @$, $2, $4, $6); }
  | DATE named                           { $$ = shape_block(p, NODE_DATE_DEF, @$, $2, NONE); }
  | POLICY named head_clauses LBRACE items RBRACE
        { $$ = shape_block(p, NODE_POLICY, @$, chain_join($2, $3), $5); }
  | NOTICE named LBRACE items RBRACE     { $$ = shape_block(p, NODE_NOTICE, @$, $2, $4); }
  | GUIDE named LBRACE items RBRACE      { $$ = shape_block(p, NODE_GUIDE, @$, $2, $4); }
  | PHRASE named                         { $$ = shape_block(p, NODE_PHRASE, @$, $2, NONE); }
  | CUE cue_head LBRACE cue_body RBRACE  { $$ = shape_block(p, NODE_CUE, @$, $2, $4); }
  | CHANNEL channel_head LBRACE channel_settings RBRACE
                                         { $$ = shape_block(p, NODE_CHANNEL, @$, $2, $4); }
  | MODEL model_head LBRACE channel_settings RBRACE
                                         { $$ = shape_block(p, NODE_MODEL, @$, $2, build_options($4)); }
  | TEST test_head LBRACE test_clauses RBRACE
                                         { $$ = shape_block(p, NODE_TEST, @$, $2, $4); }
  | RETIRE retire_head                   { $$ = shape_block(p, NODE_RETIRE, @$, $2, NONE); }
  | PERIOD period_head                   { $$ = shape_block(p, NODE_PERIOD, @$, $2, NONE); }
  | FACT named LBRACE values_of_fact RBRACE
                                         { $$ = shape_block(p, NODE_FACT, @$, $2, $4); }
  ;

item:
    clause
  | PERIOD period_head                   { $$ = shape_block(p, NODE_PERIOD, @$, $2, NONE); }
  | FACT named LBRACE values_of_fact RBRACE
                                         { $$ = shape_block(p, NODE_FACT, @$, $2, $4); }
  | DUTY duty_head head_clauses LBRACE items RBRACE
        { $$ = shape_block(p, NODE_DUTY, @$, chain_join($2, $3), $5); }
  ;

items:
    %empty                               { $$ = NONE; }
  | items item                           { $$ = chain_add($1, $2); }
  | items error                          { $$ = chain_add($1, build_lost(p)); GO_ON(false); }
  ;

/* Heads */

named:
    name display                         { $$ = chain_two($1, $2); }
  | error                                { $$ = build_lost_head(p); GO_ON(true); }
  ;

maybe_named:
    name                                 { $$ = chain_one($1); }
  | name display                         { $$ = chain_two($1, $2); }
  | error                                { $$ = build_lost_head(p); GO_ON(true); }
  ;

clock_head:
    name                                 { $$ = chain_one($1); }
  | error                                { $$ = build_lost_head(p); GO_ON(true); }
  ;

cue_head:
    name                                 { $$ = chain_one($1); }
  | error                                { $$ = build_lost_head(p); GO_ON(true); }
  ;

calendar_head:
    FIGURE                               { $$ = chain_one(node_leaf(p, NODE_NUMBER, $1)); }
  | error                                { $$ = build_lost_head(p); GO_ON(true); }
  ;

duty_head:
    code display                         { $$ = chain_two($1, $2); }
  | error                                { $$ = build_lost_head(p); GO_ON(true); }
  ;

test_head:
    string                               { $$ = chain_one($1); }
  | error                                { $$ = build_lost_head(p); GO_ON(true); }
  ;

channel_head:
    name name                            { $$ = chain_two($1, $2); }
  | error                                { $$ = build_lost_head(p); GO_ON(true); }
  ;

model_head:
    name                                 { $$ = chain_one($1); }
  | error                                { $$ = build_lost_head(p); GO_ON(true); }
  ;

retire_head:
    code                                 { $$ = chain_one($1); }
  | code HEIR code
        { $$ = chain_two($1, node_of(p, NODE_HEIR, SPAN(@2, @3), $3)); }
  | error                                { $$ = build_lost_head(p); GO_ON(true); }
  ;

period_head:
    name range maybe_words               { $$ = chain_join(chain_two($1, $2), $3); }
  | error                                { $$ = build_lost_head(p); GO_ON(true); }
  ;

maybe_words:
    %empty                               { $$ = NONE; }
  | words                                { $$ = chain_one($1); }
  ;

head_clauses:
    %empty                               { $$ = NONE; }
  | head_clauses clause                  { $$ = chain_add($1, $2); }
  | head_clauses error                   { $$ = chain_add($1, NULL); GO_ON(true); }
  ;

/* Bodies that are lists of entries */

list_body:
    words                                { $$ = chain_one($1); }
  | error                                { $$ = chain_add(NONE, NULL); GO_ON(false); }
  ;

cue_body:
    heard                                { $$ = chain_one($1); }
  | error                                { $$ = chain_add(NONE, NULL); GO_ON(false); }
  ;

area:
    area_head                            { $$ = shape_block(p, NODE_AREA, @$, $1, NONE); }
  | area_head LBRACE entries RBRACE      { $$ = shape_block(p, NODE_AREA, @$, $1, $3); }
  ;

area_head:
    name                                 { $$ = chain_one($1); }
  | name display                         { $$ = chain_two($1, $2); }
  | area_head AT point
        { $$ = chain_add($1, node_of(p, NODE_AT, SPAN(@2, @3), $3)); }
  | area_head COLON words                { $$ = chain_add($1, $3); }
  | area_head EQ words                   { $$ = chain_add($1, $3); build_say_colon(p, @2); }
  ;

entries:
    %empty                               { $$ = NONE; }
  | entries area                         { $$ = chain_add($1, $2); }
  | entries error                        { $$ = chain_add($1, NULL); GO_ON(false); }
  ;

value_of_fact: area_head                 { $$ = shape_block(p, NODE_VALUE, @$, $1, NONE); } ;

values_of_fact:
    %empty                               { $$ = NONE; }
  | values_of_fact value_of_fact         { $$ = chain_add($1, $2); }
  | values_of_fact error                 { $$ = chain_add($1, NULL); GO_ON(false); }
  ;

channel_setting:
    name EQ string                       { $$ = node_two(p, NODE_SETTING, @$, $1, $3); }
  | name EQ name                         { $$ = node_two(p, NODE_SETTING, @$, $1, $3); }
  | name EQ FIGURE
        { $$ = node_two(p, NODE_SETTING, @$, $1, node_leaf(p, NODE_NUMBER, $3)); }
  | name EQ ENV string
        { $$ = node_two(p, NODE_SETTING, @$, $1, node_of(p, NODE_ENV, SPAN(@3, @4), $4)); }
  | name EQ FILE string
        { $$ = node_two(p, NODE_SETTING, @$, $1, node_of(p, NODE_FILE, SPAN(@3, @4), $4)); }
  ;

channel_settings:
    %empty                               { $$ = NONE; }
  | channel_settings channel_setting     { $$ = chain_add($1, $2); }
  | channel_settings error               { $$ = chain_add($1, NULL); GO_ON(false); }
  ;

/* Clauses */

clause:
    RECOGNISE words                      { $$ = node_of(p, NODE_RECOGNISE, @$, $2); }
  | WHEN condition                       { $$ = node_of(p, NODE_WHEN, @$, $2); }
  | assign
  | WHERE condition assign               { $$ = node_two(p, NODE_WHERE, @$, $2, $3); }
  | ASSIST names                         { $$ = node_of(p, NODE_ASSIST, @$, $2); }
  | URGENT                               { $$ = node_make(p, NODE_URGENT, @$); }
  | WITHIN duration                      { $$ = node_of(p, NODE_WITHIN, @$, $2); }
  | CLOCK name                           { $$ = node_of(p, NODE_USE_CLOCK, @$, $2); }
  | COLLECT names_collected              { $$ = node_of(p, NODE_COLLECT, @$, $2); }
  | OVER codes                           { $$ = node_of(p, NODE_OVER, @$, $2); }
  | ANSWER display                       { $$ = node_of(p, NODE_ANSWER, @$, $2); }
  | LIKE string                          { $$ = node_of(p, NODE_LIKE, @$, $2); }
  | LIKE string GIVEN settings           { $$ = node_two(p, NODE_LIKE, @$, $2, $4); }
  | SAID heard                           { $$ = node_of(p, NODE_SAID, @$, $2); }
  | ASKED string COLON heard             { $$ = node_two(p, NODE_ASKED, @$, $2, $4); }
  | CODE code                            { $$ = node_of(p, NODE_CODE, @$, $2); }
  | BASIS string                         { $$ = node_of(p, NODE_BASIS, @$, $2); }
  | OWNER name                           { $$ = node_of(p, NODE_OWNER, @$, $2); }
  | BY name                              { $$ = node_of(p, NODE_BY, @$, $2); }
  | LEVEL name                           { $$ = node_of(p, NODE_LEVEL, @$, $2); }
  | PARENT name                          { $$ = node_of(p, NODE_PARENT, @$, $2); }
  | OTHERWISE assign                     { $$ = node_of(p, NODE_OTHERWISE, @$, $2); }
  | LANGUAGES names                      { $$ = node_of(p, NODE_LANGUAGES, @$, $2); }
  | HOTLINE string                       { $$ = node_of(p, NODE_HOTLINE, @$, $2); }
  | HANDOVER number                      { $$ = node_of(p, NODE_HANDOVER, @$, $2); }
  | HANDOVER number FLOOR ratio          { $$ = node_two(p, NODE_HANDOVER, @$, $2, $4); }
  | ROLE name                            { $$ = node_of(p, NODE_ROLE, @$, $2); }
  | SERVES names                         { $$ = node_of(p, NODE_SERVES, @$, $2); }
  | REMIT string                         { $$ = node_of(p, NODE_REMIT, @$, $2); }
  | HOURS ranges                         { $$ = node_with(p, NODE_HOURS, @$, $2); }
  | CONTACT string                       { $$ = node_of(p, NODE_CONTACT, @$, $2); }
  | HOLIDAY string days_list
        { $$ = node_with(p, NODE_HOLIDAY, @$, chain_join(chain_one($2), $3)); }
  | WORKDAY days_list                    { $$ = node_with(p, NODE_WORKDAY, @$, $2); }
  | ACCEPT duration                      { $$ = node_of(p, NODE_ACCEPT, @$, $2); }
  | HANDLE duration                      { $$ = node_of(p, NODE_HANDLE, @$, $2); }
  | REMIND duration                      { $$ = node_of(p, NODE_REMIND, @$, $2); }
  | ESCALATE duration assign             { $$ = node_two(p, NODE_ESCALATE, @$, $2, $3); }
  | EXTEND duration                      { $$ = node_of(p, NODE_EXTEND, @$, $2); }
  | REDO ratio                           { $$ = node_of(p, NODE_REDO, @$, $2); }
  | REDO ratio FLOOR duration            { $$ = node_two(p, NODE_REDO, @$, $2, $4); }
  | SUPERVISE name                       { $$ = node_of(p, NODE_SUPERVISE, @$, $2); }
  | PAUSE duration                       { $$ = node_of(p, NODE_PAUSE, @$, $2); }
  | RATING duration                      { $$ = node_of(p, NODE_RATING, @$, $2); }
  | REOPEN duration                      { $$ = node_of(p, NODE_REOPEN, @$, $2); }
  | ASK_BACK duration                    { $$ = node_of(p, NODE_ASK_BACK, @$, $2); }
  | GIVE_BACK duration                   { $$ = node_of(p, NODE_GIVE_BACK, @$, $2); }
  | WINDOW range                         { $$ = node_of(p, NODE_WINDOW, @$, $2); }
  | GRANT number                         { $$ = node_of(p, NODE_GRANT, @$, $2); }
  | GRANT number string                  { $$ = node_two(p, NODE_GRANT, @$, $2, $3); }
  | WAY name                             { $$ = node_of(p, NODE_WAY, @$, $2); }
  | TEXT string                          { $$ = node_of(p, NODE_TEXT, @$, $2); }
  | PUSH names display                   { $$ = node_two(p, NODE_PUSH, @$, $2, $3); }
  | TO names                             { $$ = node_of(p, NODE_TO, @$, $2); }
  | STEP display assign                  { $$ = node_two(p, NODE_STEP, @$, $2, $3); }
  | MATERIAL display                     { $$ = node_of(p, NODE_MATERIAL, @$, $2); }
  ;

assign: ASSIGN name                      { $$ = node_of(p, NODE_ASSIGN, @$, $2); } ;

/* Tests */

test_clauses:
    %empty                               { $$ = NONE; }
  | test_clauses test_clause             { $$ = chain_add($1, $2); }
  | test_clauses error                   { $$ = chain_add($1, build_lost(p)); GO_ON(false); }
  ;

test_clause:
    GIVEN settings                       { $$ = $2; $$->span.from = @1.from; }
  | CITIZEN string                       { $$ = node_of(p, NODE_CITIZEN, @$, $2); }
  | ENTERPRISE settings                  { $$ = node_of(p, NODE_ENTERPRISE, @$, $2); }
  | EXPECT reason_clause                 { $$ = node_of(p, NODE_EXPECT, @$, $2); }
  | TABLE LBRACE columns rows RBRACE     { $$ = build_table(p, @$, $3, $4); }
  | EXPECT expecteds                     { $$ = node_with(p, NODE_EXPECT, @$, $2); }
  | EXPECT expecteds reason_clause       { $$ = node_with(p, NODE_EXPECT, @$, chain_add($2, $3)); }
  ;

columns:
    %empty                               { $$ = NONE; }
  | columns COLUMN heading               { $$ = chain_add($1, build_column(p, $3)); }
  | columns COLUMN error
        { $$ = chain_add($1, build_column(p, NULL)); GO_ON(false); }
  ;

heading:
    plain_word               { $$ = node_of(p, NODE_GIVEN, @$, node_leaf(p, NODE_NAME, $1)); }
  | heading_word                         { $$ = build_heading(p, @1, NULL); }
  | GIVEN name                           { $$ = build_heading(p, @1, $2); }
  | ENTERPRISE name                      { $$ = build_heading(p, @1, $2); }
  | expected_word                        { $$ = build_heading(p, @1, NULL); }
  | POLICY name                          { $$ = build_heading(p, @1, $2); }
  | EXPECT expected_word                 { $$ = build_heading(p, @2, NULL); }
  | EXPECT POLICY name                   { $$ = build_heading(p, @2, $3); }
  | EXPECT NAME              { $$ = node_of(p, NODE_EXPECT, @$, build_kind(p, @2, $2, NULL)); }
  ;

heading_word: GIVEN | CITIZEN | ENTERPRISE | EXPECT ;
expected_word: CATEGORY | DUTY | UNIT | POLICY | ASSIST | WITHIN | DUE | ASK | CUE | BECAUSE | ONLY ;

rows:
    %empty                               { $$ = NONE; }
  | rows ROW cells { $$ = chain_add($1, node_with(p, NODE_ROW, SPAN(@2, @3), $3)); }
  ;

cells:
    CELL                                 { $$ = chain_one(build_cell(p, $1, NULL)); }
  | CELL test_clause                     { $$ = chain_one(build_cell(p, $1, $2)); }
  | CELL error                 { $$ = chain_one(build_cell_lost(p, $1)); GO_ON(false); }
  | cells CELL                           { $$ = chain_add($1, build_cell(p, $2, NULL)); }
  | cells CELL test_clause               { $$ = chain_add($1, build_cell(p, $2, $3)); }
  | cells CELL error           { $$ = chain_add($1, build_cell_lost(p, $2)); GO_ON(false); }
  ;

reason_clause:
    BECAUSE reasons                      { $$ = node_of(p, NODE_BECAUSE, @$, $2); }
  | ONLY reasons                         { $$ = node_of(p, NODE_ONLY_BECAUSE, @$, $2); }
  | ONLY BECAUSE reasons                 { $$ = node_of(p, NODE_ONLY_BECAUSE, @$, $3); }
  ;

expecteds:
    expected                             { $$ = chain_one($1); }
  | expecteds expected                   { $$ = chain_add($1, $2); }
  ;

expected:
    CATEGORY name                        { $$ = node_of(p, NODE_EXPECT_CATEGORY, @$, $2); }
  | DUTY code                            { $$ = node_of(p, NODE_EXPECT_DUTY, @$, $2); }
  | UNIT name                            { $$ = node_of(p, NODE_EXPECT_UNIT, @$, $2); }
  | ASSIST names                         { $$ = node_of(p, NODE_EXPECT_ASSIST, @$, $2); }
  | URGENT                               { $$ = node_make(p, NODE_EXPECT_URGENT, @$); }
  | WITHIN duration                      { $$ = node_of(p, NODE_EXPECT_WITHIN, @$, $2); }
  | DUE date_time                        { $$ = node_of(p, NODE_EXPECT_DUE, @$, $2); }
  | OTHERWISE                            { $$ = node_make(p, NODE_EXPECT_OTHERWISE, @$); }
  | ALSO DUTY code                       { $$ = build_also(p, @$, SPAN(@2, @3), $3); }
  | ASK asked                            { $$ = node_of(p, NODE_EXPECT_ASK, @$, $2); }
  | CUE name                             { $$ = node_of(p, NODE_EXPECT_CUE, @$, $2); }
  | CUE NOT name
        { $$ = node_of(p, NODE_EXPECT_CUE, @$, $3); $$->text = VIEW("not"); }
  | POLICY name NAME                     { $$ = build_entitled(p, @$, $2, $3); }
  | NAME value_name                      { $$ = build_kind(p, @$, $1, $2); }
  ;

asked:
    name
  | CONTACT                              { $$ = node_leaf(p, NODE_NAME, $1); }
  ;

settings:
    setting                              { $$ = node_of(p, NODE_GIVEN, @$, $1); }
  | settings SEP setting                 { $$ = node_more($1, $3); }
  ;

setting:
    name                                 { $$ = node_of(p, NODE_SETTING, @$, $1); }
  | NOT name
        { $$ = node_of(p, NODE_SETTING, @$, $2); $$->text = VIEW("not"); }
  | name EQ value                        { $$ = node_two(p, NODE_SETTING, @$, $1, $3); }
  ;

/* Conditions */

condition:
    condition OR condition               { $$ = build_join(p, NODE_OR, @2, $1, $3); }
  | condition AND condition              { $$ = build_join(p, NODE_AND, @2, $1, $3); }
  | NOT condition                        { $$ = node_of(p, NODE_NOT, @$, $2); }
  | LPAREN condition RPAREN              { $$ = node_of(p, NODE_PAREN, @$, $2); }
  | operand                              { $$ = node_of(p, NODE_IS, @$, $1); }
  | operand EQ values                    { $$ = build_compare(p, NODE_EQUAL, @$, $1, $3); }
  | operand NE values                    { $$ = build_compare(p, NODE_UNEQUAL, @$, $1, $3); }
  | operand IN members                   { $$ = build_compare(p, NODE_WITHIN_SET, @$, $1, $3); }
  | operand LT value                     { $$ = node_two(p, NODE_LESS, @$, $1, $3); }
  | operand LE value                     { $$ = node_two(p, NODE_LESS_EQUAL, @$, $1, $3); }
  | operand GT value                     { $$ = node_two(p, NODE_GREATER, @$, $1, $3); }
  | operand GE value                     { $$ = node_two(p, NODE_GREATER_EQUAL, @$, $1, $3); }
  | operand BEFORE value                 { $$ = node_two(p, NODE_BEFORE, @$, $1, $3); }
  | operand AFTER value                  { $$ = node_two(p, NODE_AFTER, @$, $1, $3); }
  | operand NOT_BEFORE value             { $$ = node_two(p, NODE_NOT_BEFORE, @$, $1, $3); }
  | operand NOT_AFTER value              { $$ = node_two(p, NODE_NOT_AFTER, @$, $1, $3); }
  | operand NOT BEFORE value             { $$ = node_two(p, NODE_NOT_BEFORE, @$, $1, $4); }
  | operand NOT AFTER value              { $$ = node_two(p, NODE_NOT_AFTER, @$, $1, $4); }
  ;

operand: name ;

values:
    value                                { $$ = chain_one($1); }
  | values SEP value                     { $$ = chain_add($1, $3); }
  ;

value:
    value_name
  | string
  | number
  | DAY                                  { $$ = node_leaf(p, NODE_DATE, $1); }
  | TIME                                 { $$ = node_leaf(p, NODE_TIME, $1); }
  | date_time
  ;

members:
    member                               { $$ = chain_one($1); }
  | members SEP member                   { $$ = chain_add($1, $3); }
  ;

member: value_name | range ;

/* Literals and lists */

plain_word:
    NAME | DISTRICT | AREA | CALENDAR | WORDS | PERIOD | CLOCK | FACT | TAG | NUMBER | DATE
  | NOTICE | GUIDE | PHRASE | CHANNEL | MODEL | TEST | TABLE | RETIRE
  ;

word_of_name: plain_word | UNIT | CATEGORY | DUTY | POLICY | CUE ;

value_word: word_of_name | HOLIDAY | WORKDAY ;

name: word_of_name                       { $$ = node_leaf(p, NODE_NAME, $1); } ;
value_name: value_word                   { $$ = node_leaf(p, NODE_NAME, $1); } ;
string: STRING                           { $$ = node_leaf(p, NODE_STRING, $1); } ;
code: STRING                             { $$ = node_leaf(p, NODE_STRING, $1); } ;

display:
    string                               { $$ = node_of(p, NODE_DISPLAY, @$, $1); }
  | string SLASH string                  { $$ = node_two(p, NODE_DISPLAY, @$, $1, $3); }
  ;

names:
    name                                 { $$ = node_of(p, NODE_NAMES, @$, $1); }
  | names SEP name                       { $$ = node_more($1, $3); }
  ;

names_collected:
    asked                                { $$ = node_of(p, NODE_NAMES, @$, $1); }
  | names_collected SEP asked            { $$ = node_more($1, $3); }
  ;

codes:
    code                                 { $$ = node_of(p, NODE_NAMES, @$, $1); }
  | codes SEP code                       { $$ = node_more($1, $3); }
  ;

reasons:
    name                                 { $$ = node_of(p, NODE_NAMES, @$, $1); }
  | string                               { $$ = node_of(p, NODE_NAMES, @$, $1); }
  | reasons SEP name                     { $$ = node_more($1, $3); }
  | reasons SEP string                   { $$ = node_more($1, $3); }
  ;

words:
    word                                 { $$ = node_of(p, NODE_WORDS, @$, $1); }
  | words SEP word                       { $$ = node_more($1, $3); }
  ;

word:
    string
  | string DOTS string                   { $$ = node_two(p, NODE_SEQUENCE, @$, $1, $3); }
  | list_ref
  ;

heard:
    string                               { $$ = node_of(p, NODE_WORDS, @$, $1); }
  | heard SEP string                     { $$ = node_more($1, $3); }
  ;

list_ref: AT_SIGN name
        { $$ = $2; $$->kind = NODE_LIST_REF; $$->span.from = @1.from; } ;

range:
    TIME DOTS TIME                       { $$ = node_range(p, @$, NODE_TIME, $1, $3); }
  | DAY DOTS DAY                         { $$ = node_range(p, @$, NODE_DATE, $1, $3); }
  | number DOTS number                   { $$ = node_two(p, NODE_RANGE, @$, $1, $3); }
  ;

ranges:
    range                                { $$ = chain_one($1); }
  | ranges SEP range                     { $$ = chain_add($1, $3); }
  ;

days:
    DAY                                  { $$ = node_leaf(p, NODE_DATE, $1); }
  | DAY DOTS DAY                         { $$ = node_range(p, @$, NODE_DATE, $1, $3); }
  ;

days_list:
    days                                 { $$ = chain_one($1); }
  | days_list SEP days                   { $$ = chain_add($1, $3); }
  ;

date_time: DAY TIME
        { $$ = node_two(p, NODE_DATETIME, @$, node_leaf(p, NODE_DATE, $1), node_leaf(p,
          NODE_TIME, $2)); } ;

number:
    FIGURE              { $$ = node_leaf(p, NODE_NUMBER, $1); $$->text = VIEW(""); }
  | FIGURE measure                       { $$ = build_number(p, @$, $1, $2); }
  ;

measure: NAME | PERCENT ;

ratio:
    FIGURE SLASH FIGURE                  { $$ = build_ratio(p, @$, $1, $3); }
  | FIGURE PERCENT                       { $$ = build_ratio(p, @$, $1, NULL); }
  ;

duration: FIGURE period_of_time          { $$ = build_duration(p, @$, $1, $2); } ;

period_of_time: NAME | HOURS | WORKDAY ;

point: FIGURE SEP FIGURE
        { $$ = node_two(p, NODE_POINT, @$, node_leaf(p, NODE_NUMBER, $1), node_leaf(p,
          NODE_NUMBER, $3)); } ;

%%

static int zd_lex(YYSTYPE *value, struct span *place, struct parse *p)
{
    const struct token *token = parse_next(p);
    value->token = token;
    *place = token->span;
    return token->kind;
}

/* Only "memory exhausted" comes this way; syntax errors go to yyreport_syntax_error. */
static void zd_error(const struct span *place, struct parse *p, const char *text)
{
    (void)text;
    SAY(p, E0214, *place, VIEW("1000"));
}

/* bison numbers symbols without gaps; yytranslate leads from tokens there, this leads back. */
static int token_of(yysymbol_kind_t kind)
{
    for (int token = 0; token <= YYMAXUTOK; token++) {
        if (YYTRANSLATE(token) == kind)
            return token;
    }
    return 0;
}

static int yyreport_syntax_error(const yypcontext_t *context, struct parse *p)
{
    yysymbol_kind_t kinds[YYNTOKENS];
    int count = yypcontext_expected_tokens(context, kinds, YYNTOKENS);
    int tokens[YYNTOKENS];
    for (int i = 0; i < count; i++)
        tokens[i] = token_of(kinds[i]);
    parse_unexpected(p, tokens, count > 0 ? (size_t)count : 0);
    return 0;
}
