import { words } from '../text/tokens.js';

const greetings = new Set(
  `hi hello hey heya hiya yo sup howdy morning afternoon evening good greetings thanks thank you thx ty cheers appreciated much so there
  all coach nextrung bot everyone team bye goodbye later great cool nice awesome perfect ok okay got it a lot help start test testing whats up`.split(
    /\s+/,
  ),
);

/** Whether a text only greets or thanks. */
export const isGreeting = (text: string): boolean => {
  const said = words(text);
  return said.length > 0 && said.length <= 5 && said.every(word => greetings.has(word));
};
