#include <math.h>

#include "ogee_viz/plot.h"

/* ---- labels beside each other ---- */

enum { MAX_LABELS = 16 };

static void order_by_height(const float *y, int count, int order[MAX_LABELS])
{
    for (int i = 0; i < count; i++) {
        int k = i;
        for (; k > 0 && y[order[k - 1]] > y[i]; k--)
            order[k] = order[k - 1];
        order[k] = i;
    }
}

/* Labels that would overlap become a group that stands round the middle of where they want to be. */
void ogv_spread_labels(float *y, int count, float gap, float top, float bottom)
{
    int order[MAX_LABELS], first[MAX_LABELS], size[MAX_LABELS], groups = 0;
    float middle[MAX_LABELS];
    if (count > MAX_LABELS)
        count = MAX_LABELS;
    order_by_height(y, count, order);
    for (int i = 0; i < count; i++) {
        first[groups] = i;
        size[groups] = 1;
        middle[groups++] = y[order[i]];
        for (;;) {
            int g = groups - 1;
            float half = 0.5f * gap * (float)(size[g] - 1);
            middle[g] = fmaxf(fminf(middle[g], bottom - half), top + half);
            if (g == 0 || middle[g] - half - (middle[g - 1] + 0.5f * gap * (float)(size[g - 1] - 1)) >= gap)
                break;
            float sum = middle[g] * (float)size[g] + middle[g - 1] * (float)size[g - 1];
            size[g - 1] += size[g];
            middle[g - 1] = sum / (float)size[g - 1];
            groups--;
        }
    }
    for (int g = 0; g < groups; g++)
        for (int i = 0; i < size[g]; i++)
            y[order[first[g] + i]] = middle[g] + gap * ((float)i - 0.5f * (float)(size[g] - 1));
}

/* ---- a label at its curve ---- */

static bool curve_touches(const ogv_axes *axes, const ogv_curve *curve, ogv_rect r)
{
    for (size_t i = 1; i < curve->count; i++) {
        if (!isfinite(curve->y[i - 1]) || !isfinite(curve->y[i]))
            continue;
        if (ogv_line_meets(ogv_axes_pixel(axes, (double)curve->x[i - 1], (double)curve->y[i - 1]),
                           ogv_axes_pixel(axes, (double)curve->x[i], (double)curve->y[i]), r))
            return true;
    }
    return false;
}

typedef struct label_search {
    const ogv_axes *axes;
    const ogv_curve *curves;
    int count;
    const ogv_rect *used;
    int used_count;
} label_search;

static bool is_free(const label_search *s, ogv_rect r)
{
    ogv_rect plot = s->axes->rect;
    if (r.x < plot.x || r.y < plot.y || r.x + r.w > plot.x + plot.w || r.y + r.h > plot.y + plot.h)
        return false;
    for (int i = 0; i < s->used_count; i++)
        if (ogv_rects_overlap(r, s->used[i]))
            return false;
    for (int i = 0; i < s->count; i++)
        if (curve_touches(s->axes, &s->curves[i], r))
            return false;
    return true;
}

/* Above and below the point, a little to the left and right of it. */
static bool try_beside(const label_search *s, ogv_point at, float w, float h, ogv_rect *place)
{
    const float gaps[] = {5, 8, 11};
    for (int g = 0; g < 3; g++)
        for (int below = 0; below < 2; below++)
            for (int side = 0; side < 3; side++) {
                float x = side == 0 ? at.x - w : side == 1 ? at.x - 0.5f * w : at.x;
                *place = (ogv_rect){x, below ? at.y + gaps[g] : at.y - gaps[g] - h, w, h};
                if (is_free(s, *place))
                    return true;
            }
    return false;
}

static size_t peak_of(const ogv_curve *curve)
{
    size_t peak = 0;
    for (size_t i = 1; i < curve->count; i++)
        if (isfinite(curve->y[i]) && !(curve->y[i] <= curve->y[peak]))
            peak = i;
    return peak;
}

bool ogv_label_place(const ogv_axes *axes, const ogv_curve *curves, int count, int which, float w, float h,
                     const ogv_rect *used, int used_count, ogv_rect *place)
{
    label_search s = {axes, curves, count, used, used_count};
    const ogv_curve *curve = &curves[which];
    if (curve->count == 0)
        return false;
    size_t last = curve->count - 1;
    const size_t tries[] = {last, last - last / 8, 0, last / 8, peak_of(curve), last / 2};
    for (int t = 0; t < 6; t++) {
        size_t i = tries[t];
        if (isfinite(curve->y[i]) &&
            try_beside(&s, ogv_axes_pixel(axes, (double)curve->x[i], (double)curve->y[i]), w, h, place))
            return true;
    }
    return false;
}
