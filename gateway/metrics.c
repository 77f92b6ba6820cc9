/* metrics: relaxed atomics, read while others write; a figure may be a moment old, never torn. */
#include "gateway/metrics.h"

#include <inttypes.h>
#include <stdlib.h>

void metrics_add(struct metrics *metrics, enum metric metric, int64_t n)
{
    if (metrics)
        atomic_fetch_add_explicit(&metrics->values[metric], n, memory_order_relaxed);
}

void metrics_set(struct metrics *metrics, enum metric metric, int64_t value)
{
    if (metrics)
        atomic_store_explicit(&metrics->values[metric], value, memory_order_relaxed);
}

int64_t metrics_get(struct metrics *metrics, enum metric metric)
{
    return metrics ? atomic_load_explicit(&metrics->values[metric], memory_order_relaxed) : 0;
}

void metrics_latency(struct metrics *metrics, int64_t micros)
{
    int bucket = 0;
    if (!metrics)
        return;
    while (bucket < LATENCY_BUCKETS - 1 && micros > (250LL << bucket))
        bucket++;
    atomic_fetch_add_explicit(&metrics->latency[bucket], 1, memory_order_relaxed);
    atomic_fetch_add_explicit(&metrics->latency_sum, micros, memory_order_relaxed);
}

void metrics_rules(struct metrics *metrics, struct view version)
{
    char digits[17] = {0};
    if (!metrics || version.n >= sizeof digits)
        return;
    memcpy(digits, version.p, version.n);
    atomic_store_explicit(&metrics->rules, strtoull(digits, NULL, 16), memory_order_relaxed);
}

/* A label may change and a figure be compared: which version decided is a label of a figure that is
 * always 1. */
static void print_rules(struct metrics *metrics, struct buf *out)
{
    uint64_t rules = atomic_load_explicit(&metrics->rules, memory_order_relaxed);
    buf_text(out, "# HELP zhida_rules_info which version of the rules is in force\n"
                  "# TYPE zhida_rules_info gauge\n");
    if (rules)
        buf_print(out, "zhida_rules_info{version=\"%016" PRIx64 "\"} 1\n", rules);
}

static void print_latency(struct metrics *metrics, struct buf *out)
{
    int64_t count = 0;
    buf_text(out, "# HELP zhida_answer_seconds from a request's arrival to its answer\n"
                  "# TYPE zhida_answer_seconds histogram\n");
    for (int i = 0; i < LATENCY_BUCKETS - 1; i++) {
        count += atomic_load_explicit(&metrics->latency[i], memory_order_relaxed);
        buf_print(out, "zhida_answer_seconds_bucket{le=\"%g\"} %" PRId64 "\n",
                  (double)(250LL << i) / 1e6, count);
    }
    count += atomic_load_explicit(&metrics->latency[LATENCY_BUCKETS - 1], memory_order_relaxed);
    buf_print(out, "zhida_answer_seconds_bucket{le=\"+Inf\"} %" PRId64 "\n", count);
    buf_print(out, "zhida_answer_seconds_sum %g\nzhida_answer_seconds_count %" PRId64 "\n",
              (double)atomic_load_explicit(&metrics->latency_sum, memory_order_relaxed) / 1e6,
              count);
}

void metrics_print(struct metrics *metrics, struct buf *out)
{
    static const struct {
        const char *name, *type, *meaning;
    } table[] = {
#define COUNTER "counter"
#define GAUGE "gauge"
#define METRIC(name, text, type, meaning) {text, type, meaning},
#include "gateway/metric_table.h"
#undef METRIC
    };
    for (int i = 0; i < METRICS; i++)
        buf_print(out, "# HELP %s %s\n# TYPE %s %s\n%s %" PRId64 "\n", table[i].name,
                  table[i].meaning, table[i].name, table[i].type, table[i].name,
                  metrics_get(metrics, (enum metric)i));
    print_rules(metrics, out);
    print_latency(metrics, out);
}
