/* ticket: which cases teach, and what.
 *
 * The last word on where a case belongs is an officer's: the unit it was last assigned to by hand,
 * or that arbitration gave it to, unless that unit sent it back. Where nobody assigned it, the
 * rules did; if the citizen was asked, their answers stand behind it as soon as the unit does not
 * return it; if not, only the text does, and it has to have gone through to its end, since
 * otherwise the rules would learn from themselves.
 *
 * Whoever filed without a name, and whoever was forgotten since, teaches nothing: their words stay
 * where they are. Of the others names and numbers are masked. */
#include "gateway/desk/ticket.h"

#include "gateway/desk/mask_names.h"

const char *ticket_source_code(enum ticket_source source)
{
    static const char *const codes[] = {
#define SOURCE_CODE(name, code, says) code,
        TICKET_SOURCES(SOURCE_CODE)
#undef SOURCE_CODE
    };
    return codes[source];
}

/* Of a case's events: who chose last, and whether it came back since, or ever. */
struct course {
    const struct case_event *assigned;
    bool returned, ever_returned;
};

static struct course course_of(const struct case_event *events, size_t count)
{
    struct course course = {NULL, false, false};
    for (size_t i = 0; i < count; i++) {
        if (events[i].move == MOVE_ASSIGN || events[i].move == MOVE_ARBITRATE) {
            course.assigned = &events[i];
            course.returned = false;
        } else if (events[i].move == MOVE_RETURN || events[i].move == MOVE_DISPUTE) {
            course.returned = course.ever_returned = true;
        }
    }
    return course;
}

static bool was_asked(const struct case_full *full)
{
    return view_find(full->decision, VIEW("\"from\":\"answer\"")) != SIZE_MAX;
}

static bool is_settled(const struct case_full *full, const struct course *course,
                       enum ticket_source *source)
{
    enum case_state state = full->line.state;
    if (course->returned || state == CASE_WITHDRAWN || state == CASE_RECEIVED || !full->line.unit.n)
        return false;
    *source = course->assigned ? TICKET_DESK : was_asked(full) ? TICKET_ANSWERS : TICKET_ENGINE;
    return *source != TICKET_ENGINE || (state == CASE_CLOSED && !course->ever_returned);
}

/* In one line: what would end a field or a row becomes a blank. */
static struct view one_line(struct view text, struct arena *arena)
{
    char *line = arena_alloc(arena, text.n + 1);
    for (size_t i = 0; i < text.n; i++)
        line[i] = (unsigned char)text.p[i] < ' ' ? ' ' : text.p[i];
    return (struct view){line, text.n};
}

struct view ticket_words(struct view text, struct arena *arena)
{
    return one_line(mask_people(text, arena), arena);
}

enum ticket_result ticket_of(const struct case_full *full, const struct case_event *events,
                             size_t count, struct arena *arena, struct ticket *out)
{
    struct course course = course_of(events, count);
    if (!full->person || full->line.flags & (CASE_ANONYMOUS | CASE_CONFIDENTIAL) || !full->text.n)
        return TICKET_NAMELESS;
    if (!is_settled(full, &course, &out->source))
        return TICKET_UNSETTLED;
    out->text = ticket_words(full->text, arena);
    out->unit = full->line.unit;
    out->duty = full->line.duty;
    out->area = full->line.area;
    out->filed = full->line.filed;
    return TICKET_MADE;
}
