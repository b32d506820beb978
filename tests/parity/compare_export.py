#!/usr/bin/env python3
"""Trains with ogee, exports each run as a PyTorch program, runs that, and compares the two logs.

    python3 compare_export.py [--ogee build/bin/ogee] [NAME ...]     (needs torch; Debian: apt-get install python3-torch)

A configuration is one more line in RUNS. Losses have to agree within 1e-5 of their value over the first 10 epochs and
1e-3 over all, accuracies exactly over the first 10 epochs, and both have to stop in the same epoch. The exit status is
0: all agree, 1: some do not, 77: there is no torch here.
"""

import argparse
import csv
import importlib.util
import io
import math
import pathlib
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
CANCER = str(ROOT / "assets/data/breast_cancer.csv")
HEADER = ["epoch", "train_loss", "train_accuracy", "test_loss", "test_accuracy"]
EARLY_EPOCHS, EARLY, LATE = 10, 1e-5, 1e-3

# A table as people have them: semicolons, quotes, a byte order mark, texts, missing values, three classes.
COLOURS = ["red", " blue", '"light ""green"""']
KINDS = ["oak", "elm", "ash"]
MESSY = "\ufeff\"size; cm\" ;colour;kind;weight\r\n" + "".join(
    f"{i * 13 % 17}.{i % 7};{COLOURS[i * 7 % 3]};{KINDS[i * 5 % 11 // 4]};{'NA' if i % 9 == 4 else 3 + i * 37 % 23}\r\n"
    for i in range(90))

RUNS = {
    "defaults": "--data moons",
    "logistic": "--data gauss --hidden none --batch 500 --lr 0.5",
    "cancer": f"--data {CANCER} --test 0.3 --hidden 16",
    "deep-tanh": "--data circles --hidden 8,8,8 --activation tanh --init xavier --momentum 0.9 --nesterov --lr 0.05",
    "relu-he-l1-clip": "--data moons --hidden 16,8 --activation relu --init he --l1 0.001 --clip-norm 0.5 --batch 7 "
                       "--lr 0.02 --epochs 40",
    "adam-batch-norm": f"--data {CANCER} --hidden 12,6 --batch-norm --optimizer adam --weight-decay 0.001",
    "dropout": "--data moons --hidden 12 --activation silu --dropout 0.2 --lr 0.05",
    "highway-residual": "--data spiral --layers linear:8,tanh,highway,highway:relu:-1,linear:8,silu,residual:2,linear:1 "
                        "--lr 0.05 --epochs 60",
    "cosine-no-test": "--data xor --activation softplus --schedule cosine:80 --test 0 --no-standardize",
    "step-dampening": "--data sine --activation leaky-relu --schedule step:20:0.5 --momentum 0.5 --dampening 0.25",
    "warmup-pos-weight": f"--data {CANCER} --schedule warmup:10 --pos-weight 2.5 --init uniform:0.5 --lr 0.05",
    "mse": "--data linear --loss mse --lr 0.5 --init normal:0.5",
    "bce": "--data moons --loss bce --activation log-sigmoid --seed 7 --data-seed 8",
    "stops": "--data moons --hidden 8 --lr 0.5 --momentum 0.9 --patience 3 --stop-accuracy 0.995 --epochs 200",
    "messy-mean": "--data MESSY --label kind --positive oak --one-hot colour --missing mean",
    "messy-drop": "--data MESSY --label kind --positive elm --one-hot colour --missing drop --hidden 4",
}


def run(command, folder):
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True)
    if done.returncode != 0:
        raise RuntimeError(f"{' '.join(command)}\n{done.stdout}{done.stderr}")
    return done.stdout


def read_log(text):
    header, *rows = csv.reader(io.StringIO(text))
    if header != HEADER:
        raise RuntimeError(f"expected the columns {HEADER}, got {header}")
    return [[float(field) if field else None for field in row] for row in rows]


def distance(a, b):
    """The relative distance of two numbers; of two empty fields 0; infinite when one is no finite number."""
    if a is None or b is None:
        return 0.0 if a is b else math.inf
    if not math.isfinite(a) or not math.isfinite(b):
        return math.inf
    return abs(a - b) / max(abs(b), 1e-30)


def compare(theirs, ours):
    """The largest distances of losses over the early epochs and over all, and what is wrong in a sentence."""
    early = late = 0.0
    wrong = "" if len(theirs) == len(ours) else f"PyTorch has {len(theirs)} epochs, ogee {len(ours)}"
    for their, our in zip(theirs, ours):
        apart = max(distance(their[1], our[1]), distance(their[3], our[3]))
        late = max(late, apart)
        if our[0] > EARLY_EPOCHS:
            continue
        early = max(early, apart)
        if max(distance(their[2], our[2]), distance(their[4], our[4])) > 1e-7:
            wrong = wrong or f"accuracies differ in epoch {our[0]:.0f}"
    if not early <= EARLY or not late <= LATE:
        wrong = wrong or "losses are too far apart"
    return early, late, wrong


def check(ogee, name, folder):
    """Prints a line about the run; true when both agree."""
    flags = RUNS[name].replace("MESSY", "messy.csv").split()
    run([ogee, "train", *flags, "--log", "log.csv", "--save", "model.safetensors", "--quiet"], folder)
    run([ogee, "export", "model.safetensors", "--to", "pytorch", "--out", "program.py"], folder)
    ours = read_log((folder / "log.csv").read_text())
    theirs = read_log(run([sys.executable, "program.py"], folder))
    early, late, wrong = compare(theirs, ours)
    print(f"{name:20} {len(ours):4} epochs  {early:8.1e} {late:8.1e}  loss {ours[0][1]:.4f} .. {ours[-1][1]:.4f}  "
          f"{wrong or 'ok'}", flush=True)
    return not wrong


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--ogee", default=str(ROOT / "build/bin/ogee"))
    parser.add_argument("names", nargs="*", metavar="NAME")
    arguments = parser.parse_args()
    if not importlib.util.find_spec("torch"):
        print("skipped: this Python has no torch")
        sys.exit(77)
    print(f"{'':20}    relative distance of losses: over {EARLY_EPOCHS} epochs, over all")
    failed = 0
    for name in arguments.names or RUNS:
        with tempfile.TemporaryDirectory() as temporary:
            folder = pathlib.Path(temporary)
            (folder / "messy.csv").write_text(MESSY, encoding="utf-8", newline="")
            failed += not check(str(pathlib.Path(arguments.ogee).resolve()), name, folder)
    if failed:
        sys.exit(f"{failed} do not agree")


if __name__ == "__main__":
    main()
