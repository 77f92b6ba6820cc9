/* leftovers: files that were uploaded and that no message ever named.
 *
 * An upload comes before the message that names it, so for a day it may wait. After that its row is
 * marked as going, which nobody can name any more, and once that is on the disk the sender's thread
 * removes the file and says so by an input, with which the row goes too. After a crash in between
 * the row still stands as going and is found again. A file that a message names is never looked at
 * here: naming it took it out of the waiting ones in the same transaction. */
#include "gateway/turn/self.h"

enum { LOOSE_SECONDS = 86400, LOOK_SECONDS = 3600, AGAIN_SECONDS = 30, ONE_LOOK = 200 };

static enum store_error let_go(struct turn *turn, struct view id)
{
    enum store_error error = media_let_go(turn->store, id);
    if (error != STORE_OK)
        return error;
    struct handing *hand = speak_hand(turn, HAND_DROP);
    hand->media.id = id;
    return STORE_OK;
}

bool leftovers_due(const struct turn *turn)
{
    return turn->setup.outlets.drop && turn->leftovers_look_at <= turn->now;
}

enum store_error leftovers_work(struct turn *turn, size_t *worked)
{
    struct view *ids;
    size_t count;
    if (!leftovers_due(turn))
        return STORE_OK;
    enum store_error error =
        media_loose(turn->store, turn->now - LOOSE_SECONDS, ONE_LOOK, &turn->batch, &ids, &count);
    for (size_t i = 0; i < count && error == STORE_OK; i++)
        error = let_go(turn, ids[i]);
    *worked += count;
    if (error == STORE_OK)
        turn->leftovers_look_at = turn->now + (count == ONE_LOOK ? AGAIN_SECONDS : LOOK_SECONDS);
    return error;
}
