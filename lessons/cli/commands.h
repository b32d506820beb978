/* The commands that use a model or make data. argv begins after the command's name; each returns the exit
   status. */
#ifndef OGEE_CLI_COMMANDS_H
#define OGEE_CLI_COMMANDS_H

int ogl_predict(int argc, char **argv);
int ogl_eval(int argc, char **argv);
int ogl_export(int argc, char **argv);
int ogl_data(int argc, char **argv);

#endif
