/* Whether the texts of a frame can be read: each inside the part of the window it belongs to, none shortened,
   none on another. Looks at the draw list, which has to measure with the real fonts. */
#ifndef OGEE_TEST_FIT_H
#define OGEE_TEST_FIT_H

#include <math.h>

#include "ogee_viz/ui.h"
#include "support.h"

/* A part of the window: texts that begin in it end in it. */
typedef struct fit_part {
    const char *name;
    ogv_rect rect;
} fit_part;

typedef struct fit_box {
    float left, top, right, bottom;
    const char *text;
    bool clipped; /* under a clip: what lies outside it is meant to be cut off, at its upper and lower edge */
} fit_box;

enum { FIT_MOST = 2048 };

/* Faults are told one by one, each once in a row, and the test fails at its end, by fit_end. */
static int fit_faults;

#if defined(__GNUC__)
__attribute__((format(printf, 1, 2)))
#endif
static inline void
fit_complain(const char *format, ...)
{
    static char last[512];
    char text[512];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    if (strcmp(text, last) != 0)
        print_error("%s\n", text);
    memcpy(last, text, sizeof last);
    fit_faults++;
}

static inline void fit_end(void)
{
    int faults = fit_faults;
    fit_faults = 0;
    assert_int_equal(faults, 0);
}

static inline float fit_overlap(float a0, float a1, float b0, float b1)
{
    return fminf(a1, b1) - fmaxf(a0, b0);
}

/* From the height of capitals to the baseline. */
static inline fit_box fit_box_of(const ogv_drawlist *list, const ogv_command *c)
{
    const char *text = list->chars + c->first;
    float width = list->measure(list->measure_context, c->font, c->size, text, c->count);
    return (fit_box){c->at.x, c->at.y - 0.73f * c->size, c->at.x + width, c->at.y, text, false};
}

/* What is filled later hides what lies under it altogether: a sheet, a flag, a tooltip. */
static inline int fit_hide(fit_box *boxes, int count, ogv_rect cover)
{
    int kept = 0;
    for (int i = 0; i < count; i++) {
        const fit_box *b = &boxes[i];
        bool large = cover.w > 60 && cover.h > 60;
        bool touched = fit_overlap(b->left, b->right, cover.x, cover.x + cover.w) > 0 &&
                       fit_overlap(b->top, b->bottom, cover.y, cover.y + cover.h) > 0;
        bool hidden = b->left >= cover.x && b->right <= cover.x + cover.w && b->top >= cover.y &&
                      b->bottom <= cover.y + cover.h;
        if (!(large ? touched : hidden))
            boxes[kept++] = *b;
    }
    return kept;
}

static inline int fit_collect(const ogv_ui *ui, fit_box boxes[FIT_MOST], const char *where)
{
    int count = 0;
    ogv_rect clip = {0, 0, -1, 0};
    for (size_t i = 0; i < ui->list->command_count; i++) {
        const ogv_command *c = &ui->list->commands[i];
        if (c->kind == OGV_CLIP)
            clip = c->rect;
        if (c->kind == OGV_FILL && c->color.a > 150)
            count = fit_hide(boxes, count, c->rect);
        if (c->kind != OGV_TEXT || c->count == 0)
            continue;
        fit_box box = fit_box_of(ui->list, c);
        if (clip.w >= 0) {
            box.clipped = true;
            if (fit_overlap(box.top, box.bottom, clip.y, clip.y + clip.h) < box.bottom - box.top)
                continue; /* scrolled out of sight */
            if (box.left < clip.x - 1 || box.right > clip.x + clip.w + 1)
                fit_complain("%s: \"%s\" is cut off", where, box.text);
        }
        assert_true(count < FIT_MOST);
        boxes[count++] = box;
    }
    return count;
}

static inline void fit_inside(const fit_box *b, const fit_part *parts, int part_count, const char *where)
{
    size_t length = strlen(b->text);
    if (length >= 3 && strcmp(b->text + length - 3, "\u2026") == 0)
        fit_complain("%s: \"%s\" was shortened", where, b->text);
    if (strstr(b->text, "<missing>"))
        fit_complain("%s: a text is missing", where);
    for (int p = 0; p < part_count; p++) {
        ogv_rect r = parts[p].rect;
        float x = b->left, y = (b->top + b->bottom) / 2;
        if (x < r.x || x >= r.x + r.w || y < r.y || y >= r.y + r.h)
            continue;
        if (b->right > r.x + r.w || b->top < r.y || b->bottom > r.y + r.h)
            fit_complain("%s: \"%s\" leaves the %s", where, b->text, parts[p].name);
        return;
    }
    fit_complain("%s: \"%s\" begins outside the window", where, b->text);
}

/* where: of the frame, for messages. The first part that a text begins in is its own. */
static inline void check_fit(const ogv_ui *ui, const fit_part *parts, int part_count, const char *where)
{
    static fit_box boxes[FIT_MOST];
    int count = fit_collect(ui, boxes, where);
    assert_true(count > 10);
    for (int i = 0; i < count; i++) {
        const fit_box *a = &boxes[i];
        fit_inside(a, parts, part_count, where);
        for (int j = i + 1; j < count; j++)
            if (fit_overlap(a->left, a->right, boxes[j].left, boxes[j].right) > 2 &&
                fit_overlap(a->top, a->bottom, boxes[j].top, boxes[j].bottom) > 2)
                fit_complain("%s: \"%s\" lies on \"%s\"", where, boxes[j].text, a->text);
    }
}

#endif
