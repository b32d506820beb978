#include "replay.h"

#include <math.h>

/* Vertices handed over at once: few enough to stay in the cache. */
enum { BATCH = 2048 };

static ogv_pixel_rect pixel_rect(ogv_rect rect, float scale)
{
    const float most = 100000.0f;
    float x0 = floorf(fminf(fmaxf(rect.x * scale, -most), most) + 0.501f);
    float y0 = floorf(fminf(fmaxf(rect.y * scale, -most), most) + 0.501f);
    float x1 = floorf(fminf(fmaxf((rect.x + rect.w) * scale, -most), most) + 0.501f);
    float y1 = floorf(fminf(fmaxf((rect.y + rect.h) * scale, -most), most) + 0.501f);
    return (ogv_pixel_rect){(int)x0, (int)y0, (int)(x1 - x0), (int)(y1 - y0)};
}

typedef struct text_sink {
    const ogv_target *target;
    ogv_color color;
} text_sink;

static void put_glyph(void *context, const ogv_glyph *glyph, int x, int y)
{
    text_sink *sink = context;
    sink->target->glyph(sink->target->context, glyph, x, y, sink->color);
}

static void flush(ogv_mesh *mesh, const ogv_target *target)
{
    if (mesh->index_count > 0)
        target->triangles(target->context, mesh);
    ogv_mesh_clear(mesh);
}

static void replay_clip(const ogv_command *command, float scale, const ogv_target *target)
{
    ogv_pixel_rect clip = pixel_rect(command->rect, scale);
    target->clip(target->context, command->rect.w < 0 ? NULL : &clip);
}

static void replay_image(const ogv_command *command, float scale, const ogv_target *target)
{
    const ogv_image *image = &command->image;
    ogv_pixel_rect rect = pixel_rect(command->rect, scale);
    if (image->pixels && image->width > 0 && image->height > 0 && rect.w > 0 && rect.h > 0)
        target->image(target->context, rect, image);
}

static bool replay_round(const ogv_command *command, float scale, ogv_mesh *mesh, const ogv_target *target)
{
    ogv_rect rect;
    float radius, width;
    if (!target->round || !ogv_shape_round(command, scale, &rect, &radius, &width))
        return false;
    flush(mesh, target);
    target->round(target->context, rect, radius, width, command->color);
    return true;
}

void ogv_replay(const ogv_drawlist *list, float scale, ogv_fonts *fonts, ogv_mesh *mesh,
                const ogv_target *target)
{
    ogv_mesh_clear(mesh);
    target->clip(target->context, NULL);
    for (size_t i = 0; i < list->command_count; i++) {
        const ogv_command *command = &list->commands[i];
        if (command->kind == OGV_CLIP) {
            flush(mesh, target);
            replay_clip(command, scale, target);
        } else if (command->kind == OGV_IMAGE) {
            flush(mesh, target);
            replay_image(command, scale, target);
        } else if (command->kind == OGV_TEXT) {
            flush(mesh, target);
            text_sink sink = {target, command->color};
            ogv_fonts_layout(fonts, command->font, command->size, command->at.x * scale,
                             command->at.y * scale, list->chars + command->first, command->count, put_glyph,
                             &sink);
        } else if (command->kind == OGV_POLYLINE && target->line) {
            flush(mesh, target);
            ogv_stroke_lines(mesh, list, command, scale, target->line, target->context);
        } else if (!replay_round(command, scale, mesh, target)) {
            ogv_mesh_command(mesh, list, command, scale);
            if (mesh->vertex_count > BATCH)
                flush(mesh, target);
        }
    }
    flush(mesh, target);
    target->clip(target->context, NULL);
}

typedef struct canvas_target {
    ogv_canvas *canvas;
    const ogv_fonts *fonts;
} canvas_target;

static int between(int value, int low, int high)
{
    return value < low ? low : value > high ? high : value;
}

static void canvas_clip(void *context, const ogv_pixel_rect *rect)
{
    ogv_canvas *canvas = ((canvas_target *)context)->canvas;
    canvas->left = rect ? between(rect->x, 0, canvas->width) : 0;
    canvas->top = rect ? between(rect->y, 0, canvas->height) : 0;
    canvas->right = rect ? between(rect->x + rect->w, canvas->left, canvas->width) : canvas->width;
    canvas->bottom = rect ? between(rect->y + rect->h, canvas->top, canvas->height) : canvas->height;
}

static void canvas_triangles(void *context, const ogv_mesh *mesh)
{
    ogv_raster_mesh(((canvas_target *)context)->canvas, mesh);
}

static void canvas_glyph(void *context, const ogv_glyph *glyph, int x, int y, ogv_color color)
{
    canvas_target *target = context;
    const uint8_t *page = ogv_fonts_page(target->fonts, glyph->page)->pixels;
    ogv_raster_mask(target->canvas, page + (size_t)glyph->y * OGV_ATLAS_SIZE + glyph->x, OGV_ATLAS_SIZE, x, y,
                    glyph->w, glyph->h, color);
}

static void canvas_round(void *context, ogv_rect rect, float radius, float width, ogv_color color)
{
    ogv_raster_round(((canvas_target *)context)->canvas, rect, radius, width, color);
}

static void canvas_line(void *context, const ogv_stroke *line)
{
    ogv_raster_line(((canvas_target *)context)->canvas, line);
}

static void canvas_image(void *context, ogv_pixel_rect rect, const ogv_image *image)
{
    ogv_raster_image(((canvas_target *)context)->canvas, rect.x, rect.y, rect.w, rect.h, image);
}

/* Many lists begin with a ground over everything: then what was there before is never seen. */
static bool hides_all(const ogv_drawlist *list, float scale, const ogv_canvas *canvas)
{
    const ogv_command *first = list->commands;
    if (list->command_count == 0 || first->kind != OGV_FILL || first->radius > 0 || first->color.a != 255)
        return false;
    ogv_pixel_rect r = pixel_rect(first->rect, scale);
    return r.x <= 0 && r.y <= 0 && r.x + r.w >= canvas->width && r.y + r.h >= canvas->height;
}

void ogv_replay_over(const ogv_drawlist *list, float scale, ogv_fonts *fonts, ogv_mesh *mesh,
                     ogv_canvas *canvas, ogv_color background)
{
    if (!hides_all(list, scale, canvas))
        ogv_canvas_clear(canvas, background);
    ogv_replay_into_canvas(list, scale, fonts, mesh, canvas);
}

void ogv_replay_into_canvas(const ogv_drawlist *list, float scale, ogv_fonts *fonts, ogv_mesh *mesh,
                            ogv_canvas *canvas)
{
    canvas_target context = {canvas, fonts};
    ogv_target target = {.context = &context,
                         .clip = canvas_clip,
                         .triangles = canvas_triangles,
                         .glyph = canvas_glyph,
                         .image = canvas_image,
                         .round = canvas_round,
                         .line = canvas_line};
    ogv_replay(list, scale, fonts, mesh, &target);
}
