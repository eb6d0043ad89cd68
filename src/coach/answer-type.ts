import { figuresIn } from '../text/figures.js';

/** What kind of figure a question cannot be answered without. */
type AnswerType = 'amount' | 'percent' | 'number';

const types: readonly (readonly [AnswerType, RegExp])[] = [
  [
    'percent',
    /\b(percent(age)?|per cent|proportion|what share|share of|fraction|what rate|(pass|success|failure|turnover|placement|retention|unemployment|acceptance) rate|odds)\b/,
  ],
  [
    'amount',
    /\bhow much (is|are|does|do|would|will|should|can|more|did)\b|\b(fees?|price|costs?|dollars|bucks|euros|going rate|hourly rate|daily|quota|dues|how big|amount)\b/,
  ],
  [
    'number',
    /\bhow many\b|\bhow old\b|\bhow big\b|\b(number|count|cap|quota|minimum|maximum|average age|score|band|length in)\b/,
  ],
];

/** Whether the question needs an amount, a percentage or a count and the text has no figure of that kind. Expects a normalised question. */
export const isTypeUnmet = (question: string, text: string): boolean => {
  const figures = figuresIn(text);
  const holds: Readonly<Record<AnswerType, () => boolean>> = {
    percent: () => figures.some(figure => figure.unit === 'percent'),
    amount: () => figures.some(figure => figure.unit === 'currency'),
    number: () => figures.length > 0 || /\b(two|three|four|five|six|seven|eight|nine|ten|several)\b/i.test(text),
  };
  return types.some(([type, pattern]) => pattern.test(question) && !holds[type]());
};
