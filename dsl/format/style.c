/* style: how each kind of node is written. style_table.h is the one place that has to be told of a
 * new kind: the switch has no default, so a kind that is missing there does not compile.
 *
 * A clause takes a line. Five go on the line of the one before, because together they say one
 * thing: who (交 and 协办), that it is urgent and until when, a role and where it is played. */
#include "dsl/format/script.h"

enum style style_of(enum node_kind kind)
{
    switch (kind) {
#define STYLED(kind, style)                                                                        \
    case NODE_##kind:                                                                              \
        return STYLE_##style;
#include "dsl/format/style_table.h"
    case NODE_KINDS:
        break;
    }
    return STYLE_PART;
}

bool style_joins(enum node_kind before, enum node_kind kind)
{
    static const struct {
        enum node_kind before, kind;
    } pairs[] = {
        {NODE_ASSIGN, NODE_ASSIST}, {NODE_ASSIGN, NODE_URGENT},    {NODE_ASSIST, NODE_URGENT},
        {NODE_URGENT, NODE_WITHIN}, {NODE_URGENT, NODE_USE_CLOCK}, {NODE_ROLE, NODE_SERVES},
    };
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        if (pairs[i].before == before && pairs[i].kind == kind)
            return true;
    }
    return false;
}
