#include "ogee_viz/plot.h"

/* A diamond looks as large as a circle when its half diagonal is that much longer than the radius. */
#define DIAMOND 1.22f

void ogv_draw_mark(ogv_drawlist *list, const ogv_theme *theme, ogv_point at, float radius, bool positive,
                   bool test)
{
    ogv_color color = positive ? theme->class1 : theme->class0;
    ogv_color inside = test ? theme->stage : color, edge = test ? color : theme->point_ring;
    float width = test ? 1.75f : theme->point_ring_width;
    if (!test)
        radius += 0.5f * (width - 1); /* a thicker ring grows outwards and leaves the point its colour */
    if (positive) {
        ogv_diamond(list, at, DIAMOND * radius, inside);
        ogv_diamond_ring(list, at, DIAMOND * radius, width, edge);
    } else {
        ogv_disc(list, at, radius + 0.5f * width, edge);
        ogv_disc(list, at, radius - 0.5f * width, inside);
    }
}

static void draw_wrong_ring(ogv_drawlist *list, const ogv_theme *theme, ogv_point at)
{
    ogv_ring(list, at, 8.5f, 4, theme->point_ring);
    ogv_ring(list, at, 8.5f, 1.75f, theme->text);
}

static bool on_map(const ogv_axes *axes, const ogv_mark *mark)
{
    return mark->x >= axes->x.low && mark->x <= axes->x.high && mark->y >= axes->y.low &&
           mark->y <= axes->y.high;
}

/* Training points cover test points, rings cover both. */
void ogv_draw_marks(ogv_drawlist *list, const ogv_theme *theme, const ogv_axes *axes, const ogv_mark *marks,
                    size_t count, bool tests)
{
    for (int test = 1; test >= 0; test--)
        for (size_t i = 0; i < count; i++)
            if (marks[i].test == (test == 1) && (tests || !marks[i].test) && on_map(axes, &marks[i]))
                ogv_draw_mark(list, theme, ogv_axes_pixel(axes, (double)marks[i].x, (double)marks[i].y), 3.6f,
                              marks[i].positive, marks[i].test);
    for (size_t i = 0; i < count; i++)
        if (marks[i].wrong && (tests || !marks[i].test) && on_map(axes, &marks[i]))
            draw_wrong_ring(list, theme, ogv_axes_pixel(axes, (double)marks[i].x, (double)marks[i].y));
}

float ogv_legend(ogv_drawlist *list, const ogv_theme *theme, float x, float y, ogv_legend_kind kind,
                 const char *name)
{
    ogv_point at = {x, y};
    switch (kind) {
    case OGV_LEGEND_CLASS0: ogv_draw_mark(list, theme, at, 4.2f, false, false); break;
    case OGV_LEGEND_CLASS1: ogv_draw_mark(list, theme, at, 4.2f, true, false); break;
    case OGV_LEGEND_TEST0: ogv_draw_mark(list, theme, at, 4, false, true); break;
    case OGV_LEGEND_TEST1: ogv_draw_mark(list, theme, at, 4, true, true); break;
    case OGV_LEGEND_WRONG:
        ogv_ring(list, at, 8, 1.75f, theme->text);
        ogv_draw_mark(list, theme, at, 3.3f, true, false);
        break;
    }
    float gap = kind == OGV_LEGEND_WRONG ? 15 : 14;
    return x + gap + ogv_text(list, x + gap, y + 4.6f, OGV_LEFT, OGV_UI, 13, theme->text2, name) + 26;
}

float ogv_line_legend(ogv_drawlist *list, const ogv_theme *theme, float x, float y, ogv_line_look look,
                      const char *name)
{
    ogv_dashed_line(list, (ogv_point){x, y}, (ogv_point){x + 26, y}, look.width, look.dash, look.gap,
                    look.color);
    return x + 34 + ogv_text(list, x + 34, y + 4.6f, OGV_LEFT, OGV_UI, 13, theme->text2, name) + 26;
}
