#include "render_svg.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "mesh.h"
#include "ogee/file.h"
#include "utf8.h"

typedef struct svg_file {
    FILE *out;
    const ogv_drawlist *list;
    ogv_encode_png encode;
    int clips, gradients;
    bool clipped;
    og_status status;
} svg_file;

/* Two decimals without trailing zeros; what is no number becomes 0, because a reader would refuse the file.
 */
static void put_number(FILE *out, float value)
{
    if (!isfinite(value))
        value = 0;
    char text[64];
    int length = snprintf(text, sizeof text, "%.2f", (double)value);
    while (text[length - 1] == '0')
        length--;
    if (text[length - 1] == '.')
        length--;
    text[length] = 0;
    fputs(text[0] == '-' && text[1] == '0' && !text[2] ? "0" : text, out);
}

static void put_attribute(FILE *out, const char *name, float value)
{
    fprintf(out, " %s=\"", name);
    put_number(out, value);
    fputc('"', out);
}

static void put_color(FILE *out, const char *name, ogv_color color)
{
    fprintf(out, " %s=\"#%02X%02X%02X\"", name, color.r, color.g, color.b);
    if (color.a != 255)
        fprintf(out, " %s-opacity=\"%.3f\"", name, color.a / 255.0);
}

static void put_stop(FILE *out, int offset, ogv_color color)
{
    fprintf(out, "<stop offset=\"%d\" stop-color=\"#%02X%02X%02X\" stop-opacity=\"%.3f\"/>", offset, color.r,
            color.g, color.b, color.a / 255.0);
}

static void put_rect(FILE *out, ogv_rect rect)
{
    put_attribute(out, "x", rect.x);
    put_attribute(out, "y", rect.y);
    put_attribute(out, "width", fmaxf(rect.w, 0.0f));
    put_attribute(out, "height", fmaxf(rect.h, 0.0f));
}

static void put_character(FILE *out, uint32_t code)
{
    bool control = code < 0x20 && code != '\t' && code != '\n' && code != '\r';
    if (control || (code >= 0x7F && code < 0xA0) || code == 0xFFFE || code == 0xFFFF)
        code = 0xFFFD;
    if (code == '&')
        fputs("&amp;", out);
    else if (code == '<')
        fputs("&lt;", out);
    else if (code == '>')
        fputs("&gt;", out);
    else if (code == '"')
        fputs("&quot;", out);
    else if (code < 0x80)
        fputc((int)code, out);
    else
        fprintf(out, "&#%lu;", (unsigned long)code);
}

static void put_text(svg_file *svg, const ogv_command *command)
{
    static const struct {
        const char *family;
        int weight;
        bool italic;
    } fonts[OGV_FONT_COUNT] = {
        [OGV_UI] = {"Inter, sans-serif", 400, false},
        [OGV_UI_MEDIUM] = {"Inter, sans-serif", 500, false},
        [OGV_UI_SEMIBOLD] = {"Inter, sans-serif", 600, false},
        [OGV_DISPLAY] = {"'Inter Display', Inter, sans-serif", 600, false},
        [OGV_MONO] = {"'JetBrains Mono', monospace", 400, false},
        [OGV_MONO_MEDIUM] = {"'JetBrains Mono', monospace", 500, false},
        [OGV_MONO_SEMIBOLD] = {"'JetBrains Mono', monospace", 600, false},
        [OGV_MATH] = {"STIXGeneral, 'STIX Two Text', serif", 400, false},
        [OGV_MATH_ITALIC] = {"STIXGeneral, 'STIX Two Text', serif", 400, true},
    };
    const char *text = svg->list->chars + command->first;
    fprintf(svg->out, "<text xml:space=\"preserve\" font-family=\"%s\" font-weight=\"%d\"",
            fonts[command->font].family, fonts[command->font].weight);
    if (fonts[command->font].italic)
        fputs(" font-style=\"italic\"", svg->out);
    put_attribute(svg->out, "font-size", command->size);
    put_attribute(svg->out, "x", command->at.x);
    put_attribute(svg->out, "y", command->at.y);
    /* Keeps labels in place where the fonts are not installed. */
    put_attribute(
        svg->out, "textLength",
        svg->list->measure(svg->list->measure_context, command->font, command->size, text, command->count));
    put_color(svg->out, "fill", command->color);
    fputc('>', svg->out);
    for (size_t at = 0; at < command->count;)
        put_character(svg->out, ogv_utf8_next(text, command->count, &at));
    fputs("</text>\n", svg->out);
}

static bool is_finite_point(ogv_point p)
{
    return isfinite(p.x) && isfinite(p.y);
}

static void put_step(FILE *out, char letter, ogv_point p)
{
    fputc(letter, out);
    put_number(out, p.x);
    fputc(' ', out);
    put_number(out, p.y);
}

/* One run of points for each stretch without a gap. */
static void put_path_data(svg_file *svg, const ogv_command *command, const ogv_point *points, bool closed)
{
    bool pen_down = false;
    fputs(" d=\"", svg->out);
    for (size_t i = 0; i < command->count; i++) {
        bool finite = is_finite_point(points[i]);
        if (finite)
            put_step(svg->out, pen_down ? 'L' : 'M', points[i]);
        if (pen_down && closed && (!finite || i + 1 == command->count))
            fputc('Z', svg->out);
        pen_down = finite;
    }
    fputc('"', svg->out);
}

/* The ends of a level or upright line on device pixels, and its width; false: it is none. */
static bool snap_ends(const svg_file *svg, const ogv_command *command, ogv_point ends[2], float *width)
{
    const ogv_point *points = svg->list->points + command->first;
    float scale = svg->list->scale;
    if (!command->flat || command->count != 2 || !is_finite_point(points[0]) || !is_finite_point(points[1]))
        return false;
    for (int i = 0; i < 2; i++)
        ends[i] = (ogv_point){points[i].x * scale, points[i].y * scale};
    *width = command->width * scale;
    bool is_snapped = ogv_snap_line(ends, width);
    for (int i = 0; i < 2; i++)
        ends[i] = (ogv_point){ends[i].x / scale, ends[i].y / scale};
    *width /= scale;
    return is_snapped;
}

static void put_polyline(svg_file *svg, const ogv_command *command)
{
    ogv_point ends[2];
    float width = command->width;
    const ogv_point *points =
        snap_ends(svg, command, ends, &width) ? ends : svg->list->points + command->first;
    fputs("<path fill=\"none\" stroke-linejoin=\"round\"", svg->out);
    if (!command->flat)
        fputs(" stroke-linecap=\"round\"", svg->out);
    put_color(svg->out, "stroke", command->color);
    put_attribute(svg->out, "stroke-width", width);
    if (command->dash > 0 && command->gap > 0) {
        fputs(" stroke-dasharray=\"", svg->out);
        put_number(svg->out, command->dash);
        fputc(' ', svg->out);
        put_number(svg->out, command->gap);
        fputc('"', svg->out);
    }
    put_path_data(svg, command, points, command->closed);
    fputs("/>\n", svg->out);
}

static void put_polygon(svg_file *svg, const ogv_command *command)
{
    fputs("<path", svg->out);
    put_color(svg->out, "fill", command->color);
    put_path_data(svg, command, svg->list->points + command->first, true);
    fputs("/>\n", svg->out);
}

/* Along the curves of the pairs from first to last, and back along their bases. */
static void put_band(svg_file *svg, const ogv_point *pairs, size_t first, size_t last)
{
    for (size_t i = first; i < last; i++)
        put_step(svg->out, i == first ? 'M' : 'L', pairs[2 * i]);
    for (size_t i = last; i-- > first;)
        put_step(svg->out, 'L', pairs[2 * i + 1]);
    if (last > first)
        fputc('Z', svg->out);
}

static void put_area(svg_file *svg, const ogv_command *command)
{
    const ogv_point *pairs = svg->list->points + command->first;
    size_t count = command->count / 2, first = 0;
    fputs("<path", svg->out);
    put_color(svg->out, "fill", command->color);
    fputs(" d=\"", svg->out);
    for (size_t i = 0; i < count; i++) {
        if (!is_finite_point(pairs[2 * i]) || !is_finite_point(pairs[2 * i + 1])) {
            put_band(svg, pairs, first, i);
            first = i + 1;
        }
    }
    put_band(svg, pairs, first, count);
    fputs("\"/>\n", svg->out);
}

/* Where it lies on device pixels, so that edges are as crisp as in a picture of them. */
static ogv_rect snapped(const svg_file *svg, ogv_rect rect, float radius)
{
    float scale = svg->list->scale;
    if (!isfinite(rect.x + rect.y + rect.w + rect.h))
        return rect;
    ogv_rect device = ogv_device_rect(rect, radius, scale);
    return (ogv_rect){device.x / scale, device.y / scale, device.w / scale, device.h / scale};
}

static void put_fill(svg_file *svg, const ogv_command *command)
{
    fputs("<rect", svg->out);
    put_rect(svg->out, snapped(svg, command->rect, command->radius));
    if (command->radius > 0)
        put_attribute(svg->out, "rx", command->radius);
    put_color(svg->out, "fill", command->color);
    fputs("/>\n", svg->out);
}

static void put_frame(svg_file *svg, const ogv_command *command)
{
    float half = 0.5f * command->width;
    ogv_rect r = snapped(svg, command->rect, command->radius);
    fputs("<rect fill=\"none\"", svg->out);
    put_rect(svg->out, (ogv_rect){r.x + half, r.y + half, r.w - command->width, r.h - command->width});
    if (command->radius > half)
        put_attribute(svg->out, "rx", command->radius - half);
    put_color(svg->out, "stroke", command->color);
    put_attribute(svg->out, "stroke-width", command->width);
    fputs("/>\n", svg->out);
}

static void put_gradient(svg_file *svg, const ogv_command *command)
{
    int id = ++svg->gradients;
    fprintf(svg->out, "<linearGradient id=\"g%d\" x2=\"%d\" y2=\"%d\">", id, !command->vertical,
            command->vertical);
    put_stop(svg->out, 0, command->color);
    put_stop(svg->out, 1, command->color2);
    fputs("</linearGradient>\n<rect", svg->out);
    put_rect(svg->out, snapped(svg, command->rect, 0));
    fprintf(svg->out, " fill=\"url(#g%d)\"/>\n", id);
}

static void put_base64(FILE *out, const unsigned char *bytes, size_t size)
{
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    for (size_t i = 0; i < size; i += 3) {
        unsigned long group = (unsigned long)bytes[i] << 16;
        group |= i + 1 < size ? (unsigned long)bytes[i + 1] << 8 : 0;
        group |= i + 2 < size ? bytes[i + 2] : 0;
        fputc(digits[group >> 18], out);
        fputc(digits[group >> 12 & 63], out);
        fputc(i + 1 < size ? digits[group >> 6 & 63] : '=', out);
        fputc(i + 2 < size ? digits[group & 63] : '=', out);
    }
}

static void put_image(svg_file *svg, const ogv_command *command)
{
    const ogv_image *image = &command->image;
    if (!image->pixels || image->width <= 0 || image->height <= 0 || svg->status != OG_OK)
        return;
    unsigned char *bytes = NULL;
    size_t size = 0;
    svg->status = svg->encode(image, &bytes, &size);
    if (svg->status != OG_OK)
        return;
    fputs("<image preserveAspectRatio=\"none\"", svg->out);
    put_rect(svg->out, command->rect);
    if (!image->smooth)
        fputs(" style=\"image-rendering:pixelated\"", svg->out);
    fputs(" href=\"data:image/png;base64,", svg->out);
    put_base64(svg->out, bytes, size);
    fputs("\"/>\n", svg->out);
    free(bytes);
}

static void end_clip(svg_file *svg)
{
    if (svg->clipped)
        fputs("</g>\n", svg->out);
    svg->clipped = false;
}

static void put_clip(svg_file *svg, const ogv_command *command)
{
    end_clip(svg);
    if (command->rect.w < 0)
        return;
    int id = ++svg->clips;
    fprintf(svg->out, "<clipPath id=\"c%d\"><rect", id);
    put_rect(svg->out, snapped(svg, command->rect, 0));
    fprintf(svg->out, "/></clipPath>\n<g clip-path=\"url(#c%d)\">\n", id);
    svg->clipped = true;
}

static void put_command(svg_file *svg, const ogv_command *command)
{
    switch (command->kind) {
    case OGV_CLIP: put_clip(svg, command); break;
    case OGV_FILL: put_fill(svg, command); break;
    case OGV_FRAME: put_frame(svg, command); break;
    case OGV_POLYLINE: put_polyline(svg, command); break;
    case OGV_POLYGON: put_polygon(svg, command); break;
    case OGV_AREA: put_area(svg, command); break;
    case OGV_GRADIENT: put_gradient(svg, command); break;
    case OGV_IMAGE: put_image(svg, command); break;
    case OGV_TEXT: put_text(svg, command); break;
    }
}

og_status ogv_svg_write(const char *path, const ogv_drawlist *list, int width, int height,
                        ogv_color background, ogv_encode_png encode)
{
    og_file file;
    og_status status = og_file_open(&file, path);
    if (status != OG_OK)
        return status;
    svg_file svg = {.out = file.stream, .list = list, .encode = encode};
    fprintf(svg.out,
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\">\n"
            "<rect width=\"%d\" height=\"%d\"",
            width, height, width, height, width, height);
    put_color(svg.out, "fill", background);
    fputs("/>\n", svg.out);
    for (size_t i = 0; i < list->command_count; i++)
        put_command(&svg, &list->commands[i]);
    end_clip(&svg);
    fputs("</svg>\n", svg.out);
    return og_file_end(&file, svg.status);
}
