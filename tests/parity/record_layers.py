#!/usr/bin/env python3
"""Records what PyTorch's layers compute, for tests/core/test_layers.c. It reads layers.txt and needs no torch.

    python3 record_layers.py        (needs torch on the CPU, built without MKL, which would draw other masks for
                                     dropout on Intel processors; Debian: apt-get install python3-torch)

layers.txt, one line each:
    seed S                  torch.manual_seed(S)
    activation LAYER N      a module on N values; four lines of them follow: x, y, and the gradients dy that it is
                            given and dx that it gives
    dropout P N             nn.Dropout(P) in training mode on N values from the present generator; x, y, dy, dx
                            follow, and next: torch.rand(1) after it
    batch-norm EPS MOMENTUM ROWS COLUMNS
                            nn.BatchNorm1d; weight, bias, x, y, dy, dx, dweight, dbias, running_mean, running_var of
                            one training step follow, then eval-y and eval-dx: x again in evaluation mode
    init NAME ABOVE OUT IN  torch.nn.init.NAME_ on OUT x IN with the gain of the activation ABOVE (uniform:A and
                            normal:S: the tensor's own); weight follows

A value is the 8 hexadecimal digits of a float32. Lines that begin with # are comments.
"""

import pathlib
import struct

import torch
from torch import nn

LINES = [
    "# What PyTorch's layers compute and draw.",
    f"# Written by record_layers.py (the format stands there) with torch {torch.__version__}",
]


def put(name, tensor):
    bits = (struct.unpack("<I", struct.pack("<f", v))[0] for v in tensor.detach().flatten().tolist())
    LINES.append(name + "".join(f" {b:08x}" for b in bits))


def seed(number):
    torch.manual_seed(number)
    LINES.append(f"seed {number}")


def pass_through(module, x):
    """x, y, dy, dx of one forward and backward pass; dy is fixed, so that it takes no random numbers."""
    x = x.clone().requires_grad_()
    y = module(x)
    dy = torch.linspace(-1.25, 2.5, x.numel()).reshape(x.shape)
    y.backward(dy)
    return x, y, dy, x.grad


def record_activations():
    x = torch.cat([torch.linspace(-7, 7, 57), torch.tensor([-100.0, -30, -0.0, 0.0, 1e-3, -1e-20, 21, 100, 1e30])])
    modules = {
        "sigmoid": nn.Sigmoid(), "tanh": nn.Tanh(), "relu": nn.ReLU(), "leaky-relu": nn.LeakyReLU(),
        "leaky-relu:0.25": nn.LeakyReLU(0.25), "silu": nn.SiLU(), "softplus": nn.Softplus(),
        "log-sigmoid": nn.LogSigmoid(), "hard-tanh": nn.Hardtanh(), "hard-tanh:-0.5:2": nn.Hardtanh(-0.5, 2),
        "hard-sigmoid": nn.Hardsigmoid(), "threshold": nn.Threshold(0, 0), "threshold:0.5:-3": nn.Threshold(0.5, -3),
        "identity": nn.Identity(),
    }
    for name, module in modules.items():
        LINES.append(f"activation {name} {x.numel()}")
        for what, tensor in zip(("x", "y", "dy", "dx"), pass_through(module, x)):
            put(what, tensor)


def record_dropout():
    for number, p, count in ((1, 0.5, 12), (2, 0.25, 40), (3, 0.1, 30), (4, 0.9, 30), (5, 0.0, 5), (6, 0.75, 16)):
        seed(number)
        LINES.append(f"dropout {p} {count}")
        for what, tensor in zip(("x", "y", "dy", "dx"), pass_through(nn.Dropout(p), torch.linspace(-3, 4, count))):
            put(what, tensor)
        put("next", torch.rand(1))


def record_batch_norm():
    for rows, columns, eps, momentum, offset in ((2, 1, 1e-5, 0.1, 0), (7, 3, 1e-5, 0.1, 1), (32, 5, 1e-3, 0.25, -3),
                                                 (16, 2, 1e-5, 1.0, 20)):
        torch.manual_seed(rows)
        x = torch.randn(rows, columns) * 2 + offset
        module = nn.BatchNorm1d(columns, eps=eps, momentum=momentum)
        nn.init.uniform_(module.weight, 0.5, 1.5)
        nn.init.uniform_(module.bias, -1, 1)
        LINES.append(f"batch-norm {eps} {momentum} {rows} {columns}")
        put("weight", module.weight)
        put("bias", module.bias)
        for what, tensor in zip(("x", "y", "dy", "dx"), pass_through(module, x)):
            put(what, tensor)
        put("dweight", module.weight.grad)
        put("dbias", module.bias.grad)
        put("running_mean", module.running_mean)
        put("running_var", module.running_var)
        module.eval()
        _, y, _, dx = pass_through(module, x)
        put("eval-y", y)
        put("eval-dx", dx)


def record_init():
    gains = {"sigmoid": 1, "tanh": nn.init.calculate_gain("tanh"), "relu": nn.init.calculate_gain("relu"),
             "leaky-relu:0.25": nn.init.calculate_gain("leaky_relu", 0.25), "silu": 1}
    for number, (above, gain) in enumerate(gains.items()):
        for outputs, inputs in ((3, 4), (6, 5)):
            for name in ("xavier_uniform", "xavier_normal", "kaiming_uniform", "kaiming_normal"):
                seed(number)
                weight = torch.empty(outputs, inputs)
                if name.startswith("xavier"):
                    getattr(nn.init, name + "_")(weight, gain)
                else:  # kaiming knows its gain only by name; the rest are its linear, of gain 1
                    kind = {"tanh": "tanh", "relu": "relu", "leaky-relu:0.25": "leaky_relu"}.get(above, "linear")
                    getattr(nn.init, name + "_")(weight, 0.25, nonlinearity=kind)
                LINES.append(f"init {name} {above} {outputs} {inputs}")
                put("weight", weight)
    for name, scale in (("uniform", 0.3), ("normal", 0.7)):
        for outputs, inputs in ((3, 4), (6, 5)):
            seed(9)
            weight = torch.empty(outputs, inputs)
            weight.uniform_(-scale, scale) if name == "uniform" else weight.normal_(0, scale)
            LINES.append(f"init {name}:{scale} identity {outputs} {inputs}")
            put("weight", weight)


record_activations()
record_dropout()
record_batch_norm()
record_init()
(pathlib.Path(__file__).parent / "layers.txt").write_text("\n".join(LINES) + "\n")
