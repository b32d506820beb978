#include <math.h>

#include "ogee_viz/motion.h"
#include "ogee_viz/text.h"
#include "ui_shared.h"

enum { ROW = 32, PADDING = 6, ROW_INSET = 4, EDGE = 8, TAB_GAP = 20, TEXT_SIZE = 14 };
/* A menu needs no bar to scroll: the lowest window is 600 high. */
_Static_assert(ROW *OGV_MAX_ROWS + 2 * PADDING + 2 * EDGE <= 600, "the longest menu fits into every window");
enum { FIELD, MENU }; /* what moves */

static ogv_font row_font(bool mono, bool chosen)
{
    return mono ? (chosen ? OGV_MONO_SEMIBOLD : OGV_MONO_MEDIUM) : chosen ? OGV_UI_SEMIBOLD : OGV_UI;
}

/* At least as wide as the field and its longest label with the tick, and inside the window: above the field
   where it ends below, over the field where there is no room above either. */
static ogv_rect place_menu(const ogv_ui *ui, ogv_rect field, const char *const *labels, int count, bool mono)
{
    float width = field.w, height = (float)(ROW * count + 2 * PADDING);
    for (int i = 0; i < count; i++)
        width =
            fmaxf(width, ceilf(ogv_text_width(ui->list, row_font(mono, true), TEXT_SIZE, labels[i])) + 74);
    width = fminf(width, ui->width - 2 * EDGE);
    float y = field.y + field.h + 4, lowest = ui->height - EDGE - height;
    if (y > lowest)
        y = field.y - 4 - height >= EDGE ? field.y - 4 - height : fmaxf(lowest, EDGE);
    float x = fmaxf(fminf(field.x, ui->width - EDGE - width), EDGE);
    return (ogv_rect){x, y, width, height};
}

static int row_at(const ogv_ui *ui)
{
    ogv_point mouse = ui->input.mouse;
    ogv_rect menu = ui->menu_rect;
    int row = (int)floorf((mouse.y - menu.y - PADDING) / ROW);
    bool inside = mouse.x >= menu.x && mouse.x < menu.x + menu.w && row >= 0 && row < ui->menu_count;
    return inside ? row : -1;
}

static void open_menu(ogv_ui *ui, const ogv_act *act, ogv_rect rect, const char *const *labels, int count,
                      int chosen, bool mono)
{
    ui->menu = ui->focus = act->id;
    ui->menu_rect = place_menu(ui, rect, labels, count, mono);
    ui->menu_row = chosen;
    ui->menu_resting = act->taken;
    ui->menu_press = ui->input.mouse;
}

/* Takes the highlighted row and closes. */
static void take_row(ogv_ui *ui, int *chosen)
{
    if (ui->menu_row >= 0 && ui->menu_row < ui->menu_count)
        *chosen = ui->menu_row;
    ui->menu = 0;
}

static void use_menu_key(ogv_ui *ui, int *chosen)
{
    int count = ui->menu_count, row = ui->menu_row;
    switch (ui->input.key) {
    case OGV_KEY_UP: ui->menu_row = ogv_nearest_choice(row, row - 1, count); break;
    case OGV_KEY_DOWN: ui->menu_row = ogv_nearest_choice(row, row + 1, count); break;
    case OGV_KEY_HOME: ui->menu_row = ogv_nearest_choice(row, 0, count); break;
    case OGV_KEY_END: ui->menu_row = ogv_nearest_choice(row, count - 1, count); break;
    case OGV_KEY_ENTER:
    case OGV_KEY_SPACE: take_row(ui, chosen); break;
    case OGV_KEY_ESCAPE:
    case OGV_KEY_TAB: ui->menu = 0; break;
    default: break;
    }
}

/* The press that opens the menu may also choose: pressed on the field, released on a row. Where the menu lies
   over the field, a pointer that has not moved is on a row by chance. One that rests leaves the arrows alone.
 */
static void use_menu_pointer(ogv_ui *ui, int *chosen)
{
    enum { TREMOR = 4 };
    const ogv_input *in = &ui->input;
    if (hypotf(in->mouse.x - ui->menu_press.x, in->mouse.y - ui->menu_press.y) > TREMOR)
        ui->menu_resting = false;
    int row = row_at(ui);
    bool acts = ogv_pointer_moved(ui) || in->mouse_pressed || in->mouse_released;
    if (row >= 0 && acts && !ui->menu_resting)
        ui->menu_row = row;
    if (row >= 0 && in->mouse_released && !ui->menu_resting)
        take_row(ui, chosen);
    else if (row < 0 && in->mouse_pressed)
        ui->menu = 0; /* on the field too: a second click closes */
    if (in->mouse_released)
        ui->menu_resting = false;
}

static int moved_choice(const ogv_ui *ui, int chosen, int count)
{
    switch (ui->input.alt ? OGV_KEY_NONE : ui->input.key) {
    case OGV_KEY_UP: return ogv_nearest_choice(chosen, chosen - 1, count);
    case OGV_KEY_DOWN: return ogv_nearest_choice(chosen, chosen + 1, count);
    case OGV_KEY_HOME: return ogv_nearest_choice(chosen, 0, count);
    case OGV_KEY_END: return ogv_nearest_choice(chosen, count - 1, count);
    default: return chosen;
    }
}

static void draw_field(ogv_ui *ui, ogv_rect rect, const ogv_act *act, bool open, const char *label, bool mono)
{
    const ogv_theme *t = ui->theme;
    float lit = ogv_ease(ui, act->id, FIELD, act->hovered && !open ? 1 : 0, OGV_HOVER_FRAMES);
    ogv_fill(ui->list, rect, 6, ogv_mix(t->stage, t->hover, lit));
    if (act->ring && !open)
        ogv_frame(ui->list, rect, 6, 2, t->focus);
    else
        ogv_frame(ui->list, rect, 6, 1, ui->disabled ? t->line : ogv_mix(t->ctl, t->text2, lit));
    ogv_text_fit(ui->list, rect.x + 10, ogv_baseline(rect.y, rect.h, TEXT_SIZE), rect.w - 34,
                 mono ? OGV_MONO_MEDIUM : OGV_UI, TEXT_SIZE, ui->disabled ? t->disabled : t->text, label);
    ogv_draw_icon(ui->list, OGV_ICON_DOWN, (ogv_point){rect.x + rect.w - 14, rect.y + 0.5f * rect.h}, 16,
                  OGV_ICON_STROKE, ui->disabled ? t->disabled : t->text3);
}

bool ogv_dropdown(ogv_ui *ui, const char *id, ogv_rect rect, const char *const *labels, int count,
                  int *chosen, bool mono)
{
    count = count < OGV_MAX_ROWS ? count : OGV_MAX_ROWS;
    bool open = ui->menu == ogv_ui_id(id);
    ogv_act act = ogv_ui_widget(ui, id, rect, open ? OGV_WANTS_TEXT : OGV_WANTS_MENU);
    int before = *chosen;
    bool opened = false;
    if (open) {
        use_menu_key(ui, chosen);
        if (ui->menu)
            use_menu_pointer(ui, chosen);
    } else if (act.taken || (act.clicked && !ui->input.mouse_released) ||
               (act.focused && !ui->input.alt &&
                (ui->input.key == OGV_KEY_ENTER || ui->input.key == OGV_KEY_SPACE))) {
        open_menu(ui, &act, rect, labels, count, *chosen, mono);
        opened = true;
    } else if (act.focused) {
        *chosen = moved_choice(ui, *chosen, count);
        float wheel = ogv_ui_wheel(ui, &act);
        if (wheel != 0)
            *chosen = ogv_nearest_choice(*chosen, *chosen + (wheel > 0 ? -1 : 1), count);
    }
    open = ui->menu == act.id;
    float shown = ogv_ease(ui, act.id, MENU, open ? 1 : 0, OGV_MENU_FRAMES);
    if (open) {
        ui->menu_shown = shown;
        ui->menu_labels = labels;
        ui->menu_count = count;
        ui->menu_chosen = *chosen;
        ui->menu_mono = mono;
        if (!opened)
            ui->menu_rect = place_menu(ui, rect, labels, count, mono);
    }
    if (act.focused || opened)
        ui->wants_next = open ? OGV_WANTS_TEXT : OGV_WANTS_MENU;
    draw_field(ui, rect, &act, open, *chosen >= 0 && *chosen < count ? labels[*chosen] : "", mono);
    return *chosen != before;
}

void ogv_menu_draw(ogv_ui *ui)
{
    const ogv_theme *t = ui->theme;
    ogv_rect menu = ui->menu_rect;
    float shown = ui->menu_shown;
    ogv_fill(ui->list, menu, 8, ogv_fade(t->stage, shown));
    ogv_frame(ui->list, (ogv_rect){menu.x - 1, menu.y - 1, menu.w + 2, menu.h + 2}, 9, 1,
              ogv_fade(t->line2, shown));
    for (int i = 0; i < ui->menu_count; i++) {
        ogv_rect row = {menu.x + ROW_INSET, menu.y + PADDING + (float)(ROW * i), menu.w - 2 * ROW_INSET, ROW};
        bool chosen = i == ui->menu_chosen;
        if (chosen || i == ui->menu_row)
            ogv_fill(ui->list, row, 5, ogv_fade(chosen ? t->accent_soft : t->hover, shown));
        ogv_text_fit(ui->list, menu.x + 12, ogv_baseline(row.y, ROW, TEXT_SIZE), menu.w - 44,
                     row_font(ui->menu_mono, chosen), TEXT_SIZE, ogv_fade(t->text, shown),
                     ui->menu_labels[i]);
        if (chosen)
            ogv_draw_icon(ui->list, OGV_ICON_CHECK, (ogv_point){menu.x + menu.w - 20, row.y + 16}, 16, 2,
                          ogv_fade(t->accent, shown));
        if (i == ui->menu_row && ui->focus_visible)
            ogv_frame(ui->list, row, 5, 1.5f, t->focus);
    }
}

/* ---- tabs ---- */

static float tab_width(const ogv_ui *ui, const char *label)
{
    return ceilf(ogv_text_width(ui->list, OGV_UI_SEMIBOLD, TEXT_SIZE, label));
}

/* How much of its width each tab gets: less than all of it where together they are too wide. */
static float tab_share(const ogv_ui *ui, float room, const char *const *labels, int count)
{
    float width = 0;
    for (int i = 0; i < count; i++)
        width += tab_width(ui, labels[i]);
    room = fmaxf(room - TAB_GAP * (float)(count - 1), 0);
    return width > room ? room / width : 1;
}

static int moved_tab(const ogv_ui *ui, int chosen, int count)
{
    switch (ui->input.alt ? OGV_KEY_NONE : ui->input.key) {
    case OGV_KEY_LEFT: return ogv_nearest_choice(chosen, chosen - 1, count);
    case OGV_KEY_RIGHT: return ogv_nearest_choice(chosen, chosen + 1, count);
    case OGV_KEY_HOME: return ogv_nearest_choice(chosen, 0, count);
    case OGV_KEY_END: return ogv_nearest_choice(chosen, count - 1, count);
    default: return chosen;
    }
}

static void draw_tab(ogv_ui *ui, ogv_rect cell, const char *label, bool now, bool over, bool ring)
{
    const ogv_theme *t = ui->theme;
    ogv_color ink = ui->disabled ? t->disabled : now || over ? t->text : t->text3;
    ogv_text_within(ui, cell.x + 0.5f * cell.w, ogv_baseline(cell.y, cell.h - 2, TEXT_SIZE), cell.w,
                    OGV_CENTER, now ? OGV_UI_SEMIBOLD : OGV_UI_MEDIUM, TEXT_SIZE, ink, label);
    if (now && !ui->disabled)
        ogv_fill(ui->list, (ogv_rect){cell.x, cell.y + cell.h - 2, cell.w, 2}, 0, t->accent);
    if (ring) /* it leaves the line the gap that it leaves everywhere */
        ogv_focus_ring(ui, (ogv_rect){cell.x - 4, cell.y + 4, cell.w + 8, cell.h - 12}, 5);
}

bool ogv_tabs(ogv_ui *ui, const char *id, ogv_rect rect, const char *const *labels, int count, int *chosen)
{
    ogv_act act = ogv_ui_widget(ui, id, rect, OGV_WANTS_ARROWS);
    int before = *chosen;
    if (act.focused)
        *chosen = moved_tab(ui, *chosen, count);
    if (*chosen != before)
        ui->focus_visible = act.ring = true;
    ogv_hairline_h(ui->list, rect.x, rect.x + rect.w, rect.y + rect.h - 1, ui->theme->line);
    float share = tab_share(ui, rect.w, labels, count), left = rect.x;
    for (int i = 0; i < count; i++) {
        ogv_rect cell = {left, rect.y, floorf(share * tab_width(ui, labels[i])), rect.h};
        float mouse = ui->input.mouse.x;
        bool over = act.hovered && mouse >= cell.x - TAB_GAP / 2 && mouse < cell.x + cell.w + TAB_GAP / 2;
        if (over && act.clicked)
            *chosen = i;
        draw_tab(ui, cell, labels[i], *chosen == i, over, *chosen == i && act.ring);
        left += cell.w + TAB_GAP;
    }
    return *chosen != before;
}
