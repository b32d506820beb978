#include "mesh.h"

#include <limits.h>
#include <math.h>
#include <stdlib.h>

void ogv_mesh_free(ogv_mesh *mesh)
{
    free(mesh->vertices);
    free(mesh->indices);
    free(mesh->scratch);
    *mesh = (ogv_mesh){0};
}

void ogv_mesh_clear(ogv_mesh *mesh)
{
    mesh->vertex_count = mesh->index_count = 0;
    mesh->failed = false;
}

static bool grow(void **block, int *capacity, int needed, size_t element_size)
{
    if (needed <= *capacity)
        return true;
    if (needed > INT_MAX / 4)
        return false;
    int wanted = *capacity > 1024 ? *capacity : 1024;
    while (wanted < needed)
        wanted *= 2;
    void *grown = realloc(*block, (size_t)wanted * element_size);
    if (!grown)
        return false;
    *block = grown;
    *capacity = wanted;
    return true;
}

bool ogv_mesh_reserve(ogv_mesh *mesh, int vertices, int indices)
{
    void *block = mesh->vertices;
    bool ok = grow(&block, &mesh->vertex_capacity, mesh->vertex_count + vertices, sizeof *mesh->vertices);
    mesh->vertices = block;
    block = mesh->indices;
    ok = grow(&block, &mesh->index_capacity, mesh->index_count + indices, sizeof *mesh->indices) && ok;
    mesh->indices = block;
    mesh->failed |= !ok;
    return ok;
}

ogv_point *ogv_mesh_scratch(ogv_mesh *mesh, size_t count)
{
    if (count > mesh->scratch_capacity) {
        ogv_point *grown =
            count > SIZE_MAX / 2 / sizeof *grown ? NULL : realloc(mesh->scratch, 2 * count * sizeof *grown);
        if (!grown) {
            mesh->failed = true;
            return NULL;
        }
        mesh->scratch = grown;
        mesh->scratch_capacity = 2 * count;
    }
    return mesh->scratch;
}

/* The tiny nudge gives neighbours that share an edge the same pixel when rounding left them beside a half. */
static float snap(float value)
{
    return floorf(value + 0.501f);
}

ogv_rect ogv_device_rect(ogv_rect rect, float radius, float scale)
{
    ogv_rect device = {rect.x * scale, rect.y * scale, rect.w * scale, rect.h * scale};
    if (2.0f * radius >= fmaxf(rect.w, rect.h) - 0.01f)
        return device;
    float x0 = snap(device.x), x1 = snap(device.x + device.w);
    float y0 = snap(device.y), y1 = snap(device.y + device.h);
    if (x1 > x0)
        device.x = x0, device.w = x1 - x0;
    if (y1 > y0)
        device.y = y0, device.h = y1 - y0;
    return device;
}

int ogv_arc_steps(float radius, float angle)
{
    /* 2 acos(1 - 0.05 / radius), a little below */
    float step = radius > 0.1f ? sqrtf(0.4f / radius) : 2.0f;
    float steps = ceilf(fabsf(angle) / step);
    return steps < 1.0f ? 1 : steps > 256.0f ? 256 : (int)steps;
}

void ogv_mesh_command(ogv_mesh *mesh, const ogv_drawlist *list, const ogv_command *command, float scale)
{
    switch (command->kind) {
    case OGV_FILL: ogv_shape_fill(mesh, command, scale); break;
    case OGV_FRAME: ogv_shape_frame(mesh, command, scale); break;
    case OGV_POLYLINE: ogv_stroke_polyline(mesh, list, command, scale); break;
    case OGV_POLYGON: ogv_shape_polygon(mesh, list, command, scale); break;
    case OGV_AREA: ogv_shape_area(mesh, list, command, scale); break;
    case OGV_GRADIENT: ogv_shape_gradient(mesh, command, scale); break;
    case OGV_CLIP:
    case OGV_IMAGE:
    case OGV_TEXT: break;
    }
}
