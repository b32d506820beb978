#include "face_sdl.h"

#include <SDL.h>

#include "ogee_viz/app.h"

static const char *const files[OGV_FACE_COUNT] = {
    [OGV_UI] = "Inter-Regular.otf",
    [OGV_UI_MEDIUM] = "Inter-Medium.otf",
    [OGV_UI_SEMIBOLD] = "Inter-SemiBold.otf",
    [OGV_DISPLAY] = "InterDisplay-SemiBold.otf",
    [OGV_MONO] = "JetBrainsMono-Regular.ttf",
    [OGV_MONO_MEDIUM] = "JetBrainsMono-Medium.ttf",
    [OGV_MONO_SEMIBOLD] = "JetBrainsMono-SemiBold.ttf",
    [OGV_MATH] = "STIXGeneral-Regular.otf",
    [OGV_MATH_ITALIC] = "STIXGeneral-Italic.otf",
    [OGV_FACE_ASIAN] = "WenQuanYiMicroHei-subset.ttf",
};

static og_status open_face(ogv_faces *faces, int face)
{
    char name[64], path[1024];
    SDL_snprintf(name, sizeof name, "fonts/%s", files[face]);
    og_status status = ogv_asset_path(name, path, sizeof path);
    if (status != OG_OK)
        return status;
    TTF_Font *metric = TTF_OpenFont(path, OGV_METRIC_SIZE), *raster = metric ? TTF_OpenFont(path, 16) : NULL;
    if (!raster) {
        TTF_CloseFont(metric);
        return og_fail(OG_ERR_FILE, "the font %s cannot be read: %s", path, TTF_GetError());
    }
    TTF_SetFontHinting(metric, TTF_HINTING_NONE);
    faces->metric[face] = metric;
    faces->raster[face] = raster;
    return OG_OK;
}

og_status ogv_faces_open(ogv_faces *faces)
{
    for (int face = 0; face < OGV_FONT_COUNT; face++) {
        og_status status = open_face(faces, face);
        if (status != OG_OK)
            return status;
    }
    return OG_OK;
}

void ogv_faces_close(ogv_faces *faces)
{
    for (int face = 0; face < OGV_FACE_COUNT; face++) {
        TTF_CloseFont(faces->metric[face]);
        TTF_CloseFont(faces->raster[face]);
    }
}

static bool has(const ogv_faces *faces, int face, uint32_t character)
{
    return faces->metric[face] && TTF_GlyphIsProvided32(faces->metric[face], character);
}

int ogv_faces_find(ogv_faces *faces, ogv_font font, uint32_t character)
{
    const int chain[] = {(int)font, OGV_MATH, OGV_UI};
    for (int i = 0; i < 3; i++)
        if (has(faces, chain[i], character))
            return chain[i];
    if (!faces->asked_for_asian) {
        faces->asked_for_asian = true;
        open_face(faces, OGV_FACE_ASIAN); /* without it these characters are boxes, which tells enough */
    }
    return has(faces, OGV_FACE_ASIAN, character) ? OGV_FACE_ASIAN : (int)font;
}
