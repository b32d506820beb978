#include "ogee_viz/drawlist.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static uint8_t to_byte(float value)
{
    if (!(value > 0.0f))
        return 0;
    return value >= 255.0f ? 255 : (uint8_t)(value + 0.5f);
}

ogv_color ogv_rgb(uint32_t hex)
{
    return (ogv_color){(uint8_t)(hex >> 16), (uint8_t)(hex >> 8), (uint8_t)hex, 255};
}

ogv_color ogv_fade(ogv_color color, float alpha)
{
    color.a = to_byte((float)color.a * fminf(alpha, 1.0f));
    return color;
}

static uint8_t mix_byte(uint8_t a, uint8_t b, float t)
{
    return to_byte((float)a + ((float)b - (float)a) * t);
}

ogv_color ogv_mix(ogv_color a, ogv_color b, float t)
{
    t = fminf(fmaxf(t, 0.0f), 1.0f);
    return (ogv_color){mix_byte(a.r, b.r, t), mix_byte(a.g, b.g, t), mix_byte(a.b, b.b, t),
                       mix_byte(a.a, b.a, t)};
}

static float measure_without_fonts(void *context, ogv_font font, float size, const char *text, size_t length)
{
    (void)context;
    (void)font;
    size_t characters = 0;
    for (size_t i = 0; i < length; i++)
        characters += ((unsigned char)text[i] & 0xC0) != 0x80;
    return 0.55f * size * (float)characters;
}

void ogv_drawlist_init(ogv_drawlist *list)
{
    *list = (ogv_drawlist){.scale = 1.0f, .clip = {0, 0, -1, -1}, .measure = measure_without_fonts};
}

void ogv_drawlist_free(ogv_drawlist *list)
{
    free(list->commands);
    free(list->points);
    free(list->chars);
    ogv_drawlist_init(list);
}

void ogv_drawlist_clear(ogv_drawlist *list)
{
    list->command_count = list->point_count = list->char_count = 0;
    list->clip = (ogv_rect){0, 0, -1, -1};
    list->failed = false;
}

static uint64_t digest_bytes(uint64_t digest, const void *bytes, size_t count)
{
    const unsigned char *at = bytes;
    for (; count > 0;) {
        uint64_t word = 0;
        size_t step = count < sizeof word ? count : sizeof word;
        memcpy(&word, at, step);
        digest = (digest ^ word) * 0x9e3779b97f4a7c15u;
        digest ^= digest >> 32;
        at += step;
        count -= step;
    }
    return digest;
}

uint64_t ogv_drawlist_digest(const ogv_drawlist *list)
{
    uint64_t digest = digest_bytes(1, &list->scale, sizeof list->scale);
    digest = digest_bytes(digest, list->commands, list->command_count * sizeof *list->commands);
    digest = digest_bytes(digest, list->points, list->point_count * sizeof *list->points);
    return digest_bytes(digest, list->chars, list->char_count);
}

/* Makes room for more elements; false leaves the block as it was. */
static bool reserve(void **block, size_t *capacity, size_t used, size_t more, size_t element_size)
{
    if (more <= *capacity - used)
        return true;
    size_t wanted = *capacity ? *capacity : 64;
    while (wanted - used < more) {
        if (wanted > SIZE_MAX / 2 / element_size)
            return false;
        wanted *= 2;
    }
    void *grown = realloc(*block, wanted * element_size);
    if (!grown)
        return false;
    *block = grown;
    *capacity = wanted;
    return true;
}

static bool reserve_points(ogv_drawlist *list, size_t more)
{
    void *block = list->points;
    bool ok = reserve(&block, &list->point_capacity, list->point_count, more, sizeof *list->points);
    list->points = block;
    return ok;
}

static bool reserve_chars(ogv_drawlist *list, size_t more)
{
    void *block = list->chars;
    bool ok = reserve(&block, &list->char_capacity, list->char_count, more, 1);
    list->chars = block;
    return ok;
}

static void append(ogv_drawlist *list, ogv_command command)
{
    void *block = list->commands;
    bool ok = reserve(&block, &list->command_capacity, list->command_count, 1, sizeof *list->commands);
    list->commands = block;
    if (ok)
        list->commands[list->command_count++] = command;
    else
        list->failed = true;
}

static void append_points(ogv_drawlist *list, ogv_command command, const ogv_point *points, size_t count)
{
    if (count == 0)
        return;
    if (!reserve_points(list, count)) {
        list->failed = true;
        return;
    }
    command.first = list->point_count;
    command.count = count;
    memcpy(list->points + list->point_count, points, count * sizeof *points);
    list->point_count += count;
    append(list, command);
}

bool ogv_rects_overlap(ogv_rect a, ogv_rect b)
{
    return fmaxf(a.x, b.x) < fminf(a.x + a.w, b.x + b.w) && fmaxf(a.y, b.y) < fminf(a.y + a.h, b.y + b.h);
}

bool ogv_line_meets(ogv_point a, ogv_point b, ogv_rect r)
{
    float from = 0, until = 1, way[2] = {b.x - a.x, b.y - a.y}, start[2] = {a.x, a.y};
    float low[2] = {r.x, r.y}, high[2] = {r.x + r.w, r.y + r.h};
    for (int k = 0; k < 2; k++) {
        if (way[k] == 0) {
            if (start[k] < low[k] || start[k] > high[k])
                return false;
            continue;
        }
        float one = (low[k] - start[k]) / way[k], two = (high[k] - start[k]) / way[k];
        from = fmaxf(from, fminf(one, two));
        until = fminf(until, fmaxf(one, two));
    }
    return from <= until;
}

static ogv_rect intersect(ogv_rect a, ogv_rect b)
{
    if (a.w < 0)
        return b;
    float x0 = fmaxf(a.x, b.x), x1 = fminf(a.x + a.w, b.x + b.w);
    float y0 = fmaxf(a.y, b.y), y1 = fminf(a.y + a.h, b.y + b.h);
    return (ogv_rect){x0, y0, fmaxf(x1 - x0, 0.0f), fmaxf(y1 - y0, 0.0f)};
}

ogv_rect ogv_clip(ogv_drawlist *list, ogv_rect rect)
{
    ogv_rect previous = list->clip;
    rect.w = fmaxf(rect.w, 0.0f);
    rect.h = fmaxf(rect.h, 0.0f);
    list->clip = intersect(previous, rect);
    append(list, (ogv_command){.kind = OGV_CLIP, .rect = list->clip});
    return previous;
}

void ogv_unclip(ogv_drawlist *list, ogv_rect previous)
{
    list->clip = previous;
    append(list, (ogv_command){.kind = OGV_CLIP, .rect = previous});
}

void ogv_fill(ogv_drawlist *list, ogv_rect rect, float radius, ogv_color color)
{
    append(list, (ogv_command){.kind = OGV_FILL, .rect = rect, .radius = radius, .color = color});
}

void ogv_frame(ogv_drawlist *list, ogv_rect rect, float radius, float width, ogv_color color)
{
    append(list,
           (ogv_command){.kind = OGV_FRAME, .rect = rect, .radius = radius, .width = width, .color = color});
}

/* The tiny nudge keeps coordinates that rounding left just below a half on the same side as their neighbours.
 */
static float snap(const ogv_drawlist *list, float value)
{
    return floorf(value * list->scale + 0.501f) / list->scale;
}

static float hairline_width(const ogv_drawlist *list)
{
    return fmaxf(floorf(list->scale + 0.5f), 1.0f) / list->scale;
}

void ogv_hairline_h(ogv_drawlist *list, float x0, float x1, float y, ogv_color color)
{
    float left = snap(list, fminf(x0, x1)), right = snap(list, fmaxf(x0, x1));
    ogv_fill(list, (ogv_rect){left, snap(list, y), right - left, hairline_width(list)}, 0, color);
}

void ogv_hairline_v(ogv_drawlist *list, float x, float y0, float y1, ogv_color color)
{
    float top = snap(list, fminf(y0, y1)), bottom = snap(list, fmaxf(y0, y1));
    ogv_fill(list, (ogv_rect){snap(list, x), top, hairline_width(list), bottom - top}, 0, color);
}

void ogv_line(ogv_drawlist *list, ogv_point a, ogv_point b, float width, ogv_color color)
{
    ogv_dashed_line(list, a, b, width, 0, 0, color);
}

void ogv_dashed_line(ogv_drawlist *list, ogv_point a, ogv_point b, float width, float dash, float gap,
                     ogv_color color)
{
    ogv_command command = {
        .kind = OGV_POLYLINE, .width = width, .dash = dash, .gap = gap, .flat = true, .color = color};
    append_points(list, command, (ogv_point[]){a, b}, 2);
}

void ogv_polyline(ogv_drawlist *list, const ogv_point *points, size_t count, bool closed, float width,
                  ogv_color color)
{
    ogv_command command = {.kind = OGV_POLYLINE, .width = width, .closed = closed, .color = color};
    append_points(list, command, points, count);
}

void ogv_flat_polyline(ogv_drawlist *list, const ogv_point *points, size_t count, float width,
                       ogv_color color)
{
    ogv_command command = {.kind = OGV_POLYLINE, .width = width, .flat = true, .color = color};
    append_points(list, command, points, count);
}

void ogv_dashed_polyline(ogv_drawlist *list, const ogv_point *points, size_t count, float width, float dash,
                         float gap, ogv_color color)
{
    ogv_command command = {
        .kind = OGV_POLYLINE, .width = width, .dash = dash, .gap = gap, .flat = dash > width, .color = color};
    append_points(list, command, points, count);
}

void ogv_polygon(ogv_drawlist *list, const ogv_point *points, size_t count, ogv_color color)
{
    append_points(list, (ogv_command){.kind = OGV_POLYGON, .color = color}, points, count);
}

void ogv_area(ogv_drawlist *list, const ogv_point *pairs, size_t count, ogv_color color)
{
    append_points(list, (ogv_command){.kind = OGV_AREA, .color = color}, pairs, count);
}

void ogv_disc(ogv_drawlist *list, ogv_point center, float radius, ogv_color color)
{
    ogv_fill(list, (ogv_rect){center.x - radius, center.y - radius, 2 * radius, 2 * radius}, radius, color);
}

void ogv_ring(ogv_drawlist *list, ogv_point center, float radius, float width, ogv_color color)
{
    float outer = radius + 0.5f * width;
    ogv_frame(list, (ogv_rect){center.x - outer, center.y - outer, 2 * outer, 2 * outer}, outer, width,
              color);
}

static void diamond(ogv_point center, float half, ogv_point corners[4])
{
    corners[0] = (ogv_point){center.x, center.y - half};
    corners[1] = (ogv_point){center.x + half, center.y};
    corners[2] = (ogv_point){center.x, center.y + half};
    corners[3] = (ogv_point){center.x - half, center.y};
}

void ogv_diamond(ogv_drawlist *list, ogv_point center, float half, ogv_color color)
{
    ogv_point corners[4];
    diamond(center, half, corners);
    ogv_polygon(list, corners, 4, color);
}

void ogv_diamond_ring(ogv_drawlist *list, ogv_point center, float half, float width, ogv_color color)
{
    ogv_point corners[4];
    diamond(center, half, corners);
    ogv_polyline(list, corners, 4, true, width, color);
}

void ogv_gradient(ogv_drawlist *list, ogv_rect rect, ogv_color from, ogv_color to, bool vertical)
{
    append(list, (ogv_command){
                     .kind = OGV_GRADIENT, .rect = rect, .color = from, .color2 = to, .vertical = vertical});
}

void ogv_draw_image(ogv_drawlist *list, ogv_rect rect, const ogv_image *image)
{
    append(list,
           (ogv_command){.kind = OGV_IMAGE, .rect = rect, .image = *image, .color = {255, 255, 255, 255}});
}

float ogv_text(ogv_drawlist *list, float x, float y, ogv_align align, ogv_font font, float size,
               ogv_color color, const char *text)
{
    size_t length = text ? strlen(text) : 0;
    if (length == 0)
        return 0;
    float width = list->measure(list->measure_context, font, size, text, length);
    if (!reserve_chars(list, length + 1)) {
        list->failed = true;
        return width;
    }
    ogv_command command = {.kind = OGV_TEXT, .font = font, .size = size, .color = color};
    command.at.x = align == OGV_LEFT ? x : align == OGV_CENTER ? x - 0.5f * width : x - width;
    command.at.y = y;
    command.first = list->char_count;
    command.count = length;
    memcpy(list->chars + list->char_count, text, length + 1);
    list->char_count += length + 1;
    append(list, command);
    return width;
}

float ogv_text_width(const ogv_drawlist *list, ogv_font font, float size, const char *text)
{
    size_t length = text ? strlen(text) : 0;
    return length ? list->measure(list->measure_context, font, size, text, length) : 0;
}

float ogv_baseline(float y, float h, float size)
{
    return y + 0.5f * h + 0.364f * size;
}
