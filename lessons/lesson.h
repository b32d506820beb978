/* What a lesson is, and what the engine gives it. The file NN_name.c has one const ogl_lesson: its table
   of settings, its steps and tasks. Larger models and drawings are in files name_*.c beside it.

   How it is built: every .c file of this folder except lesson_binary.c belongs to the library ogee::lessons,
   the lessons themselves (NN_name.c) included. The program lesson-NAME is lesson_binary.c alone, compiled
   with OGL_LESSON_ID="NAME" and linked to the library; NAME is the file's name without its number, "_" as
   "-".

   The frame of a lesson: input -> update (the model changes) -> draw (widgets ask for changes) -> next frame.
   Time is counted in frames and training steps, never in seconds. */
#ifndef OGEE_LESSON_H
#define OGEE_LESSON_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "ogee/status.h"
#include "ogee_viz/text.h"
#include "ogee_viz/ui.h"

#include "words.h"

enum {
    OGL_MAX_SETTINGS = 64,
    OGL_MAX_STEPS = 12,
    OGL_MAX_TASKS = 3,
    OGL_MAX_READOUTS = 6,
    OGL_NOTE_SIZE = 96,
    OGL_NOTICE_SIZE = 160
};

typedef struct ogl_run ogl_run;

/* ---- settings: everything that can be set in a lesson, in one table ---- */

typedef enum ogl_setting_type {
    OGL_NUMBER,  /* low .. high */
    OGL_INTEGER, /* low .. high, whole */
    OGL_CHOICE,  /* one of choices, counted from 0 */
    OGL_SWITCH   /* 0 off, 1 on */
} ogl_setting_type;

/* Widgets, scripts, the state text and --help read this row. Its label is the text "settings.<id>", the words
   of a choice "settings.<id>.<choice>". */
typedef struct ogl_setting {
    const char *id;
    ogl_setting_type type;
    double low, high, start;    /* of a choice or switch only start counts */
    int decimals;               /* digits shown of a number */
    const char *const *choices; /* ended by NULL */
} ogl_setting;

/* The table of a lesson that trains begins with these two rows. at: the speed it starts with, a place in
   ogl_speeds. */
#define OGL_TRAINING_SETTINGS(at)                                                                            \
    {.id = "speed", .type = OGL_CHOICE, .start = (at), .choices = ogl_speeds},                               \
    {                                                                                                        \
        .id = "seed", .type = OGL_INTEGER, .low = 0, .high = 9999, .start = 1                                \
    }
enum { OGL_SPEED, OGL_SEED, OGL_OWN_SETTINGS };
enum { OGL_SPEED_1, OGL_SPEED_4 };
extern const char *const ogl_speeds[]; /* "1", "4", "16", "max" */

/* ---- steps ---- */

/* What the learner is asked to do. Its words are the text "<step>.task" in the order of the tasks. */
typedef struct ogl_task {
    const char *id; /* for `expect done <id>` */
    /* How far the learner is, 0 .. 1; 1 is done. Writes what is measured now into note, or below 1 a hint. */
    double (*progress)(const void *state, const ogl_run *run, char note[OGL_NOTE_SIZE]);
} ogl_task;

typedef struct ogl_step {
    const char *id; /* its words are the texts "<id>.heading", ".text", ".formula", ".task", ".why" */
    void (*enter)(void *state, ogl_run *run); /* brings settings and model to where the step begins */
    ogl_task tasks[OGL_MAX_TASKS];            /* those with an id */
    const char *show; /* the script that does all tasks, for "Show me"; it stays in its step */
} ogl_step;

/* A number in the transport bar. The slot keeps its width. */
typedef struct ogl_readout {
    const char *label; /* text key in "readouts" */
    char value[24];
    float width, compact_width; /* of the slot, at full and compact size */
    bool apart;                 /* a hairline before it */
    bool quiet;                 /* drawn in the second text colour */
} ogl_readout;

/* ---- the lesson ---- */

/* The small live picture of a lesson on its card in the launcher. All but draw may be NULL. Its numbers are
   computed like those of the lesson; the same frame gives the same picture. */
typedef struct ogl_card {
    size_t state_size;
    og_status (*init)(void *state);          /* state: zeroed memory of state_size bytes */
    void (*update)(void *state, long frame); /* once a frame, frame counts from 0; a millisecond at most */
    /* Covers rect: 288 x 160, or wider and a little higher where the window has room. The ground is the
       panel's colour, the corners are rounded afterwards. */
    void (*draw)(const void *state, ogv_drawlist *list, const ogv_theme *theme, ogv_rect rect);
    void (*destroy)(void *state);
} ogl_card;

typedef struct ogl_lesson {
    const char *id; /* "decision-boundary" */
    int number;     /* its words are in assets/lessons/<lang>/<number, two digits>-<id>.txt */
    int minutes;    /* that a learner takes, about */
    bool trains;    /* has a transport bar; its settings begin with OGL_TRAINING_SETTINGS */
    const ogl_setting *settings;
    int setting_count;
    const ogl_step *steps;
    int step_count;
    size_t state_size;
    /* Builds the state (zeroed memory of state_size bytes). */
    og_status (*init)(void *state, ogl_run *run);
    void (*destroy)(void *state); /* NULL: there is nothing to give back */
    /* One frame of the model: obeys run->changed, run->restart and run->train_steps. Never draws. */
    og_status (*update)(void *state, ogl_run *run);
    /* Draws into the stage. Never changes the model: widgets ask through ogl_set and ogl_press. */
    void (*draw)(const void *state, ogl_run *run, ogv_ui *ui, ogv_rect stage);
    /* Fills the numbers of the transport bar and returns how many; NULL without one. */
    int (*readouts)(const void *state, const ogl_run *run, ogl_readout out[OGL_MAX_READOUTS]);
    const ogl_card *card; /* in the launcher; its words are "title" and "card" (one sentence) in "lesson" */
} ogl_lesson;

/* All lessons in their order, ended by NULL. */
extern const ogl_lesson *const ogl_lessons[];

/* The lesson of that id; NULL when there is none. */
const ogl_lesson *ogl_lesson_find(const char *id);

/* The title in that language ("en") into title. OG_ERR_FILE or OG_ERR_FORMAT when its words cannot be read.
 */
og_status ogl_lesson_title(const ogl_lesson *lesson, const char *lang, char *title, size_t size);

/* The program lesson-NAME: reads the options, runs to the end, returns the exit status. argv[0] is ignored.
 */
int ogl_lesson_main(const ogl_lesson *lesson, int argc, char **argv);

/* ---- a running lesson ---- */

/* A script under way: "Show me", or --script. */
typedef struct ogl_script ogl_script;

/* How everything looks. calm: nothing moves that need not, see ogee_viz/motion.h */
typedef struct ogl_look {
    bool dark, high_contrast, calm;
} ogl_look;
/* A script being written: --record. */
typedef struct ogl_recorder ogl_recorder;

struct ogl_run {
    const ogl_lesson *lesson;
    void *state;
    ogl_words *words;    /* of the lesson */
    ogl_words *ui_words; /* ui.txt: the frame's own words */

    /* What the lesson's update obeys. */
    double values[OGL_MAX_SETTINGS];
    uint64_t changed; /* bit i: setting i was changed since the last update, see ogl_changed */
    bool restart;     /* begin again with the present settings */
    int train_steps;  /* training steps of this frame; OGL_UNTIMED: as many as ogl_time_left allows */

    int step; /* on screen, from 0 */
    bool playing;
    bool autoplay;    /* starts playing: headless, or played by a script */
    bool steady;      /* speed "max" takes a fixed number of steps a frame, so that a run can be repeated */
    bool single_step; /* one training step was asked for */
    long frame;
    bool reached[OGL_MAX_STEPS][OGL_MAX_TASKS];
    double progress[OGL_MAX_TASKS]; /* of the step on screen */
    char notes[OGL_MAX_STEPS][OGL_MAX_TASKS][OGL_NOTE_SIZE];

    double update_began; /* for ogl_time_left */
    ogl_script *demo;    /* "Show me" under way, or NULL */
    bool why_open, drawer_open, help_open;
    bool has_home, leave; /* it was opened from the launcher; it is to go back there */
    ogl_look look;
    float narrative_scroll;
    const char *choice_labels[OGL_MAX_SETTINGS][OGV_MAX_ROWS]; /* of the controls in stage.h */
    char notice[OGL_NOTICE_SIZE]; /* a short message above the transport bar, until that frame */
    long notice_until;

    long
        moved[OGL_MAX_SETTINGS]; /* the frame in which a setting was last changed, counted from 1; 0: never */
    bool entered;                /* a step began since the last update: its changes are nobody's moves */
    bool describing;             /* the plot that is meant has its description under it, see ogv_describe */
    uint64_t described;          /* the one that was last told to the log; 0: none */

    ogl_recorder *recorder; /* writes down what the user does; NULL: nobody does */
    int nested;             /* > 0: what is set or pressed now follows from something else */
    bool dragging;          /* the pointer holds a control */
    char error[256];        /* why update failed, for the learner; "" while all is well */
};

enum { OGL_UNTIMED = -1 };

/* Starts a lesson at its first step with words of that language. On failure *out is NULL and error says why.
 */
og_status ogl_run_create(const ogl_lesson *lesson, const char *lang, bool autoplay, ogl_run **out,
                         char *error, size_t error_size);
void ogl_run_destroy(ogl_run *run);

/* One frame of the model, and the tasks. */
void ogl_run_update(ogl_run *run);

/* One whole frame between ogv_ui_begin and ogv_ui_end: keys, update, picture. */
void ogl_run_frame(ogl_run *run, ogv_ui *ui);

/* Goes to that step (clamped), which begins. */
void ogl_run_enter(ogl_run *run, int step);

/* The step of that id, counted from 0; -1 when there is none. */
int ogl_step_find(const ogl_lesson *lesson, const char *id);
int ogl_task_count(const ogl_step *step);

/* All tasks of that step were reached. */
bool ogl_step_reached(const ogl_run *run, int step);

/* True while a frame of an untimed speed still has time to train; steps_done is what it did already. */
bool ogl_time_left(const ogl_run *run, int steps_done);

/* Sets a value (clamped to its range); marks it as changed if it differs. */
void ogl_set(ogl_run *run, int setting, double value);
/* Whether a setting was changed since the last update. */
bool ogl_changed(const ogl_run *run, int setting);

/* A mark on a plot is a pair of numbers in the table: a row "ID.x" and, right behind it, "ID.y". The row of
   x; -1 when there is no such mark. */
int ogl_mark_find(const ogl_lesson *lesson, const char *id);
/* Sets both numbers of a mark. */
void ogl_mark_set(ogl_run *run, int x_setting, double x, double y);

/* The setting of that id; -1 when there is none. */
int ogl_setting_find(const ogl_lesson *lesson, const char *id);

/* Reads a value as scripts write it ("0.3", "moons", "on"). False: error says what was expected. */
bool ogl_setting_parse(const ogl_setting *setting, const char *text, double *value, char *error, size_t size);
/* Writes a value as scripts read it. */
void ogl_setting_format(const ogl_setting *setting, double value, char *text, size_t size);

/* What buttons, keys and scripts can ask for: play, pause, toggle-play, step, reset, dice, next, back, show,
   why, close, home, theme, contrast, motion, help, narrative, describe, slower, faster, and begin: the step
   anew, with all settings as at the start. False: there is no such thing. */
bool ogl_press(ogl_run *run, const char *what);
bool ogl_press_exists(const char *what);

/* A text of the lesson, or of the frame. A missing one reads "<missing>" and fails a test. */
const char *ogl_say(const ogl_run *run, const char *section, const char *key);
/* A word of the lesson's own stage, its section "stage". */
const char *ogl_stage_word(const ogl_run *run, const char *key);
/* As ogv_format_number, but what is not 0, 1 or -1 is not rounded to it: "<0.001", ">0.999", ">−0.001". Whole
   numbers (0 decimals) are rounded as ever. */
const char *ogl_format_number(char out[OGV_NUMBER_SIZE], double value, int decimals);
/* The note of a task: the words under key of the step on screen, with first and second for {1} and {2}. */
void ogl_note(const ogl_run *run, char note[OGL_NOTE_SIZE], const char *key, const char *first,
              const char *second);
void ogl_note_number(const ogl_run *run, char note[OGL_NOTE_SIZE], const char *key, double value,
                     int decimals);
/* A loss of any size in at most 7 characters, for the transport bar. */
const char *ogl_format_loss(char out[OGV_NUMBER_SIZE], double loss);
const char *ogl_ui_say(const ogl_run *run, const char *key);

/* ---- keys ---- */

/* A key, alone or with Alt; with OGV_KEY_CHARACTER a character. OGV_KEY_NONE: no key. */
typedef struct ogl_chord {
    ogv_key key;
    char character;
    bool alt;
} ogl_chord;

/* The table of keys: what they do, and what the sheet of keys says. The meaning is the text "<id>" in the
   section "keys" of ui.txt. */
typedef struct ogl_key {
    const char *id;
    ogl_chord chords[2];
    const char *press; /* see ogl_press; NULL: */
    const char *flip;  /* a switch among the settings; NULL: the window or the focused control obeys */
    const char *caps;  /* of such a row: its keys, separated by spaces */
    bool training;     /* only where the lesson trains */
    bool above_sheet;  /* works while the sheet of keys is open */
} ogl_key;

extern const ogl_key ogl_keys[];
extern const int ogl_key_count;

/* Whether this lesson has any use for that row. */
bool ogl_key_applies(const ogl_lesson *lesson, const ogl_key *row);
/* The names on the caps of a row, separated by spaces, ways to do the same by two: "PgUp  Alt ←". A name
   may have a text in the section "caps". */
void ogl_key_caps(const ogl_run *run, const ogl_key *row, char *text, size_t size);
/* Obeys the key of this frame. */
void ogl_keys_obey(ogl_run *run, const ogv_ui *ui);

/* Shows a short message for three seconds. */
void ogl_notify(ogl_run *run, const char *text);

/* ---- scripts: one command a line, # starts a comment ----
   wait N            frames
   set ID VALUE      a setting
   drag ID VALUE     a number, by its slider or cursor, in its own units
   mark ID X Y       a mark on a plot, see ogl_mark_find
   press WHAT        see ogl_press
   key NAME          Space, Escape, Enter, Tab, Backspace, Left, Right, Up, Down, Home, End, PageUp, PageDown,
                     F1 or one character
   expect done ID    a step or a task
   shot FILE         a picture of the present frame */

typedef enum ogl_script_state { OGL_SCRIPT_RUNNING, OGL_SCRIPT_ENDED, OGL_SCRIPT_FAILED } ogl_script_state;

/* Reads a script for that lesson. OG_ERR_FORMAT: error names line and fault. name stands in errors. */
og_status ogl_script_parse(const ogl_lesson *lesson, const char *name, const char *text, ogl_script **out,
                           char *error, size_t error_size);
void ogl_script_destroy(ogl_script *script);

/* The commands of one frame, before ogl_run_frame; a key goes into ui->input. Paced, a pointer travels to
   each widget first (widgets of settings and buttons have their ids, those of a choice "<setting>.<choice>").
   A picture that is due is left in *shot (else NULL), to be taken after the frame is drawn. */
ogl_script_state ogl_script_frame(ogl_script *script, ogl_run *run, bool paced, ogv_ui *ui, const char **shot,
                                  char *error, size_t error_size);

/* Where the pointer of a paced script is; false: nowhere. pressed: it presses just now. */
bool ogl_script_pointer(const ogl_script *script, ogv_point *at, bool *pressed);

/* ---- recording ---- */

/* Writes what the user does from now on into a script, which a run begun from the same lesson plays back to
   the same state. Call it before the first frame. OG_ERR_FILE: error says why it cannot. */
og_status ogl_record_begin(ogl_run *run, const char *path, char *error, size_t error_size);
/* Ends it. OG_ERR_FILE: not everything could be written, error says why. Without a recorder OG_OK. */
og_status ogl_record_end(ogl_run *run, char *error, size_t error_size);

/* For ogl_set, ogl_mark_set and ogl_press: writes down what was done. */
void ogl_record_set(ogl_run *run, int setting);
void ogl_record_mark(ogl_run *run, int x_setting);
void ogl_record_press(ogl_run *run, const char *what);

/* Starts "Show me" for the step on screen, from the step's beginning, or interrupts it. */
void ogl_demo_toggle(ogl_run *run);
/* What it did so far stays, and training waits. */
void ogl_demo_interrupt(ogl_run *run);
void ogl_demo_stop(ogl_run *run);

#endif
