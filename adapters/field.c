/* field: looking things up in the little tree that xml.c and json.c build. The bodies of channels
 * have a dozen fields, so a list walked from its head is the fastest table there is; how many
 * nodes a tree may have is the readers' limit, not this file's. Numbers stay text until somebody
 * asks: message ids are longer than a double holds, and what is an id is never computed with. */
#include "adapters/field.h"

#include <stdlib.h>

const struct field *field_child(const struct field *parent, const char *name)
{
    for (const struct field *at = parent ? parent->first : NULL; at; at = at->next)
        if (view_is(at->name, name))
            return at;
    return NULL;
}

struct view field_text(const struct field *parent, const char *name)
{
    const struct field *child = field_child(parent, name);
    bool plain = child && child->kind <= FIELD_BOOL;
    return plain ? child->text : VIEW("");
}

static bool decimal(struct view v)
{
    size_t digits = 0, points = 0;
    for (size_t i = v.n && v.p[0] == '-' ? 1 : 0; i < v.n; i++) {
        if (v.p[i] == '.')
            points++;
        else if (v.p[i] >= '0' && v.p[i] <= '9')
            digits++;
        else
            return false;
    }
    return digits > 0 && points <= 1 && v.n <= 40;
}

bool field_fraction(const struct field *parent, const char *name, double low, double high,
                    double *out)
{
    struct view v = field_text(parent, name);
    if (!decimal(v))
        return false;
    double value = strtod(v.p, NULL);
    if (value < low || value > high)
        return false;
    *out = value;
    return true;
}
