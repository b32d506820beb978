/* The launcher without its looks: cards, keys, and the way into a lesson and back. */
#include "launcher.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "ogee_viz/app.h"

enum { NOTICE_FRAMES = 300 };

/* ---- words and pictures ---- */

const char *ogl_launcher_say(const ogl_launcher *l, const char *section, const char *key)
{
    const char *text = ogl_words_get(l->words, section, key, 0);
    return text ? text : "<missing>";
}

static og_status load(const char *lang, const char *file, ogl_words **out, char *error, size_t size)
{
    char name[160], path[1024];
    snprintf(name, sizeof name, "lessons/%s/%s", lang, file);
    if (ogv_asset_path(name, path, sizeof path) == OG_OK)
        return ogl_words_load(path, out, error, size);
    snprintf(error, size, "%s", og_error_detail());
    return OG_ERR_FILE;
}

static og_status load_lesson(ogl_launcher *l, int i, char *error, size_t size)
{
    const ogl_lesson *lesson = l->lessons[i];
    char file[96];
    snprintf(file, sizeof file, "%02d-%s.txt", lesson->number, lesson->id);
    og_status status = load(l->lang, file, &l->lesson_words[i], error, size);
    if (status != OG_OK || !lesson->card || lesson->card->state_size == 0)
        return status;
    l->cards[i] = calloc(1, lesson->card->state_size);
    if (!l->cards[i]) {
        snprintf(error, size, "out of memory");
        return OG_ERR_MEMORY;
    }
    status = lesson->card->init ? lesson->card->init(l->cards[i]) : OG_OK;
    if (status != OG_OK)
        snprintf(error, size, "%s", og_error_detail());
    return status;
}

/* The pictures move on; with reduced motion they stay as they began. */
static void update_cards(ogl_launcher *l)
{
    if (l->card_frame > 0 && l->look.calm)
        return;
    for (int i = 0; i < l->count; i++)
        if (l->lessons[i]->card && l->lessons[i]->card->update)
            l->lessons[i]->card->update(l->cards[i], l->card_frame);
    l->card_frame++;
}

og_status ogl_launcher_open(ogl_launcher *l, const ogl_lesson *const *lessons, const char *lang,
                            const char *path, char *error, size_t error_size)
{
    memset(l, 0, sizeof *l);
    l->lessons = lessons;
    snprintf(l->lang, sizeof l->lang, "%s", lang);
    og_status status = load(lang, "launcher.txt", &l->words, error, error_size);
    if (status == OG_OK)
        status = load(lang, "ui.txt", &l->ui_words, error, error_size);
    for (; status == OG_OK && l->count < OGL_MAX_LESSONS && l->lessons[l->count]; l->count++)
        status = load_lesson(l, l->count, error, error_size);
    if (status != OG_OK) {
        ogl_launcher_close(l);
        return status;
    }
    ogl_learner_open(&l->learner, lessons, path);
    l->chosen = ogl_learner_lesson(&l->learner);
    l->columns = 1;
    l->follow = true;
    return OG_OK;
}

void ogl_launcher_close(ogl_launcher *l)
{
    ogl_run_destroy(l->run);
    for (int i = 0; l->lessons && i < OGL_MAX_LESSONS && l->lessons[i]; i++) {
        if (l->cards[i] && l->lessons[i]->card->destroy)
            l->lessons[i]->card->destroy(l->cards[i]);
        free(l->cards[i]);
        ogl_words_destroy(l->lesson_words[i]);
    }
    ogl_words_destroy(l->words);
    ogl_words_destroy(l->ui_words);
    memset(l, 0, sizeof *l);
}

static void notify(ogl_launcher *l, const char *text)
{
    snprintf(l->notice, sizeof l->notice, "%s", text);
    l->notice_until = l->frame + NOTICE_FRAMES;
}

static void tell(ogl_launcher *l, const char *text)
{
    if (l->run)
        ogl_notify(l->run, text);
    else
        notify(l, text);
}

void ogl_launcher_saved(ogl_launcher *l, const char *path, const char *why)
{
    char text[OGL_NOTICE_SIZE];
    const char *pattern = ogl_words_get(l->ui_words, "ui", why ? "saved.failed" : "saved", 0);
    ogl_words_fill(text, sizeof text, pattern ? pattern : "<missing>", why ? why : path, "");
    tell(l, text);
}

static void tell_news(ogl_launcher *l)
{
    char text[OGL_NOTICE_SIZE];
    if (ogl_learner_news(&l->learner, l->ui_words, text, sizeof text))
        tell(l, text);
}

/* ---- into a lesson and back ---- */

/* That lesson of the table, where the learner left it. */
static void open_lesson(ogl_launcher *l, int lesson)
{
    char error[OGL_NOTICE_SIZE];
    l->chosen = lesson;
    if (ogl_run_create(l->lessons[lesson], l->lang, false, &l->run, error, sizeof error) != OG_OK) {
        notify(l, error);
        return;
    }
    l->run->has_home = true;
    l->run->look = l->look;
    ogl_learner_resume(&l->learner, l->run);
}

static void leave_lesson(ogl_launcher *l)
{
    l->look = l->run->look;
    ogl_run_destroy(l->run);
    l->run = NULL;
    l->chosen = ogl_learner_lesson(&l->learner);
    l->follow = true;
}

/* ---- keys ---- */

static void choose(ogl_launcher *l, int card)
{
    if (card >= 0 && card < l->count)
        l->chosen = card;
    l->follow = true;
}

static int digit(const ogv_ui *ui)
{
    for (char c = '1'; c <= '9'; c++)
        if (ogv_ui_char(ui, c))
            return c - '0';
    return -1;
}

static void obey_choice(ogl_launcher *l, const ogv_ui *ui)
{
    int row = l->chosen / l->columns * l->columns, below = l->chosen + l->columns;
    if (ogv_ui_key(ui, OGV_KEY_LEFT))
        choose(l, l->chosen - 1);
    else if (ogv_ui_key(ui, OGV_KEY_RIGHT))
        choose(l, l->chosen + 1);
    else if (ogv_ui_key(ui, OGV_KEY_UP))
        choose(l, l->chosen - l->columns);
    else if (ogv_ui_key(ui, OGV_KEY_DOWN))
        choose(l, below < l->count || row + l->columns >= l->count ? below : l->count - 1);
    else if (ogv_ui_key(ui, OGV_KEY_HOME))
        choose(l, 0);
    else if (ogv_ui_key(ui, OGV_KEY_END))
        choose(l, l->count - 1);
}

/* Returns the card to open, or -1. */
static int obey_keys(ogl_launcher *l, const ogv_ui *ui)
{
    if (ogv_ui_char(ui, 't'))
        l->look.dark = !l->look.dark;
    if (ogv_ui_char(ui, '?') || ogv_ui_key(ui, OGV_KEY_F1) ||
        (l->help_open && ogv_ui_key(ui, OGV_KEY_ESCAPE)))
        l->help_open = !l->help_open;
    if (l->help_open)
        return -1;
    l->forgetting = false;
    obey_choice(l, ui);
    if (ogv_ui_key(ui, OGV_KEY_ENTER) || ogv_ui_key(ui, OGV_KEY_SPACE))
        return l->chosen;
    int number = digit(ui);
    for (int i = 0; i < l->count; i++)
        if (l->lessons[i]->number == number)
            return i;
    return -1;
}

static void launcher_frame(ogl_launcher *l, ogv_ui *ui)
{
    ui->theme = ogv_theme_choose(l->look.dark, l->look.high_contrast);
    ui->animated = ui->animated && !l->look.calm;
    update_cards(l);
    int by_key = obey_keys(l, ui), by_pointer = ogl_launcher_draw(l, ui);
    if (by_key >= 0 || by_pointer >= 0)
        open_lesson(l, by_key >= 0 ? by_key : by_pointer);
    ogl_learner_keep_look(&l->learner, l->look);
    l->frame++;
}

void ogl_launcher_frame(ogl_launcher *l, ogv_ui *ui)
{
    tell_news(l);
    if (!l->run) {
        launcher_frame(l, ui);
        return;
    }
    ogl_run_frame(l->run, ui);
    ogl_learner_follow(&l->learner, l->run);
    if (l->run->leave)
        leave_lesson(l);
}
