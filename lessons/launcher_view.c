/* How the launcher looks. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "frame.h"
#include "launcher.h"
#include "ogee_viz/motion.h"
#include "ogee_viz/text.h"

/* Words below a picture, and the least distance between two rows and two columns of cards. */
enum {
    WORDS = 84,
    ROW_GAP = 24,
    COLUMN_GAP = 16,
    LEAST_CARD = 288,
    MOST_CARD = 500,
    LEAST_PICTURE = 160,
    MOST_WIDE = 1520
};

typedef struct places {
    float width, height;
    bool compact;
    float left, right; /* of the content */
    float top, bottom; /* where the top bar ends and the bottom bar begins */
    float cards;       /* top of the part that scrolls */
    int columns, rows;
    float card, picture, pitch; /* width and height of a picture, distance of rows */
} places;

static float clamp(float value, float low, float high)
{
    return fmaxf(fminf(value, high), low);
}

static places arrange(const ogl_launcher *l, const ogv_ui *ui)
{
    places p = {.width = fmaxf(ui->width, 960), .height = fmaxf(ui->height, 600)};
    p.compact = p.width < 1248 || p.height < 720;
    float padding = p.width < 1248 ? 24 : 40, content = fminf(p.width - 2 * padding, MOST_WIDE);
    p.left = (p.width - content) / 2;
    p.right = p.left + content;
    p.top = p.compact ? 48 : 56;
    p.bottom = p.height - (p.compact ? 48 : 57);
    p.cards = p.top + (p.compact ? 96 : 120);
    int most = (int)((content + COLUMN_GAP) / (LEAST_CARD + COLUMN_GAP));
    p.rows = (l->count + most - 1) / most;
    p.columns = (l->count + p.rows - 1) / p.rows; /* rows of about the same length */
    p.card = fminf((content - (float)(COLUMN_GAP * (p.columns - 1))) / (float)p.columns, MOST_CARD);
    float room = (p.bottom - p.cards - 8) / (float)p.rows;
    p.picture = floorf(clamp(room - WORDS - ROW_GAP, LEAST_PICTURE, p.card * 160 / 288));
    p.pitch = fminf(fmaxf(room, p.picture + WORDS + ROW_GAP), p.picture + WORDS + 36);
    return p;
}

static const char *ui_word(const ogl_launcher *l, const char *key)
{
    const char *text = ogl_words_get(l->ui_words, "ui", key, 0);
    return text ? text : "<missing>";
}

static const char *word(const ogl_launcher *l, const char *key)
{
    return ogl_launcher_say(l, "launcher", key);
}

/* ---- top ---- */

static void draw_top(ogl_launcher *l, ogv_ui *ui, const places *p)
{
    float middle = p->top / 2;
    ogv_fill(ui->list, (ogv_rect){0, 0, p->width, p->top}, 0, ui->theme->bar);
    ogv_hairline_h(ui->list, 0, p->width, p->top - 1, ui->theme->line);
    ogv_draw_logo(ui->list, ui->theme, p->left, middle - 14, 28);
    ogv_text(ui->list, p->left + 40, ogv_baseline(0, p->top, 18), OGV_LEFT, OGV_DISPLAY, 18, ui->theme->text,
             word(l, "name"));
    if (ogv_button(ui, "theme", (ogv_rect){p->right - 72, middle - 16, 32, 32}, NULL,
                   (ogv_button_look){.kind = OGV_GHOST, .icon = l->look.dark ? OGV_ICON_SUN : OGV_ICON_MOON}))
        l->look.dark = !l->look.dark;
    ogv_tip(ui, ui_word(l, "theme.tip"), "T");
    if (ogv_button(ui, "help", (ogv_rect){p->right - 32, middle - 16, 32, 32}, NULL,
                   (ogv_button_look){.kind = OGV_GHOST, .icon = OGV_ICON_HELP}))
        l->help_open = true;
    ogv_tip(ui, ui_word(l, "help.tip"), "F1");
}

static void draw_hero(const ogl_launcher *l, ogv_ui *ui, const places *p, float room)
{
    char number[24], text[128];
    const char *name = ogl_words_get(l->words, "numbers", "number", l->count);
    snprintf(number, sizeof number, "%d", l->count);
    ogl_words_fill(text, sizeof text, word(l, "hero"), name ? name : number, "");
    float y = p->top + (p->compact ? 40 : 56);
    ogv_text_fit(ui->list, p->left, y, room, OGV_DISPLAY, p->compact ? 24 : 28, ui->theme->text, text);
    ogv_text_fit(ui->list, p->left, y + (p->compact ? 26 : 30), room, OGV_UI, p->compact ? 14 : 15,
                 ui->theme->text2, word(l, "promise"));
}

/* How far the learner is in all lessons, and the way on. Returns the lesson to open, or -1. */
static int draw_progress(const ogl_launcher *l, ogv_ui *ui, const places *p)
{
    enum { BUTTON = 112, BAR = 164 };
    int done = 0, all = 0, next = ogl_learner_lesson(&l->learner);
    for (int i = 0; i < l->count; i++) {
        done += ogl_learner_count_done(&l->learner, i);
        all += l->lessons[i]->step_count;
    }
    char score[32], step[16], number[16], text[96];
    snprintf(score, sizeof score, "%d/%d", done, all);
    snprintf(number, sizeof number, "%d", l->lessons[next]->number);
    snprintf(step, sizeof step, "%d", ogl_learner_step(&l->learner, next) + 1);
    ogl_words_fill(text, sizeof text, word(l, done == all ? "finished" : "next"), number, step);
    float y = p->top + (p->compact ? 32 : 47), x = p->right - BUTTON - 12 - BAR;
    ogv_text(ui->list, x, y, OGV_LEFT, OGV_UI, 13, ui->theme->text2, word(l, "progress"));
    ogv_text(ui->list, x + BAR, y, OGV_RIGHT, OGV_MONO_MEDIUM, 13, ui->theme->text, score);
    ogv_fill(ui->list, (ogv_rect){x, y + 13, BAR, 6}, 3, ui->theme->well);
    if (done > 0)
        ogv_fill(ui->list, (ogv_rect){x, y + 13, fmaxf(6, BAR * (float)done / (float)all), 6}, 3,
                 ui->theme->accent);
    ogv_text_fit(ui->list, x, y + 39, BAR, OGV_UI, 13, ui->theme->text2, text);
    const char *label = word(l, done == 0 && l->learner.last < 0 ? "start"
                                : done == all                    ? "again"
                                                                 : "continue");
    bool pressed =
        ogv_button(ui, "continue", (ogv_rect){p->right - BUTTON, y - 3, BUTTON, 40}, label,
                   (ogv_button_look){.kind = OGV_PRIMARY, .icon = OGV_ICON_NEXT, .icon_after = true});
    return pressed ? next : -1;
}

/* ---- cards ---- */

/* What lies in the corners outside the arc is painted over by a ring. */
static void round_corners(ogv_ui *ui, ogv_rect rect)
{
    const float out = 5, radius = 10;
    ogv_rect outer = {rect.x - out, rect.y - out, rect.w + 2 * out, rect.h + 2 * out};
    ogv_rect clip = ogv_clip(ui->list, rect);
    ogv_frame(ui->list, outer, radius + out, out, ui->theme->stage);
    ogv_unclip(ui->list, clip);
}

static void draw_picture(const ogl_launcher *l, ogv_ui *ui, int card, ogv_rect rect, bool hovered)
{
    const ogl_card *picture = l->lessons[card]->card;
    ogv_fill(ui->list, rect, 0, ui->theme->panel);
    if (picture) {
        ogv_rect clip = ogv_clip(ui->list, rect);
        picture->draw(l->cards[card], ui->list, ui->theme, rect);
        ogv_unclip(ui->list, clip);
    }
    round_corners(ui, rect);
    float lit = ogv_ease(ui, ogv_ui_id(l->lessons[card]->id), 0, hovered ? 1 : 0, OGV_HOVER_FRAMES);
    if (lit > 0)
        ogv_frame(ui->list, rect, 10, 1.5f, ogv_fade(ui->theme->axis, lit));
}

/* A disc for each step that is done, a ring for each that is not, and a bar where the learner goes on. */
static void draw_dots(const ogl_launcher *l, ogv_ui *ui, int card, float x, float y)
{
    const ogl_learner *learner = &l->learner;
    int count = l->lessons[card]->step_count;
    int here = learner->opened[card] ? ogl_learner_step(learner, card) : -1;
    for (int s = 0; s < count; s++) {
        if (s == here) {
            ogv_fill(ui->list, (ogv_rect){x, y - 4, 24, 8}, 4, ui->theme->accent);
            x += 16;
        } else if (learner->done[card] >> s & 1) {
            ogv_disc(ui->list, (ogv_point){x + 4, y}, 4, ui->theme->accent);
        } else {
            ogv_ring(ui->list, (ogv_point){x + 4, y}, 3.25f, 1.5f, ui->theme->axis);
        }
        x += 20;
    }
}

static void draw_words(const ogl_launcher *l, ogv_ui *ui, int card, float x, float y, float width)
{
    const ogl_lesson *lesson = l->lessons[card];
    const char *title = ogl_words_get(l->lesson_words[card], "lesson", "title", 0);
    const char *line = ogl_words_get(l->lesson_words[card], "lesson", "card", 0);
    char number[16], minutes[48];
    snprintf(number, sizeof number, "%d", lesson->number);
    ogv_text(ui->list, x, y + 28, OGV_LEFT, OGV_MONO, 15, ui->theme->text3, number);
    float indent = l->lessons[l->count - 1]->number > 9 ? 28 : 20;
    x += indent;
    width -= indent;
    ogv_text_fit(ui->list, x, y + 28, width, OGV_UI_SEMIBOLD, 15, ui->theme->text,
                 title ? title : "<missing>");
    ogv_text_fit(ui->list, x, y + 50, width, OGV_UI, 13, ui->theme->text2, line ? line : "<missing>");
    if (ogl_learner_is_done(&l->learner, card)) {
        ogv_disc(ui->list, (ogv_point){x + 8, y + 72}, 8, ui->theme->ok);
        ogv_draw_icon(ui->list, OGV_ICON_CHECK, (ogv_point){x + 8, y + 72}, 12, 2, ui->theme->on_accent);
        ogv_text(ui->list, x + 24, y + 77, OGV_LEFT, OGV_UI_MEDIUM, 13, ui->theme->ok, word(l, "done"));
    } else {
        draw_dots(l, ui, card, x, y + 72);
    }
    snprintf(number, sizeof number, "%d", lesson->minutes);
    ogl_words_fill(minutes, sizeof minutes, word(l, "minutes"), number, "");
    ogv_text(ui->list, x + width, y + 77, OGV_RIGHT, OGV_UI, 13, ui->theme->text3, minutes);
}

static ogv_rect card_rect(const places *p, int card, float top)
{
    return (ogv_rect){p->left + (float)(card % p->columns) * (p->card + COLUMN_GAP),
                      top + (float)(card / p->columns) * p->pitch, p->card, p->picture};
}

static bool contains(ogv_rect rect, ogv_point at)
{
    return at.x >= rect.x && at.x < rect.x + rect.w && at.y >= rect.y && at.y < rect.y + rect.h;
}

/* Scrolls as little as it takes to see the whole chosen card. */
static void bring_into_sight(ogl_launcher *l, const places *p, ogv_rect view)
{
    float from = (float)(l->chosen / p->columns) * p->pitch, until = from + p->picture + WORDS + 16;
    if (!l->follow)
        return;
    l->follow = false;
    if (from < l->scroll)
        l->scroll = from;
    if (until > l->scroll + view.h)
        l->scroll = until - view.h;
}

/* The grid is one control: it has the keyboard as a whole, and the arrows choose inside. Returns the card
   that was opened, or -1. */
static int draw_cards(ogl_launcher *l, ogv_ui *ui, const places *p)
{
    ogv_rect view = {p->left - 6, p->cards, p->right - p->left + 12, p->bottom - p->cards};
    float content = 8 + p->pitch * (float)(p->rows - 1) + p->picture + WORDS + 8;
    int opened = -1, hovered = -1;
    bring_into_sight(l, p, view);
    ogv_scroll scroll = ogv_scroll_begin(ui, "cards.scroll", view, content, &l->scroll);
    ogv_act act = ogv_ui_widget(ui, "cards", view, OGV_WANTS_ACTIVATE);
    for (int i = 0; i < l->count; i++) {
        ogv_rect rect = card_rect(p, i, scroll.top + 8), whole = rect;
        whole.h += WORDS;
        if (act.hovered && contains(whole, ui->input.mouse))
            hovered = i;
        if (act.taken && hovered == i)
            l->chosen = i;
        draw_picture(l, ui, i, rect, hovered == i);
        draw_words(l, ui, i, rect.x, rect.y + rect.h, rect.w);
        if (i == l->chosen)
            ogv_focus_ring(ui, rect, 10);
    }
    ogv_scroll_end(ui, &scroll, ui->theme->stage);
    if (act.clicked)
        opened = ui->input.mouse_released ? (hovered == l->chosen ? hovered : -1) : l->chosen;
    return opened;
}

/* ---- bottom ---- */

static const struct {
    const char *id, *caps;
    bool below; /* in the bar at the bottom, too */
} keys[] = {{"choose", "\u2190 \u2192", true},
            {"open", "Enter", true},
            {"jump", NULL, true},
            {"theme", "T", true},
            {"help", "?", true},
            {"full-screen", "F11", false},
            {"zoom", "Ctrl + \u2212 0", false},
            {"picture", "Ctrl S", false},
            {"close", "Esc", false}};
enum { KEYS = sizeof keys / sizeof *keys };

/* The caps of a row in this language's names, separated by spaces. */
static void write_caps(const ogl_launcher *l, int row, char *out, size_t size)
{
    size_t used = 0;
    int last = l->lessons[l->count - 1]->number;
    if (!keys[row].caps) {
        snprintf(out, size, last > 1 ? "1\u2009\u2026\u2009%d" : "%d", last < 9 ? last : 9);
        return;
    }
    out[0] = 0;
    for (const char *at = keys[row].caps; *at && used < size;) {
        char name[24];
        size_t length = strcspn(at, " ");
        snprintf(name, sizeof name, "%.*s", (int)length, at);
        const char *named = ogl_words_get(l->ui_words, "caps", name, 0);
        used += (size_t)snprintf(out + used, size - used, "%s%s", used ? " " : "", named ? named : name);
        at += length + strspn(at + length, " ");
    }
}

static void draw_bottom(const ogl_launcher *l, ogv_ui *ui, const places *p)
{
    ogv_rect bar = {0, p->bottom, p->width, p->height - p->bottom};
    float x = p->left, middle = bar.y + bar.h / 2;
    ogv_fill(ui->list, bar, 0, ui->theme->bar);
    ogv_hairline_h(ui->list, 0, p->width, bar.y, ui->theme->line);
    for (int i = 0; i < KEYS; i++) {
        char caps[64];
        if (!keys[i].below)
            continue;
        write_caps(l, i, caps, sizeof caps);
        x += ogv_key_cap(ui->list, ui->theme, x, middle - 12, caps) + 8;
        x += ogv_text(ui->list, x, ogv_baseline(bar.y, bar.h, 13), OGV_LEFT, OGV_UI, 13, ui->theme->text2,
                      ogl_launcher_say(l, "keys", keys[i].id)) +
             24;
    }
    ogv_text(ui->list, p->right, ogv_baseline(bar.y, bar.h, 13), OGV_RIGHT, OGV_UI, 13, ui->theme->text3,
             word(l, "offline"));
}

static void forget(ogl_launcher *l)
{
    if (!l->forgetting) {
        l->forgetting = true;
        return;
    }
    l->forgetting = false;
    bool failed = ogl_learner_forget(&l->learner) != OG_OK;
    snprintf(l->notice, sizeof l->notice, "%s", failed ? og_error_detail() : word(l, "forgotten"));
    l->notice_until = l->frame + 180;
    l->chosen = 0;
    l->follow = true;
}

static void draw_help(ogl_launcher *l, ogv_ui *ui, const places *p)
{
    ogl_sheet sheet = {.ui_words = l->ui_words, .look = l->look};
    for (int i = 0; i < KEYS; i++) {
        write_caps(l, i, sheet.rows[i].caps, sizeof sheet.rows[i].caps);
        sheet.rows[i].meaning = ogl_launcher_say(l, "keys", keys[i].id);
    }
    sheet.count = KEYS;
    sheet.button = word(l, l->forgetting ? "forget.really" : "forget");
    const char *asked = ogl_draw_sheet(&sheet, ui, p->width, p->height);
    if (!asked)
        return;
    switch (asked[0]) {
    case 'h': l->help_open = false; break;
    case 'c': l->look.high_contrast = !l->look.high_contrast; break;
    case 'm': l->look.calm = !l->look.calm; break;
    default: forget(l); break;
    }
}

int ogl_launcher_draw(ogl_launcher *l, ogv_ui *ui)
{
    places p = arrange(l, ui);
    l->columns = p.columns;
    ogv_fill(ui->list, (ogv_rect){0, 0, p.width, p.height}, 0, ui->theme->stage);
    bool sheet = l->help_open;
    if (sheet)
        ogv_ui_shield(ui, (ogv_rect){0, 0, p.width, p.height});
    draw_top(l, ui, &p);
    draw_hero(l, ui, &p, p.right - p.left - 320);
    int next = draw_progress(l, ui, &p), opened = draw_cards(l, ui, &p);
    draw_bottom(l, ui, &p);
    ogv_ui_unshield(ui);
    if (sheet)
        draw_help(l, ui, &p);
    if (l->frame < l->notice_until && !ui->pictured)
        ogl_draw_notice(ui, p.width, p.bottom, l->notice);
    return next >= 0 ? next : opened;
}
