/* What every fuzz target has: an entry of libFuzzer's form, whose name standalone.c changes when it
 * takes several targets into one program, and a way to say that a promise was broken. Build one
 * alone with: clang -fsanitize=fuzzer,address -I. -Ibuild/gen tests/fuzz/fuzz_wechat.c ... */
#ifndef ZHIDA_FUZZ_H
#define ZHIDA_FUZZ_H

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#ifndef FUZZ_ENTRY
#define FUZZ_ENTRY LLVMFuzzerTestOneInput
#endif

/* An assertion that says what was promised. */
#define PROMISE(condition)                                                                         \
    do {                                                                                           \
        if (!(condition)) {                                                                        \
            fprintf(stderr, "%s:%d: broken promise: %s\n", __FILE__, __LINE__, #condition);        \
            abort();                                                                               \
        }                                                                                          \
    } while (0)

#endif
