/* moved: */
#include "dsl/base/phrase_table.h"
