/* message: what people and channels say to each other, freed of any channel's form. The adapters
 * make these from bytes and bytes from these; the conversation speaks nothing else. */
#ifndef ZHIDA_MESSAGE_H
#define ZHIDA_MESSAGE_H

#include "dsl/base/buf.h"
#include "dsl/base/terms.h"

enum inbound_kind {
    IN_TEXT,      /* text */
    IN_CHOICE,    /* choice: key of a quick reply that we sent; text: its label, if known */
    IN_IMAGE,     /* media_id or media_url */
    IN_VOICE,     /* text: the channel's recognition, may be empty; media_id */
    IN_VIDEO,     /* media_id */
    IN_LOCATION,  /* latitude, longitude, text: label */
    IN_LINK,      /* text: title and description; media_url: the address */
    IN_SUBSCRIBE, /* text: scene of the code that was scanned, or empty */
    IN_UNSUBSCRIBE,
    IN_RECEIPT, /* of something we sent: receipt_id, receipt, text: reason */
    IN_EVENT,   /* anything else the channel reports; answered with nothing */
};

enum receipt { RECEIPT_DELIVERED, RECEIPT_REFUSED /* for good */, RECEIPT_FAILED };

struct inbound {
    enum inbound_kind kind;
    struct view sender; /* who, in the channel's terms: openid, phone number, device token */
    struct view key;    /* what makes it the same message again; see adapter.receive */
    int64_t key_time;   /* seconds: a time that every repeat names too, about now; 0: none */
    int64_t written;    /* seconds; 0: not said */
    struct view text;   /* UTF-8, checked, at most INBOUND_TEXT_MAX bytes (the rest is cut at a
                         * character, cut is set) */
    bool cut;
    struct view choice;
    struct view media_id, media_url;
    double latitude, longitude; /* degrees, WGS-84 whatever the channel has (geo.h) */
    struct view receipt_id;
    enum receipt receipt;
};

enum { INBOUND_TEXT_MAX = 12000, INBOUND_BATCH_MAX = 200, CHOICE_MAX = 10 };

enum outbound_class {
    OUT_REPLY,
    OUT_NOTICE, /* of one's own case */
    OUT_OFFER   /* needs consent */
};

struct choice {
    struct view key;   /* comes back in IN_CHOICE; short ASCII */
    struct view label; /* what the citizen sees */
};

struct outbound {
    enum outbound_class class_;
    struct view recipient; /* the sender of old */
    struct view text;
    struct choice choices[CHOICE_MAX];
    size_t choice_count;
    struct view hint;  /* put above numbered choices where the channel has no buttons */
    struct view link;  /* an address that goes with it, or empty */
    struct view key;   /* our own id of it: hex, at most 32 characters; idempotency key where the
                        * provider has one */
    uint64_t sequence; /* app channel: counts up per recipient */
};

#endif
