import type { Pack } from '../domain/pack.js';
import { contentStems } from '../text/tokens.js';

/**
 * Stems that name a topic: those of headings, roles, credentials, countries and the vocabulary's concepts. A question's other words
 * ("realistic", "set me back") are how people talk; rare in guides, they would drown the topic in a keyword search that trusts rarity.
 */
export const topicalStems = (pack: Pack): ReadonlySet<string> =>
  new Set(
    [
      ...pack.passages.flatMap(passage => passage.headingPath),
      ...pack.careerMap.roles.flatMap(role => [role.title, ...role.aliases]),
      ...pack.careerMap.credentials.flatMap(credential => [credential.name, credential.expansion ?? '', ...credential.aliases]),
      ...Object.entries(pack.vocabulary.synonyms).flat(2),
      ...Object.keys(pack.vocabulary.countries),
      ...pack.scope.gaps.flatMap(gap => [gap.topic, ...gap.signals]),
      ...pack.scope.outOfScope.flatMap(kind => kind.signals),
    ].flatMap(contentStems),
  );
