/* wechat: the parts of the WeChat adapter. wechat.c takes requests in, wechat_message.c turns
 * fields into messages, wechat_reply.c answers on the same request, wechat_send.c calls the
 * platform.
 *
 * Settings of an account: token, appid, secret, aes_key (43 characters), mode (plain, secure,
 * both), upstream (another address than the platform's, for tests), sandbox (yes: mode both). */
#ifndef ZHIDA_ADAPTERS_WECHAT_H
#define ZHIDA_ADAPTERS_WECHAT_H

#include "adapters/adapter.h"
#include "adapters/field.h"
#include "adapters/wechat_crypt.h"

/* Longest text of one message, in bytes of UTF-8. */
enum { WECHAT_TEXT_MAX = 2048 };

/* The account's key and receive id. false: aes_key is missing or not one. */
bool wechat_account_crypt(const struct account *account, struct wechat_crypt *crypt);

/* The message in the fields of a body. NULL: *out is filled; else why not (a constant). */
const char *wechat_message_read(const struct account *account, const struct field *fields,
                                struct arena *arena, struct inbound *out);

/* Text as WeChat shows it: with the address on its own line, and without markup that a citizen or
 * an official typed. */
void wechat_put_text(struct buf *buf, struct view text);

struct view wechat_acknowledge(const struct account *account, const struct received *received,
                               const struct outbound *reply, int64_t now,
                               const unsigned char random[16], struct arena *arena,
                               struct view *content_type);

size_t wechat_compose(const struct account *account, const struct outbound *message, int64_t now,
                      const unsigned char random[16], struct arena *arena, struct call *calls,
                      size_t max);
struct outcome wechat_outcome(const struct account *account, int status, struct view body,
                              struct arena *arena);
struct call wechat_token_call(const struct account *account, bool force, struct arena *arena);
bool wechat_token_read(const struct account *account, int status, struct view body,
                       struct arena *arena, struct view *token, int64_t *seconds);
bool wechat_media_call(const struct account *account, const struct inbound *message,
                       struct arena *arena, struct call *call);

#endif
