/* Cues that are heard by likeness: LIKE(name, grade, what a text is heard as), the gravest grade,
 * 0, first. Their words are whole sentences (likeness.h). The last cue is what all others are held
 * against; nothing is heard as it. */

LIKE(danger_119, 0, "somebody is in danger: fire, gas, who has to be freed, water")
LIKE(danger_120, 0, "somebody is in danger: hurt, ill, poisoned")
LIKE(danger_122, 0, "somebody is in danger: an accident on the road")
LIKE(danger_110, 0,
     "somebody is in danger: attacked, threatened, held, missing, about to harm themselves")
LIKE(near_danger, 1, "somebody may be in danger: worth a word about the numbers, no more")
LIKE(no_danger, 2, "nobody is in danger, though some of it sounds so")
