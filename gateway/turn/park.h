/* park: what to do with an input that brings the process down. A small mapped file holds, for each
 * thread, the key of the input it works on; what stands there when a process starts was at work
 * when the last one ended badly. A key found so twice is parked instead of tried again. */
#ifndef ZHIDA_PARK_H
#define ZHIDA_PARK_H

#include "dsl/base/view.h"

enum { PARK_SLOTS = 8, PARK_SUSPECTS = 64, PARK_STRIKES = 2 };

struct crash_marker;

/* Opens or makes the file, counts what it finds; NULL: not possible (errno). An empty path keeps it
 * in memory only. */
struct crash_marker *crash_marker_open(const char *path);
/* A clean end: nothing was at work. */
void crash_marker_close(struct crash_marker *marker);

/* marker may be NULL for all of these. key: any non-zero hash. */
void crash_marker_enter(struct crash_marker *marker, int slot, uint64_t key);
void crash_marker_leave(struct crash_marker *marker, int slot);
/* How often this key was at work at a bad end. */
int crash_marker_strikes(const struct crash_marker *marker, uint64_t key);
/* The key was parked: forget it. */
void crash_marker_forgive(struct crash_marker *marker, uint64_t key);

#endif
