/* The recurrence of a simple recurrent unit in both directions, and its gradient, for batches in memory order
   [batch][time][2 * width]: the first `width` channels run forwards, the others backwards. */
#include <stddef.h>

#define MAX_WIDTH 512

static void run(const float *z, const float *f, float *c, int first, int length, int step, int stride, int width)
{
    float state[MAX_WIDTH] = {0};
    for (int n = 0, t = first; n < length; n++, t += step) {
        const size_t at = (size_t)t * stride;
        for (int i = 0; i < width; i++)
            c[at + i] = state[i] = f[at + i] * state[i] + (1 - f[at + i]) * z[at + i];
    }
}

static void run_back(const float *z, const float *f, const float *c, const float *grad, float *dz, float *df, int first,
                     int length, int step, int stride, int width)
{
    float carried[MAX_WIDTH] = {0};
    for (int n = 0, t = first + (length - 1) * step; n < length; n++, t -= step) {
        const size_t at = (size_t)t * stride;
        const int initial = n == length - 1;
        for (int i = 0; i < width; i++) {
            const float before = initial ? 0 : c[at - (ptrdiff_t)step * stride + i];
            const float g = carried[i] + grad[at + i];
            dz[at + i] = g * (1 - f[at + i]);
            df[at + i] = g * (before - z[at + i]);
            carried[i] = g * f[at + i];
        }
    }
}

void forward(const float *z, const float *f, float *c, int batch, int length, int width)
{
#pragma omp parallel for
    for (int b = 0; b < batch; b++) {
        const size_t at = (size_t)b * length * 2 * width;
        run(z + at, f + at, c + at, 0, length, 1, 2 * width, width);
        run(z + at + width, f + at + width, c + at + width, length - 1, length, -1, 2 * width, width);
    }
}

void backward(const float *z, const float *f, const float *c, const float *grad, float *dz, float *df, int batch,
              int length, int width)
{
#pragma omp parallel for
    for (int b = 0; b < batch; b++) {
        const size_t at = (size_t)b * length * 2 * width, on = at + width;
        run_back(z + at, f + at, c + at, grad + at, dz + at, df + at, 0, length, 1, 2 * width, width);
        run_back(z + on, f + on, c + on, grad + on, dz + on, df + on, length - 1, length, -1, 2 * width, width);
    }
}
