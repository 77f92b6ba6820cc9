/* serve: the gateway's life.
 *
 * Start, in this order, each step saying what is wrong and ending the process if it fails: options,
 * data folder and key, rules, store (migrations), what a crash left, threads, listeners. Only when
 * the sockets are open is anything printed as ready.
 *
 * Signals and `zhida reload` come to one thread (rules/control.c): SIGHUP compiles the rules anew
 * and puts them in force if they are sound, SIGTERM and SIGINT let the listener finish. The end
 * goes the other way round: no new requests, running ones are answered, what is with the sender
 * gets a few seconds, the turn works off its queue, the store is closed. */
#include "dsl/base/file.h"
#include "gateway/serve.h"

#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "gateway/desk/seed.h"
#include "gateway/documents.h"
#include "gateway/lookup.h"
#include "gateway/net/listener.h"
#include "gateway/net/sending.h"
#include "gateway/net/sign_on_agent.h"
#include "gateway/net/uploads.h"
#include "gateway/process.h"
#include "gateway/rules/control.h"
#include "gateway/site/site.h"
#include "gateway/serve_options.h"
#include "gateway/web/desk_routes.h"
#include "gateway/web/figures_public.h"
#include "gateway/web/public_pages.h"
#include "gateway/world_real.h"

enum { EXIT_FINE, EXIT_RULES, EXIT_START, EXIT_BROKEN };
enum { ROUTES_ALL = 220, SENDER_SECONDS = 5 };
enum { LEFT_FILES = 500, LEFT_CEILING = 16 << 20 };

enum { TICKETS_MOST = 1 << 30 };

struct serve {
    struct arena arena;
    struct serve_options options;
    struct world world;
    struct seal_key master;
    struct metrics metrics;
    struct buf tickets; /* past ones, or empty */
    struct rulebook *rulebook;
    struct store store, readers[WEB_THREADS];
    size_t reader_count;
    struct accounts *accounts;
    struct crash_marker *marker;
    struct checkpointer *checkpointer;
    struct turn *turn;
    struct sending *sending;
    struct listener *listener;
    struct sign_on *sign_on;
    struct sign_on_agent *agent;
    struct desk *desk;
    struct public_pages pages;
    struct figures_public figures;
    struct site site;
    struct uploads uploads;
    struct documents *documents;
    struct lookup lookup;
    struct rules_change rules;
    struct control *control;
    bool sending_runs, turn_runs;
};

static int fail(const char *what, const char *why)
{
    fprintf(stderr, "zhida serve: %s: %s\n", what, why);
    return EXIT_START;
}

/* ---- what the turn asks of other rooms ---- */

static size_t find_passages(void *self, const struct rules *rules, struct view text,
                            enum text_language language, struct arena *arena, struct passage **out)
{
    (void)rules;
    (void)language;
    return documents_find(((struct serve *)self)->documents, text, arena, out);
}

static size_t find_follow(void *self, struct view link, struct view question, struct arena *arena,
                          struct passage **out)
{
    return documents_follow(((struct serve *)self)->documents, link, question, arena, out);
}

static bool find_standing(void *self, struct view link, struct arena *arena, struct passage *out)
{
    return documents_standing(((struct serve *)self)->documents, link, arena, out);
}

static void find_enterprise(void *self, struct store *store, const struct rules *rules,
                            struct view code, struct view name, struct arena *arena,
                            struct enterprise_brief *brief)
{
    lookup_enterprise(&((struct serve *)self)->lookup, store, rules, code, name, arena, brief);
}

static bool out_send(void *self, const struct outbox_row *row, struct account_entry *account,
                     const struct outbound *message)
{
    return sending_send(((struct serve *)self)->sending, row, account, message);
}

static void out_push(void *self, struct account_entry *account, const struct outbound *message)
{
    listener_push(((struct serve *)self)->listener, account, message);
}

static void out_fetch(void *self, struct account_entry *account, const struct media_row *row,
                      const struct inbound *source)
{
    sending_fetch(((struct serve *)self)->sending, account, row, source);
}

static void out_ask(void *self, const struct aide_question *question)
{
    sending_ask(((struct serve *)self)->sending, question);
}

static void out_drop(void *self, struct view media)
{
    sending_drop(((struct serve *)self)->sending, media);
}

static void out_flush(void *self)
{
    listener_flush(((struct serve *)self)->listener);
}

/* ---- starting ---- */

static int try_address(const char *option, const struct address *address, struct arena *arena)
{
    struct view place = serve_options_place(address, arena);
    const char *host = *address->host ? address->host : NULL, *why;
    char what[300];
    if (process_may_listen(host, address->port, &why))
        return EXIT_FINE;
    snprintf(what, sizeof what, "%.*s: %s", VIEW_FMT(place), why);
    return fail(option, what);
}

static int open_addresses(struct serve *serve)
{
    int code = try_address("--listen", &serve->options.listen, &serve->arena);
    return code == EXIT_FINE ? try_address("--admin-listen", &serve->options.inner, &serve->arena)
                             : code;
}

static int open_folder(struct serve *serve)
{
    const struct serve_options *options = &serve->options;
    bool fresh = access(options->data.database, F_OK) != 0;
    if (!data_folder_make(&options->data))
        return fail(options->data.path, strerror(errno));
    if (data_folder_lock(&options->data) < 0)
        return fail(options->data.path, errno == EWOULDBLOCK
                                            ? "another gateway is running on this data folder"
                                            : strerror(errno));
    enum seal_error error = seal_key_load(options->key_file, fresh, &serve->world, &serve->master);
    return error == SEAL_OK ? EXIT_FINE : fail(options->key_file, seal_error_text(error));
}

/* Only counts stay of the table, with each version of the rules; the table for the next version. */
static int open_tickets(struct serve *serve)
{
    const char *path = serve->options.tickets;
    buf_init(&serve->tickets, TICKETS_MOST);
    if (!path)
        return EXIT_FINE;
    if (!file_read(path, &serve->tickets))
        return fail(path, strerror(errno));
    rulebook_often(serve->rulebook, buf_seen(&serve->tickets));
    return EXIT_FINE;
}

static int open_rules(struct serve *serve)
{
    serve->rulebook = rulebook_new();
    int code = open_tickets(serve);
    if (code != EXIT_FINE)
        return code;
    serve->rules = (struct rules_change){.folder = serve->options.rules,
                                         .images = serve->options.data.images,
                                         .book = serve->rulebook,
                                         .world = &serve->world,
                                         .metrics = &serve->metrics,
                                         .log = &serve->options.log};
    switch (change_start(&serve->rules)) {
    case CHANGE_DONE:
    case CHANGE_NONE:
        return EXIT_FINE;
    case CHANGE_ERRORS:
        fail(serve->options.rules, "the rules have errors; `zhida check` shows them");
        return EXIT_RULES;
    case CHANGE_IMPOSSIBLE:
        break;
    }
    return fail(serve->options.rules, "the rules could not be read or kept");
}

static int open_store(struct serve *serve)
{
    const char *path = serve->options.data.database;
    enum store_error error = store_open(&serve->store, path, &serve->world, &serve->master);
    if (error == STORE_SEALED)
        return fail(path, "it was sealed with another key file");
    for (size_t i = 0; i < WEB_THREADS && error == STORE_OK; i++) {
        error = store_open_reader(&serve->readers[i], path, &serve->world, &serve->master);
        serve->reader_count += error == STORE_OK;
    }
    if (error != STORE_OK)
        return fail(path, store_error_text(error));
    serve->marker = crash_marker_open(serve->options.data.marker);
    serve->checkpointer = checkpointer_start(path);
    if (!serve->marker || !serve->checkpointer)
        return fail(serve->options.data.path, "crash marker or checkpoints could not be set up");
    return EXIT_FINE;
}

static void print_login(const struct seeded *user)
{
    printf("  login: %.*s  password: %.*s  (%.*s%s%.*s)\n", VIEW_FMT(user->login),
           VIEW_FMT(user->password), VIEW_FMT(user->role), user->unit.n ? " " : "",
           VIEW_FMT(user->unit));
}

static int open_sandbox(struct serve *serve, const struct rules *rules)
{
    struct seeded users[SEEDS_MAX];
    size_t count;
    if (!serve->options.sandbox)
        return EXIT_FINE;
    if (!accounts_load_sandbox(serve->accounts, &serve->store, serve->options.upstream))
        return fail("accounts", "the store could not keep them");
    enum store_error error = desk_seed_users(&serve->store, rules, &serve->arena, users, &count);
    if (error != STORE_OK)
        return fail("desk users", store_error_text(error));
    lookup_load_sample(&serve->lookup, &serve->store, rules, serve->options.rules);
    printf("sandbox: desk users, with new passwords at every start\n");
    for (size_t i = 0; i < count; i++)
        print_login(&users[i]);
    return EXIT_FINE;
}

static int open_accounts(struct serve *serve)
{
    serve->accounts = accounts_new(&serve->options.log);
    if (serve->options.sandbox)
        accounts_in_sandbox(serve->accounts);
    struct rules_held *held = rulebook_take(serve->rulebook);
    bool loaded = accounts_load(serve->accounts, &held->rules, &serve->store);
    int code = loaded ? open_sandbox(serve, &held->rules)
                      : fail("accounts", "the store could not keep them");
    rulebook_put(serve->rulebook, held);
    return code;
}

static int open_documents(struct serve *serve)
{
    serve->documents = documents_new(serve->options.rules, serve->options.data.path, &serve->world,
                                     &serve->options.log);
    return serve->documents ? EXIT_FINE : fail("documents", "not enough memory");
}

static int open_turn(struct serve *serve)
{
    struct turn_setup setup = {.store = &serve->store,
                               .world = &serve->world,
                               .rulebook = serve->rulebook,
                               .accounts = serve->accounts,
                               .metrics = &serve->metrics,
                               .log = &serve->options.log,
                               .marker = serve->marker,
                               .checkpointer = serve->checkpointer,
                               .public_base = serve->options.public_base,
                               .desk_url = serve->options.desk_url,
                               .hooks = {.self = serve,
                                         .passages = find_passages,
                                         .follow = find_follow,
                                         .enterprise = find_enterprise},
                               .outlets = {.self = serve,
                                           .send = out_send,
                                           .push = out_push,
                                           .fetch = out_fetch,
                                           .ask = out_ask,
                                           .drop = out_drop,
                                           .flush = out_flush}};
    struct sending_setup sending = {.world = &serve->world,
                                    .turn = &serve->turn,
                                    .metrics = &serve->metrics,
                                    .log = &serve->options.log,
                                    .master = &serve->master,
                                    .media_folder = serve->options.data.media,
                                    .pretend =
                                        serve->options.sandbox && !serve->options.upstream.n};
    serve->turn = turn_new(&setup);
    serve->sending = sending_new(&sending);
    if (!serve->turn || !serve->sending)
        return fail("start", "not enough memory");
    enum store_error error = turn_recover(serve->turn);
    return error == STORE_OK ? EXIT_FINE : fail("recovery", store_error_text(error));
}

static size_t collect_routes(struct serve *serve, struct route *routes)
{
    size_t n = 0;
    serve->pages = (struct public_pages){serve->rulebook, serve->options.rules,
                                         serve->options.data.path, serve, find_standing};
    serve->site =
        (struct site){serve->readers, serve->turn, serve->rulebook, &serve->world, serve->accounts};
    serve->uploads = (struct uploads){.turn = &serve->turn,
                                      .accounts = serve->accounts,
                                      .world = &serve->world,
                                      .media_folder = serve->options.data.media,
                                      .readers = serve->readers};
    n += desk_routes(serve->desk, routes, ROUTES_ALL);
    n += public_routes(&serve->pages, routes + n, ROUTES_ALL - n);
    serve->figures = (struct figures_public){serve->readers, serve->rulebook};
    n += figures_public_routes(&serve->figures, routes + n, ROUTES_ALL - n);
    n += site_routes(&serve->site, routes + n, ROUTES_ALL - n);
    n += uploads_routes(&serve->uploads, routes + n);
    return n;
}

static int open_listener(struct serve *serve)
{
    struct route routes[ROUTES_ALL + UPLOAD_ROUTES];
    char why[256];
    const struct serve_options *options = &serve->options;
    if (options->sign_on.issuer.n)
        serve->sign_on = sign_on_new(&options->sign_on, &options->log);
    struct desk_setup desk = {.readers = serve->readers,
                              .turn = serve->turn,
                              .rulebook = serve->rulebook,
                              .world = &serve->world,
                              .media_folder = options->data.media,
                              .secure = options->secure_cookies,
                              .accounts = serve->accounts,
                              .register_path = serve->lookup.path,
                              .sign_on = serve->sign_on,
                              .public_base = options->public_base};
    serve->desk = desk_new(&desk);
    if (!serve->desk || (options->sign_on.issuer.n && !serve->sign_on))
        return fail("desk", "not enough memory");
    struct listener_setup setup = {.public_address = options->listen.host,
                                   .public_port = options->listen.port,
                                   .inner_address = options->inner.host,
                                   .inner_port = options->inner.port,
                                   .limits = options->limits,
                                   .world = &serve->world,
                                   .turn = &serve->turn,
                                   .accounts = serve->accounts,
                                   .metrics = &serve->metrics,
                                   .log = &options->log,
                                   .routes = routes,
                                   .route_count = collect_routes(serve, routes)};
    serve->listener = listener_new(&setup, why, sizeof why);
    return serve->listener ? EXIT_FINE : fail("--listen", why);
}

static int open_all(struct serve *serve)
{
    int (*const steps[])(struct serve *) = {open_addresses, open_folder,   open_rules,
                                            open_store,     open_accounts, open_documents,
                                            open_turn,      open_listener};
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
        int code = steps[i](serve);
        if (code != EXIT_FINE)
            return code;
    }
    documents_reload(serve->documents);
    return EXIT_FINE;
}

/* ---- signals ---- */

static void rules_changed(void *self)
{
    documents_reload(((struct serve *)self)->documents);
}

static void stop_asked(void *self)
{
    listener_stop(((struct serve *)self)->listener);
}

/* ---- running and ending ---- */

/* Files that a channel was still to be asked for when the process ended. The channels keep them for
 * days, so one look at the start is enough; the writer is still free here. */
static void fetch_left(struct serve *serve)
{
    struct arena arena;
    struct media_row *rows;
    size_t count = 0;
    arena_init(&arena, LEFT_CEILING);
    if (media_wanted(&serve->store, LEFT_FILES, &arena, &rows, &count) != STORE_OK)
        count = 0;
    for (size_t i = 0; i < count; i++) {
        struct account_entry *account = accounts_by_id(serve->accounts, rows[i].account);
        bool address = view_starts(rows[i].source, VIEW("http"));
        struct inbound source = {.kind = (enum inbound_kind)rows[i].source_kind,
                                 .media_id = address ? VIEW("") : rows[i].source,
                                 .media_url = address ? rows[i].source : VIEW("")};
        if (account)
            sending_fetch(serve->sending, account, &rows[i], &source);
    }
    arena_free(&arena);
}

static bool start_threads(struct serve *serve)
{
    long cores = sysconf(_SC_NPROCESSORS_ONLN);
    if (!documents_watch(serve->documents))
        return false;
    if (serve->sign_on && !(serve->agent = sign_on_agent_start(serve->sign_on, &serve->world)))
        return false;
    serve->sending_runs = sending_start(serve->sending);
    if (serve->sending_runs)
        fetch_left(serve);
    serve->turn_runs = serve->sending_runs && turn_start(serve->turn, cores > 3 ? 2 : 1);
    const struct control_setup control = {.data = serve->options.data.path,
                                          .change = &serve->rules,
                                          .log = &serve->options.log,
                                          .self = serve,
                                          .changed = rules_changed,
                                          .stop = stop_asked};
    if (serve->turn_runs)
        serve->control = control_start(&control);
    return serve->control != NULL;
}

static void print_ready(const struct serve_options *options, struct arena *arena)
{
    struct view host = serve_options_place(&options->listen, arena);
    struct view inner = serve_options_place(&options->inner, arena);
    printf("zhida is ready\n  chat     http://%.*s/chat\n  desk     http://%.*s/desk\n"
           "  metrics  http://%.*s/metrics\n",
           VIEW_FMT(host), VIEW_FMT(inner), VIEW_FMT(inner));
    if (options->sandbox)
        printf("  wechat   POST http://%.*s/wechat/demo  (token sandbox-token)\n"
               "  sms      POST http://%.*s/sms/demo/inbound\n"
               "  app      ws://%.*s/app/ws\n",
               VIEW_FMT(host), VIEW_FMT(host), VIEW_FMT(host));
    printf("  durability: synchronous=FULL, every answer after its commit\n");
    fflush(stdout);
}

static void wait_for_sender(struct serve *serve)
{
    turn_hold(serve->turn);
    for (int i = 0; i < SENDER_SECONDS * 50; i++) {
        if (metrics_get(&serve->metrics, METRIC_SENDING) == 0)
            return;
        usleep(20000);
    }
}

static void stop_threads(struct serve *serve)
{
    control_stop(serve->control);
    if (serve->turn_runs) {
        wait_for_sender(serve);
        turn_drain(serve->turn);
    }
    if (serve->sending_runs)
        sending_stop(serve->sending);
}

static void close_all(struct serve *serve)
{
    listener_free(serve->listener);
    sign_on_agent_stop(serve->agent); /* pages that still ran may have woken it */
    desk_free(serve->desk);
    sign_on_free(serve->sign_on);
    sending_free(serve->sending);
    turn_free(serve->turn);
    checkpointer_stop(serve->checkpointer);
    for (size_t i = 0; i < serve->reader_count; i++)
        store_close(&serve->readers[i]);
    store_close(&serve->store);
    crash_marker_close(serve->marker);
    accounts_free(serve->accounts);
    rulebook_free(serve->rulebook);
    buf_free(&serve->tickets);
    change_end(&serve->rules);
    documents_free(serve->documents);
    lookup_close(&serve->lookup);
    arena_free(&serve->arena);
    explicit_bzero(&serve->master, sizeof serve->master);
    free(serve);
}

static int run(struct serve *serve)
{
    process_block_signals();
    process_raise_file_limit();
    int code = open_all(serve);
    if (code != EXIT_FINE)
        return code;
    if (!start_threads(serve)) {
        stop_threads(serve);
        return fail("start", "threads could not be started");
    }
    print_ready(&serve->options, &serve->arena);
    listener_run(serve->listener);
    if (turn_broken(serve->turn)) {
        log_event(&serve->options.log, LOG_ERROR, "ended",
                  LOG_WORD("reason", "the store is broken; start again after looking at the disk"));
        _exit(EXIT_BROKEN); /* nothing in memory may be trusted to be on the disk */
    }
    stop_threads(serve);
    log_event(&serve->options.log, LOG_INFO, "ended", LOG_WORD("reason", "asked to"));
    return EXIT_FINE;
}

static int usage(FILE *out, const char *why, int code)
{
    struct buf text;
    buf_init(&text, 16 * 1024);
    if (why)
        fprintf(out, "zhida serve: %s\n\n", why);
    serve_options_usage(&text);
    fwrite(text.p, 1, text.n, out);
    buf_free(&text);
    return code;
}

int serve_cmd(int argc, char **argv)
{
    const char *why;
    struct serve *serve = calloc(1, sizeof *serve);
    if (!serve)
        return EXIT_START;
    arena_init(&serve->arena, 16 << 20);
    serve->world = world_real();
    bool read = serve_options_read(argc, argv, &serve->arena, &serve->options, &why);
    int code;
    if (!read)
        code = usage(stderr, why, EXIT_START);
    else if (serve->options.help)
        code = usage(stdout, NULL, EXIT_FINE);
    else {
        serve->lookup.path = serve->options.data.enterprises;
        code = run(serve);
    }
    close_all(serve);
    return code;
}
