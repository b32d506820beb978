#!/usr/bin/env python3
"""PyTorch's side of tests/bench/run: reads lines and answers each with the nanoseconds of one run over a few milliseconds.

    version                  of PyTorch
    sigmoid N                torch.sigmoid(x, out=y), an element
    bce N                    binary cross entropy with logits, forward and backward, an element
    step SHAPE BATCH         the tutorial loop, a step; SHAPE is 2-8-1, and 16x3 stands for 16-16-16
    epoch SHAPE BATCH ROWS   the same over so many rows in random order, an epoch
    grid                     512 x 512 predictions of 2-8-8-1, the grid ready
"""
import functools
import sys
import time

import torch

RUN_SECONDS = 0.002


def nanoseconds(work):
    """One call of work, in time of the processor, so that other programs count less."""
    work()
    repeats = 1
    while True:
        start = time.process_time()
        for _ in range(repeats):
            work()
        seconds = time.process_time() - start
        if seconds >= RUN_SECONDS:
            return seconds * 1e9 / repeats
        repeats *= 2


@functools.lru_cache(maxsize=1)
def make_arrays(n):
    """Logits with a standard deviation of 3, targets 0 and 1, and room for results."""
    return 3 * torch.randn(n), (torch.rand(n) > 0.5).float(), torch.empty(n)


def sigmoid(n):
    x, _, y = make_arrays(n)
    return nanoseconds(lambda: torch.sigmoid(x, out=y)) / n


def bce(n):
    x, targets, _ = make_arrays(n)
    x = x.detach().requires_grad_()

    def work():
        x.grad = None
        torch.nn.functional.binary_cross_entropy_with_logits(x, targets).backward()

    return nanoseconds(work) / n


def make_net(shape):
    """Linear layers with sigmoid between them."""
    widths = []
    for part in shape.split("-"):
        width, _, times = part.partition("x")
        widths += [int(width)] * int(times or 1)
    layers = []
    for inputs, units in zip(widths, widths[1:]):
        layers += [torch.nn.Linear(inputs, units), torch.nn.Sigmoid()]
    return torch.nn.Sequential(*layers[:-1])


def make_training(shape, rows):
    """The rows and a function that takes one step of the tutorial loop with some of them."""
    model = make_net(shape)
    x, y = torch.randn(rows, model[0].in_features), (torch.rand(rows, 1) > 0.5).float()
    loss_fn, optimizer = torch.nn.BCEWithLogitsLoss(), torch.optim.SGD(model.parameters(), lr=0.1)

    def step(inputs, targets):
        optimizer.zero_grad()
        loss = loss_fn(model(inputs), targets)
        loss.backward()
        optimizer.step()

    return x, y, step


def one_step(shape, batch):
    """The rows are ready; only the step is timed."""
    x, y, step = make_training(shape, batch)
    return nanoseconds(lambda: step(x, y))


def epoch(shape, batch, rows):
    x, y, step = make_training(shape, rows)

    def work():
        for part in torch.randperm(rows).split(batch):
            step(x[part], y[part])

    return nanoseconds(work)


def grid():
    model, x = make_net("2-8-8-1"), torch.randn(512 * 512, 2)

    def predict():
        with torch.no_grad():
            model(x)

    return nanoseconds(predict)


def answer(name, *arguments):
    if name == "version":
        return torch.__version__
    work = {"sigmoid": sigmoid, "bce": bce, "step": one_step, "epoch": epoch, "grid": grid}[name]
    return f"{work(*(int(a) if a.isdigit() else a for a in arguments)):.6g}"


def main():
    torch.set_num_threads(1)
    torch.manual_seed(1)
    for line in sys.stdin:
        print(answer(*line.split()), flush=True)


if __name__ == "__main__":
    main()
