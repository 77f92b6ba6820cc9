/* talk_state: a conversation's memory, packed and unpacked.
 *
 * The bytes begin with a version; an unreadable or older state is a new conversation: a citizen who
 * has to begin again is a lesser evil than a gateway that guesses. Everything of the rules is
 * packed by its code (matter_pack, menu items), so a reload of the rules in mid-talk finds what
 * still exists and asks again for what does not. */
#include "gateway/talk/talk_state.h"

#include "dsl/base/hash.h"
#include "dsl/base/utf8.h"
#include "gateway/talk/talk_follow.h"

enum { STATE_VERSION = 9, PACKED_MATTER_MAX = 4096, ASIDE_WORDS = 2000, ASIDE_MAX = 12 * 1024 };

struct talk_state *talk_new(struct arena *arena)
{
    struct talk_state *state = ARENA_NEW(arena, struct talk_state);
    state->matter = matter_empty();
    return state;
}

void state_drop_matter(struct talk_state *state)
{
    state->pending = PENDING_NOTHING;
    state->has_matter = false;
    state->matter = matter_empty();
    state->said = state->place_text = state->contact = state->held = VIEW("");
    state->read_as = VIEW("");
    state->media_count = 0;
    state->has_point = state->anonymous = state->confidential = state->promised = state->is_wish =
        state->advised = state->wary = false;
    state->campaign = VIEW("");
    state->skipped = 0;
    state->misunderstood = state->asked = state->repeated = 0;
    state->undo_count = 0;
    follow_forget(state);
    menu_clear(state);
}

void state_begin_matter(struct talking *turn)
{
    struct talk_state *state = turn->state;
    if (!state->has_matter) {
        if (follow_has_subject(state, turn->input->now))
            turn->behind = state->subject;
        follow_forget(state);
    }
    state->has_matter = true;
    state->matter.channel = (int)turn->input->channel;
}

static void pack_menu(const struct talk_state *state, struct buf *out)
{
    buf_u32(out, state->menu_number);
    buf_u8(out, (uint8_t)state->menu_count);
    for (size_t i = 0; i < state->menu_count; i++) {
        const struct menu_item *item = &state->menu[i];
        buf_u8(out, (uint8_t)item->kind);
        buf_packed(out, item->subject);
        buf_packed(out, item->code);
        buf_packed(out, item->label);
    }
}

static void unpack_menu(struct talk_state *state, struct reader *in)
{
    state->menu_number = read_u32(in);
    size_t count = read_u8(in);
    for (size_t i = 0; i < count && !in->bad; i++) {
        struct menu_item item = {.kind = (enum menu_kind)read_u8(in)};
        item.subject = read_packed(in);
        item.code = read_packed(in);
        item.label = read_packed(in);
        if (i < TALK_MENU_MAX)
            state->menu[state->menu_count++] = item;
    }
}

static void pack_double(struct buf *out, double value)
{
    uint64_t bits;
    memcpy(&bits, &value, sizeof bits);
    buf_u64(out, bits);
}

static double unpack_double(struct reader *in)
{
    uint64_t bits = read_u64(in);
    double value;
    memcpy(&value, &bits, sizeof value);
    return value;
}

static void pack_matter(const struct rules *rules, const struct talk_state *state, struct buf *out)
{
    struct buf matter;
    buf_init(&matter, PACKED_MATTER_MAX);
    matter_pack(rules, &state->matter, &matter);
    buf_packed(out, buf_seen(&matter));
    buf_free(&matter);
    buf_packed(out, state->said);
    buf_packed(out, state->read_as);
    buf_packed(out, state->place_text);
    buf_packed(out, state->contact);
    buf_u8(out, (uint8_t)state->media_count);
    for (size_t i = 0; i < state->media_count; i++)
        buf_packed(out, state->media[i]);
    buf_u8(out, (uint8_t)(state->has_point | state->anonymous << 1 | state->promised << 2 |
                          state->is_wish << 3 | state->confidential << 4 | state->advised << 5 |
                          state->wary << 6));
    buf_packed(out, state->campaign);
    pack_double(out, state->latitude);
    pack_double(out, state->longitude);
    buf_u8(out, (uint8_t)state->skipped);
    buf_u8(out, (uint8_t)state->misunderstood);
    buf_u8(out, (uint8_t)state->asked);
    buf_u8(out, (uint8_t)state->repeated);
    buf_u8(out, (uint8_t)state->undo_count);
    for (size_t i = 0; i < state->undo_count; i++)
        buf_packed(out, state->undo[i]);
    buf_packed(out, state->held);
}

static void unpack_matter(const struct rules *rules, struct talk_state *state, struct reader *in)
{
    if (!matter_unpack(rules, read_packed(in), &state->matter))
        in->bad = true;
    state->said = read_packed(in);
    state->read_as = read_packed(in);
    state->place_text = read_packed(in);
    state->contact = read_packed(in);
    size_t media = read_u8(in);
    for (size_t i = 0; i < media && !in->bad; i++) {
        struct view one = read_packed(in);
        if (i < TALK_MEDIA_MAX)
            state->media[state->media_count++] = one;
    }
    unsigned flags = read_u8(in);
    state->has_point = flags & 1;
    state->anonymous = flags & 2;
    state->confidential = flags & 16;
    state->promised = flags & 4;
    state->advised = flags & 32;
    state->wary = flags & 64;
    state->is_wish = flags & 8;
    state->campaign = read_packed(in);
    state->latitude = unpack_double(in);
    state->longitude = unpack_double(in);
    state->skipped = read_u8(in);
    state->misunderstood = read_u8(in);
    state->asked = read_u8(in);
    state->repeated = read_u8(in);
    size_t undo = read_u8(in);
    for (size_t i = 0; i < undo && !in->bad; i++) {
        struct view one = read_packed(in);
        if (i < TALK_UNDO_MAX)
            state->undo[state->undo_count++] = one;
    }
    state->held = read_packed(in);
}

static void pack_subject(const struct talk_subject *subject, struct buf *out)
{
    buf_packed(out, subject->link);
    buf_packed(out, subject->title);
    buf_packed(out, subject->issuer);
    buf_packed(out, subject->heading);
    buf_packed(out, subject->asked);
    buf_u64(out, (uint64_t)subject->at);
}

static void unpack_subject(struct talk_subject *subject, struct reader *in)
{
    subject->link = read_packed(in);
    subject->title = read_packed(in);
    subject->issuer = read_packed(in);
    subject->heading = read_packed(in);
    subject->asked = read_packed(in);
    subject->at = (int64_t)read_u64(in);
}

/* The offer's text stands without a matter, so it is not packed with one. */
static void pack_listed(const struct talk_state *state, struct buf *out)
{
    buf_packed(out, state->pending == PENDING_SEVERAL ? state->held : VIEW(""));
    buf_packed(out, state->listed_area);
    buf_u8(out, (uint8_t)state->listed_count);
    for (size_t i = 0; i < state->listed_count; i++)
        buf_packed(out, state->listed[i]);
    buf_packed(out, state->aside);
}

static void unpack_listed(struct talk_state *state, struct reader *in)
{
    struct view offered = read_packed(in);
    if (state->pending == PENDING_SEVERAL)
        state->held = offered;
    state->listed_area = read_packed(in);
    size_t count = read_u8(in);
    for (size_t i = 0; i < count && !in->bad; i++) {
        struct view one = read_packed(in);
        if (i < MATTERS_MAX)
            state->listed[state->listed_count++] = one;
    }
    state->aside = read_packed(in);
}

/* ---- a draft put aside ---- */

void state_put_aside(const struct rules *rules, struct talk_state *state, struct arena *arena)
{
    struct talk_state draft = *state;
    struct buf out;
    draft.undo_count = 0;
    draft.held = VIEW("");
    draft.said = utf8_head(draft.said, ASIDE_WORDS);
    buf_init(&out, ASIDE_MAX);
    pack_matter(rules, &draft, &out);
    state->aside = out.full ? VIEW("") : buf_keep(&out, arena);
    buf_free(&out);
}

bool state_take_back(const struct rules *rules, struct talk_state *state, struct arena *arena)
{
    struct reader in = reader_of(view_keep(arena, state->aside));
    struct talk_state *draft = talk_new(arena);
    struct talk_subject subject = state->subject;
    unpack_matter(rules, draft, &in);
    state->aside = VIEW("");
    if (in.bad)
        return false;
    state_drop_matter(state);
    state->subject = subject; /* what was answered between may be asked on */
    state->has_matter = true;
    state->matter = draft->matter;
    state->said = draft->said;
    state->read_as = draft->read_as;
    state->place_text = draft->place_text;
    state->contact = draft->contact;
    state->media_count = draft->media_count;
    memcpy(state->media, draft->media, sizeof state->media);
    state->is_wish = draft->is_wish;
    state->campaign = draft->campaign;
    state->has_point = draft->has_point;
    state->latitude = draft->latitude;
    state->longitude = draft->longitude;
    state->anonymous = draft->anonymous;
    state->confidential = draft->confidential;
    state->wary = draft->wary;
    state->skipped = draft->skipped;
    state->asked = draft->asked;
    return true;
}

/* ---- all of it ---- */

void talk_pack(const struct rules *rules, const struct talk_state *state, struct buf *out)
{
    buf_u8(out, STATE_VERSION);
    buf_u8(out, (uint8_t)state->pending);
    buf_u8(out, (uint8_t)(state->language | state->has_matter << 1 | state->greeted << 2 |
                          state->enterprise_proved << 3 | state->member << 4 | state->taken << 5 |
                          state->last_is_case << 6 | state->in_danger << 7));
    pack_menu(state, out);
    if (state->has_matter)
        pack_matter(rules, state, out);
    buf_u64(out, (uint64_t)state->touched);
    buf_u8(out, (uint8_t)state->steps);
    buf_packed(out, state->last_case);
    buf_u64(out, state->last_said);
    buf_u64(out, (uint64_t)state->last_filed);
    buf_u64(out, (uint64_t)state->handed);
    buf_u64(out, (uint64_t)state->rate_case);
    buf_packed(out, state->rate_number);
    buf_u8(out, (uint8_t)state->marks_given);
    for (int i = 0; i < RATE_DIMENSIONS; i++)
        buf_u8(out, (uint8_t)state->marks[i]);
    buf_packed(out, state->enterprise);
    pack_subject(&state->subject, out);
    pack_listed(state, out);
}

struct talk_state *talk_unpack(const struct rules *rules, struct view packed, struct arena *arena)
{
    struct talk_state *state = talk_new(arena);
    struct reader in = reader_of(packed);
    if (!packed.n || read_u8(&in) != STATE_VERSION)
        return state;
    state->pending = (enum pending)read_u8(&in);
    unsigned flags = read_u8(&in);
    state->language = flags & 1 ? LANGUAGE_EN : LANGUAGE_ZH;
    state->has_matter = flags & 2;
    state->greeted = flags & 4;
    state->enterprise_proved = flags & 8;
    state->member = flags & 16;
    state->taken = flags & 32;
    state->last_is_case = flags & 64;
    state->in_danger = flags & 128;
    unpack_menu(state, &in);
    if (state->has_matter)
        unpack_matter(rules, state, &in);
    state->touched = (int64_t)read_u64(&in);
    state->steps = read_u8(&in);
    state->last_case = read_packed(&in);
    state->last_said = read_u64(&in);
    state->last_filed = (int64_t)read_u64(&in);
    state->handed = (int64_t)read_u64(&in);
    state->rate_case = (int64_t)read_u64(&in);
    state->rate_number = read_packed(&in);
    state->marks_given = read_u8(&in);
    for (int i = 0; i < RATE_DIMENSIONS; i++)
        state->marks[i] = read_u8(&in);
    state->enterprise = read_packed(&in);
    unpack_subject(&state->subject, &in);
    unpack_listed(state, &in);
    bool sound = !in.bad && state->pending <= PENDING_LAST && state->marks_given <= RATE_DIMENSIONS;
    return sound ? state : talk_new(arena);
}
