/* talk_state: what a conversation remembers between two messages. The talk's own; everybody else
 * sees bytes. Indices live only within a turn: packed, everything is a stable code. */
#ifndef ZHIDA_TALK_STATE_H
#define ZHIDA_TALK_STATE_H

#include "gateway/talk/talk.h"
#include "gateway/talk/talk_hand.h"
#include "gateway/talk/talk_hear.h"

enum { SAID_MAX = 6000 }; /* bytes of what is said in a turn */

/* What the last thing we said waits for. */
enum pending {
    PENDING_NOTHING,
    PENDING_DECISION, /* the answer to decide()'s question */
    PENDING_STREET,   /* the place was not found: which street */
    PENDING_TIME,     /* what the duty collects */
    PENDING_DETAIL,
    PENDING_PHOTO,
    PENDING_CONTACT,
    PENDING_READBACK, /* right? */
    PENDING_CHANGE,   /* what shall be changed? */
    PENDING_DRAFT,    /* go on with the old draft? */
    PENDING_PERSON,   /* shall a person take over? */
    PENDING_SUGGEST,  /* the suggestion itself */
    PENDING_CODE,     /* case number and query code */
    PENDING_ENTERPRISE,
    PENDING_RATE,
    PENDING_WITHDRAW, /* shall the filed case be withdrawn? */
    PENDING_TELL,     /* a person was asked for before anything was said: what is it about? */
    PENDING_PLACE,    /* the place, though no decision needs it */
    PENDING_SEVERAL,  /* several matters in one message: one after the other? */
    PENDING_JOIN,     /* who wants to report from the street */
    PENDING_WHERE,    /* the place of a case that a person has already */
    PENDING_RETELL,   /* what it is about, which was read wrongly */
    PENDING_LAST = PENDING_RETELL
};

enum menu_kind {
    MENU_VALUE,    /* subject: fact, code: value */
    MENU_CATEGORY, /* code */
    MENU_DUTY,
    MENU_AREA,
    MENU_DAYCLASS, /* code: the canonical English spelling */
    MENU_UNKNOWN,  /* "do not know" */
    MENU_OTHER,    /* "none of these" */
    MENU_SKIP,
    MENU_CONFIRM,
    MENU_ANONYMOUS,
    MENU_CHANGE,
    MENU_CANCEL,
    MENU_PERSON,
    MENU_RESTART,
    MENU_CHANGE_WHAT,
    MENU_CHANGE_PLACE,
    MENU_CHANGE_TIME,
    MENU_MARK,     /* a rating, code "1" .. "5" */
    MENU_REPORT,   /* no answer, but somebody who sees to it; code: the words */
    MENU_FOLLOW,   /* the same was reported: code: number of the case to follow */
    MENU_SPLIT,    /* several matters: one case each, */
    MENU_ONLY,     /* this one alone (code: its words), */
    MENU_TOGETHER, /* or one case */
    MENU_REOPEN,   /* not fixed; code: id of the case */
    MENU_CAMPAIGN, /* submit the suggestion to it; code: its id */
    /* Of members and wishes; code: number, subject: picture or title (talk_member.c). */
    MENU_TAKE_WISH,
    MENU_PROOF,
    MENU_RESOLVED,
    MENU_PICTURE, /* begins a new report */
    MENU_THANK,
    MENU_NOT_DONE,
    MENU_CONFIDENTIAL,
    MENU_HEADING, /* code: a heading of the document that is the subject */
    MENU_ASK      /* a colleague shall answer; code: the question */
};

struct menu_item {
    enum menu_kind kind;
    struct view subject, code, label;
};

/* What was answered last: what a question without a subject goes on from. */
struct talk_subject {
    struct view link, title, issuer; /* of the document; link empty: nothing */
    struct view heading;             /* of the section that was quoted last */
    struct view asked;               /* the message before: what was asked or told of it */
    int64_t at;                      /* when */
};

struct talk_state {
    enum pending pending;
    enum text_language language;
    unsigned menu_number; /* of the menu last sent: part of every choice's key */
    struct menu_item menu[TALK_MENU_MAX];
    size_t menu_count;

    bool has_matter; /* a matter is being taken in */
    struct matter matter;
    struct view said;       /* the citizen's words about it, a line a message */
    struct view read_as;    /* words in it that were read as others (talk_typo.h) */
    struct view place_text; /* the place in the citizen's words */
    struct view contact;
    struct view media[TALK_MEDIA_MAX];
    size_t media_count;
    bool has_point, anonymous, confidential;
    bool wary;            /* asked whether anybody will know */
    bool advised;         /* what its duty answers was said */
    bool promised;        /* the question was answered with "good" or "in a moment" */
    bool is_wish;         /* a small wish, not a matter for a desk */
    struct view campaign; /* id of the campaign a suggestion answers to, or empty */
    double latitude, longitude;
    unsigned skipped; /* enum collect bits that were asked and skipped */
    int misunderstood;
    int asked;    /* questions about this matter */
    int repeated; /* how often in a row the last one was not answered by what was said */
    struct view undo[TALK_UNDO_MAX]; /* packed earlier steps, newest last (talk_undo.c) */
    size_t undo_count;

    int64_t touched;  /* when the last message came */
    unsigned steps;   /* what this talk came to: bits of TALK_BEGUN ... */
    struct view held; /* a text that waits for the answer to PENDING_DRAFT or PENDING_SEVERAL */
    struct view listed[MATTERS_MAX]; /* the words of matters that come after this one */
    size_t listed_count;
    struct view listed_area; /* code of the place they share, or empty */
    struct view aside;       /* a draft put aside, packed; or empty */
    struct view last_case;   /* number of what was filed last */
    bool last_is_case;       /* a case, and not a suggestion */
    uint64_t last_said;      /* hash of its words */
    int64_t last_filed;
    int64_t handed; /* when a case last went to a person, 0: never */
    bool in_danger; /* because somebody was in danger */

    int64_t rate_case;
    struct view rate_number;
    int marks[RATE_DIMENSIONS];
    int marks_given;

    struct talk_subject subject;

    struct view enterprise; /* code of the bound enterprise, or empty */
    bool enterprise_proved;
    bool greeted;
    bool member; /* registered to report from the street, as far as is known here */
    bool taken;  /* an officer has the talk, the bot is silent */
};

/* One turn's context, handed down through the talk's files. */
struct talking {
    const struct rules *rules;
    struct talk_state *state;
    const struct talk_input *input;
    const struct talk_reads *reads;
    struct arena *arena;
    struct talk_effects *effects;
    struct decision decision; /* of the matter, when has_matter */
    struct matter *decided;   /* that it was made of; NULL: not yet */
    struct buf said;          /* what the bot says in this turn */
    struct civil_time now;
    const float
        *asked;       /* how likely each section is asked for (talk_asked.c); NULL: not told yet */
    bool only_past;   /* what answered is not in force, and nothing took its place */
    struct view near; /* 我家楼下: this turn's answer to where, to be asked back */
    bool hold_aside;  /* the draft just put aside is not offered in the same breath */
    bool answered;    /* a document, a guide or a duty answered at once */
    bool warned;      /* the numbers were named, in case of danger */
    bool only_asks;   /* whoever wrote it says so: nothing is to be reported */
    bool reports;     /* the choice to report what was said was taken */
    bool no_step;     /* this turn goes back, or begins anew: it is no step to go back to */
    bool no_length;   /* how long it has gone on is left out: told along, it changes nothing */

    /* Of the answer that a matter begun in this turn stands behind; link empty: of none. */
    struct talk_subject behind;
};

/* ---- talk_state.c ---- */
void state_drop_matter(struct talk_state *state);
void state_begin_matter(struct talking *turn);
/* The open matter becomes the draft that lies aside (the state keeps it too, until dropped). */
void state_put_aside(const struct rules *rules, struct talk_state *state, struct arena *arena);
/* And back: it is open again, and nothing lies aside. false: it could not be read. */
bool state_take_back(const struct rules *rules, struct talk_state *state, struct arena *arena);

/* ---- talk_undo.c: steps one can go back ---- */
struct view undo_before(const struct talking *turn);
/* Keeps what was before this turn, if the turn changed it. */
void undo_keep(struct talking *turn, struct view before);
bool undo_step(struct talking *turn);

/* ---- talk_say.c: what the bot says ---- */
/* Adds a phrase as a paragraph of this turn's reply; pairs of name and view, then TALK_END. */
void say_phrase(struct talking *turn, enum phrase phrase, ...);
void say_words(struct talking *turn, struct view text);
/* That more was told; at the read-back, which does not show it, that it goes along. */
void say_noted(struct talking *turn);
void say_welcome(struct talking *turn);
/* Closes the reply: the paragraphs and the menu become one outbound. */
void say_done(struct talking *turn);
/* One line: what, where, when; contact: and the number that was taken from the words. */
struct view say_summary(struct talking *turn, bool contact);
struct view say_moment(struct talking *turn, int64_t at);
/* A deadline as people say it: the day alone where all of it is left, 凌晨 before an hour of the
 * night; or that it cannot be told yet (0: the calendar is not announced). */
struct view say_due(struct talking *turn, int64_t due);
struct view say_unit(struct talking *turn, struct target target);
/* How to reach the unit; empty where the rules do not say, or the target is a role. */
struct view say_contact(const struct talking *turn, struct target target);
/* Names the numbers in case somebody is in danger, once in a turn. */
void say_if_danger(struct talking *turn);

/* That the rules have no more of the subject, and who knows. false, nothing said: no contact. */
bool say_who_knows(struct talking *turn, struct view subject, struct target target);
/* What the rules have a duty answer: in the talk's language where it is there, else in Chinese,
 * which a translator reads. Empty: it answers nothing. */
struct view say_duty_answer(const struct talking *turn, int duty);
/* A case's duty and unit: as they were called when it was filed; in another language as the rules
 * of today have them, where they still do. */
struct view say_case_duty(const struct talking *turn, const struct case_brief *of);
struct view say_case_unit(const struct talking *turn, const struct case_brief *of);

/* ---- talk_menu.c: the choices that go with a question ---- */
void menu_clear(struct talk_state *state);
void menu_add(struct talking *turn, enum menu_kind kind, struct view subject, struct view code,
              struct view label);
void menu_add_phrase(struct talking *turn, enum menu_kind kind, enum phrase label);
void menu_add_yes_no(struct talking *turn, enum menu_kind yes, enum menu_kind no);
/* The item a message picks: by key, number or label; NULL: none. *stale: a choice of an older menu.
 */
const struct menu_item *menu_picked(const struct talking *turn, bool *stale);

/* ---- talk_question.c: how a question is said ---- */
void question_say(struct talking *turn); /* the pending one, once more where it was said before */
/* No document answers: whose business it is, with their number where they have one. */
void question_unknown(struct talking *turn);

/* ---- talk_ask.c: from what is known to the next question, and from an answer back ---- */
void ask_decide(struct talking *turn);         /* what the matter decides, into turn->decision */
void ask_advise(struct talking *turn);         /* what an urgent duty answers, once */
void ask_settle(struct talking *turn);         /* decides, and what is still open becomes pending */
void ask_next(struct talking *turn);           /* the same, and asks it, or reads back */
void ask_resume(struct talking *turn);         /* after something else: back to the matter, once */
bool ask_is_place(const struct talking *turn); /* is the pending question where it is? */
bool ask_take(struct talking *turn, const struct menu_item *item); /* the answer fitted */
bool ask_skip(struct talking *turn); /* what the duty collects is left out; false: not asked */
/* The same, and what stood there is known no longer. */
bool ask_leave_open(struct talking *turn);

/* ---- talk_file.c: read-back and filing ---- */
void file_readback(struct talking *turn);
bool file_as_read(const struct talking *turn); /* would be filed what was read back */
void file_case(struct talking *turn);
/* Follows the case of the item instead of filing one more. */
void file_follow(struct talking *turn, const struct menu_item *item);
bool file_has_unit(const struct talking *turn); /* the decision names who is responsible */
/* When its unit would have to answer if it were filed now, seconds since 1970; 0: no clock says. */
int64_t file_deadline(const struct talking *turn);
void file_to_person(struct talking *turn, enum handed why);

/* Eight characters that nobody mistakes on paper or on the phone. */
struct view file_query_code(struct talking *turn);
struct view
file_area(const struct talking *turn); /* code of the one place that is known, or empty */

/* ---- talk_suggest.c: suggestions and small wishes ---- */
/* What was read for them; never NULL. */
const struct civic_reads *civic_of(const struct talking *turn);
/* Is what is being taken in one of them? */
bool suggest_is(const struct talk_state *state);
/* Shorter texts (in characters) are only the wish to make one. */
void suggest_begin(struct talking *turn, size_t least);
bool suggest_wish(struct talking *turn); /* false: the text is about something else */
void suggest_ask(struct talking *turn);
void suggest_take(struct talking *turn);
void suggest_join(struct talking *turn, struct view campaign);
void suggest_readback(struct talking *turn);
void suggest_file(struct talking *turn);

/* ---- talk_private.c: who will know whose it is ---- */
/* It was asked, and answered. false: it was not, or the message says more, which stands as this
 * turn's message from here on. */
bool private_asked(struct talking *turn);
/* A wish to stay unknown, and no more, is heeded; the question that waits comes back. */
bool private_wish(struct talking *turn);
bool private_item(struct talking *turn, const struct menu_item *item);

/* ---- talk_member.c: who reports from the street and takes up wishes ---- */
bool member_take(struct talking *turn); /* false: the text is about something else */
bool member_typed(struct talking *turn);
bool member_picture(struct talking *turn, struct view picture);
bool member_item(struct talking *turn, const struct menu_item *item);
/* A member's report is complete: it is filed without read-back. */
bool member_one_step(const struct talking *turn);
bool member_withdraws(struct talking *turn, const struct civic_idea *idea);

/* ---- talk_note.c: how they stand ---- */
bool note_progress(struct talking *turn); /* true: something was said */
bool note_asked(struct talking *turn, struct view number);
bool note_points(struct talking *turn);

/* ---- talk_near.c: what may be meant, where words say too little ---- */
/* Nothing was understood: the duties nearest to what was said, as choices; false: none is near. */
bool near_offer(struct talking *turn);
bool near_speaks(const struct talking *turn); /* would this message alone be offered some? */
bool near_surely(const struct talking *turn); /* and is it clear of which class it is? */
bool near_none(struct talking *turn);    /* it was none of these; false: they were not offered */
bool near_refused(struct talking *turn); /* the same, typed */
/* The choices of "which class?": the duty that each would come to, where the words say so much. */
void near_ask_category(struct talking *turn);
/* The choices of "which duty of the class?": by what was said, where no word of a duty was. */
void near_ask_matter(struct talking *turn);

/* ---- talk_sure.c: how sure what was decided is ---- */
/* Sure enough to go straight to its desk? */
bool sure_enough(const struct talking *turn);
/* Per mille: the learned ranking's where it counts, else the rules'. */
int sure_confidence(const struct talking *turn);

/* ---- talk_hand.c: a person takes over ---- */
/* Files what there is to the dispatch desk, without read-back, and says so. */
void hand_over(struct talking *turn, enum handed why);
/* Words of danger: to a person at once. */
/* Somebody may be in danger; a number with its owner, to "a number to call?", is no cry for help.
 */
bool hand_hears_danger(const struct talking *turn);
bool hand_perhaps_danger(const struct talking *turn); /* or a remark that only sounds so */
bool hand_danger(struct talking *turn);
/* Which number to call, before anything else. */
void hand_say_numbers(struct talking *turn);
/* Puts what was said to the case that was just handed over, and says nothing. */
void hand_listen(struct talking *turn);
/* The message's text, place or picture is put to the case that was just handed over; false: it is
 * something else. */
bool hand_add(struct talking *turn);
/* "Who comes?" of it: how it stands. */
bool hand_say_case(struct talking *turn);
bool hand_calm(struct talking *turn);              /* it was no danger after all */
bool hand_has_picture(const struct talking *turn); /* "I have a picture", and no more */
/* Has the person a case that was filed or handed over a moment ago? */
bool hand_has_case(const struct talk_state *state, int64_t now);
bool hand_add_location(struct talking *turn);
bool hand_add_media(struct talking *turn, struct view id);
/* The answer to "where?" of a case that was handed over, whatever it is; false: too late. */
bool hand_where(struct talking *turn);
/* One question more: true: it was one too many, and a person has it now. */
bool hand_enough_asked(struct talking *turn);

/* ---- talk_person.c: an officer has the talk ---- */
void person_listen(struct talking *turn);

/* ---- talk_place.c: where it is ---- */
/* The place that the message shares becomes the matter's; its area, or NONE. */
int place_take(struct talking *turn);
/* A typed answer to "where?", or what was said beside it; false: it is something else. */
bool place_answer(struct talking *turn);
/* Says where it is, of a matter that has no place yet. */
bool place_is_said(const struct talking *turn);
/* Does the first clause say where ("the one behind the elms"), and nothing that happened there? */
bool place_leads(const struct talking *turn);
/* A place, or the number of a building, said when something else was asked, takes its part in the
 * one that was known before, or its place. */
void place_add(struct talking *turn, const struct matter *before);

/* ---- talk_service.c: progress, withdrawal, answers ---- */
/* What the text names of a case: its number, its query code; empty where it does not. */
void service_case_named(struct view text, struct view *number, struct view *code);
/* Does the message speak of one of their own cases? */
bool service_about_one(const struct talking *turn);
void service_progress(struct talking *turn);
void service_say_case(struct talking *turn, const struct case_brief *one);
/* What was filed last, as it was read; NULL: not read, or not theirs by name. */
const struct case_brief *service_last_case(const struct talking *turn);
void service_case_asked(struct talking *turn, struct view number, struct view code);
bool service_answer(struct talking *turn, double least); /* answered from a document */
/* The same, from one whose title says what the text speaks of. */
bool service_answer_named(struct talking *turn, double least);
/* Says a passage with its source, or that its document no longer holds; it becomes the subject. */
void service_say(struct talking *turn, const struct passage *p);
/* In the middle of a matter: who names nothing that the rules know has to name the document. */
bool service_answer_beside(struct talking *turn, double least);
/* "The number of the water company?": of a unit that the text names. */
bool service_contact(struct talking *turn);
/* "Cancel" with nothing to cancel but the case filed last. */
void service_withdraw_ask(struct talking *turn);
void service_withdraw(struct talking *turn, bool yes);

/* ---- talk_feedback.c: who comes back to what was reported ---- */
/* "The lamp I reported is still dark": the case is urged, opened again or rated; false: there is
 * none, or the text is about something else. */
bool feedback_take(struct talking *turn);
bool feedback_is_about(const struct talking *turn, const struct case_brief *one);
/* The same, of this case. */
bool feedback_on(struct talking *turn, const struct case_brief *one);

/* ---- talk_rate.c ---- */
void rate_of(struct talking *turn, const struct case_brief *one);
void rate_begin(struct talking *turn);
void rate_ask(struct talking *turn);
void rate_take(struct talking *turn, const struct menu_item *item);
void rate_leave(struct talking *turn);           /* not now; a word brings it back */
bool rate_typed(struct talking *turn);           /* the text was marks */
bool rate_says_mark(const struct talking *turn); /* a word for one, while one is asked for */

/* ---- talk_policies.c: what an enterprise may have ---- */
struct view policies_code(struct view text); /* the credit code in it, or empty */
/* false: the text is about something else. */
bool policies_take(struct talking *turn);

/* ---- talk_intake.c: a message's words become part of the matter ---- */
/* A word list of the talk: in the text at all, or as the whole text. */
bool heard(const struct talking *turn, enum talk_list list, enum talk_hit least);
/* Does the text say what is the matter (more than a place or a time)? */
bool intake_reveals(const struct talking *turn);
/* Does it say anything of the matter, be it only where or when? */
bool intake_settles(const struct talking *turn);
bool intake_names_area(const struct talking *turn);

/* Wishes to stay unnamed; "not anonymous" does not. */
bool intake_anonymous(const struct talking *turn);
/* "Hello", "thanks", a picture of a thumb: short, and about nothing. */
bool intake_small_talk(const struct talking *turn);
struct view intake_text(const struct talk_input *input);
void intake_language(struct talking *turn);
void intake_remember(struct talking *turn, struct view text);
void intake_take(struct talking *turn);
/* The same; what a menu settled and is now said otherwise is open again. */
void intake_more(struct talking *turn);
/* The same for the answer to where, when or how: a short one changes nothing of what it is. */
void intake_detail(struct talking *turn);
/* What this text comes to alone, whatever is known besides: in a running matter by its words, for
 * there only words begin another one. And with the sayings of the rules or without. */
struct decision intake_alone(const struct talking *turn);
struct decision intake_decide(const struct rules *rules, const struct talk_input *input,
                              bool sayings);
/* Is one of the cue's words heard in the text? */
#define HEARS(turn, cue) talk_hears((turn)->input->recognition, CUE_##cue)
bool intake_corrects(const struct talking *turn); /* "no, it is ..." */
/* The same, but what is said now takes the place of what was known. */
void intake_correct(struct talking *turn);
/* The phone number in a text, or empty. */
struct view intake_phone(struct view text);

/* ---- talk_change.c: something that was said is to be changed ---- */
bool change_heard(const struct talking *turn); /* says that something is to be changed */
/* After that: what is named otherwise is put right, or it is asked what. */
void change_begin(struct talking *turn);
void change_take(struct talking *turn, enum menu_kind kind);
/* The same at the read-back, in whatever words; false: it names nothing that stands there. */
bool change_read_back(struct talking *turn);
/* Behind a yes: where or when it is stands otherwise, and is put right and read back. false: the
 * words are kept, and nothing changed. */
bool change_behind_yes(struct talking *turn);
/* What it is about is told anew; what was known goes if the words tell of a matter. */
bool change_retell(struct talking *turn);
/* When it is stays open, and is not asked. */
void change_forget_time(struct talk_state *state);

/* ---- talk_beside.c: said at once beside the matter; false: nothing of it was asked ---- */
bool beside_open(struct talking *turn);
bool beside_whose(struct talking *turn);
bool beside_vented(struct talking *turn);
bool beside_deadline(struct talking *turn);

/* ---- talk_new.c: something new, or something beside what was asked ---- */
bool new_question(struct talking *turn); /* one in the middle that a document answers */
bool new_after_pause(struct talking *turn, int64_t gap);
void new_draft_taken(struct talking *turn, bool go_on);
bool new_report(struct talking *turn,
                struct view text);                    /* what was asked about is reported instead */
bool new_ask(struct talking *turn, struct view text); /* a colleague shall answer it */
void new_take(struct talking *turn);
/* The text stands as this turn's message from here on. */
void new_hear(struct talking *turn, struct view text);

/* ---- talk_several.c: several matters in one message ---- */
/* true: there are, and they were offered. */
bool several_offer(struct talking *turn);
void several_say(struct talking *turn);
/* MENU_SPLIT, MENU_ONLY (this text) or MENU_TOGETHER was chosen. */
void several_take(struct talking *turn, enum menu_kind kind, struct view one);
bool several_typed(struct talking *turn);
/* At the end of a turn: one is done, the next one begins. */
void several_next(struct talking *turn);

/* ---- talk_aside.c: a change of subject ---- */
/* true: the text turned to something else; the open matter lies aside. false: it is an answer;
 * words that only turned away are cut off this turn's message. */
bool aside_take(struct talking *turn);
/* Does it speak of a matter that the open one cannot be? */
bool aside_is_other(const struct talking *turn);
/* At the end of a turn: nothing is open any more, the draft is offered back. */
void aside_next(struct talking *turn);

/* ---- talk_stop.c: nothing is to be filed, said in the middle of it ---- */
bool stop_take(struct talking *turn);

/* ---- talk_wish.c: wishes about the talk itself ---- */
bool wish_take(struct talking *turn);
void wish_drop(struct talking *turn, enum phrase phrase);
void wish_person(struct talking *turn);

/* ---- talk_own.c: what of a duty's own answer answers; empty: nothing ---- */
struct view own_answer(struct talking *turn, int duty);  /* a question about the duty */
struct view own_further(struct talking *turn, int duty); /* one that goes on from its answer */

/* ---- talk_duty.c: what the rules have for who asks about a duty ---- */
/* What a question goes on from is read: the document of the subject, or those of the duty that it
 * is; and the documents of the duty that is asked about. */
void duty_need(const struct rules *rules, const struct talk_state *state,
               const struct talk_input *input, struct talk_needs *needs);
/* The question is about a duty, and a document of it or its own answer answers. */
bool duty_answer(struct talking *turn);
/* The same for this decided duty. */
bool duty_say(struct talking *turn, const struct decision *decision);
bool duty_speaks(const struct talking *turn, int duty); /* is there anything to answer with? */
/* The duty that the text is about, if there is; NONE. */
int duty_asked(const struct talking *turn);
/* It is so beyond doubt, has an answer of its own, and no documents. */
bool duty_surely_says(struct talking *turn);
/* A sentence of the duty's own answer says what is asked further; false: none does. */
bool duty_follow(struct talking *turn, struct target unit);
/* Nothing answers, but the question is about a duty that has documents: the headings of one. */
bool duty_headings(struct talking *turn);
bool duty_headings_further(struct talking *turn); /* the same of what goes on from an answer */
/* Behind what was told: the sections that it may ask for, besides the one that was quoted. */
void duty_headings_told(struct talking *turn);
bool duty_has_headings(const struct talk_state *state);       /* they are offered */
bool duty_heading(struct talking *turn, struct view heading); /* this one was chosen */
/* Is the text about a duty that is the subject, or has it for a document? */
bool duty_has_subject(const struct talking *turn);
/* Is the text about a duty that names the document? */
bool duty_names(const struct talking *turn, struct view link);
/* Is it a passage of the subject, or of a document of the duty that the subject is? */
bool duty_is_subject(const struct talking *turn, const struct passage *p);

/* Its documents, a link each line; those of the subject. */
struct view duty_links(const struct talking *turn, int duty);
struct view duty_subject_links(const struct talking *turn);

/* ---- talk_guide.c: answers from the rules' guides ---- */
/* A guide that the text asks about has a document: that is read. */
void guide_need(const struct rules *rules, const struct talk_input *input,
                struct talk_needs *needs);
/* The text asks how something is done that a guide of the rules names by its words, and no document
 * stands behind that guide (bare) or none answered. false: it does not. */
bool guide_answer(struct talking *turn, bool bare);
/* The subject is a guide, or the document of one: "and what papers does that take?" */
bool guide_follow(struct talking *turn);
/* The same where the question has words of a matter: only by a step or a paper that it names. */
bool guide_follow_named(struct talking *turn);
/* The same for an English talk, where the guide itself says the part in English. */
bool guide_follow_english(struct talking *turn);
/* What documents are searched by: a text in English is put as the Chinese question it is. */
struct view guide_question(const struct rules *rules, struct view text);
/* A matter that names a guide has it for a subject: what is asked in the middle of it goes on from
 * there. */
void guide_keep_subject(struct talking *turn);
/* The text asks about a guide, and the subject is another one or none of them. */
bool guide_turns_away(const struct talking *turn);
/* Is the link of a subject that of a guide without document? */
bool guide_is_link(struct view link);

/* ---- talk_value.c: values that a typed answer means without naming them; NULL: none ---- */
/* What a short answer says to the pending question of the matter. */
const struct menu_item *value_of_brief(const struct talking *turn);
/* "Songying Court", to "where does the car stand?": an estate is one of the values, a road
 * another. */
const struct menu_item *value_of_place(const struct talking *turn);

/* ---- talk_answer.c: the answer to what was asked; false: it is something else ---- */
bool answer_item(struct talking *turn, const struct menu_item *item);
bool answer_typed(struct talking *turn);
bool answer_is_question(const struct talking *turn); /* and names no place */
bool answer_yes_no(struct talking *turn);            /* in as many words, to what was asked */
void answer_confirmed(struct talking *turn, bool yes);

/* ---- talk_readback.c: words in answer to "right?"; false: they are something else ---- */
bool readback_typed(struct talking *turn);

#endif
