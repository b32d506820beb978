/* Pictures as PNG: into a file, or into memory for what embeds them. */
#ifndef OGEE_VIZ_SRC_PNG_SDL_H
#define OGEE_VIZ_SRC_PNG_SDL_H

#include "ogee/status.h"
#include "ogee_viz/drawlist.h"
#include "raster.h"

/* Written beside the path and renamed, so that a failure leaves nothing behind. */
og_status ogv_png_write(const char *path, const ogv_canvas *canvas);

/* The image as PNG bytes, to be freed by the caller. */
og_status ogv_png_encode(const ogv_image *image, unsigned char **bytes, size_t *size);

#endif
