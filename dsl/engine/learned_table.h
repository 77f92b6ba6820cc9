/* What the learned ranking weighs. FACTOR(name, zh, en): for each desk. */
#ifdef FACTOR
FACTOR(WORDS, "用字", "its way of writing")
FACTOR(HEAD, "单位名称前半", "the first part of its name")
FACTOR(TAIL, "单位名称后半", "the last part of its name")
FACTOR(ALIKE, "相近的旧件", "past cases alike")
FACTOR(NEAREST, "最相近的一件", "the most alike case")
FACTOR(OFTEN, "来件多少", "how many it gets")
FACTOR(RULES, "规则", "the rules")
FACTOR(RULED, "规则的首选", "first by the rules")
#endif
/* SIGN(name): of the first desk being right; `SHARE` and `LEAD` are log odds. */
#ifdef SIGN
SIGN(ALWAYS)
SIGN(SHARE)
SIGN(LEAD)
SIGN(NEAREST)
SIGN(AGREED)
SIGN(RELIABLE)
SIGN(KNOWN)
SIGN(RULED)
#endif
