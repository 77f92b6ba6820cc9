/* moved: */
#include "gateway/case/case_states.h"
