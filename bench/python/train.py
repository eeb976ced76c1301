"""Trains the benchmark's nets in NumPy or PyTorch.

Reads one JSON object a line from standard input, and answers each with one. The first is the
workload with its numbers in base64; later ones ask for steps or for the loss.
"""

import base64
import json
import os
import sys
import time

for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[variable] = "1"

import numpy as np


def decode(text, shape):
    return np.frombuffer(base64.b64decode(text), dtype=np.float32).reshape(shape).copy()


class NumPyNet:
    """A dense net by hand: each layer's derivative is written out."""

    def __init__(self, workload, weights, x, y):
        self.layers = workload["layers"]
        self.loss_name = workload["loss"]
        self.adam = workload["optimizer"]["name"] == "adam"
        self.constants = workload["adam"]
        self.rate = np.float32(workload["optimizer"]["learningRate"])
        self.weights, self.x, self.y = weights, x, y
        self.m = [np.zeros_like(w) for w in weights]
        self.v = [np.zeros_like(w) for w in weights]
        self.t = 0

    def forward(self):
        activations = [self.x]
        for i, layer in enumerate(self.layers):
            z = activations[-1] @ self.weights[2 * i] + self.weights[2 * i + 1]
            activations.append(self.activate(z, layer["activation"]))
        return activations

    @staticmethod
    def activate(z, name):
        if name == "relu":
            return np.maximum(z, 0)
        if name == "tanh":
            return np.tanh(z)
        if name == "sigmoid":
            return 1 / (1 + np.exp(-z))
        return z

    @staticmethod
    def slope(a, name):
        if name == "relu":
            return a > 0
        return 1 - a * a if name == "tanh" else a * (1 - a)

    def output_gradient(self, out):
        if self.loss_name == "softmaxCrossEntropy":
            e = np.exp(out - out.max(axis=1, keepdims=True))
            return (e / e.sum(axis=1, keepdims=True) - self.y) / len(out)
        if self.loss_name == "sigmoidCrossEntropy":
            return (1 / (1 + np.exp(-out)) - self.y) / out.size
        return (out - self.y) / out.size

    def step(self):
        activations = self.forward()
        g = self.output_gradient(activations[-1])
        gradients = [None] * len(self.weights)
        for i in reversed(range(len(self.layers))):
            gradients[2 * i] = activations[i].T @ g
            gradients[2 * i + 1] = g.sum(axis=0)
            if i > 0:
                g = (g @ self.weights[2 * i].T) * self.slope(activations[i], self.layers[i - 1]["activation"])
        self.update(gradients)

    def update(self, gradients):
        self.t += 1
        beta1, beta2, epsilon = (self.constants[k] for k in ("beta1", "beta2", "epsilon"))
        c1 = np.float32(1 - beta1**self.t)
        c2 = np.float32(1 - beta2**self.t)
        for w, g, m, v in zip(self.weights, gradients, self.m, self.v):
            if self.adam:
                m += np.float32(1 - beta1) * (g - m)
                v += np.float32(1 - beta2) * (g * g - v)
                w -= self.rate * (m / c1) / (np.sqrt(v / c2) + np.float32(epsilon))
            else:
                w -= self.rate * g

    def loss(self):
        out = self.forward()[-1]
        if self.loss_name == "softmaxCrossEntropy":
            shifted = out - out.max(axis=1, keepdims=True)
            log_p = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
            return float(-(self.y * log_p).sum(axis=1).mean())
        if self.loss_name == "sigmoidCrossEntropy":
            return float((np.logaddexp(0, out) - out * self.y).mean())
        return float(((out - self.y) ** 2).mean() / 2)


class TorchNet:
    """Any of the nets with PyTorch's own operations, gradients and fused optimizer."""

    def __init__(self, workload, weights, x, y):
        import torch

        torch.set_num_threads(1)
        self.torch = torch
        self.layers, self.loss_name = workload["layers"], workload["loss"]
        # PyTorch wants channels first: kernels [out, in, h, w], images [n, c, h, w].
        first = lambda a, axes: np.ascontiguousarray(a.transpose(axes)) if a.ndim == 4 else a
        tensors = [torch.from_numpy(first(w, (3, 2, 0, 1))) for w in weights]
        self.weights = [w.requires_grad_() for w in tensors]
        self.x, self.y = torch.from_numpy(first(x, (0, 3, 1, 2))), torch.from_numpy(y)
        optimizer, adam = workload["optimizer"], workload["adam"]
        betas = (adam["beta1"], adam["beta2"])
        if optimizer["name"] == "adam":
            options = {"lr": optimizer["learningRate"], "betas": betas, "eps": adam["epsilon"]}
            try:
                self.optimizer = torch.optim.Adam(self.weights, fused=True, **options)
            except RuntimeError:  # before 2.4 fused Adam is for graphics cards alone
                self.optimizer = torch.optim.Adam(self.weights, **options)
        else:
            self.optimizer = torch.optim.SGD(self.weights, lr=optimizer["learningRate"])

    def forward(self):
        functional = self.torch.nn.functional
        a, weights = self.x, iter(self.weights)
        for layer in self.layers:
            if layer["kind"] == "maxPool":
                a = functional.max_pool2d(a, 2)
            elif layer["kind"] == "flatten":
                a = a.permute(0, 2, 3, 1).reshape(len(a), -1)
            else:
                kernel, bias = next(weights), next(weights)
                if layer["kind"] == "dense":
                    a = self.torch.addmm(bias, a, kernel)
                else:
                    a = functional.conv2d(a, kernel, bias, padding=1)
                if layer["activation"] != "linear":
                    a = getattr(self.torch, layer["activation"])(a)
        functions = {
            "softmaxCrossEntropy": functional.cross_entropy,
            "sigmoidCrossEntropy": functional.binary_cross_entropy_with_logits,
            "halfSquaredError": lambda out, y: functional.mse_loss(out, y) / 2,
        }
        return functions[self.loss_name](a, self.y)

    def step(self):
        self.optimizer.zero_grad()
        self.forward().backward()
        self.optimizer.step()

    def loss(self):
        with self.torch.no_grad():
            return self.forward().item()


def main():
    workload = json.loads(sys.stdin.readline())
    weights = [decode(w["values"], w["shape"]) for w in workload["weights"]]
    x = decode(workload["x"], [workload["batch"], *workload["input"]])
    y = decode(workload["y"], [workload["batch"], workload["outputs"]])
    net = (TorchNet if workload["library"] == "torch" else NumPyNet)(workload, weights, x, y)
    for line in sys.stdin:
        request = json.loads(line)
        answer = {}
        if "steps" in request:
            before = time.process_time()
            for _ in range(request["steps"]):
                net.step()
            answer["microseconds"] = (time.process_time() - before) * 1e6
        if "loss" in request:
            answer["loss"] = net.loss()
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main()
