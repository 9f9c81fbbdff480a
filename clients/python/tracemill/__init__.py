"""Sends the traces of torch.profiler and torch_npu.profiler to Tracemill's door, ``tracemill receive``.

    with torch.profiler.profile(schedule=..., on_trace_ready=tracemill.push(url, run="pretrain-7b")) as prof:

The standard library is all it needs. Nothing it does stops or fails the training process.
"""

from .callback import Push, push

__all__ = ["Push", "push"]
