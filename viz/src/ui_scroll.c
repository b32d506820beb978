#include <math.h>

#include "ui_shared.h"

enum { BAR = 6, BAR_GAP = 11, HIT = 16, LEAST_THUMB = 24, NOTCH = 48, LINE = 24, FADE = 32, AIR = 8 };

static float most_offset(const ogv_scroll *s)
{
    return fmaxf(s->content - s->view.h, 0);
}

static void move_to(const ogv_scroll *s, float offset)
{
    *s->offset = fminf(fmaxf(offset, 0), most_offset(s));
}

static ogv_rect thumb_of(const ogv_scroll *s)
{
    float length = fminf(fmaxf(s->view.h * s->view.h / s->content, LEAST_THUMB), s->view.h);
    float way = s->view.h - length;
    return (ogv_rect){s->view.x + s->view.w + BAR_GAP, s->view.y + *s->offset / most_offset(s) * way, BAR,
                      length};
}

static void drag_thumb(ogv_ui *ui, const ogv_scroll *s, const ogv_act *act)
{
    ogv_rect thumb = thumb_of(s);
    float mouse = ui->input.mouse.y, way = s->view.h - thumb.h;
    if (act->taken) { /* beside the thumb, its middle comes to the pointer */
        bool on_thumb = mouse >= thumb.y && mouse < thumb.y + thumb.h;
        ui->grab = on_thumb ? mouse - thumb.y : thumb.h / 2;
    }
    if (act->held && way > 0)
        move_to(s, (mouse - ui->grab - s->view.y) / way * most_offset(s));
}

static void use_bar_key(const ogv_ui *ui, const ogv_scroll *s)
{
    switch (ui->input.alt ? OGV_KEY_NONE : ui->input.key) {
    case OGV_KEY_UP: move_to(s, *s->offset - LINE); break;
    case OGV_KEY_DOWN: move_to(s, *s->offset + LINE); break;
    case OGV_KEY_HOME: move_to(s, 0); break;
    case OGV_KEY_END: move_to(s, most_offset(s)); break;
    default: break;
    }
}

ogv_scroll ogv_scroll_begin(ogv_ui *ui, const char *id, ogv_rect view, float content, float *offset)
{
    ogv_scroll s = {.view = view, .content = content, .offset = offset};
    move_to(&s, *offset);
    if (most_offset(&s) > 0) {
        ogv_rect track = {view.x + view.w + BAR_GAP - (HIT - BAR) / 2, view.y, HIT, view.h};
        ogv_act act = ogv_ui_widget(ui, id, track, OGV_WANTS_ARROWS);
        drag_thumb(ui, &s, &act);
        if (act.focused)
            use_bar_key(ui, &s);
        ogv_rect thumb = thumb_of(&s);
        ogv_fill(ui->list, thumb, 3, act.hovered || act.held ? ui->theme->axis : ui->theme->line2);
        if (act.ring)
            ogv_focus_ring(ui, thumb, 3);
    }
    s.top = view.y - *offset;
    s.first_spot = ui->spot_count;
    s.clip = ogv_clip(ui->list, view);
    return s;
}

/* Tab may have gone to a control that is out of sight. */
static void show_focus(const ogv_ui *ui, const ogv_scroll *s)
{
    if (ui->input.key != OGV_KEY_TAB)
        return;
    for (int i = s->first_spot; i < ui->spot_count; i++) {
        ogv_rect rect = ui->spots[i].rect;
        if (ui->spots[i].id != ui->focus)
            continue;
        float above = s->view.y - (rect.y - AIR), below = rect.y + rect.h + AIR - (s->view.y + s->view.h);
        if (above > 0)
            move_to(s, *s->offset - above);
        else if (below > 0)
            move_to(s, *s->offset + below);
    }
}

static bool wheel_is_for(const ogv_ui *ui, const ogv_scroll *s)
{
    ogv_rect area = s->view;
    area.w += BAR_GAP + HIT;
    bool covered = ui->menu || (ui->shielded && ogv_is_inside(ui->shield, ui->input.mouse));
    return ui->input.wheel != 0 && ogv_is_inside(area, ui->input.mouse) && !covered;
}

void ogv_scroll_end(ogv_ui *ui, const ogv_scroll *s, ogv_color ground)
{
    float most = most_offset(s);
    if (*s->offset < most) {
        ogv_rect edge = {s->view.x, s->view.y + s->view.h - FADE, s->view.w, FADE};
        ogv_gradient(ui->list, edge, ogv_fade(ground, 0), ground, true);
    }
    ogv_unclip(ui->list, s->clip);
    show_focus(ui, s);
    if (most > 0 && wheel_is_for(ui, s)) {
        move_to(s, *s->offset - NOTCH * ui->input.wheel);
        ui->input.wheel = 0;
    }
}
