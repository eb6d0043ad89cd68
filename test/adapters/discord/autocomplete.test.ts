import { describe, expect, it } from 'vitest';
import { suggestNamesOf } from '../../../adapters/discord/autocomplete.js';
import { useCoach } from '../../support/shared-coach.js';

const coach = useCoach();

describe('suggestions while a member types', () => {
  it('are roles for pay and paths, credentials first for comparisons, at most twenty-five', () => {
    const suggest = suggestNamesOf(coach.opened().base.pack);
    expect(suggest('pay', '')[0]).toBe('by level');
    expect(suggest('path', 'audit').join()).toMatch(/audit/i);
    expect(suggest('compare', '')[0]).toBe(coach.opened().base.pack.careerMap.credentials[0]?.name);
    for (const name of ['pay', 'path', 'compare']) expect(suggest(name, '').length).toBeLessThanOrEqual(25);
  });

  it('find a credential by its expansion and a role by another of its names, and nothing for nonsense', () => {
    const suggest = suggestNamesOf(coach.opened().base.pack);
    expect(suggest('compare', 'certified coding spec')).toContain('CCS');
    expect(suggest('compare', 'zzzz')).toEqual([]);
    expect(suggest('compare', '@everyone <@1>')).toEqual([]);
  });
});
