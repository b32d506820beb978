#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <SDL.h>

#include "ogee_viz/app.h"

static bool is_readable(const char *path)
{
    FILE *file = fopen(path, "rb");
    if (!file)
        return false;
    fclose(file);
    return true;
}

static bool try_folder(const char *folder, const char *name, char *path, size_t size)
{
    int length = snprintf(path, size, "%s/%s", folder, name);
    return length > 0 && (size_t)length < size && is_readable(path);
}

/* An installed copy has its assets in ../share/ogee; a build folder lies somewhere inside the source tree. */
static bool try_beside_binary(const char *base, const char *name, char *path, size_t size)
{
    static const char *const steps[] = {"../share/ogee", "assets", "../assets", "../../assets",
                                        "../../../assets"};
    char folder[1024];
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
        snprintf(folder, sizeof folder, "%s%s", base, steps[i]);
        if (try_folder(folder, name, path, size))
            return true;
    }
    return false;
}

og_status ogv_asset_path(const char *name, char *path, size_t size)
{
    /* An explicit folder is the only one, so that a wrong one is noticed. */
    const char *chosen = getenv("OGEE_ASSETS");
    if (chosen && chosen[0]) {
        if (try_folder(chosen, name, path, size))
            return OG_OK;
        return og_fail(OG_ERR_FILE, "%s was not found in %s, the folder that OGEE_ASSETS names", name,
                       chosen);
    }
    char *base = SDL_GetBasePath();
    bool found = (base && try_beside_binary(base, name, path, size)) ||
                 try_folder(OGEE_SOURCE_ASSETS, name, path, size);
    og_status status = OG_OK;
    if (!found)
        status = og_fail(
            OG_ERR_FILE,
            "%s was not found, neither in %s../share/ogee nor in %s; set OGEE_ASSETS to the folder assets",
            name, base ? base : "", OGEE_SOURCE_ASSETS);
    SDL_free(base);
    return status;
}
