/* The smooth functions to about 100 bits, for what double cannot decide: each result is an unevaluated sum of
   two doubles, high rounded to nearest and low the rest. Arguments are no NaN. */
#ifndef OGEE_SRC_ACTIVATION_EXACT_H
#define OGEE_SRC_ACTIVATION_EXACT_H

typedef struct og_pair {
    double high, low;
} og_pair;

typedef og_pair og_exact_function(double x);

og_exact_function og_exact_exp; /* |x| <= 750 */
og_exact_function og_exact_sigmoid;
og_exact_function og_exact_sigmoid_grad;
og_exact_function og_exact_tanh;
og_exact_function og_exact_tanh_grad;
og_exact_function og_exact_softplus;
og_exact_function og_exact_silu;
og_exact_function og_exact_silu_grad;

#endif
