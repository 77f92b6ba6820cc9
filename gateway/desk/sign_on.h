/* sign_on: single sign-on by OpenID Connect: what is known of the provider and which sign-ins are
 * under way. Web threads ask and look, one thread (gateway/net/sign_on_agent.h) does the calls; no
 * function here waits for the network. */
#ifndef ZHIDA_SIGN_ON_H
#define ZHIDA_SIGN_ON_H

#include "gateway/desk/provider.h"
#include "gateway/log.h"

/* Why nobody was signed in: FAULT(name, code, chinese, english). */
#define SIGN_ON_FAULTS(FAULT)                                                                      \
    FAULT(SIGN_ON_OFF, "sso_off", "本系统没有启用统一登录", "single sign-on is not set up here")   \
    FAULT(SIGN_ON_DOWN, "sso_down", "统一登录暂时连接不上，请稍后再试，或用本系统账号登录",        \
          "the sign-in service cannot be reached now; try again soon, or use a local login")       \
    FAULT(SIGN_ON_STATE, "sso_state",                                                              \
          "这次登录不是从这个浏览器开始的，或者等得太久、已经用过，请重新点统一登录",              \
          "this sign-in was not begun in this browser, took too long or was used; begin again")    \
    FAULT(SIGN_ON_DENIED, "sso_denied", "统一登录没有同意这次登录", "the sign-in service said no") \
    FAULT(SIGN_ON_ISSUER, "sso_issuer", "回答来自另一个登录服务，已拒绝",                          \
          "the answer came from another sign-in service and was refused")                          \
    FAULT(SIGN_ON_CODE, "sso_code", "登录服务不认这次的登录码（可能已经用过），请重新登录",        \
          "the sign-in service did not take the code, it may be used up; sign in again")           \
    FAULT(SIGN_ON_TOKEN, "sso_token", "登录凭证没有通过检查，请联系系统管理员",                    \
          "the proof of sign-in did not pass the checks; ask the administrator")                   \
    FAULT(SIGN_ON_AUDIENCE, "sso_audience", "登录凭证是发给另一个系统的，已拒绝",                  \
          "the proof of sign-in was made for another system and was refused")                      \
    FAULT(SIGN_ON_EXPIRED, "sso_expired", "登录凭证已过期，请重新登录；若反复出现，请核对时钟",    \
          "the proof of sign-in is over; sign in again, and check the clocks if it happens again") \
    FAULT(SIGN_ON_NONCE, "sso_nonce", "登录凭证不是为这次登录发的，已拒绝",                        \
          "the proof of sign-in was made for another sign-in and was refused")                     \
    FAULT(SIGN_ON_UNKNOWN, "sso_unknown",                                                          \
          "您在登录服务里有账号，但不是本系统的用户，请联系管理员",                                \
          "you are known to the sign-in service but not a user here; ask the administrator")       \
    FAULT(SIGN_ON_TAKEN, "sso_taken", "这个用户已经和另一个登录身份绑定，请联系管理员",            \
          "this user belongs to another identity already; ask the administrator")

enum sign_on_fault {
    SIGN_ON_FINE,
#define FAULT(name, code, zh, en) name,
    SIGN_ON_FAULTS(FAULT)
#undef FAULT
        SIGN_ON_FAULT_COUNT
};
struct sign_on_words {
    const char *code, *zh, *en;
};
struct sign_on_words sign_on_words(enum sign_on_fault fault);

/* Who the provider says it is. */
struct identity {
    struct view subject; /* the provider's own id */
    struct view login;   /* the claim the operator named; empty: it did not come */
    struct view name;    /* or empty */
    struct view groups;  /* a line each */
    bool strong;         /* signed in there with a second factor */
};

struct sign_on;
/* settings and what they point to must stay. log may be NULL. */
struct sign_on *sign_on_new(const struct sign_on_settings *settings, const struct log *log);
void sign_on_free(struct sign_on *sign_on);
const struct sign_on_settings *sign_on_settings(const struct sign_on *sign_on);

/* Called, on any thread, when there is a call to make. */
void sign_on_on_work(struct sign_on *sign_on, void (*wake)(void *self), void *self);

/* ---- web threads ---- */

/* The provider is known and has keys. If not, it is asked again soon. */
bool sign_on_ready(struct sign_on *sign_on, int64_t now);
/* Empty: not ready, or there is no such page. */
struct view sign_on_begin_url(struct sign_on *sign_on, const struct sign_in *sign_in,
                              struct arena *arena);
struct view sign_on_end_url(struct sign_on *sign_on, struct arena *arena);

/* The browser came back. issuer: of the answer, or empty. Each state is taken once. */
enum sign_on_fault sign_on_ask(struct sign_on *sign_on, const struct sign_in *sign_in,
                               struct view issuer, struct view code, int64_t now);

enum sign_on_news {
    SIGN_ON_NOBODY, /* no such sign-in, or it was fetched before */
    SIGN_ON_WAITS,
    SIGN_ON_DONE /* identity, in the arena, or fault */
};
enum sign_on_news sign_on_look(struct sign_on *sign_on, const struct sign_in *sign_in,
                               struct arena *arena, struct identity *identity,
                               enum sign_on_fault *fault);
/* Takes a finished sign-in away: it lets nobody in a second time. false: it was gone already. */
bool sign_on_take(struct sign_on *sign_on, const struct sign_in *sign_in);

/* ---- the thread that calls ---- */

/* The next call to make, in the arena; false: none now. */
bool sign_on_next(struct sign_on *sign_on, int64_t now, struct arena *arena, struct call *call,
                  uint64_t *ticket);
/* What came of it; status 0: no answer. */
void sign_on_answer(struct sign_on *sign_on, uint64_t ticket, int status, struct view body,
                    int64_t now);

#endif
