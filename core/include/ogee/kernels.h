/* Which vector instructions the array functions and losses use. Results do not depend on it: every set gives
   the same bits. */
#ifndef OGEE_KERNELS_H
#define OGEE_KERNELS_H

/* The name of the set in use: "avx512" (F and DQ), "avx2" (with FMA), "neon", "sse2" or "scalar". It is the
   best one that the processor has, or the one that the environment variable OGEE_KERNELS names; where the
   processor lacks that, the next best below it, and a name that is none of these counts as not set. The
   variable is read once, by the first function that needs a kernel. */
const char *og_kernels_name(void);

#endif
