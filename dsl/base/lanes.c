/* lanes: asks the processor. The compiler's library asked it when the program began, so this costs
 * a few loads. */
#include "dsl/base/lanes.h"

enum lanes lanes_here(void)
{
#ifdef __x86_64__
    if (__builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vl") &&
        __builtin_cpu_supports("avx512vbmi") && __builtin_cpu_supports("avx512vbmi2") &&
        __builtin_cpu_supports("avx512vpopcntdq") && __builtin_cpu_supports("bmi2"))
        return LANES_AVX512;
    if (__builtin_cpu_supports("avx2"))
        return LANES_AVX2;
#endif
    return LANES_SCALAR;
}
