/* app_session: what one connection of an app has been sent, so that nothing goes twice, nothing is
 * left out and a slow phone is not buried. */
#ifndef ZHIDA_ADAPTERS_APP_SESSION_H
#define ZHIDA_ADAPTERS_APP_SESSION_H

#include <stdbool.h>
#include <stdint.h>

struct app_session {
    uint64_t sent;  /* the last sequence that was sent on this connection, or was there before */
    uint64_t acked; /* the last one that the client has confirmed; never past sent */
};

/* After hello: ack is what the client says it has, last what there is. A client that claims more
 * than there is (the gateway was restored from a backup) is taken to have all. Messages behind
 * session->sent are the gap to replay. */
void app_session_open(struct app_session *session, uint64_t ack, uint64_t last);

/* Whether the message with this sequence goes out now; if so it counts as sent. false: it has been
 * sent, or the window is full and it waits for an acknowledgement. Offer messages in order. */
bool app_session_send(struct app_session *session, uint64_t sequence);

/* Takes an acknowledgement; older ones are ignored. false: of something never sent. */
bool app_session_ack(struct app_session *session, uint64_t sequence);

#endif
