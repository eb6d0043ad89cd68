import type { Unit } from '../contracts/unit-store.js';

/** Units by what they belong to. */
export const unitsByOwner = (units: readonly Unit[]): ReadonlyMap<string, readonly Unit[]> => {
  const grouped = new Map<string, Unit[]>();
  for (const unit of units) grouped.set(unit.owner, [...(grouped.get(unit.owner) ?? []), unit]);
  return grouped;
};
