/* What the learned ranking weighs. FACTOR(name, told, zh, en): for each desk; of the whole name, of
 * its first part, its last, or the weaker of both. told: the factor that it is told with. */
#ifdef FACTOR
FACTOR(WORDS, WORDS, "用字", "its way of writing")
FACTOR(WORDS_HEAD, WORDS, "用字（单位名称前半）", "its way of writing (first part of its name)")
FACTOR(WORDS_TAIL, WORDS, "用字（单位名称后半）", "its way of writing (last part of its name)")
FACTOR(WORDS_BOTH, WORDS, "用字（前后两半）", "its way of writing (both parts)")
FACTOR(GIST, GIST, "大意", "its gist")
FACTOR(AREA, AREA, "所在区域", "where it is")
FACTOR(ALIKE, ALIKE, "相近的旧件", "past cases alike")
FACTOR(ALIKE_HEAD, ALIKE, "相近的旧件（前半）", "past cases alike (first part)")
FACTOR(ALIKE_TAIL, ALIKE, "相近的旧件（后半）", "past cases alike (last part)")
FACTOR(ALIKE_DUTY, ALIKE, "相近的旧件（同事项）", "past cases alike (all of their duties)")
FACTOR(NEAREST, NEAREST, "最相近的一件", "the most alike case")
FACTOR(OFTEN, OFTEN, "来件多少", "how many it gets")
FACTOR(OFTEN_HEAD, OFTEN, "来件多少（前半）", "how many it gets (first part)")
FACTOR(OFTEN_TAIL, OFTEN, "来件多少（后半）", "how many it gets (last part)")
FACTOR(RULES, RULES, "规则", "the rules")
FACTOR(RULED, RULED, "规则的首选", "first by the rules")
#endif
/* SIGN(name): of the first desk being right; SHARE and LEAD are log odds, a LEAD is over the second
 * desk. */
#ifdef SIGN
SIGN(ALWAYS)
SIGN(SHARE)
SIGN(LEAD)
SIGN(MARGIN)
SIGN(MARGIN_LEAD)
SIGN(NEAREST)
SIGN(AGREED)
SIGN(OFTEN)
SIGN(KNOWN)
SIGN(RULED)
#endif
