/* geo: coordinates on the ground. Everything inside the house is WGS-84, as GeoJSON and browsers
 * have it; maps of the mainland (WeChat, Gaode, Tencent) give GCJ-02, which lies some hundred
 * metres away. A channel that speaks GCJ-02 converts where its messages come in, and nowhere else.
 */
#ifndef ZHIDA_GEO_H
#define ZHIDA_GEO_H

#include <stdbool.h>
#include <stddef.h>

struct geo_point {
    double latitude, longitude; /* degrees */
};

/* WGS-84 to GCJ-02 and back (to less than a tenth of a metre). Outside the mainland's box both are
 * the same. */
struct geo_point geo_to_gcj02(struct geo_point wgs);
struct geo_point geo_from_gcj02(struct geo_point gcj);

/* Does a ring (its last point need not repeat the first) hold the point? What lies on its southern
 * or western edge is in, on its northern or eastern edge out: of two neighbours one has it. */
bool geo_ring_holds(const struct geo_point *ring, size_t n, struct geo_point at);

/* Metres between two points that are not far apart. */
double geo_metres(struct geo_point a, struct geo_point b);

#endif
