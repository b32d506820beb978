"""What tests/bench/run measures, how many operations that takes, and how many times as fast as its peers ogee has to be."""
import collections

# A line of the table before it is measured. family and variant together are the work, unit is that of its times. A
# question is the name of a server and its words; the answer of the peer is multiplied by scale.
Row = collections.namedtuple("Row", "family variant unit operations question peer peer_question scale to_reach")

BATCHES = [1, 10, 32, 256]
# Nets, and how many times as fast as PyTorch a step has to be for each batch.
NETS = {"2-8-1": [1500, 1000, 500, 80], "2-8-8-1": [1000, 600, 270, 45],
        "30-16-1": [900, 260, 110, 22], "64-32-1": [400, 90, 45, 16]}
# Odd shapes, and the net above that is most like them, of whose operations a second they have to reach 60 %.
ODD_NETS = {"3-5-1": "2-8-1", "7-13-7-1": "2-8-8-1", "2-16x8-1": "2-8-8-1", "100-50-20-1": "64-32-1"}
ODD_RATE = 0.6

TRAIN = ["train", "--data", "moons", "--samples", "500", "--epochs", "20"]

# Operations of a sigmoid, of the way back through it, and of BCE with logits and its gradient, the same for all sets
# of kernels: a sigmoid as sigmoid_of in core/src/kernels/smooth.h, its division as one, a fused multiply-add as two.
SIGMOID, SIGMOID_BACK, BCE = 17, 3, 38


def widths_of(shape):
    widths = []
    for part in shape.split("-"):
        width, _, repeats = part.partition("x")
        widths += [int(width)] * int(repeats or 1)
    return widths


def weights_of(widths):
    return sum(inputs * units for inputs, units in zip(widths, widths[1:]))


def forward_operations(shape):
    widths = widths_of(shape)
    return 2 * weights_of(widths) + SIGMOID * sum(widths[1:-1])


def step_operations(shape, batch):
    """Forward, gradients of weights and biases, gradients of all inputs but the first layer's, update."""
    widths = widths_of(shape)
    backward = 4 * weights_of(widths) - 2 * widths[0] * widths[1] + sum(widths[1:]) + SIGMOID_BACK * sum(widths[1:-1])
    return batch * (forward_operations(shape) + backward + BCE) + 2 * (weights_of(widths) + sum(widths[1:]))


def goal(kernels, avx512, avx2):
    """Nothing was aimed at with other sets."""
    return {"avx512": avx512, "avx2": avx2}.get(kernels)


def array_rows(kernels):
    arrays = [("sigmoid array, n", "og_sigmoidf", "sigmoid", SIGMOID,
               {64: (8, 8), 1024: (2, 2), 65536: (1.3, 0.95), 1 << 24: (1.3, 0.95)}),
              ("BCE with logits and gradient, n", "bce_with_logits", "bce", BCE,
               {1024: (25, 16), 65536: (5, 3.5), 1 << 24: (12, 8)})]
    for family, kernel, peer, operations, goals in arrays:
        for n, pair in goals.items():
            yield Row(family, f"{n:,}", "ns", operations, ("kernels", "public", kernel, n),
                      "PyTorch", ("torch", peer, n), 1, goal(kernels, *pair))


def step_rows(kernels, shape, batch, torch_goal):
    peers = [("PyTorch", ("torch", "step", shape, batch), torch_goal),
             ("FANN", ("steps", "fann", shape, batch), 1.5 if batch == 1 else 4),
             ("naive C", ("steps", "naive", shape, batch), None if batch == 1 else 4)]
    for peer, question, times in peers:
        yield Row(f"step {shape}, batch", str(batch), "µs", step_operations(shape, batch), ("steps", "ogee", shape, batch),
                  peer, question, 1, times and goal(kernels, times, 0.6 * times))


def odd_row(shape, like, batch):
    """The peer is ogee with the other net, as if that took as many operations."""
    operations = step_operations(shape, batch)
    return Row(f"step {shape}, batch", str(batch), "µs", operations, ("steps", "ogee", shape, batch), f"the rate of {like}",
               ("steps", "ogee", like, batch), operations / step_operations(like, batch), ODD_RATE)


def all_rows(kernels, ogee_train, torch_train):
    """ogee_train and torch_train: the command lines of whole processes that train alike."""
    yield from array_rows(kernels)
    for shape, goals in NETS.items():
        for batch, torch_goal in zip(BATCHES, goals):
            yield from step_rows(kernels, shape, batch, torch_goal)
    yield Row("512 x 512 predictions of 2-8-8-1", "", "ms", 512 * 512 * forward_operations("2-8-8-1"), ("steps", "grid"),
              "PyTorch", ("torch", "grid"), 1, goal(kernels, 11, 11))
    yield Row("ogee train, 500 moons, 20 epochs, all of the process", "", "ms", None, ("process", *ogee_train),
              "PyTorch", ("process", *torch_train), 1, goal(kernels, 300, 300))
    for shape, like in ODD_NETS.items():
        for batch in BATCHES:
            yield odd_row(shape, like, batch)


def growth_points():
    """How the cost of a step grows: panel of the plot, shape and batch, and x; with samples also the rows of an epoch."""
    for width in [1 << i for i in range(9)]:
        yield "width", (f"2-{width}x2-1", 32), width
    for depth in [1, 2, 4, 8, 16, 31]:
        yield "depth", (f"2-16x{depth}-1", 32), depth
    for batch in [1 << i for i in range(13)]:
        yield "batch", ("2-8-8-1", batch), batch
    for rows in [32 << i for i in range(16)]:
        yield "samples", ("2-8-8-1", 32, rows), rows
