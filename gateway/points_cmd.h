/* points_cmd: zhida points: the book of points, proved or listed. */
#ifndef ZHIDA_POINTS_CMD_H
#define ZHIDA_POINTS_CMD_H

int points_cmd(int argc, char **argv);

#endif
