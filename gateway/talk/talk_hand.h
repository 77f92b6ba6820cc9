/* talk_hand: why a case goes to a person instead of straight to a desk. */
#ifndef ZHIDA_TALK_HAND_H
#define ZHIDA_TALK_HAND_H

/* WHY(enumerator, code, what the desk reads in Chinese and English) */
#define HANDED_WHYS(WHY)                                                                           \
    WHY(SURE, "", "", "")                                                                          \
    WHY(ASKED, "asked", "市民要找人", "the citizen asked for a person")                            \
    WHY(MISUNDERSTOOD, "misunderstood", "两次没听懂", "not understood twice")                      \
    WHY(DANGER, "danger", "可能有危险，没有再问", "danger: nothing more was asked")                \
    WHY(QUESTIONS, "questions", "问的次数到了上限，还没定下来",                                    \
        "as many questions as the district allows, and still open")                                \
    WHY(UNSURE, "unsure", "把握不够，先给人看", "not sure enough")                                 \
    WHY(OPEN, "open", "按规则定不下由谁办", "the rules name no unit for it")                       \
    WHY(CONFIDENTIAL, "confidential", "当事人要求保密，先由调度员看",                              \
        "confidential: a dispatcher first")

enum handed {
#define WHY_ENUM(name, code, zh, en) HANDED_##name,
    HANDED_WHYS(WHY_ENUM)
#undef WHY_ENUM
};

#endif
