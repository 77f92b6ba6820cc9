/* The codes whose change only writes out what can be meant in no other way: SAFE(code). Every other
 * change is a guess (the nearest name, where a brace belongs, how 且 and 或 group, a word less in a
 * list) that somebody looks at first. */
SAFE(E0101)
SAFE(E0104)
SAFE(E0105)
SAFE(E0110)
SAFE(E0111)
SAFE(W0101)
SAFE(E0206)
SAFE(E0210)
SAFE(E0213)
SAFE(W0301)
SAFE(E0409)
SAFE(E0410)
SAFE(E0413)
SAFE(E0419)
SAFE(W1013)
