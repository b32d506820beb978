#include "png_sdl.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <SDL.h>
#include <SDL_image.h>

#include "ogee/file.h"

/* Keeps what is written to it. */
typedef struct buffer {
    unsigned char *bytes;
    size_t size, capacity;
} buffer;

static size_t SDLCALL buffer_write(SDL_RWops *out, const void *from, size_t size, size_t count)
{
    buffer *to = out->hidden.unknown.data1;
    size_t more = size * count;
    if (to->size + more > to->capacity) {
        size_t wanted = 2 * (to->size + more);
        unsigned char *grown = realloc(to->bytes, wanted);
        if (!grown)
            return 0;
        to->bytes = grown;
        to->capacity = wanted;
    }
    memcpy(to->bytes + to->size, from, more);
    to->size += more;
    return count;
}

static Sint64 SDLCALL buffer_seek(SDL_RWops *out, Sint64 offset, int whence)
{
    buffer *to = out->hidden.unknown.data1;
    return offset == 0 && whence != RW_SEEK_SET ? (Sint64)to->size : -1;
}

static int SDLCALL buffer_close(SDL_RWops *out)
{
    SDL_FreeRW(out);
    return 0;
}

static og_status encode(SDL_Surface *surface, const char *what, buffer *to)
{
    SDL_RWops *out = surface ? SDL_AllocRW() : NULL;
    if (out) {
        out->type = SDL_RWOPS_UNKNOWN;
        out->write = buffer_write;
        out->seek = buffer_seek;
        out->close = buffer_close;
        out->hidden.unknown.data1 = to;
        if (IMG_SavePNG_RW(surface, out, 1) == 0)
            return OG_OK;
    }
    free(to->bytes);
    *to = (buffer){0};
    return og_fail(OG_ERR_FILE, "%s cannot be turned into PNG: %s", what, SDL_GetError());
}

og_status ogv_png_write(const char *path, const ogv_canvas *canvas)
{
    buffer png = {0};
    og_file file;
    og_status status = og_file_open(&file, path);
    if (status != OG_OK)
        return status;
    SDL_Surface *surface = SDL_CreateRGBSurfaceWithFormatFrom(canvas->pixels, canvas->width, canvas->height,
                                                              32, canvas->width * 4, SDL_PIXELFORMAT_RGB888);
    status = encode(surface, "the picture", &png);
    SDL_FreeSurface(surface);
    if (status == OG_OK)
        fwrite(png.bytes, 1, png.size, file.stream);
    free(png.bytes);
    return og_file_end(&file, status);
}

og_status ogv_png_encode(const ogv_image *image, unsigned char **bytes, size_t *size)
{
    buffer png = {0};
    SDL_Surface *surface =
        SDL_CreateRGBSurfaceWithFormat(0, image->width, image->height, 32, SDL_PIXELFORMAT_RGBA32);
    size_t row = (size_t)image->width * sizeof *image->pixels;
    for (int y = 0; surface && y < image->height; y++)
        memcpy((unsigned char *)surface->pixels + (size_t)y * (size_t)surface->pitch,
               image->pixels + (size_t)y * (size_t)image->width, row);
    og_status status = encode(surface, "an image", &png);
    SDL_FreeSurface(surface);
    *bytes = png.bytes;
    *size = png.size;
    return status;
}
