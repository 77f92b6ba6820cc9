/* control: one thread that waits for signals, for the socket and for the end of a trial, so that
 * whatever changes the rules happens one after the other.
 *
 * A request is one line, "COMMAND SECONDS LANGUAGE COLOR"; the answer is a line with the exit code
 * and then what to show, until the end. A client that says nothing for two seconds is sent away:
 * nobody keeps the thread from a signal. The socket's name may be longer than an address of the
 * system holds, so it is reached through the folder's descriptor. */
#include "gateway/rules/control.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/eventfd.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

enum { REQUEST_MAX = 128, ANSWER_MAX = 4 << 20, PATIENCE_SECONDS = 2, WAITING_MAX = 8 };
enum { SIGNALS, DOOR, WAKE, WATCHED };

enum command {
#define COMMAND(name, word) COMMAND_##name,
    CONTROL_COMMANDS(COMMAND)
#undef COMMAND
        COMMANDS
};

static const char *const words[] = {
#define COMMAND(name, word) word,
    CONTROL_COMMANDS(COMMAND)
#undef COMMAND
};

struct control {
    struct control_setup setup;
    int folder;
    struct pollfd watched[WATCHED];
    pthread_t thread;
};

/* ---- the socket ---- */

static bool address_of(int folder, struct sockaddr_un *address)
{
    *address = (struct sockaddr_un){.sun_family = AF_UNIX};
    int n =
        snprintf(address->sun_path, sizeof address->sun_path, "/proc/self/fd/%d/control", folder);
    return n > 0 && (size_t)n < sizeof address->sun_path;
}

static int open_socket(const char *data, int *folder, struct sockaddr_un *address)
{
    *folder = open(data, O_PATH | O_DIRECTORY | O_CLOEXEC);
    if (*folder < 0 || !address_of(*folder, address))
        return -1;
    return socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
}

/* The data folder is locked by now: a socket that lies there is a dead process's. */
static int open_door(struct control *control)
{
    struct sockaddr_un address;
    int door = open_socket(control->setup.data, &control->folder, &address);
    if (door < 0)
        return -1;
    unlinkat(control->folder, "control", 0);
    mode_t mask = umask(0177);
    bool good = bind(door, (struct sockaddr *)&address, sizeof address) == 0 &&
                listen(door, WAITING_MAX) == 0;
    umask(mask);
    if (!good)
        close(door);
    return good ? door : -1;
}

static bool may_enter(int client)
{
    struct ucred who;
    socklen_t size = sizeof who;
    return getsockopt(client, SOL_SOCKET, SO_PEERCRED, &who, &size) == 0 &&
           (who.uid == geteuid() || who.uid == 0);
}

static void be_patient(int client)
{
    struct timeval patience = {.tv_sec = PATIENCE_SECONDS};
    setsockopt(client, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    setsockopt(client, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
}

static bool send_all(int client, struct view bytes)
{
    while (bytes.n) {
        ssize_t n = send(client, bytes.p, bytes.n, MSG_NOSIGNAL);
        if (n <= 0)
            return false;
        bytes = view_sub(bytes, (size_t)n, bytes.n);
    }
    return true;
}

/* ---- requests ---- */

struct control_request {
    enum command command;
    int64_t seconds;
    struct rules_report report;
};

static bool read_request(int client, struct control_request *request)
{
    char line[REQUEST_MAX];
    size_t n = 0;
    while (n < sizeof line && (n == 0 || line[n - 1] != '\n')) {
        ssize_t got = recv(client, line + n, sizeof line - n, 0);
        if (got <= 0)
            return false;
        n += (size_t)got;
    }
    struct view rest = {line, n - 1}, word = view_cut(&rest, ' '), seconds = view_cut(&rest, ' ');
    request->report.language = view_is(view_cut(&rest, ' '), "en") ? DIAG_EN : DIAG_ZH;
    request->report.color = view_is(rest, "color");
    for (int i = 0; i < COMMANDS; i++)
        if (view_is(word, words[i])) {
            request->command = (enum command)i;
            return view_int(seconds, 0, INT32_MAX, &request->seconds);
        }
    return false;
}

static enum change_result act(struct control *control, const struct control_request *request)
{
    switch (request->command) {
    case COMMAND_RELOAD:
        return change_reload(control->setup.change, request->seconds, &request->report);
    case COMMAND_CONFIRM:
        return change_confirm(control->setup.change);
    case COMMAND_UNDO:
        return change_undo(control->setup.change);
    case COMMANDS:
        break;
    }
    abort();
}

/* What is said of a result; {0} is the version in force. */
static struct view say_result(enum command command, enum change_result result)
{
    static const struct view done[COMMANDS] = {
        [COMMAND_RELOAD] = BOTH("新规则已生效", "the new rules are in force"),
        [COMMAND_CONFIRM] = BOTH("已确认，规则继续有效", "confirmed: the rules stay in force"),
        [COMMAND_UNDO] =
            BOTH("已撤回，恢复为之前的规则", "taken back; the rules of before are in force again")};
    static const struct view none[COMMANDS] = {
        [COMMAND_RELOAD] = BOTH("规则没有变化", "the rules have not changed"),
        [COMMAND_CONFIRM] = BOTH("没有待确认的规则", "no rules wait for a confirmation"),
        [COMMAND_UNDO] = BOTH("没有更早的规则可以恢复", "there are no rules of before")};
    switch (result) {
    case CHANGE_DONE:
        return done[command];
    case CHANGE_NONE:
        return none[command];
    case CHANGE_ERRORS:
        return BOTH("规则有错误，没有变化，仍按原来的规则运行",
                    "the rules have errors; nothing was changed, those of before stay in force");
    case CHANGE_IMPOSSIBLE:
        break;
    }
    return BOTH("没能完成，原因见网关日志；仍按原来的规则运行",
                "could not be done, the gateway's log says why; the rules of before stay in force");
}

static void say_trial(const struct control_request *request, struct buf *out)
{
    bool zh = request->report.language == DIAG_ZH;
    if (request->command == COMMAND_RELOAD && request->seconds)
        buf_print(out,
                  zh ? "试行 %" PRId64 " 秒；到时没有执行 zhida confirm，就自动恢复原来的规则\n"
                     : "on trial for %" PRId64 " s; without `zhida confirm` by then the rules of "
                       "before come back by themselves\n",
                  request->seconds);
}

static void answer(struct control *control, int client, struct control_request *request)
{
    struct buf text, head;
    buf_init(&text, ANSWER_MAX);
    buf_init(&head, REQUEST_MAX);
    request->report.out = &text;
    enum change_result result = act(control, request);
    const struct history_version *now = history_now(&control->setup.change->history);
    struct view said = diag_half(say_result(request->command, result), request->report.language);
    buf_print(&text, "%.*s%s%.*s\n", VIEW_FMT(said),
              request->report.language == DIAG_ZH ? "：" : ": ",
              VIEW_FMT(now ? now->version : VIEW("-")));
    if (result == CHANGE_DONE)
        say_trial(request, &text);
    buf_print(&head, "%d\n", result == CHANGE_ERRORS ? 1 : result == CHANGE_IMPOSSIBLE ? 2 : 0);
    if (result == CHANGE_DONE || result == CHANGE_NONE)
        control->setup.changed(control->setup.self);
    if (send_all(client, buf_seen(&head)))
        (void)send_all(client, buf_seen(&text));
    request->report.out = NULL;
    buf_free(&text);
    buf_free(&head);
}

static void let_in(struct control *control)
{
    struct control_request request = {0};
    int client = accept4(control->watched[DOOR].fd, NULL, NULL, SOCK_CLOEXEC);
    if (client < 0)
        return;
    be_patient(client);
    if (!may_enter(client))
        log_event(control->setup.log, LOG_WARNING, "control_refused",
                  LOG_WORD("because", "another user"));
    else if (read_request(client, &request))
        answer(control, client, &request);
    close(client);
}

/* ---- the thread ---- */

static void take_signal(struct control *control)
{
    struct signalfd_siginfo signal;
    if (read(control->watched[SIGNALS].fd, &signal, sizeof signal) != sizeof signal)
        return;
    if (signal.ssi_signo != SIGHUP) {
        control->setup.stop(control->setup.self);
        return;
    }
    enum change_result result = change_reload(control->setup.change, 0, NULL);
    if (result == CHANGE_NONE)
        log_event(control->setup.log, LOG_INFO, "rules_unchanged",
                  LOG_WORD("folder", control->setup.change->folder));
    if (result == CHANGE_DONE || result == CHANGE_NONE)
        control->setup.changed(control->setup.self);
}

static void *watch(void *argument)
{
    struct control *control = argument;
    while (!(control->watched[WAKE].revents & POLLIN)) {
        int wait = change_tick(control->setup.change);
        if (poll(control->watched, WATCHED, wait) <= 0)
            continue;
        if (control->watched[SIGNALS].revents & POLLIN)
            take_signal(control);
        if (control->watched[DOOR].revents & POLLIN)
            let_in(control);
    }
    return NULL;
}

static int signals_open(void)
{
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGHUP);
    sigaddset(&set, SIGTERM);
    sigaddset(&set, SIGINT);
    return signalfd(-1, &set, SFD_CLOEXEC);
}

static void free_control(struct control *control)
{
    for (int i = 0; i < WATCHED; i++)
        if (control->watched[i].fd >= 0)
            close(control->watched[i].fd);
    if (control->folder >= 0) {
        unlinkat(control->folder, "control", 0);
        close(control->folder);
    }
    free(control);
}

struct control *control_start(const struct control_setup *setup)
{
    struct control *control = calloc(1, sizeof *control);
    if (!control)
        return NULL;
    *control = (struct control){.setup = *setup, .folder = -1};
    const int files[WATCHED] = {signals_open(), open_door(control), eventfd(0, EFD_CLOEXEC)};
    bool good = true;
    for (int i = 0; i < WATCHED; i++) {
        control->watched[i] = (struct pollfd){.fd = files[i], .events = POLLIN};
        good = good && files[i] >= 0;
    }
    if (good && pthread_create(&control->thread, NULL, watch, control) == 0)
        return control;
    int why = errno;
    free_control(control);
    errno = why;
    return NULL;
}

void control_stop(struct control *control)
{
    if (!control)
        return;
    if (eventfd_write(control->watched[WAKE].fd, 1) == 0)
        pthread_join(control->thread, NULL);
    free_control(control);
}

/* ---- the other side ---- */

static bool receive(int server, struct buf *out)
{
    char piece[4096];
    ssize_t n;
    while ((n = recv(server, piece, sizeof piece, 0)) > 0)
        buf_bytes(out, piece, (size_t)n);
    return n == 0 && !out->full;
}

static int ask(int server, struct view line, struct buf *out)
{
    struct buf reply;
    int64_t code = -1;
    buf_init(&reply, ANSWER_MAX);
    if (send_all(server, line) && receive(server, &reply)) {
        struct view rest = buf_seen(&reply);
        if (!view_int(view_cut(&rest, '\n'), 0, 2, &code))
            errno = EPROTO;
        else
            buf_view(out, rest.p ? rest : VIEW(""));
    }
    buf_free(&reply);
    return (int)code;
}

int control_ask(const char *data, const char *command, int64_t seconds, enum diag_language language,
                bool color, struct buf *out)
{
    struct sockaddr_un address;
    int folder = -1, code = -1, server = open_socket(data, &folder, &address);
    struct buf line;
    buf_init(&line, REQUEST_MAX);
    buf_print(&line, "%s %" PRId64 " %s %s\n", command, seconds, language == DIAG_EN ? "en" : "zh",
              color ? "color" : "plain");
    if (server >= 0 && connect(server, (struct sockaddr *)&address, sizeof address) == 0)
        code = ask(server, buf_seen(&line), out);
    int why = errno;
    buf_free(&line);
    if (server >= 0)
        close(server);
    if (folder >= 0)
        close(folder);
    errno = why;
    return code;
}
