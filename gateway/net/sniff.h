/* sniff: what a file is, by its first bytes; what a name or a header claims is not looked at. */
#ifndef ZHIDA_SNIFF_H
#define ZHIDA_SNIFF_H

#include "adapters/message.h"

enum { UPLOAD_MAX = 12 << 20 };

/* The content type of a picture, sound or film that is taken ("image/jpeg"), or NULL. */
const char *sniff_type(struct view bytes);
/* ".jpg" of a content type that sniff_type gave, or "". */
const char *sniff_extension(struct view type);
/* Does it fit what was announced: image, voice, video? */
bool sniff_fits(const char *type, enum inbound_kind kind);

#endif
