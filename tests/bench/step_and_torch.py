#!/usr/bin/env python3
"""A step of training beside PyTorch's tutorial loop, taking turns on one processor:

    taskset -c 1 python3 tests/bench/step_and_torch.py build/tests/bench_step [--quick]

Prints medians in microseconds of processor time a step, and how many times as fast as PyTorch each is (more is better).
"""
import statistics
import subprocess
import sys
import time

import torch

SHAPES = ["2-8-1", "2-8-8-1", "30-16-1", "64-32-1", "3-5-1", "7-13-7-1", "100-50-20-1", "2-16-16-16-16-16-16-16-16-1"]
BATCHES = [1, 10, 32, 256]
GRID = 512 * 512


def make_net(widths):
    layers = []
    for inputs, units in zip(widths, widths[1:]):
        layers += [torch.nn.Linear(inputs, units), torch.nn.Sigmoid()]
    return torch.nn.Sequential(*layers[:-1])


def tutorial_loop(widths, batch):
    """The rows are ready; only the step is timed."""
    model, x, y = make_net(widths), torch.randn(batch, widths[0]), (torch.rand(batch, 1) > 0.5).float()
    loss_fn, optimizer = torch.nn.BCEWithLogitsLoss(), torch.optim.SGD(model.parameters(), lr=0.1)

    def step():
        optimizer.zero_grad()
        loss = loss_fn(model(x), y)
        loss.backward()
        optimizer.step()

    return step


def time_of(work, repeats):
    start = time.process_time()
    for _ in range(repeats):
        work()
    return (time.process_time() - start) * 1e9 / repeats


def main():
    runs = 7 if "--quick" in sys.argv else 21
    torch.set_num_threads(1)
    torch.manual_seed(1)
    server = subprocess.Popen([sys.argv[1], "--serve"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def ask(who, shape, batch):
        server.stdin.write(f"{who} {shape} {batch}\n")
        server.stdin.flush()
        return server.stdout.readline().strip()

    def show(name, batch, work, repeats, who):
        work()
        theirs, ours = [], {w: [] for w in who}
        for _ in range(runs):
            theirs.append(time_of(work, repeats))
            for w in who:
                ours[w].append(float(ask(w, name, batch)))
        peer = statistics.median(theirs)
        medians = [statistics.median(ours[w]) for w in who]
        print(f"{name:28} {batch:5} {peer / 1e3:10.1f}" + "".join(f" {m / 1e3:10.3f} {peer / m:7.0f}x" for m in medians), flush=True)

    who = [w for w in ["ogee", "naive", "fann"] if ask(w, "2-8-1", 1) != "none"]
    print(f"{'network':28} {'batch':>5} {'torch':>10}" + "".join(f" {w:>10}    ratio" for w in who))
    for shape in SHAPES:
        for batch in BATCHES:
            show(shape, batch, tutorial_loop([int(w) for w in shape.split("-")], batch), 20, who)
    model, x = make_net([2, 8, 8, 1]), torch.randn(GRID, 2)

    def predict():
        with torch.no_grad():
            model(x)

    show("grid", 0, predict, 1, ["ogee"])
    server.stdin.close()
    server.wait()


if __name__ == "__main__":
    main()
