/* json: of the ground (dsl/base/json.h). */
#include "dsl/base/json.h"
