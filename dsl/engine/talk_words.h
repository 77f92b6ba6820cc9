/* moved: */
#include "dsl/base/talk_words.h"
