/* talk_civic: what a conversation needs, reads and wants beside cases: suggestions (金点子),
 * points, small wishes (微心愿), and members who report from the street. Part of talk.h; nothing of
 * it is read for an ordinary message. */
#ifndef ZHIDA_TALK_CIVIC_H
#define ZHIDA_TALK_CIVIC_H

#include "gateway/case/idea.h"

enum { CIVIC_CAMPAIGNS = 3, CIVIC_IDEAS = 4, CIVIC_WISHES = 5, CIVIC_LINES = 5 };

/* Bits of talk_needs.civic. */
enum civic_need {
    CIVIC_NEED_CAMPAIGNS = 1, /* running ones, how many were filed today, the next number */
    CIVIC_NEED_IDEAS = 2,     /* the person's own, or the one of talk_needs.case_number */
    CIVIC_NEED_POINTS = 4,
    CIVIC_NEED_WISHES = 8, /* open ones, and the one the member has taken up */
    CIVIC_NEED_MEMBER = 16,
    CIVIC_NEED_LAST = 32 /* the case filed last: may it be resolved on the spot? */
};

struct civic_campaign {
    int64_t id;
    struct view topic;
};
struct civic_idea {
    int64_t id;
    struct view number, title; /* title: first line, or what is published of a wish */
    enum idea_kind kind;
    enum idea_state state;
    struct view reply; /* the unit's, or the reason; or empty */
};
struct civic_line {     /* of the ledger */
    int64_t at, points; /* below 0: taken */
    enum point_reason reason;
};

struct civic_reads {
    struct civic_campaign campaigns[CIVIC_CAMPAIGNS];
    size_t campaign_count;
    bool too_many[IDEA_KINDS], applied_often; /* today's limit is reached */
    struct view next_number[IDEA_KINDS];
    struct civic_idea ideas[CIVIC_IDEAS]; /* newest first */
    size_t idea_count;
    struct civic_idea wishes[CIVIC_WISHES]; /* open, newest first */
    size_t wish_count;
    struct civic_idea taken; /* the member's; number empty: none */
    int64_t balance, account;
    struct civic_line lines[CIVIC_LINES];
    size_t line_count;
    bool is_member, is_applied;
    bool may_resolve; /* the last case, by this member */
};

/* What the person wants; the turn makes rows of it. */
enum civic_act {
    CIVIC_FILE,     /* kind, text, place, area, category, unit, campaign, anonymous, media, code */
    CIVIC_APPLY,    /* text: name and where */
    CIVIC_BIND,     /* text: the code a member was given */
    CIVIC_TAKE,     /* number: a member takes the wish up */
    CIVIC_FULFIL,   /* number, media: with proof */
    CIVIC_THANK,    /* number: the wish came true */
    CIVIC_NOT_DONE, /* number: it did not */
    CIVIC_RESOLVE,  /* the case filed last; media: afterwards */
    CIVIC_WITHDRAW  /* number */
};
struct civic_effect {
    enum civic_act act;
    enum idea_kind kind;
    int64_t campaign;
    struct view number; /* of a suggestion or wish */
    struct view text, place, contact, code;
    struct view area, category, unit; /* codes, or empty */
    bool anonymous;
    struct view media[9];
    size_t media_count;
};

/* What is said by itself: NOTE(enumerator, phrase). Values: number, title, text, points. */
#define CIVIC_NOTES(NOTE)                                                                          \
    NOTE(ACCEPTED, idea_accepted)                                                                  \
    NOTE(DECLINED, idea_declined)                                                                  \
    NOTE(MERGED, idea_merged)                                                                      \
    NOTE(COMMENTED, idea_commented)                                                                \
    NOTE(PUBLISHED, idea_published)                                                                \
    NOTE(REPLIED, idea_replied)                                                                    \
    NOTE(WISH_OPEN, wish_open)                                                                     \
    NOTE(WISH_TAKEN, wish_taken)                                                                   \
    NOTE(WISH_FULFILLED, wish_fulfilled)                                                           \
    NOTE(WISH_THANKED, wish_thanked)                                                               \
    NOTE(WISH_NOT_DONE, wish_not_done)                                                             \
    NOTE(MEMBER_YES, member_accepted)                                                              \
    NOTE(MEMBER_NO, member_refused)                                                                \
    NOTE(MEMBER_ENDED, member_ended)                                                               \
    NOTE(POINTS, points_given)                                                                     \
    NOTE(REDEEMED, points_redeemed)
enum civic_note {
#define NOTE(name, phrase) CIVIC_NOTE_##name,
    CIVIC_NOTES(NOTE)
#undef NOTE
        CIVIC_NOTE_COUNT
};

#endif
