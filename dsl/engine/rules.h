/* rules: the compiled district. An image is one block of bytes, position-independent, with a
 * checksum, made by dsl/compile and mapped read-only; opening it verifies every offset, so that
 * whoever asks afterwards need not. Everything here is const and may be used by many threads.
 *
 * Indices are the model's. Views point into the image and live as long as it does. */
#ifndef ZHIDA_RULES_H
#define ZHIDA_RULES_H

#include "dsl/base/frequency.h"
#include "dsl/base/geo.h"
#include "dsl/base/lanes.h"
#include "dsl/base/matter.h"

enum rules_error {
    RULES_OK,
    RULES_TOO_SHORT,     /* cut off */
    RULES_NO_IMAGE,      /* something else */
    RULES_OTHER_VERSION, /* of another zhida: compile again */
    RULES_DAMAGED        /* checksum or an offset is wrong */
};

struct learned;
struct near_index;
struct openings;
struct rules {
    const unsigned char *bytes;
    size_t size;
    const struct frequency *frequency; /* attached after opening; NULL: each duty the same */
    const struct learned *learned;     /* likewise; NULL: words alone (learned.h) */
    const struct near_index *near;     /* likewise; NULL: made for each call (near.h) */
    const struct openings *openings;   /* likewise; NULL: worked out when met (opening.h) */
    enum lanes lanes;                  /* how texts are read: the widest this machine has */
};

/* bytes must stay (and be 16-byte aligned) as long as rules is used. */
enum rules_error rules_open(struct rules *rules, const void *bytes, size_t size)
    __attribute__((warn_unused_result));

/* 16 hexadecimal digits: the content's hash. Equal sources give equal versions. */
struct view rules_version(const struct rules *rules);

/* The learned ranking that lay beside the rules when they were compiled (learned_sum); 0: none. So
 * rules with another ranking are another version. */
uint64_t rules_learned(const struct rules *rules);

enum text_language { LANGUAGE_ZH, LANGUAGE_EN };

struct rules_counts {
    int areas, units, roles, facts, categories, duties, tags, numbers, dates, policies, guides,
        notices, channels, clocks, periods;
};
struct rules_counts rules_counts(const struct rules *rules);

struct view rules_district_code(const struct rules *rules);
struct view rules_district_name(const struct rules *rules, enum text_language language);
struct view rules_hotline(const struct rules *rules);

/* When a person takes over: behind so many questions (QUESTIONS_USUAL unless the district says),
 * and where the first desk is less sure than so many per mille (0: whatever is decided is sure). */
/* A talk that an officer has is the bot's again behind so many seconds of silence. */
enum { QUESTIONS_USUAL = 8, SILENCE_USUAL = 300 };
struct handover_info {
    int questions_most, sure_least, silence_most;
};
struct handover_info rules_handover(const struct rules *rules);

/* Names. The display name falls back to Chinese where there is no English. Codes are what is
 * stored: name of area, unit, role, fact, value, category, tag, number, policy; code of a duty. */
enum rules_noun {
    NOUN_AREA,
    NOUN_UNIT,
    NOUN_ROLE,
    NOUN_FACT,
    NOUN_CATEGORY,
    NOUN_DUTY,
    NOUN_TAG,
    NOUN_NUMBER,
    NOUN_DATE,
    NOUN_POLICY,
    NOUN_GUIDE,
    NOUN_CLOCK,
    NOUN_PERIOD
};
struct view rules_code(const struct rules *rules, enum rules_noun noun, int index);
struct view rules_display(const struct rules *rules, enum rules_noun noun, int index,
                          enum text_language language);
/* The index of a code, or NONE. */
int rules_find(const struct rules *rules, enum rules_noun noun, struct view code);

/* Values of a fact (NOUN_FACT) or of a grouped tag (NOUN_TAG). A fact's display is its question. */
int rules_value_count(const struct rules *rules, enum rules_noun noun, int index);
struct view rules_value_code(const struct rules *rules, enum rules_noun noun, int index, int value);
struct view rules_value_display(const struct rules *rules, enum rules_noun noun, int index,
                                int value, enum text_language language);
int rules_find_value(const struct rules *rules, enum rules_noun noun, int index, struct view code);

struct duty_info {
    int category, clock, owner;
    bool urgent, has_words;
    struct duration within;
    unsigned collect;
    struct view basis;
    struct view answer[2]; /* by language; empty where it has none in that one */
    int text_count;
};
struct duty_info rules_duty(const struct rules *rules, int duty);
/* The path of a document about it, relative to the rules folder. */
struct view rules_duty_text(const struct rules *rules, int duty, int text);

/* The sections of the documents that duties name; one document's stand together. */
struct heading {
    struct view path, text; /* of the document, relative to the rules folder; as it stands there */
};
int rules_heading_count(const struct rules *rules);
struct heading rules_heading(const struct rules *rules, int heading);

struct category_info {
    struct view code, basis;
    int owner, parent, clock, fact_count, duty_count;
    struct target otherwise;
};
struct category_info rules_category(const struct rules *rules, int category);

struct area_info {
    int parent, first, last; /* pre-order */
    bool has_point;
    double latitude, longitude;
};
struct area_info rules_area(const struct rules *rules, int area);

/* The area whose point is nearest to a coordinate, among those with points and at most
 * within_meters away; NONE if there is none. */
int rules_nearest_area(const struct rules *rules, double latitude, double longitude,
                       double within_meters);

/* Where a point lies: the area whose outline holds it (the innermost), and in that the one below it
 * whose point is nearest, at most within_meters away. Where no outline holds it, the nearest area
 * as above, but none that has an outline, for the point is not inside. NONE: none. WGS-84. */
int rules_area_at(const struct rules *rules, double latitude, double longitude,
                  double within_meters);

/* The outline of an area, ring after ring, as the rules' borders have it; WGS-84. None: not given.
 */
struct area_ring {
    const struct geo_point *at;
    size_t n;
};
int rules_area_rings(const struct rules *rules, int area);
struct area_ring rules_area_ring(const struct rules *rules, int area, int ring);

/* The unit that plays the role at the area (nearest ancestor that one serves), or NONE. */
int rules_role_unit(const struct rules *rules, int role, int area);

struct unit_info {
    int role, parent;
    struct view remit, contact;
};
struct unit_info rules_unit(const struct rules *rules, int unit);

struct clock_info {
    struct duration accept, handle, remind, escalate, extend, redo_floor, pause, rating, reopen,
        ask_back;
    struct target escalate_to, supervise;
    int redo_ratio; /* * 1,000,000 */
};
struct clock_info rules_clock(const struct rules *rules, int clock);
int rules_default_clock(const struct rules *rules);
bool rules_speaks(const struct rules *rules, enum text_language language);

/* The duty at a position of its category, 0 <= position < duty_count. */
int rules_category_duty(const struct rules *rules, int category, int position);

enum phrase {
#define PHRASE(name, placeholders, said) PHRASE_##name,
#include "dsl/base/phrase_table.h"
#undef PHRASE
    PHRASE_COUNT
};
/* The text with its {placeholders}; falls back to Chinese; empty if the rules have none. */
struct view rules_phrase(const struct rules *rules, enum phrase phrase,
                         enum text_language language);

/* What the talk hears; cue.h looks for it. */
enum cue {
#define CUE(name, where, heard) CUE_##name,
#include "dsl/base/cue_table.h"
#undef CUE
    CUE_COUNT
};

struct channel_info {
    struct view name;
    enum channel_kind kind;
    int setting_count;
};
struct channel_info rules_channel(const struct rules *rules, int channel);
struct channel_entry {
    struct view key, value;
    enum { SETTING_TEXT, SETTING_ENV, SETTING_FILE } from;
};
struct channel_entry rules_channel_setting(const struct rules *rules, int channel, int setting);

/* The 模型 block; false: the rules have none. Keys as in dsl/base/endpoint_table.h. */
struct endpoint_info {
    struct view name;
    int setting_count;
};
bool rules_endpoint(const struct rules *rules, struct endpoint_info *info);
struct channel_entry rules_endpoint_setting(const struct rules *rules, int setting);

struct policy_info {
    enum policy_level level;
    enum policy_way way;
    int by;
    civil_day from, to; /* from > to: no window */
    int64_t grant;      /* yuan * 1,000,000 */
    struct view grant_text, text;
    unsigned push; /* bit per enum channel_kind */
    struct view push_text[2];
};
struct policy_info rules_policy(const struct rules *rules, int policy);

struct guide_info {
    struct view text;
    int step_count;
};
struct guide_info rules_guide(const struct rules *rules, int guide);
struct guide_step_info {
    struct view text;
    struct target assign;
};
struct guide_step_info rules_guide_step(const struct rules *rules, int guide, int step,
                                        enum text_language language);
int rules_guide_material_count(const struct rules *rules, int guide);
struct view rules_guide_material(const struct rules *rules, int guide, int material,
                                 enum text_language language);
/* The bytes of the longest of its words (识别) that stands in a folded text, from *at on; 0: none
 * does. */
size_t rules_guide_named(const struct rules *rules, int guide, struct view folded, size_t *at);

struct notice_info {
    struct view name, display[2], text;
    civil_day from, to; /* from > to: no window */
    int area_count;
};
struct notice_info rules_notice(const struct rules *rules, int notice);
int rules_notice_area(const struct rules *rules, int notice, int position);

/* Measure of a number as shown ("万元"), and how many base units (* 1) it holds. */
struct view rules_number_measure(const struct rules *rules, int number, int64_t *unit);

/* Is it one number over another? Then which. */
bool rules_number_derived(const struct rules *rules, int number, int *over, int *under);

#endif
