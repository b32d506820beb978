#!/usr/bin/env python3
"""Counts for how many of the 2^32 float32 inputs PyTorch's functions miss the correctly rounded result.

    python3 count_torch.py [FUNCTION ...]      (needs torch on the CPU and a C compiler; minutes for each function)

The right results are ogee's, which tests/ulp checks against MPFR. NaN counts as right where both give it.
"""

import ctypes
import glob
import pathlib
import subprocess
import sys
import tempfile
import time

import torch

CORE = pathlib.Path(__file__).resolve().parents[2] / "core"
FUNCTIONS = {
    "sigmoid": torch.sigmoid,
    "log_sigmoid": torch.nn.functional.logsigmoid,
    "softplus": torch.nn.functional.softplus,
    "tanh": torch.tanh,
    "silu": torch.nn.functional.silu,
    "exp": torch.exp,
}
BLOCK = 1 << 22


def build(folder):
    library = str(folder / "core.so")
    subprocess.run(["cc", "-std=c17", "-O2", "-shared", "-fPIC", "-ffp-contract=off", f"-I{CORE}/include",
                    f"-I{CORE}/src", *glob.glob(f"{CORE}/src/*.c"), "-o", library, "-lm"], check=True)
    return ctypes.CDLL(library)


def rank(values):
    """Neighbouring floats have neighbouring ranks."""
    bits = values.view(torch.int32).long()
    return torch.where(bits < 0, -(bits & 0x7FFFFFFF), bits)


def count(name, library):
    ours = getattr(library, f"og_{name}f_array")
    wrong = worst = worst_normal = 0
    start = time.time()
    x, right = torch.empty(BLOCK), torch.empty(BLOCK)
    for first in range(-(1 << 31), 1 << 31, BLOCK):
        torch.arange(first, first + BLOCK, dtype=torch.int32, out=x.view(torch.int32))
        ours(ctypes.c_size_t(BLOCK), ctypes.c_void_p(x.data_ptr()), ctypes.c_void_p(right.data_ptr()))
        theirs = FUNCTIONS[name](x)
        where = (theirs.view(torch.int32) != right.view(torch.int32)).nonzero()
        a, b = theirs[where], right[where]
        both_nan = a.isnan() & b.isnan()
        a, b = a[~both_nan], b[~both_nan]
        if len(a) == 0:
            continue
        wrong += len(a)
        distance = (rank(a) - rank(b)).abs()
        normal = (b.abs() >= torch.finfo(torch.float32).tiny) & b.isfinite()
        worst_normal = max(worst_normal, int((distance * normal).max()))
        worst = max(worst, int((distance * ~normal).max()))
    print(f"{name:12} torch {torch.__version__} misses {wrong:>11,} of 2^32, by up to {worst_normal} ulp where the "
          f"result is a normal number, by up to {worst:,} elsewhere; {time.time() - start:.0f} s", flush=True)


def main():
    torch.set_num_threads(1)
    with tempfile.TemporaryDirectory() as folder:
        library = build(pathlib.Path(folder))
        for name in sys.argv[1:] or FUNCTIONS:
            count(name, library)


if __name__ == "__main__":
    main()
