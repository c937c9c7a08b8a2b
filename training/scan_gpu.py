"""scan.c once more, for a GPU: one program a sentence and direction, one thread a channel."""
import triton
import triton.language as tl


@triton.jit
def forward(z, f, c, length, width: tl.constexpr, block: tl.constexpr):
    direction = tl.program_id(1)
    channel = tl.arange(0, block)
    there = channel < width
    step = (1 - 2 * direction) * 2 * width
    at = tl.program_id(0) * length * 2 * width + direction * ((length - 1) * 2 * width + width) + channel
    state = tl.zeros([block], tl.float32)
    for _ in range(length):
        forget = tl.load(f + at, there, 0.0)
        state = forget * state + (1 - forget) * tl.load(z + at, there, 0.0)
        tl.store(c + at, state, there)
        at += step


@triton.jit
def backward(z, f, c, grad, dz, df, length, width: tl.constexpr, block: tl.constexpr):
    direction = tl.program_id(1)
    channel = tl.arange(0, block)
    there = channel < width
    step = (1 - 2 * direction) * 2 * width
    last = (1 - direction) * (length - 1) * 2 * width + direction * width
    at = tl.program_id(0) * length * 2 * width + last + channel
    carried = tl.zeros([block], tl.float32)
    for n in range(length):
        before = tl.load(c + at - step, there & (channel * 0 + n < length - 1), 0.0)
        forget = tl.load(f + at, there, 0.0)
        whole = carried + tl.load(grad + at, there, 0.0)
        tl.store(dz + at, whole * (1 - forget), there)
        tl.store(df + at, whole * (before - tl.load(z + at, there, 0.0)), there)
        carried = whole * forget
        at -= step
