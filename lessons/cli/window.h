/* Lessons and pictures need SDL2 and some seventy libraries behind it, which take longer to load than a small
   network takes to train. So they are a program of their own, ogee-window: the same commands, with SDL2. */
#ifndef OGEE_CLI_WINDOW_H
#define OGEE_CLI_WINDOW_H

/* In the ogee that has a program ogee-window: becomes that program if the command line needs it, and returns
   only if not. When it cannot be started, ends with exit status 1. Elsewhere does nothing. */
void ogl_hand_over(int argc, char **argv);

#endif
