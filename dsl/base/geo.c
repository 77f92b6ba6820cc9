/* geo: the offset of Chinese maps, and points in rings.
 *
 * GCJ-02 adds to a position a sum of sines of it, on the Krasovsky ellipsoid. There is no closed
 * way back: the offset changes slowly, so taking it off where one has got to closes in quickly.
 *
 * A point is in a ring if a line eastwards from it crosses the ring an odd number of times. Edges
 * count their lower end and not their upper one, so neighbours that share an edge share no point.
 */
#include "dsl/base/geo.h"

#include <math.h>

static const double pi = 3.14159265358979323846;

static bool is_outside(struct geo_point at)
{
    return at.longitude < 72.004 || at.longitude > 137.8347 || at.latitude < 0.8293 ||
           at.latitude > 55.8271;
}

static double waves(double x, double first, double second)
{
    return (20 * sin(6 * x * pi) + 20 * sin(2 * x * pi)) * 2 / 3 + first + second;
}

static double metres_north(double x, double y)
{
    double sum = -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * sqrt(fabs(x));
    return sum + waves(x, (20 * sin(y * pi) + 40 * sin(y / 3 * pi)) * 2 / 3,
                       (160 * sin(y / 12 * pi) + 320 * sin(y * pi / 30)) * 2 / 3);
}

static double metres_east(double x, double y)
{
    double sum = 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * sqrt(fabs(x));
    return sum + waves(x, (20 * sin(x * pi) + 40 * sin(x / 3 * pi)) * 2 / 3,
                       (150 * sin(x / 12 * pi) + 300 * sin(x / 30 * pi)) * 2 / 3);
}

struct geo_point geo_to_gcj02(struct geo_point wgs)
{
    const double axis = 6378245.0, eccentricity = 0.00669342162296594323;
    if (is_outside(wgs))
        return wgs;
    double x = wgs.longitude - 105, y = wgs.latitude - 35, radian = wgs.latitude / 180 * pi;
    double magic = 1 - eccentricity * sin(radian) * sin(radian), root = sqrt(magic);
    double north = axis * (1 - eccentricity) / (magic * root) * pi / 180;
    double east = axis / root * cos(radian) * pi / 180;
    return (struct geo_point){wgs.latitude + metres_north(x, y) / north,
                              wgs.longitude + metres_east(x, y) / east};
}

struct geo_point geo_from_gcj02(struct geo_point gcj)
{
    struct geo_point wgs = gcj;
    for (int i = 0; i < 6; i++) {
        struct geo_point there = geo_to_gcj02(wgs);
        wgs.latitude -= there.latitude - gcj.latitude;
        wgs.longitude -= there.longitude - gcj.longitude;
    }
    return is_outside(gcj) ? gcj : wgs;
}

static bool crosses(struct geo_point a, struct geo_point b, struct geo_point at)
{
    if ((a.latitude <= at.latitude) == (b.latitude <= at.latitude))
        return false;
    double along = (at.latitude - a.latitude) / (b.latitude - a.latitude);
    return at.longitude < a.longitude + along * (b.longitude - a.longitude);
}

bool geo_ring_holds(const struct geo_point *ring, size_t n, struct geo_point at)
{
    bool inside = false;
    for (size_t i = 0; i < n; i++)
        inside ^= crosses(ring[i], ring[i + 1 < n ? i + 1 : 0], at);
    return inside;
}

double geo_metres(struct geo_point a, struct geo_point b)
{
    const double radian = pi / 180, degree = 111195.0;
    double north = (a.latitude - b.latitude) * degree;
    double east = (a.longitude - b.longitude) * degree * cos(b.latitude * radian);
    return sqrt(north * north + east * east);
}
