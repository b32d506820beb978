/* Ctrl-C: the first asks the run to stop in good order, the second ends it at once. */
#ifndef OGEE_CLI_INTERRUPT_H
#define OGEE_CLI_INTERRUPT_H

/* From here on SIGINT, SIGTERM and SIGHUP are requests, unless the program was started to ignore them, and a
   closed pipe is a failed write like any other. */
void ogl_interrupt_catch(void);

/* The same for what takes a moment: the first signal ends it as the second does otherwise. */
void ogl_interrupt_end_at_once(void);

/* The signal that asked to stop; 0: none. */
int ogl_interrupt_signal(void);

enum { OGL_INTERRUPT_PATHS = 4 };

/* Files that are removed by the signal that ends the program; paths are kept by pointer, NULL for none. */
void ogl_interrupt_removes(int slot, const char *path);

#endif
