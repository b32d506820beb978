#define _XOPEN_SOURCE 700
#include "learner.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "ogee/file.h"

static const char first_line[] = "ogee progress 1";
enum { LARGEST = 1 << 16 };

static int index_of(const ogl_learner *learner, const char *lesson)
{
    for (int i = 0; i < OGL_MAX_LESSONS && learner->lessons[i]; i++)
        if (strcmp(learner->lessons[i]->id, lesson) == 0)
            return i;
    return -1;
}

void ogl_learner_place(char *path, size_t size)
{
    const char *data = getenv("XDG_DATA_HOME"), *home = getenv("HOME");
    int length = 0;
    if (data && data[0] == '/') /* others are to be ignored, says the specification */
        length = snprintf(path, size, "%s/ogee/progress", data);
    else if (home && home[0] == '/')
        length = snprintf(path, size, "%s/.local/share/ogee/progress", home);
    if (length <= 0 || (size_t)length >= size)
        path[0] = 0;
}

/* ---- reading ---- */

/* The next word of the line, ended; NULL at its end. Words are what ids are made of. */
static char *next_word(char **rest, bool *good)
{
    char *word = *rest + strspn(*rest, " ");
    size_t length = strspn(word, "abcdefghijklmnopqrstuvwxyz0123456789-");
    if (word[length] && word[length] != ' ')
        *good = false;
    if (length == 0 || !*good)
        return NULL;
    *rest = word + length + (word[length] == ' ');
    word[length] = 0;
    return word;
}

static void read_look(ogl_look *look, const char *word)
{
    look->dark |= strcmp(word, "dark") == 0;
    look->high_contrast |= strcmp(word, "high-contrast") == 0;
    look->calm |= strcmp(word, "calm") == 0;
}

static bool read_line(ogl_learner *learner, char *line)
{
    bool good = true;
    char *rest = line, *what = next_word(&rest, &good), *id = what ? next_word(&rest, &good) : NULL, *step;
    if (!id)
        return false;
    if (strcmp(what, "look") == 0) {
        for (; id; id = next_word(&rest, &good))
            read_look(&learner->look, id);
        return good;
    }
    int lesson = index_of(learner, id), count = 0;
    bool last = strcmp(what, "last") == 0, at = strcmp(what, "at") == 0, done = strcmp(what, "done") == 0;
    while ((step = next_word(&rest, &good))) {
        int s = lesson < 0 ? -1 : ogl_step_find(learner->lessons[lesson], step);
        count++;
        if (s < 0)
            continue;
        if (at) {
            learner->at[lesson] = s;
            learner->opened[lesson] = true;
        } else if (done) {
            learner->done[lesson] |= UINT32_C(1) << s;
        }
    }
    if (last)
        learner->last = lesson;
    return good && ((last && count == 0) || (at && count == 1) || (done && count > 0));
}

static bool read_text(ogl_learner *learner, char *text)
{
    bool first = true;
    if (*text == 0)
        return false;
    while (*text) {
        char *end = strchr(text, '\n');
        if (!end) /* cut off */
            return false;
        *end = 0;
        if (first ? strcmp(text, first_line) != 0 : !read_line(learner, text))
            return false;
        first = false;
        text = end + 1;
    }
    return true;
}

static void clear(ogl_learner *learner)
{
    memset(learner->done, 0, sizeof learner->done);
    memset(learner->at, 0, sizeof learner->at);
    memset(learner->opened, 0, sizeof learner->opened);
    learner->last = -1;
    learner->look = (ogl_look){0};
}

typedef enum outcome { READ, NOTHING, DAMAGED } outcome;

static outcome read_file(ogl_learner *learner)
{
    clear(learner);
    FILE *file = learner->path[0] ? fopen(learner->path, "rb") : NULL;
    char *text = file ? calloc(1, LARGEST + 1) : NULL;
    size_t length = text ? fread(text, 1, LARGEST, file) : 0;
    outcome result = NOTHING;
    if (text) {
        bool whole = !ferror(file) && length < LARGEST && !memchr(text, 0, length);
        result = whole && read_text(learner, text) ? READ : DAMAGED;
    }
    if (file)
        fclose(file);
    free(text);
    if (result == DAMAGED)
        clear(learner);
    return result;
}

static void tell(ogl_learner *learner, const char *news, const char *about)
{
    learner->news = news;
    snprintf(learner->about, sizeof learner->about, "%s", about);
}

static void put_aside(ogl_learner *learner)
{
    char name[sizeof learner->path + 16];
    snprintf(name, sizeof name, "%s.damaged", learner->path);
    if (rename(learner->path, name) == 0)
        tell(learner, "progress.damaged", name);
    else
        tell(learner, "progress.unreadable", learner->path);
}

void ogl_learner_open(ogl_learner *learner, const ogl_lesson *const *lessons, const char *path)
{
    memset(learner, 0, sizeof *learner);
    learner->lessons = lessons;
    snprintf(learner->path, sizeof learner->path, "%s", path);
    if (read_file(learner) == DAMAGED)
        put_aside(learner);
}

/* ---- writing ---- */

/* Every folder on the way to the file. What fails here, fails again when the file is opened. */
static void make_folders(const char *path)
{
    char folder[1024];
    snprintf(folder, sizeof folder, "%s", path);
    for (char *slash = strchr(folder + 1, '/'); slash; slash = strchr(slash + 1, '/')) {
        *slash = 0;
        mkdir(folder, 0777);
        *slash = '/';
    }
}

static void write_lesson(const ogl_learner *learner, FILE *file, int lesson)
{
    const ogl_lesson *row = learner->lessons[lesson];
    if (learner->opened[lesson])
        fprintf(file, "at %s %s\n", row->id, row->steps[learner->at[lesson]].id);
    if (learner->done[lesson] == 0)
        return;
    fprintf(file, "done %s", row->id);
    for (int s = 0; s < row->step_count; s++)
        if (learner->done[lesson] >> s & 1)
            fprintf(file, " %s", row->steps[s].id);
    fputc('\n', file);
}

static void write_look(ogl_look look, FILE *file)
{
    if (look.dark || look.high_contrast || look.calm)
        fprintf(file, "look%s%s%s\n", look.dark ? " dark" : "", look.high_contrast ? " high-contrast" : "",
                look.calm ? " calm" : "");
}

/* What another window has written since is kept. */
static void take_over(ogl_learner *learner)
{
    static ogl_learner other;
    other.lessons = learner->lessons;
    memcpy(other.path, learner->path, sizeof other.path);
    if (read_file(&other) == READ)
        for (int i = 0; i < OGL_MAX_LESSONS; i++)
            learner->done[i] |= other.done[i];
}

static og_status write_file(ogl_learner *learner)
{
    og_file file = {0};
    make_folders(learner->path);
    take_over(learner);
    og_status status = og_file_open(&file, learner->path);
    if (status != OG_OK)
        return status;
    fprintf(file.stream, "%s\n", first_line);
    if (learner->last >= 0)
        fprintf(file.stream, "last %s\n", learner->lessons[learner->last]->id);
    for (int i = 0; i < OGL_MAX_LESSONS && learner->lessons[i]; i++)
        write_lesson(learner, file.stream, i);
    write_look(learner->look, file.stream);
    return og_file_commit(&file);
}

static void save(ogl_learner *learner)
{
    if (!learner->path[0] || write_file(learner) == OG_OK || learner->failed)
        return;
    learner->failed = true;
    tell(learner, "progress.unwritten", og_error_detail());
}

og_status ogl_learner_forget(ogl_learner *learner)
{
    ogl_look look = learner->look;
    clear(learner);
    if (learner->path[0] && remove(learner->path) != 0 && errno != ENOENT)
        return og_fail(OG_ERR_FILE, "%s cannot be removed: %s", learner->path, strerror(errno));
    ogl_learner_keep_look(learner, look);
    return OG_OK;
}

void ogl_learner_keep_look(ogl_learner *learner, ogl_look look)
{
    const ogl_look *old = &learner->look;
    if (look.dark == old->dark && look.high_contrast == old->high_contrast && look.calm == old->calm)
        return;
    learner->look = look;
    save(learner);
}

/* ---- lessons ---- */

void ogl_learner_resume(const ogl_learner *learner, ogl_run *run)
{
    int lesson = index_of(learner, run->lesson->id);
    if (lesson < 0)
        return;
    int step = ogl_learner_step(learner, lesson);
    if (step > 0)
        ogl_run_enter(run, step);
    for (int s = 0; s < run->lesson->step_count; s++)
        for (int t = 0; t < ogl_task_count(&run->lesson->steps[s]); t++)
            if (learner->done[lesson] >> s & 1)
                run->reached[s][t] = true;
}

void ogl_learner_follow(ogl_learner *learner, const ogl_run *run)
{
    if (!run->steady)
        ogl_learner_keep_look(learner, run->look);
    int lesson = index_of(learner, run->lesson->id);
    if (lesson < 0)
        return;
    uint32_t done = learner->done[lesson];
    for (int s = 0; s < run->lesson->step_count; s++)
        if (ogl_step_reached(run, s))
            done |= UINT32_C(1) << s;
    if (done == learner->done[lesson] && run->step == learner->at[lesson] && learner->opened[lesson] &&
        learner->last == lesson)
        return;
    learner->done[lesson] = done;
    learner->at[lesson] = run->step;
    learner->opened[lesson] = true;
    learner->last = lesson;
    save(learner);
}

bool ogl_learner_news(ogl_learner *learner, const ogl_words *ui_words, char *text, size_t size)
{
    if (!learner->news)
        return false;
    const char *pattern = ogl_words_get(ui_words, "ui", learner->news, 0);
    ogl_words_fill(text, size, pattern ? pattern : "<missing>", learner->about, "");
    learner->news = NULL;
    return true;
}

int ogl_learner_count_done(const ogl_learner *learner, int lesson)
{
    int count = 0;
    for (int s = 0; s < learner->lessons[lesson]->step_count; s++)
        count += learner->done[lesson] >> s & 1;
    return count;
}

bool ogl_learner_is_done(const ogl_learner *learner, int lesson)
{
    return ogl_learner_count_done(learner, lesson) == learner->lessons[lesson]->step_count;
}

int ogl_learner_step(const ogl_learner *learner, int lesson)
{
    int count = learner->lessons[lesson]->step_count;
    for (int i = 0; i < count; i++) {
        int s = (learner->at[lesson] + i) % count;
        if (!(learner->done[lesson] >> s & 1))
            return s;
    }
    return 0;
}

int ogl_learner_lesson(const ogl_learner *learner)
{
    int count = 0;
    while (count < OGL_MAX_LESSONS && learner->lessons[count])
        count++;
    for (int i = 0; i < count; i++) {
        int lesson = (i + (learner->last < 0 ? 0 : learner->last)) % count;
        if (!ogl_learner_is_done(learner, lesson))
            return lesson;
    }
    return 0;
}
