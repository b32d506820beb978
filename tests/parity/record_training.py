#!/usr/bin/env python3
"""Records how PyTorch trains, for tests/core/test_parity_training.c, which trains the same with ogee.

    python3 record_training.py [NAME ...]        (needs torch on the CPU; Debian: apt-get install python3-torch)

A new configuration is one more line in RUNS below; nothing in C has to change. Each one is trained twice, in
float32 and, from the same initial weights in the same order of rows, in float64. Where rounding alone makes the two
curves part (by more than 1e-6 of the loss within 10 epochs, 1e-4 within 100, or in which rows are right) there is
nothing to compare with: the configuration is refused, nothing is written, and a lower rate helps. With names, only
these are trained and shown, and nothing is written.

training.txt holds one run after the other:
    run NAME
    KEY VALUE               settings as in RUNS; those that are not there have the value in DEFAULTS
    weights COUNT HASH      how many initial parameters there are, and FNV-1a (64 bits) over the bytes of their
                            float32 bits, layer by layer, each float's lowest byte first
    epoch N LOSS ACCURACY   training loss and accuracy: means over the batches, weighted by their rows, each taken
                            before its update
    epoch N LOSS ACCURACY TEST_LOSS TEST_ACCURACY       the same where there are test rows, scored after the epoch
Lines that begin with # are comments. Losses are float32 batch losses, added in float64, in 17 digits.

The data are breast_cancer.csv, training_labels.csv, which this script writes, and toy rows that the C test compares
with what the library makes:
    ogee data moons --samples 200 --noise 0.1 --data-seed 1 --out training_moons.csv
    ogee data circles --samples 150 --noise 0.1 --data-seed 2 --out training_circles.csv
    ogee data spiral --samples 200 --noise 0.05 --data-seed 3 --out training_spiral.csv
    ogee data xor --samples 100 --noise 0.2 --data-seed 4 --out training_xor.csv
"""

import csv
import math
import pathlib
import struct
import sys

import torch
from torch import nn

FOLDER = pathlib.Path(__file__).resolve().parent
ROOT = FOLDER.parents[1]
EPOCHS = [*range(1, 11), 20, 50, 100]

MOONS, CIRCLES, SPIRAL, XOR, LABELS = (f"tests/parity/training_{name}.csv"
                                       for name in ("moons", "circles", "spiral", "xor", "labels"))
CANCER = "assets/data/breast_cancer.csv"

DEFAULTS = {
    "data": MOONS,
    "label": "",          # label columns, A,B,...; empty: the last one
    "test": 0,            # share of rows to test with
    "data-seed": 1,       # of the split
    "standardize": 0,
    "layers": "",         # a layer list of ogee
    "init": "torch",      # or xavier, he, uniform:A
    "seed": 1,
    "loss": "bce-with-logits",
    "pos-weight": 1,
    "optimizer": "sgd",
    "lr": 0.1,
    "momentum": 0,
    "dampening": 0,
    "nesterov": 0,
    "maximize": 0,
    "weight-decay": 0,
    "l1": 0,
    "clip-norm": 0,
    "schedule": "constant",     # or step:PERIOD:GAMMA, cosine:PERIOD, warmup:PERIOD
    "batch": 32,
}


def stack(depth, units, activation):
    """The layer list of depth hidden layers."""
    return f"linear:{units},{activation}," * depth + "linear:1"


def cancer(layers, **settings):
    return {"data": CANCER, "test": 0.3, "standardize": 1, "layers": layers, **settings}


def toy(data, layers, **settings):
    return {"data": data, "layers": layers, **settings}


RUNS = {
    "logistic": toy(MOONS, "linear:1"),
    "logistic-full-batch-cancer": cancer("linear:1", batch=398),
    "logistic-maximize": toy(MOONS, "linear:1", lr=0.001, maximize=1),
    "sigmoid-1-cancer-seed-1": cancer(stack(1, 16, "sigmoid")),
    "sigmoid-1-cancer-seed-2": cancer(stack(1, 16, "sigmoid"), seed=2, data_seed=2),
    "sigmoid-1-batch-1": toy(XOR, stack(1, 8, "sigmoid"), batch=1, lr=0.05),
    "sigmoid-2-momentum": toy(MOONS, stack(2, 8, "sigmoid"), momentum=0.9),
    "sigmoid-3": toy(CIRCLES, stack(3, 8, "sigmoid"), init="uniform:2.5", lr=0.5),
    "sigmoid-5-batch-7-nesterov": toy(MOONS, stack(5, 6, "sigmoid"), init="uniform:1.5", batch=7, lr=0.05,
                                      momentum=0.9, nesterov=1),
    "sigmoid-7-vanishing-gradient": toy(MOONS, stack(7, 8, "sigmoid")),
    "sigmoid-7-momentum-cancer": cancer(stack(7, 8, "sigmoid"), init="uniform:1.5", momentum=0.9),
    "tanh-1-xavier-batch-7": toy(CIRCLES, stack(1, 8, "tanh"), init="xavier", batch=7),
    "tanh-4-nesterov-weight-decay": toy(SPIRAL, stack(4, 8, "tanh"), momentum=0.8, nesterov=1,
                                        weight_decay=1e-3, lr=0.02),
    "tanh-6-cancer": cancer(stack(6, 10, "tanh"), seed=5, lr=0.02),
    "relu-2-he-dampening": toy(CIRCLES, stack(2, 16, "relu"), init="he", momentum=0.5, dampening=0.25, lr=0.05),
    "leaky-relu-2-pos-weight-cancer": cancer(stack(2, 12, "leaky-relu:0.1"), pos_weight=2.5, lr=0.02, seed=3),
    "hard-sigmoid-1": toy(XOR, stack(1, 8, "hard-sigmoid"), init="uniform:1.5", batch=25, lr=0.5),
    "hard-tanh-2": toy(CIRCLES, stack(2, 8, "hard-tanh:-2:2"), momentum=0.5),
    "threshold-1": toy(MOONS, stack(1, 8, "threshold:-0.5:-0.5"), lr=0.05),
    "silu-3-cosine": toy(CIRCLES, stack(3, 12, "silu"), schedule="cosine:120", momentum=0.5, lr=0.2),
    "softplus-2-warmup": toy(MOONS, stack(2, 8, "softplus"), schedule="warmup:15", lr=0.05),
    "log-sigmoid-2-step": toy(MOONS, stack(2, 8, "log-sigmoid"), schedule="step:30:0.5"),
    "identity-1-weight-decay": toy(MOONS, stack(1, 4, "identity"), weight_decay=0.01),
    "bce-on-probabilities": toy(MOONS, stack(1, 8, "sigmoid"), loss="bce", lr=0.5),
    "mse-on-probabilities": toy(MOONS, stack(1, 8, "sigmoid"), loss="mse", lr=0.5),
    "l1-and-clipping": toy(CIRCLES, stack(2, 8, "tanh"), l1=1e-3, clip_norm=0.1),
    "adam-cancer": cancer(stack(1, 16, "sigmoid"), optimizer="adam", lr=0.003, weight_decay=1e-3),
    "dropout-0": toy(MOONS, "linear:8,tanh,dropout:0,linear:8,tanh,dropout:0,linear:1"),
    "batch-norm-cancer": cancer("linear:12,batch-norm,sigmoid,linear:6,batch-norm:0.001:0.2,sigmoid,linear:1"),
    "highway": toy(MOONS, "linear:8,tanh,highway,highway:relu:-1,linear:1", seed=4),
    "residual": toy(SPIRAL, "linear:8,tanh,linear:8,tanh,residual,linear:8,silu,linear:8,residual:3,linear:1",
                    momentum=0.9, lr=0.02),
    "three-labels": toy(LABELS, "linear:10,sigmoid,linear:3", label="class,upper,outer", pos_weight=1.5, lr=0.5),
}


def settings_of(run):
    given = {key.replace("_", "-"): value for key, value in run.items()}
    assert given.keys() <= DEFAULTS.keys(), given.keys() - DEFAULTS.keys()
    return {**DEFAULTS, **given}


# ---- data ----

def write_labels():
    """The moons with three labels."""
    with open(ROOT / MOONS, newline="") as file:
        rows = list(csv.reader(file))[1:]
    lines = ["x1,x2,class,upper,outer"]
    for x1, x2, label in rows:
        a, b = float(x1), float(x2)
        lines.append(f"{x1},{x2},{label},{int(b > 0)},{int(a * a + b * b > 1)}")
    (ROOT / LABELS).write_text("\n".join(lines) + "\n")


def load(s):
    with open(ROOT / s["data"], newline="") as file:
        head, *rows = csv.reader(file)
    labels = [head.index(name) for name in s["label"].split(",")] if s["label"] else [len(head) - 1]
    features = [i for i in range(len(head)) if i not in labels]
    x = torch.tensor([[float(row[i]) for i in features] for row in rows], dtype=torch.float64)
    y = torch.tensor([[float(row[i] in ("1", "malignant")) for i in labels] for row in rows])
    return x.float(), y


def split(s, x, y):
    order = torch.arange(len(x))
    if s["test"]:
        order = torch.randperm(len(x), generator=torch.Generator().manual_seed(s["data-seed"]))
    test_rows = math.floor(s["test"] * len(x) + 0.5)
    test, train = order[:test_rows], order[test_rows:]
    if s["standardize"]:
        wide = x.double()
        mean = wide[train].mean(0)
        x = ((wide - mean) / ((wide[train] - mean) ** 2).mean(0).sqrt()).float()
    return x[train], y[train], x[test], y[test]


# ---- network ----

ACTIVATIONS = {
    "sigmoid": nn.Sigmoid, "tanh": nn.Tanh, "relu": nn.ReLU, "leaky-relu": nn.LeakyReLU, "silu": nn.SiLU,
    "hard-sigmoid": nn.Hardsigmoid, "hard-tanh": nn.Hardtanh, "threshold": nn.Threshold,
    "softplus": nn.Softplus, "log-sigmoid": nn.LogSigmoid, "identity": nn.Identity,
}


class Highway(nn.Module):
    def __init__(self, features, activation="tanh", gate_bias=-2):
        super().__init__()
        self.transform, self.gate = nn.Linear(features, features), nn.Linear(features, features)
        nn.init.constant_(self.gate.bias, float(gate_bias))
        self.activation = ACTIVATIONS[activation]()

    def forward(self, x):
        t = torch.sigmoid(self.gate(x))
        return t * self.activation(self.transform(x)) + (1 - t) * x


class Residual(nn.Module):
    def __init__(self, span=2):
        super().__init__()
        self.span = int(span)


class Net(nn.Module):
    """nn.Sequential, with shortcuts."""

    def __init__(self, layers):
        super().__init__()
        self.layers = nn.ModuleList(layers)

    def forward(self, x):
        inputs = []
        for index, layer in enumerate(self.layers):
            inputs.append(x)
            x = x + inputs[index - layer.span] if isinstance(layer, Residual) else layer(x)
        return x


def layer_of(text, features):
    kind, *options = text.split(":")
    numbers = [float(option) for option in options if kind != "highway"]
    if kind == "linear":
        return nn.Linear(features, int(options[0]))
    if kind == "dropout":
        return nn.Dropout(*numbers)
    if kind == "batch-norm":
        return nn.BatchNorm1d(features, *numbers)
    if kind == "highway":
        return Highway(features, *options)
    if kind == "residual":
        return Residual(*numbers)
    return ACTIVATIONS[kind](*numbers)


def initialise(layer, above, init):
    """Draws a linear layer's parameters; above is the layer that follows."""
    kind, *scale = init.split(":")
    known = type(above).__name__.lower()
    known = known if known in ("tanh", "relu") else "linear"
    if kind == "uniform":
        for parameter in layer.parameters():
            nn.init.uniform_(parameter, -float(scale[0]), float(scale[0]))
        return
    if kind == "xavier":
        nn.init.xavier_uniform_(layer.weight, nn.init.calculate_gain(known))
    else:
        nn.init.kaiming_uniform_(layer.weight, nonlinearity=known)
    nn.init.zeros_(layer.bias)


def build(s, features):
    torch.manual_seed(s["seed"])
    layers = []
    for text in s["layers"].split(","):
        layers.append(layer_of(text, features))
        features = getattr(layers[-1], "out_features", features)
    if s["init"] != "torch":
        torch.manual_seed(s["seed"])
        for layer, above in zip(layers, [*layers[1:], None]):
            if isinstance(layer, nn.Linear):
                initialise(layer, above, s["init"])
    return Net(layers)


def weights_line(net):
    count, value = 0, 0xcbf29ce484222325
    for parameter in net.parameters():
        for weight in parameter.flatten().tolist():
            count += 1
            for byte in struct.pack("<f", weight):
                value = (value ^ byte) * 0x100000001b3 % 2**64
    return f"weights {count} {value:016x}"


# ---- training ----

def optimizer_of(s, net):
    if s["optimizer"] == "adam":
        return torch.optim.Adam(net.parameters(), lr=s["lr"], weight_decay=s["weight-decay"])
    return torch.optim.SGD(net.parameters(), lr=s["lr"], momentum=s["momentum"], dampening=s["dampening"],
                           nesterov=bool(s["nesterov"]), maximize=bool(s["maximize"]),
                           weight_decay=s["weight-decay"])


def schedule_of(s, optimizer):
    kind, *numbers = s["schedule"].split(":")
    if kind == "step":
        return torch.optim.lr_scheduler.StepLR(optimizer, int(numbers[0]), float(numbers[1]))
    if kind == "cosine":
        return torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, int(numbers[0]))
    period = int(numbers[0]) if kind == "warmup" else 1
    return torch.optim.lr_scheduler.LambdaLR(optimizer, lambda epoch: min(1, (epoch + 1) / period))


def loss_of(s, logits, y):
    if s["loss"] == "bce-with-logits":
        weight = torch.full((y.shape[1],), float(s["pos-weight"]), dtype=y.dtype)
        return nn.functional.binary_cross_entropy_with_logits(logits, y, pos_weight=weight)
    loss = {"bce": nn.functional.binary_cross_entropy, "mse": nn.functional.mse_loss}[s["loss"]]
    return loss(torch.sigmoid(logits), y)


def right(logits, y):
    return ((logits > 0) == (y > 0.5)).sum().item()


def step(s, net, optimizer, x, y):
    logits = net(x)
    loss = loss_of(s, logits, y)
    optimizer.zero_grad()
    loss.backward()
    if s["l1"]:
        for parameter in net.parameters():
            parameter.grad.add_(torch.sign(parameter.detach()), alpha=s["l1"])
    if s["clip-norm"]:
        nn.utils.clip_grad_norm_(net.parameters(), s["clip-norm"])
    optimizer.step()
    return loss.item() * len(x), right(logits, y) / y.shape[1]


def score(s, net, x, y):
    net.eval()
    with torch.no_grad():
        logits = net(x)
        result = [loss_of(s, logits, y).item(), right(logits, y) / y.numel()]
    net.train()
    return result


def train(s, dtype):
    """The line about the initial weights, and for each epoch of EPOCHS a list of losses and accuracies."""
    x, y, test_x, test_y = (part.to(dtype) for part in split(s, *load(s)))
    net = build(s, x.shape[1])
    weights = weights_line(net)
    net.to(dtype)
    optimizer = optimizer_of(s, net)
    schedule = schedule_of(s, optimizer)
    curve = {}
    for epoch in range(1, max(EPOCHS) + 1):
        sums = [0.0, 0.0]
        for batch in torch.randperm(len(x)).split(s["batch"]):
            sums = [a + b for a, b in zip(sums, step(s, net, optimizer, x[batch], y[batch]))]
        schedule.step()
        if epoch in EPOCHS:
            curve[epoch] = [value / len(x) for value in sums]
            if len(test_x):
                curve[epoch] += score(s, net, test_x, test_y)
    return weights, curve


def judge(narrow, wide):
    """How far the losses part, at most, within 10 epochs and within all; and the epochs whose accuracies differ."""
    apart = {epoch: max(abs(a / b - 1) for a, b in zip(narrow[epoch][::2], wide[epoch][::2])) for epoch in narrow}
    unequal = [epoch for epoch in narrow
               if any(abs(a - b) > 1e-9 for a, b in zip(narrow[epoch][1::2], wide[epoch][1::2]))]
    return max(apart[epoch] for epoch in apart if epoch <= 10), max(apart.values()), unequal


def record(name):
    s = settings_of(RUNS[name])
    weights, curve = train(s, torch.float32)
    _, wide = train(s, torch.float64)
    early, late, unequal = judge(curve, wide)
    good = early <= 1e-6 and late <= 1e-4 and not unequal
    verdict = "" if good else f"  REFUSED, accuracies differ in epochs {unequal}" if unequal else "  REFUSED"
    last = curve[max(EPOCHS)]
    print(f"{name:34} {early:8.1e} {late:8.1e}  loss {curve[1][0]:.4f} .. {last[0]:.4f}  "
          f"accuracy {last[1]:.3f}{verdict}", flush=True)
    lines = [f"run {name}"]
    lines += [f"{key} {value}" for key, value in s.items() if value != DEFAULTS[key] or key == "data"]
    lines.append(weights)
    lines += [f"epoch {epoch} " + " ".join(f"{value:.17g}" for value in values) for epoch, values in curve.items()]
    return good, lines


def main():
    torch.set_num_threads(1)
    write_labels()
    print(f"{'':34} relative distance of float32 from float64, 10 and {max(EPOCHS)} epochs")
    lines = [f"# Written by record_training.py (the format stands there) with torch {torch.__version__}"]
    refused = 0
    for name in sys.argv[1:] or RUNS:
        good, more = record(name)
        refused += not good
        lines += more
    if refused:
        sys.exit(f"{refused} refused; nothing written")
    if not sys.argv[1:]:
        (FOLDER / "training.txt").write_text("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
