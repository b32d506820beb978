/* Replays draw lists into an SDL renderer. */
#ifndef OGEE_VIZ_SRC_RENDER_SDL_H
#define OGEE_VIZ_SRC_RENDER_SDL_H

#include <SDL.h>

#include "ogee/status.h"
#include "ogee_viz/drawlist.h"
#include "text_sdl.h"

typedef struct ogv_renderer ogv_renderer;

/* Uses a renderer that the caller keeps alive. With draws_itself false the list is drawn into memory first
   and shown as one picture: for SDL's software renderer, which cannot draw soft edges. */
og_status ogv_renderer_create(SDL_Renderer *sdl, bool draws_itself, ogv_renderer **renderer);
void ogv_renderer_destroy(ogv_renderer *renderer);

/* Draws one frame of the renderer's output size; the caller presents it. */
og_status ogv_renderer_draw(ogv_renderer *renderer, const ogv_drawlist *list, ogv_fonts *fonts, float scale,
                            ogv_color background);

/* After SDL_RENDER_DEVICE_RESET: every texture is made again by the next draw. */
void ogv_renderer_forget(ogv_renderer *renderer);

/* How many textures it holds: the same in every steady frame. */
int ogv_renderer_texture_count(const ogv_renderer *renderer);
/* How many it has made so far: no more in a steady frame. */
unsigned long ogv_renderer_textures_made(const ogv_renderer *renderer);

#endif
