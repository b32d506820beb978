#!/usr/bin/env python3
"""Records what PyTorch's optimizers, clipping, L1 and losses do to fixed numbers, for the tests of og_sgd, og_adam,
og_trainer and og_loss_of_logits. They read the file written here and need no torch.

    python3 record_optimizers.py        (needs torch on the CPU; Debian: apt-get install python3-torch)

optimizers.txt, lines of a word and what follows it:
    start N v ...                       the parameters that every run of an optimizer starts from
    gradient v ...                      N values; the gradients of step 1, 2, ..., the same in every run
    sgd LR MOMENTUM DAMPENING DECAY NESTEROV MAXIMIZE
    adam LR BETA1 BETA2 EPS DECAY       a run begins; after it, for each gradient in turn:
    after v ...                         N parameters
    step L1 CLIP                        one step of a linear layer from 3 features to 1 logit, of one sample, with
                                        SGD of learning rate 0.1; L1 is added to the loss as L1 times the sum of
                                        |parameter|, CLIP goes to clip_grad_norm_ unless it is 0; lines follow:
    x v v v, weights v v v v, gradients v v v v, norm v, after v v v v
    loss KIND LABELS POS_WEIGHT N       mean of N elements, POS_WEIGHT times k + 1 for label k; lines follow:
    logits v ..., targets v ..., value v (float64), slopes v ...

A float v is its bits in hexadecimal, 8 digits, a float64 16. Lines that begin with # are comments. PyTorch is told
not to use the processor's fused multiply-add, which rounds once where each operation here rounds.
"""

import os

os.environ["ATEN_CPU_CAPABILITY"] = "default"

import pathlib
import struct

import torch

FILE = pathlib.Path(__file__).parent / "optimizers.txt"
COUNT, STEPS = 9, 12


def bits(values):
    kind, digits = (("<d", "<Q"), 16) if values.dtype == torch.float64 else (("<f", "<I"), 8)
    return " ".join(f"{struct.unpack(kind[1], struct.pack(kind[0], v))[0]:0{digits}x}"
                    for v in values.detach().flatten().tolist())


def record_runs(lines):
    torch.manual_seed(11)
    start = torch.randn(COUNT)
    scale = 10.0 ** torch.linspace(-4, 2, COUNT)
    gradients = [torch.randn(COUNT) * scale for _ in range(STEPS)]
    gradients[3][2] = 0
    lines.append(f"start {COUNT} {bits(start)}")
    lines += [f"gradient {bits(g)}" for g in gradients]

    def run(head, optimizer, **settings):
        parameters = torch.nn.Parameter(start.clone())
        made = optimizer([parameters], foreach=False, **settings)
        lines.append(head)
        for g in gradients:
            parameters.grad = g.clone()
            made.step()
            lines.append(f"after {bits(parameters)}")

    for lr, momentum, dampening, decay, nesterov, maximize in (
            (0.1, 0, 0, 0, 0, 0), (0.05, 0.9, 0, 0, 0, 0), (0.05, 0.9, 0.3, 0, 0, 0), (0.05, 0.9, 0, 0, 1, 0),
            (0.01, 0, 0, 0.1, 0, 0), (0.01, 0.8, 0.1, 0.01, 0, 0), (0.02, 0.7, 0, 0.05, 1, 0),
            (0.03, 0.9, 0, 0.01, 0, 1), (0.03, 0.6, 0, 0.01, 1, 1), (0.1, 1, 1, 0, 0, 0)):
        run(f"sgd {lr} {momentum} {dampening} {decay} {nesterov} {maximize}", torch.optim.SGD, lr=lr,
            momentum=momentum, dampening=dampening, weight_decay=decay, nesterov=bool(nesterov),
            maximize=bool(maximize))
    for lr, beta1, beta2, eps, decay in ((0.001, 0.9, 0.999, 1e-8, 0), (0.1, 0.9, 0.999, 1e-8, 0.01),
                                         (0.02, 0.5, 0.9, 1e-3, 0.3), (0.05, 0, 0, 1e-8, 0)):
        run(f"adam {lr} {beta1} {beta2} {eps} {decay}", torch.optim.Adam, lr=lr, betas=(beta1, beta2), eps=eps,
            weight_decay=decay)


def record_steps(lines):
    # The logit is 0 and the target 1, so that the gradient of the loss is -x / 2, to the bit.
    x = torch.tensor([0.7, 1.4, -3.3])
    weights = torch.tensor([0.5, -0.25, 0.0])
    for l1, clip in ((0, 0), (0.01, 0), (0, 0.3), (0, 1.75), (0, 100), (0.2, 0.7), (3, 0.001)):
        layer = torch.nn.Linear(3, 1)
        with torch.no_grad():
            layer.weight.copy_(weights)
            layer.bias.zero_()
        optimizer = torch.optim.SGD(layer.parameters(), lr=0.1, foreach=False)
        loss = torch.nn.functional.binary_cross_entropy_with_logits(layer(x[None]), torch.ones(1, 1))
        (loss + l1 * sum(p.abs().sum() for p in layer.parameters())).backward()
        grads = [p.grad for p in layer.parameters()]
        norm = torch.norm(torch.stack([torch.norm(g) for g in grads]))
        if clip:
            norm = torch.nn.utils.clip_grad_norm_(layer.parameters(), clip)
        lines += [f"step {l1} {clip}", f"x {bits(x)}", f"weights {bits(weights)} 00000000",
                  f"gradients {bits(torch.cat([g.flatten() for g in grads]))}", f"norm {bits(norm)}"]
        optimizer.step()
        lines.append(f"after {bits(torch.cat([p.flatten() for p in layer.parameters()]))}")


def record_losses(lines):
    logits = torch.cat([torch.tensor([0.0, -0.0, 50, -50, 17, -17, 100, -120, 3.5, -9]), 6 * torch.randn(14)])
    targets = torch.cat([torch.tensor([0.0, 1, 0, 1, 0, 1, 0, 1, 0.25, 0.5]), (torch.rand(14) > 0.5).float()])
    # The logits' sigmoid rounded correctly, which torch.sigmoid is not quite.
    p = torch.sigmoid(logits.double()).float()
    for kind in ("bce", "mse"):
        function = {"bce": torch.nn.functional.binary_cross_entropy, "mse": torch.nn.functional.mse_loss}[kind]
        leaf = p.clone().requires_grad_()
        function(leaf, targets).backward()
        slopes = torch.ops.aten.sigmoid_backward(leaf.grad, p)
        lines += [f"loss {kind} 1 1 {len(p)}", f"logits {bits(logits)}", f"targets {bits(targets)}",
                  f"value {bits(function(p.double(), targets.double()))}", f"slopes {bits(slopes)}"]
    for labels, pos_weight in ((1, 1), (2, 3.5), (3, 0.25)):
        leaf = logits.double().reshape(-1, labels).requires_grad_()
        value = torch.nn.functional.binary_cross_entropy_with_logits(
            leaf, targets.double().reshape(-1, labels), pos_weight=pos_weight * torch.arange(1.0, labels + 1).double())
        value.backward()
        lines += [f"loss bce-with-logits {labels} {pos_weight} {leaf.numel()}", f"logits {bits(logits)}",
                  f"targets {bits(targets)}", f"value {bits(value)}", f"slopes {bits(leaf.grad.float())}"]


def main():
    lines = ["# Optimizers, clipping, L1 and losses of PyTorch.",
             f"# Written by record_optimizers.py (the format stands there) with torch {torch.__version__}"]
    record_runs(lines)
    record_steps(lines)
    record_losses(lines)
    FILE.write_text("\n".join(lines) + "\n")


main()
