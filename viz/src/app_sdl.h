/* What of the app can be looked at without a window. */
#ifndef OGEE_VIZ_SRC_APP_SDL_H
#define OGEE_VIZ_SRC_APP_SDL_H

/* Device pixels for a logical one: what the system says, else by the width of the screen, because a large
   screen is looked at from the same chair. */
float ogv_screen_scale(float pixels_per_unit, int screen_width);

#endif
