/* civic: what the turn does for suggestions, wishes, points and members: reads what a conversation
 * asks for, makes rows of what the person wants, and says what waits to be said.
 *
 * Who may is looked up again here, at the moment of writing: a conversation remembers that somebody
 * is a member, the row decides. Limits of a day are counted from the rows as well, so that neither
 * a second channel's button nor a repeated message gets around them. */
#include "gateway/turn/ideas.h"
#include "gateway/turn/self.h"

#include "dsl/base/utf8.h"
#include "gateway/topics/topics.h"

enum { NOTES_AT_ONCE = 50, TITLE_BYTES = 90, RESOLVE_SECONDS = 24 * 3600, NEW_MEMBER = 20 };
enum { SAMPLE_ONE_IN = 5 };

/* ---- reading ---- */

static int64_t today_id(const struct turn *turn)
{
    return topics_first_id(topics_day(turn->now));
}

static struct view title_of(const struct idea *idea)
{
    struct view rest = idea->text, first = view_cut(&rest, '\n');
    return idea->shown_title.n && idea->kind == IDEA_WISH ? idea->shown_title
                                                          : utf8_head(first, TITLE_BYTES);
}

static struct civic_idea brief_of(const struct turn *turn, const struct idea *idea,
                                  struct arena *arena)
{
    return (struct civic_idea){.id = idea->id,
                               .number =
                                   idea_number_text(turn_prefix(turn), idea->kind, idea->id, arena),
                               .title = title_of(idea),
                               .kind = idea->kind,
                               .state = idea->state,
                               .reply = idea->reply};
}

static enum store_error read_campaigns(struct turn *turn, struct civic_reads *reads)
{
    struct idea_campaign found[20];
    size_t count;
    enum store_error error =
        idea_campaigns(turn->store, turn->now, 20, &turn->scratch, found, &count);
    for (size_t i = 0; i < count && error == STORE_OK; i++)
        if (found[i].starts <= turn->now && reads->campaign_count < CIVIC_CAMPAIGNS)
            reads->campaigns[reads->campaign_count++] =
                (struct civic_campaign){found[i].id, found[i].topic};
    return error;
}

static enum store_error read_limits(struct turn *turn, int64_t person, struct civic_reads *reads)
{
    static const int most[IDEA_KINDS] = {SUGGESTIONS_A_DAY, WISHES_A_DAY};
    int64_t next, count = 0;
    enum store_error error = ideas_next_id(turn->store, topics_day(turn->now), &next);
    for (int kind = 0; kind < IDEA_KINDS && error == STORE_OK; kind++) {
        error = ideas_today(turn->store, person, (enum idea_kind)kind, today_id(turn), &count);
        reads->too_many[kind] = count >= most[kind];
        reads->next_number[kind] =
            idea_number_text(turn_prefix(turn), (enum idea_kind)kind, next, &turn->scratch);
    }
    if (error == STORE_OK)
        error = members_today(turn->store, person, civic_day(turn->now), &count);
    reads->applied_often = error == STORE_OK && count >= APPLICATIONS_A_DAY;
    return error;
}

static enum store_error read_own(struct turn *turn, int64_t person, struct civic_reads *reads)
{
    struct idea *own = ARENA_ARRAY(&turn->scratch, CIVIC_IDEAS, struct idea);
    size_t count;
    enum store_error error =
        ideas_of_person(turn->store, person, CIVIC_IDEAS, &turn->scratch, own, &count);
    for (size_t i = 0; i < count && error == STORE_OK; i++)
        reads->ideas[reads->idea_count++] = brief_of(turn, &own[i], &turn->scratch);
    return error;
}

static enum store_error read_wishes(struct turn *turn, struct civic_reads *reads)
{
    struct idea_filter filter = {
        .kind = IDEA_WISH, .state = IDEA_OPEN, .unit = VIEW(""), .max = CIVIC_WISHES};
    struct idea *open;
    size_t count;
    enum store_error error = ideas_list(turn->store, &filter, &turn->scratch, &open, &count);
    for (size_t i = 0; i < count && error == STORE_OK; i++)
        reads->wishes[reads->wish_count++] = brief_of(turn, &open[i], &turn->scratch);
    return error;
}

static enum store_error read_taken(struct turn *turn, int64_t member, struct civic_reads *reads)
{
    struct idea *taken = ARENA_ARRAY(&turn->scratch, CIVIC_WISHES, struct idea);
    size_t count;
    enum store_error error =
        ideas_of_member(turn->store, member, CIVIC_WISHES, &turn->scratch, taken, &count);
    for (size_t i = 0; i < count && error == STORE_OK && !reads->taken.number.n; i++)
        if (taken[i].state == IDEA_TAKEN)
            reads->taken = brief_of(turn, &taken[i], &turn->scratch);
    return error;
}

static enum store_error read_member(struct turn *turn, int64_t person, struct civic_reads *reads)
{
    struct member member;
    enum store_error error = members_of_person(turn->store, person, &turn->scratch, &member);
    if (error != STORE_OK)
        return error == STORE_NONE ? STORE_OK : error;
    reads->is_member = member.state == MEMBER_ACTIVE;
    reads->is_applied = member.state == MEMBER_APPLIED;
    return reads->is_member ? read_taken(turn, member.id, reads) : STORE_OK;
}

static enum store_error read_points(struct turn *turn, int64_t person, struct civic_reads *reads)
{
    struct ledger_row rows[CIVIC_LINES];
    size_t count = 0;
    reads->account = person;
    enum store_error error = ledger_balance(turn->store, person, &reads->balance);
    if (error == STORE_OK)
        error = ledger_rows(turn->store, person, 0, CIVIC_LINES, rows, &count);
    for (size_t i = 0; i < count && error == STORE_OK; i++)
        reads->lines[reads->line_count++] = (struct civic_line){
            rows[i].at, rows[i].target == person ? rows[i].points : -rows[i].points,
            rows[i].reason};
    return error;
}

static enum store_error read_last(struct turn *turn, const struct person *person,
                                  struct civic_reads *reads)
{
    struct case_full full;
    if (!person->case_id)
        return STORE_OK;
    enum store_error error = cases_get(turn->store, person->case_id, &turn->scratch, &full);
    if (error == STORE_NONE || error == STORE_SEALED)
        return STORE_OK;
    reads->may_resolve = error == STORE_OK && full.person == person->id &&
                         (full.line.flags & CASE_BY_MEMBER) && full.media_count &&
                         turn->now - full.line.filed < RESOLVE_SECONDS &&
                         case_may(MOVE_RESOLVE, full.line.state, BY_MEMBER);
    return error;
}

enum store_error civic_read(struct turn *turn, const struct person *person, unsigned needs,
                            const struct civic_reads **out)
{
    struct civic_reads *reads = ARENA_NEW(&turn->scratch, struct civic_reads);
    enum store_error error = STORE_OK;
    *out = reads;
    if (needs & CIVIC_NEED_CAMPAIGNS)
        error = read_campaigns(turn, reads);
    if (error == STORE_OK && (needs & CIVIC_NEED_CAMPAIGNS))
        error = read_limits(turn, person->id, reads);
    if (error == STORE_OK && (needs & CIVIC_NEED_IDEAS))
        error = read_own(turn, person->id, reads);
    if (error == STORE_OK && (needs & CIVIC_NEED_WISHES))
        error = read_wishes(turn, reads);
    if (error == STORE_OK && (needs & (CIVIC_NEED_MEMBER | CIVIC_NEED_WISHES)))
        error = read_member(turn, person->id, reads);
    if (error == STORE_OK && (needs & CIVIC_NEED_POINTS))
        error = read_points(turn, person->id, reads);
    if (error == STORE_OK && (needs & CIVIC_NEED_LAST))
        error = read_last(turn, person, reads);
    return error;
}

static bool same_code(struct view a, struct view b)
{
    unsigned differ = a.n != b.n || !a.n;
    for (size_t i = 0; i < a.n && i < b.n; i++)
        differ |= (unsigned)((a.p[i] & ~0x20) ^ (b.p[i] & ~0x20));
    return !differ;
}

enum store_error civic_asked(struct turn *turn, const struct person *person, struct view number,
                             struct view code, struct talk_reads *reads)
{
    enum idea_kind kind;
    int64_t id;
    bool left;
    struct idea idea;
    if (!idea_number_parse(turn_prefix(turn), number, &kind, &id))
        return STORE_OK;
    enum store_error error = guesses_left(turn, person->id, id, &left);
    reads->asked_case_closed = !left;
    if (error != STORE_OK || !left)
        return error;
    error = ideas_get(turn->store, id, &turn->scratch, &idea);
    bool there = error == STORE_OK && idea.kind == kind;
    if (error != STORE_OK && error != STORE_NONE && error != STORE_SEALED)
        return error;
    if (!there || !same_code(idea.code, code))
        return guesses_wrong(turn, person->id, there ? id : 0);
    struct civic_reads *found = ARENA_NEW(&turn->scratch, struct civic_reads);
    if (reads->civic)
        *found = *reads->civic;
    found->ideas[0] = brief_of(turn, &idea, &turn->scratch);
    found->idea_count = 1;
    reads->civic = found;
    return STORE_OK;
}

/* ---- writing ---- */

static struct view new_secret(struct turn *turn)
{
    unsigned char *wrapped = arena_alloc(&turn->scratch, SEAL_WRAPPED);
    seal_wrap_new(turn->store->seal, wrapped);
    return (struct view){(const char *)wrapped, SEAL_WRAPPED};
}

/* Was the limit reached by another message of the same batch? Then the reply is a little too kind,
 * and nothing is written. */
static enum store_error file_idea(struct turn *turn, const struct civic_effect *want,
                                  struct spoken *spoken)
{
    struct civic_reads now = {.campaign_count = 0};
    struct idea idea = {.kind = want->kind,
                        .state = IDEA_NEW,
                        .person = want->anonymous ? 0 : spoken->person->id,
                        .channel = (int)spoken->account->adapter->kind,
                        .campaign = want->campaign,
                        .category = want->category,
                        .unit = want->unit,
                        .area = want->area,
                        .filed = turn->now,
                        .moved = turn->now,
                        .text = want->text,
                        .place = want->place,
                        .contact = want->anonymous ? VIEW("") : want->contact,
                        .code = want->code,
                        .media_count = want->media_count,
                        .secret = new_secret(turn)};
    memcpy(idea.media, want->media, sizeof idea.media);
    enum store_error error = read_limits(turn, spoken->person->id, &now);
    if (error != STORE_OK || now.too_many[want->kind])
        return error;
    turn_count(turn, METRIC_IDEAS, 1);
    return idea_file(turn->store, &idea, 0, &turn->scratch);
}

static enum store_error apply_member(struct turn *turn, const struct civic_effect *want,
                                     struct spoken *spoken)
{
    struct member old, member = {.person = spoken->person->id,
                                 .kind = MEMBER_VOLUNTEER,
                                 .state = MEMBER_APPLIED,
                                 .area = want->area,
                                 .at = turn->now,
                                 .secret = new_secret(turn),
                                 .name = want->text};
    enum store_error error = members_of_person(turn->store, member.person, &turn->scratch, &old);
    bool known = error == STORE_OK && (old.state == MEMBER_ACTIVE || old.state == MEMBER_APPLIED);
    if (known || (error != STORE_OK && error != STORE_NONE))
        return error;
    return members_add(turn->store, &member, VIEW(""));
}

/* The code that was given at the desk; guessing is counted as with query codes. */
static enum store_error bind_member(struct turn *turn, const struct civic_effect *want,
                                    struct spoken *spoken)
{
    struct member member;
    bool left;
    enum store_error error = guesses_left(turn, spoken->person->id, 0, &left);
    if (error != STORE_OK || !left)
        return error;
    error = members_by_code(turn->store, want->text, &turn->scratch, &member);
    if (error == STORE_NONE)
        return guesses_wrong(turn, spoken->person->id, 0);
    if (error != STORE_OK || member.state != MEMBER_INVITED)
        return error;
    member.person = spoken->person->id;
    member.state = MEMBER_ACTIVE;
    member.at = turn->now;
    error = members_set(turn->store, &member);
    struct note note = {.person = member.person,
                        .kind = CIVIC_NOTE_MEMBER_YES,
                        .values = {VIEW(""), VIEW(""), VIEW(""), VIEW("")}};
    return error == STORE_OK ? notes_add(turn->store, &note) : error;
}

/* The person as a registered member; STORE_NONE: is none. */
static enum store_error active_member(struct turn *turn, int64_t person, struct member *out)
{
    enum store_error error = members_of_person(turn->store, person, &turn->scratch, out);
    return error == STORE_OK && out->state != MEMBER_ACTIVE ? STORE_NONE : error;
}

static enum store_error move_idea(struct turn *turn, const struct civic_effect *want,
                                  struct spoken *spoken)
{
    static const enum idea_move moves[] = {[CIVIC_TAKE] = IDEA_MOVE_TAKE,
                                           [CIVIC_FULFIL] = IDEA_MOVE_FULFIL,
                                           [CIVIC_THANK] = IDEA_MOVE_THANK,
                                           [CIVIC_NOT_DONE] = IDEA_MOVE_NOT_DONE,
                                           [CIVIC_WITHDRAW] = IDEA_MOVE_WITHDRAW};
    struct member member = {.id = 0, .name = VIEW("")};
    enum idea_result result;
    enum idea_kind kind;
    int64_t id;
    if (!idea_number_parse(turn_prefix(turn), want->number, &kind, &id))
        return STORE_OK;
    struct idea_act act = {.id = id,
                           .move = moves[want->act],
                           .mover = BY_OWNER,
                           .person = spoken->person->id,
                           .now = turn->now,
                           .prefix = turn_prefix(turn),
                           .text = want->text,
                           .proof = want->media,
                           .proof_count = want->media_count};
    if (want->act == CIVIC_TAKE || want->act == CIVIC_FULFIL) {
        enum store_error error = active_member(turn, spoken->person->id, &member);
        if (error != STORE_OK)
            return error == STORE_NONE ? STORE_OK : error;
        act.mover = BY_MEMBER_ONE;
        act.member = member.id;
        act.taker = member.name;
    }
    return idea_make(turn->store, &act, &turn->scratch, &result);
}

/* ---- on the spot ---- */

static struct view media_list(struct turn *turn, const struct civic_effect *want)
{
    struct buf list;
    buf_init(&list, 4096);
    for (size_t i = 0; i < want->media_count; i++) {
        if (i)
            buf_byte(&list, ' ');
        buf_view(&list, want->media[i]);
    }
    struct view kept = buf_keep(&list, &turn->scratch);
    buf_free(&list);
    return kept;
}

/* New members always, others one in five. */
static enum store_error is_sampled(struct turn *turn, int64_t member, int64_t case_id, bool *yes)
{
    int64_t counts[3];
    enum store_error error = resolved_count(turn->store, member, counts);
    uint64_t draw = (uint64_t)case_id * UINT64_C(0x9e3779b97f4a7c15);
    *yes = counts[1] < NEW_MEMBER || counts[2] > 0 || (draw >> 40) % SAMPLE_ONE_IN == 0;
    return error;
}

static enum store_error resolve(struct turn *turn, const struct civic_effect *want,
                                struct spoken *spoken)
{
    struct member member;
    struct civic_reads reads = {.may_resolve = false};
    enum move_result result;
    struct desk_move move = {.case_id = spoken->person->case_id,
                             .move = MOVE_RESOLVE,
                             .mover = BY_MEMBER,
                             .unit = VIEW(""),
                             .duty = VIEW(""),
                             .text = VIEW("街面成员当场处置，附处置后照片")};
    enum store_error error = active_member(turn, spoken->person->id, &member);
    if (error == STORE_OK)
        error = read_last(turn, spoken->person, &reads);
    if (error != STORE_OK || !reads.may_resolve || !want->media_count)
        return error == STORE_NONE ? STORE_OK : error;
    struct resolved row = {.case_id = move.case_id,
                           .member = member.id,
                           .at = turn->now,
                           .media = media_list(turn, want)};
    error = is_sampled(turn, member.id, row.case_id, &row.sampled);
    if (error == STORE_OK)
        error = resolved_add(turn->store, &row);
    if (error == STORE_OK)
        error = move_work(turn, &move, &result);
    spoken->row.case_id = move.case_id;
    return error;
}

enum store_error civic_apply(struct turn *turn, const struct civic_effect *want,
                             struct spoken *spoken)
{
    switch (want->act) {
    case CIVIC_FILE:
        return file_idea(turn, want, spoken);
    case CIVIC_APPLY:
        return apply_member(turn, want, spoken);
    case CIVIC_BIND:
        return bind_member(turn, want, spoken);
    case CIVIC_RESOLVE:
        return resolve(turn, want, spoken);
    default:
        return move_idea(turn, want, spoken);
    }
}

enum store_error civic_is_member(struct turn *turn, int64_t person, bool *yes)
{
    struct member member;
    enum store_error error = active_member(turn, person, &member);
    *yes = error == STORE_OK;
    return error == STORE_NONE ? STORE_OK : error;
}

/* ---- notes ---- */

enum store_error civic_notes_work(struct turn *turn, size_t *worked)
{
    if (!turn->store->notes)
        return STORE_OK;
    struct note *notes = ARENA_ARRAY(&turn->batch, NOTES_AT_ONCE, struct note);
    size_t count;
    enum store_error error = notes_next(turn->store, NOTES_AT_ONCE, &turn->batch, notes, &count);
    for (size_t i = 0; i < count && error == STORE_OK; i++) {
        arena_reset(&turn->scratch);
        error = speak_note(turn, &notes[i]);
        if (error == STORE_OK)
            error = notes_drop(turn->store, notes[i].id);
    }
    *worked += count;
    turn->store->notes = count == NOTES_AT_ONCE;
    return error;
}
