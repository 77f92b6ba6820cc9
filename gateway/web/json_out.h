/* json_out: JSON into an answer, JSON out of a request. */
#ifndef ZHIDA_JSON_OUT_H
#define ZHIDA_JSON_OUT_H

#include <jansson.h>

#include "gateway/net/routes.h"

/* Why an interface said no: WEB_ERROR(name, status, code, chinese, english). */
#define WEB_ERRORS(WEB_ERROR)                                                                      \
    WEB_ERROR(BAD_REQUEST, 400, "bad_request", "请求内容看不懂，请刷新页面后再试",                 \
              "the request could not be understood; reload the page and try again")                \
    WEB_ERROR(NOT_SIGNED_IN, 401, "not_signed_in", "登录已失效，请重新登录",                       \
              "you are not signed in, or it ended; sign in again")                                 \
    WEB_ERROR(WRONG_LOGIN, 401, "wrong_login", "账号或密码不对", "login or password is wrong")     \
    WEB_ERROR(WRONG_ORIGIN, 403, "wrong_origin", "请求不是从本系统页面发出的，已拒绝",             \
              "the request did not come from a page of this system")                               \
    WEB_ERROR(WRONG_TOKEN, 403, "wrong_token", "页面已过期，请刷新后再试",                         \
              "the page is out of date; reload it and try again")                                  \
    WEB_ERROR(NOT_ALLOWED, 403, "not_allowed", "您的角色不能做这件事",                             \
              "your role may not do this")                                                         \
    WEB_ERROR(NO_SUCH, 404, "no_such", "没有找到，或者不在您的办理范围内",                         \
              "not found, or outside of what you handle")                                          \
    WEB_ERROR(WRONG_METHOD, 405, "wrong_method", "这个地址不接受这种请求",                         \
              "this address does not take such a request")                                         \
    WEB_ERROR(NOT_NOW, 409, "not_now", "工单状态已经变了，这一步现在不能做，请看最新情况",         \
              "the case has moved on; this step cannot be taken now")                              \
    WEB_ERROR(TALK_BACK, 409, "talk_back", "这段对话已经交还机器人，要接着说请重新接管",           \
              "the bot has this talk again; take it over once more to go on")                      \
    WEB_ERROR(ALREADY, 409, "already", "这项政策已经批准推送过，不会再发第二次",                   \
              "this policy's offer was approved before; it goes out only once")                    \
    WEB_ERROR(ASKED, 409, "asked", "已经有人申请过，正等另一个人审批",                             \
              "this was asked for already and waits for a second person")                          \
    WEB_ERROR(TWO_PEOPLE, 409, "two_people", "要由另一位有权限的人审批，或者已经有人处理过了",     \
              "another person with the right role decides, or somebody has decided already")       \
    WEB_ERROR(NOW_MORE, 409, "now_more", "名录有更新，现在要发的比确认时多，请核对后再批准",       \
              "the register has changed and more would be sent now; look again before approving")  \
    WEB_ERROR(NOBODY, 409, "nobody", "现在没有可以发送的企业，没有批准",                           \
              "there is nobody to send it to now; nothing was approved")                           \
    WEB_ERROR(                                                                                     \
        NOT_READY, 409, "not_ready", "还不能推送：短信账号、对外网址、企业名录缺一不可",           \
        "it cannot be sent yet: an SMS account, the public address and a register are needed")     \
    WEB_ERROR(GONE, 410, "gone", "内容已按当事人要求删除，无法再打开",                             \
              "the content was erased at the person's request")                                    \
    WEB_ERROR(NEEDS_TEXT, 422, "needs_text", "请写明内容（至少五个字）",                           \
              "please write the reason or answer (at least five characters)")                      \
    WEB_ERROR(TOO_LONG, 422, "too_long", "内容太长，请控制在两千字以内",                           \
              "the text is too long; keep it under 2,000 characters")                              \
    WEB_ERROR(NO_UNIT, 422, "no_unit", "没有这个承办单位，请从列表中选择",                         \
              "no such unit; choose one from the list")                                            \
    WEB_ERROR(NO_OTHER, 422, "no_other", "没有这件可以并入的工单，请核对编号",                     \
              "there is no such open case to merge into; check the number")                        \
    WEB_ERROR(NEEDS_CODE, 401, "needs_code", "请输入验证器上的六位动态码，或一个恢复码",           \
              "enter the six digits of your authenticator, or a recovery code")                    \
    WEB_ERROR(WRONG_CODE, 401, "wrong_code", "动态码不对，或者已经用过，请等下一个",               \
              "the code is wrong or was used already; wait for the next one")                      \
    WEB_ERROR(NEEDS_FACTOR, 403, "needs_factor", "您的角色要求两步验证，请先设置动态码",           \
              "your role demands a second factor; set it up first")                                \
    WEB_ERROR(LOGIN_TAKEN, 409, "login_taken", "这个账号已经有了，请换一个",                       \
              "this login exists already; choose another one")                                     \
    WEB_ERROR(LAST_ADMIN, 409, "last_admin", "至少要有一位在用的系统管理员",                       \
              "there must be at least one active administrator")                                   \
    WEB_ERROR(BAD_LOGIN, 422, "bad_login", "账号用 2 到 32 个小写字母、数字、点、横线，字母开头",  \
              "a login has 2 to 32 small letters, digits, dots and hyphens, a letter first")       \
    WEB_ERROR(BAD_ROLES, 422, "bad_roles", "请至少选一个角色；承办单位角色要选单位",               \
              "choose at least one role; the role of a unit needs its unit")                       \
    WEB_ERROR(BAD_PASSWORD, 422, "bad_password", "新密码要 10 到 200 个字节，不能和旧的一样",      \
              "a new password has 10 to 200 bytes and differs from the old one")                   \
    WEB_ERROR(NUMBERS_LEFT, 422, "numbers_left", "里面还有电话、证件等号码，请先删去",             \
              "a telephone or identity number is still in it; take it out first")                  \
    WEB_ERROR(ALREADY_ON, 409, "already_on", "这件事已经在编辑或者已经公开了",                     \
              "this case is being edited or is published already")                                 \
    WEB_ERROR(NOT_PUBLIC, 409, "not_public",                                                       \
              "这件事不能公开：未办结、涉密、匿名未同意或当事人不同意",                            \
              "this case may not be published: not closed, confidential, or without consent")      \
    WEB_ERROR(COMPLAINED, 422, "complained", "保密件反映的就是这个单位，不能派给它",               \
              "the confidential report is about this very unit; it cannot go there")               \
    WEB_ERROR(NEEDS_SUMMARY, 422, "needs_summary", "保密件派单前，请先写好给承办单位看的摘要",     \
              "write the summary the unit will read before assigning a confidential report")       \
    WEB_ERROR(BAD_ADDRESS, 422, "bad_address",                                                     \
              "短信要十一位手机号，企业微信要成员账号，并选好通道",                                \
              "SMS wants a mobile number, WeCom a member's name; choose a channel for it")         \
    WEB_ERROR(LOCAL_OFF, 403, "local_off", "本系统不用账号密码登录，请用统一登录",                 \
              "passwords are not taken here; use single sign-on")                                  \
    WEB_ERROR(LOCKED, 429, "locked", "密码错误次数太多，请十五分钟后再试",                         \
              "too many wrong passwords; try again in fifteen minutes")                            \
    WEB_ERROR(BUSY, 503, "busy", "系统正忙，没有保存，请稍后再试",                                 \
              "the system is busy and nothing was saved; try again in a moment")

enum web_error {
    WEB_OK,
#define WEB_ERROR(name, status, code, zh, en) WEB_##name,
    WEB_ERRORS(WEB_ERROR)
#undef WEB_ERROR
};

/* {"error":{"code","message","message_en"}} with its status. */
void web_error(struct web_response *response, enum web_error error);

/* The reason with the remedy, without an answer around it. */
struct web_error_info {
    const char *code, *zh, *en;
};
struct web_error_info web_error_info(enum web_error error);

/* The same with words of somebody else's table. */
void web_refuse(struct web_response *response, int status, const char *code, const char *zh,
                const char *en);

#define WEB_JSON_TYPE "application/json; charset=utf-8"

/* Writes the value and lets go of it. NULL, or a value that does not fit, becomes WEB_BUSY. */
void web_json(struct web_response *response, json_t *value);

/* A string value; text that is not UTF-8 becomes an empty one. */
json_t *json_view(struct view text);
/* Sets a member of an object. */
void json_put(json_t *object, const char *name, struct view text);
void json_put_int(json_t *object, const char *name, int64_t number);
void json_put_bool(json_t *object, const char *name, bool yes);

/* The object in the request's body, or NULL: not JSON, not an object, or nested too deep. */
json_t *json_body(const struct web_request *request);
/* A string member of it, kept in the arena; empty where there is none. */
struct view json_text(const json_t *object, const char *name, struct arena *arena);

#endif
