/* A whole lesson to begin with: one slider, one curve, two steps. Its words are in template.txt. */
#include "ogee/activation.h"
#include "ogee_viz/text.h"
#include "stage.h"

/* Everything that can be set; widgets, scripts and --help read this table. */
enum { SET_X };
static const ogl_setting settings[] = {
    {.id = "x", .type = OGL_NUMBER, .low = -6, .high = 6, .start = 0, .decimals = 2},
};

/* What the lesson computes. */
enum { POINTS = 121 };
typedef struct model {
    float p, curve[POINTS];
} model;

static og_status init(void *state, ogl_run *run)
{
    model *m = state;
    (void)run;
    for (int i = 0; i < POINTS; i++)
        m->curve[i] = og_sigmoidf(-6 + 0.1f * (float)i);
    return OG_OK;
}

/* Obeys the settings, and never draws. */
static og_status update(void *state, ogl_run *run)
{
    ((model *)state)->p = og_sigmoidf((float)run->values[SET_X]);
    return OG_OK;
}

/* Draws, and never changes the model: widgets ask for changes. */
static void draw_curve(const model *m, ogv_drawlist *list, const ogv_theme *theme, const ogv_axes *axes)
{
    ogv_plot_series(list, theme, axes, -6, 0.1, m->curve, POINTS, (ogv_line_look){theme->value, 3, 0, 0});
}

static void draw(const void *state, ogl_run *run, ogv_ui *ui, ogv_rect stage)
{
    const model *m = state;
    char p[OGV_NUMBER_SIZE];
    double x = run->values[SET_X];
    ogv_rect r = ogl_stage_content(ui, stage);
    ogv_axes axes = {.rect = {r.x + 48, r.y + 72, r.w - 80, r.h - 200}, .x = {-6, 6}, .y = {0, 1}};
    ogv_readout(ui->list, ui->theme, r.x, r.y + 12, ogl_say(run, "stage", "p"),
                ogv_format_number(p, (double)m->p, 4), ui->theme->value, NULL);
    ogv_axes_draw(ui->list, ui->theme, &axes);
    draw_curve(m, ui->list, ui->theme, &axes);
    if (ogv_drag_dot(ui, "dot", &axes, &x, (double)m->p, 0.01, ui->theme->value))
        ogl_set(run, SET_X, x);
    ogl_slider(run, ui, (ogv_rect){r.x, r.y + r.h - 72, r.w, 72}, SET_X, "x", 0, NULL, 0);
}

/* A step brings the settings to where it begins. A task says how far the learner is, 1 being done, and writes
   what is measured into its note. The script of show does all tasks of its step. */
static void enter(void *state, ogl_run *run)
{
    (void)state;
    ogl_set(run, SET_X, 0);
}

static double towards(const model *m, const ogl_run *run, double goal, char note[OGL_NOTE_SIZE])
{
    char p[OGV_NUMBER_SIZE];
    double way = ((double)m->p - 0.5) / (goal - 0.5);
    ogl_words_fill(note, OGL_NOTE_SIZE, ogl_say(run, "stage", "note"), ogv_format_number(p, (double)m->p, 3),
                   "");
    return way < 0 ? 0 : way < 1 ? way : 1;
}

static double surely(const void *state, const ogl_run *run, char note[OGL_NOTE_SIZE])
{
    return towards(state, run, 0.9, note);
}

static double hardly(const void *state, const ogl_run *run, char note[OGL_NOTE_SIZE])
{
    return towards(state, run, 0.1, note);
}

static const ogl_step steps[] = {
    {"high", enter, {{"surely", surely}}, "drag x 2.5\n"},
    {"low", enter, {{"hardly", hardly}}, "drag x -2.5\n"},
};

/* The picture on its card in the launcher. */
static og_status card_init(void *state)
{
    return init(state, NULL);
}

static void card_draw(const void *state, ogv_drawlist *list, const ogv_theme *theme, ogv_rect rect)
{
    ogv_axes axes = {.rect = {rect.x + 24, rect.y + 20, rect.w - 48, rect.h - 40}, .x = {-6, 6}, .y = {0, 1}};
    draw_curve(state, list, theme, &axes);
}

static const ogl_card card = {.state_size = sizeof(model), .init = card_init, .draw = card_draw};

extern const ogl_lesson ogl_template;
const ogl_lesson ogl_template = {
    .id = "template",
    .number = 99,
    .minutes = 5,
    .settings = settings,
    .setting_count = sizeof settings / sizeof *settings,
    .steps = steps,
    .step_count = sizeof steps / sizeof *steps,
    .state_size = sizeof(model),
    .init = init,
    .update = update,
    .draw = draw,
    .card = &card,
};
