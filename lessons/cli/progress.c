#define _DEFAULT_SOURCE
#include "progress.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <time.h>
#include <unistd.h>

enum { PLAIN_LINES = 10, BAR = 20, WIDEST = 160 };

double ogl_seconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

ogl_progress ogl_progress_begin(const og_trainer *trainer, size_t epochs, bool quiet)
{
    const char *terminal = getenv("TERM");
    ogl_progress progress = {.quiet = quiet,
                             .epochs = epochs,
                             .first_epoch = trainer->epoch,
                             .first_step = trainer->step,
                             .start = ogl_seconds()};
    progress.terminal = isatty(STDERR_FILENO) && !(terminal && strcmp(terminal, "dumb") == 0);
    progress.shown = progress.start;
    return progress;
}

/* A line that reaches the last column would wrap, and could not be written anew. */
static size_t columns(void)
{
    struct winsize size;
    size_t width = ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0 ? size.ws_col : 80;
    return width < WIDEST ? width - 1 : WIDEST - 1;
}

/* The bar takes what the numbers leave of the line, so that they are never cut. */
static void write_bar(const ogl_progress *progress, const og_trainer *trainer, double now)
{
    char head[64], tail[128], bar[BAR + 3] = "", line[256];
    double epoch = (double)trainer->epoch + (double)trainer->next_row / (double)trainer->train->rows;
    double done = epoch / (double)progress->epochs, elapsed = now - progress->start;
    double epochs = epoch - (double)progress->first_epoch,
           steps = (double)(trainer->step - progress->first_step);
    double left = epochs > 0 ? elapsed / epochs * ((double)progress->epochs - epoch) : 0;
    og_score score = trainer->epoch > 0 ? trainer->last_epoch : trainer->last_batch;
    size_t width = columns();
    size_t used = (size_t)snprintf(head, sizeof head, "epoch %zu/%zu ", trainer->epoch, progress->epochs);
    used += (size_t)snprintf(tail, sizeof tail, " loss %.4f  accuracy %.1f %%  %.0f steps/s  %d:%02d left",
                             score.loss, 100 * score.accuracy, elapsed > 0 ? steps / elapsed : 0,
                             (int)(left / 60), (int)left % 60);
    size_t room = width > used + 6 ? width - used - 2 : 0;
    if (room > 0) {
        room = room < BAR ? room : BAR;
        memset(bar, ' ', room + 2);
        memset(bar + 1, '=', (size_t)(done * (double)room));
        bar[0] = '[';
        bar[room + 1] = ']';
    }
    snprintf(line, sizeof line, "%s%s%s", head, bar, tail);
    fprintf(stderr, "\r%.*s\033[K", (int)width, line);
    fflush(stderr);
}

static void show(ogl_progress *progress, const og_trainer *trainer, double now)
{
    write_bar(progress, trainer, now);
    progress->shown = now;
}

void ogl_progress_step(ogl_progress *progress, const og_trainer *trainer)
{
    if (progress->quiet || !progress->terminal)
        return;
    double now = ogl_seconds();
    if (now - progress->shown >= 0.1)
        show(progress, trainer, now);
}

void ogl_progress_epoch(ogl_progress *progress, const og_trainer *trainer)
{
    if (progress->quiet || progress->terminal)
        return;
    /* The lines fall on the tenths of the run, so that the same run prints the same lines. */
    size_t tenth = trainer->epoch * PLAIN_LINES / progress->epochs;
    if (tenth > progress->lines) {
        progress->lines = tenth;
        fprintf(stderr, "epoch %zu/%zu  loss %.4f  accuracy %.1f %%\n", trainer->epoch, progress->epochs,
                trainer->last_epoch.loss, 100 * trainer->last_epoch.accuracy);
    }
}

void ogl_progress_end(ogl_progress *progress, const og_trainer *trainer)
{
    if (progress->quiet || !progress->terminal || progress->epochs == progress->first_epoch)
        return;
    show(progress, trainer, ogl_seconds());
    fputc('\n', stderr);
}
