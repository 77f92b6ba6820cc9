/* rules_item: how the files that hand out an image's contents reach into it. Private to
 * dsl/engine. */
#ifndef ZHIDA_RULES_ITEM_H
#define ZHIDA_RULES_ITEM_H

#include "dsl/engine/layout.h"

#include <assert.h>

/* An item of a section. An index that is not there stops the program. */
static inline const void *rules_item(const struct rules *rules, enum image_section section,
                                     int index)
{
    assert(index >= 0 && (uint32_t)index < image_header(rules)->sections[section].count);
    return rules->bytes + image_header(rules)->sections[section].offset +
           (size_t)index * image_item_size(section);
}

/* In that language, else in Chinese. */
static inline struct view rules_said(const struct rules *rules, struct image_display display,
                                     enum text_language language)
{
    bool english = language == LANGUAGE_EN && display.en.n > 0;
    return image_view(rules, english ? display.en : display.zh);
}

/* The same; the code where there is no display text. */
static inline struct view rules_said_or_code(const struct rules *rules,
                                             const struct image_named *one,
                                             enum text_language language)
{
    struct view text = rules_said(rules, one->display, language);
    return text.n ? text : image_view(rules, one->code);
}

static inline struct target rules_target_of(struct image_target target)
{
    return (struct target){target.unit, target.role};
}

#endif
