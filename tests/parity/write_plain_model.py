#!/usr/bin/env python3
"""Writes a small network as PyTorch's users do: a safetensors file of its state dict and nothing else.

Makes plain_model.safetensors and plain_model.txt (one sample a line: features, then logits) beside this
script; tests/core/test_model_io_plain.c reads both. Needs python3-torch.
"""
import json
import struct
from pathlib import Path

import torch
from torch import nn

DTYPES = {torch.float32: "F32", torch.int64: "I64"}


def save_file(state_dict, path):
    """The container of https://github.com/huggingface/safetensors, wider types first."""
    entries = sorted(state_dict.items(), key=lambda item: (-item[1].element_size(), item[0]))
    header, offset = {"__metadata__": {"format": "pt"}}, 0
    for name, tensor in entries:
        end = offset + tensor.numel() * tensor.element_size()
        header[name] = {"dtype": DTYPES[tensor.dtype], "shape": list(tensor.shape), "data_offsets": [offset, end]}
        offset = end
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    data = b"".join(tensor.contiguous().numpy().tobytes() for _, tensor in entries)
    Path(path).write_bytes(struct.pack("<Q", len(text)) + text + data)


def main():
    torch.manual_seed(7)
    net = nn.Sequential(nn.Linear(2, 5), nn.BatchNorm1d(5), nn.Sigmoid(), nn.Linear(5, 3), nn.Sigmoid(),
                        nn.Linear(3, 2))
    for parameter in net.parameters():
        nn.init.uniform_(parameter, -3, 3)
    for _ in range(3):
        net(torch.randn(16, 2))  # gives batch norm its running mean and variance
    net.eval()
    x = torch.randn(6, 2)
    with torch.no_grad():
        rows = torch.cat([x, net(x)], dim=1)
    folder = Path(__file__).resolve().parent
    save_file(net.state_dict(), folder / "plain_model.safetensors")
    (folder / "plain_model.txt").write_text("".join(" ".join(f"{v:.9g}" for v in row) + "\n" for row in rows.tolist()))


if __name__ == "__main__":
    main()
