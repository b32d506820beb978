/* Whether what can be read stays whole: no fill, flag, dot or line drawn later touches a text, no curve runs
   through words without a plate below them, and nothing else stands on a control. Looks at the
   draw list, as fit.h does. */
#ifndef OGEE_TEST_COVER_H
#define OGEE_TEST_COVER_H

#include "fit.h"

/* How deep one may reach into another: what is drawn side by side may touch. */
static const float cover_depth = 2.5f;

/* Whether a shape with round corners reaches into the box. */
static inline bool cover_reaches(const fit_box *b, ogv_rect r, float radius)
{
    float across = fit_overlap(b->left, b->right, r.x, r.x + r.w);
    float down = fit_overlap(b->top, b->bottom, r.y, r.y + r.h);
    if (across <= cover_depth || down <= cover_depth)
        return false;
    /* From the point of the box nearest to the middle to the part of the shape without its corners. */
    float x = fminf(fmaxf(r.x + r.w / 2, b->left), b->right),
          y = fminf(fmaxf(r.y + r.h / 2, b->top), b->bottom);
    float outside_x = fmaxf(fmaxf(r.x + radius - x, x - (r.x + r.w - radius)), 0);
    float outside_y = fmaxf(fmaxf(r.y + radius - y, y - (r.y + r.h - radius)), 0);
    return hypotf(outside_x, outside_y) < radius - cover_depth || radius == 0 ||
           (outside_x == 0 && outside_y == 0);
}

/* What a command covers, as far as its clip lets it; of a text, from capitals' height to baseline. */
typedef struct cover_shape {
    const ogv_command *command;
    ogv_rect bounds, clip;
    fit_box text;
} cover_shape;

enum { COVER_MOST = 1 << 14 };

static inline ogv_rect cover_bounds(const ogv_drawlist *list, const ogv_command *c)
{
    if (c->kind != OGV_POLYGON && c->kind != OGV_POLYLINE)
        return c->rect;
    const ogv_point *p = list->points + c->first;
    ogv_point low = *p, high = *p;
    for (size_t i = 1; i < c->count; i++) {
        low = (ogv_point){fminf(low.x, p[i].x), fminf(low.y, p[i].y)};
        high = (ogv_point){fmaxf(high.x, p[i].x), fmaxf(high.y, p[i].y)};
    }
    return (ogv_rect){low.x, low.y, high.x - low.x, high.y - low.y};
}

static inline ogv_rect cover_clipped(ogv_rect r, ogv_rect clip)
{
    float left = fmaxf(r.x, clip.x), top = fmaxf(r.y, clip.y);
    return (ogv_rect){left, top, fmaxf(fminf(r.x + r.w, clip.x + clip.w) - left, 0),
                      fmaxf(fminf(r.y + r.h, clip.y + clip.h) - top, 0)};
}

static inline fit_box cover_box(ogv_rect r)
{
    return (fit_box){r.x, r.y, r.x + r.w, r.y + r.h, "", false};
}

static inline ogv_rect cover_rect(const fit_box *b)
{
    return (ogv_rect){b->left, b->top, b->right - b->left, b->bottom - b->top};
}

static inline bool cover_within(const fit_box *b, ogv_rect r)
{
    return b->left >= r.x - 1 && b->right <= r.x + r.w + 1 && b->top >= r.y - 1 && b->bottom <= r.y + r.h + 1;
}

static inline bool cover_line(const ogv_drawlist *list, const cover_shape *s, fit_box b)
{
    const ogv_command *c = s->command;
    const ogv_point *p = list->points + c->first;
    if (c->kind != OGV_POLYLINE || c->color.a <= 60)
        return false;
    if (s->clip.w >= 0) {
        b.left = fmaxf(b.left, s->clip.x), b.right = fminf(b.right, s->clip.x + s->clip.w);
        b.top = fmaxf(b.top, s->clip.y), b.bottom = fminf(b.bottom, s->clip.y + s->clip.h);
    }
    const ogv_rect inner = {b.left + cover_depth, b.top + cover_depth, b.right - b.left - 2 * cover_depth,
                            b.bottom - b.top - 2 * cover_depth};
    size_t segments = c->count - (c->closed ? 0 : 1);
    for (size_t i = 0; c->count > 1 && i < segments && inner.w > 0 && inner.h > 0; i++)
        if (ogv_line_meets(p[i], p[(i + 1) % c->count], inner))
            return true;
    return false;
}

static inline bool cover_opaque(const ogv_command *c)
{
    return c->kind == OGV_IMAGE || ((c->kind == OGV_FILL || c->kind == OGV_POLYGON) && c->color.a > 150);
}

/* What is drawn behind a text and hides none, part or all of it. */
typedef enum cover_harm { COVER_NONE, COVER_PART, COVER_ALL } cover_harm;

static inline bool cover_near(const cover_shape *s, const fit_box *b)
{
    const ogv_rect r = s->bounds;
    return r.x < b->right && r.x + r.w > b->left && r.y < b->bottom && r.y + r.h > b->top;
}

static inline cover_harm cover_judge(const ogv_drawlist *list, const cover_shape *s, const fit_box *b)
{
    const ogv_command *c = s->command;
    const ogv_rect r = s->bounds;
    if (c->kind == OGV_POLYLINE)
        return cover_line(list, s, *b) ? COVER_PART : COVER_NONE;
    if (!cover_opaque(c))
        return COVER_NONE;
    if (cover_within(b, r))
        return COVER_ALL;
    if (!cover_reaches(b, r, c->kind == OGV_POLYGON ? fminf(r.w, r.h) / 2 : c->radius))
        return COVER_NONE;
    return r.w > 60 && r.h > 60 ? COVER_ALL : COVER_PART; /* a drawer, a sheet */
}

/* The lines drawn before a text, if no plate lies between. */
static inline bool cover_struck(const ogv_drawlist *list, const cover_shape *shapes, size_t drawn,
                                const fit_box *b)
{
    for (size_t i = drawn; i-- > 0;) {
        if (!cover_near(&shapes[i], b))
            continue;
        if (cover_opaque(shapes[i].command) && cover_within(b, shapes[i].bounds))
            return false;
        if (cover_line(list, &shapes[i], *b))
            return true;
    }
    return false;
}

/* Texts that their clip cuts, where something scrolls, are left out. */
static inline void cover_check_texts(const ogv_drawlist *list, const cover_shape *shapes, size_t count,
                                     const char *where)
{
    for (size_t i = 0; i < count; i++) {
        const ogv_command *c = shapes[i].command;
        if (c->kind != OGV_TEXT || c->count == 0)
            continue;
        const fit_box box = shapes[i].text;
        if (shapes[i].clip.w >= 0 && !cover_within(&box, shapes[i].clip))
            continue;
        cover_harm harm = COVER_NONE;
        bool part = false;
        for (size_t k = i + 1; k < count && harm != COVER_ALL; k++) {
            if (!cover_near(&shapes[k], &box))
                continue;
            harm = cover_judge(list, &shapes[k], &box);
            part = part || harm == COVER_PART;
        }
        if (harm == COVER_ALL)
            continue;
        if (part)
            fit_complain("%s: \"%s\" is partly covered", where, box.text);
        else if (cover_struck(list, shapes, i, &box))
            fit_complain("%s: a line runs through \"%s\"", where, box.text);
    }
}

/* Whether that shape is the face of a control: as large as the widget, and no dot. */
static inline bool cover_is_face(const ogv_ui *ui, const ogv_command *c)
{
    for (int i = 0; i < ui->spot_count && (c->kind == OGV_FRAME || c->kind == OGV_FILL); i++) {
        const ogv_rect s = ui->spots[i].rect;
        if (s.x == c->rect.x && s.y == c->rect.y && s.w == c->rect.w && s.h == c->rect.h &&
            c->radius < c->rect.h / 2 && s.h <= 60)
            return true;
    }
    return false;
}

/* Where what a control draws on its face ends: with the first shape that is not within it. */
static inline size_t cover_end(const cover_shape *shapes, size_t face, size_t count)
{
    size_t i = face + 1;
    for (; i < count; i++) {
        const fit_box box = cover_box(shapes[i].bounds);
        if (shapes[i].command->kind != OGV_CLIP && !cover_within(&box, shapes[face].bounds))
            break;
    }
    return i;
}

/* On a control stands only what it draws itself. */
static inline void cover_check_controls(const ogv_ui *ui, const cover_shape *shapes, size_t count,
                                        const char *where)
{
    for (size_t i = 0; i < count; i++) {
        if (!cover_is_face(ui, shapes[i].command))
            continue;
        const ogv_rect face = shapes[i].bounds;
        const fit_box edge = cover_box(face);
        size_t end = cover_end(shapes, i, count);
        for (size_t k = 0; k < count; k++) {
            const ogv_command *c = shapes[k].command;
            if ((k >= i && k < end) || !cover_near(&shapes[k], &edge))
                continue;
            bool text = c->kind == OGV_TEXT && c->count > 0 && cover_reaches(&shapes[k].text, face, 0);
            if (text)
                fit_complain("%s: \"%s\" stands on a control", where, shapes[k].text.text);
            else if (cover_line(ui->list, &shapes[k], edge))
                fit_complain("%s: a line crosses the control at %g, %g", where, (double)face.x,
                             (double)face.y);
        }
    }
}

static inline void check_cover(const ogv_ui *ui, const char *where)
{
    static cover_shape shapes[COVER_MOST];
    size_t count = ui->list->command_count;
    ogv_rect clip = {0, 0, -1, 0};
    assert_true(count <= COVER_MOST);
    for (size_t i = 0; i < count; i++) {
        const ogv_command *c = &ui->list->commands[i];
        if (c->kind == OGV_CLIP)
            clip = c->rect;
        shapes[i] = (cover_shape){.command = c, .bounds = cover_bounds(ui->list, c), .clip = clip};
        if (c->kind == OGV_TEXT && c->count > 0) {
            shapes[i].text = fit_box_of(ui->list, c);
            shapes[i].bounds = cover_rect(&shapes[i].text);
        }
        if (clip.w >= 0 && c->kind != OGV_POLYLINE)
            shapes[i].bounds = cover_clipped(shapes[i].bounds, clip);
    }
    cover_check_texts(ui->list, shapes, count, where);
    cover_check_controls(ui, shapes, count, where);
}

#endif
