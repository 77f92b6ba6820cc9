/* talk: the conversation as a pure function. Rules, state, a message and what was read go in;
 * effects come out. It opens nothing, reads no clock and draws no randomness, so every talk can be
 * replayed from its messages.
 *
 * A turn: talk_needs() names what must be read, the turn thread reads it, talk_turn() answers. The
 * state is packed by stable codes (talk_pack), so it survives a change of rules in mid-talk: the
 * menu that was really sent stays the one an answer is held against. */
#ifndef ZHIDA_TALK_H
#define ZHIDA_TALK_H

#include "adapters/message.h"
#include "dsl/engine/decide.h"
#include "gateway/case/case.h"
#include "gateway/talk/talk_civic.h"

enum { TALK_TEXT_MAX = 3000, TALK_MEDIA_MAX = 9, TALK_UNDO_MAX = 3, TALK_MENU_MAX = CHOICE_MAX };

/* Of a passage's document. What is not in force is never quoted. */
enum passage_state { PASSAGE_IN_FORCE, PASSAGE_EXPIRED, PASSAGE_SUPERSEDED };

/* A passage that may answer the text, found before the turn (gateway/answer); best first. One that
 * is not in force is there only where it alone would have answered. */
struct passage {
    struct view quote, title, section, issuer, date, link;
    struct view names; /* the title and what people call it, or empty */
    struct view whole; /* all of the section, or empty */
    int anchor;        /* of the section on the document's page, "#s3"; 0: its beginning */
    double score;      /* 0..1, calibrated: below ANSWER_LEAST it is no answer */
    enum passage_state state;
    struct view successor, successor_link; /* what holds in its place, or empty */
};
#define ANSWER_LEAST 0.5
#define ANSWER_SURE 0.65     /* where the text speaks of a matter too */
#define ANSWER_PROMISED 0.75 /* the passage of a document that promises what is asked for */
#define ANSWER_FIRST 0.8     /* before what the rules themselves answer */
#define ANSWER_BESIDE 0.9    /* and the document's title does not */

struct talk_input {
    const struct inbound *message;
    const struct recognition *recognition; /* of message->text; NULL where there is no text */
    struct view read_as; /* words that were read as others (talk_typo.h), or empty */
    const struct passage *passages;
    size_t passage_count;
    struct view account; /* name */
    enum channel_kind channel;
    enum text_language language; /* of the account, or of the app's hello */
    int64_t now;
    unsigned char random[16]; /* for the query code */
    struct view next_case;    /* the number a case gets if this turn files one */
    struct talk_memo *memo;   /* decisions of these rules that were just made, or NULL */
};

/* What the turn thread has to read before the turn. */
struct talk_needs {
    bool cases; /* the person's last cases (at most 5), newest first, and those followed */
    struct view case_number, case_code; /* a case of another channel, both or none */
    struct view enterprise_code;        /* the bound enterprise's code, or empty */
    struct view enterprise_name;        /* to be looked up by name, code or phone; or empty */
    /* A question that goes on from the last answer, for the document that gave it, and for those of
     * the duty that it is about (links, a line each); or that names what a guide is about, for the
     * guide's; or empty. */
    struct view follow_link, follow_question;
    char links[600]; /* room for them */
    unsigned civic;  /* bits of enum civic_need; 0: nothing beside cases */
};

struct enterprise_brief {
    bool found;
    bool proved; /* asked for by credit code, or from the registered phone: figures may be shown */
    struct view code, name;
    struct enterprise_facts facts;
};

struct talk_reads {
    struct case_brief cases[5];
    size_t case_count;
    struct case_brief followed[3]; /* of others; without code and answer */
    size_t followed_count;
    bool asked_case_found;
    bool asked_case_closed; /* too many wrong codes: not looked at for a while */
    struct case_brief asked_case;
    struct enterprise_brief enterprise;
    const struct passage *follow; /* what these documents say to it, best first */
    size_t follow_count;
    const struct civic_reads *civic; /* NULL: not asked for */
};

struct talk_state; /* opaque: talk_state.h is the talk's own */

enum consent { CONSENT_UNCHANGED, CONSENT_GIVEN, CONSENT_WITHDRAWN };

/* What is read back: are there others who reported the same? */
struct talk_alike {
    struct view text, category, duty, area; /* as it would be filed */
};
/* There are: a case of theirs, and how many they are. */
struct talk_follow {
    struct view number;
    int64_t people;
};

/* Who at the desk should look at a talk, the greater first. */
enum talk_call { CALL_NONE, CALL_MISUNDERSTOOD, CALL_ASKED, CALL_DANGER };

/* What a talk comes to, bits, for counting; the order is that of FUNNEL_STEPS in the store. */
enum {
    TALK_BEGUN = 1,
    TALK_ASKED = 2,
    TALK_UNDERSTOOD = 4,
    TALK_ANSWERED = 8,
    TALK_FILED = 16,
    TALK_HANDED = 32,
    TALK_JOINED = 64,
    TALK_PAUSE = 3600 /* seconds; after such a pause it is another talk */
};

struct talk_effects {
    struct outbound replies[3]; /* recipient, key and sequence are the turn's to fill */
    size_t reply_count;
    struct case_filing *filing; /* NULL: nothing is filed */
    /* The turn makes the move. A good rating is thanked for here; for a poor one the turn says what
     * follows with talk_tell(TOLD_REDO or TOLD_SUPERVISED), since only it knows the new deadline.
     */
    /* Not NULL: before the replies leave, look whether this was reported and call
     * talk_offer_follow() if so. */
    const struct talk_alike *alike;
    /* Put to a case of the person's that is with a person: its number, or empty. */
    struct view added_case, added_text, added_place, added_contact, added_media;
    bool calmed; /* and that it was no danger */
    bool added_has_point;
    double added_latitude, added_longitude;
    const struct civic_effect *civic; /* NULL: nothing beside cases */
    const struct passage *quoted;     /* the passage that was quoted, or NULL */
    struct view follow; /* number of a case that the person follows from now on, or empty */
    bool rated;
    int64_t rated_case;
    int rating[RATE_DIMENSIONS]; /* 1..5 */
    bool withdrawn;
    int64_t withdrawn_case;
    /* Said of a case of the person's, with their words (a rating may have some too): it is not
     * fixed (the turn says what follows with talk_tell, since only it knows whether it may still be
     * opened), or it takes too long. */
    int64_t reopened_case, urged_case;
    struct view moved_words;
    enum consent consent;
    struct view bind_enterprise; /* code, or empty */
    unsigned steps; /* TALK_... that this talk came to in this turn for the first time */
    bool erase;     /* the person left (unsubscribed): no more offers */
    enum talk_call call;
};

struct talk_state *talk_new(struct arena *arena);

/* Reads a packed state, whose bytes must stay; an empty or unreadable one gives a new state. */
struct talk_state *talk_unpack(const struct rules *rules, struct view packed, struct arena *arena);
void talk_pack(const struct rules *rules, const struct talk_state *state, struct buf *out);

void talk_needs(const struct rules *rules, const struct talk_state *state,
                const struct talk_input *input, struct talk_needs *needs);

/* Changes the state and fills the effects; memory from the arena. */
void talk_turn(const struct rules *rules, struct talk_state *state, const struct talk_input *input,
               const struct talk_reads *reads, struct arena *arena, struct talk_effects *effects);

/* Adds to a read-back that others reported the same, and the choice to follow it. */
void talk_offer_follow(const struct rules *rules, struct talk_state *state,
                       const struct talk_follow *offer, struct arena *arena,
                       struct talk_effects *effects);

/* A message that zhida sends by itself to the person of a case (dispatched, answered, ...): fills
 * the text and prepares the state where an answer is expected (a rating). */
enum told {
    TOLD_DISPATCHED,
    TOLD_SIGNED,
    TOLD_ANSWERED,
    TOLD_RETURNED,
    TOLD_CLOSED,
    TOLD_REDO,
    TOLD_SUPERVISED,
    TOLD_FOLLOWED_ANSWERED, /* to who follows the case: nothing of what was said or answered */
    TOLD_FOLLOWED_ENDED,    /* likewise: whoever reported it took it back */
    TOLD_EXTENDED,
    TOLD_PAUSED,          /* why: what is asked for */
    TOLD_MERGED,          /* why: number of the case it went into */
    TOLD_FOLLOWED_MERGED, /* the case they follow from now on */
    TOLD_ASKED_BACK,      /* is it still fixed? */
    TOLD_REOPEN_LATE      /* it was closed too long ago */
};
void talk_tell(const struct rules *rules, struct talk_state *state, enum told told,
               const struct case_brief *about, enum text_language language, struct arena *arena,
               struct outbound *out);

/* The same for what is no case: values are number, title, text, points. Whoever is registered as a
 * member is remembered as one; a wish that was fulfilled waits for its thanks. */
void talk_note(const struct rules *rules, struct talk_state *state, enum civic_note kind,
               const struct view values[4], enum text_language language, int64_t now,
               struct arena *arena, struct outbound *out);

/* ---- a person at the desk has the talk instead of the bot (talk_person.c) ----
 * The bot is silent then, but for words of danger; what is said is put to the open matter, or to
 * the case that was just handed over. */

/* Whether it is so. */
bool talk_is_taken(const struct talk_state *state);

/* An officer takes the talk; gives it back; left it or was silent too long; ends it. Back with the
 * bot the open question is asked again. Fills what the citizen is told. */
enum talk_person { PERSON_IN, PERSON_OUT, PERSON_AWAY, PERSON_DONE };
void talk_person(const struct rules *rules, struct talk_state *state, enum talk_person change,
                 enum text_language language, int64_t now, struct arena *arena,
                 struct outbound *out);
/* The officer files the matter: takes along what the talk knows (files, point, place, a wish to
 * stay confidential), ends the matter, and says what the citizen is told. number: it gets. */
void talk_person_filed(const struct rules *rules, struct talk_state *state,
                       struct case_filing *filing, struct view number, int64_t now,
                       struct arena *arena, struct outbound *out);

/* How a talk stands, for somebody at the desk. Views into the state. */
struct talk_standing {
    bool taken, has_matter, confidential;
    int misunderstood;   /* times in a row */
    struct view area;    /* code of the one place that is known, or empty */
    struct view said;    /* about the open matter */
    struct view place;   /* likewise */
    struct view contact; /* likewise */
    struct view
        last_case;   /* number of the case that a person got from it within the hour, or empty */
    int64_t touched; /* when the citizen last said something */
};
void talk_standing(const struct rules *rules, const struct talk_state *state, int64_t now,
                   struct talk_standing *out);

/* Fills a phrase's {placeholders}: pairs of name and value, ended by TALK_END. */
#define TALK_END ((const char *)NULL)
struct view talk_phrase(const struct rules *rules, enum phrase phrase, enum text_language language,
                        struct arena *arena, const char *name, ...);

#endif
