import { words } from './tokens.js';

/** Country names and the cities of the time zones, folded; from the runtime's own ICU data, so that no list of ours grows old. */
const placeNames = (): ReadonlySet<string> => {
  const regions = new Intl.DisplayNames(['en'], { type: 'region', fallback: 'none' });
  const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
  const countries = letters.flatMap(first => letters.flatMap(second => regions.of(first + second) ?? []));
  const cities = Intl.supportedValuesOf('timeZone').map(zone => (zone.split('/').at(-1) ?? '').replaceAll('_', ' '));
  return new Set([...countries, ...cities].map(name => words(name).join(' ')).filter(name => name.length > 3));
};

let names: ReadonlySet<string> | undefined;
const longestName = 3;

/** The countries and large cities that a text names, in order; places of one to three words. */
export const placesIn = (text: string): string[] => {
  names ??= placeNames();
  const own = words(text);
  const found: string[] = [];
  for (let at = 0; at < own.length; at++) {
    for (let length = longestName; length > 0; length--) {
      const name = own.slice(at, at + length).join(' ');
      if (own.length >= at + length && names.has(name)) {
        found.push(name);
        break;
      }
    }
  }
  return found;
};
