/* pack: section after section into one block, then the header's places and sums. */
#include "dsl/learn/pack.h"

#include <math.h>
#include <stdlib.h>

struct packing {
    const struct draft *draft;
    struct buf *out;
    struct buf text;
    struct learned_header header;
};

static void align(struct buf *out)
{
    while (out->n % LEARNED_ALIGNMENT && !out->full)
        buf_byte(out, 0);
}

static void put(struct packing *packing, enum learned_section section, const void *items, size_t n,
                size_t size)
{
    align(packing->out);
    packing->header.sections[section] = (struct learned_run){packing->out->n, n};
    if (n)
        buf_bytes(packing->out, items, n * size);
}

#define PUT(packing, section, items, n)                                                            \
    put((packing), LEARNED_##section, (items), (n), sizeof *(items))

static struct learned_text keep_text(struct packing *packing, struct view text)
{
    struct learned_text kept = {(uint32_t)packing->text.n, (uint32_t)text.n};
    buf_view(&packing->text, text);
    return kept;
}

/* How many tickets each desk, and each item, has. */
static void count(const struct draft *draft, const bool *use, uint32_t *desks, uint32_t *items)
{
    for (size_t i = 0; i < draft->tickets->list.n; i++) {
        const struct ticket *ticket = &draft->tickets->list.at[i];
        if (use && !use[i])
            continue;
        desks[ticket->desk]++;
        if (ticket->item != NONE)
            items[ticket->item]++;
    }
}

static void put_desks(struct packing *packing)
{
    const struct draft *draft = packing->draft;
    size_t n = draft->tickets->desks.n;
    struct learned_desk *desks = calloc(n + 1, sizeof *desks);
    if (!desks)
        abort();
    for (size_t i = 0; i < n; i++) {
        int head = draft->parts.head[i], tail = draft->parts.tail[i];
        desks[i] = (struct learned_desk){
            .name = keep_text(packing, draft->tickets->desks.at[i]),
            .head = head == NONE ? NONE : (int)n + head,
            .tail = tail == NONE ? NONE : (int)n + tail,
        };
    }
    PUT(packing, desks, desks, n);
    free(desks);
}

size_t draft_outputs(const struct draft *draft)
{
    return draft->tickets->desks.n + draft->parts.n + draft->tickets->areas.n;
}

/* counts: tickets by desk; a part has those of all who share it. */
static void put_outputs(struct packing *packing, const uint32_t *counts)
{
    const struct draft *draft = packing->draft;
    size_t desks = draft->tickets->desks.n, names = desks + draft->parts.n;
    size_t n = draft_outputs(draft);
    struct learned_output *outputs = calloc(n + 1, sizeof *outputs);
    double *sums = calloc(names + 1, sizeof *sums), all = 0;
    if (!outputs || !sums)
        abort();
    for (size_t i = 0; i < desks; i++) {
        all += sums[i] = counts[i] + 1.0;
        if (draft->parts.head[i] != NONE)
            sums[desks + (size_t)draft->parts.head[i]] += sums[i];
        if (draft->parts.tail[i] != NONE)
            sums[desks + (size_t)draft->parts.tail[i]] += sums[i];
    }
    memcpy(outputs, draft->outputs, n * sizeof *outputs);
    for (size_t i = 0; i < names; i++)
        outputs[i].prior = (float)log(sums[i] / all);
    for (size_t i = 0; i < names; i++)
        outputs[i].gist = draft->gist ? draft->gist->biases[i] : 0;
    PUT(packing, outputs, outputs, n);
    free(outputs);
    free(sums);
}

/* Of each area's tickets, how many went where; a few more went as all others do. */
static void put_areas(struct packing *packing, const bool *use, const uint32_t *counts)
{
    const struct tickets *tickets = packing->draft->tickets;
    const float unseen = 2;
    size_t desks = tickets->desks.n, n = tickets->areas.n * desks;
    float *shares = calloc(n + 1, sizeof *shares), all = 0;
    if (!shares)
        abort();
    for (size_t d = 0; d < desks; d++)
        all += (float)counts[d] + 1;
    for (size_t i = 0; i < n; i++)
        shares[i] = unseen * ((float)counts[i % desks] + 1) / all;
    for (size_t i = 0; i < tickets->list.n; i++) {
        const struct ticket *ticket = &tickets->list.at[i];
        if ((!use || use[i]) && ticket->area != NONE)
            shares[(size_t)ticket->area * desks + (size_t)ticket->desk]++;
    }
    for (size_t row = 0; row < n; row += desks) {
        float sum = 0;
        for (size_t d = 0; d < desks; d++)
            sum += shares[row + d];
        for (size_t d = 0; d < desks; d++)
            shares[row + d] /= sum;
    }
    PUT(packing, areas, shares, n);
    free(shares);
}

static void put_gist(struct packing *packing)
{
    const struct gist *gist = packing->draft->gist;
    const signed char *rows = gist ? gist->rows : NULL;
    if (gist) {
        packing->header.place_scale = gist->scales->places;
        packing->header.gist_scale = gist->scales->rows;
    }
    PUT(packing, gist, rows, gist ? LEARNED_GIST * LEARNED_ROW(gist->names) : 0);
}

static int by_number(const void *a, const void *b)
{
    const uint64_t *x = a, *y = b;
    return *x < *y ? -1 : *x > *y;
}

/* Item and desk of each ticket that has an item, sorted; how many. */
static size_t pair_tickets(const struct tickets *tickets, const bool *use, uint64_t *pairs)
{
    size_t n = 0;
    for (size_t i = 0; i < tickets->list.n; i++) {
        const struct ticket *ticket = &tickets->list.at[i];
        if ((!use || use[i]) && ticket->item != NONE)
            pairs[n++] = (uint64_t)ticket->item << 32 | (uint32_t)ticket->desk;
    }
    if (n)
        qsort(pairs, n, sizeof *pairs, by_number);
    return n;
}

/* Fills where the desks of each item end. */
static void put_went(struct packing *packing, const bool *use, struct learned_duty *duties)
{
    const struct tickets *tickets = packing->draft->tickets;
    uint64_t *pairs = calloc(tickets->list.n + 1, sizeof *pairs);
    struct learned_went *went = calloc(tickets->list.n + 1, sizeof *went);
    if (!pairs || !went)
        abort();
    size_t n = pair_tickets(tickets, use, pairs), runs = 0, at = 0;
    for (size_t i = 0; i < tickets->items.n; i++) {
        for (; at < n && pairs[at] >> 32 == i; at++) {
            if (!at || pairs[at] != pairs[at - 1])
                went[runs++].desk = (uint32_t)pairs[at];
            went[runs - 1].count++;
        }
        duties[i].ends = (uint32_t)runs;
    }
    PUT(packing, went, went, runs);
    free(pairs);
    free(went);
}

static void put_items(struct packing *packing, const bool *use, const uint32_t *counts)
{
    size_t n = packing->draft->tickets->items.n;
    struct learned_duty *duties = calloc(n + 1, sizeof *duties);
    if (!duties)
        abort();
    put_went(packing, use, duties);
    for (size_t i = 0; i < n; i++) {
        duties[i].code = keep_text(packing, packing->draft->tickets->items.at[i]);
        duties[i].count = counts[i];
    }
    PUT(packing, duties, duties, n);
    free(duties);
}

static void put_tickets(struct packing *packing)
{
    const struct draft *draft = packing->draft;
    struct learned_ticket *tickets = calloc(draft->kept_count + 1, sizeof *tickets);
    if (!tickets)
        abort();
    for (size_t i = 0; i < draft->kept_count; i++) {
        const struct ticket *ticket = &draft->tickets->list.at[draft->kept[i]];
        tickets[i] = (struct learned_ticket){ticket->desk, ticket->item};
    }
    PUT(packing, tickets, tickets, draft->kept_count);
    free(tickets);
}

static void put_figures(struct packing *packing)
{
    const struct draft *draft = packing->draft;
    struct learned_figure *figures = calloc(draft->figure_count + 1, sizeof *figures);
    if (!figures)
        abort();
    for (size_t i = 0; i < draft->figure_count; i++) {
        struct learned_text name = draft->figures[i].name;
        figures[i] = (struct learned_figure){
            keep_text(packing, view_sub(draft->figure_text, name.at, name.at + name.n)),
            draft->figures[i].value};
    }
    PUT(packing, figures, figures, draft->figure_count);
    free(figures);
}

static void put_even(struct buf *out, const void *bytes, size_t n)
{
    buf_bytes(out, bytes, n);
    if (n % 2)
        buf_byte(out, 0);
}

/* One gram's record. row: bytes of a row of weights. */
static void put_record(const struct draft *draft, size_t row, size_t index, struct buf *out)
{
    const struct draft_gram *gram = &draft->grams.grams[index];
    uint32_t weights = gram[1].weights - gram->weights,
             postings = gram[1].postings - gram->postings;
    struct learned_gram head = {.index = (uint32_t)index & LEARNED_INDEX_MOST,
                                .rarity = gram->rarity,
                                .placed = draft->gist && index < draft->gist->grams,
                                .weights = (uint16_t)(gram->row == NONE ? weights : LEARNED_EACH),
                                .postings = (uint16_t)postings};
    buf_bytes(out, &head, sizeof head);
    if (head.placed)
        buf_bytes(out, draft->gist->places + index * LEARNED_GIST, LEARNED_GIST);
    if (gram->row != NONE) {
        buf_bytes(out, draft->rows + (size_t)gram->row * row, row);
    } else if (weights) {
        buf_bytes(out, draft->weight_outputs + gram->weights, weights * sizeof(uint16_t));
        put_even(out, draft->weights + gram->weights, weights);
    }
    if (postings) {
        buf_bytes(out, draft->postings + gram->postings, postings * sizeof(uint16_t));
        put_even(out, draft->posting_shares + gram->postings, postings);
    }
}

static void fill_slot(struct learned_slot *slots, size_t n, struct learned_slot one)
{
    size_t at = learned_first_slot(one.number) & (n - 1);
    while (slots[at].number)
        at = (at + 1) & (n - 1);
    slots[at] = one;
}

/* Records in the order of the grams, and where each is. */
static void put_grams(struct packing *packing, size_t row)
{
    const struct gram_list *list = &packing->draft->grams;
    struct buf records;
    size_t n = 16;
    while (n * 2 < list->n * 3)
        n *= 2;
    struct learned_slot *slots = calloc(n, sizeof *slots);
    if (!slots)
        abort();
    buf_init(&records, 1 << 28);
    for (size_t i = 0; i < list->n; i++) {
        fill_slot(slots, n, (struct learned_slot){list->grams[i].number, (uint32_t)records.n});
        put_record(packing->draft, row, i, &records);
    }
    PUT(packing, slots, slots, n);
    PUT(packing, records, records.p, records.n);
    packing->out->full |= records.full;
    buf_free(&records);
    free(slots);
}

static void put_sections(struct packing *packing, const bool *use)
{
    const struct draft *draft = packing->draft;
    size_t desks = draft->tickets->desks.n, items = draft->tickets->items.n;
    uint32_t *counts = calloc(desks + items + 1, sizeof *counts);
    if (!counts)
        abort();
    count(draft, use, counts, counts + desks);
    put_desks(packing);
    put_items(packing, use, counts + desks);
    put_outputs(packing, counts);
    put_areas(packing, use, counts);
    put_gist(packing);
    free(counts);
    put_grams(packing, LEARNED_ROW(draft_outputs(draft)));
    put_tickets(packing);
    PUT(packing, curve, draft->curve, draft->curve_count);
    put_figures(packing);
    PUT(packing, text, packing->text.p, packing->text.n);
}

static void finish(struct packing *packing)
{
    struct learned_header *header = &packing->header;
    memcpy(header->magic, LEARNED_MAGIC, sizeof header->magic);
    memcpy(header->factors, packing->draft->factors, sizeof header->factors);
    memcpy(header->signs, packing->draft->signs, sizeof header->signs);
    header->version = LEARNED_VERSION;
    header->byte_order = LEARNED_BYTE_ORDER;
    header->sure = packing->draft->sure;
    header->precision = packing->draft->precision;
    header->size = packing->out->n;
    memcpy(packing->out->p, header, sizeof *header);
    header->checksum = learned_checksum(packing->out->p, packing->out->n);
    memcpy(packing->out->p, header, sizeof *header);
}

void pack_draft(const struct draft *draft, const bool *use, struct buf *out)
{
    struct packing packing = {.draft = draft, .out = out};
    buf_init(&packing.text, 1 << 24);
    buf_bytes(out, &packing.header, sizeof packing.header);
    put_sections(&packing, use);
    if (!out->full)
        finish(&packing);
    buf_free(&packing.text);
}
