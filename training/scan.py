"""c[t] = f[t] * c[t-1] + (1 - f[t]) * z[t], forwards over the first half of the channels, backwards over the second."""
import ctypes
import subprocess
import tempfile
from functools import cache
from pathlib import Path

import torch

try:
    import triton

    import scan_gpu
except ImportError:  # comes with PyTorch where there is a GPU
    triton = None


@cache
def _compiled():
    """scan.c, compiled once a run."""
    path = Path(tempfile.mkdtemp()) / "scan.so"
    source = Path(__file__).with_name("scan.c")
    flags = ["-O3", "-march=native", "-ffast-math", "-fopenmp", "-shared", "-fPIC"]
    subprocess.run(["cc", *flags, "-o", path, source], check=True)
    return ctypes.CDLL(str(path))


def _run(name, *tensors):
    """One of the two functions `forward` and `backward`, on the device of the tensors; it fills the last ones."""
    batch, length, channels = tensors[0].shape
    if tensors[0].is_cuda:
        block = triton.next_power_of_2(channels // 2)
        getattr(scan_gpu, name)[(batch, 2)](*tensors, length, width=channels // 2, block=block, num_warps=2)
    else:
        pointers = [ctypes.c_void_p(t.data_ptr()) for t in tensors]
        getattr(_compiled(), name)(*pointers, batch, length, channels // 2)


class _Scan(torch.autograd.Function):
    @staticmethod
    def forward(ctx, z, f):
        z, f = z.contiguous(), f.contiguous()
        c = torch.empty_like(z)
        _run("forward", z, f, c)
        ctx.save_for_backward(z, f, c)
        return c

    @staticmethod
    def backward(ctx, grad):
        z, f, c = ctx.saved_tensors
        dz, df = torch.empty_like(z), torch.empty_like(z)
        _run("backward", z, f, c, grad.contiguous(), dz, df)
        return dz, df


def scan(z, f):
    """The states of both directions."""
    return _Scan.apply(z, f)
