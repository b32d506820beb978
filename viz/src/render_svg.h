/* A draw list as SVG: vectors for slides and handouts. */
#ifndef OGEE_VIZ_SRC_RENDER_SVG_H
#define OGEE_VIZ_SRC_RENDER_SVG_H

#include "ogee/status.h"
#include "ogee_viz/drawlist.h"

/* Turns an image into PNG bytes that the caller frees, so that this file knows no image library. */
typedef og_status (*ogv_encode_png)(const ogv_image *image, unsigned char **bytes, size_t *size);

/* Text stays text, images are embedded. Written beside the path and renamed. */
og_status ogv_svg_write(const char *path, const ogv_drawlist *list, int width, int height,
                        ogv_color background, ogv_encode_png encode);

#endif
