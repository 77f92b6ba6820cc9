/* tc3: hash of the canonical request, hash of that with time and scope, then four keyed hashes from
 * the secret down to the request: day, service, "tc3_request", signature. The day is UTC's, taken
 * from the same timestamp that goes into X-TC-Timestamp. Only the headers that are certain to
 * arrive unchanged are signed: content type, host, action. */
#include "adapters/tc3.h"

#include "dsl/base/civil.h"

#include <assert.h>

enum { CANONICAL_MAX = 4096 };

static void put_lower(struct buf *buf, struct view v)
{
    for (size_t i = 0; i < v.n; i++)
        buf_byte(buf, (char)(v.p[i] >= 'A' && v.p[i] <= 'Z' ? v.p[i] + 'a' - 'A' : v.p[i]));
}

static void put_signed_headers(struct buf *buf, const struct tc3_request *request)
{
    buf_text(buf, request->action.n ? "content-type;host;x-tc-action" : "content-type;host");
}

static void put_scope(struct buf *buf, const struct tc3_request *request)
{
    struct civil date = civil_from_day(civil_local(request->timestamp, 0).day);
    buf_print(buf, "%04d-%02d-%02d/%.*s/tc3_request", date.year, date.month, date.day,
              VIEW_FMT(request->service));
}

static void hash_canonical(const struct tc3_request *request, char out[SHA256_HEX + 1])
{
    struct buf buf;
    char payload[SHA256_HEX + 1];
    crypto_sha256_hex(request->payload, payload);
    buf_init(&buf, CANONICAL_MAX);
    buf_print(&buf, "POST\n/\n\ncontent-type:%.*s\nhost:%.*s\n", VIEW_FMT(request->content_type),
              VIEW_FMT(request->host));
    if (request->action.n) {
        buf_text(&buf, "x-tc-action:");
        put_lower(&buf, request->action);
        buf_byte(&buf, '\n');
    }
    buf_byte(&buf, '\n');
    put_signed_headers(&buf, request);
    buf_print(&buf, "\n%s", payload);
    assert(!buf.full);
    crypto_sha256_hex(buf_seen(&buf), out);
    buf_free(&buf);
}

/* One step down: key := HMAC(key, text). */
static void derive(unsigned char key[SHA256_BYTES], struct view text)
{
    crypto_hmac_sha256((struct view){(const char *)key, SHA256_BYTES}, text, key);
}

static void signing_key(const struct tc3_request *request, unsigned char key[SHA256_BYTES])
{
    struct buf scope, secret;
    buf_init(&scope, CANONICAL_MAX);
    buf_init(&secret, CANONICAL_MAX);
    put_scope(&scope, request);
    buf_print(&secret, "TC3%.*s", VIEW_FMT(request->secret_key));
    assert(!scope.full && !secret.full);
    struct view rest = buf_seen(&scope);
    crypto_hmac_sha256(buf_seen(&secret), view_cut(&rest, '/'), key);
    derive(key, request->service);
    derive(key, VIEW("tc3_request"));
    explicit_bzero(secret.p, secret.n);
    buf_free(&secret);
    buf_free(&scope);
}

void tc3_signature(const struct tc3_request *request, char out[SHA256_HEX + 1])
{
    struct buf text;
    char canonical[SHA256_HEX + 1];
    unsigned char key[SHA256_BYTES];
    hash_canonical(request, canonical);
    signing_key(request, key);
    buf_init(&text, CANONICAL_MAX);
    buf_print(&text, "TC3-HMAC-SHA256\n%lld\n", (long long)request->timestamp);
    put_scope(&text, request);
    buf_print(&text, "\n%s", canonical);
    derive(key, buf_seen(&text));
    crypto_hex(key, sizeof key, out);
    buf_free(&text);
}

void tc3_put_authorization(struct buf *buf, const struct tc3_request *request)
{
    char signature[SHA256_HEX + 1];
    tc3_signature(request, signature);
    buf_print(buf, "TC3-HMAC-SHA256 Credential=%.*s/", VIEW_FMT(request->secret_id));
    put_scope(buf, request);
    buf_text(buf, ", SignedHeaders=");
    put_signed_headers(buf, request);
    buf_print(buf, ", Signature=%s", signature);
}
