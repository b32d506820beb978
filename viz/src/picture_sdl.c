#include "picture_sdl.h"

#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "ogee_viz/app.h"
#include "png_sdl.h"
#include "render_svg.h"
#include "replay.h"

enum { MOST_PIXELS = 16384 };

int ogv_device_length(int logical, float scale)
{
    return (int)lroundf((float)logical * scale);
}

og_status ogv_frame_size_check(ogv_frame_size size)
{
    if (!(size.scale >= 0.25f && size.scale <= 8.0f))
        return og_fail(OG_ERR_ARGUMENT, "the scale is %g, expected 0.25 to 8", (double)size.scale);
    if (size.width < 1 || size.height < 1 || size.width > MOST_PIXELS || size.height > MOST_PIXELS ||
        ogv_device_length(size.width, size.scale) > MOST_PIXELS ||
        ogv_device_length(size.height, size.scale) > MOST_PIXELS)
        return og_fail(OG_ERR_ARGUMENT, "the picture is %d x %d at scale %g, expected 1 to %d pixels a side",
                       size.width, size.height, (double)size.scale, (int)MOST_PIXELS);
    return OG_OK;
}

static bool ends_in(const char *path, const char *ending)
{
    size_t length = strlen(path), tail = strlen(ending);
    return length > tail && strcmp(path + length - tail, ending) == 0;
}

og_status ogv_picture_check_name(const char *path)
{
    if (ends_in(path, ".png") || ends_in(path, ".svg"))
        return OG_OK;
    return og_fail(OG_ERR_ARGUMENT, "the picture is named \"%s\", expected a name that ends in .png or .svg",
                   path);
}

static og_status save_png(const char *path, const ogv_drawlist *list, ogv_frame_size size,
                          ogv_color background, ogv_fonts *fonts)
{
    ogv_canvas canvas;
    int width = ogv_device_length(size.width, size.scale),
        height = ogv_device_length(size.height, size.scale);
    if (!ogv_canvas_create(&canvas, width > 0 ? width : 1, height > 0 ? height : 1, background))
        return og_fail(OG_ERR_MEMORY, "no memory for a picture of %d x %d pixels", width, height);
    ogv_mesh mesh = {0};
    ogv_fonts_set_scale(fonts, size.scale);
    ogv_fonts_trim(fonts);
    ogv_replay_into_canvas(list, size.scale, fonts, &mesh, &canvas);
    og_status status = mesh.failed || list->failed
                           ? og_fail(OG_ERR_MEMORY, "no memory to draw the picture %s", path)
                           : ogv_png_write(path, &canvas);
    ogv_mesh_free(&mesh);
    ogv_canvas_destroy(&canvas);
    return status;
}

og_status ogv_picture_save(const char *path, const ogv_drawlist *list, ogv_frame_size size,
                           ogv_color background, ogv_fonts *fonts)
{
    og_status status = ogv_picture_check_name(path);
    if (status != OG_OK)
        return status;
    if (ends_in(path, ".svg"))
        return ogv_svg_write(path, list, size.width, size.height, background, ogv_png_encode);
    return save_png(path, list, size, background, fonts);
}

/* The first free name, taken at once by an empty file. */
static og_status take_name(const char *ending, char *path, size_t size)
{
    for (int i = 1; i < 100000; i++) {
        snprintf(path, size, "ogee-%d%s", i, ending);
        FILE *file = fopen(path, "wx");
        if (file) {
            fclose(file);
            return OG_OK;
        }
        if (errno != EEXIST)
            return og_fail(OG_ERR_FILE, "%s cannot be written: %s", path, strerror(errno));
    }
    return og_fail(OG_ERR_FILE, "%s is the last number and taken", path);
}

og_status ogv_picture_save_next(const char *ending, const ogv_drawlist *list, ogv_frame_size size,
                                ogv_color background, ogv_fonts *fonts, char *path, size_t path_size)
{
    og_status status = take_name(ending, path, path_size);
    if (status != OG_OK)
        return status;
    status = ogv_picture_save(path, list, size, background, fonts);
    if (status != OG_OK)
        remove(path);
    return status;
}

og_status ogv_picture_write(const char *path, int width, int height, float scale,
                            void (*draw)(void *user, ogv_drawlist *list), void *user)
{
    ogv_frame_size size = {width, height, scale};
    og_status status = ogv_picture_check_name(path);
    if (status == OG_OK)
        status = ogv_frame_size_check(size);
    if (status != OG_OK)
        return status;
    ogv_fonts *fonts;
    status = ogv_fonts_create(&fonts);
    if (status != OG_OK)
        return status;
    ogv_drawlist list;
    ogv_drawlist_init(&list);
    list.scale = scale;
    list.measure = ogv_fonts_measure;
    list.measure_context = fonts;
    draw(user, &list);
    status = ogv_picture_save(path, &list, size, ogv_rgb(0xFFFFFF), fonts);
    ogv_drawlist_free(&list);
    ogv_fonts_destroy(fonts);
    return status;
}
