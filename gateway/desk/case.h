/* moved: */
#include "gateway/case/case.h"
