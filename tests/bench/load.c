/* load: citizens in a hurry. Opens N connections to a sandboxed gateway and lets people talk over
 * WeChat's plain protocol, five turns a case, one person after another on each connection; counts
 * answers, cases and errors, and says how long answers took.
 *
 *   load ADDR PORT [--connections N] [--seconds N] [--people N] [--first N] [--warm N]
 *
 * One thread, epoll, keep-alive. A request is a head and an XML body in one write; an answer is
 * complete when content-length bytes have come. Every request has a nonce of its own, as the
 * gateway refuses a known signature over another body. Latencies go into buckets of 2 % each. */
#include <arpa/inet.h>
#include <errno.h>
#include <getopt.h>
#include <math.h>
#include <mbedtls/sha1.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/epoll.h>
#include <time.h>
#include <unistd.h>

#include "dsl/base/buf.h"

enum { TURNS = 5, BUCKETS = 1200, ANSWER_MAX = 32 * 1024 };

static const char *const said[TURNS] = {"你好,请问能反映噪音吗", "隔壁工地半夜还在打桩,吵得睡不着",
                                        "松影苑", "对", "进度"};

struct options {
    const char *address;
    int port, connections, seconds, warm;
    long people, first;
};

struct talker {
    int socket;
    long person;
    int turn;
    struct buf out;
    size_t written;
    char in[ANSWER_MAX];
    size_t n;
    int64_t began;
};

struct load {
    struct options options;
    int epoll;
    long next_person, nonce, serial;
    long answers, cases, errors, refused;
    long buckets[BUCKETS];
    bool counting;
};

static int64_t micros(void)
{
    struct timespec at;
    clock_gettime(CLOCK_MONOTONIC, &at);
    return (int64_t)at.tv_sec * 1000000 + at.tv_nsec / 1000;
}

static int bucket_of(int64_t us)
{
    int at = us < 1 ? 0 : (int)(log((double)us) / log(1.02));
    return at < BUCKETS ? at : BUCKETS - 1;
}

static double percentile(const struct load *load, double share)
{
    long sum = 0, all = 0;
    for (int i = 0; i < BUCKETS; i++)
        all += load->buckets[i];
    for (int i = 0; i < BUCKETS; i++)
        if ((sum += load->buckets[i]) >= share * (double)all)
            return pow(1.02, i + 1) / 1000;
    return 0;
}

/* ---- requests ---- */

static int by_text(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void put_signature(struct buf *out, long now, long nonce)
{
    char time_text[24], nonce_text[24];
    unsigned char digest[20];
    struct buf all;
    snprintf(time_text, sizeof time_text, "%ld", now);
    snprintf(nonce_text, sizeof nonce_text, "%ld", nonce);
    const char *parts[] = {"sandbox-token", time_text, nonce_text};
    qsort(parts, 3, sizeof *parts, by_text);
    buf_init(&all, 200);
    for (int i = 0; i < 3; i++)
        buf_text(&all, parts[i]);
    mbedtls_sha1_ret((const unsigned char *)all.p, all.n, digest);
    buf_free(&all);
    buf_text(out, "signature=");
    for (int i = 0; i < 20; i++)
        buf_print(out, "%02x", digest[i]);
    buf_print(out, "&timestamp=%s&nonce=%s", time_text, nonce_text);
}

static void put_request(struct load *load, struct talker *talker)
{
    struct buf body;
    long now = (long)time(NULL);
    buf_init(&body, 4096);
    buf_print(
        &body,
        "<xml><ToUserName><![CDATA[gh_demo]]></ToUserName><FromUserName><![CDATA[load_%08ld]]>"
        "</FromUserName><CreateTime>%ld</CreateTime><MsgType><![CDATA[text]]></MsgType>"
        "<Content><![CDATA[%s]]></Content><MsgId>%ld</MsgId></xml>",
        talker->person, now, said[talker->turn], load->options.first * 1000000 + ++load->serial);
    buf_clear(&talker->out);
    buf_text(&talker->out, "POST /wechat/demo?");
    put_signature(&talker->out, now, ++load->nonce);
    buf_print(&talker->out,
              " HTTP/1.1\r\nHost: gateway\r\nContent-Type: text/xml\r\nContent-Length: %zu\r\n\r\n",
              body.n);
    buf_view(&talker->out, buf_seen(&body));
    buf_free(&body);
    talker->written = 0;
    talker->n = 0;
    talker->began = micros();
}

/* ---- connections ---- */

static void watch(struct load *load, struct talker *talker, int how, uint32_t events)
{
    struct epoll_event event = {.events = events, .data.ptr = talker};
    epoll_ctl(load->epoll, how, talker->socket, &event);
}

static bool open_socket(struct load *load, struct talker *talker)
{
    struct sockaddr_in to = {.sin_family = AF_INET,
                             .sin_port = htons((uint16_t)load->options.port)};
    int one = 1;
    if (inet_pton(AF_INET, load->options.address, &to.sin_addr) != 1)
        return false;
    talker->socket = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (talker->socket < 0 || connect(talker->socket, (struct sockaddr *)&to, sizeof to) != 0)
        return false;
    setsockopt(talker->socket, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
    watch(load, talker, EPOLL_CTL_ADD, EPOLLIN);
    return true;
}

static void write_some(struct load *load, struct talker *talker)
{
    size_t left = talker->out.n - talker->written;
    ssize_t n = send(talker->socket, talker->out.p + talker->written, left, MSG_DONTWAIT);
    if (n > 0)
        talker->written += (size_t)n;
    watch(load, talker, EPOLL_CTL_MOD,
          talker->written < talker->out.n ? EPOLLIN | EPOLLOUT : EPOLLIN);
}

static void next_turn(struct load *load, struct talker *talker)
{
    if (++talker->turn >= TURNS) {
        talker->turn = 0;
        talker->person = load->options.first + load->next_person++ % load->options.people;
    }
    put_request(load, talker);
    write_some(load, talker);
}

static void again(struct load *load, struct talker *talker)
{
    close(talker->socket);
    load->errors++;
    if (open_socket(load, talker))
        next_turn(load, talker);
}

/* ---- answers ---- */

static bool is_whole(const struct talker *talker, struct view *body)
{
    struct view in = {talker->in, talker->n};
    size_t end = view_find(in, VIEW("\r\n\r\n")), at = view_find(in, VIEW("content-length: "));
    if (end == SIZE_MAX || at == SIZE_MAX || at > end)
        return false;
    size_t length = (size_t)strtoul(talker->in + at + 16, NULL, 10);
    *body = view_sub(in, end + 4, in.n);
    return body->n >= length;
}

static void count(struct load *load, const struct talker *talker, struct view body)
{
    struct view in = {talker->in, talker->n};
    bool good =
        view_starts(in, VIEW("HTTP/1.1 200")) && view_find(body, VIEW("<Content>")) != SIZE_MAX;
    if (!load->counting)
        return;
    load->answers++;
    load->refused += !good;
    load->cases += talker->turn == 3 && view_find(body, VIEW("-0")) != SIZE_MAX;
    load->buckets[bucket_of(micros() - talker->began)]++;
}

static void read_some(struct load *load, struct talker *talker)
{
    struct view body;
    ssize_t n =
        recv(talker->socket, talker->in + talker->n, sizeof talker->in - talker->n, MSG_DONTWAIT);
    if (n == 0 || (n < 0 && errno != EAGAIN)) {
        again(load, talker);
        return;
    }
    if (n > 0)
        talker->n += (size_t)n;
    if (!is_whole(talker, &body))
        return;
    count(load, talker, body);
    next_turn(load, talker);
}

static void run_until(struct load *load, int64_t end)
{
    struct epoll_event events[512];
    while (micros() < end) {
        int n = epoll_wait(load->epoll, events, 512, 100);
        for (int i = 0; i < n; i++) {
            struct talker *talker = events[i].data.ptr;
            if (events[i].events & EPOLLOUT)
                write_some(load, talker);
            if (events[i].events & (EPOLLIN | EPOLLHUP | EPOLLERR))
                read_some(load, talker);
        }
    }
}

static bool start_all(struct load *load, struct talker *talkers)
{
    for (int i = 0; i < load->options.connections; i++) {
        buf_init(&talkers[i].out, 8192);
        talkers[i].turn = TURNS;
        if (!open_socket(load, &talkers[i]))
            return false;
    }
    for (int i = 0; i < load->options.connections; i++) {
        next_turn(load, &talkers[i]);
        talkers[i].turn = i % 2 ? 1 : 0;
    }
    return true;
}

static void print(const struct load *load, double seconds)
{
    printf("{\"connections\":%d,\"seconds\":%.1f,\"turns\":%ld,\"turns_per_second\":%.0f,"
           "\"cases\":%ld,\"p50_ms\":%.2f,\"p99_ms\":%.2f,\"p999_ms\":%.2f,\"errors\":%ld,"
           "\"without_reply\":%ld}\n",
           load->options.connections, seconds, load->answers, (double)load->answers / seconds,
           load->cases, percentile(load, 0.5), percentile(load, 0.99), percentile(load, 0.999),
           load->errors, load->refused);
}

static bool read_options(int argc, char **argv, struct options *out)
{
    static const struct option options[] = {
        {"connections", required_argument, NULL, 'c'}, {"seconds", required_argument, NULL, 's'},
        {"people", required_argument, NULL, 'p'},      {"first", required_argument, NULL, 'f'},
        {"warm", required_argument, NULL, 'w'},        {NULL, 0, NULL, 0}};
    *out = (struct options){
        .connections = 256, .seconds = 10, .warm = 1, .people = 100000, .first = 1};
    for (int c; (c = getopt_long(argc, argv, "", options, NULL)) != -1;) {
        int64_t value;
        if (c == '?' || !view_int(view_of(optarg), 0, 1000000000, &value))
            return false;
        if (c == 'c')
            out->connections = (int)value;
        else if (c == 's')
            out->seconds = (int)value;
        else if (c == 'w')
            out->warm = (int)value;
        else if (c == 'p')
            out->people = (long)value;
        else
            out->first = (long)value;
    }
    if (argc - optind != 2)
        return false;
    out->address = argv[optind];
    out->port = (int)strtoul(argv[optind + 1], NULL, 10);
    return out->connections > 0 && out->people > 0;
}

int main(int argc, char **argv)
{
    struct load *load = calloc(1, sizeof *load);
    if (!load || !read_options(argc, argv, &load->options)) {
        fprintf(stderr, "usage: load ADDR PORT [--connections N] [--seconds N] [--people N] "
                        "[--first N] [--warm N]\n");
        free(load);
        return 2;
    }
    struct talker *talkers = calloc((size_t)load->options.connections, sizeof *talkers);
    load->epoll = epoll_create1(EPOLL_CLOEXEC);
    load->nonce = (long)(micros() % 1000000000) * 1000;
    load->serial = (long)(micros() % 1000000);
    if (!talkers || !start_all(load, talkers)) {
        perror("load");
        free(talkers);
        free(load);
        return 1;
    }
    run_until(load, micros() + load->options.warm * 1000000LL);
    load->counting = true;
    int64_t began = micros();
    run_until(load, began + load->options.seconds * 1000000LL);
    print(load, (double)(micros() - began) / 1e6);
    int code = load->errors ? 1 : 0;
    free(talkers);
    free(load);
    return code;
}
