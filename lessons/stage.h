/* What several lessons draw on their stages: where the content lies, controls made from rows of the table of
   settings, and guesses ("predict first"). */
#ifndef OGEE_LESSON_STAGE_H
#define OGEE_LESSON_STAGE_H

#include "lesson.h"
#include "ogee_viz/plot.h"

/* ---- where things lie ---- */

/* The part of the stage for content: 16, 24 or 32 in from its edges, as wide as the window asks for, and at
   most 1520 wide, in the middle. */
ogv_rect ogl_stage_content(const ogv_ui *ui, ogv_rect stage);
/* The window is narrow or low: distances are those of 960 x 600. */
bool ogl_stage_dense(const ogv_ui *ui);

/* ---- controls from the table of settings ---- */

/* The label of a setting, "settings.<id>", and the word of one of its choices. */
const char *ogl_setting_label(const ogl_run *run, int setting);
/* A choice that is a plain number needs no word of its own. */
bool ogl_choice_is_number(const char *choice);
const char *ogl_choice_label(const ogl_run *run, int setting, int choice);

/* A value to the digits of its setting; and what an arrow moves it by on a plot of that range: 1/100 of it,
   with Shift 10 times, with Ctrl a tenth, never less than the last digit. */
double ogl_setting_round(const ogl_setting *row, double value);
double ogl_setting_step(const ogv_ui *ui, const ogl_setting *row, ogv_range range);

/* A number as a slider with symbol (a formula, NULL: none), label, field and marks below: 72 high, as wide as
   rect. The fill begins at origin. */
void ogl_slider(ogl_run *run, ogv_ui *ui, ogv_rect rect, int setting, const char *symbol, double origin,
                const double *marks, int mark_count);
/* A choice as a row of cells, 32 high. */
void ogl_segments(ogl_run *run, ogv_ui *ui, ogv_rect rect, int setting);
/* A choice as a dropdown, 32 high. */
void ogl_dropdown(ogl_run *run, ogv_ui *ui, ogv_rect rect, int setting);
/* A switch as a toggle, or as a chip of a curve, 36 high; the chip returns its width. */
void ogl_toggle(ogl_run *run, ogv_ui *ui, ogv_rect rect, int setting);
float ogl_chip(ogl_run *run, ogv_ui *ui, float x, float y, int setting, ogv_color color, float dash,
               float gap);

/* ---- predict first ---- */

/* A guess is a mark: the rows "ID.x" and "ID.y" of the settings (`mark ID X Y` in scripts). It is made as
   soon as it stands elsewhere than where the rows start, so let them start where nobody guesses, such as a
   corner of the plot. */
bool ogl_guess_made(const ogl_run *run, int x_setting);
/* Takes it back; for ogl_step.enter. */
void ogl_guess_clear(ogl_run *run, int x_setting);

/* The guess on a plot; its widget has the id "ID". While open, a click or a drag anywhere on the plot puts it
   there, and so do the arrows (1/100 of the range; Shift 10 times, Ctrl a tenth): true when it moved. Before
   it is made a ghost follows the pointer. Closed, what was guessed stays as a hollow mark. Draw it behind the
   curves and the plot's own widgets. */
bool ogl_guess(ogl_run *run, ogv_ui *ui, const ogv_axes *axes, int x_setting, bool open);
/* Beside a closed guess: the truth as a filled mark, a line between the two, and `distance` (words, NULL:
   none) near its middle. */
void ogl_guess_truth(const ogl_run *run, ogv_ui *ui, const ogv_axes *axes, int x_setting, double x, double y,
                     const char *distance);

/* Where those words stand, for labels that keep off. */
ogv_rect ogl_guess_flag(const ogl_run *run, const ogv_ui *ui, const ogv_axes *axes, int x_setting, double x,
                        double y, const char *distance);

/* Guessing count bars as ogv_plot_bars draws them: row first + i is the height of the bar at x = i + 1, on a
   logarithmic axis its log10. While open, a click or drag in a bar's column moves its top, and across several
   columns paints them; up and down move the focused one. The widgets have the rows' ids. Each guess is a
   dashed outline with a cap; closed, it stays over the truth. True when one moved. share as in ogv_bars. */
bool ogl_guess_bars(ogl_run *run, ogv_ui *ui, const ogv_axes *axes, int first_setting, int count, float share,
                    bool open);

#endif
