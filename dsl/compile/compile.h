/* compile: lowers the model to the image (dsl/engine/rules.h). The only place that knows both. */
#ifndef ZHIDA_COMPILE_H
#define ZHIDA_COMPILE_H

#include "dsl/base/buf.h"
#include "dsl/check/model.h"

/* Appends the image of a model without errors to out (empty buffer; 16-byte aligned by malloc).
 * Equal models give equal bytes. false: it passes the buffer's maximum or another limit, named in
 * *why (of the model's arena): "more than 8192 duties in the category ...". */
bool compile_image(const struct model *model, struct buf *out, struct view *why);

/* The same, and every example is put to the image: where one does not decide its duty, that is said
 * in diags and the image is left empty. */
bool compile_sound(const struct model *model, struct buf *image, struct diags *diags,
                   struct view *why);

/* Folder -> image in one go, as serve and the tools do it: reads, parses, checks (documents too),
 * compiles, checks every example.
 * Diagnostics are in diags (of the arena); image is empty when there are errors. model may be
 * NULL; else it receives the model. false: the folder could not be read, or its rules are too large
 * for an image; reason in *why. */
bool compile_folder(struct arena *arena, const char *folder, struct sources *sources,
                    struct diags *diags, struct model **model, struct buf *image, struct view *why);

/* The same from texts that were read already; folder: where their documents lie. */
bool compile_sources(struct arena *arena, const char *folder, struct sources *sources,
                     struct diags *diags, struct model **model, struct buf *image,
                     struct view *why);

/* The same with one text more, as if it were the folder's last file (what a command line says, in
 * the rules' own words); no text: none. */
bool compile_folder_with(struct arena *arena, const char *folder, struct view path,
                         struct view text, struct sources *sources, struct diags *diags,
                         struct model **model, struct buf *image, struct view *why);

#endif
