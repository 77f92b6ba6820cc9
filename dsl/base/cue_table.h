/* What the talk hears: CUE(name, where, what a text that holds one of its words is heard as). The
 * words stand in the rules (听语 blocks); where a district leaves a cue out, those of the sample
 * serve. Where a word must stand in the text:
 *   WITHIN  anywhere,
 *   WORD    anywhere, but a word of Latin letters by itself ("where", not "everywhere"),
 *   FIRST   at the beginning, letters likewise,
 *   LAST    at the end,
 *   WHOLE   the word is the whole text,
 *   SAID    the words are sentences that say nothing of any duty (sayings.h),
 *   ACT     the words are sentences, and the text is more like them than like those of other acts
 *           (act_table.h),
 *   LIKE    the words are sentences, and the text is like them (like_table.h).
 * Blanks at both ends, and marks at the end, are looked past. */

/* Asking */
CUE(asks, WORD, "may be a question: how, when, where, how much, may one")
CUE(asks_first, FIRST, "the same where a text begins with it (where, what, is there)")
CUE(asks_plainly, WORD, "asks for a place, a paper, a price, a way: nothing has happened")
CUE(asks_how, WITHIN, "asks how one goes about a thing, and for no part of it")
CUE(asks_nearby, WITHIN, "asks for something near a place")
CUE(question_first, FIRST, "is a question, nothing wrong, nobody asked to come")
CUE(question_last, LAST, "the same by how it ends")
CUE(question_word, WITHIN, "a word of asking in what goes on from an answer")
CUE(question_end, LAST, "the same by how it ends")
CUE(goes_on, FIRST, "goes on from what was said before (then, if, what about)")
CUE(goes_on_within, WITHIN, "the same, wherever it stands")
CUE(wants_done, WITHIN, "asks somebody to do something, be it as a question")
CUE(asks_when_done, WITHIN, "asks how long it takes until something is done")
CUE(asks_who, WITHIN, "asks who is talking: a machine, a person, the government")
CUE(asks_whose, WITHIN, "asks whose business it is")
CUE(asks_contact, WITHIN, "asks for a phone number")
CUE(asks_our_hours, WITHIN, "asks when or where we ourselves can be reached")
CUE(asks_leave, WITHIN, "asks whether one may")
CUE(asks_last, LAST, "ends as a question does")
CUE(asks_private, WORD, "asks, of a wish to stay unknown, and does not wish it yet")
CUE(asks_reader, WITHIN, "asks who will see what is said here")
CUE(asks_name, WITHIN, "asks whether a name or number has to be given")
CUE(asks_kept, WITHIN, "asks how long what was said is kept, or to have it deleted")
CUE(fears, WITHIN, "asks or fears what will come of it (will they ..., I am afraid)")
CUE(secret, WITHIN, "of that: to leave a name, to stay unknown")
CUE(told_on, WITHIN, "of that: others know or are told")
CUE(personal, WITHIN, "of that, where it is about us: name, data")
CUE(to_us, WITHIN, "about us, and what is said here")
CUE(harms_teller, WITHIN, "of that, once something was said: what they may do to who said it")
CUE(gives_name, WITHIN, "does not want to stay anonymous")
CUE(asks_which, WITHIN, "which, what, how: asks, and is no word of a matter")
CUE(has_question, WITHIN, "says that a question is coming, and not which")

/* A question about a guide, by what it asks for */
CUE(part_materials, WITHIN, "asks what to bring")
CUE(part_fee, WITHIN, "asks what it costs")
CUE(part_term, WITHIN, "asks how long it takes")
CUE(part_where, WITHIN, "asks where, or who does it")
CUE(part_any, WITHIN, "asks for what is needed, of a guide's matter")
CUE(wishes, WITHIN, "wants or intends to, before a guide's words")
CUE(tells_materials, WITHIN, "says what to bring: looked for in a duty's own answer")
CUE(tells_where, WITHIN, "says where to go: looked for in a duty's own answer")
CUE(tells_fee, WITHIN, "says a fee: looked for in what a document says")
CUE(tells_term, WITHIN, "says a term: looked for in what a document says")

/* What goes on from an answer */
CUE(aspect, WITHIN, "what one asks about anything (papers, fee, phone); no subject of its own")
CUE(title_filler, WITHIN, "stands in any title, and says nothing of its subject")
CUE(question_filler, FIRST, "stands in any question, and says nothing of its subject")
CUE(tells_self, FIRST, "tells of oneself or one's family")
CUE(tells_has, FIRST, "has something: told of oneself, where nobody else has it")
CUE(tells_others, WITHIN, "there is somebody or something: not told of oneself")
CUE(tells_harm, WITHIN, "somebody was harmed: no mere telling of oneself")

/* Trouble, and what became of it */
CUE(trouble, WITHIN, "something is not as it should be")
CUE(trouble_behind, WITHIN, "what happened to the thing named before it")
CUE(place_behind, FIRST, "makes a place of the thing named before it")
CUE(reproach, WITHIN, "reproaches in the form of a question")
CUE(reported_before, WITHIN, "comes back to what was reported")
CUE(not_done, WITHIN, "of what was reported: still not done")
CUE(undone, WITHIN, "still not done, or please hurry, without naming what")
CUE(case_number, WITHIN, "the number of what was filed")
CUE(query_code, WITHIN, "its query code")
CUE(lost, WITHIN, "has it no more, beside one of these")
CUE(unsolved, WITHIN, "of what was answered: not mended, nobody came, not content")
CUE(asks_handling, WITHIN, "of what was filed: asks who comes, whether to be at home")
CUE(calms, WITHIN, "of what was taken for danger: it is none")
CUE(settled, WITHIN, "nobody need come any more")
CUE(again, WITHIN, "once more: so it is not over")
CUE(tells_after, FIRST, "tells what came after it: of the same matter")
CUE(ahead, WITHIN, "of the days to come: nothing has happened yet")

/* The talk itself */
CUE(wants_person, WITHIN, "wants a person, not a machine")
CUE(wants_no_person, WITHIN, "wants no person")
CUE(goes_alone, WITHIN, "will do it without us")
CUE(announces, WITHIN, "says that something is coming, and not what")
CUE(turns_away, WITHIN, "leaves the subject: what follows is another")
CUE(turned, WITHIN, "ends the clause that leaves the subject, where no mark does")
CUE(vents, WITHIN, "scolds us, and does not say yet what it is about")
CUE(may_turn_away, FIRST, "may leave the subject: what follows decides")
CUE(instead, FIRST, "of these: what follows stands in the place of what was said")
CUE(salutes, FIRST, "speaks to whoever reads it, and says nothing of a matter")
CUE(salutes_then, FIRST, "follows who is spoken to")
CUE(greets, WITHIN, "greets, thanks, asks whether anybody is there")
CUE(greets_english, WHOLE, "the talk goes on in English")
CUE(hurries, WITHIN, "wants it quick, of what a person has already")
CUE(adds_to, FIRST, "adds to what was filed a moment ago")
CUE(adds_note, WITHIN, "the same near the beginning, whatever else is said")
CUE(besides, WORD, "tells of something beside the matter at hand (too)")
CUE(besides_first, FIRST, "the same where a text begins with it")
CUE(neglects, WITHIN, "tells of who neglects the matter at hand: nothing beside it")
CUE(corrects, WORD, "says that something was read wrongly")
CUE(corrects_first, FIRST, "the same where a text begins with it")
CUE(denies_reading, FIRST, "says that what was read back is wrong, with or without what is right")
CUE(denies_part, FIRST, "says first what was read wrongly, and then perhaps what is right")
CUE(not_only, WITHIN, "more than what stands behind it in its clause: of a time the other holds")
CUE(rather, WITHIN, "what stands behind it is meant, not what was said before")
CUE(no_time, WITHIN, "of the time that stands there: none is known")
CUE(asks_whether, FIRST, "asks whether: so it corrects nothing")
CUE(denies, WORD, "no, not, nobody")
CUE(gives_up, WITHIN, "does not want it any more, at the read-back")
CUE(stops, FIRST, "takes back what is open, whatever follows behind a mark or a blank")
CUE(only_asked, WITHIN, "says that it was a question, and nothing is reported")
CUE(gives_up_end, LAST, "the same by how it ends")
CUE(leaves_out, WHOLE, "leaves out the picture or the number that was asked for")
CUE(thinks, WITHIN, "is still thinking about the answer")
CUE(has_picture, WITHIN, "has a picture")
CUE(no_picture, WITHIN, "has no picture")
CUE(others_number, WITHIN, "the number behind it is somebody else's")
CUE(of_enterprise, WITHIN, "asks for an enterprise, not for oneself")
CUE(one_only, WITHIN, "of several matters this one alone")
CUE(one_by_one, WITHIN, "several matters, each by itself")
CUE(as_one, WITHIN, "several matters as one")
CUE(choice_begin, FIRST, "leads to a choice and is none of its words")
CUE(choice_end, LAST, "stands behind a choice and is none of its words")
CUE(counter, FIRST, "what is counted, behind 'the second'")

/* Where it is */
CUE(says_of, WITHIN, "says something of something: no name of a place")
CUE(belongs, WITHIN, "joins two words: no bare name of a place")
CUE(at_place, WITHIN, "beside, in front of, in: of a place all the same")
CUE(the_one, WITHIN, "the one there: a place, though it has no name")
CUE(tells_which, LAST, "says which thing it is (what the neighbour put up): no place")
CUE(area_kind, LAST, "what kind of an area it is; people leave it out")
CUE(no_place, WITHIN, "a class, an age: no place")
CUE(lives_at, WITHIN, "who did it and goes about: the number behind it is where that one lives")
CUE(room, WITHIN, "a room of one's own flat: no place for others")
CUE(leads_to_place, FIRST, "stands before the name of a place and is none of it")
CUE(no_lead, FIRST, "begins like that and belongs to the name")
CUE(building, FIRST, "the kind of a building, beside its number; one stands for another")
CUE(building_part, FIRST, "the kind of a part of a building, beside its number")
CUE(common_place, WHOLE, "a kind of place, of which every street has one")
CUE(estate, WITHIN, "names an estate")
CUE(road, WITHIN, "names a road")
CUE(workplace, WITHIN, "names where somebody works, by its kind")
CUE(label_workplace, WITHIN, "of a choice: a firm, a shop, a factory")
CUE(label_estate, WITHIN, "of a choice: it lies in an estate")
CUE(label_road, WITHIN, "of a choice: it lies on a road")
CUE(label_yes, FIRST, "of a choice: it is the yes")
CUE(label_no, WITHIN, "of a choice: it is the no")

/* Short answers, whole but for particles and marks at the end */
CUE(short_yes, WHOLE, "yes, there is (beside 确认)")
CUE(short_no, WHOLE, "no, there is none (beside 否认)")
CUE(short_unknown, WHOLE, "I do not know (beside 不知道)")
CUE(short_any, WHOLE, "whatever you like; both; all of them")
CUE(short_cannot, WHOLE, "leave it out (beside 跳过)")
CUE(short_later, WHOLE, "in a moment")
CUE(short_keep, WHOLE, "nothing to change")
CUE(short_thanks, WHOLE, "thanks, understood")
CUE(thanks, WITHIN, "thanks, in however many words")
CUE(thanks_filler, FIRST, "what stands beside thanks and says no more")
CUE(particle, LAST, "a particle at the end of an answer")

/* A rating in words */
CUE(mark_5, WHOLE, "very satisfied")
CUE(mark_4, WHOLE, "satisfied")
CUE(mark_3, WHOLE, "so so")
CUE(mark_2, WHOLE, "not satisfied")
CUE(mark_1, WHOLE, "not satisfied at all")

/* By what people say: not of any duty (sayings.h) */
CUE(no_matter, SAID, "no matter for the government: a greeting, small talk, meant for others")

/* What somebody wants with a message */
#define ACT(name, kind, heard) CUE(act_##name, ACT, heard)
#include "dsl/base/act_table.h"
#undef ACT

/* Heard by likeness */
#define LIKE(name, grade, heard) CUE(name, LIKE, heard)
#include "dsl/base/like_table.h"
#undef LIKE
