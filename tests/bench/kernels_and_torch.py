#!/usr/bin/env python3
"""The kernels beside PyTorch, taking turns on one processor:

    taskset -c 1 python3 tests/bench/kernels_and_torch.py build/tests/bench_kernels [--quick]

Prints medians in nanoseconds of processor time an element, and how many times as fast as PyTorch each set is (more is better).
"""
import statistics
import subprocess
import sys
import time

import torch

SIZES = [64, 1024, 65536, 1 << 24]
SETS = ["avx512", "avx2", "neon", "sse2"]
RUN_SECONDS = 0.002


def bce(x, targets, _):
    x.grad = None
    torch.nn.functional.binary_cross_entropy_with_logits(x, targets).backward()


ROWS = {
    "og_sigmoidf": lambda x, t, y: torch.sigmoid(x, out=y),
    "og_tanhf": lambda x, t, y: torch.tanh(x, out=y),
    "og_expf": lambda x, t, y: torch.exp(x, out=y),
    "og_softplusf": lambda x, t, y: torch.nn.functional.softplus(x),
    "og_siluf": lambda x, t, y: torch.nn.functional.silu(x),
    "bce_with_logits": bce,
}


def run_once(work, n):
    repeats = 1
    while True:
        start = time.process_time()
        for _ in range(repeats):
            work()
        seconds = time.process_time() - start
        if seconds >= RUN_SECONDS:
            return seconds * 1e9 / repeats / n
        repeats *= 2


def main():
    quick = "--quick" in sys.argv
    torch.set_num_threads(1)
    torch.manual_seed(1)
    server = subprocess.Popen([sys.argv[1], "--serve"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def ask(name, row, n):
        server.stdin.write(f"{name} {row} {n}\n")
        server.stdin.flush()
        return server.stdout.readline().strip()

    sets = [name for name in SETS if ask(name, "og_sigmoidf", 1) != "none"]
    print(f"{'kernel':16} {'n':>9} {'torch':>9}" + "".join(f" {name:>9}   ratio" for name in sets))
    for row, work in ROWS.items():
        for n in SIZES:
            x, targets, y = 3 * torch.randn(n), (torch.rand(n) > 0.5).float(), torch.empty(n)
            x.requires_grad_(row == "bce_with_logits")
            runs = (5 if quick else 9) if n == SIZES[-1] else (15 if quick else 61)
            theirs, ours = [], {name: [] for name in sets}
            for _ in range(runs):
                theirs.append(run_once(lambda: work(x, targets, y), n))
                for name in sets:
                    ours[name].append(float(ask(name, row, n)))
            peer = statistics.median(theirs)
            medians = [statistics.median(ours[name]) for name in sets]
            print(f"{row:16} {n:9} {peer:9.3f}" + "".join(f" {m:9.3f} {peer / m:6.2f}x" for m in medians), flush=True)
    server.stdin.close()
    server.wait()


if __name__ == "__main__":
    main()
