/* matter: what is known of one citizen's matter, and what is decided of it. Plain values by index
 * into the rules (the image keeps the model's indices), spoken by the engine and by the reference
 * interpreter alike, so that the two can be compared field by field.
 *
 * HOW A TEXT REVEALS (engine: recognise.h; reference: oracle.h)
 *  1. The text is folded. Every occurrence of every word counts, except one that begins or ends in
 *     the middle of a run of Latin letters and digits (a-z, 0-9: "now" in "know"), and one that
 *     lies inside a longer occurrence of another word. An English word, of ASCII alone, with at
 *     least PLURAL_LEAST characters and a letter last, may be followed by s or es ("lamp" in
 *     "lamps"): the occurrence goes on to the end of these; where the word with them is a word
 *     too, that is the longer one. Words of categories, duties, fact values, periods and areas
 *     form one layer, the talk's word lists another; hiding stays within a layer. A sequence
 *     (first .. second, at most SEQUENCE_GAP characters between, SEQUENCE_GAP_LATIN where the
 *     first ends and the second begins with a Latin letter or digit: English words are long)
 *     neither hides nor is hidden; its parts are searched in the raw text.
 *  2. A category's score grows by the weight of each distinct visible word of the category or of
 *     its duties, and by half the weight (rounded down) of each distinct word of its facts'
 *     values. A category is strong if a word of it or of its duties was seen, else weak. A duty's
 *     score grows by the weight of each distinct visible word of its own. A word that belongs to
 *     the same category several times counts once there, at its best. Where people's sayings are
 *     known (说法, sayings.h), and no category was before this text, both are weighed together: a
 *     category's share (sayings_mean()), and, if words of it were seen, WORD_SAID and its score
 *     (where the best is more than WORDS_SAID_MOST, in proportion to that as the best), half of
 *     that if it is weak. No category is left if no matter is likelier than the likeliest, by more
 *     than WORDS_HOLD where a category is strong; nor where none is and the likeliest is less than
 *     SAID_SURE. Else those within SAID_REACH of it, and those with words, all of them strong; each
 *     with the best score of the words (at least SAID_SCORE), less in proportion to how far it is
 *     from the likeliest. Once facts are known (rule 3), unless the text asks (咨询), where no duty
 *     has a score, the likeliest duty's category is the first and SAID_SURE, and no value of its
 *     facts is known: the duty gets SAID_SCORE, if it has words of its own and is SAID_SURE among
 *     its category's; else each value is revealed that its condition asks a fact of the category to
 *     have, in a part of it that has to hold and names that value alone, if those of the category's
 *     duties that ask for it so are together SAID_SURE among all of them.
 *  3. Every value of every fact (global or of any category) with a visible word is revealed.
 *  4. Periods (global, or of any category) and clock times (when.h) give the time of day: the
 *     intersection of what the text says, or the clock time alone where the two contradict, or
 * where all of it is said from one hour to another and no half of the day is open
 * (晚上十点到凌晨两点). A new text's time replaces the old one's. Where the text names no period
 * and something was known of the time, clock times that name no half of the day (when.h, either)
 * are all read twelve hours later, if that lies nearer to what was known (around the clock; sharing
 * a minute is nearest).
 *  5. Areas: all whose words were seen, less the ancestors of others seen. Of the areas of one word
 *     (equal names) only those count above which most other words of areas were seen: the street
 *     said beside it tells which. One is the place; more are kept as places (at most PLACES_MAX) to
 *     be asked between. A later text's areas replace; of several that it names, those inside the
 *     one place known before, if any are.
 *  6. Kind: the KIND_ list with the longest word seen (ties: the earlier list); else unchanged,
 *     and a complaint to begin with. A word of 建议 or 表扬 in a later clause than the citizen's
 * own word of a category or duty is a wish or a farewell (建议尽快修，感谢) and names no kind.
 *  7. Whose words (stance.h). A word is denied, or reported of others, by its first character; a
 *     sequence by that of either part. The same word elsewhere in the text with a weaker stance
 *     counts there. Denied words are no evidence, denied times no times (nor is the date of a
 * signature, when_signs() in when.h), and the talk's lists do not hear them. Before anything is
 * added, what is denied and not said by any evidence of this text is forgotten: the value of a fact
 * (unless given), a duty with a denied word of its own, a category with a denied word of its own of
 * which nothing else is seen, an area. Reported words count, but not a value of a fact of which the
 * citizen's own words have one, and, where own words of some category or duty are seen, no word of
 * a category of which there is none of the citizen's own.
 *  8. Several matters, where the text is no consultation, suggestion or praise. The parts of a list
 *     (segment.h) are each read and decided as a message of their own, with the place of the whole
 *     text, if it names one, and the time of what stands before the list, where they name none. A
 *     part is a matter if a category is decided for it (no DECIDE_NOTHING, no ASK_CATEGORY) that is
 *     strong (2), or a duty by words of facts alone (小区门禁坏了), and it
 *     has at most MATTER_POINTS_MAX characters. It is
 *     the same matter as one of the same category that has, where both have a duty decided, the
 *     same duty, else no fact with one value that has one value in this part too, and another one
 *     (路灯, 井盖), the facts being those of the part that began the matter. Any other part belongs
 *     to the matter before it, or to what stands before the list, which belongs to all. Two and
 *     more, up to MATTERS_MAX, the last of which takes what goes beyond; none
 *     behind a first part of more than PREFACE_POINTS_MAX characters (a letter argues with its
 *     lists), nor where an enumeration (SEGMENT_LISTED) follows a first part that is a matter: it
 *     tells more about that one.
 *     Where it lists nothing so, has at most PREFACE_POINTS_MAX characters, and what is asked next
 *     of it is which of several values a fact has, a clause may join two. The first clause counts
 *     that joining words cut into pieces (segment_joined) of which two or more, each read by
 *     itself, give the fact one value. A piece that gives none belongs to the one before it, or to
 *     the first. Each matter is the text with the other pieces of that clause left out. They are
 *     none if a piece gives several values, two the same one, or if one of the matters, read and
 *     decided by itself, gives the fact another value or several, is of another category or
 *     ASK_CATEGORY, or has the same duty decided as another.
 *
 * HOW FACTS DECIDE (decide): see decision below and LANGUAGE.md, "What it means".
 *  1. Category: the pinned one; else strong ones (weak ones only if none is strong) by score, then
 *     index. If others reach MARGIN of the best: ASK_CATEGORY with those (at most CHOICES_MAX).
 *     None at all: DECIDE_NOTHING.
 *  2. Matter within the category: the pinned duty or "other"; else by duty scores: none -> open;
 *     best alone within MARGIN -> that one; several -> those are open, all other duties are NO,
 *     and if more than one of them is not NO by its condition: ASK_MATTER with those (before other
 *     questions). When open with no words: duties without words mean "other"; if one of them is
 *     not NO, duties with words are NO; else they are OPEN.
 *  3. A fact with two revealed values that occurs in a condition of a duty (or branch of a duty)
 *     still not NO is asked first: ASK_VARIABLE with those values as choices. A pinned value, or
 *     "don't know", beats revealed ones.
 *  4. Each duty is YES, NO or OPEN (Kleene). One that is YES and has no YES or OPEN duty over it is
 *     decided (the first of them by index).
 *  5. If none is decided and some are OPEN: a duty may win if it is not NO, its condition may
 *     become YES, and each duty over it that is not NO may become NO (a matter that is open may
 *     turn out to be another). May become: by answers to what was not answered "don't know", each
 *     part of a condition looked at alone. Worth asking are, by duty that may win: the variables
 *     that could make it YES, then those that could make the OPEN ones over it NO, by place in the
 *     condition. Next is the one whose answer most likely decides a duty; ties: leaves the least
 *     on average; ties: the one met first. VAR_AREA asks ASK_PLACE; the matter comes last
 *     (ASK_MATTER, choices: the OPEN worded duties that may win by duty score, frequency, index, at
 *     most CHOICES_MAX). Nothing worth asking left: an exception of which nothing more will be
 * known stands back, and the first duty by index is decided that is YES and has no YES duty over
 * it; if there is none: DECIDE_OTHERWISE. A duty that is not NO makes each value likely under which
 * it is not NO, all the same; it is itself as likely as it happens (frequency.h; without one each
 * duty counts 1). Settles: for each such duty the number of values of these that decide some duty,
 * times its frequency, times 256, over the number of these values, rounded down; summed. Leaves:
 * likewise, with the frequencies of all duties not NO, summed over these values. In per mille of f,
 * all their frequencies: settles * 1000 / 256 / f, leaves / 256 * 1000 / (f * f).
 *  6. None YES or OPEN: DECIDE_OTHERWISE.
 *  7. Route of a decided duty: branches in order; YES -> its target; OPEN -> the first variable
 *     that could make it YES is asked, or it is passed over; the bare target last. A role is
 * resolved by the place (nearest ancestor that a playing unit serves); with no place, or no unit
 * there, target.unit stays NONE and ASK_PLACE is the question, unless the place was answered "don't
 * know". Assistants likewise, after the host. OTHERWISE's target likewise.
 *  8. After that, what the duty collects and is not there yet is asked by the conversation, in the
 *     order place, time, detail, photo, contact (see decision.collect); place first of all:
 *     ASK_PLACE is also the decision's question where COLLECT_PLACE is set and no place is known.
 *
 *  9. A time said from one hour to another (九点到十一点), or by periods alone that are the whole
 * day together, is all of it, if its minutes are one run around the clock: nobody is asked which
 * hour. Where the next question would be ASK_VARIABLE for the time, it is decided in parts instead.
 * They end where a minute and the one before it differ for a comparison of the time in a condition
 * of the category's duties or branches, and at midnight. Each is decided as if it alone were known.
 * A part counts unless a duty over the one it decides is decided in another part. Of those that
 * count, the parts of the duty with the most minutes (what decides no duty is together one), the
 * longest of these, the earliest since the run began: that part's decision is the decision. More
 * than SPAN_PARTS_MAX parts are asked about after all.
 *
 *  10. Weekdays without a date: Saturday and Sunday are days off, the others worked, unless the
 *     class of the day is given or answered. (A weekend may be worked in exchange for a holiday;
 * who says "on Sundays" does not mean that one.) Weekdays of both classes leave it open.
 *
 * READ MORE CLOSELY (both sides do, and tests/diff holds them to it)
 *  - A text is cut to 4,000 characters before it is folded. A word that is hidden still hides. A
 *    word that cuts a Latin run is no occurrence at all: it hides nothing and is no part of a
 *    sequence. A sequence takes the nearest second part.
 *  - New facts stand behind old ones, by fact and value, no pair twice. Where they are more than
 *    KNOWN_MAX (in a city's list one word reveals a fact in many categories), those that words
 *    revealed in categories that could not be meant (rule 1, this text counted) go first, the last
 *    of them first. A fact that is settled takes the place of the last.
 *  - Periods that contradict one another count together; so do several clock times. "Happening
 *    now" is the message's minute where no time is said, and its day; where the text does name a
 *    time of day, its day only if the minute lies in that and the text names no date
 * (昨天晚上到现在 and, in the morning, 晚上十点还在跳 are not of today). The day last named counts;
 * which date that is says when_date() in when.h; a named weekday takes the day away, unless its
 * week is named too (上周三). Without a clock (now.minute NONE) what only it could say stays
 * unknown.
 *  - What is known of a variable is the set of values it may have (values revealed, minutes,
 *    places, weekdays): all inside YES, none NO, else OPEN. A place above the asked area may be
 *    inside. "Don't know" is OPEN. Only the parts that keep a condition OPEN have unknowns.
 *  - A typed answer to the question for the time: a clock time that names no half of the day (10
 *    o'clock), where no period is named, may be twelve hours later too; if something was known of
 *    the time and some of it is left by the answer, only that counts. An answer that says no time
 * but holds the names of periods, and no word of 否认, says these together. It is all of it (rule
 * 9) where the answer says so, or where a period narrows what was.
 *  - A typed answer that only denies values of the fact that is asked leaves the others of those
 *    asked between: one is settled, up to CHOICES_MAX stand as revealed together, more are no
 *    answer. 不是 and nothing else but a value's name denies it, too.
 *  - Several duties within the margin of which one alone is not NO by its condition: it is meant.
 *    In a category the several matters are asked first, then facts with two values, in order of
 *    duty, condition and branch.
 *  - Rule 5 assumes each value still possible, rule 2 anew: minutes, areas, days, values.
 *  - Each category's candidates are as if it were pinned; where a branch is OPEN the bare target.
 *    Several places are no place; they are the choices of ASK_PLACE. ASK_CATEGORY leaves category
 *    NONE.
 */
#ifndef ZHIDA_MATTER_H
#define ZHIDA_MATTER_H

#include "dsl/base/arena.h"
#include "dsl/base/civil.h"
#include "dsl/base/terms.h"

enum {
    SEQUENCE_GAP = 20, /* code points */
    SEQUENCE_GAP_LATIN = 60,
    PLURAL_LEAST = 3,
    WORD_SAID = 260,  /* hundredths of a logarithm, as all shares of sayings.h */
    WORDS_HOLD = 400, /* against no matter */
    WORDS_SAID_MOST = 400,
    SAID_SURE = -22,  /* four in five */
    SAID_REACH = 500, /* a fifth of it is the margin */
    SAID_SCORE = 100,
    CHOICES_MAX = 6,
    PLACES_MAX = 6,
    SCORES_MAX = 12,
    KNOWN_MAX = 48,
    CANDIDATES_MAX = 8,
    SPAN_PARTS_MAX = 16,
    MATTERS_MAX = 5,
    MATTER_TEXT_MAX = 20000, /* bytes: more than any text has */
    MATTER_POINTS_MAX = 60,  /* characters: a longer part of a list is an argument, no matter */
    PREFACE_POINTS_MAX = 80, /* what stands before a list of matters is no longer */
    OTHER_MATTER = -2,       /* pinned_duty: none of the worded duties */
    WEEKDAYS_UNKNOWN = 0x80  /* weekdays: the day was answered "don't know"; for 日类 too */
};

/* b reaches the margin of the best a */
#define WITHIN_MARGIN(best, b) (5 * (b) >= 4 * (best))

struct score {
    int index;
    int score;
    bool strong; /* categories only */
};

enum known_source { FROM_WORDS, FROM_ANSWER, FROM_GIVEN, FROM_MESSAGE };

/* A value of a finite fact. Several entries of one fact: revealed together, to be asked. */
struct known {
    int fact;
    int value; /* NONE: answered "don't know" */
    enum known_source source;
};

struct known_time {
    bool known, unknown; /* unknown: answered "don't know" */
    bool span;           /* said from one hour to another: all of it is meant */
    enum known_source source;
    int ranges;
    struct minute_range range[4]; /* sorted, disjoint */
};

struct matter {
    struct score categories[SCORES_MAX]; /* best first (score, then index) */
    int category_count;
    int pinned_category; /* chosen by the citizen or by given facts; NONE */
    struct score duties[SCORES_MAX];
    int duty_count;
    int pinned_duty;                   /* a duty, OTHER_MATTER, or NONE */
    struct known facts[KNOWN_MAX + 1]; /* the last is for trying out an answer */
    int fact_count;
    struct known_time time;
    unsigned weekdays; /* bit 0 Monday; 0: unknown; or WEEKDAYS_UNKNOWN */
    bool has_day;
    civil_day day; /* of the event */
    int dayclass; /* enum dayclass by 设 or answer; NONE: from the day or the weekdays, if known */
    int places[PLACES_MAX];
    int place_count;
    bool place_unknown; /* answered "don't know" */
    int kind;           /* enum matter_kind */
    int channel;        /* enum channel_kind, or NONE */
    bool emergency;     /* danger to life was heard: by the talk, no word reveals it */
};

/* Whether nothing is different, for those who keep what they made of one. What lies between the
 * members is compared, too: two that say the same may be told apart, never the other way round. */
static inline bool matter_same(const struct matter *a, const struct matter *b)
{
    return memcmp(a, b, sizeof *a) == 0; /* NOLINT(bugprone-suspicious-memory-comparison,cert-*) */
}

enum decide_status {
    DECIDE_NOTHING,  /* no category was recognised */
    DECIDE_ASK,      /* which category, matter or fact: see ask; no duty yet */
    DECIDE_DUTY,     /* duty decided (its unit may still wait for the place: see ask) */
    DECIDE_OTHERWISE /* the category's 否则 */
};

/* A unit, or whoever plays the role at the place. */
struct target {
    int unit; /* NONE where the place is open */
    int role; /* NONE for a plain unit */
};

/* One possible desk, best first. */
struct candidate {
    int duty; /* NONE: the category's 否则 */
    int category;
    struct target target;
    int64_t weight;
};

struct decision {
    enum decide_status status;
    int category, duty;
    struct target target;
    struct target assists[8];
    int assist_count;
    bool urgent;
    struct duration within;
    int clock;
    unsigned collect; /* what the duty collects (enum collect bits) */
    enum ask_kind ask;
    struct variable variable; /* for ASK_VARIABLE */
    int choices[CHOICES_MAX]; /* values, categories, duties or areas to choose from */
    int choice_count;         /* 0: free answer, or all values of the fact */
    /* By rule 5, per mille, else 0: how likely the answer decides a duty; what share of what is
     * possible now it leaves on average. */
    int ask_settles, ask_leaves;
    struct candidate candidates[CANDIDATES_MAX]; /* see below */
    int candidate_count;
    int confidence; /* of the first candidate's desk, per mille */
};

/* Candidates: for every category that could still be meant (pinned; else those of the strength that
 * counts) and every duty of it not NO: weight = score of the category (1 where pinned) * f, f = 64
 * for the decided duty, else 16 for YES and 4 for OPEN, plus the duty's own score; 否则 of a
 * category with DECIDE_OTHERWISE or without any duty left: f = 2. Sorted by weight, then category,
 * then duty (否则 last); one entry per desk (unit, else role): the first, with the weights of its
 * desk summed into it, then sorted again. confidence = first weight * 1000 / sum of all weights. */

/* An empty matter: a complaint of which nothing is known. */
static inline struct matter matter_empty(void)
{
    struct matter matter = {.kind = KIND_COMPLAINT, .channel = NONE, .dayclass = NONE};
    matter.pinned_category = matter.pinned_duty = NONE;
    return matter;
}

#endif
