/* charset: the bytes of a web page as UTF-8. */
#ifndef ZHIDA_CHARSET_H
#define ZHIDA_CHARSET_H

#include "dsl/base/view.h"

/* UTF-8 where the bytes are that, else the encoding a meta element names, else GB18030. Bytes that
 * are none of it become U+FFFD. false: the encoding is unknown here. */
bool charset_to_utf8(struct arena *arena, struct view bytes, struct view *text);

#endif
