#!/usr/bin/env python3
"""Records how PyTorch learns the breast-cancer table under ogee's defaults, for tests/core/test_parity.c.

    python3 record_breast_cancer.py        (needs torch on the CPU; Debian: apt-get install python3-torch)

What is the same as in `ogee train --data breast_cancer.csv --test 0.3 --hidden 16`: the split by a randperm of its
own generator, standardisation by the training rows, the initial weights, one randperm for each epoch.
breast_cancer.txt has a line for each seed and epoch: seed, epoch, training loss and accuracy (means over the
batches, before each update), test loss and accuracy (after the epoch).
"""

import csv
import math
import pathlib

import torch

FOLDER = pathlib.Path(__file__).parent
EPOCHS = [*range(1, 11), 100, 200]


def load():
    with open(FOLDER / "../../assets/data/breast_cancer.csv", newline="") as file:
        rows = list(csv.reader(file))[1:]
    x = torch.tensor([[float(v) for v in row[:-1]] for row in rows], dtype=torch.float64)
    return x.float(), torch.tensor([float(row[-1] == "malignant") for row in rows])


def split(x, y, seed):
    generator = torch.Generator()
    generator.manual_seed(seed)
    order = torch.randperm(len(x), generator=generator)
    test_rows = math.floor(0.3 * len(x) + 0.5)
    test, train = order[:test_rows], order[test_rows:]
    wide = x[train].double()
    mean = wide.mean(0)
    deviation = ((wide - mean) ** 2).mean(0).sqrt()
    scaled = ((x.double() - mean) / deviation).float()
    return scaled[train], y[train], scaled[test], y[test]


def train(seed, x, y, test_x, test_y):
    torch.manual_seed(seed)
    net = torch.nn.Sequential(torch.nn.Linear(30, 16), torch.nn.Sigmoid(), torch.nn.Linear(16, 1))
    optimizer = torch.optim.SGD(net.parameters(), lr=0.1)
    loss_function = torch.nn.BCEWithLogitsLoss()
    for epoch in range(1, max(EPOCHS) + 1):
        order = torch.randperm(len(x))
        loss_sum = right = 0
        for start in range(0, len(x), 32):
            batch = order[start:start + 32]
            logits = net(x[batch]).squeeze(1)
            loss = loss_function(logits, y[batch])
            loss_sum += loss.item() * len(batch)
            right += ((logits > 0) == (y[batch] > 0.5)).sum().item()
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
        with torch.no_grad():
            logits = net(test_x).squeeze(1)
            test_loss = loss_function(logits, test_y).item()
            test_right = ((logits > 0) == (test_y > 0.5)).double().mean().item()
        if epoch in EPOCHS:
            yield epoch, loss_sum / len(x), right / len(x), test_loss, test_right


def main():
    torch.set_num_threads(1)
    x, y = load()
    lines = [f"# seed epoch train_loss train_accuracy test_loss test_accuracy, torch {torch.__version__}"]
    for seed in range(1, 6):
        for numbers in train(seed, *split(x, y, seed)):
            lines.append(f"{seed} {numbers[0]} " + " ".join(f"{v:.9g}" for v in numbers[1:]))
    (FOLDER / "breast_cancer.txt").write_text("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
