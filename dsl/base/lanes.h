/* lanes: how wide the vectors are that this machine computes with. What has a form for vectors has
 * one for a machine without them too, and both give the same; who calls says which. */
#ifndef ZHIDA_LANES_H
#define ZHIDA_LANES_H

enum lanes {
    LANES_SCALAR,
    LANES_AVX2,  /* 32 bytes, with gathering */
    LANES_AVX512 /* 64 bytes, with packing of chosen bytes (VBMI2), counting of bits */
};

/* The widest that this machine has. */
enum lanes lanes_here(void);

#endif
