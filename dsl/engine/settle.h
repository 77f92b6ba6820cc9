/* settle: what a citizen's answer makes sure of in a matter. Private to dsl/engine. */
#ifndef ZHIDA_SETTLE_H
#define ZHIDA_SETTLE_H

#include "dsl/engine/decide.h"

void matter_settle_place(struct matter *matter, int area);
void matter_settle_duty(const struct rules *rules, struct matter *matter, int duty);

/* "Don't know": the variable will not be asked again. */
void matter_settle_unknown(struct matter *matter, struct variable variable);

/* CHOICE_UNKNOWN or CHOICE_OTHER to the pending question; false: it does not fit. */
bool matter_refuse_choices(struct matter *matter, const struct decision *decision, int choice);

/* The choice at that position (or a value of the variable, where all may be named). */
bool matter_take_choice(const struct rules *rules, struct matter *matter,
                        const struct decision *decision, int choice);

#endif
