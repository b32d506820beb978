/* The opened font files, and which of them has a character. */
#ifndef OGEE_VIZ_SRC_FACE_SDL_H
#define OGEE_VIZ_SRC_FACE_SDL_H

#include <SDL_ttf.h>

#include "ogee/status.h"
#include "ogee_viz/drawlist.h"

/* Behind the fonts of the design: the one for scripts that they do not have. It is opened when a text first
   needs it. */
enum { OGV_FACE_ASIAN = OGV_FONT_COUNT, OGV_FACE_COUNT };

/* Metrics are read at one em of this many pixels, so that rounding to whole pixels does not matter. */
enum { OGV_METRIC_SIZE = 2048 };

typedef struct ogv_faces {
    TTF_Font *metric[OGV_FACE_COUNT], *raster[OGV_FACE_COUNT];
    bool asked_for_asian;
} ogv_faces;

/* Opens the fonts of the design; OG_ERR_FILE names the missing one. Close also what failed to open. */
og_status ogv_faces_open(ogv_faces *faces);
void ogv_faces_close(ogv_faces *faces);

/* The face that has the character: the font itself, else the mathematical one, the plain one, the Asian one.
   The font itself if none has it: it then draws its box for missing characters. */
int ogv_faces_find(ogv_faces *faces, ogv_font font, uint32_t character);

#endif
