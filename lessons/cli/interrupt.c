#define _XOPEN_SOURCE 700
#include "interrupt.h"

#include <signal.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

/* One press can arrive twice, once for the process and once for its group, as timeout(1) sends it. */
#define ONE_PRESS 0.1 /* seconds */

static volatile sig_atomic_t stopped_by, at_once;
static struct timespec first; /* written before stopped_by is set */
static const char *volatile unfinished[OGL_INTERRUPT_PATHS];

static double seconds_since_first(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)(now.tv_sec - first.tv_sec) + (double)(now.tv_nsec - first.tv_nsec) * 1e-9;
}

static void stop(int signal_number)
{
    if (!stopped_by && !at_once) {
        clock_gettime(CLOCK_MONOTONIC, &first);
        stopped_by = signal_number;
        return;
    }
    if (!at_once && seconds_since_first() < ONE_PRESS)
        return;
    for (int i = 0; i < OGL_INTERRUPT_PATHS; i++)
        if (unfinished[i])
            unlink(unfinished[i]);
    _exit(128 + signal_number);
}

/* Whoever started the program under nohup, or behind & in a script, wants no end by that signal. */
static void catch_unless_ignored(int signal_number, const struct sigaction *action)
{
    struct sigaction inherited;
    if (sigaction(signal_number, NULL, &inherited) == 0 && inherited.sa_handler != SIG_IGN)
        sigaction(signal_number, action, NULL);
}

/* Without SA_RESTART: to open a pipe that nobody reads would wait on. */
void ogl_interrupt_catch(void)
{
    struct sigaction action;
    memset(&action, 0, sizeof action);
    action.sa_handler = stop;
    sigfillset(&action.sa_mask);
    catch_unless_ignored(SIGINT, &action);
    catch_unless_ignored(SIGTERM, &action);
    catch_unless_ignored(SIGHUP, &action);
    action.sa_handler = SIG_IGN;
    sigaction(SIGPIPE, &action, NULL);
}

void ogl_interrupt_end_at_once(void)
{
    at_once = 1;
    ogl_interrupt_catch();
}

int ogl_interrupt_signal(void)
{
    return stopped_by;
}

void ogl_interrupt_removes(int slot, const char *path)
{
    unfinished[slot] = path;
}
