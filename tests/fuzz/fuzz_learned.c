/* A learned ranking that somebody edited: bytes are changed at the places the input names and the
 * checksum is made right again. Either it is refused, or it ranks texts without leaving its bytes,
 * and what it proposes is among its own desks and duties. */
#include "dsl/base/fold.h"
#include "dsl/engine/learned_rank.h"
#include "dsl/learn/pack.h"

#include "tests/fuzz/fuzz.h"

int FUZZ_ENTRY(const uint8_t *data, size_t size);

enum { LEARNED_ARENA_MAX = 1 << 24, LEARNED_OUT_MAX = 1 << 20, LEARNED_EDIT = 4 };

static const char *const learned_texts[] = {"半夜工地打桩太吵", "路灯不亮,巷子很黑",
                                            "店里的喇叭很吵", "路灯不亮"};
enum { LEARNED_TEXTS = sizeof learned_texts / sizeof *learned_texts, LEARNED_DESKS = 3 };

static void learned_tickets_make(struct arena *arena, struct tickets *tickets)
{
    static const char *const desks[] = {"一局", "二局", "三所"};
    for (int i = 0; i < LEARNED_DESKS; i++)
        VEC_ADD(arena, &tickets->desks, view_of(desks[i]));
    VEC_ADD(arena, &tickets->items, VIEW("01"));
    VEC_ADD(arena, &tickets->areas, VIEW("东区"));
    VEC_ADD(arena, &tickets->areas, VIEW("西区"));
    for (int i = 0; i < LEARNED_TEXTS; i++) {
        struct ticket ticket = {.text = view_of(learned_texts[i]),
                                .desk = i % LEARNED_DESKS,
                                .item = i == 1 ? NONE : 0,
                                .area = i % 2};
        VEC_ADD(arena, &tickets->list, ticket);
    }
}

/* Each gram has a weight and a posting; every other a row besides. */
static void learned_draft_fill(struct arena *arena, struct draft *draft, size_t outputs)
{
    size_t n = draft->grams.n, row = LEARNED_ROW(outputs);
    PROMISE(outputs > 0);
    struct learned_output *out = ARENA_ARRAY(arena, outputs, struct learned_output);
    signed char *rows = ARENA_ARRAY(arena, n * row, signed char);
    uint16_t *places = ARENA_ARRAY(arena, n, uint16_t);
    signed char *weights = ARENA_ARRAY(arena, n, signed char);
    uint16_t *postings = ARENA_ARRAY(arena, n, uint16_t);
    unsigned char *shares = ARENA_ARRAY(arena, n, unsigned char);
    for (size_t i = 0; i < outputs; i++)
        out[i] = (struct learned_output){.scale = 0.001F, .bias = 0.5F};
    for (size_t g = 0; g < n; g++) {
        draft->grams.grams[g].row = g % 2 ? (int32_t)draft->row_count++ : NONE;
        rows[g * row + g % outputs] = (signed char)(g % 127);
        places[g] = (uint16_t)(g % outputs);
        weights[g] = (signed char)(g % 127);
        postings[g] = (uint16_t)(g % LEARNED_TEXTS);
        shares[g] = (unsigned char)g;
        draft->grams.grams[g + 1].weights = draft->grams.grams[g + 1].postings = (uint32_t)g + 1;
    }
    draft->outputs = out;
    draft->rows = rows;
    draft->weight_outputs = places;
    draft->weights = weights;
    draft->postings = postings;
    draft->posting_shares = shares;
    draft->weight_count = draft->posting_count = n;
}

static void learned_make(struct arena *arena, struct buf *bytes)
{
    static const bool use[LEARNED_TEXTS] = {true, true, true, true};
    static const int kept[LEARNED_TEXTS] = {0, 1, 2, 3};
    static const struct learned_point curve[] = {{-1, 0.25F}, {1, 0.75F}};
    struct tickets tickets = {0};
    learned_tickets_make(arena, &tickets);
    struct draft draft = {.tickets = &tickets,
                          .parts = parts_of(arena, tickets.desks.at, tickets.desks.n),
                          .grams = gram_list_of(arena, &tickets, use),
                          .kept = kept,
                          .kept_count = LEARNED_TEXTS,
                          .curve = curve,
                          .curve_count = 2,
                          .sure = 0.5,
                          .precision = 0.9};
    for (int i = 0; i < LEARNED_FACTOR_COUNT; i++)
        draft.factors[i] = 1;
    for (int i = 0; i < LEARNED_SIGN_COUNT; i++)
        draft.signs[i] = 0.1;
    learned_draft_fill(arena, &draft, draft_outputs(&draft));
    pack_draft(&draft, use, bytes);
}

/* Four bytes an edit: where, and what the byte becomes. */
static void learned_edit(struct buf *bytes, const uint8_t *data, size_t size)
{
    for (size_t i = 0; i + LEARNED_EDIT <= size; i += LEARNED_EDIT) {
        size_t at = (size_t)data[i] << 16 | (size_t)data[i + 1] << 8 | data[i + 2];
        bytes->p[at % bytes->n] = (char)data[i + 3];
    }
    struct learned_header header;
    memcpy(&header, bytes->p, sizeof header);
    header.checksum = learned_checksum(bytes->p, bytes->n);
    memcpy(bytes->p, &header, sizeof header);
}

static void learned_look_at(const struct learned *learned, const struct learned_choice *choice)
{
    struct view desk = learned_desk_code(learned, choice->desk);
    PROMISE(desk.n < LEARNED_OUT_MAX && learned_find_desk(learned, desk) >= NONE);
    if (choice->duty != NONE)
        PROMISE(learned_duty_code(learned, choice->duty).n < LEARNED_OUT_MAX);
}

static void learned_use(const struct learned *learned, struct arena *arena)
{
    for (int i = 0; i < LEARNED_TEXTS; i++) {
        struct learned_ranking ranking = {0};
        struct learned_votes none = {.first = NONE};
        learned_rank(learned, arena, fold_text(arena, view_of(learned_texts[i])).text, none,
                     &ranking);
        PROMISE(ranking.count <= LEARNED_CHOICES);
        for (int k = 0; k < ranking.count; k++)
            learned_look_at(learned, &ranking.choices[k]);
    }
}

int FUZZ_ENTRY(const uint8_t *data, size_t size)
{
    struct buf bytes;
    struct arena arena;
    struct learned learned;
    buf_init(&bytes, LEARNED_OUT_MAX);
    arena_init(&arena, LEARNED_ARENA_MAX);
    learned_make(&arena, &bytes);
    PROMISE(!bytes.full && learned_open(&learned, bytes.p, bytes.n) == LEARNED_OK);
    learned_use(&learned, &arena);
    learned_edit(&bytes, data, size);
    if (learned_open(&learned, bytes.p, bytes.n) == LEARNED_OK)
        learned_use(&learned, &arena);
    buf_free(&bytes);
    arena_free(&arena);
    return 0;
}
