#!/usr/bin/env python3
"""Records what PyTorch draws, for the tests of og_rng. They read the two files written here and need no torch.

    python3 record_rng.py        (needs torch on the CPU; Debian: apt-get install python3-torch)

rng.txt, one line an operation, carried out one after the other by one generator:
    seed S                  torch.manual_seed(S)
    rand N v ...            torch.rand(N)
    rand64 N v ...          torch.rand(N, dtype=torch.float64)
    uniform A B N v ...     torch.empty(N).uniform_(A, B)
    randperm N i ...        torch.randperm(N)
    randn N v ...           torch.randn(N)
    randn64 N v ...         torch.randn(N, dtype=torch.float64), N below 16

linear_init.txt, the initial parameters of torch.nn.Linear layers made one after the other:
    seed S                  torch.manual_seed(S)
    linear OUT IN           the next layer is torch.nn.Linear(IN, OUT); two lines follow:
    weight v ...            OUT x IN values, row by row
    bias v ...              OUT values

A float v is its bits in hexadecimal, 8 digits for float32 and 16 for float64; A and B are such floats too.
Lines that begin with # are comments.
"""

import pathlib
import struct

import torch

FOLDER = pathlib.Path(__file__).parent


def bits(values):
    kind, digits = (("<d", "<Q"), 16) if values.dtype == torch.float64 else (("<f", "<I"), 8)
    return " ".join(f"{struct.unpack(kind[1], struct.pack(kind[0], v))[0]:0{digits}x}"
                    for v in values.flatten().tolist())


class Recorder:
    def __init__(self):
        self.lines = []

    def seed(self, seed):
        torch.manual_seed(seed)
        self.lines.append(f"seed {seed}")

    def rand(self, n):
        self.lines.append(f"rand {n} {bits(torch.rand(n))}")

    def rand64(self, n):
        self.lines.append(f"rand64 {n} {bits(torch.rand(n, dtype=torch.float64))}")

    def uniform(self, low, high, n):
        ends = torch.tensor([low, high], dtype=torch.float32)
        values = torch.empty(n).uniform_(*ends.tolist())
        self.lines.append(f"uniform {bits(ends[:1])} {bits(ends[1:])} {n} {bits(values)}")

    def randperm(self, n):
        self.lines.append(f"randperm {n} " + " ".join(map(str, torch.randperm(n).tolist())))

    def randn(self, n):
        self.lines.append(f"randn {n} {bits(torch.randn(n))}")

    def randn64(self, n):
        self.lines.append(f"randn64 {n} {bits(torch.randn(n, dtype=torch.float64))}")

    def linear(self, inputs, outputs):
        layer = torch.nn.Linear(inputs, outputs)
        self.lines += [f"linear {outputs} {inputs}", f"weight {bits(layer.weight.detach())}",
                       f"bias {bits(layer.bias.detach())}"]

    def write(self, name, title):
        head = [f"# {title}", f"# Written by record_rng.py (the format stands there) with torch {torch.__version__}"]
        (FOLDER / name).write_text("\n".join(head + self.lines) + "\n")


def record_rng():
    r = Recorder()
    for seed in (0, 1, 2, 42, 20241121, 2**32 - 1, 2**32 + 7, 2**63 - 1):
        r.seed(seed)
        r.rand(12)
    for seed in (1, 9):
        r.seed(seed)
        r.rand64(12)
        r.seed(seed)
        r.randn(1)
        r.randn(1)
        r.randn(15)
        r.seed(seed)
        r.randn64(15)
        for n in (16, 17, 31, 32, 40, 64, 100):
            r.seed(seed)
            r.randn(n)
        for n in (0, 1, 2, 3, 10, 100, 569):
            r.seed(seed)
            r.randperm(n)
            r.rand(1)
    for seed, low, high in ((3, 0, 1), (3, -1, 1), (4, -0.3, 0.7), (5, 0.1, 0.3), (6, -1e-3, 1e3), (7, 5, 5),
                            (8, 1e-20, 1e20), (10, -7.25, -7.125), (11, 1e6, 1e6 + 3), (12, 0.1, 100), (13, 2**-60, 3)):
        r.seed(seed)
        r.uniform(low, high, 40)
    # One generator through everything, past the renewal of its 624 words.
    r.seed(77)
    for _ in range(4):
        r.randn(5)
        r.rand(3)
        r.uniform(-2, 3, 7)
        r.randn(33)
        r.rand64(3)
        r.randn(2)
        r.randperm(60)
        r.randn64(3)
        r.randn(1)
        r.rand(40)
    r.write("rng.txt", "Random numbers of PyTorch.")


def record_linear_init():
    r = Recorder()
    for seed, sizes in ((1, (2, 8, 1)), (2, (1, 1)), (3, (30, 16, 1)), (4, (2, 6, 6, 1)), (5, (10, 20, 2)),
                        (6, (3, 2)), (7, (7, 5, 3))):
        r.seed(seed)
        for inputs, outputs in zip(sizes, sizes[1:]):
            r.linear(inputs, outputs)
    r.write("linear_init.txt", "Initial weights and biases of torch.nn.Linear.")


record_rng()
record_linear_init()
