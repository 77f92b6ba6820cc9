/* fit: support vector machines for each output, one against all others (liblinear's dual coordinate
 * descent for the squared hinge). An output's own tickets are few against all others, but weigh no
 * more: some of them belong to it by mistake, and of few that is much. One machine reads the shares
 * as they are. Where an output has tickets enough, and there is time, a second one reads them
 * stretched by how much more or less often each gram stands in the output's own tickets than in
 * others (the log of the two rates, as naive Bayes has it); what counts is the mean of both.
 * Stretching is a factor for each gram, so both are one set of weights in the end, and whoever
 * ranks does not know of it.
 *
 * liblinear draws from the C library's one random sequence. It is set to the same place before
 * every output, and outputs are shared out among processes (workers.h), so that the result is the
 * same however many there are. Each process writes into memory that all share: a byte for each
 * gram and output (root.h). Of these the greatest are kept, up to what the file may hold. The gist,
 * the other model of the same tickets, is one more job of theirs. */
#include "dsl/learn/fit.h"

#include <linear.h>
#include <stdlib.h>
#include <unistd.h>

#include "dsl/learn/root.h"
#include "dsl/learn/workers.h"

enum {
    SIZES = 4096,
    ROWS_MOST = 3000000,
    STRETCHED_MOST = 8000000, /* rows times outputs up to which the second machine is made */
    STRETCHED_LEAST = 50      /* tickets of the output: rates of fewer say little */
};
static const double stretch_part = 0.7; /* the rest of a gram's share stays as it is */

struct fitting {
    const struct lessons *lessons;
    struct problem problem;
    struct feature_node *nodes;
    const struct ticket **rows;     /* of the problem */
    signed char *bytes;             /* shared: outputs * grams */
    struct learned_output *outputs; /* shared */
    size_t output_count;
    struct gist *gist;
};

static void quiet(const char *text)
{
    (void)text;
}

/* liblinear counts features from 1 and ends a row with -1; the last feature is the bias. */
static void fill_row(struct fitting *fitting, size_t row, const struct learned_shares *shares,
                     struct feature_node **next)
{
    struct feature_node *at = *next;
    fitting->problem.x[row] = at;
    for (size_t i = 0; i < shares->n; i++)
        *at++ = (struct feature_node){(int)shares->at[i].gram + 1, (double)shares->at[i].value};
    *at++ = (struct feature_node){fitting->problem.n, 1};
    *at++ = (struct feature_node){-1, 0};
    *next = at;
}

static int by_feature(const void *a, const void *b)
{
    const struct feature_node *x = a, *y = b;
    return x->index < y->index ? -1 : x->index > y->index;
}

static void make_problem(struct arena *arena, struct fitting *fitting)
{
    const struct lessons *lessons = fitting->lessons;
    size_t rows = 0, nodes = 0, n = lessons->tickets->list.n;
    for (size_t i = 0; i < n; i++) {
        rows += lessons->use[i];
        nodes += lessons->use[i] ? lessons->shares[i].n + 2 : 0;
    }
    fitting->problem = (struct problem){.l = (int)rows, .n = (int)lessons->grams + 1, .bias = 1};
    fitting->problem.x = ARENA_ARRAY(arena, rows, struct feature_node *);
    fitting->rows = ARENA_ARRAY(arena, rows, const struct ticket *);
    fitting->nodes = ARENA_ARRAY(arena, nodes, struct feature_node);
    struct feature_node *next = fitting->nodes;
    for (size_t i = 0, row = 0; i < n; i++) {
        if (!lessons->use[i])
            continue;
        fill_row(fitting, row, &lessons->shares[i], &next);
        qsort(fitting->problem.x[row], lessons->shares[i].n, sizeof *next, by_feature);
        fitting->rows[row++] = &lessons->tickets->list.at[i];
    }
}

static bool belongs(const struct fitting *fitting, const struct ticket *ticket, size_t output)
{
    size_t desks = fitting->lessons->tickets->desks.n;
    const struct parts *parts = fitting->lessons->parts;
    if (output < desks)
        return (size_t)ticket->desk == output;
    int part = (int)(output - desks), area = part - (int)parts->n;
    return parts->head[ticket->desk] == part || parts->tail[ticket->desk] == part ||
           (area >= 0 && ticket->area == area);
}

static void take_weights(struct fitting *fitting, const double *weights, size_t output)
{
    size_t grams = fitting->lessons->grams;
    double greatest = 1e-9;
    for (size_t i = 0; i < grams; i++)
        greatest = fabs(weights[i]) > greatest ? fabs(weights[i]) : greatest;
    for (size_t i = 0; i < grams; i++)
        fitting->bytes[output * grams + i] = root_of(weights[i], greatest);
    fitting->outputs[output] =
        (struct learned_output){.scale = root_scale(greatest), .bias = (float)weights[grams]};
}

/* What one process needs for its outputs: by gram, and one for the bias. */
struct machine {
    double *targets; /* by row */
    double *weights, *stretch;
};

/* Adds a machine's weights. */
static void add_machine(struct fitting *fitting, const struct machine *machine)
{
    struct parameter parameter = {.solver_type = L2R_L2LOSS_SVC_DUAL, .eps = 0.1, .C = 0.5};
    struct problem problem = fitting->problem;
    problem.y = machine->targets;
    srand(1); /* NOLINT(cert-msc32-c,cert-msc51-cpp): the same every time is what is wanted */
    struct model *model = train(&problem, &parameter);
    double sign = model->label[0] == 1 ? 1 : -1;
    for (int i = 0; i < problem.n; i++)
        machine->weights[i] += sign * machine->stretch[i] * model->w[i];
    free_and_destroy_model(&model);
}

/* How much each gram is stretched for the output whose rows have positive targets. */
static void measure_stretch(const struct fitting *fitting, const struct machine *machine)
{
    size_t grams = fitting->lessons->grams;
    double *inside = calloc(grams, sizeof *inside), *outside = calloc(grams, sizeof *outside);
    double rows[2] = {0, 0}, sum = 0;
    if (!inside || !outside)
        _exit(1);
    for (int r = 0; r < fitting->problem.l; r++) {
        bool own = machine->targets[r] > 0;
        rows[own]++;
        for (const struct feature_node *at = fitting->problem.x[r]; at->index < fitting->problem.n;
             at++)
            (own ? inside : outside)[at->index - 1]++;
    }
    for (size_t i = 0; i < grams; i++) {
        double own = (inside[i] + 1) / (rows[1] + 2), other = (outside[i] + 1) / (rows[0] + 2);
        sum += machine->stretch[i] = fabs(log(own / other));
    }
    for (size_t i = 0; i < grams; i++)
        machine->stretch[i] =
            1 - stretch_part + stretch_part * machine->stretch[i] * (double)grams / (sum + 1e-9);
    free(inside);
    free(outside);
}

/* Stretches every row, or takes that back. */
static void stretch_rows(struct fitting *fitting, const struct machine *machine, bool back)
{
    for (int r = 0; r < fitting->problem.l; r++)
        for (struct feature_node *at = fitting->problem.x[r]; at->index < fitting->problem.n;
             at++) {
            double by = machine->stretch[at->index - 1];
            at->value = back ? at->value / by : at->value * by;
        }
}

static void fit_output(struct fitting *fitting, size_t output, const struct machine *machine)
{
    int members = 0, rows = fitting->problem.l;
    for (int i = 0; i < rows; i++) {
        bool member = belongs(fitting, fitting->rows[i], output);
        machine->targets[i] = member ? 1 : -1;
        members += member;
    }
    if (!members || members == rows) {
        fitting->outputs[output].bias = members ? 1 : -1;
        return;
    }
    for (int i = 0; i < fitting->problem.n; i++) {
        machine->weights[i] = 0;
        machine->stretch[i] = 1;
    }
    add_machine(fitting, machine);
    if (members >= STRETCHED_LEAST && (size_t)rows * fitting->output_count <= STRETCHED_MOST) {
        measure_stretch(fitting, machine);
        stretch_rows(fitting, machine, false);
        add_machine(fitting, machine);
        stretch_rows(fitting, machine, true);
        for (int i = 0; i < fitting->problem.n; i++)
            machine->weights[i] /= 2;
    }
    take_weights(fitting, machine->weights, output);
}

/* The gist first, since it takes longest; then output by output. */
static void do_job(void *self, size_t job)
{
    struct fitting *fitting = self;
    size_t rows = (size_t)fitting->problem.l, grams = (size_t)fitting->problem.n;
    if (job == 0) {
        gist_learn(fitting->gist, fitting->lessons);
        return;
    }
    const struct machine machine = {calloc(rows, sizeof(double)), calloc(grams, sizeof(double)),
                                    calloc(grams, sizeof(double))};
    if (!machine.targets || !machine.weights || !machine.stretch)
        _exit(1);
    set_print_string_function(quiet);
    fit_output(fitting, job - 1, &machine);
    free(machine.targets);
    free(machine.weights);
    free(machine.stretch);
}

/* ---- what is kept ---- */

static size_t size_of(const struct fitting *fitting, size_t output, signed char byte)
{
    double weight = (double)(byte * byte) * (double)fitting->outputs[output].scale;
    size_t size = (size_t)(weight * 2000);
    return size < SIZES ? size : SIZES - 1;
}

/* The size from which on at most `most` weights are. */
static size_t least_size(const struct fitting *fitting, size_t most)
{
    size_t counts[SIZES] = {0}, grams = fitting->lessons->grams, sum = 0, least = SIZES;
    for (size_t o = 0; o < fitting->output_count; o++)
        for (size_t g = 0; g < grams; g++)
            if (fitting->bytes[o * grams + g])
                counts[size_of(fitting, o, fitting->bytes[o * grams + g])]++;
    while (least > 0 && sum + counts[least - 1] <= most)
        sum += counts[--least];
    return least;
}

static bool keeps(const struct fitting *fitting, size_t least, size_t output, size_t gram)
{
    signed char byte = fitting->bytes[output * fitting->lessons->grams + gram];
    return byte && size_of(fitting, output, byte) >= least;
}

/* Grams with so many weights that a row of all of them is no longer than they are; not more than
 * ROWS_MOST numbers in all. */
static void choose_rows(const struct fitting *fitting, const uint32_t *counts, struct arena *arena,
                        struct fitted *out)
{
    size_t grams = fitting->lessons->grams, row = LEARNED_ROW(fitting->output_count);
    out->row_of = ARENA_ARRAY(arena, grams, int32_t);
    for (size_t g = 0; g < grams; g++) {
        bool dense =
            counts[g] * 2 > fitting->output_count && (out->row_count + 1) * row <= ROWS_MOST;
        out->row_of[g] = dense ? (int32_t)out->row_count++ : NONE;
    }
    out->rows = ARENA_ARRAY(arena, out->row_count * row, signed char);
    for (size_t o = 0; o < fitting->output_count; o++)
        for (size_t g = 0; g < grams; g++)
            if (out->row_of[g] != NONE)
                out->rows[(size_t)out->row_of[g] * row + o] = fitting->bytes[o * grams + g];
}

/* Output by output, each weight behind those of its gram that are there already. */
static void fill_weights(const struct fitting *fitting, size_t least, struct fitted *out)
{
    size_t grams = fitting->lessons->grams;
    for (size_t o = 0; o < fitting->output_count; o++)
        for (size_t g = 0; g < grams; g++)
            if (out->row_of[g] == NONE && keeps(fitting, least, o, g)) {
                out->weight_outputs[out->ends[g]] = (uint16_t)o;
                out->weights[out->ends[g]++] = fitting->bytes[o * grams + g];
            }
}

static void keep_weights(struct arena *arena, const struct fitting *fitting, size_t most,
                         struct fitted *out)
{
    size_t grams = fitting->lessons->grams, least = least_size(fitting, most), n = 0;
    out->ends = ARENA_ARRAY(arena, grams, uint32_t);
    for (size_t o = 0; o < fitting->output_count; o++)
        for (size_t g = 0; g < grams; g++)
            out->ends[g] += keeps(fitting, least, o, g);
    choose_rows(fitting, out->ends, arena, out);
    for (size_t g = 0; g < grams; g++) {
        size_t count = out->row_of[g] == NONE ? out->ends[g] : 0;
        out->ends[g] = (uint32_t)n;
        n += count;
    }
    out->weight_outputs = ARENA_ARRAY(arena, n, uint16_t);
    out->weights = ARENA_ARRAY(arena, n, signed char);
    fill_weights(fitting, least, out);
    out->weight_count = n;
    out->outputs = ARENA_ARRAY(arena, fitting->output_count, struct learned_output);
    memcpy(out->outputs, fitting->outputs, fitting->output_count * sizeof *out->outputs);
}

bool fit_desks(struct arena *arena, const struct lessons *lessons, int workers, size_t most,
               struct gist *gist, struct fitted *out)
{
    struct fitting fitting = {
        .lessons = lessons, .gist = gist, .output_count = lessons_outputs(lessons)};
    size_t bytes = fitting.output_count * lessons->grams;
    size_t outputs = fitting.output_count * sizeof *fitting.outputs;
    fitting.bytes = workers_memory(bytes);
    fitting.outputs = workers_memory(outputs);
    bool sound = fitting.bytes && fitting.outputs;
    *out = (struct fitted){0};
    if (sound) {
        make_problem(arena, &fitting);
        sound = workers_run(workers, 1 + fitting.output_count, do_job, &fitting);
    }
    if (sound)
        keep_weights(arena, &fitting, most, out);
    workers_release(fitting.bytes, bytes);
    workers_release(fitting.outputs, outputs);
    return sound;
}
