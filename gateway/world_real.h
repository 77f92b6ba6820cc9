/* world_real: the machine's clock and randomness. */
#ifndef ZHIDA_WORLD_REAL_H
#define ZHIDA_WORLD_REAL_H

#include "gateway/world.h"

/* Calls are filled in by whoever makes them (net/sending.h). */
struct world world_real(void);

#endif
