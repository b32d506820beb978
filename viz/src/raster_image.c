#include <math.h>
#include <string.h>

#include "raster.h"
#include "raster_blend.h"

/* Where a pixel of the picture falls between two of the image, in 1/256. */
typedef struct sample {
    int first, second, weight;
} sample;

static sample sample_at(int pixel, int pixels, int samples, bool smooth)
{
    float position = ((float)pixel + 0.5f) * (float)samples / (float)pixels;
    if (!smooth) {
        int nearest = (int)position;
        nearest = nearest < samples ? nearest : samples - 1;
        return (sample){nearest, nearest, 0};
    }
    position = fminf(fmaxf(position - 0.5f, 0.0f), (float)(samples - 1));
    int first = (int)position, second = first + 1 < samples ? first + 1 : first;
    return (sample){first, second, (int)((position - (float)first) * 256.0f + 0.5f)};
}

/* From a to b by weight / 256 in all four channels, two at a time, rounded. */
static uint32_t mix_channels(uint32_t a, uint32_t b, uint32_t weight)
{
    const uint32_t mask = 0x00FF00FFu, half = 0x00800080u;
    uint32_t even = a & mask, odd = a >> 8 & mask;
    even = ((even << 8) + ((b & mask) - even) * weight + half) >> 8 & mask;
    odd = ((odd << 8) + ((b >> 8 & mask) - odd) * weight + half) & ~mask;
    return even | odd;
}

static uint32_t channels_of(ogv_color color)
{
    uint32_t channels;
    memcpy(&channels, &color, sizeof channels);
    return channels;
}

enum { IMAGE_PART = 512 }; /* columns whose samples are kept */

/* Part of a row of the image, mixed across. */
typedef struct mixed_row {
    int row; /* of the image; < 0: none yet */
    uint32_t mixed[IMAGE_PART];
} mixed_row;

static void mix_across(mixed_row *to, const ogv_image *image, int row, const sample *across, int count)
{
    const ogv_color *from = image->pixels + (size_t)row * (size_t)image->width;
    to->row = row;
    for (int i = 0; i < count; i++)
        to->mixed[i] = mix_channels(channels_of(from[across[i].first]), channels_of(from[across[i].second]),
                                    (uint32_t)across[i].weight);
}

static void put_pixel(uint32_t *to, ogv_color color)
{
    *to = color.a == 255 ? ogv_pack(color) : ogv_blend(*to, ogv_pack(color), color.a);
}

static void nearest_row(uint32_t *to, const ogv_image *image, int row, const sample *across, int count)
{
    const ogv_color *from = image->pixels + (size_t)row * (size_t)image->width;
    for (int i = 0; i < count; i++)
        put_pixel(&to[i], from[across[i].first]);
}

/* Opaque pixels of the picture from the bytes of ogv_colors, wherever the machine puts them in a word. */
static void put_opaque(uint32_t *to, const uint32_t *channels, int count)
{
    const bool red_is_lowest = channels_of((ogv_color){1, 0, 0, 0}) == 1;
    for (int i = 0; i < count; i++) {
        uint32_t c = channels[i], swapped = (c & 0xFF) << 16 | (c & 0xFF00) | (c >> 16 & 0xFF);
        to[i] = 0xFF000000u | (red_is_lowest ? swapped : c >> 8);
    }
}

/* Two rows of the image mixed into one of the picture. Most images are opaque: that is found out on the way,
   and then the compiler can make both loops several pixels wide. */
static void mix_down(uint32_t *to, const uint32_t *above, const uint32_t *below, uint32_t weight, int count)
{
    const uint32_t alpha = channels_of((ogv_color){0, 0, 0, 255});
    uint32_t mixed[IMAGE_PART], all = alpha;
    for (int i = 0; i < count; i++) {
        mixed[i] = mix_channels(above[i], below[i], weight);
        all &= mixed[i];
    }
    if (all == alpha) {
        put_opaque(to, mixed, count);
        return;
    }
    for (int i = 0; i < count; i++) {
        ogv_color color;
        memcpy(&color, &mixed[i], sizeof color);
        put_pixel(&to[i], color);
    }
}

/* Rows of the picture that lie close together need the same rows of the image. */
static void smooth_row(uint32_t *to, const ogv_image *image, sample down, const sample *across, int count,
                       mixed_row *above, mixed_row *below)
{
    if (above->row != down.first && below->row == down.first)
        *above = *below;
    if (above->row != down.first)
        mix_across(above, image, down.first, across, count);
    if (below->row != down.second)
        mix_across(below, image, down.second, across, count);
    mix_down(to, above->mixed, below->mixed, (uint32_t)down.weight, count);
}

void ogv_raster_image(ogv_canvas *canvas, int x, int y, int w, int h, const ogv_image *image)
{
    int x0 = x > canvas->left ? x : canvas->left, y0 = y > canvas->top ? y : canvas->top;
    int x1 = (int)((int64_t)x + w < canvas->right ? (int64_t)x + w : canvas->right);
    int y1 = (int)((int64_t)y + h < canvas->bottom ? (int64_t)y + h : canvas->bottom);
    for (int part = x0; part < x1; part += IMAGE_PART) {
        sample across[IMAGE_PART];
        mixed_row above, below;
        int count = x1 - part < IMAGE_PART ? x1 - part : IMAGE_PART;
        above.row = below.row = -1;
        for (int i = 0; i < count; i++)
            across[i] = sample_at(part + i - x, w, image->width, image->smooth);
        for (int row = y0; row < y1; row++) {
            uint32_t *to = canvas->pixels + (size_t)row * (size_t)canvas->width + part;
            sample down = sample_at(row - y, h, image->height, image->smooth);
            if (image->smooth)
                smooth_row(to, image, down, across, count, &above, &below);
            else
                nearest_row(to, image, down.first, across, count);
        }
    }
}
