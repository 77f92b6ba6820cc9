/* metrics: counters and gauges that any thread may touch, and their text for Prometheus. */
#ifndef ZHIDA_METRICS_H
#define ZHIDA_METRICS_H

#include <stdatomic.h>

#include "dsl/base/buf.h"

enum metric {
#define METRIC(name, text, type, meaning) METRIC_##name,
#include "gateway/metric_table.h"
#undef METRIC
    METRICS
};

/* Upper bounds of the latency histogram: powers of two from 1/4 ms. */
enum { LATENCY_BUCKETS = 16 };

struct metrics {
    _Atomic int64_t values[METRICS];
    _Atomic int64_t latency[LATENCY_BUCKETS];
    _Atomic int64_t latency_sum; /* microseconds */
    _Atomic uint64_t rules;      /* the version in force, its 16 hexadecimal digits; 0: none */
};

/* NULL is allowed and does nothing. */
void metrics_add(struct metrics *metrics, enum metric metric, int64_t n);
void metrics_set(struct metrics *metrics, enum metric metric, int64_t value);
int64_t metrics_get(struct metrics *metrics, enum metric metric);
/* Which rules are in force: 16 hexadecimal digits (rules_version). */
void metrics_rules(struct metrics *metrics, struct view version);
/* From a request's arrival to its answer. */
void metrics_latency(struct metrics *metrics, int64_t micros);
void metrics_print(struct metrics *metrics, struct buf *out);

#endif
