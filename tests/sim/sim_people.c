/* sim_people: citizens with something to say. Each goes through a story, a message at a time: the
 * next one comes when the last is acknowledged and a reply was seen, or patience ran out. Beside
 * that channels repeat what was answered already, several copies at once, and strangers forge. */
#include "tests/sim/sim.h"

#include <stdio.h>

enum { STORY_LINES = 8, PATIENCE = 20000, KEY_DAYS = 2 * 86400 };

/* "~": some minutes go by. "+p", "+l": a picture, a place. */
static const char *const stories[][STORY_LINES] = {
    {"隔壁工地半夜还在打桩,吵得睡不着", "松影苑", "对", "进度", "~", "评价", "5 5 4 5"},
    {"荷叶家园旁边的工地白天打桩,声音很大", "对", "~", "评价", "1 1 1 1", "进度"},
    {"旁边工地施工太吵了", "晚上十一点", "松影苑", "匿名", "对"},
    {"隔壁工地半夜还在打桩,吵得睡不着", "松影苑", "不对", "取消", "你好"},
    {"你好", "今天天气真好", "人工"},
    {"+p", "隔壁工地半夜还在打桩", "松影苑", "对", "撤回", "对"},
    {"工地半夜施工", "+l", "对", "~", "1 1 1 1", "~", "评价", "2 1 1 1"},
    {"隔壁工地半夜还在打桩,吵得睡不着", "松影苑", "对", "隔壁工地半夜还在打桩,吵得睡不着", "对"},
};
enum { STORIES = sizeof stories / sizeof *stories };

/* ---- beginning ---- */

static struct view name_of(struct sim *sim, enum channel_kind kind, int number)
{
    char name[40];
    if (kind == CHANNEL_SMS)
        snprintf(name, sizeof name, "1990000%04d", number);
    else
        snprintf(name, sizeof name, "%s-%04d", kind == CHANNEL_APP ? "device" : "openid", number);
    return view_keep(&sim->arena, view_of(name));
}

static void act_later(struct sim *sim, struct citizen *citizen, int64_t low, int64_t high)
{
    sim_later(sim, chance_between(&sim->chance, low, high),
              (struct event){.kind = EVENT_PERSON, .thing = citizen});
}

void citizens_begin(struct sim *sim)
{
    static const enum channel_kind kinds[] = {CHANNEL_WECHAT, CHANNEL_WECHAT, CHANNEL_WECHAT,
                                              CHANNEL_SMS, CHANNEL_APP};
    sim->people_count = sim->mood.people;
    for (int i = 0; i < sim->people_count; i++) {
        struct citizen *citizen = &sim->people[i];
        enum channel_kind kind = kinds[chance_below(&sim->chance, 5)];
        if (sim->mood.stumbles && chance_permille(&sim->chance, 600))
            kind = CHANNEL_APP; /* their rows are written once and then left alone */
        *citizen = (struct citizen){.kind = kind,
                                    .name = name_of(sim, kind, i),
                                    .story = (int)chance_below(&sim->chance, STORIES)};
        act_later(sim, citizen, 0, 60000);
    }
    sim_later(sim, 500, (struct event){.kind = EVENT_MOOD});
    sim_later(sim, 5000, (struct event){.kind = EVENT_DESK});
}

/* ---- saying ---- */

static struct inbound message_of(const struct citizen *citizen, const char *line)
{
    struct inbound message = {.kind = IN_TEXT, .sender = citizen->name, .text = view_of(line)};
    if (line[0] != '+')
        return message;
    message.text = VIEW("");
    message.kind = line[1] == 'p' ? IN_IMAGE : IN_LOCATION;
    if (message.kind == IN_IMAGE)
        message.media_id = VIEW("picture");
    message.latitude = 31.0;
    message.longitude = 121.0;
    return message;
}

static void poison(struct sim *sim, struct said *said)
{
    if (!sim->mood.poison || said->message.kind != IN_TEXT || !chance_permille(&sim->chance, 30))
        return;
    said->poison = chance_permille(&sim->chance, 500) ? POISON_TURN : POISON_PREPARING;
    if (said->poison == POISON_PREPARING)
        said->message.text = VIEW("毒药");
}

static void submit_later(struct sim *sim, struct said *said, int64_t in)
{
    said->copies_open++;
    sim_later(sim, in, (struct event){.kind = EVENT_SUBMIT, .thing = said});
}

static void say(struct sim *sim, struct citizen *citizen, const char *line)
{
    struct inbound message = message_of(citizen, line);
    struct said *said = door_said(sim, (int)(citizen - sim->people), citizen->kind, &message);
    if (!said)
        return;
    poison(sim, said);
    citizen->last = said;
    citizen->heard = false;
    citizen->patience = sim->ticks + PATIENCE;
    submit_later(sim, said, 0);
    while (!sim->healing && chance_permille(&sim->chance, sim->mood.copies))
        submit_later(sim, said,
                     chance_permille(&sim->chance, 500) ? 0 : chance_below(&sim->chance, 6000));
}

/* The next line of the story that can be said on this channel. */
static const char *next_line(struct citizen *citizen)
{
    while (citizen->step < STORY_LINES) {
        const char *line = stories[citizen->story][citizen->step++];
        if (line && !(line[0] == '+' && line[1] == 'p' && citizen->kind == CHANNEL_APP))
            return line;
    }
    return NULL;
}

static bool waits(const struct sim *sim, const struct citizen *citizen)
{
    const struct said *last = citizen->last;
    return last &&
           (last->state == SAID_WAITING || (!citizen->heard && sim->ticks < citizen->patience));
}

void citizens_act(struct sim *sim, struct citizen *citizen)
{
    if (citizen->kind == CHANNEL_APP)
        device_act(sim, citizen, !citizen->connected || citizen->gap);
    if (citizen->done)
        return;
    if (waits(sim, citizen)) {
        act_later(sim, citizen, 200, 3000);
        return;
    }
    const char *line = next_line(citizen);
    citizen->done = !line;
    if (line && line[0] == '~')
        act_later(sim, citizen, 20000, 120000);
    else if (line) {
        say(sim, citizen, line);
        act_later(sim, citizen, 200, 5000);
    }
}

void citizens_heard(struct sim *sim, enum channel_kind kind, struct view name)
{
    for (int i = 0; i < sim->people_count; i++)
        if (sim->people[i].kind == kind && view_eq(sim->people[i].name, name))
            sim->people[i].heard = true;
}

bool citizens_all_done(const struct sim *sim)
{
    for (int i = 0; i < sim->people_count; i++)
        if (!sim->people[i].done ||
            (sim->people[i].last && sim->people[i].last->state == SAID_WAITING))
            return false;
    return true;
}

/* ---- channels ---- */

/* A key is only remembered for some days; no channel repeats as long. */
static bool is_fresh(const struct sim *sim, const struct said *said)
{
    return sim_now(sim) - said->message.written < KEY_DAYS;
}

/* Now and then a channel has tried often enough. */
void citizens_again(struct sim *sim, struct said *said)
{
    said->tries++;
    if (!sim->healing && chance_permille(&sim->chance, sim->mood.closes / 4)) {
        said->state = SAID_LOOSE;
        return;
    }
    submit_later(sim, said, chance_between(&sim->chance, 50, 5000));
}

void citizens_submit(struct sim *sim, struct said *said)
{
    said->copies_open--;
    if (is_fresh(sim, said))
        door_take(sim, said, false);
    else if (said->state == SAID_WAITING)
        said->state = SAID_LOOSE;
}

/* Answered messages come again, and forgeries of them, also several in one batch. */
void citizens_repeat(struct sim *sim)
{
    if (!sim->said_count || process_gone(sim))
        return;
    struct said *said = sim->said[chance_below(&sim->chance, (int64_t)sim->said_count)];
    if (said->person < 0 || said->state != SAID_TAKEN || !is_fresh(sim, said))
        return;
    if (chance_permille(&sim->chance, sim->mood.repeats))
        for (int64_t n = chance_between(&sim->chance, 1, 3); n > 0; n--)
            door_take(sim, said, false);
    if (!process_gone(sim) && said->signature.n && !said->poison &&
        chance_permille(&sim->chance, sim->mood.replays))
        door_take(sim, said, true);
}

void citizens_give_up(struct sim *sim)
{
    for (size_t i = 0; i < sim->said_count; i++)
        if (sim->said[i]->state == SAID_WAITING)
            sim->said[i]->state = SAID_LOOSE;
}
