/* One pixel over another. */
#ifndef OGEE_VIZ_SRC_RASTER_BLEND_H
#define OGEE_VIZ_SRC_RASTER_BLEND_H

#include "ogee_viz/drawlist.h"

static inline uint32_t ogv_pack(ogv_color color)
{
    return 0xFF000000u | (uint32_t)color.r << 16 | (uint32_t)color.g << 8 | color.b;
}

/* (under * (255 - alpha) + over * alpha) / 255, rounded, for all three channels. */
static inline uint32_t ogv_blend(uint32_t under, uint32_t over, uint32_t alpha)
{
    uint32_t rest = 255 - alpha;
    uint32_t rb = (under & 0xFF00FF) * rest + (over & 0xFF00FF) * alpha + 0x800080;
    uint32_t g = (under >> 8 & 0xFF) * rest + (over >> 8 & 0xFF) * alpha + 0x80;
    rb = (rb + (rb >> 8 & 0xFF00FF)) >> 8 & 0xFF00FF;
    g = (g + (g >> 8)) >> 8;
    return 0xFF000000u | rb | g << 8;
}

#endif
