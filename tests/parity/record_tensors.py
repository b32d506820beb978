#!/usr/bin/env python3
"""Records what PyTorch computes and prints, for the tests of og_tensor. They read tensors.txt and need no torch.

    python3 record_tensors.py        (needs torch on the CPU; Debian: apt-get install python3-torch)

tensors.txt holds one tensor after the other:
    tensor NAME
    shape N ...             no number for a tensor without dimensions
    values V ...            row by row, each the 8 hexadecimal digits of a float32
    |TEXT                   what print(tensor) shows, line by line
Lines that begin with # are comments. Names beginning with "print" are samples for printing; the others are the
results of the four tutorials, in the order of the table in tests/core/test_tutorials.c.
"""

import pathlib
import struct

import torch
from torch import nn

LINES = []


def record(name, tensor):
    tensor = tensor.detach().to(torch.float32)
    bits = "".join(f" {struct.unpack('<I', struct.pack('<f', v))[0]:08x}" for v in tensor.flatten().tolist())
    LINES.append(f"tensor {name}")
    LINES.append("shape" + "".join(f" {n}" for n in tensor.shape))
    LINES.append("values" + bits)
    LINES.extend("|" + line for line in str(tensor).split("\n"))


def record_prints():
    inf, nan = float("inf"), float("nan")
    torch.manual_seed(3)
    spread = torch.randn(40)
    samples = {
        "number": torch.tensor(0.25),
        "whole number": torch.tensor(-3.0),
        "nan number": torch.tensor(nan),
        "row": torch.tensor([0.2689, 0.5, 0.7311]),
        "whole row": torch.tensor([1.0, -2.0, 300.0, 0.0]),
        "zeros": torch.zeros(2, 3),
        "negative zero": torch.tensor([-0.0, 1.0]),
        "only negative zero": torch.tensor([-0.0, 0.0]),
        "whole limit": torch.tensor([1.0, 1000.0]),
        "whole beyond limit": torch.tensor([1.0, 1001.0, 0.0]),
        "large whole": torch.tensor([1e8, 2e8]),
        "largest plain whole": torch.tensor([1e8, -1e8]),
        "ratio": torch.tensor([0.001, 1.5]),
        "small": torch.tensor([0.00005, 0.01]),
        "smallest plain": torch.tensor([0.000125, 0.1]),
        "subnormal": torch.tensor([1e-42, -1.0]),
        "infinite": torch.tensor([inf, -inf, nan, 1.5]),
        "infinite whole": torch.tensor([inf, -inf, nan, 1.0]),
        "infinite only": torch.tensor([inf, nan]),
        "infinite scientific": torch.tensor([[1e-10, -inf], [nan, 3.0]]),
        "ties": torch.tensor([0.03125, 0.09375, 0.00625, 2.00005]),
        "rounds up": torch.tensor([0.99996, 9.99996, -0.00002 + 0.0002]),
        "long row": spread,
        "long whole row": torch.arange(50.0),
        "long scientific row": spread * 1e-5,
        "wide matrix": spread.view(2, 20),
        "matrix": spread[:12].view(4, 3),
        "transposed": spread[:12].view(4, 3).t(),
        "sliced": spread.view(5, 8)[1:4, ::3],
        "column": spread[:5].view(5, 1),
        "three dimensions": spread[:24].view(2, 3, 4),
        "four dimensions": spread[:24].view(2, 1, 3, 4),
        "five dimensions": torch.arange(16.0).view(2, 1, 2, 2, 2),
        "eight dimensions": torch.tensor([0.5, -0.5]).view(1, 1, 1, 2, 1, 1, 1, 1),
        "empty": torch.zeros(0),
        "empty matrix": torch.zeros(0, 3),
        "empty middle": torch.zeros(2, 0, 4),
        "1000 elements": torch.arange(1000.0).view(50, 20) / 8,
        "1001 elements": torch.arange(1001.0),
        "1200 elements": torch.arange(1200.0).view(30, 40) / 16,
        "1440 elements": torch.arange(1440.0).view(9, 8, 20),
        "1210 elements": torch.arange(1210.0).view(2, 5, 121) - 600.5,
        "1100 elements": torch.cat([torch.full((3,), 0.5), torch.full((1094,), 1e-9), torch.full((3,), 0.5)]),
    }
    for name, tensor in samples.items():
        record("print " + name, tensor)


def record_functions():
    record("sigmoid of five", torch.sigmoid(torch.tensor([-2.0, -1.0, 0.0, 1.0, 2.0])))
    record("sigmoid of four", torch.sigmoid(torch.tensor([1.0, 2.0, 3.0, 4.0])))
    record("sigmoid of three", torch.sigmoid(torch.tensor([-1.0, 0.0, 1.0])))

    torch.manual_seed(2)
    x = torch.randn(4, 4, 4)
    record("cube", x)
    record("cube sigmoid", torch.sigmoid(x))
    record("cube sigmoid min", torch.sigmoid(x).min())
    record("cube sigmoid max", torch.sigmoid(x).max())

    torch.manual_seed(9)
    x = torch.randn(2, 7)
    record("two by seven", x)
    record("two by seven log-sigmoid", nn.functional.logsigmoid(x))
    record("two by seven hard sigmoid", nn.functional.hardsigmoid(x))
    record("two by seven silu", nn.functional.silu(x))


def record_neuron():
    torch.manual_seed(7)
    features = torch.randn(1, 5)
    weights = torch.randn_like(features)
    bias = torch.randn(1, 1)
    record("neuron by product", torch.sigmoid(torch.sum(features * weights) + bias))
    record("neuron by matmul", torch.sigmoid(torch.matmul(features, weights.view(5, 1)) + bias))


def record_network(name, seed, sizes, x=None):
    """Linear layers with a sigmoid between them: the parameters, the logits and their sigmoid."""
    torch.manual_seed(seed)
    layers = []
    for inputs, outputs in zip(sizes, sizes[1:]):
        layers += [nn.Linear(inputs, outputs), nn.Sigmoid()]
    network = nn.Sequential(*layers[:-1])
    if x is None:
        x = torch.randn(4, sizes[0])
    record(f"{name} parameters", torch.cat([p.flatten() for p in network.parameters()]))
    record(f"{name} logits", network(x))
    record(f"{name} probabilities", torch.sigmoid(network(x)))


def main():
    record_functions()
    record_neuron()
    record_network("3-2", 1, [3, 2], torch.tensor([[0.5, -0.2, 3.0]]))
    record_network("10-1", 2, [10, 1])
    record_network("10-20-2", 3, [10, 20, 2])
    record_network("10-20-2 deep", 4, [10] + [20] * 6 + [2])
    record_prints()
    head = ["# What PyTorch computes and prints.",
            f"# Written by record_tensors.py (the format stands there) with torch {torch.__version__}"]
    pathlib.Path(__file__).with_name("tensors.txt").write_text("\n".join(head + LINES) + "\n")


main()
