/* tc3: Tencent Cloud's request signature, TC3-HMAC-SHA256, for POST requests with a JSON body. */
#ifndef ZHIDA_ADAPTERS_TC3_H
#define ZHIDA_ADAPTERS_TC3_H

#include "adapters/crypto.h"

struct tc3_request {
    struct view secret_id, secret_key;
    struct view service; /* "sms" */
    struct view host;    /* as in the Host header */
    struct view content_type;
    struct view action; /* "SendSms": signed in lower case with the headers; empty: left out */
    struct view payload;
    int64_t timestamp; /* seconds; the platform takes it for five minutes */
};

/* Lower-case hex of the signature. */
void tc3_signature(const struct tc3_request *request, char out[SHA256_HEX + 1]);

/* The value of the Authorization header. */
void tc3_put_authorization(struct buf *buf, const struct tc3_request *request);

#endif
