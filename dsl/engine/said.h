/* said: what one text says of time, day and place, for revealing and for answers alike. Private to
 * dsl/engine. */
#ifndef ZHIDA_SAID_H
#define ZHIDA_SAID_H

#include "dsl/engine/recognise.h"

/* Lets a score into a list of the best SCORES_MAX. */
void score_place(struct score *list, int *count, struct score score);

/* The time of day by periods and clock times, *time being what was known before: of an hour that
 * names no half of the day the one nearer to that. false: nothing is said, *time stays. */
bool time_revealed(const struct rules *rules, const struct recognition *recognition,
                   struct known_time *time);

/* The same for a typed answer to the question for the time, *time being what was known before:
 * matter.h tells how hours that name no half of the day are read, and what of it is kept. */
bool time_answered(const struct rules *rules, const struct recognition *recognition,
                   struct known_time *time);

/* Sets the matter's day or weekdays where the text names one. */
bool day_said(struct matter *matter, const struct recognition *recognition, struct civil_time now);

/* The areas a text names, less those above others, by index; how many (at most PLACES_MAX). */
int places_said(const struct rules *rules, const struct recognition *recognition, int *places);

#endif
