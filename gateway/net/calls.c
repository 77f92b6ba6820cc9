/* calls: libcurl's multi interface.
 *
 * HTTP/1.1 in the clear, HTTP/2 where TLS agrees on it; connections are kept. Redirects are never
 * followed: a provider has no reason to, and a citizen's link must not lead inside. A call that was
 * never sent (name, connection, TLS) is told apart from one whose answer did not come, because only
 * the first may be repeated blindly. */
#include "gateway/net/calls.h"

#include <curl/curl.h>
#include <stdlib.h>

#include "gateway/net/address.h"

enum {
    UNDER_WAY_MAX = 512,
    BODY_MAX = 1 << 20,
    FILE_MAX = 10 << 20,
    TIMEOUT_MS = 10000,
    CONNECT_MS = 4000,
    FILE_TIMEOUT_MS = 60000
};

struct one {
    struct one *next, **before; /* of those under way */
    uint64_t ticket;
    CURL *easy;
    struct curl_slist *headers;
    struct buf body;
    char *sent; /* request body, ours */
};

struct calls {
    CURLM *multi;
    void *self;
    void (*done)(void *self, uint64_t ticket, int status, struct view body);
    struct one *all; /* under way */
    size_t count;
};

struct calls *calls_new(void *self,
                        void (*done)(void *self, uint64_t ticket, int status, struct view body))
{
    struct calls *calls = calloc(1, sizeof *calls);
    if (!calls || curl_global_init(CURL_GLOBAL_DEFAULT) != 0) {
        free(calls);
        return NULL;
    }
    *calls = (struct calls){.multi = curl_multi_init(), .self = self, .done = done};
    curl_multi_setopt(calls->multi, CURLMOPT_MAX_HOST_CONNECTIONS, 64L);
    curl_multi_setopt(calls->multi, CURLMOPT_MAXCONNECTS, 128L);
    return calls;
}

static void one_free(struct one *one)
{
    curl_easy_cleanup(one->easy);
    curl_slist_free_all(one->headers);
    buf_free(&one->body);
    free(one->sent);
    free(one);
}

static void put_away(struct calls *calls, struct one *one)
{
    curl_multi_remove_handle(calls->multi, one->easy);
    *one->before = one->next;
    if (one->next)
        one->next->before = one->before;
    calls->count--;
}

void calls_free(struct calls *calls)
{
    if (!calls)
        return;
    for (struct one *one = calls->all, *next; one; one = next) {
        next = one->next;
        curl_multi_remove_handle(calls->multi, one->easy);
        one_free(one);
    }
    curl_multi_cleanup(calls->multi);
    curl_global_cleanup();
    free(calls);
}

static size_t take_body(char *bytes, size_t size, size_t n, void *self)
{
    struct one *one = self;
    buf_bytes(&one->body, bytes, size * n);
    return one->body.full ? 0 : size * n;
}

/* Asked for the resolved address before it is connected to. */
static curl_socket_t open_public(void *self, curlsocktype purpose, struct curl_sockaddr *address)
{
    (void)self;
    (void)purpose;
    if (!address_is_public(&address->addr))
        return CURL_SOCKET_BAD;
    return socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

static bool add_header(struct one *one, const struct header *header)
{
    struct buf line;
    buf_init(&line, 8192);
    buf_view(&line, header->name);
    buf_text(&line, ": ");
    buf_view(&line, header->value);
    struct curl_slist *list = line.full ? NULL : curl_slist_append(one->headers, line.p);
    buf_free(&line);
    if (!list)
        return false;
    one->headers = list;
    return true;
}

static char *copy_text(struct view v)
{
    return strndup(v.p ? v.p : "", v.n);
}

static void set_method(struct one *one, const struct call *call)
{
    char *method = copy_text(call->method);
    if (call->body.n || view_is(call->method, "POST")) {
        one->sent = malloc(call->body.n + 1);
        if (one->sent && call->body.n)
            memcpy(one->sent, call->body.p, call->body.n);
        curl_easy_setopt(one->easy, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)call->body.n);
        curl_easy_setopt(one->easy, CURLOPT_POSTFIELDS, one->sent);
    }
    if (method && !view_is(call->method, "GET"))
        curl_easy_setopt(one->easy, CURLOPT_CUSTOMREQUEST, method);
    free(method);
}

static void set_limits(struct one *one, bool file, bool guarded)
{
    CURL *easy = one->easy;
    curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(easy, CURLOPT_FOLLOWLOCATION, 0L);
    curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(easy, CURLOPT_PROXY, "");
    curl_easy_setopt(easy, CURLOPT_TIMEOUT_MS, (long)(file ? FILE_TIMEOUT_MS : TIMEOUT_MS));
    curl_easy_setopt(easy, CURLOPT_CONNECTTIMEOUT_MS, (long)CONNECT_MS);
    curl_easy_setopt(easy, CURLOPT_HTTP_VERSION, (long)CURL_HTTP_VERSION_2TLS);
    curl_easy_setopt(easy, CURLOPT_USERAGENT, "zhida");
    curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, take_body);
    curl_easy_setopt(easy, CURLOPT_WRITEDATA, one);
    curl_easy_setopt(easy, CURLOPT_MAXFILESIZE, (long)(file ? FILE_MAX : BODY_MAX));
    if (guarded)
        curl_easy_setopt(easy, CURLOPT_OPENSOCKETFUNCTION, open_public);
}

static struct one *one_new(uint64_t ticket, const struct call *call, bool file, bool guarded)
{
    struct one *one = calloc(1, sizeof *one);
    char *url = copy_text(call->url);
    if (!one || !url)
        abort();
    one->ticket = ticket;
    one->easy = curl_easy_init();
    buf_init(&one->body, file ? FILE_MAX : BODY_MAX);
    bool good = true;
    for (size_t i = 0; i < call->header_count; i++)
        good = good && add_header(one, &call->headers[i]);
    good = good && curl_easy_setopt(one->easy, CURLOPT_URL, url) == CURLE_OK;
    free(url);
    set_method(one, call);
    set_limits(one, file, guarded);
    if (call->timeout_ms > 0)
        curl_easy_setopt(one->easy, CURLOPT_TIMEOUT_MS, (long)call->timeout_ms);
    curl_easy_setopt(one->easy, CURLOPT_HTTPHEADER, one->headers);
    curl_easy_setopt(one->easy, CURLOPT_PRIVATE, one);
    if (good)
        return one;
    one_free(one);
    return NULL;
}

static bool start(struct calls *calls, struct one *one)
{
    if (!one)
        return false;
    if (curl_multi_add_handle(calls->multi, one->easy) != CURLM_OK) {
        one_free(one);
        return false;
    }
    one->next = calls->all;
    one->before = &calls->all;
    if (one->next)
        one->next->before = &one->next;
    calls->all = one;
    calls->count++;
    return true;
}

bool calls_start(struct calls *calls, uint64_t ticket, const struct call *call)
{
    return calls->count < UNDER_WAY_MAX && start(calls, one_new(ticket, call, false, false));
}

bool calls_fetch(struct calls *calls, uint64_t ticket, const struct call *call, bool guarded)
{
    return calls->count < UNDER_WAY_MAX && start(calls, one_new(ticket, call, true, guarded));
}

static bool never_left(CURL *easy, CURLcode code)
{
    curl_off_t sent = 0;
    long requested = 0;
    curl_easy_getinfo(easy, CURLINFO_SIZE_UPLOAD_T, &sent);
    curl_easy_getinfo(easy, CURLINFO_REQUEST_SIZE, &requested);
    switch (code) {
    case CURLE_UNSUPPORTED_PROTOCOL:
    case CURLE_URL_MALFORMAT:
    case CURLE_COULDNT_RESOLVE_HOST:
    case CURLE_COULDNT_CONNECT:
    case CURLE_SSL_CONNECT_ERROR:
    case CURLE_PEER_FAILED_VERIFICATION:
        return true;
    case CURLE_OPERATION_TIMEDOUT:
        return requested == 0 && sent == 0;
    default:
        return false;
    }
}

static void finish(struct calls *calls, struct one *one, CURLcode code)
{
    long status = 0;
    struct view body = buf_seen(&one->body);
    if (code == CURLE_OK)
        curl_easy_getinfo(one->easy, CURLINFO_RESPONSE_CODE, &status);
    else
        body = never_left(one->easy, code) ? VIEW("unsent") : view_of(curl_easy_strerror(code));
    put_away(calls, one);
    calls->done(calls->self, one->ticket, (int)status, body);
    one_free(one);
}

void calls_poll(struct calls *calls, int milliseconds)
{
    int running, left;
    struct CURLMsg *message;
    curl_multi_perform(calls->multi, &running);
    while ((message = curl_multi_info_read(calls->multi, &left)) != NULL) {
        struct one *one = NULL;
        if (message->msg != CURLMSG_DONE)
            continue;
        curl_easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, &one);
        finish(calls, one, message->data.result);
        milliseconds = 0;
    }
    curl_multi_poll(calls->multi, NULL, 0, milliseconds, NULL);
}

void calls_wake(struct calls *calls)
{
    curl_multi_wakeup(calls->multi);
}
