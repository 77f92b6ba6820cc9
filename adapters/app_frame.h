/* app_frame: the frames between an app (or the chat page) and the gateway, JSON texts over a
 * WebSocket; APP_PROTOCOL.md describes the conversation. Bytes to structs and back, no state. */
#ifndef ZHIDA_ADAPTERS_APP_FRAME_H
#define ZHIDA_ADAPTERS_APP_FRAME_H

#include "adapters/adapter.h"

enum {
    APP_FRAME_MAX = 64 * 1024, /* bytes of one frame, either way */
    APP_ID_MAX = 64,           /* characters of a client's message id */
    APP_TOKEN_HEX = 32,
    APP_PING_SECONDS = 25,    /* a client that has nothing to say pings this often */
    APP_SILENCE_SECONDS = 75, /* a connection that says nothing for so long is closed */
    APP_WINDOW = 64           /* messages on the way without acknowledgement */
};

/* FRAME(enumerator, name, its meaning): what a client sends. */
#define APP_FRAMES(FRAME)                                                                          \
    FRAME(HELLO, "hello", "begins or resumes: token, ack, lang, account")                          \
    FRAME(TEXT, "text", "a message: id, text")                                                     \
    FRAME(CHOICE, "choice", "an offered choice was taken: id, key, label")                         \
    FRAME(MEDIA, "media", "something uploaded before: id, media_id, kind")                         \
    FRAME(LOCATION, "location", "a place: id, latitude, longitude, label")                         \
    FRAME(ACK, "ack", "everything up to this sequence has arrived")                                \
    FRAME(PING, "ping", "asks for a pong")                                                         \
    FRAME(PONG, "pong", "the answer to a ping")

enum app_frame_kind {
#define FRAME(name, word, meaning) APP_##name,
    APP_FRAMES(FRAME)
#undef FRAME
};

/* ERROR(enumerator, code, zh, en): what the gateway answers when it cannot do as asked. */
#define APP_ERRORS(ERROR)                                                                          \
    ERROR(BAD_FRAME, "bad_frame", "消息格式不对", "the frame is not a JSON object")                \
    ERROR(TOO_LARGE, "too_large", "消息太长,请分几次发", "too long: please send it in parts")      \
    ERROR(UNKNOWN_TYPE, "unknown_type", "不认识这类消息", "this type of frame is not known")       \
    ERROR(BAD_FIELD, "bad_field", "消息里缺少内容或内容不对", "a field is missing or wrong")       \
    ERROR(NO_HELLO, "no_hello", "请先发送 hello", "say hello first")                               \
    ERROR(BAD_TOKEN, "bad_token", "会话凭证不对,请重新开始", "this token is none: start anew")     \
    ERROR(BAD_ACCOUNT, "bad_account", "没有这个账号", "there is no such account")                  \
    ERROR(UNKNOWN_MEDIA, "unknown_media", "没有找到这个文件,请重新上传",                           \
          "the file is not there: please upload it again")                                         \
    ERROR(BUSY, "busy", "现在消息太多,请稍后再发", "too many messages now: try again shortly")     \
    ERROR(TOO_FAST, "too_fast", "发得太快了,请稍等", "too fast: please wait a moment")             \
    ERROR(TOO_MANY, "too_many", "从这个网络来的新对话太多了,请过一会再来",                         \
          "too many new conversations from this network: try again later")                         \
    ERROR(REPLACED, "replaced", "已在别处打开", "opened in another place")                         \
    ERROR(CLOSING, "closing", "服务正在重启,马上回来", "the service restarts, back shortly")

enum app_error {
    APP_FINE,
#define ERROR(name, code, zh, en) APP_ERROR_##name,
    APP_ERRORS(ERROR)
#undef ERROR
};

/* TEXT, CHOICE, MEDIA and LOCATION: what goes to the conversation; the rest is the listener's. */
bool app_frame_carries_message(enum app_frame_kind kind);

/* A frame of a client. Which fields are set depends on kind; all views are checked UTF-8. */
struct app_frame {
    enum app_frame_kind kind;
    struct view id;      /* the client's own id of a message, for accepted and error */
    struct view token;   /* HELLO; empty: a new conversation */
    struct view account; /* HELLO; empty: the only one there is */
    bool english;        /* HELLO: lang begins with "en" */
    uint64_t sequence;   /* HELLO and ACK: the last one that arrived; 0: none */
    struct view text;    /* TEXT; CHOICE and LOCATION: label */
    bool cut;            /* text was longer than INBOUND_TEXT_MAX */
    struct view key;     /* CHOICE */
    enum inbound_kind media;
    struct view media_id;
    double latitude, longitude;
};

/* Reads a frame. Whatever comes back, out->id is the id if one could be read. */
enum app_error app_frame_read(struct view bytes, struct arena *arena, struct app_frame *out)
    __attribute__((warn_unused_result));

/* A new token from 16 random bytes; whether text could be one. */
void app_token_make(const unsigned char random[16], char out[APP_TOKEN_HEX + 1]);
bool app_token_valid(struct view token);

/* Who holds the token, in the form that is stored and that messages are sent to: a hash, so that
 * what lies in the database lets nobody in. */
struct view app_sender(struct view token, struct arena *arena);

/* The message in a TEXT, CHOICE, MEDIA or LOCATION frame. */
struct inbound app_frame_message(const struct account *account, struct view token,
                                 const struct app_frame *frame, int64_t now, struct arena *arena);

/* What the gateway sends. Each writes one whole frame behind what stands in buf. */
void app_frame_write_welcome(struct buf *buf, struct view token, uint64_t sequence);
void app_frame_write_accepted(struct buf *buf, struct view id);
void app_frame_write_message(struct buf *buf, const struct outbound *message, int64_t at);
void app_frame_write_error(struct buf *buf, struct view id, enum app_error error, bool english);
void app_frame_write_ping(struct buf *buf);
void app_frame_write_pong(struct buf *buf);

#endif
