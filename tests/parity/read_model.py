#!/usr/bin/env python3
"""Reads a model of ogee into PyTorch: read_model.py MODEL [FEATURE ...]

Shows the tensors, loads them strictly into the nn.Sequential that the model's layer list names, and with
features (after standardisation) prints the logits. Needs python3-torch and nothing else.
"""
import json
import struct
import sys

import torch
from torch import nn


def load_file(path):
    """The state dict and the metadata of a safetensors file."""
    data = open(path, "rb").read()
    size = struct.unpack("<Q", data[:8])[0]
    header, numbers = json.loads(data[8:8 + size]), bytearray(data[8 + size:])
    metadata = header.pop("__metadata__", {})
    state_dict = {}
    for name, entry in header.items():
        begin, end = entry["data_offsets"]
        dtype = {"F32": torch.float32, "I64": torch.int64}[entry["dtype"]]
        state_dict[name] = torch.frombuffer(numbers[begin:end], dtype=dtype).reshape(entry["shape"])
    return state_dict, metadata


def number(options, index, default):
    return float(options[index]) if len(options) > index else default


def make_layer(kind, options, features):
    if kind == "linear":
        return nn.Linear(features, int(options[0]))
    if kind == "batch-norm":
        return nn.BatchNorm1d(features, eps=number(options, 0, 1e-5), momentum=number(options, 1, 0.1))
    if kind == "dropout":
        return nn.Dropout(number(options, 0, 0.5))
    if kind == "leaky-relu":
        return nn.LeakyReLU(number(options, 0, 0.01))
    if kind == "hard-tanh":
        return nn.Hardtanh(number(options, 0, -1.0), number(options, 1, 1.0))
    if kind == "threshold":
        return nn.Threshold(number(options, 0, 0.0), number(options, 1, 0.0))
    plain = {"sigmoid": nn.Sigmoid, "tanh": nn.Tanh, "relu": nn.ReLU, "hard-sigmoid": nn.Hardsigmoid,
             "silu": nn.SiLU, "softplus": nn.Softplus, "log-sigmoid": nn.LogSigmoid, "identity": nn.Identity}
    if kind not in plain:
        sys.exit(f"nn.Sequential has no layer like {kind}")
    return plain[kind]()


def make_net(metadata):
    features, layers = int(metadata["inputs"]), []
    for layer in metadata["layers"].split(","):
        kind, *options = layer.split(":")
        layers.append(make_layer(kind, options, features))
        features = int(options[0]) if kind == "linear" else features
    return nn.Sequential(*layers)


def main():
    state_dict, metadata = load_file(sys.argv[1])
    for name, tensor in state_dict.items():
        print(name, tuple(tensor.shape), str(tensor.dtype).removeprefix("torch."))
    net = make_net(metadata)
    net.load_state_dict(state_dict, strict=True)
    net.eval()
    print(net)
    if len(sys.argv) > 2:
        with torch.no_grad():
            print(*[f"{v:.9g}" for v in net(torch.tensor([[float(v) for v in sys.argv[2:]]]))[0].tolist()])


if __name__ == "__main__":
    main()
