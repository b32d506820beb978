#include "picture.h"

#include <SDL.h>
#include <SDL_image.h>

#include "support.h"

enum { EDGE = 64, AROUND = 75 }; /* one pixel of 25 that is off by 64 passes, a line off by 16 does not */

static picture empty(int width, int height)
{
    picture p = {width, height, calloc((size_t)width * (size_t)height, sizeof *p.pixels)};
    assert_non_null(p.pixels);
    return p;
}

picture picture_read(const char *path)
{
    SDL_Surface *file = IMG_Load(path);
    SDL_Surface *plain = file ? SDL_ConvertSurfaceFormat(file, SDL_PIXELFORMAT_ARGB8888, 0) : NULL;
    picture p = {0};
    if (plain) {
        p = empty(plain->w, plain->h);
        for (int y = 0; y < p.height; y++)
            memcpy(p.pixels + (size_t)y * (size_t)p.width,
                   (const char *)plain->pixels + (size_t)y * (size_t)plain->pitch, (size_t)p.width * 4);
    }
    SDL_FreeSurface(file);
    SDL_FreeSurface(plain);
    return p;
}

void picture_write(const char *path, const picture *p)
{
    SDL_Surface *surface = SDL_CreateRGBSurfaceWithFormatFrom(p->pixels, p->width, p->height, 24,
                                                              p->width * 4, SDL_PIXELFORMAT_RGB888);
    if (!surface || IMG_SavePNG(surface, path) != 0)
        fail_msg("%s cannot be written: %s", path, SDL_GetError());
    SDL_FreeSurface(surface);
}

void picture_free(picture *p)
{
    free(p->pixels);
    *p = (picture){0};
}

static int channel(uint32_t pixel, int shift)
{
    return (int)(pixel >> shift & 0xFF);
}

static int least(int a, int b)
{
    return a < b ? a : b;
}

static int most(int a, int b)
{
    return a > b ? a : b;
}

/* By how much a channel of the pixels round (x, y) differs. */
static int contrast(const picture *p, int x, int y, int shift)
{
    int low = 255, high = 0;
    for (int row = most(y - 1, 0); row <= least(y + 1, p->height - 1); row++)
        for (int column = most(x - 1, 0); column <= least(x + 1, p->width - 1); column++) {
            int value = channel(p->pixels[row * p->width + column], shift);
            low = least(low, value);
            high = most(high, value);
        }
    return high - low;
}

/* By how much the 25 pixels round (x, y) differ together: much for a line, little for an edge that lies a bit
   elsewhere. */
static int off_around(const picture *actual, const picture *expected, int x, int y, int shift)
{
    int sum = 0;
    for (int row = most(y - 2, 0); row <= least(y + 2, actual->height - 1); row++)
        for (int column = most(x - 2, 0); column <= least(x + 2, actual->width - 1); column++)
            sum += channel(actual->pixels[row * actual->width + column], shift) -
                   channel(expected->pixels[row * expected->width + column], shift);
    return abs(sum);
}

static int differs(const picture *actual, const picture *expected, int x, int y)
{
    uint32_t is = actual->pixels[y * actual->width + x], wanted = expected->pixels[y * expected->width + x];
    for (int shift = 0; is != wanted && shift < 24; shift += 8) {
        int off = abs(channel(is, shift) - channel(wanted, shift));
        int edge = off > 0 ? contrast(expected, x, y, shift) : 0;
        if (off > least(edge / 2, EDGE))
            return 1;
        if (off > 0 && off_around(actual, expected, x, y, shift) > least(25 * edge / 16, AROUND))
            return 1;
    }
    return 0;
}

static uint32_t pale(uint32_t pixel)
{
    return 0xFFC0C0C0u + (pixel >> 2 & 0x3F3F3F);
}

size_t picture_compare(const picture *actual, const picture *expected, picture *difference)
{
    size_t count = 0;
    int same_size = actual->width == expected->width && actual->height == expected->height;
    if (difference)
        *difference = empty(actual->width, actual->height);
    for (int y = 0; y < actual->height; y++)
        for (int x = 0; x < actual->width; x++) {
            uint32_t pixel = actual->pixels[y * actual->width + x];
            int bad = !same_size || differs(actual, expected, x, y);
            count += (size_t)bad;
            if (difference)
                difference->pixels[y * actual->width + x] = bad ? 0xFFE00000u : pale(pixel);
        }
    return count;
}
