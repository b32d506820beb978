/* Editing one line of text: what number fields and text fields share. The text lives in ui->edit_text. */
#ifndef OGEE_VIZ_SRC_UI_EDIT_H
#define OGEE_VIZ_SRC_UI_EDIT_H

#include "ogee_viz/ui.h"

/* Begins to edit text in the field of that id; everything is selected. What was typed in another field is
   kept for it until the end of the frame. */
void ogv_edit_begin(ogv_ui *ui, uint64_t id, const char *text);

/* What was typed in the field of that id when it was left in this frame by a press elsewhere or by Tab; it is
   no longer being edited then. NULL: it was not left. */
const char *ogv_edit_left(ogv_ui *ui, const ogv_act *act);

/* Ends it. A focus that came with the pointer goes too: it would go on swallowing shortcuts. */
void ogv_edit_end(ogv_ui *ui, const ogv_act *act);

/* Uses this frame's key: typing, moving with and without Shift, Ctrl+A, C, X, V. accept says which characters
   may stand in the text (NULL: all) and may replace one (0: refused); size is the most bytes with the NUL. */
void ogv_edit_key(ogv_ui *ui, char (*accept)(char), size_t size);

/* How the text is drawn in its field. */
typedef struct ogv_edit_look {
    ogv_rect rect; /* of the field */
    float padding_left, padding_right;
    ogv_font font;
    bool right; /* aligned right, as numbers are */
} ogv_edit_look;

/* Puts the caret where the pointer went down, and selects as far as it is dragged. */
void ogv_edit_pointer(ogv_ui *ui, const ogv_act *act, const ogv_edit_look *look);

/* Draws text, selection and caret. */
void ogv_edit_draw(ogv_ui *ui, const ogv_edit_look *look);

/* The field's ground and border; for a field that is refused the sentence under it (NULL: none). */
void ogv_edit_border(ogv_ui *ui, ogv_rect rect, const ogv_act *act, bool editing, bool refused,
                     const char *sentence);

#endif
