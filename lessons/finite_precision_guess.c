/* The guess of lesson 2 on its plot, and the truth beside it. */
#include <math.h>

#include "finite_precision.h"
#include "ogee_viz/text.h"
#include "stage.h"

/* What a flag says about a place on the x axis. */
typedef struct place_flag {
    double x;
    ogv_color color;
    float dash; /* of the line at x; 0: solid */
    ogv_rect rect;
    char text[64];
} place_flag;

double precision_zone(const precision *s)
{
    return s->step == STEP_GAP        ? s->zero[s->format]
           : s->step == STEP_OVERFLOW ? s->burst[s->format]
           : s->step == STEP_KEEP     ? s->lost[s->format]
                                      : NAN;
}

static place_flag make_flag(const ogl_run *run, const ogv_ui *ui, const ogv_axes *axes, double x,
                            const char *key, float y)
{
    place_flag flag = {.x = x};
    char number[OGV_NUMBER_SIZE];
    const ogv_rect r = axes->rect;
    ogl_words_fill(flag.text, sizeof flag.text, ogl_stage_word(run, key), ogv_format_number(number, x, 2),
                   "");
    float width = ogv_text_width(ui->list, OGV_MONO_MEDIUM, 13, flag.text) + 14;
    float left = ogv_axes_pixel(axes, x, axes->y.low).x - width / 2;
    flag.rect = (ogv_rect){fminf(fmaxf(left, r.x), r.x + r.w - width), y - 11, width, 22};
    return flag;
}

/* The truth, which may lie beyond the plot, and the guess, as far as they are made and may be seen. */
static int flags_of(const precision *s, const ogl_run *run, const ogv_ui *ui, const ogv_axes *axes,
                    place_flag flags[2])
{
    int setting = precision_guess(run->step), count = 0;
    float middle = axes->rect.y + 0.5f * axes->rect.h;
    if (setting < 0)
        return 0;
    if (!precision_guessing(run)) {
        double truth = precision_zone(s);
        const char *key = truth <= axes->x.high ? "guess.true" : "guess.beyond";
        flags[count] = make_flag(run, ui, axes, truth, key, middle - 14);
        flags[count++].color = ui->theme->ok;
    }
    if (run->values[setting] != run->lesson->settings[setting].start) {
        flags[count] = make_flag(run, ui, axes, run->values[setting], "guess.mine", middle + 14);
        flags[count].dash = 6;
        flags[count++].color = ui->theme->accent;
    }
    return count;
}

bool precision_flag_meets(const precision *s, const ogl_run *run, const ogv_ui *ui, const ogv_axes *axes,
                          ogv_rect rect)
{
    place_flag flags[2];
    for (int i = flags_of(s, run, ui, axes, flags); i-- > 0;) {
        float x = ogv_axes_pixel(axes, flags[i].x, axes->y.low).x;
        if (ogv_rects_overlap(rect, flags[i].rect) || (x > rect.x && x < rect.x + rect.w))
            return true;
    }
    return false;
}

static void draw_line(const ogv_ui *ui, const ogv_axes *axes, const place_flag *flag)
{
    const ogv_rect r = axes->rect;
    float at = ogv_axes_pixel(axes, flag->x, axes->y.low).x;
    const ogv_point top = {at, r.y}, bottom = {at, r.y + r.h};
    if (flag->x > axes->x.high)
        return; /* what lies beyond the plot has no place on it, only words at its edge */
    if (flag->dash > 0)
        ogv_dashed_line(ui->list, top, bottom, 2, flag->dash, 4, flag->color);
    else
        ogv_line(ui->list, top, bottom, 2, flag->color);
}

void precision_draw_guess(const precision *s, ogl_run *run, ogv_ui *ui, const ogv_axes *axes)
{
    int setting = precision_guess(run->step);
    const ogl_setting *row = &run->lesson->settings[setting];
    const ogv_rect r = axes->rect;
    place_flag flags[2];
    bool open = precision_guessing(run);
    if (open) {
        ogv_act act = ogl_axis_drag(run, ui, row->id, r, axes, setting);
        if (act.ring)
            ogv_focus_ring(ui, r, 0);
        precision_describe_plot(s, run, ui, r);
    }
    if (open && run->values[setting] == row->start)
        ogv_text(ui->list, r.x + 0.55f * r.w, r.y + 0.5f * r.h, OGV_CENTER, OGV_UI, 15, ui->theme->text3,
                 ogl_stage_word(run, "guess"));
    int count = flags_of(s, run, ui, axes, flags);
    for (int i = 0; i < count; i++)
        draw_line(ui, axes, &flags[i]);
    for (int i = 0; i < count; i++) {
        ogv_fill(ui->list, flags[i].rect, 4, flags[i].color);
        ogv_text(ui->list, flags[i].rect.x + flags[i].rect.w / 2, ogv_baseline(flags[i].rect.y, 22, 13),
                 OGV_CENTER, OGV_MONO_MEDIUM, 13, ui->theme->stage, flags[i].text);
    }
}
