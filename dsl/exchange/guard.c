/* guard: which cells a spreadsheet would compute. Tab and carriage return count too: programs skip
 * them before they look for the sign. What already stands behind apostrophes gets one more, so that
 * taking one off gives back what was there. */
#include "dsl/exchange/guard.h"

static bool is_number(struct view cell)
{
    size_t digits = 0, points = 0;
    for (size_t i = cell.n && (cell.p[0] == '-' || cell.p[0] == '+') ? 1 : 0; i < cell.n; i++) {
        if (cell.p[i] >= '0' && cell.p[i] <= '9')
            digits++;
        else if (cell.p[i] == '.')
            points++;
        else
            return false;
    }
    return digits && points <= 1;
}

static size_t apostrophes(struct view cell)
{
    size_t n = 0;
    while (n < cell.n && cell.p[n] == '\'')
        n++;
    return n;
}

bool guard_needed(struct view cell)
{
    size_t n = apostrophes(cell);
    if (n == cell.n || !cell.p[n] || !strchr("=+-@\t\r", cell.p[n]))
        return false;
    return n > 0 || !is_number(cell);
}

struct view guard_off(struct view cell)
{
    bool guarded = cell.n && cell.p[0] == '\'' && guard_needed(cell);
    return guarded ? view_sub(cell, 1, cell.n) : cell;
}
