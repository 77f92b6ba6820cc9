/* figures_cmd: zhida figures: are the statistics true, and counting all of them anew. */
#ifndef ZHIDA_FIGURES_CMD_H
#define ZHIDA_FIGURES_CMD_H

int figures_cmd(int argc, char **argv);

#endif
