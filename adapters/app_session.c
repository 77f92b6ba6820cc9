/* app_session: two counters. Sequences grow by recipient and not by connection, so a reconnect
 * needs nothing but the client's last one: what is behind it is replayed in order by offering it,
 * and a message that arrives in the outbox during the replay is refused until its turn comes,
 * because the caller reads on from `sent`. */
#include "adapters/app_session.h"

#include "adapters/app_frame.h"

void app_session_open(struct app_session *session, uint64_t ack, uint64_t last)
{
    session->sent = session->acked = ack < last ? ack : last;
}

bool app_session_send(struct app_session *session, uint64_t sequence)
{
    if (sequence <= session->sent || session->sent - session->acked >= APP_WINDOW)
        return false;
    session->sent = sequence;
    return true;
}

bool app_session_ack(struct app_session *session, uint64_t sequence)
{
    if (sequence > session->sent)
        return false;
    if (sequence > session->acked)
        session->acked = sequence;
    return true;
}
