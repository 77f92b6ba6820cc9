/* pace: batches that are large enough for the disk and no larger.
 *
 * All of a batch are answered at its end, so whoever comes first in it waits for the work of all
 * the others, and those who come while it is worked wait for it too. A batch of whatever waits is
 * good for the number of turns a second and bad for the slowest: with everybody waiting, the
 * unlucky ones wait twice as long as the others. A small batch pays for its commit with fewer.
 *
 * So a batch gets work for as long as WORK_MICROS, and where the disk is slow for as long as
 * COMMITS of its commits: then commits take at most a fifth of the time. Both times are measured
 * as they come, one part in eight new with every batch; a batch of hardly any inputs tells
 * nothing of what one costs. */
#include "gateway/turn/pace.h"

enum { WORK_MICROS = 5000, COMMITS = 4, TELLING = 8, LEAST = 16, WEIGHT = 8 };

static int64_t drawn_towards(int64_t old, int64_t measured)
{
    return old ? old + (measured - old) / WEIGHT : measured;
}

size_t pace_room(const struct pace *pace, size_t max)
{
    int64_t slow = pace->commit * COMMITS;
    int64_t work = slow > WORK_MICROS ? slow : WORK_MICROS;
    if (pace->input <= 0)
        return max;
    int64_t room = work * 1000 / pace->input;
    if (room < LEAST)
        room = LEAST;
    return room < (int64_t)max ? (size_t)room : max;
}

void pace_note(struct pace *pace, size_t inputs, int64_t work, int64_t commit)
{
    pace->commit = drawn_towards(pace->commit, commit);
    if (inputs >= TELLING)
        pace->input = drawn_towards(pace->input, work * 1000 / (int64_t)inputs);
}
