/* sample_model: the sample district, compiled and opened, with the model it was compiled from: for
 * tests that hold what the image answers against the words the rules have. */
#ifndef ZHIDA_SAMPLE_MODEL_H
#define ZHIDA_SAMPLE_MODEL_H

#include "dsl/compile/compile.h"
#include "dsl/engine/rules.h"

struct sample_model {
    struct arena arena, scratch;
    struct model *model;
    struct buf image;
    struct rules rules;
};

static inline void sample_model_open(struct sample_model *sample)
{
    struct sources sources;
    struct diags diags;
    struct view why;
    arena_init(&sample->arena, (size_t)1 << 30);
    arena_init(&sample->scratch, (size_t)1 << 26);
    buf_init(&sample->image, (size_t)1 << 26);
    assert_true(compile_folder(&sample->arena, "rules/yunxi", &sources, &diags, &sample->model,
                               &sample->image, &why));
    assert_int_equal(rules_open(&sample->rules, sample->image.p, sample->image.n), RULES_OK);
}

static inline void sample_model_close(struct sample_model *sample)
{
    buf_free(&sample->image);
    arena_free(&sample->arena);
    arena_free(&sample->scratch);
}

#endif
