/* Which way lesson 6's network errs: the threshold, and how it sorts the test rows. */
#include <stdio.h>

#include "decision_boundary.h"
#include "ogee_viz/text.h"
#include "stage.h"

/* One of the four outcomes: how many rows, and what it means. */
static void draw_cell(ogv_ui *ui, ogv_rect rect, size_t count, const char *meaning, bool right)
{
    const ogv_theme *t = ui->theme;
    char number[24];
    snprintf(number, sizeof number, "%zu", count);
    ogv_fill(ui->list, rect, 8, right ? t->well : t->err_soft);
    ogv_text(ui->list, rect.x + 14, ogv_baseline(rect.y, rect.h, 20), OGV_LEFT, OGV_MONO_MEDIUM, 20,
             right ? t->text : t->err, number);
    ogv_text(ui->list, rect.x + rect.w - 14, ogv_baseline(rect.y, rect.h, 13), OGV_RIGHT, OGV_UI, 13,
             t->text2, meaning);
}

void boundary_errors_draw(const boundary *b, ogl_run *run, ogv_ui *ui, ogv_rect rect)
{
    static const double marks[] = {0.1, 0.3, 0.5, 0.7, 0.9};
    const ogv_theme *t = ui->theme;
    og_confusion c = boundary_confusion(run, b->model.test, b->model.test_logits);
    char rows[16], title[64];
    float head = 76, names = 22, label = 88, gap = 8;
    float width = (rect.w - label - gap) / 2, height = (rect.h - head - names - gap) / 2;
    height = height > 56 ? 56 : height;
    float x = rect.x + label, y = rect.y + head + names;
    ogl_slider(run, ui, (ogv_rect){rect.x, rect.y - 6, rect.w, 72}, SET_THRESHOLD, NULL, 0.5, marks, 5);
    snprintf(rows, sizeof rows, "%zu", b->model.test->rows);
    ogl_words_fill(title, sizeof title, ogl_stage_word(run, "confusion"), rows, "");
    ogv_text(ui->list, rect.x, y - 7, OGV_LEFT, OGV_UI, 13, t->text2, title);
    ogv_text(ui->list, x + width - 14, y - 7, OGV_RIGHT, OGV_UI, 13, t->text2, ogl_stage_word(run, "said0"));
    ogv_text(ui->list, rect.x + rect.w - 14, y - 7, OGV_RIGHT, OGV_UI, 13, t->text2,
             ogl_stage_word(run, "said1"));
    ogv_text(ui->list, rect.x, ogv_baseline(y, height, 13), OGV_LEFT, OGV_UI, 13, t->class0_text,
             ogl_stage_word(run, "benign"));
    draw_cell(ui, (ogv_rect){x, y, width, height}, c.true_negative, ogl_stage_word(run, "right"), true);
    draw_cell(ui, (ogv_rect){x + width + gap, y, width, height}, c.false_positive,
              ogl_stage_word(run, "alarm"), false);
    y += height + gap;
    ogv_text(ui->list, rect.x, ogv_baseline(y, height, 13), OGV_LEFT, OGV_UI, 13, t->class1_text,
             ogl_stage_word(run, "malignant"));
    draw_cell(ui, (ogv_rect){x, y, width, height}, c.false_negative, ogl_stage_word(run, "missed"), false);
    draw_cell(ui, (ogv_rect){x + width + gap, y, width, height}, c.true_positive,
              ogl_stage_word(run, "right"), true);
}
