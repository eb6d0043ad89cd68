import type { Sentence } from '../../domain/answer.js';
import type { CareerMap, PayFigure } from '../../domain/career-map.js';
import { sentence } from '../../domain/drafting.js';
import { readQuantities } from '../../text/quantities.js';
import { passageIdOf } from '../../text/slug.js';
import { attach } from './attach.js';
import type { Issuing } from './check-issuers.js';
import { anyCoder, type Mention } from './mentions.js';

/** Which record a sentence that failed was meant to give, where its words leave no doubt. */
export const createRepair = (map: CareerMap, mentionsIn: (text: string) => Mention[]) => {
  /** The one pay figure of the sections that is for what the sentence names: role, statistic, percentile and country. */
  const figureFor = (text: string, sections: ReadonlySet<string>): PayFigure | undefined => {
    const reading = readQuantities(text);
    const money = reading.quantities.filter(one => one.kind === 'money');
    const [only] = money;
    if (!only || money.length > 1) return undefined;
    const aspects = attach(reading, mentionsIn(reading.text)).get(only)?.aspects;
    const [roles, statistics, countries, periods] = (['role', 'statistic', 'country', 'period'] as const).map(aspect => [
      ...(aspects?.get(aspect) ?? []),
    ]);
    if (!roles || !statistics || !countries || !periods || statistics.length !== 1 || roles.length > 1) return undefined;
    const [role = anyCoder] = roles;
    const fits = (figure: PayFigure): boolean =>
      figure.measure === 'pay' &&
      sections.has(passageIdOf(figure)) &&
      (figure.percentile === undefined ? figure.statistic : `p${figure.percentile}`) === statistics[0] &&
      (role === anyCoder ? figure.roles.length === 0 : figure.roles.includes(role)) &&
      (countries.length === 0 ? figure.country === 'US' : countries.includes(figure.country)) &&
      (periods.length === 0 || figure.period === undefined || periods.includes(figure.period));
    const fitting = map.figures.filter(fits);
    return fitting.length === 1 ? fitting[0] : undefined;
  };

  return {
    /** The record's own sentence on who issues a credential, from a section that may be cited. */
    issuing(wrong: readonly Issuing[], sections: readonly ReadonlySet<string>[]): Sentence<string> | undefined {
      const credentials = new Set(wrong.map(one => one.credential));
      const [credential] = credentials;
      if (!credential || credentials.size > 1) return undefined;
      for (const allowed of sections) {
        const mention = credential.mentions.find(
          one => one.issuer !== undefined && one.says.includes(one.issuer) && allowed.has(passageIdOf(one)),
        );
        if (mention) return sentence(mention.says, passageIdOf(mention));
      }
      return undefined;
    },
    /** The record's own sentence with the right figure for what the sentence names. */
    figure(text: string, sections: readonly ReadonlySet<string>[]): Sentence<string> | undefined {
      for (const allowed of sections) {
        const record = figureFor(text, allowed);
        if (record) return sentence(record.says, passageIdOf(record));
      }
      return undefined;
    },
  };
};
