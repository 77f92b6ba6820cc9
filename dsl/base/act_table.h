/* What somebody wants of us with a message (dialogue acts): ACT(name, the kind of matter it begins,
 * what a text is heard as). Their sentences are the words of the cues act_NAME; those of the cue
 * no_matter are held against them. */

ACT(asks, KIND_CONSULT, "wants to know something: nothing is to be mended, nobody to be sent")
ACT(wants, KIND_COMPLAINT, "wants something done: it is wrong, broken, unjust, or help is needed")
ACT(suggests, KIND_SUGGEST, "wishes something new or better for the public: nothing is broken")
ACT(praises, KIND_PRAISE, "thanks or praises somebody, and wants nothing")
ACT(returns, NONE, "comes back to what was reported before")
ACT(tells, NONE, "behind an answer, tells of oneself: wants to know on, or nothing")
