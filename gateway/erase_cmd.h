/* erase_cmd: a person who asks to be forgotten, from the command line. */
#ifndef ZHIDA_ERASE_CMD_H
#define ZHIDA_ERASE_CMD_H

/* argv[0] is "erase". 0: done, or shown; 1: nobody was found; 2: could not run. */
int erase_cmd(int argc, char **argv);

#endif
