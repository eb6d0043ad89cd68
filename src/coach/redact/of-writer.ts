/** What members tell of themselves, with its days: exams, jobs, papers. */
const ofWriter =
  /\b(?:exam|test(?:ing|s)?|retake|class(?:es)?|course|interview|renew\w*|ceus?|voucher|webinar|conference|graduat\w*|start(?:s|ed|ing)?|hired|offer|deadline|due|passed|failed|applied|practicum|extern\w*|laid off|severance|updates?|effective|my (?:review|first|last)|i (?:had|was|have|am|got|fell|broke))\b/i;

const sentence = /[^?!\n.]+(?:\.(?!\s)[^?!\n.]*)*[?!\n.]*\s*/gu;
/** The sentences of a text, with what parts them. */
export const sentencesOf = (text: string): readonly string[] => text.match(sentence) ?? [];

/** Whether a sentence is about the writer's own doings. */
export const isOfWriter = (text: string): boolean => ofWriter.test(text);
