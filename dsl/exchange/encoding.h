/* encoding: the bytes of a text file as UTF-8. */
#ifndef ZHIDA_EXCHANGE_ENCODING_H
#define ZHIDA_EXCHANGE_ENCODING_H

#include "dsl/base/view.h"

/* UTF-8 (with or without BOM), UTF-16 with BOM, else GB18030, which holds GBK and GB2312. The text
 * has no BOM; name says what it was. false: none of them. */
bool encoding_to_utf8(struct arena *arena, struct view bytes, struct view *text, const char **name);

#endif
