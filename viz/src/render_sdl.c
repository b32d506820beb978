#include "render_sdl.h"

#include <stdlib.h>
#include <string.h>

#include "replay.h"

enum { MOST_PAGES = 16, FIRST_IMAGES = 96, ID_SIZE = 48, FRAMES_UNUSED = 300 };

/* The texture of one image id. */
typedef struct image_texture {
    char id[ID_SIZE];
    unsigned version;
    int width, height;
    bool smooth;
    SDL_Texture *texture;
    unsigned long used; /* the frame that last drew it */
} image_texture;

typedef struct page_texture {
    SDL_Texture *texture;
    unsigned version, generation;
    int rows; /* what lies above this row is in the texture */
} page_texture;

typedef struct text_vertex {
    SDL_FPoint at;
    SDL_Color color;
    SDL_FPoint texture;
} text_vertex;

/* Glyphs of one page waiting to be drawn in one call. */
enum { BATCH_GLYPHS = 512 };

struct ogv_renderer {
    SDL_Renderer *sdl;
    bool draws_itself;
    ogv_fonts *fonts;
    ogv_mesh mesh;
    unsigned long frame, made; /* frames and textures so far */
    image_texture *images;
    int image_count; /* those without a texture are free */
    page_texture pages[MOST_PAGES];
    uint32_t *staging; /* one page as pixels */
    text_vertex batch[4 * BATCH_GLYPHS];
    int batch_indices[6 * BATCH_GLYPHS];
    int batch_count, batch_page;
    ogv_canvas canvas; /* for a renderer that does not draw itself */
    SDL_Texture *whole;
};

og_status ogv_renderer_create(SDL_Renderer *sdl, bool draws_itself, ogv_renderer **out)
{
    *out = NULL;
    ogv_renderer *renderer = calloc(1, sizeof *renderer);
    uint32_t *staging = malloc((size_t)OGV_ATLAS_SIZE * OGV_ATLAS_SIZE * sizeof *staging);
    image_texture *images = calloc(FIRST_IMAGES, sizeof *images);
    if (!renderer || !staging || !images) {
        free(renderer);
        free(staging);
        free(images);
        return og_fail(OG_ERR_MEMORY, "no memory to draw with");
    }
    renderer->sdl = sdl;
    renderer->draws_itself = draws_itself;
    renderer->staging = staging;
    renderer->images = images;
    renderer->image_count = FIRST_IMAGES;
    for (int i = 0; i < BATCH_GLYPHS; i++) {
        const int corners[6] = {0, 1, 2, 0, 2, 3};
        for (int k = 0; k < 6; k++)
            renderer->batch_indices[6 * i + k] = 4 * i + corners[k];
    }
    *out = renderer;
    return OG_OK;
}

void ogv_renderer_forget(ogv_renderer *renderer)
{
    for (int i = 0; i < renderer->image_count; i++) {
        SDL_DestroyTexture(renderer->images[i].texture);
        renderer->images[i] = (image_texture){0};
    }
    for (int i = 0; i < MOST_PAGES; i++) {
        SDL_DestroyTexture(renderer->pages[i].texture);
        renderer->pages[i] = (page_texture){0};
    }
    SDL_DestroyTexture(renderer->whole);
    renderer->whole = NULL;
}

void ogv_renderer_destroy(ogv_renderer *renderer)
{
    if (!renderer)
        return;
    ogv_renderer_forget(renderer);
    ogv_mesh_free(&renderer->mesh);
    ogv_canvas_destroy(&renderer->canvas);
    free(renderer->staging);
    free(renderer->images);
    free(renderer);
}

int ogv_renderer_texture_count(const ogv_renderer *renderer)
{
    int count = renderer->whole != NULL;
    for (int i = 0; i < renderer->image_count; i++)
        count += renderer->images[i].texture != NULL;
    for (int i = 0; i < MOST_PAGES; i++)
        count += renderer->pages[i].texture != NULL;
    return count;
}

unsigned long ogv_renderer_textures_made(const ogv_renderer *renderer)
{
    return renderer->made;
}

static SDL_Texture *make_texture(ogv_renderer *renderer, Uint32 format, int access, int width, int height)
{
    renderer->made++;
    return SDL_CreateTexture(renderer->sdl, format, access, width, height);
}

/* Uploads the rows that were added since the last time. */
static SDL_Texture *page_texture_of(ogv_renderer *renderer, int index)
{
    page_texture *mine = &renderer->pages[index];
    const ogv_atlas_page *page = ogv_fonts_page(renderer->fonts, index);
    if (!mine->texture) {
        mine->texture = make_texture(renderer, SDL_PIXELFORMAT_ARGB8888, SDL_TEXTUREACCESS_STATIC,
                                     OGV_ATLAS_SIZE, OGV_ATLAS_SIZE);
        if (!mine->texture)
            return NULL;
        SDL_SetTextureBlendMode(mine->texture, SDL_BLENDMODE_BLEND);
        SDL_SetTextureScaleMode(mine->texture, SDL_ScaleModeNearest);
        mine->version = page->version + 1;
        mine->rows = 0;
    }
    if (mine->version == page->version)
        return mine->texture;
    int first = mine->generation == page->generation ? mine->rows : 0;
    int end = page->shelf_y + page->shelf_height;
    if (first == 0)
        end = OGV_ATLAS_SIZE;
    for (int i = first * OGV_ATLAS_SIZE; i < end * OGV_ATLAS_SIZE; i++)
        renderer->staging[i] = (uint32_t)page->pixels[i] << 24 | 0xFFFFFF;
    SDL_Rect rows = {0, first, OGV_ATLAS_SIZE, end - first};
    SDL_UpdateTexture(mine->texture, &rows, renderer->staging + (size_t)first * OGV_ATLAS_SIZE,
                      OGV_ATLAS_SIZE * 4);
    mine->version = page->version;
    mine->generation = page->generation;
    mine->rows = page->shelf_y;
    return mine->texture;
}

static void flush_glyphs(ogv_renderer *renderer)
{
    if (renderer->batch_count == 0)
        return;
    SDL_Texture *texture = page_texture_of(renderer, renderer->batch_page);
    const text_vertex *batch = renderer->batch;
    if (texture)
        SDL_RenderGeometryRaw(renderer->sdl, texture, &batch->at.x, sizeof *batch, &batch->color,
                              sizeof *batch, &batch->texture.x, sizeof *batch, 4 * renderer->batch_count,
                              renderer->batch_indices, 6 * renderer->batch_count,
                              sizeof *renderer->batch_indices);
    renderer->batch_count = 0;
}

static void sdl_clip(void *context, const ogv_pixel_rect *rect)
{
    ogv_renderer *renderer = context;
    flush_glyphs(renderer);
    /* SDL takes an empty rectangle for no limit. */
    SDL_Rect clip = {-8, -8, 1, 1};
    if (rect && rect->w > 0 && rect->h > 0)
        clip = (SDL_Rect){rect->x, rect->y, rect->w, rect->h};
    SDL_RenderSetClipRect(renderer->sdl, rect ? &clip : NULL);
}

static void sdl_triangles(void *context, const ogv_mesh *mesh)
{
    ogv_renderer *renderer = context;
    flush_glyphs(renderer);
    const ogv_vertex *first = mesh->vertices;
    const SDL_Color *colors = (const SDL_Color *)(const void *)&first->color;
    SDL_RenderGeometryRaw(renderer->sdl, NULL, &first->x, sizeof *first, colors, sizeof *first, NULL, 0,
                          mesh->vertex_count, mesh->indices, mesh->index_count, sizeof *mesh->indices);
}

static void sdl_glyph(void *context, const ogv_glyph *glyph, int x, int y, ogv_color color)
{
    ogv_renderer *renderer = context;
    if (glyph->page >= MOST_PAGES)
        return;
    if (renderer->batch_count == BATCH_GLYPHS || glyph->page != renderer->batch_page)
        flush_glyphs(renderer);
    renderer->batch_page = glyph->page;
    text_vertex *corner = renderer->batch + 4 * (size_t)renderer->batch_count++;
    for (int i = 0; i < 4; i++) {
        int right = i == 1 || i == 2 ? glyph->w : 0, down = i >= 2 ? glyph->h : 0;
        corner[i].at = (SDL_FPoint){(float)(x + right), (float)(y + down)};
        corner[i].texture = (SDL_FPoint){(float)(glyph->x + right) / OGV_ATLAS_SIZE,
                                         (float)(glyph->y + down) / OGV_ATLAS_SIZE};
        corner[i].color = (SDL_Color){color.r, color.g, color.b, color.a};
    }
}

/* Twice the slots; the first new one, or NULL without memory. */
static image_texture *more_slots(ogv_renderer *renderer)
{
    int count = renderer->image_count;
    image_texture *grown = realloc(renderer->images, 2 * (size_t)count * sizeof *grown);
    if (!grown)
        return NULL;
    memset(grown + count, 0, (size_t)count * sizeof *grown);
    renderer->images = grown;
    renderer->image_count = 2 * count;
    return grown + count;
}

/* The slot of that id, else a free one, else the one unused for longest unless this frame or the last one
   needed it. */
static image_texture *slot_of(ogv_renderer *renderer, const char *id)
{
    image_texture *best = &renderer->images[0];
    for (int i = 0; i < renderer->image_count; i++) {
        image_texture *slot = &renderer->images[i];
        if (slot->texture && strncmp(slot->id, id, ID_SIZE - 1) == 0)
            return slot;
        if (!slot->texture ? best->texture != NULL : best->texture && slot->used < best->used)
            best = slot;
    }
    image_texture *added = best->texture && best->used + 1 >= renderer->frame ? more_slots(renderer) : NULL;
    if (added)
        best = added;
    SDL_DestroyTexture(best->texture);
    *best = (image_texture){0};
    SDL_strlcpy(best->id, id, sizeof best->id);
    return best;
}

static SDL_Texture *image_texture_of(ogv_renderer *renderer, const ogv_image *image)
{
    image_texture *slot = slot_of(renderer, image->id ? image->id : "");
    slot->used = renderer->frame;
    bool fits = slot->texture && slot->width == image->width && slot->height == image->height &&
                slot->smooth == image->smooth;
    if (fits && slot->version == image->version)
        return slot->texture;
    if (!fits) {
        SDL_DestroyTexture(slot->texture);
        slot->texture = make_texture(renderer, SDL_PIXELFORMAT_RGBA32, SDL_TEXTUREACCESS_STREAMING,
                                     image->width, image->height);
        if (!slot->texture)
            return NULL;
        SDL_SetTextureBlendMode(slot->texture, SDL_BLENDMODE_BLEND);
        /* Only here, before an upload: SDL's OpenGL driver forgets which texture is bound when the filter
         * changes. */
        SDL_SetTextureScaleMode(slot->texture, image->smooth ? SDL_ScaleModeLinear : SDL_ScaleModeNearest);
        slot->smooth = image->smooth;
        slot->width = image->width;
        slot->height = image->height;
    }
    slot->version = image->version;
    SDL_UpdateTexture(slot->texture, NULL, image->pixels, image->width * (int)sizeof *image->pixels);
    return slot->texture;
}

static void sdl_image(void *context, ogv_pixel_rect rect, const ogv_image *image)
{
    ogv_renderer *renderer = context;
    flush_glyphs(renderer);
    SDL_Texture *texture = image_texture_of(renderer, image);
    if (!texture)
        return;
    SDL_Rect to = {rect.x, rect.y, rect.w, rect.h};
    SDL_RenderCopy(renderer->sdl, texture, NULL, &to);
}

static void drop_unused_images(ogv_renderer *renderer)
{
    for (int i = 0; i < renderer->image_count; i++) {
        image_texture *slot = &renderer->images[i];
        if (slot->texture && renderer->frame - slot->used > FRAMES_UNUSED) {
            SDL_DestroyTexture(slot->texture);
            *slot = (image_texture){0};
        }
    }
}

static og_status draw_through_memory(ogv_renderer *renderer, const ogv_drawlist *list, float scale,
                                     ogv_color background)
{
    int width, height;
    if (SDL_GetRendererOutputSize(renderer->sdl, &width, &height) != 0 || width < 1 || height < 1)
        return OG_OK;
    ogv_canvas *canvas = &renderer->canvas;
    if (canvas->width != width || canvas->height != height) {
        ogv_canvas_destroy(canvas);
        SDL_DestroyTexture(renderer->whole);
        renderer->whole = NULL;
        if (!ogv_canvas_create(canvas, width, height, background))
            return og_fail(OG_ERR_MEMORY, "no memory for a window of %d x %d pixels", width, height);
    }
    if (!renderer->whole)
        renderer->whole =
            make_texture(renderer, SDL_PIXELFORMAT_RGB888, SDL_TEXTUREACCESS_STREAMING, width, height);
    if (!renderer->whole)
        return og_fail(OG_ERR_FILE, "the window cannot show a picture: %s", SDL_GetError());
    /* Into the texture's own memory where its rows lie as ours do, which saves copying the picture. */
    uint32_t *own = canvas->pixels;
    void *pixels;
    int pitch;
    bool locked = SDL_LockTexture(renderer->whole, NULL, &pixels, &pitch) == 0;
    bool direct = locked && pitch == width * (int)sizeof *own;
    if (direct)
        canvas->pixels = pixels;
    ogv_replay_over(list, scale, renderer->fonts, &renderer->mesh, canvas, background);
    canvas->pixels = own;
    if (locked)
        SDL_UnlockTexture(renderer->whole);
    if (!direct)
        SDL_UpdateTexture(renderer->whole, NULL, own, width * (int)sizeof *own);
    SDL_RenderCopy(renderer->sdl, renderer->whole, NULL, NULL);
    return OG_OK;
}

og_status ogv_renderer_draw(ogv_renderer *renderer, const ogv_drawlist *list, ogv_fonts *fonts, float scale,
                            ogv_color background)
{
    renderer->fonts = fonts;
    renderer->frame++;
    ogv_fonts_set_scale(fonts, scale);
    ogv_fonts_trim(fonts);
    if (!renderer->draws_itself)
        return draw_through_memory(renderer, list, scale, background);
    SDL_SetRenderDrawColor(renderer->sdl, background.r, background.g, background.b, 255);
    SDL_RenderClear(renderer->sdl);
    SDL_SetRenderDrawBlendMode(renderer->sdl, SDL_BLENDMODE_BLEND);
    ogv_target target = {.context = renderer,
                         .clip = sdl_clip,
                         .triangles = sdl_triangles,
                         .glyph = sdl_glyph,
                         .image = sdl_image};
    ogv_replay(list, scale, fonts, &renderer->mesh, &target);
    flush_glyphs(renderer);
    drop_unused_images(renderer);
    return OG_OK;
}
