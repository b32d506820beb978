/* A draw list as a picture file. */
#ifndef OGEE_VIZ_SRC_PICTURE_SDL_H
#define OGEE_VIZ_SRC_PICTURE_SDL_H

#include "ogee/status.h"
#include "ogee_viz/drawlist.h"
#include "text_sdl.h"

typedef struct ogv_frame_size {
    int width, height; /* logical pixels */
    float scale;
} ogv_frame_size;

/* OG_ERR_ARGUMENT for sizes and scales that no picture can have. */
og_status ogv_frame_size_check(ogv_frame_size size);
/* round(logical x scale). */
int ogv_device_length(int logical, float scale);

/* OG_ERR_ARGUMENT unless the name ends in .png or .svg. */
og_status ogv_picture_check_name(const char *path);
og_status ogv_picture_save(const char *path, const ogv_drawlist *list, ogv_frame_size size,
                           ogv_color background, ogv_fonts *fonts);

/* Into the working directory as ogee-N with that ending (".png", ".svg"), N being the first number that is
   free. path tells where, also on failure. */
og_status ogv_picture_save_next(const char *ending, const ogv_drawlist *list, ogv_frame_size size,
                                ogv_color background, ogv_fonts *fonts, char *path, size_t path_size);

#endif
