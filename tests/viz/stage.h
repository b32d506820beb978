/* A stage for widgets and plots without a screen: one list, one ui, and a pointer and keys to play with. */
#ifndef OGEE_TEST_STAGE_H
#define OGEE_TEST_STAGE_H

#include "ogee_viz/ui.h"
#include "support.h"

extern ogv_drawlist list;
extern ogv_ui ui;
extern const ogv_theme *theme;

/* What a frame draws; set it before the first one. */
extern void (*stage_draw)(void);

/* 800 x 600, the light theme, the pointer outside. */
int stage_setup(void **state);
int stage_teardown(void **state);

/* One frame; what was pressed is used up by it. */
void frame(void);
void move(float x, float y);
void down(float x, float y);
void up(void);
void click(float x, float y);
void key(ogv_key k);
/* Types ASCII, one frame a character. */
void type(const char *text);

bool drawn_text(const char *text);
size_t count_kind(ogv_command_kind kind);
/* How many commands of that kind have that colour. */
size_t count_colored(ogv_command_kind kind, ogv_color color);

/* A hash of what the list says, the same in every run and on every machine: coordinates in 1/16 pixels. */
uint64_t stage_digest(void);

/* Checks that text is well-formed XML: every element is closed by its own name and every attribute is quoted.
   Returns how many elements there are. */
int assert_well_formed(const char *text);

#endif
