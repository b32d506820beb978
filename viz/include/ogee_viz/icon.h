/* Icons as vector strokes: no font has them all, and strokes stay sharp at every scale. */
#ifndef OGEE_VIZ_ICON_H
#define OGEE_VIZ_ICON_H

#include "ogee_viz/drawlist.h"
#include "ogee_viz/theme.h"

typedef enum ogv_icon {
    OGV_ICON_NONE,
    OGV_ICON_BACK,
    OGV_ICON_NEXT,
    OGV_ICON_DOWN,
    OGV_ICON_PLAY,
    OGV_ICON_PAUSE,
    OGV_ICON_STEP,
    OGV_ICON_RESET,
    OGV_ICON_HELP,
    OGV_ICON_MOON,
    OGV_ICON_SUN,
    OGV_ICON_CHECK,
    OGV_ICON_PLUS,
    OGV_ICON_MINUS,
    OGV_ICON_EYE,
    OGV_ICON_BULB,
    OGV_ICON_PENCIL,
    OGV_ICON_DICE,
    OGV_ICON_MENU,
    OGV_ICON_FOLDER,
    OGV_ICON_COUNT
} ogv_icon;

/* The stroke of an icon in its usual size. */
#define OGV_ICON_STROKE 1.75f

/* Draws an icon in a square box of that size around center, its strokes stroke logical pixels wide. Shapes
   are laid out in a box of 20. */
void ogv_draw_icon(ogv_drawlist *list, ogv_icon icon, ogv_point center, float size, float stroke,
                   ogv_color color);

/* The mark of ogee: the curve on a rounded accent square whose top left corner is (x, y). */
void ogv_draw_logo(ogv_drawlist *list, const ogv_theme *theme, float x, float y, float size);

#endif
