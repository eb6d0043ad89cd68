/*
 * Text of a page that no visitor sees: assistants and search engines do, and some of it is written for them.
 */

const hiding: readonly RegExp[] = [
  /display\s*:\s*none/i,
  /visibility\s*:\s*(?:hidden|collapse)/i,
  /opacity\s*:\s*0(?:\.0+)?\s*(?:;|!|$)/i,
  /font-size\s*:\s*[01](?:\.\d+)?(?:px|pt|em|rem|%)?\s*(?:;|!|$)/i,
  /(?:left|right|top|text-indent|margin-left)\s*:\s*-\d{3,}/i,
  /clip\s*:\s*rect\(\s*0|clip-path\s*:\s*inset\(\s*(?:50|100)%/i,
  /(?:^|;|\s)(?:max-)?(?:height|width)\s*:\s*[01](?:px)?\s*(?:;|!|$)[\s\S]*overflow\s*:\s*hidden/i,
];
const white =
  /(?:^|;|\s)color\s*:\s*(?:#fff(?:fff)?\b|white\b|transparent\b|rgba?\([^)]*,\s*0\s*\)|rgb\(\s*255\s*,\s*255\s*,\s*255\s*\))/i;
const background = /background(?:-color|-image)?\s*:/i;

/** Whether declarations of a style hide what they are for. White letters do on a page without a background of its own. */
export const hidesText = (declarations: string, mayBeDark = false): boolean =>
  hiding.some(pattern => pattern.test(declarations)) ||
  (!mayBeDark && white.test(declarations) && !background.test(declarations));

/** Selectors of a style sheet's rules that hide text. Rules for print and for narrow screens hide nothing for good. */
export const hidingSelectors = (sheet: string): string[] => {
  const rules = [
    ...sheet
      .replace(/\/\*[\s\S]*?\*\//g, '')
      .replace(/@(?:media|supports|keyframes|-webkit-keyframes)[^{]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}/gi, '')
      .matchAll(/([^{}]+)\{([^{}]*)\}/g),
  ].map(([, selector = '', declarations = '']) => ({ selector: selector.trim(), declarations }));
  const mayBeDark = rules.some(
    rule => /(?:^|,)\s*(?:html|body|:root|main|article|\*)\b/.test(rule.selector) && background.test(rule.declarations),
  );
  return rules.filter(rule => hidesText(rule.declarations, mayBeDark)).map(rule => rule.selector);
};
