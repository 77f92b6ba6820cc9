/* devices: inputs of apps besides their messages: they come (again), they have read, a file is
 * here or gone. */
#include "gateway/turn/self.h"

enum { WINDOW = 64 };

static enum store_error give_waiting(struct turn *turn, struct input *input,
                                     const struct person *person)
{
    struct outbox_row *rows;
    size_t count;
    enum store_error error = outbox_of_app(turn->store, person->id, input->sequence, WINDOW,
                                           &turn->scratch, &rows, &count);
    if (error != STORE_OK)
        return error;
    input->replies = ARENA_ARRAY(&input->arena, count, struct outbound);
    for (size_t i = 0; i < count; i++) {
        error = outbox_message(turn->store, &rows[i], &input->arena,
                               &input->replies[input->reply_count]);
        if (error == STORE_OK)
            input->reply_count++;
        else if (error != STORE_NONE && error != STORE_SEALED)
            return error;
    }
    return STORE_OK;
}

/* Somebody new is greeted, as a follower of a WeChat account is. */
static enum store_error greet(struct turn *turn, struct input *input)
{
    input->message.kind = IN_SUBSCRIBE;
    input->message.text = VIEW("");
    struct view parts[] = {VIEW("hello"), input->message.sender};
    struct seal_hash hash = seal_hash(turn->store->seal, parts, 2);
    input->message.key =
        view_keep(&input->arena, (struct view){(const char *)hash.bytes, sizeof hash.bytes});
    return message_work(turn, input);
}

/* A token costs nothing, a row does: where too many came, only who is known already is met. */
static enum store_error meet(struct turn *turn, struct input *input, struct person *person)
{
    if (!input->known_only)
        return people_meet(turn->store, input->account->id, input->message.sender, turn->now,
                           &turn->scratch, person);
    enum store_error error =
        people_find(turn->store, input->account->id, input->message.sender, &turn->scratch, person);
    if (error != STORE_NONE && error != STORE_SEALED)
        return error;
    input->outcome = TURN_SHED;
    return STORE_NONE;
}

enum store_error devices_hello(struct turn *turn, struct input *input)
{
    struct person person;
    enum store_error error = meet(turn, input, &person);
    if (error != STORE_OK)
        return input->outcome == TURN_SHED ? STORE_OK : error;
    input->person = person.id;
    input->fresh = person.fresh;
    if (!person.last_turn && (error = greet(turn, input)) == STORE_OK)
        error = people_get(turn->store, person.id, &turn->scratch, &person);
    if (error == STORE_OK && input->sequence)
        error = outbox_app_has(turn->store, person.id, input->sequence);
    if (error == STORE_OK)
        error = give_waiting(turn, input, &person);
    input->asked_sequence = input->sequence;
    input->sequence = (uint64_t)person.sequence;
    return error;
}

enum store_error devices_ack(struct turn *turn, struct input *input)
{
    struct person person;
    enum store_error error = people_find(turn->store, input->account->id, input->message.sender,
                                         &turn->scratch, &person);
    if (error == STORE_NONE || error == STORE_SEALED)
        return STORE_OK;
    if (error == STORE_OK)
        error = outbox_app_has(turn->store, person.id, input->sequence);
    if (error == STORE_OK && input->passive)
        error = give_waiting(turn, input, &person);
    return error;
}

enum store_error devices_media(struct turn *turn, struct input *input)
{
    struct media_row row;
    if (input->media.state == MEDIA_GOING)
        return media_drop(turn->store, input->media.id);
    enum store_error error = media_get(turn->store, input->media.id, &turn->scratch, &row);
    metrics_add(turn->setup.metrics,
                input->media.state == MEDIA_HERE ? METRIC_MEDIA_TAKEN : METRIC_MEDIA_REFUSED,
                input->media.state != MEDIA_WANTED);
    if (error == STORE_NONE)
        return media_add(turn->store, &input->media);
    return error == STORE_OK ? media_settle(turn->store, &input->media) : error;
}
