/* starter_text: rules of the sample district that serve every district as they are, put in when the
 * program is built: what the bot says and listens for, word lists, the calendar. */
#ifndef ZHIDA_STARTER_TEXT_H
#define ZHIDA_STARTER_TEXT_H

extern const char starter_phrases[];
extern const char starter_cues[];
extern const char starter_danger[];
extern const char starter_acts[];
extern const char starter_small_talk[];
extern const char starter_words[];
extern const char starter_calendar[];

#endif
