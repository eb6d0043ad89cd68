/** Words that make a question with a code set in it one about careers: learning, jobs, exams. */
const career =
  /\b(learn|know|need to know|job|jobs|career|careers|cert|certification|credential|exam|class|course|program|school|train|training|study|skills?|coders?|salary|pay|difference|stand for|stands for|globally|used)\b/;

const lookups: readonly RegExp[] = [
  /\b(what|which|whats|what's|need|find|give me|is there|correct|right|proper|looking for)\b[^.?!]{0,30}\b(icd(-?\s?\d+)?(-?(cm|pcs))?|cpt|hcpcs|drg|dx|diagnosis|procedure|the|an?|right|correct|which|what)\s+codes? (is |to use |do i use |should i use |would you use )?(for|of|covers?|describes?|when|if|applies)\b/,
  /\b(icd-?\s?\d+(-?(cm|pcs))?|cpt|hcpcs|drg|modifier)( codes?)? (for|of|on)\b/,
  /\bhow (do|would|should|can) (i|you|we|u) (code|bill) (a|an|the|this|for|out|up)?\s*(?!(from|in|faster|better|at|remotely|without))\w+/,
  /\b(which|what|need|use|append) modifiers?\b|\bmodifier \d\d\b/,
  /\b(what|which) (would|do|should) (i|you|we) code\b|\b(what|which)('s| is| are)? (the )?(dx|icd|cpt|hcpcs|code|codes|principal diagnosis)\b(?! (sets?|books?|systems?|manuals?))/,
  /\b\d{5}\b[\s\S]*\b\d{5}\b|\bwhich letter is (right|correct)\b/,
  /\b(undetected|without getting caught|get away with|fake (my|a|the) (certs?|certificate|credential|license))\b/,
  /\bchart says\b|\b(what|how) (do|would|should|shall) (i|you|we) (put down|assign|sequence)\b/,
  /\bcode (this|these|the following) (note|chart|op note|encounter|case|visit|procedure|report)\b/,
];

/** Whether a question asks which code to assign, or how to code wrongly on purpose: work that the coach leaves to coders. Expects a normalised question. */
export const asksForCode = (question: string): boolean =>
  lookups.some(pattern => pattern.test(question)) && !career.test(question);
